/** Offsets of a text counted both ways: the record counts code points, JavaScript counts UTF-16 units. */
export class Points {
  /** Where the characters are that take two units; a text without any costs one pass and no memory. */
  constructor(text) {
    this.text = text;
    this.pairs = [];
    const high = /[\ud800-\udbff][\udc00-\udfff]/g;
    for (let found = high.exec(text); found; found = high.exec(text)) this.pairs.push(found.index);
    this.length = text.length - this.pairs.length;
  }

  /** The unit at which the code point begins. */
  unit(point) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] - middle < point) low = middle + 1;
      else high = middle;
    }
    return Math.min(point + low, this.text.length);
  }

  /** The code point that begins at the unit, or within which it lies. */
  point(unit) {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] < unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }

  /** The words between two code points. */
  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

/** How many code points a string has. */
export function count(text) {
  return new Points(text).length;
}
