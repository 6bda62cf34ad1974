"""What the events of one sentence lend each other: a strike's doer is who killed the people that it killed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.extract.phrases import group
from dateline.extract.roles import Roles, Scene, settled
from dateline.extract.triggers import Evoked
from dateline.schema import Span

REACH = 14
"""Tokens between harm and the violence that did it; beyond, annotators of the training reports named no doer."""


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with its roles."""

    item: Evoked
    roles: Roles


def linked(scene: Scene, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, with doer and place of harm taken from the violence that did it where grammar names none."""
    lent = [_lent(scene, event, events) for event in events]
    return tuple(Event(event.item, settled(scene, event.item, event.roles)) for event in lent)


def _lent(scene: Scene, event: Event, events: Sequence[Event]) -> Event:
    if event.item.trigger.type not in group("harm"):
        return event
    causes = [
        other
        for other in events
        if other.item.trigger.type in group("violence") and 0 < abs(other.item.first - event.item.first) <= REACH
    ]
    causes.sort(key=lambda other: _distance(scene, event.item, other.item))
    filled = event.roles
    for cause in causes:
        doers = tuple(span for span in _doers(cause, event) if not any(span.overlaps(own) for own in filled.target))
        filled = replace(filled, agent=filled.agent or doers, place=filled.place or cause.roles.place)
    return Event(event.item, filled)


def _doers(cause: Event, event: Event) -> tuple[Span, ...]:
    """Who did it: the doers of the violence, or in fighting the side that is not the one harmed."""
    harmed = event.roles.target
    if any(doer.overlaps(own) for doer in cause.roles.agent for own in harmed):
        return cause.roles.target
    return cause.roles.agent


def _distance(scene: Scene, harm: Evoked, violence: Evoked) -> tuple[bool, int]:
    """Violence that is the subject of the harm comes first, then the nearest in the sentence."""
    subject = harm.chunk in range(len(scene.phrase.chunks)) and violence.chunk in scene.phrase.subject(harm.chunk)
    return (not subject, abs(violence.first - harm.first))
