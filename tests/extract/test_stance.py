"""Loaded wording: marked, favouring whom it favours, and of no weight for what is read."""

from __future__ import annotations

import pytest
from sentences import draft_of, plains, table

from dateline.schema import ClaimDraft, Span

CASES = table("extract_stance.toml")
TWINS = {"regime": "government", "regime forces": "government forces", "terrorists": "fighters"}


def neutral(spans: tuple[Span, ...]) -> list[str]:
    """The words of a role, loaded ones by their neutral twin."""
    words = [word.lower() for word in plains(spans)]
    return [TWINS.get(word, word) for word in words]


def shape(claim: ClaimDraft) -> tuple[object, ...]:
    """What a claim says apart from the wording."""
    sources = neutral(tuple(link.span for link in claim.speakers))
    return claim.type, neutral(claim.agent), neutral(claim.target), plains(claim.place), claim.factuality, sources


@pytest.mark.parametrize(("text", "name", "cues"), CASES["cues"])
def test_a_loaded_word_is_marked_with_whom_it_favours(text, name, cues):
    claim = next(claim for claim in draft_of(text).claims if claim.type == name)
    assert [f"{cue.span.text} = {cue.neutral}, {cue.favours}" for cue in claim.stance] == cues


@pytest.mark.parametrize(("loaded", "plain"), CASES["twins"])
def test_a_loaded_word_reads_as_its_neutral_twin(loaded, plain):
    assert [shape(claim) for claim in draft_of(loaded).claims] == [shape(claim) for claim in draft_of(plain).claims]
    assert not any(claim.stance for claim in draft_of(plain).claims)
    assert any(claim.stance for claim in draft_of(loaded).claims)


def test_the_same_word_favours_by_role():
    """Naming the killed "terrorists" sides with the killer; naming the killer so sides with the killed."""
    (by_army,) = draft_of("The army killed six terrorists.").claims
    (by_them,) = draft_of("Terrorists killed six soldiers.").claims
    assert [cue.favours for cue in by_army.stance] == ["agent"]
    assert [cue.favours for cue in by_them.stance] == ["target"]
