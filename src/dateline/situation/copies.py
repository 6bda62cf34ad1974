"""Who says it first: reports that print another's text, and the one voice behind each claim.

Reports are compared by shingles (Broder, "On the resemblance and containment of documents", 1997): runs of words, of
which a fixed sample finds the candidates and all verify them. Containment rather than resemblance, because an agency
story is cut and gets paragraphs of the paper's own.
"""

from __future__ import annotations

import datetime
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.picture import Name, RecordedClaim, Story
from dateline.schema import Report, SegmentKind
from dateline.situation.weights import CopyRules, copy_rules

UNKNOWN = "unknown"
"""The voice of a claim whose report tells neither outlet nor speaker."""

_WORD = re.compile(r"\w+")
_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
_CREDITED = (SegmentKind.BYLINE, SegmentKind.DATELINE, SegmentKind.CREDIT)


@dataclass(frozen=True, slots=True)
class _Print:
    """A report as the search for copies sees it."""

    report: Report
    order: tuple[object, ...]
    credit: str | None
    sample: frozenset[int]


def stories(reports: Sequence[Report]) -> tuple[Story, ...]:
    """The texts that several of the reports print, or that credit another outlet, in order of their originals' ids.

    A report is a copy where at least `share` of its shingles (data/merging.toml) stand in an earlier one, less where it
    names the other's outlet. Reports of one day are in order of credit (who credits another is later), then hour, then
    length, the longest first.
    """
    rules = copy_rules()
    known = {report.outlet.casefold() for report in reports if report.outlet}
    prints = sorted((_print(report, known, rules) for report in reports), key=lambda one: one.order)
    shingles = lru_cache(maxsize=256)(lambda at: _shingles(prints[at].report, rules.words))
    source: dict[int, tuple[int, float]] = {}
    for later, candidates in _candidates(prints, rules):
        own = shingles(later)
        if len(own) < rules.least:
            continue
        shares = {earlier: len(own & shingles(earlier)) / len(own) for earlier in candidates}
        for earlier in sorted(shares, key=lambda at: (-shares[at], at))[:1]:
            if shares[earlier] >= (rules.named_share if _names(prints[later], prints[earlier]) else rules.share):
                source[later] = (earlier, shares[earlier])
    return _stories(prints, source)


def _names(later: _Print, earlier: _Print) -> bool:
    """Whether a report names the outlet of an earlier one, which is not its own."""
    outlet = (earlier.report.outlet or "").casefold()
    return bool(outlet) and outlet != (later.report.outlet or "").casefold() and outlet in later.report.text.casefold()


def _stories(prints: Sequence[_Print], source: Mapping[int, tuple[int, float]]) -> tuple[Story, ...]:
    copies: dict[int, list[tuple[str, float]]] = {}
    credited: dict[int, Counter[str]] = {}
    for at, one in enumerate(prints):
        root = at
        while root in source:
            root = source[root][0]
        if root != at:
            copies.setdefault(root, []).append((one.report.id, round(source[at][1], 3)))
        if one.credit is not None:
            credited.setdefault(root, Counter())[one.credit] += 1
    found = []
    for root in sorted(copies.keys() | credited.keys(), key=lambda at: prints[at].report.id):
        # What its copies credit counts only where the original tells nothing: they may name a third outlet in passing.
        voice = prints[root].credit or voice_of(prints[root].report.outlet) or _most(credited.get(root))
        found.append(Story(prints[root].report.id, voice, tuple(sorted(copies.get(root, ())))))
    return tuple(found)


def _most(counted: Counter[str] | None) -> str | None:
    return min(counted, key=lambda name: (-counted[name], name)) if counted else None


def _print(report: Report, outlets: Iterable[str], rules: CopyRules) -> _Print:
    credit = _credit(report, outlets, rules)
    shingles = _shingles(report, rules.words)
    day = report.day or datetime.date.max
    order = (day, credit is not None, _instant(report.published), -len(shingles), report.id)
    return _Print(report, order, credit, frozenset(one for one in shingles if one % rules.sample == 0))


def _instant(published: str | None) -> float:
    """The moment of publication in seconds; one of a day without hour comes after those of its day that tell it."""
    if not published:
        return float("inf")
    moment = datetime.datetime.fromisoformat(published)
    if len(published) <= 10:
        moment = datetime.datetime.combine(moment.date(), datetime.time.max)
    return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).timestamp()


