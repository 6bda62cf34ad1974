"""Reports with their readings: the rows of `reports`, `report_names` and `findings`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dateline.schema import DateOrigin, Report, Segment, SegmentKind, Span
from dateline.store import rows, search
from dateline.store.tables import findings, names, reports

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a record tells of a report without its text.

    Attributes:
        names: under which it was handed in, sorted.
        day: of publication, None where unknown.
    """

    id: str
    names: tuple[str, ...]
    outlet: str | None
    published: str | None
    day: datetime.date | None
    title: str | None
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding with the report it is about; `spans` are those of the reading's JSON."""

    report: str
    outlet: str | None
    day: datetime.date | None
    code: str
    message: str
    spans: tuple[Json, ...]


def known(connection: Connection, report: str) -> bool:
    """Whether the record holds the report of that id."""
    return connection.execute(sa.select(reports.c.number).where(reports.c.id == report)).first() is not None


def add(connection: Connection, record: Mapping[str, Any], *, day: datetime.date | None, reader: str) -> bool:
    """Whether a reading, as `export.jsonl` writes it, was new to the record and is now in it with its findings."""
    plain = {name: record[name] for name in ("id", "published", "outlet", "language", "title", "url")}
    row = {**plain, "day": day, "reading": record, "reader": reader, "words": _words(record)}
    if not rows.insert_new(connection, reports, row):
        return False
    noted = [
        {"report": record["id"], "at": at, **{name: finding[name] for name in ("code", "message", "spans")}}
        for at, finding in enumerate(record["findings"])
    ]
    if noted:
        connection.execute(sa.insert(findings), noted)
    return True


def name(connection: Connection, report: str, called: str) -> None:
    """Keep that the report was handed in under this name too."""
    rows.insert_new(connection, names, {"report": report, "name": called})


def is_called(connection: Connection, report: str, called: str) -> bool:
    """Whether the report was handed in under that name before."""
    asked = sa.select(names.c.name).where(names.c.report == report, names.c.name == called)
    return connection.execute(asked).first() is not None


def find(connection: Connection, called: str) -> list[str]:
    """The ids of the reports with that id or, where none has it, with that name; sorted."""
    if known(connection, called):
        return [called]
    return list(
        connection.execute(sa.select(names.c.report).where(names.c.name == called).order_by(names.c.report)).scalars()
    )


def report(reading: Mapping[str, Any]) -> Report:
    """The report that a reading's JSON is of, without its sentences."""
    span = reading["published_span"]
    return Report(
        id=reading["id"],
        text=reading["text"],
        published=reading["published"],
        published_origin=DateOrigin(reading["published_from"]),
        published_span=Span(span["start"], span["end"], span["text"]) if span else None,
        language=reading["language"],
        outlet=reading["outlet"],
        title=reading["title"],
        url=reading["url"],
        segments=tuple(Segment(SegmentKind(part["kind"]), part["start"], part["end"]) for part in reading["segments"]),
    )


def reindex(connection: Connection) -> int:
    """How many reports there are, whose words for full-text search were folded anew."""
    numbers = list(connection.execute(sa.select(reports.c.number)).scalars())
    for number in numbers:
        found = connection.execute(sa.select(reports.c.reading).where(reports.c.number == number)).scalar_one()
        connection.execute(sa.update(reports).where(reports.c.number == number).values(words=_words(found)))
    return len(numbers)


def reading(connection: Connection, report: str) -> Json | None:
    """The reading of a report as `export.jsonl` writes it, None where there is no such report."""
    found = connection.execute(sa.select(reports.c.reading).where(reports.c.id == report)).scalar()
    return found if isinstance(found, dict) else None


def readings(connection: Connection) -> Iterator[Json]:
    """The readings of all reports, by day and id, one at a time."""
    asked = sa.select(reports.c.reading).order_by(sa.nulls_last(reports.c.day), reports.c.id)
    yield from connection.execution_options(yield_per=100).execute(asked).scalars()


def listed(
    connection: Connection, *, text: str | None = None, limit: int | None = None, offset: int = 0
) -> list[Listed]:
    """The reports, all or those whose title or text holds the words, by day and id.

    Raises:
        OptionError: nothing in `text` is a word.
    """
    columns = [reports.c[field] for field in ("id", "outlet", "published", "day", "title", "url", "language")]
    asked = sa.select(*columns).order_by(sa.nulls_last(reports.c.day), reports.c.id).offset(offset).limit(limit)
    if text is not None:
        asked = asked.where(search.matching(reports, text, connection.dialect.name))
    found = connection.execute(asked).mappings().all()
    called = _names(connection, [row["id"] for row in found])
    return [Listed(names=called.get(row["id"], ()), **row) for row in found]


def noted(connection: Connection, *, code: str | None = None, report: str | None = None) -> Iterator[Noted]:
    """The findings, by their reports' day and id and their order in them."""
    asked = (
        sa.select(
            findings.c.report, reports.c.outlet, reports.c.day, findings.c.code, findings.c.message, findings.c.spans
        )
        .join(reports, reports.c.id == findings.c.report)
        .order_by(sa.nulls_last(reports.c.day), findings.c.report, findings.c.at)
    )
    if code is not None:
        asked = asked.where(findings.c.code == code)
    if report is not None:
        asked = asked.where(findings.c.report == report)
    for row in connection.execution_options(yield_per=1000).execute(asked):
        yield Noted(row.report, row.outlet, row.day, row.code, row.message, tuple(row.spans))


def _words(record: Mapping[str, Any]) -> str:
    return search.folded(text for text in (record["title"], record["text"]) if text)


def _names(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for some in rows.batches(ids):
        asked = sa.select(names).where(names.c.report.in_(some)).order_by(names.c.name)
        for row in connection.execute(asked):
            found.setdefault(row.report, []).append(row.name)
    return {report: tuple(called) for report, called in found.items()}
