"""Who holds which place, and why."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Response

from dateline.situation.baselines import Method
from dateline.web import holding, shapes
from dateline.web.asking import REFUSED, Day, Kept, Keys, Now, answer, left_out
from dateline.web.bodies import Raw
from dateline.web.snapshot import Snapshot

router = APIRouter(tags=["control"], responses=REFUSED)
_EVENTS = 200


@router.get("/control", response_model=shapes.ControlOut)
async def control(
    now: Now, kept: Kept, known: Day = None, without: Keys = "", method: Method = Method.MODEL
) -> Response:
    """The control of all places over all days in columns, from which the map of any day can be drawn.

    `known` counts only what was published by that day; `without` leaves sources out.
    """
    found = await kept.holding(known, left_out(without), method.value)
    return answer({"basis": now.basis, **found.body})


@router.get("/places/{key}", response_model=shapes.PlaceOut)
async def place(
    now: Now,
    kept: Kept,
    key: Annotated[str, Path(max_length=500)],
    on: Day = None,
    known: Day = None,
    without: Keys = "",
) -> Response:
    """One place: its holders over time, its state on a day and the claims behind it, its events and contradictions."""
    found = holding.held(await kept.holding(known, left_out(without), None), key, on, now.names)
    told = now.columns.place.having(key)
    if found is None and not len(told):
        raise HTTPException(404, f"no place is called {key!r}")
    events = _events(now, key, known)
    odd = [body for event, place, body in now.contradictions if place == key or (event and event in events)]
    return answer({
        **(_known(found, now) if found else _unknown(now, key, on)),
        "events": [Raw(now.events.bodies[now.events.ids[one]]) for one in events],
        "contradictions": [Raw(body) for body in odd],
    })  # fmt: skip


def _known(found: holding.Held, now: Snapshot) -> dict[str, object]:
    evidence = [
        {"claim": Raw(now.bodies[now.ids[claim]]), "ratio": ratio, "origin": origin,
         "origin_name": now.names.get(origin, origin)}
        for claim, ratio, origin in found.evidence
        if claim in now.ids
    ]  # fmt: skip
    return {
        "place": found.site,
        "stretches": found.stretches,
        "days": found.days,
        "on": found.on,
        "evidence": evidence,
        "left_out": found.left_out,
    }


def _unknown(now: Snapshot, key: str, on: datetime.date | None) -> dict[str, object]:
    """A place that is told of, but not by whom it is held."""
    site = now.site(key)
    return {
        "place": site,
        "stretches": [],
        "days": {"first_day": None, "holders": [], "rows": []},
        "on": {"day": on.isoformat() if on else None, "status": "unknown", "posterior": []},
        "evidence": [],
        "left_out": [],
    }


def _events(now: Snapshot, key: str, known: datetime.date | None) -> dict[str, None]:
    """The events at a place that were told by a day, the latest first."""
    rows = now.events.place.having(key).tolist()
    if known is not None:
        rows = [row for row in rows if now.told_by(row, known)]
    rows.sort(key=lambda row: -int(now.events.last[row]))
    ids = now.events.names
    return dict.fromkeys(ids[row] for row in rows[:_EVENTS])
