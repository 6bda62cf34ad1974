"""Events as a table like ACLED's (https://acleddata.com): its columns and its 25 sub-events, by `data/acled.csv`.

Nobody at ACLED coded it: each row says how many claims and voices stand behind it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline import data
from dateline.export import csv
from dateline.picture import Event, Name, RecordedClaim, Site
from dateline.schema import Factuality

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "inter1", "actor2", "inter2", "civilian_targeting", "country", "admin1", "location", "latitude", "longitude",
    "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "claims", "voices",
)  # fmt: skip

Claims = Mapping[str, RecordedClaim]
_HAPPENED = frozenset({Factuality.ACTUAL, Factuality.ONGOING})
_TABLE, _RULES = "acled.csv", "acled.toml"
_STATE = frozenset({"state_forces", "government", "state"})
_KILLED = re.compile(r"kill|dead|died|death", re.IGNORECASE)


@dataclass(slots=True)
class _Around:
    """What else happened at each place: fighting, and who took it, by day; and tolls by sentence."""

    fought: dict[str, list[datetime.date]] = field(default_factory=dict)
    taken: dict[str, list[tuple[datetime.date, str]]] = field(default_factory=dict)
    killed: dict[str, list[float]] = field(default_factory=dict)


def write(events: Iterable[Event], claims: Claims, kinds: Mapping[str, str]) -> Iterator[str]:
    """The lines of the table with its header, by day: events that happened, of the types that ACLED codes.

    Args:
        kinds: the registry's kind of an actor by its id.
    """
    yield csv.line(COLUMNS)
    for row in sorted(rows(list(events), claims, kinds), key=lambda row: (str(row[1]), str(row[0]))):
        yield csv.line(row)


def rows(events: Sequence[Event], claims: Claims, kinds: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """The values of `COLUMNS`, "" where nothing is known; ACLED gives 0 deaths where no report tells of any."""
    around = _around(events, claims)
    for event in events:
        told = [claims[one] for one in event.claims if claims[one].factuality in _HAPPENED]
        rule = _rule(event, told, around, kinds) if told and event.last_day else None
        if rule is not None:
            yield _row(event, told, rule, around, kinds)


def _around(events: Iterable[Event], claims: Claims) -> _Around:
    found = _Around()
    for event in events:
        told = [claims[one] for one in event.claims if claims[one].factuality in _HAPPENED]
        for site in event.place:
            if event.last_day and told and event.type in data.table(_RULES)["fighting"]:
                found.fought.setdefault(site.key, []).append(event.last_day)
            if event.last_day and told and event.type == "takeover" and (doer := _first(told, "agent")):
                found.taken.setdefault(site.key, []).append((event.last_day, doer.key))
        for claim in told:
            count = claim.quantity
            low = (count.value if count.value is not None else count.min) if count else None
            if event.type == "casualties" and low is not None and claim.sentence and _KILLED.search(claim.trigger):
                found.killed.setdefault(claim.sentence, []).append(low)
    return found


def _rule(
    event: Event, told: Sequence[RecordedClaim], around: _Around, kinds: Mapping[str, str]
) -> Mapping[str, str] | None:
    """The first row of the table that fits the event."""
    doer = _first(told, "agent")
    kind = kinds.get(doer.key) if doer else None
    is_state = "" if kind is None else "state" if kind in _STATE else "other"
    known = {
        "type": str(event.type),
        "doer": is_state,
        "harmed": "civilians" if any(map(_is_civilian, _all(told, "target"))) else "",
        "fought": "yes" if _fought(event, told, around) else "no",
        "lasted": "no" if _lost_at_once(event, doer, around) else "yes",
    }
    words = " ".join(f"{claim.trigger} {claim.sentence}" for claim in told)
    for row in data.rows(_TABLE):
        fits = all(not row[name] or row[name] == value for name, value in known.items())
        if fits and (not row["words"] or re.search(rf"\b(?:{row['words']})", words, re.IGNORECASE)):
            return row
    return None


def _fought(event: Event, told: Sequence[RecordedClaim], around: _Around) -> bool:
    rules = data.table(_RULES)
    words = " ".join(f"{claim.trigger} {claim.sentence}" for claim in told).casefold()
    if any(re.search(rf"\b{word}", words) for word in rules["forced"]):
        return True
    days = [day for site in event.place for day in around.fought.get(site.key, ())]
    return any(0 <= (event.last_day - day).days <= rules["days"] for day in days if event.last_day)


def _lost_at_once(event: Event, doer: Name | None, around: _Around) -> bool:
    takings = [taking for site in event.place for taking in around.taken.get(site.key, ())]
    return any(
        event.last_day is not None and 0 <= (day - event.last_day).days <= 1 and doer is not None and other != doer.key
        for day, other in takings
    )


def _row(
    event: Event, told: Sequence[RecordedClaim], rule: Mapping[str, str], around: _Around, kinds: Mapping[str, str]
) -> tuple[object, ...]:
    doer, harmed = _first(told, "agent"), _first(told, "target")
    site = event.place[0] if event.place else None
    outlets = sorted({claim.outlet for claim in told if claim.outlet})
    best = max(told, key=lambda claim: (claim.confidence, claim.id))
    killed = [low for claim in told for low in around.killed.get(claim.sentence, ())]
    return (
        event.id, event.last_day or "", event.last_day.year if event.last_day else "", _precision(event),
        rule["disorder"], rule["event_type"], rule["sub_event"],
        doer.name if doer else "", _inter(doer, kinds), harmed.name if harmed else "", _inter(harmed, kinds),
        "Civilian targeting" if harmed and _is_civilian(harmed) else "", *_where(site),
        "; ".join(outlets), "", f"{best.outlet or ''}: {best.sentence or best.trigger}".removeprefix(": "),
        int(min(killed, default=0)), "", len(told), len(event.origins),
    )  # fmt: skip


def _precision(event: Event) -> int:
    """ACLED's: 1 the day is known, 2 the week, 3 the month."""
    if event.first_day is None or event.last_day is None:
        return 2
    length = (event.last_day - event.first_day).days
    return 1 if length == 0 else 2 if length < 7 else 3


def _where(site: Site | None) -> tuple[object, ...]:
    """Country, first-level division, place, coordinates, and how exact they are (1 a place, 2 a division)."""
    if site is None:
        return "", "", "", "", "", 3
    parts = site.name.split(", ")
    admin = parts[-2] if len(parts) > 2 else parts[0] if site.kind == "province" else ""
    exact = 2 if site.kind == "province" else 3 if site.kind in ("country", "region") else 1
    lat, lon = ("" if axis is None else axis for axis in (site.lat, site.lon))
    return parts[-1] if len(parts) > 1 else "", admin, parts[0], lat, lon, exact


def _inter(party: Name | None, kinds: Mapping[str, str]) -> str:
    if party is None:
        return ""
    kind = "civilians" if _is_civilian(party) else kinds.get(party.key, "")
    return str(data.table(_RULES)["actors"].get(kind, ""))


def _is_civilian(party: Name) -> bool:
    words = party.name.casefold()
    return party.id is None and any(word in words for word in data.table(_RULES)["civilians"])


def _all(told: Iterable[RecordedClaim], role: str) -> list[Name]:
    return [party for claim in told for party in getattr(claim, role)]


def _first(told: Iterable[RecordedClaim], role: str) -> Name | None:
    """Who most claims have in a role, the registry's actors first."""
    parties = _all(told, role)
    return min(parties, key=lambda one: (one.id is None, -parties.count(one), one.key), default=None)
