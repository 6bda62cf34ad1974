"""What follows from a record: events, contradictions and who holds which place, by pure functions of what it keeps."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.ground import coded
from dateline.ground.names import Registry
from dateline.picture import Derived, Judgement, RecordedClaim, Story
from dateline.schema import Factuality, Report, days
from dateline.situation import contradictions as at_odds
from dateline.situation import control as holding
from dateline.situation import copies, events
from dateline.situation.baselines import Method
from dateline.situation.control import Control, Options
from dateline.situation.sides import births, sided, sides


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of control.

    Attributes:
        known_by: the last day of publication that counts; None for all.
        method: the model unless given.
        until: a day up to which to carry on after the last publication.
        without: keys of sources and outlets that are left out.
    """

    known_by: datetime.date | None = None
    until: datetime.date | None = None
    method: Method | None = None
    without: frozenset[str] = frozenset()


_EVERYTHING = Asked()


def derive(
    claims: Sequence[RecordedClaim], judgements: Sequence[Judgement], reports: Sequence[Report], registry: Registry
) -> Derived:
    """All that follows from claims as people left them, their judgements and the reports; any order gives the same."""
    told = copies.stories(reports)
    made = events.events(claims, judgements, told)
    return Derived(
        made,
        at_odds.contradictions(claims, made, told),
        control(claims, judgements, told, registry).states(),
    )


def stories(reports: Sequence[Report]) -> tuple[Story, ...]:
    """The texts that several reports print, by which claims are credited to one voice."""
    return copies.stories(reports)


def control(
    claims: Sequence[RecordedClaim],
    judgements: Sequence[Judgement],
    stories: Sequence[Story],
    registry: Registry,
    asked: Asked = _EVERYTHING,
) -> Control:
    """Who held each place on each day; parties are the bodies that the registry says they count for.

    Raises:
        OptionError: a day of `asked` lies ten years after the last report.
    """
    day = asked.known_by
    known = _dated(claims)
    counted = [claim for claim in known if day is None or claim.published is None or claim.published <= day]
    ordered = sorted(counted, key=lambda claim: claim.id)
    body = sides(registry, (claim.published for claim in ordered if claim.published))
    options = Options(
        known_by=day,
        until=asked.until,
        method=asked.method or Method.MODEL,
        origins=copies.origins(ordered, stories),
        sides=body,
        births=births(registry, body),
        without=asked.without,
    )
    return holding.control(sided(ordered, registry, body), judgements, options=options)


def _dated(claims: Iterable[RecordedClaim]) -> list[RecordedClaim]:
    """The claims, those of reports without a date dated by the last day that the report tells of as past.

    A text that recalls a war of years ago was not written then: each of its claims by its own day would be.
    """
    told = list(claims)
    last: dict[str, datetime.date] = {}
    for claim in told:
        stated = days(claim.time) if claim.time and claim.published is None else None
        if stated and claim.factuality not in (Factuality.FUTURE, Factuality.POSSIBLE):
            last[claim.report] = max(stated[1], last.get(claim.report, stated[1]))
    return [
        replace(claim, published=last[claim.report]) if claim.published is None and claim.report in last else claim
        for claim in told
    ]


def keys(names: Iterable[str], registry: Registry) -> frozenset[str]:
    """The keys under which sources and outlets of these names may stand in a record."""
    found: set[str] = set()
    for name in names:
        actor = coded.actor(name, registry)
        found |= {name, name.casefold(), copies.voice_of(name) or name, *({actor.id} if actor else ())}
    return frozenset(found)


def voices(claim: RecordedClaim) -> frozenset[str]:
    """The keys of the outlet and of everybody through whom a claim comes."""
    outlet = {claim.outlet.casefold(), copies.voice_of(claim.outlet) or claim.outlet} if claim.outlet else set()
    return frozenset(outlet | {source.key for source in claim.sources})


def names(claims: Iterable[RecordedClaim], registry: Registry) -> Mapping[str, str]:
    """How people write each party, speaker and outlet, by the key under which the picture has it."""
    written: dict[str, Counter[str]] = {}
    for claim in claims:
        for party in (*claim.agent, *claim.target, *claim.sources):
            written.setdefault(party.key, Counter())[party.name] += 1
        if claim.outlet:
            key = copies.voice_of(claim.outlet) or claim.outlet.casefold()
            written.setdefault(key, Counter())[claim.outlet] += 1
    found = {key: min(counted, key=lambda name: (-counted[name], name)) for key, counted in written.items()}
    return found | {entry.actor.id: entry.actor.name for entry in registry}
