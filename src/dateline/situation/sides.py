"""For whom each party counts: the body it belongs to, and whom "the rebels" or "the army" of a report stand for."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from dateline import data
from dateline.ground.names import Registry
from dateline.picture import Name, RecordedClaim

FILE = "sides.toml"
_WORD = re.compile(r"[\w'’-]+")


@dataclass(slots=True)
class _Named:
    """How often the bodies of each class are named as doers: at a place in one report, at a place, in a report, in all."""

    counted: dict[tuple[str, ...], Counter[Name]] = field(default_factory=dict)

    def add(self, claim: RecordedClaim, kind: str, body: Name) -> None:
        """Count one naming."""
        for key in _keys(claim, kind):
            self.counted.setdefault(key, Counter())[body] += 1

    def likeliest(self, claim: RecordedClaim, kind: str, others: Collection[str]) -> Name | None:
        """The body of a class, none of `others`, that a description stands for; None where none is named."""
        for key in _keys(claim, kind):
            known = {body: count for body, count in self.counted.get(key, Counter()).items() if body.key not in others}
            if known:
                return min(known, key=lambda body: (-known[body], body.key))
        return None


def _keys(claim: RecordedClaim, kind: str) -> list[tuple[str, ...]]:
    """Under what a naming is counted and looked up, from the narrowest."""
    places = [site.key for site in claim.place]
    return [
        *((kind, "report", claim.report, place) for place in places),
        *((kind, "place", place) for place in places),
        (kind, "report", claim.report),
        (kind,),
    ]


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

    A description that names nobody is the body of its class (`data/sides.toml`) that the report names most often, else
    the one most named of that place, else in the whole record; where none is named, it stays what it is. Nothing
    depends on the order of the claims.
    """
    told = tuple(claims)
    named = _Named()
    for claim in told:
        for party in {*claim.agent}:
            if party.id is not None and (kind := _class(counts.get(party.id, party.id), registry)):
                named.add(claim, kind, _body(party, registry, counts))
    return tuple(_one(claim, registry, counts, named) if claim.agent or claim.target else claim for claim in told)


def _one(claim: RecordedClaim, registry: Registry, counts: Mapping[str, str], named: _Named) -> RecordedClaim:
    agent = _unique(_meant(party, claim, registry, counts, named, ()) for party in claim.agent)
    keys = [party.key for party in agent]
    target = _unique(_meant(party, claim, registry, counts, named, keys) for party in claim.target)
    return replace(claim, agent=agent, target=target)


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
    kind = _described(party.name)
    if kind is None and _is_own(party.name):
        spoken = [_body(one, registry, counts) for one in reversed(claim.sources) if one.id is not None]
        return next((one for one in spoken if _class(one.key, registry)), party)
    return (named.likeliest(claim, kind, others) if kind else None) or party


def _is_own(name: str) -> bool:
    """Whether the words are such as anybody may call his own people by."""
    words = [word.casefold() for word in _WORD.findall(name)]
    return bool(words) and all(word in data.table(FILE)["own"]["words"].split() for word in words)


def _body(party: Name, registry: Registry, counts: Mapping[str, str]) -> Name:
    side = counts.get(party.key, party.key)
    entry = registry.entry(side)
    return Name(entry.actor.name, side) if entry else party


def _class(actor: str, registry: Registry) -> str | None:
    """The class of the bodies that a description may mean to which an actor belongs."""
    entry = registry.entry(actor)
    kinds: Mapping[str, Sequence[str]] = data.table(FILE)["kinds"]
    return next((name for name, of in kinds.items() if entry is not None and entry.actor.kind in of), None)


def _described(name: str) -> str | None:
    """The class that the words of a description tell: its first word that is in a list, "army" of "army troops"."""
    if any(word[0].isupper() for word in _WORD.findall(name)[1:]):
        return None
    words = [word.casefold() for word in _WORD.findall(name)]
    return next((kind for word in words for kind, listed in _words().items() if word in listed), None)


def _unique(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(words.split()) for kind, words in data.table(FILE)["words"].items()}
