"""What the names in a person's table stand for, where there is only one thing that they can stand for.

A table gives a name without a text around it, so nothing is weighed here: a name that several bear stays open.
"""

from __future__ import annotations

import datetime

from dateline.ground.folding import fold
from dateline.ground.gazetteer import Entry, Gazetteer
from dateline.ground.names import Form, Registry
from dateline.schema import Actor, Place

_NEAR = 0.25
"""Degrees within which coordinates of a table and of the gazetteer are taken for one place's: the width of a city."""

_DIVISIONS = ("province", "country")


def place(name: str, gazetteer: Gazetteer, *, kind: str = "", at: tuple[float, float] | None = None) -> Place | None:
    """The one place that "Homs" or "Homs, Syria" can be; None where there is none or more than one.

    A town comes before the division that is called after it, unless `kind` says otherwise. `at` is (latitude,
    longitude), near which the place has to lie. "The village" in small letters is no name, though a town bears it.
    """
    if name[:1].islower():
        return None
    head, *rest = (fold(part) for part in name.split(","))
    found = [entry for entry in gazetteer.named([head]).get(head, ()) if _lies(entry, rest)]
    if kind:
        found = [entry for entry in found if entry.place.kind == kind]
    if at is not None:
        found = [entry for entry in found if _near(entry.place, at)]
    found = [entry for entry in found if entry.main] or found
    towns = [entry for entry in found if entry.place.kind not in _DIVISIONS]
    chosen = towns or found
    return chosen[0].place if len(chosen) == 1 else None


def actor(name: str, registry: Registry, *, day: datetime.date | None = None) -> Actor | None:
    """The one party of the registry that bears the name on `day`; None where there is none or more than one."""
    aliases = (alias for alias in registry.named(name) if alias.form in (Form.NAME, Form.SHORT))
    found = {alias.entry.actor.id: alias.entry.actor for alias in aliases if alias.entry.lives(day)}
    return next(iter(found.values())) if len(found) == 1 else None


def _lies(entry: Entry, within: list[str]) -> bool:
    """Whether the place lies in all the divisions and countries named."""
    around = {fold(part) for part in entry.place.name.split(",")[1:]}
    return all(part in around for part in within)


def _near(place: Place, at: tuple[float, float]) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return abs(place.lat - at[0]) <= _NEAR and abs(place.lon - at[1]) <= _NEAR
