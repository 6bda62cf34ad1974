"""How two parties stand to each other by the registry (`data/actors_*.csv`): of one body, allies, opponents, others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from dateline import data
from dateline.picture import Name

_FIRST_FILE = "actors_syria.csv"
_WORD = re.compile(r"\w+")


_IRREGULAR = ("rebel_group", "militia")
_COMMON = frozenset({"islamic-state"})
"""Whom everybody has fought: that makes nobody allies."""


@dataclass(frozen=True, slots=True)
class _Entry:
    parent: str | None
    opponents: frozenset[str]
    irregular: bool


class Relation(Enum):
    """What two parties are to each other."""

    SAME = "same"
    KIN = "kin"
    ALLIED = "allied"
    OTHER = "other"
    OPPOSED = "opposed"


def relation(one: Name, other: Name) -> Relation:
    """How two parties stand to each other; `KIN` where one belongs to the other, or its name is part of the other's.

    `ALLIED` are two that are no state's and share an opponent: reports name now one of them, now the other.
    """
    if one.key == other.key:
        return Relation.SAME
    if one.id is None or other.id is None:
        words, more = sorted((_words(one.name), _words(other.name)), key=len)
        return Relation.KIN if len(words) > 1 and words <= more else Relation.OTHER
    line, other_line = _line(one.id), _line(other.id)
    if one.id in other_line or other.id in line:
        return Relation.KIN
    opponents, others = _opponents(line), _opponents(other_line)
    if opponents & set(other_line) or others & set(line):
        return Relation.OPPOSED
    irregular = _known()[one.id].irregular and _known()[other.id].irregular if line and other_line else False
    return Relation.ALLIED if irregular and opponents & others - _COMMON else Relation.OTHER


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - {"the", "of", "and", "a"}


def _opponents(line: Iterable[str]) -> set[str]:
    return {other for one in line for other in _known()[one].opponents}


@cache
def _line(actor: str) -> tuple[str, ...]:
    """An actor of the registry and the bodies that it belongs to, nearest first."""
    line: list[str] = []
    at: str | None = actor
    while at is not None and at in _known() and at not in line:
        line.append(at)
        at = _known()[at].parent
    return tuple(line)


@cache
def _known() -> Mapping[str, _Entry]:
    files = sorted(data.path(_FIRST_FILE).parent.glob("actors_*.csv"))
    return {
        row["id"]: _Entry(
            row["parent"] or None,
            frozenset(filter(None, (row["opponents"] or "").split("|"))),
            row["kind"] in _IRREGULAR,
        )
        for file in files
        for row in data.rows(file.name)
    }
