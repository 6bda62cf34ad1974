/** <day-panel>: the day in words, which is the map for those who cannot see it: who holds how much, what changed, every place. */

import { long, short } from "/static/js/days.js";
import { bdi, count, fill, h, percent } from "/static/js/dom.js";
import * as state from "/static/js/state.js";
import { shortName } from "/static/js/map/picture.js";
import { eventRow } from "/static/js/panels/events.js";

/** As many places are listed at once; the field above narrows them. */
const MOST = 200;

const swatch = (looks, key) => h("span", { class: "swatch", style: { "--own": looks.css(key) } });

function chooser(place, ...children) {
  return h("a", {
    class: "place-row", href: state.link(location.pathname, { place: place.key, event: null }), dataset: { place: place.key },
    onclick: (click) => {
      if (click.metaKey || click.ctrlKey || click.shiftKey) return;
      click.preventDefault();
      state.set({ place: place.key, event: null }, { push: true });
    },
  }, ...children);
}

class DayPanel extends HTMLElement {
  connectedCallback() {
    this.find = h("input", { type: "search", id: "place-find", placeholder: "Homs, airbase, …", oninput: () => this.list(), autocomplete: "off" });
    this.head = h("div", {});
    this.news = h("section", { "aria-label": "Changes of hands" });
    this.places = h("ul", { class: "plain places" });
    this.eventList = h("section", { "aria-label": "Events of the window" });
    this.placesHead = h("h3", {}, "Places");
    fill(this, this.head, this.news,
      h("section", {}, this.placesHead, h("label", { class: "field", for: "place-find" }, "Find a place or a holder", this.find), this.places),
      this.eventList);
  }

  /** Shows a day of the picture; `changes` are those of the window. */
  show({ picture, looks, day, changes, since }) {
    Object.assign(this, { picture, looks, day });
    const known = state.get().known;
    const sums = this.sums();
    const all = sums.reduce((sum, one) => sum + one.places, 0);
    fill(this.head, h("h2", {}, long(day)),
      known ? h("p", { class: "small soft" }, `by what was published until ${long(known)}`) : null,
      h("div", { class: "share-bar", "aria-hidden": "true" }, sums.map((one) =>
        h("span", { style: { "--own": looks.css(one.key), "--share": String(one.places / Math.max(1, all)) } }))),
      h("ul", { class: "plain sums" }, sums.slice(0, 9).map((one) =>
        h("li", {}, swatch(looks, one.key), h("span", { class: "grow" }, bdi(one.name)), h("span", { class: "number" }, count(one.places, "place"))))));
    this.drawNews(changes, since);
    this.list();
  }

  sums() {
    const { picture } = this;
    const counts = new Map();
    for (let at = 0; at < picture.places.length; at += 1) {
      const holder = picture.holder[at];
      counts.set(holder, (counts.get(holder) ?? 0) + 1);
    }
    return [...counts].map(([holder, places]) => ({ key: picture.holders[holder]?.key ?? null, name: picture.holders[holder]?.name ?? "nobody known, or contested", places }))
      .sort((a, b) => (a.key === null) - (b.key === null) || b.places - a.places);
  }

  drawNews(changes, since) {
    const { picture, looks } = this;
    const heading = h("h3", {}, `Changed hands since ${short(since)}`);
    if (!changes.length) {
      fill(this.news, heading, h("p", { class: "soft small" }, "No place did, as far as is known."));
      return;
    }
    fill(this.news, heading, h("ul", { class: "plain" }, changes.slice(0, 40).map((one) =>
      h("li", {}, chooser(picture.places[one.place],
        h("b", {}, bdi(shortName(picture.places[one.place].name))),
        h("span", { class: "change small" }, swatch(looks, picture.holders[one.from].key), bdi(picture.holders[one.from].name), h("span", { "aria-label": "to" }, " → "),
          swatch(looks, picture.holders[one.to].key), bdi(picture.holders[one.to].name)),
        h("span", { class: "small soft number" }, short(one.day)))))),
    changes.length > 40 ? h("p", { class: "small soft" }, `and ${changes.length - 40} more`) : null);
  }

  list() {
    const { picture, looks } = this;
    if (!picture) return;
    const words = this.find.value.trim().toLowerCase();
    const found = [];
    for (let at = 0; at < picture.places.length; at += 1) {
      const holder = picture.holders[picture.holder[at]]?.name ?? "";
      const status = picture.statuses[picture.status[at]].replaceAll("_", " ");
      if (!words || `${picture.places[at].name} ${picture.places[at].kind} ${holder} ${status}`.toLowerCase().includes(words)) found.push(at);
    }
    found.sort((a, b) => (picture.places[b].claims ?? 0) - (picture.places[a].claims ?? 0));
    this.placesHead.textContent = `${count(found.length, "place")}${words ? " found" : ""}`;
    fill(this.places, found.slice(0, MOST).map((at) => this.row(at, looks)),
      found.length > MOST ? h("li", { class: "small soft" }, `and ${(found.length - MOST).toLocaleString("en-GB")} more: narrow them above`) : null);
  }

  row(at, looks) {
    const { picture } = this;
    const place = picture.places[at];
    const one = picture.state(at, picture.day);
    return h("li", {}, chooser(place, h("span", { class: "place-name" }, swatch(looks, one.key), bdi(shortName(place.name)),
      place.kind ? h("span", { class: "small faint" }, ` ${place.kind}`) : null),
    h("span", { class: "small soft" }, one.status.replaceAll("_", " "), one.key ? [": ", bdi(one.name)] : "", one.probability ? ` ${percent(one.probability)}` : "")));
  }

  /** Lists the events of the window. */
  showEvents(events, total) {
    fill(this.eventList, h("h3", {}, count(total, "event"), " in the window"),
      h("ul", { class: "plain" }, events.slice(0, 60).map((one) => eventRow(one))),
      total > 60 ? h("a", { href: state.link("/search") }, "Search all claims") : null);
  }
}

customElements.define("day-panel", DayPanel);
