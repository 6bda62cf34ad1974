"""The tables of a record, one schema for SQLite and PostgreSQL; `migrations/` makes them.

Stored: reports with their readings, claims, findings, judgements. Derived, to be thrown away and filled anew: events,
contradictions, control. Keys that people see are hashes of content, so that they do not depend on the order of arrival.
"""

from __future__ import annotations

import json
import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, MetaData, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_UNSTORABLE = re.compile("[\\\\\x00\ud800-\udfff]")
_ESCAPED = re.compile(r"\\([0-9a-f]{4})")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Words(TypeDecorator[str]):
    """Any text, in binary order; what databases refuse, NUL and half surrogate pairs, is kept as a code for it."""

    impl = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as the database keeps it."""
        return None if value is None else _UNSTORABLE.sub(lambda found: f"\\{ord(found[0]):04x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it came."""
        if value is None or "\\" not in value:
            return value
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


class Json(TypeDecorator[Any]):
    """Plain lists and dictionaries as text; PostgreSQL's own JSON would refuse NUL and reorder keys."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401
        """The value as JSON."""
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """The value back from its JSON."""
        if value == "[]":  # most roles of most claims: parsing it is half the time of reading a large record
            return []
        return None if value is None else json.loads(value)


_Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite numbers rows by itself only under the exact type INTEGER."""

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("published", Words),
    Column("day", sa.Date),
    Column("outlet", Words),
    Column("language", Words),
    Column("title", Words),
    Column("url", Words),
    Column("reading", Json, nullable=False),  # the line of export.jsonl, the text in it
    Column("reader", Words, nullable=False),  # version of the package that read it
    Column("words", sa.Text, nullable=False),  # folded, for full-text search
    Index("reports_by_day", "day"),
)

names = Table(
    "report_names",
    metadata,
    Column("report", Words, ForeignKey("reports.id"), primary_key=True),
    Column("name", Words, primary_key=True),
)
"""Under which names a report was handed in: file stems, ids of other systems."""

claims = Table(
    "claims",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("report", Words, nullable=False),  # of a coded claim, whatever its coder calls it
    Column("coded", sa.Boolean, nullable=False),
    Column("outlet", Words),
    Column("published", sa.Date),
    Column("type", Words, nullable=False),
    Column("factuality", Words, nullable=False),
    Column("agent", Json, nullable=False),
    Column("target", Json, nullable=False),
    Column("place", Json, nullable=False),
    Column("time", Words),
    Column("first_day", sa.Date),
    Column("last_day", sa.Date),
    Column("sources", Json, nullable=False),
    Column("quantity", Json, nullable=False),
    Column("confidence", sa.Double, nullable=False),
    Column("trigger", Words, nullable=False),
    Column("trigger_start", sa.Integer),
    Column("trigger_end", sa.Integer),
    Column("sentence", Words, nullable=False),
    Column("sentence_start", sa.Integer),
    Column("sentence_end", sa.Integer),
    Column("words", sa.Text, nullable=False),
    Index("claims_by_report", "report"),
    Index("claims_by_day", "published"),
    Index("claims_by_type", "type", "first_day"),
)

parts = Table(
    "claim_parts",
    metadata,
    Column("claim", _Number, ForeignKey("claims.number"), primary_key=True),
    Column("role", Words, primary_key=True),  # agent, target, place, source
    Column("key", Words, primary_key=True),  # picture.Name.key
    Column("head", sa.Text, nullable=False),  # folded name as far as its first comma
    Column("folded", sa.Text, nullable=False),
    Index("claim_parts_by_key", "role", "key"),
    Index("claim_parts_by_head", "role", "head"),
)
"""Who and where, to find claims by."""

findings = Table(
    "findings",
    metadata,
    Column("report", Words, ForeignKey("reports.id"), primary_key=True),
    Column("at", sa.Integer, primary_key=True),
    Column("code", Words, nullable=False),
    Column("message", Words, nullable=False),
    Column("spans", Json, nullable=False),
    Index("findings_by_code", "code"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Words, primary_key=True),
    Column("verdict", Words, nullable=False),
    Column("claims", Json, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Words, nullable=False),  # ISO 8601 in UTC: sorts by time, and SQLite has no zones
    Column("why", Words, nullable=False),
    Column("changes", Json, nullable=False),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("judgement", Words, ForeignKey("judgements.id"), primary_key=True),
    Column("by", Words, nullable=False),
    Column("at", Words, nullable=False),
    Column("why", Words, nullable=False),
)
"""Judgements that somebody took back; the judgement itself stays."""

events = Table(
    "events",
    metadata,
    Column("id", Words, primary_key=True),
    Column("type", Words, nullable=False),
    Column("first_day", sa.Date),
    Column("last_day", sa.Date),
    Column("body", Json, nullable=False),  # picture.Event
    Index("events_by_day", "first_day"),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("event", Words, ForeignKey("events.id"), primary_key=True),
    Column("claim", Words, ForeignKey("claims.id"), primary_key=True),
    Index("event_claims_by_claim", "claim"),
)

contradictions = Table(
    "contradictions",
    metadata,
    Column("at", sa.Integer, primary_key=True, autoincrement=False),
    Column("kind", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("body", Json, nullable=False),  # picture.Contradiction
    Index("contradictions_by_subject", "subject"),
)

control = Table(
    "control",
    metadata,
    Column("place", Words, primary_key=True),  # picture.Site.key
    Column("first_day", sa.Date, primary_key=True),
    Column("last_day", sa.Date, nullable=False),
    Column("holder", Words, nullable=False),
    Column("probability", sa.Double, nullable=False),
    Column("body", Json, nullable=False),  # picture.ControlState
    Index("control_by_day", "first_day", "last_day"),
)

derivations = Table(
    "derivations",
    metadata,
    Column("at", sa.Integer, primary_key=True, autoincrement=False),  # one row, 1
    Column("basis", Words, nullable=False),  # what the derived tables were derived from
)

DERIVED = (event_claims, events, contradictions, control, derivations)
"""In the order in which they can be emptied."""
