import * as api from "/static/js/api.js";
import { count } from "/static/js/dom.js";
import { complain, say } from "/static/js/shell.js";
import { permitted } from "./token.js";
import { judge } from "./who.js";

/** What a judgement made by a verdict is called once it is made. */
export const MADE = { accept: "Accepted", reject: "Rejected", edit: "Edited", merge: "Merged", split: "Split" };

/** The status that a claim has after a verdict on it. */
const STATUS = { accept: "accepted", reject: "rejected", edit: "edited" };

/** The judgement made by whoever sits here, null where it was not made; failures are shown. */
export async function decide(verdict, claims, { why = "", changes = {} } = {}) {
  const by = await judge();
  if (!by) return null;
  try {
    const made = await permitted(() => api.post("/judgements", { verdict, claims, by, why, changes }));
    say(`${MADE[verdict]}: ${count(claims.length, "claim")}`);
    dispatchEvent(new CustomEvent("dateline:judged", { detail: { verdict, claims, made } }));
    return { ...made, status: STATUS[verdict] ?? null };
  } catch (error) {
    complain(error);
    return null;
  }
}

/** Whether the judgement was taken back. */
export async function undo(id, why = "") {
  const by = await judge();
  if (!by) return false;
  try {
    await permitted(() => api.remove(`/judgements/${encodeURIComponent(id)}`, { by, why }));
    say("Taken back");
    dispatchEvent(new CustomEvent("dateline:judged", { detail: { undone: id } }));
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
