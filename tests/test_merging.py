"""The measure of merging: what it counts, and that the project's own merging passes its floors."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout import ROOT
from dateline.picture import Contradiction, Position
from dateline.situation.events import events
from situation.rows import claims


def _module(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "gold" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
    if not hasattr(made, "main" if name == "gate" else "measure"):
        spec.loader.exec_module(made)
    return made


gate = _module("gate")
merging = _module("merging")
SHARED = {"type": "casualties", "place": "Homs", "time": "2024-12-02", "trigger": "killed", "agent": "army"}


def gold(rows: list[dict], judged: frozenset = frozenset()):
    told = tuple(claims(rows, SHARED))
    return merging.Gold(told, {one.id: "toll" for one in told}, {}, judged)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("aabb", (1.0, 1.0, 1.0)),
        ("aaaa", (2 / 3, 0.5, 1.0)),
        ("abcd", (2 / 3, 1.0, 0.5)),
        ("aaab", (0.7059, 0.6667, 0.75)),
    ],
)
def test_bcubed_of_two_pairs(found, expected):
    names = [f"c{number}" for number in range(4)]
    home, true = dict(zip(names, found, strict=True)), dict(zip(names, "xxyy", strict=True))
    assert merging.bcubed(home, true) == pytest.approx(expected, abs=1e-4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1))
def test_bcubed_turns_round_with_its_arguments(pairs):
    home = {str(number): group for number, (group, _) in enumerate(pairs)}
    true = {str(number): event for number, (_, event) in enumerate(pairs)}
    f1, precision, recall = merging.bcubed(home, true)
    assert merging.bcubed(true, home) == pytest.approx((f1, recall, precision))
    assert 0 < f1 <= 1


def test_a_seed_is_found_where_it_contradicts_and_harmless_ones_stay_quiet():
    small = gold([{"quantity": {"value": 9}}])
    for kind in ("toll", "happened", "date", "doer"):
        seeds = merging.planted(small, merging.SEEDS[kind])
        assert len(seeds) == 1
        assert merging.found_seeds(small, kind, seeds) == 1, kind
    for seed in merging.HARMLESS:
        assert merging.alarming(small, merging.planted(small, seed)) == 0


def test_a_seed_that_stands_against_its_claim_alarms():
    small = gold([{"quantity": {"value": 9}}])
    assert merging.alarming(small, merging.planted(small, merging.SEEDS["toll"])) == 1


def test_only_contradictions_judged_real_are_no_false_alarms():
    position = Position("9", ("c1",), ("north",))
    one = Contradiction("toll", "event:c1", (position, Position("30", ("c2",), ("south",))))
    assert merging.false_alarms([one], gold([{}, {}])) == [one]
    assert merging.false_alarms([one], gold([{}, {}], frozenset({("toll", "toll")}))) == []
    assert merging.false_alarms([one], gold([{}, {}], frozenset({("date", "toll")}))) == [one]


def test_the_gold_is_read_as_a_record_would_keep_it():
    known = merging.load(gate.GOLD)
    assert len(known.claims) == len({one.id for one in known.claims}) == 2182
    assert known.labels.keys() <= {one.id for one in known.claims}
    cities = [site for one in known.claims for site in one.place if site.name == "Homs, Homs, Syria"]
    assert {(site.id, site.kind) for site in cities} == {("geonames:169577", "city")}
    provinces = [site for one in known.claims for site in one.place if site.name == "Homs, Syria"]
    assert {site.kind for site in provinces} == {"province"}
    armies = [name for one in known.claims for name in one.agent if name.name == "Hayat Tahrir al-Sham"]
    assert {name.id for name in armies} == {"hayat-tahrir-al-sham"}


def test_every_contradiction_judged_real_is_of_an_event_of_the_gold():
    known = merging.load(gate.GOLD)
    assert {event for _, event in known.judged} <= set(known.labels.values())
    assert {kind for kind, _ in known.judged} <= {"toll", "holder", "date", "doer", "happened"}


def test_gold_that_names_no_events_is_refused(tmp_path, capsys):
    report = {"id": "a", "published": "2024-12-02", "claims": []}
    (tmp_path / "gold-1.jsonl").write_text(json.dumps(report) + "\n", "utf-8")
    arguments = ["--gold", str(tmp_path), "--samples", str(tmp_path)]
    assert gate.main(arguments, merging.measure, tmp_path / "floors.json") == 1
    assert "no claim there names its event" in capsys.readouterr().err


def test_two_events_of_one_gold_event_are_two():
    told = claims([{"time": "2024-12-02"}, {"time": "2024-12-05", "published": "2024-12-05"}], {"place": "Homs"})
    home = {claim: event.id for event in events(told) for claim in event.claims}
    assert merging.bcubed(home, {"c1": "one", "c2": "one"}) == pytest.approx((2 / 3, 1.0, 0.5))


def test_the_projects_merging_passes_its_floors(capsys):
    assert gate.main([], merging.measure, merging.FLOORS) == 0, capsys.readouterr().err
