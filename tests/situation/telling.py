"""Claims on places in one line each, for tables of cases."""

from __future__ import annotations

import datetime

from dateline.picture import Name, RecordedClaim, Site
from dateline.schema import EventType, Factuality

START = datetime.date(2024, 12, 1)


def day(number: int) -> datetime.date:
    """The calendar day of a day of a case, counted from 0."""
    return START + datetime.timedelta(days=number)


def site(name: str = "Hama", *, lat: float | None = 35.1, lon: float | None = 36.7) -> Site:
    """A place of a case."""
    return Site(name, f"place:{name.casefold()}", "city", lat, lon)


def name(key: str) -> Name:
    """A party or source of a case."""
    return Name(key.upper(), key)


def told(line: str, *, called: str = "c0", place: Site | None = None) -> RecordedClaim:
    """The claim of a line: `day voice type.factuality agent[<target] [=day told of]`; `-` for no agent."""
    published, voice, what, who, *when = line.split()
    kind, _, factuality = what.partition(".")
    agent, _, target = who.partition("<")
    return RecordedClaim(
        id=called,
        report=f"report {called}",
        outlet="Outlet",
        published=day(int(published)),
        type=EventType(kind),
        factuality=Factuality(factuality or "actual"),
        agent=() if agent == "-" else tuple(name(one) for one in agent.split("+")),
        target=(name(target),) if target else (),
        place=(place or site(),),
        time=day(int(when[0].removeprefix("="))).isoformat() if when else None,
        sources=(name(voice),),
    )


def all_told(lines: str, *, place: Site | None = None) -> list[RecordedClaim]:
    """The claims of several lines, numbered."""
    given = [line for line in lines.strip().splitlines() if line.strip()]
    return [told(line, called=f"c{at:03}", place=place) for at, line in enumerate(given)]
