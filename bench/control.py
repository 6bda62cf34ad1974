"""How well control is told in made-up wars, and what it costs: figures against each baseline, seed by seed.

usage: python bench/control.py [--seeds 0-7] [--bursts] [--scale]

Numbers in `data/control.toml` are set on seeds from 100 on; only seeds 0 to 7 are reported.
"""

from __future__ import annotations

import argparse
import datetime
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dateline.simulate import Simulation, World, simulate
from dateline.situation.baselines import Method
from dateline.situation.control import Control, Options, control

NEAR = 3
"""Days on either side of a change that count as near it."""
BINS = 10
BURSTS = 3.0
FLOOR = 1e-4
RUNS = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """How well the probabilities of place-days fit the truth.

    Attributes:
        accuracy: share of place-days whose likeliest holder is right.
        near: the same within three days of a change.
        log_loss: mean of -ln of the probability of what was so, in nats.
        error: expected calibration error of the likeliest holder, ten bins.
        days: place-days measured.
    """

    accuracy: float
    near: float
    log_loss: float
    error: float
    days: int

    def __str__(self) -> str:
        return f"{self.accuracy:.4f}  {self.near:.4f}  {self.log_loss:.4f}  {self.error:.4f}"


def figures(world: Simulation, found: Control, *, then: bool) -> Figures:
    """Measure one answer against the truth, on each place from the day of the first word on it."""
    first = {}
    for claim in world.claims:
        first.setdefault(claim.place[0].key, claim.published)
    truth: dict[str, list[tuple[datetime.date, datetime.date, str]]] = {}
    for held in world.truth:
        truth.setdefault(held.place.key, []).append((held.first_day, held.last_day, held.holder))
    given, top, right, near = [], [], [], []
    for at, place in enumerate(found.places):
        rows = (found.known if then else found.held)[:, at]
        names = [*found.holders[at][:-3], *[""] * (rows.shape[1] - len(found.holders[at])), *found.holders[at][-3:]]
        stretches = truth[place.key]
        changes = np.array([start.toordinal() for start, _, _ in stretches[1:]])
        for start, end, holder in stretches:
            for ordinal in range(max(start, first[place.key]).toordinal(), end.toordinal() + 1):
                day = ordinal - found.first_day.toordinal()
                if day >= len(rows):
                    continue
                given.append(rows[day, names.index(holder)] if holder in names else 0.0)
                best = rows[day].argmax()
                top.append(rows[day, best])
                right.append(names[best] == holder)
                near.append(bool(len(changes)) and np.abs(changes - ordinal).min() <= NEAR)
    return _figures(np.array(given), np.array(top), np.array(right), np.array(near))


def _figures(given: np.ndarray, top: np.ndarray, right: np.ndarray, near: np.ndarray) -> Figures:
    bins = np.minimum((top * BINS).astype(int), BINS - 1)
    error = sum(abs(right[bins == one].mean() - top[bins == one].mean()) * (bins == one).mean() for one in set(bins))
    close = float(right[near].mean()) if near.any() else 1.0
    return Figures(
        float(right.mean()), close, float(-np.log(np.maximum(given, FLOOR)).mean()), float(error), len(right)
    )


def mean(found: Sequence[Figures]) -> Figures:
    """The mean of the figures of several worlds."""
    columns = [(one.accuracy, one.near, one.log_loss, one.error) for one in found]
    return Figures(*(float(part) for part in np.mean(columns, axis=0)), sum(one.days for one in found))


def compare(seeds: Sequence[int], world: World) -> dict[tuple[str, bool], Figures]:
    """The mean figures of the model and each baseline over the seeds, by method and whether known then."""
    found: dict[tuple[str, bool], list[Figures]] = {}
    for seed in seeds:
        one = simulate(replace(world, seed=seed))
        for method in Method:
            answer = control(one.claims, options=Options(method=method))
            for then in (False, True):
                found.setdefault((method.value, then), []).append(figures(one, answer, then=then))
    return {key: mean(values) for key, values in found.items()}


def show(title: str, table: dict[tuple[str, bool], Figures]) -> None:
    """Print one table."""
    print(f"\n{title}\n{'':26}accuracy near    log loss ECE")
    for (method, then), one in sorted(table.items(), key=lambda item: item[0][1]):
        print(f"{'known then' if then else 'held':12}{method:14}{one}")


def scale() -> None:
    """Print the processor time and memory that 10,000 and 100,000 claims take, all on one core."""
    took = {}
    for places in (500, 5000):
        world = simulate(World(places=places, talk=0.16, campaigns=0.35))
        started = time.process_time()
        found = control(world.claims)
        took[places] = (time.process_time() - started, len(world.claims))
        day = found.first_day + datetime.timedelta(days=90)
        one = statistics.median(_seconds(lambda day=day, found=found: found.on(day)) for _ in range(RUNS))
        started = time.process_time()
        stretches = len(found.states())
        print(
            f"{len(world.claims)} claims, {len(found.places)} places: {took[places][0]:.1f} s, "
            f"one day {one * 1000:.0f} ms, {stretches} states with evidence {time.process_time() - started:.1f} s, "
            f"peak {peak_mb():.0f} MB"
        )
    (small, few), (large, many) = took[500], took[5000]
    print(f"{many / few:.1f} times the claims take {large / small:.1f} times as long")


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def peak_mb() -> float:
    """The most memory held at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    """Print what was asked for, everything without arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="0-7")
    parser.add_argument("--only", choices=["plain", "bursts", "scale"])
    asked = parser.parse_args()
    low, _, high = asked.seeds.partition("-")
    seeds = range(int(low), int(high or low) + 1)
    if asked.only in (None, "plain"):
        show("2 sides, 9 sources, collapse in the middle", compare(seeds, World()))
    if asked.only in (None, "bursts"):
        show("the same with coordinated false bursts", compare(seeds, World(bursts=BURSTS)))
    if asked.only in (None, "scale"):
        scale()


if __name__ == "__main__":
    main()
