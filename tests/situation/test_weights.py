"""The table of merging: what it must hold, and what is said of a broken one."""

from __future__ import annotations

import copy

import pytest

from dateline import data, ontology
from dateline.errors import DataError
from dateline.situation import weights

CACHED = (weights.copy_rules, weights.pair_weights, weights.blocks, weights.limits, weights.speech, weights.reach)


@pytest.fixture
def table(monkeypatch):
    """A copy of the table that may be broken; what was read of it is forgotten before and after."""
    broken = copy.deepcopy(dict(data.table("merging.toml")))
    monkeypatch.setattr(data, "table", lambda _: broken)
    for known in CACHED:
        known.cache_clear()
    yield broken
    for known in CACHED:
        known.cache_clear()


def test_types_of_the_table_exist():
    table = data.table("merging.toml")
    named = {kind for kinds in table["types"]["kin"] for kind in kinds.split()}
    named |= {kind for key in ("speech", "blamed") for kind in table["types"][key].split()}
    named |= {kind for key in ("dated", "done", "counted") for kind in table["contradictions"][key].split()}
    named |= table["types"]["reach"].keys() - {"default"}
    assert named <= set(ontology.types())


def test_types_unknown_to_the_table_have_the_default():
    assert weights.reach("no such type") == weights.reach("celebration") == 2
    assert weights.group("no such type") == "no such type"
    assert not weights.each_place("no such type")


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("pair", "prior"), "much", "no number at pair.prior"),
        (("pair", "prior"), None, "no number at pair.prior"),
        (("pair",), None, "no section pair"),
        (("copies", "share"), None, "no number at copies.share"),
        (("copies", "nobody"), None, "no text at nobody"),
        (("copies", "agencies"), ["Reuters"], "no lists of names at copies.agencies"),
        (("blocks", "few"), "several", "no number at blocks.few"),
        (("types", "speech"), 3, "no text at speech"),
        (("types", "reach"), {}, "no default at types.reach"),
        (("contradictions", "words"), "dozens", "no table at contradictions.words"),
    ],
)
def test_a_broken_table_is_named(table, path, value, problem):
    part = table
    for key in path[:-1]:
        part = part[key]
    if value is None:
        del part[path[-1]]
    else:
        part[path[-1]] = value
    with pytest.raises(DataError, match=f"data file merging.toml has {problem}"):
        [read() for read in CACHED[:-1]] + [weights.reach("strike")]
