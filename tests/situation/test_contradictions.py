"""Contradictions: what is one, what is none, and who stands where."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from dateline.picture import Position
from dateline.situation.contradictions import contradictions
from dateline.situation.events import events
from situation.rows import claims, many

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "merging.toml").read_text("utf-8"))["contradiction"]


def found(rows, shared=None):
    told = claims(rows, shared)
    return contradictions(told, events(told))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_contradictions(case):
    assert [one.kind for one in found(case["rows"], case.get("shared"))] == case["kinds"]


def test_positions_say_who_holds_them_the_best_supported_first():
    rows = [
        {"quantity": {"value": 30}},
        {"quantity": {"value": 9}, "sources": "Civil Defence"},
        {"quantity": {"value": 9}},
        {"quantity": {"value": 9}, "sources": "Civil Defence"},
    ]
    (toll,) = found(rows, {"type": "casualties", "place": "Homs", "time": "2024-12-02", "trigger": "killed"})
    assert toll.subject == "event:c1"
    assert toll.positions == (
        Position("9", ("c3", "c4"), ("civil defence", "outlet 3")),
        Position("30", ("c1",), ("outlet 1",)),
    )


def test_a_holder_is_contradicted_at_a_place_on_a_day():
    shared = {"type": "hold", "place": "Homs", "time": "2024-12-02"}
    (holder,) = found([{"agent": "army"}, {"agent": "moc"}], shared)
    assert (holder.kind, holder.subject) == ("holder", "p:homs@2024-12-02")
    assert [position.value for position in holder.positions] == ["Military Operations Command", "Syrian Arab Army"]


@pytest.mark.parametrize(
    ("count", "value"),
    [({"min": 9}, "at least 9"), ({"min": 5, "max": 9}, "5 to 9"), ({"max": 9}, "0 to 9"), ({"value": 9.0}, "9")],
)
def test_figures_in_words(count, value):
    rows = [{"quantity": count}, {"quantity": {"value": 1}}, {"quantity": {"value": 40}}]
    (toll,) = found(rows, {"type": "casualties", "place": "Homs", "time": "2024-12-02", "trigger": "killed"})
    assert value in [position.value for position in toll.positions]


@given(many())
def test_a_contradiction_has_two_values_of_claims_that_exist(told):
    known = {one.id for one in told}
    for one in contradictions(told, events(told)):
        assert len(one.positions) > 1
        assert len({position.value for position in one.positions}) == len(one.positions)
        assert all(position.claims and position.origins for position in one.positions)
        assert {name for position in one.positions for name in position.claims} <= known
