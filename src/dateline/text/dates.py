"""The day on which a report was published, as its own page prints it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline import data
from dateline.schema import Segment, SegmentKind

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\S.*)?")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_.-]|\Z)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A full date as printed: its range in the text and the ISO day it names.

    Attributes:
        rank: 0 for "published ...", 1 for a bare date, 2 for "updated ...": the lower the more telling.
        start: where the words that belong to the date begin, label included; `day_start` leaves the label out.
        end: behind the date and the clock time after it; `day_end` leaves the clock out.
    """

    start: int
    end: int
    day_start: int
    day_end: int
    day: datetime.date
    rank: int


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled patterns of `data/text_dates.toml`."""

    dates: tuple[re.Pattern[str], ...]
    label: re.Pattern[str]
    clock: re.Pattern[str]
    filler: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    part = data.table("text_dates.toml")["patterns"]
    month, weekday, zone = part["month"], part["weekday"], part["zone"]
    lead = rf"(?:\b{weekday},?\s{{1,3}})?"
    month_name = rf"(?P<month>{month})"
    year = r"(?P<year>(?:19|20)\d\d)(?!\d)"
    forms = (
        rf"{lead}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s|-|/| of ){month_name}[,\s/-]{{0,2}}\s?{year}",
        rf"{lead}\b{month_name}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s?{year}",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{year}",
        rf"{lead}\b(?P<day>\d{{1,2}})(?P<mark>[-/])(?P<month>\d{{1,2}})(?P=mark){year}",
    )
    half = r"[ap]\.?m\.?"
    clock = rf"\d{{1,2}}[:.h]\d\d(?::\d\d)?|\d{{4}}(?=\s*(?:{zone}|$))|\d{{1,2}}\s?{half}"
    hour = rf"(?:at\s)?(?:{clock}|(?<=at )\d{{4}})(?:\s?(?:{half}|{zone})){{0,3}}"
    behind = rf"(?:T\d\d:\d\d\S{{0,12}}|[\s,|–-]{{0,3}}{hour})"
    first, changed = part["published"], part["updated"]
    label = rf"\b(?:(?P<published>{first})|(?P<updated>{changed}))(?:\s(?:on|at|in))?\s?[:|–-]?\s{{0,3}}\Z"
    small = r"\b(?:on|at|in|and|mins?|minutes?|read|ago|local|time)\b"
    filler = rf"{weekday}|{clock}|{zone}|{half}|{small}|{first}|{changed}|[\W\d_]"
    return _Grammar(
        tuple(re.compile(form, re.IGNORECASE) for form in forms),
        re.compile(label, re.IGNORECASE),
        re.compile(behind, re.IGNORECASE),
        re.compile(filler, re.IGNORECASE),
    )


def is_iso(value: str) -> bool:
    """Whether the value is an ISO 8601 date or date-time with a full date, as `Report.published` must be."""
    if not _ISO.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value[:10])
        datetime.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def in_url(url: str | None) -> str | None:
    """The ISO day that many outlets put into the address of a report (`/2024/12/08/`), None where there is none."""
    found = _URL_DAY.search(url or "")
    day = found and _day(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    return day.isoformat() if day else None


def printed(text: str, start: int, end: int) -> Iterator[Printed]:
    """The full dates printed in `text[start:end]` with their labels ("Published:") and clock times, in no fixed order.

    A date is full with a year. `03/04/2024` is left out, for nobody knows which is the month; with dots or dashes the
    day comes first.
    """
    grammar = _grammar()
    for form in grammar.dates:
        for found in form.finditer(text, start, end):
            day = _of_match(found)
            if day is None:
                continue
            label = grammar.label.search(text[max(start, found.start() - 40) : found.start()])
            clock = grammar.clock.match(text, found.end(), end)
            yield Printed(
                start=found.start() - len(label.group()) if label else found.start(),
                end=clock.end() if clock else found.end(),
                day_start=found.start(),
                day_end=found.end(),
                day=day,
                rank=1 if label is None else 0 if label.group("published") else 2,
            )


def is_date_line(line: str) -> bool:
    """Whether the line prints a date and hardly anything else, as the line under a headline does."""
    if len(line) > 120 or not any(map(str.isdigit, line)):
        return False
    found = next(printed(line, 0, len(line)), None)
    if found is None:
        return False
    rest = line[: found.start] + " " + line[found.end :]
    for form in _grammar().dates:
        rest = form.sub(" ", rest)
    words = _grammar().filler.sub(" ", rest).split()
    return len(words) <= (3 if found.start <= 3 and len(line) < 70 else 1) and not any(map(str.islower, words))


def published(text: str, segments: Sequence[Segment]) -> Printed | None:
    """The date that the report prints as its own, None where nothing but events is dated.

    What counts: dates in datelines and date lines, dates labelled as such around the story, and at last a speaker's
    "today, December 8, 2024" in the story itself.
    """
    around: list[Printed] = []
    for segment in segments:
        if segment.kind is SegmentKind.DATELINE:
            around.extend(printed(text, segment.start, segment.end))
        elif segment.kind in {SegmentKind.BYLINE, SegmentKind.BOILERPLATE}:
            around.extend(date for date in printed(text, segment.start, segment.end) if date.rank != 1)
    if around:
        return min(around, key=lambda date: (date.rank, date.start))
    bodies = (segment for segment in segments if segment.kind is SegmentKind.BODY)
    return next((date for body in bodies for date in _today(text, body)), None)


def _today(text: str, body: Segment) -> Iterator[Printed]:
    """Dates that the body itself calls today."""
    for date in printed(text, body.start, body.end):
        before = text[max(body.start, date.day_start - 12) : date.day_start].casefold()
        if re.search(r"\btoday,?\s?\(?\Z", before):
            yield date


def _of_match(found: re.Match[str]) -> datetime.date | None:
    """The day a match names, None for an impossible or an ambiguous one."""
    name, day = found.group("month"), int(found.group("day"))
    if not name.isdigit():
        return _day(int(found.group("year")), data.table("text_dates.toml")["months"][name[:3].casefold()], day)
    month = int(name)
    if "mark" in found.re.groupindex and found.group("mark") == "/":
        if day <= 12 and month <= 12 and day != month:
            return None
        if month > 12:
            day, month = month, day
    return _day(int(found.group("year")), month, day)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
