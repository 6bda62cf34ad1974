"""Paragraphs that hold more than story: text that lost its lines carries headline, date, byline and credits inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.schema import Segment, SegmentKind
from dateline.text import dates
from dateline.text.headlines import headline_end, opening_word
from dateline.text.patterns import patterns
from dateline.text.sentences import trim

_TAIL = 900
"""Characters at the end of a text in which signatures, credits and forms are looked for."""
_BY = re.compile(r"[Bb][Yy]\s(?=[A-Z])")
_SIGNATURE = re.compile(r"\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,2}\.?")
_NAME = re.compile(r"[A-Z][\w'’.-]*")
_LIST = re.compile(r"(?<=\s)(?:Tags|Related)(?=:?\s[A-Za-z])")
_EDGE = " \t|,;:·•–—-"


def pieces(text: str, start: int, end: int, *, opens: bool, closes: bool, title: str | None) -> list[Segment]:
    """The segments of one paragraph: mostly one of body, with what else stands in front, inside and behind it.

    `opens` tells that nothing but this paragraph can hold the headline, `closes` that it is the last of the story.
    """
    front: list[Segment] = []
    back: list[Segment] = []
    if opens:
        start = _head(text, start, end, front, title)
    if closes:
        end = _tail(text, start, end, back)
    front.extend(_middle(text, start, end))
    return front + back[::-1]


def _head(text: str, start: int, end: int, found: list[Segment], title: str | None) -> int:
    """Take date, byline and headline from the front; return where the rest begins."""
    had_headline = False
    at = start
    for _ in range(8):
        at = _skip(text, at, end)
        token = _front_token(text, at, end) or (_written_by(text, at, end) if found else None)
        if token is not None:
            found.append(token)
            at = token.end
            continue
        stop = None if had_headline else headline_end(text, at, end, title)
        if stop is None:
            break
        had_headline = True
        found.extend(_signed(text, *trim(text, at, stop)))
        at = stop
    return _skip(text, at, end) if found else start


def _signed(text: str, start: int, end: int) -> Iterator[Segment]:
    """The headline, and the writer's name where it was run into it behind the cited party."""
    cited = [hit.end() for hit in patterns().cited.finditer(text, start, end) if ":" in text[start : hit.start()]]
    name = _SIGNATURE.fullmatch(text, cited[-1], end) if cited else None
    yield Segment(SegmentKind.HEADLINE, start, cited[-1] if name else end)
    if name:
        yield Segment(SegmentKind.BYLINE, *trim(text, cited[-1], end))


def _skip(text: str, at: int, end: int) -> int:
    while at < end and (text[at].isspace() or text[at] in _EDGE):
        at += 1
    return at


def _front_token(text: str, at: int, end: int) -> Segment | None:
    """The date, byline, agency or button that stands at `at`, if any does."""
    marks = patterns()
    date = next((date for date in dates.printed(text, at, min(end, at + 80)) if date.start == at), None)
    if date is not None and _opens_story(text, date.end, end):
        return Segment(SegmentKind.DATELINE, at, date.end)
    button = marks.inline[SegmentKind.BOILERPLATE].match(text, at, min(end, at + 120))
    if button is not None:
        return Segment(SegmentKind.BOILERPLATE, *trim(text, at, button.end()))
    agency = marks.agency.match(text, at, min(end, at + 40))
    date_start = min((date.start for date in dates.printed(text, at, min(end, at + 90))), default=end)
    if agency is not None and date_start - agency.end() < 50 and not re.search(r"[.!?]\s|\b[a-z]", text[at:date_start]):
        return Segment(SegmentKind.BYLINE, *trim(text, at, date_start))
    return None


def _written_by(text: str, at: int, end: int) -> Segment | None:
    """The writers' names behind "by", or the desk that wrote; only looked for behind a date or a headline."""
    if by := _BY.match(text, at, end):
        return Segment(SegmentKind.BYLINE, at, _names_end(text, by.end(), end))
    desk = patterns().desk.match(text, at, min(end, at + 40))
    return Segment(SegmentKind.BYLINE, at, desk.end()) if desk and text[at].isupper() else None


def _opens_story(text: str, at: int, end: int) -> bool:
    """Whether what follows a date is a new beginning and not the rest of its sentence."""
    if text[at : at + 2].strip()[:1] in {",", ":", "_", ";"}:
        return False
    at = _skip(text, at, end)
    if _BY.match(text, at, end):
        return True
    return at < end and (text[at] in "(\"“‘'«[" or not text[at].islower()) and text[at] not in ".!?)"


