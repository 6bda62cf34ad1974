/** <place-panel>: who held a place over time, by which claims, and what would be without a source. */

import * as api from "/static/js/api.js";
import { long, toNumber } from "/static/js/days.js";
import { bdi, count, fill, h, percent } from "/static/js/dom.js";
import { complain } from "/static/js/shell.js";
import * as state from "/static/js/state.js";
import { claimCard } from "/static/js/panels/claim.js";
import { contradictions } from "/static/js/panels/contradictions.js";
import { eventRow } from "/static/js/panels/events.js";
import { timeline } from "/static/js/panels/timeline.js";

const MOST = 12;

function weight(one, holder) {
  const strength = Math.min(1, Math.abs(one.ratio) / 4);
  const times = Math.exp(Math.abs(one.ratio));
  const words = one.ratio >= 0 ? `speaks for ${holder}` : `speaks against ${holder}`;
  return h("div", { class: `weight ${one.ratio >= 0 ? "for" : "against"}`, title: `${one.ratio >= 0 ? "+" : "−"}${Math.abs(one.ratio).toFixed(2)} in log-odds` },
    h("span", { class: "weight-bar", style: { "--share": String(strength) }, "aria-hidden": "true" }),
    h("span", { class: "small" }, `${words}, odds ×${times < 10 ? times.toFixed(1) : Math.round(times).toLocaleString("en-GB")}`),
    one.origin_name ? h("span", { class: "small soft" }, " · voice: ", bdi(one.origin_name)) : null);
}

function evidence(list, holder, kind) {
  if (!list.length) return h("p", { class: "soft small" }, `No claim speaks ${kind} it on this day.`);
  const shown = list.slice(0, MOST).map((one) => claimCard(one.claim, { weight: weight(one, holder) }));
  const box = h("ol", { class: "claims" }, shown);
  if (list.length <= MOST) return box;
  const more = h("button", { type: "button", onclick: () => {
    box.append(...list.slice(MOST).map((one) => claimCard(one.claim, { weight: weight(one, holder) })));
    more.remove();
  } }, `Show ${list.length - MOST} more`);
  return [box, more];
}

function leftOut(list, posterior) {
  const now = posterior[0];
  if (!list.length || !now) return null;
  const without = new Set(state.get().without);
  const rows = list.map((one) => h("tr", {},
    h("td", {}, bdi(one.name)),
    h("td", { class: "number" }, percent(one.probability_without)),
    h("td", { class: "number soft" }, `${one.probability_without >= now.probability ? "+" : "−"}${Math.round(Math.abs(one.probability_without - now.probability) * 100)} points`),
    h("td", {}, h("button", { type: "button", class: "small", onclick: () => {
      without.add(one.source);
      state.set({ without: [...without] });
    } }, h("span", { class: "unseen" }, `${one.name}: `), "leave out"))));
  return [
    h("h3", {}, "What if a source is left out?"),
    h("p", { class: "small soft" }, `${now.name} holds it with ${percent(now.probability)} by all sources. Without …`),
    h("table", { class: "small" }, h("tbody", {}, rows)),
  ];
}

function chances(posterior, looks) {
  return h("ul", { class: "chances" }, posterior.filter((one) => one.probability >= 0.005).map((one) =>
    h("li", {}, h("span", { class: "chance-name" }, h("span", { class: "swatch", style: { "--own": looks.css(one.holder) } }), bdi(one.name)),
      h("span", { class: "chance-bar", "aria-hidden": "true", style: { "--share": String(one.probability), "--own": looks.css(one.holder) } }),
      h("span", { class: "number" }, percent(one.probability)))));
}

class PlacePanel extends HTMLElement {
  /** Shows a place on a day. */
  async show(key, day, looks) {
    this.ask ??= api.latest();
    this.setAttribute("aria-busy", "true");
    const { known, without } = state.get();
    try {
      const answer = await this.ask(`/places/${encodeURIComponent(key)}`, { on: day, known, without });
      if (answer) this.draw(answer, day, looks);
    } catch (error) {
      fill(this, h("p", { class: "soft" }, error.status === 404 ? "The record tells of no such place." : "This place cannot be shown now."));
      if (error.status !== 404) complain(error);
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  draw(answer, day, looks) {
    const { place, on, evidence: all, events } = answer;
    const best = on.posterior[0];
    const holder = best?.name ?? "the holder";
    const sorted = [...all].sort((a, b) => Math.abs(b.ratio) - Math.abs(a.ratio));
    const events_ = events.filter((one) => !one.last_day || toNumber(one.last_day) <= toNumber(day) + 1);
    fill(this,
      h("h2", { tabindex: "-1" }, bdi(place.name)),
      h("p", {}, h("b", {}, `On ${long(day)}: `), h("span", { class: "status-word" }, on.status.replaceAll("_", " ")),
        best ? [" · ", bdi(best.name), ` ${percent(best.probability)}`] : null),
      chances(on.posterior, looks),
      h("h3", {}, "Over time"), timeline(answer, looks, toNumber(day)),
      h("h3", {}, `Claims for ${holder}`), evidence(sorted.filter((one) => one.ratio >= 0), holder, "for"),
      h("h3", {}, `Claims against`), evidence(sorted.filter((one) => one.ratio < 0), holder, "against"),
      leftOut(answer.left_out, on.posterior),
      answer.contradictions.length ? [h("h3", {}, "At odds"), contradictions(answer.contradictions)] : null,
      events_.length ? [h("h3", {}, `${count(events_.length, "event")} here until then`),
        h("ul", { class: "plain" }, events_.slice(-30).reverse().map((one) => eventRow(one)))] : null);
  }
}

customElements.define("place-panel", PlacePanel);
