"""Claims: listed, searched and counted by day."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Annotated

import numpy as np
from fastapi import APIRouter, HTTPException, Path, Response

from dateline.store.search import fold
from dateline.web import shapes
from dateline.web.asking import REFUSED, Kept, Limit, Narrow, Now, Offset, answer, rows
from dateline.web.bodies import decode, extended, page
from dateline.web.columns import STATUSES, Bools, Coded, Many
from dateline.web.snapshot import Snapshot
from dateline.web.telling import label

router = APIRouter(tags=["claims"], responses=REFUSED)
_FACETS = 30
_WORD = re.compile(r"[^\W_]+")


@router.get("/claims", response_model=shapes.Claims)
async def claims(now: Now, kept: Kept, narrow: Narrow, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Claims as judged, by day of publication, report and place in it."""
    found = await rows(kept, now, narrow)
    items = [now.bodies[row] for row in found[offset : offset + limit].tolist()]
    return answer(page(items, len(found), limit, offset))


@router.get("/claims/{claim}", response_model=shapes.ClaimOut)
async def claim(now: Now, claim: Annotated[str, Path(max_length=500)]) -> Response:
    """One claim as judged."""
    if claim not in now.ids:
        raise HTTPException(404, f"no claim is called {claim!r}")
    return answer(now.bodies[now.ids[claim]])


@router.get("/search", response_model=shapes.Found)
async def search(now: Now, kept: Kept, narrow: Narrow, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Claims with these words, with what they could be narrowed by further."""
    found = await rows(kept, now, narrow)
    words = frozenset(fold(narrow.text or "").split())
    items = [_marked(now.bodies[row], words) for row in found[offset : offset + limit].tolist()]
    chosen = np.zeros(len(now.columns), dtype=np.bool_)
    chosen[found] = True
    return answer(page(items, len(found), limit, offset, facets=_facets(now, chosen)))


@router.get("/histogram", response_model=shapes.Histogram)
async def histogram(now: Now, kept: Kept, narrow: Narrow) -> Response:
    """How many claims were published on each day, from the record's first to its last."""
    published = now.columns.published
    known = published[published > 0]
    if not len(known):
        return answer({"first_day": None, "counts": []})
    first, last = int(known.min()), int(known.max())
    chosen = published[await rows(kept, now, narrow)]
    counts = np.bincount(chosen[chosen > 0] - first, minlength=last - first + 1)
    return answer({"first_day": datetime.date.fromordinal(first).isoformat(), "counts": counts.tolist()})


def _marked(body: bytes, words: frozenset[str]) -> bytes:
    """A claim with where its sentence holds the words."""
    spans = [
        word.span()
        for word in _WORD.finditer(decode(body)["sentence"] if words else "")
        if not words.isdisjoint(_folded(word[0]))
    ]
    return extended(body, highlights=spans)


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


def _facets(now: Snapshot, chosen: Bools) -> dict[str, list[dict[str, object]]]:
    cols = now.columns
    status = Coded(STATUSES, cols.status)
    return {
        "type": [{**one, "label": label(str(one["value"]))} for one in _coded(cols.type, chosen)],
        "outlet": _coded(cols.outlet, chosen),
        "place": _many(cols.place, chosen, now),
        "actor": _many(cols.actor, chosen, now),
        "factuality": _coded(cols.factuality, chosen),
        "status": _coded(status, chosen),
    }


def _coded(column: Coded, chosen: Bools) -> list[dict[str, object]]:
    counts = np.bincount(column.codes[chosen & (column.codes >= 0)], minlength=len(column.values))
    order = np.argsort(-counts, kind="stable")[:_FACETS].tolist()
    return [
        {"value": column.values[at], "label": column.values[at], "count": int(counts[at])} for at in order if counts[at]
    ]


def _many(column: Many, chosen: Bools, now: Snapshot) -> list[dict[str, object]]:
    counts = column.counts(chosen)
    order = np.argsort(-counts, kind="stable")[:_FACETS].tolist()
    names = now.columns.names
    return [
        {"value": key, "label": names.get(key, key), "count": int(counts[at])}
        for at in order
        if counts[at]
        for key in (column.values[at],)
    ]
