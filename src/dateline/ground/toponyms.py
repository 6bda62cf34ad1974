"""Words of a report that look like names of places, before anything is known about the world.

A `Candidate` is a run of words with the evidence around it: a feature word ("province"), a preposition, a title before,
a speech verb behind. `places.py` weighs that evidence against the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dateline import data
from dateline.ground.folding import fold
from dateline.schema import Report, SegmentKind, Span

LONGEST = 5
"""Words in the longest name that is looked up."""

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-'’‘ʿʼ`´‐‑]+[^\W_]+)*[’‘'ʿ]?(?=\b|\s|$|\W)")
_PAIR = re.compile(r"([A-ZÀ-Þ][^\W_]+)[-‐‑][A-ZÀ-Þ]")
_POSSESSIVE = re.compile(r"(?:['’ʼ`´]s|(?<=s)['’])$")
_ARTICLE = re.compile(r"(?:al|el|ul|as|ash|ad|ar|at|an|az|ez|es|ed|er|en)", re.IGNORECASE)
_HYPHENED = re.compile(r"(?:al|el|ul|as|ash|ad|ar|at|an|az|ez|es|ed|er|en|sh)[-‐‑]\W?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the report.

    Attributes:
        end: without a possessive ending.
        stop: with it.
        low: folded to lower case, without apostrophes.
        gap: what stands between the word before and this one.
        capital: whether it is written as a name is: a capital first, or an Arabic article and then a capital.
    """

    start: int
    end: int
    stop: int
    text: str
    low: str
    gap: str
    first: bool
    capital: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence (or dateline) as words.

    Attributes:
        loud: all letters are capitals, so that capitals tell nothing.
        flat: there are no capitals at all.
        title: most words have capitals, as in headlines.
    """

    span: Span
    words: tuple[Word, ...]
    loud: bool
    flat: bool
    title: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` to `last` (exclusive) of `line`, with the key they are looked up by."""

    line: Line
    first: int
    last: int
    key: str

    @property
    def start(self) -> int:
        """Where the first word starts in the report."""
        return self.line.words[self.first].start

    @property
    def end(self) -> int:
        """Where the last word ends, without a possessive."""
        return self.line.words[self.last - 1].end


@cache
def words(section: str, name: str) -> frozenset[str]:
    """A list of `places_words.toml` as a set."""
    return frozenset(data.table("places_words.toml")[section][name])


@cache
def features() -> Mapping[str, str]:
    """Feature word -> kind of feature; the longer of two words is to be tried first."""
    return {word: kind for kind, listed in data.table("places_words.toml")["features"].items() for word in listed}


@cache
def accepted(feature: str) -> frozenset[str]:
    """Kinds of the gazetteer that a kind of feature word may stand for."""
    return frozenset(data.table("places_words.toml")["accepts"][feature])


def lines(report: Report) -> tuple[Line, ...]:
    """The report's sentences as words, with its datelines where no sentence covers them."""
    spans = list(report.sentences)
    for segment in report.segments:
        if segment.kind is SegmentKind.DATELINE and not any(span.overlaps(segment) for span in spans):
            spans.append(report.span(segment.start, segment.end))
    return tuple(_line(span) for span in sorted(spans))


def _line(span: Span) -> Line:
    found: list[Word] = []
    before = 0
    for at, text in _pieces(span.text):
        bare = text if text.isalnum() else _POSSESSIVE.sub("", text)
        start = span.start + at
        gap = span.text[before:at]
        found.append(
            Word(
                start,
                start + len(bare),
                start + len(text),
                bare,
                fold_word(bare),
                gap,
                first=_opens(gap, not found),
                capital=_capital(bare),
            )
        )
        before = at + len(text)
    letters = [word.text for word in found if len(word.text) > 2 and word.text[0].isalpha()]
    loud = len(letters) > 1 and all(text.isupper() for text in letters)
    flat = not any(word.text[0].isupper() for word in found)
    lower = sum(text[0].islower() for text in letters)
    title = not loud and len(letters) > 3 and lower < 0.2 * len(letters)
    return Line(span, tuple(found), loud, flat, title)


