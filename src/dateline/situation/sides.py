"""For whom each party counts: the body it belongs to, and whom "the rebels" or "the army" of a report stand for."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from dateline import data
from dateline.ground.names import Registry
from dateline.picture import Name, RecordedClaim, Site

FILE = "sides.toml"
_WORD = re.compile(r"[\w'’-]+")


@dataclass(slots=True)
class _Named:
    """How often the bodies of each class are named as doers, and on which days."""

    counted: dict[tuple[str, ...], Counter[tuple[Name, int]]] = field(default_factory=dict)

    def add(self, claim: RecordedClaim, kind: str, body: Name) -> None:
        """Count one naming."""
        for key in _keys(claim, kind):
            self.counted.setdefault(key, Counter())[body, _ordinal(claim)] += 1

    def likeliest(self, claim: RecordedClaim, kind: str, others: Collection[str]) -> Name | None:
        """The body of a class that a description stands for; None where none is named, or one of `others` is meant.

        The nearer in days, the more a naming counts: who is "the rebels" of a place changes in the course of a war.
        """
        day, reach = _ordinal(claim), data.table(FILE)["named"]["days"]
        for key in _keys(claim, kind):
            shares: dict[Name, float] = {}
            for (body, told), count in sorted(self.counted.get(key, Counter()).items(), key=lambda item: item[0][1]):
                shares[body] = shares.get(body, 0.0) + count * math.exp(-abs(told - day) / reach)
            if shares:
                found = min(shares, key=lambda body: (-shares[body], body.key))
                return None if found.key in others else found
        return None


def _ordinal(claim: RecordedClaim) -> int:
    return claim.published.toordinal() if claim.published else 0


def _keys(claim: RecordedClaim, kind: str) -> list[tuple[str, ...]]:
    """Under what a naming is counted and looked up, from the narrowest."""
    places = [site.key for site in claim.place]
    return [
        *((kind, "report", claim.report, place) for place in places),
        *((kind, "place", place) for place in places),
        (kind, "report", claim.report),
        *((kind, "around", around) for place in claim.place if (around := _around(place))),
        (kind,),
    ]


def _around(site: Site) -> str:
    """The division in which a place lies, by its name: "Daraa, Syria" of "Jasim, Daraa, Syria"."""
    return site.name.partition(", ")[2] if site.name.count(", ") > 1 else ""


def sides(registry: Registry, days: Iterable[datetime.date] = ()) -> dict[str, str]:
    """The key of the body that each actor of the registry counts for in a war, by the actor's key.

    That is the topmost of the bodies it belongs to, states left out: who speaks for a brigade of an army speaks for
    the government that commands it. A body that did not exist on any of `days` is passed over, and a ministry that
    outlives governments counts for the one of the first of `days`.
    """
    known = sorted(set(days))
    return {entry.actor.id: _top(entry.actor.id, registry, known) for entry in registry}


def _top(actor: str, registry: Registry, days: Sequence[datetime.date]) -> str:
    top, seen = actor, {actor}
    at = registry.entry(actor)
    while at is not None and at.parent is not None and at.parent not in seen:
        seen.add(at.parent)
        at = registry.entry(at.parent)
        if at is None or at.actor.kind == "state":
            break
        if not days or any(at.lives(day) for day in days):
            top = at.actor.id
    return _government(top, registry, days) or top


def _government(actor: str, registry: Registry, days: Sequence[datetime.date]) -> str | None:
    """The government for which a ministry speaks: a body of a state that has no term of its own."""
    entry = registry.entry(actor)
    if entry is None or entry.actor.kind not in ("government", "state_forces") or entry.since or entry.until:
        return None
    if entry.country is None or entry.parent is None:
        return None
    found = registry.of(entry.country, "government", days[0] if days else None)
    return found.actor.id if found else None


def sided(claims: Iterable[RecordedClaim], registry: Registry, counts: Mapping[str, str]) -> tuple[RecordedClaim, ...]:
    """The claims with doers and undergoers replaced by the bodies that they count for by `counts`.

    A description that names nobody is the body of its class (`data/sides.toml`) that is named most often of the place
    in the report, else of the place, in the report, around the place, in the record; where none is named, it stays
    what it is. Who can hold no place ("residents", "the spokesman") is left out. A claim that a body gained a place
    from nobody in particular is given the one that it mostly gains places from. The order of claims changes nothing.
    """
    told = tuple(claims)
    named, lost = _Named(), Counter[tuple[str, Name]]()
    for claim in told:
        for party in {*claim.agent}:
            if party.id is not None and (kind := _class(counts.get(party.id, party.id), registry)):
                named.add(claim, kind, _body(party, registry, counts))
    made = [_one(claim, registry, counts, named) for claim in told]
    for claim in made:
        lost.update((gainer.key, loser) for gainer in claim.agent for loser in _losers(claim, registry))
    return tuple(_from(claim, lost) for claim in made)


def _losers(claim: RecordedClaim, registry: Registry) -> list[Name]:
    known = [party for party in claim.target if _class(party.key, registry)]
    return known if claim.type in ("takeover", "clash", "advance") else []


def _from(claim: RecordedClaim, lost: Counter[tuple[str, Name]]) -> RecordedClaim:
    """The claim of a gain with the opponent from whom its doer mostly gains, where it names none."""
    if claim.type != "takeover" or claim.target or not claim.agent:
        return claim
    gainers = {party.key for party in claim.agent}
    known: Counter[Name] = Counter()
    for (gainer, loser), count in lost.items():
        if gainer in gainers and loser.key not in gainers:
            known[loser] += count
    if not known:
        return claim
    return replace(claim, target=(min(known, key=lambda party: (-known[party], party.key)),))


def _one(claim: RecordedClaim, registry: Registry, counts: Mapping[str, str], named: _Named) -> RecordedClaim:
    agent = _unique(_meant(party, claim, registry, counts, named, ()) for party in claim.agent)
    keys = [party.key for party in agent]
    target = _unique(_meant(party, claim, registry, counts, named, keys) for party in claim.target)
    return replace(
        claim,
        agent=tuple(party for party in agent if _holds(party, registry)),
        target=tuple(party for party in target if _holds(party, registry)),
    )


def _holds(party: Name, registry: Registry) -> bool:
    """Whether somebody may hold a place: bodies of the registry that can, or armed people by their last word.

    Words that anybody may call his own people by are nobody where no speaker makes them his.
    """
    if party.id is not None:
        entry = registry.entry(party.id)
        return entry is None or entry.actor.kind in data.table(FILE)["own"]["kinds"]
    if _is_own(party.name):
        return False
    words = _WORD.findall(re.split(r"\b(?:of|from|in|led|backed)\b", party.name)[0] or party.name)
    return bool(words) and words[-1].casefold() in _holders()


@cache
def _holders() -> frozenset[str]:
    table = data.table("party_words.toml")
    groups = [*data.table(FILE)["own"]["holders"]]
    listed = [words for group in groups for words in (table[group]["many"], table[group]["body"])]
    heads = {word.strip() for words in listed for word in words.split(",")}
    return frozenset(heads | {word for words in _words().values() for word in words} | _own())


@cache
def _plain() -> frozenset[str]:
    """Words that are no names though a sentence may begin with them."""
    return frozenset(word for words in _words().values() for word in words) | _own() | {"the"}


@cache
def _own() -> frozenset[str]:
    return frozenset(data.table(FILE)["own"]["words"].split())


def _meant(
    party: Name,
    claim: RecordedClaim,
    registry: Registry,
    counts: Mapping[str, str],
    named: _Named,
    others: Collection[str],
) -> Name:
    umbrella = data.table(FILE)["umbrella"]
    if party.id in umbrella["actors"]:
        return named.likeliest(claim, umbrella["class"], others) or party
    if party.id is not None:
        return _body(party, registry, counts)
    if _is_own(party.name):
        spoken = [_body(one, registry, counts) for one in reversed(claim.sources) if one.id is not None]
        if known := next((one for one in spoken if _class(one.key, registry)), None):
            return known
    kind = _described(party.name)
    return (named.likeliest(claim, kind, others) if kind else None) or party


def _is_own(name: str) -> bool:
    """Whether the words are such as anybody may call his own people by."""
    words = [word.casefold() for word in _WORD.findall(name)]
    return bool(words) and all(word in _own() for word in words)


def _body(party: Name, registry: Registry, counts: Mapping[str, str]) -> Name:
    side = counts.get(party.key, party.key)
    entry = registry.entry(side)
    return Name(entry.actor.name, side) if entry else party


def _class(actor: str, registry: Registry) -> str | None:
    """The class of the bodies that a description may mean to which an actor belongs."""
    if actor in data.table(FILE)["umbrella"]["actors"]:
        return None
    entry = registry.entry(actor)
    kinds: Mapping[str, Sequence[str]] = data.table(FILE)["kinds"]
    return next((name for name, of in kinds.items() if entry is not None and entry.actor.kind in of), None)


def _described(name: str) -> str | None:
    """The class that the words of a description tell: its first word that is in a list, "army" of "army troops"."""
    if any(word[0].isupper() and word.casefold() not in _plain() for word in _WORD.findall(name)):
        return None
    words = [word.casefold() for word in _WORD.findall(name)]
    if any(word in data.table(FILE)["own"]["apart"].split() for word in words):
        return None
    return next((kind for word in words for kind, listed in _words().items() if word in listed), None)


def _unique(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(words.split()) for kind, words in data.table(FILE)["words"].items()}
