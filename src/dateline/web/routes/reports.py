"""Reports as received, with all that was read in them."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Response

from dateline.errors import OptionError
from dateline.web import shapes, telling
from dateline.web.asking import REFUSED, Kept, Limit, Now, Offset, Words, answer
from dateline.web.bodies import Raw, page

router = APIRouter(tags=["reports"], responses=REFUSED)
_SAMPLE = 2000


@router.get("/reports", response_model=shapes.Reports)
async def reports(now: Now, kept: Kept, q: Words = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """The reports by day of publication, all or those whose title or text holds the words."""
    if q is None or not q.strip():
        return answer(page(now.reports[offset : offset + limit], len(now.reports), limit, offset))
    found = await asyncio.to_thread(kept.record.reports, text=q)
    known = [now.reports[now.report_rows[one.id]] for one in found if one.id in now.report_rows]
    return answer(page(known[offset : offset + limit], len(known), limit, offset))


@router.get("/reports/{report}", response_model=shapes.ReadingOut)
async def report(now: Now, kept: Kept, report: Annotated[str, Path(max_length=500)]) -> Response:
    """One report: its text as received and, in code points of it, all that was read; and what people decided."""
    try:
        reading = await asyncio.to_thread(kept.record.reading, report)
    except OptionError as error:
        raise HTTPException(404, str(error)) from error
    rows = now.columns.report.where([reading["id"]]).nonzero()[0].tolist()
    ids = [claim["id"] for claim in reading["claims"]]
    judged = {one: telling.judged(now.marks[one]) for one in ids if one in now.marks}
    shown = {name: Raw(now.bodies[row]) for name, row in ((one, now.ids.get(one)) for one in ids) if row in rows}
    more = {
        "judged": judged,
        "shown": shown,
        "copies": now.copies.get(reading["id"], ()),
        "rtl": is_rtl(reading["text"]),
    }
    return answer({**reading, **more})


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left: most of its letters do."""
    kinds = [unicodedata.bidirectional(mark) for mark in text[:_SAMPLE]]
    return sum(kind in ("R", "AL") for kind in kinds) > sum(kind == "L" for kind in kinds)
