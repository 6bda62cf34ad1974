import { get } from "/static/js/api.js";
import { h } from "/static/js/dom.js";
import * as days from "/static/js/days.js";
import { isolated, visible } from "/static/js/reader/glyphs.js";
import { note } from "/static/js/shell.js";
import { decide } from "./judging.js";
import { short } from "./telling.js";
import { ask } from "./who.js";

/** Claims offered for merging. */
const OFFERED = 60;

/** Days before and after a claim within which others may tell of the same event. */
const NEAR = 7;

function option(claim) {
  const told = [
    claim.outlet ?? "unknown outlet",
    claim.published ? days.short(claim.published.slice(0, 10)) : null,
    claim.place?.[0] ? short(claim.place[0].name) : null,
  ];
  return h(
    "li",
    {},
    h(
      "label",
      {},
      h("input", { type: "checkbox", name: "claim", value: claim.id }),
      h(
        "span",
        {},
        h("span", { class: "small soft" }, isolated(told.filter(Boolean).join(" · "))),
        h("span", { class: "quote", dir: "auto" }, visible(claim.sentence)),
      ),
    ),
  );
}

async function choose(label, words, claims, confirm) {
  const body = h(
    "div",
    { class: "stack" },
    h("p", { class: "soft" }, words),
    h("ul", { class: "pick-list" }, claims.map(option)),
  );
  queueMicrotask(() => body.querySelector("input")?.focus());
  const form = await ask(label, body, { confirm });
  return form ? new FormData(form).getAll("claim") : [];
}

/** The claims that tell of the same event as this one, itself left out. */
export async function together(claim) {
  return claim.event
    ? (await get(`/events/${encodeURIComponent(claim.event)}`)).claims.filter((one) => one.id !== claim.id)
    : [];
}

function shifted(day, by) {
  const number = days.toNumber(day?.slice(0, 10));
  return number === null ? null : days.toIso(number + by);
}

/** Joins the claim's event with others that the person picks; whether anything was judged. */
export async function merge(claim, { why = "" } = {}) {
  const own = new Set([claim.id, ...(await together(claim)).map((one) => one.id)]);
  const filters = { type: claim.type, place: claim.place?.[0]?.key };
  const near = { since: shifted(claim.published, -NEAR), until: shifted(claim.published, NEAR) };
  const { items } = await get("/claims", { ...filters, ...near, limit: OFFERED + own.size });
  const offered = items.filter((one) => !own.has(one.id)).slice(0, OFFERED);
  if (!offered.length) {
    note("No other claim of this kind, place and week is outside this event.");
    return false;
  }
  const chosen = await choose(
    "Merge: which tell of the same event?",
    "Those picked and this claim become one event.",
    offered,
    "Merge",
  );
  return chosen.length > 0 && Boolean(await decide("merge", [claim.id, ...chosen], { why }));
}

/** Parts the claim from those of its event that the person picks; whether anything was judged. */
export async function split(claim, { why = "" } = {}) {
  const offered = await together(claim);
  if (!offered.length) {
    note("This claim is alone in its event; there is nothing to split.");
    return false;
  }
  const chosen = await choose(
    "Split: which tell of another event?",
    "Those picked will not be counted as one event with this claim.",
    offered,
    "Split",
  );
  let parted = false;
  // Each pair by itself: naming all at once would part the picked ones from each other as well.
  for (const one of chosen) {
    if (!(await decide("split", [claim.id, one], { why }))) break;
    parted = true;
  }
  return parted;
}
