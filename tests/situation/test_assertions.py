"""What claims assert: days, directions, voices and how much of them is new."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from telling import all_told, day, told

from dateline.picture import Site
from dateline.situation.assertions import ADMITTED, NEUTRAL, OWN, ROWS, assertions, publication, voice_of
from dateline.situation.knowledge import knowledge

KNOWN = knowledge()


def said(lines: str, **sides: str):
    return assertions(all_told(lines), origins={}, sides=sides)


def forms(found) -> list[str]:
    return [KNOWN.forms[at] for at in found.form]


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("5 n1 takeover a<b", ["gain", "before_gain"]),
        ("5 n1 takeover a<b =4", ["gain", "before_gain"]),
        ("5 n1 takeover.possible a<b", ["gain"]),
        ("5 n1 takeover -<b", ["left", "before_left"]),
        ("5 n1 takeover.negated a<b", ["denied"]),
        ("5 n1 takeover.future a<b", ["pressed"]),
        ("5 n1 hold a", ["held"]),
        ("5 n1 hold.negated a", ["denied"]),
        ("5 n1 withdrawal b", ["left", "before_left"]),
        ("5 n1 withdrawal.negated b", ["held"]),
        ("5 n1 clash a<b", ["fought"]),
        ("5 n1 strike a<b", ["struck"]),
        ("5 n1 takeover -", ["changed"]),
        ("5 n1 takeover.negated -", ["unchanged"]),
        ("5 n1 takeover.negated -<b", ["held"]),
        ("5 n1 advance -", []),
        ("5 n1 hold -", []),
        ("5 n1 pledge a", []),
        ("5 n1 strike.future a", []),
    ],
)
def test_a_claim_says_this_of_its_place(line, form):
    assert forms(said(line)) == form


@pytest.mark.parametrize(
    ("lines", "direction"),
    [
        ("5 n1 takeover a<b", NEUTRAL),
        ("5 a takeover a<b", OWN),
        ("5 b takeover a<b", ADMITTED),
        ("5 b withdrawal b", ADMITTED),
        ("5 b takeover.negated a<b", OWN),
        ("5 a takeover.negated a<b", ADMITTED),
        ("1 n1 hold b\n5 b takeover a", ADMITTED),
        ("1 n1 hold b\n5 c takeover a", NEUTRAL),
        ("1 n1 hold b\n5 b withdrawal a", OWN),
        ("5 wing takeover wing<b", OWN),
    ],
)
def test_a_voice_speaks_for_itself_for_others_or_against_itself(lines, direction):
    assert said(lines).direction[-1] == direction


def test_a_side_is_known_by_what_belongs_to_it():
    found = said("1 ministry takeover wing<b", ministry="a", wing="a")
    assert found.parties == (("a", "b"),)
    assert found.direction[found.main].tolist() == [OWN]


@pytest.mark.parametrize(
    ("time", "form", "back", "weight"),
    [
        ("2024-12-10", "gain", 0, 1.0),
        ("2024-12-08/2024-12-09", "gain", 1, 1.0),
        ("2024-12-12", "gain", 0, 1.0),
        ("2024-12", "held", 0, KNOWN.numbers["window"]["old"]),
        ("2011", "held", 30, KNOWN.numbers["window"]["old"]),
        ("2024-11-01", "held", 30, KNOWN.numbers["window"]["old"]),
        (None, "gain", 0, 1.0),
    ],
)
def test_long_ago_and_vague_days_are_weak_statements_of_who_holds(time, form, back, weight):
    claim = dataclasses.replace(told("9 n1 takeover a<b"), time=time)
    found = assertions([claim], origins={}, sides={})
    assert forms(found)[0] == form
    assert found.published[0] - found.day[0] == back
    assert found.weight[0] == pytest.approx(weight)


def test_what_was_fought_over_long_ago_tells_nothing():
    claim = dataclasses.replace(told("9 n1 clash a<b"), time="2011")
    assert len(assertions([claim], origins={}, sides={}).form) == 0


def test_one_voice_that_repeats_itself_says_little_new_until_days_have_passed():
    found = said("0 n1 hold a\n0 n1 hold a\n2 n1 hold a\n30 n1 hold a")
    assert found.weight[:2].tolist() == [1, 0]
    assert 0 < found.weight[2] < 0.5 < found.weight[3]


def test_each_further_voice_with_the_same_words_counts_less_and_one_for_its_own_gain_least():
    found = said("0 n1 takeover a\n0 n2 takeover a\n0 n3 takeover a")
    weight = found.weight[found.main]
    assert 1 == weight[0] > weight[1] > weight[2] > 0.5
    own = said("0 n1 takeover a\n0 n2 takeover a\n0 a takeover a")
    assert own.weight[own.main][2] < weight[2]
    apart = said("0 n1 takeover a\n9 n2 takeover a\n18 n3 takeover a")
    assert apart.weight[apart.main].tolist() == [1, 1, 1]


def test_a_change_told_without_a_day_was_not_there_days_before_more_weakly_than_one_with_its_day():
    vague, dated = said("9 n1 takeover a<b"), said("9 n1 takeover a<b =9")
    assert vague.day[0] - vague.day[1] == KNOWN.numbers["window"]["lead"]
    assert dated.day[0] - dated.day[1] == 1
    assert vague.weight[1] < dated.weight[1] == dated.weight[0]


def test_rows_are_in_order_of_publication_and_of_one_length():
    found = said("9 n1 hold a\n0 n2 hold b\n5 n3 takeover a<b =4")
    assert found.published.tolist() == sorted(found.published.tolist())
    assert {len(getattr(found, name)) for name in ROWS} == {4}
    assert found.main.tolist() == [True, True, False, True]


def test_a_claim_on_two_places_tells_of_both_and_coordinates_may_come_later():
    two = (Site("Hama", "h"), Site("Homs", "o", lat=34.7, lon=36.7))
    first = dataclasses.replace(told("0 n1 hold a"), place=two)
    later = dataclasses.replace(told("1 n1 hold a", called="c1"), place=(Site("Hama", "h", lat=35.1, lon=36.7),))
    found = assertions([later, first], origins={}, sides={})
    assert [place.lat for place in found.places] == [35.1, 34.7]
    assert found.place.tolist() == [0, 1, 0]


def test_whoever_is_named_after_the_first_candidates_is_no_candidate():
    most = int(KNOWN.numbers["window"]["candidates"])
    found = said("\n".join(f"{at} n1 hold p{at}" for at in range(most + 3)))
    assert found.parties == (tuple(f"p{at}" for at in range(most)),)
    assert not found.agent[most:].any()
    assert np.array_equal(found.agent[:most], np.eye(most, dtype=bool))


def test_the_voice_is_the_origin_else_the_innermost_source_else_the_outlet():
    claim = told("0 n1 hold a")
    assert voice_of(claim, {"c0": "wire"}) == "wire"
    assert voice_of(claim, {}) == "n1"
    assert voice_of(dataclasses.replace(claim, sources=()), {}) == "outlet"
    assert voice_of(dataclasses.replace(claim, sources=(), outlet=None), {}) == "report c0"


def test_what_has_no_day_of_publication_is_known_from_the_last_day_that_it_tells_of():
    claim = told("3 n1 hold a =2")
    assert publication(claim) == day(3)
    assert publication(dataclasses.replace(claim, published=None)) == day(2)
    assert publication(dataclasses.replace(claim, published=None, time=None)) is None


@pytest.mark.parametrize(
    ("sentence", "kind", "rows"),
    [
        ("Russia has a naval base at Hama.", "city", 0),
        ("It keeps garrisons at Homs and in Hama.", "town", 0),
        ("Their base near Hama is quiet.", "city", 0),
        ("The army holds Hama.", "city", 1),
        ("The base it holds lies far from Hama.", "city", 1),
        ("They hold the airbase at Hama.", "airbase", 1),
        ("The town was in their hands.", "city", 1),
    ],
)
def test_a_base_at_a_town_does_not_hold_the_town(sentence, kind, rows):
    place = dataclasses.replace(told("5 n1 hold a").place[0], kind=kind)
    claim = dataclasses.replace(told("5 n1 hold a", place=place), sentence=sentence)
    assert len(assertions([claim], origins={}, sides={}).form) == rows
