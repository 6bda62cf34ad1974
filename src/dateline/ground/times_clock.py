"""Counts time expressions from the right date.

One mode for all texts: what an expression is counted from follows from its words and from the text around it. Deictic
words ("on Friday", "yesterday", "last month") count from the day of publication; anaphoric ones ("two days later", "the
same month") from the last date told; a day or month without a year from publication in news and from the last date told
in a history, a text that tells many years of its own and hardly points to the day of its writing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dateline import data
from dateline.ground import times_calendar as calendar
from dateline.ground.times_calendar import Period, Stamp
from dateline.ground.times_grammar import Expression, anniversary
from dateline.ground.times_patterns import Kind
from dateline.schema import Anchor, Interval

Found = tuple[Period, Anchor]

_BACK = frozenset(("last", "past", "previous", "preceding", "prior", "before", "earlier", "this past", "the previous"))
_ON = frozenset(
    (
        "next",
        "coming",
        "following",
        "ensuing",
        "subsequent",
        "after",
        "this coming",
        "the following",
        "the next",
        "the coming",
    )
)
_ANAPHORIC = frozenset(
    (
        "previous",
        "preceding",
        "prior",
        "following",
        "ensuing",
        "subsequent",
        "same",
        "that",
        "before",
        "after",
        "earlier",
    )
) | {"that same", "this same", "the same", "the following", "the previous"}
_DAYS = ("day", "night", "morning", "afternoon", "evening")
_NEAR = 45  # days ahead within which a date without a year is rather the coming one than one almost a year old
_HALVES = {
    "first half": (1, 6),
    "second half": (7, 12),
    "latter half": (7, 12),
    "first quarter": (1, 3),
    "second quarter": (4, 6),
    "third quarter": (7, 9),
    "fourth quarter": (10, 12),
}
_EDGES = {"end": 12, "close": 12, "beginning": 1, "start": 1, "outset": 1}
_WORDS = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def _table() -> Mapping[str, Any]:
    return data.table("times.toml")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What turns a time to the future, what turns it back, and the first verb after a time that opens a sentence."""
    words = _table()["words"]
    coming = re.compile(rf"\b(?:{'|'.join(words['future'])})\b", re.IGNORECASE)
    past = re.compile(rf"\b(?:{'|'.join(words['saying'])}|\w{{2,20}}ed\s(?:(?:late|early)\s)?on)\b", re.IGNORECASE)
    verb = re.compile(
        rf"\b(?:(will|shall|is set to|are set to)|{'|'.join(words['saying'])}|\w{{2,20}}ed|was|were|had|has|have)\b",
        re.IGNORECASE,
    )
    return coming, past, verb


