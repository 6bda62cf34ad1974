"""The measure of control by hand, and the figures that a small world reaches, so that they are not lost unseen."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from bench.control import Figures, compare, figures

from dateline.picture import Name, RecordedClaim, Site
from dateline.schema import EventType, Factuality
from dateline.simulate import Held, Simulation, World
from dateline.situation.baselines import Method
from dateline.situation.control import Control

START = datetime.date(2024, 1, 1)
SMALL = World(places=24, days=90)
PLACE = Site("Here", "here")


def on(day: int) -> datetime.date:
    return START + datetime.timedelta(days=day)


def test_figures_by_hand():
    """Ten days, a change on the sixth; the first word comes on the second; one day is wrong."""
    claim = RecordedClaim(
        "c", "r", "o", on(1), EventType("hold"), Factuality.ACTUAL, agent=(Name("A", "a"),), place=(PLACE,)
    )
    war = Simulation((Held(PLACE, on(0), on(4), "a"), Held(PLACE, on(5), on(9), "b")), (claim,))
    table = np.zeros((10, 1, 5), dtype=np.float32)
    table[:, 0, 0], table[:, 0, 1] = 0.8, 0.2
    table[6:, 0, 0], table[6:, 0, 1] = 0.2, 0.8
    holders = (("a", "b", "contested", "vacated", "unknown"),)
    found = figures(war, Control((PLACE,), holders, START, table, table, ()), then=False)
    assert found.days == 9
    assert found.accuracy == pytest.approx(8 / 9)
    assert found.near == pytest.approx(6 / 7)
    assert found.log_loss == pytest.approx((8 * -np.log(0.8) - np.log(0.2)) / 9, rel=1e-5)
    assert found.error == pytest.approx(8 / 9 - 0.8, abs=1e-5)


@pytest.fixture(scope="module")
def plain() -> dict[tuple[str, bool], Figures]:
    return compare([0, 1], SMALL)


@pytest.mark.parametrize(
    ("then", "accuracy", "near", "log_loss", "error"),
    [(False, 0.985, 0.925, 0.04, 0.012), (True, 0.975, 0.88, 0.10, 0.02)],
)
def test_the_model_reaches_its_figures(plain, then, accuracy, near, log_loss, error):
    found = plain[Method.MODEL, then]
    assert found.accuracy >= accuracy
    assert found.near >= near
    assert found.log_loss <= log_loss
    assert found.error <= error


@pytest.mark.parametrize("baseline", [Method.LAST_CLAIM, Method.TWO_SOURCES, Method.DAWID_SKENE])
def test_the_model_beats_each_baseline_on_each_figure(plain, baseline):
    model, other = plain[Method.MODEL, False], plain[baseline, False]
    assert (model.accuracy > other.accuracy, model.near > other.near) == (True, True)
    assert (model.log_loss < other.log_loss, model.error < other.error) == (True, True)


def test_bursts_of_falsehood_cost_the_model_less_than_half_of_what_they_cost_two_sources():
    found = compare([0], World(places=24, days=90, bursts=3.0))
    assert found[Method.MODEL, False].log_loss <= 0.5 * found[Method.TWO_SOURCES, False].log_loss
