"""Which claims are worth a person's look first: those that may be misread and on which much hangs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.picture import RecordedClaim
from dateline.web.bodies import decode
from dateline.web.events import Telling
from dateline.web.holding import Holding

_QUEUE = 2000
_ODDS = 0.5
"""The doubt about a claim that others contradict, however surely it was read."""


def queue(
    claims: Sequence[RecordedClaim], status: Sequence[int], held: Holding, how: Telling
) -> tuple[tuple[int, float, dict[str, Any]], ...]:
    """Rows of the open claims that are most worth a look, with the value of review and why.

    The value is doubt times weight: how likely it is that the claim was misread or is wrong, and how far it moves who
    holds a place or what an event's figures are.
    """
    moved = _moved(held)
    odd = {claim: one.kind for one in how.odd for position in one.positions for claim in position.claims}
    found = []
    for row, claim in enumerate(claims):
        if status[row]:
            continue
        kind = odd.get(claim.id)
        doubt = max(1 - abs(2 * claim.confidence - 1), _ODDS if kind else 0.0)
        ratio, place = moved.get(claim.id, (0.0, ""))
        weight = min(abs(ratio) / 4, 1.0) + (0.5 if kind else 0.0) + 0.1
        found.append((row, round((0.05 + doubt) * weight, 4), doubt, weight, _words(claim, kind, ratio, place)))
    found.sort(key=lambda one: (-one[1], one[0]))
    return tuple(
        (row, value, {"doubt": round(doubt, 3), "weight": round(weight, 3), "words": words})
        for row, value, doubt, weight, words in found[:_QUEUE]
    )


def _moved(held: Holding) -> dict[str, tuple[float, str]]:
    """How far each claim moves who holds a place, where it moves it most."""
    found: dict[str, tuple[float, str]] = {}
    for raw in held.places:
        place = decode(raw)
        for stretch in place["evidence"]:
            for claim, ratio, _ in stretch:
                if abs(ratio) > abs(found.get(claim, (0.0, ""))[0]):
                    found[claim] = (ratio, place["place"]["name"].partition(",")[0])
    return found


def _words(claim: RecordedClaim, kind: str | None, ratio: float, place: str) -> str:
    parts = [f"read with {claim.confidence:.0%} confidence"]
    if kind:
        parts.append(f"at odds with other claims ({kind})")
    if abs(ratio) >= 0.1:
        parts.append(f"moves who holds {place} by {abs(ratio):.1f} in log-odds")
    return "; ".join(parts)
