"""The claims of a record as a file of another program's format; the suffix of the file says which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from dateline.picture import RecordedClaim
from dateline.record import Record


def write(record: Record, found: Sequence[RecordedClaim], target: Path) -> None:
    """Write the claims in the format that the suffix of `target` names, one of `SUFFIXES`; a file there is replaced.

    Raises:
        OSError: the file cannot be written.
    """
    _WRITERS[target.suffix.lower()](record, found, target)


def _csv(_: Record, found: Sequence[RecordedClaim], target: Path) -> None:
    from dateline.export import claims

    _lines(target, [claims.header(), *map(claims.row, found)])


def _jsonl(_: Record, found: Sequence[RecordedClaim], target: Path) -> None:
    from dateline.export import claims

    _lines(target, map(claims.line, found))


def _xlsx(_: Record, found: Sequence[RecordedClaim], target: Path) -> None:
    from dateline.export import xlsx

    xlsx.write(found, target)


def _geojson(_: Record, found: Sequence[RecordedClaim], target: Path) -> None:
    from dateline.export import geojson

    _lines(target, geojson.write(found))


def _jsonld(record: Record, found: Sequence[RecordedClaim], target: Path) -> None:
    from dateline.export import annotations

    _lines(target, annotations.write(record.readings(), {claim.id for claim in found}))


def _lines(target: Path, lines: Iterable[str]) -> None:
    # Half a surrogate pair, which no file can hold, is written as its escape; in JSON that is its very meaning.
    with target.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(lines)


_WRITERS: dict[str, Callable[[Record, Sequence[RecordedClaim], Path], None]] = {
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
    ".geojson": _geojson,
    ".jsonld": _jsonld,
}

SUFFIXES = tuple(_WRITERS)
"""The formats that claims can be written in."""
