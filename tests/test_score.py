"""Every figure on small cases worked out by hand, and agreement with the reference measure where that is at hand."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import score
from dateline.errors import InputError

TEXT = "The army said that rebels seized Hama and Homs on Thursday, killing 12 people."


def span(words: str, **known: object) -> dict:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words), **known}


def claim(**known: object) -> dict:
    """The rebels' seizure of Hama, as the army tells it, unless told otherwise."""
    return {
        "type": "takeover",
        "sentence": span(TEXT),
        "trigger": span("seized"),
        "agent": [span("rebels", name="rebels")],
        "target": [],
        "place": [span("Hama", name="Hama, Hama, Syria", lat=35.13, lon=36.76)],
        "time": "2024-12-05",
        "factuality": "actual",
        "sources": [span("The army", cue="said")],
        "quantity": None,
    } | known


def report(*claims: dict, **known: object) -> dict:
    return {"id": "r", "published": "2024-12-06", "claims": list(claims), **known}


def measure(gold: list[dict], predicted: list[dict]) -> score.Score:
    return score.score({"r": report(*gold)}, {"r": report(*predicted)})


def test_a_perfect_prediction_scores_one_everywhere():
    whole = claim(target=[span("people", name="people")], quantity={"value": 12, "unit": "people"})
    figures = measure([whole, claim(time=None)], [whole, claim(time=None)]).figures()
    assert figures == dict.fromkeys(("claims", "usable", "control", *score.ROLES, *score.RATIOS), 1.0)


def test_a_report_that_was_not_predicted_counts_as_one_without_claims():
    result = score.score({"r": report(claim())}, {})
    assert (result.claims.gold, result.claims.predicted, result.claims.f1) == (1, 0, 0.0)


def test_nothing_to_find_and_nothing_found_is_no_division_by_zero():
    result = measure([], [])
    assert (result.claims.f1, result.ratios["time"].share) == (0.0, None)
    assert "time" not in result.figures()


def test_a_claim_of_another_type_is_both_missed_and_extra():
    result = measure([claim()], [claim(type="hold")])
    assert (result.claims.precision, result.claims.recall) == (0.0, 0.0)
    assert {name: (found.gold, found.predicted) for name, found in result.types.items()} == {
        "takeover": (1, 0),
        "hold": (0, 1),
    }


@pytest.mark.parametrize(
    ("change", "paired"),
    [
        ({"trigger": span("killing")}, True),  # the same sentence and place
        ({"trigger": span("killing"), "agent": [], "place": []}, False),
        ({"trigger": span("killing"), "agent": [], "place": [span("Homs")]}, False),
        ({"sentence": {"text": "x", "start": 900, "end": 901}}, True),  # the same trigger
        ({"sentence": {"text": "x", "start": 900, "end": 901}, "trigger": span("killing")}, False),
    ],
)
def test_claims_pair_by_trigger_or_by_sentence_and_role(change, paired):
    assert bool(score.pair([claim()], [claim(**change)])) is paired


def test_pairing_is_one_to_one_and_puts_each_place_with_its_own():
    homs = [span("Homs", name="Homs, Homs, Syria")]
    assert sorted(score.pair([claim(), claim(place=homs)], [claim(place=homs), claim()])) == [(0, 1), (1, 0)]
    assert len(score.pair([claim()], [claim(), claim()])) == 1


@pytest.mark.parametrize(
    ("change", "usable"),
    [
        ({}, 1.0),
        ({"target": [span("people", name="people")], "time": None, "quantity": {"value": 3}}, 1.0),
        ({"agent": []}, 0.0),
        ({"agent": [span("army", name="army")]}, 0.0),
        ({"place": [span("Homs", name="Homs")]}, 0.0),
        ({"factuality": "possible"}, 0.0),
        ({"factuality": "ongoing"}, 1.0),
        ({"sources": []}, 0.0),
        ({"sources": [span("rebels")]}, 0.0),
        ({"sources": [{"text": "they", "start": 900, "end": 904, "name": "the Army"}]}, 1.0),
    ],
)
def test_a_claim_is_usable_where_agent_place_factuality_and_source_are_right(change, usable):
    assert measure([claim()], [claim(**change)]).usable.f1 == usable


