"""What two claims are compared by: each claim's places, days, parties, counts, facets and words, made ready once."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.schema import Factuality, days
from dateline.situation import weights
from dateline.situation.copies import is_named

STEM = 6
"""Letters of a word that stand for its stem; English endings begin behind them in the words that matter here."""

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")


@dataclass(frozen=True, slots=True)
class Features:
    """A claim made ready for comparison.

    Attributes:
        group: the type, or the first of the types that are taken for one another.
        speech, blamed: whether it is a speech act; harm that each side blames another for.
        places: keys of the places; `names` their names, `within` those of the divisions that hold them; `wide` that all
            of them are wide, `part` that one is part of a town.
        each, rare: whether the type is about one place each; whether it seldom repeats at a place.
        first, last: the day range as ordinals; a window that ends with publication where `stated` is false; all days
            where `dated` is false too.
        day: the ordinal by which claims of a block are put in order.
        agents, targets: keys of parties that are named, else the words of a description.
        known_agents, known_targets: those that are named.
        count: unit and inclusive bounds.
        facets: what a toll counts: killed, wounded, civilian, ...
        words: stems of the sentence without names of places; `weight` of every stem; `length` of the words' vector.
    """

    claim: RecordedClaim
    group: str
    speech: bool
    blamed: bool
    places: frozenset[str]
    names: frozenset[str]
    within: frozenset[str]
    wide: bool
    part: bool
    each: bool
    rare: bool
    spots: tuple[tuple[float, float], ...]
    first: int
    last: int
    stated: bool
    dated: bool
    day: int
    agents: frozenset[str]
    targets: frozenset[str]
    known_agents: tuple[Name, ...]
    known_targets: tuple[Name, ...]
    count: tuple[str, float, float] | None
    facets: frozenset[str]
    words: frozenset[str]
    weight: Mapping[str, float]
    length: float


def features(claims: Sequence[RecordedClaim]) -> list[Features]:
    """The features of each claim in order; words weigh by how few of the claims' sentences have them."""
    stems = [_stems(claim) for claim in claims]
    seen: Counter[str] = Counter()
    for own in stems:
        seen.update(own)
    weight = {stem: math.log((len(claims) + 1) / number) for stem, number in seen.items()}
    return [_features(claim, own, weight) for claim, own in zip(claims, stems, strict=True)]


def _stems(claim: RecordedClaim) -> frozenset[str]:
    """The stems of the sentence without those of the places' names, which count as places."""
    own = frozenset(map(_stem, _WORD.findall(claim.sentence.casefold())))
    for site in claim.place:
        own -= _name_stems(site.name)
    return own


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return word[:STEM]


@lru_cache(maxsize=10_000)
def _name_stems(name: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in _WORD.findall(name.casefold()))


def _features(claim: RecordedClaim, words: frozenset[str], weight: Mapping[str, float]) -> Features:
    first, last, stated = window(claim)
    published = claim.published.toordinal() if claim.published else 0
    return Features(
        claim=claim,
        group=weights.group(claim.type),
        speech=claim.type in weights.speech(),
        blamed=claim.type in weights.blamed(),
        places=frozenset(site.key for site in claim.place),
        names=frozenset(own_name(site) for site in claim.place),
        within=frozenset(tail for site in claim.place for tail in _holders(site)),
        wide=bool(claim.place) and all(map(is_wide, claim.place)),
        part=any(map(_is_part, claim.place)),
        each=weights.each_place(claim.type),
        rare=weights.reach(claim.type) >= weights.pair_weights().rare_reach,
        spots=tuple((site.lat, site.lon) for site in claim.place if site.lat is not None and site.lon is not None),
        first=first,
        last=last,
        stated=stated,
        dated=stated or claim.published is not None,
        day=(first if stated and last - first < 7 else published or last),
        agents=_parties(claim.agent),
        targets=_parties(claim.target),
        known_agents=tuple(name for name in claim.agent if is_named(name)),
        known_targets=tuple(name for name in claim.target if is_named(name)),
        count=bounds(claim.quantity) if claim.quantity else None,
        facets=facets(claim),
        words=words,
        weight=weight,
        length=math.sqrt(math.fsum([weight[stem] ** 2 for stem in words])),
    )


def window(claim: RecordedClaim) -> tuple[int, int, bool]:
    """First and last day in which the event lies as ordinals, and whether the claim states them.

    Without a stated day: the reach of its type up to publication, or from publication on for what is to come; a claim
    with neither may lie anywhere.
    """
    stated = days(claim.time) if claim.time else None
    if stated is not None:
        return stated[0].toordinal(), stated[1].toordinal(), True
    if claim.published is None:
        return datetime.date.min.toordinal(), datetime.date.max.toordinal(), False
    day, reach = claim.published.toordinal(), weights.reach(claim.type)
    if claim.factuality is Factuality.FUTURE:
        return day, day + reach, False
    return day - reach, day, False


@lru_cache(maxsize=10_000)
def _holders(site: Site) -> tuple[str, ...]:
    """The names of what holds the place, from "Name, Division, Country", the country left out."""
    parts = [part.strip() for part in site.name.casefold().split(",")]
    return tuple(", ".join(parts[at:]) for at in range(1, len(parts) - 1))


@lru_cache(maxsize=10_000)
def own_name(site: Site) -> str:
    """A division's name as `_holders` writes it: "Hama Governorate, Syria" is "hama, syria"."""
    words = [word for word in re.split(r"(\W+)", site.name.casefold()) if word not in weights.wide()]
    return re.sub(r"\s+(?=,)|\s{2,}", "", "".join(words)).strip()


@lru_cache(maxsize=10_000)
def is_wide(site: Site) -> bool:
    """Whether a place is a province, a country or a road, by its kind or its name: "Hama, Syria" is no town."""
    first, *holders = site.name.casefold().split(",")
    division = not site.kind and len(holders) == 1
    return site.kind in weights.wide() or division or not weights.wide().isdisjoint(first.split())


@lru_cache(maxsize=10_000)
def _is_part(site: Site) -> bool:
    return site.kind in weights.part() or not weights.part().isdisjoint(site.name.casefold().partition(",")[0].split())


def _parties(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(name.key.removeprefix("the ") for name in names)


def bounds(count: Count) -> tuple[str, float, float]:
    """Unit stem, least and most of a count; words are read as at least their number (data/merging.toml)."""
    unit = count.unit.casefold().rstrip("s")[:STEM]
    if count.value is not None:
        return unit, count.value, count.value
    if count.min is None and count.max is None and count.words:
        known = [least for word, least in weights.limits().words.items() if word in count.words.casefold().split()]
        return unit, max(known, default=1.0), math.inf
    return unit, count.min if count.min is not None else 0.0, count.max if count.max is not None else math.inf


def facets(claim: RecordedClaim) -> frozenset[str]:
    """What a toll counts, by the words of its unit, its target and its trigger; empty for other types."""
    if claim.type != "casualties":
        return frozenset()
    unit = claim.quantity.unit if claim.quantity else ""
    said = " ".join([unit, claim.trigger, *(name.name for name in claim.target)]).casefold()
    known = weights.facet_words()
    found = {known[word] for word in _WORD.findall(said) if word in known}
    if claim.factuality is Factuality.NEGATED:
        # "No civilian was hurt" denies the dead too.
        return frozenset(found - {"wounded", "missing", "killed"})
    if not found & {"killed", "wounded", "missing"}:
        found |= {known[word] for word in _WORD.findall(claim.sentence.casefold()) if word in known} & {"killed"}
    return frozenset(found)
