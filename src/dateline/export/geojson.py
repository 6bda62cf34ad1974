"""GeoJSON (RFC 7946) of recorded claims: a point for each place of a claim, with the claim's columns as properties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.coding.files import COLUMNS
from dateline.export.claims import cells
from dateline.picture import RecordedClaim, Site

_OF_THE_PLACE = ("place", "place_id", "place_kind", "lat", "lon")


def write(claims: Iterable[RecordedClaim]) -> Iterator[str]:
    """The pieces of one feature collection, a feature a line.

    A claim of two places is two features with one `id` among their properties. A claim of no place, or of one whose
    coordinates nobody knows, is a feature without geometry: map programs list it and draw nothing.
    """
    yield '{"type": "FeatureCollection", "features": [\n'
    between = ""
    for claim in claims:
        for feature in features(claim):
            yield between + json.dumps(feature, ensure_ascii=False)
            between = ",\n"
    yield "\n]}\n"


def features(claim: RecordedClaim) -> list[dict[str, Any]]:
    """The features of one claim, at least one."""
    plain = {name: value for name, value in zip(COLUMNS, cells(claim), strict=True) if name not in _OF_THE_PLACE}
    return [_feature(plain, site) for site in claim.place or (None,)]


def _feature(plain: dict[str, object], site: Site | None) -> dict[str, Any]:
    located = site is not None and site.lat is not None and site.lon is not None
    place = {"place": site.name, "place_id": site.id or "", "place_kind": site.kind} if site else {"place": ""}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [site.lon, site.lat]} if site and located else None,
        "properties": {**plain, **place},
    }
