"""Who does an event, to whom, and where."""

from __future__ import annotations

import pytest
from sentences import draft_of, plains, table

from dateline.schema import ClaimDraft

CASES = table("extract_roles.toml")
ROLES = [case for group in CASES.values() for case in group]


def claims_at(text: str, event: str) -> list[ClaimDraft]:
    """The claims of a type whose trigger holds a word, given as "type word"."""
    name, word = event.split(" ", 1)
    return [claim for claim in draft_of(text).claims if claim.type == name and word in claim.trigger.text]


def filled(claims: list[ClaimDraft]) -> tuple[list[str], list[str], list[str]]:
    """Agents and targets that all the claims share, and all their places."""
    agents, targets = ({tuple(plains(getattr(claim, role))) for claim in claims} for role in ("agent", "target"))
    assert len(agents) == len(targets) == 1
    return list(agents.pop()), list(targets.pop()), plains(span for claim in claims for span in claim.place)


@pytest.mark.parametrize(("text", "event", "agent", "target", "place"), ROLES)
def test_roles_by_grammar(text, event, agent, target, place):
    claims = claims_at(text, event)
    assert claims, draft_of(text).claims
    assert filled(claims) == (plains(agent), plains(target), plains(place))
