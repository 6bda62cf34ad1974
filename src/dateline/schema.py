"""The nouns of dateline: frozen typed values and nothing that reads or writes.

A `Report` is text as received. A `Span` is a half-open range of code points of that text and carries the words that
stand there, so that whoever holds a span can check it. An extractor makes `Draft`s, which hold only spans; grounding
turns them into `Claim`s, which say what the spans mean; a `Reading` is all that one pass over one report gives.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

EventType = NewType("EventType", str)
"""The name of one of the event types of `data/event_types.toml`, such as `takeover`."""


class SegmentKind(StrEnum):
    """What a stretch of a report is for."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    CREDIT = "credit"
    BODY = "body"
    BOILERPLATE = "boilerplate"


class MentionKind(StrEnum):
    """What a mention names."""

    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"
    QUANTITY = "quantity"


class Factuality(StrEnum):
    """How real a claim's event is, by the words of whoever makes the claim."""

    ACTUAL = "actual"
    ONGOING = "ongoing"
    FUTURE = "future"
    POSSIBLE = "possible"
    NEGATED = "negated"


class DateOrigin(StrEnum):
    """Where a report's publication date comes from."""

    GIVEN = "given"
    METADATA = "metadata"
    TEXT = "text"
    UNKNOWN = "unknown"


class Anchor(StrEnum):
    """What a time expression was resolved against: nothing at all, or a date the report gives."""

    STATED = "stated"
    PUBLISHED = "published"
    NARRATIVE = "narrative"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of a report's text, with the words that stand there."""

    start: int
    end: int
    text: str = field(compare=False)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"no span: [{self.start}, {self.end}) with {len(self.text)} characters")

    def overlaps(self, other: Span | Segment) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Segment:
    """A labelled stretch of a report; segments are in order and do not overlap."""

    kind: SegmentKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One text from one outlet, as received; labels are laid over it, nothing is cut from it.

    Attributes:
        id: the caller's name for the report, or one derived from its text.
        text: the characters that every span counts.
        published: ISO date or date-time of publication, None where nothing tells.
        published_span: the words in the text that gave the date, where they did.
        sentences: the sentences of headline and body in order; boilerplate, bylines and credits have none.
    """

    id: str
    text: str
    published: str | None = None
    published_origin: DateOrigin = DateOrigin.UNKNOWN
    published_span: Span | None = None
    language: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    segments: tuple[Segment, ...] = ()
    sentences: tuple[Span, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`; the one way in which spans of a report are made."""
        return Span(start, end, self.text[start:end])

    @property
    def day(self) -> datetime.date | None:
        """The day of publication, without the hour."""
        return datetime.date.fromisoformat(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    Attributes:
        id: `geonames:169577`, or `overlay:sednaya-prison` for the project's own layer.
        name: "Name, first-level division, Country", as far as they are known and differ.
        kind: city, town, province, country, region, quarter, prison, airbase, crossing, ...
        lat, lon: WGS84 degrees; None for a place known by name only.
        country: ISO 3166-1 alpha-2 code.
    """

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of the registry: an organisation, a force, a government, a post or a person."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Calendar days that a time expression covers.

    Attributes:
        iso: a date `2024-12-08`, month `2024-12`, year `2011`, or inclusive interval `2024-11-27/2024-12-08`.
        anchor: what the expression was resolved against.
    """

    iso: str
    anchor: Anchor


def days(iso: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of an `Interval.iso`; None where the calendar has no such days."""
    first, _, last = iso.partition("/")
    try:
        return _ends(first)[0], _ends(last or first)[1]
    except (ValueError, OverflowError):
        return None


def _ends(iso: str) -> tuple[datetime.date, datetime.date]:
    year, *rest = (int(part) for part in iso.split("-"))
    if len(rest) > 1:
        day = datetime.date(year, *rest[:2])
        return day, day
    if rest:
        month = rest[0]
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return datetime.date(year, month, 1), after - datetime.timedelta(days=1)
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of people or things: an exact value, bounds, or only words ("dozens")."""

    span: Span
    unit: str
    value: int | float | None = None
    min: int | float | None = None
    max: int | float | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something, with what grounding made of it.

    Exactly the field that belongs to `kind` may be set; it is None where the mention stays unresolved.

    Attributes:
        name: for actors, the fullest name in the report.
        confidence: of the grounding, 0 to 1.
    """

    span: Span
    kind: MentionKind
    place: Place | None = None
    actor: Actor | None = None
    interval: Interval | None = None
    quantity: Quantity | None = None
    name: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of an attribution chain as read: who says it and the words that show the saying."""

    span: Span
    cue: Span | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class StanceCue:
    """Loaded wording, its neutral equivalent, and whom it favours (`agent`, `target`)."""

    span: Span
    neutral: str
    favours: str


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim as an extractor reads it: spans and labels, nothing resolved yet.

    Attributes:
        speakers: nearest to the reader first; empty where the report speaks in its own voice.
        time: the time expression that dates the event.
    """

    type: EventType
    sentence: Span
    trigger: Span
    factuality: Factuality
    agent: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()
    time: Span | None = None
    speakers: tuple[Speaker, ...] = ()
    quantity: Quantity | None = None
    stance: tuple[StanceCue, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Attribution:
    """One piece of reported speech: who is said to have said it, the reporting words and what is said.

    `source` is None where nobody is named ("it was reported"); `content` may be in several pieces.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What an extractor reads in one report."""

    claims: tuple[ClaimDraft, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A span in a role, with the fullest name that the report gives the same party, and the registry's actor."""

    span: Span
    name: str
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Locus:
    """A span in the role of place, with the place it stands for; `place` is None where it stays unresolved."""

    span: Span
    place: Place | None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a claim's attribution chain."""

    party: Party
    cue: Span | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """One report (and whoever it cites) saying that one event happened, will, may, or did not.

    Attributes:
        id: derived from report, type, trigger and place words; stays the same when grounding improves.
        sources: nearest to the reader first; empty where the report speaks in its own voice.
        confidence: that the claim stands in the report as read, 0 to 1.
    """

    id: str
    type: EventType
    sentence: Span
    trigger: Span
    factuality: Factuality
    agent: tuple[Party, ...]
    target: tuple[Party, ...]
    place: tuple[Locus, ...]
    time: Interval | None
    time_span: Span | None
    sources: tuple[Source, ...]
    quantity: Quantity | None
    stance: tuple[StanceCue, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution with its source resolved and the claims that stand inside what is said."""

    source: Party | None
    cue: Span | None
    content: tuple[Span, ...]
    quoted: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a report that does not add up; `code` names a page in `docs/findings.md`."""

    code: str
    message: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one pass over one report gives."""

    report: Report
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Speech, ...]
    findings: tuple[Finding, ...]
