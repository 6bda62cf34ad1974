import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export import jsonl
from dateline.extract.encoder import Filled
from dateline.extract.hints import Hint
from dateline.extract.labels import FACTUALITIES, ROLES
from dateline.extract.neural import Candidate, EncoderExtractor, Judged, _Scene, candidates, logistic, ranges
from dateline.extract.windows import words
from dateline.reading import read, read_all, spot
from dateline.schema import Report
from dateline.text import load
from records import spans_in
from strategies import reports

KINDS = ("takeover", "hold", "speech")


def scores(rows):
    return np.array(rows, np.float32)


def test_neighbouring_words_of_one_kind_are_one_candidate():
    found = candidates(scores([[2, -9, -9], [1, -9, -9], [-9, 3, -9], [5, -9, -9]]), KINDS, ())
    assert [(c.kind, c.words, c.score) for c in found] == [(0, (0, 2), 2.0), (1, (2, 3), 3.0), (0, (3, 4), 5.0)]


def test_what_rules_alone_see_is_a_candidate_too():
    told = [Hint("hold", (1, 2), 0.7, {}), Hint("takeover", (0, 1), 0.9, {})]
    found = candidates(scores([[2, -9, -9], [-9, -4, -9]]), KINDS, told)
    assert [(c.kind, c.words, c.score) for c in found] == [(0, (0, 1), 2.0), (1, (1, 2), -4.0)]


@pytest.mark.parametrize(
    ("inside", "begins", "found"),
    [
        ([1, 1, -2, 1], [1, -1, -1, -1], ((5, 7), (8, 9))),
        ([1, 1, 1, -2], [1, -1, 2, -1], ((5, 7), (7, 8))),
        ([-1, -1], [1, 1], ()),
        ([], [], ()),
    ],
)
def test_ranges_are_runs_parted_at_beginnings(inside, begins, found):
    assert ranges(scores(inside), scores(begins), 5) == found


@pytest.mark.parametrize(("sentence", "found"), [([0, 0, 0, 1, 1], ((3, 5),)), ([0, 0, 0, 0, 0], ((2, 5),))])
def test_no_range_runs_on_into_the_next_sentence(sentence, found):
    inside, begins = scores([-0.5, 2, 1]), scores([-1, -1, -1])
    assert ranges(inside, begins, 2, sentence) == found


def test_a_headline_and_the_first_words_behind_a_dateline_are_no_one_party():
    found = read(
        "Southern fighters squeeze the army\n\n"
        "AMMAN, Saturday (Post and agencies) - Fighters grouped in a new room seized the Nassib border crossing "
        "with Jordan on Friday, officials said."
    )
    assert [party.name for claim in found.claims for party in claim.agent if "\n" in party.span.text] == []


@given(st.floats(-1e6, 1e6))
def test_logistic_is_a_chance_and_even_at_nought(score):
    assert 0 < logistic(score) < 1
    assert logistic(0) == 0.5
    assert logistic(score) == pytest.approx(1 - logistic(-score))


@pytest.fixture(scope="module")
def reading():
    return read(
        "Rebels captured the cities of Homs and Hama on Saturday, a war monitor said. "
        "The army said it had withdrawn from Deraa. “We will hold Damascus,” the defence minister told us.",
        published="2024-12-08",
    )


def test_a_takeover_has_a_claim_for_each_place(reading):
    found = [claim for claim in reading.claims if claim.type == "takeover"]
    assert sorted(claim.place[0].span.text for claim in found) == ["Hama", "Homs"]
    for claim in found:
        assert [party.span.text for party in claim.agent] == ["Rebels"]
        assert [source.party.span.text for source in claim.sources] == ["a war monitor"]
        assert claim.time.iso == "2024-12-07"
        assert 0.5 <= claim.confidence <= 1


def test_speech_is_heard_with_source_cue_and_content(reading):
    heard = {speech.cue.text: speech for speech in reading.attributions if speech.cue}
    assert heard["told"].source.span.text == "the defence minister"
    assert heard["told"].quoted
    assert "We will hold Damascus" in heard["told"].content[0].text


@pytest.fixture
def scene():
    report = load.report("He said that the rebels which fled had left Homs. They had.")
    return _Scene(report, words(report, ()), (), KINDS)


@pytest.mark.parametrize(("said", "whole"), [((2, 4), (2, 11)), ((1, 3), (1, 3))])
def test_what_is_said_goes_on_where_the_view_ends(scene, said, whole):
    roles = np.zeros((4, 2 * len(ROLES)), np.float32)
    item = Judged(Candidate(2, (1, 2), 1.0), Filled(0, roles, np.zeros(len(FACTUALITIES), np.float32), 0.0), 0.9)
    assert scene.uncut(item, said) == whole
    assert scene.cut.forms[10] == "."


@pytest.mark.parametrize(("words", "name"), [((3, 6), "the rebels"), ((2, 5), "that the rebels"), ((5, 6), "which")])
def test_a_name_ends_before_the_clause_about_it(scene, words, name):
    assert scene.span(scene.bare(words)).text == name


@settings(max_examples=30)
@given(reports())
def test_every_span_is_of_the_text_and_every_sentence_holds_its_trigger(report):
    draft = EncoderExtractor().extract(report, spot(report))
    for claim in draft.claims:
        assert claim.sentence.overlaps(claim.trigger)
        assert 0 <= claim.confidence <= 1
    record = jsonl.record(read(report))
    for span in spans_in(record):
        assert report.text[span["start"] : span["end"]] == span["text"]


def test_reading_ahead_reads_the_same():
    texts = ["Rebels took Homs.", "", "The army shelled Idlib, killing 12 people, residents said.", "Rebels took Homs."]
    many = [Report(str(n), text) if not text else load.report(text, id=str(n)) for n, text in enumerate(texts)]
    assert list(read_all(many)) == [read(report) for report in many]


def test_a_report_without_sentences_has_no_claims():
    assert read(Report("empty", "…")).claims == ()
