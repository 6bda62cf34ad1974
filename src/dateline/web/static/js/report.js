/** /report/{id}: a report as received, what was read in it, and what people make of that. */

import { get } from "/static/js/api.js";
import * as days from "/static/js/days.js";
import { count, fill, h, safeAddress } from "/static/js/dom.js";
import { Keys } from "/static/js/desk/keys.js";
import { bindings, perform } from "/static/js/desk/verbs.js";
import "/static/js/desk/card.js";
import { copy } from "/static/js/reader/copying.js";
import { isolated, legible, visible } from "/static/js/reader/glyphs.js";
import { vocabulary } from "/static/js/reader/kinds.js";
import { legend, notes } from "/static/js/reader/margin.js";
import { bring } from "/static/js/reader/scrolling.js";
import "/static/js/reader/text.js";
import { complain, record } from "/static/js/shell.js";
import * as state from "/static/js/state.js";

const main = document.querySelector("main");
const id = decodeURIComponent(location.pathname.slice("/report/".length));

class Page {
  constructor(reading, words, writable) {
    Object.assign(this, { reading, words, writable });
    this.text = h("dateline-text", { class: "paper", lang: reading.language });
    this.cards = new Map();
    this.list = h("div", { class: "claims" });
    this.judgedCount = h("span", { class: "faint small" });
    this.link = h(
      "button",
      { type: "button", class: "primary copy-selection", hidden: true, onclick: () => this.copySelection() },
      "Copy link to these words",
    );
  }

  build() {
    const { reading } = this;
    document.title = `${legible(reading.title ?? reading.id)} · dateline`;
    main.classList.add("page", "reader");
    fill(
      main,
      this.head(),
      h(
        "div",
        { class: "reader-columns" },
        h("section", { class: "paper-column", "aria-label": "The report" }, this.text, this.link),
        h(
          "section",
          { class: "claims-column", "aria-label": "Claims read in it" },
          h("div", { class: "row claims-title" }, h("h2", {}, count(reading.claims.length, "claim")), this.judgedCount),
          legend(reading, this.words),
          this.list,
        ),
      ),
    );
    this.text.show(reading, this.words, { notes: notes(reading) });
    this.draw();
    this.listen();
    this.follow();
  }

  head() {
    const { reading } = this;
    const source = safeAddress(reading.url ?? "");
    const day = reading.published ? days.weekday(reading.published.slice(0, 10)) : "no date";
    const clock = reading.published?.slice(11, 16);
    const copies = (reading.copies ?? []).filter((one) => one.report === reading.id);
    const toggles = [
      ["claims", "Claims"],
      ["twins", "Neutral twins"],
      ["dim", "Dim what is not body"],
    ].map(([name, label]) =>
      h(
        "button",
        {
          type: "button",
          class: "small",
          "aria-pressed": "true",
          onclick: (event) => this.toggle(name, event.currentTarget),
        },
        label,
      ),
    );
    return h(
      "header",
      { class: "reader-head" },
      h("h1", { dir: "auto" }, visible(reading.title ?? "Untitled report")),
      h(
        "p",
        { class: "soft" },
        isolated(reading.outlet ?? "unknown outlet"),
        ` · ${day}${clock && clock !== "00:00" ? `, ${clock}` : ""}`,
        reading.language ? ` · ${reading.language}` : "",
        source ? [" · ", h("a", { href: source, rel: "noreferrer" }, "where it was printed")] : null,
      ),
      copies.map((one) =>
        h(
          "p",
          { class: "soft" },
          `${Math.round(one.share * 100)} % of it stands in `,
          h(
            "a",
            { href: state.link(`/report/${encodeURIComponent(one.original)}`, { claim: null, span: null }) },
            "an earlier report",
          ),
          ": it counts as the same voice.",
        ),
      ),
      h(
        "div",
        { class: "row", role: "group", "aria-label": "What is shown" },
        toggles,
        h(
          "button",
          { type: "button", class: "small", onclick: () => copy(location.href, "Link to this view") },
          "Copy link",
        ),
        h(
          "button",
          { type: "button", class: "small quiet", onclick: () => this.keys.help() },
          h("kbd", {}, "?"),
          " Keys",
        ),
      ),
    );
  }

  toggle(name, button) {
    const on = this.text.classList.toggle(`without-${name}`);
    button.setAttribute("aria-pressed", String(!on));
  }

  /** The claim as the record has it now: as judged where somebody did, with the fields of the reading else. */
  told(claim) {
    const shown = this.reading.shown?.[claim.id];
    return (
      shown ?? {
        ...claim,
        label: this.words.label(claim.type),
        outlet: this.reading.outlet,
        sentence: claim.sentence.text,
        trigger: claim.trigger.text,
        judged: this.reading.judged?.[claim.id] ?? null,
        original: null,
        event: null,
      }
    );
  }

