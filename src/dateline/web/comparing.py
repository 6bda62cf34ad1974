"""Outlets or speakers beside each other: what both tell, who tells it first, and in which words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline import ontology
from dateline.schema import Factuality
from dateline.web.bodies import decode
from dateline.web.columns import REJECTED, Coded, Ints
from dateline.web.snapshot import Snapshot

_VOICES = 24
_LEAST = 3
"""Events of two voices from which on it is told who leads."""
_WORDED = 100
_READ = 400
"""Events whose claims are read for wording and corrections, those of most voices first."""
_TOLD = frozenset({Factuality.ACTUAL, Factuality.ONGOING})


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Who first told of which event, when and how.

    Attributes:
        keys: of the voices, those of most claims first.
        events: numbers of the events that any of them tells of.
        day: the first day on which each voice tells of each event, an ordinal; 0 where it does not, (events, voices).
        stance: 1 where a voice tells it as a fact, -1 where it denies it, else 0, (events, voices).
    """

    keys: tuple[str, ...]
    events: Ints
    day: Ints
    stance: Ints


def compare(now: Snapshot, by: str, rows: Ints) -> dict[str, Any]:
    """How the voices of some claims compare.

    Args:
        by: `outlet` compares who published, `speaker` the voice behind the claim.
        rows: of the claims that count; rejected ones never do.
    """
    cols = now.columns
    voices = cols.outlet if by == "outlet" else cols.origin
    rows = rows[(voices.codes[rows] >= 0) & (cols.status[rows] != REJECTED)]
    counts = np.bincount(voices.codes[rows], minlength=len(voices.values))
    top = [at for at in np.argsort(-counts, kind="stable")[:_VOICES].tolist() if counts[at]]
    rows = rows[np.isin(voices.codes[rows], top)]
    table = _table(now, voices, rows, top)
    read = _read(now, voices, table, rows)
    odd = _at_odds(now, voices)
    return {
        "voices": [
            {"key": key, "name": now.names.get(key, key) if by == "speaker" else key, "claims": int(counts[at]),
             "first_reports": first}
            for at, key, first in zip(top, table.keys, _firsts(table), strict=True)
        ],
        "agreement": list(_agreement(table, odd, now)),
        "lag": list(_lag(table)),
        "wording": _wording(read, now)[:_WORDED],
        "coverage": _coverage(now, voices, rows, top),
        "corrections": [one for event, told in read for one in _corrections(event, told)],
    }  # fmt: skip


