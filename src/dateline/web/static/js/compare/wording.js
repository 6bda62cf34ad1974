import { h } from "/static/js/dom.js";
import { isolated, visible } from "/static/js/reader/glyphs.js";
import * as state from "/static/js/state.js";

/** Words shown for one event; the rest are counted. */
const WORDS = 8;

/** Events shown before the rest is asked for. */
const SHOWN = 12;

function grouped(words) {
  const found = new Map();
  for (const one of words) {
    const word = one.word.toLowerCase();
    if (!found.has(word)) found.set(word, { word: one.word, neutral: null, voices: new Map() });
    const group = found.get(word);
    group.neutral ??= one.neutral;
    if (!group.voices.has(one.voice)) group.voices.set(one.voice, one);
  }
  return [...found.values()].sort(
    (one, other) =>
      Number(Boolean(other.neutral)) - Number(Boolean(one.neutral)) || other.voices.size - one.voices.size,
  );
}

function column({ word, neutral, voices }) {
  return h(
    "div",
    { class: `word${neutral ? " word-loaded" : ""}` },
    h(
      "div",
      { class: "word-itself" },
      h("q", { dir: "auto" }, visible(word)),
      neutral ? h("small", {}, "loaded; neutral: ", h("em", {}, visible(neutral))) : null,
    ),
    h(
      "ul",
      {},
      [...voices.values()].map((one) =>
        h(
          "li",
          {},
          h(
            "a",
            {
              href: state.link(`/report/${encodeURIComponent(one.report)}`, { claim: one.claim, span: null, by: null }),
            },
            isolated(one.voice),
          ),
        ),
      ),
    ),
  );
}

function event(one, vocabulary) {
  const words = grouped(one.words);
  return h(
    "article",
    { class: "card wording" },
    h(
      "h3",
      {},
      h("a", { href: state.link("/", { event: one.event, claim: null, by: null }) }, vocabulary.label(one.type)),
      one.place ? [" · ", isolated(one.place)] : null,
    ),
    h("div", { class: "words" }, words.slice(0, WORDS).map(column)),
    words.length > WORDS ? h("p", { class: "faint small" }, `and ${words.length - WORDS} more words`) : null,
  );
}

/** The words that voices choose for the same event, side by side, loaded ones first. */
export function wording({ wording: given, voices }, vocabulary) {
  const names = new Map(voices.map((one) => [one.key, one.name]));
  const loaded = (one) => one.words.filter((word) => word.neutral).length;
  const told = given
    .map((one) => ({
      ...one,
      words: one.words.map((word) => ({ ...word, voice: names.get(word.voice) ?? word.voice })),
    }))
    .filter((one) => grouped(one.words).length > 1)
    .sort((one, other) => Number(loaded(other) > 0) - Number(loaded(one) > 0) || other.words.length - one.words.length);
  if (!told.length) return h("p", { class: "soft" }, "No event is told of in two different words here.");
  const list = h(
    "div",
    { class: "wordings" },
    told.slice(0, SHOWN).map((one) => event(one, vocabulary)),
  );
  const more = h(
    "button",
    {
      type: "button",
      onclick: () => {
        list.append(...told.slice(SHOWN).map((one) => event(one, vocabulary)));
        more.remove();
      },
    },
    `${told.length - SHOWN} more events`,
  );
  return h("div", { class: "stack" }, list, told.length > SHOWN ? h("div", {}, more) : null);
}
