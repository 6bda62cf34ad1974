/** <map-layers>: what the map shows, how to read it, and whose word is left out. */

import { bdi, count, fill, h } from "/static/js/dom.js";
import * as state from "/static/js/state.js";
import { REACH } from "/static/js/map/areas.js";
import { HATCHES, drawSign, rgb } from "/static/js/map/looks.js";
import { SIGNS, drawSignPlate } from "/static/js/map/signs.js";

const MOST_SOURCES = 40;

function canvas(width, height, draw) {
  const ratio = 2;
  const element = h("canvas", { width: width * ratio, height: height * ratio, class: "key", "aria-hidden": "true", style: { width: `${width}px`, height: `${height}px` } });
  const context = element.getContext("2d");
  context.scale(ratio, ratio);
  draw(context);
  return element;
}

/** A status as the map shows it: the sign of a place, and the hatch of its area. */
function statusKey(status, colour) {
  return canvas(52, 20, (context) => {
    const { fill: filled, rows } = HATCHES[status] ?? HATCHES.unknown;
    const [red, green, blue] = colour;
    context.fillStyle = `rgb(${red} ${green} ${blue} / ${filled * 0.42})`;
    context.fillRect(24, 2, 26, 16);
    context.fillStyle = `rgb(${red} ${green} ${blue} / 0.7)`;
    for (let y = 0; y < 16; y += 1) for (let x = 0; x < 26; x += 1) if ((rows[y & 7] >> (x & 7)) & 1) context.fillRect(24 + x, 2 + y, 1, 1);
    context.strokeStyle = `rgb(${red} ${green} ${blue} / 0.5)`;
    context.strokeRect(24.5, 2.5, 25, 15);
    drawSign(context, { x: 10, y: 10, radius: 6, status, colour, paper: rgb("--surface"), ink: rgb("--ink"), probability: 0.75 });
  });
}

class MapLayers extends HTMLElement {
  /** Takes what there is to choose from; `onshow` is called with {areas} or {events} when one is switched. */
  setup({ picture, looks, vocabulary, record, onshow }) {
    Object.assign(this, { picture, looks, vocabulary, record, onshow });
    if (this.built) this.drawLegend();
    else this.build();
    this.drawSources();
  }

  build() {
    this.built = true;
    const tick = (id, label, name) => h("label", { class: "tick", for: id },
      h("input", { type: "checkbox", id, checked: true, onchange: (event) => this.onshow({ [name]: event.target.checked }) }), label);
    this.type = h("select", { id: "layer-type", onchange: () => state.set({ type: this.type.value || null }) });
    this.legend = h("div", { class: "legend" });
    this.sources = h("ul", { class: "plain sources" });
    this.sourceFind = h("input", { type: "search", id: "source-find", placeholder: "Narrow …", oninput: () => this.drawSources(), autocomplete: "off" });
    this.sourceHead = h("summary", {}, "Sources");
    fill(this,
      h("div", { class: "stack" }, tick("layer-areas", "Areas between places", "areas"), tick("layer-events", "Events of the window", "events"),
        h("label", { class: "field", for: "layer-type" }, "Kind of event", this.type)),
      h("details", { class: "legend-box", open: matchMedia("(min-width: 62rem)").matches }, h("summary", {}, "Legend"), this.legend),
      h("details", { class: "source-box" }, this.sourceHead,
        h("p", { class: "small soft" }, "Without a ticked-off source, control is worked out as if it had said nothing."),
        h("label", { class: "field", for: "source-find" }, "Find a source", this.sourceFind), this.sources));
    this.drawTypes();
    this.drawLegend();
    state.subscribe((_, changed) => {
      if (changed.has("without")) this.drawSources();
      if (changed.has("type")) this.drawTypes();
    });
  }

  drawTypes() {
    const groups = new Map();
    for (const type of this.vocabulary.types) groups.set(type.group, [...(groups.get(type.group) ?? []), type]);
    fill(this.type, h("option", { value: "" }, "all kinds"), [...groups].map(([group, types]) =>
      h("optgroup", { label: group }, types.map((type) => h("option", { value: type.name }, type.label)))));
    this.type.value = state.get().type ?? "";
  }

  drawLegend() {
    const { picture, looks, vocabulary } = this;
    const seen = new Map();
    for (const row of picture.stretch.holder) if (row >= 0) seen.set(row, (seen.get(row) ?? 0) + 1);
    const holders = [...seen].sort((a, b) => b[1] - a[1]).map(([row]) => picture.holders[row]);
    const shown = holders.filter((one) => looks.own(one.key));
    const others = holders.filter((one) => !looks.own(one.key));
    const meanings = new Map(vocabulary.statuses.map((one) => [one.name, one]));
    const grey = rgb("--ink-soft");
    fill(this.legend,
      h("h3", {}, "Colour: who"),
      h("ul", { class: "plain" }, shown.map((one) => h("li", {}, h("span", { class: "swatch", style: { "--own": looks.css(one.key) } }), bdi(one.name))),
        others.length ? h("li", {}, h("span", { class: "swatch", style: { "--own": looks.css(others[0].key) } }),
          h("span", { class: "small" }, others.slice(0, 3).map((one) => one.name).join(", "), others.length > 3 ? ` and ${others.length - 3} more, named where you point` : "")) : null),
      h("h3", {}, "Shape and hatch: how sure"),
      h("ul", { class: "plain" }, picture.statuses.map((name) => h("li", { title: meanings.get(name)?.meaning ?? "" },
        statusKey(name, grey), h("span", {}, meanings.get(name)?.label ?? name.replaceAll("_", " "))))),
      h("p", { class: "small soft" }, "The arc around a place, and the strength of its area, show how likely the holder is. ",
        `Land belongs to the nearest place, up to ${REACH} km. A ring marks what changed hands in the window.`),
      h("h3", {}, "Events"),
      h("ul", { class: "plain two" }, SIGNS.map(([sign, words]) => h("li", {},
        canvas(22, 22, (context) => drawSignPlate(context, { x: 11, y: 11, sign, ink: "#16202b", paper: "#ffffff", edge: "#8a95a0" })), h("span", { class: "small" }, words)))),
      h("p", { class: "small soft" }, "A red edge: sources contradict each other."));
  }

  drawSources() {
    const without = new Set(state.get().without);
    const words = this.sourceFind.value.trim().toLowerCase();
    const found = this.record.sources.filter((one) => !words || one.name.toLowerCase().includes(words));
    found.sort((a, b) => without.has(b.key) - without.has(a.key) || b.claims - a.claims);
    this.sourceHead.textContent = without.size ? `Sources (${count(without.size, "source")} left out)` : "Sources";
    fill(this.sources, found.slice(0, MOST_SOURCES).map((one, at) => {
      const id = `source-${at}`;
      return h("li", {}, h("label", { class: "tick", for: id }, h("input", { type: "checkbox", id, checked: !without.has(one.key), onchange: (event) => {
        if (event.target.checked) without.delete(one.key);
        else without.add(one.key);
        state.set({ without: [...without] });
      } }), h("span", { class: "grow" }, bdi(one.name)), h("span", { class: "small soft number" }, String(one.claims))));
    }), found.length > MOST_SOURCES ? h("li", { class: "small soft" }, `and ${found.length - MOST_SOURCES} more`) : null,
    without.size ? h("li", {}, h("button", { type: "button", onclick: () => state.set({ without: null }) }, "Take all in again")) : null);
  }
}

customElements.define("map-layers", MapLayers);
