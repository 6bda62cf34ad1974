"""What each stretch of a report is for: headline, byline, dateline, credit, body or boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.schema import Segment, SegmentKind
from dateline.text import dates, dumps
from dateline.text.patterns import patterns
from dateline.text.sentences import is_wrapped, trim

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_NAME = re.compile(r"[A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+){1,3}")
_LONGEST_LABEL = 300
"""Characters up to which a line may be anything but story."""
_LONGEST_HEADLINE = 180


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, or several that were one before they were wrapped; `block` counts the paragraphs before it."""

    start: int
    end: int
    block: int


def label(text: str, title: str | None = None) -> tuple[Segment, ...]:
    """The labelled stretches of a report, in order and apart, so that claims are read where the story is.

    Every letter and digit lies in a segment. A body segment is one paragraph or the part of it
    between two stretches of another kind. `title`, where the caller knows it, is the headline if the text opens with
    it. What is uncertain is body.
    """
    lines = list(_lines(text))
    kinds = _classify(text, lines)
    story = [i for i, kind in enumerate(kinds) if kind is SegmentKind.BODY]
    if len(story) > 1 and (headline := _headline(text, lines, kinds, title)) is not None:
        kinds[headline] = SegmentKind.HEADLINE
        _writer(text, lines, kinds, headline)
        story = [i for i in story if i != headline]
    segments: list[Segment] = []
    for i, line in enumerate(lines):
        if kinds[i] is not SegmentKind.BODY:
            segments.append(Segment(kinds[i], line.start, line.end))
            continue
        first, last = i == story[0], i == story[-1]
        lone = first and SegmentKind.HEADLINE not in kinds
        pieces = dumps.pieces(text, line.start, line.end, opens=lone, closes=last, title=title)
        if segments and i and kinds[i - 1] is SegmentKind.BODY and lines[i - 1].block == line.block:
            _join(segments, pieces)
        segments.extend(pieces)
    return tuple(segments)


def _join(segments: list[Segment], pieces: list[Segment]) -> None:
    """Let the body that ends the one line and the body that begins the next be one segment."""
    if segments[-1].kind is SegmentKind.BODY and pieces and pieces[0].kind is SegmentKind.BODY:
        pieces[0] = Segment(SegmentKind.BODY, segments.pop().start, pieces[0].end)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold something; a block whose lines were wrapped to a width comes as one."""
    block: list[tuple[int, int]] = []
    number = 0
    newline = 0
    for found in _LINE.finditer(text):
        start, end = trim(text, found.start(), found.end())
        if start == end:
            continue
        if block and text.count("\n", newline, start) + text.count("\r\r", newline, start) > 1:
            yield from _unwrap(text, block, number)
            block, number = [], number + 1
        block.append((start, end))
        newline = found.end()
    yield from _unwrap(text, block, number)


def _unwrap(text: str, block: list[tuple[int, int]], number: int) -> Iterator[_Line]:
    if len(block) > 2 and is_wrapped([text[start:end] for start, end in block]):
        yield _Line(block[0][0], block[-1][1], number)
    else:
        yield from (_Line(start, end, number) for start, end in block)


def _classify(text: str, lines: Sequence[_Line]) -> list[SegmentKind]:
    """The kind of each line by what it says itself and by the section it stands in."""
    marks = patterns()
    kinds: list[SegmentKind] = []
    in_section = False
    for line in lines:
        words = text[line.start : line.end]
        kind = line_kind(words)
        if len(words) <= _LONGEST_LABEL and marks.section.fullmatch(words):
            in_section = True
        elif kind is SegmentKind.BODY and _tells(words):
            in_section = False
        kinds.append(SegmentKind.BOILERPLATE if in_section and kind is SegmentKind.BODY else kind)
    if SegmentKind.BODY not in kinds:
        return [line_kind(text[line.start : line.end]) for line in lines]
    return kinds


def line_kind(words: str) -> SegmentKind:
    """The kind of a line by its own words; body where they do not show another."""
    if len(words) > _LONGEST_LABEL:
        return SegmentKind.BODY
    for kind, pattern in patterns().line.items():
        if pattern.fullmatch(words):
            return kind
    if dates.is_date_line(words) or patterns().dateline.fullmatch(words):
        return SegmentKind.DATELINE
    return SegmentKind.BODY if any(map(str.isalnum, words)) else SegmentKind.BOILERPLATE


def _tells(words: str) -> bool:
    """Whether a line reads like a paragraph of a story and so ends a list of links."""
    return len(words) > 100 and words.rstrip("\"'”’»)")[-1:] in ".!?…"


def _headline(text: str, lines: Sequence[_Line], kinds: Sequence[SegmentKind], title: str | None) -> int | None:
    """The line that is the headline: the one that says the title, or the first that looks like one."""
    story = [i for i, kind in enumerate(kinds) if kind is SegmentKind.BODY]
    for i in story[:4] if title else ():
        if title is not None and _same(text[lines[i].start : lines[i].end], title):
            return i
    first, after = lines[story[0]], lines[story[1]]
    words = text[first.start : first.end]
    if len(words) > _LONGEST_HEADLINE or len(words.split()) < 2 or "\n" in words:
        return None
    if patterns().dateline.match(text, first.start, first.end) or words[-1] in ".,;:…،":
        return None
    joined = after.block == first.block and text[after.start].islower() and not words.islower()
    return None if joined else story[0]


def _same(line: str, title: str) -> bool:
    return line.casefold().split() == title.casefold().split()


def _writer(text: str, lines: Sequence[_Line], kinds: list[SegmentKind], headline: int) -> None:
    """Label a bare name on the line under the headline as the byline."""
    i = headline + 1
    if SegmentKind.BODY in kinds[i + 1 :] and kinds[i] is SegmentKind.BODY:
        kinds[i] = SegmentKind.BYLINE if _NAME.fullmatch(text, lines[i].start, lines[i].end) else kinds[i]
