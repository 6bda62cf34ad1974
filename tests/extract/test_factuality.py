"""How real an event is by the words around it."""

from __future__ import annotations

import pytest
from sentences import draft_of, table

CASES = table("extract_factuality.toml")


READ = [case for kind, cases in CASES.items() if kind != "limits" for case in cases]
LIMITS = [pytest.param(*case, marks=pytest.mark.xfail(reason="a known limit of the rules")) for case in CASES["limits"]]


@pytest.mark.parametrize(("text", "event", "factuality"), READ + LIMITS)
def test_the_words_around_an_event_say_how_real_it_is(text, event, factuality):
    name, word, *place = event.split(" ")
    found = [
        claim.factuality
        for claim in draft_of(text).claims
        if claim.type == name and word in claim.trigger.text.split() and (not place or claim.place[0].text == place[0])
    ]
    assert found == [factuality]


def test_a_negation_in_a_quotation_is_the_speakers():
    text = "The army said it had no doubt. “Rebels did not capture Hama at all.”"
    assert [claim.factuality for claim in draft_of(text).claims if claim.type == "takeover"] == ["negated"]


def test_an_act_of_speech_is_done_though_what_it_calls_for_is_not():
    """A march to demand something has demanded it; a release called for is yet to come."""
    text = "Thousands marched to demand a ceasefire."
    assert [claim.factuality for claim in draft_of(text).claims if claim.type == "appeal"] == ["actual"]
