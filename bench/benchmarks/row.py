"""What every benchmark gives back, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside those that others published.

    Attributes:
        ours: what was measured just now; a share or F1 unless `name` says otherwise.
        published: the figures to beat, in words; empty where there are none.
        n: how many cases the figure rests on.
        protocol: what exactly was counted, in one sentence.
    """

    name: str
    ours: float
    published: str
    n: int
    protocol: str


def table(rows: Iterable[Row]) -> str:
    """The rows in columns, a line each under one heading line."""
    lines = [("benchmark", "ours", "to beat", "n")]
    lines += [(row.name, figure(row.ours), row.published or "-", str(row.n)) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def figure(value: float) -> str:
    """A figure as tables show it: shares with three decimals, larger ones with one, counts with none."""
    if value == int(value) and value != 1:
        return str(int(value))
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"
