"""Claims as a record keeps them: those of a reading, and coded ones with what their names stand for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from dateline.ground import coded
from dateline.ground.names import registry
from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.reading import gazetteer
from dateline.schema import Claim, Locus, Party, Quantity, Reading
from dateline.store.claims import Stretches


def recorded(reading: Reading) -> list[tuple[RecordedClaim, Stretches]]:
    """The claims of a reading as a record keeps them, each with where its words stand in the text."""
    report = reading.report
    return [
        (
            RecordedClaim(
                id=claim.id,
                report=report.id,
                outlet=report.outlet,
                published=report.day,
                type=claim.type,
                factuality=claim.factuality,
                agent=_names(claim.agent),
                target=_names(claim.target),
                place=tuple(map(_site, claim.place)),
                time=claim.time.iso if claim.time else None,
                sources=_names(source.party for source in claim.sources),
                quantity=_count(claim.quantity),
                confidence=round(claim.confidence, 3),
                trigger=claim.trigger.text,
                sentence=claim.sentence.text,
            ),
            _stretches(claim),
        )
        for claim in reading.claims
    ]


def grounded(claim: RecordedClaim) -> RecordedClaim:
    """A coded claim with the ids, kinds and coordinates of names that can stand for one thing only.

    What its coder gave is left as it is, names included.
    """

    def known(names: tuple[Name, ...]) -> tuple[Name, ...]:
        return tuple(name if name.id else _known(name, claim.published) for name in names)

    return replace(
        claim,
        agent=known(claim.agent),
        target=known(claim.target),
        sources=known(claim.sources),
        place=tuple(site if site.id else _located(site) for site in claim.place),
    )


def _known(name: Name, day: datetime.date | None) -> Name:
    found = coded.actor(name.name, registry(), day=day)
    return replace(name, id=found.id) if found else name


def _located(site: Site) -> Site:
    at = (site.lat, site.lon) if site.lat is not None and site.lon is not None else None
    found = coded.place(site.name, gazetteer(), kind=site.kind, at=at)
    if found is None:
        return site
    lat, lon = at or (found.lat, found.lon)
    return replace(site, id=found.id, kind=site.kind or found.kind, lat=lat, lon=lon)


def _names(parties: Iterable[Party]) -> tuple[Name, ...]:
    unique = dict.fromkeys(Name(party.name, party.actor.id if party.actor else None) for party in parties)
    return tuple(unique)


def _site(locus: Locus) -> Site:
    place = locus.place
    if place is None:
        return Site(locus.span.text)
    return Site(place.name, place.id, place.kind, place.lat, place.lon)


def _count(quantity: Quantity | None) -> Count | None:
    if quantity is None:
        return None
    return Count(quantity.unit, quantity.value, quantity.min, quantity.max, quantity.words)


def _stretches(claim: Claim) -> Stretches:
    return Stretches((claim.sentence.start, claim.sentence.end), (claim.trigger.start, claim.trigger.end))