def _capital(text: str) -> bool:
    first = text[0]
    if first.isupper() or not first.islower():
        return not first.isdigit()
    hyphened = None if text.isalnum() else _HYPHENED.match(text)
    return bool(hyphened and text[hyphened.end() : hyphened.end() + 1].isupper())


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text with their offsets; "Aleppo-Damascus" is two, "Al-Bab" and "US-backed" are one."""
    for match in _WORD.finditer(text):
        at, word = match.start(), match.group()
        if word.isalnum():
            yield at, word
            continue
        word = word.rstrip("’‘'")
        while word and (cut := _PAIR.match(word)) and not _ARTICLE.fullmatch(cut.group(1)):
            yield at, cut.group(1)
            at, word = at + cut.end() - 1, word[cut.end() - 1 :]
        if word:
            yield at, word


def _opens(gap: str, at_start: bool) -> bool:
    """Whether a sentence opens after the gap, so that a capital is no sign of a name."""
    return at_start or (gap != " " and any(mark in gap for mark in '.:!?\n“"•'))


def fold_word(text: str) -> str:
    """A word as the lists write it: lower case, without apostrophes."""
    if text.isalnum():
        return text.lower()
    return text.lower().replace("’", "").replace("'", "").replace("‘", "").rstrip(".")


def candidates(line: Line) -> Iterator[Candidate]:
    """All runs of words that may be a name, by where they start and then the longest first."""
    for first, word in enumerate(line.words):
        if not _may_start(line, first):
            continue
        reach = first + 1
        while reach < min(first + LONGEST, len(line.words)) and _joined(line.words[reach - 1], line.words[reach]):
            reach += 1
        for last in range(reach, first, -1):
            if _may_end(line, line.words[last - 1], last - first):
                key = fold(_text(line, first, last))
                if len(key) >= 2 and not (last - first == 1 and word.text.isdigit()):
                    yield Candidate(line, first, last, key)


def _text(line: Line, first: int, last: int) -> str:
    """The words as written, dots of abbreviations kept, the last one without its possessive."""
    start, end = line.words[first].start - line.span.start, line.words[last - 1].end - line.span.start
    return line.span.text[start:end]


def _may_start(line: Line, first: int) -> bool:
    word = line.words[first]
    if word.text[0].isdigit():
        return word.text.isdigit() and len(word.text) == 4
    if line.flat or line.loud:
        return word.low not in words("grammar", "prepositions") or word.low in words("grammar", "directions")
    if word.capital:
        return True
    following = line.words[first + 1] if first + 1 < len(line.words) else None
    article = _ARTICLE.fullmatch(word.text) and word.low in ("al", "el", "ash", "az", "ez")
    return bool(following and ((article and following.capital) or word.low in words("grammar", "directions")))


def _may_end(line: Line, word: Word, length: int) -> bool:
    return line.flat or word.capital or (length > 1 and (word.low in features() or word.text[0].isdigit()))


def _joined(before: Word, word: Word) -> bool:
    """Whether a word follows another with nothing but blanks, hyphens or the dot of "St." between."""
    gap = word.gap
    if before.stop != before.end or len(gap) > 3:
        return False
    return not gap.strip(" \u00a0-‘’'`") or (gap.strip() == "." and before.low in ("st", "mt", "ft"))


def after(candidate: Candidate, offset: int = 0) -> Word | None:
    """The word behind the candidate, where only blanks stand between."""
    place = candidate.last + offset
    found = candidate.line.words[place] if place < len(candidate.line.words) else None
    return found if found and not found.gap.strip(" \u00a0-") else None


def before(candidate: Candidate, offset: int = 0) -> Word | None:
    """The word before the candidate, where only blanks or an opening quotation mark stand between."""
    place = candidate.first - 1 - offset
    if place < 0:
        return None
    gap = candidate.line.words[place + 1].gap
    return candidate.line.words[place] if not gap.strip(" \u00a0-“\"‘'(") else None


def feature_after(candidate: Candidate) -> tuple[str, int] | None:
    """The kind of the feature word behind the name and how many words it takes ("military airport": 2)."""
    near = [after(candidate, offset) for offset in range(3)]
    for count in (3, 2, 1):
        run = near[:count]
        if all(run) and candidate.line.words[candidate.last - 1].stop == candidate.end:
            phrase = " ".join(word.low for word in run if word)
            if phrase in features() and phrase != "front":
                return features()[phrase], count
    return None


def feature_before(candidate: Candidate) -> tuple[str, int] | None:
    """The kind of the feature in "town of NAME", "the town NAME", and how many words stand before the name."""
    offset = 0
    word = before(candidate)
    if word and word.low == "the":
        offset, word = 1, before(candidate, 1)
    of = bool(word and word.low in ("of", "called", "named"))
    if of:
        offset, word = offset + 1, before(candidate, offset + 1)
    if word is None:
        return None
    earlier = before(candidate, offset + 1)
    for phrase, count in ((f"{earlier.low} {word.low}" if earlier else "", 2), (word.low, 1)):
        if phrase in features() and (of or features()[phrase] in ("city", "town", "hill", "quarter", "province")):
            return features()[phrase], offset + count
    return None


def listed(section: str, name: str, word: Word | None) -> bool:
    """Whether the word is in a list of `places_words.toml`."""
    return word is not None and word.low in words(section, name)
