/** /compare: how outlets or speakers tell of the same events. */

import { latest } from "/static/js/api.js";
import { fill, h } from "/static/js/dom.js";
import { agreement } from "/static/js/compare/agreement.js";
import { corrections } from "/static/js/compare/corrections.js";
import { coverage } from "/static/js/compare/coverage.js";
import { firsts, lag } from "/static/js/compare/lag.js";
import "/static/js/compare/without.js";
import { wording } from "/static/js/compare/wording.js";
import { vocabulary } from "/static/js/reader/kinds.js";
import { complain, record, say } from "/static/js/shell.js";
import * as state from "/static/js/state.js";

const FILTERS = ["by", "type", "place", "since", "until"];

const SECTIONS = [
  [
    "wording",
    "Words for the same event",
    "Events that several of them tell of in different words. A loaded word is shown with its neutral twin.",
    wording,
  ],
  [
    "agreement",
    "Agreement",
    "Of the events that two of them both tell of, the per cent that they tell alike: who, whether it happened, how many. Pale where there are fewer than three.",
    agreement,
  ],
  ["first", "Who says it first", "How often each was the first of several to tell of an event.", firsts],
  ["lag", "Lead and lag", "Half of the events of both were told at least so much earlier.", lag],
  ["coverage", "Coverage over time", "Claims by day of publication, all to one scale.", coverage],
  ["corrections", "Corrections", "Where one of them later says otherwise of the same event.", corrections],
];

const main = document.querySelector("main");

class Compare {
  constructor(words, about) {
    Object.assign(this, { words, about, asked: latest() });
    this.bodies = new Map(SECTIONS.map(([name]) => [name, h("div")]));
  }

  build() {
    main.classList.add("page", "compare");
    const now = state.get();
    const by = h(
      "div",
      { class: "row", role: "group", "aria-label": "Compare" },
      [
        ["outlet", "Outlets"],
        ["speaker", "Speakers"],
      ].map(([name, label]) =>
        h(
          "button",
          { type: "button", dataset: { by: name }, onclick: () => state.set({ by: name }, { push: true }) },
          label,
        ),
      ),
    );
    const type = h(
      "select",
      { onchange: () => state.set({ type: type.value || null }) },
      h("option", { value: "" }, "any event"),
      this.words.types.map((one) => h("option", { value: one.name, selected: one.name === now.type }, one.label)),
    );
    const day = (name) =>
      h("input", {
        type: "date",
        value: now[name] ?? "",
        onchange: (event) => state.set({ [name]: event.target.value || null }),
      });
    this.place = h("button", { type: "button", class: "chip", onclick: () => state.set({ place: null }) });
    const without = document.createElement("dateline-without");
    fill(
      main,
      h("h1", {}, "Compare"),
      h(
        "div",
        { class: "row compare-filters" },
        by,
        h("label", { class: "row small" }, "about ", type),
        h("label", { class: "row small" }, "from ", day("since")),
        h("label", { class: "row small" }, "to ", day("until")),
        this.place,
      ),
      h(
        "nav",
        { class: "row small compare-nav", "aria-label": "On this page" },
        [...SECTIONS.map(([name, label]) => [name, label]), ["without", "Leave sources out"]].map(([name, label]) =>
          h("a", { href: `#${name}` }, label),
        ),
      ),
      SECTIONS.map(([name, label, words]) =>
        h(
          "section",
          { id: name, "aria-labelledby": `${name}-title` },
          h("h2", { id: `${name}-title` }, label),
          h("p", { class: "soft small" }, words),
          this.bodies.get(name),
        ),
      ),
      h(
        "section",
        { id: "without", "aria-labelledby": "without-title" },
        h("h2", { id: "without-title" }, "Leave sources out"),
        without,
      ),
    );
    without.show(this.about);
    state.subscribe((_, changed) => {
      if (FILTERS.some((name) => changed.has(name))) this.run();
    });
    addEventListener("dateline:changed", () => this.run());
    this.run();
  }

  async run() {
    const now = state.get();
    const by = now.by ?? "outlet";
    for (const button of main.querySelectorAll("[data-by]"))
      button.setAttribute("aria-pressed", String(button.dataset.by === by));
    this.place.hidden = !now.place;
    this.place.textContent = now.place ? "at one place only ×" : "";
    main.setAttribute("aria-busy", "true");
    try {
      const found = await this.asked("/compare", {
        ...Object.fromEntries(FILTERS.map((name) => [name, now[name]])),
        by,
      });
      if (!found) return;
      for (const [name, , , draw] of SECTIONS) fill(this.bodies.get(name), draw(found, this.words));
      main.removeAttribute("aria-busy");
      say(`${found.voices.length} ${by === "outlet" ? "outlets" : "speakers"} compared`);
    } catch (error) {
      complain(error);
    }
  }
}

Promise.all([vocabulary(), record()])
  .then(([words, about]) => new Compare(words, about).build())
  .catch(complain);
