"""Reports from text: what is filled in, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, OptionError
from dateline.schema import SegmentKind
from dateline.text.load import from_bytes, report

PAGE = "Army leaves Hama\r\n\r\n(Nour Haddad/AFP)\r\n\r\nThe army left on Thursday. It went south.\r\n\r\nShare this"


def test_a_report_is_filled_and_its_text_kept():
    made = report(PAGE, id="x", outlet="Post", title="Army leaves Hama", url="https://post.example/1")
    assert made.text == PAGE
    assert (made.id, made.outlet, made.title, made.url) == ("x", "Post", "Army leaves Hama", "https://post.example/1")
    assert made.language == "en"
    assert [s.text for s in made.sentences] == ["Army leaves Hama", "The army left on Thursday.", "It went south."]


def test_an_id_is_derived_from_the_text_and_stays_the_same():
    assert report(PAGE).id == report(PAGE, outlet="Post").id != report(PAGE + ".").id


def test_bytes_and_text_give_the_same_report():
    assert from_bytes(PAGE.encode(), source="a.txt") == report(PAGE)


@given(st.text(min_size=1, max_size=400))
def test_any_text_gives_spans_that_stand_in_it(text):
    if not text.strip():
        with pytest.raises(InputError, match="empty"):
            report(text)
        return
    made = report(text)
    assert all(text[s.start : s.end] == s.text for s in made.sentences)
    story = [s for s in made.segments if s.kind in {SegmentKind.HEADLINE, SegmentKind.BODY}]
    assert all(any(part.start <= s.start and s.end <= part.end for part in story) for s in made.sentences)


def test_half_a_surrogate_pair_is_an_input_error():
    with pytest.raises(InputError, match="surrogate"):
        report("The army \ud800 left", id="x")


@pytest.mark.parametrize("published", ["yesterday", "2024-13-01", "08.12.2024"])
def test_a_date_that_is_none_is_an_option_error(published):
    with pytest.raises(OptionError, match="published"):
        report("The army left.", published=published)


@pytest.mark.parametrize("unit", ["A ", "By A ", "(AFP ", "1 May 2011 ", "Tags A ", "HAMA (", "“", "a.\n", "1.", "-"])
def test_long_monotonous_text_takes_linear_time(unit):
    text = (unit * 50_000)[:50_000]
    assert report("x" + text).text == "x" + text
