"""Who holds what in a made-up war: campaigns along a front, and a side that collapses."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.picture import Name, Site
from dateline.simulate.world import Held, World, date

CONTESTED, VACATED = "contested", "vacated"
_KM_PER_DEGREE = 111.0


@dataclass(frozen=True, slots=True)
class Land:
    """Places with how much is told of them and who holds them first, and the places of each by distance."""

    sites: tuple[Site, ...]
    fame: tuple[float, ...]
    owner: tuple[int, ...]
    near: tuple[tuple[int, ...], ...]


def land(world: World, dice: random.Random) -> Land:
    """The places of a world, strewn around towns, and the side that holds each at first."""
    # Villages lie around towns, so that distances are uneven as they are on a map.
    span = 0.22 * math.sqrt(world.places)
    towns = [(dice.uniform(0, span), dice.uniform(0, span)) for _ in range(max(world.places // 8, 2))]
    points = []
    for _ in range(world.places):
        town = dice.choice(towns)
        points.append((town[0] + dice.gauss(0, 0.12), town[1] + dice.gauss(0, 0.12)))
    sites = tuple(
        Site(f"Place {at}", f"sim:place-{at}", "town", round(34 + y, 4), round(37 + x, 4))
        for at, (x, y) in enumerate(points)
    )
    fame = [(at + 1) ** -0.4 for at in range(world.places)]
    dice.shuffle(fame)
    mean = sum(fame) / len(fame)
    seats = [
        (span * (0.5 + 0.5 * math.cos(turn)), span * (0.5 + 0.5 * math.sin(turn)))
        for turn in (2 * math.pi * side / world.sides for side in range(world.sides))
    ]
    owner = tuple(min(range(world.sides), key=lambda side: math.dist(point, seats[side])) for point in points)
    return Land(sites, tuple(one / mean for one in fame), owner, _near(points))


def _near(points: Sequence[tuple[float, float]], most: int = 12) -> tuple[tuple[int, ...], ...]:
    """The nearest places of each, nearest first, found in the cells around it so that large worlds stay quick."""
    size = 0.3
    cells: dict[tuple[int, int], list[int]] = {}
    for at, (x, y) in enumerate(points):
        cells.setdefault((int(x // size), int(y // size)), []).append(at)
    out = []
    for at, (x, y) in enumerate(points):
        column, row = int(x // size), int(y // size)
        around = [
            one
            for i in range(column - 2, column + 3)
            for j in range(row - 2, row + 3)
            for one in cells.get((i, j), ())
            if one != at
        ]
        around.sort(key=lambda one, here=points[at]: math.dist(points[one], here))  # type: ignore[misc]
        out.append(tuple(around[:most]))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happened: a side took a place, left it, or came for it and failed."""

    day: int
    place: int
    kind: str
    side: int
    loser: int


class War:
    """Campaigns along the front; a place is fought over, left or simply taken."""

    def __init__(self, world: World, land: Land, dice: random.Random) -> None:
        self.world, self.land, self.dice = world, land, dice
        self.names = tuple(Name(f"Party {chr(65 + side)}", f"sim:party-{side}") for side in range(world.sides))
        self.labels = [*(name.key for name in self.names), CONTESTED, VACATED]
        self.days: list[list[int]] = [[owner] * world.days for owner in land.owner]
        self.busy = [0] * world.places
        self.turns: list[Turn] = []

    def fight(self) -> None:
        """Fill the days with campaigns and, in the middle, the collapse."""
        world, dice = self.world, self.dice
        middle = world.days // 2
        count = round(world.campaigns * world.places / 10 * world.days / 100)
        starts = sorted(dice.randrange(5, world.days - 5) for _ in range(count))
        fallen = not world.collapse
        for day in starts:
            if not fallen and day >= middle:
                self._collapse(middle)
                fallen = True
            self._campaign(day)
        if not fallen:
            self._collapse(middle)
        self.turns.sort(key=lambda turn: (turn.day, turn.place))

    def _campaign(self, day: int) -> None:
        side = self.dice.randrange(self.world.sides)
        place = self._next(side, day, self.dice.randrange(self.world.places))
        for _ in range(self.dice.randint(1, 4)):
            if place is None or day >= self.world.days - 1:
                return
            day = self._assault(side, place, day, fails=0.3) + 1 + int(self.dice.gammavariate(2, 1.5))
            if day < self.world.days:
                place = self._next(side, day, place)

    def _next(self, side: int, day: int, start: int) -> int | None:
        """The place nearest to `start` that the side may attack on that day: of another, beside one of its own."""
        for place in (start, *self.land.near[start]):
            holder = self.days[place][day]
            if self.busy[place] > day or holder in (side, *self.nobody()):
                continue
            if any(self.days[one][day] == side for one in self.land.near[place]):
                return place
        return None

    def nobody(self) -> tuple[int, int]:
        """The labels of places that no side holds: contested, vacated."""
        return self.world.sides, self.world.sides + 1

    def _assault(self, side: int, place: int, day: int, *, fails: float) -> int:
        """Let the side come for a place; the day on which that was over."""
        loser, dice = self.days[place][day], self.dice
        way = dice.random()
        last = self.world.days - 1
        if way < 0.35 or dice.random() < fails:
            end = min(day + 1 + int(dice.lognormvariate(0.6, 0.6)), last)
            self.turns.append(Turn(day, place, "fight", side, loser))
            self._fill(place, day, self.world.sides)
            if dice.random() < fails:
                self.turns.append(Turn(end, place, "fail", side, loser))
                self._fill(place, end, loser)
                return self._rest(place, end)
        elif way < 0.5:
            end = min(day + dice.randint(1, 2), last)
            self.turns.append(Turn(day, place, "leave", loser, side))
            self._fill(place, day, self.world.sides + 1)
        else:
            end = day
        self.turns.append(Turn(end, place, "take", side, loser))
        self._fill(place, end, side)
        return self._rest(place, end)

    def _fill(self, place: int, day: int, label: int) -> None:
        self.days[place][day:] = [label] * (self.world.days - day)

    def _rest(self, place: int, day: int) -> int:
        self.busy[place] = day + self.dice.randint(4, 12)
        return day

    def _collapse(self, middle: int) -> None:
        dice = self.dice
        loser = dice.randrange(self.world.sides)
        theirs = [place for place, days in enumerate(self.days) if days[middle] == loser]
        winner = dice.choice([side for side in range(self.world.sides) if side != loser])
        # It begins at one place and runs on from there, quicker each day.
        start = dice.choice(theirs) if theirs else 0
        home = self.land.sites[start]
        theirs.sort(key=lambda place: _distance(self.land.sites[place], home))
        falling = theirs[: int(0.7 * len(theirs))]
        for at, place in enumerate(falling):
            day = middle + int(12 * math.sqrt(at / max(len(falling), 1))) + dice.randint(0, 1)
            if day < self.world.days and self.busy[place] <= day and self.days[place][day] == loser:
                self._assault(winner, place, day, fails=0.05)

    def truth(self) -> Iterator[Held]:
        """Who held what, in stretches."""
        for site, days in zip(self.land.sites, self.days, strict=True):
            start = 0
            for day in range(1, len(days) + 1):
                if day == len(days) or days[day] != days[start]:
                    yield Held(site, date(start), date(day - 1), self.labels[days[start]])
                    start = day


def _distance(one: Site, other: Site) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return math.hypot(one.lat - other.lat, one.lon - other.lon) * _KM_PER_DEGREE
