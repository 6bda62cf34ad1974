"""What kind of thing a noun phrase names: a place, people, a force, a thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from sentences import bare_tokens, phrases_of, table

from dateline.extract.parties import is_party_word, kinds, kinds_of, place_heads
from dateline.extract.phrases import Kind
from dateline.schema import Mention, MentionKind, Quantity, Span
from strategies import texts

CASES = table("extract_parties.toml")


@pytest.mark.parametrize(("text", "head", "has", "has_not"), CASES["kinds"])
def test_what_a_noun_phrase_can_name(text, head, has, has_not):
    (phrase,) = phrases_of(text)
    phrases = [np for np, chunk in enumerate(phrase.chunks) if chunk.kind is Kind.NP]
    np = next(np for np in phrases if phrase.tokens[phrase.chunks[np].head].text == head)
    found = kinds(phrase, np, phrase.mentions)
    assert found >= set(has)
    assert not found & set(has_not)


@pytest.mark.parametrize(("word", "group", "is_one"), CASES["words"])
def test_nouns_that_name_parties_are_listed_by_group(word, group, is_one):
    assert is_party_word(word, group or None) is is_one


@pytest.mark.parametrize(
    ("words", "unit", "kind"), [("12", "villages", "place"), ("12", "soldiers", "people"), ("12", "", "people")]
)
def test_a_count_names_what_it_counts(words, unit, kind):
    span = Span(0, 2, words)
    mention = Mention(span, MentionKind.QUANTITY, quantity=Quantity(span, unit, value=12))
    assert kind in kinds_of(bare_tokens("12 fell.", [mention])[0], [mention])


def test_place_heads_are_common_nouns():
    assert {"town", "base", "crossing", "prison"} <= place_heads()
    assert all(word == word.lower() for word in place_heads())


@given(texts())
def test_every_noun_phrase_of_any_text_names_something(text):
    for token in bare_tokens(text):
        assert kinds_of(token, ())
