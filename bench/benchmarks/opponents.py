"""Enemies are never merged: every pair of opponents in the registry, under all their names.

usage: python -m bench.benchmarks.opponents
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.benchmarks.row import Row, table

from dateline import data
from dateline.ground import actors
from dateline.ground.names import FILES, Entry, Registry, registry
from dateline.schema import Report

PROTOCOL = (
    "Every pair of actors that the registry lists as opponents; each name of the one stands in a sentence with the "
    "shown name of the other; merged where any of these sentences gives the words of the one the id of the other."
)


def run(shared: Path) -> tuple[Row, ...]:
    """How many pairs are merged; `shared` is not needed."""
    del shared
    known, listed = registry(), names()
    pairs = sorted(opponents(known))
    merged = [pair for pair in pairs if is_merged(pair, known, listed)]
    return (
        Row(
            "opponents merged: pairs",
            len(merged),
            "0; LogicV2 scores Syrian National Army and Syrian Arab Army .74 alike",
            len(pairs),
            PROTOCOL,
        ),
    )


def names() -> dict[str, tuple[str, ...]]:
    """All names of each actor of the registry's tables, by id."""
    return {
        row["id"]: (row["name"], *filter(None, row["aliases"].split("|"))) for file in FILES for row in data.rows(file)
    }


def opponents(known: Registry) -> set[tuple[str, str]]:
    """The ids of each pair listed as opponents, in alphabetical order."""
    pairs = {(entry.actor.id, other) for entry in known for other in entry.opponents}
    return {(min(pair), max(pair)) for pair in pairs}


def is_merged(pair: tuple[str, str], known: Registry, listed: dict[str, tuple[str, ...]]) -> bool:
    """Whether any name of the one is read as the other."""
    one, other = (known.entry(actor_id) for actor_id in pair)
    if one is None or other is None:
        return False
    return any(_confused(a, b, listed, known) for a, b in ((one, other), (other, one)))


def _confused(one: Entry, other: Entry, listed: dict[str, tuple[str, ...]], known: Registry) -> bool:
    for name in listed.get(one.actor.id, (one.actor.name,)):
        for text, start in _sentences(name, other.actor.name):
            bare = Report(id="pair", text=text)
            report = Report(id="pair", text=text, sentences=(bare.span(0, len(text)),))
            words = [mention for mention in actors.spot(report, known) if mention.span.start < start + len(name)]
            if any(one.actor and one.actor.id == other.actor.id for one in words if start < one.span.end):
                return True
    return False


def _sentences(name: str, other: str) -> Iterator[tuple[str, int]]:
    first = f"Fighters of the {other} fought the "
    yield f"{first}{name} on Friday.", len(first)
    yield f"The {name} fought the {other} on Friday.", 4


def main() -> None:
    """Print the row."""
    print(table(run(Path())))


if __name__ == "__main__":
    main()