def _names_end(text: str, at: int, end: int) -> int:
    """Behind the writers' names: as many words as the text repeats at its very end, else two."""
    words = list(_NAME.finditer(text, at, min(end, at + 120)))
    signature = text[max(at, end - 160) : end].rstrip(" .")
    for count in range(min(10, len(words)), 0, -1):
        if signature.endswith(text[at : words[count - 1].end()].rstrip(".")):
            return words[count - 1].end()
    two = re.compile(r"[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)?").match(text, at, end)
    return two.end() if two else at


def _tail(text: str, start: int, end: int, found: list[Segment]) -> int:
    """Take signatures, credits and forms from the end; return where the story ends."""
    end = _signature(text, start, end, found)
    for _ in range(12):
        window = max(start, end - _TAIL)
        tails = ((kind, tail.search(text, window, end)) for kind, tail in patterns().tail.items())
        hits = [(hit.start(), kind) for kind, hit in tails if hit]
        hits += [(at, SegmentKind.BOILERPLATE) for at in _links(text, window, end)]
        if not hits or max(hits)[0] <= start:
            break
        at, kind = max(hits)
        found.append(Segment(kind, *trim(text, at, end)))
        end = trim(text, start, at)[1]
    return end


def _signature(text: str, start: int, end: int, found: list[Segment]) -> int:
    """Take the writer's name from the end where the text also names him in front ("by Jana Haddad")."""
    head = text[start - 200 if start >= 200 else 0 : start]
    by = re.search(r"\b[Bb]y\s([A-Z][^\n]{3,120})", head)
    name = by.group(1).strip(" .") if by else ""
    body, last = trim(text, start, end)
    if name and text[body:last].rstrip(" .").endswith(name):
        at = text.rindex(name, body, last)
        found.append(Segment(SegmentKind.BYLINE, at, last))
        return trim(text, start, at)[1]
    return end


def _links(text: str, start: int, end: int) -> Iterator[int]:
    """Where a list of tags or of other stories' headlines begins that runs to the end without a full stop."""
    for hit in _LIST.finditer(text, start, end):
        if not re.search(r"[.!?]\s", text[hit.start() : end]) and _titled(text[hit.start() : end]):
            yield hit.start()


def _titled(words: str) -> bool:
    long = [word for word in words.split() if len(word) > 3]
    return bool(long) and sum(word[0].isupper() or not word[0].isalpha() for word in long) >= 0.6 * len(long)


def _middle(text: str, start: int, end: int) -> Iterator[Segment]:
    """The body with the credits, buttons and datelines that stand in it cut out."""
    begin = start
    for first, last, kind in _marks(text, start, end):
        if first < begin:
            continue
        yield from _body(text, begin, first)
        yield Segment(kind, *trim(text, first, last))
        begin = last
    yield from _body(text, begin, end)


def _tags(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A list of tags between the summary and the story, where an opening word shows its end."""
    for hit in _LIST.finditer(text, start, min(end, start + 600)):
        last = opening_word(text, hit.end(), min(end, hit.end() + 250))
        if last is not None and not re.search(r"[.!?]\s", text[hit.end() : last]):
            yield hit.start(), last
            return


def _body(text: str, start: int, end: int) -> Iterator[Segment]:
    start, end = trim(text, start, end)
    if start < end:
        yield Segment(SegmentKind.BODY, start, end)


def _marks(text: str, start: int, end: int) -> list[tuple[int, int, SegmentKind]]:
    """The stretches of the paragraph that are not story, in order."""
    marks = patterns()
    found: list[tuple[int, int, SegmentKind]] = []
    for kind, inline in marks.inline.items():
        found += [(hit.start(), hit.end(), kind) for hit in inline.finditer(text, start, end)]
    found += [(hit, last, SegmentKind.BOILERPLATE) for hit, last in _tags(text, start, end)]
    fronts = [start, *(last for _, last, _ in found)]
    for front in fronts:
        at = _skip(text, front, end)
        hit = marks.dateline.match(text, at, min(end, at + 120)) or marks.bare_city.match(text, at, min(end, at + 60))
        if hit:
            found.append((at, hit.end(), SegmentKind.DATELINE))
    return sorted(found)
