"""Values that cannot all be true, side by side with who says which: toll, date, doer, happened or denied, holder.

A voice is held to its last word: what it replaced itself is no contradiction. A running toll that one voice raises, "at
least" so many, and figures of different scope (dead and wounded, civilians and fighters) contradict nothing.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from dateline.picture import Contradiction, Event, Name, Position, RecordedClaim, Story
from dateline.schema import Factuality, days
from dateline.situation.copies import is_named, origins
from dateline.situation.features import bounds, facets, is_wide
from dateline.situation.parties import Relation, relation
from dateline.situation.weights import facet_words, limits

_HAPPENED = frozenset({Factuality.ACTUAL, Factuality.ONGOING})
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim with its origin, and the speaker where that is only the outlet's "a medic"."""

    claim: RecordedClaim
    origin: str
    speaker: str

    @property
    def day(self) -> datetime.date:
        """When it was said; a claim of unknown date comes before all others."""
        return self.claim.published or datetime.date.min


def contradictions(
    claims: Sequence[RecordedClaim], events: Sequence[Event], stories: Sequence[Story] = ()
) -> tuple[Contradiction, ...]:
    """The contradictions within each event, and on who holds a place on a day; by subject and kind.

    Positions are in order of their number of origins, the best supported first.
    """
    voices = origins(claims, stories)
    said = {claim.id: _Said(claim, voices[claim.id], _speaker(claim)) for claim in claims}
    found = [one for event in events for one in _within(event, [said[claim] for claim in event.claims])]
    found += _holders(said.values())
    return tuple(sorted(found, key=lambda one: (one.subject, one.kind)))


def _speaker(claim: RecordedClaim) -> str:
    """Two unnamed speakers of one outlet may well disagree on one day, so they are told apart."""
    speaker = claim.sources[-1] if claim.sources else None
    return "" if speaker is None or is_named(speaker) else speaker.key


def _within(event: Event, said: Sequence[_Said]) -> list[Contradiction]:
    if len(said) < 2:
        return []
    rules = limits()
    found = [_contradiction("happened", event.id, _happened(said))]
    happened = [one for one in said if one.claim.factuality in _HAPPENED]
    if event.type in rules.counted:
        found += [_contradiction("toll", event.id, positions) for positions in _tolls(happened)]
    if event.type in rules.dated:
        found.append(_contradiction("date", event.id, _dates(happened)))
    if event.type in rules.done:
        found.append(_contradiction("doer", event.id, _doers(happened)))
    return [one for one in found if one is not None]


Values = list[tuple[_Said, V]]


def _last_words(values: Values[V], rank: Callable[[V], float] = lambda _: 0.0) -> Values[V]:
    """What each origin says on the last day on which it says anything; of one speaker what ranks highest."""
    latest: dict[str, datetime.date] = {}
    for said, _ in values:
        latest[said.origin] = max(said.day, latest.get(said.origin, said.day))
    last: dict[tuple[str, str], tuple[_Said, V]] = {}
    for said, value in sorted(values, key=lambda pair: (rank(pair[1]), pair[0].claim.id)):
        if said.day == latest[said.origin]:
            last[said.origin, said.speaker] = (said, value)
    return list(last.values())


def _at_odds(values: Values[V], odd: Callable[[V, V], bool]) -> Values[V]:
    """The values that are at odds with another."""
    kept: set[int] = set()
    for (at, (_, one)), (to, (_, other)) in combinations(enumerate(values), 2):
        if odd(one, other):
            kept |= {at, to}
    return [values[at] for at in sorted(kept)]


def _grouped(values: Values[V], name: Callable[[V], str]) -> list[Position]:
    """The values as positions; claims of one value stand together."""
    groups: dict[str, list[_Said]] = defaultdict(list)
    for said, value in values:
        groups[name(value)].append(said)
    made = [
        Position(value, tuple(sorted(one.claim.id for one in group)), tuple(sorted({one.origin for one in group})))
        for value, group in groups.items()
    ]
    return sorted(made, key=lambda one: (-len(one.origins), one.value))


def _contradiction(kind: str, subject: str, positions: Sequence[Position]) -> Contradiction | None:
    return Contradiction(kind, subject, tuple(positions)) if len(positions) > 1 else None


@dataclass(frozen=True, slots=True)
class _Report:
    """Whether it happened, by whom."""

    happened: bool
    agents: tuple[Name, ...]

    def denies(self, other: _Report) -> bool:
        """Whether both cannot be true: what one party did not do another may have done."""
        return self.happened != other.happened and not _other_doers(self.agents, other.agents)


def _happened(said: Iterable[_Said]) -> list[Position]:
    values: Values[_Report] = []
    for one in said:
        # Who denies a number does not deny the event.
        denied = one.claim.factuality is Factuality.NEGATED and one.claim.quantity is None
        if denied or one.claim.factuality in _HAPPENED:
            values.append((one, _Report(not denied, _named(one.claim.agent))))
    last = _last_words(values, lambda value: float(value.happened))
    return _grouped(_at_odds(last, _Report.denies), lambda value: "happened" if value.happened else "denied")


