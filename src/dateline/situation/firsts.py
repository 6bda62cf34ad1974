"""Who held places before the first change that is told of them: by whom they were taken from, there and around.

Nobody reports that a quiet town is held by whoever holds the country. What tells it is from whom the towns about it
are taken, who leaves them, who is said to hold them before anybody comes. Whoever that is, it is counted alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.situation.assertions import Assertions, regions
from dateline.situation.fronts import Fronts
from dateline.situation.knowledge import NEVER, Bools, Floats, Ints, knowledge


class Firsts:
    """Votes for who held each place first, by the assertions heard so far; P places, C parties in common numbering."""

    def __init__(self, said: Assertions, fronts: Fronts) -> None:
        self._said, self._fronts = said, fronts
        self._numbers = knowledge().numbers["first"]
        self._earliest = np.full(len(said.places), NEVER)
        self._regions = tuple(_numbered(names) for names in zip(*map(regions, said.places), strict=True))
        self._were = _Votes(self._regions, fronts.count + 1)

    def add(self, new: slice) -> None:
        """Count what rows say of whoever was there before: the later in the story of a place, the less."""
        said = self._said
        rows = np.flatnonzero(said.main[new]) + new.start
        places, days = said.place[rows], said.day[rows]
        np.minimum.at(self._earliest, places, days)
        late = np.exp(-(days - self._earliest[places]) / self._numbers["days"])
        weight = late * said.weight[rows] * np.minimum(said.sure[rows], 1.0)
        for mask, share in ((said.agent, 0), (said.target, 1)):
            at, slots = np.nonzero(mask[rows])
            counts = knowledge().first[said.form[rows[at]], share] * weight[at]
            where = places[at], self._fronts.party[places[at], slots]
            np.add.at(self._were.cast, where, counts)
        self._were.refresh(np.unique(places))

    def of(self, places: Ints, open_to: Bools) -> Floats:
        """How likely each candidate held each of some places before anybody spoke of it, (places, A).

        Args:
            open_to: the candidates there are by then, (places, A); where there is none, nobody is likely.
        """
        numbers, fronts = self._numbers, self._fronts
        party = fronts.party[places]
        rows = np.arange(len(places))[:, None]
        were = self._were.shares
        came = self._were.cast[places][rows, party] < 0
        score = numbers["own"] * were[places][rows, party]
        for at in range(fronts.neighbours.shape[1]):
            beside = were[fronts.neighbours[places, at][:, None], party]
            score += numbers["beside"] * beside * fronts.near[places, at][:, None]
        for name, around in zip(("division", "country"), self._were.regional(places), strict=True):
            score += numbers[name] * around[rows, party]
        # Who is told of only as one who came was not there before, however little else is known.
        score = np.where(open_to, score + np.where(came, 0, numbers["anybody"]), 0)
        return np.asarray(score / np.maximum(score.sum(axis=1, keepdims=True), numbers["anybody"]), dtype=np.float32)


class _Votes:
    """Votes cast at places, the share of each party at each place, and the sums of shares by region."""

    def __init__(self, regions_of: tuple[Ints, ...], parties: int) -> None:
        self._regions = regions_of
        self.cast = np.zeros((len(regions_of[0]), parties), dtype=np.float32)
        self.shares = np.zeros_like(self.cast)
        self._around = tuple(np.zeros((int(of.max(initial=-1)) + 1, parties), dtype=np.float32) for of in regions_of)

    def refresh(self, places: Ints) -> None:
        """Take over the votes of some places."""
        votes = np.maximum(self.cast[places], 0)
        shares = votes / np.maximum(votes.sum(axis=1, keepdims=True), 1.0)
        for region, around in zip(self._regions, self._around, strict=True):
            np.add.at(around, region[places], shares - self.shares[places])
        self.shares[places] = shares

    def regional(self, places: Ints) -> tuple[Floats, ...]:
        """The share of each party in what is told of the division and of the country of each place."""
        told = [around[region[places]] for region, around in zip(self._regions, self._around, strict=True)]
        return tuple(votes / np.maximum(votes.sum(axis=1, keepdims=True), 1.0) for votes in told)


def _numbered(names: Sequence[str]) -> Ints:
    numbers = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], dtype=np.int64)
