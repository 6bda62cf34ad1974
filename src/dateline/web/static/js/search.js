/** /search: full text and facets over claims, or over reports; the address holds the whole question. */

import { address, latest } from "/static/js/api.js";
import { count, fill, h } from "/static/js/dom.js";
import { Keys } from "/static/js/desk/keys.js";
import { isolated } from "/static/js/reader/glyphs.js";
import { vocabulary } from "/static/js/reader/kinds.js";
import { claimRow, histogram, reportRow } from "/static/js/search/results.js";
import { complain, say } from "/static/js/shell.js";
import * as state from "/static/js/state.js";

const PAGE = 25;

/** Milliseconds after the last letter at which the question is asked. */
const PAUSE = 220;

/** Values of a facet that are shown before the rest is asked for. */
const SHORT_LIST = 8;

const FACETS = [
  ["type", "What"],
  ["place", "Where"],
  ["actor", "Who"],
  ["outlet", "Outlet"],
  ["factuality", "How real"],
  ["status", "Judged"],
];
const FILTERS = ["q", "type", "place", "actor", "outlet", "factuality", "status", "source", "since", "until"];
const FORMATS = [
  ["csv", "CSV"],
  ["xlsx", "Excel"],
  ["jsonl", "JSON lines"],
  ["geojson", "GeoJSON"],
  ["jsonld", "Annotations"],
];

const main = document.querySelector("main");

class Search {
  constructor(words) {
    Object.assign(this, { words, asked: latest(), counted: latest(), open: new Set() });
    this.q = h("input", {
      type: "search",
      name: "q",
      placeholder: "Words of the sentences, e.g. withdrew airbase",
      "aria-label": "Words",
      value: state.get().q ?? "",
      oninput: () => this.typed(),
    });
    this.from = h("input", {
      type: "date",
      "aria-label": "Published from",
      value: state.get().since ?? "",
      onchange: () => this.narrow("since", this.from.value),
    });
    this.to = h("input", {
      type: "date",
      "aria-label": "Published until",
      value: state.get().until ?? "",
      onchange: () => this.narrow("until", this.to.value),
    });
    this.kinds = h("div", { class: "row", role: "group", "aria-label": "Search for" });
    this.facets = h("aside", { class: "facets", "aria-label": "Narrow down" });
    this.chosen = h("div", { class: "row" });
    this.total = h("h2", { class: "found-total" });
    this.bars = h("div");
    this.list = h("ol", { class: "found-list" });
    this.pages = h("nav", { class: "row", "aria-label": "Pages of results" });
    this.exports = h(
      "details",
      { class: "exports" },
      h("summary", {}, "Export these claims"),
      h("div", { class: "row" }),
    );
  }

  build() {
    main.classList.add("page");
    const form = h(
      "form",
      {
        class: "row search-form",
        role: "search",
        onsubmit: (event) => {
          event.preventDefault();
          this.typed(0);
        },
      },
      h("span", { class: "grow" }, this.q),
      h("label", { class: "row small" }, "from ", this.from),
      h("label", { class: "row small" }, "to ", this.to),
    );
    fill(
      main,
      h("h1", {}, "Search"),
      form,
      this.kinds,
      h(
        "div",
        { class: "search-columns" },
        this.facets,
        h(
          "section",
          { "aria-label": "Results" },
          h("div", { class: "row found-head" }, this.total, this.exports),
          this.chosen,
          this.bars,
          this.list,
          this.pages,
        ),
      ),
    );
    state.subscribe((_, changed) => {
      if ([...FILTERS, "offset", "view"].some((name) => changed.has(name))) this.run();
    });
    addEventListener("dateline:changed", () => this.run());
    new Keys([{ keys: "/", does: "To the words", act: () => this.q.focus() }]);
    this.run();
  }

