"""What the record holds, and the words in which it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import cache

from fastapi import APIRouter, Response
from starlette.responses import StreamingResponse

from dateline import ontology
from dateline.picture import Verdict
from dateline.schema import Factuality
from dateline.sitrep.wording import table
from dateline.situation import status
from dateline.web import shapes
from dateline.web.asking import Kept, Now, answer
from dateline.web.bodies import encode
from dateline.web.telling import EDITABLE, label

router = APIRouter(tags=["record"])


@router.get("/record", response_model=shapes.RecordOut)
async def record(now: Now, kept: Kept) -> Response:
    """What the record holds, and whether it may be written to."""
    settings = kept.settings
    own = {"title": settings.title, "basis": now.basis, "stale": kept.stale, "writable": settings.writable}
    return answer({**now.about, **own, "tiles": settings.tiles})


@router.get("/vocabulary", response_model=shapes.Vocabulary)
async def vocabulary() -> Response:
    """The event types, factualities, statuses, verdicts and the fields that an edit may change."""
    return answer(_vocabulary())


@cache
def _vocabulary() -> bytes:
    groups = {kind: row["title"] for row in table("section") for kind in row["types"]}
    return encode({
        "types": [
            {
                "name": name,
                "label": label(name),
                "group": groups.get(name, "Control of places"),
                "definition": info.definition,
            }
            for name, info in ontology.types().items()
        ],
        "factualities": list(Factuality),
        "statuses": [
            {"name": name, "label": label(name), "meaning": meaning} for name, meaning in status.meanings().items()
        ],
        "verdicts": list(Verdict),
        "fields": EDITABLE,
    })  # fmt: skip


@router.get(
    "/changes",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "A line whenever the snapshot changes"}},
)
async def changes(kept: Kept) -> StreamingResponse:
    """Server-sent events: the basis of the snapshot and whether it is stale, now and whenever that changes."""

    async def lines() -> AsyncIterator[bytes]:
        async for said in kept.listen():
            yield b": still here\n\n" if said is None else b"data: " + encode(said) + b"\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"cache-control": "no-store"})
