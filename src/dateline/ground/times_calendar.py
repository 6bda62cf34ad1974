"""Calendar arithmetic on dates that may lack a day or a month, and on years before Christ."""

from __future__ import annotations

import datetime
import math
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


def order(stamp: Stamp) -> tuple[int, int, int]:
    """A key that sorts stamps by when they begin."""
    return stamp.year, stamp.month or 0, stamp.day or 0


def weekday_before(day: datetime.date, weekday: int) -> datetime.date:
    """The latest such weekday (Monday is 0) on or before a day."""
    return days_from(day, -((day.weekday() - weekday) % 7))


_PARTS_OF_DAY = ("day", "night", "morning", "afternoon", "evening")
_DAYS_IN = {"week": 7, "weekend": 7, "fortnight": 14}
_YEARS_IN = {"year": 1, "decade": 10, "centur": 100}


def unit_at(base: Stamp, unit: str, step: int) -> Period | None:
    """The day, week, month, ... that lies `step` of them after the base's own; None where the base is too coarse."""
    day = base.date
    if unit in _PARTS_OF_DAY:
        return alone(of_date(days_from(day, step))) if day else None
    if unit in _DAYS_IN:
        return _week_at(day, unit, step) if day else None
    if unit in ("month", "quarter"):
        return _months_at(base, unit, step) if base.month else None
    if unit == "year":
        return alone(years_from(base, step) if step else base.at("year"))
    if unit == "decade":
        return decade(base.year + 10 * step)
    return century((base.year + 99) // 100 + step) if unit == "centur" and base.year > 0 else None


def _week_at(day: datetime.date, unit: str, step: int) -> Period:
    monday, sunday = week_of(days_from(day, 7 * step))
    if unit != "weekend":
        return between(monday, sunday)
    # Named on a weekday, "the weekend" is the one past.
    sunday = days_from(sunday, -7 if step == 0 and day.weekday() < 4 else 0)
    return between(days_from(sunday, -1), sunday)


def _months_at(base: Stamp, unit: str, step: int) -> Period:
    if unit == "month":
        return alone(months_from(base, step))
    start = months_from(base, 3 * step - ((base.month or 1) - 1) % 3)
    return Period(start, months_from(start, 2))


def moved(base: Stamp, unit: str, count: float, *, exact: bool) -> Period | None:
    """The date so many days, weeks, ... away; None where the base is too coarse for the unit.

    Weeks away are told as a whole calendar week unless `exact`: "two weeks ago" names no day.
    """
    day = base.date
    if unit in ("year", "decade") and count == round(count):
        years = round(count)
        return (
            None if not years else alone(years_from(base, years)) if unit == "year" else decade(base.year + 10 * years)
        )
    if unit in ("month", "year"):
        return alone(months_from(base, round(count * (12 if unit == "year" else 1)))) if base.month else None
    if day is None:
        return None
    if unit in _DAYS_IN:
        there = days_from(day, round(count * _DAYS_IN[unit]))
        return alone(of_date(there)) if exact else between(*week_of(there))
    if unit in ("minute", "hour"):
        # Less than most of a day away is the same day.
        return alone(of_date(days_from(day, round(count / 24) if unit == "hour" and abs(count) >= 18 else 0)))
    return alone(of_date(days_from(day, round(count)))) if unit in _PARTS_OF_DAY else None


def stretch(day: datetime.date, unit: str, count: float, way: int) -> Period | None:
    """So many units up to a day (`way` -1) or from it on (1), in days up to a month, then in months, then in years."""
    base = of_date(day)
    if unit in ("minute", "hour", *_PARTS_OF_DAY, *_DAYS_IN):
        days = {"minute": 0.0, "hour": 1 / 24, **_DAYS_IN}.get(unit, 1) * count
        there = of_date(days_from(day, way * (math.ceil(days) if days >= 0.5 else 0)))
        return _ordered(there, base)
    if unit in ("month", "quarter") or (unit == "year" and count != round(count)):
        months = round(count * {"quarter": 3, "year": 12}.get(unit, 1))
        there = months_from(base, way * months)
        if months == 1:
            return _ordered(Stamp(there.year, there.month, min(day.day, 28)), base)
        return _ordered(there, base.at("month"))
    years = round(count * _YEARS_IN.get(unit, 1))
    if not years or base.year + way * years < 1:
        return None
    return _ordered(Stamp(base.year + way * years), base.at("year"))


def _ordered(one: Stamp, two: Stamp) -> Period:
    return Period(*sorted((one, two), key=order))
