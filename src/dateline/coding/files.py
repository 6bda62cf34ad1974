"""Files of coded claims, JSON lines or CSV, one after the other; a line that is none comes out as a value.

The columns of the CSV are those that `dateline export` writes. In a column that may hold several names they are parted
by "; ", their ids and coordinates likewise and in the same order.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.coding import claim
from dateline.errors import InputError
from dateline.picture import RecordedClaim

COLUMNS = (
    "id", "report", "outlet", "published", "type", "factuality", "agent", "agent_id", "target", "target_id",
    "place", "place_id", "place_kind", "lat", "lon", "time", "source", "source_id", "value", "min", "max", "words",
    "unit", "confidence", "trigger", "sentence",
)  # fmt: skip
NEEDED = ("type", "outlet", "published")
"""Columns without which a table of claims is surely another one; their cells may be empty, but for `type`."""

GLUE = "; "
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula; the export puts an apostrophe in front."""

_LARGEST = 500_000_000
_NUMBERS = ("lat", "lon", "value", "min", "max", "confidence")


def coded(path: Path) -> Iterator[tuple[int, RecordedClaim] | InputError]:
    """Every claim of a CSV or JSON lines file with its line, and an `InputError` in place of each line that is none."""
    source = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"larger than {_LARGEST // 1_000_000} MB, cut it into parts", source=source)
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        yield InputError(f"not UTF-8 (byte 0x{error.object[error.start]:02x})", source=source, line=line)
        return
    except InputError as error:
        yield error
        return
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        problem = "no such file or folder" if missing else f"cannot be read: {error.strerror or error}"
        yield InputError(problem, source=source)
        return
    if not text.strip():
        yield InputError("empty, there is nothing to read", source=source)
        return
    for line, given in _objects(text) if text.lstrip()[0] in "{[" else _rows(text):
        try:
            if isinstance(given, ValueError):
                raise given
            yield line, claim(given)
        except ValueError as error:
            yield InputError(str(error), source=source, line=line)


def _objects(text: str) -> Iterator[tuple[int, Mapping[str, Any] | ValueError]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, ValueError(f"no JSON ({error.msg} at column {error.colno})")
        except (RecursionError, ValueError):
            yield number, ValueError("no JSON that can be read")
        else:
            yield number, _complete(given)


def _complete(given: object) -> Mapping[str, Any] | ValueError:
    if not isinstance(given, dict):
        return ValueError('no JSON object; a line looks like {"type": "takeover", "outlet": "...", ...}')
    missing = [name for name in NEEDED if name not in given]
    return ValueError(f"{missing[0]}: missing (null where it is unknown)") if missing else given


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, Any] | ValueError]]:
    """The rows of a table as objects, by the line on which each begins; commas, semicolons or tabs part its cells."""
    head = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    columns: list[str] = []
    last = 0
    while True:
        begins, row, problem = last + 1, None, None
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            problem = ValueError(f"no CSV ({error})")
        last = rows.line_num
        if problem is not None:
            yield begins, problem
        elif not columns and row is not None:
            columns = [name.strip() for name in row]
            if (wrong := _wrong(columns)) is not None:
                yield begins, wrong
                return
        elif row is not None and any(cell.strip() for cell in row):
            yield begins, _row(columns, row)


def _wrong(columns: list[str]) -> ValueError | None:
    """What is wrong with the heading of a table."""
    known = ", ".join(COLUMNS)
    for name in columns:
        if name not in COLUMNS:
            return ValueError(f"no column {name!r}; the columns are {known}")
        if columns.count(name) > 1:
            return ValueError(f"column {name!r} stands twice")
    missing = [name for name in NEEDED if name not in columns]
    return ValueError(f"no column {missing[0]!r}; the columns are {known}") if missing else None


def _row(columns: list[str], row: list[str]) -> Mapping[str, Any] | ValueError:
    if len(row) > len(columns):
        return ValueError(f"{len(row)} cells under {len(columns)} columns; a cell with a comma needs quotes")
    cells = {name: _bare(cell) for name, cell in zip(columns, row, strict=False)}
    try:
        numbers = {name: _numbers(name, cells.get(name, "")) for name in _NUMBERS}
        given: dict[str, Any] = {
            "agent": _names(cells, "agent", {"id": "agent_id"}),
            "target": _names(cells, "target", {"id": "target_id"}),
            "sources": _names(cells, "source", {"id": "source_id"}),
            "place": _names(cells, "place", {"id": "place_id", "kind": "place_kind"}, numbers),
        }
        count = {name: _one(name, numbers[name]) for name in ("value", "min", "max")}
        confidence = _one("confidence", numbers["confidence"])
    except ValueError as error:
        return error
    words, unit = cells.get("words") or None, cells.get("unit", "")
    if words or unit or any(value is not None for value in count.values()):
        given["quantity"] = {"unit": unit, "words": words, **count}
    plain = ("id", "report", "outlet", "published", "type", "factuality", "time", "trigger", "sentence")
    return {**given, **{name: cells.get(name) for name in plain}, "confidence": confidence}


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA and len(cell) > 1 else cell


def _names(
    cells: Mapping[str, str], column: str, more: Mapping[str, str], axes: Mapping[str, list[float | None]] | None = None
) -> list[dict[str, Any]]:
    """The parties or places of one column, with what stands in the columns beside it."""
    out: list[dict[str, Any]] = [{"name": name} for name in cells.get(column, "").split(GLUE) if name.strip()]
    for key, beside in more.items():
        _beside(out, key, beside, [part.strip() or None for part in cells.get(beside, "").split(GLUE)])
    for axis in ("lat", "lon") if axes else ():
        _beside(out, axis, axis, list((axes or {})[axis]))
    return out


def _beside(names: list[dict[str, Any]], key: str, column: str, values: list[Any]) -> None:
    if not any(value is not None for value in values):
        return
    if len(values) != len(names):
        raise ValueError(f"{column}: {len(values)} for {len(names)} names")
    for name, value in zip(names, values, strict=True):
        name[key] = value


def _numbers(column: str, cell: str) -> list[float | None]:
    try:
        return [float(part) if part.strip() else None for part in cell.split(GLUE)]
    except ValueError as error:
        raise ValueError(f"{column}: {cell[:40]!r} is no number") from error


def _one(column: str, values: list[float | None]) -> float | None:
    if len(values) > 1:
        raise ValueError(f"{column}: more than one number")
    return values[0]
