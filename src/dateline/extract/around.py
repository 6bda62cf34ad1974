"""The words around a trigger, as the role network sees them."""

from __future__ import annotations

from math import log

RADIUS = 48
"""Words to either side; of the roles in the training corpus 99 % lie nearer than that to their trigger."""
BUCKETS = 33
MIDDLE = BUCKETS // 2
FARTHEST = 64
"""The distance that the last bucket ends at."""


def bounds(trigger: tuple[int, int], words: int) -> tuple[int, int]:
    """The range of a window's words that the role network is shown."""
    return max(0, trigger[0] - RADIUS), min(words, trigger[1] + RADIUS)


def bucket(offset: int) -> int:
    """The bucket of a word `offset` words behind the trigger (before it where negative, 0 for the trigger itself).

    The first eight words to a side have a bucket each, those farther off share eight by the logarithm.
    """
    size = abs(offset)
    step = size if size <= 8 else min(16, 8 + int(1 + 7 * log(size / 8) / log(FARTHEST / 8)))
    return MIDDLE + (step if offset > 0 else -step)


OFFSETS = tuple(bucket(offset) for offset in range(-2 * RADIUS, 2 * RADIUS + 1))
"""Buckets of all offsets that occur, by `offset + 2 * RADIUS`."""
