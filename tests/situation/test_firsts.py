"""Who is taken to have held a place before the first change that is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telling import day, site, told

from dateline.picture import Site
from dateline.situation.control import Control, control

NORTH = [Site(f"Town {at}, North, Land", f"n{at}", "town", 35.0 + at / 10, 37.0) for at in range(4)]
ABROAD = Site("Else, Far, Other", "far", "town", 50.0, 10.0)


def taken(loser: str = "b") -> list:
    """Two towns taken from `loser`, and one that fell to `a` without a word on whom it was taken from."""
    return [
        told(f"10 n1 takeover a<{loser} =10", called="c1", place=NORTH[0]),
        told(f"10 n2 withdrawal {loser} =10", called="c2", place=NORTH[1]),
        told("12 n1 takeover a =12", called="c3", place=NORTH[2]),
    ]


def first(found: Control, key: str) -> str:
    return next(state.holder for state in found.on(day(5)) if state.place.key == key)


@pytest.mark.parametrize("loser", ["b", "c"])
def test_a_place_was_held_by_whoever_its_neighbours_were_taken_from(loser):
    assert first(control(taken(loser)), "n2") == loser


def test_what_is_told_of_one_country_says_nothing_of_another():
    found = control([*taken(), replace(taken()[2], id="c4", place=(ABROAD,))])
    assert "b" not in dict(next(state.posterior for state in found.on(day(5)) if state.place == ABROAD))


def test_a_town_that_fell_to_nobody_named_is_held_by_those_who_gain_around_it():
    found = control([*taken(), told("12 n3 takeover - =12", called="c4", place=NORTH[3])])
    assert [state.holder for state in found.on(day(12)) if state.place.key == "n3"] == ["a"]
    assert first(found, "n3") == "b"


def test_who_gained_a_place_was_not_there_first():
    found = control([*taken(), told("12 n3 hold a", called="c4", place=NORTH[2])])
    assert first(found, "n2") == "b"


def test_a_place_without_a_division_belongs_to_the_whole_record():
    assert control([told("1 n1 hold b", place=site())]).on(day(0))[0].holder == "b"
