"""How likely two claims tell one event: log-odds, feature by feature, each with its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from dateline.picture import Link, Name
from dateline.schema import Factuality
from dateline.situation.features import Features
from dateline.situation.parties import Relation, relation
from dateline.situation.weights import PairWeights, pair_weights

Meaning = Callable[[str], Sequence[float]]
"""A vector for a sentence; sentences of like meaning have vectors of like direction."""

_HARM = frozenset({"killed", "wounded", "missing"})
_KM = 111.2
"""Kilometres in a degree of latitude."""


FEATURES = ("prior", "type", "place", "time", "parties", "count", "facet", "factuality", "report", "words", "meaning")
"""What a score is made of, in the order of `shares`."""


def link(one: Features, other: Features, meaning: Meaning | None = None) -> Link:
    """The log-odds that two claims tell one event, and what each feature has in it, largest first."""
    parts = shares(one, other, meaning)
    first, second = sorted((one.claim.id, other.claim.id))
    told = [(name, share) for name, share in zip(FEATURES, parts, strict=True) if share]
    return Link(first, second, sum(parts), tuple(sorted(told, key=lambda part: (-abs(part[1]), part[0]))))


def score(one: Features, other: Features, meaning: Meaning | None = None) -> float:
    """The log-odds that two claims tell one event."""
    return sum(shares(one, other, meaning))


def shares(one: Features, other: Features, meaning: Meaning | None = None) -> tuple[float, ...]:
    """Each feature's share of the log-odds, in the order of `FEATURES`."""
    weights = pair_weights()
    return (
        weights.prior,
        0.0 if one.group == other.group else weights.type_other,
        _place(one, other, weights),
        _time(one, other, weights),
        _parties(one, other, weights),
        _count(one, other, weights),
        _facet(one, other, weights),
        _factuality(one, other, weights),
        _report(one, other, weights),
        _words(one, other, weights),
        _meaning(one, other, weights, meaning) if meaning else 0.0,
    )


