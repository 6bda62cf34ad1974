import { h } from "/static/js/dom.js";

/** Characters that steer display or show nothing; a report may not steer the page, so they become marks.
 *  Joiners are left alone: Persian, Indic scripts and emoji are spelt with them. */
const STEERING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]|[\u{e0000}-\u{e007f}]/gu;

const NAMES = new Map([
  [0x00ad, ["SHY", "soft hyphen"]],
  [0x061c, ["ALM", "Arabic letter mark"]],
  [0x180e, ["MVS", "Mongolian vowel separator"]],
  [0x200b, ["ZWSP", "zero-width space"]],
  [0x200e, ["LRM", "left-to-right mark"]],
  [0x200f, ["RLM", "right-to-left mark"]],
  [0x2028, ["LS", "line separator"]],
  [0x2029, ["PS", "paragraph separator"]],
  [0x202a, ["LRE", "left-to-right embedding"]],
  [0x202b, ["RLE", "right-to-left embedding"]],
  [0x202c, ["PDF", "end of embedding or override"]],
  [0x202d, ["LRO", "left-to-right override"]],
  [0x202e, ["RLO", "right-to-left override"]],
  [0x2060, ["WJ", "word joiner"]],
  [0x2066, ["LRI", "left-to-right isolate"]],
  [0x2067, ["RLI", "right-to-left isolate"]],
  [0x2068, ["FSI", "first-strong isolate"]],
  [0x2069, ["PDI", "end of isolate"]],
  [0xfeff, ["BOM", "byte order mark"]],
]);

/** The short and the long name of a character that does not show itself. */
function named(character) {
  const code = character.codePointAt(0);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const [short, long] = NAMES.get(code) ?? [number.slice(2), "control character"];
  return { short, long: `${long} (${number}), shown and not obeyed` };
}

/** Text and marks: every character that would steer display stands as a small visible mark in its place. */
export function visible(text) {
  const made = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(STEERING)) {
    if (found.index > from) made.append(text.slice(from, found.index));
    const { short, long } = named(found[0]);
    const mark = {
      class: "glyph",
      role: "img",
      "aria-label": long,
      title: long,
      dataset: { name: short, units: found[0].length },
    };
    made.append(h("span", mark));
    from = found.index + found[0].length;
  }
  if (from < text.length) made.append(text.slice(from));
  return made;
}

/** The same for where only a string will do, such as a window's title or a choice in a list. */
export function legible(text) {
  return String(text ?? "").replace(STEERING, (found) => `⟦${named(found).short}⟧`);
}

/** A name from a report, whose direction does not touch the words around it. */
export function isolated(text, given = {}) {
  return h("bdi", given, visible(String(text ?? "")));
}

const LETTERS = /\p{L}/gu;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;

/** "rtl" or "ltr" by most of the letters: an Arabic line that begins with "HTS" still runs from right to left. */
export function direction(text) {
  const rightToLeft = text.match(RIGHT_TO_LEFT)?.length ?? 0;
  return rightToLeft * 2 > (rightToLeft ? text.match(LETTERS).length : 0) ? "rtl" : "ltr";
}
