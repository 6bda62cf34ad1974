"""What the events of one sentence lend each other."""

from __future__ import annotations

import pytest
from sentences import draft_of, plains, table

CASES = table("extract_linking.toml")


def roles(text: str, event: str) -> tuple[list[str], list[str], list[str]]:
    """Agent, target and place of the one claim given as "type word"."""
    name, word = event.split(" ", 1)
    (claim,) = (claim for claim in draft_of(text).claims if claim.type == name and word in claim.trigger.text)
    return plains(claim.agent), plains(claim.target), plains(claim.place)


@pytest.mark.parametrize(("text", "event", "agent", "target", "place"), CASES["lent"])
def test_who_did_the_violence_did_the_harm(text, event, agent, target, place):
    assert roles(text, event) == (plains(agent), plains(target), plains(place))


@pytest.mark.parametrize(("text", "event", "agent", "target", "place"), CASES["unnamed"])
def test_where_nobody_is_named_nobody_is_blamed(text, event, agent, target, place):
    assert roles(text, event) == (plains(agent), plains(target), plains(place))


@pytest.mark.parametrize(("text", "event", "agent", "target", "place"), CASES["kept_apart"])
def test_what_is_no_harm_borrows_no_doer(text, event, agent, target, place):
    assert roles(text, event) == (plains(agent), plains(target), plains(place))


def test_nobody_is_killed_by_himself():
    for text, *_ in CASES["lent"] + CASES["unnamed"]:
        for claim in draft_of(text).claims:
            assert not any(doer.overlaps(harmed) for doer in claim.agent for harmed in claim.target)
