import { get } from "/static/js/api.js";
import { h } from "/static/js/dom.js";

/** Lines under a claim's words: groups of types differ in pattern as well as in colour. */
const PATTERNS = ["100% 0", "7px 3px", "2px 2px", "11px 4px", "4px 4px", "14px 2px", "3px 5px", "9px 6px"];

const UNKNOWN = { name: "", label: "other", group: "other" };

/** The words that a record uses, and how each kind of event is drawn. */
export class Vocabulary {
  /** From the answer of `GET /vocabulary`. */
  constructor(given) {
    this.types = given.types;
    this.factualities = given.factualities.map((one) => (typeof one === "string" ? { name: one, label: one } : one));
    this.fields = given.fields;
    this.byName = new Map(given.types.map((type) => [type.name, type]));
    this.groups = [...new Set(given.types.map((type) => type.group))];
  }

  /** The words for a type of event. */
  label(type) {
    return (this.byName.get(type) ?? { ...UNKNOWN, label: type }).label;
  }

  /** Which of the groups the type is in, as a number for its colour and pattern. */
  group(type) {
    const found = this.groups.indexOf((this.byName.get(type) ?? UNKNOWN).group);
    return found < 0 ? this.groups.length : found;
  }

  /** The picture of a line in the group's colour and pattern, for `background-image`. */
  line(group) {
    const colour = `var(--kind-${group % PATTERNS.length})`;
    const [on, off] = PATTERNS[group % PATTERNS.length].split(" ");
    if (off === "0") return `linear-gradient(${colour}, ${colour})`;
    return `repeating-linear-gradient(90deg, ${colour} 0 ${on}, transparent ${on} calc(${on} + ${off}))`;
  }

  /** Draws the groups' lines under a run of text, one below the other; more than three are not told apart anyway. */
  underline(node, groups) {
    const drawn = groups.slice(0, 3);
    node.style.setProperty("background-image", drawn.map((group) => this.line(group)).join(", "));
    node.style.setProperty("background-position", drawn.map((_, at) => `0 calc(100% - ${at * 4}px)`).join(", "));
    node.style.setProperty("padding-bottom", `${drawn.length * 4}px`);
  }

  /** A small sample of a group's line, to stand beside its name. */
  swatch(group) {
    const made = h("span", { class: "swatch", "aria-hidden": "true" });
    this.underline(made, [group]);
    return made;
  }
}

let asked;

/** The vocabulary of the record, asked for once. */
export function vocabulary() {
  asked ??= get("/vocabulary").then((given) => new Vocabulary(given));
  return asked;
}

/** The roles in the order in which a claim is told. */
export const ROLES = [
  ["agent", "who"],
  ["target", "to whom"],
  ["place", "where"],
  ["time", "when"],
  ["quantity", "how many"],
  ["source", "said by"],
];

/** Every stretch of text that a claim of a reading points to, each with the part that it plays. */
export function parts(claim) {
  const made = [
    { role: "sentence", ...claim.sentence },
    { role: "trigger", ...claim.trigger },
  ];
  for (const role of ["agent", "target", "place"]) {
    for (const span of claim[role] ?? []) made.push({ role, ...span });
  }
  if (claim.time_span) made.push({ role: "time", ...claim.time_span });
  if (claim.quantity?.end) made.push({ role: "quantity", ...claim.quantity });
  for (const source of claim.sources ?? []) {
    made.push({ role: "source", ...source });
    if (source.cue_span) made.push({ role: "cue", ...source.cue_span });
  }
  return made.filter((part) => Number.isInteger(part.start) && Number.isInteger(part.end));
}
