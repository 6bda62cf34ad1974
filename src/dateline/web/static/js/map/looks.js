/** How holders and statuses look: a colour for who, a shape and a hatch for how sure. Map, legend and panels share it. */

import { colour } from "/static/js/dom.js";

const COLOURS = 12;

/** Statuses by the hatch of their areas: eight rows of eight bits, and how strongly the area is filled. */
export const HATCHES = {
  held: { fill: 1, rows: [0, 0, 0, 0, 0, 0, 0, 0] },
  probably_held: { fill: 0.6, rows: [0b00010001, 0, 0b01000100, 0, 0b00010001, 0, 0b01000100, 0] },
  claimed: { fill: 0.16, rows: [0b10001000, 0b01000100, 0b00100010, 0b00010001, 0b10001000, 0b01000100, 0b00100010, 0b00010001] },
  contested: { fill: 0.22, rows: [0b10000001, 0b01000010, 0b00100100, 0b00011000, 0b00011000, 0b00100100, 0b01000010, 0b10000001] },
  besieged: { fill: 0.5, rows: [0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000] },
  vacated: { fill: 0, rows: [0b11111111, 0, 0, 0, 0, 0, 0, 0] },
  unknown: { fill: 0, rows: [0, 0, 0, 0, 0, 0, 0, 0] },
};

/** A colour of the page's palette, such as "--ink", as [red, green, blue]. */
export function rgb(name) {
  const text = colour(name);
  const hex = text.length === 4 ? [...text.slice(1)].map((one) => one + one).join("") : text.slice(1);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

const written = ([red, green, blue], alpha = 1) => `rgb(${red} ${green} ${blue} / ${alpha})`;

/** Colours for holders: the same party keeps its colour whatever is left out. */
export class Looks {
  /** @param {{key: string}[]} parties who can hold a place, the most named first. */
  constructor(parties) {
    this.order = new Map(parties.map((party, at) => [party.key, at]));
    this.read();
  }

  /** Reads the palette anew, after a switch of light and dark. */
  read() {
    this.palette = Array.from({ length: COLOURS }, (_, at) => rgb(`--party-${at}`));
    this.none = rgb("--line-strong");
    this.ink = rgb("--ink");
    this.surface = rgb("--surface");
    this.alarm = rgb("--bad");
  }

  /** Gives colours to holders that have none yet, after all others. */
  know(holders) {
    for (const { key } of holders) if (!this.order.has(key)) this.order.set(key, this.order.size);
  }

  /** Whether a holder has a colour of its own; beyond the palette all share the last one. */
  own(key) {
    return (this.order.get(key) ?? COLOURS) < COLOURS - 1;
  }

  /** The colour of a holder as [red, green, blue]. */
  colour(key) {
    const at = key === null || key === undefined ? -1 : this.order.get(key) ?? COLOURS - 1;
    return at < 0 ? this.none : this.palette[Math.min(at, COLOURS - 1)];
  }

  /** The same for CSS. */
  css(key, alpha = 1) {
    return written(this.colour(key), alpha);
  }
}

function ring(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

/** Draws the sign of a status at (x, y): shape and filling tell the status, colour the holder, the outer arc how likely. */
export function drawSign(context, { x, y, radius, status, colour, paper, ink, probability }) {
  const own = written(colour);
  context.lineWidth = Math.max(1, radius * 0.3);
  context.setLineDash([]);
  if (status === "unknown") {
    ring(context, x, y, radius * 0.5);
    context.fillStyle = written(paper);
    context.fill();
    context.strokeStyle = own;
    context.lineWidth = 1;
    context.stroke();
    return;
  }
  const shape = SHAPES[status] ?? SHAPES.held;
  shape(context, { x, y, radius, own, paper: written(paper), ink: written(ink) });
  if (radius < 5 || !(probability > 0)) return;
  context.beginPath();
  context.arc(x, y, radius + 2.5, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * probability);
  context.strokeStyle = own;
  context.lineWidth = 1.5;
  context.stroke();
}

const SHAPES = {
  held(context, { x, y, radius, own, paper }) {
    ring(context, x, y, radius);
    context.fillStyle = own;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = paper;
    context.stroke();
  },
  probably_held(context, { x, y, radius, own, paper }) {
    ring(context, x, y, radius);
    context.fillStyle = own;
    context.fill();
    ring(context, x, y, radius * 0.4);
    context.fillStyle = paper;
    context.fill();
  },
  claimed(context, { x, y, radius, own, paper }) {
    ring(context, x, y, radius * 0.85);
    context.fillStyle = paper;
    context.fill();
    context.strokeStyle = own;
    context.stroke();
  },
  contested(context, { x, y, radius, own, paper, ink }) {
    const arm = radius * 0.55;
    context.beginPath();
    context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
    context.fillStyle = paper;
    context.fill();
    context.strokeStyle = own;
    context.lineWidth = Math.max(1, radius * 0.25);
    context.stroke();
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.strokeStyle = ink;
    context.stroke();
  },
  besieged(context, { x, y, radius, own, ink }) {
    ring(context, x, y, radius * 0.62);
    context.fillStyle = own;
    context.fill();
    ring(context, x, y, radius * 0.98);
    context.strokeStyle = ink;
    context.lineWidth = Math.max(1, radius * 0.28);
    context.setLineDash([radius * 0.5, radius * 0.53]);
    context.stroke();
    context.setLineDash([]);
  },
  vacated(context, { x, y, radius, own, paper }) {
    context.beginPath();
    context.rect(x - radius * 0.75, y - radius * 0.75, radius * 1.5, radius * 1.5);
    context.fillStyle = paper;
    context.fill();
    context.strokeStyle = own;
    context.stroke();
  },
};
