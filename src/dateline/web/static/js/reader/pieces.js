import { direction } from "./glyphs.js";

/** Longest stretch of one line laid out as one block; a line of a megabyte would hold up the page for seconds. */
const LONGEST = 3000;

/** The blocks of a text in UTF-16 units: a block a line, and a long line in several, broken at a space where there is one. */
export function pieces(text) {
  const made = [];
  let from = 0;
  let spaced = false;
  while (from <= text.length) {
    const found = text.indexOf("\n", from);
    const end = found < 0 ? text.length : found;
    const shown = text[end - 1] === "\r" && end > from ? end - 1 : end;
    if (shown > from) cut(text, from, shown, { made, spaced });
    spaced = shown === from;
    from = end + 1;
  }
  return made;
}

function cut(text, from, end, { made, spaced }) {
  const dir = direction(text.slice(from, Math.min(end, from + LONGEST)));
  let start = from;
  while (end - start > LONGEST) {
    let stop = text.lastIndexOf(" ", start + LONGEST) + 1;
    if (stop <= start + LONGEST / 2) stop = start + LONGEST;
    const splitsPair = /[\ud800-\udbff]/.test(text[stop - 1]);
    const after = splitsPair ? stop + 1 : stop;
    made.push({ start, end: after, dir, continued: start > from, spaced: spaced && start === from });
    start = after;
  }
  made.push({ start, end, dir, continued: start > from, spaced: spaced && start === from });
}

/** The flat runs of [from, to) and the ranges over each; every boundary of a range begins a new run. */
export function runs(from, to, ranges) {
  const over = ranges.filter((range) => range.start < to && range.end > from);
  const cuts = new Set([from, to]);
  for (const range of over) {
    if (range.start > from) cuts.add(range.start);
    if (range.end < to) cuts.add(range.end);
  }
  const points = [...cuts].sort((one, other) => one - other);
  const sorted = over.sort((one, other) => one.start - other.start || other.end - one.end);
  const made = [];
  let open = [];
  let next = 0;
  for (let at = 0; at + 1 < points.length; at += 1) {
    const start = points[at];
    open = open.filter((range) => range.end > start);
    while (next < sorted.length && sorted[next].start <= start) {
      open.push(sorted[next]);
      next += 1;
    }
    made.push({ start, end: points[at + 1], over: open.slice() });
  }
  return made;
}
