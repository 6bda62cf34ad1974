"""What a situation report is written from, gathered from a record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline import derive
from dateline.ground.names import registry
from dateline.picture import Contradiction, ControlState, Event, RecordedClaim
from dateline.record import Record
from dateline.sitrep import Gathered, naming
from dateline.situation.contradictions import contradictions
from dateline.situation.control import Control
from dateline.situation.copies import origins, stories
from dateline.situation.events import events


def of_record(record: Record, since: datetime.date, on: datetime.date) -> Gathered:
    """What a situation report of the days from `since` to `on` needs of a record, derived anew."""
    kept = record.kept()
    prints = stories(kept.reports)
    voices = origins(kept.claims, prints)
    found = events(kept.claims, kept.judgements, prints)
    odd = contradictions(kept.claims, found, prints)
    held = derive.control(kept.claims, kept.judgements, prints, registry(), derive.Asked(until=on))
    return gathered(kept.claims, found, odd, voices, (held, since, on))


def gathered(
    claims: Sequence[RecordedClaim],
    events: Sequence[Event],
    contradictions: Sequence[Contradiction],
    origins: Mapping[str, str],
    held: tuple[Control, datetime.date, datetime.date],
) -> Gathered:
    """What a situation report needs of a picture that is known already.

    Args:
        claims: as people left them.
        origins: claim id to the key of the voice behind it.
        held: control until the last day, the first day of the period and its last.
    """
    control, since, on = held
    return Gathered(
        claims=claims,
        events=events,
        contradictions=contradictions,
        origins=origins,
        before=_states(control, since - datetime.timedelta(days=1)),
        now=_states(control, on),
        names=naming.registered(claims, {*origins.values(), *(name for row in control.holders for name in row)}),
    )


def _states(held: Control, on: datetime.date) -> tuple[ControlState, ...]:
    """The state of every place on a day with the evidence of the stretch that it lies in; none outside all days."""
    if not held.places or not held.first_day <= on <= held.last_day:
        return ()
    stretches = {state.place.key: state for state in held.states() if state.first_day <= on <= state.last_day}
    return tuple(replace(state, evidence=stretches[state.place.key].evidence) for state in held.on(on))
