"""How a place is shown: what makes it held, probably held, only claimed, besieged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telling import all_told

from dateline.situation.control import control
from dateline.situation.status import Status, meanings, stretches

SIEGE = replace(all_told("12 n1 advance b<a =12")[0], id="siege", trigger="besieged")


def shown(claims, sides=None):
    """The place's statuses by day from the first claim on, each with its holder."""
    found = control(claims)
    out = {}
    for one in stretches(found, found.states(), claims, sides or {}):
        out.update(dict.fromkeys(range(one.first, one.last + 1), (one.holder, one.status)))
    return out, found


def last(claims, sides=None):
    told, found = shown(claims, sides)
    return told[len(found.held) - 1]


def test_every_status_has_a_meaning():
    assert list(meanings()) == list(Status)


@pytest.mark.parametrize(
    ("lines", "holder", "status"),
    [
        ("10 n1 takeover a =10\n10 n2 takeover a =10\n11 n3 hold a", "a", Status.HELD),
        ("10 a takeover a =10", "a", Status.CLAIMED),
        ("10 n1 withdrawal a =10\n10 n2 withdrawal a =10\n10 n3 withdrawal a =10", "vacated", Status.VACATED),
        (
            "10 n1 hold a\n11 n1 hold a\n12 n1 clash a<b =12\n12 n2 clash a<b =12\n"
            "13 n1 clash a<b =13\n13 n2 clash b<a =13",
            "contested",
            Status.CONTESTED,
        ),
    ],
)
def test_what_is_told_decides_how_a_place_is_shown(lines, holder, status):
    assert last(all_told(lines)) == (holder, status)


def test_what_its_own_side_says_leaves_a_place_claimed():
    claims = all_told("10 wing takeover a =10\n11 wing hold a")
    assert last(claims)[1] is not Status.CLAIMED
    assert last(claims, {"wing": "a"}) == ("a", Status.CLAIMED)


def test_a_siege_is_shown_for_some_days_and_by_others_only():
    held = all_told(
        "10 n1 takeover a =10\n10 n2 takeover a =10\n11 n3 hold a\n11 n2 hold a\n12 n3 hold a\n18 n1 hold a"
    )
    told, found = shown([*held, SIEGE])
    first = (SIEGE.published - found.first_day).days
    assert [told[day] for day in range(first, first + 3)] == [("a", Status.BESIEGED)] * 3
    assert told[first + 3][1] is not Status.BESIEGED
    own, _ = shown([*held, replace(SIEGE, agent=held[0].agent)])
    assert Status.BESIEGED not in {status for _, status in own.values()}


def test_stretches_cover_every_day_once():
    claims = all_told("3 n1 takeover a =3\n9 n2 takeover b<a =9\n9 n1 takeover b<a =9")
    found = control(claims)
    days = [day for one in stretches(found, found.states(), claims, {}) for day in range(one.first, one.last + 1)]
    assert days == list(range(len(found.held)))
