"""One state of the record, ready to be answered from: JSON made once, and columns to choose by."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dateline.picture import Judgement
from dateline.web import telling
from dateline.web.bodies import decode
from dateline.web.columns import Asked, Coded, Columns, Ints, Many
from dateline.web.holding import Holding


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """The events by what they can be chosen by; days are ordinals, 0 where unknown.

    Attributes:
        bodies: each event as JSON.
        details: what else is told of an event, as JSON without its claims.
        claims: rows of the claims of each.
    """

    ids: Mapping[str, int]
    names: tuple[str, ...]
    bodies: tuple[bytes, ...]
    details: tuple[bytes, ...]
    claims: tuple[Ints, ...]
    type: Coded
    first: Ints
    last: Ints
    place: Many


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One state of the record.

    Attributes:
        basis: names the state.
        about: what the record holds, as `RecordOut` without what belongs to the server.
        ids: the row of each claim by its id.
        bodies: each claim as JSON, in the order of the rows.
        contradictions: each as JSON, with the event or place that it is about.
        reports: each as JSON without its text, by day.
        report_rows: the row of each report by its id.
        copies: (report, original, share) of reports that print another one's text.
        names: how people write each party, speaker and outlet, by key.
        marks: what people decided about claims.
        desk: rows of claims by value of review, with that value and why.
    """

    basis: str
    about: Mapping[str, Any]
    ids: Mapping[str, int]
    bodies: Sequence[bytes]
    columns: Columns
    events: EventTable
    contradictions: tuple[tuple[str | None, str | None, bytes], ...]
    reports: tuple[bytes, ...]
    report_rows: Mapping[str, int]
    copies: Mapping[str, tuple[dict[str, Any], ...]]
    holding: Holding
    names: Mapping[str, str]
    marks: Mapping[str, telling.Mark]
    desk: tuple[tuple[int, float, dict[str, Any]], ...]

    def rows(self, asked: Asked) -> Ints:
        """The rows of the claims asked for, by day of publication, report and place in it."""
        return np.flatnonzero(self.columns.where(asked)).astype(np.int32)

    def some(self, ids: Iterable[str]) -> list[bytes]:
        """The claims of those ids as JSON; ids of none are left out."""
        return [self.bodies[self.ids[one]] for one in ids if one in self.ids]

    def site(self, key: str) -> dict[str, Any]:
        """A place of which nothing tells who holds it, as a claim tells of it."""
        rows = self.columns.place.having(key)
        sites = {site["key"]: site for site in decode(self.bodies[int(rows[0])])["place"]}
        return {**sites[key], "claims": len(rows)}

    def told_by(self, event: int, day: datetime.date) -> bool:
        """Whether a claim of the event of that row was published by a day."""
        published = self.columns.published[self.events.claims[event]]
        return bool((published <= day.toordinal()).any())


def judged(before: Snapshot, basis: str, judgements: Sequence[Judgement], told: Mapping[str, bytes]) -> Snapshot:
    """The state with other judgements on its claims; what follows from them is left as it was until it is made anew.

    Args:
        told: the claims whose judgements changed, as JSON.
    """
    marks = telling.marks(judgements)
    bodies, status = list(before.bodies), before.columns.status.copy()
    for name, body in told.items():
        row = before.ids.get(name)
        if row is not None:
            bodies[row] = body
            status[row] = marks[name].status if name in marks else 0
    waiting = tuple(item for item in before.desk if status[item[0]] == 0)
    columns = replace(before.columns, status=status)
    return replace(before, basis=basis, bodies=tuple(bodies), columns=columns, marks=marks, desk=waiting)
