"""The baselines: which word counts from which day, and Dawid and Skene against sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from telling import all_told, day

from dateline.situation.baselines import Method, estimate
from dateline.situation.control import Options, control

TOLD = """
0 n1 hold b
1 n2 hold b
6 n1 takeover a<b =5
8 n2 takeover a<b =5
9 n3 takeover b<a =3
12 n1 withdrawal a
13 n2 withdrawal a
"""
HELD = {
    Method.LAST_CLAIM: {0: "b", 2: "b", 3: "b", 5: "a", 9: "a", 12: "vacated"},
    Method.TWO_SOURCES: {0: "unknown", 1: "b", 4: "b", 5: "a", 12: "a", 13: "vacated"},
    Method.DAWID_SKENE: {1: "b", 4: "b"},
}
THEN = {
    Method.LAST_CLAIM: {0: "b", 5: "b", 6: "a", 9: "a", 12: "vacated"},
    Method.TWO_SOURCES: {0: "unknown", 1: "b", 7: "b", 8: "a", 12: "a", 13: "vacated"},
    Method.DAWID_SKENE: {1: "b", 5: "b"},
}


@pytest.mark.parametrize("method", HELD)
@pytest.mark.parametrize("then", [False, True])
def test_a_word_counts_from_its_own_day_or_from_its_publication(method, then):
    found = control(all_told(TOLD), options=Options(method=method))
    for number, expected in (THEN if then else HELD)[method].items():
        assert (number, found.on(day(number), then=then)[0].holder) == (number, expected)


def test_the_rest_of_the_probability_is_shared_by_the_other_candidates():
    found = control(all_told("0 n1 hold b\n0 n1 takeover a<b"), options=Options(method=Method.LAST_CLAIM))
    chances = dict(found.on(day(0))[0].posterior)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-6)
    assert len({round(chance, 6) for chance in chances.values()}) == 2


@pytest.mark.parametrize(
    "line", ["6 a takeover.possible a<b", "6 n1 takeover.future a<b", "6 n1 clash a<b", "6 n1 takeover.negated a<b"]
)
def test_no_baseline_hears_what_is_not_said_outright(line):
    for method in HELD:
        found = control(all_told("0 n1 hold b\n1 n2 hold b\n" + line), options=Options(method=method))
        assert found.on(day(6))[0].holder == "b"


def votes(table: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The votes of rows of labels, a column a voice; `.` for none."""
    cells = [(at, voice, int(one)) for at, row in enumerate(table) for voice, one in enumerate(row) if one != "."]
    return tuple(np.array(column) for column in zip(*cells, strict=True))


@pytest.mark.parametrize(
    ("table", "likely"),
    [
        (["000", "111", "000", "111"], [0, 1, 0, 1]),
        (["001", "110", "001", "110", "000", "111"], [0, 1, 0, 1, 0, 1]),
        # The third voice always says the opposite of the other two, so where it speaks alone it is turned round.
        (["001", "110", "001", "110", "001", "110", "..1", "..0"], [0, 1, 0, 1, 0, 1, 0, 1]),
        # The third voice says 0 whatever is so: its 0 tells nothing, the first one's 1 does.
        (["000", "110", "000", "110", "000", "110", "1.0"], [0, 1, 0, 1, 0, 1, 1]),
    ],
)
def test_voices_are_read_by_how_they_err(table, likely):
    assert estimate(*votes(table), 2).argmax(axis=1).tolist() == likely


def test_one_round_by_hand(monkeypatch):
    """Two items and two voices that agree: the first shares are 3/4, and all else follows from them."""
    from dateline.situation import baselines

    numbers = {"baseline": {"rounds": 1.0, "smoothing": 1.0}}
    monkeypatch.setattr(baselines, "knowledge", type("K", (), {"numbers": numbers}))
    truth = estimate(*votes(["00", "11"]), 2)
    # Begun at (1 + 2) / 4 for the voted label; confusion rows are (1 + 3/4, 1 + 1/4) / 3 = 7/12, 5/12.
    expected = (7 / 12) ** 2 / ((7 / 12) ** 2 + (5 / 12) ** 2)
    assert truth[0, 0] == pytest.approx(expected)
    assert truth[1, 1] == pytest.approx(expected)
