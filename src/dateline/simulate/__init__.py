"""Made-up wars with a known truth and the noisy reports of them, to measure what the record makes of such reports.

What is assumed here is on purpose not what the model of control assumes; `docs/control.md` sets the two side by side.
Wars are fought in campaigns along a front, not by independent chance; reports err by propaganda, haste, staleness and
mistaken names, not by a fixed share of noise.
"""

from __future__ import annotations

import random

from dateline.simulate.press import Press
from dateline.simulate.war import War, land
from dateline.simulate.world import Held, Simulation, World, check

__all__ = ["Held", "Simulation", "World", "simulate"]


def simulate(world: World) -> Simulation:
    """A war and its reports; the same for the same world, whatever came before.

    Raises:
        OptionError: where the world cannot be.
    """
    check(world)
    war = War(world, land(world, random.Random(f"land {world.seed}")), random.Random(f"war {world.seed}"))  # noqa: S311
    war.fight()
    press = Press(world, war, random.Random(f"press {world.seed}"))  # noqa: S311
    return Simulation(tuple(war.truth()), press.claims())
