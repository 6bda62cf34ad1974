"""Full-text search that finds the same on SQLite and PostgreSQL, for both are given words already folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Table

from dateline.errors import OptionError

_WORD = re.compile(r"[^\W_]+")
_ASKED = re.compile(r'"([^"]*)"?|(\S+)')
LONGEST = 200_000
"""Characters of one text that are indexed: PostgreSQL refuses more than a megabyte of words."""


def fold(text: str) -> str:
    """The words of a text in small letters, without diacritics and punctuation, one space apart."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(_WORD.findall(bare))[:LONGEST]


def folded(texts: Iterable[str]) -> str:
    """Several texts, folded, as one that is searched."""
    return fold("\n".join(texts))


def matching(table: Table, asked: str, dialect: str) -> ColumnElement[bool]:
    """The condition that a row of `reports` or `claims` holds all words asked for, and "words in quotes" in that order.

    Raises:
        OptionError: nothing in `asked` is a word.
    """
    phrases = [words for quoted, word in _ASKED.findall(asked) if (words := fold(quoted or word))]
    if not phrases:
        raise OptionError(f"text: {asked!r} holds no word to search for")
    if dialect == "postgresql":
        vector = sa.func.to_tsvector(sa.literal_column("'simple'"), table.c.words)
        return sa.and_(
            *(vector.op("@@")(sa.func.phraseto_tsquery(sa.literal_column("'simple'"), words)) for words in phrases)
        )
    index = sa.table(f"{table.name}_search", sa.column("rowid"))
    query = " AND ".join(f'"{words}"' for words in phrases)
    found = sa.select(index.c.rowid).where(sa.text(f"{table.name}_search MATCH :asked").bindparams(asked=query))
    return table.c.number.in_(found)
