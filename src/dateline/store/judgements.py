"""Judgements as rows: added, taken back, never changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.picture import Judgement, Verdict
from dateline.store import rows
from dateline.store.tables import judgements, withdrawals


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That somebody took a judgement back, when and why."""

    judgement: str
    by: str
    at: datetime.datetime
    why: str = ""


def add(connection: Connection, judgement: Judgement) -> bool:
    """Whether the judgement was new to the record and is now in it."""
    return rows.insert_new(
        connection,
        judgements,
        {
            "id": judgement.id,
            "verdict": judgement.verdict.value,
            "claims": list(judgement.claims),
            "by": judgement.by,
            "at": _written(judgement.at),
            "why": judgement.why,
            "changes": [list(change) for change in judgement.changes],
        },
    )


def withdraw(connection: Connection, withdrawal: Withdrawal) -> bool:
    """Whether the judgement stood until now and is taken back."""
    row = {"judgement": withdrawal.judgement, "by": withdrawal.by, "at": _written(withdrawal.at), "why": withdrawal.why}
    return rows.insert_new(connection, withdrawals, row)


def standing(connection: Connection) -> tuple[Judgement, ...]:
    """The judgements that nobody took back, oldest first."""
    taken_back = sa.select(withdrawals.c.judgement)
    asked = sa.select(judgements).where(judgements.c.id.not_in(taken_back)).order_by(judgements.c.at, judgements.c.id)
    return tuple(
        Judgement(
            id=row.id,
            verdict=Verdict(row.verdict),
            claims=tuple(row.claims),
            by=row.by,
            at=datetime.datetime.fromisoformat(row.at),
            why=row.why,
            changes=tuple((field, value) for field, value in row.changes),
        )
        for row in connection.execute(asked)
    )


def withdrawn(connection: Connection) -> tuple[Withdrawal, ...]:
    """What was taken back, oldest first."""
    asked = sa.select(withdrawals).order_by(withdrawals.c.at, withdrawals.c.judgement)
    found = connection.execute(asked)
    return tuple(Withdrawal(row.judgement, row.by, datetime.datetime.fromisoformat(row.at), row.why) for row in found)


def known(connection: Connection, judgement: str) -> bool:
    """Whether the record holds the judgement, standing or taken back."""
    return connection.execute(sa.select(judgements.c.id).where(judgements.c.id == judgement)).first() is not None


def _written(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
