"""How fast places change hands: near the gainer's places sooner, in a collapse sooner everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.picture import Site
from dateline.situation.knowledge import OTHERS, Bools, Floats, Ints, knowledge

EARTH_KM = 6371.0
_ROWS = 1024
"""Places whose distances to all others are held at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Fronts:
    """The places' neighbours and their parties in one numbering; P places, K neighbours, A parties at a place.

    Attributes:
        neighbours, near: the nearest places of each, and nearness from 1 (there) to 0, (P, K).
        placed: whether a place has coordinates, (P,).
        party: each place's parties in the common numbering, which ends with one that stands for none, (P, A).
        count: parties in the common numbering.
    """

    neighbours: Ints
    near: Floats
    placed: Bools
    party: Ints
    count: int

    def enter(self, belief: Floats, fresh: Floats, heard: Bools) -> Floats:
        """What a day's rates into each state are multiplied by, (P, A + 3), by what is believed of where parties are.

        Args:
            belief, fresh: probability of each party at each place, and of its having gained it lately, (P, A).
            heard: the candidates that anybody has spoken of by then, (P, A).
        """
        numbers = knowledge().numbers
        places = len(self.party)
        held = np.zeros((places, self.count + 1), dtype=np.float32)
        rows = np.arange(places)[:, None]
        held[rows, self.party] = np.where(heard, belief, 0)
        reach = np.zeros(belief.shape, dtype=np.float32)
        for at in range(self.neighbours.shape[1]):
            around = held[self.neighbours[:, at][:, None], self.party]
            np.maximum(reach, around * self.near[:, at][:, None], out=reach)
        near, regime = numbers["near"], self._regime(held, fresh, heard)
        share = np.where(self.placed[:, None], near["far"] + (1 - near["far"]) * reach, near["unplaced"])
        out = np.ones((places, belief.shape[1] + len(OTHERS)), dtype=np.float32)
        out[:, : belief.shape[1]] = share * regime[self.party]
        return out

    def _regime(self, held: Floats, fresh: Floats, heard: Bools) -> Floats:
        """By how much each party gains faster than usual, (count + 1,)."""
        numbers = knowledge().numbers
        regime, usual = numbers["regime"], float(knowledge().rates[0, 0])
        gained = np.bincount(self.party.ravel(), weights=np.where(heard, fresh, 0).ravel(), minlength=self.count + 1)
        there = np.bincount(self.party.ravel(), weights=heard.ravel(), minlength=self.count + 1)
        open_to = np.maximum(there - held.sum(axis=0), 0) + gained + regime["prior"]
        # A fresh change lasts 1 / settle days, so that many days' gains stand in `gained`.
        rate = (gained * numbers["change"]["settle"] + regime["prior"] * usual) / open_to
        raised: Floats = np.clip((rate / usual) ** regime["power"], 1.0, regime["most"]).astype(np.float32)
        return raised


def fronts(places: Sequence[Site], parties: Sequence[Sequence[str]], wide: int) -> Fronts:
    """The neighbours of places, and the parties at them, `wide` columns."""
    numbering = {party: at for at, party in enumerate(sorted({one for found in parties for one in found}))}
    party = np.full((len(places), wide), len(numbering), dtype=np.int64)
    for at, found in enumerate(parties):
        party[at, : len(found)] = [numbering[one] for one in found]
    neighbours, near = _neighbours(places)
    placed = np.array([place.lat is not None and place.lon is not None for place in places], dtype=np.bool_)
    return Fronts(neighbours, near, placed, party, len(numbering))


def _neighbours(places: Sequence[Site]) -> tuple[Ints, Floats]:
    numbers = knowledge().numbers["near"]
    count = min(int(numbers["neighbours"]), max(len(places) - 1, 0))
    neighbours = np.zeros((len(places), count), dtype=np.int64)
    near = np.zeros((len(places), count), dtype=np.float32)
    lat = np.radians([np.nan if place.lat is None else place.lat for place in places])
    lon = np.radians([np.nan if place.lon is None else place.lon for place in places])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1).astype(np.float32)
    for start in range(0, len(places) if count else 0, _ROWS):
        some = points[start : start + _ROWS]
        alike = np.nan_to_num(some @ points.T, nan=-1.0)
        alike[np.arange(len(some)), np.arange(start, start + len(some))] = -2.0
        found = np.argpartition(-alike, count - 1, axis=1)[:, :count]
        # The chord, not the angle: single precision would lose the last kilometres in an arc cosine.
        chord = np.linalg.norm(some[:, None, :] - points[found], axis=2) * EARTH_KM
        neighbours[start : start + len(some)] = found
        near[start : start + len(some)] = np.nan_to_num(np.exp(-chord / numbers["scale"]), nan=0.0)
    return neighbours, near
