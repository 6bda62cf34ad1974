/** <dateline-clock>: one clock for all layers. It writes the day, the window and the known-by day into the state. */

import { short, toIso, toNumber, weekday } from "/static/js/days.js";
import { count, fill, h } from "/static/js/dom.js";
import { drawHistogram } from "/static/js/clock/histogram.js";
import * as state from "/static/js/state.js";

const WINDOWS = [[0, "the day"], [1, "2 days"], [3, "4 days"], [6, "a week"], [13, "2 weeks"], [29, "30 days"], [89, "90 days"]];

/** Days before the day shown whose events count as news, unless the address says otherwise. */
export const WINDOW = 3;

/** Milliseconds between two days while it plays. */
const PACE = 700;

class DatelineClock extends HTMLElement {
  connectedCallback() {
    this.small = this.hasAttribute("small");
    this.counts = { first: 0, counts: [] };
    this.changes = [];
    this.build();
    this.stop = state.subscribe((_, changed) => {
      if (["on", "known", "window", "cum"].some((name) => changed.has(name))) this.draw();
    });
    new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      this.paint();
    }).observe(this.canvas);
    addEventListener("dateline:theme", () => this.paint());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
  }

  disconnectedCallback() {
    this.stop?.();
    clearInterval(this.playing);
  }

  build() {
    const button = (label, sign, onclick) => h("button", { type: "button", "aria-label": label, title: label, onclick }, sign);
    this.play = button("Play", "▶", () => this.toggle());
    this.date = h("output", { class: "clock-date", for: "clock-day" });
    this.slider = h("input", {
      type: "range", id: "clock-day", class: "clock-slider", step: 1, "aria-label": "Day on the map", oninput: () => this.go(Number(this.slider.value)),
    });
    this.canvas = h("canvas", { class: "clock-histogram", role: "img", "aria-label": "Claims by day of publication" });
    this.ends = h("div", { class: "clock-ends faint small number", "aria-hidden": "true" });
    const track = h("div", { class: "clock-track" }, this.canvas, this.slider, this.ends);
    const buttons = h("div", { class: "row clock-buttons" },
      button("One day back", "‹", () => this.step(-1)), this.play, button("One day on", "›", () => this.step(1)), this.date);
    fill(this, h("div", { class: "clock-top" }, buttons, this.small ? null : this.settings()), track);
    // Clicking a bar goes to its day; the slider over it would only jump when its own thin line is hit.
    this.canvas.addEventListener("pointerdown", (event) => this.goTo(event));
  }

  settings() {
    this.window = h("select", { id: "clock-window", onchange: () => state.set({ window: this.window.value }) });
    this.cumulative = h("input", { type: "checkbox", id: "clock-cum", onchange: () => state.set({ cum: this.cumulative.checked ? "1" : null }) });
    this.mode = h("select", { id: "clock-mode", onchange: () => this.choose(this.mode.value) },
      h("option", { value: "all" }, "as known today"),
      h("option", { value: "then" }, "as known on that very day"),
      h("option", { value: "by" }, "as known by …"));
    this.known = h("input", {
      type: "date", id: "clock-known", "aria-label": "Known by", onchange: () => { if (toNumber(this.known.value) !== null) state.set({ known: this.known.value }); },
    });
    return h("div", { class: "row clock-settings" },
      h("label", { class: "row", for: "clock-window" }, h("span", { class: "small soft" }, "Events of"), this.window),
      h("label", { class: "tick small", for: "clock-cum" }, this.cumulative, "all until then"),
      h("label", { class: "row", for: "clock-mode" }, h("span", { class: "small soft" }, "Control"), this.mode), this.known);
  }

  /** The days of the record, and the first and last as numbers. */
  setup({ first, last, changes }) {
    this.first = first;
    this.last = last;
    this.changes = changes;
    this.slider.min = first;
    this.slider.max = last;
    fill(this.ends, h("span", {}, short(first)), h("span", {}, `${short(last)} ${toIso(last).slice(0, 4)}`));
    this.draw();
  }

  /** Claims by day, from GET /histogram. */
  setCounts({ first_day: firstDay, counts }) {
    this.counts = { first: firstDay ? toNumber(firstDay) : 0, counts };
    const most = counts.reduce((best, one, at) => (one > counts[best] ? at : best), 0);
    this.canvas.setAttribute("aria-label", counts.length
      ? `Claims by day of publication: ${count(counts.reduce((sum, one) => sum + one, 0), "claim")}, most of them on ${weekday(this.counts.first + most)}`
      : "No claims by day");
    this.paint();
  }

  day() {
    const asked = toNumber(state.get().on ?? "");
    return Math.max(this.first, Math.min(this.last, asked ?? this.last));
  }

  go(day) {
    const on = toIso(Math.max(this.first, Math.min(this.last, day)));
    state.set(this.moves() ? { on, known: on } : { on });
  }

  goTo(event) {
    const { left, width } = this.canvas.getBoundingClientRect();
    const share = (event.clientX - left - 9) / (width - 18);
    this.go(Math.round(this.first + share * (this.last - this.first)));
  }

  step(days) {
    this.go(this.day() + days);
  }

  /** Whether what is known moves along with the day. */
  moves() {
    const { on, known } = state.get();
    return Boolean(known) && known === on;
  }

  choose(mode) {
    const on = toIso(this.day());
    if (mode === "all") state.set({ known: null });
    else if (mode === "then") state.set({ on, known: on });
    else state.set({ on, known: toIso(Math.min(this.last, this.day() + 1)) });
    if (mode === "by") this.known.focus();
  }

  toggle() {
    if (this.playing) this.halt();
    else {
      if (this.day() >= this.last) this.go(this.first);
      this.playing = setInterval(() => {
        if (this.day() >= this.last) this.halt();
        else this.step(1);
      }, PACE);
    }
    const running = Boolean(this.playing);
    this.play.textContent = running ? "❚❚" : "▶";
    for (const name of ["aria-label", "title"]) this.play.setAttribute(name, running ? "Pause" : "Play");
  }

  halt() {
    clearInterval(this.playing);
    this.playing = 0;
    this.play.textContent = "▶";
    for (const name of ["aria-label", "title"]) this.play.setAttribute(name, "Play");
  }

  draw() {
    if (this.first === undefined) return;
    const { known } = state.get();
    const day = this.day();
    this.slider.value = day;
    this.slider.setAttribute("aria-valuetext", weekday(day));
    this.date.textContent = weekday(day);
    if (!this.small) this.drawSettings(known);
    this.paint();
  }

  drawSettings(known) {
    const { window = WINDOW, cum } = state.get();
    const choices = WINDOWS.some(([days]) => days === window) ? WINDOWS : [...WINDOWS, [window, `${window + 1} days`]];
    fill(this.window, choices.map(([days, label]) => h("option", { value: days }, label)));
    this.window.value = window;
    this.window.disabled = cum === "1";
    this.cumulative.checked = cum === "1";
    const mode = !known ? "all" : this.moves() ? "then" : "by";
    this.mode.value = mode;
    this.known.hidden = mode !== "by";
    this.known.min = toIso(this.first);
    this.known.max = toIso(this.last);
    if (known) this.known.value = known;
  }

  paint() {
    if (this.first === undefined || !this.size) return;
    const { known, cum, window = WINDOW } = state.get();
    const on = this.day();
    drawHistogram(this.canvas, this.size, {
      first: this.first, last: this.last, counts: this.counts.counts, countsFirst: this.counts.first, changes: this.changes, on,
      since: cum === "1" ? this.first : on - window, known: known ? toNumber(known) : null,
    });
  }
}

customElements.define("dateline-clock", DatelineClock);
