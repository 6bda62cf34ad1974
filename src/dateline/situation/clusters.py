"""Pairs into groups: agglomerative clustering by average link on the graph of compared pairs.

Groups whose claims have not all been compared are compared by a sample of them before they are joined.
"""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.situation.features import Features
from dateline.situation.pairs import Meaning, score

_SAMPLE = 6
"""Claims of each of two groups that are compared before the groups are joined."""


@dataclass(frozen=True, slots=True)
class Group:
    """Positions that belong together, sorted, and the pairs that hold them, one fewer than they are."""

    members: tuple[int, ...]
    held: tuple[tuple[int, int], ...]


def clusters(
    ready: Sequence[Features],
    pairs: Iterable[tuple[int, int]],
    together: Sequence[tuple[int, int]],
    apart: set[tuple[int, int]],
    meaning: Meaning | None = None,
) -> list[Group]:
    """Groups in order of their first members; together they hold every position once.

    Two groups are joined, the likeliest first, while the mean log-odds of their pairs is above zero.
    """
    first, second, scores = array("l"), array("l"), array("d")
    for one, other in pairs:
        first.append(one)
        second.append(other)
        scores.append(score(ready[one], ready[other], meaning))
    graph = _Graph(ready, apart, meaning)
    for one, other in together:
        graph.force(one, other)
    for one, other, value in zip(first, second, scores, strict=True):
        graph.add(one, other, value)
    graph.join()
    inside = [
        (-value, one, other)
        for one, other, value in zip(first, second, scores, strict=True)
        if graph.home[one] == graph.home[other]
    ]
    held = _spanning(len(ready), [*together, *((one, other) for _, one, other in sorted(inside))], graph.home)
    return [Group(tuple(graph.members[at]), tuple(sorted(held.get(at, ())))) for at in sorted(graph.members)]


def _spanning(number: int, pairs: Iterable[tuple[int, int]], home: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """The first pairs that connect what lies in one group, by the group (Kruskal: a maximum spanning forest)."""
    root = list(range(number))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = at = root[root[at]]
        return at

    held: dict[int, list[tuple[int, int]]] = {}
    for one, other in pairs:
        a, b = find(one), find(other)
        if a != b and home[one] == home[other]:
            root[a] = b
            held.setdefault(home[one], []).append((one, other))
    return held


@dataclass(slots=True)
class _Graph:
    ready: Sequence[Features]
    apart: set[tuple[int, int]]
    meaning: Meaning | None
    members: dict[int, list[int]] = field(default_factory=dict)
    home: list[int] = field(default_factory=list)
    edges: dict[int, dict[int, tuple[float, int]]] = field(default_factory=dict)
    parted: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = list(range(len(self.ready)))
        self.members = {at: [at] for at in self.home}
        for one, other in self.apart:
            self.parted.setdefault(one, set()).add(other)
            self.parted.setdefault(other, set()).add(one)

    def force(self, one: int, other: int) -> None:
        """Put two claims into one group before anything is compared, unless a person parted some of their company."""
        a, b = self.home[one], self.home[other]
        if a != b and not self._parted(a, b):
            self._unite(a, b)

    def add(self, one: int, other: int, value: float) -> None:
        """Tell the log-odds of two claims."""
        a, b = self.home[one], self.home[other]
        if a != b:
            for x, y in ((a, b), (b, a)):
                total, number = self.edges.setdefault(x, {}).get(y, (0.0, 0))
                self.edges[x][y] = (total + value, number + 1)

    def join(self) -> None:
        """Join groups, the likeliest first, until none is likelier one than two."""
        heap = [
            (-total / number, a, b)
            for a, near in self.edges.items()
            for b, (total, number) in near.items()
            if a < b and total > 0
        ]
        heapq.heapify(heap)
        while heap:
            value, a, b = heapq.heappop(heap)
            known = self.edges.get(a, {}).get(b)
            if known is None or -known[0] / known[1] != value:
                continue
            if not self._fit(a, b, known[1]):
                continue
            self._unite(a, b)
            for other, (total, number) in self.edges.get(a, {}).items():
                if total > 0:
                    heapq.heappush(heap, (-total / number, min(a, other), max(a, other)))

    def _fit(self, a: int, b: int, compared: int) -> bool:
        """Whether two groups may be joined; what a sample says against it is kept as their link."""
        size = len(self.members[a]) * len(self.members[b])
        if self._parted(a, b):
            mean = -math.inf
        elif compared >= size:
            return True
        else:
            left, right = _spread(self.members[a]), _spread(self.members[b])
            values = [score(self.ready[x], self.ready[y], self.meaning) for x in left for y in right]
            mean = math.fsum(values) / len(values)
        if mean <= 0:
            self.edges[a][b] = self.edges[b][a] = (mean * size, size)
        return mean > 0

    def _parted(self, a: int, b: int) -> bool:
        if not self.parted:
            return False
        return any(self.home[other] == b for one in self.members[a] for other in self.parted.get(one, ()))

    def _unite(self, a: int, b: int) -> None:
        """`b` becomes part of `a`, which keeps the links of both; the lesser position names the group."""
        a, b = min(a, b), max(a, b)
        gone = self.members.pop(b)
        self.members[a] = sorted((*self.members[a], *gone))
        for one in gone:
            self.home[one] = a
        own = self.edges.setdefault(a, {})
        for other, (total, number) in self.edges.pop(b, {}).items():
            near = self.edges[other]
            del near[b]
            if other == a:
                continue
            known, count = own.get(other, (0.0, 0))
            own[other] = near[a] = (known + total, count + number)
        own.pop(b, None)


def _spread(members: Sequence[int]) -> Sequence[int]:
    """A few of the members, evenly from all of them."""
    if len(members) <= _SAMPLE:
        return members
    return [members[at * len(members) // _SAMPLE] for at in range(_SAMPLE)]