def _named(parties: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(name for name in parties if is_named(name))


def _other_doers(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Whether both name somebody and nobody that could be the same."""
    pairs = [(one, other) for one in ones for other in others]
    return bool(pairs) and all(_others(one, other) for one, other in pairs)


Range = tuple[float, float]


def _tolls(said: Iterable[_Said]) -> list[list[Position]]:
    """The positions on each thing counted: one kind of harm to one kind of people, or one unit, in one place."""
    scopes: dict[object, Values[Range]] = defaultdict(list)
    for one in said:
        if one.claim.quantity is not None:
            unit, low, high = bounds(one.claim.quantity)
            counted = "" if _counts_heads(one.claim.quantity.unit) else unit
            wide = bool(one.claim.place) and all(map(is_wide, one.claim.place))
            scopes[counted, facets(one.claim), wide, _stretch(one.claim)].append((one, (low, high)))
    # Of several figures of one voice on one day the largest is the whole, the others are parts of it.
    return [
        _grouped(_at_odds(_last_words(values, lambda value: value[0]), _apart), _figure)
        for _, values in sorted(scopes.items(), key=lambda item: repr(item[0]))
    ]


def _stretch(claim: RecordedClaim) -> str | None:
    """The days that a sum runs over, where they are more than one: sums over other days are other sums."""
    stated = days(claim.time) if claim.time else None
    return claim.time if stated is not None and (stated[1] - stated[0]).days >= limits().exact_days else None


def _counts_heads(unit: str) -> bool:
    words = unit.casefold().split()
    return any(word in limits().heads or word in facet_words() for word in words)


def _apart(one: Range, other: Range) -> bool:
    rules = limits()
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return low > high and not (high >= rules.round_from and (low - high) <= rules.round_share * low)


def _figure(value: Range) -> str:
    low, high = (format(bound, "g") for bound in value)
    if low == high:
        return low
    return f"at least {low}" if high == "inf" else f"{low} to {high}"


def _dates(said: Iterable[_Said]) -> list[Position]:
    values: Values[tuple[datetime.date, datetime.date]] = []
    for one in said:
        stated = days(one.claim.time) if one.claim.time else None
        if stated is not None and (stated[1] - stated[0]).days < limits().exact_days:
            values.append((one, stated))
    return _grouped(
        _at_odds(_last_words(values), lambda one, other: max(one[0], other[0]) > min(one[1], other[1])),
        lambda value: value[0].isoformat() if value[0] == value[1] else f"{value[0]}/{value[1]}",
    )


def _doers(said: Iterable[_Said]) -> list[Position]:
    values = [(one, agents) for one in said if (agents := _named(one.claim.agent))]
    return _grouped(
        _at_odds(_last_words(values), _other_doers), lambda agents: ", ".join(sorted({name.name for name in agents}))
    )


def _others(one: Name, other: Name) -> bool:
    """Whether two parties are surely two: a name that the registry lacks may be of anybody's troops.

    Two such names are of two where they have no name of their own in common ("militias of Iran", "Iranian militias").
    """
    if relation(one, other) not in (Relation.OPPOSED, Relation.OTHER) or (one.id is None) != (other.id is None):
        return False
    return one.id is not None or _roots(one.name).isdisjoint(_roots(other.name))


def _roots(name: str) -> set[str]:
    return {word[:4].casefold() for word in name.split() if word[0].isupper()} - {"the"}


def _holders(said: Iterable[_Said]) -> list[Contradiction]:
    """Different holders that different voices give one place on one day; nobody tells of both, as of a succession."""
    told: dict[tuple[str, datetime.date], Values[Name]] = defaultdict(list)
    for one in said:
        claim = one.claim
        if claim.type not in ("takeover", "hold") or claim.factuality not in _HAPPENED:
            continue
        day = _held_on(claim)
        named = _named(claim.agent)
        if day is None or len(named) != 1:
            continue
        for site in claim.place:
            if not is_wide(site):
                told[site.key, day].append((one, named[0]))
    found = []
    for (place, day), values in sorted(told.items()):
        if not _succession(values):
            odd = _at_odds(_last_words(values), _others)
            found.append(_contradiction("holder", f"{place}@{day}", _grouped(odd, lambda name: name.name)))
    return [one for one in found if one is not None]


def _held_on(claim: RecordedClaim) -> datetime.date | None:
    """The day on whose evening the claim's holder held the place."""
    stated = days(claim.time) if claim.time else None
    if stated is None:
        return claim.published
    return stated[1] if (stated[1] - stated[0]).days < limits().exact_days else None


def _succession(values: Values[Name]) -> bool:
    """Whether one voice tells of two holders: the place changed hands that day."""
    by_voice: Mapping[str, list[Name]] = defaultdict(list)
    for said, name in values:
        by_voice[said.origin].append(name)
    return any(_others(one, other) for names in by_voice.values() for one, other in combinations(names, 2))
