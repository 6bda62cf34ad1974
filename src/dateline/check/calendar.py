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
_REACH = 40  # characters between a weekday and its date


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


def weekday_number(name: str) -> int | None:
    """The number of a weekday by its name or a short form of it, 0 for Monday; None for any other word."""
    return _weekdays().get(name.casefold())


@cache
def _weekdays() -> dict[str, int]:
    table = data.table("times.toml")["weekdays"]
    full = [name.lower() for name in table["names"]]
    short = {
        name.lower(): next(at for at, one in enumerate(full) if one.startswith(name.lower()[:3]))
        for name in table["short"]
    }
    return {**short, **{name: at for at, name in enumerate(full)}}


@cache
def _months() -> dict[str, int]:
    return {name.lower(): int(number) for number, names in data.table("times.toml")["months"].items() for name in names}


@cache
def weekday_name() -> re.Pattern[str]:
    """A weekday in full."""
    names = "|".join(data.table("times.toml")["weekdays"]["names"])
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    year = r"(?:(?:,?\s{1,2}|\sof\s)(?P<year>(?:19|20)\d\d)\b(?![-–]\d))?"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
    forms = (
        rf"\b{day}\s(?:of\s)?(?P<month>{month})\b\.?{year}",
        rf"\b(?P<month>{month})\b\.?\s{day}\b(?!\d|[.,:]\d|\s?[%]){year}",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?!\d)",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)\b",
    )
    named = re.compile(
        "|".join(re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{at}>", form) for at, form in enumerate(forms)), re.IGNORECASE
    )
    name = "|".join(sorted(_weekdays(), key=len, reverse=True))
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
    for found in named.finditer(text, start, end):
        figures = _figures(found)
        if figures is None:
            continue
        floor = max(start, found.start() - _REACH)
        lead = _weekday(before.search(text[floor : found.start()]))
        tail = None if lead else _weekday(after.match(text, found.end(), min(end, found.end() + _REACH)))
        name = lead or tail
        yield Written(
            start=found.start(),
            end=found.end(),
            year=figures[2],
            month=figures[1],
            day=figures[0],
            weekday=weekday_number(name["name"]) if name else None,
            first=floor + lead.start("name") if lead else found.start(),
            last=tail.end("name") if tail else found.end(),
        )


def _weekday(found: re.Match[str] | None) -> re.Match[str] | None:
    """The match where its name is that of a day: not in "Bloody Sunday", "The Sun" or "they wed"."""
    if found is None:
        return None
    name, before = found["name"], (found.groupdict().get("odd") or "").casefold()
    short = name.casefold() not in (day.casefold() for day in data.table("times.toml")["weekdays"]["names"])
    odd = before in data.table("times.toml")["weekdays"]["not_after"] or (short and before == "the")
    return None if odd or (short and name.islower()) else found


def _figures(found: re.Match[str]) -> tuple[int, int, int | None] | None:
    """Day, month and year of a match; None where the month is another word ("5 may have died")."""
    values = {name[:-1]: value for name, value in found.groupdict().items() if value}
    name, year = values["month"], values.get("year")
    if name.islower() and name in data.table("times.toml")["month_rules"]["ambiguous"]:
        return None
    month = int(name) if name.isdecimal() else _months().get(name.casefold())
    return (int(values["day"]), month, int(year) if year else None) if month else None


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
