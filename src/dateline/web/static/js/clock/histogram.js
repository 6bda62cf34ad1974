/** Claims by day under the clock, with the window, the day, what was known by when, and changes of hands. */

import { colour } from "/static/js/dom.js";

/** Half the slider's thumb, so that a bar stands under the thumb of its day. */
export const INSET = 9;

/** The x of a day's middle. */
export const xOf = (day, { first, last, width }) =>
  INSET + (last > first ? ((day - first) / (last - first)) * (width - 2 * INSET) : (width - 2 * INSET) / 2);

/** Draws the histogram: `counts` from day `countsFirst` on; days are numbers since 1970. */
export function drawHistogram(canvas, { width, height }, { first, last, counts, countsFirst, changes, on, since, known }) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const scale = { first, last, width };
  const step = last > first ? (width - 2 * INSET) / (last - first) : width - 2 * INSET;
  const bar = Math.max(1, Math.min(24, step * 0.75));
  const ground = height - 1;

  context.fillStyle = colour("--accent-soft");
  context.fillRect(xOf(Math.max(first, since), scale) - bar / 2, 0, xOf(on, scale) - xOf(Math.max(first, since), scale) + bar, height);

  // Where a pixel holds several days, the tallest of them stands for all.
  const tallest = counts.reduce((most, one) => Math.max(most, one), 1);
  for (let at = 0; at < counts.length; at += 1) {
    const day = countsFirst + at;
    if (!counts[at] || day < first || day > last) continue;
    const tall = Math.max(1.5, (counts[at] / tallest) * (height - 10));
    const hidden = known !== null && day > known;
    context.fillStyle = colour(hidden ? "--line" : day === on ? "--accent" : day >= since && day <= on ? "--ink-soft" : "--line-strong");
    context.fillRect(xOf(day, scale) - bar / 2, ground - tall, bar, tall);
  }
  context.fillStyle = colour("--bad");
  for (const day of changes) {
    const x = xOf(day, scale);
    context.beginPath();
    context.moveTo(x - 3, 0);
    context.lineTo(x + 3, 0);
    context.lineTo(x, 5);
    context.fill();
  }
  if (known !== null) {
    const x = xOf(Math.min(last, known), scale);
    context.strokeStyle = colour("--ink");
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
  }
}
