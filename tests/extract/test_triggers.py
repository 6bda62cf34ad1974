"""Which words of a sentence evoke an event, of which type, and which do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sentences import draft_of, phrases_of, table

from dateline.extract.triggers import Evoked, arguments, evoked, off_topic, possessor, stems

CASES = table("extract_triggers.toml")
VIOLENT = {"takeover", "hold", "attack", "clash", "strike"}


def tells(text: str, claims: list[str]) -> bool:
    """Whether a text yields just these claims, each a type and a part of its trigger."""
    found = draft_of(text).claims
    if len(found) != len(claims):
        return False
    pairs = [(claim, *case.split(" ", 1)) for claim, case in zip(found, claims, strict=True)]
    return all(claim.type == name and word in claim.trigger.text for claim, name, word in pairs)


@pytest.mark.parametrize(("text", "claims"), CASES["senses"])
def test_a_word_means_what_its_neighbours_let_it_mean(text, claims):
    assert tells(text, claims), draft_of(text).claims


@pytest.mark.parametrize(("text", "claims"), CASES["carriers"])
def test_one_event_is_one_claim(text, claims):
    assert tells(text, claims), draft_of(text).claims


@pytest.mark.parametrize(("text", "claims"), CASES["idioms"])
def test_figures_of_speech_and_names_are_no_events(text, claims):
    assert tells(text, claims), draft_of(text).claims


@pytest.mark.parametrize(("about", "text"), CASES["off_topic"])
def test_sport_and_business_are_no_conflict(about, text):
    assert not VIOLENT & {claim.type for claim in draft_of(text).claims}, about
    assert off_topic(phrases_of(text))


@pytest.mark.parametrize(("about", "text", "claim"), CASES["on_topic"])
def test_a_stray_word_of_sport_or_business_silences_nothing(about, text, claim):
    assert claim in [f"{item.type} {item.trigger.text}" for item in draft_of(text).claims], about
    assert not off_topic(phrases_of(text))


def found_in(text: str, word: str) -> tuple[Evoked, list[str], list[str]]:
    """The trigger at `word` with the words of its subject and object noun phrases."""
    (phrase,) = phrases_of(text)
    item = next(item for item in evoked(phrase, phrase.mentions) if phrase.tokens[item.first].text == word)
    subject, objects = arguments(phrase, item)
    return item, [phrase.words(np) for np in subject], [phrase.words(np) for np in objects]


def test_a_passive_is_turned_round():
    assert found_in("Hama was captured by rebels.", "captured")[1:] == (["rebels"], ["hama"])
    assert found_in("Rebels captured Hama.", "captured")[1:] == (["rebels"], ["hama"])


def test_a_noun_has_its_arguments_by_preposition_or_possession():
    _, subject, objects = found_in("The capture of Hama by rebels shocked him.", "capture")
    assert subject == ["rebels"]
    assert "hama" in objects
    (phrase,) = phrases_of("The army's advance on Homs was halted.")
    (item,) = evoked(phrase, phrase.mentions)
    assert possessor(phrase, item) == (item.chunk,)


def test_the_longest_reading_wins():
    item, _, _ = found_in("Rebels took full control of Hama.", "took")
    assert item.trigger.type == "takeover"
    assert item.length() > 1


def test_triggers_do_not_overlap_and_stand_in_order():
    for text, _ in CASES["senses"]:
        for phrase in phrases_of(text):
            items = evoked(phrase, phrase.mentions)
            assert all(first.last <= second.first for first, second in pairwise(items))


@pytest.mark.parametrize(
    ("text", "at", "forms"),
    [
        ("They seized it.", 1, ("seized", "seize")),
        ("The clashes ended.", 1, ("clashes", "clash")),
        ("A rebel-held town.", 1, ("rebel-held", "-held")),
    ],
)
def test_a_word_is_looked_up_under_its_stems(text, at, forms):
    (phrase,) = phrases_of(text)
    assert set(forms) <= set(stems(phrase.tokens[at]))
