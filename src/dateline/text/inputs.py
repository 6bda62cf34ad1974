"""Files, folders and streams to reports, one after the other; what cannot be read comes out as a value."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from dateline.errors import InputError, OptionError
from dateline.schema import Report
from dateline.text import dates, decode
from dateline.text.load import About, from_bytes, from_html, report

SUFFIXES = frozenset({".htm", ".html", ".jsonl", ".md", ".ndjson", ".shtml", ".text", ".txt", ".xhtml"})
"""The files of a folder that are read, but for its README; a file named by itself is read whatever its name."""

_LINES = frozenset({".jsonl", ".ndjson"})
_FIELDS = ("outlet", "title", "url")


def inputs(
    paths: Sequence[str], *, published: str | None = None, stdin: BinaryIO | None = None, unique: bool = True
) -> Iterator[Report | InputError]:
    """Every report in the paths, in order and one at a time, with an `InputError` in place of each that fails.

    A path is a text or HTML file, a `.jsonl` file with one object a line (`text` or `html`, and optionally `id`,
    `published`, `outlet`, `title`, `url`), a folder (read through sorted, without hidden files, READMEs and suffixes
    not in `SUFFIXES`), or `-` for standard input. Ids are unique within one call: a repeated one gets `-2`, `-3`.
    With `unique` false they stay as they are. `published` overrides what the inputs say.

    Raises:
        OptionError: `published` is no ISO 8601 date; raised at once, not on the first report.
    """
    if published is not None and not dates.is_iso(published):
        raise OptionError(f"published: {published!r} is no date; write it as 2024-12-08 or 2024-12-08T14:30:00Z")
    items = (item for path in paths for item in _path(path, published, stdin))
    return _named(items) if unique else items


def count(paths: Sequence[str]) -> int | None:
    """How many items `inputs` will yield, for a progress bar; None where only reading would tell (`-`)."""
    if "-" in paths:
        return None
    return sum(_count(Path(path)) for path in paths)


def _count(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(map(_count, _files(path))) or 1
        if path.suffix.lower() not in _LINES:
            return 1
        with path.open("rb") as lines:
            filled = (isinstance(line, InputError) or line.strip() for _, line in _numbered(lines, str(path)))
            return sum(map(bool, filled)) or 1
    except OSError:
        return 1


def _named(items: Iterator[Report | InputError]) -> Iterator[Report | InputError]:
    """The items with every report's id made unique."""
    taken: set[str] = set()
    for item in items:
        if isinstance(item, InputError):
            yield item
            continue
        name, number = item.id, 1
        while name in taken:
            number += 1
            name = f"{item.id}-{number}"
        taken.add(name)
        yield item if name == item.id else replace(item, id=name)


