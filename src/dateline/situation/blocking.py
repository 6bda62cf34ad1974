"""Which claims are compared at all: those that share a block and lie near each other in time.

The number of pairs grows with the number of claims alone: in each block a claim is compared with the next few by day.
"""

from __future__ import annotations

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
            found.update(_near(block, ready, rules.neighbours if key[0] == "place" else rules.few))
    return sorted(found)


def _keys(one: Features, rules: Blocks) -> Iterator[tuple[str, str, Hashable]]:
    for place in one.places:
        yield "place", one.group, place
    yield "report", one.group, one.claim.report
    for lat, lon in one.spots:
        for grid in (0.0, 0.5):
            yield "cell", one.group, (grid, math.floor(lat / _CELL + grid), math.floor(lon / _CELL + grid))
    for name in one.within | one.names:
        yield "within", one.group, name
    if one.speech or not one.places:
        for party in one.agents:
            yield "agent", one.group, party
        for party in one.targets:
            yield "target", one.group, party
        for stem in heapq.nsmallest(rules.rare_words, one.words, key=lambda stem: (-one.weight[stem], stem)):
            yield "word", one.group, stem


def _near(block: Sequence[int], ready: Sequence[Features], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of a block whose days lie within reach; of many on one day each meets the next `most`."""
    order = sorted(block, key=lambda at: (ready[at].day, sorted(ready[at].facets), at))
    for place, at in enumerate(order):
        one = ready[at]
        for other in order[place + 1 : place + 1 + most]:
            # A day either side of the reach, for dates that disagree.
            if ready[other].day - one.day > reach(one.claim.type) + 1:
                break
            yield (at, other) if at < other else (other, at)
