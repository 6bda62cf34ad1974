"""The document: what stands in which section, behind which quotes, with which probability."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import OptionError
from dateline.picture import Count, RecordedClaim
from dateline.schema import Factuality
from dateline.sitrep import Document, Gathered, sitrep
from dateline.sitrep.accounts import chance
from dateline.sitrep.wording import term
from sitrep.pictures import DAY, EVE, HARIM, NORTH, SOUTH, claim, event, picture


def texts(document: Document) -> Mapping[str, list[str]]:
    return {section.key: [one.text for one in section.sentences] for section in document.sections}


TOLD = {
    "changes": "Rastan (Homs) passed from Northern Army (NA) to Southern Front (SF).",
    "holders": "SF held Rastan.",
    "fighting": "“terrorists” struck SF in Harim (Idlib), according to Outlet e.",
    "casualties": "In Harim, 11 to 20 people were reported killed (11 by Outlet c, 20 by NA).",
    "contradictions": "The figures given for casualties in Harim differ: 11, by Outlet c; 20, by NA.",
    "gaps": "Harim: held by SF (50%) or unknown (50%).",
    "displacement": "No displacement or return was reported.",
}


@pytest.mark.parametrize("section", TOLD)
def test_what_is_told(section: str) -> None:
    assert TOLD[section] in texts(sitrep(picture(), DAY))[section]


def test_every_statement_of_the_world_has_a_probability_and_quotes() -> None:
    document = sitrep(picture(), DAY)
    cited = [note.number for note in document.notes]
    assert cited == list(range(1, len(cited) + 1))
    sentences = list(chain.from_iterable(section.sentences for section in document.sections))
    assert {number for one in sentences for number in one.notes} == set(cited)
    for one in sentences:
        if one.chance is not None:
            assert one.term == term(one.chance)
    told = [one for section in document.sections[:2] for one in section.sentences]
    assert all(one.notes and one.chance is not None for one in told)


def test_a_note_has_the_exact_words_and_who_says_them() -> None:
    notes = {note.report: note for note in sitrep(picture(), DAY).notes}
    note = notes["r-d"]
    assert (note.outlet, note.published, note.said_by, note.quote) == (
        "Outlet d",
        DAY,
        ("Northern Army",),
        "The words of d.",
    )


def test_a_period_begins_where_asked() -> None:
    old = claim("z", "clash", place=(HARIM,), published=EVE)
    given_ = picture()
    more = replace(given_, claims=(*given_.claims, old), events=(*given_.events, event(old, first=EVE, last=EVE)))
    told = "Fighting was reported in Harim on 7 December 2024, according to Outlet z."
    assert any(told == text.replace(" (Idlib)", "") for text in texts(sitrep(more, DAY, EVE))["fighting"])
    assert not any("7 December" in text for text in texts(sitrep(more, DAY))["fighting"])
    with pytest.raises(OptionError, match="--since"):
        sitrep(more, EVE, DAY)


def test_nothing_known_is_said_so() -> None:
    document = sitrep(Gathered(()), DAY)
    assert all(len(section.sentences) == 1 for section in document.sections)
    assert (document.notes, document.dots, document.annex) == ((), (), ())


def test_what_has_no_room_is_counted_and_stands_in_the_annex() -> None:
    claims = [claim(f"s{at:02}", "strike", place=(HARIM,)) for at in range(30)]
    document = sitrep(Gathered(claims, [event(one) for one in claims]), DAY)
    section = next(one for one in document.sections if one.key == "fighting")
    rest = next(table for table in document.annex if table.title.startswith("Fighting"))
    assert len(section.sentences) + section.more == 30
    assert len(rest.rows) == section.more


def test_figures_of_other_people_are_other_figures() -> None:
    one = claim("a", "casualties", place=(HARIM,), quantity=Count("civilians", 3), trigger="killed")
    other = claim("b", "casualties", place=(HARIM,), quantity=Count("people", min=9), trigger="wounded")
    (text,) = texts(sitrep(Gathered((one, other), (event(one, other),)), DAY))["casualties"]
    assert "3 civilians were reported killed" in text
    assert "at least 9 people were reported wounded" in text


@pytest.mark.parametrize("factuality", [Factuality.FUTURE, Factuality.POSSIBLE, Factuality.NEGATED])
def test_what_did_not_simply_happen_is_not_told_as_if_it_had(factuality: Factuality) -> None:
    only = claim("a", "attack", agent=(NORTH,), target=(SOUTH,), place=(HARIM,), factuality=factuality)
    (text,) = texts(sitrep(Gathered((only,), (event(only),), names=picture().names), DAY))["fighting"]
    assert text.startswith("An attack by Northern Army (NA) concerning Southern Front (SF) in Harim")
    assert any(word in text for word in ("planned", "possible", "denied"))


@given(st.permutations(picture().claims), st.permutations(picture().events), st.permutations(picture().now))
def test_order_changes_nothing(claims: list, events: list, now: list) -> None:
    shuffled = replace(picture(), claims=claims, events=events, now=now)
    assert sitrep(shuffled, DAY) == sitrep(picture(), DAY)


def test_sides_swap_with_their_names() -> None:
    def swapped(words: str) -> str:
        pairs = (("Northern Army", "@"), ("Southern Front", "Northern Army"), ("@", "Southern Front"))
        shorts = (("NA", "#"), ("SF", "NA"), ("#", "SF"))
        for old, new in (*pairs, *shorts):
            words = words.replace(old, new)
        return words

    names = {"north": ("Southern Front", "SF"), "south": ("Northern Army", "NA")}
    one, other = sitrep(picture(), DAY), sitrep(replace(picture(), names=names), DAY)
    assert {key: [swapped(text) for text in found] for key, found in texts(one).items()} == dict(texts(other))


def voices(count: int, confidence: float = 0.9) -> dict[str, list[RecordedClaim]]:
    return {f"v{at}": [claim(f"c{at}", "strike", confidence=confidence)] for at in range(count)}


@given(st.integers(1, 6), st.integers(0, 4))
def test_voices_for_raise_and_voices_against_lower(for_it: int, against: int) -> None:
    here = chance(voices(for_it), voices(against), ())
    assert chance(voices(for_it + 1), voices(against), ()) >= here
    assert chance(voices(for_it), voices(against + 1), ()) <= here
    assert chance(voices(for_it), voices(against), [f"v{at}" for at in range(6)]) <= here or against


def test_a_wide_time_is_no_news() -> None:
    wide = claim("w", "clash", place=(HARIM,))
    first = DAY - datetime.timedelta(days=30)
    assert texts(sitrep(Gathered((wide,), (event(wide, first=first),)), DAY))["fighting"] == [
        "No fighting was reported."
    ]
