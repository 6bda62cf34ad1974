/** Signs for kinds of events: drawn as paths, so that no font has to have them; shape tells the kind, never colour. */

/** The sign of each event type; a type that is not named here has the plain dot. */
const SIGN_OF = {
  takeover: "flag", hold: "flag", withdrawal: "flag", surrender: "flag", advance: "arrow", flight: "arrow",
  clash: "cross", attack: "cross", strike: "burst", damage: "burst", casualties: "drop", detention: "bars", release: "bars",
  displacement: "people", return: "people", protest: "people", celebration: "people", aid: "plus", access: "plus",
  order: "words", pledge: "words", appeal: "words", threat: "words", accusation: "words", denial: "words",
  agreement: "words", talks: "words", transition: "words",
};

/** Signs with what they stand for, in the legend's order. */
export const SIGNS = [
  ["flag", "a place changes hands or is kept"],
  ["arrow", "advance, flight"],
  ["cross", "clash, attack"],
  ["burst", "strike, damage"],
  ["drop", "casualties"],
  ["bars", "detention, release"],
  ["people", "people on the move, crowds"],
  ["plus", "aid, access"],
  ["words", "talks, orders, threats, pledges"],
  ["dot", "anything else"],
];

/** The sign for an event's type. */
export const signOf = (type) => SIGN_OF[type] ?? "dot";

const strokes = (...lines) => (context) => {
  context.beginPath();
  for (const [first, ...rest] of lines) {
    context.moveTo(...first);
    for (const point of rest) context.lineTo(...point);
  }
  context.stroke();
};

const PATHS = {
  flag(context) {
    strokes([[-3, 5], [-3, -5]])(context);
    context.beginPath();
    context.moveTo(-3, -5);
    context.lineTo(4, -2.5);
    context.lineTo(-3, 0);
    context.fill();
  },
  arrow: strokes([[-4.5, 0], [4.5, 0]], [[1, -3.5], [4.5, 0], [1, 3.5]]),
  cross: strokes([[-4, -4], [4, 4]], [[4, -4], [-4, 4]]),
  burst: strokes([[0, -5], [0, 5]], [[-5, 0], [5, 0]], [[-3.5, -3.5], [3.5, 3.5]], [[3.5, -3.5], [-3.5, 3.5]]),
  drop(context) {
    context.beginPath();
    context.moveTo(0, -5);
    context.bezierCurveTo(5, 1, 3.5, 5, 0, 5);
    context.bezierCurveTo(-3.5, 5, -5, 1, 0, -5);
    context.fill();
  },
  bars: strokes([[-4, -4.5], [-4, 4.5]], [[0, -4.5], [0, 4.5]], [[4, -4.5], [4, 4.5]], [[-4, -4.5], [4, -4.5]], [[-4, 4.5], [4, 4.5]]),
  people(context) {
    for (const x of [-2.8, 2.8]) {
      context.beginPath();
      context.arc(x, -2.5, 1.8, 0, 2 * Math.PI);
      context.fill();
      context.fillRect(x - 2, 0.5, 4, 4.5);
    }
  },
  plus(context) {
    context.fillRect(-1.5, -5, 3, 10);
    context.fillRect(-5, -1.5, 10, 3);
  },
  words(context) {
    context.beginPath();
    context.rect(-5, -4.5, 10, 6.5);
    context.moveTo(-2.5, 2);
    context.lineTo(-3.5, 5);
    context.lineTo(0.5, 2);
    context.fill();
  },
  dot(context) {
    context.beginPath();
    context.arc(0, 0, 2.5, 0, 2 * Math.PI);
    context.fill();
  },
};

/** Draws a sign on its plate, 18 pixels wide, at (x, y); `count` above one is written beside it. */
export function drawSignPlate(context, { x, y, sign, count = 1, ink, paper, edge, alarm = null }) {
  const wide = count > 1 ? 14 + 6 * String(count).length : 0;
  context.save();
  context.translate(x, y);
  context.beginPath();
  context.roundRect(-9, -9, 18 + wide, 18, 5);
  context.fillStyle = paper;
  context.fill();
  context.lineWidth = alarm ? 2 : 1;
  context.strokeStyle = alarm ?? edge;
  context.stroke();
  context.fillStyle = ink;
  context.strokeStyle = ink;
  context.lineWidth = 1.6;
  context.lineCap = "round";
  PATHS[sign](context);
  if (count > 1) {
    context.font = "600 11px system-ui, sans-serif";
    context.textBaseline = "middle";
    context.fillText(`×${count}`, 11, 0.5);
  }
  context.restore();
}
