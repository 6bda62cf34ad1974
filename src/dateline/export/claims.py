"""Recorded claims as CSV and JSON lines, which `dateline add RECORD --claims` reads back."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dateline.coding import plain
from dateline.coding.files import COLUMNS, GLUE
from dateline.export import csv
from dateline.picture import Count, Name, RecordedClaim


def header() -> str:
    """The line of column names."""
    return csv.line(COLUMNS)


def row(claim: RecordedClaim) -> str:
    """The line of one claim; several names stand in one cell, parted by "; ", their ids in the same order."""
    return csv.line(cells(claim))


def line(claim: RecordedClaim) -> str:
    """The claim as one line of JSON with every field of `RecordedClaim`."""
    return json.dumps(plain(claim), ensure_ascii=False) + "\n"


def cells(claim: RecordedClaim) -> tuple[object, ...]:
    """The values of `coding.files.COLUMNS`; "" where there is none."""
    count = claim.quantity or Count("")
    return (
        claim.id, claim.report, claim.outlet or "", claim.published.isoformat() if claim.published else "",
        claim.type, claim.factuality.value, _names(claim.agent), _ids(claim.agent), _names(claim.target),
        _ids(claim.target), _names(claim.place), _ids(claim.place), _joined(site.kind for site in claim.place),
        _joined(site.lat for site in claim.place), _joined(site.lon for site in claim.place), claim.time or "",
        _names(claim.sources), _ids(claim.sources), _number(count.value), _number(count.min),
        _number(count.max), count.words or "", count.unit, claim.confidence,
        claim.trigger, claim.sentence,
    )  # fmt: skip


def _names(names: Iterable[Name]) -> str:
    return GLUE.join(name.name.replace(GLUE, ", ") for name in names)


def _ids(names: Iterable[Name]) -> str:
    return _joined(name.id for name in names)


def _joined(values: Iterable[object]) -> str:
    """The values in one cell, empty where none of them is known."""
    written = ["" if value is None else str(value) for value in values]
    return GLUE.join(written) if any(written) else ""


def _number(value: float | None) -> object:
    if value is None:
        return ""
    return int(value) if value == int(value) else value
