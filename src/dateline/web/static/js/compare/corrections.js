import { h } from "/static/js/dom.js";
import { isolated, visible } from "/static/js/reader/glyphs.js";
import * as state from "/static/js/state.js";

/** Where a voice later says otherwise than it said of one event. */
export function corrections({ corrections: given, voices }) {
  const names = new Map(voices.map((one) => [one.key, one.name]));
  if (!given.length) return h("p", { class: "soft" }, "None of them says otherwise later.");
  const claim = (id, words) => h("a", { href: state.link("/desk", { claim: id, by: null }) }, visible(String(words)));
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "Corrections" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["Voice", "What", "First", "Then", "Event"].map((one) => h("th", { scope: "col" }, one)),
        ),
      ),
      h(
        "tbody",
        {},
        given.map((one) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, isolated(names.get(one.voice) ?? one.voice)),
            h("td", {}, one.field),
            h("td", {}, claim(one.first, one.before)),
            h("td", {}, claim(one.then, one.after)),
            h("td", {}, h("a", { href: state.link("/", { event: one.event, by: null }) }, "Event")),
          ),
        ),
      ),
    ),
  );
}
