import { get } from "/static/js/api.js";
import { bdi, fill, h } from "/static/js/dom.js";
import * as days from "/static/js/days.js";
import { visible } from "/static/js/reader/glyphs.js";
import { complain } from "/static/js/shell.js";
import { MADE, undo } from "./judging.js";

/** Judgements shown at once. */
const SHOWN = 40;

function told(changes) {
  const text = (value) =>
    Array.isArray(value) ? value.map((one) => one.name ?? one).join(", ") || "nothing" : String(value ?? "nothing");
  return Object.entries(changes ?? {})
    .map(([field, value]) => `${field} to ${text(value)}`)
    .join("; ");
}

/** <dateline-history>: what was decided, by whom, when and why, each with a way back. Emits `pick` and `undone`. */
export class History extends HTMLElement {
  /** Asks for the latest judgements and shows them. */
  async load() {
    try {
      const { items, total } = await get("/judgements", { limit: SHOWN });
      fill(
        this,
        items.length
          ? h(
              "ol",
              { class: "side-list" },
              items.map((one) => this.row(one)),
            )
          : h("p", { class: "soft small" }, "No judgements yet."),
        total > items.length ? h("p", { class: "faint small" }, `and ${total - items.length} before these`) : null,
      );
    } catch (error) {
      complain(error);
    }
  }

  row(one) {
    const at = `${days.short(one.at.slice(0, 10))} ${one.at.slice(11, 16)} UTC`;
    const changed = told(one.changes);
    return h(
      "li",
      {},
      h(
        "div",
        { class: "row" },
        h("strong", {}, MADE[one.verdict] ?? one.verdict),
        h("span", { class: "faint small" }, " by ", bdi(one.by), `, ${at}`),
      ),
      changed ? h("div", {}, visible(changed)) : null,
      one.why ? h("div", { class: "soft" }, h("q", {}, visible(one.why))) : null,
      h(
        "div",
        { class: "row claim-actions" },
        h(
          "button",
          { type: "button", class: "quiet small", onclick: () => this.tell("pick", one.claims[0]) },
          one.claims.length > 1 ? `Show the first of ${one.claims.length} claims` : "Show the claim",
        ),
        h(
          "button",
          {
            type: "button",
            class: "quiet small",
            "aria-label": `Take back: ${MADE[one.verdict]} by ${one.by}, ${at}`,
            onclick: () => this.take(one),
          },
          "↶ Undo",
        ),
      ),
    );
  }

  async take(one) {
    if (await undo(one.id)) this.tell("undone", one.id);
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define("dateline-history", History);