  draw() {
    this.claims = this.reading.claims.map((claim) => this.told(claim));
    fill(
      this.list,
      this.claims.map((claim) => {
        const card = this.cards.get(claim.id) ?? document.createElement("dateline-claim");
        this.cards.set(claim.id, card);
        card.show(claim, this.words, { writable: this.writable });
        return card;
      }),
    );
    if (!this.claims.length)
      fill(this.list, h("p", { class: "soft" }, "No claim of an event was read in this report."));
    const judged = this.claims.filter((claim) => claim.judged && claim.judged.status !== "open").length;
    this.judgedCount.textContent = judged ? `${judged} judged` : "";
    this.current(state.get().claim);
  }

  listen() {
    const pointed = (event) => event.target.closest("dateline-claim")?.claim.id ?? null;
    for (const kind of ["pointerover", "focusin"])
      this.list.addEventListener(kind, (event) => this.text.highlight(pointed(event)));
    for (const kind of ["pointerleave", "focusout"]) this.list.addEventListener(kind, () => this.text.highlight(null));
    this.list.addEventListener("pick", (event) => this.pick(event.detail.claim.id));
    this.list.addEventListener("do", (event) => this.act(event.detail.verb, { field: "type" }, event.detail.claim));
    this.text.addEventListener("claim", (event) => this.pick(event.detail));
    document.addEventListener("selectionchange", () => {
      this.link.hidden = !this.text.selected();
    });
    addEventListener("dateline:changed", () => this.reload());
    state.subscribe((_, changed) => {
      if (changed.has("claim") || changed.has("span")) this.follow();
    });
    this.keys = new Keys([
      { keys: "j", does: "Next claim", act: () => this.step(1) },
      { keys: "k", does: "Claim before", act: () => this.step(-1) },
      ...(this.writable ? bindings((verb, options) => this.act(verb, options), this.words) : []),
      {
        keys: "l",
        does: "Copy a link to the selected words, or to the view",
        act: () => (this.text.selected() ? this.copySelection() : copy(location.href, "Link to this view")),
      },
    ]);
  }

  pick(claim) {
    state.set({ claim, span: null });
    this.follow();
  }

  step(by) {
    const at = this.claims.findIndex((claim) => claim.id === state.get().claim);
    const next =
      this.claims[Math.max(0, Math.min(this.claims.length - 1, at < 0 && by < 0 ? this.claims.length - 1 : at + by))];
    if (next) this.pick(next.id);
  }

  current(claim) {
    for (const [one, card] of this.cards) card.toggleAttribute("data-current", one === claim);
    return this.cards.get(claim);
  }

  /** Shows what the address points to. */
  follow() {
    const { claim, span } = state.get();
    const card = this.current(claim);
    this.text.highlight(claim ?? null, { lasting: true });
    let node = null;
    if (span) {
      const [start, end] = span.split("-").map(Number);
      node = this.text.mark(start, end);
    } else if (claim) {
      const read = this.reading.claims.find((one) => one.id === claim);
      node = read ? this.text.nodeAt(read.trigger.start) : null;
      if (!read) complain(new Error("The claim that the address points to is not in this report."));
    }
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card?.scrollIntoView({ block: "nearest", behavior: "auto" });
    if (node) bring(node, { smooth: !still && !this.text.classList.contains("long") });
  }

  async act(verb, options, claim = this.claims.find((one) => one.id === state.get().claim)) {
    if (!claim && verb !== "undo") return;
    const done = await perform(verb, claim, this.words, options);
    if (!done) return;
    this.reading.shown = { ...this.reading.shown, [done.id]: done };
    this.draw();
    this.cards.get(done.id)?.focus({ preventScroll: true });
  }

  async reload() {
    try {
      const fresh = await get(`/reports/${encodeURIComponent(id)}`);
      this.reading.shown = fresh.shown;
      this.reading.judged = fresh.judged;
      const focused = document.activeElement?.closest("dateline-claim")?.claim.id;
      this.draw();
      if (focused) this.cards.get(focused)?.focus({ preventScroll: true });
    } catch (error) {
      complain(error);
    }
  }

  copySelection() {
    const chosen = this.text.selected();
    if (!chosen) return;
    state.set({ span: `${chosen.start}-${chosen.end}`, claim: null });
    copy(location.href, "Link to the words");
  }
}

async function start() {
  try {
    const [reading, words, about] = await Promise.all([
      get(`/reports/${encodeURIComponent(id)}`),
      vocabulary(),
      record(),
    ]);
    new Page(reading, words, about.writable).build();
  } catch (error) {
    fill(
      main,
      h("div", { class: "page" }, h("h1", {}, "This report cannot be shown"), h("p", {}, isolated(error.message))),
    );
    complain(error);
  }
}

start();
