"""A small network goes the whole way: it learns, is saved, comes back, and onnxruntime gives the same answers."""

import json
import os
import warnings
from dataclasses import replace

import numpy as np
import pytest

from dateline import data
from dateline.extract.encoder import Asked, Encoder
from dateline.extract.neural import EncoderExtractor
from dateline.extract.windows import plain, words
from dateline.reading import read
from dateline.text import load

try:
    import torch
except ImportError:
    if os.environ.get("CI"):
        raise
    pytest.skip("torch is not installed; `make train` installs it", allow_module_level=True)

from training.reader import export, fit, measure
from training.reader.batches import batch, crops, rows
from training.reader.calibrate import calibrated
from training.reader.corpus import CORPUS, document
from training.reader.model import Reader, Shape

TOY = Shape(width=32, layers=2, heads=4, inner=64, role_width=32, role_layers=1, role_heads=4)
RECIPE = fit.Recipe(alone=12, hinted=18, rate=2e-3, faster=1.0, written=1.0, mentions=0)
TOKENIZER = data.path("encoder/tokenizer.json")


@pytest.fixture(scope="module")
def records():
    with (CORPUS / "written-1.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(next(lines)) for _ in range(8)]


@pytest.fixture(scope="module")
def documents(records):
    return [document("written", record) for record in records]


@pytest.fixture(scope="module")
def trained(documents):
    pieces = Encoder(TOKENIZER.parent).pieces
    torch.manual_seed(1)
    return fit.fit(Reader(TOY), documents, [], pieces, RECIPE)


def exported(reader, folder, *, whole):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own deprecations
        export.export(reader, TOKENIZER, folder, whole=whole)
    return Encoder(folder)


@pytest.fixture(scope="module")
def toy(trained, tmp_path_factory):
    return exported(trained, tmp_path_factory.mktemp("toy"), whole=True)


def _cut(record):
    return words(load.report(record["text"]))


def loss(reader, documents):
    pieces = Encoder(TOKENIZER.parent).pieces
    group = batch([row for one in documents for row in rows(one, pieces)], pieces.tokenizer)
    with torch.no_grad():
        return float(torch.stack(fit._losses(reader.eval(), group, 1.0)[:2]).sum())


def test_it_learns(trained, documents):
    torch.manual_seed(1)
    assert loss(trained, documents) < 0.7 * loss(Reader(TOY), documents)


def test_the_same_seed_gives_the_same_reader(trained, documents):
    torch.manual_seed(1)
    again = fit.fit(Reader(TOY), documents, [], Encoder(TOKENIZER.parent).pieces, RECIPE)
    assert loss(again, documents) == pytest.approx(loss(trained, documents), rel=0.02)


def test_saved_weights_come_back(trained, documents, tmp_path):
    torch.save(trained.state_dict(), tmp_path / "toy.pt")
    back = Reader(TOY)
    back.load_state_dict(torch.load(tmp_path / "toy.pt", weights_only=True))
    assert loss(back, documents) == loss(trained, documents)


def test_written_graphs_can_be_trained_on(trained, toy, documents, tmp_path):
    assert loss(export.restored(toy.folder, TOY), documents) == pytest.approx(loss(trained, documents), rel=1e-4)
    exported(trained, tmp_path, whole=False)
    small = export.restored(tmp_path, TOY)
    assert loss(small, documents) == pytest.approx(loss(trained, documents), rel=0.1)
    onward = fit.fit(small, documents, [], toy.pieces, replace(RECIPE, alone=0, hinted=6))
    assert loss(onward, documents) < loss(trained, documents)


def test_graphs_of_another_shape_are_refused(toy):
    with pytest.raises(ValueError, match=r"encoder\.onnx: not a graph of this shape"):
        export.restored(toy.folder, replace(TOY, layers=3))


def test_onnxruntime_answers_as_torch_does(trained, toy, records, documents):
    pieces = toy.pieces
    at = next(at for at, one in enumerate(documents) if plain(one.forms) == list(one.forms))
    seen = toy.see(_cut(records[at]))
    row = next(rows(documents[at], pieces))
    group = batch([row], pieces.tokenizer)
    with torch.no_grad():
        trigger, mention, vectors = trained.eval().encoder(group.ids, group.case, group.mask, group.first)
    size = len(row.pieces)
    assert np.abs(seen.trigger[:size] - trigger[0, :size].numpy()).max() < 1e-3
    assert np.abs(seen.mention[:size] - mention[0, :size].numpy()).max() < 1e-3
    with torch.no_grad():
        cuts = crops(group, [], 1.0)
        roles, factuality, counts = trained.roles(
            vectors[cuts.row[:, None], cuts.word], cuts.kind, cuts.distance, cuts.mask, cuts.features
        )
    hints = {(hint.kind, hint.words): hint for hint in row.hints}
    item = row.items[0]
    hint = next((h for h in hints.values() if h.about(toy.kinds[item.kind], item.trigger)), None)
    filled = toy.fill(seen, [Asked(item.kind, item.trigger, hint)], row.named)[0]
    assert np.abs(filled.roles - roles[0, : len(filled.roles)].numpy()).max() < 1e-3
    assert np.abs(filled.factuality - factuality[0].numpy()).max() < 1e-3
    assert filled.counts == pytest.approx(float(counts[0]), abs=1e-3)


def test_eight_bits_say_nearly_the_same(trained, toy, records, tmp_path):
    small = exported(trained, tmp_path, whole=False)
    assert (tmp_path / "encoder.onnx").stat().st_size < 0.5 * (toy.folder / "encoder.onnx").stat().st_size
    for record in records:
        cut = _cut(record)
        whole, eighth = toy.see(cut).trigger, small.see(cut).trigger
        assert np.abs(whole - eighth).mean() < 0.25


def test_it_is_calibrated_on_texts_and_reads_reports(toy, records):
    rule = calibrated(toy, records)
    assert 0.3 <= rule["least"] <= 0.65
    model = Encoder(toy.folder)
    model.about = {**model.about, "confidence": rule}
    reading = read(load.report(records[0]["text"]), extractor=EncoderExtractor(model))
    assert all(claim.confidence >= rule["least"] for claim in reading.claims)
    figures = measure.figures(measure.readings(model, records))
    assert 0 <= figures["claims"] <= 1
    assert 0 <= figures["attribution_exact"] <= figures["attribution"] <= 1
    named = [
        {**record, "id": f"{name}-1"} for record, name in zip(records, ("fakes-sana", "fakes-trt", "el"), strict=False)
    ]
    groups = measure.by_outlet(measure.readings(model, named))
    assert {group: found["texts"] for group, found in groups.items()} == {
        "government and its allies": 1,
        "opposition and states that backed it": 1,
        "passages": 1,
    }
    assert sum(found["gold"] for found in groups.values()) == sum(len(record["claims"]) for record in named)
