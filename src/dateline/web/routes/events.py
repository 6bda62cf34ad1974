"""Events, contradictions and findings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated

import numpy as np
from fastapi import APIRouter, HTTPException, Path, Response

from dateline.web import shapes
from dateline.web.asking import REFUSED, Kept, Limit, Narrow, Narrowed, Now, Offset, Words, answer, rows
from dateline.web.bodies import Raw, decode, encode, page
from dateline.web.columns import Bools
from dateline.web.keeper import Keeper
from dateline.web.snapshot import Snapshot

router = APIRouter(tags=["events"], responses=REFUSED)


@router.get("/events", response_model=shapes.Events)
async def events(now: Now, kept: Kept, narrow: Narrow, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Events that a claim let through tells of, by day; `since`, `until` and `on` are days of the event here."""
    chosen = await _chosen(now, kept, narrow)
    found = np.flatnonzero(chosen)
    day = np.where(now.events.first > 0, now.events.first, now.events.last)[found]
    order = found[np.lexsort((found, np.where(day > 0, day, np.iinfo(np.int32).max)))]
    items = [now.events.bodies[row] for row in order[offset : offset + limit].tolist()]
    return answer(page(items, len(order), limit, offset))


async def _chosen(now: Snapshot, kept: Keeper, narrow: Narrowed) -> Bools:
    table, asked = now.events, narrow.asked
    chosen = np.zeros(len(table.bodies), dtype=np.bool_)
    told = now.columns.event[
        await rows(kept, now, replace(narrow, asked=replace(asked, since=None, until=None, on=None)))
    ]
    chosen[told[told >= 0]] = True
    first, last = np.where(table.first > 0, table.first, table.last), table.last
    since, until = asked.on or asked.since, asked.on or asked.until
    if since is not None:
        chosen &= last >= since.toordinal()
    if until is not None:
        chosen &= (first <= until.toordinal()) & (last > 0)
    return np.asarray(chosen)


@router.get("/events/{event}", response_model=shapes.EventDetail)
async def event(now: Now, event: Annotated[str, Path(max_length=500)]) -> Response:
    """One event: its claims, and what each voice says, side by side."""
    row = now.events.ids.get(event)
    if row is None:
        raise HTTPException(404, f"no event is called {event!r}")
    claims = [Raw(now.bodies[at]) for at in now.events.claims[row].tolist()]
    return answer({**decode(now.events.bodies[row]), **decode(now.events.details[row]), "claims": claims})


@router.get("/contradictions", response_model=shapes.Contradictions)
async def contradictions(
    now: Now, kind: Words = None, event: Words = None, place: Words = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Values that cannot all be true, each with those who say so."""
    found = [
        body
        for about, where, body in now.contradictions
        if (not event or event == about) and (not place or place == where)
    ]
    if kind:
        found = [body for body in found if decode(body)["kind"] == kind]
    return answer(page(found[offset : offset + limit], len(found), limit, offset))


@router.get("/findings", response_model=shapes.Findings)
async def findings(
    now: Now, kept: Kept, code: Words = None, report: Words = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """What does not add up within a report."""
    found = await asyncio.to_thread(kept.record.findings, code=code or None, report=report or None)
    items = [
        encode({
            "report": one.report,
            "outlet": one.outlet,
            "published": one.day.isoformat() if one.day else None,
            "code": one.code,
            "message": one.message,
            "spans": one.spans,
        })
        for one in found[offset : offset + limit]
    ]  # fmt: skip
    return answer(page(items, len(found), limit, offset))
