"""Fits the weights of `data/triggers.csv`: how often a trigger means its type where its demands are met.

usage: python training/triggers.py ANNOTATED.jsonl... [--new MIN]

A text is {"id", "text", "claims"}, with spans as offsets. Each row's weight becomes the mean of its prior, worth
`PRIOR` cases, and the cases seen. `--new MIN` also lists trigger words that stand MIN times in the annotations and in
no row, for a person to add with their demands. The texts measured on (`gold/`, and any set kept aside) never go in.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline import data, ontology
from dateline.extract.rules import scene_of
from dateline.extract.triggers import readings
from dateline.ontology import Trigger
from dateline.reading import spot
from dateline.text import load

PRIOR = 6
"""Cases that the weight so far is worth: it rests on a hand's guess and on some hundred texts."""


def main() -> int:
    """Reads the texts, rewrites the weights, and says how many rows moved."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("annotated", nargs="+", type=Path)
    parser.add_argument("--new", type=int, default=0, metavar="MIN")
    options = parser.parse_args()
    hits: Counter[Trigger] = Counter()
    cases: Counter[Trigger] = Counter()
    unread: Counter[tuple[str, str]] = Counter()
    for record in _records(options.annotated):
        _count(record, hits, cases, unread)
    moved = _rewrite(data.path("triggers.csv"), hits, cases)
    sys.stdout.write(f"{sum(cases.values())} readings of {len(cases)} rows; {moved} weights moved\n")
    for (kind, words), count in unread.most_common():
        if options.new and count >= options.new:
            sys.stdout.write(f"{count}\t{kind}\t{words}\n")
    return 0


def _records(paths: list[Path]) -> Iterator[dict[str, object]]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line)


def _count(record: dict, hits: Counter[Trigger], cases: Counter[Trigger], unread: Counter[tuple[str, str]]) -> None:
    report = load.report(record["text"], id=record["id"], published=record.get("published"))
    mentions = spot(report)
    claims = [(c["type"], c["trigger"]["start"], c["trigger"]["end"]) for c in record["claims"]]
    met: set[tuple[str, int, int]] = set()
    for sentence in report.sentences:
        scene = scene_of(report, sentence, mentions)
        for item in readings(scene.phrase, scene.mentions):
            start, end = scene.phrase.tokens[item.first].start, scene.phrase.tokens[item.last - 1].end
            told = [claim for claim in claims if claim[0] == item.trigger.type and claim[1] < end and start < claim[2]]
            cases[item.trigger] += 1
            hits[item.trigger] += bool(told)
            met.update(told)
    for claim in claims:
        if claim not in met:
            unread[claim[0], " ".join(report.text[claim[1] : claim[2]].lower().split())] += 1


def _rewrite(path: Path, hits: Counter[Trigger], cases: Counter[Trigger]) -> int:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    notes = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    moved = 0
    for row, trigger in zip(rows, ontology.triggers(), strict=True):
        weight = round((trigger.weight * PRIOR + hits[trigger]) / (PRIOR + cases[trigger]), 2)
        moved += weight != trigger.weight
        row["weight"] = f"{weight:g}"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(notes)
        writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return moved


if __name__ == "__main__":
    sys.exit(main())
