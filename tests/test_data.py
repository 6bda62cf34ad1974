"""Access to the package's data files, and that every one of them parses and says where it comes from."""

from __future__ import annotations

import re

import pytest

from dateline import data
from dateline.errors import DataError

FOLDER = data.path("event_types.toml").parent
TABLES = sorted(path.name for path in FOLDER.glob("*.toml"))
LISTS = sorted(path.name for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_parses(name):
    assert data.table(name)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_rows_with_a_cell_for_every_column(name):
    rows = data.rows(name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("name", [*TABLES, *LISTS])
def test_every_file_says_on_top_where_it_comes_from(name):
    assert (FOLDER / name).read_text("utf-8").startswith("#")


def test_files_are_parsed_once():
    assert data.table(TABLES[0]) is data.table(TABLES[0])
    assert data.rows(LISTS[0]) is data.rows(LISTS[0])


def test_a_missing_file_says_how_to_get_it():
    with pytest.raises(DataError, match=r"none\.toml is missing; install dateline again"):
        data.path("none.toml")


def test_a_broken_table_is_named(tmp_path, monkeypatch):
    (tmp_path / "broken.toml").write_text("= 1")
    monkeypatch.setattr(data, "path", lambda name: tmp_path / name)
    with pytest.raises(DataError, match=r"broken\.toml is no TOML"):
        data.table("broken.toml")


def test_an_alternation_tries_the_longest_first_and_lets_blanks_be_any():
    pattern = re.compile(data.alternation(["a few", "a", "a few more", "St."]))
    assert pattern.match("a few\n more of it")[0] == "a few\n more"
    assert pattern.match("a fewer")[0] == "a few"
    assert pattern.fullmatch("Sto") is None
