/** <control-map>: the map itself. It is told what to show and says what was chosen; it never asks the server for data. */

/* global L */

import { h, percent } from "/static/js/dom.js";
import { Areas } from "/static/js/map/areas.js";
import { BaseMap } from "/static/js/map/base.js";
import { Marks, grouped } from "/static/js/map/marks.js";
import { Sheet, toWorld } from "/static/js/map/sheet.js";
import { Delaunay } from "/static/vendor/d3-delaunay-6.0.6/d3-delaunay.min.js";

const TAP = 16;
const LAYERS = ["base", "areas", "places", "names"];

class ControlMap extends HTMLElement {
  connectedCallback() {
    this.show = { areas: true, events: true };
    this.changed = new Set();
    this.selected = null;
    this.groups = [];
    this.base = new BaseMap(() => this.later());
    this.base.countries();
    this.tip = h("div", { class: "map-tip", hidden: true });
    this.stage = h("div", {
      class: "map-stage", tabindex: "0", role: "application",
      "aria-label": "Map of control. Arrow keys move it, plus and minus zoom. The list of places beside it says the same in words.",
    });
    this.append(this.stage, this.tip);
  }

  /** Begins, at a view where one is known. */
  start({ lat, lon, zoom, bounds, tiles }) {
    this.map = L.map(this.stage, {
      zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 90, attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 16,
      maxBounds: [[-85, -260], [85, 260]],
    });
    L.control.zoom({ position: "topright" }).addTo(this.map);
    L.control.scale({ position: "bottomright", imperial: false }).addTo(this.map);
    if (lat !== undefined && lon !== undefined) this.map.setView([lat, lon], zoom ?? 7);
    else this.map.fitBounds(bounds, { maxZoom: 9, padding: [30, 30] });
    if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(this.map);
    this.tiles = Boolean(tiles);
    this.sheet = new Sheet(LAYERS, (...args) => this.draw(...args)).addTo(this.map);
    this.map.on("moveend", () => this.dispatchEvent(new CustomEvent("view", { detail: this.view() })));
    this.map.on("click", (event) => this.choose(event));
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => { this.tip.hidden = true; });
    new ResizeObserver(() => this.map.invalidateSize()).observe(this.stage);
  }

  /** Where the map looks. */
  view() {
    const { lat, lng } = this.map.getCenter();
    return { lat: Number(lat.toFixed(4)), lon: Number(lng.toFixed(4)), z: Number(this.map.getZoom().toFixed(2)) };
  }

  /** Looks elsewhere. */
  look(lat, lon, zoom = this.map.getZoom()) {
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  /** Moves so that a place can be seen, if it cannot. */
  reveal(place) {
    if (place.lat === null) return;
    const spot = L.latLng(place.lat, place.lon);
    if (!this.map.getBounds().pad(-0.1).contains(spot)) this.map.panTo(spot, { animate: false });
  }

  /** Takes the picture of all days and how holders look. */
  setPicture(picture, looks) {
    this.picture = picture;
    this.looks = looks;
    const rows = [...picture.places.keys()].filter((at) => picture.drawn[at]);
    this.rows = Int32Array.from(rows);
    this.points = new Float64Array(rows.length * 2);
    rows.forEach((at, number) => {
      const [x, y] = toWorld(picture.places[at].lon, picture.places[at].lat);
      this.points[2 * number] = x;
      this.points[2 * number + 1] = y;
    });
    this.delaunay = new Delaunay(this.points);
    const latitudes = rows.map((at) => picture.places[at].lat).sort((a, b) => a - b);
    this.areas = new Areas(this.delaunay, this.rows, latitudes[latitudes.length >> 1] ?? 0);
    this.marks = new Marks(this.points, this.rows, picture);
    this.counted = null;
    this.later();
  }

  /** Shows a day: the picture's columns are at it, `changed` names the places that changed hands in the window. */
  setDay(changed) {
    this.changed = changed;
    this.now("areas");
    // Thousands of places are drawn with their areas; their names stay as they are from day to day.
    if (this.crowded) return;
    this.now("places");
    this.now("names");
  }

  /** Whether there are too many places in view to tell each by itself. */
  get crowded() {
    return Boolean(this.marks?.crowded);
  }

  /** Shows events of the window. */
  setEvents(events) {
    this.groups = grouped(events);
    this.now("names");
  }

  /** Rings a place; null rings none. */
  setSelected(place) {
    if (this.selected === place) return;
    this.selected = place;
    this.now("names");
  }

  /** Switches areas or events on or off. */
  setShown(patch) {
    Object.assign(this.show, patch);
    this.now("areas");
    this.now("names");
  }

  /** Draws all anew in other colours. */
  recolour() {
    this.looks?.read();
    this.marks?.stamps.clear();
    this.later();
  }

  now(name) {
    if (this.sheet?.view) this.sheet.redraw(name);
  }

  later() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.counted = null;
      for (const name of LAYERS) this.now(name);
    });
  }

  draw(name, context, view, moved) {
    if (name === "base") {
      if (this.tiles) context.clearRect(0, 0, view.width, view.height);
      else {
        this.base.draw(context, view);
        this.base.drawLines(context, view);
        this.base.drawNames(context, view);
      }
    } else if (name === "areas") this.drawAreas(context, view, moved);
    else if (this.picture) this.drawMarks(name, context, view);
  }

  drawMarks(name, context, view) {
    const { picture, looks, changed, selected } = this;
    context.clearRect(0, 0, view.width, view.height);
    if (name === "places") this.marks.drawPlaces(context, view, { picture, looks, changed });
    else {
      this.marks.drawAbove(context, view, { picture, looks, changed, selected, events: this.show.events ? this.groups : [] });
      performance.mark("dateline:picture");
    }
  }

  drawAreas(context, view, moved) {
    if (!this.picture) return;
    if (moved || this.counted === null) {
      this.marks.measure(view);
      const land = this.landOf(view);
      this.counted = land ? view : null;
      if (land) this.areas.count(view, land);
    }
    this.areas.clear(view);
    if (this.show.areas && this.counted) this.areas.paint(this.picture, this.looks);
    if (this.marks.crowded) this.marks.stampPlaces(this.areas, view, this.picture, this.looks);
    context.putImageData(this.areas.image, 0, 0);
  }

  /** Where there is land in a view: the alpha of each pixel. */
  landOf(view) {
    const canvas = new OffscreenCanvas(view.width, view.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.fillStyle = "#000";
    if (!this.base.fillLand(context, view)) return null;
    const { data } = context.getImageData(0, 0, view.width, view.height);
    const alpha = new Uint8Array(view.width * view.height);
    for (let at = 0; at < alpha.length; at += 1) alpha[at] = data[4 * at + 3] > 127 ? 1 : 0;
    return alpha;
  }

  /** What lies at a spot of the map: a group of events, a place's number, or null. */
  at(event) {
    const view = this.sheet.view;
    if (!view || !this.picture || !this.rows.length) return null;
    const point = this.map.project(event.latlng, this.map.getZoom());
    const x = point.x - view.left;
    const y = point.y - view.top;
    const plate = this.show.events ? this.marks.plateAt(x, y) : null;
    if (plate) return { group: plate.group };
    const number = this.delaunay.find(point.x / view.scale, point.y / view.scale);
    const far = Math.hypot(this.points[2 * number] * view.scale - point.x, this.points[2 * number + 1] * view.scale - point.y);
    return far <= TAP ? { place: this.rows[number] } : null;
  }

  choose(event) {
    const found = this.at(event);
    if (found?.group) this.dispatchEvent(new CustomEvent("events", { detail: found.group }));
    else this.dispatchEvent(new CustomEvent("place", { detail: found ? this.picture.places[found.place].key : null }));
  }

  hover(event) {
    const found = this.at(event);
    this.stage.classList.toggle("over", Boolean(found));
    this.tip.hidden = !found;
    if (!found) return;
    this.tip.replaceChildren(...this.words(found));
    const { x, y } = event.containerPoint;
    this.tip.style.setProperty("translate", `${Math.min(x + 14, this.clientWidth - 250)}px ${Math.min(y + 14, this.clientHeight - 90)}px`);
  }

  words({ place, group }) {
    if (group) {
      const lines = group.events.slice(0, 4).map((one) => h("div", {}, one.summary || one.label));
      const more = group.events.length - lines.length;
      return [h("strong", {}, group.name), ...lines, more > 0 ? h("div", { class: "soft" }, `and ${more} more`) : ""];
    }
    const state = this.picture.state(place, this.picture.day);
    const label = this.picture.statuses.includes(state.status) ? state.status.replaceAll("_", " ") : "";
    const who = state.key ? `${label}: ${state.name}` : label;
    return [
      h("strong", {}, this.picture.places[place].name),
      h("div", {}, who, state.probability ? `, ${percent(state.probability)}` : ""),
    ];
  }

  /** The picture as one canvas, as it is seen now. */
  snapshot() {
    const { width, height } = this.stage.getBoundingClientRect();
    const ratio = this.sheet.view.ratio;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    context.fillStyle = getComputedStyle(this.stage).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const shift = L.DomUtil.getPosition(this.sheet._container).subtract(corner);
    for (const name of this.sheet.names) {
      const layer = this.sheet.contexts[name].canvas;
      context.drawImage(layer, shift.x * ratio, shift.y * ratio, this.sheet.view.width * ratio, this.sheet.view.height * ratio);
    }
    return canvas;
  }
}

customElements.define("control-map", ControlMap);
