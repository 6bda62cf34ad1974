import { get } from "/static/js/api.js";
import { h } from "/static/js/dom.js";
import { toNumber } from "/static/js/days.js";
import { legible } from "/static/js/reader/glyphs.js";
import { record } from "/static/js/shell.js";
import { Tokens } from "./tokens.js";
import { ask } from "./who.js";

const LISTS = [
  ["agent", "Who"],
  ["target", "To whom"],
  ["place", "Where"],
  ["sources", "Said by, nearest to the reader first"],
];

let places;

/** The names that the record has for a role, for completing what is typed. */
async function suggestions(field) {
  if (field === "place") {
    places ??= get("/control").then((control) => control.places);
    return places;
  }
  return (await record()).parties;
}

/** The name as an edit says it: the id beside it where the record knows one, place and degrees for places. */
export function said({ key, name, kind, lat, lon }) {
  const made = { name };
  if (key && key !== name.toLowerCase()) made.id = key;
  if (kind) made.kind = kind;
  if (Number.isFinite(lat) && Number.isFinite(lon)) Object.assign(made, { lat, lon });
  return made;
}

function whole(iso) {
  return /^\d{4}(-\d{2})?$/.test(iso) || toNumber(iso) !== null;
}

/** Why a time cannot be taken, "" where it can: a day, month, year or an interval of days. */
export function timeTrouble(text) {
  const ends = text.split("/");
  if (!text || (ends.length <= 2 && ends.every(whole))) return "";
  return "Write a day as 2024-12-08, a month as 2024-12, or days as 2024-11-27/2024-12-08.";
}

function choices(name, options, chosen) {
  return h(
    "select",
    { name },
    options.map(({ name: value, label }) => h("option", { value, selected: value === chosen }, label)),
  );
}

async function listed(claim, opened) {
  const made = [];
  for (const [field, label] of LISTS) {
    const input = new Tokens();
    input.show(label, claim[field] ?? [], await suggestions(field).catch(() => []));
    made.push([field, input]);
  }
  return made;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** A dialog in which a claim is corrected: `{changes, why}` with only what was changed, null where it was left. */
export async function edit(claim, vocabulary, opened = "type") {
  const lists = await listed(claim, opened);
  const type = choices("type", vocabulary.types, claim.type);
  const factuality = choices("factuality", vocabulary.factualities, claim.factuality);
  const time = h("input", {
    type: "text",
    name: "time",
    value: claim.time ?? "",
    placeholder: "2024-12-08",
    spellcheck: "false",
  });
  time.addEventListener("input", () => time.setCustomValidity(timeTrouble(time.value.trim())));
  const why = h("input", { type: "text", name: "why", maxlength: 500, placeholder: "optional" });
  const field = (label, control) => h("label", { class: "field" }, label, control);
  const body = h(
    "div",
    { class: "edit-fields" },
    h("p", { class: "quote edit-quote", dir: "auto" }, legible(claim.sentence)),
    field("What", type),
    field("How real", factuality),
    lists.map(([, input]) => input),
    field("When", time),
    field("Why", why),
  );
  const first = { type, factuality, time }[opened];
  queueMicrotask(() => (first ?? lists.find(([name]) => name === opened)?.[1].input ?? type).focus());
  const form = await ask("Correct this claim", body, { confirm: "Save" });
  if (!form) return null;
  const changes = {};
  if (type.value !== claim.type) changes.type = type.value;
  if (factuality.value !== claim.factuality) changes.factuality = factuality.value;
  if (time.value.trim() !== (claim.time ?? "")) changes.time = time.value.trim() || null;
  for (const [name, input] of lists) {
    const after = input.value.map(said);
    if (!same(after, (claim[name] ?? []).map(said))) changes[name] = after;
  }
  return Object.keys(changes).length ? { changes, why: why.value.trim() } : null;
}
