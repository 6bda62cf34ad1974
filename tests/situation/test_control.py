"""Who holds what: by the claims of small tables, by properties that hold for any claims, and by judgements."""

from __future__ import annotations

import dataclasses
import datetime
import random
import tomllib
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telling import all_told, day, name, site, told

from checkout import ROOT
from dateline.errors import OptionError
from dateline.picture import Judgement, Verdict
from dateline.situation.baselines import Method
from dateline.situation.control import Control, Options, control

CASES = tomllib.loads((ROOT / "tests" / "cases" / "control.toml").read_text("utf-8"))["case"]
SITES = [site("Hama"), site("Homs", lat=34.7, lon=36.7), site("Nowhere", lat=None, lon=None)]


def holder(found: Control, number: int, *, then: bool = False) -> str:
    return found.on(day(number), then=then)[0].holder


def chance(found: Control, number: int, party: str, *, then: bool = False) -> float:
    return dict(found.on(day(number), then=then)[0].posterior)[party]


def judgement(verdict: str, *claims: str, minute: int = 0) -> Judgement:
    at = datetime.datetime(2024, 12, 30, 12, minute, tzinfo=datetime.UTC)
    return Judgement(f"j{minute}", Verdict(verdict), claims, "somebody", at)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_table_of_claims_gives_these_holders(case):
    found = control(all_told(case["told"]))
    for number, expected in case.get("held", {}).items():
        assert (number, holder(found, int(number))) == (number, expected)
    for number, expected in case.get("then", {}).items():
        assert (number, holder(found, int(number), then=True)) == (number, expected)
    for at, most in case.get("below", {}).items():
        number, party = at.split()
        assert chance(found, int(number), party) < most
    for at, least in case.get("above", {}).items():
        number, party = at.split()
        assert chance(found, int(number), party) > least


@st.composite
def claims(draw):
    """Claims of any kind on three places, by parties and others, in any order."""
    lines = draw(
        st.lists(
            st.tuples(
                st.integers(0, 40),
                st.sampled_from(["a", "b", "n1", "n2", "n3"]),
                st.sampled_from(["takeover", "hold", "withdrawal", "clash", "strike", "advance", "takeover.negated"]),
                st.sampled_from(["a<b", "b<a", "a", "b", "c", "-<b", "a+b"]),
                st.none() | st.integers(0, 40),
                st.sampled_from(SITES),
            ),
            min_size=1,
            max_size=25,
        )
    )
    out = []
    for at, (on, voice, what, who, when, place) in enumerate(lines):
        stated = "" if when is None else f" ={min(when, on)}"
        out.append(told(f"{on} {voice} {what} {who}{stated}", called=f"c{at:02}", place=place))
    return out


@given(claims())
@settings(max_examples=40)
def test_probabilities_are_probabilities(given):
    found = control(given)
    for table in (found.held, found.known):
        assert np.isfinite(table).all()
        assert (table >= 0).all()
        assert np.allclose(table.sum(axis=2), 1, atol=1e-4) if len(found.places) else table.size == 0