  typed(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => state.set({ q: this.q.value.trim() || null, offset: null }), pause);
  }

  narrow(name, value) {
    state.set({ [name]: value || null, offset: null }, { push: true });
  }

  asking() {
    const now = state.get();
    return Object.fromEntries(FILTERS.map((name) => [name, now[name]]));
  }

  async run() {
    const { view, offset = 0, q } = state.get();
    const reports = view === "reports";
    this.draw(reports);
    try {
      const found = await this.asked(reports ? "/reports" : "/search", {
        ...(reports ? { q } : this.asking()),
        limit: PAGE,
        offset,
      });
      if (!found) return;
      this.show(found, reports);
      const counts = reports ? null : await this.counted("/histogram", this.asking());
      fill(this.bars, counts ? histogram(counts) : null);
    } catch (error) {
      complain(error);
    }
  }

  draw(reports) {
    const now = state.get();
    const kind = (name, label) =>
      h(
        "button",
        {
          type: "button",
          class: "small",
          "aria-pressed": String((name === "reports") === reports),
          onclick: () => this.narrow("view", name),
        },
        label,
      );
    fill(this.kinds, kind("", "Claims"), kind("reports", "Reports"));
    for (const [input, name] of [
      [this.q, "q"],
      [this.from, "since"],
      [this.to, "until"],
    ]) {
      if (document.activeElement !== input) input.value = now[name] ?? "";
    }
    this.facets.hidden = reports;
    this.exports.hidden = reports;
    fill(
      this.exports.lastChild,
      FORMATS.map(([format, label]) =>
        h(
          "a",
          { class: "button small", href: address("/export", { format, ...this.asking() }), download: true },
          label,
        ),
      ),
    );
  }

  show(found, reports) {
    this.total.textContent = count(found.total, reports ? "report" : "claim");
    say(`${this.total.textContent} found`);
    fill(
      this.list,
      found.items.map((one) => (reports ? reportRow(one) : claimRow(one, this.words))),
    );
    if (!found.items.length)
      fill(this.list, h("li", { class: "card soft" }, "Nothing was found. Fewer words or fewer filters find more."));
    if (found.facets) this.narrowing(found.facets);
    this.paging(found);
  }

  narrowing(facets) {
    const now = state.get();
    const focused = document.activeElement?.dataset?.facet;
    fill(
      this.facets,
      FACETS.map(([name, label]) => this.facet(name, label, facets[name] ?? [])),
    );
    fill(
      this.chosen,
      FILTERS.filter((name) => name !== "q" && now[name]).map((name) => this.chip(name, now[name], facets)),
    );
    if (focused)
      [...this.facets.querySelectorAll("[data-facet]")].find((one) => one.dataset.facet === focused)?.focus();
  }

  chip(name, value, facets) {
    const label = (facets[name] ?? []).find((one) => one.value === value)?.label ?? value;
    return h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-label": `Remove the filter ${label}`,
        onclick: () => this.narrow(name, null),
      },
      isolated(label),
      " ×",
    );
  }

  facet(name, label, values) {
    if (!values.length) return null;
    const now = state.get()[name];
    const shown = this.open.has(name) ? values : values.slice(0, SHORT_LIST);
    const more =
      values.length > shown.length
        ? h(
            "button",
            {
              type: "button",
              class: "quiet small",
              onclick: () => {
                this.open.add(name);
                this.run();
              },
            },
            `${values.length - shown.length} more …`,
          )
        : null;
    return h(
      "section",
      { class: "facet" },
      h("h3", {}, label),
      h(
        "ul",
        {},
        shown.map((one) =>
          h(
            "li",
            {},
            h(
              "button",
              {
                type: "button",
                class: "quiet",
                "aria-pressed": String(one.value === now),
                dataset: { facet: `${name}:${one.value}` },
                onclick: () => this.narrow(name, one.value === now ? null : one.value),
              },
              h("span", { class: "grow" }, isolated(one.label)),
              h("span", { class: "faint number" }, String(one.count)),
            ),
          ),
        ),
      ),
      more,
    );
  }

  paging({ total, limit, offset }) {
    const to = (at) => state.link("/search", { offset: at || null });
    const step = (at) => (event) => {
      event.preventDefault();
      state.set({ offset: at || null }, { push: true });
      scrollTo(0, 0);
    };
    const last = Math.min(offset + limit, total);
    fill(
      this.pages,
      offset > 0
        ? h(
            "a",
            { class: "button", href: to(Math.max(0, offset - limit)), onclick: step(Math.max(0, offset - limit)) },
            "← Before",
          )
        : null,
      total > limit
        ? h(
            "span",
            { class: "soft" },
            `${(offset + 1).toLocaleString("en-GB")} – ${last.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`,
          )
        : null,
      last < total ? h("a", { class: "button", href: to(last), onclick: step(last) }, "Next →") : null,
    );
  }
}

vocabulary()
  .then((words) => new Search(words).build())
  .catch(complain);
