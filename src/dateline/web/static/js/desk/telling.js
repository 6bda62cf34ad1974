import { bdi, h } from "/static/js/dom.js";
import * as days from "/static/js/days.js";
import { isolated } from "/static/js/reader/glyphs.js";

/** The names parted by commas, each in its own direction; null where there are none. */
export function names(list) {
  if (!list?.length) return null;
  return list.flatMap((one, at) => [at ? ", " : "", isolated(short(one.name))]);
}

/** "Saraqib" for "Saraqib, Idlib, Syria": the rest of a place's name is for its tooltip. */
export function short(name) {
  return String(name ?? "").split(", ")[0];
}

/** A claim's time in words. */
export function when(time) {
  if (!time) return "";
  const [first, last] = time.split("/");
  return first.length === 10 ? days.range(first, last) : time.replace("/", " – ");
}

/** A count in words: "6 villages", "at least 30 killed", "dozens wounded". */
export function howMany(quantity) {
  if (!quantity) return "";
  const { value, min, max, words, unit } = quantity;
  const unit_ = unit ? ` ${unit}` : "";
  if (value !== undefined && value !== null) return `${value}${unit_}`;
  if (min !== undefined && min !== null && max !== undefined && max !== null) return `${min} to ${max}${unit_}`;
  if (min !== undefined && min !== null) return `at least ${min}${unit_}`;
  if (max !== undefined && max !== null) return `up to ${max}${unit_}`;
  return words ? `${words}${unit_}` : unit_.trim();
}

/** Who does what to whom, where and when, with a swatch for each role's colour. */
export function roles(claim) {
  const told = [
    ["agent", "who", names(claim.agent)],
    ["target", "to whom", names(claim.target)],
    ["place", "where", names(claim.place)],
    ["time", "when", when(claim.time) || null],
    ["quantity", "how many", howMany(claim.quantity) ? [isolated(howMany(claim.quantity))] : null],
  ];
  return h(
    "dl",
    { class: "roles" },
    told
      .filter(([, , value]) => value)
      .map(([role, label, value]) =>
        h("div", { class: "role", dataset: { role } }, h("dt", {}, label), h("dd", {}, value)),
      ),
  );
}

/** The attribution chain: "NYT ← HTS". */
export function chain(claim) {
  const links = claim.chain
    ? claim.chain.split(" ← ")
    : [claim.outlet, ...(claim.sources ?? []).map((one) => one.name)];
  return h(
    "span",
    { class: "chain", title: "who says so, whoever is cited last" },
    links.filter(Boolean).flatMap((one, at) => [at ? " ← " : "", isolated(one)]),
  );
}

/** One line that names a claim, for lists and for screen readers. */
export function line(claim, vocabulary) {
  const where = claim.place?.length ? ` · ${claim.place.map((one) => short(one.name)).join(", ")}` : "";
  const who = claim.agent?.length ? ` · ${claim.agent.map((one) => one.name).join(", ")}` : "";
  return `${vocabulary.label(claim.type)}${where}${who}`;
}

const WORDS = { open: "not judged", accepted: "accepted", rejected: "rejected", edited: "edited" };

/** The chip that says what became of a claim, and by whom; null for one that nobody judged. */
export function verdict(claim) {
  const judged = claim.judged;
  if (!judged || judged.status === "open") return null;
  const kind = { accepted: "good", rejected: "bad", edited: "warn" }[judged.status] ?? "";
  const sign = { accepted: "✓", rejected: "✕", edited: "✎" }[judged.status] ?? "";
  const by = judged.by ? [" by ", bdi(judged.by)] : [];
  const at = judged.at ? `, ${days.long(judged.at.slice(0, 10))}` : "";
  return h(
    "span",
    { class: `chip ${kind}`, title: judged.why || null },
    h("span", { "aria-hidden": "true" }, sign),
    " ",
    WORDS[judged.status],
    by,
    at,
  );
}

/** Words for a factuality that is not simply so. */
export function factuality(claim) {
  return claim.factuality && claim.factuality !== "actual" ? h("span", { class: "chip" }, claim.factuality) : null;
}
