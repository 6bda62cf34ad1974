import { fill, h } from "/static/js/dom.js";
import { visible } from "./glyphs.js";
import { parts } from "./kinds.js";
import { pieces, runs } from "./pieces.js";
import { Points } from "./points.js";

/** Blocks written before the first paint; the rest follow between frames, so that a long report shows at once. */
const AT_ONCE = 40;

/** Letters in a line and height of a line in rem, roughly, where a block is not laid out yet. */
const LETTERS = 75;
const LINE = 2;

/** Milliseconds of writing blocks after which the browser gets its turn. */
const TURN = 12;

/** Every stretch of the text that something was read in. */
const parted = (reading) => [
  ...reading.segments.map((segment) => ({ of: "segment", ...segment })),
  ...reading.claims.flatMap((claim) => parts(claim).map((part) => ({ of: "claim", claim, ...part }))),
  ...reading.claims.flatMap((claim) => (claim.stance ?? []).map((cue) => ({ of: "loaded", claim, cue, ...cue }))),
  ...reading.findings.flatMap((finding, number) => finding.spans.map((span) => ({ of: "finding", number, ...span }))),
];

/** <dateline-text>: a report as received, with what was read in it laid over it. Emits `claim` when one is picked. */
export class ReportText extends HTMLElement {
  /** Shows a reading; `from` and `to` are code points where only an excerpt is wanted. */
  show(reading, vocabulary, { from = 0, to = Infinity, picked = null, notes = [] } = {}) {
    this.reading = reading;
    this.vocabulary = vocabulary;
    this.points = new Points(reading.text);
    this.over = new WeakMap();
    this.claims = new Map(reading.claims.map((claim) => [claim.id, claim]));
    this.picked = picked;
    const [first, last] = [this.points.unit(from), this.points.unit(Math.min(to, this.points.length))];
    this.blocks = pieces(reading.text)
      .filter((piece) => piece.start < last && piece.end > first)
      .map((piece) => this.block({ ...piece, start: Math.max(piece.start, first), end: Math.min(piece.end, last) }));
    this.sort(parted(reading));
    this.job = (this.job ?? 0) + 1;
    this.classList.toggle("long", this.blocks.length > AT_ONCE);
    this.classList.toggle("with-notes", notes.length > 0);
    fill(
      this,
      this.blocks.map((block) => block.node),
    );
    for (const note of notes) this.blocks[this.at(note.point)]?.node.before(note.node);
    for (const block of this.blocks.slice(0, AT_ONCE)) this.write(block);
    this.later(AT_ONCE, this.job);
  }

  /** Gives each block the ranges that meet it; both lists are walked once, however long the report is. */
  sort(ranges) {
    ranges.sort((one, other) => one.start - other.start);
    for (const range of ranges) {
      for (let at = this.at(range.start); at < this.blocks.length && this.blocks[at].first < range.end; at += 1) {
        this.blocks[at].ranges.push(range);
      }
    }
  }

