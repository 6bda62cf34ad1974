"""What a map shows of a place: held, probably held, claimed, contested, besieged, vacated or unknown.

The thresholds and what the words mean are in `data/status.toml`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np

from dateline import data
from dateline.picture import ControlState, RecordedClaim
from dateline.schema import days
from dateline.situation.control import Control
from dateline.situation.knowledge import OTHERS

FILE = "status.toml"


class Status(StrEnum):
    """How a place is shown, in the order of a legend."""

    HELD = "held"
    PROBABLY_HELD = "probably_held"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    VACATED = "vacated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, inclusive at both ends and counted from the control's first, on which a place is shown in one way.

    Attributes:
        place: index into the control's places.
        probability: of the holder, the mean over the days.
        within: index of the control state, in the order of `Control.states`, that the stretch is part of.
    """

    place: int
    first: int
    last: int
    holder: str
    probability: float
    status: Status
    within: int


def meanings() -> Mapping[str, str]:
    """What each status means, in one line for a legend."""
    return {name: str(data.table(FILE)["meaning"][name]) for name in Status}


def stretches(
    control: Control, states: Sequence[ControlState], claims: Iterable[RecordedClaim], sides: Mapping[str, str]
) -> Iterator[Stretch]:
    """How each place is shown, by place and day.

    Args:
        states: `control.states()`, worked out once by the caller.
        claims: those that tell of sieges among others.
        sides: key of a party or voice to the key of the party that it counts for.
    """
    places = {site.key: at for at, site in enumerate(control.places)}
    shut = _sieges(control, claims, sides)
    for within, state in enumerate(states):
        place = places[state.place.key]
        first, last = ((day - control.first_day).days for day in (state.first_day, state.last_day))
        names = control.holders[place]
        if state.holder in OTHERS:
            yield Stretch(place, first, last, state.holder, state.probability, Status(state.holder), within)
            continue
        held = control.held[first : last + 1, place, names.index(state.holder)]
        besieged = shut.get((place, state.holder), frozenset())
        own = _own_share(state, sides) >= _limits()["own"]
        shown = [_status(float(chance), own, first + at in besieged) for at, chance in enumerate(held)]
        starts = [0, *(at for at in range(1, len(shown)) if shown[at] is not shown[at - 1])]
        for start, end in zip(starts, [*starts[1:], len(shown)], strict=True):
            mean = float(np.mean(held[start:end]))
            yield Stretch(place, first + start, first + end - 1, state.holder, mean, shown[start], within)


def _status(chance: float, own: bool, besieged: bool) -> Status:
    limits = _limits()
    if chance < limits["probably_held"] or (own and not besieged):
        return Status.CLAIMED
    if besieged:
        return Status.BESIEGED
    return Status.HELD if chance >= limits["held"] else Status.PROBABLY_HELD


def _own_share(state: ControlState, sides: Mapping[str, str]) -> float:
    """How much of what speaks for the holder its own side says; 0 where nothing does."""
    speaking = [(sides.get(one.origin, one.origin), one.ratio) for one in state.evidence if one.ratio > 0]
    total = sum(ratio for _, ratio in speaking)
    return sum(ratio for side, ratio in speaking if side == state.holder) / total if total else 0.0


def _sieges(
    control: Control, claims: Iterable[RecordedClaim], sides: Mapping[str, str]
) -> Mapping[tuple[int, str], frozenset[int]]:
    """The days on which a place is told to be shut in by others than each of its parties, by place and party."""
    siege = data.table(FILE)["siege"]
    stems = tuple(siege["stems"])
    places = {site.key: at for at, site in enumerate(control.places)}
    found: dict[tuple[int, str], set[int]] = {}
    for claim in claims:
        words = claim.trigger.casefold()
        if claim.type not in siege["types"] or claim.factuality not in siege["factualities"]:
            continue
        if not any(stem in words for stem in stems):
            continue
        day = _day(claim)
        around = {sides.get(name.key, name.key) for name in claim.agent}
        for site in claim.place:
            if day is None or site.key not in places:
                continue
            place, start = places[site.key], (day - control.first_day).days
            for party in control.holders[place]:
                if party not in around:
                    found.setdefault((place, party), set()).update(range(start, start + int(siege["days"])))
    return {key: frozenset(told) for key, told in found.items()}


def _day(claim: RecordedClaim) -> datetime.date | None:
    stated = days(claim.time) if claim.time else None
    return stated[1] if stated else claim.published


@cache
def _limits() -> Mapping[str, Any]:
    limits: Mapping[str, Any] = data.table(FILE)["limits"]
    return limits
