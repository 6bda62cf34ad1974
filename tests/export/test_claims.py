"""Recorded claims in the formats of other programs, read back by those programs' own readers."""

from __future__ import annotations

import csv
import datetime
import io
import json

import openpyxl
import pyogrio
import pytest
from hypothesis import given, settings

from dateline import reading
from dateline.coding.files import COLUMNS
from dateline.export import annotations, claims_table, geojson, jsonl, xlsx
from dateline.export import claims as export
from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.record import recorded
from dateline.schema import EventType, Factuality, Reading
from strategies import readings

DAY = datetime.date(2024, 12, 8)
HOMS = Site("Homs, Homs, Syria", "geonames:169577", "city", 34.73, 36.71)
TEXT = "Ḥayat rebels 🔥 captured Homs on Sunday and killed 12 soldiers, the army said."


def claim(**known: object) -> RecordedClaim:
    plain = {"id": "c1", "report": "r1", "outlet": "Wire", "published": DAY, "type": EventType("takeover")}
    return RecordedClaim(**{**plain, "factuality": Factuality.ACTUAL, **known})


@given(readings())
@settings(max_examples=30)
def test_a_row_and_a_line_a_claim(read: Reading):
    claims = [one for one, _ in recorded(read)]
    rows = list(csv.DictReader(io.StringIO(export.header() + "".join(map(export.row, claims)), newline="")))
    assert [len(row) for row in rows] == [len(COLUMNS)] * len(claims)
    assert [json.loads(export.line(one))["id"] for one in claims] == [one.id for one in claims]


def test_numbers_are_written_as_people_write_them():
    row = dict(zip(COLUMNS, export.cells(claim(quantity=Count("people", 12.0, max=1.5))), strict=True))
    assert (row["value"], row["min"], row["max"], row["unit"]) == (12, "", 1.5, "people")


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (Count("people", 3500.0), "3500"),
        (Count("people", 1234567.0), "1234567"),
        (Count("people", 1.5), "1.5"),
        (Count("people", min=50), "≥50"),
        (Count("people", max=30), "≤30"),
        (Count("people", min=20, max=30), "20–30"),
        (Count("people", words="dozens"), "dozens"),
        (Count("people"), ""),
    ],
)
def test_amount_is_written_as_people_write_it(count, written):
    assert claims_table.amount(count) == written


def test_a_workbook_holds_every_claim_and_no_formula(tmp_path):
    odd = claim(id="c2", outlet="=1+1", published=None, agent=(Name("@x\x00"),), sentence="a" * 40_000)
    xlsx.write([claim(place=(HOMS,), quantity=Count("people", 12)), odd], tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["claims"]
    head, first, second = ([cell.value for cell in row] for row in sheet.rows)
    assert tuple(head) == COLUMNS
    found, strange = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))
    assert (found["id"], found["published"].date(), found["lat"], found["value"]) == ("c1", DAY, 34.73, 12)
    assert found["target"] is None
    assert (strange["outlet"], strange["agent"], len(strange["sentence"])) == ("=1+1", "@x\ufffd", 32_767)
    assert {cell.data_type for cell in sheet[3]} <= {"s", "n"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:Z3")


def test_a_workbook_of_nothing_is_a_heading(tmp_path):
    xlsx.write([], tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["claims"].max_row == 1


def test_a_map_program_reads_a_point_for_each_place(tmp_path):
    nowhere = claim(id="c2", place=(Site("the village"),))
    path = tmp_path / "out.geojson"
    both = claim(place=(HOMS, Site("Hama", lat=35.1, lon=36.8)), agent=(Name("HTS", "hts"),))
    path.write_text("".join(geojson.write([both, nowhere, claim(id="c3")])), "utf-8")
    meta, _, shapes, values = pyogrio.raw.read(path)
    assert (meta["crs"], len(shapes)) == ("EPSG:4326", 4)
    rows = dict(zip(meta["fields"], values, strict=True))
    assert list(rows["id"]) == ["c1", "c1", "c2", "c3"]
    assert list(rows["place"]) == ["Homs, Homs, Syria", "Hama", "the village", ""]
    assert [shape is not None for shape in shapes] == [True, True, False, False]
    features = json.loads(path.read_text("utf-8"))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [36.71, 34.73]}
    assert features[0]["properties"]["agent_id"] == "hts"


def test_a_map_of_nothing_is_an_empty_collection():
    assert json.loads("".join(geojson.write([]))) == {"type": "FeatureCollection", "features": []}


def page(read: Reading) -> dict:
    record = jsonl.record(read)
    return json.loads("".join(annotations.write([record], {one["id"] for one in record["claims"]})))


@given(readings())
@settings(max_examples=30)
def test_every_annotation_points_to_its_words(read: Reading):
    """It has what https://www.w3.org/TR/annotation-model/ asks for, and its selectors agree with the text."""
    made = page(read)
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    for item in made["items"]:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:dateline:claim:")
        assert item["motivation"] in ("classifying", "identifying")
        assert all(body["type"] in ("TextualBody", "SpecificResource") for body in item["body"])
        assert item["target"]["source"] == (read.report.url or f"urn:dateline:report:{read.report.id}")
        position, quote = item["target"]["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        start, end, text = position["start"], position["end"], read.report.text
        assert text[start:end] == quote["exact"] != ""
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
    assert len(made["items"]) >= 2 * len(read.claims)


def test_an_annotation_says_what_its_words_are():
    by_rules = reading.extractor("rules")
    items = page(reading.read(TEXT, published="2024-12-08", extractor=by_rules))["items"]
    known = {item["target"]["selector"][1]["exact"]: item for item in items}
    assert {body.get("source") for body in known["Homs"]["body"]} == {None, "https://sws.geonames.org/169577/"}
    said = [body.get("value") for body in known["captured"]["body"]]
    assert said == ["takeover", "trigger", "actual"]
    assert "2024-12-08" in [body.get("value") for body in known["Sunday"]["body"]]


def test_only_the_claims_asked_for_are_annotated():
    record = jsonl.record(reading.read(TEXT, published="2024-12-08"))
    (wanted, *others) = [one["id"] for one in record["claims"]]
    ids = {item["id"].split(":")[3] for item in annotations.of_reading(record, {wanted})}
    assert (ids, bool(others)) == ({wanted}, True)
