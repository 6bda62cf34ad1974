import { h } from "/static/js/dom.js";
import { isolated, legible } from "/static/js/reader/glyphs.js";

/** Events of both from which on a median says something. */
const ENOUGH = 2;

/** Pairs that are shown. */
const SHOWN = 14;

function inWords(days) {
  const hours = Math.round(days * 24);
  if (Math.abs(days) >= 1)
    return `${(Math.round(days * 10) / 10).toLocaleString("en-GB")} ${days === 1 ? "day" : "days"}`;
  return `${hours} ${hours === 1 ? "hour" : "hours"}`;
}

/** Which voice tells of the same events before which other, the largest leads first. */
export function lag({ voices, lag: given }) {
  const names = new Map(voices.map((one) => [one.key, one.name]));
  const led = given
    .filter((one) => one.events >= ENOUGH && one.days !== 0)
    .map((one) =>
      one.days > 0
        ? { first: one.a, then: one.b, days: one.days, events: one.events }
        : { first: one.b, then: one.a, days: -one.days, events: one.events },
    )
    .sort((one, other) => other.days - one.days || other.events - one.events)
    .slice(0, SHOWN);
  if (!led.length)
    return h("p", { class: "soft" }, "None of them is ahead of another on the events of both, counted in days.");
  const most = Math.max(...led.map((one) => one.days));
  const name = (key) => isolated(names.get(key) ?? key);
  return h(
    "ol",
    { class: "leads" },
    led.map((one) => {
      const bar = h("span", {
        class: "lead-bar",
        "aria-hidden": "true",
        style: { width: `${Math.max(4, (one.days / most) * 100)}%` },
      });
      return h(
        "li",
        {},
        h("span", {}, h("strong", {}, name(one.first)), " before ", name(one.then)),
        h("span", { class: "lead-track" }, bar),
        h("span", { class: "faint small number" }, `${inWords(one.days)}, ${one.events} events`),
      );
    }),
  );
}

/** How often each voice was the first to tell of an event. */
export function firsts({ voices }) {
  const shown = voices
    .filter((one) => one.first_reports)
    .sort((one, other) => other.first_reports - one.first_reports)
    .slice(0, SHOWN);
  const most = Math.max(...shown.map((one) => one.first_reports), 1);
  if (!shown.length) return h("p", { class: "soft" }, "No event is told of by two of them.");
  return h(
    "ol",
    { class: "leads" },
    shown.map((one) => {
      const bar = h("span", {
        class: "lead-bar",
        "aria-hidden": "true",
        style: { width: `${(one.first_reports / most) * 100}%` },
      });
      return h(
        "li",
        { title: legible(one.name) },
        h("span", {}, isolated(one.name)),
        h("span", { class: "lead-track" }, bar),
        h("span", { class: "faint small number" }, `${one.first_reports} of ${one.claims} claims`),
      );
    }),
  );
}
