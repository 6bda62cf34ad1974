"""The rates and ratios of `data/control.toml` as typed values, checked once as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline import data
from dateline.errors import DataError
from dateline.schema import EventType, Factuality

Floats = npt.NDArray[np.float32]
Wide = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FILE = "control.toml"
NEVER = np.iinfo(np.int64).max
"""The day of what has not come."""
CONTESTED, VACATED, UNKNOWN = "contested", "vacated", "unknown"
OTHERS = (CONTESTED, VACATED, UNKNOWN)
"""The states beside the parties, in the order in which they follow them."""
KINDS = ("party", *OTHERS)
RELATIONS = 6
"""Columns of a form's ratios: subject, opponent, another party, contested, vacated, unknown."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a claim of one type and factuality says: a form of words, and how much of it counts, 0 to 1."""

    form: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """All of `data/control.toml`.

    Attributes:
        numbers: the plain numbers by section and name.
        rates: a day's rate from each kind of state to each, (4, 4), in the order of `KINDS`.
        forms: the names of the forms of words; a form is known by its index here.
        favours: whether a form is good news for the party it is about.
        settled, fresh: likelihood ratios of each form in each relation, (forms, 6).
        first: how far each form tells that the subject, or the opponent, was there before all else, (forms, 2).
        facilities: nouns for what a party may have at a place of one of `settled_kinds` without holding the place.
    """

    numbers: Mapping[str, Mapping[str, float]]
    rates: Wide
    forms: tuple[str, ...]
    favours: tuple[bool, ...]
    settled: Wide
    fresh: Wide
    first: Wide
    rules: Mapping[tuple[EventType, Factuality], Rule]
    facilities: frozenset[str]
    settled_kinds: frozenset[str]

    def form(self, name: str) -> int:
        """The index of the form called `name`."""
        return self.forms.index(name)


@cache
def knowledge() -> Knowledge:
    """The model's numbers; read once per process.

    Raises:
        DataError: where `data/control.toml` lacks a number, or a rule names no form.
    """
    table = data.table(FILE)
    try:
        forms: Mapping[str, Mapping[str, Any]] = table["form"]
        ratios = {
            kind: np.array([forms[name][kind] for name in forms], dtype=np.float64) for kind in ("settled", "fresh")
        }
        rates = np.array([table["change"][kind] for kind in KINDS], dtype=np.float64)
        known = Knowledge(
            numbers={
                name: {key: float(value) for key, value in section.items() if isinstance(value, int | float)}
                for name, section in table.items()
                if name not in ("form", "says")
            },
            rates=rates,
            forms=tuple(forms),
            favours=tuple(bool(forms[name]["favours"]) for name in forms),
            settled=ratios["settled"],
            fresh=ratios["fresh"],
            first=np.array([forms[name].get("first", (0.0, 0.0)) for name in forms], dtype=np.float64),
            rules=_rules(table["says"], frozenset(forms)),
            facilities=frozenset(table["presence"]["facilities"].split()),
            settled_kinds=frozenset(table["presence"]["kinds"].split()),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"data file {FILE} lacks or mistakes a number: {error}") from error
    shape = (len(forms), RELATIONS)
    if rates.shape != (len(KINDS), len(KINDS)) or any(found.shape != shape for found in ratios.values()):
        raise DataError(f"data file {FILE}: a row of rates has {len(KINDS)} numbers, one of ratios {RELATIONS}")
    if known.first.shape != (len(forms), 2):
        raise DataError(f"data file {FILE}: `first` of a form has 2 numbers, of the party and of its opponent")
    if (rates < 0).any() or any((found <= 0).any() for found in ratios.values()):
        raise DataError(f"data file {FILE}: rates may not be negative, and ratios have to be more than 0")
    return known


def _rules(says: Mapping[str, Mapping[str, str]], forms: frozenset[str]) -> Mapping[tuple[EventType, Factuality], Rule]:
    rules: dict[tuple[EventType, Factuality], Rule] = {}
    for name, told in says.items():
        for factuality, words in told.items():
            form, _, weight = words.partition(" ")
            if form not in forms:
                raise DataError(f"data file {FILE}: says.{name}.{factuality} names no form: {form!r}")
            rules[EventType(name), Factuality(factuality)] = Rule(form, float(weight))
    return rules
