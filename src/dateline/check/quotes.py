"""Quotations for which nobody is named."""

from __future__ import annotations

from collections.abc import Iterator

from dateline import ontology
from dateline.check.view import View, plain, words
from dateline.schema import Finding, Span

_LEAST_WORDS = 8
_AROUND = 160  # characters before and after a quotation in which its speaker may be told


def quote_without_speaker(view: View) -> Iterator[Finding]:
    """Quotations of a sentence or more without a speaker or a word of telling in or beside their sentence."""
    told = [part for one in view.speech if one.source is not None for part in one.content]
    for speech in view.speech:
        if not speech.quoted or speech.source is not None or not speech.content:
            continue
        first = speech.content[0]
        if len(first.text.split()) < _LEAST_WORDS or view.in_headline(first) or view.sentence(first.start) < 0:
            continue
        if not any(part.overlaps(first) for part in told) and not _told_beside(view, first):
            yield view.finding(
                "quote-without-speaker", f"nobody is named for the quotation “{plain(first.text)}”", first
            )


def _told_beside(view: View, quotation: Span) -> bool:
    """Whether a verb or another word of telling, or of writing, stands near the quotation."""
    before = view.text[max(0, quotation.start - _AROUND) : quotation.start]
    after = view.text[quotation.end : quotation.end + _AROUND]
    around = before + " " + after
    if words("nobody").search(around) and not words("telling").search(words("nobody").sub("", around)):
        return False
    return bool(words("telling").search(around) or words("written").search(around)) or _has_verb_of_telling(around)


def _has_verb_of_telling(text: str) -> bool:
    known = ontology.reporting()
    forms = ontology.verb_forms()
    return any(
        reading.lemma in known
        for word in text.lower().split()
        for reading in forms.get(word.strip(".,;:!?()“”\"'’"), ())
    )
