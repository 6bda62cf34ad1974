import { get } from "/static/js/api.js";
import { fill, h } from "/static/js/dom.js";
import { visible } from "/static/js/reader/glyphs.js";
import { Points } from "/static/js/reader/points.js";
import "/static/js/reader/text.js";
import * as state from "/static/js/state.js";

/** Readings kept for going back and forth in the queue. */
const KEPT = 30;

/** Units of a line shown before and after a sentence; what lies further off is one click away. */
const AROUND = 700;

const readings = new Map();

function reading(report) {
  const found = readings.get(report) ?? get(`/reports/${encodeURIComponent(report)}`);
  readings.delete(report);
  readings.set(report, found);
  if (readings.size > KEPT) readings.delete(readings.keys().next().value);
  found.catch(() => readings.delete(report));
  return found;
}

/** The stretch around a sentence: its paragraph, or the near part of a very long one, in code points. */
function stretch(text, [start, end]) {
  const points = new Points(text);
  const [first, last] = [points.unit(start), points.unit(end)];
  const begin = Math.max(text.lastIndexOf("\n", first - 1) + 1, first - AROUND);
  const stop = text.indexOf("\n", last);
  return { from: points.point(begin), to: points.point(Math.min(stop < 0 ? text.length : stop, last + AROUND)) };
}

/** The words of a claim in their paragraph, with its roles coloured; the sentence alone where no report is kept. */
export async function excerpt(claim, vocabulary) {
  const alone = h(
    "p",
    { class: "paper quote", dir: "auto" },
    visible(claim.sentence || "No words are kept for this claim."),
  );
  if (!claim.sentence_span) return alone;
  let found;
  try {
    found = await reading(claim.report);
  } catch {
    return alone;
  }
  const text = h("dateline-text", { class: "paper", lang: found.language });
  text.show({ ...found, findings: [] }, vocabulary, { ...stretch(found.text, claim.sentence_span), picked: claim.id });
  const href = state.link(`/report/${encodeURIComponent(claim.report)}`, { claim: claim.id, span: null });
  return fill(h("div"), text, h("p", { class: "small excerpt-foot" }, h("a", { href }, "In the whole report")));
}
