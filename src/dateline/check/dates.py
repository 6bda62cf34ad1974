"""Events after their own report, and reports printed under another date than theirs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from dateline import data
from dateline.check.calendar import long_date, written
from dateline.check.view import View, published, words
from dateline.schema import Anchor, Claim, Factuality, Finding, SegmentKind, Span, days

_HEAD = 300  # characters at the top of a page in which it prints its own date
_HAPPENED = frozenset(
    {"takeover", "strike", "attack", "casualties", "clash", "release", "withdrawal", "flight", "surrender"}
)


def date_order(view: View) -> Iterator[Finding]:
    """Events told as happened after publication, and a printed date far from the one given."""
    now = published(view.report)
    if now is not None:
        yield from _after_publication(view, now)
        yield from _printed(view, now)


def _after_publication(view: View, now: datetime.date) -> Iterator[Finding]:
    seen: set[Span] = set()
    for claim in view.claims:
        day = _calendar_day(claim)
        if day is None or claim.time_span is None or (day - now).days <= 1 or claim.time_span in seen:
            continue
        if claim.type not in _HAPPENED or claim.factuality is not Factuality.ACTUAL:
            continue
        if words("ahead").search(claim.sentence.text):
            continue
        seen.add(claim.time_span)
        message = f"told as happened on {long_date(day)}, but the report was published on {long_date(now)}"
        yield view.finding("date-order", message, claim.trigger, claim.time_span)


def _calendar_day(claim: Claim) -> datetime.date | None:
    """The first day of the event where it is told by a calendar date."""
    if claim.time is None or claim.time_span is None or claim.time.anchor not in (Anchor.STATED, Anchor.ASSUMED):
        return None
    when = days(claim.time.iso)
    return when[0] if when is not None and next(written(claim.time_span.text), None) is not None else None


def _printed(view: View, now: datetime.date) -> Iterator[Finding]:
    """A date printed as the report's own that is not that of publication."""
    if view.report.published_span is not None:
        return
    for start, end in _own_dates(view):
        dates = list(written(view.text, start, end))
        printed = [day for one in dates if (day := one.date(now)) is not None]
        if printed and all(abs((day - now).days) > 1 for day in printed):
            message = f"the report is dated {long_date(printed[0])} in its text, but was published on {long_date(now)}"
            yield view.finding("date-order", message, view.report.span(dates[0].start, dates[0].end))
            return


def _own_dates(view: View) -> Iterator[tuple[int, int]]:
    """Where a report prints its own date: in dateline and byline, and behind "Published" at the top."""
    for segment in view.report.segments:
        if segment.kind in (SegmentKind.DATELINE, SegmentKind.BYLINE):
            yield segment.start, segment.end
    first = data.table("text_dates.toml")["patterns"]["published"]
    found = re.compile(rf"\b{first}\b(?:\son)?[\s:|–-]{{1,4}}", re.IGNORECASE).search(view.text, 0, _HEAD)
    if found is not None:
        yield found.end(), min(len(view.text), found.end() + 30)
