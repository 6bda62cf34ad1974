"""How near the whole of reading comes to the bare encoder: words a second of both on the same reports, in one run.

usage: python bench/encoder.py [--reports 500] [PATH...]

Reads the samples, over and over, unless paths are given. Prints ratios and asserts nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dateline import data
from dateline.errors import DatelineError
from dateline.extract.encoder import Encoder
from dateline.extract.neural import EncoderExtractor
from dateline.extract.rules import RuleExtractor
from dateline.extract.windows import words
from dateline.reading import read_all, spot
from dateline.schema import Report
from dateline.text import inputs

SAMPLES = Path(__file__).parent.parent / "samples" / "syria-2024"


def main() -> None:
    """Print words and reports a second, and each as a share of the bare encoder's on two threads."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    reports = load(options.paths or [str(path) for path in sorted(SAMPLES.glob("reports-*.jsonl"))], options.reports)
    count = sum(len(report.text.split()) for report in reports)
    folder = data.path("encoder/encoder.json").parent
    bare = {threads: count / encoded(Encoder(folder, threads=threads), reports) for threads in (1, 2)}
    print(f"reports            {len(reports)}, {count} words")
    for threads, speed in bare.items():
        print(f"encoder alone      {speed:7.0f} words/s on {threads} thread(s)")
    for name, extractor in (("by rules", RuleExtractor()), ("whole reading", EncoderExtractor())):
        list(read_all(reports[:3], extractor=extractor))
        began = time.perf_counter()
        for _ in read_all(reports, extractor=extractor):
            pass
        spent = time.perf_counter() - began
        share = count / spent / bare[2]
        print(
            f"{name:18} {count / spent:7.0f} words/s, {len(reports) / spent:.1f} reports/s, {share:.0%} of the encoder"
        )


def load(paths: Sequence[str], wanted: int) -> list[Report]:
    """So many reports from the paths, the same ones again under other ids where there are fewer."""
    found = [item for item in inputs.inputs(paths) if not isinstance(item, DatelineError)]
    return [replace(found[at % len(found)], id=f"{at}") for at in range(wanted)]


def encoded(model: Encoder, reports: Sequence[Report]) -> float:
    """Seconds that the graph of the encoder takes for the reports, its input ready made."""
    batches = [batch for report in reports for batch in model.batches(words(report, spot(report)))]
    model.run(batches[0])
    began = time.perf_counter()
    for batch in batches:
        model.run(batch)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
