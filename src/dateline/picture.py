"""The nouns of the picture that many reports give together: recorded claims, events, contradictions, control.

A `Claim` of `dateline.schema` belongs to one report's text. What is kept of it in a record is a `RecordedClaim`, which
stands without the text and may as well come from a person's table. Recorded claims and judgements are what a record
stores; everything else here is derived from them by pure functions and can be derived anew at any time.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from dateline.schema import EventType, Factuality


@dataclass(frozen=True, slots=True)
class Name:
    """Who or where, as the record knows it; two names are of one thing where their keys are equal.

    Attributes:
        name: as people read it: the fullest name in the report, or the registry's or gazetteer's.
        id: of the registry (actors) or the gazetteer (places); None where it stays unresolved.
    """

    name: str
    id: str | None = None

    @property
    def key(self) -> str:
        """What the record groups by: the id, else the name without case."""
        return self.id or self.name.casefold()


@dataclass(frozen=True, slots=True)
class Site(Name):
    """A place of a recorded claim; `lat` and `lon` are WGS84 degrees, None where unknown."""

    kind: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or things, without the words' place in a text; bounds are inclusive."""

    unit: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedClaim:
    """One claim as a record keeps it, read by the program or coded by a person.

    Attributes:
        id: unique in the record.
        report: the report's id.
        outlet: who published the report; None where unknown.
        published: the day on which it could be known; None where the report has no date.
        time: ISO date, month, year or inclusive interval of the event, as `schema.Interval.iso`.
        sources: who says so, nearest to the reader first; empty where the outlet speaks in its own voice.
        confidence: that the claim stands in the report as read, 0 to 1.
        trigger, sentence: the words, "" where a person's table has none.
    """

    id: str
    report: str
    outlet: str | None
    published: datetime.date | None
    type: EventType
    factuality: Factuality
    agent: tuple[Name, ...] = ()
    target: tuple[Name, ...] = ()
    place: tuple[Site, ...] = ()
    time: str | None = None
    sources: tuple[Name, ...] = ()
    quantity: Count | None = None
    confidence: float = 1.0
    trigger: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One text that several reports print, or one that credits another outlet than its own.

    Attributes:
        original: id of the report that is taken for the first print on record.
        voice: key of whoever wrote it: the agency or outlet it credits, else the original's outlet; None where unknown.
        copies: (report id, share of its words in a row that stand in the original, 0 to 1), sorted.
    """

    original: str
    voice: str | None
    copies: tuple[tuple[str, float], ...] = ()


class Verdict(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on a claim or on which claims tell one event; the latest one on the same subject holds.

    Attributes:
        claims: the claim judged, or for `merge` and `split` the claims that do or do not belong together.
        changes: for `edit`, field of `RecordedClaim` and its new value as the record's JSON writes it.
        at: when, in UTC.
    """

    id: str
    verdict: Verdict
    claims: tuple[str, ...]
    by: str
    at: datetime.datetime
    why: str = ""
    changes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Why two claims were taken to tell one event.

    Attributes:
        score: the log-odds that they do.
        reasons: (feature, its share of the score), largest first.
    """

    first: str
    second: str
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Claims about one occurrence, across reports.

    Attributes:
        id: derived from its first claim's id by order of ids; the same for any order of arrival.
        claims: ids, sorted.
        origins: the voices behind the claims, each once however often it was reprinted, sorted.
        links: the pairs that hold the event together.
    """

    id: str
    type: EventType
    claims: tuple[str, ...]
    place: tuple[Site, ...]
    first_day: datetime.date | None
    last_day: datetime.date | None
    origins: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """One of the values that cannot all be true, with the claims and the voices that hold it."""

    value: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Values of one event, or of one place and day, that cannot all be true.

    Attributes:
        kind: `toll`, `holder`, `date`, `doer` or `happened`.
        subject: the event's id, or "place key@day".
    """

    kind: str
    subject: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim behind a state of control: how far it moves the log-odds of the state, and the voice behind it."""

    claim: str
    origin: str
    ratio: float


@dataclass(frozen=True, slots=True)
class ControlState:
    """Who held a place over an interval of days, inclusive at both ends.

    Attributes:
        holder: a party's key, or `contested`, `vacated`, `unknown`.
        probability: of the holder on the days of the interval, their mean.
        posterior: (holder, mean probability) of all candidates, largest first.
        evidence: strongest first.
    """

    place: Site
    first_day: datetime.date
    last_day: datetime.date
    holder: str
    probability: float
    posterior: tuple[tuple[str, float], ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from a record's claims and judgements."""

    events: tuple[Event, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    control: tuple[ControlState, ...] = ()
