"""What in one report does not add up."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.schema import Claim, Finding, Mention, Report, Speech


def findings(
    report: Report, claims: Sequence[Claim], mentions: Sequence[Mention], attributions: Sequence[Speech]
) -> tuple[Finding, ...]:
    """What does not add up in one report."""
    return ()
