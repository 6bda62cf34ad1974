"""The project's annotated reports for development: where, who and when of the claims that are found.

usage: python -m bench.benchmarks.devgold [FOLDER]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.benchmarks.row import Row, table

from dateline import read
from dateline.errors import DatelineError
from dateline.export import jsonl
from dateline.score import load, score
from dateline.text import inputs

BARS = {"place_fix": "bar .92", "agent_name": "bar .88", "time": "bar .80"}
PROTOCOL = {
    "place_fix": "Places of paired claims whose words are found: those whose point lies within 25 km of the gold point",
    "agent_name": "Agents of paired claims whose words are found: those whose fullest name agrees with the gold's",
    "time": "Paired claims with a time in the gold: those with the same first and last day",
}


def run(shared: Path) -> tuple[Row, ...]:
    """The shares right over the claims paired with gold by `dateline.score`."""
    path = shared / "gold" / "dev.jsonl"
    if not path.is_file():
        return ()
    given = {}
    for item in inputs.inputs([str(path)]):
        if not isinstance(item, DatelineError):
            given[item.id] = json.loads(jsonl.line(read(item)))
    ratios = score(load(path), given).ratios
    return tuple(
        Row(
            f"development gold, {name}: share right",
            ratios[name].share or 0.0,
            bar,
            ratios[name].cases,
            PROTOCOL[name] + ".",
        )
        for name, bar in BARS.items()
    )


def main() -> None:
    """Print the rows."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    print(table(rows) if (rows := run(shared)) else f"development gold: no data below {shared}")


if __name__ == "__main__":
    main()
