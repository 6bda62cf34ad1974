"""A name in a table is grounded where it can be only one thing, and else left open."""

from __future__ import annotations

import datetime

import pytest

from dateline.ground import coded
from dateline.ground.names import registry
from dateline.reading import gazetteer


@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("Morek", {}, "Morek, Hama, Syria"),
        ("HOMS, syria", {}, "Homs, Homs, Syria"),
        ("Homs", {"kind": "province"}, "Homs, Syria"),
        ("Homs", {}, "Homs, Homs, Syria"),
        ("Tripoli", {}, None),
        ("Tripoli, Lebanon", {}, "Tripoli, North, Lebanon"),
        ("Tripoli", {"at": (34.43, 35.85)}, "Tripoli, North, Lebanon"),
        ("Homs", {"at": (50.0, 10.0)}, None),
        ("Homs, France", {}, None),
        ("the village", {}, None),
        ("", {}, None),
        (",", {}, None),
    ],
)
def test_place(name, more, expected):
    found = coded.place(name, gazetteer(), **more)
    assert (found and found.name) == expected


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("HTS", None, "hayat-tahrir-al-sham"),
        ("hayat tahrir al-sham", "2024-12-08", "hayat-tahrir-al-sham"),
        ("Syrian army", "2024-12-01", "syria-forces"),
        ("Syrian army", None, None),
        ("SNA", None, None),
        ("rebels", None, None),
        ("", None, None),
    ],
)
def test_actor(name, day, expected):
    found = coded.actor(name, registry(), day=day and datetime.date.fromisoformat(day))
    assert (found and found.id) == expected
