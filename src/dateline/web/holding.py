"""Control as the API tells it: the whole map in columns, and each place with its days and evidence."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.picture import ControlState, RecordedClaim
from dateline.situation import status as showing
from dateline.situation.control import Control
from dateline.situation.knowledge import OTHERS, UNKNOWN
from dateline.situation.status import Status, Stretch
from dateline.web import telling
from dateline.web.bodies import decode, encode

STATUSES = tuple(status.value for status in Status)
_LEFT_OUT = 5
_STRONGEST = 40


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """Control of all places for one question.

    Attributes:
        body: the map in columns as JSON, but for the basis.
        first_day: what days are counted from; None where no place is known.
        index: the number of each place by its key.
        places: what is known of each place beside its days, as JSON.
        holders: keys of each place's candidates.
        held: probability of each candidate on each day, (days, places, candidates).
    """

    body: dict[str, Any]
    first_day: datetime.date | None
    index: Mapping[str, int]
    places: tuple[bytes, ...]
    holders: tuple[tuple[str, ...], ...]
    held: npt.NDArray[np.float32]


def holding(
    control: Control, claims: Sequence[RecordedClaim], sides: Mapping[str, str], names: Mapping[str, str]
) -> Holding:
    """Control as the API tells it; `claims` are those that control was worked out from."""
    states = control.states() if control.places else ()
    stretches = list(showing.stretches(control, states, claims, sides))
    told = Counter(site.key for claim in claims for site in claim.place)
    placed = [telling.site(site) | {"claims": told[site.key]} for site in control.places]
    keys = sorted({one.holder for one in stretches} - set(OTHERS))
    days = len(control.held)
    first = control.first_day if control.places else None
    body = {
        "first_day": first.isoformat() if first else None,
        "last_day": (first + datetime.timedelta(days=days - 1)).isoformat() if first else None,
        "places": placed,
        "holders": [{"key": key, "name": names.get(key, key)} for key in keys],
        "stretches": _columns(stretches, {key: at for at, key in enumerate(keys)}),
        "statuses": STATUSES,
    }
    by_place: list[list[Stretch]] = [[] for _ in control.places]
    for stretch in stretches:
        by_place[stretch.place].append(stretch)
    return Holding(
        body=body,
        first_day=first,
        index={site.key: at for at, site in enumerate(control.places)},
        places=tuple(encode(_place(placed[at], own, states)) for at, own in enumerate(by_place)),
        holders=control.holders,
        held=control.held,
    )


def _columns(stretches: Sequence[Stretch], holders: Mapping[str, int]) -> dict[str, list[Any]]:
    return {
        "place": [one.place for one in stretches],
        "first": [one.first for one in stretches],
        "last": [one.last for one in stretches],
        "holder": [holders.get(one.holder, -1) for one in stretches],
        "probability": [round(one.probability, 3) for one in stretches],
        "status": [STATUSES.index(one.status) for one in stretches],
    }


def _place(site: Mapping[str, Any], stretches: Sequence[Stretch], states: Sequence[ControlState]) -> dict[str, Any]:
    within = sorted({one.within for one in stretches})
    return {
        "place": site,
        "stretches": [
            [one.first, one.last, one.holder, round(one.probability, 4), one.status, within.index(one.within)]
            for one in stretches
        ],
        "evidence": [
            [[one.claim, round(one.ratio, 4), one.origin] for one in states[at].evidence[:_STRONGEST]] for at in within
        ],
    }


@dataclass(frozen=True, slots=True)
class Held:
    """One place on one day.

    Attributes:
        site: the place as the map tells it.
        stretches: how it is shown over all days.
        days: probability of each holder on each day.
        on: the state on the day.
        evidence: (claim, ratio, origin) behind the state, strongest first.
        left_out: sources, with how likely the holder were without each.
    """

    site: dict[str, Any]
    stretches: list[dict[str, Any]]
    days: dict[str, Any]
    on: dict[str, Any]
    evidence: list[tuple[str, float, str]]
    left_out: list[dict[str, Any]]


def held(given: Holding, key: str, day: datetime.date | None, names: Mapping[str, str]) -> Held | None:
    """A place on a day, the last one unless given; None where nothing tells of the place."""
    at = given.index.get(key)
    if at is None or given.first_day is None:
        return None
    body = decode(given.places[at])
    last = len(given.held) - 1
    wanted = last if day is None else (day - given.first_day).days
    shown = given.first_day + datetime.timedelta(days=wanted) if day is None else day
    holders = given.holders[at]
    parties = len(holders) - len(OTHERS)
    columns = [*range(parties), *range(given.held.shape[2] - len(OTHERS), given.held.shape[2])]
    rows = given.held[:, at, columns]
    found = next((one for one in body["stretches"] if one[0] <= wanted <= one[1]), None)
    evidence = [(one[0], one[1], one[2]) for one in body["evidence"][found[5]]] if found else []
    posterior = _posterior(rows[wanted].tolist(), holders, names) if 0 <= wanted <= last else []
    return Held(
        site=body["place"],
        stretches=[_stretch(one, given.first_day, names) for one in body["stretches"]],
        days={
            "first_day": given.first_day.isoformat(),
            "holders": [{"key": one, "name": names.get(one, one)} for one in holders],
            "rows": [[round(chance, 3) for chance in row] for row in rows.tolist()],
        },
        on={"day": shown.isoformat(), "status": found[4] if found else UNKNOWN, "posterior": posterior},
        evidence=evidence,
        left_out=_left_out(evidence, found[3] if found else 0.0, names),
    )


def _stretch(one: Sequence[Any], first: datetime.date, names: Mapping[str, str]) -> dict[str, Any]:
    start, end, holder, probability, status, _ = one
    return {
        "first_day": (first + datetime.timedelta(days=start)).isoformat(),
        "last_day": (first + datetime.timedelta(days=end)).isoformat(),
        "holder": holder,
        "holder_name": names.get(holder, holder),
        "probability": probability,
        "status": status,
    }


def _posterior(row: Sequence[float], holders: Sequence[str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    order = sorted(range(len(row)), key=lambda at: -row[at])
    return [
        {"holder": holders[at], "name": names.get(holders[at], holders[at]), "probability": round(row[at], 4)}
        for at in order
    ]


def _left_out(
    evidence: Sequence[tuple[str, float, str]], chance: float, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The sources that move the holder most: its odds over the stretch less what each source's claims give to them.

    Working control out without a source (`without`) is exact and takes seconds; this ranks what to try.
    """
    moved: dict[str, float] = {}
    for _, ratio, origin in evidence:
        moved[origin] = moved.get(origin, 0.0) + ratio
    top = sorted(moved, key=lambda key: (-abs(moved[key]), key))[:_LEFT_OUT]
    odds = math.log(min(max(chance, 1e-6), 1 - 1e-6) / (1 - min(max(chance, 1e-6), 1 - 1e-6)))
    return [
        {
            "source": key,
            "name": names.get(key, key),
            "probability_without": round(1 / (1 + math.exp(min(max(moved[key] - odds, -50), 50))), 4),
        }
        for key in top
    ]
