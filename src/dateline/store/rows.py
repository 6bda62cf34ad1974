"""Writing rows that another process may be writing too, alike on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

T = TypeVar("T")
_BATCH = 500
"""Values in one statement, well under what either database takes."""


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Whether the row was new and now stands in the table; one with the same key is left as it is."""
    key = next(iter(table.primary_key))
    # The count of rows that a driver tells is not to be trusted here: PostgreSQL's says -1.
    return connection.execute(inserting(connection, table).returning(key), dict(row)).first() is not None


def inserting(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that passes over rows whose key is taken."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in pieces that fit one statement."""
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
