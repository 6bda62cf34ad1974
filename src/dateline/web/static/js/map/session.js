/** What the map's pages share: fetching the picture, keeping day, window and view in step with the address. */

import * as api from "/static/js/api.js";
import { toIso, toNumber } from "/static/js/days.js";
import { complain, record } from "/static/js/shell.js";
import * as state from "/static/js/state.js";
import { WINDOW } from "/static/js/clock/clock.js";
import { Looks } from "/static/js/map/looks.js";
import { Picture } from "/static/js/map/picture.js";

const EVENTS_AT_ONCE = 500;
const PATIENCE = 180;

/** Days before the first report with which the clock begins. */
const LEAD = 4;

/** The bounds to look at first: of the places, without the few that lie far off. */
function middle(picture) {
  const places = picture.places.filter((_, at) => picture.drawn[at]);
  if (!places.length) return [[-40, -100], [60, 140]];
  const part = (values) => {
    values.sort((a, b) => a - b);
    const cut = Math.floor(values.length * 0.02);
    return [values[cut], values[values.length - 1 - cut]];
  };
  const [south, north] = part(places.map((place) => place.lat));
  const [west, east] = part(places.map((place) => place.lon));
  return [[south, west], [north, east]];
}

/** Keeps a <control-map> and a <dateline-clock> in step; `onday` and `onevents` tell the page what to say in words. */
export class Session {
  constructor({ map, clock, onpicture, onday, onevents }) {
    Object.assign(this, { map, clock, onpicture, onday, onevents });
    this.control = api.latest();
    this.events = api.latest();
    this.histogram = api.latest();
  }

  /** Loads all and begins; the first picture is drawn before anything else is asked for. */
  async start() {
    const asked = this.ask();
    const [about, columns] = await Promise.all([record(), asked]);
    this.about = about;
    this.looks = new Looks(about.parties);
    this.take(columns);
    const { lat, lon, z } = state.get();
    this.map.start({ lat, lon, zoom: z, bounds: middle(this.picture), tiles: about.tiles });
    this.map.addEventListener("view", (event) => state.set(event.detail));
    state.subscribe((_, changed) => this.follow(changed));
    addEventListener("dateline:changed", () => this.reload());
    const recolour = () => {
      this.map.recolour();
      this.onpicture?.();
    };
    addEventListener("dateline:theme", recolour);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    this.day();
    this.askEvents();
    this.askHistogram();
  }

  ask() {
    const { known, without } = state.get();
    return this.control("/control", { known, without });
  }

  take(columns) {
    if (!columns) return;
    this.picture = new Picture(columns);
    this.looks.know(this.picture.holders);
    if (this.picture.first === null) this.picture.first = this.picture.last = toNumber(this.about.first_day ?? "") ?? 0;
    const told = toNumber(this.about.first_day ?? "") ?? this.picture.first;
    const asked = toNumber(state.get().on ?? "") ?? told;
    // Control is read back a month before the first report; most of that would be an empty stretch of the slider.
    const first = Math.min(told, Math.max(this.picture.first, Math.min(asked, told - LEAD)));
    const last = Math.max(this.picture.last, toNumber(this.about.last_day ?? "") ?? this.picture.last);
    this.changes = this.picture.changes(-Infinity, Infinity);
    this.map.setPicture(this.picture, this.looks);
    this.clock.setup({ first, last, changes: new Set(this.changes.map((one) => one.day)) });
    this.onpicture?.();
  }

  async reload() {
    try {
      const columns = await this.ask();
      if (!columns) return;
      this.about = await record();
      this.take(columns);
      this.day();
      this.askEvents();
      this.askHistogram();
    } catch (error) {
      complain(error);
    }
  }

  /** The day shown and the first of the window, as numbers. */
  span() {
    const on = this.clock.day();
    const { window = WINDOW, cum } = state.get();
    return { on, since: cum === "1" ? this.clock.first : Math.max(this.clock.first, on - window) };
  }

  /** Shows the state's day. */
  day() {
    const { on, since } = this.span();
    const { place } = state.get();
    this.picture.at(on);
    this.map.setSelected(this.picture.index.get(place) ?? null);
    const changes = () => this.changes.filter((one) => one.day >= since && one.day <= on);
    this.map.setDay(this.map.crowded ? new Set() : new Set(changes().map((one) => one.place)));
    this.onday?.({ on, since, changes });
  }

  follow(changed) {
    const any = (...names) => names.some((name) => changed.has(name));
    if (any("known", "without")) this.reload();
    else if (any("on", "window", "cum", "place")) this.day();
    if (any("on", "window", "cum", "type", "actor", "outlet")) this.askEvents();
    if (any("type", "actor", "outlet", "factuality")) this.askHistogram();
    if (any("lat", "lon", "z")) this.look();
  }

  /** Follows Back and Forward; moves that the map itself made are there already. */
  look() {
    const { lat, lon, z } = state.get();
    const now = this.map.view();
    if (lat === undefined || lon === undefined || (now.lat === lat && now.lon === lon && now.z === (z ?? now.z))) return;
    this.map.look(lat, lon, z);
  }

  askEvents() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.loadEvents().catch(complain), PATIENCE);
  }

  async loadEvents() {
    const { on, since } = this.span();
    const { type, actor, outlet } = state.get();
    const page = await this.events("/events", { since: toIso(since), until: toIso(on), type, actor, outlet, limit: EVENTS_AT_ONCE });
    if (!page) return;
    this.map.setEvents(page.items);
    this.onevents?.(page.items, page.total);
  }

  askHistogram() {
    const { type, actor, outlet, factuality } = state.get();
    this.histogram("/histogram", { type, actor, outlet, factuality }).then((answer) => answer && this.clock.setCounts(answer), complain);
  }
}
