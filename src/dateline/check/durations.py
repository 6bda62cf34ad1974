"""Stated durations against the dates beside them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline import data
from dateline.check.calendar import Written, long_date, written
from dateline.check.view import View, published, words
from dateline.schema import Finding, MentionKind, Span, days

_MASK = "\ue000"
_SLACK = {"day": 1, "week": 4}  # a day may be counted at both ends or at none; weeks are told roundly


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stated number of days and the two days it lies between; a day that is not written is that of publication."""

    days: int
    slack: int
    first: datetime.date
    last: datetime.date

    @property
    def fits(self) -> bool:
        """Whether the number and the days agree."""
        return abs((self.last - self.first).days - self.days) <= self.slack


def duration_date(view: View) -> Iterator[Finding]:
    """Durations in days or weeks that do not lie between the dates which their sentence gives them."""
    now = published(view.report)
    for sentence in view.report.sentences:
        dates = list(written(view.text, sentence.start, sentence.end))
        if not dates or not any(map(str.isalnum, sentence.text)):
            continue
        masked = _masked(sentence, dates)
        for form, pattern in _forms().items():
            for found in pattern.finditer(masked):
                stretch = _stretch(form, found, {one.first - sentence.start: one for one in dates}, now)
                if stretch is None or stretch.fits or _explained(view, form, sentence, found, stretch):
                    continue
                apart = (stretch.last - stretch.first).days
                span = view.report.span(sentence.start + found.start(), sentence.start + found.end())
                given = "" if form in _TWO else ", the day of publication"
                message = (
                    f"{found['count']} {found['unit']}{'s' if found['count'] not in ('1', 'one') else ''} do not fit: "
                    f"from {long_date(stretch.first)} to {long_date(stretch.last)}{given}, there are {apart} days"
                )
                yield view.finding("duration-date", message, span)


_TWO = ("after", "later", "before", "between")


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """How durations and dates are put together, by name; a date is written as a run of `_MASK`."""
    numbers = "|".join(sorted(data.table("quantities.toml")["number"], key=len, reverse=True))
    span = rf"\b(?P<count>\d{{1,3}}|(?:{numbers})(?:-(?:{numbers}))?)(?:-|\s)(?P<unit>day|week)s?"
    date = rf"(?P<one>{_MASK}+)"
    other = rf"(?P<two>{_MASK}+)"
    begun = r"(?:that\s|which\s)?(?:had\s|was\s|has\s)?(?:began|begun|started|launched|opened)(?:\s(?:early|late))?"
    things = r"(?:-old)?(?:\s[\w'’-]+){1,3}?"
    forms = {
        "begun": rf"{span}{things},?\s{begun}\s(?:on\s)?{date}",
        "since": rf"{span}\s(?:since|after\sthe\sstart\son)\s{date}(?!\s?[-–]|\sand\b|\sor\b)",
        "ago": rf"{span}\sago,?\s(?:\(|on\s)?{date}",
        "after": rf"{span}\safter\s{date},?\s(?:on|it\swas)\s{other}",
        "later": rf"{date}[^.;:]{{0,60}}?\b(?:and|but|,)\s{span}\slater,?\s(?:on\s)?{other}",
        "before": rf"{span}\s(?:before|earlier\sthan)\s{date},?\son\s{other}",
        "between": rf"{span}(?:{things})?,?\s(?:from|between)\s{date}\s(?:to|until|till|through|and|–|-)\s{other}",
    }
    return {name: re.compile(form, re.IGNORECASE) for name, form in forms.items()}


def _masked(sentence: Span, dates: list[Written]) -> str:
    text = sentence.text
    for one in dates:
        start, end = max(0, one.first - sentence.start), min(len(text), one.last - sentence.start)
        text = text[:start] + _MASK * (end - start) + text[end:]
    return text


def _stretch(form: str, found: re.Match[str], dates: dict[int, Written], now: datetime.date | None) -> _Stretch | None:
    count = _number(found["count"])
    one = _day(dates.get(found.start("one")), now)
    other = _day(dates.get(found.start("two")), now or one) if form in _TWO else now
    if count is None or one is None or other is None or _bounded(found):
        return None
    unit = found["unit"].casefold()
    first, last = (other, one) if form == "before" else (one, other)
    slack = _SLACK[unit] + (form in ("begun", "since"))
    return _Stretch(count * (7 if unit == "week" else 1), slack, first, last) if first <= last else None


def _day(one: Written | None, near: datetime.date | None) -> datetime.date | None:
    return one.date(near) if one else None


def _bounded(found: re.Match[str]) -> bool:
    """Whether the words before the number only bound it."""
    before = found.string[max(0, found.start("count") - 20) : found.start("count")].rstrip()
    return any(bound.end() == len(before) for bound in words("bound").finditer(before))


def _explained(view: View, form: str, sentence: Span, found: re.Match[str], stretch: _Stretch) -> bool:
    """Whether an operation that began on a date and is over need not reach to the day of publication."""
    if form != "begun":
        return False
    end = stretch.first + datetime.timedelta(days=stretch.days)
    told = (mention.interval for mention in view.mentions if mention.kind is MentionKind.TIME and mention.interval)
    closes = any((day := days(one.iso)) is not None and abs((day[1] - end).days) <= 2 for one in told)
    rest = sentence.text[: found.start()] + " " + sentence.text[found.end() :]
    inside = sentence.text[found.start() : found.start("one")]
    return closes or words("over").search(rest) is not None or words("over").search(inside.split("that")[0]) is not None


def _number(written_: str) -> int | None:
    if written_.isdecimal():
        return int(written_)
    numbers = data.table("quantities.toml")["number"]
    parts = [numbers.get(part) for part in written_.lower().split("-")]
    return sum(int(part) for part in parts if part is not None) if all(parts) else None
