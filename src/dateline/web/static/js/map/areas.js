/** Shaded areas around places: each pixel of land belongs to the nearest place, as far as a place can speak for. */

import { HATCHES } from "/static/js/map/looks.js";
import { kilometre } from "/static/js/map/sheet.js";

/** No place speaks for land farther from it than this, in kilometres, however few places there are. */
export const REACH = 40;

const STEP = 8;
const NOBODY = -1;

/** Which place each pixel belongs to. It is counted once for a view; a day only recolours it. */
export class Areas {
  /** @param {import("d3-delaunay").Delaunay} delaunay of the drawn places' world points. */
  constructor(delaunay, rows, latitude) {
    this.delaunay = delaunay;
    this.rows = rows;
    this.reach = REACH * kilometre(latitude);
    this.owner = null;
  }

  /** Counts the owners of all pixels of a view; `land` is its alpha, 0 where there is water. */
  count(view, land) {
    const { width, height, scale } = view;
    this.width = width;
    this.height = height;
    this.owner = new Int32Array(width * height).fill(NOBODY);
    this.fade = new Uint8Array(width * height);
    if (!this.rows.length) return;
    const row = new Int32Array(width);
    const x0 = view.left / scale;
    let hint = 0;
    for (let y = 0; y < height; y += 1) {
      const wy = (y + 0.5 + view.top) / scale;
      hint = this.line(row, { wy, x0, scale, hint });
      this.keep(row, { y, wy, x0, scale, land });
    }
  }

  line(row, { wy, x0, scale, hint }) {
    const find = (x, from) => this.delaunay.find(x0 + (x + 0.5) / scale, wy, from);
    const width = row.length;
    // Cells are convex: where both ends of a stretch of a line lie in one cell, all of it does.
    const fillIn = (from, first, to, last) => {
      if (first === last || to - from <= 1) {
        row.fill(first, from, to);
        return;
      }
      const middle = (from + to) >> 1;
      const owner = find(middle, first);
      fillIn(from, first, middle, owner);
      fillIn(middle, owner, to, last);
    };
    const start = find(0, hint);
    let left = start;
    for (let x = 0; x < width; x += STEP) {
      const end = Math.min(x + STEP, width);
      const right = find(end, left);
      fillIn(x, left, end, right);
      left = right;
    }
    return start;
  }

  keep(row, { y, wy, x0, scale, land }) {
    const { points } = this.delaunay;
    const most = this.reach * this.reach;
    for (let x = 0; x < row.length; x += 1) {
      const at = y * row.length + x;
      if (!land[at]) continue;
      const dx = points[2 * row[x]] - (x0 + (x + 0.5) / scale);
      const dy = points[2 * row[x] + 1] - wy;
      const share = (dx * dx + dy * dy) / most;
      if (share >= 1) continue;
      this.owner[at] = this.rows[row[x]];
      this.fade[at] = share < 0.7 ? 255 : Math.round((255 * (1 - share)) / 0.3);
    }
  }

  /** Empty pixels for a view. */
  clear({ width, height }) {
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    } else this.pixels.fill(0);
  }

  /** Paints the owners as they are on the picture's day. */
  paint(picture, looks) {
    const { owner, fade, width, height } = this;
    const { plain, marked, hatch, front } = this.styles(picture, looks);
    const { holder } = picture;
    const pixels = this.pixels;
    for (let y = 0, at = 0; y < height; y += 1) {
      const bits = y & 7;
      for (let x = 0; x < width; x += 1, at += 1) {
        const place = owner[at];
        if (place < 0) continue;
        const mark = (hatch[place * 8 + bits] >> (x & 7)) & 1;
        let colour = mark ? marked[place] : plain[place];
        const beside = x + 1 < width ? owner[at + 1] : place;
        const below = y + 1 < height ? owner[at + width] : place;
        if ((beside !== place && beside >= 0 && holder[beside] !== holder[place])
          || (below !== place && below >= 0 && holder[below] !== holder[place])) {
          if (plain[place] || marked[place]) colour = front;
        }
        const strength = fade[at];
        pixels[at] = strength === 255 ? colour : (colour & 0xffffff) | ((((colour >>> 24) * strength) >> 8) << 24);
      }
    }
  }

  styles(picture, looks) {
    const size = picture.places.length;
    if (!this.plain || this.plain.length !== size) {
      this.plain = new Uint32Array(size);
      this.marked = new Uint32Array(size);
      this.hatch = new Uint8Array(size * 8);
    }
    const colours = picture.holders.map((one) => looks.colour(one.key));
    const hatches = picture.statuses.map((status) => HATCHES[status] ?? HATCHES.unknown);
    const packed = ([red, green, blue], alpha) => ((Math.round(alpha * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    for (let place = 0; place < size; place += 1) {
      const { fill, rows } = hatches[picture.status[place]];
      const colour = colours[picture.holder[place]] ?? looks.none;
      // The less likely, the fainter; what is held for certain is still light enough to read names on it.
      const strength = 0.12 + 0.34 * picture.probability[place];
      this.plain[place] = fill ? packed(colour, fill * strength) : 0;
      this.marked[place] = packed(colour, Math.min(1, 0.25 + strength));
      for (let row = 0; row < 8; row += 1) this.hatch[place * 8 + row] = rows[row];
    }
    return { plain: this.plain, marked: this.marked, hatch: this.hatch, front: packed(looks.ink, 0.45) };
  }
}
