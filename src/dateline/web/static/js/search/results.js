import { fill, h } from "/static/js/dom.js";
import * as days from "/static/js/days.js";
import { head } from "/static/js/desk/card.js";
import { roles, chain } from "/static/js/desk/telling.js";
import { isolated, visible } from "/static/js/reader/glyphs.js";
import { Points } from "/static/js/reader/points.js";
import * as state from "/static/js/state.js";

/** Text with the words asked for marked; the ranges count code points. */
export function marked(text, ranges) {
  const points = new Points(text);
  const made = document.createDocumentFragment();
  let from = 0;
  for (const [start, end] of [...ranges].sort((one, other) => one[0] - other[0])) {
    if (start < from || end <= start) continue;
    made.append(visible(points.slice(from, start)), h("mark", {}, visible(points.slice(start, end))));
    from = end;
  }
  made.append(visible(points.slice(from, points.length)));
  return made;
}

/** The day to open the map on for a claim: the last that it tells of, else that of publication. */
function onDay(claim) {
  const day = (claim.time ?? "").split("/").at(-1);
  return days.toNumber(day) === null ? claim.published?.slice(0, 10) : day;
}

const CLEARED = { offset: null, status: null, span: null, view: null };

/** One claim that was found, with its sentence and the ways on. */
export function claimRow(claim, vocabulary) {
  const reader = state.link(`/report/${encodeURIComponent(claim.report)}`, { ...CLEARED, claim: claim.id });
  const place = claim.place?.[0];
  const sentence = marked(claim.sentence, claim.highlights ?? []);
  return h(
    "li",
    { class: "found card" },
    head(
      claim,
      vocabulary,
      h("span", { class: "sure faint small" }, claim.published ? days.long(claim.published.slice(0, 10)) : "no date"),
    ),
    h(
      "p",
      { class: "quote found-sentence", dir: "auto" },
      claim.sentence_span ? h("a", { href: reader }, sentence) : sentence,
    ),
    roles(claim),
    h(
      "div",
      { class: "row small" },
      chain(claim),
      claim.report_title ? h("span", { class: "faint" }, " · ", isolated(claim.report_title)) : null,
      h(
        "span",
        { class: "found-ways" },
        place
          ? h("a", { href: state.link("/", { ...CLEARED, place: place.key, on: onDay(claim), claim: null }) }, "Map")
          : null,
        claim.event
          ? h(
              "a",
              { href: state.link("/", { ...CLEARED, event: claim.event, on: onDay(claim), claim: null }) },
              "Event",
            )
          : null,
        h("a", { href: state.link("/desk", { ...CLEARED, claim: claim.id }) }, "Judge"),
      ),
    ),
  );
}

/** One report that was found. */
export function reportRow(report) {
  const href = state.link(`/report/${encodeURIComponent(report.id)}`, { ...CLEARED, claim: null });
  return h(
    "li",
    { class: "found card" },
    h("p", { class: "found-title" }, h("a", { href, dir: "auto" }, visible(report.title || "Untitled report"))),
    h(
      "div",
      { class: "row small soft" },
      isolated(report.outlet ?? "unknown outlet"),
      ` · ${report.published ? days.long(report.published.slice(0, 10)) : "no date"} · ${report.claims} ${report.claims === 1 ? "claim" : "claims"}`,
    ),
  );
}

/** Bars of claims by day of publication, as a picture with its meaning in words. */
export function histogram({ first_day: first, counts }) {
  if (!first || !counts.length) return null;
  const most = Math.max(...counts, 1);
  const last = days.toIso(days.toNumber(first) + counts.length - 1);
  const bars = counts.map((one, at) => {
    const day = days.toIso(days.toNumber(first) + at);
    return h("span", {
      class: "bar",
      title: `${days.long(day)}: ${one}`,
      style: { height: `${one ? Math.max(6, (one / most) * 100) : 0}%` },
    });
  });
  const box = h("div", {
    class: "bars",
    role: "img",
    "aria-label": `Claims by day of publication, ${days.range(first, last)}, at most ${most} a day`,
  });
  return h(
    "div",
    { class: "histogram" },
    fill(box, bars),
    h("div", { class: "row faint small bars-ends" }, h("span", {}, days.short(first)), h("span", {}, days.short(last))),
  );
}
