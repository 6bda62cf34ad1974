"""`data/control.toml` is read whole, and a broken one is named."""

from __future__ import annotations

import copy

import pytest

from dateline import data, ontology
from dateline.errors import DataError
from dateline.situation.knowledge import FILE, knowledge


def broken(monkeypatch, *path: str, value: object) -> None:
    table = copy.deepcopy(dict(data.table(FILE)))
    part = table
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    monkeypatch.setattr(data, "table", lambda name: table)
    knowledge.cache_clear()


@pytest.fixture(autouse=True)
def _fresh():
    yield
    knowledge.cache_clear()


def test_rules_are_of_types_that_are_read_and_weights_are_shares():
    rules = knowledge().rules
    assert {name for name, _ in rules} <= set(ontology.types())
    assert all(0 < rule.weight <= 1 for rule in rules.values())


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("form", "gain", "fresh"), [1.0, 2.0], "lacks or mistakes"),
        (("form", "gain", "settled"), [0.0, 1.0, 1.0, 1.0, 1.0, 1.0], "more than 0"),
        (("change", "party"), [-0.1, 0.0, 0.0, 0.0], "may not be negative"),
        (("change", "party"), "often", "lacks or mistakes"),
        (("says", "takeover", "actual"), "grabbed 1.0", "names no form"),
        (("says", "takeover", "actual"), "gain much", "lacks or mistakes"),
    ],
)
def test_a_broken_file_is_named(monkeypatch, path, value, told):
    broken(monkeypatch, *path, value=value)
    with pytest.raises(DataError, match=f"{FILE}.*{told}"):
        knowledge()
