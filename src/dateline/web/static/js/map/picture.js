/** Control of places as columns: any day's map without asking the server again. */

import { toIso, toNumber } from "/static/js/days.js";

/** Kinds of places that hold others: a province says nothing of its towns, so it is listed and not drawn. */
const WIDE = new Set(["country", "province", "region", "continent", "sea", "river", "district", "governorate"]);

const AUTHORITY_NAMES = /,.*$/;

/** "Homs" of "Homs, Homs, Syria". */
export const shortName = (name) => name.replace(AUTHORITY_NAMES, "");

export class Picture {
  /** @param {object} columns what GET /control answers. */
  constructor(columns) {
    this.basis = columns.basis;
    this.places = columns.places;
    this.holders = columns.holders;
    this.statuses = columns.statuses;
    this.first = columns.first_day ? toNumber(columns.first_day) : null;
    this.last = columns.last_day ? toNumber(columns.last_day) : null;
    this.unknown = this.statuses.indexOf("unknown");
    this.index = new Map(this.places.map((place, at) => [place.key, at]));
    this.drawn = this.places.map((place) => place.lat !== null && place.lon !== null && !WIDE.has(place.kind));
    this.sort(columns.stretches);
    const size = this.places.length;
    this.holder = new Int32Array(size).fill(-1);
    this.status = new Uint8Array(size).fill(this.unknown);
    this.probability = new Float32Array(size);
    this.pointer = Int32Array.from(this.start.subarray(0, size));
    this.day = null;
  }

  sort(columns) {
    const order = Uint32Array.from(columns.place.keys());
    order.sort((a, b) => columns.place[a] - columns.place[b] || columns.first[a] - columns.first[b]);
    const taken = (values, type) => type.from(order, (at) => values[at]);
    this.stretch = {
      first: taken(columns.first, Int32Array), last: taken(columns.last, Int32Array), holder: taken(columns.holder, Int32Array),
      probability: taken(columns.probability, Float32Array), status: taken(columns.status, Uint8Array),
    };
    this.start = new Uint32Array(this.places.length + 1);
    for (const place of columns.place) this.start[place + 1] += 1;
    for (let at = 0; at < this.places.length; at += 1) this.start[at + 1] += this.start[at];
  }

  /** The row of the stretch in which a place is on a day (days from the first), or -1. */
  row(place, day) {
    let low = this.start[place];
    let high = this.start[place + 1];
    const { first, last } = this.stretch;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (last[middle] < day) low = middle + 1;
      else high = middle;
    }
    return low < this.start[place + 1] && first[low] <= day ? low : -1;
  }

  /** Sets holder, status and probability of every place to those of a day (a day's number since 1970). */
  at(day) {
    const offset = day - this.first;
    if (this.day === day || this.first === null) return;
    this.day = day;
    const { first, last, holder, status, probability } = this.stretch;
    for (let place = 0; place < this.places.length; place += 1) {
      let row = this.pointer[place];
      // Mostly the day before or after is asked for, and the stretch is still the same.
      if (!(row < this.start[place + 1] && first[row] <= offset && offset <= last[row])) row = this.row(place, offset);
      if (row < 0) {
        this.holder[place] = -1;
        this.status[place] = this.unknown;
        this.probability[place] = 0;
      } else {
        this.pointer[place] = row;
        this.holder[place] = holder[row];
        this.status[place] = status[row];
        this.probability[place] = probability[row];
      }
    }
  }

  /** Who held a place on a day: {holder, name, status, probability}. */
  state(place, day) {
    const row = this.first === null ? -1 : this.row(place, day - this.first);
    if (row < 0) return { holder: -1, key: null, name: "unknown", status: "unknown", probability: 0 };
    const { holder, status, probability } = this.stretch;
    const who = this.holders[holder[row]];
    return {
      holder: holder[row], key: who?.key ?? null, name: who?.name ?? "nobody known",
      status: this.statuses[status[row]], probability: probability[row],
    };
  }

  /** Changes of hands after `from` and until `to` (days since 1970), newest first. */
  changes(from, to) {
    const { first, holder } = this.stretch;
    const found = [];
    for (let place = 0; place < this.places.length; place += 1) {
      let before = null;
      for (let row = this.start[place]; row < this.start[place + 1]; row += 1) {
        const day = first[row] + this.first;
        if (day > to) break;
        if (holder[row] >= 0) {
          if (before !== null && before !== holder[row] && day > from) found.push({ place, day, from: before, to: holder[row] });
          before = holder[row];
        }
      }
    }
    return found.sort((a, b) => b.day - a.day || this.places[b.place].claims - this.places[a.place].claims);
  }

  /** The first and last day as ISO days. */
  extent() {
    return this.first === null ? null : [toIso(this.first), toIso(this.last)];
  }
}
