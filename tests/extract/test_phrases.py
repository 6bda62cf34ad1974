"""The skeleton of a sentence: chunks, and who is whose subject and object."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from sentences import bare_tokens, phrases_of, plain, table

from dateline.extract.phrases import Kind, Phrase, chunks_of, group
from dateline.schema import Span
from strategies import texts

CASES = table("extract_phrases.toml")
RELATIONS = [
    case
    for kind in ("plain", "passive", "lists", "joined", "relative", "control", "participles")
    for case in CASES[kind]
]
FLAGS = ("passive", "negated", "infinitive", "progressive", "perfect", "finite")


def verb(phrase: Phrase, word: str) -> int:
    """The verb group whose main verb is `word`."""
    at = next(at for at, token in enumerate(phrase.tokens) if token.lower == word)
    return next(index for index, chunk in enumerate(phrase.chunks) if chunk.kind is Kind.VG and chunk.head == at)


def noun_phrase(phrase: Phrase, index: int) -> str:
    """The words of a chunk without its article."""
    start, end = phrase.range(index, index)
    offset = phrase.span.start
    return plain(phrase.span.text[start - offset : end - offset])


@pytest.mark.parametrize(("text", "word", "subject", "objects", "behind"), RELATIONS)
def test_who_does_what_to_whom(text, word, subject, objects, behind):
    (phrase,) = phrases_of(text)
    at = verb(phrase, word)
    assert [noun_phrase(phrase, np) for np in phrase.subject(at)] == subject
    assert [noun_phrase(phrase, np) for np in phrase.object(at)] == objects
    if behind:
        assert [f"{prep}: {noun_phrase(phrase, np)}" for prep, np in phrase.complements(at)] == behind


@pytest.mark.parametrize(("text", "word", "flags", "modal"), CASES["groups"])
def test_what_the_auxiliaries_make_of_a_verb(text, word, flags, modal):
    (phrase,) = phrases_of(text)
    chunk = phrase.chunks[verb(phrase, word)]
    assert {flag for flag in FLAGS if getattr(chunk, flag)} == set(flags)
    assert chunk.modal == modal


@pytest.mark.parametrize(("text", "noun", "spelt"), CASES["members"])
def test_a_plural_may_be_spelt_out(text, noun, spelt):
    (phrase,) = phrases_of(text)
    np = next(index for index, chunk in enumerate(phrase.chunks) if phrase.tokens[chunk.head].lower == noun)
    assert [noun_phrase(phrase, at) for at in phrase.members(np)] == spelt


def test_an_of_phrase_belongs_to_its_noun():
    (phrase,) = phrases_of("Residents of the town of Harim fled.")
    assert phrase.words(phrase.phrase_end(0)) == "harim"
    assert phrase.phrase_head(phrase.phrase_end(0)) == 0


def test_a_list_is_found_from_its_end():
    (phrase,) = phrases_of("Hama, Homs and Daraa are among the towns.")
    assert [noun_phrase(phrase, np) for np in phrase.run_back(4)] == ["Hama", "Homs", "Daraa"]


def test_the_verbs_beside_a_chunk():
    (phrase,) = phrases_of("Rebels left after they tried to seize the town.")
    seize = verb(phrase, "seize")
    assert phrase.previous_verb(seize) == verb(phrase, "tried")
    assert phrase.next_verb(0) == verb(phrase, "left")
    assert phrase.next_verb(seize) is None
    assert phrase.previous_verb(0) is None


def test_beyond_the_ends_there_is_nothing():
    (phrase,) = phrases_of("Rebels left.")
    assert phrase.kind(-1) is None
    assert phrase.kind(99) is None
    assert not phrase.finite(99)
    assert phrase.chunk_at(99) is None


def test_groups_of_words_come_from_the_table():
    assert "urge" in group("object_control")
    assert "as well as" in group("joining")


@given(texts())
@settings(max_examples=200)
def test_chunks_part_any_text_and_every_relation_ends(text):
    tokens = bare_tokens(text)
    chunks = chunks_of(tokens)
    assert all(first.last == second.first for first, second in pairwise(chunks))
    assert sum(chunk.last - chunk.first for chunk in chunks) == len(tokens)
    phrase = Phrase(Span(0, len(text), text), tokens, chunks)
    for index, chunk in enumerate(chunks):
        assert chunk.first <= chunk.head < chunk.last
        related = [*phrase.run_of(index), *phrase.run_back(index)] if chunk.kind is Kind.NP else []
        related += [*phrase.members(index), *(np for _, np in phrase.complements(index))]
        if chunk.kind is Kind.VG:
            related += [*phrase.subject(index), *phrase.object(index)]
        assert all(phrase.kind(np) is Kind.NP for np in related)
