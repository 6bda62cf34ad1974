"""How likely one spelling of a name is written for another: a letter channel, learned from pairs of spellings.

Every letter of the source is written as nothing or as up to three letters of the target, with a probability that
depends on the letters around it and on the letter written last. Rare contexts lean on commoner ones (Witten and Bell
1991). `training/names.py` learns the two tables that ship with the package.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline import data

LONGEST = 3
"""How many letters of the target one letter of the source may stand for."""

START, END, ANY = "^", "$", "?"
"""Where a name starts and ends, and any letter at all, in a context."""

_FAR = 80.0
"""Cost (natural logarithms) from which on a way of writing is not followed up."""

_MOSTLY = 16
"""How many ways to write a letter are tried when a likely spelling is made up."""

_KEPT = 300_000
"""How many looked-up costs are kept."""


def context(before: str, letter: str, after: str, written: str) -> str:
    """What a letter's writing depends on, as four characters: the letters around it and the one written last."""
    return before + letter + after + written


def widened(around: str) -> tuple[str, str, str]:
    """The contexts that a context leans on, ever more general."""
    letter, after, written = around[1], around[2], around[3]
    return ANY + letter + after + written, ANY + letter + ANY + written, ANY + letter + ANY + ANY


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a name and what it costs to leave it out, infinite where it may not be."""

    letters: str
    price: float = math.inf


class Channel:
    """Costs (negative natural logarithms of probabilities) of writing a name for another."""

    def __init__(self, counts: Mapping[str, Mapping[str, float]]) -> None:
        """`counts` say how often each letter in context was written as what; contexts pass theirs on to wider ones."""
        self._seen: dict[str, dict[str, float]] = {}
        for around, written in counts.items():
            for wider in dict.fromkeys((around, *widened(around))):
                own = self._seen.setdefault(wider, {})
                for chunk, count in written.items():
                    own[chunk] = own.get(chunk, 0.0) + count
        self._mass = {around: (sum(own.values()), len(own)) for around, own in self._seen.items()}
        self._prices: dict[str, float] = {}

    def price(self, around: str, chunk: str) -> float:
        """What it costs to write the letter of a context as `chunk`."""
        step = around + chunk
        found = self._prices.get(step)
        if found is None:
            if len(self._prices) > _KEPT:
                self._prices.clear()
            found = self._prices[step] = self._price(around, chunk)
        return found

    def _price(self, around: str, chunk: str) -> float:
        likely = 0.2 * 0.02 ** len(chunk)
        for wider in (*reversed(widened(around)), around):
            if wider in self._mass:
                total, kinds = self._mass[wider]
                likely = (self._seen[wider].get(chunk, 0.0) + kinds * likely) / (total + kinds)
        return -math.log(likely)

    def cost(self, source: Sequence[Piece], target: Sequence[Piece], limit: float = _FAR) -> float:
        """What it costs to write `target` for `source` in the cheapest way, words left out on either side included.

        Infinite where there is no way, or none below `limit`. By dynamic programming, O(letters of source x letters of
        target).
        """
        letters = "".join(piece.letters for piece in source)
        out = "".join(piece.letters for piece in target)
        skips, extras = _jumps(source), _jumps(target)
        rows = [[math.inf] * (len(out) + 1) for _ in range(len(letters) + 1)]
        rows[0][0] = 0.0
        for at, row in enumerate(rows):
            for start, (end, price) in extras.items():
                row[end] = min(row[end], row[start] + price)
            if at in skips:
                end, price = skips[at]
                rows[end] = [min(there, here + price) for there, here in zip(rows[end], row, strict=True)]
            if at < len(letters):
                before = letters[at - 1] if at else START
                after = letters[at + 1] if at + 1 < len(letters) else END
                self._write(before + letters[at] + after, out, (row, rows[at + 1]), limit)
        return rows[-1][-1]

    def _write(self, around: str, out: str, rows: tuple[Sequence[float], list[float]], limit: float) -> None:
        """Carries the costs in the first row over one letter of the source into the second."""
        prices = self._prices
        row, then = rows
        for at, so_far in enumerate(row):
            if so_far > limit:
                continue
            here = around + (out[at - 1] if at else START)
            for end in range(at, min(at + LONGEST, len(out)) + 1):
                price = prices.get(here + out[at:end])
                if price is None:
                    price = self.price(here, out[at:end])
                if so_far + price < then[end]:  # noqa: PLR1730, min() makes this innermost loop a third slower
                    then[end] = so_far + price

    def _common(self, letter: str) -> tuple[str, ...]:
        """What a letter is mostly written as, whatever stands around it; nothing at all for a letter never seen."""
        seen = self._seen.get(context(ANY, letter, ANY, ANY), {"": 1.0})
        return tuple(sorted(seen, key=lambda chunk: (-seen[chunk], chunk))[:_MOSTLY])

    def written(self, source: str, width: int = 4) -> tuple[str, ...]:
        """The likeliest targets for a source, best first, found by a beam of `width`."""
        ways: list[tuple[float, str]] = [(0.0, "")]
        for at, letter in enumerate(source):
            before = source[at - 1] if at else START
            after = source[at + 1] if at + 1 < len(source) else END
            best: dict[str, float] = {}
            for so_far, text in ways:
                last = text[-1] if text else START
                for chunk in self._common(letter):
                    cost = so_far + self.price(context(before, letter, after, last), chunk)
                    if cost < best.get(text + chunk, math.inf):
                        best[text + chunk] = cost
            ways = sorted((cost, text) for text, cost in best.items())[:width]
        return tuple(text for _, text in ways)


def _jumps(pieces: Sequence[Piece]) -> dict[int, tuple[int, float]]:
    """For the start of each word that may be left out, its end and price; nothing where there is one word only."""
    if len(pieces) < 2:
        return {}
    jumps, start = {}, 0
    for piece in pieces:
        end = start + len(piece.letters)
        if end > start and piece.price < math.inf:
            jumps[start] = (end, piece.price)
        start = end
    return jumps


def read(rows: Iterable[Mapping[str, str]]) -> Channel:
    """The channel that the rows of a table of counts describe: a context and its chunks, "sh12 s3 4"."""
    counts = {}
    for row in rows:
        chunks = ((cell.rstrip("0123456789"), cell) for cell in row["chunks"].split(" "))
        around = context(row["before"], row["letter"], row["after"], row["written"])
        counts[around] = {chunk: float(cell[len(chunk) :]) for chunk, cell in chunks}
    return Channel(counts)


@cache
def arabic() -> Channel:
    """The channel from words in Arabic letters to Latin ones; read once per process."""
    return read(data.rows("transliteration_arabic.csv"))


@cache
def latin() -> Channel:
    """The channel from one Latin spelling of an Arabic name to another; read once per process.

    Capitals in the source stand for the letters of a name that is written without vowels.
    """
    return read(data.rows("transliteration_latin.csv"))
