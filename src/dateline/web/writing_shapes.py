"""What the HTTP API answers on judgements and on reports that are being added, as types."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from dateline.web.shapes import ClaimOut, Page


class Why(TypedDict):
    """Why a claim is worth a look: how doubtful it is, how much hangs on it, and both in words."""

    doubt: float
    weight: float
    words: str


class DeskItem(TypedDict):
    """A claim that waits to be judged."""

    claim: ClaimOut
    value: float
    why: Why


class Desk(Page):
    """The claims that are not judged, those most worth a look first."""

    items: list[DeskItem]


class JudgementOut(TypedDict):
    """What a person decided; `withdrawn` says by whom and when it was taken back."""

    id: str
    verdict: str
    claims: list[str]
    by: str
    at: str
    why: str
    changes: dict[str, Any]


class WithdrawnOut(TypedDict):
    """That a judgement was taken back."""

    id: str
    by: str
    at: str
    why: str
    withdrawn: bool


class Judgements(Page):
    """A page of judgements that stand, the latest first."""

    items: list[JudgementOut]


class Accepted(TypedDict):
    """That reports are being read; `job` is where to ask how far."""

    job: str


class JobOut(TypedDict):
    """How far the reading of reports is."""

    id: str
    state: str
    done: int
    total: int | None
    added: int
    known: int
    claims: int
    reports: list[str]
    errors: list[str]
