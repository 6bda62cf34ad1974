"""Toponyms are found, tell themselves from persons and organisations, and descriptions find their antecedents."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ground.gazetteer import Gazetteer
from dateline.ground.places import locate, spot, theatre
from dateline.schema import Mention, Report

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "places.toml").read_text("utf-8"))
GAZETTEER = Gazetteer()


def report(text: str) -> Report:
    """A report whose sentences end at full stops followed by a blank."""
    bare = Report(id="test", text=text)
    spans = [match.span() for match in re.finditer(r"\S(?:.*?)(?:[.!?](?=\s)|$)", text, re.DOTALL)]
    return Report(id="test", text=text, sentences=tuple(bare.span(start, end) for start, end in spans))


def read(text: str) -> tuple[Report, tuple[Mention, ...]]:
    made = report(text)
    return made, spot(made, GAZETTEER)


@pytest.mark.parametrize("case", CASES["spot"], ids=lambda case: case["why"])
def test_spot(case: dict[str, Any]) -> None:
    made, mentions = read(case["text"])
    sure = [mention for mention in mentions if mention.confidence >= 0.3]
    places = {mention.span.text: mention.place.name if mention.place else "" for mention in sure}
    assert {**places, **case.get("finds", {})} == places
    for words in case.get("silent", ()):
        start = made.text.index(words)
        silent = made.span(start, start + len(words))
        assert not [mention for mention in mentions if mention.span.overlaps(silent)], words


@pytest.mark.parametrize("case", CASES["locate"], ids=lambda case: case["why"])
def test_locate(case: dict[str, Any]) -> None:
    made, mentions = read(case["text"])
    start = made.text.index(case["span"])
    locus = locate(made.span(start, start + len(case["span"])), made, mentions, GAZETTEER)
    assert (locus.place.name if locus.place else "") == case["name"]
    assert bool(locus.place) == (locus.confidence > 0)


@pytest.mark.parametrize(
    "text", ["Moscow said talks had failed.", "Ankara has backed the plan, and Damascus accused it."]
)
def test_a_capital_that_speaks_is_no_sure_place(text: str) -> None:
    _, mentions = read(text)
    assert all(mention.confidence < 0.3 for mention in mentions)


def test_names_inside_actors_are_left_alone() -> None:
    text = "The Homs Brigade of Honour left Homs in Syria."
    made = report(text)
    brigade = made.span(4, 27)
    assert brigade.text == "Homs Brigade of Honour "[:23]
    found = [mention.span.start for mention in spot(made, GAZETTEER, taken=[brigade])]
    assert 4 not in found
    assert text.rindex("Homs") in found


def test_an_actor_of_the_same_words_does_not_hide_the_place() -> None:
    made = report("Fighting spread across Syria.")
    syria = made.span(23, 28)
    assert spot(made, GAZETTEER, taken=[syria])


def test_the_rest_of_the_report_decides_an_ambiguous_name() -> None:
    _, in_syria = read("Aleppo and Hama in Syria were hit. Later Suran was shelled.")
    suran = next(mention for mention in in_syria if mention.span.text == "Suran")
    assert suran.place is not None
    assert suran.place.name == "Suran, Hama, Syria"


def test_spelling_that_nobody_has_is_found_by_sound() -> None:
    _, mentions = read("Rebels in Syria pulled out of Aleppo and Hama. Shells hit the town of Khan Shikhoon.")
    khan = next(mention for mention in mentions if "Khan" in mention.span.text)
    assert khan.place is not None
    assert khan.place.name == "Khan Shaykhun, Idlib, Syria"
    assert khan.confidence < 0.7


def test_theatre() -> None:
    _, mentions = read("Aleppo, Homs and Hama fell silent, said an envoy in Geneva.")
    assert theatre(mentions) == "SY"
    assert theatre(()) is None


def test_mentions_come_in_order_and_do_not_overlap() -> None:
    _, mentions = read("Homs city, Homs province and northern Hama in Syria; Tabqa air base near Tabqa.")
    ends = 0
    for mention in mentions:
        assert mention.span.start >= ends
        ends = mention.span.end


pieces = st.sampled_from(
    [
        "Homs",
        "the city",
        "Aleppo's ",
        "HOMS",
        "al-",
        "Al-Bab",
        "حمص",
        "U.S.",
        " of ",
        ",",
        ". ",
        "\n",
        "prison",
        "’s",
        "-",
        "in ",
    ]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=25))
def test_any_text_is_read_and_spans_hold(parts: list[str]) -> None:
    text = "".join(parts)
    made, mentions = read(text) if text.strip() else (report("."), ())
    for mention in mentions:
        assert made.text[mention.span.start : mention.span.end] == mention.span.text
        assert 0 <= mention.confidence <= 1
        locus = locate(mention.span, made, mentions, GAZETTEER)
        assert locus.span == mention.span
    for sentence in made.sentences:
        locate(sentence, made, mentions, GAZETTEER)