def _path(path: str, published: str | None, stdin: BinaryIO | None) -> Iterator[Report | InputError]:
    if path == "-":
        yield from _stream(stdin or sys.stdin.buffer, published)
        return
    place = Path(path)
    try:
        if place.is_dir():
            files = list(_files(place))
            if not files:
                kinds = " ".join(sorted(SUFFIXES))
                yield InputError(f"no report in this folder (read are {kinds})", source=path)
            for file in files:
                yield from _file(file, published)
        else:
            yield from _file(place, published)
    except OSError as error:
        yield _unreadable(error, path)


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder that are read, sorted by path; hidden ones, READMEs and links to folders left out."""
    for place in sorted(folder.iterdir()):
        if place.name.startswith("."):
            continue
        if place.is_dir():
            if not place.is_symlink():
                yield from _files(place)
        elif place.suffix.lower() in SUFFIXES and place.stem.lower() != "readme":
            yield place


def _file(path: Path, published: str | None) -> Iterator[Report | InputError]:
    try:
        if path.suffix.lower() in _LINES:
            with path.open("rb") as lines:
                yield from _objects(lines, str(path), path.stem, published)
            return
        if path.stat().st_size > decode.LARGEST:
            yield InputError(f"larger than {decode.LARGEST // 1_000_000} MB, no single report", source=str(path))
            return
        data = path.read_bytes()
    except OSError as error:
        yield _unreadable(error, str(path))
        return
    if _is_lines(data):
        yield from _objects(io.BytesIO(data), str(path), path.stem, published)
        return
    try:
        yield from_bytes(data, source=str(path), about=About(id=path.stem, published=published))
    except InputError as error:
        yield error


def _stream(stream: BinaryIO, published: str | None) -> Iterator[Report | InputError]:
    """Standard input: lines of JSON as they come, else one report."""
    try:
        first = stream.readline(decode.LONGEST_LINE + 1)
        if _is_lines(first):
            yield from _objects(stream, "-", None, published, first)
            return
        data = first + stream.read(decode.LARGEST + 1 - len(first))
    except (OSError, ValueError) as error:
        yield InputError(f"cannot be read: {error}", source="-")
        return
    try:
        yield from_bytes(data, source="-", about=About(published=published))
    except InputError as error:
        yield error


def _is_lines(data: bytes) -> bool:
    """Whether the first line is a JSON object, or one that broke off."""
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"{" and start[1:].lstrip()[:1] in {b'"', b"}"}


def _objects(
    lines: BinaryIO, source: str, stem: str | None, published: str | None, first: bytes = b""
) -> Iterator[Report | InputError]:
    """A report for every line that holds one, an error for every other line that is not blank."""
    seen = False
    for number, line in _numbered(lines, source, first):
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            try:
                yield _object(line, source, number, stem, published)
            except InputError as error:
                yield error
        else:
            continue
        seen = True
    if not seen:
        yield InputError("empty, there is nothing to read", source=source)


def _numbered(lines: BinaryIO, source: str, first: bytes = b"") -> Iterator[tuple[int, bytes | InputError]]:
    """The lines with their numbers; one that is too long is passed over in pieces and comes as an error."""
    number = 1
    line = first or lines.readline(decode.LONGEST_LINE + 1)
    while line:
        if len(line) > decode.LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = lines.readline(1 << 20)
            problem = f"a line of more than {decode.LONGEST_LINE // 1_000_000} MB, no report"
            yield number, InputError(problem, source=source, line=number)
        else:
            yield number, line
        number += 1
        line = lines.readline(decode.LONGEST_LINE + 1)


def _object(line: bytes, source: str, number: int, stem: str | None, published: str | None) -> Report:
    """The report in one line of JSON."""

    def wrong(problem: str) -> InputError:
        return InputError(problem, source=source, line=number)

    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise wrong(f"not UTF-8 (byte 0x{line[error.start]:02x})") from error
    except json.JSONDecodeError as error:
        raise wrong(f"no JSON ({error.msg} at column {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise wrong("no JSON that can be read") from error
    if not isinstance(fields, dict):
        raise wrong('no JSON object; a line looks like {"id": "...", "text": "..."}')
    text = fields.get("text", fields.get("html"))
    if not isinstance(text, str):
        raise wrong('no "text"' if text is None else '"text" is no string')
    about = _about(fields)
    about = replace(
        about, id=about.id or (f"{stem}-{number}" if stem else None), published=published or about.published
    )
    if about.published is not None and not dates.is_iso(about.published):
        raise wrong(f'"published" is no ISO date: {about.published[:40]}')
    try:
        if "text" in fields:
            return report(
                text, id=about.id, published=about.published, outlet=about.outlet, title=about.title, url=about.url
            )
        return from_html(text, source=source, about=about)
    except InputError as error:
        raise wrong(error.problem) from error


def _about(fields: dict[str, Any]) -> About:
    """What a line says about its report; what is no text where text belongs is passed over, but not a date."""
    name, given = fields.get("id"), fields.get("published")
    known = {field: fields[field] for field in _FIELDS if isinstance(fields.get(field), str) and fields[field].strip()}
    return About(
        id=str(name) if isinstance(name, str | int) and str(name) else None,
        published=given if isinstance(given, str) and given else json.dumps(given) if given else None,
        **known,
    )


def _unreadable(error: OSError, path: str) -> InputError:
    what = {FileNotFoundError: "no such file or folder", PermissionError: "no permission to read it"}
    return InputError(what.get(type(error), f"cannot be read: {error.strerror or error}"), source=path)
