"""Calendar dates and weekdays as they are written in a report, headers included."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline import data
from dateline.check.view import words

GREGORIAN = 1924
"""The first year from which all countries of the reports count days alike."""


@dataclass(frozen=True, slots=True)
class Written:
    """A day as written.

    Attributes:
        start, end: where the date stands, without a weekday.
        year: None where none is written.
        weekday: 0 for Monday, None where none stands beside the date.
        first, last: where date and weekday stand together.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None
    first: int
    last: int

    def date(self, near: datetime.date | None = None) -> datetime.date | None:
        """The day it is; without a written year the one nearest to `near`, None where there is no such day."""
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if near is None:
            return None
        around = (_date(near.year + step, self.month, self.day) for step in (-1, 0, 1))
        return min((day for day in around if day), key=lambda day: abs((day - near).days), default=None)


@cache
def weekdays() -> dict[str, int]:
    """The number of each weekday by its written forms in lower case."""
    table = data.table("times.toml")["weekdays"]
    full = [name.lower() for name in table["names"]]
    short = {
        name.lower(): next(at for at, one in enumerate(full) if one.startswith(name.lower()[:3]))
        for name in table["short"]
    }
    return {**short, **{name: at for at, name in enumerate(full)}}


@cache
def months() -> dict[str, int]:
    """The number of each month by its written forms in lower case."""
    return {name.lower(): int(number) for number, names in data.table("times.toml")["months"].items() for name in names}


@cache
def weekday_name() -> re.Pattern[str]:
    """A weekday in full, but not a name such as "Black Friday"."""
    table = data.table("times.toml")["weekdays"]
    names = "|".join(table["names"])
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    year = r"(?:(?:,?\s{1,2}|\sof\s)(?P<year>(?:19|20)\d\d)\b(?![-–]\d))?"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    forms = (
        rf"\b{day}\s(?:of\s)?(?P<month>{month})\b\.?{year}",
        rf"\b(?P<month>{month})\b\.?\s{day}\b(?!\d|[.,:]\d|\s?[%])(?:{year.replace('?P<year>', '?P<year>')})",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?!\d)",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b",
    )
    named = re.compile(
        "|".join(re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{at}>", form) for at, form in enumerate(forms)), re.IGNORECASE
    )
    name = "|".join(sorted(weekdays(), key=len, reverse=True))
    part = words("day_part").pattern
    before = re.compile(
        rf"(?:(?P<odd>\w+)\s)?\b(?P<name>{name})\b\.?(?:\s{part}){{0,2}}(?:,\s?|\s\(|\s[-–—]\s|\s)(?:on\s|the\s)?\Z",
        re.IGNORECASE,
    )
    after = re.compile(
        rf"(?:,\s(?:a\s)?|\s\((?:a\s)?)(?P<name>{name})\b(?=\.?(?:\)|,|\.|;|\s(?:that|when)\b))", re.IGNORECASE
    )
    return named, before, after


def written(text: str, start: int = 0, end: int | None = None) -> Iterator[Written]:
    """The days written with day and month in `text[start:end]`, in order."""
    named, before, after = _patterns()
    end = len(text) if end is None else end
    odd = frozenset(data.table("times.toml")["weekdays"]["not_after"])
    for found in named.finditer(text, start, end):
        day, month, year = _figures(found)
        lead = before.search(text[max(start, found.start() - 40) : found.start()])
        tail = None if lead else after.match(text, found.end(), min(end, found.end() + 30))
        if lead and (lead["odd"] or "").lower() in odd:
            lead = None
        name = lead or tail
        yield Written(
            found.start(),
            found.end(),
            year,
            month,
            day,
            weekdays()[name["name"].lower()] if name else None,
            found.start() - (len(lead.group()) - (lead.start("name") - lead.start())) if lead else found.start(),
            tail.end("name") if tail else found.end(),
        )


def _figures(found: re.Match[str]) -> tuple[int, int, int | None]:
    values = {name[:-1]: value for name, value in found.groupdict().items() if value}
    month = values["month"].lower()
    year = values.get("year")
    return int(values["day"]), int(month) if month.isdecimal() else months()[month], int(year) if year else None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def weekday_of(number: int) -> str:
    """The name of a weekday, 0 for Monday."""
    return str(data.table("times.toml")["weekdays"]["names"][number])


def long_date(day: datetime.date) -> str:
    """A date for a message: "8 December 2024"."""
    return f"{day.day} {data.table('times.toml')['months'][str(day.month)][0]} {day.year}"
