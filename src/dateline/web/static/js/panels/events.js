/** Events: rows of a list, and <event-panel> with what every source says of one, side by side. */

import * as api from "/static/js/api.js";
import { range } from "/static/js/days.js";
import { bdi, count, fill, h } from "/static/js/dom.js";
import { complain } from "/static/js/shell.js";
import * as state from "/static/js/state.js";
import { claimCard } from "/static/js/panels/claim.js";
import { contradictions } from "/static/js/panels/contradictions.js";

const ROLES = [["agent", "Who"], ["target", "To whom"], ["time", "When"], ["toll", "How many"], ["factuality", "Certain?"]];

/** A row that opens an event. */
export function eventRow(event) {
  return h("li", {}, h("a", {
    class: "event-row", href: state.link(location.pathname, { event: event.id, place: null }),
    onclick: (click) => {
      if (click.metaKey || click.ctrlKey || click.shiftKey) return;
      click.preventDefault();
      state.set({ event: event.id, place: null }, { push: true });
    },
  }, h("span", { class: "event-label" }, event.label, event.contradicted ? h("span", { class: "chip bad" }, "at odds") : null),
  h("span", { class: "event-summary" }, bdi(event.summary)),
  h("span", { class: "small soft" }, range(event.first_day, event.last_day), " · ", count(event.origins.length, "voice"), ", ", count(event.claims.length, "claim"))));
}

function values(event) {
  const rows = ROLES.filter(([role]) => event.values[role]?.length).map(([role, label]) =>
    h("tr", { class: event.values[role].length > 1 ? "differ" : "" }, h("th", { scope: "row" }, label),
      h("td", {}, h("ul", { class: "plain" }, event.values[role].map((one) =>
        h("li", {}, h("b", {}, bdi(one.value)), h("span", { class: "small soft" }, " ", one.origins.join(", "))))))));
  return rows.length ? h("table", { class: "values small" }, h("tbody", {}, rows)) : null;
}

function copies(event) {
  if (!event.copies.length) return null;
  const titles = new Map(event.claims.map((claim) => [claim.report, `${claim.outlet ?? "unknown outlet"}${claim.report_title ? `, “${claim.report_title}”` : ""}`]));
  const named = (report) => h("a", { href: state.link(`/report/${encodeURIComponent(report)}`, { claim: null, span: null }) }, bdi(titles.get(report) ?? report));
  return [
    h("h3", {}, "Copies, counted as one voice"),
    h("ul", { class: "plain small" }, event.copies.map((one) =>
      h("li", {}, named(one.report), ` has ${Math.round(one.share * 100)} % of its words from `, named(one.original)))),
  ];
}

function links(event) {
  if (!event.links.length) return null;
  const words = (reasons) => reasons.map(([name, share]) => `${name} ${share >= 0 ? "+" : "−"}${Math.abs(share).toFixed(1)}`).join(", ");
  return h("details", {}, h("summary", { class: "small" }, "Why these claims count as one event"),
    h("ul", { class: "plain small soft" }, event.links.slice(0, 40).map((one) => h("li", {}, `${one.score.toFixed(1)}: ${words(one.reasons)}`))));
}

class EventPanel extends HTMLElement {
  /** Shows an event. */
  async show(id) {
    this.ask ??= api.latest();
    this.setAttribute("aria-busy", "true");
    try {
      const event = await this.ask(`/events/${encodeURIComponent(id)}`, {});
      if (event) this.draw(event);
    } catch (error) {
      fill(this, h("p", { class: "soft" }, error.status === 404 ? "The record has no such event any more." : "This event cannot be shown now."));
      if (error.status !== 404) complain(error);
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  draw(event) {
    const places = event.place.map((site) => h("a", { href: state.link(location.pathname, { place: site.key, event: null }), onclick: (click) => {
      click.preventDefault();
      state.set({ place: site.key, event: null }, { push: true });
    } }, bdi(site.name)));
    fill(this,
      h("h2", { tabindex: "-1" }, event.label, places.length ? ": " : "", places.flatMap((one, at) => [at ? ", " : "", one])),
      h("p", {}, bdi(event.summary)),
      h("p", { class: "small soft" }, range(event.first_day, event.last_day), " · ", event.origins.map((one) => one.name).join(", ")),
      h("h3", {}, "What each source says"), values(event) ?? h("p", { class: "soft small" }, "No source names anything further."),
      event.contradictions.length ? [h("h3", {}, "At odds"), contradictions(event.contradictions)] : null,
      copies(event),
      h("h3", {}, count(event.claims.length, "claim")), h("ol", { class: "claims" }, event.claims.map((claim) => claimCard(claim))),
      links(event));
  }
}

customElements.define("event-panel", EventPanel);
