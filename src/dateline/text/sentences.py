"""Where sentences begin and end in news text, however badly it was punctuated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline import data

LONGEST = 1500
"""Characters that one sentence may have; what is longer is a list or a dump and is cut at its best weaker place."""

_NEWLINE = re.compile(r"[\n\r\v\f\x85\u2028\u2029]\s*")
_NEWLINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_STOP = re.compile(r"[.!?…؟۔]+[\"'”’»)\]]*|[。！？]+[”」』）]*|[•▪●◦‣]")
_BULLETS = "•▪●◦‣"
_OPENERS = "\"'“‘«([*#@–—-"
_BULLET = re.compile(r"(?:[-–—*•▪●◦‣·]|\d{1,2}[.)])\s")
_WORD_BEHIND = re.compile(r"[^\s\"“”‘«»()\[\]—–/]+\Z")
_ARTICLE = re.compile(r"(?:al|el|ash|as|an|ar|at|ad|az)-[A-Z]")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_ADDRESS = re.compile(r"://|www\.|@|/")
_OPENING = re.compile(r"[A-Z0-9]\S*(?:\s\S+){4}\s")
_COMPLETE = re.compile(r"[a-z]{3}\.\s\Z")
_SPEAKER = re.compile(r"(?:[A-Z][\w'’-]*\s+){1,4}(\w+)")
_WEAK = tuple(re.compile(p) for p in (r"[\n\r]", r"[;]\s", r"[:–—]\s", r"[,،]\s", r"\s"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of `data/text_sentences.toml`, ready for look-up."""

    never: frozenset[str]
    before_number: frozenset[str]
    maybe: frozenset[str]
    starters: frozenset[str]
    asking: frozenset[str]


@cache
def _words() -> _Words:
    lists = data.table("text_sentences.toml")
    return _Words(**{name: frozenset(lists[name]) for name in _Words.__slots__})


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as half-open ranges, in order and apart, for whoever labels by sentence.

    Each range is trimmed of white space, holds a letter or a digit and is at most `LONGEST` characters long. None
    crosses a blank line. A closing quotation mark belongs to the sentence before it; a sentence inside a quotation is
    a sentence. White space, stray punctuation and bullets may stay outside all ranges.
    """
    found: list[tuple[int, int]] = []
    for block_start, block_end in _blocks(text, start, end):
        for first, last in _sentences(text, block_start, block_end):
            found.extend(_shorten(text, first, last))
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends; empty (start == end) where there is nothing else."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, max(start, start + len(inner.strip()))


def is_wrapped(lines: list[str]) -> bool:
    """Whether the lines were broken to fit a width: each is so full that the next line's first word had no room."""
    width = max((len(line) for line in lines), default=0)
    if len(lines) < 3 or not 30 <= width <= 110:
        return False
    pairs = [(line, after.split(maxsplit=1)[0]) for line, after in pairwise(lines) if after.strip()]
    full = sum(len(line) + 1 + len(word) > width - 1 for line, word in pairs)
    return full >= 0.75 * len(pairs)


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between newlines that end a sentence whatever stands before them."""
    wrapped = is_wrapped([line for line in text[start:end].splitlines() if line.strip()])
    begin = start
    for gap in _NEWLINE.finditer(text, start, end):
        if gap.end() >= end or _continues(text, gap, start, wrapped):
            continue
        yield begin, gap.start()
        begin = gap.end()
    if begin < end:
        yield begin, end


def _continues(text: str, gap: re.Match[str], start: int, wrapped: bool) -> bool:
    """Whether the sentence goes on behind this white space with newlines in it."""
    if len(_NEWLINES.findall(gap.group())) > 1:
        return False
    if _BULLET.match(text, gap.end()):
        return False
    before = text[max(start, gap.start() - 3) : gap.start()].rstrip()[-1:]
    return wrapped or before in ",،" or (text[gap.end()].islower() and before not in ".!?")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block, which holds no newline that ends one."""
    lower = not any(map(str.isupper, text[start:end]))
    begin = start
    quotes = 0
    counted = start
    for stop in _STOP.finditer(text, start, end):
        quotes += text.count('"', counted, stop.start())
        counted = stop.start()
        cut = _cut(text, stop, (begin, end), lower=lower, inside=quotes % 2 == 1)
        if cut is not None:
            yield from _worded(text, begin, cut)
            begin = cut
    yield from _worded(text, begin, end)


