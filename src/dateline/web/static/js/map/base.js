/** The offline base map: land, borders, large rivers and lakes of Natural Earth, as fine as the view needs. */

import { toWorld } from "/static/js/map/sheet.js";
import { rgb } from "/static/js/map/looks.js";

const FOLDER = "/static/base";

/** From this zoom on countries are drawn from the fine outlines; below it one coarse file of the world does. */
const FINE_FROM = 5.5;

function line(steps, unit) {
  const points = new Float64Array(steps.length);
  let lon = 0;
  let lat = 0;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    const [x, y] = toWorld(lon * unit, lat * unit);
    points[at] = x;
    points[at + 1] = y;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { points, box: [left, top, right, bottom] };
}

async function shapes(path, parts) {
  const response = await fetch(`${FOLDER}/${path}`);
  if (!response.ok) throw new Error(`The base map's ${path} is missing.`);
  const file = await response.json();
  return Object.fromEntries(parts.map((part) => [part, file[part].map((steps) => line(steps, file.unit))]));
}

const meets = (one, other) => one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];

export class BaseMap {
  /** @param {() => void} onload called when a piece that the view needs has come. */
  constructor(onload) {
    this.onload = onload;
    this.pieces = new Map();
    this.index = null;
  }

  piece(path, parts) {
    if (!this.pieces.has(path)) {
      this.pieces.set(path, null);
      shapes(path, parts).then((loaded) => {
        this.pieces.set(path, loaded);
        this.onload();
      }, () => this.pieces.delete(path));
    }
    return this.pieces.get(path);
  }

  countries() {
    if (!this.index) {
      this.index = [];
      fetch(`${FOLDER}/index.json`).then((response) => response.json()).then((file) => {
        this.index = file.countries.map(({ id, name, boxes, at, area }) => ({
          id, name, area, point: toWorld(...at), boxes: boxes.map((box) => [...toWorld(box[0], box[3]), ...toWorld(box[2], box[1])]),
        }));
        this.onload();
      }, () => { this.index = null; });
    }
    return this.index ?? [];
  }

  /** The pieces that a view shows; those that are not there yet are asked for. */
  shown(view) {
    const box = [
      view.left / view.scale, view.top / view.scale, (view.left + view.width) / view.scale, (view.top + view.height) / view.scale,
    ];
    const files = view.zoom < FINE_FROM
      ? ["world.json"]
      : this.countries().filter((country) => country.boxes.some((own) => meets(own, box))).map((country) => `near/${country.id}.json`);
    const land = files.map((file) => this.piece(file, ["land", "borders"])).filter(Boolean);
    return { land, water: this.piece("water.json", ["rivers", "lakes"]), box };
  }

  /** Whether all that the view needs has come. */
  complete(view) {
    const { land } = this.shown(view);
    return land.length > 0 && [...this.pieces].every(([path, piece]) => piece !== null || path === "water.json");
  }

  trace(context, view, lines, box, close) {
    context.beginPath();
    for (const { points, box: own } of lines) {
      if (!meets(own, box)) continue;
      context.moveTo(points[0] * view.scale - view.left, points[1] * view.scale - view.top);
      for (let at = 2; at < points.length; at += 2) {
        context.lineTo(points[at] * view.scale - view.left, points[at + 1] * view.scale - view.top);
      }
      if (close) context.closePath();
    }
  }

  /** Fills the land of a view with the context's own style; areas of control are clipped by it. */
  fillLand(context, view) {
    const { land, box } = this.shown(view);
    for (const piece of land) {
      this.trace(context, view, piece.land, box, true);
      context.fill("evenodd");
    }
    return land.length > 0;
  }

  /** Draws what lies below the areas: sea, land, lakes. */
  draw(context, view) {
    const { land, water, box } = this.shown(view);
    const css = (name) => `rgb(${rgb(name).join(" ")})`;
    context.fillStyle = css("--sea");
    context.fillRect(0, 0, view.width, view.height);
    context.lineJoin = "round";
    context.fillStyle = css("--land");
    context.strokeStyle = css("--land");
    context.lineWidth = 0.7;
    for (const piece of land) {
      this.trace(context, view, piece.land, box, true);
      context.fill("evenodd");
      context.stroke();
    }
    if (water) {
      context.fillStyle = css("--sea");
      this.trace(context, view, water.lakes, box, true);
      context.fill("evenodd");
    }
  }

  /** Draws what lies above the areas: rivers and borders. */
  drawLines(context, view) {
    const { land, water, box } = this.shown(view);
    const css = (name) => `rgb(${rgb(name).join(" ")})`;
    context.lineJoin = "round";
    if (water) {
      context.strokeStyle = css("--river");
      context.lineWidth = view.zoom < 5 ? 0.6 : 1.2;
      this.trace(context, view, water.rivers, box, false);
      context.stroke();
    }
    context.strokeStyle = css("--border");
    context.lineWidth = view.zoom < 5 ? 0.8 : 1.2;
    context.setLineDash([6, 3]);
    for (const piece of land) {
      this.trace(context, view, piece.borders, box, false);
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** Writes the names of countries that are wide enough in this view to bear one. */
  drawNames(context, view) {
    context.font = "600 12px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.letterSpacing = "0.14em";
    context.fillStyle = `rgb(${rgb("--ink-faint").join(" ")} / 0.75)`;
    for (const { name, area, point } of this.countries()) {
      const wide = (Math.sqrt(area) / 360) * view.scale;
      const text = name.toUpperCase();
      if (wide < 40 || context.measureText(text).width > wide * 1.6) continue;
      context.fillText(text, point[0] * view.scale - view.left, point[1] * view.scale - view.top);
    }
    context.letterSpacing = "0px";
    context.textAlign = "start";
  }
}
