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

_KEPT = 300_000
"""How many looked-up costs are kept."""

Step = tuple[str, str, str, str, str]
"""The letter before, the letter, the letter after, the letter written last, and what is written now."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a letter's writing depends on: its neighbours in the source and the letter written last in the target."""

    before: str
    letter: str
    after: str
    written: str

    def widened(self) -> tuple[Context, Context, Context]:
        """The contexts that this one leans on, ever more general."""
        return (
            Context(ANY, self.letter, self.after, self.written),
            Context(ANY, self.letter, ANY, self.written),
            Context(ANY, self.letter, ANY, ANY),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a name and what it costs to leave it out, infinite where it may not be."""

    letters: str
    price: float = math.inf


class Channel:
    """Costs (negative natural logarithms of probabilities) of writing a name for another."""

    def __init__(self, counts: Mapping[Context, Mapping[str, float]]) -> None:
        """`counts` say how often each letter in context was written as what; contexts pass theirs on to wider ones."""
        self._seen: dict[Context, dict[str, float]] = {}
        for context, written in counts.items():
            for wider in dict.fromkeys((context, *context.widened())):
                own = self._seen.setdefault(wider, {})
                for chunk, count in written.items():
                    own[chunk] = own.get(chunk, 0.0) + count
        self._mass = {context: (sum(own.values()), len(own)) for context, own in self._seen.items()}
        self._prices: dict[Step, float] = {}

    def price(self, step: Step) -> float:
        """What it costs to write a letter in context as a chunk."""
        found = self._prices.get(step)
        if found is None:
            if len(self._prices) > _KEPT:
                self._prices.clear()
            found = self._prices[step] = self._price(Context(*step[:4]), step[4])
        return found

    def _price(self, context: Context, chunk: str) -> float:
        likely = 0.2 * 0.02 ** len(chunk)
        for wider in (*reversed(context.widened()), context):
            if wider in self._mass:
                total, kinds = self._mass[wider]
                likely = (self._seen[wider].get(chunk, 0.0) + kinds * likely) / (total + kinds)
        return -math.log(likely)

    def cost(self, source: Sequence[Piece], target: Sequence[Piece]) -> float:
        """What it costs to write `target` for `source` in the cheapest way, words left out on either side included.

        Infinite where there is no way. By dynamic programming, O(letters of source x letters of target).
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
                self._write((before, letters[at], after), row, rows[at + 1], out)
        return rows[-1][-1]

    def _write(self, around: tuple[str, str, str], row: Sequence[float], then: list[float], out: str) -> None:
        """Carries the costs in `row` over one letter of the source into `then`."""
        prices = self._prices
        for at, so_far in enumerate(row):
            if so_far > _FAR:
                continue
            written = out[at - 1] if at else START
            for end in range(at, min(at + LONGEST, len(out)) + 1):
                step = (*around, written, out[at:end])
                price = prices.get(step)
                if price is None:
                    price = self.price(step)
                if so_far + price < then[end]:
                    then[end] = so_far + price

    def written(self, source: str, width: int = 4) -> tuple[str, ...]:
        """The likeliest targets for a source, best first, found by a beam of `width`."""
        ways: list[tuple[float, str]] = [(0.0, "")]
        for at, letter in enumerate(source):
            before = source[at - 1] if at else START
            after = source[at + 1] if at + 1 < len(source) else END
            best: dict[str, float] = {}
            for so_far, text in ways:
                last = text[-1] if text else START
                for chunk in self._seen.get(Context(ANY, letter, ANY, ANY), ("",)):
                    cost = so_far + self.price((before, letter, after, last, chunk))
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
        context = Context(row["before"], row["letter"], row["after"], row["written"])
        chunks = ((cell.rstrip("0123456789"), cell) for cell in row["chunks"].split(" "))
        counts[context] = {chunk: float(cell[len(chunk) :]) for chunk, cell in chunks}
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
