"""Events and contradictions as the API tells them: what each voice says, side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.export.claims_table import amount
from dateline.picture import Contradiction, Event, Name, RecordedClaim
from dateline.sitrep.accounts import account, happening
from dateline.sitrep.gathered import Gathered, Index
from dateline.sitrep.naming import registered
from dateline.sitrep.wording import Namer, opened
from dateline.web import telling

_LINKS = 200
_NO_DAY = datetime.date.min


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What telling of an event needs besides it.

    Attributes:
        claims: as people left them, by id.
        origins: key of the voice behind each claim, by its id.
        names: how people write each party, speaker and outlet, by key.
        copies: prints of each story, by the id of every report in it.
    """

    claims: Mapping[str, RecordedClaim]
    origins: Mapping[str, str]
    names: Mapping[str, str]
    odd: Sequence[Contradiction]
    copies: Mapping[str, tuple[dict[str, Any], ...]]
    index: Index = field(init=False)
    short: Mapping[str, tuple[str, str]] = field(init=False)
    by_subject: Mapping[str, list[Contradiction]] = field(init=False)

    def __post_init__(self) -> None:
        claims = tuple(self.claims.values())
        short = registered(claims, set(self.origins.values()))
        by_subject: dict[str, list[Contradiction]] = {}
        for one in self.odd:
            by_subject.setdefault(one.subject, []).append(one)
        gathered = Gathered(claims, origins=self.origins, names=short)
        # Frozen, and worked out once from what it was given.
        object.__setattr__(self, "short", short)
        object.__setattr__(self, "by_subject", by_subject)
        object.__setattr__(self, "index", Index(gathered, _NO_DAY, _NO_DAY))

    def named(self, keys: Iterable[str]) -> list[dict[str, str]]:
        """Voices with the names that people write."""
        return [{"key": key, "name": self.names.get(key, key)} for key in keys]

    def subject(self, one: Contradiction) -> tuple[str | None, str | None]:
        """The event or the place's key that a contradiction is about."""
        if one.subject.startswith("event:"):
            return one.subject, None
        return None, one.subject.rpartition("@")[0]

    def contradiction(self, one: Contradiction) -> dict[str, Any]:
        """A contradiction with its positions."""
        event, place = self.subject(one)
        site = self.index.sites.get(place) if place else None
        return {
            "kind": one.kind,
            "label": telling.label(one.kind),
            "subject": one.subject,
            "event": event,
            "place": {"key": site.key, "name": site.name} if site else None,
            "day": one.subject.rpartition("@")[2] if place else None,
            "positions": [
                {
                    "value": self.names.get(position.value, position.value),
                    "claims": position.claims,
                    "origins": self.named(position.origins),
                }
                for position in one.positions
            ],
        }


def body(event: Event, how: Telling) -> dict[str, Any]:
    """An event in a list."""
    namer = Namer(how.index.called, how.short, how.index.outlets)
    return {
        "id": event.id,
        "type": event.type,
        "label": telling.label(event.type),
        "first_day": event.first_day.isoformat() if event.first_day else None,
        "last_day": event.last_day.isoformat() if event.last_day else None,
        "place": [telling.site(place) for place in event.place],
        "claims": event.claims,
        "origins": how.named(event.origins),
        "contradicted": event.id in how.by_subject,
        "summary": opened(happening(account(event, how.index), namer)),
    }


def detail(event: Event, how: Telling) -> dict[str, Any]:
    """What is told of an event by itself, but for its claims."""
    told = [how.claims[one] for one in event.claims]
    copies = {(one["report"], one["original"]): one for claim in told for one in how.copies.get(claim.report, ())}
    reports = {claim.report for claim in told}
    return {
        "values": {
            "agent": _values(((_parties(claim.agent), claim) for claim in told), how),
            "target": _values(((_parties(claim.target), claim) for claim in told), how),
            "time": _values(((claim.time or "", claim) for claim in told), how),
            "toll": _values(((_toll(claim), claim) for claim in told), how),
            "factuality": _values(((claim.factuality.value, claim) for claim in told), how),
        },
        "links": [
            {"first": one.first, "second": one.second, "score": round(one.score, 3), "reasons": one.reasons}
            for one in event.links[:_LINKS]
        ],
        "contradictions": [how.contradiction(one) for one in how.by_subject.get(event.id, ())],
        "copies": [one for one in copies.values() if {one["report"], one["original"]} <= reports],
    }


def _values(given: Iterable[tuple[str, RecordedClaim]], how: Telling) -> list[dict[str, Any]]:
    """Each value told with its claims and voices, that of most voices first."""
    claims: dict[str, list[str]] = {}
    for value, claim in given:
        if value:
            claims.setdefault(value, []).append(claim.id)
    found = []
    for value, ids in claims.items():
        voices = sorted({how.origins[one] for one in ids})
        found.append({"value": value, "claims": ids, "origins": [how.names.get(key, key) for key in voices]})
    return sorted(found, key=lambda one: (-len(one["origins"]), one["value"]))


def _parties(names: Sequence[Name]) -> str:
    return "; ".join(dict.fromkeys(name.name for name in names))


def _toll(claim: RecordedClaim) -> str:
    return " ".join(part for part in (amount(claim.quantity), claim.quantity.unit) if part) if claim.quantity else ""
