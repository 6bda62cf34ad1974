"""CSV: one row a claim, for spreadsheets; lists are joined by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dateline.schema import Claim, Quantity, Reading

COLUMNS = (
    "report", "published", "outlet", "claim", "type", "factuality", "agent", "target", "place", "place_name",
    "lat", "lon", "time", "time_anchor", "quantity", "unit", "source", "cue", "trigger", "start", "end",
    "sentence", "confidence",
)  # fmt: skip


def header() -> str:
    """The line of column names."""
    return line(COLUMNS)


def rows(reading: Reading) -> str:
    """The lines of one reading, a claim each; empty where it has none."""
    return "".join(line(_row(reading, claim)) for claim in reading.claims)


def line(values: Iterable[object]) -> str:
    """One line of cells, without formulas."""
    out = io.StringIO()
    # The writer quotes the characters of its line terminator: with "\r\n" a lone "\r" in a name cannot end a row.
    csv.writer(out, lineterminator="\r\n").writerow([safe(value) for value in values])
    return out.getvalue().removesuffix("\r\n") + "\n"


def safe(value: object) -> object:
    """The value; text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _row(reading: Reading, claim: Claim) -> tuple[object, ...]:
    report = reading.report
    place = claim.place[0].place if claim.place else None
    quantity = claim.quantity
    return (
        report.id, report.published or "", report.outlet or "", claim.id, claim.type, claim.factuality.value,
        "; ".join(party.name for party in claim.agent), "; ".join(party.name for party in claim.target),
        "; ".join(locus.span.text for locus in claim.place),
        "; ".join(locus.place.name for locus in claim.place if locus.place),
        "" if place is None or place.lat is None else place.lat,
        "" if place is None or place.lon is None else place.lon,
        claim.time.iso if claim.time else "", claim.time.anchor.value if claim.time else "",
        amount(quantity) if quantity else "", quantity.unit if quantity else "",
        " < ".join(source.party.name for source in claim.sources),
        "; ".join(source.cue.text for source in claim.sources if source.cue),
        claim.trigger.text, claim.trigger.start, claim.trigger.end,
        " ".join(claim.sentence.text.split()), round(claim.confidence, 3),
    )  # fmt: skip


def amount(quantity: Quantity) -> str:
    """A count as people write it: 3500, ≥50, 20–30, dozens."""
    if quantity.value is not None:
        return f"{quantity.value:g}" if isinstance(quantity.value, float) else str(quantity.value)
    if quantity.min is not None and quantity.max is not None:
        return f"{quantity.min}–{quantity.max}"
    if quantity.min is not None:
        return f"≥{quantity.min}"
    if quantity.max is not None:
        return f"≤{quantity.max}"
    return quantity.words or ""
