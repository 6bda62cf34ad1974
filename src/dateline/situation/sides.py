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
from dateline.picture import Name, RecordedClaim, Site
from dateline.schema import Factuality

FILE = "sides.toml"
_JOINTS = frozenset({"the", "and", "of", "armed"})
_WORD = re.compile(r"[\w'’-]+")


@dataclass(slots=True)
class _Named:
    """How often bodies are named as doers, by the classes or deeds they are counted under, and on which days."""

    counted: dict[tuple[str, ...], Counter[tuple[Name, int]]] = field(default_factory=dict)

    def add(self, claim: RecordedClaim, kind: str, body: Name) -> None:
        """Count one naming."""
        for key in _keys(claim, kind):
            self.counted.setdefault(key, Counter())[body, _ordinal(claim)] += 1

    def likeliest(self, keys: Iterable[tuple[str, ...]], day: int, among: Collection[str] = ()) -> Name | None:
        """The body that has most of what is named under all the `keys`, `among` some where given; None without any.

        The nearer in days, the more a naming counts: who is "the rebels" of a place changes in the course of a war.
        """
        numbers = data.table(FILE)["named"]
        shares: dict[Name, float] = {}
        for key in keys:
            found: dict[Name, float] = {}
            for (body, told), count in sorted(self.counted.get(key, Counter()).items(), key=lambda item: item[0][1]):
                if not among or body.key in among:
                    near = numbers["days"] / (numbers["days"] + abs(told - day))
                    found[body] = found.get(body, 0.0) + count * near
            total = sum(found.values()) + numbers["doubt"][_scope(key)]
            for body, share in found.items():
                shares[body] = shares.get(body, 0.0) + numbers["reach"][_scope(key)] * share / total
        return min(shares, key=lambda body: (-shares[body], body.key)) if shares else None


def _scope(key: tuple[str, ...]) -> str:
    """How far a key of `_keys` reaches, by its name in `data/sides.toml`."""
    return "record" if len(key) == 1 else "both" if len(key) > 3 else key[1]


@dataclass(frozen=True, slots=True)
class _Sense:
    """What names are understood by: the registry, for whom its actors count, and who is named in the record."""

    registry: Registry
    counts: Mapping[str, str]
    named: _Named

    def body(self, party: Name) -> Name:
        """The body that a party counts for."""
        side = self.counts.get(party.key, party.key)
        entry = self.registry.entry(side)
        return Name(entry.actor.name, side) if entry else party

    def speaker(self, claim: RecordedClaim) -> Name | None:
        """The body that may hold places through which a claim comes, the innermost; None without any."""
        spoken = [self.body(one) for one in reversed(claim.sources) if one.id is not None]
        return next((one for one in spoken if _classes(one.key, self.registry)), None)

    def described(self, name: str, claim: RecordedClaim) -> tuple[bool, Name | None]:
        """Whether a name is but a description, and the body that it stands for in a claim, where one is named."""
        day = _ordinal(claim)
        if among := _epithet(name):
            bodies = {self.counts.get(actor, actor) for actor in among}
            found = self.named.likeliest(_keys(claim, "irregular"), day, bodies)
            return found is not None, found
        kinds = _classed(name)
        found = next((one for kind in kinds if (one := self.named.likeliest(_keys(claim, kind), day))), None)
        return bool(kinds), found


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


