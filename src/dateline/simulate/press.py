"""What is said of a made-up war: by its sides, by outlets that lean to one, and by others, each with its faults."""

from __future__ import annotations

import datetime
import math
import random
from dataclasses import dataclass, replace

from dateline.picture import Name, RecordedClaim
from dateline.schema import EventType, Factuality
from dateline.simulate.war import Turn, War
from dateline.simulate.world import World, date

Told = tuple[str, str, int | None, int | None]
"""Event type, factuality, and the sides that do it and suffer it."""


@dataclass(frozen=True, slots=True)
class _Source:
    """One who reports.

    Attributes:
        side: whom it speaks for or leans to; None for neutral ones.
        official: whether it is the side itself, which others print.
        skill: share of what it says that it has looked at.
        lag: days by which its picture of quiet places is old, on average.
        beat: share of the places that it covers.
        quiet: days without a word.
    """

    name: str
    side: int | None
    official: bool
    skill: float
    lag: float
    beat: frozenset[int]
    quiet: frozenset[int]


class Press:
    """The reports of one war."""

    def __init__(self, world: World, war: War, dice: random.Random) -> None:
        self.world, self.war, self.dice = world, war, dice
        self.sources = [self._source(at) for at in range(world.sources)]
        self.outlets = [source for source in self.sources if not source.official]
        self.said: list[RecordedClaim] = []
        self.events = {
            "take": self._take,
            "fail": self._fail,
            "fight": self._fight,
            "leave": self._leave,
        }

    def claims(self) -> tuple[RecordedClaim, ...]:
        """All claims in order of publication, numbered so."""
        for turn in self.war.turns:
            self.events[turn.kind](turn)
        self._routine()
        self._bursts()
        self.said.sort(key=lambda claim: (claim.published or datetime.date.min, claim.place[0].key, claim.id))
        return tuple(replace(claim, id=f"c{at}", report=f"r{at}") for at, claim in enumerate(self.said))

    def _source(self, at: int) -> _Source:
        world, dice = self.world, self.dice
        official, side = at < world.sides, at % world.sides if at < 2 * world.sides else None
        name = self.war.names[at].key if official else f"{'Channel' if side is not None else 'Agency'} {at}"
        skill = min(max(dice.gauss(world.reliability, 0.04), 0.3), 0.995)
        places = range(world.places)
        beat = frozenset(places if official else dice.sample(places, max(int(world.places * dice.uniform(0.5, 1)), 1)))
        return _Source(name, side, official, skill, dice.uniform(0.3, 2.0), beat, self._quiet())

    def _quiet(self) -> frozenset[int]:
        days: set[int] = set()
        while len(days) < self.world.silence * self.world.days:
            start, length = self.dice.randrange(self.world.days), self.dice.randint(2, 9)
            days.update(range(start, min(start + length, self.world.days)))
        return frozenset(days)

    def _chance(self, share: float) -> bool:
        return self.dice.random() < share

    def _say(self, source: _Source, place: int, day: int, told: Told, *, late: bool = True) -> None:
        """Publish a claim about `day`, and perhaps the copies of it."""
        delay = int(self.dice.lognormvariate(math.log(self.world.delay), 0.9)) if late and self.world.delay else 0
        on = day + delay
        if place not in source.beat or on in source.quiet or on >= self.world.days or day < 0:
            return
        if self._chance((1 - source.skill) * 0.25) and self.war.land.near[place]:
            place = self.dice.choice(self.war.land.near[place][:4])
        type_, factuality, agent, target = told
        stated = None
        if self._chance(self.world.dated):
            wrong = self.dice.choice((-1, 1)) if self._chance(0.12) else 0
            stated = date(min(max(day + wrong, 0), on)).isoformat()
        names = self.war.names
        claim = RecordedClaim(
            id=f"{len(self.said):07}",
            report="",
            outlet=self.dice.choice(self.outlets).name if source.official else source.name,
            published=date(on),
            type=EventType(type_),
            factuality=Factuality(factuality),
            agent=() if agent is None else (names[agent],),
            target=() if target is None or self._chance(0.4) else (names[target],),
            place=(self.war.land.sites[place],),
            time=stated,
            sources=(names[source.side],) if source.official and source.side is not None else (),
            confidence=round(self.dice.uniform(0.7, 1.0), 2),
        )
        self.said.append(claim)
        self._copy(claim, on)

    def _copy(self, claim: RecordedClaim, day: int) -> None:
        while self._chance(self.world.copies):
            outlet = self.dice.choice(self.outlets)
            on = day + self.dice.randint(0, 2)
            if outlet.name == claim.outlet or on >= self.world.days:
                continue
            credit = claim.sources or (Name(claim.outlet or ""),)
            # A party's words are always given as its own; an outlet's may be taken without a word.
            sources = credit if claim.sources or self._chance(0.5) else ()
            self.said.append(
                replace(claim, id=f"{len(self.said):07}", outlet=outlet.name, published=date(on), sources=sources)
            )

    def _take(self, turn: Turn) -> None:
        for source in self.sources:
            gain: Told = ("takeover", "actual", turn.side, turn.loser)
            if source.side == turn.side:
                if self._chance(0.15):
                    self._say(source, turn.place, turn.day - self.dice.randint(1, 2), gain, late=False)
                if self._chance(0.9):
                    self._say(source, turn.place, turn.day, gain)
            elif source.side == turn.loser:
                self._lose(source, turn)
            elif self._chance(0.35 + 0.4 * source.skill):
                self._say(source, turn.place, turn.day, gain)
                if self._chance(0.3):
                    later = turn.day + self.dice.randint(1, 3)
                    if self._holds(turn.place, later, turn.side):
                        self._say(source, turn.place, later, ("hold", "actual", turn.side, None), late=False)

    def _lose(self, source: _Source, turn: Turn) -> None:
        if self._chance(0.25):
            self._say(source, turn.place, turn.day, ("withdrawal", "actual", turn.loser, None))
        elif self._chance(0.4):
            self._say(source, turn.place, turn.day, ("takeover", "negated", turn.side, turn.loser))
        if self._chance(0.2):
            later = turn.day + self.dice.randint(1, 4)
            self._say(source, turn.place, later, ("hold", "actual", turn.loser, None), late=False)

    def _fail(self, turn: Turn) -> None:
        for source in self.sources:
            if source.side == turn.side:
                if self._chance(0.3):
                    self._say(source, turn.place, turn.day - 1, ("takeover", "actual", turn.side, turn.loser))
            elif source.side == turn.loser:
                if self._chance(0.7):
                    self._say(source, turn.place, turn.day, ("hold", "actual", turn.loser, turn.side))
            elif self._chance(0.35):
                self._say(source, turn.place, turn.day, ("hold", "actual", turn.loser, None))
            elif self._chance(0.06):
                self._say(source, turn.place, turn.day, ("takeover", "actual", turn.side, turn.loser))

    def _fight(self, turn: Turn) -> None:
        contested = self.world.sides
        day = turn.day
        while day < self.world.days and self.war.days[turn.place][day] == contested:
            for source in self.sources:
                if self._chance(0.45 if source.side is None else 0.35):
                    way = "advance" if source.side == turn.side and self._chance(0.5) else "clash"
                    self._say(source, turn.place, day, (way, "actual", turn.side, turn.loser))
            day += 1

    def _leave(self, turn: Turn) -> None:
        # For one who leaves, `side` is the one who goes.
        for source in self.sources:
            share = 0.5 if source.side is None else 0.15 if source.side == turn.side else 0.6
            if self._chance(share):
                self._say(source, turn.place, turn.day, ("withdrawal", "actual", turn.side, None))

    def _holds(self, place: int, day: int, side: int) -> bool:
        return day < self.world.days and self.war.days[place][day] == side

    def _routine(self) -> None:
        """What is said without news: who holds the place, who was shelled there, what may come."""
        rate = self.world.talk / len(self.sources)
        for place in range(self.world.places):
            for source in self.sources:
                day = -1
                while True:
                    # Gaps between reports have a long tail: a place is told of in bouts, and then forgotten.
                    day += 1 + int(self.dice.weibullvariate(1 / (rate * self.war.land.fame[place] + 1e-9), 0.8))
                    if day >= self.world.days:
                        break
                    self._remark(source, place, day)

    def _remark(self, source: _Source, place: int, day: int) -> None:
        dice, sides = self.dice, self.world.sides
        lag = int(dice.expovariate(1 / source.lag))
        if not self._chance(source.skill):
            lag += dice.randint(2, 10)
        seen = self.war.days[place][max(day - lag, 0)]
        # A side still claims what it lost within ten days.
        held = self.war.days[place][max(day - 10, 0) : day + 1]
        if source.side is not None and source.side in held and self._chance(0.35):
            seen = source.side
        if seen == sides:
            self._say(source, place, day, ("clash", "ongoing", dice.randrange(sides), None), late=False)
            return
        if seen > sides:
            return
        enemy = dice.choice([side for side in range(sides) if side != seen])
        told: Told = dice.choices(
            [
                ("hold", "actual", seen, None),
                ("strike", "actual", enemy, seen),
                ("order", "actual", seen, None),
                ("clash", "actual", enemy, seen),
                ("takeover", "possible", enemy, seen),
                ("takeover", "future", enemy, seen),
            ],
            [0.6, 0.2, 0.1, 0.04, 0.03, 0.03],
        )[0]
        self._say(source, place, day, told, late=False)

    def _bursts(self) -> None:
        """Takeovers that never were, told by a side, by those who lean to it and by some who fall for it."""
        world, dice = self.world, self.dice
        for _ in range(round(world.bursts * world.places / 10 * world.days / 100)):
            day, place, side = (
                dice.randrange(5, world.days - 5),
                dice.randrange(world.places),
                dice.randrange(world.sides),
            )
            holder = self.war.days[place][day]
            if holder in (side, *self.war.nobody()) or self.war.busy[place] > day:
                continue
            told: Told = ("takeover", "actual", side, holder)
            for source in self.sources:
                if source.side == side or (source.side is None and self._chance(0.3)):
                    self._say(source, place, day + dice.randint(0, 1), told, late=False)
                elif source.side == holder and self._chance(0.5):
                    self._say(source, place, day + 1, ("takeover", "negated", side, holder), late=False)
