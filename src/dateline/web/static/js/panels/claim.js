/** A claim as it is shown everywhere: the sentence, who says it, and the way to it in its report. */

import { long, range } from "/static/js/days.js";
import { bdi, h } from "/static/js/dom.js";
import * as state from "/static/js/state.js";

/** The address of a claim's sentence in the reader. */
export function toReader(claim) {
  const span = claim.span ?? claim.sentence_span;
  return state.link(`/report/${encodeURIComponent(claim.report)}`, { claim: claim.id, span: span ? span.join("-") : null });
}

const STATUS = { accepted: ["good", "accepted"], rejected: ["bad", "rejected"], edited: ["warn", "edited"] };

/** A claim's day as people say it; what is no day or interval comes back as it stands. */
export function when(time) {
  if (!time) return "no time given";
  const [first, last] = time.split("/");
  return range(first, last ?? first);
}

const names = (list) => list.flatMap((one, at) => [at ? ", " : "", bdi(one.name)]);

/** Who did what to whom where, in a line. */
export function gist(claim) {
  const place = claim.place.length ? [" · ", names(claim.place)] : "";
  const agent = claim.agent.length ? [names(claim.agent), " "] : "";
  const target = claim.target.length ? [" → ", names(claim.target)] : "";
  const doubt = claim.factuality === "actual" ? "" : ` (${claim.factuality})`;
  return h("span", {}, agent, h("b", {}, claim.label), doubt, target, place);
}

/** The chip that says what people decided, or nothing. */
export function judged(claim) {
  const [kind, word] = STATUS[claim.judged?.status] ?? [];
  return word ? h("span", { class: `chip ${kind}`, title: `${word} by ${claim.judged.by}${claim.judged.why ? `: ${claim.judged.why}` : ""}` }, word) : null;
}

/** The sentence, with the words that evoke the claim marked. */
export function sentence(claim) {
  const at = claim.trigger ? claim.sentence.indexOf(claim.trigger) : -1;
  const words = at < 0
    ? [claim.sentence]
    : [claim.sentence.slice(0, at), h("mark", {}, claim.trigger), claim.sentence.slice(at + claim.trigger.length)];
  return h("blockquote", { class: "quote", dir: "auto" }, words);
}

/** A card of a claim; `weight` stands above it where it is evidence for or against something. */
export function claimCard(claim, { weight = null } = {}) {
  return h("li", { class: "claim", dataset: { claim: claim.id } },
    weight,
    h("div", { class: "claim-gist small" }, gist(claim), " ", judged(claim)),
    claim.sentence ? sentence(claim) : h("p", { class: "faint" }, "(coded without a sentence)"),
    h("div", { class: "claim-foot small soft" },
      bdi(claim.chain || claim.outlet || "unknown outlet", { class: "chain" }), " · ", claim.published ? long(claim.published) : "no date", " · ",
      h("a", { href: toReader(claim), class: "to-reader" }, "read in the report"),
      " · ", h("a", { href: state.link("/desk", { claim: claim.id }) }, "judge")));
}
