"""What a situation report is written from, and the index by which its sections find their way in it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dateline.picture import Contradiction, ControlState, Event, Name, RecordedClaim, Site


@dataclass(frozen=True, slots=True)
class Gathered:
    """A record's picture as far as a situation report needs it.

    Attributes:
        claims: as people judged them; all that the events, contradictions and evidence name.
        origins: claim id to the key of the voice behind it.
        before: the state of each place on the day before the period.
        now: the state of each place on its last day, with its evidence.
        names: key of a party or voice to (full name, short name or ""); what is missing is named as claims name it.
    """

    claims: Sequence[RecordedClaim]
    events: Sequence[Event] = ()
    contradictions: Sequence[Contradiction] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    before: Sequence[ControlState] = ()
    now: Sequence[ControlState] = ()
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class Index:
    """The gathered picture by key; everything in it is worked out once."""

    def __init__(self, gathered: Gathered, since: datetime.date, on: datetime.date) -> None:
        self.gathered, self.since, self.on = gathered, since, on
        self.claims = {claim.id: claim for claim in gathered.claims}
        self.events = {event.id: event for event in gathered.events}

    @cached_property
    def called(self) -> Mapping[str, str]:
        """Full name by key of parties, sources and outlets."""
        counted: dict[str, Counter[str]] = {}
        for claim in self.gathered.claims:
            for name in (*claim.agent, *claim.target, *claim.sources, *outlet(claim)):
                counted.setdefault(name.key, Counter())[name.name] += 1
        told = {key: min(found, key=lambda one: (-found[one], one)) for key, found in counted.items()}
        for key, full in list(told.items()):
            # A voice is known without its article, and an outlet's name may have one.
            told.setdefault(key.removeprefix("the "), full)
        return told | {key: full for key, (full, _) in self.gathered.names.items()}

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The keys under which outlets are voices, with and without article."""
        names = {claim.outlet.casefold() for claim in self.gathered.claims if claim.outlet}
        return frozenset(names | {name.removeprefix("the ") for name in names})

    @cached_property
    def sites(self) -> Mapping[str, Site]:
        """Every place named, by key."""
        return {site.key: site for claim in self.gathered.claims for site in claim.place}

    @cached_property
    def weight(self) -> Counter[str]:
        """How many claims tell of each place: how much is told of it is how much it matters to those who tell."""
        return Counter(site.key for claim in self.gathered.claims for site in claim.place)

    @cached_property
    def last_told(self) -> Mapping[str, datetime.date]:
        """The last day of publication, up to the day reported on, on which each place was told of."""
        last: dict[str, datetime.date] = {}
        for claim in self.gathered.claims:
            if claim.published is not None and claim.published <= self.on:
                for site in claim.place:
                    last[site.key] = max(claim.published, last.get(site.key, claim.published))
        return last

    def voice(self, claim: RecordedClaim) -> str:
        """The key of the voice behind a claim."""
        return self.gathered.origins.get(claim.id) or (claim.outlet or claim.report).casefold()

    def told(self, ids: Iterable[str]) -> list[RecordedClaim]:
        """The claims of those ids that the picture holds, in the order given."""
        return [self.claims[one] for one in ids if one in self.claims]

    def naming(self, place: str, holder: str) -> list[RecordedClaim]:
        """The claims up to the last day that a party gained or held a place, the latest first."""
        return sorted(
            (
                claim
                for claim in self.gathered.claims
                if claim.type in ("takeover", "hold")
                and claim.published is not None
                and claim.published <= self.on
                and any(site.key == place for site in claim.place)
                and any(name.key == holder for name in claim.agent)
            ),
            key=lambda claim: (claim.published or datetime.date.min, claim.id),
            reverse=True,
        )

    def voices(self, claims: Iterable[RecordedClaim]) -> dict[str, list[RecordedClaim]]:
        """The claims by the voice behind them, the voice of most claims first."""
        found: dict[str, list[RecordedClaim]] = {}
        for claim in sorted(claims, key=lambda one: (one.published or datetime.date.max, one.id)):
            found.setdefault(self.voice(claim), []).append(claim)
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def outlet(claim: RecordedClaim) -> Iterator[Name]:
    """The outlet of a claim as a name, where it has one."""
    if claim.outlet:
        yield Name(claim.outlet)
