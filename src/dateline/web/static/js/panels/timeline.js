/** Who held a place over time, as a bar of shares, with the same in a table. */

import { long, shortRange, toIso, toNumber } from "/static/js/days.js";
import { colour, fill, h, percent } from "/static/js/dom.js";
import * as state from "/static/js/state.js";

const STATES = { contested: "--warn", vacated: "--line-strong", unknown: "--line" };

function paint(canvas, { days, first, looks, on }) {
  const { width, height } = canvas.getBoundingClientRect();
  const ratio = Math.min(2, devicePixelRatio || 1);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const step = width / Math.max(1, days.rows.length);
  days.rows.forEach((row, at) => {
    let y = height;
    row.forEach((share, number) => {
      const { key } = days.holders[number];
      context.fillStyle = Object.hasOwn(STATES, key) ? colour(STATES[key]) : looks.css(key);
      context.fillRect(Math.floor(at * step), y - share * height, Math.ceil(step), share * height);
      y -= share * height;
    });
  });
  const x = (on - first + 0.5) * step;
  context.strokeStyle = colour("--surface");
  context.lineWidth = 4;
  for (const [style, wide] of [["--surface", 4], ["--ink", 2]]) {
    context.strokeStyle = colour(style);
    context.lineWidth = wide;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
  }
}

/** A timeline of GET /places/{key}; a click on it goes to that day. */
export function timeline({ days, stretches }, looks, on) {
  if (!days.rows.length || !days.first_day) return h("p", { class: "soft" }, "Nobody is named here as holder on any day.");
  const first = toNumber(days.first_day);
  const canvas = h("canvas", { class: "timeline", role: "img", "aria-label": "Probability of each holder by day; the table below says the same" });
  const draw = () => { if (canvas.isConnected) paint(canvas, { days, first, looks, on }); };
  new ResizeObserver(draw).observe(canvas);
  canvas.addEventListener("click", (event) => {
    const { left, width } = canvas.getBoundingClientRect();
    state.set({ on: toIso(first + Math.min(days.rows.length - 1, Math.floor(((event.clientX - left) / width) * days.rows.length))) });
  });
  const rows = stretches.map((one) => h("tr", { class: toNumber(one.first_day) <= on && on <= toNumber(one.last_day) ? "now" : "" },
    h("td", {}, h("button", { type: "button", class: "quiet small", onclick: () => state.set({ on: one.first_day }) }, shortRange(one.first_day, one.last_day))),
    h("td", {}, h("span", { class: "swatch", style: { "--own": looks.css(one.holder) } }), one.holder_name),
    h("td", {}, one.status.replaceAll("_", " ")),
    h("td", { class: "number" }, percent(one.probability))));
  return h("div", {}, canvas,
    h("div", { class: "row small faint spread number" }, h("span", {}, long(days.first_day)), h("span", {}, long(first + days.rows.length - 1))),
    h("details", { open: stretches.length <= 4 }, h("summary", { class: "small" }, "As a table"),
      h("table", { class: "small" }, fill(h("thead"), h("tr", {}, ["days", "holder", "status", "probability"].map((one) => h("th", { scope: "col" }, one)))),
        h("tbody", {}, rows))));
}
