"""Weekdays that do not fit: the date beside them, the day of publication, or the day that is told elsewhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from dateline.check.calendar import GREGORIAN, Written, long_date, weekday_name, weekday_number, weekday_of, written
from dateline.check.view import View, key, plain, published, sources, where, words
from dateline.schema import Claim, DateOrigin, Factuality, Finding, Span, days

_NEAR = 60  # days around publication in which a date without a year is safely of the nearest year
_TODAY = re.compile(r"\b(?:today|tonight|this day),?\s(?:on\s)?(?:\w+day,?\s)?\(?\Z", re.IGNORECASE)
_EARLY = re.compile(
    r"\b(?:early(?:\s(?:on|in the morning of))?|before dawn (?:on|of)|at dawn (?:on|of))\s\Z", re.IGNORECASE
)
_MORNING = re.compile(r"\s(?:morning|at dawn|before dawn|at daybreak)\b", re.IGNORECASE)


def weekday_date(view: View) -> Iterator[Finding]:
    """Weekdays beside a date of another weekday, in one phrase or told of the same event."""
    yield from _beside(view)
    yield from _today(view)
    yield from _announced(view)
    yield from _told_twice(view)


def _beside(view: View) -> Iterator[Finding]:
    now = published(view.report)
    for one in written(view.text):
        if one.weekday is None:
            continue
        day = one.date(now)
        if day is None or day.year < GREGORIAN or (one.year is None and now and abs((day - now).days) > _NEAR):
            continue
        if day.weekday() != one.weekday:
            said = weekday_of(one.weekday)
            message = f"{long_date(day)} is a {weekday_of(day.weekday())}, not a {said}"
            yield view.finding("weekday-date", message, view.report.span(one.first, one.last))


def _today(view: View) -> Iterator[Finding]:
    """Days such as "today, Friday" in a report of another day; one day off counts only against a printed date."""
    now = published(view.report)
    if now is None:
        return
    slack = 0 if view.report.published_origin is DateOrigin.TEXT else 1
    for found in _named_today().finditer(view.text):
        span = view.report.span(*found.span())
        if view.sentence(span.start) < 0 or view.quoted(span):
            continue
        word, named = found["day"].lower(), weekday_number(found["name"])
        if named is None:
            continue
        day = now + datetime.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
        off = (named - day.weekday()) % 7
        if min(off, 7 - off) > slack:
            told = f"{word} is a {weekday_of(day.weekday())} in a report of {long_date(now)}, not a {weekday_of(named)}"
            yield view.finding("weekday-date", told, span)


@cache
def _named_today() -> re.Pattern[str]:
    days_ = r"\b(?P<day>today|yesterday|tomorrow|this (?:morning|afternoon|evening)|tonight)"
    return re.compile(rf"{days_},\s(?P<name>{weekday_name().pattern})(?=[,.;:]|\s-)", re.IGNORECASE)


def _announced(view: View) -> Iterator[Finding]:
    """The night told with one weekday whose outcome a statement announces as of "today", a date of another weekday.

    Held to the narrow pattern of one night: it is told as one, it has one weekday in the whole report, and that is the
    morning of a neighbouring day; and what is announced "today" is what happened in it.
    """
    named = [found for found in weekday_name().finditer(view.text) if view.sentence(found.start()) >= 0]
    told = words("night").search(view.text)
    if len({found.group().lower() for found in named}) != 1 or told is None:
        return
    morning = next((found for found in named if _is_morning(view, found)), None)
    if morning is None or not _tells_outcome(view, morning.start()):
        return
    for one in written(view.text):
        if not _TODAY.search(view.text, max(0, one.start - 30), one.start) or not _announces(view, one):
            continue
        day = one.date(published(view.report))
        said = weekday_number(morning.group())
        if day is not None and said is not None and (day.weekday() - said) % 7 in (1, 6):
            message = (
                f"the night is put before {morning.group()} morning, but the announcement of its outcome is dated "
                f"today, {long_date(day)}, a {weekday_of(day.weekday())}"
            )
            yield view.finding("weekday-date", message, _with_part(view, morning), view.report.span(one.start, one.end))
            return


def _is_morning(view: View, found: re.Match[str]) -> bool:
    """Whether it is "early Saturday" or "Saturday morning", in the report's own words."""
    text = view.text
    early = _EARLY.search(text, max(0, found.start() - 30), found.start()) or _MORNING.match(text, found.end())
    return early is not None and not view.quoted(view.report.span(found.start(), found.end()))


def _with_part(view: View, found: re.Match[str]) -> Span:
    early = _EARLY.search(view.text, max(0, found.start() - 30), found.start())
    return view.report.span(early.start() if early else found.start(), found.end())


def _tells_outcome(view: View, offset: int) -> bool:
    """Whether the paragraph at `offset` tells a place as taken or a rule as ended."""
    return any(
        claim.type in ("takeover", "transition", "release")
        and claim.factuality is Factuality.ACTUAL
        and not claim.sources
        and view.same_paragraph(claim.trigger.start, offset)
        for claim in view.claims
    )


def _announces(view: View, one: Written) -> bool:
    """Whether the sentence of that date makes an announcement of an outcome on that day."""
    at = view.sentence(one.start)
    if at < 0:
        return False
    said = view.report.sentences[at].text
    return words("declares").search(said) is not None and words("outcome").search(said) is not None


def _told_twice(view: View) -> Iterator[Finding]:
    """One takeover of one place on two days: one by its weekday, the other by a calendar date."""
    dated = [claim for claim in view.claims if claim.type == "takeover" and _place(claim) and _single_day(claim)]
    taken = [claim for claim in dated if claim.factuality is Factuality.ACTUAL]
    for first, second in combinations(taken, 2):
        if _place(first) != _place(second) or sources(first) != sources(second) or first.sentence == second.sentence:
            continue
        if not _one_gainer(first, second) or words("after").search(f"{first.sentence.text} {second.sentence.text}"):
            continue
        one, other = _single_day(first), _single_day(second)
        if (
            one is None
            or other is None
            or not _by_weekday(one[1], other[1])
            or not 0 < abs((one[0] - other[0]).days) < 7
        ):
            continue
        name, here, there = first.place[0].span, *sorted((one[1], other[1]))
        message = (
            f"{plain(name.text)} is taken {plain(here.text)} and taken {plain(there.text)}, which are different days"
        )
        yield view.finding("weekday-date", message, here, there)
        return


def _single_day(claim: Claim) -> tuple[datetime.date, Span] | None:
    when = days(claim.time.iso) if claim.time else None
    return (when[0], claim.time_span) if when and when[0] == when[1] and claim.time_span else None


def _place(claim: Claim) -> str | None:
    return where(claim.place[0]) if len(claim.place) == 1 else None


def _one_gainer(first: Claim, second: Claim) -> bool:
    return (
        not first.agent
        or not second.agent
        or bool({key(one) for one in first.agent} & {key(one) for one in second.agent})
    )


def _by_weekday(first: Span, second: Span) -> bool:
    """Whether exactly one of the two is a bare weekday, and the other a date."""
    dated = [next(written(span.text), None) is not None for span in (first, second)]
    bare = [
        weekday_name().search(span.text) is not None and not date
        for span, date in zip((first, second), dated, strict=True)
    ]
    return (bare[0] and dated[1]) or (bare[1] and dated[0])
