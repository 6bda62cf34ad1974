"""Headlines that say more than the report below them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.check.counts import counts, headline_pairs
from dateline.check.view import View, key, plain, sources, where, words
from dateline.schema import Claim, Factuality, Finding

_TOLD = frozenset({"takeover", "hold", "withdrawal", "flight", "surrender", "release", "agreement", "transition"})
_GAINED = frozenset({"takeover", "hold"})
_UNDER_WAY = frozenset({"takeover", "hold", "advance", "attack", "clash"})
_OPEN = (Factuality.POSSIBLE, Factuality.FUTURE, Factuality.NEGATED)


def headline_stronger(view: View) -> Iterator[Finding]:
    """Facts of the headline that the body leaves open or to one voice, and counts that the body does not reach."""
    head = view.headline
    if head is None:
        return
    careful = words("hedged").search(head.text) is not None or "?" in head.text
    for claim in (claim for claim in view.claims if not careful and _fact(view, claim)):
        weaker = _weaker(view, claim) or _one_sided(view, claim)
        if weaker is not None:
            said = weaker.factuality.value if weaker.factuality in _OPEN else f"told by {weaker.sources[0].party.name}"
            message = f"told as a fact in the headline, but only as {said} below it"
            yield view.finding("headline-stronger", message, claim.trigger, weaker.trigger)
            return
    yield from _larger_count(view)


def _fact(view: View, claim: Claim) -> bool:
    return view.in_headline(claim.trigger) and claim.factuality is Factuality.ACTUAL and not claim.sources


def _below(view: View, top: Claim, types: frozenset[str]) -> list[Claim]:
    """The claims of the body of these types about a place of the headline's claim."""
    places = {where(place) for place in top.place}
    return [
        claim
        for claim in view.claims
        if claim.type in types
        and not view.in_headline(claim.trigger)
        and places & {where(place) for place in claim.place}
    ]


def _weaker(view: View, top: Claim) -> Claim | None:
    """The first claim below that leaves the headline's event open, where none below tells it as happened."""
    if top.type not in _TOLD or not top.place or _partly(view, top):
        return None
    same = _below(view, top, _GAINED if top.type in _GAINED else frozenset({top.type}))
    if any(claim.factuality not in _OPEN for claim in same):
        return None
    below = _below(view, top, _UNDER_WAY) if top.type in _GAINED else same
    still = [claim for claim in below if claim.factuality in _OPEN and claim.sentence in view.body[:3]]
    return still[0] if still else None


def _partly(view: View, top: Claim) -> bool:
    """Whether the headline is about a part or the surroundings of the place."""
    head = view.headline
    return top.type in _GAINED and head is not None and words("partly").search(head.text) is not None


def _one_sided(view: View, top: Claim) -> Claim | None:
    """The lead's claim that a place is gained, where only the gainer or nameless posts say so in the whole body."""
    below = _below(view, top, _GAINED) if top.type in _GAINED and not _partly(view, top) else []
    if not below or below[0].sentence not in view.body[:2]:
        return None
    if (
        any(not claim.sources or claim.sources[-1].cue is None for claim in below)
        or len({sources(one) for one in below}) > 1
    ):
        return None
    speaker, agents = below[0].sources[-1].party, below[0].agent
    nameless = words("nameless").search(speaker.span.text) is not None
    return below[0] if nameless or any(key(agent) == key(speaker) for agent in agents) else None


def _larger_count(view: View) -> Iterator[Finding]:
    """A number in the headline above all that the lead allows."""
    for top, lead in headline_pairs(view, counts(view)):
        if top.range[0] > lead.range[1]:
            one, other = top.quantity.span, lead.quantity.span
            message = f"{plain(one.text)} in the headline, {plain(other.text)} below it"
            yield view.finding("headline-stronger", message, one, other)
            return