@dataclass(slots=True)
class Clock:
    """What a text is counted from while it is read: the day of publication and the date that the story has come to.

    `last` is the last date of all, asides ("the fifth year since 2011") included.
    """

    text: str
    published: datetime.date | None
    history: bool
    focus: Stamp | None = None
    last: Stamp | None = None
    _told: Stamp | None = None
    _start: int = -1
    _end: int = -1

    def interval(self, one: Expression, start: int, end: int) -> Interval | None:
        """The days of an expression of the sentence `text[start:end]`; to be called in the order of the text."""
        if start != self._start:
            self._start, self._end, self._told = start, end, None
        found = self._resolve(one)
        if found is None:
            return None
        period, anchor = found
        if not (calendar.exists(period.first) and calendar.exists(period.last)):
            return None
        if one.kind not in (Kind.WINDOW, Kind.THEN, Kind.CENTURY, Kind.DECADE):
            self._tell(one, period)
        return Interval(period.iso, anchor)

    def _tell(self, one: Expression, period: Period) -> None:
        """Moves the last date told on; a bare year that holds it tells no more, one far back or ahead is an aside."""
        told = period.first if one.way == "since" else period.last
        self.last = told
        bare = one.kind is Kind.DATE and one.month is None
        if bare and self.focus is not None:
            away = told.year - self.focus.year
            opens = one.start - self._start < 12
            if away == 0 or (not opens and not -1 <= away <= 3):
                return
        self.focus = told
        if one.kind is Kind.DATE and one.year is not None and one.month is not None:
            self._told = told

    def _resolve(self, one: Expression) -> Found | None:  # noqa: PLR0911
        match one.kind:
            case Kind.RANGE:
                return self._range(one)
            case Kind.DATE:
                return self._date(one)
            case Kind.WEEKDAY:
                return self._weekday(one)
            case Kind.WORD:
                return self._word(one)
            case Kind.UNIT:
                return self._unit(one)
            case Kind.SHIFT:
                return self._shift(one)
            case Kind.WINDOW:
                return self._window(one)
            case Kind.THEN:
                return self._until_now(calendar.alone(self.last), Anchor.NARRATIVE) if self.last else None
            case Kind.SEASON:
                return self._season(one)
            case Kind.HOLIDAY:
                month, day = _table()["holidays"][one.word]
                return self._date(replace(one, kind=Kind.DATE, month=month, day=day))
            case _:
                return _fixed(one)

    def _range(self, one: Expression) -> Found | None:
        first, last = one.first, one.last
        if first is None:
            return None
        if last is None:
            found = self._resolve(first)
            return self._until_now(*found) if found else None
        head = self._resolve(first)
        if head is None:
            return None
        if first.kind is Kind.DATE:
            self.focus = head[0].last
        tail = self._resolve(last)
        if tail is None:
            return None
        begin, end = head[0].first, tail[0].last
        if begin.date and end.date and begin.date > end.date and first.kind is Kind.WEEKDAY:
            begin = calendar.of_date(calendar.weekday_before(end.date, begin.date.weekday()))
        if calendar.order(begin) > calendar.order(end):
            return None
        anchor = head[1] if head[1] is not Anchor.STATED else tail[1]
        return Period(begin, end), anchor

    def _until_now(self, start: Period, anchor: Anchor) -> Found:
        """From the start to publication, as exactly as the start is told; the start alone where that day is unknown."""
        if self.published is None or self.history:
            return start, anchor
        now = calendar.of_date(self.published)
        end = now if start.first.day else now.at("month")
        if calendar.order(start.first) > calendar.order(end):
            return start, anchor
        return Period(start.first, end), anchor

    def _date(self, one: Expression) -> Found | None:
        if one.year is not None:
            return _of_year(one, self._century(one, one.year)), Anchor.STATED
        if one.month is None:
            return None
        return self._month_which(one) if one.which else self._yearless(one)

    def _yearless(self, one: Expression) -> Found | None:
        """A month or day without a year: of the date told in the same sentence, of the story, or of publication."""
        named = anniversary(one, self.text)
        if named is not None:
            return _of_year(one, named), Anchor.ASSUMED
        told = self._told
        if told is None or (self.published is not None and self.published.year == told.year):
            told = self.focus if self.history or self.published is None else None
        if told is not None:
            return _of_year(one, _nearest_year(told, one)), Anchor.NARRATIVE
        if self.history or self.published is None:
            return None
        return _of_year(one, self._year_by_publication(one, self.published)), Anchor.ASSUMED

    def _century(self, one: Expression, year: int) -> int:
        """The year itself; for one written with two figures ('89) in a history that of the century told."""
        written = self.text[one.start : one.end]
        if self.history and self.focus is not None and re.search(r"(?<!\d)['’]\d\d$", written):
            return self.focus.year // 100 * 100 + year % 100
        return year

    def _year_by_publication(self, one: Expression, day: datetime.date) -> int:
        """The year of a month or day in news: the latest one past, the next one where the sentence looks ahead."""
        told = (one.month or 1, one.day or 0)
        now = (day.month, day.day if one.day else 0)
        if told <= now:
            return day.year + (told < now and self._ahead(one))
        coming = calendar.Stamp(day.year, one.month, one.day or 1).date
        near = coming is not None and one.day is not None and (coming - day).days <= _NEAR
        return day.year if near or self._ahead(one) else day.year - 1

    def _month_which(self, one: Expression) -> Found | None:
        """Months that point to their year: "last September", "March last year", "October of that year"."""
        month = one.month or 1
        base, anchor = self._base(anaphoric=one.which in _ANAPHORIC)
        if base is None:
            return None
        written = self.text[one.start : one.end].lower()
        if written.endswith("year"):
            step = -1 if one.which in _BACK else 1 if one.which in _ON else 0
            return _of_year(one, calendar.years_from(base, step).year if step else base.year), anchor
        if one.which in _BACK:
            return _of_year(one, base.year if month < (base.month or 13) else base.year - 1), anchor
        if one.which in _ON:
            return _of_year(one, base.year if month > (base.month or 0) else base.year + 1), anchor
        return _of_year(one, base.year), anchor

    def _base(self, *, anaphoric: bool) -> tuple[Stamp | None, Anchor]:
        """The date to count from: the last one told for anaphoric words and in histories, else that of publication."""
        if (anaphoric or self.history or self.published is None) and self.focus is not None:
            return self.focus, Anchor.NARRATIVE
        if self.published is None or self.history:
            return None, Anchor.NARRATIVE
        return calendar.of_date(self.published), Anchor.PUBLISHED

    def _weekday(self, one: Expression) -> Found | None:
        names = [name.lower() for name in _table()["weekdays"]["names"]]
        index = names.index(one.word)
        base, anchor = self._base(anaphoric=one.which in _ANAPHORIC)
        day = base.date if base else None
        if day is None:
            return None
        if anchor is Anchor.NARRATIVE:
            reach = 6 if one.which in _ON else -1 if one.which in _BACK else 3
        elif one.which in _BACK:
            reach = -1
        elif one.which in _ON:
            reach = 7
        else:
            reach = 6 if one.which == "this" or self._ahead(one) else 0
        found = calendar.weekday_before(calendar.days_from(day, reach), index)
        return calendar.alone(calendar.of_date(found)), anchor

    def _ahead(self, one: Expression) -> bool:
        """Whether the clause in which the expression stands looks to the future."""
        coming, past, verb = _cues()
        floor = max(self._start, one.start - 120)
        last = None
        for last in coming.finditer(self.text, floor, one.start):  # noqa: B007
            pass
        if last is not None:
            return past.search(self.text, last.end(), one.start) is None
        if one.start - self._start > 4:
            return False
        first = verb.search(self.text, one.end, min(self._end, one.end + 80))
        return first is not None and first[1] is not None

    def _word(self, one: Expression) -> Found | None:
        if self.published is None or self.history:
            return None
        day = calendar.days_from(self.published, _WORDS.get(one.word, 0))
        if one.word == "overnight":
            return calendar.between(calendar.days_from(day, -1), day), Anchor.PUBLISHED
        return calendar.alone(calendar.of_date(day)), Anchor.PUBLISHED

    def _unit(self, one: Expression) -> Found | None:
        told = one.which in _ANAPHORIC or (one.which == "next" and one.word in _DAYS)
        base, anchor = self._base(anaphoric=told)
        untold = told and anchor is Anchor.PUBLISHED and one.word in (*_DAYS, "week")
        if base is None or untold:
            return None
        if one.which == "past" and anchor is Anchor.PUBLISHED:
            return self._window(replace(one, count=1, way="past"))
        step = -1 if one.which in _BACK else 1 if one.which in _ON else 0
        period = calendar.unit_at(base, one.word, step)
        if period is None:
            return None
        if one.word == "week" and step == 0 and anchor is Anchor.PUBLISHED and self.published and not self._ahead(one):
            period = Period(period.first, calendar.of_date(self.published))
        if one.word == "year" and one.part in _HALVES:
            period = calendar.months(period.first.year, *_HALVES[one.part])
        elif one.word == "year" and one.part in _EDGES and not self.history:
            period = calendar.alone(Stamp(period.first.year, _EDGES[one.part]))
        return period, anchor

    def _shift(self, one: Expression) -> Found | None:
        if not one.count:
            return None
        back = one.way in ("ago", "earlier", "before", "previously", "prior")
        comes = self.text[one.start : one.start + 3].lower() in ("com", "cam") and one.way == "after"
        base, anchor = self._base(anaphoric=one.way not in ("ago", "hence") and not comes)
        if base is None:
            return None
        if comes and "less" in self.text[one.start : one.end].lower() and base.date is not None:
            return calendar.stretch(base.date, one.word, one.count, -1) or calendar.alone(base), anchor
        period = calendar.moved(
            base, one.word, -one.count if back or comes else one.count, exact=anchor is Anchor.NARRATIVE
        )
        return (period, anchor) if period else None

    def _window(self, one: Expression) -> Found | None:
        """A length that ends with the report, or begins with it where it lies ahead."""
        if self.published is None or self.history:
            return None
        count = one.count
        if not count and not one.way:
            count = {"day": 3, "hour": 1}.get(one.word, 0)
        if not count:
            return None
        if one.way == "nth":
            count -= 1
        ahead = one.which in _ON or (one.way == "within" and self._ahead(one))
        period = calendar.stretch(self.published, one.word, count, 1 if ahead else -1)
        return (period, Anchor.PUBLISHED) if period else None

    def _season(self, one: Expression) -> Found | None:
        first, last = _table()["seasons"][one.word]
        if one.year is not None:
            return calendar.months(one.year, first, last), Anchor.STATED
        base, anchor = self._base(anaphoric=one.which in _ANAPHORIC)
        if base is None:
            return None
        written = self.text[one.start : one.end].lower()
        if written.endswith("year"):
            step = -1 if one.which in _BACK else 1 if one.which in _ON else 0
            return calendar.months(base.year + step, first, last), anchor
        if anchor is Anchor.NARRATIVE:
            year = _nearest_year(base, replace(one, month=first if first < 12 else 12)) if base.month else base.year
            return calendar.months(year, first, last), anchor
        month = base.month or 1
        year = base.year if month >= first else base.year - 1
        if one.which in _BACK and year == base.year and month <= last:
            year -= 1
        if one.which in _ON or (one.which in ("", "the", "this") and self._ahead(one)):
            year = base.year if month < first else base.year + 1
        return calendar.months(year, first, last), anchor


