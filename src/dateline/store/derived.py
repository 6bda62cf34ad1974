"""What is derived from claims and judgements, as rows: replaced as a whole, read back as it was."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Table
from sqlalchemy.engine import Connection

from dateline.coding import plain, restored
from dateline.picture import Contradiction, ControlState, Derived, Event
from dateline.store import rows
from dateline.store.tables import (
    DERIVED,
    claims,
    contradictions,
    control,
    derivations,
    event_claims,
    events,
    judgements,
    reports,
    withdrawals,
)


def replace(connection: Connection, derived: Derived, *, basis: str) -> None:
    """Put what was derived in place of what was derived before; `basis` is that of the claims it was derived from."""
    for table in DERIVED:
        connection.execute(sa.delete(table))
    _fill(connection, events, (_event(event) for event in derived.events))
    members = ({"event": event.id, "claim": claim} for event in derived.events for claim in event.claims)
    _fill(connection, event_claims, members)
    _fill(connection, contradictions, (_contradiction(at, one) for at, one in enumerate(derived.contradictions)))
    _fill(connection, control, (_state(state) for state in derived.control))
    connection.execute(sa.insert(derivations), {"at": 1, "basis": basis})


def basis(connection: Connection) -> str:
    """What a derivation made now rests on; all of it only grows, so that counting tells whether it changed."""
    tables = (reports, claims, judgements, withdrawals)
    counts = [connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() for table in tables]
    return "/".join(map(str, counts))


def stale(connection: Connection) -> bool:
    """Whether claims or judgements came since the last derivation, or there was none."""
    return connection.execute(sa.select(derivations.c.basis)).scalar() != basis(connection)


def all_events(connection: Connection, *, on: datetime.date | None = None) -> tuple[Event, ...]:
    """The events, all or those that may have happened on a day, by day and id."""
    asked = sa.select(events.c.body).order_by(sa.nulls_last(events.c.first_day), events.c.id)
    if on is not None:
        asked = asked.where(events.c.first_day <= on, events.c.last_day >= on)
    return tuple(restored(Event, body) for body in connection.execute(asked).scalars())


def all_contradictions(connection: Connection, *, subject: str | None = None) -> tuple[Contradiction, ...]:
    """The contradictions, all or those of one subject, in the order in which they were derived."""
    asked = sa.select(contradictions.c.body).order_by(contradictions.c.at)
    if subject is not None:
        asked = asked.where(contradictions.c.subject == subject)
    return tuple(restored(Contradiction, body) for body in connection.execute(asked).scalars())


def all_control(connection: Connection, *, place: str | None = None) -> tuple[ControlState, ...]:
    """The states of control, all or those of a place's key, by place and day."""
    asked = sa.select(control.c.body).order_by(control.c.place, control.c.first_day)
    if place is not None:
        asked = asked.where(control.c.place == place)
    return tuple(restored(ControlState, body) for body in connection.execute(asked).scalars())


def _fill(connection: Connection, table: Table, items: Iterable[Mapping[str, Any]]) -> None:
    filled: Sequence[Mapping[str, Any]] = list(items)
    for some in rows.batches(filled):
        connection.execute(sa.insert(table), some)


def _event(event: Event) -> dict[str, Any]:
    days = {"first_day": event.first_day, "last_day": event.last_day}
    return {"id": event.id, "type": event.type, **days, "body": plain(event)}


def _contradiction(at: int, one: Contradiction) -> dict[str, Any]:
    return {"at": at, "kind": one.kind, "subject": one.subject, "body": plain(one)}


def _state(state: ControlState) -> dict[str, Any]:
    days = {"first_day": state.first_day, "last_day": state.last_day}
    held = {"place": state.place.key, "holder": state.holder, "probability": state.probability}
    return {**held, **days, "body": plain(state)}
