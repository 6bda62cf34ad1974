"""Reports and coded claims, added from the page: by paste, by file or by address."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Path as InPath
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import StreamingResponse

from dateline.errors import OptionError
from dateline.text import dates, decode
from dateline.web import fetching, writing_shapes
from dateline.web.asking import REFUSED, answer
from dateline.web.bodies import encode
from dateline.web.jobs import Job, Jobs, Upload

router = APIRouter(tags=["adding"], responses=REFUSED)
_FILES = 200
_NAME = 200
_LINES = frozenset({".jsonl", ".ndjson"})
_READ = frozenset({".csv", ".htm", ".html", ".md", ".shtml", ".text", ".tsv", ".txt", ".xhtml"}) | _LINES


class Pasted(BaseModel):
    """A report by its text, or by the address of its page."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, max_length=decode.LARGEST)
    url: str | None = Field(None, max_length=2000)
    published: str | None = Field(None, max_length=40, description="2024-12-08, or with the hour")
    outlet: str | None = Field(None, max_length=_NAME)
    title: str | None = Field(None, max_length=1000)


_FORM = {
    "type": "object",
    "properties": {
        "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "published": {"type": "string"},
    },
    "required": ["file"],
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Pasted.model_json_schema()},
            "multipart/form-data": {"schema": _FORM},
        },
    }
}


@router.post("/reports", status_code=202, response_model=writing_shapes.Accepted, openapi_extra=_BODY)
async def add(request: Request) -> Response:
    """Begin to read reports; `/jobs/{job}` tells how far it is.

    Files are what `dateline add` takes: text, HTML, lines of JSON with a report each, or coded claims as CSV or lines
    of JSON.
    """
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    try:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        read = _uploaded if kind == "multipart/form-data" else _pasted
        uploads, published = await read(request, folder)
        job = _jobs(request).start(uploads, folder, _date(published))
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    return answer({"job": job.id}, 202)


@router.get("/jobs/{job}", response_model=writing_shapes.JobOut)
async def job(request: Request, job: Annotated[str, InPath(max_length=100)]) -> Response:
    """How far a job is."""
    return answer(_job(request, job).plain())


@router.get(
    "/jobs/{job}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "The job whenever it changes, to its end"}},
)
async def progress(request: Request, job: Annotated[str, InPath(max_length=100)]) -> StreamingResponse:
    """Server-sent events: the job now and whenever it changes, until it is over."""
    found = _job(request, job)

    async def lines() -> AsyncIterator[bytes]:
        async for told in _jobs(request).follow(found):
            yield b"data: " + encode(told) + b"\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"cache-control": "no-store"})


def _jobs(request: Request) -> Jobs:
    found: Jobs = request.app.state.jobs
    return found


def _job(request: Request, name: str) -> Job:
    found = _jobs(request).get(name)
    if found is None:
        raise HTTPException(404, f"no job is called {name!r}")
    return found


def _date(published: str | None) -> str | None:
    if published and not dates.is_iso(published):
        raise OptionError(f"published: {published[:40]!r} is no date; write it as 2024-12-08")
    return published or None


async def _pasted(request: Request, folder: Path) -> tuple[list[Upload], str | None]:
    """The one report of a JSON body, as a line in a file."""
    try:
        given = Pasted.model_validate_json(await request.body())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise OptionError(f"{where}: {first['msg']}") from error
    if bool((given.text or "").strip()) == bool((given.url or "").strip()):
        raise OptionError("give either the text of a report or the url of its page")
    _date(given.published)
    line: dict[str, Any] = {name: getattr(given, name) for name in ("published", "outlet", "title")}
    name = "text"
    if given.url:
        page = await asyncio.to_thread(fetching.fetch, given.url)
        content = await asyncio.to_thread(decode.text, page.data, source=page.url)
        line |= {"html" if page.html else "text": content, "url": page.url}
        name = page.url
    else:
        line["text"] = given.text
    path = folder / "report.jsonl"
    written = json.dumps({key: value for key, value in line.items() if value})
    await asyncio.to_thread(path.write_text, written, "utf-8")
    return [Upload(path, name)], None


async def _uploaded(request: Request, folder: Path) -> tuple[list[Upload], str | None]:
    """The files of a form, each under a name of our own."""
    uploads: list[Upload] = []
    async with request.form(max_files=_FILES, max_fields=_FILES) as form:
        published = form.get("published")
        for given in form.getlist("file"):
            if not isinstance(given, UploadFile) or not given.filename:
                continue
            suffix = Path(given.filename).suffix.lower()
            if suffix not in _READ:
                raise OptionError(f"file: {given.filename[:_NAME]!r}: read are {' '.join(sorted(_READ))}")
            path = folder / f"{len(uploads)}{suffix}"
            await asyncio.to_thread(_keep, given, path)
            uploads.append(Upload(path, given.filename[:_NAME], await asyncio.to_thread(_is_coded, path)))
    if not uploads:
        raise OptionError("file: send one or more files")
    return uploads, published if isinstance(published, str) else None


def _keep(given: UploadFile, path: Path) -> None:
    with path.open("wb") as file:
        copyfileobj(given.file, file)


def _is_coded(path: Path) -> bool:
    """Whether a file holds coded claims: a table does, and lines of JSON that are no reports."""
    if path.suffix not in _LINES:
        return path.suffix in (".csv", ".tsv")
    with path.open("rb") as lines:
        first = lines.readline(decode.LONGEST_LINE)
    try:
        found = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "type" in found and not {"text", "html"} & found.keys()