def births(registry: Registry, counts: Mapping[str, str]) -> dict[str, datetime.date]:
    """The day on which each body came into being, by its key: the first of those of all that count for it by `counts`.

    A body of which the registry does not tell has none, nor has one for which an older one counts of which it does not.
    """
    since: dict[str, list[str | None]] = {}
    for entry in registry:
        if entry.actor.kind != "person":
            since.setdefault(counts.get(entry.actor.id, entry.actor.id), []).append(entry.since)
    known = {body: [day for day in days if day] for body, days in since.items() if all(days)}
    return {body: datetime.date.fromisoformat(min(days)) for body, days in known.items()}


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
    what it is. Who can hold no place ("residents", "the spokesman") is left out. A place that fell to nobody in
    particular is gained by the body that gained it by the same report, else by the one that says so. The order of
    claims changes nothing.
    """
    told = tuple(claims)
    named, gained = _Named(), _Named()
    sense = _Sense(registry, counts, named)
    for claim in told:
        for party in {*claim.agent}:
            for kind in _classes(counts.get(party.key, party.key), registry):
                named.add(claim, kind, sense.body(party))
    made = [_one(claim, sense) for claim in told]
    for claim in made:
        for gainer in claim.agent if _is_gain(claim) else ():
            gained.add(claim, _GAIN, gainer)
    return tuple(
        claim if any(_is_somebody(party) for party in raw.agent) else _by(claim, gained, sense)
        for raw, claim in zip(told, made, strict=True)
    )


_GAIN = "gain"


def _is_somebody(party: Name) -> bool:
    """Whether a name is of people or bodies at all, and not of those whom a report has just told of: "its men"."""
    if party.id is not None:
        return True
    words = [word.casefold() for word in _WORD.findall(party.name)]
    return bool(words) and not _is_own(party.name) and words[-1] in _heads()


@cache
def _heads() -> frozenset[str]:
    """The nouns for people and bodies of all groups of party_words.toml."""
    parts = ("one", "many", "body")
    groups = [group for group in data.table("party_words.toml").values() if {*parts} <= {*group}]
    return frozenset(word.strip() for group in groups for part in parts for word in group[part].split(","))


def _is_gain(claim: RecordedClaim) -> bool:
    return claim.type == "takeover" and claim.factuality is Factuality.ACTUAL


def _by(claim: RecordedClaim, gained: _Named, sense: _Sense) -> RecordedClaim:
    """The claim that a place fell, to nobody in particular, with whoever gained it by the same report or says so."""
    if claim.agent or not _is_gain(claim):
        return claim
    keys = [(_GAIN, "report", claim.report, site.key) for site in claim.place]
    found = gained.likeliest(keys, _ordinal(claim)) or sense.speaker(claim)
    if found is None or found in claim.target:
        return claim
    return replace(claim, agent=(found,))


def _one(claim: RecordedClaim, sense: _Sense) -> RecordedClaim:
    agent = _unique(_meant(party, claim, sense, ()) for party in claim.agent)
    keys = [party.key for party in agent]
    target = _unique(_meant(party, claim, sense, keys) for party in claim.target)
    return replace(
        claim,
        agent=tuple(party for party in agent if _holds(party, sense.registry)),
        target=tuple(party for party in target if _holds(party, sense.registry)),
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
    return frozenset(word for words in _words().values() for word in words) | _own() | _JOINTS


@cache
def _own() -> frozenset[str]:
    return frozenset(data.table(FILE)["own"]["words"].split())


def _meant(party: Name, claim: RecordedClaim, sense: _Sense, others: Collection[str]) -> Name | None:
    """Whom a party of a claim stands for; None for a description of which it is known only that it is of `others`."""
    umbrella = data.table(FILE)["umbrella"]
    if party.id in umbrella["actors"]:
        meant = sense.named.likeliest(_keys(claim, umbrella["class"]), _ordinal(claim))
        return party if meant is None or meant.key in others else meant
    if party.id is not None:
        return sense.body(party)
    if _is_own(party.name) and (known := sense.speaker(claim)):
        return known
    described, meant = sense.described(party.name, claim)
    if described and meant is not None:
        return None if meant.key in others else meant
    return party


def _is_own(name: str) -> bool:
    """Whether the words are such as anybody may call his own people by."""
    words = [word.casefold() for word in _WORD.findall(name)]
    return bool(words) and all(word in _own() for word in words)


def _classes(actor: str, registry: Registry) -> tuple[str, ...]:
    """The classes of the bodies that a description may mean to which an actor belongs."""
    if actor in data.table(FILE)["umbrella"]["actors"]:
        return ()
    entry = registry.entry(actor)
    kinds: Mapping[str, Sequence[str]] = data.table(FILE)["kinds"]
    found = [name for name, of in kinds.items() if entry is not None and entry.actor.kind in of]
    if entry and "irregular" in found and any(_rules(one, entry.country, registry) for one in entry.opponents):
        found.append("rebel")
    return tuple(found)


def _rules(actor: str, country: str | None, registry: Registry) -> bool:
    """Whether an actor is a government or army of a country."""
    entry = registry.entry(actor)
    return entry is not None and entry.country == country and entry.actor.kind in data.table(FILE)["kinds"]["state"]


def _classed(name: str) -> tuple[str, ...]:
    """The classes that the words of a description tell, the likeliest first: of "army troops" by "army".

    Rebels are those who fight their own state; in a war in which none is known to, any irregulars.
    """
    if any(word[0].isupper() and word.casefold() not in _plain() for word in _WORD.findall(name)):
        return ()
    words = [word.casefold() for word in _WORD.findall(name)]
    if any(word in data.table(FILE)["own"]["apart"].split() for word in words):
        return ()
    kind = next((kind for word in words for kind, listed in _words().items() if word in listed), None)
    if kind is None:
        return ()
    return (kind, "irregular") if kind == "rebel" else (kind,)


def _epithet(name: str) -> Sequence[str]:
    """The bodies that news call by words such as "Turkish-backed fighters" without naming them."""
    words = {part for word in _WORD.findall(name.casefold()) for part in word.split("-")}
    return next((known["actors"] for known in data.table(FILE)["epithet"] if words >= set(known["words"].split())), ())


def _unique(names: Iterable[Name | None]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(name for name in names if name is not None))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(words.split()) for kind, words in data.table(FILE)["words"].items()}
