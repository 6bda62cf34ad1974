"""What is told only to be refuted is not so, and nothing beside it."""

from __future__ import annotations

import pytest
from hypothesis import given

from dateline.extract.refutation import refuted
from dateline.reading import extractor, read
from dateline.schema import Factuality, Report
from dateline.text import load
from strategies import texts


def at(report: Report, word: str) -> bool:
    start = report.text.index(word)
    sentence = next(one for one in report.sentences if one.start <= start < one.end)
    return refuted(report, sentence, start, "takeover")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('The claim by gunmen that they had captured Homs was "a media lie with no basis", he said.', "captured"),
        ("The news published about the army's withdrawal from Homs is not correct.", "withdrawal"),
        ("Military source: no truth to reports on withdrawal from Homs; army steadfast.", "withdrawal"),
        ("What channels broadcast about the entry of rebels into Homs has no basis.", "entry"),
        ("The army dismissed as rumours reports that Hama had fallen.", "fallen"),
        ("A military source denied what was published about the fall of Hama.", "fall"),
        ("Claims that the town was shelled are entirely untrue, the governor said.", "shelled"),
        ("The outlet earlier said that Hama had fallen. That was wrong.", "fallen"),
        ("A report of ten dead turned out to be false.", "dead"),
    ],
)
def test_refuted(text, word):
    assert at(load.report(text), word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels captured Homs, and reports that the army was back were false.", "captured"),
        ("It dismissed the report as false, saying its men had withdrawn.", "withdrawn"),
        ("The army denied reports of defeat and said it had retaken the town.", "retaken"),
        ("Rebels took the hill. That was wrong of them, a shepherd thought.", "took"),
        ("Reports said the town fell on Friday.", "fell"),
        ("The claim is right: they captured Homs.", "captured"),
        ("The ministry said the town fell. It was not the first.", "fell"),
    ],
)
def test_not_refuted(text, word):
    assert not at(load.report(text), word)


@pytest.mark.parametrize("reader", ["rules", "encoder"])
def test_either_reader_reads_what_is_refuted_as_not_so(reader):
    told = read("Reports that rebels had seized Hama were false, residents said.", extractor=extractor(reader))
    found = [claim for claim in told.claims if claim.type == "takeover"]
    assert found
    assert {claim.factuality for claim in found} == {Factuality.NEGATED}


@given(texts())
def test_any_text_has_an_answer_for_each_of_its_words(text):
    report = load.report(text or "x")
    for sentence in report.sentences:
        assert refuted(report, sentence, sentence.start, "takeover") in (True, False)
