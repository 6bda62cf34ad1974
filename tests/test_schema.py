"""The nouns: what a span promises, and that no value changes once it is made."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import schema
from dateline.schema import Report, Segment, SegmentKind, Span
from strategies import reports, spans, texts

NOUNS = [value for value in vars(schema).values() if isinstance(value, type) and dataclasses.is_dataclass(value)]


@given(texts().flatmap(lambda text: st.tuples(st.just(text), spans(text))))
def test_report_makes_spans_that_hold_their_words(pair):
    text, span = pair
    made = Report("r", text).span(span.start, span.end)
    assert made == span
    assert text[made.start : made.end] == made.text


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99), (90, 99), (0, 0)])
def test_report_refuses_a_span_outside_its_text(start, end):
    with pytest.raises(ValueError, match="no span"):
        Report("r", "Homs fell.").span(start, end)


@pytest.mark.parametrize(("start", "end", "text"), [(0, 3, "Homs"), (0, 4, ""), (5, 4, "x"), (-4, 0, "Homs")])
def test_span_refuses_words_that_do_not_fit_its_range(start, end, text):
    with pytest.raises(ValueError, match="no span"):
        Span(start, end, text)


def test_spans_are_ordered_and_equal_by_their_range():
    assert Span(0, 1, "a") == Span(0, 1, "b")
    assert sorted([Span(3, 4, "a"), Span(0, 9, "b" * 9), Span(0, 1, "c")])[0] == Span(0, 1, "c")


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [((2, 5), True, True), ((0, 2), False, False), ((1, 3), True, False), ((3, 4), True, True), ((5, 6), False, False)],
)
def test_ranges_are_half_open(other, overlaps, contains):
    span = Span(2, 5, "xyz")
    start, end = other
    assert span.overlaps(Span(start, end, "." * (end - start))) is overlaps
    assert span.overlaps(Segment(SegmentKind.BODY, start, end)) is overlaps
    assert span.contains(Span(start, end, "." * (end - start))) is contains


@given(reports())
def test_day_is_the_published_date_without_the_hour(report: Report):
    assert report.day == (datetime.date(2024, 12, 8) if report.published else None)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_nouns_are_frozen_and_slotted(noun):
    assert noun.__dataclass_params__.frozen
    assert hasattr(noun, "__slots__")
    assert noun.__doc__


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024-12-08", "2024-12-08", "2024-12-08"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2011", "2011-01-01", "2011-12-31"),
        ("2024-11-27/2024-12", "2024-11-27", "2024-12-31"),
    ],
)
def test_an_interval_has_a_first_and_a_last_day(iso, first, last):
    assert schema.days(iso) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


def test_an_interval_that_no_calendar_has_gives_none():
    assert schema.days("-0044") is schema.days("2024-13") is schema.days("9999-12") is None
