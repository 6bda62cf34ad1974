"""Sentences: the table of cases, the length limit, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text.sentences import LONGEST, is_wrapped, split, trim

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "text_sentences.toml").read_text("utf-8"))
NEWSY = st.lists(st.sampled_from([*TABLE["bits"], "x" * 700]), max_size=40).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text, 0, len(text))]


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["name"])
def test_splits_as_an_editor_would(case):
    assert sentences(case["text"]) == case["want"].split("|")


@given(st.one_of(NEWSY, st.text(max_size=300)))
def test_sentences_are_apart_trimmed_worded_and_within_bounds(text):
    last = 0
    for start, end in split(text, 0, len(text)):
        assert last <= start < end <= len(text)
        assert trim(text, start, end) == (start, end)
        assert any(map(str.isalnum, text[start:end]))
        assert end - start <= LONGEST
        assert "\n\n" not in text[start:end]
        last = end


@given(NEWSY)
def test_no_letter_or_digit_is_lost(text):
    kept = "".join(sentences(text))
    assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]


@given(NEWSY, NEWSY, NEWSY)
def test_only_the_range_asked_for_is_read(before, text, after):
    found = split(before + text + after, len(before), len(before) + len(text))
    assert all(len(before) <= start < end <= len(before) + len(text) for start, end in found)


@pytest.mark.parametrize(("mark", "left"), [("; ", ";"), (", ", ","), (" ", "a")])
def test_an_endless_sentence_is_cut_at_its_strongest_mark(mark, left):
    text = mark.join(["aaaa"] * 1200)
    found = sentences(text)
    assert len(found) > 2
    assert all(len(part) <= LONGEST and part.endswith(left) for part in found[:-1])


def test_an_endless_word_is_cut_all_the_same():
    assert "".join(sentences("a" * 4000)) == "a" * 4000


def test_lines_wrapped_to_a_width_are_told_from_paragraphs():
    story = "the fighters moved along the river road and then north towards the two bridges of the old town"
    lines, line = [], ""
    for word in story.split() * 4:
        if len(line) + len(word) + 1 > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    assert is_wrapped([*lines, line])
    assert not is_wrapped(["Hama fell.", "Homs held for three more days, officials said.", "Idlib was calm."])


@pytest.mark.parametrize("unit", [" ", '"', ".", ". ", '?"', "A. ", "(", "\n", "\r\n "])
def test_long_monotonous_text_takes_linear_time(unit):
    text = (unit * 100_000)[:100_000]
    assert all(end - start <= LONGEST for start, end in split(text, 0, len(text)))
