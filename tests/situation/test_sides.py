"""For whom parties count, and whom descriptions stand for."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace

import pytest
from hypothesis import given

from dateline.ground.names import registry
from dateline.picture import Name
from dateline.situation.sides import births, sided, sides
from situation.rows import claims, many

DAY = datetime.date(2024, 12, 2)
TAKEOVER = {"type": "takeover", "place": "Homs", "report": "r"}


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        ("syria-tiger-forces", "syria-government"),
        ("bashar-al-assad", "syria-government"),
        ("hayat-tahrir-al-sham", "military-operations-command"),
        ("ypj", "syrian-democratic-forces"),
        ("syria-defence-ministry", "syria-government"),
        ("state:SY", "state:SY"),
    ],
)
def test_an_actor_counts_for_the_topmost_body_it_belongs_to(actor, side):
    assert sides(registry(), [DAY])[actor] == side


def test_a_body_that_did_not_exist_yet_is_passed_over():
    assert sides(registry(), [datetime.date(2019, 5, 1)])["hayat-tahrir-al-sham"] == "hayat-tahrir-al-sham"


def read(rows):
    return sided(claims(rows, TAKEOVER), registry(), sides(registry(), [DAY]))


@pytest.mark.parametrize(
    ("row", "agent"),
    [
        ({"agent": "rebels"}, ["military-operations-command"]),
        ({"agent": "the insurgents", "report": "other"}, ["military-operations-command"]),
        ({"agent": "army"}, ["syria-government"]),
        ({"agent": "men", "sources": "sdf"}, ["syrian-democratic-forces"]),
        ({"agent": "men"}, ["military-operations-command"]),
        ({"agent": ""}, ["military-operations-command"]),
        ({"agent": "", "report": "other", "sources": "sdf"}, ["syrian-democratic-forces"]),
        ({"agent": "", "report": "other"}, []),
        ({"agent": "residents"}, []),
        ({"agent": "Suwayda factions"}, ["suwayda factions"]),
        ({"agent": "Brigade", "report": "other"}, []),
        ({"agent": "our special forces", "sources": "government"}, ["syria-government"]),
    ],
)
def test_descriptions_stand_for_whom_the_reports_name(row, agent):
    found = read([{"agent": "hts", "target": "army"}, row])[1]
    assert [party.key for party in found.agent] == agent


def test_one_naming_in_a_report_does_not_make_all_its_rebels_the_same():
    known = [{"agent": "hts", "report": f"r{number}", "place": "Homs"} for number in range(6)]
    told = [{"agent": "sna", "place": "Manbij"}, {"agent": "insurgents", "place": "Talbiseh"}]
    assert [party.key for party in read([*known, *told])[-1].agent] == ["military-operations-command"]


def test_a_body_is_born_with_the_first_that_counts_for_it():
    counts = sides(registry(), [DAY])
    born = births(registry(), counts)
    assert born["southern-operations-room"] == datetime.date(2024, 12, 6)
    assert born["syria-government-transitional"] == datetime.date(2024, 12, 8)
    assert "military-operations-command" not in born
    assert "syria-government" not in born


def test_the_rebels_of_a_claim_are_not_those_they_fight():
    found = read([{"agent": "hts"}, {"agent": "hts", "target": "rebels"}])[1]
    assert [party.name for party in found.target if party.id] == []


@given(many())
def test_the_order_of_claims_is_of_no_account(told):
    counts = sides(registry(), [DAY])
    shuffled = random.Random(0).sample(told, len(told))  # noqa: S311
    assert set(sided(told, registry(), counts)) == set(sided(shuffled, registry(), counts))


@given(many())
def test_nothing_but_doers_and_undergoers_changes(told):
    found = sided(told, registry(), sides(registry(), [DAY]))
    assert [replace(one, agent=(), target=()) for one in found] == [replace(one, agent=(), target=()) for one in told]
    assert all(isinstance(party, Name) for one in found for party in one.agent)