def _place(one: Features, other: Features, weights: PairWeights) -> float:
    if not one.places or not other.places:
        return weights.place_silent if one.places or other.places else weights.place_both_silent
    if one.places & other.places:
        return weights.place_same_wide if one.wide and other.wide else weights.place_same
    if one.spots and other.spots and not (one.wide or other.wide):
        if min(_distance(a, b) for a in one.spots for b in other.spots) > weights.near_km:
            return weights.place_other
        if one.each or other.each:
            return weights.place_each
        return weights.place_near if one.part or other.part else weights.place_near_town
    if one.within & other.names or other.within & one.names:
        return weights.place_each if one.each or other.each else weights.place_within
    return weights.place_other


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points near each other (equirectangular)."""
    middle = math.radians((one[0] + other[0]) / 2)
    return _KM * math.hypot(one[0] - other[0], (one[1] - other[1]) * math.cos(middle))


def _time(one: Features, other: Features, weights: PairWeights) -> float:
    if not one.dated or not other.dated:
        return 0.0
    gap = max(one.first, other.first) - min(one.last, other.last)
    if gap > 0:
        if gap > 1:
            return weights.time_apart
        return weights.time_next_rare if one.rare and other.rare else weights.time_next
    if one.stated and other.stated:
        long = max(one.last - one.first, other.last - other.first) > 6
        return weights.time_wide if long and (one.first, one.last) != (other.first, other.last) else weights.time_same
    lag, reach = _lag(one, other)
    return weights.time_window + (weights.time_window_end - weights.time_window) * min(1.0, lag / max(1, reach))


def _lag(one: Features, other: Features) -> tuple[int, int]:
    """Days between the stated day and the publication that leaves it open, or two publications; and the reach."""
    if one.stated or other.stated:
        told, open_ = (one, other) if one.stated else (other, one)
        return max(0, open_.last - told.last), open_.last - open_.first
    return abs(one.last - other.last), min(one.last - one.first, other.last - other.first)


def _parties(one: Features, other: Features, weights: PairWeights) -> float:
    if one.speech and other.speech:
        agents = (weights.speaker_same, weights.speaker_other, weights.speaker_other)
    elif one.blamed and other.blamed:
        agents = (weights.agent_same, weights.agent_blamed, weights.agent_blamed)
    else:
        agents = (weights.agent_same, weights.agent_other, weights.agent_opposed)
    targets = (weights.target_same, weights.target_other, weights.target_opposed)
    doers = agents[0] if one.agents & other.agents else _role(one.known_agents, other.known_agents, agents)
    done = targets[0] if one.targets & other.targets else _role(one.known_targets, other.known_targets, targets)
    return doers + done


def _role(ones: Sequence[Name], others: Sequence[Name], shares: tuple[float, float, float]) -> float:
    """The share of parties without a name in common: as of the same, of others, or of opponents."""
    if not ones or not others:
        return 0.0
    found = {relation(one, other) for one in ones for other in others}
    if Relation.KIN in found:
        return shares[0] / 2
    if Relation.ALLIED in found:
        return 0.0
    return shares[2] if Relation.OPPOSED in found else shares[1]


def _count(one: Features, other: Features, weights: PairWeights) -> float:
    if one.count is None or other.count is None:
        return 0.0
    unit, low, high = one.count
    other_unit, other_low, other_high = other.count
    if low == other_low and high == other_high:
        return weights.count_same if low > 2 else weights.count_meet
    if max(low, other_low) <= min(high, other_high):
        return weights.count_meet if unit == other_unit else 0.0
    return weights.count_other


def _facet(one: Features, other: Features, weights: PairWeights) -> float:
    harm, other_harm = one.facets & _HARM, other.facets & _HARM
    who, other_who = one.facets - _HARM, other.facets - _HARM
    if (harm and other_harm and not harm & other_harm) or (who and other_who and not who & other_who):
        return weights.facet_other
    return weights.facet_same if harm & other_harm and who & other_who else 0.0


def _factuality(one: Features, other: Features, weights: PairWeights) -> float:
    here, there = one.claim.factuality, other.claim.factuality
    if here == there:
        return 0.0
    if Factuality.FUTURE in (here, there):
        return weights.fact_other
    if Factuality.NEGATED in (here, there):
        denied, told = (one, other) if here is Factuality.NEGATED else (other, one)
        return weights.denied_later * max(0, told.last - denied.last)
    return 0.0


def _report(one: Features, other: Features, weights: PairWeights) -> float:
    if one.claim.report != other.claim.report:
        return 0.0
    return weights.same_sentence if _one_sentence(one, other) else weights.same_report


def _one_sentence(one: Features, other: Features) -> bool:
    return one.claim.report == other.claim.report and one.claim.sentence == other.claim.sentence != ""


def _words(one: Features, other: Features, weights: PairWeights) -> float:
    # Two claims of one sentence have its words in common whatever they tell.
    likeness = None if _one_sentence(one, other) else similarity(one, other)
    if likeness is None:
        return 0.0
    if one.speech and other.speech:
        share = weights.speech_words_slope * (likeness - weights.speech_words_middle)
        return min(weights.words_high, max(weights.speech_words_low, share))
    return min(weights.words_high, max(weights.words_low, weights.words_slope * (likeness - weights.words_middle)))


def similarity(one: Features, other: Features) -> float | None:
    """The cosine of the sentences' words, 0 to 1; None where one has none."""
    if not one.words or not other.words:
        return None
    shared = one.words & other.words
    return math.fsum([one.weight[stem] ** 2 for stem in shared]) / (one.length * other.length) if shared else 0.0


def _meaning(one: Features, other: Features, weights: PairWeights, meaning: Meaning) -> float:
    if not one.claim.sentence or not other.claim.sentence:
        return 0.0
    left, right = meaning(one.claim.sentence), meaning(other.claim.sentence)
    length = math.sqrt(math.fsum(x * x for x in left)) * math.sqrt(math.fsum(x * x for x in right))
    likeness = math.fsum(x * y for x, y in zip(left, right, strict=True)) / length if length else 0.0
    return min(
        weights.meaning_high, max(weights.meaning_low, weights.meaning_slope * (likeness - weights.meaning_middle))
    )
