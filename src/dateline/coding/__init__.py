"""Recorded claims as plain JSON, both ways: what a record stores, what people code, what judgements change.

The codec is strict where a slip would lose something (an unknown field, a type that is none) and lenient in how names
may be written: "HTS", ["HTS", "SNA"] and [{"name": "HTS", "id": "hts"}] are all lists of names.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from dateline import ontology
from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.schema import Factuality, days

Json = dict[str, Any]
T = TypeVar("T")

FIELDS = tuple(field.name for field in fields(RecordedClaim))
_LISTS = {"agent": Name, "target": Name, "sources": Name, "place": Site}


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A noun of `dateline.picture` as dictionaries, lists, strings and numbers."""
    import msgspec

    return msgspec.to_builtins(value)


def restored(kind: type[T], value: object) -> T:
    """The noun that `plain` was given.

    Raises:
        ValueError: `value` is not of that shape; the text says where.
    """
    import msgspec

    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def claim(given: Mapping[str, Any]) -> RecordedClaim:
    """The claim that a JSON object with the fields of `RecordedClaim` describes; only `type` must have a value.

    A claim without `id` is named by a hash of all else, one without `report` is a report by itself.

    Raises:
        ValueError: a field is unknown or its value has no meaning; the text names it.
    """
    unknown = sorted(str(name) for name in given if name not in FIELDS)
    if unknown:
        raise ValueError(f"no field {unknown[0]!r}; the fields are {', '.join(FIELDS)}")
    known = {name: value for name, value in given.items() if value is not None and value != ""}
    if "type" not in known:
        raise ValueError("type: missing")
    values: Json = {name: _value(name, value) for name, value in known.items()}
    unsaid: Json = {"id": "", "report": "", "outlet": None, "published": None, "factuality": Factuality.ACTUAL}
    made = RecordedClaim(**{**unsaid, **values})
    identity = made.id or digest(plain(made))
    return replace(made, id=identity, report=made.report or identity)


def changed(before: RecordedClaim, changes: tuple[tuple[str, str], ...]) -> RecordedClaim:
    """The claim with the fields of an edit at the values that their JSON says.

    Raises:
        ValueError: a field cannot be edited or its value has no meaning; the text names it.
    """
    after = plain(before)
    for field, value in changes:
        if field in ("id", "report") or field not in FIELDS:
            raise ValueError(f"no field to edit: {field!r}")
        try:
            after[field] = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{field}: no JSON: {value[:80]}") from error
    return claim(after)


def digest(value: object) -> str:
    """Sixteen hexadecimal digits that stand for a JSON value, whatever the order of its keys."""
    written = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _value(name: str, value: object) -> Any:  # noqa: ANN401 - one type a field
    """The value of one field, as `RecordedClaim` holds it."""
    if name in _LISTS:
        return tuple(_named(name, one) for one in (value if isinstance(value, list | tuple) else [value]))
    readers: dict[str, Callable[[object], object]] = {
        "type": _type, "factuality": _factuality, "published": _day, "quantity": _count, "confidence": _share,
    }  # fmt: skip
    if name in readers:
        return readers[name](value)
    if not isinstance(value, str):
        raise ValueError(f"{name}: no text")
    if name == "time" and days(value) is None:
        raise ValueError(f"time: {value[:40]!r} is no day, month, year or interval; write it as 2024-12-08")
    return value


def _named(field: str, value: object) -> Name:
    """One party or place, given by its name or as an object."""
    kind = _LISTS[field]
    fields_of = tuple(one.name for one in fields(kind))
    given = {"name": value} if isinstance(value, str) else value
    if not isinstance(given, dict) or not given.get("name"):
        raise ValueError(f'{field}: no name; write "HTS" or {{"name": "HTS", "id": null}}')
    if unknown := sorted(set(given) - set(fields_of)):
        raise ValueError(f"{field}: no field {unknown[0]!r}; the fields are {', '.join(fields_of)}")
    made = _restored(field, kind, {key: part for key, part in given.items() if part is not None})
    if isinstance(made, Site):
        for axis, limit in ((made.lat, 90), (made.lon, 180)):
            if axis is not None and not abs(axis) <= limit:
                raise ValueError(f"{field}: {axis} is no latitude or longitude in degrees")
    return made


def _restored(field: str, kind: type[T], value: object) -> T:
    try:
        return restored(kind, value)
    except ValueError as error:
        raise ValueError(f"{field}: {error}") from error


def _type(value: object) -> object:
    if not isinstance(value, str) or value not in ontology.types():
        raise ValueError(f"type: no event type is called {value!r}; `dateline types` lists them")
    return value


def _factuality(value: object) -> Factuality:
    known = [one.value for one in Factuality]
    if value not in known:
        raise ValueError(f"factuality: {value!r} is none of {', '.join(known)}")
    return Factuality(str(value))


def _day(value: object) -> datetime.date:
    """A day, given alone or with an hour, as `Report.published` may be."""
    try:
        return datetime.datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise ValueError(f"published: {str(value)[:40]!r} is no date; write it as 2024-12-08") from error


def _count(value: object) -> Count:
    given = {"value": value} if isinstance(value, int | float) and not isinstance(value, bool) else value
    if not isinstance(given, dict):
        raise ValueError('quantity: write 12, or {"value": 12, "unit": "people"}')
    allowed = tuple(one.name for one in fields(Count))
    if unknown := sorted(set(given) - set(allowed)):
        raise ValueError(f"quantity: no field {unknown[0]!r}; the fields are {', '.join(allowed)}")
    made = _restored("quantity", Count, {"unit": "", **given})
    for number in (made.value, made.min, made.max):
        if number is not None and not (math.isfinite(number) and number >= 0):
            raise ValueError(f"quantity: {number} is no count")
    return made


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"confidence: {value!r} is no number from 0 to 1")
    return float(value)
