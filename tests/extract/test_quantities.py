"""Counts are read with their bounds and units; lengths, ages, prices, dates and numbered names are not counts."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.quantities import spot
from dateline.schema import MentionKind, Quantity, Report, Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities.toml").read_text("utf-8"))


def read(text: str) -> list[Quantity]:
    found = spot(Report("r", text, sentences=(Span(0, len(text), text),)))
    assert all(mention.kind is MentionKind.QUANTITY for mention in found)
    return [mention.quantity for mention in found if mention.quantity is not None]


@pytest.mark.parametrize("case", CASES["counts"], ids=lambda case: case[1])
def test_count_is_read_with_bounds_and_unit(case: list) -> None:
    sentence, words, *expected = case
    (found,) = read(sentence)
    assert found.span.text == words
    given = [found.unit, *(-1 if n is None else n for n in (found.value, found.min, found.max)), found.words or ""]
    assert given == expected


@pytest.mark.parametrize("sentence", CASES["silent"])
def test_other_numbers_count_nothing(sentence: str) -> None:
    assert read(sentence) == []


def test_each_count_of_a_sentence_is_read() -> None:
    found = read("More than 50 troops were executed, 19 more were killed and at least 16 others had died.")
    assert [(one.min, one.value, one.unit) for one in found] == [
        (50, None, "troops"),
        (None, 19, ""),
        (16, None, "others"),
    ]


def test_whole_numbers_are_integers() -> None:
    (found,) = read("1.5 million people fled.")
    assert isinstance(found.value, int)


def test_a_count_does_not_reach_into_the_next_sentence() -> None:
    text = "The raid killed 12\npeople fled"
    report = Report("r", text, sentences=(Span(0, 18, text[:18]), Span(19, 30, text[19:30])))
    assert [mention.span.text for mention in spot(report)] == ["12"]


ODD = ["٣", "9" * 400, "half a", "1,111,", "-", "²", "—"]
WORDS = [word for case in CASES["counts"] for word in case[0].split()] + ODD


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=200))
def test_spans_are_exact_in_any_text(text: str) -> None:
    if not text:
        return
    found = read(text)
    for one in found:
        assert text[one.span.start : one.span.end] == one.span.text
        assert one.min is None or one.max is None or one.min < one.max
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start
