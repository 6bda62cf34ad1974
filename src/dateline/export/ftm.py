"""FollowTheMoney (https://followthemoney.tech): events, parties and reports as entities, each claim as statements.

A statement is one outlet saying one value of one property, with the claim as its origin; the outlet is its dataset.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.coding import digest
from dateline.picture import Event, Name, RecordedClaim

if TYPE_CHECKING:
    from followthemoney.statement import Statement

Claims = Mapping[str, RecordedClaim]
Kinds = Mapping[str, str]
"""The registry's kind of an actor by its id."""

_SCHEMATA = {"person": "Person", "government": "PublicBody", "state": "PublicBody", "state_forces": "PublicBody"}
_ODD = re.compile(r"[^0-9a-zA-Z.-]+")
_SLUG = re.compile(r"[^a-z0-9]+")


class _Value(NamedTuple):
    """One value of one property of an entity, and the claim that says so."""

    entity: str
    schema: str
    prop: str
    value: str
    claim: RecordedClaim


def entities(events: Iterable[Event], claims: Claims, kinds: Kinds) -> Iterator[str]:
    """The lines of a file of entities, each once with all values of all claims, by id.

    Raises:
        ModuleNotFoundError: followthemoney is not installed.
    """
    from followthemoney import model

    made: dict[str, Any] = {}
    for one in _values(events, claims, kinds):
        if one.entity not in made:
            made[one.entity] = model.make_entity(one.schema)
            made[one.entity].id = one.entity
        made[one.entity].add(one.prop, one.value)
    for name in sorted(made):
        whole = made[name].to_dict()
        whole["properties"] = {prop: sorted(values) for prop, values in sorted(whole["properties"].items())}
        yield json.dumps(whole, ensure_ascii=False) + "\n"


def statements(events: Iterable[Event], claims: Claims, kinds: Kinds) -> Iterator[Statement]:
    """What every claim says, value by value, but for values that FollowTheMoney does not take.

    Raises:
        ModuleNotFoundError: followthemoney is not installed.
    """
    from followthemoney import model
    from followthemoney.statement import Statement

    for one in _values(events, claims, kinds):
        schema = model.get(one.schema)
        prop = schema.get(one.prop) if schema else None
        cleaned = prop.type.clean(one.value) if prop else None
        if cleaned:
            yield Statement(
                one.entity,
                one.prop,
                one.schema,
                cleaned,
                dataset(one.claim.outlet),
                original_value=one.value,
                first_seen=one.claim.published.isoformat() if one.claim.published else None,
                origin=one.claim.id,
            )


def write_statements(events: Iterable[Event], claims: Claims, kinds: Kinds, path: Path) -> None:
    """Write the statements as the CSV that FollowTheMoney and nomenklatura read; `path` is overwritten.

    Raises:
        OSError: the file cannot be written.
        ModuleNotFoundError: followthemoney is not installed.
    """
    from followthemoney.statement.serialize import get_statement_writer

    with path.open("wb") as file, get_statement_writer(file, "csv") as writer:
        for one in statements(events, claims, kinds):
            writer.write(one)


def dataset(outlet: str | None) -> str:
    """The name of an outlet as a dataset has it: small letters, digits and underscores."""
    from anyascii import anyascii

    return _SLUG.sub("_", anyascii(outlet or "").lower()).strip("_") or "unknown"


def _values(events: Iterable[Event], claims: Claims, kinds: Kinds) -> Iterator[_Value]:
    for event in events:
        for claim in (claims[one] for one in event.claims):
            yield from _event(event, claim)
            for party in dict.fromkeys((*claim.agent, *claim.target)):
                schema = _SCHEMATA.get(kinds.get(party.key, ""), "Organization")
                yield _Value(_actor(party), schema, "name", party.name, claim)
            report = _id("report", claim.report)
            yield _Value(report, "Article", "title", claim.report, claim)
            if claim.outlet:
                yield _Value(report, "Article", "publisher", claim.outlet, claim)
            if claim.published:
                yield _Value(report, "Article", "publishedAt", claim.published.isoformat(), claim)


def _event(event: Event, claim: RecordedClaim) -> Iterator[_Value]:
    where = ", ".join(site.name for site in event.place)
    said: list[tuple[str, str]] = [("name", f"{event.type}: {where}" if where else str(event.type))]
    said += [("location", site.name) for site in claim.place]
    said += [("involved", _actor(party)) for party in (*claim.agent, *claim.target)]
    if claim.time and "/" in claim.time:
        first, _, last = claim.time.partition("/")
        said += [("startDate", first), ("endDate", last)]
    elif claim.time:
        said.append(("date", claim.time))
    said += [("summary", claim.sentence)] if claim.sentence else []
    said.append(("proof", _id("report", claim.report)))
    for prop, value in said:
        yield _Value(_id("event", event.id.removeprefix("event:")), "Event", prop, value, claim)


def _actor(party: Name) -> str:
    return _id("actor", party.key)


def _id(kind: str, key: str) -> str:
    """An id of the characters that FollowTheMoney takes; a key with others is told apart from its like by a hash."""
    plain = _ODD.sub("-", key).strip("-.")
    return f"{kind}-{plain}" if plain == key else f"{kind}-{plain}-{digest(key)}".replace("--", "-")