def _shingles(report: Report, words: int) -> frozenset[int]:
    """Fingerprints of every run of `words` words of the report's sentences, or of all its text where it has none."""
    spans = [span.text for span in report.sentences] or [report.text]
    row = [word for text in spans for word in _WORD.findall(text.casefold())]
    runs = (" ".join(row[at : at + words]) for at in range(len(row) - words + 1))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def _candidates(prints: Sequence[_Print], rules: CopyRules) -> Iterable[tuple[int, list[int]]]:
    """For each report in order those earlier ones that share enough of its sample; work grows with the text alone."""
    holders: dict[int, tuple[int, int]] = {}
    for at, one in enumerate(prints):
        hits: Counter[int] = Counter()
        for mark in one.sample:
            first, last = holders.get(mark, (at, at))
            # The first print and the one before: a story that a hundred outlets print needs no hundred comparisons.
            hits.update({first, last} - {at})
            holders[mark] = (first, at)
        enough = max(1, int(rules.named_share / 2 * len(one.sample)))
        likely = sorted(hits, key=lambda other: (-hits[other], other))[: rules.candidates]
        yield at, [other for other in likely if hits[other] >= enough]


def _credit(report: Report, outlets: Iterable[str], rules: CopyRules) -> str | None:
    """The key of the outlet or agency that the report says its text is from; None where it names only itself."""
    own = voice_of(report.outlet)
    head, tail = report.text[: rules.head], report.text[-rules.tail :]
    labelled = [report.text[one.start : one.end] for one in report.segments if one.kind in _CREDITED]
    named = [found for text in (head, tail) for found in _BRACKETS.findall(text)]
    whole = [*named, *re.split(r"\s*(?:/|,|\bvia\b|\band\b|\bwith\b)\s*", report.outlet or "")]
    for words in whole:
        voice = _known(words.strip(), outlets)
        if voice is not None and voice != own:
            return voice
    names = {*outlets, *_agencies()}
    for text in (*labelled, _signature(tail)):
        found = [name for name in names if re.search(rf"\b{re.escape(name)}\b", text.casefold())]
        voices = {voice_of(name) for name in found} - {own, None}
        if voices and own not in {voice_of(name) for name in found}:
            return min(voice for voice in voices if voice)
    return None


def _signature(tail: str) -> str:
    """The last line of a text where it is a credit and no sentence of the story."""
    line = tail.strip().rpartition("\n")[2]
    return line if re.match(r"(?i)(?:source|copyright|©|\(c\)|[—–-]|with (?:reporting|input)|additional)", line) else ""


def _known(words: str, outlets: Iterable[str]) -> str | None:
    name = words.casefold()
    return voice_of(words) if name in _agencies() or name in outlets else None


@cache
def _agencies() -> Mapping[str, str]:
    return {name.casefold(): key for key, names in copy_rules().agencies.items() for name in names}


def voice_of(outlet: str | None) -> str | None:
    """The key under which an outlet counts as a voice: an agency's id in the registry, else its name without case."""
    return _agencies().get(outlet.casefold(), _bare(outlet.casefold())) if outlet else None


def _bare(key: str) -> str:
    return key.removeprefix("the ")


def origins(claims: Sequence[RecordedClaim], stories: Sequence[Story] = ()) -> dict[str, str]:
    """The origin of each claim by its id: the key of the one voice that it is counted under.

    That is the innermost speaker who is named; where nobody is, whoever wrote the report's story; else its outlet. A
    sentence that another outlet printed word for word before is that outlet's, though the rest of the report is not.
    """
    voices = {
        report: story.voice for story in stories for report in (story.original, *(one for one, _ in story.copies))
    }
    first = _first_prints(claims)
    found = {}
    for claim in claims:
        said = next((_bare(name.key) for name in reversed(claim.sources) if is_named(name)), None)
        report = claim.report if claim.report in voices else first.get(_words(claim.sentence), claim).report
        outlet = claim.outlet if report == claim.report else first[_words(claim.sentence)].outlet
        found[claim.id] = said or voices.get(report) or voice_of(outlet) or UNKNOWN
    return found


def _first_prints(claims: Iterable[RecordedClaim]) -> dict[str, RecordedClaim]:
    """For each sentence long enough to be told from another, the claim that printed it first."""
    least = copy_rules().sentence
    first: dict[str, RecordedClaim] = {}
    for claim in sorted(claims, key=lambda one: (one.published or datetime.date.max, one.report, one.id)):
        words = _words(claim.sentence)
        if words.count(" ") >= least - 1:
            first.setdefault(words, claim)
    return first


def _words(sentence: str) -> str:
    return " ".join(_WORD.findall(sentence.casefold()))


@lru_cache(maxsize=10_000)
def is_named(speaker: Name) -> bool:
    """Whether a speaker is somebody in particular ("the Syrian Observatory"), not "a medic" or "two army sources"."""
    if speaker.id is not None:
        return True
    words = speaker.name.split()
    nobody = copy_rules().nobody
    return any(word[0].isupper() for word in words[1:] or words) and not any(
        word.casefold().strip("'’s,") in nobody or word.casefold() in nobody for word in words
    )
