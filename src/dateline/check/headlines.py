"""Headlines that say more than the report below them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.check.counts import counts, explained_by_others, same_people
from dateline.check.view import View, where, words
from dateline.schema import Claim, Factuality, Finding

_TOLD = ("takeover", "withdrawal", "flight", "surrender", "release", "agreement", "transition")
_OPEN = (Factuality.POSSIBLE, Factuality.FUTURE, Factuality.NEGATED)


def headline_stronger(view: View) -> Iterator[Finding]:
    """Facts of the headline that the body leaves open, and counts of the headline that the body does not reach."""
    head = view.headline
    if head is None or words("hedged").search(head.text) or "?" in head.text:
        return
    top = [claim for claim in view.claims if _fact(view, claim)]
    for claim in top:
        weaker = _weaker(view, claim)
        if weaker is not None:
            message = f"told as a fact in the headline, but only as {weaker.factuality.value} below it"
            yield view.finding("headline-stronger", message, claim.trigger, weaker.trigger)
            return
    yield from _larger_count(view)


def _fact(view: View, claim: Claim) -> bool:
    return view.in_headline(claim.trigger) and claim.factuality is Factuality.ACTUAL and not claim.sources


def _weaker(view: View, top: Claim) -> Claim | None:
    """The first claim below that leaves the headline's event open, where none below tells it as happened."""
    if top.type not in _TOLD or not top.place:
        return None
    places = {where(place) for place in top.place}
    same = [
        claim for claim in view.claims if claim.type == top.type and places & {where(place) for place in claim.place}
    ]
    below = [claim for claim in same if not view.in_headline(claim.trigger)]
    if not below or any(claim.factuality not in _OPEN for claim in below):
        return None
    if all(claim.factuality is Factuality.FUTURE for claim in below) and not _first(view, below[0]):
        return None
    return below[0] if _first(view, below[0]) else None


def _first(view: View, claim: Claim) -> bool:
    """Whether the claim stands in the lead, which tells what the headline sums up."""
    return claim.sentence in view.body[:3]


def _larger_count(view: View) -> Iterator[Finding]:
    """A number in the headline that no count of the body allows, where the lead gives a smaller one."""
    found = counts(view)
    lead = view.body[:4]
    for top in found:
        if not _fact(view, top.claim) or top.exact is None:
            continue
        below = [one for one in found if not view.in_headline(one.claim.trigger) and one.deed == top.deed]
        if not below or explained_by_others(top, below):
            continue
        for one in below:
            if (
                one.most is not None
                and one.most < top.exact
                and one.claim.sentence in lead
                and same_people(view, top, one)
            ):
                said = " ".join(f"{top.quantity.span.text} in the headline, {one.quantity.span.text} below it".split())
                yield view.finding("headline-stronger", said, top.quantity.span, one.quantity.span)
                return
