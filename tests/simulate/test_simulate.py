"""Made-up wars: the same for the same seed, whole, and as noisy as they are asked to be."""

from __future__ import annotations

import datetime
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import OptionError
from dateline.schema import days
from dateline.simulate import World, lines, simulate
from dateline.simulate.world import START

SMALL = {"places": 16, "days": 60}


@pytest.fixture(scope="module")
def war():
    return simulate(World(seed=1, **SMALL))


def test_a_seed_is_a_war(war):
    assert simulate(World(seed=1, **SMALL)) == war
    assert simulate(World(seed=2, **SMALL)).claims != war.claims


def test_the_truth_says_of_every_place_who_holds_it_on_every_day(war):
    by_place: dict[str, list] = {}
    for held in war.truth:
        by_place.setdefault(held.place.key, []).append(held)
    assert len(by_place) == 16
    for stretches in by_place.values():
        assert stretches[0].first_day == START
        assert stretches[-1].last_day == START + datetime.timedelta(days=59)
        for one, other in pairwise(stretches):
            assert other.first_day - one.last_day == datetime.timedelta(days=1)
            assert other.holder != one.holder


@given(
    st.integers(0, 10_000),
    st.integers(2, 4),
    st.floats(0, 1),
    st.floats(0, 3),
    st.booleans(),
    st.floats(0, 0.6),
)
@settings(max_examples=15)
def test_claims_of_any_war_are_whole(seed, sides, share, delay, collapse, copies):
    world = World(
        seed=seed, sides=sides, places=12, days=40, reliability=share, delay=delay, collapse=collapse,
        copies=copies, silence=share * 0.5, dated=share, bursts=5,
    )  # fmt: skip
    war = simulate(world)
    last = START + datetime.timedelta(days=39)
    places = {held.place.key for held in war.truth}
    assert len({claim.id for claim in war.claims}) == len(war.claims)
    for claim in war.claims:
        assert START <= claim.published <= last
        assert claim.place[0].key in places
        assert claim.time is None or days(claim.time)[1] <= claim.published
        assert claim.outlet


def test_a_collapse_takes_most_of_a_side_and_without_one_the_fronts_move_little():
    def changed(*, collapse: bool) -> int:
        return sum(len(simulate(World(seed=at, campaigns=0.5, collapse=collapse)).truth) - 40 for at in range(3))

    assert changed(collapse=True) > 2 * changed(collapse=False)


@pytest.mark.parametrize(
    ("less", "more"),
    [({"talk": 0.2}, {"talk": 1.0}), ({"copies": 0.0}, {"copies": 0.5}), ({"silence": 0.4}, {"silence": 0.0})],
)
def test_what_makes_more_claims(less, more):
    few, many = (len(simulate(World(seed=3, **SMALL, **given)).claims) for given in (less, more))
    assert many > few


def test_bursts_are_takeovers_that_never_were():
    def false_gains(bursts: float) -> int:
        war = simulate(World(seed=4, campaigns=0, collapse=False, bursts=bursts))
        return sum(claim.type == "takeover" and claim.factuality == "actual" for claim in war.claims)

    assert false_gains(0) == 0 < false_gains(5)


@pytest.mark.parametrize(
    "world",
    [
        World(sides=1), World(places=1), World(days=5), World(sources=4), World(reliability=1.5), World(copies=1.0),
        World(talk=-1), World(dated=-0.1), World(delay=float("nan")),
    ],
)  # fmt: skip
def test_a_world_that_cannot_be_is_refused(world):
    with pytest.raises(OptionError):
        simulate(world)


def test_lines_are_json_with_the_fields_of_the_record(war):
    claim = json.loads(lines.line(war.claims[0]))
    assert claim["published"] == war.claims[0].published.isoformat()
    assert claim["place"][0]["id"] == war.claims[0].place[0].id
    assert "quantity" not in claim
    held = json.loads(lines.line(war.truth[0]))
    assert set(held) == {"place", "first_day", "last_day", "holder"}
