"""The quality floors: reads the project's own dispatches anew and stops where a figure is under its floor.

usage: python gold/gate.py [--pin [--lower]] [--samples FOLDER] [--gold FOLDER] [--floors FILE]

`floors.json` holds, for one corpus named by its hash and counts, the least that each figure of `dateline.score` may be.
`--pin` sets each floor to what is measured now less a margin, never lower than it was unless `--lower` is given too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline import read, score
from dateline.errors import DatelineError
from dateline.export import jsonl
from dateline.text import inputs

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples" / "syria-2024"
GOLD = HERE / "syria-2024"
FLOORS = HERE / "floors.json"
MARGIN = 0.01
"""How far under what was measured a floor lies: a rule that helps ten reports may cost one."""
IN_PART = frozenset({"takeover", "hold", "withdrawal", "advance", "casualties", "detention", "release"})
"""The types that are annotated in dispatches marked `"complete": false`; the others are not measured there."""

Corpus = Mapping[str, str | int]
Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures on one corpus, with what names it: the hash of its files, and its counts."""

    corpus: Corpus
    figures: Figures


def measure(samples: Path, annotated: Path) -> Measured:
    """The figures of reading every `reports-*.jsonl` of one folder anew, against the `gold-*.jsonl` of another.

    Raises:
        DatelineError: where a file is broken, or a report and its gold do not both stand there.
    """
    gold = {
        name: _measured_part(record) for path in _files(annotated, "gold") for name, record in score.load(path).items()
    }
    predicted = {str(record["id"]): record for record in _read(samples)}
    if not gold or gold.keys() - predicted.keys():
        raise DatelineError(f"{samples}: reports and gold do not fit: {sorted(gold.keys() - predicted.keys())[:3]}")
    parts = {name: score.claims_by(record, _types(gold[name])) for name, record in predicted.items() if name in gold}
    claims = sum(len(record["claims"]) for record in gold.values())
    corpus = {"sha256": corpus_hash(samples, annotated), "reports": len(gold), "claims": claims}
    return Measured(corpus, score.score(gold, parts).figures())


def corpus_hash(samples: Path, annotated: Path) -> str:
    """A hash of the names and bytes of the corpus' files, in order of their names."""
    digest = hashlib.sha256()
    for path in (*_files(annotated, "gold"), *_files(samples, "reports")):
        digest.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted(folder.glob(f"{kind}-*.jsonl"))


def _read(samples: Path) -> Iterator[score.Record]:
    for item in inputs.inputs([str(path) for path in _files(samples, "reports")]):
        if isinstance(item, DatelineError):
            raise item
        yield jsonl.record(read(item))


def _measured_part(record: score.Record) -> score.Record:
    return score.claims_by(record, _types(record))


def _types(gold: score.Record) -> Callable[[score.Record], bool]:
    """Which claims of a report count, by whether its gold is complete."""
    return (lambda claim: claim["type"] in IN_PART) if gold.get("complete") is False else (lambda _: True)


def faults(measured: Measured, pinned: Corpus, floors: Figures) -> list[str]:
    """What is wrong, in words: a corpus that is not the pinned one, figures under their floor or gone."""
    changed = [key for key in sorted({*measured.corpus, *pinned}) if measured.corpus.get(key) != pinned.get(key)]
    out = [
        f"the corpus is not the pinned one: {key} is {measured.corpus.get(key)}, pinned {pinned.get(key)}"
        for key in changed
    ]
    for name, floor in floors.items():
        value = measured.figures.get(name)
        if value is None:
            out.append(f"{name} is no longer measured; its floor is {floor:.3f}")
        elif value < floor:
            out.append(f"{name} is {value:.3f}, under its floor {floor:.3f}")
    return out


def pinned_floors(figures: Figures, floors: Figures, *, lower: bool) -> dict[str, float]:
    """The new floors: a margin under each figure, and no lower than the old ones unless `lower`."""
    new = {name: math.floor(max(0.0, value - MARGIN) * 1000) / 1000 for name, value in figures.items()}
    return new if lower else {name: max(value, floors.get(name, 0.0)) for name, value in new.items()}


def main(
    arguments: Sequence[str] | None = None,
    measure: Callable[[Path, Path], Measured] = measure,
    floors: Path = FLOORS,
) -> int:
    """Measure, print, and pin or compare; the exit code is 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pin", action="store_true", help="write new floors, never lower ones")
    parser.add_argument(
        "--lower", action="store_true", help="with --pin: lower ones too, as after a change of the corpus"
    )
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--floors", type=Path, default=floors)
    options = parser.parse_args(arguments)
    known = json.loads(options.floors.read_text("utf-8")) if options.floors.is_file() else {"corpus": {}, "floors": {}}
    try:
        measured = measure(options.samples, options.gold)
    except DatelineError as error:
        sys.stderr.write(f"gate: {error}\n")
        return 1
    sys.stdout.write("".join(_row(name, value, known["floors"].get(name)) for name, value in measured.figures.items()))
    wrong = faults(measured, known["corpus"], known["floors"])
    if options.pin:
        # A corpus that changed is what pinning is for; figures under their floors are not.
        wrong = [] if options.lower else faults(measured, measured.corpus, known["floors"])
        if not wrong:
            new = pinned_floors(measured.figures, known["floors"], lower=options.lower)
            options.floors.write_text(json.dumps({"corpus": measured.corpus, "floors": new}, indent=1) + "\n", "utf-8")
    sys.stderr.write("".join(f"gate: {fault}\n" for fault in wrong))
    return 1 if wrong else 0


def _row(name: str, value: float, floor: float | None) -> str:
    return f"{name:16}{value:.3f}  floor {'none' if floor is None else format(floor, '.3f')}\n"


if __name__ == "__main__":
    sys.exit(main())
