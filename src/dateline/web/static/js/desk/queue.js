import { fill, h } from "/static/js/dom.js";
import { isolated } from "/static/js/reader/glyphs.js";
import { short, verdict } from "./telling.js";

/** <dateline-queue>: the claims that wait, those most worth a look first. Emits `pick` with a claim's id. */
export class Queue extends HTMLElement {
  /** Shows the items; the lengths of the bars say how much a look is worth beside the first. */
  show(items, vocabulary) {
    this.items = items;
    this.vocabulary = vocabulary;
    const most = Math.max(...items.map((item) => item.value), Number.EPSILON);
    fill(
      this,
      h(
        "ol",
        { class: "queue" },
        items.map((item) => h("li", {}, this.row(item, item.value / most))),
      ),
    );
    if (!items.length) fill(this, h("p", { class: "card soft" }, "Nothing waits to be judged."));
    this.current(this.chosen);
  }

  row({ claim, why }, share) {
    const bar = h("span", { style: { width: `${Math.max(3, Math.round(share * 100))}%` } });
    const place = claim.place?.[0] ? [" · ", isolated(short(claim.place[0].name))] : null;
    return h(
      "button",
      { type: "button", dataset: { id: claim.id }, title: why?.words, onclick: () => this.tell(claim.id) },
      h("span", { class: "meter", "aria-hidden": "true" }, bar),
      h("span", {}, h("strong", {}, this.vocabulary.label(claim.type)), place),
      h("span", { class: "faint small" }, isolated(claim.outlet ?? "unknown outlet")),
    );
  }

  tell(id) {
    this.dispatchEvent(new CustomEvent("pick", { detail: id }));
  }

  /** Marks the claim that is shown, and brings it into view. */
  current(id) {
    this.chosen = id;
    for (const button of this.querySelectorAll("button[data-id]")) {
      const here = button.dataset.id === id;
      if (here) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (here) button.scrollIntoView({ block: "nearest" });
    }
  }

  /** Says on its row what became of a claim that was just judged, until the queue is drawn anew. */
  settle(claim) {
    const button = [...this.querySelectorAll("button[data-id]")].find((one) => one.dataset.id === claim.id);
    if (!button) return;
    button.querySelector(".chip")?.remove();
    button.classList.toggle("done", Boolean(verdict(claim)));
    const chip = verdict(claim);
    if (chip) button.append(chip);
  }

  /** The id of the claim so many rows further down from the one that is shown, itself at either end. */
  beside(by) {
    const at = this.items.findIndex((item) => item.claim.id === this.chosen);
    const next = this.items[Math.max(0, Math.min(this.items.length - 1, at + by))];
    return next?.claim.id ?? null;
  }
}

customElements.define("dateline-queue", Queue);
