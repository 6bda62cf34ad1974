import { note } from "/static/js/shell.js";
import { edit, said } from "./edit.js";
import { decide, undo } from "./judging.js";

const EDITED = ["type", "factuality", "agent", "target", "place", "time", "sources"];

/** The judgements made from this page and not taken back, the latest last. */
const made = [];

/** Shows at once what the record will say once its picture is made anew. */
function settle(claim, judgement, changes) {
  if (Object.keys(changes).length) {
    claim.original ??= Object.fromEntries(EDITED.map((field) => [field, claim[field]]));
    for (const [field, value] of Object.entries(changes)) {
      claim[field] = Array.isArray(value)
        ? value.map((one) => ({ key: one.id ?? one.name.toLowerCase(), ...one }))
        : value;
    }
  }
  claim.judged = { id: judgement.id, status: judgement.status, by: judgement.by, at: judgement.at, why: judgement.why };
}

async function judged(verdict, claim, { why = "", changes = {} } = {}) {
  const before = {
    judged: claim.judged,
    original: claim.original,
    ...Object.fromEntries(EDITED.map((field) => [field, claim[field]])),
  };
  const judgement = await decide(verdict, [claim.id], { why, changes });
  if (!judgement) return false;
  settle(claim, judgement, changes);
  made.push({ id: judgement.id, claim, before });
  return true;
}

/** Takes back the latest judgement of this page, or else the one on the claim; gives back the claim it was on. */
async function takeBack(claim) {
  const last = made.at(-1);
  const id = last?.id ?? claim?.judged?.id;
  if (!id) {
    note("There is no judgement to take back here; older ones are in the history.");
    return null;
  }
  if (!(await undo(id))) return null;
  if (!last) {
    claim.judged = null;
    return claim;
  }
  made.pop();
  Object.assign(last.claim, last.before);
  return last.claim;
}

/** Forgets a judgement that was taken back elsewhere on the page. */
export function forget(id) {
  const at = made.findIndex((one) => one.id === id);
  if (at >= 0) Object.assign(made[at].claim, made.splice(at, 1)[0].before);
}

/** Does what a key or button says with a claim; gives back the claim that changed, null where nothing was done. */
export async function perform(verb, claim, vocabulary, { field, value, why = "" } = {}) {
  if (verb === "undo") return takeBack(claim);
  if (!claim) return null;
  if (verb === "accept" || verb === "reject") return (await judged(verb, claim, { why })) ? claim : null;
  let changes = { [field]: value };
  let reason = why;
  if (verb === "edit") {
    const given = await edit(claim, vocabulary, field);
    if (!given) return null;
    changes = given.changes;
    reason = given.why || why;
  } else if (verb === "swap") {
    if (!claim.agent?.length && !claim.target?.length) return null;
    changes = { agent: (claim.target ?? []).map(said), target: (claim.agent ?? []).map(said) };
  }
  return (await judged("edit", claim, { why: reason, changes })) ? claim : null;
}

/** The keys by which a claim is judged; `act(verb, options)` does it with the claim that is current. */
export function bindings(act, vocabulary) {
  const letters = new Set();
  const factualities = vocabulary.factualities.map(({ name, label }) => {
    const letter = [...name].find((one) => !letters.has(one)) ?? name[0];
    letters.add(letter);
    return { keys: `f ${letter}`, does: `It is ${label}`, act: () => act("set", { field: "factuality", value: name }) };
  });
  return [
    { keys: "a", does: "Accept", act: () => act("accept") },
    { keys: "r", does: "Reject", act: () => act("reject") },
    { keys: "e", does: "Correct …", act: () => act("edit", { field: "type" }) },
    { keys: "x", does: "Swap who and to whom", act: () => act("swap") },
    ...factualities,
    { keys: "c w", does: "Correct who …", act: () => act("edit", { field: "agent" }) },
    { keys: "c t", does: "Correct to whom …", act: () => act("edit", { field: "target" }) },
    { keys: "c p", does: "Correct the place …", act: () => act("edit", { field: "place" }) },
    { keys: "c d", does: "Correct the day …", act: () => act("edit", { field: "time" }) },
    { keys: "c s", does: "Correct who says so …", act: () => act("edit", { field: "sources" }) },
    { keys: "u", does: "Take the last judgement back", act: () => act("undo") },
  ];
}
