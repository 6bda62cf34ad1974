import { h } from "/static/js/dom.js";
import { isolated, legible } from "/static/js/reader/glyphs.js";

/** Voices that a table can hold side by side. */
const COLUMNS = 14;

/** Events of both below which a share says little; it is shown faintly. */
const ENOUGH = 3;

function pairs(agreement) {
  const found = new Map();
  for (const one of agreement) {
    found.set(`${one.a}\n${one.b}`, one);
    found.set(`${one.b}\n${one.a}`, one);
  }
  return found;
}

function cell(row, column, pair) {
  if (row.key === column.key) return h("td", { class: "same", "aria-label": "the same voice" }, "·");
  if (!pair?.shared) return h("td", { class: "none", "aria-label": "no event of both" }, "");
  const share = pair.agree / pair.shared;
  const title = `${legible(row.name)} and ${legible(column.name)} both tell of ${pair.shared} events, ${pair.agree} of them alike`;
  const made = h(
    "td",
    { class: "share number", title },
    h("span", {}, `${Math.round(share * 100)}`),
    h("small", {}, `${pair.agree}/${pair.shared}`),
  );
  made.style.setProperty("--share", `${Math.round(share * 100)}%`);
  made.classList.toggle("few", pair.shared < ENOUGH);
  return made;
}

/** Of the events that two voices both tell of, the share that they tell alike, as a square table. */
export function agreement({ voices, agreement: given }) {
  const shown = voices.slice(0, COLUMNS);
  const found = pairs(given);
  if (!given.length) return h("p", { class: "soft" }, "No two of them tell of the same event here.");
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Agreement" },
    h(
      "table",
      { class: "matrix" },
      h("caption", { class: "unseen" }, "Per cent of the events of both that two voices tell alike"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td"),
          shown.map((one, at) =>
            h(
              "th",
              { scope: "col", title: legible(one.name) },
              h("span", { class: "number" }, String(at + 1)),
              h("span", { class: "unseen" }, legible(one.name)),
            ),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        shown.map((row, at) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, h("span", { class: "faint number" }, `${at + 1} `), isolated(row.name)),
            shown.map((column) => cell(row, column, found.get(`${row.key}\n${column.key}`))),
          ),
        ),
      ),
    ),
  );
}
