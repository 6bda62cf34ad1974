"""The table shows each claim in its sentence, with the words that make it marked, and nothing of the text acts."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from rich.console import Console

from dateline.export.table import table
from dateline.schema import Anchor as AnchorOf
from dateline.schema import (
    Claim,
    EventType,
    Factuality,
    Finding,
    Interval,
    Locus,
    Party,
    Quantity,
    Reading,
    Report,
    Source,
    Span,
)
from strategies import readings

TEXT = "Rebels seized Hama on Thursday, the ministry said."


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def reading(text: str = TEXT, **known: object) -> Reading:
    trigger = span("seized", text)
    made = {
        "id": "c1", "type": EventType("takeover"), "sentence": Span(0, len(text), text), "trigger": trigger,
        "factuality": Factuality.ACTUAL, "agent": (), "target": (), "place": (), "time": None, "time_span": None,
        "sources": (), "quantity": None, "stance": (), "confidence": 0.9,
    } | known  # fmt: skip
    return Reading(Report("r1", text, published="2024-12-06", outlet="Wire"), (Claim(**made),), (), (), ())


def shown(one: Reading, *, color: bool = False, width: int = 160) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=color, color_system="standard" if color else None)
    console.print(table(one))
    return out.getvalue()


def test_claim_shows_who_where_when_and_who_says_so():
    out = shown(
        reading(
            agent=(Party(span("Rebels"), "Rebels"),),
            target=(Party(span("ministry"), "Ministry of Defence"),),
            place=(Locus(span("Hama"), None),),
            time=Interval("2024-12-05", AnchorOf.PUBLISHED),
            sources=(Source(Party(span("the ministry"), "the ministry"), None, quoted=False),),
            quantity=Quantity(span("Rebels"), "people", min=20),
        )
    )
    for words in ("takeover", "Rebels → Ministry of Defence", "(≥20)", "Hama ?", "2024-12-05", "the ministry", "Wire"):
        assert words in out


@pytest.mark.parametrize("factuality", [one for one in Factuality if one is not Factuality.ACTUAL])
def test_what_is_not_plain_fact_says_so(factuality):
    assert factuality.value in shown(reading(factuality=factuality))


def test_trigger_is_marked_within_its_sentence():
    assert "\x1b[1;7mseized\x1b[0m" in shown(reading(), color=True)


@pytest.mark.parametrize("before", ["\r\n\r\n", "\x0b\x0c", "\x07\x08", "\x1b[31m", "\u202e"])
def test_marks_stay_on_their_words_behind_control_characters(before):
    assert "\x1b[1;7mseized\x1b[0m" in shown(reading(f"A first{before}line. {TEXT}"), color=True)


def test_long_sentence_is_cut_around_its_trigger():
    out = shown(reading("word " * 200 + TEXT + " word" * 200), color=True)
    assert "\x1b[1;7mseized\x1b[0m" in out
    assert "…" in out
    assert len(out) < 1500


def test_reading_without_claims_says_so():
    assert "no claims" in shown(Reading(Report("r", "Quiet."), (), (), (), ()))


def test_findings_stand_below_the_claims():
    one = Reading(Report("r", TEXT), (), (), (), (Finding("weekday-date", "a Thursday that was none", ()),))
    assert "! weekday-date a Thursday that was none" in shown(one)


@given(readings())
def test_no_character_of_a_report_controls_the_terminal(one: Reading):
    out = shown(one)
    assert not {mark for mark in out if unicodedata.category(mark) == "Cc"} - {"\n"}