  /** The number of the first block that ends after a code point. */
  at(point) {
    let [low, high] = [0, this.blocks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.blocks[middle].last <= point) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  block(piece) {
    const node = h("div", { class: "block", dir: piece.dir });
    node.classList.toggle("continued", piece.continued);
    node.classList.toggle("spaced", piece.spaced);
    // What is not laid out yet takes about the height that it will have, so that scrolling far lands near.
    const lines = Math.ceil((piece.end - piece.start) / LETTERS);
    node.style.setProperty("contain-intrinsic-size", `auto ${lines * LINE}rem`);
    const [first, last] = [this.points.point(piece.start), this.points.point(piece.end)];
    return { ...piece, node, first, last, ranges: [], runs: null };
  }

  /** Writes the blocks from a number on, a few at a time. */
  later(from, job) {
    if (from >= this.blocks.length) return;
    setTimeout(() => {
      if (job !== this.job) return;
      const stop = performance.now() + TURN;
      let at = from;
      while (at < this.blocks.length && performance.now() < stop) {
        this.write(this.blocks[at]);
        at += 1;
      }
      this.later(at, job);
    });
  }

  /** Fills a block with its runs, once. */
  write(block) {
    if (block.runs) return;
    block.runs = runs(block.first, block.last, block.ranges).map((run) => this.run(run));
    const made = document.createDocumentFragment();
    let ruby = null;
    for (const run of block.runs) {
      const loaded = run.over.find((range) => range.of === "loaded");
      if (ruby && ruby.cue === loaded?.start) ruby.node.insertBefore(run.node, ruby.twin);
      else if (loaded) {
        ruby = twinned(loaded, run.node);
        made.append(ruby.node);
      } else {
        ruby = null;
        made.append(run.node);
      }
    }
    block.node.append(made);
    this.colour(block);
  }

  run({ start, end, over }) {
    const node = h("span", { class: "run", dataset: { at: start } }, visible(this.points.slice(start, end)));
    const groups = new Set();
    for (const range of over) {
      if (range.of === "segment" && range.kind !== "body") node.classList.add(`segment-${range.kind}`);
      if (range.of === "finding") node.classList.add("finding");
      if (range.of === "claim" && range.role === "trigger") groups.add(this.vocabulary.group(range.claim.type));
    }
    if (groups.size) {
      node.classList.add("trigger");
      this.vocabulary.underline(node, [...groups]);
    }
    this.over.set(node, over);
    return { start, end, over, node };
  }

  connectedCallback() {
    if (this.heard) return;
    this.heard = true;
    this.addEventListener("pointerover", (event) => this.highlight(this.claimsAt(event.target)[0] ?? null));
    this.addEventListener("pointerleave", () => this.highlight(null));
    this.addEventListener("click", (event) => {
      const here = this.claimsAt(event.target);
      // Where several claims share their words, each further click picks the next of them.
      const next = here[(here.indexOf(this.picked) + 1) % here.length];
      if (next && getSelection().isCollapsed) this.dispatchEvent(new CustomEvent("claim", { detail: next }));
    });
  }

  /** The ids of the claims whose triggering words a node belongs to. */
  claimsAt(node) {
    const over = this.over?.get(node.closest?.(".run")) ?? [];
    return over.filter((range) => range.of === "claim" && range.role === "trigger").map((range) => range.claim.id);
  }

  /** Colours what a claim points to (none with null); `lasting` keeps it after the pointer has left. */
  highlight(id, { lasting = false } = {}) {
    if (lasting) this.picked = id;
    const shown = id ?? this.picked;
    const before = this.lit;
    this.lit = shown;
    for (const claim of [before, shown]) {
      if (claim) for (const block of this.around(claim)) this.colour(block);
    }
  }

  around(id) {
    const claim = this.claims.get(id);
    if (!claim) return [];
    const found = new Set();
    for (const part of parts(claim)) {
      for (let at = this.at(part.start); at < this.blocks.length && this.blocks[at].first < part.end; at += 1) {
        found.add(this.blocks[at]);
      }
    }
    return found;
  }

  colour(block) {
    for (const { over, node, start, end } of block.runs ?? []) {
      const roles = over.filter((range) => range.of === "claim" && range.claim.id === (this.lit ?? this.picked));
      const named = roles.map((range) => range.role);
      setOrDrop(node, "role-of", [...new Set(named)].join(" "));
      const marked = this.marked && start < this.marked.end && end > this.marked.start;
      node.classList.toggle("marked", Boolean(marked));
    }
  }

  /** Marks a stretch of code points; runs that begin or end within it are cut there first. */
  mark(start, end) {
    const touched = this.blocks.filter((block) => block.first < end && block.last > start);
    this.marked = { start, end };
    for (const block of touched) {
      block.ranges = [...block.ranges.filter((range) => range.of !== "mark"), { of: "mark", start, end }];
      block.runs = null;
      fill(block.node);
      this.write(block);
    }
    return touched[0]?.runs.find((run) => run.end > start)?.node ?? touched[0]?.node ?? null;
  }

  /** The node at which a code point stands, written if it was not yet. */
  nodeAt(point) {
    const block = this.blocks[this.at(point)];
    if (!block) return null;
    this.write(block);
    return block.runs.find((run) => run.end > point)?.node ?? block.node;
  }

  /** What is selected within the text, as code points; null where nothing is. */
  selected() {
    const chosen = getSelection();
    if (!chosen?.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!this.contains(range.startContainer) || !this.contains(range.endContainer)) return null;
    const start = this.pointOf(range.startContainer, range.startOffset);
    const end = this.pointOf(range.endContainer, range.endOffset);
    return start !== null && end !== null && start < end ? { start, end } : null;
  }

  pointOf(container, offset) {
    const run = (container.nodeType === Node.TEXT_NODE ? container.parentElement : container).closest(".run");
    if (!run) return this.pointOfBlock(container, offset);
    const before = document.createRange();
    before.setStart(run, 0);
    before.setEnd(container, offset);
    let units = before.toString().length;
    for (const mark of run.querySelectorAll(".glyph")) {
      if (before.intersectsNode(mark)) units += Number(mark.dataset.units);
    }
    const start = this.points.unit(Number(run.dataset.at));
    return this.points.point(Math.min(start + units, this.points.text.length));
  }

  pointOfBlock(container, offset) {
    const after = container.childNodes?.[offset];
    const block = this.blocks.find((one) => one.node === container || one.node.contains(container));
    if (after?.dataset?.at) return Number(after.dataset.at);
    if (block) return offset === 0 ? block.first : block.last;
    const next = this.blocks.find((one) => one.node === after);
    return next ? next.first : (this.blocks.at(-1)?.last ?? null);
  }
}

function twinned(loaded, first) {
  const words = `neutral: ${loaded.neutral}`;
  const twin = h("rt", {}, visible(loaded.neutral));
  const node = h("ruby", { class: "loaded", title: words }, first, twin);
  return { node, twin, cue: loaded.start };
}

function setOrDrop(node, name, value) {
  if (value) node.setAttribute(`data-${name}`, value);
  else node.removeAttribute(`data-${name}`);
}

customElements.define("dateline-text", ReportText);
