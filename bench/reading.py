"""How fast and how large: words and reports a second, peak memory, and what one report costs from a cold start.

usage: python bench/reading.py [PATH...]

Reads the samples unless paths are given. Prints figures and asserts nothing: they are the machine's as much as ours.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dateline import read
from dateline.errors import DatelineError
from dateline.text import inputs

SAMPLES = Path(__file__).parent.parent / "samples" / "syria-2024"
RUNS = 5


def main(paths: list[str]) -> None:
    """Print all figures for the reports in `paths`."""
    paths = paths or [str(path) for path in sorted(SAMPLES.glob("reports-*.jsonl"))]
    started = time.perf_counter()
    reports = [item for item in inputs.inputs(paths) if not isinstance(item, DatelineError)]
    loaded = time.perf_counter()
    if not reports:
        sys.exit("bench: no report in " + " ".join(paths))
    read(reports[0])
    warm = time.perf_counter()
    claims = sum(len(read(report).claims) for report in reports)
    done = time.perf_counter()
    words = sum(len(report.text.split()) for report in reports)
    print(f"reports              {len(reports)}, {words} words, {claims} claims")
    print(f"segments, sentences  {len(reports) / (loaded - started):.1f} reports/s")
    print(f"claims and the rest  {len(reports) / (done - warm):.1f} reports/s, {words / (done - warm):.0f} words/s")
    print(f"both                 {words / (loaded - started + done - warm):.0f} words/s")
    print(f"tables read          {warm - loaded:.3f} s, once a process")
    print(f"peak memory          {peak_mb(resource.RUSAGE_SELF):.0f} MB, all reports at once")
    nothing = median("-c", "pass")
    print(f"import dateline.read {median('-c', 'from dateline import read') - nothing:.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.jsonl"
        median_length = sorted(reports, key=lambda report: len(report.text))[len(reports) // 2]
        one.write_text(json.dumps({"id": median_length.id, "text": median_length.text}), "utf-8")
        cold = median("-m", "dateline.cli", "read", str(one))
        print(
            f"cold start           {cold:.3f} s for one report, median of {RUNS}; {cold / nothing:.0f} × python -c pass"
        )
    print(f"cold start memory    {peak_mb(resource.RUSAGE_CHILDREN):.0f} MB")


def median(*arguments: str) -> float:
    """Seconds that Python takes with these arguments in a fresh process, the median of some runs."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return statistics.median(once() for _ in range(RUNS))


def peak_mb(who: int) -> float:
    """The most memory that this process, or its children, held at once; Linux counts kilobytes, macOS bytes."""
    return resource.getrusage(who).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main(sys.argv[1:])
