"""How parties stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.picture import Name
from dateline.situation.parties import Relation, relation
from situation.rows import PARTIES

NAMES = [*PARTIES.values(), Name("Local Council of Homs"), Name("the Local Council"), Name("rebels"), Name("X", "x")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("army", "army", Relation.SAME),
        ("army", "government", Relation.KIN),
        ("moc", "hts", Relation.KIN),
        ("army", "hts", Relation.OPPOSED),
        ("sdf", "sna", Relation.OPPOSED),
    ],
)
def test_relations_of_the_registry(one, other, expected):
    assert relation(PARTIES[one], PARTIES[other]) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Local Council", "Local Council of Homs", Relation.KIN),
        ("The local council", "Local Council of Homs", Relation.KIN),
        ("Council", "Local Council", Relation.OTHER),
        ("HOMS COUNCIL", "Homs council", Relation.SAME),
        ("Local Council", "Free Police", Relation.OTHER),
    ],
)
def test_names_that_the_registry_lacks(one, other, expected):
    assert relation(Name(one), Name(other)) is expected


def test_a_name_may_be_part_of_a_known_partys():
    assert relation(Name("Turkish-backed Syrian National Army"), PARTIES["sna"]) is Relation.KIN


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_relations_are_mutual(one, other):
    assert relation(one, other) is relation(other, one)
    assert (relation(one, other) is Relation.SAME) == (one.key == other.key)
