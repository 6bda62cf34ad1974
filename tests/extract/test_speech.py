"""Who is said to have said what."""

from __future__ import annotations

import pytest
from sentences import draft_of, phrases_of, plain, report_of, table

from dateline.extract.speech import tellings
from dateline.extract.telling import Telling, chain, speakers
from dateline.schema import ClaimDraft

CASES = table("extract_speech.toml")
BODY = "\n\nThe road to the south stayed open on Sunday. Shops were shut and few people were seen in the old town.\n"


def claim_at(text: str, event: str) -> ClaimDraft:
    """The first claim of a type whose trigger holds a word, given as "type word"."""
    name, word = event.split(" ", 1)
    return next(claim for claim in draft_of(text).claims if claim.type == name and word in claim.trigger.text)


def links(claim: ClaimDraft) -> list[str]:
    """The attribution chain of a claim as "name: cue"."""
    return [f"{plain(link.span)}: {link.cue.text if link.cue else ''}" for link in claim.speakers]


@pytest.mark.parametrize(("text", "event", "chain"), CASES["clauses"])
def test_a_speaker_before_behind_and_within_what_is_said(text, event, chain):
    assert links(claim_at(text, event)) == chain


@pytest.mark.parametrize(("text", "event", "chain"), CASES["phrases"])
def test_speakers_by_preposition(text, event, chain):
    assert links(claim_at(text, event)) == chain


@pytest.mark.parametrize(("text", "event", "chain"), CASES["own_voice"])
def test_a_report_may_speak_in_its_own_voice(text, event, chain):
    assert links(claim_at(text, event)) == chain


@pytest.mark.parametrize(("text", "event", "chain"), CASES["quotations"])
def test_a_quotation_belongs_to_the_speaker_beside_it(text, event, chain):
    claim = claim_at(text, event)
    assert links(claim) == chain
    assert claim.speakers[0].quoted


@pytest.mark.parametrize(("text", "event", "chain"), CASES["beside"])
def test_speech_ends_where_another_begins(text, event, chain):
    assert links(claim_at(text, event)) == chain


@pytest.mark.parametrize(("text", "event", "chain"), CASES["nested"])
def test_speech_within_speech_runs_from_the_reader_inwards(text, event, chain):
    assert links(claim_at(text, event)) == chain


@pytest.mark.parametrize(("text", "event", "chain"), CASES["denials"])
def test_who_denies_is_the_source_of_the_denial(text, event, chain):
    assert links(claim_at(text, event)) == chain


@pytest.mark.parametrize(("headline", "event", "chain"), CASES["headlines"])
def test_a_headline_names_its_speaker_in_short(headline, event, chain):
    assert links(claim_at(headline + BODY, event)) == chain


@pytest.mark.parametrize(("text", "content", "source", "cue", "quoted"), CASES["attributions"])
def test_reported_speech_is_kept_whether_or_not_it_holds_a_claim(text, content, source, cue, quoted):
    (attribution,) = draft_of(text).attributions
    assert [span.text.strip("“”") for span in attribution.content] == content
    assert attribution.source is not None
    assert attribution.cue is not None
    assert (plain(attribution.source), attribution.cue.text, attribution.quoted) == (source, cue, quoted)


def test_a_quotation_without_a_speaker_is_kept_without_one():
    text = "The banner was plain. “We want the siege of our town to end now.” Nobody claimed it."
    (attribution,) = (item for item in draft_of(text).attributions if item.quoted)
    assert attribution.source is None
    assert attribution.cue is None


def test_no_speech_in_a_text_without_any():
    assert draft_of("Rebels captured Hama. The army left.").attributions == ()


def test_a_few_quoted_words_are_no_speech():
    assert draft_of("Rebels “liberated” Hama.").attributions == ()


def test_a_chain_begins_with_the_widest_speech():
    text = "The newspaper reported that the army said rebels had captured Hama."
    report = report_of(text)
    heard = tellings(report, phrases_of(text))
    inner = chain(heard, text.index("rebels"))
    assert [link.source.text for link in inner if link.source] == ["The newspaper", "the army"]
    assert [link.cue.text for link in speakers(inner) if link.cue] == ["reported", "said"]
    assert chain(heard, 0) == ()


def test_a_telling_knows_what_it_holds():
    report = report_of("The army said rebels left.")
    telling = Telling(report.span(0, 8), report.span(9, 13), (report.span(14, 25),), "say", 9)
    assert telling.holds(14)
    assert not telling.holds(25)
    assert telling.length == 11
    assert telling.attribution().content == telling.content
