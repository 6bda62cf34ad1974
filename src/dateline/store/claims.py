"""Claims as rows, and the claims that a filter finds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.engine import Connection, Row

from dateline.coding import plain
from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.schema import EventType, Factuality, days
from dateline.store import rows, search
from dateline.store.tables import claims, parts

_ROLES = {"agent": "agent", "target": "target", "place": "place", "source": "sources"}
_ACTORS = ("agent", "target", "source")
_COLUMNS = (
    "id", "report", "outlet", "published", "type", "factuality", "agent", "target", "place", "time", "sources",
    "quantity", "confidence", "trigger", "sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where a claim's words stand in its report: half-open ranges of code points."""

    sentence: tuple[int, int]
    trigger: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims; what is None does not narrow.

    Attributes:
        place, actor: the id, or the name whatever its case and diacritics; a place's also as far as its first comma.
            An actor is doer, undergoer or source.
        since, until: first and last day of publication, inclusive; claims of unknown date are in neither.
        on: a day that the claim's time covers.
        text: words of the sentence or of a name; "words in quotes" stand in that order.
    """

    type: EventType | None = None
    place: str | None = None
    actor: str | None = None
    outlet: str | None = None
    factuality: Factuality | None = None
    report: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    on: datetime.date | None = None
    text: str | None = None


def add(connection: Connection, given: Iterable[tuple[RecordedClaim, Stretches | None]]) -> list[str]:
    """The ids of those claims that were new to the record and are now in it; coded claims come without stretches."""
    # In one order, so that two writers wait for each other and never both at once.
    rest = sorted({claim.id: (claim, at) for claim, at in given}.values(), key=lambda pair: pair[0].id)
    inserting = rows.inserting(connection, claims).returning(claims.c.number)
    added = []
    for claim, at in rest:
        number = connection.execute(inserting, _row(claim, at)).scalar()
        if number is None:
            continue
        added.append(claim.id)
        if named := list(_parts(claim, number)):
            connection.execute(sa.insert(parts), named)
    return added


def some(connection: Connection, ids: Iterable[str]) -> dict[str, RecordedClaim]:
    """The claims of those ids by id; ids of none are left out."""
    found: dict[str, RecordedClaim] = {}
    for batch in rows.batches(sorted(set(ids))):
        asked = sa.select(*(claims.c[name] for name in _COLUMNS)).where(claims.c.id.in_(batch))
        found.update((row.id, _claim(row)) for row in connection.execute(asked))
    return found


def matching(
    connection: Connection, where: Filter, *, limit: int | None = None, offset: int = 0
) -> Iterator[RecordedClaim]:
    """The claims that the filter lets through, by day of publication, report and place in it.

    Raises:
        OptionError: the filter's text holds no word.
    """
    order = (sa.nulls_last(claims.c.published), claims.c.report, sa.nulls_last(claims.c.trigger_start), claims.c.id)
    asked = sa.select(*(claims.c[name] for name in _COLUMNS)).order_by(*order).limit(limit).offset(offset)
    asked = asked.where(*_conditions(where, connection.dialect.name))
    for row in connection.execution_options(yield_per=1000).execute(asked):
        yield _claim(row)


def count(connection: Connection, where: Filter) -> int:
    """How many claims the filter lets through."""
    asked = sa.select(sa.func.count()).select_from(claims).where(*_conditions(where, connection.dialect.name))
    return int(connection.execute(asked).scalar_one())


def stretches(connection: Connection, claim: str) -> Stretches | None:
    """Where a claim's words stand in its report; None for a coded claim."""
    columns = ("sentence_start", "sentence_end", "trigger_start", "trigger_end")
    row = connection.execute(sa.select(*(claims.c[name] for name in columns)).where(claims.c.id == claim)).first()
    if row is None or row.sentence_start is None:
        return None
    return Stretches((row.sentence_start, row.sentence_end), (row.trigger_start, row.trigger_end))


def all_stretches(connection: Connection) -> dict[str, Stretches]:
    """Where the words of every claim that was read stand, by the claim's id."""
    columns = ("id", "sentence_start", "sentence_end", "trigger_start", "trigger_end")
    asked = sa.select(*(claims.c[name] for name in columns)).where(claims.c.sentence_start.is_not(None))
    return {
        name: Stretches((start, end), (trigger, stop)) for name, start, end, trigger, stop in connection.execute(asked)
    }


