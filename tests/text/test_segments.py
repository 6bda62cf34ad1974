"""Segments: the table of pages, the caller's title, and what holds for any text."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.schema import SegmentKind
from dateline.text.segments import label, line_kind
from dateline.text.sentences import trim

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "text_segments.toml").read_text("utf-8"))
PAGES = st.lists(st.sampled_from(TABLE["bits"]), max_size=25).map(" ".join)


def shown(text: str, want: str, title: str | None = None) -> list[str]:
    """The segments in the notation of the case table, cut where the case has dots."""
    lines = []
    wanted = want.strip().splitlines()
    for i, segment in enumerate(label(text, title)):
        words = text[segment.start : segment.end]
        pattern = wanted[i].split(": ", 1)[1] if i < len(wanted) and ": " in wanted[i] else ""
        first, dots, last = pattern.partition(" ... ")
        if dots and words.startswith(first) and words.endswith(last):
            words = pattern
        lines.append(f"{segment.kind.value}: {words}")
    return lines


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_labels_what_each_stretch_is_for(case):
    assert shown(case["text"], case["want"]) == case["want"].strip().splitlines()


@given(st.one_of(PAGES, st.text(max_size=200)), st.one_of(st.none(), st.text(max_size=20)))
def test_segments_are_in_order_apart_trimmed_and_leave_no_word_out(text, title):
    segments = label(text, title)
    assert all(before.end <= after.start for before, after in pairwise(segments))
    assert all(trim(text, s.start, s.end) == (s.start, s.end) and s.start < s.end for s in segments)
    inside = {at for s in segments for at in range(s.start, s.end)}
    assert all(at in inside for at, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_of_every_kind_part_headline_and_body(newline):
    text = newline.join(["Army leaves Hama", "", "It went south on Thursday."])
    assert [s.kind for s in label(text)] == [SegmentKind.HEADLINE, SegmentKind.BODY]


def test_a_title_tells_the_headline_of_a_dump():
    text = "May 5 2016 Army quits  hama as fighters near the bridge Convoys went south all day"
    want = (
        "dateline: May 5 2016\nheadline: Army quits  hama\nbody: as fighters near the bridge Convoys went south all day"
    )
    assert shown(text, want, "Army Quits Hama") == want.splitlines()


def test_a_title_tells_the_headline_among_lines():
    text = "Special dispatch\n\nArmy leaves Hama.\n\nIt went south."
    assert [s.kind.value for s in label(text, "Army leaves Hama.")] == ["body", "headline", "body"]


def test_a_title_that_is_not_in_the_text_changes_nothing():
    text = "The army left Hama on Thursday. It went south."
    assert label(text, "Fighters near bridge") == label(text)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: Nour Haddad", "credit"),
        ("© 2024 The Northern Post", "credit"),
        ("AFP", "credit"),
        ("Written by: Jana Haddad", "byline"),
        ("By Reuters staff", "byline"),
        ("Additional reporting by Omar Saleh in Hama", "byline"),
        ("Subscribe to our newsletter", "boilerplate"),
        ("We use cookies to give you the best experience on our site.", "boilerplate"),
        ("Slideshow (3 Images)", "boilerplate"),
        ("Click here to share on Telegram", "boilerplate"),
        ("3 min read", "boilerplate"),
        ("Sunday, 8 December 2024 - 14:30 GMT", "dateline"),
        ("Last updated: 2024-12-08T10:00:00Z", "dateline"),
        ("By Monday the army had left the town", "body"),
        ("Dozens Killed in Raid on Depot in Hama", "body"),
        ("Photographs showed the bridge was gone", "body"),
        ("Correction: Hama has not fallen", "body"),
        ("Corrections: desk@post.example", "boilerplate"),
        ("Share prices fell after the attack on the port.", "body"),
        ("Related groups signed the accord on Sunday.", "body"),
        ("Comments by the general angered the opposition.", "body"),
        ("News of the withdrawal spread at dawn.", "body"),
        ("The war began on 15 March 2011", "body"),
    ],
)
def test_a_line_is_what_it_says(line, kind):
    assert line_kind(line).value == kind
