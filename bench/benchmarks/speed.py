"""What grounding costs: its part of the reading time, and the gazetteer's time and memory.

usage: python -m bench.benchmarks.speed [FOLDER]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from bench.benchmarks.row import Row, table

from dateline import read, reading
from dateline.errors import DatelineError
from dateline.ground import actors, places, times
from dateline.ground.gazetteer import Gazetteer
from dateline.schema import Report
from dateline.text import inputs, load

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "syria-2024"
ROUNDS = 3
GROUNDING = ((actors, "spot"), (actors, "resolve"), (places, "spot"), (places, "locate"), (times, "spot"))
_RESIDENT = """
import sys
from pathlib import Path
from dateline.ground.folding import fold
from dateline.ground.gazetteer import Gazetteer
def resident():
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])
keys = [fold(word) for word in sys.stdin.read().split()]
before = resident()
opened = Gazetteer()
for at in range(0, len(keys), 400):
    opened.named(keys[at : at + 400])
print(resident() - before)
"""


def run(shared: Path) -> tuple[Row, ...]:
    """Shares of time, milliseconds and megabytes, over the annotated reports or else the samples."""
    gold = shared / "gold" / "dev.jsonl"
    paths = [str(gold)] if gold.is_file() else [str(path) for path in sorted(SAMPLES.glob("reports-*.jsonl"))]
    reports = [item for item in inputs.inputs(paths) if not isinstance(item, DatelineError)]
    words = sum(len(report.text.split()) for report in reports)
    rows = (
        Row(
            "grounding, time added to the rest of reading: share",
            added(reports),
            "bar .30",
            words,
            "Time in spotting and resolving places, parties and times over the time of all else from text to reading; "
            f"the least of {ROUNDS} rounds after one to warm up, the gazetteer opened anew for each; n counts words.",
        ),
        Row("gazetteer opens: ms", opening(), "bar 50", 20, "Median of 20 openings in one process."),
    )
    if not Path("/proc/self/status").is_file():
        return rows
    held = "Resident memory of a fresh process after opening and looking up all words of the reports, less that before."
    return (*rows, Row("gazetteer resident: MB", resident(reports), "bar 60", words, held))


def added(reports: Sequence[Report]) -> float:
    """The time of grounding over that of all other reading."""
    spent = [0.0]

    def timed(call: Callable[..., object]) -> Callable[..., object]:
        def clocked(*values: object, **named: object) -> object:
            started = time.perf_counter()
            try:
                return call(*values, **named)
            finally:
                spent[0] += time.perf_counter() - started

        return clocked

    rounds = []
    with ExitStack() as stack:
        for module, name in GROUNDING:
            stack.enter_context(mock.patch.object(module, name, timed(getattr(module, name))))
        for _ in range(ROUNDS + 1):
            reading._opened.cache_clear()
            spent[0], started = 0.0, time.perf_counter()
            for report in reports:
                read(load.report(report.text, published=report.published))
            rounds.append((spent[0], time.perf_counter() - started - spent[0]))
    return min(ground for ground, _ in rounds[1:]) / min(rest for _, rest in rounds[1:])


def opening() -> float:
    """Milliseconds to open the gazetteer."""

    def once() -> float:
        started = time.perf_counter()
        Gazetteer()
        return 1000 * (time.perf_counter() - started)

    return statistics.median(once() for _ in range(20))


def resident(reports: Sequence[Report]) -> float:
    """Megabytes that the gazetteer holds after looking up every word of the reports."""
    text = "\n".join(report.text for report in reports)
    done = subprocess.run([sys.executable, "-c", _RESIDENT], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return int(done.stdout) / 1e3


def main() -> None:
    """Print the rows."""
    print(table(run(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))))


if __name__ == "__main__":
    main()
