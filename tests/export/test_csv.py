"""CSV holds a claim a row and does no harm in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from dateline.export import csv as export
from dateline.schema import Claim, EventType, Factuality, Party, Quantity, Reading, Report, Span
from strategies import readings

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMERIC = {"lat", "lon", "start", "end", "confidence"}


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export.header() + text, newline="")))


def claim(text: str, *names: str) -> Claim:
    whole = Span(0, len(text), text)
    agents = tuple(Party(whole, name) for name in names)
    return Claim(
        "c1", EventType("takeover"), whole, whole, Factuality.ACTUAL, agents, (), (), None, None, (), None, (), 0.5
    )  # fmt: skip


@given(readings())
def test_a_row_a_claim_with_every_column(reading: Reading):
    rows = parsed(export.rows(reading))
    assert [row["claim"] for row in rows] == [one.id for one in reading.claims]
    assert all(row.keys() == set(export.COLUMNS) and None not in row.values() for row in rows)
    assert [int(row["start"]) for row in rows] == [one.trigger.start for one in reading.claims]


@given(readings())
def test_no_cell_starts_a_formula(reading: Reading):
    for row in parsed(export.rows(reading)):
        for column, cell in row.items():
            assert column in NUMERIC or not cell.startswith(FORMULA_STARTS)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-2", "@SUM(1)", "\t=1"])
def test_formula_in_a_name_is_quoted(name):
    text = "Rebels took Hama."
    (row,) = parsed(export.rows(Reading(Report("r", text), (claim(text, name),), (), (), ())))
    assert row["agent"] == "'" + name


def test_several_names_stand_in_one_cell():
    text = "Rebels took Hama."
    (row,) = parsed(export.rows(Reading(Report("r", text), (claim(text, "Army", "Police, local"),), (), (), ())))
    assert row["agent"] == "Army; Police, local"


def test_reading_without_claims_has_no_rows():
    assert export.rows(Reading(Report("r", "Quiet."), (), (), (), ())) == ""


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ({"value": 3500}, "3500"),
        ({"value": 1.5}, "1.5"),
        ({"min": 50}, "≥50"),
        ({"max": 30}, "≤30"),
        ({"min": 20, "max": 30}, "20–30"),
        ({"words": "dozens"}, "dozens"),
        ({}, ""),
    ],
)
def test_amount_is_written_as_people_write_it(known, written):
    assert export.amount(Quantity(Span(0, 1, "x"), "people", **known)) == written
