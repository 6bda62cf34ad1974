"""What the HTTP API answers on outlets and speakers beside each other, as types."""

from __future__ import annotations

from typing_extensions import TypedDict

from dateline.web.shapes import NameOut


class Voice(NameOut):
    """An outlet or speaker."""

    claims: int
    first_reports: int


class Agreement(TypedDict):
    """Of the events that two voices both tell of, how many they tell alike."""

    a: str
    b: str
    shared: int
    agree: int


class Lag(TypedDict):
    """How many days later than `a` `b` tells of the events of both, at the median."""

    a: str
    b: str
    days: float
    events: int


class WordOut(TypedDict):
    """The word that a voice chose for an event; `neutral` where it favours a side."""

    voice: str
    word: str
    neutral: str | None
    report: str
    claim: str


class Wording(TypedDict):
    """One event in the words of several voices."""

    event: str
    type: str
    place: str
    words: list[WordOut]


class Coverage(TypedDict):
    """Claims of each voice on each day."""

    first_day: str | None
    rows: dict[str, list[int]]


class Correction(TypedDict):
    """A voice that later says otherwise than it said of one event."""

    voice: str
    event: str
    field: str
    before: str
    after: str
    first: str
    then: str


class Compare(TypedDict):
    """How outlets or speakers tell of the same events."""

    voices: list[Voice]
    agreement: list[Agreement]
    lag: list[Lag]
    wording: list[Wording]
    coverage: Coverage
    corrections: list[Correction]
