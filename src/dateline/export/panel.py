"""A panel of control: a row for every place, day and candidate with its probability, as CSV or Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dateline.export import csv
from dateline.picture import ControlState

COLUMNS = ("day", "place", "place_id", "kind", "lat", "lon", "holder", "holder_name", "probability", "likeliest")

States = Iterable[ControlState]
"""The maps of days one after the other: each state is of a single day."""


def write(states: States, names: Mapping[str, str]) -> Iterator[str]:
    """The lines of the CSV with its header; a number that is unknown is an empty cell."""
    yield csv.line(COLUMNS)
    for row in rows(states, names):
        yield csv.line("" if value is None else value for value in row)


def parquet(states: States, names: Mapping[str, str], path: Path) -> None:
    """Write the panel as Parquet, a row group for some thousand states; `path` is overwritten.

    Raises:
        OSError: the file cannot be written.
        ModuleNotFoundError: pyarrow is not installed.
    """
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    text, number = pyarrow.string(), pyarrow.float64()
    kinds = (pyarrow.date32(), text, text, text, number, number, text, text, number, pyarrow.bool_())
    schema = pyarrow.schema(list(zip(COLUMNS, kinds, strict=True)))
    with ParquetWriter(path, schema) as writer:
        for some in _batches(rows(states, names)):
            columns = zip(*some, strict=True)
            writer.write_table(pyarrow.table([list(column) for column in columns], schema=schema))


def rows(states: States, names: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """The values of `COLUMNS`, of each state the likeliest holder first."""
    for state in states:
        place = state.place
        where = (place.name, place.id, place.kind or None, place.lat, place.lon)
        for holder, share in state.posterior:
            likeliest = holder == state.holder
            yield (state.first_day, *where, holder, names.get(holder, holder), round(share, 4), likeliest)


def _batches(all_rows: Iterable[tuple[object, ...]], size: int = 20_000) -> Iterator[list[tuple[object, ...]]]:
    some: list[tuple[object, ...]] = []
    for row in all_rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
