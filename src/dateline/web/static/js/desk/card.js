import { fill, h, percent } from "/static/js/dom.js";
import { visible } from "/static/js/reader/glyphs.js";
import * as state from "/static/js/state.js";
import { chain, factuality, line, roles, verdict } from "./telling.js";

/** Which fields a claim as judged has otherwise than as it was read, with what they were. */
export function edited(claim) {
  if (!claim.original) return [];
  const text = (value) => (Array.isArray(value) ? value.map((one) => one.name).join(", ") : String(value ?? ""));
  return ["type", "factuality", "agent", "target", "place", "time", "sources"]
    .filter((field) => text(claim[field]) !== text(claim.original[field]))
    .map((field) => ({
      field,
      before: text(claim.original[field]) || "nothing",
      after: text(claim[field]) || "nothing",
    }));
}

/** What a person changed of a claim: the field with the value as it was read. */
export function changes(claim, vocabulary) {
  const found = edited(claim);
  if (!found.length) return null;
  const shown = ({ field, before }) => (field === "type" ? vocabulary.label(before) : before);
  return h(
    "ul",
    { class: "changes" },
    found.map((one) => h("li", {}, `${one.field} was read as `, h("s", {}, visible(shown(one))))),
  );
}

/** The head of a claim: what happened, its line's colour, what became of it, and at the end how sure the reading is. */
export function head(claim, vocabulary, end = sure(claim)) {
  return h(
    "div",
    { class: "claim-head" },
    vocabulary.swatch(vocabulary.group(claim.type)),
    h("strong", {}, vocabulary.label(claim.type)),
    factuality(claim),
    verdict(claim),
    end,
  );
}

function sure(claim) {
  return h("span", { class: "sure faint number", title: "how sure the reading is" }, percent(claim.confidence));
}

/** <dateline-claim>: one claim in a list, with what can be done with it. Emits `pick`, `hover` and `do` (a verdict). */
export class ClaimCard extends HTMLElement {
  /** Shows the claim; `writable` offers judging. */
  show(claim, vocabulary, { writable = true } = {}) {
    this.claim = claim;
    this.vocabulary = vocabulary;
    this.writable = writable;
    this.tabIndex = -1;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", line(claim, vocabulary));
    this.dataset.claim = claim.id;
    this.dataset.status = claim.judged?.status ?? "open";
    const pick = h(
      "button",
      {
        type: "button",
        class: "claim-pick quiet",
        "aria-label": `Show “${claim.trigger}” in the text`,
        onclick: () => this.tell("pick"),
      },
      h("q", {}, visible(claim.trigger)),
    );
    fill(
      this,
      head(claim, vocabulary),
      claim.trigger ? pick : null,
      roles(claim),
      h("div", { class: "row small" }, chain(claim)),
      changes(claim, vocabulary),
      this.actions(),
    );
  }

  actions() {
    const { claim } = this;
    const act = (verb, label, words) =>
      h(
        "button",
        {
          type: "button",
          class: "quiet small",
          "aria-label": `${words}: ${line(claim, this.vocabulary)}`,
          title: words,
          onclick: () => this.tell("do", verb),
        },
        label,
      );
    return h(
      "div",
      { class: "row claim-actions" },
      this.writable
        ? [
            act("accept", "✓ Accept", "Accept"),
            act("reject", "✕ Reject", "Reject"),
            act("edit", "✎ Correct", "Correct"),
          ]
        : null,
      this.writable && claim.judged?.id ? act("undo", "↶ Undo", "Take the judgement back") : null,
      claim.event
        ? h("a", { class: "small", href: state.link("/", { event: claim.event, claim: null, span: null }) }, "Event")
        : null,
    );
  }

  tell(name, verb) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { claim: this.claim, verb } }));
  }
}

customElements.define("dateline-claim", ClaimCard);
