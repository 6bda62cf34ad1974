/** What stands on the areas: places as signs, their names, events of the window as plates. */

import { drawSign } from "/static/js/map/looks.js";
import { shortName } from "/static/js/map/picture.js";
import { toWorld } from "/static/js/map/sheet.js";
import { drawSignPlate, signOf } from "/static/js/map/signs.js";

const MOST_NAMES = 70;

/** From so many places in view on, their signs become small and are put down as pixels. */
const CROWD = 700;
const css = ([red, green, blue], alpha = 1) => `rgb(${red} ${green} ${blue} / ${alpha})`;

/** Signs drawn once and stamped often: ten thousand arcs a step would be too slow. */
class Stamps {
  constructor() {
    this.kept = new Map();
  }

  get(key, size, draw) {
    let stamp = this.kept.get(key);
    if (!stamp) {
      stamp = document.createElement("canvas");
      stamp.width = size;
      stamp.height = size;
      draw(stamp.getContext("2d"), size / 2);
      this.kept.set(key, stamp);
    }
    return stamp;
  }

  clear() {
    this.kept.clear();
  }
}

/** A stamp as the pixels that are not empty: where they lie in a picture so many pixels wide, and their colours. */
function inked(data, box, width) {
  const places = [];
  const inks = [];
  for (let at = 0; at < data.length; at += 1) {
    if (data[at] >>> 24 > 24) {
      places.push(Math.floor(at / box) * width + (at % box));
      inks.push(data[at]);
    }
  }
  return { places: Int32Array.from(places), inks: Uint32Array.from(inks) };
}

/** Lays the pixels of a stamp over others (red, green, blue, alpha, not multiplied). */
function blend(pixels, start, { places, inks }) {
  for (let number = 0; number < places.length; number += 1) {
    const at = start + places[number];
    const over = inks[number];
    const under = pixels[at];
    const alpha = over >>> 24;
    if (alpha > 240 || under >>> 24 === 0) {
      pixels[at] = over;
      continue;
    }
    const rest = (((under >>> 24) * (255 - alpha)) / 255) | 0;
    const sum = alpha + rest;
    const share = ((alpha << 8) / sum) | 0;
    const other = 256 - share;
    const odd = ((over & 0xff00ff) * share + (under & 0xff00ff) * other) >>> 8;
    const even = (((over >>> 8) & 0xff) * share + ((under >>> 8) & 0xff) * other) & 0xff00;
    pixels[at] = (sum << 24) | (odd & 0xff00ff) | even;
  }
}

/** Which of many boxes still finds room: a coarse grid of what is taken. */
class Room {
  constructor() {
    this.taken = new Map();
  }

  claim(left, top, width, height) {
    const cells = [];
    for (let x = left >> 6; x <= (left + width) >> 6; x += 1) {
      for (let y = top >> 5; y <= (top + height) >> 5; y += 1) cells.push(`${x},${y}`);
    }
    for (const cell of cells) {
      for (const [l, t, w, h] of this.taken.get(cell) ?? []) {
        if (left < l + w && l < left + width && top < t + h && t < top + height) return false;
      }
    }
    for (const cell of cells) {
      if (!this.taken.has(cell)) this.taken.set(cell, []);
      this.taken.get(cell).push([left, top, width, height]);
    }
    return true;
  }
}

export class Marks {
  /** @param {Float64Array} points world points of `rows`, places of the picture by number. */
  constructor(points, rows, picture) {
    this.points = points;
    this.rows = rows;
    this.order = Uint32Array.from(rows.keys()).sort(
      (a, b) => (picture.places[rows[b]].claims ?? 0) - (picture.places[rows[a]].claims ?? 0));
    this.stamps = new Stamps();
    this.widths = new Map();
    this.plates = [];
  }

  /** Settles how large places are drawn in a view: the more of them, the smaller. */
  measure(view) {
    let seen = 0;
    for (let at = 0; at < this.rows.length; at += 1) {
      const x = this.points[2 * at] * view.scale - view.left;
      const y = this.points[2 * at + 1] * view.scale - view.top;
      if (x >= 0 && y >= 0 && x <= view.width && y <= view.height) seen += 1;
    }
    this.crowded = seen > CROWD;
    this.size = seen > 3 * CROWD ? 2.5 : seen > CROWD ? 3.5 : view.zoom < 4.5 ? 3.5 : view.zoom < 5.5 ? 5 : 6.5;
  }

