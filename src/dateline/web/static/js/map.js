/** The map's page. */

import "/static/js/shell.js";
import "/static/js/clock/clock.js";
import "/static/js/map/control_map.js";
import "/static/js/panels/events.js";
import "/static/js/panels/layers.js";
import "/static/js/panels/overview.js";
import "/static/js/panels/place.js";
import "/static/js/panels/share.js";
import * as api from "/static/js/api.js";
import { long, toIso } from "/static/js/days.js";
import { colour, count, h } from "/static/js/dom.js";
import { complain, say } from "/static/js/shell.js";
import * as state from "/static/js/state.js";
import { poster } from "/static/js/map/poster.js";
import { Session } from "/static/js/map/session.js";

const find = (selector) => document.querySelector(selector);
const map = find("control-map");
const clock = find("dateline-clock");
const layers = find("map-layers");
const share = find("share-view");
const panels = { day: find("day-panel"), place: find("place-panel"), event: find("event-panel") };
const back = find("#panel-back");
const side = find("#side");

let vocabulary = null;
let shown = "";
let telling = 0;

/** Milliseconds for which the day has to stand still before it is told in words. */
const PATIENCE = 200;

const session = new Session({ map, clock, onpicture: drawLayers, onday, onevents: (items, total) => panels.day.showEvents(items, total) });

function drawLayers() {
  if (!vocabulary || !session.picture) return;
  layers.setup({
    picture: session.picture, looks: session.looks, vocabulary, record: session.about,
    onshow: (patch) => map.setShown(patch),
  });
}

function onday({ on, since, changes: changesOf }) {
  share.setup({ view: () => ({ on: toIso(on), since: toIso(since), ...map.view() }), picture: () => picture(on), title: session.about.title });
  // The panels' words may lag behind a dragged slider; the map may not.
  clearTimeout(telling);
  telling = setTimeout(() => {
    const { place, event } = state.get();
    const changes = changesOf();
    if (!place && !event) panels.day.show({ picture: session.picture, looks: session.looks, day: toIso(on), changes, since: toIso(since) });
    say(`${long(on)}: ${count(changes.length, "change")} of hands since ${long(since)}`);
    choose();
  }, PATIENCE);
}

/** Shows the panel that the state asks for. */
function choose() {
  const { place, event } = state.get();
  const { on } = session.span();
  const { known = "", without } = state.get();
  const name = event ? "event" : place ? "place" : "day";
  const wanted = `${name} ${event ?? place ?? ""} ${name === "place" ? `${on} ${known} ${without}` : ""} ${session.picture.basis}`;
  for (const [one, panel] of Object.entries(panels)) panel.hidden = one !== name;
  back.hidden = name === "day";
  if (wanted === shown) return;
  const moved = shown.split(" ").slice(0, 2).join(" ") !== wanted.split(" ").slice(0, 2).join(" ") && shown !== "";
  shown = wanted;
  if (name === "place") panels.place.show(place, toIso(on), session.looks).then(() => moved && focus(panels.place));
  if (name === "event") panels.event.show(event).then(() => moved && focus(panels.event));
  if (name === "day" && moved) panels.day.querySelector("h2")?.focus();
  const row = session.picture.index.get(place);
  if (moved && row !== undefined) map.reveal(session.picture.places[row]);
}

function focus(panel) {
  side.scrollTop = 0;
  panel.querySelector("h2")?.focus({ preventScroll: !matchMedia("(max-width: 61.99rem)").matches });
}

function picture(on) {
  const { known, without } = state.get();
  const { looks, picture: now, about } = session;
  const counts = new Map();
  for (const holder of now.holder) if (holder >= 0) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  const holders = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([row]) => ({ name: now.holders[row].name, css: looks.css(now.holders[row].key) }));
  const lines = [`Control of places on ${long(on)}${known ? `, by what was published until ${long(known)}` : ""}`];
  if (without.length) lines.push(`without ${without.join(", ")}`);
  return poster(map.snapshot(), { title: about.title, lines, holders, ratio: map.sheet.view.ratio, ink: colour("--ink"), paper: colour("--surface") });
}

map.addEventListener("place", (event) => {
  if (event.detail !== (state.get().place ?? null) || state.get().event) state.set({ place: event.detail, event: null }, { push: true });
});
map.addEventListener("events", (event) => {
  const { events } = event.detail;
  if (events.length === 1) state.set({ event: events[0].id, place: null }, { push: true });
  else {
    const [site] = events.flatMap((one) => one.place).filter((one) => one.name === event.detail.name);
    state.set({ place: site?.key ?? null, event: null }, { push: true });
  }
});
back.addEventListener("click", () => state.set({ place: null, event: null }, { push: true }));
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !back.hidden && !document.querySelector("dialog[open]")) back.click();
});

state.subscribe((_, changed) => {
  if (changed.has("event") || (changed.has("place") && session.picture)) session.day();
});

session.start().then(async () => {
  vocabulary = await api.get("/vocabulary");
  drawLayers();
}).catch((error) => {
  complain(error);
  map.append(h("p", { class: "map-failed" }, "The map cannot be drawn: ", error.message));
});
