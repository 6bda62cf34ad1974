"""Findings: what does not add up inside one report, by rules that would rather be silent than wrong."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.check.counts import count_disagrees
from dateline.check.dates import date_order
from dateline.check.durations import duration_date
from dateline.check.headlines import headline_stronger
from dateline.check.pages import markdown as markdown
from dateline.check.places import taken_and_being_taken, who_disagrees
from dateline.check.quotes import quote_without_speaker
from dateline.check.view import View
from dateline.check.weekdays import weekday_date
from dateline.schema import Claim, Finding, Mention, Report, Speech


def findings(
    report: Report, claims: Sequence[Claim], mentions: Sequence[Mention], attributions: Sequence[Speech]
) -> tuple[Finding, ...]:
    """What does not add up in one report, in order of the first span, for its reader to look at with care.

    Each finding's `code` is a section of `docs/findings.md` and names at least one span of the report.
    """
    view = View(report, claims, mentions, attributions)
    stronger = list(headline_stronger(view))
    above = {span for one in stronger for span in one.spans}
    found = [
        *weekday_date(view),
        *duration_date(view),
        *count_disagrees(view),
        *stronger,
        *(one for one in taken_and_being_taken(view) if not above & set(one.spans)),
        *quote_without_speaker(view),
        *date_order(view),
        *who_disagrees(view),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.spans[0], one.code)))
