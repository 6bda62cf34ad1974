"""JSON lines hold all that was read, in the shape that the documentation promises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from dateline.export import jsonl
from dateline.schema import Mention, MentionKind, Quantity, Reading, Report, Span
from records import SPAN_KEYS, spans_in
from strategies import readings

REPORT_KEYS = {
    "id", "published", "published_from", "published_span", "language", "outlet", "title", "url", "text", "segments",
    "claims", "mentions", "attributions", "findings",
}  # fmt: skip
CLAIM_KEYS = {
    "id", "type", "sentence", "trigger", "agent", "target", "place", "time", "time_span", "time_anchor", "factuality",
    "sources", "quantity", "stance", "confidence",
}  # fmt: skip


@given(readings())
def test_record_round_trips_through_json(reading: Reading):
    record = jsonl.record(reading)
    assert json.loads(jsonl.line(reading)) == json.loads(json.dumps(record)) == record


@given(readings())
def test_line_is_one_line(reading: Reading):
    assert "\n" not in jsonl.line(reading)


@given(readings())
def test_every_span_of_the_record_can_be_checked_against_its_text(reading: Reading):
    record = jsonl.record(reading)
    for span in spans_in(record):
        assert record["text"][span["start"] : span["end"]] == span["text"]


@given(readings())
def test_record_has_the_documented_keys(reading: Reading):
    record = jsonl.record(reading)
    assert record.keys() == REPORT_KEYS
    for claim in record["claims"]:
        assert claim.keys() == CLAIM_KEYS
        for party in claim["agent"] + claim["target"]:
            assert party.keys() == SPAN_KEYS | {"name", "id"}
        for place in claim["place"]:
            assert place.keys() == SPAN_KEYS | {"name", "id", "kind", "lat", "lon", "confidence"}
        for source in claim["sources"]:
            assert source.keys() == SPAN_KEYS | {"name", "id", "cue", "cue_span", "quoted"}
        for cue in claim["stance"]:
            assert cue.keys() == SPAN_KEYS | {"neutral", "favours"}
    for speech in record["attributions"]:
        assert speech.keys() == {"source", "cue", "content", "quoted", "claims"}
    for finding in record["findings"]:
        assert finding.keys() == {"code", "message", "spans"}


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        ({"value": 3500}, {"value": 3500}),
        ({"min": 50}, {"min": 50}),
        ({"min": 20, "max": 30}, {"min": 20, "max": 30}),
        ({"words": "dozens"}, {"words": "dozens"}),
        ({}, {"value": None}),
        ({"value": 0}, {"value": 0}),
    ],
)
def test_quantity_says_only_what_is_known(quantity, expected):
    span = Span(0, 4, "many")
    mention = Mention(span, MentionKind.QUANTITY, quantity=Quantity(span, "people", **quantity))
    record = jsonl.record(Reading(Report("r", "many"), (), (mention,), (), ()))
    assert record["mentions"][0]["quantity"] == {**expected, "unit": "people", "text": "many", "start": 0, "end": 4}


def test_nothing_known_is_null_rather_than_missing():
    record = jsonl.record(Reading(Report("r", "Nothing happened."), (), (), (), ()))
    assert [record[key] for key in ("published", "published_span", "language", "outlet", "title", "url")] == [None] * 6
    assert record["claims"] == record["mentions"] == record["attributions"] == record["findings"] == []
