from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import neutrality
from dateline.extract.rules import RuleExtractor
from dateline.ground.names import registry
from dateline.neutrality import Rewritten, Stability, neutral, sides_swapped, stability
from dateline.reading import read, spot
from dateline.schema import Report
from dateline.text import load

TEXT = (
    "Hayat Tahrir al-Sham captured Hama on Thursday. The Syrian army withdrew from the city, and HTS said it had "
    "killed 40 soldiers. The Syrian army denied the loss."
)


def by_rules(report):
    return read(report, extractor=RuleExtractor())


def test_opponents_change_places_and_nothing_else():
    report = load.report(TEXT, published="2024-12-06")
    swapped = sides_swapped(report, spot(report), registry())
    assert swapped.report.text.startswith("Syrian army captured Hama on Thursday. The Hayat Tahrir al-Sham withdrew")
    assert "Hama" in swapped.report.text
    assert swapped.report.published == report.published


def test_a_report_of_one_side_alone_cannot_be_swapped():
    report = load.report("The Syrian army entered Hama. The Syrian army said so.")
    assert sides_swapped(report, spot(report), registry()) is None


def test_friends_are_not_swapped():
    report = load.report("Russia and the Syrian army entered Hama. Russia said the Syrian army held it.")
    assert sides_swapped(report, spot(report), registry()) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("They liberated Homs.", "They captured Homs."),
        ("LIBERATED: Homs", "CAPTURED: Homs"),
        ("Liberated towns", "Captured towns"),
    ],
)
def test_loaded_words_give_way_to_their_twins(text, plain):
    assert neutral(load.report(text)).report.text == plain


def test_a_report_without_loaded_words_is_left_alone():
    assert neutral(load.report("Rain fell on Homs.")) is None


@given(st.data())
def test_what_is_not_replaced_is_found_where_it_moved(data):
    text = data.draw(st.text("ab ", min_size=1, max_size=40))
    cuts = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=6))))
    report = Report("r", text)
    edits = tuple(
        (report.span(a, b), data.draw(st.text("xy", min_size=1, max_size=5))) for a, b in list(pairwise(cuts))[::2]
    )
    after = "".join(neutrality_parts(text, edits))
    rewritten = Rewritten(Report("r", after), edits)
    for at in range(len(text)):
        if not any(span.start <= at < span.end for span, _ in edits):
            start, end = rewritten.moved(report.span(at, at + 1))
            assert after[start:end] == text[at]
    for span, words in edits:
        start, end = rewritten.moved(span)
        assert after[start:end] == words


def neutrality_parts(text, edits):
    at = 0
    for span, words in edits:
        yield text[at : span.start]
        yield words
        at = span.end
    yield text[at:]


def test_a_report_read_twice_is_stable():
    reading = by_rules(load.report(TEXT))
    assert stability(reading, Rewritten(reading.report, ()), reading).share == 1.0


def test_a_claim_lost_or_gained_counts_against():
    reading = by_rules(load.report(TEXT))
    nothing = by_rules(load.report("Rain fell."))
    assert stability(reading, Rewritten(nothing.report, ()), nothing) == Stability(0, len(reading.claims))
    assert stability(nothing, Rewritten(reading.report, ()), reading) == Stability(0, len(reading.claims))


def test_nothing_read_is_nothing_changed():
    assert Stability().share == 1.0
    assert Stability(1, 2) + Stability(1, 2) == Stability(2, 4)


def test_measure_counts_only_reports_that_can_be_rewritten():
    reports = [load.report(TEXT), load.report("Rain fell on Homs.")]
    sides, wording = neutrality.measure(reports, by_rules, registry())
    assert sides.claims > 0
    assert wording.claims == 0