def _worded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The trimmed range, without a bullet in front, when it says anything."""
    start, end = trim(text, start, end)
    if start < end and text[start] in _BULLETS:
        start, end = trim(text, start + 1, end)
    again = _again(text, start, end)
    if again is not None:
        yield start, trim(text, start, again)[1]
        start = again
    if any(map(str.isalnum, text[start:end])):
        yield start, end


def _again(text: str, start: int, end: int) -> int | None:
    """Where the first words come a second time: a summary without a full stop and the story that repeats it."""
    opening = _OPENING.match(text, start, end)
    if opening is None or end - start > 2 * LONGEST:
        return None
    at = text.find(opening.group(), opening.end() + 20, end)
    return at if at > 0 and text[at - 1].isspace() else None


def _cut(text: str, stop: re.Match[str], bounds: tuple[int, int], *, lower: bool, inside: bool) -> int | None:
    """Where the sentence ends that this stop might end; None where it goes on."""
    begin, end = bounds
    mark = stop.group()
    if mark[0] in _BULLETS:
        return stop.start() if stop.start() > begin and text[stop.start() - 1].isspace() else None
    if mark[0] in "。！？" or stop.end() >= end:
        return stop.end()
    if not text[stop.end()].isspace():
        return _glued(text, stop, begin, inside=inside)
    after = _after(text, stop.end(), end)
    goes_on = (
        after is None
        or not _begins(text, after, mark, lower=lower)
        or (mark == "." and _abbreviated(text, stop.start(), begin, after))
        or (mark[0] in "?!" and len(mark) > 1 and _asks(text, after, end))
    )
    return None if goes_on else stop.end()


def _after(text: str, start: int, end: int) -> int | None:
    """The first character of the next word, behind white space and opening marks."""
    for at in range(start, min(end, start + 40)):
        if not (text[at].isspace() or text[at] in _OPENERS):
            return at
    return None


def _begins(text: str, at: int, mark: str, *, lower: bool) -> bool:
    """Whether the word at `at` can begin a sentence after `mark`."""
    first = text[at]
    if first.isdigit():
        return "..." not in mark and "…" not in mark
    if first.islower():
        complete = mark == "." and _COMPLETE.search(text, max(at - 12, 0), at) is not None
        return lower or complete or _ARTICLE.match(text, at) is not None
    return first.isalpha() or first in "•▪●◦‣$£€¿¡"


def _abbreviated(text: str, dot: int, begin: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to the word before it and the sentence goes on."""
    words = _words()
    behind = _WORD_BEHIND.search(text[max(begin, dot - 30) : dot])
    if behind is None:
        return False
    word = behind.group().casefold().rstrip(".")
    if word.isdigit() and len(word) <= 2 and not text[begin : dot - len(word)].strip():
        return True
    last = word.rsplit("-", 1)[-1].lstrip("'’")
    if last in words.never:
        return True
    if last in words.before_number:
        return text[after].isdigit()
    if last in words.maybe or len(last) == 1 or _DOTTED.fullmatch(last):
        follows = re.match(r"[^\W\d_]+", text[after : after + 20])
        starts = follows is not None and follows.group().casefold() in words.starters
        return text[after].islower() or not starts
    return False


def _asks(text: str, at: int, end: int) -> bool:
    """Whether what stands here is the speaker of the quotation just closed: a name and a verb of asking."""
    speaker = _SPEAKER.match(text, at, min(end, at + 80))
    return speaker is not None and speaker.group(1) in _words().asking


def _glued(text: str, stop: re.Match[str], begin: int, *, inside: bool) -> int | None:
    """The end of a sentence whose full stop lost the space behind it ("the river.The army")."""
    mark, at = stop.group(), stop.end()
    if mark[0] in "؟۔":
        return at if text[at].isalpha() else None
    if len(mark) > 1 and mark[-1] == '"' and not inside:
        at -= 1
    first = at + (text[at] in "\"“‘'")
    before = text[max(begin, stop.start() - 2) : stop.start()]
    if not (text[first : first + 1].isupper() and text[first + 1 : first + 2].islower()) or mark[0] not in ".!?":
        return None
    if not (before.isdigit() or (len(before) == 2 and before.islower() and before.isalpha())):
        return None
    behind = text[max(begin, stop.start() - 60) : stop.start()].rsplit(maxsplit=1)[-1:]
    ahead = text[at : at + 60].split(maxsplit=1)[:1]
    token = "".join(behind) + mark + "".join(ahead)
    return None if _ADDRESS.search(token) or token.count(".") > 2 else at


def _shorten(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range cut until no part is longer than `LONGEST`, each time at the strongest mark in its second half."""
    while end - start > LONGEST:
        cut = start + LONGEST
        for weak in _WEAK:
            places = [found.end() for found in weak.finditer(text, start + LONGEST // 2, start + LONGEST)]
            if places:
                cut = places[-1]
                break
        yield from _worded(text, start, cut)
        start, end = trim(text, cut, end)
    yield from _worded(text, start, end)
