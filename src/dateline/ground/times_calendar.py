"""Calendar arithmetic on dates that may lack a day or a month, and on years before Christ."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A year, a month of a year, or a day; years before Christ are negative, as people write them (no year 0)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """`2024-12-08`, `2024-12`, `2011`, `-490`."""
        year = f"{self.year:04d}" if self.year >= 0 else str(self.year)
        month = "" if self.month is None else f"-{self.month:02d}"
        return year + month + ("" if self.day is None else f"-{self.day:02d}")

    @property
    def grain(self) -> str:
        """The unit it is exact to: `year`, `month` or `day`."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def date(self) -> datetime.date | None:
        """The calendar day, None for a month or a year and for days that the calendar does not have."""
        if self.month is None or self.day is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None

    def at(self, grain: str) -> Stamp:
        """The month or year it lies in; unchanged where it is no finer than that."""
        if grain == "year":
            return Stamp(self.year)
        return Stamp(self.year, self.month) if grain == "month" else self


@dataclass(frozen=True, slots=True)
class Period:
    """The time from the beginning of one stamp to the end of another, both included."""

    first: Stamp
    last: Stamp

    @property
    def iso(self) -> str:
        """One ISO value where both ends are the same, `first/last` else."""
        return self.first.iso if self.first == self.last else f"{self.first.iso}/{self.last.iso}"


def of_date(day: datetime.date) -> Stamp:
    """The stamp of a calendar day."""
    return Stamp(day.year, day.month, day.day)


def of_iso(text: str) -> Stamp:
    """The stamp that an ISO date, month or year writes.

    Raises:
        ValueError: where it is none.
    """
    year, *rest = (int(part) for part in text.split("-"))
    return Stamp(year, *rest)


def exists(stamp: Stamp) -> bool:
    """Whether the calendar has it: 30 February, month 13 and the year 0 do not exist."""
    if stamp.year == 0 or not 1 <= (stamp.month or 1) <= 12:
        return False
    return stamp.day is None or stamp.year < 0 or stamp.date is not None


def alone(stamp: Stamp) -> Period:
    """The period that is just this stamp."""
    return Period(stamp, stamp)


def days_from(day: datetime.date, count: int) -> datetime.date:
    """The day `count` days after `day`, held inside the years that the calendar covers."""
    try:
        return day + count * _ONE_DAY
    except OverflowError:
        return datetime.date.min if count < 0 else datetime.date.max


def months_from(stamp: Stamp, count: int) -> Stamp:
    """The month `count` months after the stamp's; the stamp must have one."""
    index = stamp.year * 12 + (stamp.month or 1) - 1 + count
    return Stamp(index // 12, index % 12 + 1)


def years_from(stamp: Stamp, count: int) -> Stamp:
    """The year `count` years after the stamp's, without a year 0 between 1 BC and AD 1."""
    year = stamp.year + count
    if (stamp.year < 0) != (year < 0) or year == 0:
        year += 1 if count > 0 else -1
    return Stamp(year)


def week_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday of the week of `day`."""
    monday = days_from(day, -day.weekday())
    return monday, days_from(monday, 6)


def between(first: datetime.date, last: datetime.date) -> Period:
    """The period from one day to another."""
    return Period(of_date(first), of_date(last))


def months(year: int, first: int, last: int) -> Period:
    """From a month to a month of a year; `last` above 12 reaches into the next year."""
    start = Stamp(year, first)
    return Period(start, months_from(start, last - first))


def decade(year: int) -> Period:
    """The ten years that share all but the last figure with `year`."""
    if year < 0:
        newest = -(-year // 10 * 10)
        return Period(Stamp(newest - 9), Stamp(newest))
    return Period(Stamp(year // 10 * 10), Stamp(year // 10 * 10 + 9))


def century(number: int, *, before_christ: bool = False) -> Period:
    """The hundred years of the `number`-th century."""
    if before_christ:
        return Period(Stamp(-number * 100), Stamp(-number * 100 + 99))
    return Period(Stamp(number * 100 - 99), Stamp(number * 100))
