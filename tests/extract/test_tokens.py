"""Words of a sentence and their classes, where they stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sentences import bare_tokens, mentions_of, table

from dateline.extract.tokens import QUOTES, Tag, Token, headline_case, tokenize, words
from dateline.schema import Mention, MentionKind, Span
from strategies import texts

CASES = table("extract_tokens.toml")


def found(text: str, word: str) -> Token:
    """The token of `text` that is written `word`, as read with everything that the text names."""
    return next(token for token in bare_tokens(text, mentions_of(text)) if token.text == word)


@pytest.mark.parametrize(("text", "parts"), CASES["splits"])
def test_words_end_where_a_reader_ends_them(text, parts):
    assert [token.text for token in bare_tokens(text)] == parts


@pytest.mark.parametrize(("text", "word", "tag"), CASES["classes"])
def test_the_class_of_a_word_depends_on_its_neighbours(text, word, tag):
    assert found(text, word).tag is Tag[tag]


@pytest.mark.parametrize(("text", "word", "lemma", "form"), CASES["forms"])
def test_a_verb_has_its_lemma_and_the_form_it_has_there(text, word, lemma, form):
    token = found(text, word)
    assert (token.tag, token.lemma, token.form) == (Tag.VERB, lemma, form)


@pytest.mark.parametrize(("text", "word"), CASES["headlines"])
def test_verbs_are_seen_in_headlines_and_capitals(text, word):
    tokens = bare_tokens(text, mentions_of(text))
    assert [token.text for token in tokens if token.text == word and token.tag is Tag.VERB] == [word]


@pytest.mark.parametrize(("text", "parts"), CASES["scare_quotes"])
def test_scare_quotes_are_no_tokens(text, parts):
    assert [token.text for token in bare_tokens(text)] == parts


def test_marks_of_a_full_quotation_stay():
    tokens = bare_tokens("“The army left the town last night and will not return,” he said.")
    assert [token.text for token in tokens if token.tag is Tag.QUOTE] == ["“", "”"]


def test_a_time_expression_is_no_noun_but_an_age_of_an_offensive_is():
    assert found("The army left on Sunday.", "Sunday").tag is Tag.TIME
    assert found("The army began an 11-day offensive.", "11-day").tag is not Tag.TIME


def test_a_place_name_may_look_like_any_word():
    text = "Rebels entered Light."
    span = Span(15, 20, "Light")
    assert bare_tokens(text, [Mention(span, MentionKind.PLACE)])[2].tag is Tag.NAME


def test_no_noun_phrase_runs_from_a_place_into_a_party():
    text = "In Homs HTS fighters met."
    place, party = Span(3, 7, "Homs"), Span(8, 20, "HTS fighters")
    tokens = bare_tokens(text, [Mention(place, MentionKind.PLACE), Mention(party, MentionKind.ACTOR)])
    assert tokens[2].form == "break"


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("rebels", True),
        ("police", True),
        ("people", True),
        ("crisis", False),
        ("Damascus", False),
        ("loss", False),
        ("tank", False),
    ],
)
def test_plurals_and_collectives(word, plural):
    assert found(f"The {word} moved.", word).plural is plural


def test_headline_case_needs_most_words_in_capitals():
    assert headline_case(bare_tokens("Rebels Seize Hama After Army Retreats"))
    assert not headline_case(bare_tokens("Rebels seized Hama after the Syrian army retreated"))
    assert not headline_case(bare_tokens("Hama Falls"))


def test_closed_classes_are_read_from_the_tables():
    assert "would" in words("auxiliary.modal")
    assert "according to" in {word.replace("_", " ") for word in words("preposition.multi")}


@given(texts())
@settings(max_examples=200)
@example("’s ’ ' 's")
@example("at the hands of of of")
@example("…—“”«»")
def test_every_token_slices_its_text_and_only_blanks_and_quotes_lie_between(text):
    tokens = bare_tokens(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    ends = [0, *(token.end for token in tokens)]
    starts = [*(token.start for token in tokens), len(text)]
    for end, start in zip(ends, starts, strict=True):
        assert end <= start
        assert all(mark.isspace() or mark in QUOTES or mark in "'’" for mark in text[end:start])


@given(texts(), st.integers(0, 1000))
def test_where_a_sentence_begins_changes_nothing_but_offsets(text, offset):
    shifted = " " * offset + text
    near = bare_tokens(text)
    far = tokenize(shifted, Span(offset, offset + len(text), text), ())
    assert [(t.start + offset, t.text, t.tag, t.lemma) for t in near] == [
        (t.start, t.text, t.tag, t.lemma) for t in far
    ]