  /** Puts the signs of thousands of places straight into the areas' pixels: drawing them one by one takes too long. */
  stampPlaces({ pixels }, view, picture, looks) {
    const { width, height, scale, left, top } = view;
    const box = Math.ceil(this.size + 1) * 2;
    const kinds = picture.statuses.length;
    const stamps = [];
    for (let at = 0; at < this.rows.length; at += 1) {
      const x = Math.round(this.points[2 * at] * scale - left) - box / 2;
      const y = Math.round(this.points[2 * at + 1] * scale - top) - box / 2;
      if (x < 0 || y < 0 || x + box > width || y + box > height) continue;
      const place = this.rows[at];
      const kind = (picture.holder[place] + 1) * kinds + picture.status[place];
      stamps[kind] ??= inked(this.pixelStamp(picture.holder[place], picture.statuses[picture.status[place]], box, picture, looks), box, width);
      blend(pixels, y * width + x, stamps[kind]);
    }
  }

  pixelStamp(holder, status, box, picture, looks) {
    const stamp = this.stamps.get(`pixels ${holder} ${status} ${this.size}`, box, (on, middle) => drawSign(on, {
      x: middle, y: middle, radius: this.size, status, colour: looks.colour(picture.holders[holder]?.key), paper: looks.surface, ink: looks.ink, probability: 0,
    }));
    stamp.pixels ??= new Uint32Array(stamp.getContext("2d").getImageData(0, 0, box, box).data.buffer);
    return stamp.pixels;
  }

  /** Draws what stands above the places: plates of events and names. */
  drawAbove(context, view, { picture, looks, changed, selected, events }) {
    const room = new Room();
    this.drawEvents(context, view, { looks, events, room });
    this.drawNames(context, view, { picture, looks, changed, selected, room });
    const chosen = selected === null ? -1 : this.rows.indexOf(selected);
    if (chosen < 0) return;
    this.ring(context, {
      x: this.points[2 * chosen] * view.scale - view.left, y: this.points[2 * chosen + 1] * view.scale - view.top, looks, selected: true,
    });
  }

  /** Draws the places one by one, unless there are so many that they stand among the areas' pixels. */
  drawPlaces(context, view, { picture, looks, changed }) {
    if (this.crowded) return;
    const radius = this.size;
    const box = Math.ceil(radius + 5) * 2;
    const { width, height, scale, left, top, ratio } = view;
    const colours = picture.holders.map((one) => looks.colour(one.key));
    for (let at = 0; at < this.rows.length; at += 1) {
      const x = this.points[2 * at] * scale - left;
      const y = this.points[2 * at + 1] * scale - top;
      if (x < -box || y < -box || x > width + box || y > height + box) continue;
      const place = this.rows[at];
      const holder = picture.holder[place];
      const status = picture.statuses[picture.status[place]];
      const tenths = Math.round(picture.probability[place] * 10);
      const stamp = this.stamps.get(`${holder} ${status} ${tenths} ${radius} ${ratio}`, box * ratio, (on, middle) => {
        on.scale(ratio, ratio);
        drawSign(on, {
          x: middle / ratio, y: middle / ratio, radius, status, colour: colours[holder] ?? looks.none,
          paper: looks.surface, ink: looks.ink, probability: tenths / 10,
        });
      });
      context.drawImage(stamp, x - box / 2, y - box / 2, box, box);
      if (changed.has(place)) this.ring(context, { x, y, looks, selected: false });
    }
  }

  ring(context, { x, y, looks, selected }) {
    context.beginPath();
    context.arc(x, y, this.size + (this.size < 5 ? 3 : 6), 0, 2 * Math.PI);
    context.lineWidth = selected ? 3 : 1.5;
    context.strokeStyle = css(looks.ink, selected ? 1 : 0.8);
    context.stroke();
  }

