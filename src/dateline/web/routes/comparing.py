"""Outlets and speakers beside each other."""

from __future__ import annotations

import asyncio
from enum import StrEnum

from fastapi import APIRouter, Response

from dateline.web.asking import REFUSED, Kept, Narrow, Now, answer, rows
from dateline.web.comparing import compare
from dateline.web.comparing_shapes import Compare

router = APIRouter(tags=["compare"], responses=REFUSED)


class By(StrEnum):
    """What a voice is."""

    OUTLET = "outlet"
    SPEAKER = "speaker"


@router.get("/compare", response_model=Compare)
async def comparing(now: Now, kept: Kept, narrow: Narrow, by: By = By.OUTLET) -> Response:
    """How the voices of the claims that a filter lets through tell of the same events."""
    found = await rows(kept, now, narrow)
    return answer(await asyncio.to_thread(compare, now, by.value, found))
