"""Whom pronouns, definite nouns, labels and short names mean, resolved from the span that an extractor gives."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.ground.actors import resolve, spot
from dateline.ground.coreference import describe, plural, pronoun
from dateline.ground.names import registry
from dateline.schema import Report, Span

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "coreference.toml").read_text("utf-8"))["case"]


def report_of(text: str) -> Report:
    """A report whose sentences end at a full stop that a capital follows."""
    ends = (n + 1 for n, c in enumerate(text[:-2]) if c == "." and text[n + 1] == " " and text[n + 2].isupper())
    bounds = [0, *(n for n in ends if not text[:n].endswith("U.S.")), len(text)]
    return Report("r", text, sentences=tuple(Span(a, b, text[a:b]) for a, b in pairwise(bounds)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_resolve(case: dict) -> None:
    report = report_of(case["text"])
    mentions = spot(report, registry())

    def span(words: str) -> Span:
        start = report.text.rindex(words)
        return report.span(start, start + len(words))

    speaker = span(case["speaker"]) if "speaker" in case else None
    party = resolve(span(case["words"]), report, mentions, registry(), speaker)
    assert party.name == case["name"]
    if "actor" in case:
        assert (party.actor.id if party.actor else "-") == case["actor"]


@pytest.mark.parametrize("loaded", ["rebels", "terrorists", "militants", "insurgents", "jihadists", "extremists"])
def test_no_label_is_read_otherwise_than_another(loaded: str) -> None:
    """Swapping one label for another changes the label and nothing else."""
    report = report_of(f"The {loaded} left. ISIL {loaded} came back. By noon the {loaded} had gone.")
    got = [(m.name, m.actor.id if m.actor else None) for m in spot(report, registry())]
    assert got == [(loaded, None), ("ISIL", "islamic-state"), ("ISIL", "islamic-state")]


@pytest.mark.parametrize(
    ("side", "other"), [("Hamas", "Hezbollah"), ("Ukraine", "Russia"), ("Syrian army", "Free Syrian Army")]
)
def test_swapping_the_sides_swaps_the_names_and_nothing_else(side: str, other: str) -> None:
    def names(one: str, two: str) -> list[str | None]:
        report = report_of(f"{one} attacked {two}. It fired at them, and {two} said that it fled.")
        return [m.name for m in spot(report, registry())]

    swap = {side: other, other: side}
    assert [swap.get(name or "", name) for name in names(side, other)] == names(other, side)


@pytest.mark.parametrize(
    ("word", "sort"),
    [
        ("He", "person"),
        ("them", "group"),
        ("its", "thing"),
        ("We", "speaker"),
        ("us", "speaker"),
        ("US", ""),
        ("U.S.", ""),
    ],
)
def test_pronouns(word: str, sort: str) -> None:
    assert pronoun(word) == sort


@pytest.mark.parametrize(
    ("phrase", "head", "group"),
    [
        ("members of the council", "members", "official"),
        ("Syrian special forces", "special forces", "armed"),
        ("state news agency", "news agency", "media"),
        ("political prisoners", "political prisoners", "detainee"),
        ("the harbour", "", ""),
    ],
)
def test_head_of_a_phrase(phrase: str, head: str, group: str) -> None:
    got, kind = describe(phrase)
    assert (got, kind.group if kind else "") == (head, group)


@pytest.mark.parametrize(
    ("one", "many"), [("rebel", "rebels"), ("civilian", "civilians"), ("gunman", "gunman"), ("mill", "mill")]
)
def test_only_a_plural_that_is_a_word_is_made(one: str, many: str) -> None:
    assert plural(one) == many