  drawNames(context, view, { picture, looks, changed, selected, room }) {
    context.textBaseline = "middle";
    context.lineJoin = "round";
    let drawn = 0;
    const name = (at, force) => {
      const x = this.points[2 * at] * view.scale - view.left;
      const y = this.points[2 * at + 1] * view.scale - view.top;
      if (x < 0 || y < 0 || x > view.width || y > view.height) return;
      const place = this.rows[at];
      const strong = (changed.has(place) && !this.crowded) || place === selected;
      const text = shortName(picture.places[place].name);
      const font = `${strong ? 700 : 500} 12px system-ui, sans-serif`;
      const key = font + text;
      context.font = font;
      if (!this.widths.has(key)) this.widths.set(key, context.measureText(text).width);
      const gap = this.size + 5;
      if (!room.claim(x + gap, y - 8, this.widths.get(key) + 4, 16) && !force) return;
      context.strokeStyle = css(looks.surface, 0.85);
      context.lineWidth = 3;
      context.strokeText(text, x + gap, y);
      context.fillStyle = css(looks.ink);
      context.fillText(text, x + gap, y);
      drawn += 1;
    };
    const chosen = selected === null ? -1 : this.rows.indexOf(selected);
    if (chosen >= 0) name(chosen, true);
    // Beyond a few hundred tries nothing finds room any more; looking further would cost the slider its smoothness.
    const most = Math.min(this.order.length, 400);
    for (let at = 0; at < most && drawn < MOST_NAMES; at += 1) if (this.order[at] !== chosen) name(this.order[at], false);
  }

  drawEvents(context, view, { looks, events, room }) {
    this.plates = [];
    for (const group of this.gathered(events, view)) {
      const { x, y } = group;
      drawSignPlate(context, {
        x, y, sign: group.sign, count: group.events.length, ink: css(looks.ink), paper: css(looks.surface, 0.92),
        edge: css(looks.ink, 0.45), alarm: group.contradicted ? css(looks.alarm) : null,
      });
      const width = 20 + (group.events.length > 1 ? 14 + 6 * String(group.events.length).length : 0);
      room.claim(x - 10, y - 10, width, 20);
      this.plates.push({ x, y, width, group });
    }
  }

  /** Spots that would hide each other, as one; the spot with the most events takes in those around it. */
  gathered(events, view) {
    const plates = [];
    for (const spot of events) {
      const x = spot.point[0] * view.scale - view.left - 4;
      const y = spot.point[1] * view.scale - view.top - this.size - 14;
      if (x < -40 || y < -20 || x > view.width + 20 || y > view.height + 20) continue;
      const near = plates.find((one) => Math.abs(one.x - x) < 54 && Math.abs(one.y - y) < 24);
      if (near) near.spots.push(spot);
      else plates.push({ x, y, spots: [spot] });
    }
    return plates.map(({ x, y, spots }) => ({
      x, y, spots, name: spots.map((one) => one.name).slice(0, 3).join("; "), point: spots[0].point, sign: spots[0].sign,
      events: [...new Set(spots.flatMap((one) => one.events))], contradicted: spots.some((one) => one.contradicted),
    }));
  }

  /** The plate at a point of the canvas, if there is one. */
  plateAt(x, y) {
    return this.plates.findLast((plate) => x >= plate.x - 10 && x <= plate.x - 10 + plate.width && Math.abs(y - plate.y) <= 11) ?? null;
  }
}

/** Events by the spot where they happened, each spot with the sign of what happened there most. */
export function grouped(events) {
  const spots = new Map();
  for (const event of events) {
    for (const site of event.place) {
      if (site.lat === null || site.lon === null) continue;
      const key = `${site.lat.toFixed(3)} ${site.lon.toFixed(3)}`;
      if (!spots.has(key)) spots.set(key, { point: toWorld(site.lon, site.lat), name: site.name, events: [] });
      const spot = spots.get(key);
      if (!spot.events.includes(event)) spot.events.push(event);
    }
  }
  return [...spots.values()].map((spot) => {
    const counts = new Map();
    for (const event of spot.events) counts.set(signOf(event.type), (counts.get(signOf(event.type)) ?? 0) + 1);
    const [sign] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
    return { ...spot, sign, contradicted: spot.events.some((event) => event.contradicted) };
  }).sort((a, b) => b.events.length - a.events.length);
}
