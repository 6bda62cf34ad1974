"""Loaded wording in a claim: the cue, its neutral twin, and whom it favours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dateline import ontology
from dateline.extract.tokens import WORD
from dateline.ontology import Loaded
from dateline.schema import Report, Span, StanceCue


def cues(
    report: Report, sentence: Span, trigger: Span, agent: Sequence[Span], target: Sequence[Span]
) -> tuple[StanceCue, ...]:
    """The loaded words in the trigger and among the parties of a claim, in order.

    A word that names a party favours that party or its opponent; one that names the act favours who does it or to whom
    it is done. Who stands where is read off the role in which the word is found.
    """
    found = []
    for span, loaded in occurrences(report, sentence):
        if span.overlaps(trigger) or any(span.overlaps(party) for party in agent):
            found.append(StanceCue(span, loaded.neutral, loaded.side("agent")))
        elif any(span.overlaps(party) for party in target):
            found.append(StanceCue(span, loaded.neutral, loaded.side("target")))
    return tuple(found)


@cache
def _longest() -> int:
    return max(len(loaded.words) for loaded in ontology.stance().values())


def occurrences(report: Report, stretch: Span) -> Iterator[tuple[Span, Loaded]]:
    """Loaded wording in a stretch of a report, in order; of two that overlap the longer one that begins first."""
    words = list(WORD.finditer(report.text, stretch.start, stretch.end))
    forms = [word.group().lower() for word in words]
    at = 0
    while at < len(words):
        for length in range(min(_longest(), len(words) - at), 0, -1):
            loaded = ontology.stance().get(" ".join(forms[at : at + length]))
            if loaded is not None:
                yield report.span(words[at].start(), words[at + length - 1].end()), loaded
                at += length - 1
                break
        at += 1
