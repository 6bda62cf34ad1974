"""Probabilities, days and names in words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import ontology
from dateline.sitrep import wording
from sitrep.pictures import BASE, NAMES, RASTAN

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "sitrep.toml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES["term"], ids=lambda case: case["told"])
def test_terms(case: dict[str, Any]) -> None:
    assert wording.term(case["chance"]) == case["told"]


@pytest.mark.parametrize("case", CASES["days"], ids=lambda case: case["told"])
def test_days(case: dict[str, Any]) -> None:
    assert wording.days(case["since"], case["on"]) == case["told"]


@pytest.mark.parametrize("case", CASES["figure"], ids=lambda case: case["told"])
def test_figures(case: dict[str, Any]) -> None:
    assert wording.figure(case["low"], case.get("high")) == case["told"]


@pytest.mark.parametrize("case", CASES["plural"], ids=lambda case: case["name"])
def test_plurals(case: dict[str, Any]) -> None:
    assert wording.is_plural(case["name"]) is case["plural"]


@pytest.mark.parametrize("case", CASES["quoted"], ids=lambda case: case["name"])
def test_words_of_reports_are_quoted(case: dict[str, Any]) -> None:
    key = case["name"].casefold()
    assert (wording.Namer({key: case["name"]}, {}).key(key) != case["name"]) is case["quoted"]


def test_names_are_full_once() -> None:
    namer = wording.Namer({"north": "Northern Army"}, NAMES)
    assert [namer.key("north"), namer.key("north")] == ["Northern Army (NA)", "NA"]
    assert [namer.place(RASTAN), namer.place(RASTAN)] == ["Rastan (Homs)", "Rastan"]
    assert (wording.preposition(RASTAN), wording.preposition(BASE)) == ("in", "at")


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_scale_rises_and_is_bounded(one: float, other: float) -> None:
    terms = [row["term"] for row in wording.table("scale")["terms"]]
    low, high = sorted((wording.capped(one), wording.capped(other)))
    assert terms.index(wording.term(low)) <= terms.index(wording.term(high))
    assert 0 < low <= high < 1


def test_no_loaded_word_in_our_own_voice() -> None:
    told = wording.table("told")
    forms = [form for row in told.values() for form in row.values()]
    forms += [row[key] for row in wording.table("section") for key in ("title", "none")]
    forms += [
        *wording.table("control").values(),
        *wording.table("contradiction").values(),
        *wording.table("gaps").values(),
    ]
    assert [form for form in forms if wording.is_loaded(form)] == []


def test_every_type_has_its_words_and_all_but_control_a_section() -> None:
    types = set(ontology.types())
    assert set(wording.table("told")) == types
    assert all("none" in row and "act" in row for row in wording.table("told").values())
    placed = [name for row in wording.table("section") for name in row["types"]]
    assert sorted(placed) == sorted(types - {"takeover", "hold"})
