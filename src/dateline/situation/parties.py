"""How two parties stand to each other by the registry (`data/actors_*.csv`): one, of one body, opponents, or others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache

from dateline import data
from dateline.picture import Name

_FIRST_FILE = "actors_syria.csv"
_WORD = re.compile(r"\w+")


class Relation(Enum):
    """What two parties are to each other."""

    SAME = "same"
    KIN = "kin"
    OTHER = "other"
    OPPOSED = "opposed"


def relation(one: Name, other: Name) -> Relation:
    """How two parties stand to each other; `KIN` where one belongs to the other, or its name is part of the other's."""
    if one.key == other.key:
        return Relation.SAME
    if one.id is None or other.id is None:
        words, more = sorted((_words(one.name), _words(other.name)), key=len)
        return Relation.KIN if len(words) > 1 and words <= more else Relation.OTHER
    line, other_line = _line(one.id), _line(other.id)
    if one.id in other_line or other.id in line:
        return Relation.KIN
    opponents, others = _opponents(line), _opponents(other_line)
    return Relation.OPPOSED if opponents & set(other_line) or others & set(line) else Relation.OTHER


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - {"the", "of", "and", "a"}


def _opponents(line: Iterable[str]) -> set[str]:
    return {other for one in line for other in _known()[one][1]} if line else set()


@cache
def _line(actor: str) -> tuple[str, ...]:
    """An actor of the registry and the bodies that it belongs to, nearest first."""
    line: list[str] = []
    at: str | None = actor
    while at in _known() and at not in line:
        line.append(at)
        at = _known()[at][0]
    return tuple(line)


@cache
def _known() -> Mapping[str | None, tuple[str | None, frozenset[str]]]:
    """The body that each actor belongs to and its opponents, by its id."""
    files = sorted(data.path(_FIRST_FILE).parent.glob("actors_*.csv"))
    return {
        row["id"]: (row["parent"] or None, frozenset(filter(None, (row["opponents"] or "").split("|"))))
        for file in files
        for row in data.rows(file.name)
    }