@given(claims(), st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_any_order_of_arrival_gives_the_same(given, dice: random.Random):
    shuffled = list(given)
    dice.shuffle(shuffled)
    assert control(given).states() == control(shuffled).states()


@given(claims(), st.integers(0, 40))
@settings(max_examples=15)
def test_what_was_known_by_a_day_is_what_the_claims_until_then_gave_on_it(given, number):
    whole = control(given, options=Options(known_by=day(41)))
    part = control(given, options=Options(known_by=day(number)))
    if not part.places:
        return
    at = (day(number) - part.first_day).days
    if 0 <= at < len(part.held):
        assert np.allclose(whole.known[at], part.known[at], atol=1e-5)
        assert np.allclose(part.known[at], part.held[at], atol=1e-5)


@given(claims(), claims(), st.integers(0, 40))
@settings(max_examples=15)
def test_what_was_known_does_not_change_when_more_is_told_of_the_same_places(given, more, number):
    before = [claim for claim in given if claim.published <= day(number)]
    one = control(before, options=Options(known_by=day(81)))
    heard = {place.key for place in one.places}
    later = [
        dataclasses.replace(claim, id=f"x{claim.id}", published=claim.published + datetime.timedelta(days=41))
        for claim in more
        if claim.place[0].key in heard
    ]
    other = control([*before, *later], options=Options(known_by=day(81)))
    for here, there in zip(one.on(day(40), then=True), other.on(day(40), then=True), strict=True) if heard else ():
        assert here.place.key == there.place.key
        known = dict(here.posterior)
        assert all(abs(known.get(who, 0) - chance) < 1e-4 for who, chance in there.posterior)


SWAP = {"a": "b", "b": "a"}


@given(claims())
@settings(max_examples=15)
def test_swapping_the_parties_swaps_them_in_the_answer_and_changes_nothing_else(given):
    def swapped(names):
        return tuple(name(SWAP.get(one.key, one.key)) for one in names)

    other = [
        dataclasses.replace(
            claim, agent=swapped(claim.agent), target=swapped(claim.target), sources=swapped(claim.sources)
        )
        for claim in given
    ]
    one, two = control(given), control(other)
    for number in (0, 20, 40):
        if one.first_day <= day(number) <= one.last_day:
            for here, there in zip(one.on(day(number)), two.on(day(number)), strict=True):
                expected = {SWAP.get(who, who): share for who, share in here.posterior}
                assert dict(there.posterior) == pytest.approx(expected, abs=1e-3)


WAR = all_told(
    """
0 n1 hold b
2 n2 hold b
6 a takeover a<b =6
7 n1 takeover a<b =6
8 b takeover.negated a<b
9 n2 hold a
""",
)


def test_every_claim_on_the_days_of_a_state_stands_behind_it_with_a_sign():
    states = [state for state in control(WAR).states() if state.evidence]
    assert [state.holder for state in states] == ["b", "a"]
    ratios = {one.claim: one.ratio for one in states[1].evidence}
    assert set(ratios) == {"c002", "c003", "c004", "c005"}
    assert all(ratios[claim] > 0 for claim in ("c002", "c003", "c005"))
    assert ratios["c004"] < 0
    assert {one.origin for one in states[0].evidence} >= {"n1", "n2"}
    strengths = [abs(one.ratio) for one in states[1].evidence]
    assert strengths == sorted(strengths, reverse=True)


def test_states_cover_all_days_of_a_place_without_gap():
    found = control(WAR)
    states = found.states()
    assert states[0].first_day == found.first_day
    assert states[-1].last_day == found.last_day == day(9)
    for before, after in pairwise(states):
        assert after.first_day - before.last_day == datetime.timedelta(days=1)


def test_a_source_left_out_leaves_what_the_others_say():
    found = control(WAR, options=Options(without=frozenset({"n1"})))
    rest = control([claim for claim in WAR if claim.sources[-1].key != "n1"])
    assert found.states() == rest.states()
    assert control(WAR, options=Options(without=frozenset({"outlet"}))).places == ()


def test_a_claim_rejected_is_as_if_unsaid_and_the_latest_judgement_holds():
    rest = control([claim for claim in WAR if claim.id != "c003"])
    assert control(WAR, [judgement("reject", "c003")]).states() == rest.states()
    both = [judgement("reject", "c003"), judgement("accept", "c003", minute=5)]
    assert chance(control(WAR, both), 6, "a") > chance(control(WAR), 6, "a")
    back = [judgement("accept", "c003"), judgement("reject", "c003", minute=5)]
    assert control(WAR, back).states() == rest.states()


def test_a_claim_accepted_outweighs_those_that_gainsay_it():
    told = all_told("0 n1 hold b\n2 n2 hold b\n6 a takeover a<b\n6 n1 hold b\n6 n2 hold b")
    assert holder(control(told), 6) == "b"
    assert holder(control(told, [judgement("accept", "c002")]), 6) == "a"


def test_a_force_counts_for_the_party_it_belongs_to_as_holder_and_as_voice():
    told = all_told("0 n1 hold b\n2 n2 hold b\n6 wing takeover wing<b")
    alone, joined = control(told), control(told, options=Options(sides={"wing": "a"}))
    assert "wing" in dict(alone.on(day(6))[0].posterior)
    assert "a" in dict(joined.on(day(6))[0].posterior)
    by_another = control(all_told("0 n1 hold b\n2 n2 hold b\n6 n3 takeover a<b"))
    assert chance(joined, 6, "a") < chance(by_another, 6, "a")


def test_ten_outlets_with_one_origin_are_one_voice():
    lines = ["0 n1 hold b", "2 n2 hold b", *(f"6 m{at} takeover a<b" for at in range(10))]
    told = all_told("\n".join(lines))
    origins = {claim.id: "a" for claim in told[2:]}
    apart, together = control(told), control(told, options=Options(origins=origins))
    once = control(told[:3], options=Options(origins=origins))
    assert chance(apart, 6, "a") > 0.95
    assert chance(together, 6, "a") == pytest.approx(chance(once, 6, "a"), abs=0.02)


def test_days_after_the_last_word_are_less_certain_and_days_outside_are_refused():
    found = control(WAR, options=Options(until=day(200)))
    assert chance(found, 200, "a") < chance(found, 9, "a")
    with pytest.raises(OptionError, match="no control is known of 2030-01-01"):
        found.on(datetime.date(2030, 1, 1))


def test_a_report_dated_decades_from_all_others_does_not_stretch_the_days():
    stray = dataclasses.replace(WAR[0], id="x", published=datetime.date(1970, 1, 1))
    assert control([*WAR, stray]).states() == control(WAR).states()
    ahead = dataclasses.replace(stray, published=datetime.date(2204, 12, 8))
    assert control([*WAR, ahead]).last_day == day(9)
    for far in (Options(until=datetime.date.max), Options(known_by=datetime.date.max)):
        with pytest.raises(OptionError, match="too long after the last report"):
            control(WAR, options=far)


def test_the_first_days_of_the_calendar_are_days_too():
    assert control([dataclasses.replace(WAR[0], published=datetime.date(1, 1, 3))]).first_day == datetime.date.min


def test_nothing_told_of_places_gives_nothing():
    assert control([]).states() == control([]).on(day(0)) == ()
    assert control([told("0 n1 protest a")]).places == ()
    unplaced = dataclasses.replace(WAR[0], place=())
    assert control([unplaced]).places == ()


def test_a_claim_without_any_date_is_left_out_and_one_without_publication_counts_from_its_own_day():
    undated = dataclasses.replace(WAR[0], published=None)
    assert control([undated]).places == ()
    dated = dataclasses.replace(undated, time=day(3).isoformat())
    found = control([dated])
    assert (found.last_day, holder(found, 3)) == (day(3), "b")


@pytest.mark.parametrize("method", [Method.LAST_CLAIM, Method.TWO_SOURCES, Method.DAWID_SKENE])
def test_a_baseline_answers_in_the_same_shape(method):
    found = control(WAR, options=Options(method=method))
    assert np.allclose(found.held.sum(axis=2), 1, atol=1e-4)
    assert {state.holder for state in found.states()} <= {"a", "b", "unknown", "vacated", "contested"}
    assert not any(state.evidence for state in found.states())
