import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.hints import FEATURES, WEIGHT, Hint, covered, features, hints, marks
from dateline.extract.labels import MENTIONS, ROLES, SPEECH
from dateline.extract.rules import RuleExtractor
from dateline.extract.windows import words
from dateline.reading import spot
from dateline.text import load

TEXT = "Rebels captured Homs and Hama on Sunday, a monitor said."


@pytest.fixture(scope="module")
def read():
    report = load.report(TEXT, published="2024-12-09")
    mentions = spot(report)
    cut = words(report)
    return cut, hints(RuleExtractor().extract(report, mentions), cut), marks(mentions, cut)


def forms(cut, ranges):
    return [" ".join(cut.forms[a:b]) for a, b in ranges]


def test_claims_of_one_trigger_are_one_hint_with_all_places(read):
    cut, found, _ = read
    takeover = [hint for hint in found if hint.kind == "takeover"]
    assert len(takeover) == 1
    assert forms(cut, [takeover[0].words]) == ["captured"]
    assert forms(cut, takeover[0].roles["agent"]) == ["Rebels"]
    assert sorted(forms(cut, takeover[0].roles["place"])) == ["Hama", "Homs"]
    assert forms(cut, takeover[0].roles["time"]) == ["Sunday"]
    assert forms(cut, takeover[0].roles["source"]) == ["a monitor"]
    assert 0 < takeover[0].weight <= 1


def test_reported_speech_is_a_hint_at_its_cue(read):
    cut, found, _ = read
    said = next(hint for hint in found if hint.kind == SPEECH)
    assert forms(cut, [said.words]) == ["said"]
    assert forms(cut, said.roles["content"]) == ["Rebels captured Homs and Hama on Sunday"]


def test_what_words_name_is_marked_by_kind(read):
    cut, _, named = read
    assert {"Homs", "Hama"} <= set(forms(cut, named["place"]))
    assert "Sunday" in " ".join(forms(cut, named["time"]))


def test_features_lie_on_the_words_that_they_are_about(read):
    cut, found, named = read
    takeover = next(hint for hint in found if hint.kind == "takeover")
    whole = features(takeover, named, 0, len(cut))
    homs = cut.forms.index("Homs")
    assert whole[homs, ROLES.index("place")] == 1
    assert whole[homs, ROLES.index("agent")] == 0
    assert whole[homs, WEIGHT + 1 + MENTIONS.index("place")] == 1
    assert np.allclose(whole[:, WEIGHT], takeover.weight)


ranges = st.tuples(st.integers(0, 40), st.integers(1, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.dictionaries(st.sampled_from(ROLES), st.lists(ranges, max_size=3).map(tuple)), ranges)
def test_a_part_of_the_words_has_that_part_of_the_features(roles, part):
    hint = Hint("takeover", (0, 1), 0.5, roles)
    named = {"actor": roles.get("agent", ())}
    whole = features(hint, named, 0, 50)
    assert whole.shape == (50, FEATURES)
    assert np.array_equal(features(hint, named, *part), whole[slice(*part)])
    assert not features(None, {}, *part).any()


def test_a_span_between_words_covers_none(read):
    cut, _, _ = read
    report = load.report(TEXT)
    assert covered(cut, report.span(6, 7)) is None
    assert covered(cut, report.span(0, len(TEXT))) == (0, len(cut))


def test_a_hint_is_about_its_own_kind_and_words():
    hint = Hint("takeover", (2, 4), 1.0, {})
    assert hint.about("takeover", (3, 5))
    assert not hint.about("takeover", (4, 5))
    assert not hint.about("hold", (2, 4))
