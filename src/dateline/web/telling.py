"""Claims as the API tells them: as judged, with what they were before, and with who said so in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline import coding
from dateline.picture import Judgement, Name, RecordedClaim, Site, Verdict
from dateline.store.claims import Stretches
from dateline.web import shapes
from dateline.web.columns import ACCEPTED, EDITED, OPEN, REJECTED, STATUSES

EDITABLE = tuple(shapes.Told.__annotations__)
"""The fields of a claim that an edit may change."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What people decided about one claim.

    Attributes:
        status: index into `columns.STATUSES`.
        changes: the fields that edits changed, with their values as JSON.
        latest: the judgement by which it can be taken back.
    """

    status: int
    changes: tuple[tuple[str, str], ...]
    latest: Judgement


def marks(judgements: Iterable[Judgement]) -> dict[str, Mark]:
    """What people decided about claims by themselves, by the claim's id; `judgements` are the oldest first."""
    found: dict[str, Mark] = {}
    for judgement in judgements:
        if judgement.verdict not in (Verdict.ACCEPT, Verdict.REJECT, Verdict.EDIT):
            continue
        for claim in judgement.claims:
            before = found.get(claim)
            changes = dict(before.changes if before else ()) | dict(judgement.changes)
            was = before.status if before else OPEN
            found[claim] = Mark(_status(was, judgement.verdict, changes), tuple(changes.items()), judgement)
    return found


def _status(was: int, verdict: Verdict, changes: Mapping[str, str]) -> int:
    if verdict is Verdict.REJECT:
        return REJECTED
    if verdict is Verdict.ACCEPT:
        return EDITED if changes else ACCEPTED
    return REJECTED if was == REJECTED else EDITED


@dataclass(frozen=True, slots=True)
class Around:
    """What a claim does not say of itself.

    Attributes:
        titles: of reports, by id.
        stretches: where claims stand in their reports, by the claim's id.
        events: id of the event that a claim tells of, by the claim's id.
        marks: what people decided, by the claim's id.
    """

    titles: Mapping[str, str | None]
    stretches: Mapping[str, Stretches]
    events: Mapping[str, str]
    marks: Mapping[str, Mark]


def shown(claim: RecordedClaim, mark: Mark | None) -> RecordedClaim:
    """The claim with the edits that stand; one that a newer version cannot make is left out."""
    if mark is None or not mark.changes:
        return claim
    try:
        return coding.changed(claim, mark.changes)
    except ValueError:
        return claim


def told(claim: RecordedClaim, around: Around) -> dict[str, Any]:
    """The claim as the API tells it, a `shapes.ClaimOut`."""
    mark = around.marks.get(claim.id)
    now = shown(claim, mark)
    at = around.stretches.get(claim.id)
    return {
        "id": claim.id,
        "report": claim.report,
        "report_title": around.titles.get(claim.report),
        "label": label(now.type),
        **_fields(now),
        "span": at.trigger if at else None,
        "sentence_span": at.sentence if at else None,
        "chain": chain(now),
        "judged": judged(mark) if mark else None,
        "original": _fields(claim) if now is not claim else None,
        "event": around.events.get(claim.id),
    }


def judged(mark: Mark) -> shapes.Judged:
    """What was decided, with the latest who, when and why."""
    latest = mark.latest
    at = latest.at.isoformat(timespec="seconds")
    return {"id": latest.id, "status": STATUSES[mark.status], "by": latest.by, "at": at, "why": latest.why}


def chain(claim: RecordedClaim) -> str:
    """Who says so, the outlet first: "NYT ← HTS"."""
    return " ← ".join([*([claim.outlet] if claim.outlet else ()), *(source.name for source in claim.sources)])


def label(kind: str) -> str:
    """An event type or status as people read it."""
    return kind.replace("_", " ").capitalize()


def names(given: Sequence[Name]) -> list[shapes.NameOut]:
    """Parties with their keys."""
    return [{"key": name.key, "name": name.name} for name in given]


def site(place: Site) -> shapes.SiteOut:
    """A place with its key and coordinates."""
    return {"key": place.key, "name": place.name, "kind": place.kind, "lat": place.lat, "lon": place.lon}


def _fields(claim: RecordedClaim) -> shapes.Told:
    quantity = claim.quantity
    return {
        "outlet": claim.outlet,
        "published": claim.published.isoformat() if claim.published else None,
        "type": claim.type,
        "factuality": claim.factuality.value,
        "agent": names(claim.agent),
        "target": names(claim.target),
        "place": [site(place) for place in claim.place],
        "time": claim.time,
        "sources": names(claim.sources),
        "quantity": coding.plain(quantity) if quantity else None,
        "confidence": claim.confidence,
        "trigger": claim.trigger,
        "sentence": claim.sentence,
    }
