"""What follows from a record: the same whatever the order, and as people judged."""

from __future__ import annotations

import datetime
import json
import random

import pytest

from dateline.derive import keys, names
from dateline.ground.names import registry
from dateline.picture import Verdict
from dateline.record import Record
from dateline.situation.baselines import Method
from dateline.text import inputs, load

TEXTS = {
    "a": ("Rebels led by Hayat Tahrir al-Sham captured Homs from the Syrian army on Saturday.", "Wire", "2024-12-08"),
    "b": ("Hayat Tahrir al-Sham seized Homs, the Syrian army said.", "Post", "2024-12-08"),
    "c": ("The Syrian army still held the city of Homs on Thursday.", "State", "2024-12-05"),
    "d": ("An air strike killed 12 people in Idlib on Friday.", "Wire", "2024-12-07"),
}
HOMS = "geonames:169577"


@pytest.fixture
def record(tmp_path):
    with Record(tmp_path / "record.db", create=True) as kept:
        for name, (text, outlet, published) in TEXTS.items():
            kept.add(load.report(text, id=name, outlet=outlet, published=published))
        kept.rebuild()
        yield kept


def day(number: int) -> datetime.date:
    return datetime.date(2024, 12, number)


def holder(states) -> str:
    (state,) = states
    return state.holder


def test_a_faction_holds_for_its_coalition(record):
    assert holder(record.control(place=HOMS, on=day(8))) == "military-operations-command"
    assert {state.place.key for state in record.control()} >= {HOMS}


def test_what_was_known_then_differs_from_what_is_known_now(record):
    assert holder(record.control(place=HOMS, on=day(8), known_by=day(6))) == "syria-government"


def test_a_source_can_be_left_out(record):
    (state,) = record.control(place=HOMS, on=day(8))
    (without,) = record.control(place=HOMS, on=day(8), without=["Wire", "Post"])
    assert without.holder == "syria-government"
    assert state.holder != without.holder
    assert record.speaks("Post")
    assert not record.speaks("Nobody Daily")


def test_every_state_has_its_evidence_and_a_baseline_has_none(record):
    (state,) = record.control(place=HOMS, on=day(8))
    assert state.evidence
    assert any(one.ratio > 0 for one in state.evidence)
    (last,) = record.control(place=HOMS, on=day(8), method=Method.LAST_CLAIM)
    assert (last.holder, last.evidence) == ("military-operations-command", ())


def test_a_rejected_claim_counts_for_nothing_and_a_split_parts(record):
    event = next(one for one in record.events() if len(one.claims) > 1)
    record.judge(Verdict.SPLIT, event.claims[:2], by="me")
    record.rebuild()
    assert not any(set(event.claims[:2]) <= set(one.claims) for one in record.events())
    for claim in record.claims():
        if claim.outlet in ("Wire", "Post"):
            record.judge(Verdict.REJECT, [claim.id], by="me")
    record.refresh()
    assert holder(record.control(place=HOMS, on=day(8))) == "syria-government"


def test_names_are_those_that_people_write(record):
    written = names(record.claims(), registry())
    assert written["syria-government"] == "Syrian government"
    assert written["wire"] == "Wire"
    assert keys(["HTS"], registry()) >= {"hts", "hayat-tahrir-al-sham"}


def test_the_samples_in_any_order_give_the_same_picture(samples, tmp_path):
    reports = [
        report
        for path in sorted(samples.glob("reports-*.jsonl"))
        for report in inputs.inputs([str(path)], unique=False)
        if "2024-12-0" in json.dumps(report.published)
    ][::6]
    found = []
    shuffled = random.Random(1).sample(reports, len(reports))  # noqa: S311
    for at, order in enumerate((reports, shuffled)):
        with Record(tmp_path / f"{at}.db", create=True) as record:
            for report in order:
                record.add(report)
            made = record.rebuild()
            found.append(made)
            assert (record.events(), record.contradictions()) == (
                tuple(sorted(made.events, key=lambda one: (one.first_day is None, one.first_day or day(1), one.id))),
                made.contradictions,
            )
    assert found[0] == found[1]
    assert found[0].control
    assert any(len(event.claims) > 1 for event in found[0].events)
