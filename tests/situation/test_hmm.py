"""The model against a dense one that multiplies whole matrices, and its pieces."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from telling import START, all_told, site

from dateline.situation.assertions import assertions
from dateline.situation.fronts import fronts
from dateline.situation.hmm import _Run, infer, ratios
from dateline.situation.knowledge import knowledge

TOLD = all_told("""
0 n1 hold b
2 n2 hold b
3 n1 clash a<b
4 a takeover a<b =3
5 n1 takeover a<b =4
6 b takeover.negated a<b
7 n2 hold a
""")


def run(days: int) -> _Run:
    out = _Run(assertions(TOLD, origins={}, sides={}), days)
    for at in range(days):
        out.advance(at, heard=True)
    return out


def dense(model: _Run, day: int) -> np.ndarray:
    """The chance of each state on `day` by each state on the day before, (S, S), written out state by state."""
    count = model.holders
    rates, _, found = model._rates_into(day, slice(None))
    enter, first = rates[0].astype(float), [*found[0].astype(float), 0.0, 0.0, 0.0]
    matrix = np.zeros((2 * count, 2 * count))
    for old in range(count):
        leave = [model.rates[old, new] * enter[new] for new in range(count)]
        for fresh in (0, 1):
            for new in range(count):
                matrix[old + fresh * count, new + count] += leave[new]
            known = first if old == count - 1 else [0.0] * count
            for new in range(count):
                matrix[old + fresh * count, new] += known[new]
            stay = 1 - sum(leave) - sum(known)
            settled = float(model.settle) if fresh else 1.0
            matrix[old + fresh * count, old] += stay * settled
            matrix[old + fresh * count, old + count] += stay * (1 - settled)
    return matrix


def test_both_passes_agree_with_whole_matrices():
    days = 38
    model = run(days)
    held, _ = model.smoothed(days)
    told = np.exp(model.emission[:, 0].astype(float))
    forward = [np.eye(2 * model.holders)[model.holders - 1] * told[0]]
    matrices = [None, *(dense(model, day) for day in range(1, days))]
    for day in range(1, days):
        forward.append(forward[-1] @ matrices[day] * told[day])
        forward[-1] /= forward[-1].sum()
    backward = np.ones(2 * model.holders)
    for day in range(days - 1, -1, -1):
        joint = forward[day] * backward
        joint /= joint.sum()
        assert held[day, 0] == pytest.approx(joint[: model.holders] + joint[model.holders :], abs=1e-4)
        if day:
            backward = matrices[day] @ (backward * told[day])
            backward /= backward.max()


def test_every_day_leads_somewhere_with_certainty():
    model = run(38)
    for day in range(1, 38):
        assert dense(model, day).sum(axis=1) == pytest.approx(np.ones(2 * model.holders))
        assert dense(model, day).min() >= 0


def test_a_party_is_no_candidate_before_the_window_of_its_first_word():
    back = int(knowledge().numbers["window"]["back"])
    later = all_told("0 n1 hold b\n60 n2 takeover a<b")
    found = infer(assertions(later, origins={}, sides={}), 91, 91)
    first = 60  # the day of the first word is `back`, so the second is told on day 60 + back
    assert found.held[:first, 0, 1].max() == 0 < found.held[first + 1, 0, 1]
    assert back == 30


def test_a_party_held_nothing_before_it_came_into_being_but_where_that_is_told():
    told = all_told("8 n1 takeover b<a\n9 n2 withdrawal a =8\n10 n1 hold a =4")
    born = {"a": START + timedelta(days=7), "b": START + timedelta(days=2)}
    known = assertions(told, origins={}, sides={}, births=born)
    found = infer(known, 41, 41).held[:, 0]
    a, b = (known.parties[0].index(party) for party in ("a", "b"))
    start = (START - known.first_day).days
    assert found[: start + 4, a].max() == 0 < found[start + 4, a]
    assert found[: start + 2, b].max() == 0
    free = infer(assertions(told, origins={}, sides={}), 41, 41).held[:, 0]
    assert free[start + 3, a] > 0


def test_words_about_a_party_its_opponent_and_others_stand_in_their_columns():
    said = assertions(all_told("0 n1 hold c\n1 n1 takeover a<b"), origins={}, sides={})
    known, found = knowledge(), ratios(said)
    gain = known.form("gain")
    settled, fresh = known.settled[gain], known.fresh[gain]
    assert said.parties == (("c", "a", "b"),)
    assert found[1] == pytest.approx([settled[2], *settled[:2], *settled[3:], fresh[2], *fresh[:2], *fresh[3:]])


def test_nearness_is_that_of_places_the_gainer_holds():
    places = [site("x", lat=35.0, lon=37.0), site("y", lat=35.05, lon=37.0), site("z", lat=38.0, lon=40.0)]
    lines = fronts([*places, site("w", lat=None, lon=None)], [["a", "b"]] * 4, 2)
    belief = np.array([[1, 0], [0, 1], [0, 1], [0, 1]], dtype=np.float32)
    heard = np.ones((4, 2), dtype=bool)
    rates = lines.enter(belief, np.zeros((4, 2), dtype=np.float32), heard)
    numbers = knowledge().numbers["near"]
    assert rates[1, 0] > 0.7 > rates[2, 0] == pytest.approx(numbers["far"])
    assert rates[3, 0] == pytest.approx(numbers["unplaced"])
    assert np.all(rates[:, 2:] == 1)


def test_a_collapse_raises_the_rates_of_the_gainer_only():
    count = 60
    places = [site(str(at), lat=None, lon=None) for at in range(count)]
    lines = fronts(places, [["a", "b"]] * count, 2)
    heard = np.ones((count, 2), dtype=bool)
    belief = np.tile(np.array([0.0, 1.0], dtype=np.float32), (count, 1))
    fresh = np.zeros((count, 2), dtype=np.float32)
    calm = lines.enter(belief, fresh, heard)
    belief[:20], fresh[:20, 0] = (1, 0), 1
    fall = lines.enter(belief, fresh, heard)
    assert fall[30, 0] > 3 * calm[30, 0]
    assert fall[30, 1] == pytest.approx(calm[30, 1])
