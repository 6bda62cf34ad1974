"""Places told as taken that are still being taken, or taken by two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from dateline.check.view import View, days, key, published, where, words
from dateline.schema import Claim, Factuality, Finding, Locus, MentionKind, Party, Place, Span

_REACH = 90  # characters after "advancing into" or "preparing to declare" in which its place stands
_OLD = 30  # days after which a takeover says nothing about what is under way
_GENERIC = frozenset(
    {"forces", "fighters", "troops", "units", "we", "they", "our forces", "our troops", "our fighters", "the forces"}
)


def taken_and_being_taken(view: View) -> Iterator[Finding]:
    """Places that one voice tells as taken and the same side as still being entered or about to be declared taken."""
    done: set[str] = set()
    for claim in view.claims:
        if not _taken(view, claim):
            continue
        place = claim.place[0]
        if where(place) in done:
            continue
        for at, sentence in enumerate(view.report.sentences):
            going = _under_way(view, at, place, claim) if sentence != claim.sentence else None
            if going is not None:
                done.add(where(place))
                name = " ".join(place.span.text.split())
                message = f"{name} is told as taken here and as still being taken there"
                yield view.finding("taken-and-being-taken", message, claim.trigger, going)
                break


def _taken(view: View, claim: Claim) -> bool:
    """Whether the claim tells one whole place as gained of late."""
    if claim.type != "takeover" or claim.factuality is not Factuality.ACTUAL or len(claim.place) != 1:
        return False
    place, trigger = claim.place[0], claim.trigger
    if (
        place.place is None
        or place.place.kind in ("country", "province", "region")
        or not claim.sentence.contains(place.span)
    ):
        return False
    between = view.text[min(place.span.end, trigger.end) : max(place.span.start, trigger.start)]
    if len(between) > _REACH or words("partly").search(between) or words("hedged").search(between):
        return False
    now, when = published(view.report), days(claim.time.iso) if claim.time else None
    return not (now and when and (now - when[1]).days > _OLD)


def _under_way(view: View, at: int, place: Locus, taken: Claim) -> Span | None:
    """The words of that sentence by which the same side is still taking the place, if there are any."""
    sentence = view.report.sentences[at]
    for found in words("still").finditer(sentence.text):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        reach = view.report.span(start, min(sentence.end, end + _REACH))
        if words("earlier").search(sentence.text[: found.start()]) or not _at_place(view, at, reach, end, place):
            continue
        if _same_side(view, view.report.span(start, end), sentence, taken):
            return view.report.span(start, end)
    return None


def _at_place(view: View, at: int, reach: Span, end: int, place: Locus) -> bool:
    """Whether what follows names the place, or "the city" or "it" after a sentence that named it last."""
    named = [
        m
        for m in view.mentions
        if m.kind is MentionKind.PLACE and m.place and m.span.start >= end and reach.contains(m.span)
    ]
    if named:
        return _is(named[0].place, place) and not words("partly").search(view.text[end : named[0].span.start])
    if _back().search(reach.text) is None or at == 0:
        return False
    before = [
        m for m in view.mentions
        if m.kind is MentionKind.PLACE and m.place and view.report.sentences[at - 1].start <= m.span.start < reach.start
    ]  # fmt: skip
    return bool(before) and _is(before[-1].place, place) and view.same_paragraph(before[-1].span.start, reach.start)


def _is(found: Place | None, place: Locus) -> bool:
    return found is not None and place.place is not None and found.id == place.place.id


@cache
def _back() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:the (?:city|town|village)\b|its (?:neighbou?rhoods|centre|center|districts)\b|declare it\b)",
        re.IGNORECASE,
    )


def _same_side(view: View, going: Span, sentence: Span, taken: Claim) -> bool:
    """Whether whoever is still at it may be who took the place, and no other voice than theirs says so."""
    claims = [claim for claim in view.claims if claim.sentence == sentence and going.overlaps(claim.trigger)]
    agents = [party for claim in claims for party in claim.agent]
    if not all(_may_be(party, taken) for party in agents):
        return False
    speakers = [one.source for one in view.speech if one.source and any(part.overlaps(going) for part in one.content)]
    own = {key(link.party) for link in taken.sources}
    losers = {key(party) for party in taken.target}
    if any(key(speaker) in losers for speaker in speakers):
        return False
    return not own or not speakers or bool(own & {key(speaker) for speaker in speakers})


def _may_be(party: Party, taken: Claim) -> bool:
    if key(party) in {key(loser) for loser in taken.target}:
        return False
    if not taken.agent or party.span.text.lower() in _GENERIC:
        return True
    return any(key(party) == key(agent) or _share_word(party, agent) for agent in taken.agent)


def _share_word(party: Party, agent: Party) -> bool:
    return bool(
        set(party.name.lower().split())
        & set(agent.name.lower().split()) - {"the", "of", "and", "a", "al", "forces", "army"}
    )


def who_disagrees(view: View) -> Iterator[Finding]:
    """One takeover of a place on one day that the report itself gives to two parties of the registry."""
    own = [claim for claim in view.claims if _dated_takeover(claim)]
    for first, second in combinations(own, 2):
        if where(first.place[0]) != where(second.place[0]) or first.sentence == second.sentence:
            continue
        one, other = first.agent[0], second.agent[0]
        same_day = first.time is not None and second.time is not None and first.time.iso == second.time.iso
        if (
            same_day
            and key(one) != key(other)
            and not words("after").search(first.sentence.text + " " + second.sentence.text)
        ):
            name = " ".join(first.place[0].span.text.split())
            message = f"{name} is taken by {one.name} and, on the same day, by {other.name}"
            yield view.finding("who-disagrees", message, one.span, second.trigger, other.span)
            return


def _dated_takeover(claim: Claim) -> bool:
    if claim.type != "takeover" or claim.factuality is not Factuality.ACTUAL or claim.sources or len(claim.place) != 1:
        return False
    known = len(claim.agent) == 1 and claim.agent[0].actor is not None
    when = days(claim.time.iso) if claim.time else None
    return known and when is not None and when[0] == when[1]
