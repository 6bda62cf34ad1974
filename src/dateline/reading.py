"""The one pass over one report: text, mentions, claims, grounding, findings.

1. `text` has labelled the report's segments, sentences, date and language.
2. `ground` and `extract` spot what its words name: parties, places, times, quantities.
3. An extractor reads claims and reported speech as spans.
4. `ground` says what the spans mean; `check` says what does not add up.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from dateline import check
from dateline.extract import Extractor, quantities
from dateline.extract.rules import RuleExtractor
from dateline.ground import actors, places, times
from dateline.ground.gazetteer import Gazetteer
from dateline.ground.names import registry
from dateline.schema import (
    Attribution,
    Claim,
    ClaimDraft,
    Interval,
    Locus,
    Mention,
    MentionKind,
    Party,
    Reading,
    Report,
    Source,
    Span,
    Speech,
)
from dateline.text import load

AHEAD = 3
"""Reports that the encoder may be ahead of grounding; more take memory and gain nothing."""
GAZETTEER = "DATELINE_GAZETTEER"
"""The environment variable for a gazetteer of one's own, made by `dateline gazetteer build`."""


def read(
    source: str | Report,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    extractor: Extractor | None = None,
) -> Reading:
    """Everything that one report says: its claims, mentions, reported speech and findings.

    Args:
        source: the text of a report, or a `Report` as `dateline.text.inputs` makes it.
        published: ISO date of publication; where it is missing the text is searched for one.
        outlet: who publishes the report.
        title: the headline, where it is known apart from the text.
        extractor: what reads the claims; the encoder by default.

    Raises:
        InputError: where the text is empty.
        OptionError: where `published` is no ISO date.
    """
    report = (
        source if isinstance(source, Report) else load.report(source, published=published, outlet=outlet, title=title)
    )
    reader, mentions = extractor or _default(), spot(report)
    reader.ahead(report, mentions)
    return _read(report, mentions, reader)


def _default() -> Extractor:
    return extractor()


def _read(report: Report, mentions: Sequence[Mention], reader: Extractor) -> Reading:
    draft = reader.extract(report, mentions)
    mentions = tuple(sorted((*mentions, *draft.mentions), key=lambda mention: mention.span))
    world = _World(report, mentions)
    claims = tuple(world.claim(item) for item in draft.claims)
    speech = tuple(world.speech(item, claims) for item in draft.attributions)
    return Reading(report, claims, mentions, speech, check.findings(report, claims, mentions, speech))


def read_all(reports: Iterable[Report], *, extractor: Extractor | None = None) -> Iterator[Reading]:
    """The readings of reports in their order, the encoder a few reports ahead of the rest."""
    reader = extractor or _default()
    waiting: deque[tuple[Report, Sequence[Mention]]] = deque()
    for report in reports:
        mentions = spot(report)
        reader.ahead(report, mentions)
        waiting.append((report, mentions))
        if len(waiting) > AHEAD:
            yield _read(*waiting.popleft(), reader)
    while waiting:
        yield _read(*waiting.popleft(), reader)


def spot(report: Report) -> tuple[Mention, ...]:
    """Every party, place, time expression and quantity that the words of the report name, in order of appearance."""
    parties = actors.spot(report, registry())
    when = times.spot(report)
    taken = tuple(mention.span for mention in (*parties, *when) if not _described(mention))
    where = places.spot(report, gazetteer(), taken=taken)
    return tuple(
        sorted((*parties, *when, *where, *quantities.spot(report)), key=lambda mention: (mention.span, mention.kind))
    )


def _described(mention: Mention) -> bool:
    """Whether a party is a description that may name a place in passing: "residents of the town of Harim"."""
    return mention.actor is None and mention.span.text[0].islower()


@cache
def extractor(name: str = "encoder") -> Extractor:
    """What reads claims: the `encoder` that ships with the package, with rules beside it, or `rules` alone.

    Each is made once per process.

    Raises:
        DataError: where the encoder is missing.
    """
    if name == "rules":
        return RuleExtractor()
    from dateline.extract.neural import EncoderExtractor

    return EncoderExtractor()


def gazetteer() -> Gazetteer:
    """The gazetteer that the environment variable DATELINE_GAZETTEER names, else the one that ships with the package.

    Each is opened once per process. A variable, so that every process of a run reads with the same one.

    Raises:
        DataError: where it is missing or no gazetteer.
    """
    return _opened(os.environ.get(GAZETTEER, ""))


@cache
def _opened(path: str) -> Gazetteer:
    return Gazetteer(Path(path) if path else None)


class _World:
    """What the spans of one report stand for."""

    def __init__(self, report: Report, mentions: tuple[Mention, ...]) -> None:
        self.report = report
        self.parties = tuple(m for m in mentions if m.kind is MentionKind.ACTOR)
        self.places = tuple(m for m in mentions if m.kind is MentionKind.PLACE)
        self.intervals = {m.span: m.interval for m in mentions if m.kind is MentionKind.TIME}

    def party(self, span: Span, speaker: Span | None = None) -> Party:
        return actors.resolve(span, self.report, self.parties, registry(), speaker=speaker)

    def locus(self, span: Span) -> Locus:
        return places.locate(span, self.report, self.places, gazetteer())

    def interval(self, span: Span | None) -> Interval | None:
        return self.intervals.get(span) if span is not None else None

    def claim(self, draft: ClaimDraft) -> Claim:
        speaker = draft.speakers[-1].span if draft.speakers else None
        return Claim(
            id=_claim_id(self.report, draft),
            type=draft.type,
            sentence=draft.sentence,
            trigger=draft.trigger,
            factuality=draft.factuality,
            agent=tuple(self.party(span, speaker) for span in draft.agent),
            target=tuple(self.party(span, speaker) for span in draft.target),
            place=tuple(self.locus(span) for span in draft.place),
            time=self.interval(draft.time),
            time_span=draft.time,
            sources=tuple(Source(self.party(link.span), link.cue, link.quoted) for link in draft.speakers),
            quantity=draft.quantity,
            stance=draft.stance,
            confidence=draft.confidence,
        )

    def speech(self, attribution: Attribution, claims: Sequence[Claim]) -> Speech:
        inside = tuple(
            claim.id
            for claim in claims
            if any(span.start <= claim.trigger.start < span.end for span in attribution.content)
        )
        source = self.party(attribution.source) if attribution.source is not None else None
        return Speech(source, attribution.cue, attribution.content, attribution.quoted, inside)


def _claim_id(report: Report, draft: ClaimDraft) -> str:
    place = draft.place[0].start if draft.place else -1
    key = f"{report.id}\x1f{draft.type}\x1f{draft.trigger.start}\x1f{draft.trigger.end}\x1f{place}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
