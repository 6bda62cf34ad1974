import { fill, h } from "/static/js/dom.js";
import { isolated, visible } from "./glyphs.js";
import { ROLES } from "./kinds.js";

/** Whom most uses of a loaded word favour: by name where a claim names them. */
function favoured(uses) {
  const counts = new Map();
  for (const { cue, claim } of uses) {
    const named = (claim[cue.favours] ?? []).map((one) => one.name).join(", ");
    const name = named || ({ agent: "whoever did it", target: "whom it was done to" }[cue.favours] ?? cue.favours);
    counts.set(name, (counts.get(name) ?? 0) + (named ? 1 : 0.5));
  }
  return isolated([...counts].sort(([, one], [, other]) => other - one)[0][0]);
}

function finding(one) {
  return {
    point: one.spans[0]?.start ?? 0,
    node: h(
      "aside",
      { class: "margin-note note-finding", "aria-label": "Finding" },
      h("strong", {}, h("span", { "aria-hidden": "true" }, "⚠ "), "Does not add up"),
      h("p", {}, visible(one.message)),
      h(
        "p",
        { class: "faint" },
        one.spans.map((span, at) => [at ? " / " : "", h("q", { dir: "auto" }, visible(span.text))]),
      ),
    ),
  };
}

function loaded(uses) {
  const [{ cue }] = uses;
  const places = new Set(uses.map((one) => one.cue.start)).size;
  return {
    point: cue.start,
    node: h(
      "aside",
      { class: "margin-note note-loaded", "aria-label": "Loaded word" },
      h("strong", {}, h("q", { dir: "auto" }, visible(cue.text))),
      ` is a loaded word${places > 1 ? `, used ${places} times` : ""}.`,
      h("p", {}, "Neutral: ", h("em", {}, visible(cue.neutral)), ". It favours ", favoured(uses), "."),
    ),
  };
}

/** The notes beside a reading: each finding, and each loaded word once, however often it is used. */
export function notes(reading) {
  const words = new Map();
  for (const claim of reading.claims) {
    for (const cue of claim.stance ?? []) {
      const word = `${cue.text.toLowerCase()} ${cue.neutral}`;
      words.set(word, [...(words.get(word) ?? []), { cue, claim }]);
    }
  }
  return [...reading.findings.map(finding), ...[...words.values()].map(loaded)].sort(
    (one, other) => one.point - other.point,
  );
}

/** Explains the lines and colours of the text: the groups of events that occur in it, and the roles of a claim. */
export function legend(reading, vocabulary) {
  const groups = new Map();
  for (const claim of reading.claims)
    groups.set(vocabulary.group(claim.type), vocabulary.byName.get(claim.type)?.group ?? "other");
  const lines = [...groups]
    .sort(([one], [other]) => one - other)
    .map(([group, name]) => h("li", {}, vocabulary.swatch(group), name));
  const box = h("details", { class: "legend" }, h("summary", {}, "What the marks mean"));
  fill(
    box,
    box.firstChild,
    h("ul", { class: "legend-lines" }, lines),
    h("p", { class: "small" }, "On pointing at a claim: "),
    h(
      "ul",
      { class: "legend-lines" },
      ROLES.map(([role, label]) => h("li", {}, h("span", { dataset: { roleOf: role }, class: "run" }, label))),
    ),
    h(
      "p",
      { class: "small" },
      "Small words above the line are the neutral twins of loaded words. A boxed name stands for a character that would steer how the text is shown, and is not obeyed. Faint text is headline, byline, credit or boilerplate.",
    ),
  );
  return box;
}
