"""The gate of quality floors: what stops it, what pins it, and that the project's own reading passes it."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from checkout import ROOT, SAMPLES
from dateline import read
from dateline.export import jsonl

spec = importlib.util.spec_from_file_location("gate", ROOT / "gold" / "gate.py")
assert spec is not None
assert spec.loader is not None
gate = sys.modules.setdefault("gate", importlib.util.module_from_spec(spec))
spec.loader.exec_module(gate)

TEXTS = {"a": "Rebels captured Hama on Thursday, the army said.", "b": "Rebels seized Homs. Shells hit Daraa."}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two reports whose gold is just what is read in them, the second annotated in part."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    gold = [json.loads(jsonl.line(read(text))) | {"id": name} for name, text in TEXTS.items()]
    gold[1] |= {"complete": False, "claims": [one for one in gold[1]["claims"] if one["type"] == "takeover"]}
    reports = [{"id": name, "text": text} for name, text in TEXTS.items()]
    write(folder / "reports-1.jsonl", reports)
    write(folder / "gold-1.jsonl", gold)
    return folder


def write(path: Path, records: list[dict]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


def run(corpus: Path, *options: str) -> int:
    return gate.main(
        [*options, "--samples", str(corpus), "--gold", str(corpus), "--floors", str(corpus / "floors.json")]
    )


def floors(corpus: Path) -> dict:
    return json.loads((corpus / "floors.json").read_text("utf-8"))


def set_floor(corpus: Path, name: str, value: float) -> None:
    known = floors(corpus)
    known["floors"][name] = value
    (corpus / "floors.json").write_text(json.dumps(known))


def test_only_annotated_types_are_measured_where_the_gold_is_not_complete(corpus):
    assert {claim.type for claim in read(TEXTS["b"]).claims} > {"takeover"}
    assert gate.measure(corpus, corpus).figures["claims"] == 1.0


def test_pinning_puts_floors_a_margin_under_what_is_measured(corpus):
    assert run(corpus, "--pin") == 0
    assert floors(corpus)["floors"]["claims"] == 0.99
    assert floors(corpus)["corpus"]["reports"] == 2
    assert run(corpus) == 0


def test_a_figure_under_its_floor_stops_the_gate(corpus, capsys):
    run(corpus, "--pin")
    records = [json.loads(line) for line in (corpus / "gold-1.jsonl").read_text("utf-8").splitlines()]
    claims, twice = sum(len(record["claims"]) for record in records), len(records[0]["claims"])
    records[0]["claims"] *= 2
    write(corpus / "gold-1.jsonl", records)
    known = floors(corpus) | {"corpus": gate.measure(corpus, corpus).corpus}
    (corpus / "floors.json").write_text(json.dumps(known))
    assert run(corpus) == 1
    expected = 2 * claims / (2 * claims + twice)
    assert f"gate: claims is {expected:.3f}, under its floor 0.990" in capsys.readouterr().err


def test_a_figure_that_is_gone_stops_the_gate(corpus, capsys):
    run(corpus, "--pin")
    set_floor(corpus, "nonsense", 0.5)
    assert run(corpus) == 1
    assert "nonsense is no longer measured" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["reports-1.jsonl", "gold-1.jsonl"])
def test_another_corpus_stops_the_gate_until_it_is_pinned(corpus, capsys, name):
    run(corpus, "--pin")
    with (corpus / name).open("a") as file:
        file.write("\n")
    assert run(corpus) == 1
    assert "the corpus is not the pinned one: sha256" in capsys.readouterr().err
    assert run(corpus, "--pin") == 0
    assert run(corpus) == 0


def test_pinning_never_lowers_a_floor_by_itself(corpus, capsys):
    run(corpus, "--pin")
    set_floor(corpus, "claims", 0.995)
    assert run(corpus, "--pin") == 0
    assert floors(corpus)["floors"]["claims"] == 0.995
    set_floor(corpus, "claims", 1.5)
    assert run(corpus, "--pin") == 1
    assert floors(corpus)["floors"]["claims"] == 1.5
    assert "claims is 1.000, under its floor 1.500" in capsys.readouterr().err
    assert run(corpus, "--pin", "--lower") == 0
    assert floors(corpus)["floors"]["claims"] == 0.99


def test_gold_without_its_report_is_no_corpus(corpus, capsys):
    write(corpus / "reports-1.jsonl", [{"id": "a", "text": TEXTS["a"]}])
    assert run(corpus) == 1
    assert "do not fit: ['b']" in capsys.readouterr().err


def test_a_broken_report_is_named(corpus, capsys):
    (corpus / "reports-1.jsonl").write_text("{")
    assert run(corpus) == 1
    assert f"gate: {corpus / 'reports-1.jsonl'}:1: " in capsys.readouterr().err


def test_gold_is_about_the_text_it_stands_beside():
    """Every span of the samples' gold fits the text of its report."""
    texts = {}
    for path in SAMPLES.glob("reports-*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            texts[record["id"]] = record["text"]
    for path in gate.GOLD.glob("gold-*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            assert "text" not in record
            text = texts[record["id"]]
            for claim in record["claims"]:
                for span in (claim["sentence"], claim["trigger"], *claim["agent"], *claim["target"], *claim["place"]):
                    assert text[span["start"] : span["end"]] == span["text"]


def test_the_projects_reading_passes_its_floors(capsys):
    assert gate.main([]) == 0, capsys.readouterr().err
