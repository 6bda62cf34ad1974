"""The one pass over one report: it takes any text, and every span that it gives can be checked."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from dateline import Reading, Report, read
from dateline.errors import DatelineError, InputError, OptionError
from dateline.export import jsonl
from dateline.export.table import table
from dateline.extract.rules import RuleExtractor
from dateline.reading import spot
from dateline.schema import Anchor, Claim, DateOrigin, Draft, Factuality, Locus, Mention, MentionKind, Party
from dateline.text import load
from records import spans_in
from strategies import anything, newsy

BY_RULES = RuleExtractor()
"""Where a test is of one stage alone, claims are those of the rules, which do not change with each training."""

REPORTS = tomllib.loads((Path(__file__).parent / "cases" / "extract_reports.toml").read_text("utf-8"))["case"]
OFFENSIVE = """Rebels enter Hama as army pulls out

HAMA, Syria, Dec 6 (Levant Wire) - Hayat Tahrir al-Sham (HTS) captured the city of Hama on Thursday, a war monitor \
said. HTS fighters freed 300 men from a jail on Friday.

“The army withdrew from our city last night,” Colonel Nadim Farhoud said. He urged residents to stay in their homes. \
HTS vowed to take Damascus. In 2016 the army had retaken Aleppo.
"""


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

        def ahead(self, report: Report, mentions: Sequence[Mention]) -> None:
            pass

    reading = read("Rebels seized Hama.", extractor=Silent())
    assert reading.claims == ()
    assert reading.mentions


def claim_of(result: Reading, name: str, word: str) -> Claim:
    """The first claim of a type whose trigger holds a word."""
    return next(claim for claim in result.claims if claim.type == name and word in claim.trigger.text)


def test_short_names_and_pronouns_stand_for_the_fullest_name():
    result = read(OFFENSIVE, published="2024-12-06", extractor=BY_RULES)
    capture, appeal = claim_of(result, "takeover", "captured"), claim_of(result, "appeal", "urged")
    assert [party.name for party in capture.agent] == ["Hayat Tahrir al-Sham"]
    assert [(party.span.text, party.name) for party in appeal.agent] == [("He", "Colonel Nadim Farhoud")]
    vow = claim_of(result, "takeover", "take")
    assert [(party.span.text, party.name) for party in vow.agent] == [("HTS", "Hayat Tahrir al-Sham")]
    assert {party.actor.id for party in (*capture.agent, *vow.agent) if party.actor} == {"hayat-tahrir-al-sham"}


def test_who_vows_is_the_source_of_what_is_vowed():
    vow = claim_of(read(OFFENSIVE, published="2024-12-06"), "takeover", "take")
    assert vow.factuality is Factuality.FUTURE
    assert [source.party.name for source in vow.sources] == ["Hayat Tahrir al-Sham"]


def test_a_quotation_makes_its_speaker_the_source():
    claim = claim_of(read(OFFENSIVE, published="2024-12-06"), "withdrawal", "withdrew")
    assert [(source.party.name, source.quoted) for source in claim.sources] == [("Colonel Nadim Farhoud", True)]


def test_times_count_from_the_day_of_publication():
    result = read(OFFENSIVE, published="2024-12-06")
    capture, old = claim_of(result, "takeover", "captured"), claim_of(result, "takeover", "retaken")
    assert capture.time is not None
    assert (capture.time.iso, capture.time.anchor) == ("2024-12-05", Anchor.PUBLISHED)
    assert old.time is not None
    assert (old.time.iso, old.time.anchor) == ("2016", Anchor.STATED)


def test_without_a_date_a_weekday_has_no_day():
    (claim,) = read("Rebels captured Hama on Thursday.", extractor=BY_RULES).claims
    assert claim.time is None
    assert claim.time_span is not None
    assert claim.time_span.text == "Thursday"


def test_the_date_given_outdoes_the_one_in_the_text():
    text = "8 December 2024\n\nRebels captured Hama yesterday.\n"
    found, given_one = (read(text, published=day, extractor=BY_RULES) for day in (None, "2024-12-20"))
    assert (found.report.published, found.report.published_origin) == ("2024-12-08", DateOrigin.TEXT)
    assert (given_one.report.published, given_one.report.published_origin) == ("2024-12-20", DateOrigin.GIVEN)
    assert claim_of(found, "takeover", "captured").time != claim_of(given_one, "takeover", "captured").time


def test_what_the_caller_knows_is_kept():
    report = read("Rebels captured Hama.", outlet="Levant Wire", title="Hama falls").report
    assert (report.outlet, report.title) == ("Levant Wire", "Hama falls")


def test_a_report_made_elsewhere_is_read_as_it_is():
    report = load.report("Rebels captured Hama.", id="r-1", published="2024-12-06")
    assert read(report).report is report


def test_every_speech_knows_the_claims_inside_it():
    result = read(OFFENSIVE, published="2024-12-06")
    inside = {claim: speech for speech in result.attributions for claim in speech.claims}
    for claim in result.claims:
        if claim.id in inside:
            held = any(span.start <= claim.trigger.start < span.end for span in inside[claim.id].content)
            assert held
    assert claim_of(result, "withdrawal", "withdrew").id in inside
    assert claim_of(result, "takeover", "retaken").id not in inside


def test_every_claim_points_to_a_speech_for_each_of_its_sources():
    result = read(OFFENSIVE, published="2024-12-06")
    said = {speech.source.span for speech in result.attributions if speech.source}
    assert {source.party.span for claim in result.claims for source in claim.sources} <= said


def test_claims_come_in_the_order_of_their_sentences():
    starts = [claim.sentence.start for claim in read(OFFENSIVE).claims]
    assert starts == sorted(starts)


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case["about"])
def test_the_same_report_is_read_the_same_twice(case):
    first, second = (read(case["text"], published=case.get("published")) for _ in range(2))
    assert first == second
    check(first)


def test_ids_of_claims_do_not_depend_on_what_grounding_makes_of_them(monkeypatch):
    grounded = read(OFFENSIVE, published="2024-12-06")
    monkeypatch.setattr("dateline.reading.places.locate", lambda span, *_: Locus(span, None))
    monkeypatch.setattr("dateline.reading.actors.resolve", lambda span, *_, **__: Party(span, span.text))
    bare = read(OFFENSIVE, published="2024-12-06")
    assert [claim.id for claim in bare.claims] == [claim.id for claim in grounded.claims]
    assert all(locus.place is None for claim in bare.claims for locus in claim.place)


def test_the_same_words_in_another_report_are_another_claim():
    one, other = (load.report("Rebels captured Hama.", id=name) for name in ("a", "b"))
    assert {claim.id for claim in read(one).claims}.isdisjoint(claim.id for claim in read(other).claims)


def test_no_place_is_named_by_the_words_of_an_organisation():
    mentions = spot(load.report("The Syrian Observatory for Human Rights and the Bank of Aleppo spoke."))
    named = [m.span for m in mentions if m.kind is MentionKind.ACTOR and m.actor is not None]
    assert named
    assert not any(m.span.overlaps(span) for m in mentions if m.kind is MentionKind.PLACE for span in named)


def test_a_place_inside_a_description_of_people_is_still_a_place():
    mentions = spot(load.report("Shelling killed residents of the town of Harim in Idlib."))
    assert {"Harim", "Idlib"} <= {m.span.text for m in mentions if m.kind is MentionKind.PLACE}


def outline(result: Reading) -> list[tuple[object, ...]]:
    """What the claims of a reading say, without whom they name."""
    return [
        (
            claim.type,
            claim.factuality,
            claim.time.iso if claim.time else None,
            len(claim.agent),
            len(claim.target),
            [locus.place.id if locus.place else None for locus in claim.place],
            len(claim.sources),
            claim.quantity.value if claim.quantity else None,
        )
        for claim in result.claims
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian forces", "Ukrainian forces"),
        ("Hayat Tahrir al-Sham", "Syrian Arab Army"),
        ("Israel", "Iran"),
        ("HTS", "SAA"),
    ],
)
def test_swapping_the_parties_changes_nothing_but_the_names(one, other):
    frame = (
        "{0} captured Hama on Thursday, a monitor said. {1} withdrew from Homs. {0} shelled Idlib, killing 12 people. "
        "{1} denied that {0} had taken Aleppo. {1} vowed to retake Hama."
    )
    first, second = (
        read(frame.format(*pair), published="2024-12-06", extractor=BY_RULES) for pair in ((one, other), (other, one))
    )
    assert outline(first) == outline(second)
    assert len(first.claims) >= 6


@pytest.mark.parametrize(
    ("loaded", "neutral"), [("liberated", "captured"), ("regime", "government"), ("terrorists", "fighters")]
)
def test_a_loaded_word_weighs_no_more_than_its_neutral_twin(loaded, neutral):
    text = (
        "The terrorists were driven out of Homs. On Friday regime forces withdrew from Idlib, the regime said. Rebels "
        "liberated Hama, Daraa and Aleppo. The regime shelled Hama, killing 12 terrorists."
    )
    assert outline(read(text, published="2024-12-06")) == outline(
        read(text.replace(loaded, neutral), published="2024-12-06")
    )


def test_findings_come_with_the_reading():
    (finding, *_) = read("Rebels captured Hama on Friday, 8 December 2024.", published="2024-12-08").findings
    assert finding.spans
