"""One report as the rules look at it, and the words of `data/findings.toml` that they go by."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline import data
from dateline.schema import Claim, Finding, Locus, Mention, Party, Report, SegmentKind, Source, Span, Speech

_PARAGRAPH = re.compile(r"\n\s*\n")
_MARKS = re.compile(r"[“”«»\"]")


@dataclass(frozen=True, slots=True)
class View:
    """What all rules are given."""

    report: Report
    claims: Sequence[Claim]
    mentions: Sequence[Mention]
    speech: Sequence[Speech]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    @property
    def headline(self) -> Span | None:
        """The headline, None where there is none."""
        for segment in self.report.segments:
            if segment.kind is SegmentKind.HEADLINE and segment.end > segment.start:
                return self.report.span(segment.start, segment.end)
        return None

    @property
    def body(self) -> tuple[Span, ...]:
        """The sentences that are not the headline, in order."""
        head = self.headline
        return tuple(one for one in self.report.sentences if head is None or not one.overlaps(head))

    def in_headline(self, span: Span) -> bool:
        """Whether the span stands in the headline."""
        head = self.headline
        return head is not None and head.overlaps(span)

    def quoted(self, span: Span) -> bool:
        """Whether the span stands inside a quotation."""
        return any(one.quoted and any(part.overlaps(span) for part in one.content) for one in self.speech)

    def sentence(self, offset: int) -> int:
        """The number of the sentence at `offset`, -1 where there is none."""
        sentences = self.report.sentences
        at = bisect_right(sentences, offset, key=lambda one: one.start) - 1
        return at if at >= 0 and offset < sentences[at].end else -1

    def same_paragraph(self, first: int, second: int) -> bool:
        """Whether no empty line stands between the two places."""
        return _PARAGRAPH.search(self.text, min(first, second), max(first, second)) is None

    def finding(self, code: str, message: str, *spans: Span) -> Finding:
        """A finding with its spans in the order of the text, none twice."""
        return Finding(code, message, tuple(sorted(dict.fromkeys(spans))))


@cache
def words(name: str) -> re.Pattern[str]:
    """Any of the words or phrases of that list."""
    return re.compile(rf"\b(?:{'|'.join(data.table('findings.toml')['words'][name])})\b", re.IGNORECASE)


def published(report: Report) -> datetime.date | None:
    """The day of publication, None where it is unknown or no date."""
    try:
        return report.day
    except ValueError:
        return None


def key(party: Party) -> str:
    """What two mentions of one party share: the registry's id, else the name."""
    return party.actor.id if party.actor else party.name.casefold()


def where(locus: Locus) -> str:
    """What two mentions of one place share: the gazetteer's id, else the words."""
    return locus.place.id if locus.place else locus.span.text.casefold()


def sources(claim: Claim) -> frozenset[str]:
    """Who says it; empty for the report's own voice."""
    return frozenset(_source(link) for link in claim.sources)


def _source(link: Source) -> str:
    return key(link.party)


def plain(text: str) -> str:
    """The text on one line without quotation marks, short enough to be shown inside a message."""
    flat = " ".join(_MARKS.sub("", text).split())
    return flat if len(flat) <= 80 else flat[:77].rstrip() + "..."
