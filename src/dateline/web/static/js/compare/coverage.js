import { h } from "/static/js/dom.js";
import * as days from "/static/js/days.js";
import { isolated, legible } from "/static/js/reader/glyphs.js";

/** Claims of each voice on each day, one small picture a voice, all to one scale. */
export function coverage({ voices, coverage: given }) {
  const shown = voices.filter((one) => given.rows[one.key]?.some(Boolean));
  if (!given.first_day || !shown.length) return h("p", { class: "soft" }, "Nothing was published in these days.");
  const most = Math.max(...shown.flatMap((one) => given.rows[one.key]), 1);
  const first = days.toNumber(given.first_day);
  const last = first + given.rows[shown[0].key].length - 1;
  return h(
    "div",
    { class: "multiples" },
    shown.map((one) => {
      const counts = given.rows[one.key];
      const total = counts.reduce((sum, each) => sum + each, 0);
      const label = `${legible(one.name)}: ${total} claims, ${days.range(days.toIso(first), days.toIso(last))}, at most ${Math.max(...counts)} a day`;
      const bars = counts.map((each, at) =>
        h("span", {
          class: "bar",
          title: `${days.long(first + at)}: ${each}`,
          style: { height: `${each ? Math.max(4, (each / most) * 100) : 0}%` },
        }),
      );
      return h(
        "figure",
        { class: "multiple" },
        h("figcaption", {}, isolated(one.name), h("span", { class: "faint number" }, ` ${total}`)),
        h("div", { class: "bars", role: "img", "aria-label": label }, bars),
        h(
          "div",
          { class: "row faint small bars-ends" },
          h("span", {}, days.short(first)),
          h("span", {}, days.short(last)),
        ),
      );
    }),
  );
}
