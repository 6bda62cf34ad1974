"""Events for timemap (https://github.com/forensic-architecture/timemap): its events, sources and associations in one.

timemap asks for text in every field, dates as month/day/year, and a category among the associations of each event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.picture import Event, RecordedClaim

Json = dict[str, Any]


def document(events: Iterable[Event], claims: Mapping[str, RecordedClaim]) -> Json:
    """The `events`, `sources` and `associations` of a timemap, which cannot show events without any day."""
    shown = [event for event in events if event.last_day is not None]
    told = {claims[claim].report: claims[claim] for event in shown for claim in event.claims}
    return {
        "events": [item for event in shown for item in _events(event, claims)],
        "sources": {report: _source(claim) for report, claim in sorted(told.items())},
        "associations": [
            {"id": kind, "title": kind, "mode": "CATEGORY"} for kind in sorted({str(event.type) for event in shown})
        ],
    }


def _events(event: Event, claims: Mapping[str, RecordedClaim]) -> list[Json]:
    """An item for each place of the event, one without coordinates where no place of it has any."""
    told = [claims[claim] for claim in event.claims]
    plain: Json = {
        "description": max((claim.sentence or claim.trigger for claim in told), key=len),
        "date": event.last_day.strftime("%m/%d/%Y") if event.last_day else "",
        "time": "",
        "time_precision": "day" if event.first_day == event.last_day else f"{event.first_day or ''}/{event.last_day}",
        "type": str(event.type),
        "category": str(event.type),
        "associations": [str(event.type)],
        "sources": sorted({claim.report for claim in told}),
        "comments": f"{len(event.claims)} claims, voices: {', '.join(event.origins)}",
    }
    sites = [site for site in event.place if site.lat is not None and site.lon is not None]
    names = ", ".join(site.name for site in event.place)
    # timemap drops an event without the two keys; empty ones it lists beside the map.
    nowhere = [plain | {"id": event.id, "location": names, "latitude": "", "longitude": ""}]
    placed = [
        plain | {"id": event.id, "location": site.name, "latitude": str(site.lat), "longitude": str(site.lon)}
        for site in sites
    ]
    return placed or nowhere


def _source(claim: RecordedClaim) -> Json:
    return {
        "id": claim.report,
        "title": claim.outlet or "",
        "paths": [],
        "type": "",
        "date": claim.published.strftime("%m/%d/%Y") if claim.published else "",
        "description": claim.sentence,
    }
