"""What kind of war is made up, and what comes of it."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from dateline.errors import OptionError
from dateline.picture import RecordedClaim, Site

START = datetime.date(2024, 1, 1)
MOST = 0.9
"""The most that may be copied, or silent."""


@dataclass(frozen=True, slots=True)
class World:
    """What kind of war is made up.

    Attributes:
        sides, places, days, sources: how many; each side has an official voice and an outlet that leans to it, all
            other sources are neutral.
        talk: routine claims on a place in a day by all sources together, on average.
        campaigns: offensives a hundred days and ten places.
        collapse: whether one side loses most of its places within two weeks in the middle.
        reliability: of the neutral sources, 0 to 1; each differs somewhat.
        delay: days from an event to its report, the median.
        copies: share of reports that another outlet prints again, half of them without credit.
        bursts: coordinated false takeovers a hundred days and ten places.
        silence: share of days on which a source is silent, in stretches.
        dated: share of claims that state their day, some of them wrongly.
    """

    seed: int = 0
    sides: int = 2
    places: int = 40
    days: int = 120
    sources: int = 9
    talk: float = 0.5
    campaigns: float = 3.0
    collapse: bool = True
    reliability: float = 0.93
    delay: float = 0.6
    copies: float = 0.3
    bursts: float = 0.0
    silence: float = 0.1
    dated: float = 0.5


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of days, inclusive, over which one side held a place, or nobody did: `contested`, `vacated`."""

    place: Site
    first_day: datetime.date
    last_day: datetime.date
    holder: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """A made-up war: what was so, by place and day, and what was said, by day of publication."""

    truth: tuple[Held, ...]
    claims: tuple[RecordedClaim, ...]


def check(world: World) -> None:
    """Nothing where the world can be.

    Raises:
        OptionError: where it cannot, with the option to change.
    """
    if world.sides < 2 or world.places < world.sides or world.days < 30:
        raise OptionError("a world needs at least 2 sides, as many places as sides, and 30 days")
    if world.sources < 2 * world.sides + 1:
        raise OptionError(f"a world of {world.sides} sides needs at least {2 * world.sides + 1} sources")
    if not all(0 <= share <= 1 for share in (world.reliability, world.dated)):
        raise OptionError("reliability and dated are shares from 0 to 1")
    if not all(0 <= share <= MOST for share in (world.copies, world.silence)):
        raise OptionError(f"copies and silence are shares from 0 to {MOST}: beyond it nothing, or no end, is printed")
    if not all(0 <= rate < math.inf for rate in (world.talk, world.campaigns, world.bursts, world.delay)):
        raise OptionError("talk, campaigns, bursts and delay are numbers from 0 up")


def date(day: int) -> datetime.date:
    """The calendar day of a day counted from 0."""
    return START + datetime.timedelta(days=day)
