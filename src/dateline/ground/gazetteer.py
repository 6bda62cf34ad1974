"""The compiled gazetteer as the reader sees it: names in, candidate places out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from dateline import data
from dateline.errors import DataError
from dateline.ground.transliteration import Match, Spellings
from dateline.schema import Place

_BATCH = 500
_HEARD = 80.0
"""How alike (0 to 100) names must sound, or their consonants be, to be compared letter by letter."""

_COLUMNS = (
    "place.id, place.ref, place.name, place.kind, place.admin1, place.country, place.lat, place.lon, place.population"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as a candidate for a name.

    Attributes:
        admin1: GeoNames' code of the first-level division, empty where unknown.
        population: people living there; for kinds without people a rank of its own.
        main: whether the name looked up is the one the place is shown under.
    """

    place: Place
    admin1: str
    population: int
    main: bool


class Gazetteer:
    """Names of places and what they may stand for, read from disk as they are asked for.

    Nothing is loaded up front: opening costs a few milliseconds, and only rows that a report asks for are read.
    """

    def __init__(self, path: Path | None = None) -> None:
        """`path` is a file made by `gazetteer_build`; by default the one that ships with the package.

        Raises:
            DataError: where it is missing or not a gazetteer.
        """
        self._path = path or data.path("gazetteer.sqlite")
        uri = f"file:{quote(str(self._path.resolve()))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._divisions = {
                (country, admin1): number
                for number, admin1, country in self._connection.execute(
                    "SELECT id, admin1, country FROM place WHERE id < 0 AND kind = 'province'"
                )
            }
            self._connection.execute("SELECT 1 FROM spelling LIMIT 1")  # what an older version made has none
        except sqlite3.Error as error:
            raise DataError(f"{self._path} is no gazetteer ({error}); build it again") from error
        self._named: dict[str, tuple[Entry, ...]] = {}
        self._names: dict[int, str] = {}
        self._spellings: dict[str, Spellings] = {}
        self._spelt: dict[tuple[str, str], list[tuple[Entry, Match]]] = {}

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        """A gazetteer travels to another process as its path."""
        return type(self), (self._path,)

    def named(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The places that bear each of `keys` (see `folding.fold`), most populous first; keys of none are left out."""
        wanted = set(keys)
        missing = [key for key in wanted if key not in self._named]
        if len(self._named) > 20_000:
            self._named.clear()
            missing = list(wanted)
        found: dict[str, list[Entry]] = {}
        for batch in _batches(missing):
            marks = ",".join("?" * len(batch))
            query = (
                f"SELECT name.key, name.main, {_COLUMNS} FROM name JOIN place ON place.id = name.place "  # noqa: S608
                f"WHERE name.key IN ({marks})"
            )
            for key, main, *row in self._connection.execute(query, batch):
                found.setdefault(key, []).append(self._entry(row, main=bool(main)))
        for key in missing:
            self._named[key] = tuple(sorted(found.get(key, ()), key=lambda entry: -entry.population))
        return {key: self._named[key] for key in wanted if self._named[key]}

    def sounding(self, bones: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The places in and around Arabic-speaking countries that share each skeleton (see `folding.skeleton`)."""
        found: dict[str, list[Entry]] = {}
        for batch in _batches(set(bones)):
            marks = ",".join("?" * len(batch))
            query = (
                f"SELECT sound.bones, {_COLUMNS} FROM sound JOIN place ON place.id = sound.place "  # noqa: S608
                f"WHERE sound.bones IN ({marks})"
            )
            for key, *row in self._connection.execute(query, batch):
                found.setdefault(key, []).append(self._entry(row, main=False))
        return {key: tuple(sorted(entries, key=lambda entry: -entry.population)) for key, entries in found.items()}

    def keys_of(self, entry: Entry) -> tuple[str, ...]:
        """All keys under which the place of `entry` is known; none for a place that is not looked up by sound."""
        query = "SELECT keys FROM spelling WHERE place = ?"
        row = self._connection.execute(query, (self._number(entry.place.id),)).fetchone()
        return tuple(row[0].split("\n")) if row else ()

    def spelt(self, name: str, country: str) -> list[tuple[Entry, Match]]:
        """The places of a country that `name` may be another spelling of, nearest first (see `transliteration`).

        Only for countries whose names news spells by ear. A country's names are read when it is first asked for.
        """
        if (name, country) in self._spelt:
            return self._spelt[name, country]
        if country not in self._spellings:
            query = "SELECT place.id, keys FROM place JOIN spelling ON spelling.place = place.id WHERE country = ?"
            rows = self._connection.execute(query, (country,))
            self._spellings[country] = Spellings((number, key) for number, keys in rows for key in keys.split("\n"))
        if len(self._spelt) > 5_000:
            self._spelt.clear()
        found = ((self._by_number(match.owner), match) for match in self._spellings[country].search(name, floor=_HEARD))
        kept = self._spelt[name, country] = [(entry, match) for entry, match in found if entry is not None]
        return kept

    def country(self, code: str) -> Entry | None:
        """The country with an ISO 3166-1 alpha-2 code."""
        row = country_rows().get(code)
        return self._by_ref(f"overlay:{row['code'].lower()}") if row else None

    def division(self, country: str, admin1: str) -> Entry | None:
        """The first-level division with a GeoNames code."""
        number = self._divisions.get((country, admin1))
        return self._by_number(number) if number is not None else None

    def _number(self, ref: str) -> int | None:
        if ref.startswith("geonames:"):
            return int(ref.removeprefix("geonames:"))
        row = self._connection.execute("SELECT id FROM place WHERE id < 0 AND ref = ?", (ref,)).fetchone()
        return row[0] if row else None

    def _by_ref(self, ref: str) -> Entry | None:
        number = self._number(ref)
        return self._by_number(number) if number is not None else None

    def _by_number(self, number: int) -> Entry | None:
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (number,)).fetchone()  # noqa: S608
        return self._entry(row, main=True) if row else None

    def _entry(self, row: list[object], *, main: bool) -> Entry:
        number, ref, name, kind, admin1, country, lat, lon, population = row
        place = Place(
            id=str(ref) if ref else f"geonames:{number}",
            name=self._full_name(str(name), str(kind), str(admin1), str(country)),
            kind=str(kind),
            lat=lat if isinstance(lat, float) else None,
            lon=lon if isinstance(lon, float) else None,
            country=str(country) or None,
        )
        return Entry(place, str(admin1), int(str(population)), main)

    def _full_name(self, name: str, kind: str, admin1: str, country: str) -> str:
        parts = [name]
        if kind not in ("country", "province") and (country, admin1) in self._divisions:
            parts.append(self._division_name(country, admin1))
        row = country_rows().get(country)
        if row and kind != "country":
            parts.append(row["name"])
        return ", ".join(parts)

    def _division_name(self, country: str, admin1: str) -> str:
        number = self._divisions[country, admin1]
        if number not in self._names:
            (name,) = self._connection.execute("SELECT name FROM place WHERE id = ?", (number,)).fetchone()
            self._names[number] = str(name)
        return self._names[number]


@cache
def country_rows() -> dict[str, dict[str, str]]:
    """The rows of `places_countries.csv` by country code."""
    return {row["code"]: dict(row) for row in data.rows("places_countries.csv")}


@cache
def demonyms() -> dict[str, str]:
    """The country code for each word for a people ("Syrian", "Syrians"), in lower case."""
    return {word.lower(): code for code, row in country_rows().items() for word in row["demonyms"].split("|") if word}


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while batch := list(islice(rest, _BATCH)):
        yield batch