def _fixed(one: Expression) -> Found | None:
    """Decades, centuries and dates that stand for an event: the same in every text."""
    if one.kind is Kind.DECADE and one.year is not None:
        return calendar.decade(one.year), Anchor.STATED
    if one.kind is Kind.CENTURY and one.count:
        return calendar.century(int(abs(one.count)), before_christ=one.count < 0), Anchor.STATED
    if one.kind is Kind.EVENT:
        return calendar.alone(calendar.of_iso(_table()["events"][one.word])), Anchor.STATED
    return None


def _of_year(one: Expression, year: int) -> Period:
    """The date that the expression writes, in a year."""
    if one.month is None:
        if one.year_to is not None:
            return Period(Stamp(year), Stamp(one.year_to))
        return calendar.months(year, *_HALVES[one.part]) if one.part in _HALVES else calendar.alone(Stamp(year))
    first = Stamp(year, one.month, one.day)
    if one.day_to is None:
        return calendar.alone(first)
    if one.day is not None and one.day_to < one.day:
        month = calendar.months_from(first, 1)
        return Period(first, Stamp(month.year, month.month, one.day_to))
    return Period(first, Stamp(year, one.month, one.day_to))


def _nearest_year(told: Stamp, one: Expression) -> int:
    """The year that puts a month nearest to the last date told; a story goes on rather than back."""
    if told.month is None or one.month is None:
        return told.year
    ahead = (one.month - told.month) % 12
    return calendar.months_from(told, ahead if ahead <= 6 else ahead - 12).year