def _table(now: Snapshot, voices: Coded, rows: Ints, top: Sequence[int]) -> Table:
    cols = now.columns
    rows = rows[(cols.event[rows] >= 0) & (cols.published[rows] > 0)]
    events, event = np.unique(cols.event[rows], return_inverse=True)
    place = np.zeros(len(voices.values) + 1, dtype=np.int64)
    place[top] = np.arange(len(top))
    voice = place[voices.codes[rows]]
    day = np.full((len(events), len(top)), np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(day, (event, voice), cols.published[rows])
    day[day == np.iinfo(np.int32).max] = 0
    told = np.zeros_like(day)
    facts = [Factuality(value) for value in cols.factuality.values]
    said = np.array([1 if one in _TOLD else -1 if one is Factuality.NEGATED else 0 for one in facts], dtype=np.int32)
    np.add.at(told, (event, voice), said[cols.factuality.codes[rows]])
    return Table(tuple(voices.values[at] for at in top), events.astype(np.int32), day, np.sign(told))


def _firsts(table: Table) -> list[int]:
    """Of the events that several voices tell of, how many each tells of first, or on the first day with others."""
    several = (table.day > 0).sum(axis=1) > 1
    days = np.where(table.day[several] > 0, table.day[several], np.iinfo(np.int32).max)
    if not len(days):
        return [0] * len(table.keys)
    return [int(count) for count in (days == days.min(axis=1, keepdims=True)).sum(axis=0)]


def _pairs(table: Table) -> Iterator[tuple[int, int, Ints]]:
    """Each two voices with the rows of the events of both."""
    tells = table.day > 0
    for one in range(len(table.keys)):
        for other in range(one + 1, len(table.keys)):
            both = np.flatnonzero(tells[:, one] & tells[:, other]).astype(np.int32)
            if len(both):
                yield one, other, both


def _agreement(table: Table, odd: Mapping[str, list[set[str]]], now: Snapshot) -> Iterator[dict[str, Any]]:
    for one, other, both in _pairs(table):
        alike = both[table.stance[both, one] == table.stance[both, other]]
        names = (table.keys[one], table.keys[other])
        apart = sum(_parted(odd.get(now.events.names[event], ()), *names) for event in table.events[alike].tolist())
        yield {"a": names[0], "b": names[1], "shared": len(both), "agree": len(alike) - apart}


def _parted(positions: Sequence[set[str]], one: str, other: str) -> bool:
    """Whether two voices hold different positions in a contradiction and share none."""
    mine = {at for at, voices in enumerate(positions) if one in voices}
    theirs = {at for at, voices in enumerate(positions) if other in voices}
    return bool(mine and theirs and not mine & theirs)


def _at_odds(now: Snapshot, voices: Coded) -> dict[str, list[set[str]]]:
    """The voices of each position in the contradictions of events, by the event's id."""
    found: dict[str, list[set[str]]] = {}
    for event, _, body in now.contradictions:
        if event is not None:
            for position in decode(body)["positions"]:
                codes = [int(voices.codes[now.ids[claim]]) for claim in position["claims"] if claim in now.ids]
                found.setdefault(event, []).append({voices.values[code] for code in codes if code >= 0})
    return found


def _lag(table: Table) -> Iterator[dict[str, Any]]:
    for one, other, both in _pairs(table):
        if len(both) >= _LEAST:
            days = float(np.mean(table.day[both, other] - table.day[both, one]))
            yield {"a": table.keys[one], "b": table.keys[other], "days": round(days, 2), "events": len(both)}


Told = tuple[str, dict[str, Any]]
"""A voice and what it claims."""


def _read(now: Snapshot, voices: Coded, table: Table, rows: Ints) -> list[tuple[str, list[Told]]]:
    """The claims of the events that most voices tell of, or that one voice tells of on several days."""
    chosen = frozenset(rows.tolist())
    tellers = (table.day > 0).sum(axis=1)
    order = table.events[np.argsort(-tellers, kind="stable")[:_READ]].tolist()
    found = []
    for event in order:
        own = [row for row in now.events.claims[event].tolist() if row in chosen]
        told = [(voices.values[voices.codes[row]], decode(now.bodies[row])) for row in own]
        told.sort(key=lambda one: (one[1]["published"] or "", one[1]["id"]))
        found.append((now.events.names[event], told))
    return found


def _wording(read: Sequence[tuple[str, list[Told]]], now: Snapshot) -> list[dict[str, Any]]:
    """The events for which voices chose different words, those with loaded words and most voices first."""
    loaded = ontology.stance()
    found = []
    for event, told in read:
        words: dict[tuple[str, str], dict[str, Any]] = {}
        for voice, claim in told:
            word = " ".join(claim["trigger"].casefold().split())
            if word:
                twin = loaded.get(word)
                words.setdefault((voice, word), {
                    "voice": voice, "word": word, "neutral": twin.neutral if twin else None,
                    "report": claim["report"], "claim": claim["id"],
                })  # fmt: skip
        if len({voice for voice, _ in words}) > 1 and len({word for _, word in words}) > 1:
            body = decode(now.events.bodies[now.events.ids[event]])
            place = body["place"][0]["name"] if body["place"] else ""
            found.append({"event": event, "type": body["type"], "place": place, "words": list(words.values())})
    return sorted(found, key=lambda one: (not any(word["neutral"] for word in one["words"]), -len(one["words"])))


def _coverage(now: Snapshot, voices: Coded, rows: Ints, top: Sequence[int]) -> dict[str, Any]:
    published = now.columns.published
    dated = rows[published[rows] > 0]
    known = published[published > 0]
    if not len(known):
        return {"first_day": None, "rows": {}}
    first, days = int(known.min()), int(known.max() - known.min()) + 1
    counted = {
        voices.values[at]: np.bincount(published[dated[voices.codes[dated] == at]] - first, minlength=days).tolist()
        for at in top
    }
    return {"first_day": datetime.date.fromordinal(first).isoformat(), "rows": counted}


def _corrections(event: str, told: Sequence[Told]) -> Iterator[dict[str, Any]]:
    """Where a voice says otherwise on a later day than it said before."""
    last: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    for voice, claim in told:
        for field, value in _values(claim):
            before = last.get((voice, field))
            if (
                before is not None
                and before[0] != value
                and (before[1]["published"] or "") < (claim["published"] or "")
            ):
                yield {
                    "voice": voice, "event": event, "field": field, "before": before[0], "after": value,
                    "first": before[1]["id"], "then": claim["id"],
                }  # fmt: skip
            last[voice, field] = (value, claim)


def _values(claim: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What of a claim a later one may correct."""
    if claim["factuality"] in (*_TOLD, Factuality.NEGATED):
        yield "factuality", "told" if claim["factuality"] in _TOLD else "denied"
    quantity = claim["quantity"]
    if quantity and quantity["value"] is not None:
        yield f"number of {quantity['unit'] or 'things'}", f"{quantity['value']:.15g}"
