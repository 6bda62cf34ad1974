"""Judgements: the desk's queue, and what people decided."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.picture import Judgement, Verdict
from dateline.web import writing_shapes
from dateline.web.asking import REFUSED, Kept, Limit, Now, Offset, answer
from dateline.web.bodies import Raw, encode, page

router = APIRouter(tags=["judgements"], responses=REFUSED)
_CLAIMS = 1000
_NAME = 200
_TEXT = 5000


class Decision(BaseModel):
    """What a person decides: about one claim, or for merge and split about several."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    claims: list[Annotated[str, Field(max_length=_TEXT)]] = Field(min_length=1, max_length=_CLAIMS)
    by: str = Field(min_length=1, max_length=_NAME)
    why: str = Field("", max_length=_TEXT)
    changes: dict[str, Any] = Field(
        default_factory=dict, description="For an edit: fields and their new values, as a claim has them."
    )


class Undoing(BaseModel):
    """Who takes a judgement back, and why."""

    model_config = ConfigDict(extra="forbid")

    by: str = Field(min_length=1, max_length=_NAME)
    why: str = Field("", max_length=_TEXT)


@router.get("/desk", response_model=writing_shapes.Desk)
async def desk(now: Now, limit: Limit = 50, offset: Offset = 0) -> Response:
    """The claims that nobody has judged, those first of which a look is worth most."""
    items = [
        encode({"claim": Raw(now.bodies[row]), "value": value, "why": why})
        for row, value, why in now.desk[offset : offset + limit]
    ]
    return answer(page(items, len(now.desk), limit, offset))


@router.get("/judgements", response_model=writing_shapes.Judgements)
async def judgements(kept: Kept, limit: Limit = 50, offset: Offset = 0) -> Response:
    """The judgements that stand, the latest first."""
    found = (await asyncio.to_thread(kept.record.judgements))[::-1]
    items = [encode(_plain(one)) for one in found[offset : offset + limit]]
    return answer(page(items, len(found), limit, offset))


@router.post("/judgements", status_code=201, response_model=writing_shapes.JudgementOut)
async def judge(kept: Kept, given: Decision) -> Response:
    """Keep a judgement; claims are seen as judged at once, and what follows from them a moment later."""
    changes = [(field, json.dumps(_bare(value))) for field, value in given.changes.items()]

    def judging() -> Judgement:
        return kept.record.judge(given.verdict, given.claims, by=given.by, why=given.why, changes=changes)

    made = await asyncio.to_thread(judging)
    await kept.written(made.claims)
    return answer(_plain(made), 201)


@router.delete("/judgements/{judgement}", response_model=writing_shapes.WithdrawnOut)
async def undo(kept: Kept, judgement: Annotated[str, Path(max_length=500)], given: Undoing) -> Response:
    """Take a judgement back; it stays on record with who took it back, when and why."""
    standing = {one.id: one for one in await asyncio.to_thread(kept.record.judgements)}
    withdrawn = {one.judgement for one in await asyncio.to_thread(kept.record.withdrawals)}
    if judgement not in standing and judgement not in withdrawn:
        raise HTTPException(404, f"no judgement is called {judgement!r}")
    stood = await asyncio.to_thread(lambda: kept.record.undo(judgement, by=given.by, why=given.why))
    if judgement in standing:
        await kept.written(standing[judgement].claims)
    done = next(one for one in await asyncio.to_thread(kept.record.withdrawals) if one.judgement == judgement)
    at = done.at.isoformat(timespec="seconds")
    return answer({"id": judgement, "by": done.by, "at": at, "why": done.why, "withdrawn": stood})


def _plain(one: Judgement) -> dict[str, Any]:
    return {
        "id": one.id,
        "verdict": one.verdict.value,
        "claims": one.claims,
        "by": one.by,
        "at": one.at.isoformat(timespec="seconds"),
        "why": one.why,
        "changes": {field: json.loads(value) for field, value in one.changes},
    }


def _bare(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The names of a claim as a claim's JSON has them here, with `key`, as an edit takes them, with `id`."""
    if isinstance(value, list):
        return [_bare(part) for part in value]
    if not isinstance(value, dict) or "key" not in value:
        return value
    named = {name: part for name, part in value.items() if name != "key"}
    name, key = str(value.get("name", "")), value["key"]
    return named if key == name.casefold() else {**named, "id": key}
