/** The map without anything around it, for a frame in another page. */

import "/static/js/clock/clock.js";
import "/static/js/map/control_map.js";
import { toIso, weekday } from "/static/js/days.js";
import { bdi, fill, h } from "/static/js/dom.js";
import * as state from "/static/js/state.js";
import { Session } from "/static/js/map/session.js";

const find = (selector) => document.querySelector(selector);
const map = find("control-map");
const legend = find("#legend");
const full = find("#full");

const session = new Session({ map, clock: find("dateline-clock"), onday: ({ on }) => {
  const counts = new Map();
  for (const holder of session.picture.holder) if (holder >= 0) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  const holders = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6).map(([row]) => session.picture.holders[row]);
  fill(legend, holders.map((one) => h("li", {}, h("span", { class: "swatch", style: { "--own": session.looks.css(one.key) } }), bdi(one.name))));
  full.href = state.link("/", { on: toIso(on) });
  full.textContent = `${session.about.title}, ${weekday(on)}: open`;
} });

// A click in a frame opens the place where there is room for its panel.
map.addEventListener("place", (event) => { if (event.detail) open(state.link("/", { place: event.detail }), "_blank", "noopener"); });
map.addEventListener("events", (event) => open(state.link("/", { event: event.detail.events[0].id }), "_blank", "noopener"));

session.start().catch((error) => fill(legend, h("li", {}, `The map cannot be drawn: ${error.message}`)));
