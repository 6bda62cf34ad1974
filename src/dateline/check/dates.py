"""Days that do not fit each other: weekday and date, duration and dates, event and publication."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import combinations

from dateline.check.calendar import GREGORIAN, Written, long_date, weekday_name, weekday_of, weekdays, written
from dateline.check.view import View, days, key, plain, published, sources, where, words
from dateline.schema import Anchor, Claim, Factuality, Finding, SegmentKind, Span

_NEAR = 60  # days around publication in which a date without a year is safely of the nearest year
_HAPPENED = frozenset(
    {"takeover", "strike", "attack", "casualties", "clash", "release", "withdrawal", "flight", "surrender"}
)
_TODAY = re.compile(r"\b(?:today|tonight|this day),?\s(?:on\s)?(?:\w+day,?\s)?\(?\Z", re.IGNORECASE)
_EARLY = re.compile(
    r"\b(?:early(?:\s(?:on|in the morning of))?|before dawn (?:on|of)|at dawn (?:on|of))\s\Z", re.IGNORECASE
)
_MORNING = re.compile(r"\s(?:morning|at dawn|before dawn|at daybreak)\b", re.IGNORECASE)


def weekday_date(view: View) -> Iterator[Finding]:
    """Weekdays beside a date of another weekday, in one phrase or told of the same event."""
    yield from _beside(view)
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
        said = weekdays()[morning.group().lower()]
        if day is not None and (day.weekday() - said) % 7 in (1, 6):
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
    taken = [
        claim
        for claim in view.claims
        if claim.type == "takeover" and claim.factuality is Factuality.ACTUAL and _place(claim)
    ]
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


def date_order(view: View) -> Iterator[Finding]:
    """Events told as happened after publication, and a printed date far from the one given."""
    now = published(view.report)
    if now is None:
        return
    yield from _after_publication(view, now)
    yield from _printed(view, now)


def _after_publication(view: View, now: datetime.date) -> Iterator[Finding]:
    seen: set[Span] = set()
    for claim in view.claims:
        if (
            claim.type not in _HAPPENED
            or claim.factuality is not Factuality.ACTUAL
            or claim.time is None
            or claim.time_span is None
        ):
            continue
        when = days(claim.time.iso)
        if (
            when is None
            or claim.time.anchor is not Anchor.STATED
            or (when[0] - now).days <= 1
            or claim.time_span in seen
        ):
            continue
        if words("ahead").search(claim.sentence.text) or next(written(claim.time_span.text), None) is None:
            continue
        seen.add(claim.time_span)
        message = f"told as happened on {long_date(when[0])}, but the report was published on {long_date(now)}"
        yield view.finding("date-order", message, claim.trigger, claim.time_span)


def _printed(view: View, now: datetime.date) -> Iterator[Finding]:
    """A dateline or byline whose date is not that of publication."""
    if view.report.published_span is not None:
        return
    for segment in view.report.segments:
        if segment.kind not in (SegmentKind.DATELINE, SegmentKind.BYLINE):
            continue
        dates = list(written(view.text, segment.start, segment.end))
        printed = [day for one in dates if (day := one.date(now)) is not None]
        if printed and all(abs((day - now).days) > 1 for day in printed):
            message = f"the report is dated {long_date(printed[0])} in its text, but was published on {long_date(now)}"
            yield view.finding("date-order", message, view.report.span(dates[0].start, dates[0].end))
            return