@pytest.mark.parametrize(
    ("gold", "given_", "figure", "share"),
    [
        ("2024-12-05", "2024-12-05", "time", 1.0),
        ("2024-12", "2024-12-01/2024-12-31", "time", 1.0),
        ("2024-02", "2024-02-01/2024-02-29", "time", 1.0),
        ("2011", "2011-01-01/2011-12-31", "time", 1.0),
        ("2024-12-05", None, "time", 0.0),
        ("2024-12-05", "2024-12", "time", 0.0),
        ("2024-12-05", "soon", "time", 0.0),
        (None, None, "time_null", 1.0),
        (None, "2024-12-06", "time_null", 1.0),
        (None, "2024-12-05", "time_null", 0.0),
    ],
)
def test_times_agree_by_the_days_they_cover(gold, given_, figure, share):
    ratios = measure([claim(time=gold)], [claim(time=given_)]).ratios
    assert ratios[figure].share == share
    assert ratios["time" if figure == "time_null" else "time_null"].share is None


@pytest.mark.parametrize(
    ("gold", "given_", "right"),
    [
        (None, None, True),
        ({"value": 12}, None, False),
        (None, {"value": 12}, False),
        ({"value": 12}, {"value": 12.0}, True),
        ({"value": 12}, {"min": 12}, False),
        ({"min": 20, "max": 30}, {"min": 20, "max": 30}, True),
        ({"min": 20}, {"min": 20, "max": 30}, False),
        ({"value": None, "words": "dozens"}, {"words": "scores"}, True),
    ],
)
def test_quantities_agree_by_value_or_bounds(gold, given_, right):
    assert measure([claim(quantity=gold)], [claim(quantity=given_)]).ratios["quantity"].share == float(right)


@pytest.mark.parametrize(
    ("gold", "given_", "source", "chain"),
    [
        ([], [], 1.0, 1.0),
        ([span("The army")], [], 0.0, 0.0),
        ([span("The army")], [span("army"), span("rebels")], 1.0, 0.0),
        ([span("The army"), span("rebels")], [span("The army"), span("rebels")], 1.0, 1.0),
        ([span("The army"), span("rebels")], [span("rebels"), span("The army")], 0.0, 0.0),
    ],
)
def test_source_is_the_nearest_speaker_and_chain_is_all_of_them(gold, given_, source, chain):
    ratios = measure([claim(sources=gold)], [claim(sources=given_)]).ratios
    assert (ratios["source"].share, ratios["chain"].share) == (source, chain)


@pytest.mark.parametrize(("lat", "lon", "share"), [(35.2, 36.8, 1.0), (36.2, 37.16, 0.0), (None, None, 0.0)])
def test_a_place_is_right_within_25_kilometres(lat, lon, share):
    place = [span("Hama", name="Hama", lat=lat, lon=lon)]
    assert measure([claim()], [claim(place=place)]).ratios["place_fix"].share == share


def test_roles_count_the_spans_of_paired_claims():
    two = [span("Hama", name="Hama"), span("Homs", name="Homs")]
    result = measure([claim(place=two)], [claim()])
    found = result.roles["place"]
    assert (found.precision, found.recall) == (1.0, 0.5)
    assert measure([claim()], [claim(type="hold")]).roles["place"].gold == 0


def test_an_agents_name_is_measured_where_its_words_are_found():
    right = claim(agent=[span("rebels", name="Hayat Tahrir al-Sham")])
    assert measure([right], [claim(agent=[span("rebels", name="Tahrir al-Sham")])]).ratios["agent_name"].share == 1.0
    assert measure([right], [claim()]).ratios["agent_name"].share == 0.0
    assert measure([right], [claim(agent=[])]).ratios["agent_name"].cases == 0


