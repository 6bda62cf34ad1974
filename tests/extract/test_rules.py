"""The reader by rules over whole reports: the claims that they must yield and those that they must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from sentences import draft_of, mentions_of, plain, plains, report_of, table

from dateline import ontology
from dateline.errors import InputError
from dateline.extract.rules import RuleExtractor
from dateline.reading import spot
from dateline.schema import ClaimDraft, Draft, Report, Span
from dateline.text import load
from strategies import texts

REPORTS = table("extract_reports.toml")["case"]


def draft(case: dict[str, Any]) -> Draft:
    """What the rules read in a case."""
    report = load.report(case["text"], published=case.get("published"))
    return RuleExtractor().extract(report, spot(report))


def says(claim: ClaimDraft, wanted: dict[str, Any]) -> bool:
    """Whether a claim says all that is wanted of it."""
    told = {
        "agent": plains(claim.agent),
        "target": plains(claim.target),
        "place": plains(claim.place),
        "factuality": claim.factuality.value,
        "sources": [plain(link.span) for link in claim.speakers],
        "time": claim.time.text if claim.time else "",
    }
    asked = wanted | {key: plains(wanted[key]) for key in ("agent", "target", "place") if key in wanted}
    same = all(told[key] == asked[key] for key in asked.keys() & told.keys())
    return same and claim.type == asked["type"] and asked["trigger"] in claim.trigger.text


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["about"])
def test_what_a_report_must_yield(case):
    claims = draft(case).claims
    missing = [wanted for wanted in case["must"] if not any(says(claim, wanted) for claim in claims)]
    assert not missing, claims


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["about"])
def test_what_a_report_must_not_yield(case):
    claims = draft(case).claims
    assert [claim for claim in claims if claim.type in case["never"]] == []
    assert len(claims) == case.get("claims", len(claims))


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["about"])
def test_reading_twice_gives_the_same(case):
    assert draft(case) == draft(case)


def test_boilerplate_yields_nothing():
    text = (
        REPORTS[0]["text"]
        + "\nRead more: Rebels captured Damascus\nLeave a comment\nYour email address will not be published.\n"
    )
    places = {place.text for claim in draft({"text": text}).claims for place in claim.place}
    assert "Damascus" not in places


def test_a_change_or_state_of_control_is_one_claim_for_each_place():
    for claim in draft_of("Rebels seized Hama, Homs and Daraa, and hold Idlib and Aleppo.").claims:
        assert len(claim.place) == 1


def test_one_strike_on_two_towns_is_one_claim():
    (claim,) = draft_of("Warplanes bombed Hama and Homs.").claims
    assert plains(claim.place) == ["Hama", "Homs"]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("At least 12 civilians were killed in Homs.", "casualties", "At least 12 civilians"),
        ("Rebels freed 3,500 men.", "release", "3,500 men"),
        ("Dozens of soldiers surrendered.", "surrender", "Dozens of soldiers"),
        ("Police arrested 20 protesters in a city of two million people.", "detention", "20 protesters"),
        ("Rebels captured Hama.", "takeover", None),
        ("The envoy urged 12 states to act.", "appeal", None),
    ],
)
def test_a_count_belongs_to_those_whom_the_event_befell(text, name, words):
    claim = next(claim for claim in draft_of(text).claims if claim.type == name)
    assert (claim.quantity.span.text if claim.quantity else None) == words


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Rebels captured Hama on Thursday.", "takeover", "Thursday"),
        ("Rebels captured Hama.", "takeover", None),
        ("On Thursday, rebels captured Hama.", "takeover", "Thursday"),
        ("Rebels captured Hama on Thursday and Homs fell on Saturday.", "takeover", "Thursday"),
    ],
)
def test_an_event_has_the_time_of_its_clause(text, name, words):
    claim = next(claim for claim in draft_of(text).claims if claim.type == name)
    assert (claim.time.text if claim.time else None) == words


def test_a_report_without_sentences_yields_nothing():
    assert RuleExtractor().extract(Report("r", "Rebels captured Hama."), ()) == Draft()


def test_without_mentions_the_rules_read_what_they_can():
    text = "Rebels captured Hama."
    (claim,) = RuleExtractor().extract(report_of(text), ()).claims
    assert (claim.type, plains(claim.agent), plains(claim.place)) == ("takeover", ["Rebels"], ["Hama"])


SIDES = [("Russian forces", "Ukrainian forces"), ("HTS", "SAA"), ("Israel", "Iran"), ("the rebels", "the troops")]
FRAMES = [
    "{A} captured Hama from {B} on Friday.",
    "{B} withdrew from Homs after {A} shelled the town, killing six civilians.",
    "{A} said {B} had attacked Hama.",
    "{A} denied that {B} had captured Homs.",
    "Clashes between {A} and {B} broke out in Hama.",
    "{A} vowed to retake Homs and urged {B} to leave.",
    "Hama was captured by {A}, and {B} fled.",
    "According to {A}, {B} killed 12 soldiers in Homs.",
]


@pytest.mark.parametrize("sides", SIDES, ids=lambda sides: sides[0])
@pytest.mark.parametrize("frame", FRAMES)
def test_no_side_is_read_otherwise_than_its_enemy(frame, sides):
    """Swapping the names of two parties changes nothing but the names."""
    first, second = sides
    one, other = (_upper(frame.format(A=a, B=b)) for a, b in ((first, second), (second, first)))
    swap = {first.lower(): second, second.lower(): first}
    pattern = re.compile("|".join(re.escape(name) for name in sides), re.IGNORECASE)

    def swapped(text: str) -> str:
        return pattern.sub(lambda match: swap[match.group().lower()], text).lower()

    def told(text: str, change: Any) -> list[tuple[object, ...]]:
        return [
            (
                claim.type,
                change(claim.trigger.text),
                [change(span.text) for span in claim.agent],
                [change(span.text) for span in claim.target],
                [change(span.text) for span in claim.place],
                claim.factuality,
                [change(link.span.text) for link in claim.speakers],
            )
            for claim in draft_of(text).claims
        ]

    assert told(one, swapped) == told(other, str.lower)
    assert told(one, swapped)


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def spans(draft: Draft) -> Iterator[Span]:
    """Every span of a draft."""
    for claim in draft.claims:
        yield from (claim.sentence, claim.trigger, *claim.agent, *claim.target, *claim.place)
        yield from (link.span for link in claim.speakers)
        yield from (link.cue for link in claim.speakers if link.cue)
        yield from (cue.span for cue in claim.stance)
        yield from ([claim.time] if claim.time else []) + ([claim.quantity.span] if claim.quantity else [])
    for attribution in draft.attributions:
        yield from (span for span in (attribution.source, attribution.cue, *attribution.content) if span)


@given(texts())
@settings(max_examples=200, deadline=None)
@example("Rebels captured “Hama”, “Homs” and — the army said — “Daraa”,” he said.")
@example("THE ARMY, SAID THE ARMY, SAID: “THE ARMY SAID ‘THE ARMY LEFT HAMA’”")
@example("According to according to according to , : captured")
@example("captured" * 50 + " captured" * 50)
@example("İstanbul'da ŞEHİR captured ﬁve 𝟓𝟎𝟎 ﬁghters ǅ")
def test_every_span_of_every_claim_slices_any_text(text):
    try:
        report = load.report(text, published="2024-12-08")
    except InputError:
        return
    draft = RuleExtractor().extract(report, spot(report))
    for span in spans(draft):
        assert report.text[span.start : span.end] == span.text
    for claim in draft.claims:
        assert claim.type in ontology.types()
        assert claim.sentence.contains(claim.trigger)
        assert 0 <= claim.confidence <= 1


def test_mentions_of_other_sentences_are_left_alone():
    text = "Rebels captured Hama. The army left Homs."
    for claim in RuleExtractor().extract(report_of(text), mentions_of(text)).claims:
        assert all(claim.sentence.contains(place) for place in claim.place)
