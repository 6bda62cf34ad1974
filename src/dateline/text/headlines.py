"""Where the headline ends in a text that lost its line breaks."""

from __future__ import annotations

import re
from functools import cache

from dateline import data
from dateline.text import dates
from dateline.text.patterns import patterns

_REACH = 250
"""Characters in which a headline must have ended."""
_WORD = re.compile(r"\S+")
_AGENCY_END = re.compile(r"\b([A-Z]{2,10}|[A-Z][a-z]{2,12})\s\Z")
_LEADING_IN = re.compile(r"\b(?:on|of|since|until|from|in|by|to|and|the|dated|before|after)\s\Z", re.IGNORECASE)


def headline_end(text: str, start: int, end: int, title: str | None) -> int | None:
    """Where a headline that starts at `start` and runs into the story ends; None where nothing shows it.

    Cues, the surest first: the title the caller knows; an agency or a date of the page behind it; a closing "monitor"
    or "sources"; the story beginning with the headline's own first words; title case that ends; a first sentence in
    title case.
    """
    limit = min(end, start + _REACH)
    if title and (known := _known(text, start, end, title)) is not None:
        return known
    if end - start <= _REACH:
        return None
    stop = re.search(r"[.!?]\s", text[start:limit])
    first = start + stop.start() + 1 if stop else limit
    for cue in (_before_date, _before_cited, _repeated, _cased):
        found = cue(text, start, first if cue is not _before_date else limit)
        if found is not None and found - start >= 15:
            return found
    if stop is not None and title_cased(text[start:first]):
        return first
    return None


def title_cased(words: str) -> bool:
    """Whether all but the small words begin with a capital, as headlines of many outlets are set."""
    long = [word for word in words.split() if word.casefold().strip(".,:;") not in _small() and word[0].isalpha()]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.85 * len(long)


def _known(text: str, start: int, end: int, title: str) -> int | None:
    """Behind the title, where the text opens with it, whatever its case and spacing."""
    words = title.split()
    if not words:
        return None
    at = start
    for word in words:
        while at < end and text[at].isspace():
            at += 1
        if text[at : at + len(word)].casefold() != word.casefold():
            return None
        at += len(word)
    if at < end and text[at].isalnum():
        return None
    while at < end and text[at] in ".!?":
        at += 1
    return at


def _before_date(text: str, start: int, limit: int) -> int | None:
    """In front of the page's own date, and of the agency that stands before it."""
    for date in sorted(dates.printed(text, start, limit), key=lambda date: date.start):
        before = text[start : date.start]
        behind = text[date.end : date.end + 3].lstrip()[:1]
        if (agency := _AGENCY_END.search(before)) and patterns().agency.fullmatch(agency.group(1)):
            return start + agency.start(1)
        if before.rstrip()[-1:] in {"(", "["}:
            continue
        dates_event = _LEADING_IN.search(before) or not behind or behind.islower() or behind in ",.;)"
        if dates_event or "." in before.rstrip(" ."):
            continue
        for agency in patterns().agency.finditer(text, start + 15, date.start):
            if date.start - agency.end() < 60 and agency.group().isupper():
                return agency.start()
        return date.start
    return None


def _before_cited(text: str, start: int, limit: int) -> int | None:
    """Behind the closing word that says who is cited, where a new beginning or an agency follows it."""
    for cited in patterns().cited.finditer(text, start, limit):
        behind = text[cited.end() : cited.end() + 2]
        if len(text[start : cited.start()].split()) < 5 or not re.match(r"\s[A-Z0-9\"“]", behind):
            continue
        marked = text[cited.start() - 2 : cited.start()].strip() in {":", "-", "–", "—"}
        if marked or not title_cased(text[start:limit]):
            return cited.end()
    return None


def _repeated(text: str, start: int, limit: int) -> int | None:
    """In front of the second place where the first two names or the first three words stand."""
    words = [word.group() for word in _WORD.finditer(text, start, min(limit, start + 60))]
    named = len(words) > 1 and words[1][0].isupper()
    lead = " ".join(words[: 2 if named else 3])
    if len(words) < 3 or len(lead) < 8 or not lead[0].isupper():
        return None
    at = text.find(f" {lead} ", start + 20, limit)
    if at < 0:
        return None
    before = text[start:at].rsplit(maxsplit=1)[-1].casefold().strip(",:")
    return None if before in _small() else at


def _cased(text: str, start: int, limit: int) -> int | None:
    """In front of the capitalised opening word ("The", "Three") behind which title case ends."""
    words = list(_WORD.finditer(text, start, limit))
    plain = next((i for i, word in enumerate(words) if _plain(word.group())), None)
    if plain is None or plain < 5 or not title_cased(text[start : words[plain].start()]):
        return None
    for i in range(plain - 1, 4, -1):
        word = words[i].group()
        if word[0].isupper() and word.casefold() in _openers() and words[i - 1].group().casefold() not in _small():
            return words[i].start()
    return None


def opening_word(text: str, start: int, end: int) -> int | None:
    """The first capitalised word that hardly ever stands inside a name ("The", "Sixteen"), None where there is none."""
    before = ""
    for word in _WORD.finditer(text, start, end):
        if word.group()[0].isupper() and word.group().casefold() in _openers() and before not in _small():
            return word.start()
        before = word.group().casefold()
    return None


@cache
def _small() -> frozenset[str]:
    return frozenset(data.table("text_boilerplate.toml")["headline"]["small"])


@cache
def _openers() -> frozenset[str]:
    lists = data.table("text_sentences.toml")
    return frozenset(lists["starters"]) | frozenset(lists["numbers"])


def _plain(word: str) -> bool:
    """Whether title case would have capitalised the word."""
    return word[0].islower() and len(word) > 3 and word.isalpha() and word not in _small()
