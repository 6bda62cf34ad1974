"""Which claims are compared at all: those that share a block and lie near each other in time.

The number of pairs grows with the number of claims alone: in each block a claim is compared with the next few by day.
"""

from __future__ import annotations

import bisect
import heapq
import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from dateline.situation.features import Features
from dateline.situation.weights import Blocks, blocks, reach

_CELL = 0.1
"""Degrees of latitude and longitude of a cell of surroundings, about ten kilometres; two grids half a cell apart."""


def pairs(ready: Sequence[Features]) -> list[tuple[int, int]]:
    """The pairs of positions to compare, the lesser first, sorted; the features are in order of their claims' ids."""
    rules = blocks()
    members: dict[tuple[str, str, Hashable], list[int]] = defaultdict(list)
    for at, one in enumerate(ready):
        for key in _keys(one, rules):
            members[key].append(at)
    found: set[tuple[int, int]] = set()
    for key, block in members.items():
        if len(block) > 1:
            order = sorted(block, key=lambda at: (ready[at].day, sorted(ready[at].facets), at))
            if key[0] == "within":
                found.update(_across(order, ready, rules.few))
            else:
                found.update(_near(order, ready, rules.neighbours if key[0] == "place" else rules.few))
    return sorted(found)


def _keys(one: Features, rules: Blocks) -> Iterator[tuple[str, str, Hashable]]:
    for place in one.places:
        yield "place", one.group, place
    yield "report", one.group, one.claim.report
    # Of types about one place each no neighbour and no division tells the same event.
    for lat, lon in () if one.each else one.spots:
        for grid in (0.0, 0.5):
            yield "cell", one.group, (grid, math.floor(lat / _CELL + grid), math.floor(lon / _CELL + grid))
    for name in () if one.each else one.names if one.wide else one.within:
        yield "within", one.group, name
    if one.speech or not one.places:
        for party in one.agents:
            yield "agent", one.group, party
        for party in one.targets:
            yield "target", one.group, party
        for stem in heapq.nsmallest(rules.rare_words, one.words, key=lambda stem: (-one.weight[stem], stem)):
            yield "word", one.group, stem


def _near(order: Sequence[int], ready: Sequence[Features], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of a block in order of days that lie within reach; of many on one day each meets the next `most`."""
    for place, at in enumerate(order):
        for other in order[place + 1 : place + 1 + most]:
            if not _in_reach(ready[at], ready[other]):
                break
            yield (at, other) if at < other else (other, at)


def _across(order: Sequence[int], ready: Sequence[Features], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of a claim about a division with the nearest by day about places in it, which do not meet each other."""
    inside = [at for at in order if not ready[at].wide]
    if not inside:
        return
    days = [ready[at].day for at in inside]
    for at in order:
        if ready[at].wide:
            middle = bisect.bisect_left(days, ready[at].day)
            for other in inside[max(0, middle - most // 2) : middle + most // 2]:
                if _in_reach(ready[at], ready[other]):
                    yield (at, other) if at < other else (other, at)


def _in_reach(one: Features, other: Features) -> bool:
    """Whether days are near enough to compare, with a day more for dates that disagree."""
    return abs(other.day - one.day) <= max(reach(one.claim.type), reach(other.claim.type)) + 1