@pytest.mark.parametrize(
    ("predicted", "f1"),
    [
        ([claim()], 1.0),
        ([claim(), claim()], 1.0),  # one fact said twice is one fact
        ([claim(type="hold")], 1.0),
        ([claim(type="advance")], 0.0),
        ([claim(factuality="future")], 0.0),
        ([claim(agent=[])], 0.0),
        ([claim(place=[span("Homs", name="Homs, Homs, Syria")])], 0.0),
        ([claim(), claim(place=[span("Homs", name="Homs, Homs, Syria")])], pytest.approx(2 / 3)),
    ],
)
def test_control_counts_facts_of_place_and_holder(predicted, f1):
    assert measure([claim()], predicted).control.f1 == f1


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Hayat Tahrir al-Sham", "Tahrir al-Sham", True),
        ("Deir ez-Zor", "Deir Ezzor", False),
        ("the Army", "army", True),
        ("Sednaya", "Saydnaya", False),
        ("Idlīb", "Idlib", True),
        ("Syrian Arab Army", "Syrian National Army", True),  # half of all words: the measure is lenient
        ("", "Homs", False),
        ("the", "a", False),
    ],
)
def test_names_agree_without_case_marks_and_articles(a, b, same):
    assert score.same_name(a, b) is same
    assert score.same_name(b, a) is same


iso_day = st.dates().map(lambda day: day.isoformat())


@given(iso_day, iso_day)
def test_an_interval_covers_what_its_edges_cover(first, last):
    covered = score.days(f"{first}/{last}")
    assert covered == (score.days(first)[0], score.days(last)[1])


@given(st.text(max_size=12))
def test_what_is_no_time_covers_no_days(text):
    covered = score.days(text)
    assert covered is None or covered[0] <= covered[1] or "/" in text


@pytest.mark.parametrize("text", [None, "", "2024-12/2024-13", "0/0", "9999-12", "-490"])
def test_days_that_no_calendar_has_are_none(text):
    assert score.days(text) is None


def test_an_hour_is_left_out_of_the_days():
    assert score.days("2024-12-08T14:00/2024-12-09T02") == score.days("2024-12-08/2024-12-09")


def test_load_gives_reports_by_id(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(report(claim())) + "\n\n" + json.dumps(report(id=7)) + "\n", "utf-8")
    assert {name: len(record["claims"]) for name, record in score.load(path).items()} == {"r": 1, "7": 0}


@pytest.mark.parametrize(
    ("content", "line"), [("{", 1), ("[]", 1), ("\n5", 2), ('{"id": 1}', 1), ('{"id": 1, "claims": {}}', 1)]
)
def test_load_names_the_line_that_is_no_report(tmp_path, content, line):
    path = tmp_path / "a.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        score.load(path)
    assert (caught.value.source, caught.value.line) == (str(path), line)


def test_load_names_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        score.load(tmp_path / "none.jsonl")


def test_claims_can_be_measured_in_part():
    whole = report(claim(), claim(type="hold"))
    kept = score.claims_by(whole, lambda one: one["type"] == "hold")
    assert [one["type"] for one in kept["claims"]] == ["hold"]
    assert len(whole["claims"]) == 2


def degraded(records: dict[str, dict]) -> dict[str, dict]:
    """The same reports with some claims gone, doubled, or changed in one field; the same on every run."""
    chance = random.Random(7)  # noqa: S311
    out = {}
    for name, record in records.items():
        claims = []
        for one in record["claims"]:
            change = chance.choice(
                ["drop", "double", "keep", "agent", "place", "time", "factuality", "sources", "type"]
            )
            if change == "drop":
                continue
            other = chance.choice(record["claims"])
            claims.append(one if change in ("keep", "double") else {**one, change: other[change]})
            claims += [one] * (change == "double")
        out[name] = {**record, "claims": claims}
    return out


def test_figures_are_those_of_the_reference_measure(shared: Path):
    spec = importlib.util.spec_from_file_location("reference", shared / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    gold = score.load(shared / "gold" / "dev.jsonl")
    predicted = degraded(gold)
    expected, _ = reference.score(gold, predicted)
    result = score.score(gold, predicted)
    flat = {
        name: figure["f1"] if "f1" in figure else figure["share"]
        for name, figure in expected.items()
        if name not in ("reports", "by_type")
    }
    assert result.figures() == pytest.approx({name: figure for name, figure in flat.items() if figure is not None})
    assert {name: found.f1 for name, found in result.types.items()} == pytest.approx(
        {name: figure["f1"] for name, figure in expected["by_type"].items()}
    )
    assert result.reports == expected["reports"]
