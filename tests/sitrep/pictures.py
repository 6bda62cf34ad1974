"""A small made-up picture for the tests of situation reports: two sides, three towns, a toll that is disputed."""

from __future__ import annotations

import datetime

from dateline.picture import Contradiction, ControlState, Count, Event, Evidence, Name, Position, RecordedClaim, Site
from dateline.schema import EventType, Factuality
from dateline.sitrep.gathered import Gathered

DAY = datetime.date(2024, 12, 8)
EVE = DAY - datetime.timedelta(days=1)
NORTH, SOUTH = Name("Northern Army", "north"), Name("Southern Front", "south")
NAMES = {"north": ("Northern Army", "NA"), "south": ("Southern Front", "SF")}
HARIM = Site("Harim, Idlib, Syria", "p:harim", "town", 36.2, 36.5)
RASTAN = Site("Rastan, Homs, Syria", "p:rastan", "town", 34.9, 36.7)
BASE = Site("T4 Air Base, Homs, Syria", "p:t4", "airbase", 34.5, 37.6)


def claim(name: str, kind: str, **given: object) -> RecordedClaim:
    """A claim of the day by an outlet of its own, unless `given` says otherwise."""
    known: dict[str, object] = {
        "report": f"r-{name}",
        "outlet": f"Outlet {name}",
        "published": DAY,
        "factuality": Factuality.ACTUAL,
        "sentence": f"The words of {name}.",
        "confidence": 0.9,
        **given,
    }
    return RecordedClaim(id=name, type=EventType(kind), **known)  # type: ignore[arg-type]


def event(*claims: RecordedClaim, first: datetime.date | None = DAY, last: datetime.date | None = DAY) -> Event:
    """The event of some claims."""
    ids = tuple(sorted(one.id for one in claims))
    places = tuple(dict.fromkeys(site for one in claims for site in one.place))
    return Event(f"event:{ids[0]}", claims[0].type, ids, places, first, last, ())


def state(
    place: Site, holder: str, chance: float, behind: tuple[str, ...] = (), day: datetime.date = DAY
) -> ControlState:
    """The state of a place on a day; the rest of the probability is unknown's."""
    rest = (("unknown", 1 - chance),)
    evidence = tuple(Evidence(one, one, 1.0) for one in behind)
    return ControlState(place, day, day, holder, chance, ((holder, chance), *rest), evidence)


def picture() -> Gathered:
    """The whole of it."""
    taken = claim("a", "takeover", agent=(SOUTH,), target=(NORTH,), place=(RASTAN,))
    held = claim("b", "hold", agent=(NORTH,), place=(BASE,), published=EVE)
    few = claim("c", "casualties", place=(HARIM,), quantity=Count("people", 11), trigger="killed")
    many = claim("d", "casualties", place=(HARIM,), quantity=Count("people", 20), trigger="killed", sources=(NORTH,))
    strike = claim("e", "strike", agent=(Name("terrorists"),), target=(SOUTH,), place=(HARIM,))
    denied = claim("f", "strike", place=(HARIM,), factuality=Factuality.NEGATED, sources=(SOUTH,))
    order = claim("g", "order", agent=(SOUTH,), sentence="“Stay at home,” the *Front* said [live] <b>|</b>.")
    claims = (taken, held, few, many, strike, denied, order)
    toll = event(few, many)
    sides = (Position("11", ("c",), ("outlet c",)), Position("20", ("d",), ("north",)))
    return Gathered(
        claims=claims,
        events=(event(taken), toll, event(strike, denied), event(order)),
        contradictions=(Contradiction("toll", toll.id, sides),),
        origins={**{one.id: (one.outlet or "").casefold() for one in claims}, "d": "north", "f": "south"},
        before=(state(RASTAN, "north", 0.9, day=EVE), state(BASE, "north", 0.97, day=EVE), state(HARIM, "south", 0.5)),
        now=(state(RASTAN, "south", 0.96, ("a",)), state(BASE, "north", 0.97, ("b",)), state(HARIM, "south", 0.5)),
        names=NAMES,
    )
