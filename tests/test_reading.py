"""The one pass over one report: it takes any text, and every span that it gives can be checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given, settings

from dateline import Reading, Report, read
from dateline.errors import DatelineError, InputError, OptionError
from dateline.export import jsonl
from dateline.export.table import table
from dateline.schema import Draft, MentionKind
from strategies import anything, newsy

SPAN_KEYS = {"text", "start", "end"}


def spans_in(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        if value.keys() >= SPAN_KEYS:
            yield value
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)


def check(reading: Reading) -> None:
    """Every promise that holds for whatever was read."""
    record = jsonl.record(reading)
    assert json.loads(json.dumps(record)) == record
    for span in spans_in(record):
        assert record["text"][span["start"] : span["end"]] == span["text"]
    edges = [(part["start"], part["end"]) for part in record["segments"]]
    assert edges == sorted(edges)
    assert all(first[1] <= second[0] for first, second in pairwise(edges))
    ids = [claim["id"] for claim in record["claims"]]
    assert len(set(ids)) == len(ids)
    for claim in record["claims"]:
        assert claim["sentence"]["start"] <= claim["trigger"]["start"] < claim["sentence"]["end"]
        assert 0 <= claim["confidence"] <= 1
    assert {claim for speech in record["attributions"] for claim in speech["claims"]} <= set(ids)
    table(reading)


@given(newsy())
@settings(max_examples=150)
@example("“")
@example("Rebels captured Hama, Homs and ٣٥٠٠ prisoners\x00 on Sunday,")
@example("HOMS HAS FALLEN " * 60)
@example("((((" * 300)
@example('"He said "they said "we took Homs')
@example("of the of the of the on by at, and and and")
def test_words_in_any_order_are_read(text: str):
    try:
        reading = read(text, published="2024-12-08")
    except InputError:
        assert not text.strip()
        return
    check(reading)


@given(anything())
@settings(max_examples=100)
def test_any_characters_are_read(text: str):
    try:
        reading = read(text)
    except InputError:
        assert not text.strip()
        return
    check(reading)


@pytest.mark.parametrize("text", ["", " \n\t", "half \ud800 of a pair"])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(InputError):
        read(text)


@pytest.mark.parametrize("published", ["nonsense", "2024-13-01", "", "8 December 2024"])
def test_a_date_that_is_none_is_refused(published):
    with pytest.raises(OptionError):
        read("Quiet.", published=published)


def test_all_refusals_can_be_caught_as_one():
    with pytest.raises(DatelineError):
        read("")


def test_a_report_says_who_did_what_where_when_and_who_says_so():
    (claim,) = read("Rebels captured Hama on Thursday, the army said.", published="2024-12-06").claims
    assert (claim.type, claim.trigger.text) == ("takeover", "captured")
    assert [party.span.text for party in claim.agent] == ["Rebels"]
    assert claim.place[0].place is not None
    assert claim.place[0].place.name == "Hama, Hama, Syria"
    assert claim.time is not None
    assert claim.time.iso == "2024-12-05"
    assert [source.party.name for source in claim.sources] == ["army"]


def test_a_place_each_makes_a_claim_each():
    claims = read("Rebels seized Hama, Homs and Daraa.").claims
    assert [claim.place[0].span.text for claim in claims] == ["Hama", "Homs", "Daraa"]
    assert len({claim.id for claim in claims}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "The home side captured its third title in Hamburg on Sunday.",
        "The retailer took over a rival firm in Leeds.",
        "Nothing of note happened in the valley.",
    ],
)
def test_what_is_no_event_of_a_conflict_gives_no_claim_of_one(text):
    assert not {claim.type for claim in read(text).claims} & {"takeover", "hold", "attack", "clash", "strike"}


def test_the_claims_id_does_not_depend_on_what_is_known_of_the_report():
    text = "Rebels seized Hama."
    plain, dated = read(text), read(text, published="2024-12-06", outlet="Wire", title="News")
    assert [claim.id for claim in plain.claims] == [claim.id for claim in dated.claims]


def test_boilerplate_yields_no_claims():
    text = "Rebels seized Hama.\n\nLeave a comment\n\nYour email address will not be published.\n"
    assert {claim.sentence.text for claim in read(text).claims} == {"Rebels seized Hama."}


def test_mentions_come_in_order_and_of_every_kind():
    mentions = read("Hayat Tahrir al-Sham freed 3,500 prisoners in Homs on Sunday.", published="2024-12-08").mentions
    assert {mention.kind for mention in mentions} == set(MentionKind)
    assert [mention.span for mention in mentions] == sorted(mention.span for mention in mentions)


def test_another_extractor_fits_in():
    class Silent:
        def extract(self, report: Report, mentions: object) -> Draft:
            return Draft()

    reading = read("Rebels seized Hama.", extractor=Silent())
    assert reading.claims == ()
    assert reading.mentions
