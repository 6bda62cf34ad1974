/** Contradictions: values that cannot all be true, side by side, nothing decided between them. */

import { long } from "/static/js/days.js";
import { bdi, count, h } from "/static/js/dom.js";

/** A list of contradictions as cards. */
export function contradictions(list) {
  return h("ul", { class: "plain" }, list.map((one) =>
    h("li", { class: "contradiction" },
      h("div", { class: "small" }, h("span", { class: "chip bad" }, one.label || one.kind), " ", one.event ? null : bdi(one.place?.name ?? one.subject),
        one.day ? `, ${long(one.day)}` : ""),
      h("ul", { class: "positions" }, one.positions.map((position) =>
        h("li", {}, h("b", {}, bdi(position.value)), h("span", { class: "small soft" }, " ", position.origins.map((voice) => voice.name).join(", "),
          ` (${count(position.claims.length, "claim")})`)))))));
}