def ids(connection: Connection, where: Filter) -> list[str]:
    """The ids of the claims that the filter lets through, in no order."""
    asked = sa.select(claims.c.id).where(*_conditions(where, connection.dialect.name))
    return list(connection.execute(asked).scalars())


def reindex(connection: Connection) -> int:
    """How many claims there are, whose words and names for finding them were folded anew."""
    columns = (claims.c.number, claims.c.words, *(claims.c[name] for name in _COLUMNS))
    numbers = list(connection.execute(sa.select(claims.c.number)).scalars())
    connection.execute(sa.delete(parts))
    put = sa.update(claims).where(claims.c.number == sa.bindparam("of")).values(words=sa.bindparam("new"))
    for batch in rows.batches(numbers):
        found = connection.execute(sa.select(*columns).where(claims.c.number.in_(batch))).all()
        told = [(row, _claim(row)) for row in found]
        folded = [{"of": row.number, "new": new} for row, claim in told if (new := _words(claim)) != row.words]
        if folded:
            connection.execute(put, folded)
        if named := [part for row, claim in told for part in _parts(claim, row.number)]:
            connection.execute(sa.insert(parts), named)
    return len(numbers)


def _conditions(where: Filter, dialect: str) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (claims.c.type, where.type), (claims.c.outlet, where.outlet), (claims.c.report, where.report),
        (claims.c.factuality, where.factuality and where.factuality.value),
    ):  # fmt: skip
        if value is not None:
            yield column == value
    if where.since is not None:
        yield claims.c.published >= where.since
    if where.until is not None:
        yield claims.c.published <= where.until
    if where.on is not None:
        yield sa.and_(claims.c.first_day <= where.on, claims.c.last_day >= where.on)
    if where.place is not None:
        yield _naming(("place",), where.place)
    if where.actor is not None:
        yield _naming(_ACTORS, where.actor)
    if where.text is not None:
        yield search.matching(claims, where.text, dialect)


def _naming(roles: Sequence[str], asked: str) -> ColumnElement[bool]:
    words = search.fold(asked)
    named = sa.or_(parts.c.key == asked, *((parts.c.head == words, parts.c.folded == words) if words else ()))
    return claims.c.number.in_(sa.select(parts.c.claim).where(parts.c.role.in_(roles), named))


def _row(claim: RecordedClaim, at: Stretches | None) -> dict[str, Any]:
    span = days(claim.time) if claim.time else None
    sentence, trigger = (at.sentence, at.trigger) if at else ((None, None), (None, None))
    return {
        **plain(claim),
        "coded": at is None,
        "published": claim.published,
        "first_day": span[0] if span else None,
        "last_day": span[1] if span else None,
        "sentence_start": sentence[0],
        "sentence_end": sentence[1],
        "trigger_start": trigger[0],
        "trigger_end": trigger[1],
        "words": _words(claim),
    }


def _words(claim: RecordedClaim) -> str:
    names = (name.name for field in _ROLES.values() for name in getattr(claim, field))
    return search.folded([claim.sentence or claim.trigger, *names])


def _parts(claim: RecordedClaim, number: int) -> Iterator[Mapping[str, Any]]:
    for role, field in _ROLES.items():
        unique = {name.key: name for name in reversed(getattr(claim, field))}
        for key, name in unique.items():
            head = search.fold(name.name.split(",")[0])
            yield {"claim": number, "role": role, "key": key, "head": head, "folded": search.fold(name.name)}


def _claim(row: Row[Any]) -> RecordedClaim:
    # Written out, for a rebuild makes a hundred thousand of them.
    return RecordedClaim(
        id=row.id,
        report=row.report,
        outlet=row.outlet,
        published=row.published,
        type=EventType(row.type),
        factuality=Factuality(row.factuality),
        agent=tuple(Name(**name) for name in row.agent),
        target=tuple(Name(**name) for name in row.target),
        place=tuple(Site(**site) for site in row.place),
        time=row.time,
        sources=tuple(Name(**name) for name in row.sources),
        quantity=Count(**row.quantity) if row.quantity else None,
        confidence=row.confidence,
        trigger=row.trigger,
        sentence=row.sentence,
    )
