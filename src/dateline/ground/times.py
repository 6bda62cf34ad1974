"""The time expressions of a report and the calendar days that they cover."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from dateline.ground.times_clock import Clock
from dateline.ground.times_grammar import Expression, expressions
from dateline.ground.times_patterns import Kind
from dateline.schema import Anchor, Interval, Mention, MentionKind, Report

_CONFIDENCE = {Anchor.STATED: 0.97, Anchor.PUBLISHED: 0.9, Anchor.ASSUMED: 0.85, Anchor.NARRATIVE: 0.7}
_POINTING = (Kind.WEEKDAY, Kind.WORD, Kind.SHIFT, Kind.UNIT)
_DEICTIC = ("", "last", "this", "next", "past", "coming", "current")


def spot(report: Report) -> tuple[Mention, ...]:
    """Every time expression in the report's sentences, with the days it covers, to date claims and findings by.

    A stretch that opens with a clause ("since the war began in March 2011") gives two mentions, the stretch and the
    date inside it; apart from these no two overlap. `interval` is None where nothing tells the days.
    """
    found = [
        (sentence.start, sentence.end, one)
        for sentence in report.sentences
        for one in expressions(report.text, sentence.start, sentence.end)
    ]
    clock = Clock(report.text, report.day, history=_is_history([one for _, _, one in found], report.day))
    mentions = []
    for start, end, one in found:
        interval = clock.interval(one, start, end)
        confidence = _CONFIDENCE[interval.anchor] if interval else 0.0
        mentions.append(
            Mention(report.span(one.start, one.end), MentionKind.TIME, interval=interval, confidence=confidence)
        )
    return tuple(mentions)


def anchored(expression: str, day: datetime.date) -> Interval | None:
    """The days that `expression` covers in a text of `day`; None where it tells none or is no time expression."""
    found = expressions(expression, 0, len(expression))
    return Clock(expression, day, history=False).interval(found[0], 0, len(expression)) if found else None


def _is_history(found: Iterable[Expression], day: datetime.date | None) -> bool:
    """Whether a text tells a past of its own: many stated years far from its own, few words that point to its day."""
    stated = pointing = 0
    for one in found:
        if one.kind in _POINTING and one.which in _DEICTIC and one.way in ("", "ago"):
            pointing += 1
        elif one.kind is Kind.DATE and one.year is not None:
            stated += day is None or abs(one.year - day.year) > 1
    return stated > 2 * pointing + (3 if day is not None else 0)
