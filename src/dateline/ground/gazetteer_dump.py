"""Adds full GeoNames country dumps (CC BY 4.0) to a copy of the gazetteer that ships with the package.

A dump is `XX.zip` or the `XX.txt` in it, as download.geonames.org/export/dump offers them: a feature a line, 19 columns
apart by tabs. Which features become places, and as which kind, is said in `places_geonames.toml`.
"""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dateline import data
from dateline.errors import DataError, InputError, OptionError
from dateline.ground.gazetteer_build import (
    SAME_KEY,
    SPELLINGS,
    Row,
    keys_of,
    settlement,
    shown,
    sounds_of,
    worth_keeping,
)

_COLUMNS = 19
_CROWDED = f"""
DELETE FROM name WHERE (key, place) IN (
    SELECT key, place FROM (
        SELECT name.key, name.place, row_number() OVER (
            PARTITION BY name.key ORDER BY place.id > 0, place.population DESC, place.id
        ) AS rank
        FROM name JOIN place ON place.id = name.place
        WHERE name.key IN (SELECT key FROM name GROUP BY key HAVING count(*) > {SAME_KEY})
    ) WHERE rank > {SAME_KEY}
)
"""  # noqa: S608 - a number of our own


@dataclass(frozen=True, slots=True)
class Added:
    """What dumps brought.

    Attributes:
        places: new places.
        known: places that were there before, which got the names they lacked.
    """

    places: int
    known: int


def extend(target: Path, dumps: Iterable[Path], *, base: Path | None = None) -> Added:
    """What `dumps` brought to a copy of the gazetteer, which is written to `target` whole or not at all.

    `base` is the gazetteer to copy, by default the one that ships with the package.

    Raises:
        InputError: where a dump cannot be read; names file and line.
        OptionError: where `target` cannot be written.
        DataError: where `base` is no gazetteer.
    """
    scratch = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(base or data.path("gazetteer.sqlite"), scratch)
    except OSError as error:
        raise OptionError(f"--to {target} cannot be written: {error.strerror}") from error
    try:
        with closing(sqlite3.connect(scratch)) as connection:
            added = _fill(connection, dumps)
        scratch.replace(target)
    except sqlite3.Error as error:
        raise DataError(f"the gazetteer cannot be extended: {error}") from error
    except OSError as error:
        raise OptionError(f"--to {target} cannot be written: {error.strerror}") from error
    finally:
        scratch.unlink(missing_ok=True)
    return added


def _fill(connection: sqlite3.Connection, dumps: Iterable[Path]) -> Added:
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    known = {number for (number,) in connection.execute("SELECT id FROM place WHERE id > 0")}
    divisions = {
        (country, admin1): number
        for number, country, admin1 in connection.execute(
            "SELECT id, country, admin1 FROM place WHERE id < 0 AND kind = 'province'"
        )
    }
    (lowest,) = connection.execute("SELECT min(id, 0) FROM place ORDER BY id LIMIT 1").fetchone() or (0,)
    new = old = 0
    for dump in dumps:
        for row in rows(dump):
            if row.kind == "province":
                number = divisions.get((row.country, row.admin1))
                is_known = number is not None
                if number is None:
                    lowest -= 1
                    number = divisions[row.country, row.admin1] = lowest
            else:
                number = row.geonames or 0
                is_known = number in known
                known.add(number)
            _insert(connection, number, row, known=is_known)
            new, old = new + (not is_known), old + is_known
    connection.execute(_CROWDED)
    connection.execute(SPELLINGS)
    connection.commit()
    connection.execute("VACUUM")
    return Added(new, old)


def _insert(connection: sqlite3.Connection, number: int, row: Row, *, known: bool) -> None:
    """A known place keeps its point, kind and shown name, and gets the names it lacks."""
    if not known:
        connection.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                None if number > 0 else row.ref,
                row.names[0],
                row.kind,
                row.admin1,
                row.country,
                row.lat,
                row.lon,
                row.population,
            ),
        )
    connection.executemany(
        "INSERT INTO name VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(key, number, 0 if known else main) for key, main in keys_of(row)],
    )
    connection.executemany(
        "INSERT INTO sound VALUES (?, ?) ON CONFLICT DO NOTHING", [(bones, number) for bones in sounds_of(row)]
    )


def rows(dump: Path) -> Iterator[Row]:
    """The places of a dump in its order; features that are no place for a news report are passed over.

    Raises:
        InputError: where the file is missing, no zip with a dump in it, or a line has not the columns of a dump.
    """
    kinds = data.table("places_geonames.toml")["kinds"]
    with _opened(dump) as lines:
        for number, line in enumerate(lines, 1):
            try:
                cells = line.decode("utf-8").rstrip("\r\n").split("\t")
            except UnicodeDecodeError as error:
                raise InputError("not UTF-8", source=str(dump), line=number) from error
            if len(cells) != _COLUMNS:
                problem = f"{len(cells)} columns apart by tabs where a GeoNames dump has {_COLUMNS}"
                raise InputError(problem, source=str(dump), line=number)
            kind = kinds.get(cells[7]) or (cells[6] == "P" and "settlement")
            if kind:
                try:
                    yield _row(cells, kind)
                except ValueError as error:
                    problem = f"no GeoNames feature: {error}"
                    raise InputError(problem, source=str(dump), line=number) from error


@contextmanager
def _opened(dump: Path) -> Iterator[IO[bytes]]:
    """The lines of a dump, packed or not."""
    try:
        if dump.suffix.lower() != ".zip":
            with dump.open("rb") as lines:
                yield lines
            return
        with zipfile.ZipFile(dump) as packed:
            names = [name for name in packed.namelist() if name.endswith(".txt") and name.lower() != "readme.txt"]
            if len(names) != 1:
                raise InputError("no zip of GeoNames: one XX.txt is expected in it", source=str(dump))
            with packed.open(names[0]) as lines:
                yield lines
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", source=str(dump)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # the last: packed with a password
        raise InputError(f"cannot be unpacked: {error}", source=str(dump)) from error


def _row(cells: list[str], kind: str) -> Row:
    """A line of a dump as a place.

    Raises:
        ValueError: where a number is none or lies outside its range.
    """
    number, name, ascii_name, alternates, country, admin1 = *cells[:4], cells[8], cells[10]
    lat, lon, population = float(cells[4]), float(cells[5]), int(cells[14] or 0)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and int(number) > 0 and name):
        raise ValueError(f"{number!r} {name!r} at {lat} {lon}")
    names = (shown(name, country), name, ascii_name, *filter(worth_keeping, alternates.split(",")))
    return Row(
        ref=f"overlay:{country.lower()}-{admin1.lower()}" if kind == "province" else f"geonames:{number}",
        names=tuple(dict.fromkeys(filter(None, names))),
        kind=settlement(population) if kind == "settlement" else kind,
        admin1=admin1,
        country=country,
        lat=round(lat, 5),
        lon=round(lon, 5),
        population=population,
        geonames=int(number),
    )
