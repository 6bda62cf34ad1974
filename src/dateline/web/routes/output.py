"""The view as a file: claims for other programs, and situation reports."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Response
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from dateline.errors import OptionError
from dateline.web import workers
from dateline.web.asking import REFUSED, Day, Kept, Narrow, Now, rows

router = APIRouter(tags=["files"], responses=REFUSED)


class Format(StrEnum):
    """Formats of claims."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    JSONLD = "jsonld"


class Shape(StrEnum):
    """Formats of a situation report."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"


_KINDS = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSONL: "application/x-ndjson",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.GEOJSON: "application/geo+json",
    Format.JSONLD: "application/ld+json",
}
_SHAPES = {
    Shape.MD: "text/markdown; charset=utf-8",
    Shape.HTML: "text/html; charset=utf-8",
    Shape.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BINARY = {"type": "string", "format": "binary"}


def _files(kinds: list[str]) -> dict[int | str, dict[str, object]]:
    bare = [kind.partition(";")[0] for kind in kinds]
    content = {
        kind: {"schema": {"type": "object"} if kind.endswith("json") and "+" in kind else _BINARY} for kind in bare
    }
    return {200: {"content": content, "description": "The file"}}


@router.get("/export", response_class=FileResponse, responses=_files(list(_KINDS.values())))
async def export(
    now: Now,
    kept: Kept,
    narrow: Narrow,
    shape: Annotated[Format, Query(alias="format")] = Format.CSV,
    judged: bool = False,
) -> Response:
    """The claims that the filter lets through as a file; `judged` leaves out rejected ones and makes the edits."""
    found = await rows(kept, now, narrow)
    ids = [now.columns.ids[row] for row in found.tolist()]
    path = await kept.working(workers.export, kept.settings.where, ids, judged, shape.value)
    return _sent(path, f"{kept.settings.title}.{shape.value}", _KINDS[shape])


@router.get("/sitrep", response_class=FileResponse, responses=_files(list(_SHAPES.values())))
async def sitrep(
    kept: Kept,
    on: datetime.date,
    since: Day = None,
    shape: Annotated[Shape, Query(alias="format")] = Shape.MD,
) -> Response:
    """A situation report of the days from `since` to `on`, as a file."""
    if since is not None and since > on:
        raise OptionError(f"since: {since} lies after {on}")
    path = await kept.working(workers.sitrep, kept.settings.where, since or on, on, shape.value)
    return _sent(path, f"sitrep-{on}.{shape.value}", _SHAPES[shape])


def _sent(path: str, name: str, kind: str) -> Response:
    # Always for saving: a document would else be shown as a page of this app.
    remove = BackgroundTask(Path(path).unlink, missing_ok=True)
    return FileResponse(path, media_type=kind, filename=name, background=remove)
