"""What an expert knows, as TOML and CSV to edit, and what is built from it: access by file name."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.errors import DataError

BLANKS = r"\s{1,3}"
"""The pattern of what parts the words of an entry in a text, a line break within a paragraph included."""


def path(name: str) -> Path:
    """The file `name` of the package's data folder on disk.

    Raises:
        DataError: where there is no such file.
    """
    found = Path(str(files(__name__) / name))
    if not found.is_file():
        raise DataError(f"data file {name} is missing; install dateline again (`make venv` in a checkout)")
    return found


@cache
def table(name: str) -> Mapping[str, Any]:
    """The parsed TOML file `name`; read once per process.

    Raises:
        DataError: where the file is missing or no TOML.
    """
    try:
        return tomllib.loads(path(name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"data file {name} is no TOML: {error}") from error


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the CSV file `name` by column name; read once per process."""
    with path(name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def alternation(words: Iterable[str]) -> str:
    """The pattern of any of the words, the longest first, with `BLANKS` between the parts of one; it has no group."""
    return "|".join(re.escape(word).replace(r"\ ", BLANKS) for word in sorted(words, key=len, reverse=True))
