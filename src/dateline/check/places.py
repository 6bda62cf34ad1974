"""Places told as taken that are still being taken, or taken by two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from dateline.check.view import View, key, plain, published, where, words
from dateline.schema import Claim, Factuality, Finding, Mention, MentionKind, Party, Place, Span, days

_REACH = 90  # characters after "advancing into" or "preparing to declare" in which its place stands
_OLD = 30  # days after which a takeover says nothing about what is under way


@dataclass(frozen=True, slots=True)
class _Going:
    """Words by which a place is still being taken, and the place."""

    span: Span
    sentence: Span
    place: Place


def taken_and_being_taken(view: View) -> Iterator[Finding]:
    """Places that one voice tells as taken and the same side as still being entered or about to be declared taken."""
    going = list(_under_way(view))
    done: set[str] = set()
    for claim in view.claims if going else ():
        if not _taken(view, claim) or where(claim.place[0]) in done:
            continue
        for one in going:
            if (
                one.place.id == where(claim.place[0])
                and one.sentence != claim.sentence
                and _same_side(view, one, claim)
            ):
                done.add(one.place.id)
                message = f"{plain(claim.place[0].span.text)} is told as taken here and as still being taken there"
                yield view.finding("taken-and-being-taken", message, claim.trigger, one.span)
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


def _under_way(view: View) -> Iterator[_Going]:
    """All words of the report by which a place that can be told is still being taken."""
    places = [mention for mention in view.mentions if mention.kind is MentionKind.PLACE and mention.place]
    starts = [mention.span.start for mention in places]
    for at, sentence in enumerate(view.report.sentences):
        for found in words("still").finditer(sentence.text):
            if words("earlier").search(sentence.text[: found.start()]):
                continue
            span = view.report.span(sentence.start + found.start(), sentence.start + found.end())
            stop = min(sentence.end, span.end + _REACH)
            behind = places[bisect_left(starts, span.end) : bisect_left(starts, stop)]
            if behind:
                partly = words("partly").search(view.text[span.end : behind[0].span.start])
                place = None if partly else behind[0].place
            else:
                since = view.report.sentences[max(0, at - 1)].start
                before = places[bisect_left(starts, since) : bisect_left(starts, span.start)]
                place = _meant_by_the_city(view, span, stop, before)
            if place is not None:
                yield _Going(span, sentence, place)


def _meant_by_the_city(view: View, span: Span, stop: int, before: Sequence[Mention]) -> Place | None:
    """The place named last in this sentence or the one before it, where "the city" or "it" stands for it."""
    back = _back().search(view.text, span.start, stop)
    return before[-1].place if back and before and view.same_paragraph(before[-1].span.start, span.start) else None


@cache
def _back() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:the (?:city|town|village)\b|its (?:neighbou?rhoods|centre|center|districts)\b|declare it\b)",
        re.IGNORECASE,
    )


def _same_side(view: View, one: _Going, taken: Claim) -> bool:
    """Whether whoever is still at it may be who took the place, and no other voice than theirs says so."""
    going = one.span
    claims = [claim for claim in view.claims if claim.sentence == one.sentence and going.overlaps(claim.trigger)]
    agents = [party for claim in claims for party in claim.agent]
    if not all(_may_be(party, taken) for party in agents):
        return False
    speakers = [
        said.source for said in view.speech if said.source and any(part.overlaps(going) for part in said.content)
    ]
    own = {key(link.party) for link in taken.sources}
    losers = {key(party) for party in taken.target}
    if any(key(speaker) in losers for speaker in speakers):
        return False
    return not own or not speakers or bool(own & {key(speaker) for speaker in speakers})


def _may_be(party: Party, taken: Claim) -> bool:
    if key(party) in {key(loser) for loser in taken.target}:
        return False
    if not taken.agent or words("ours").fullmatch(party.span.text):
        return True
    return any(key(party) == key(agent) or _share_word(party, agent) for agent in taken.agent)


def _share_word(party: Party, agent: Party) -> bool:
    common = set(party.name.casefold().split()) & set(agent.name.casefold().split())
    return any(words("common").fullmatch(word) is None for word in common)


def who_disagrees(view: View) -> Iterator[Finding]:
    """One takeover of a place on one day that the report itself gives to two parties of the registry."""
    own = [claim for claim in view.claims if _dated_takeover(claim)]
    for first, second in combinations(own, 2):
        if where(first.place[0]) != where(second.place[0]) or first.sentence == second.sentence:
            continue
        one, other = first.agent[0], second.agent[0]
        if first.time != second.time or key(one) == key(other):
            continue
        if not words("after").search(f"{first.sentence.text} {second.sentence.text}"):
            place = plain(first.place[0].span.text)
            message = f"{place} is taken by {plain(one.name)} and, on the same day, by {plain(other.name)}"
            yield view.finding("who-disagrees", message, one.span, second.trigger, other.span)
            return


def _dated_takeover(claim: Claim) -> bool:
    if claim.type != "takeover" or claim.factuality is not Factuality.ACTUAL or claim.sources or len(claim.place) != 1:
        return False
    known = len(claim.agent) == 1 and claim.agent[0].actor is not None
    when = days(claim.time.iso) if claim.time else None
    return known and when is not None and when[0] == when[1]
