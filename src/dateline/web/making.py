"""A snapshot made from a state of the record; this is the work that takes seconds, and runs in a process of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline import __version__, derive
from dateline.ground.names import registry
from dateline.picture import Contradiction, Event, RecordedClaim, Story
from dateline.record import Kept, Record
from dateline.situation import contradictions as at_odds
from dateline.situation import copies
from dateline.situation import events as merging
from dateline.situation.knowledge import OTHERS
from dateline.situation.sides import sides
from dateline.store.reports import Listed
from dateline.web import desk, telling
from dateline.web.bodies import encode
from dateline.web.columns import Coded, Columns, Many, columns
from dateline.web.events import Telling, body, detail
from dateline.web.holding import Holding, holding
from dateline.web.snapshot import EventTable, Snapshot


@dataclass(frozen=True, slots=True)
class State:
    """One state of the record with what is worked out from it once.

    Attributes:
        sides: key of an actor to the key of the body that it counts for.
        names: how people write each party, speaker and outlet, by key.
    """

    kept: Kept
    stories: tuple[Story, ...]
    origins: Mapping[str, str]
    sides: Mapping[str, str]
    names: Mapping[str, str]

    def holding(self, asked: derive.Asked) -> Holding:
        """Who held what, as asked."""
        kept, day = self.kept, asked.known_by
        found = derive.control(kept.claims, kept.judgements, self.stories, registry(), asked)
        known = [one for one in kept.claims if day is None or one.published is None or one.published <= day]
        return holding(found, known, self.sides, self.names)


def state(record: Record) -> State:
    """The record's state now."""
    kept = record.kept()
    stories = derive.stories(kept.reports)
    days = (claim.published for claim in kept.claims if claim.published)
    return State(
        kept,
        stories,
        copies.origins(kept.told, stories),
        sides(registry(), days),
        {**derive.names(kept.told, registry()), **{name: name for name in OTHERS}},
    )


Follows = tuple[Sequence[Event], Sequence[Contradiction]]
"""The events and contradictions of a state."""


def snapshot(record: Record, now: State, follows: Follows) -> Snapshot:
    """The snapshot of a state of the record."""
    kept = now.kept
    events, odd = follows
    listed = record.reports()
    marks = telling.marks(kept.judgements)
    members = {claim: event.id for event in events for claim in event.claims}
    titles = {one.id: one.title for one in listed}
    around = telling.Around(titles, record.all_stretches(), members, marks)
    shown = [telling.shown(claim, marks.get(claim.id)) for claim in kept.told]
    numbers = {event.id: at for at, event in enumerate(events)}
    status = [marks[claim.id].status if claim.id in marks else 0 for claim in kept.told]
    cols = columns(shown, status, {one: numbers[event] for one, event in members.items()}, (now.origins, now.names))
    held = now.holding(derive.Asked())
    by_story = _copies(now.stories)
    how = Telling({claim.id: claim for claim in kept.claims}, now.origins, now.names, odd, by_story)
    return Snapshot(
        basis=kept.basis,
        about=_about(kept, listed, cols, held),
        ids={claim.id: row for row, claim in enumerate(kept.told)},
        bodies=tuple(encode(telling.told(claim, around)) for claim in kept.told),
        columns=cols,
        events=_events(events, how, cols),
        contradictions=tuple((*how.subject(one), encode(how.contradiction(one))) for one in odd),
        reports=tuple(
            encode(_report(one, counts)) for counts in (Counter(c.report for c in kept.told),) for one in listed
        ),
        report_rows={one.id: row for row, one in enumerate(listed)},
        copies=by_story,
        holding=held,
        names=now.names,
        marks=marks,
        desk=desk.queue(kept.told, status, held, how),
    )


def derived(record: Record, now: State) -> Follows:
    """The events and contradictions: those that the record keeps where they are of this very state."""
    if not record.stale and record.basis == now.kept.basis:
        return record.events(), record.contradictions()
    found = merging.events(now.kept.claims, now.kept.judgements, now.stories)
    return found, at_odds.contradictions(now.kept.claims, found, now.stories)


def _events(events: Sequence[Event], how: Telling, cols: Columns) -> EventTable:
    rows: list[list[int]] = [[] for _ in events]
    for row, event in enumerate(cols.event.tolist()):
        if event >= 0:
            rows[event].append(row)
    return EventTable(
        ids={event.id: at for at, event in enumerate(events)},
        names=tuple(event.id for event in events),
        bodies=tuple(encode(body(event, how)) for event in events),
        details=tuple(encode(detail(event, how)) for event in events),
        claims=tuple(np.array(own, dtype=np.int32) for own in rows),
        type=Coded.of(event.type for event in events),
        first=np.array(
            [day.toordinal() if day else 0 for event in events for day in (event.first_day,)], dtype=np.int32
        ),
        last=np.array([day.toordinal() if day else 0 for event in events for day in (event.last_day,)], dtype=np.int32),
        place=Many.of([site.key for site in event.place] for event in events),
    )


def _copies(stories: Iterable[Story]) -> dict[str, tuple[dict[str, Any], ...]]:
    """The prints of each story, by the id of every report in it."""
    found: dict[str, tuple[dict[str, Any], ...]] = {}
    for story in stories:
        if story.copies:
            prints = tuple(
                {"report": report, "original": story.original, "share": round(share, 3)}
                for report, share in story.copies
            )
            for report in (story.original, *(report for report, _ in story.copies)):
                found[report] = prints
    return found


def _report(one: Listed, counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": one.id,
        "names": one.names,
        "outlet": one.outlet,
        "published": one.published,
        "day": one.day.isoformat() if one.day else None,
        "title": one.title,
        "url": one.url,
        "language": one.language,
        "claims": counts.get(one.id, 0),
    }


def _about(kept: Kept, listed: Sequence[Listed], cols: Columns, held: Holding) -> dict[str, Any]:
    days = sorted(claim.published for claim in kept.told if claim.published)
    holders = {one["key"] for one in held.body["holders"]}
    parties = _named(name.key for claim in kept.claims for name in {*claim.agent, *claim.target})
    outlets = Counter(claim.outlet for claim in kept.told if claim.outlet)
    voices = _named(key for claim in kept.told for key in derive.voices(claim))
    return {
        "version": __version__,
        "reports": len(listed),
        "claims": len(kept.told),
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[-1].isoformat() if days else None,
        "parties": [
            {"key": key, "name": cols.names.get(key, key), "claims": count}
            for key, count in sorted(parties, key=lambda one: (one[0] not in holders, -one[1], one[0]))[:_SHOWN]
        ],
        "outlets": [
            {"key": key, "name": key, "claims": count}
            for key, count in sorted(outlets.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]
        ],
        "sources": [{"key": key, "name": cols.names.get(key, key), "claims": count} for key, count in voices[:_SHOWN]],
    }


_SHOWN = 500
"""Parties, outlets and sources that are listed; the rest is found by searching."""


def _named(keys: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(keys).items(), key=lambda one: (-one[1], one[0]))


def claims(record: Record, ids: Sequence[str], titles: Mapping[str, str | None]) -> dict[str, bytes]:
    """Claims as the record has them now, as JSON, so that a judgement is seen before all is made anew."""
    marks = telling.marks(record.judgements())
    events = {claim: event.id for event in record.events() for claim in event.claims if claim in ids}
    around = telling.Around(titles, record.all_stretches(), events, marks)
    return {one.id: encode(telling.told(one, around)) for one in _some(record, ids)}


def _some(record: Record, ids: Sequence[str]) -> Iterable[RecordedClaim]:
    return record.some(ids).values()
