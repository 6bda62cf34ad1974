"""How often each voice is right, learned from how its claims agree with what all of them together make likely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dateline.situation.assertions import ADMITTED, NEUTRAL, OWN, Assertions
from dateline.situation.knowledge import Bools, Floats, Wide, knowledge


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often a voice is right when it speaks in one direction for one party.

    Attributes:
        voice: the source's key or the outlet.
        direction: `own`, `neutral` or `admitted`.
        claims: how many stand behind the figure, repetitions and echoes counted less.
        chance: that such a claim is true.
    """

    voice: str
    direction: str
    claims: float
    chance: float


def prior(said: Assertions) -> Wide:
    """The chance that each row is true before anything is known of its voice, (R,)."""
    source = knowledge().numbers["source"]
    return np.array([source["own"], source["neutral"], source["admitted"]])[said.direction]


def learned(said: Assertions, ratios: Floats, posterior: Floats, chance: Wide, known: Bools) -> Wide:
    """One round of expectation and maximisation: the chance that each row is true, (R,), by its voice's record.

    A claim is true, or it is noise that fits every state alike; the posterior of its place and day says which is
    likelier. Voices with less than `source.enough` claims keep their prior.

    Args:
        ratios: likelihood of each row in each state over that of noise, (R, S).
        posterior: of the states of the row's place on its day, (R, S).
        chance: the chance used for that posterior, (R,).
        known: the rows to learn from, (R,).
    """
    source = knowledge().numbers["source"]
    used = known & said.main
    groups = int(said.group.max()) + 1 if len(said.group) else 0
    true = chance[used, None] * ratios[used]
    share = (posterior[used] * (true / (true + 1 - chance[used, None]))).sum(axis=1)
    weight = said.weight[used]
    count = np.bincount(said.group[used], weights=weight, minlength=groups)
    right = np.bincount(said.group[used], weights=weight * share, minlength=groups)
    first = prior(said)
    start = np.zeros(groups)
    start[said.group] = first
    fitted = (right + source["strength"] * start) / (count + source["strength"])
    fitted = np.where(count >= source["enough"], fitted, start)
    return np.asarray(fitted[said.group])


def table(said: Assertions, chance: Wide) -> tuple[Reliability, ...]:
    """What was learned of each voice, by voice and direction; directions toward several parties are averaged."""
    names = {OWN: "own", NEUTRAL: "neutral", ADMITTED: "admitted"}
    sums: dict[tuple[int, int], list[float]] = {}
    for at in np.flatnonzero(said.main):
        total = sums.setdefault((int(said.voice[at]), int(said.direction[at])), [0.0, 0.0])
        total[0] += float(said.weight[at])
        total[1] += float(said.weight[at] * chance[at])
    found = [
        Reliability(said.voices[voice], names[direction], count, right / count)
        for (voice, direction), (count, right) in sums.items()
        if count > 0
    ]
    return tuple(sorted(found, key=lambda one: (one.voice, one.direction)))
