"""Names are found under spellings that no table holds, and names that are not there stay unfound."""

from __future__ import annotations

import math
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import data, read
from dateline.ground import channel
from dateline.ground.channel import Channel, Piece
from dateline.ground.gazetteer import Gazetteer
from dateline.ground.names import registry
from dateline.ground.transliteration import (
    Match,
    Spellings,
    arabic_letters,
    bare,
    latin_letters,
    ranked,
    sureness,
)

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "transliteration.toml").read_text("utf-8")
)
WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="module")
def few() -> Spellings:
    return Spellings([(1, "kafr zita"), (1, "kfr zyta"), (2, "kafr batna"), (3, "hama"), (4, "حماة")])


@pytest.mark.parametrize("case", CASES["spelt"], ids=lambda case: case["name"])
def test_the_nearest_is_the_place_meant(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    entry, match = gazetteer.spelt(case["name"], case["country"])[0]
    assert entry.place.name == case["place"]
    assert match.cost >= 0


@pytest.mark.parametrize("case", CASES["unknown"], ids=lambda case: case["name"])
def test_a_name_like_no_other_is_not_sure(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    assert sureness([match for _, match in gazetteer.spelt(case["name"], case["country"])]) == 0


@pytest.mark.parametrize("case", CASES["nearer"], ids=lambda case: case["name"])
def test_one_spelling_is_nearer_than_another(case: dict[str, Any]) -> None:
    found = Spellings([(1, case["same"]), (2, case["other"])]).search(case["name"])
    assert found[0].owner == 1


@pytest.mark.parametrize("case", CASES["arabic"], ids=lambda case: case["word"])
def test_arabic_words_find_their_latin_spelling(case: dict[str, Any]) -> None:
    assert ranked(case["word"], [*case["others"], case["latin"]])[0] == case["latin"]


@pytest.mark.parametrize("case", CASES["respelt"], ids=lambda case: case["name"])
def test_an_actor_is_found_under_another_spelling(case: dict[str, Any]) -> None:
    assert [alias.entry.actor.id for alias in registry().named(case["name"])] == [case["actor"]]


@pytest.mark.parametrize("case", CASES["strange"], ids=lambda case: case["name"])
def test_names_that_only_sound_like_an_actor_in_part_are_nobody(case: dict[str, Any]) -> None:
    assert registry().named(case["name"]) == ()


def test_no_word_of_an_actor_is_respelt_into_an_opponent() -> None:
    for entry in registry():
        for changed in (re.sub("(?<=[a-z])e(?=[a-z])", "i", entry.actor.name), entry.actor.name.replace("o", "ou")):
            for alias in registry().named(changed):
                assert alias.entry.actor.id not in entry.opponents


def test_a_town_under_a_strange_spelling_is_located() -> None:
    text = "Rebels in Syria said they had taken the town of Kafr Zeeta and a checkpoint in the village of Bukelton."
    found = {mention.span.text: mention for mention in read(text).mentions if mention.kind == "place"}
    kafr_zita = found["Kafr Zeeta"]
    assert kafr_zita.place is not None
    assert kafr_zita.place.name == "Kafr Zita, Hama, Syria"
    assert kafr_zita.confidence < 0.7
    assert found["Bukelton"].place is None


def test_a_name_abroad_is_not_looked_for_in_another_country() -> None:
    mentions = read("Police in France searched houses in the village of Kafr Zeeta in France on Monday.").mentions
    assert all(m.place is None or m.place.country == "FR" for m in mentions if m.kind == "place")


def test_a_place_is_passed_over_for_measuring(few: Spellings) -> None:
    assert few.search("kafr zeeta")[0].owner == 1
    assert few.search("kafr zeeta", without=(1, frozenset({"kafr zita"})))[0].key == "kfr zyta"
    without = few.search("kafr zeeta", without=(1, frozenset({"kafr zita", "kfr zyta"})))
    assert all(match.owner != 1 for match in without)


def test_only_latin_names_are_held(few: Spellings) -> None:
    assert len(few) == 4
    assert few.search("Хама") == []
    assert few.search("") == []
    assert Spellings([]).search("hama") == []


def test_sureness_wants_a_near_match_well_ahead() -> None:
    near, close, far = Match(1, "a", 4.0, 0.3), Match(2, "b", 5.0, 0.35), Match(3, "c", 60.0, 4.0)
    assert sureness([near]) > 0.8
    assert sureness([near, far]) > 0.8
    assert sureness([near, close]) == 0
    assert sureness([far]) == 0
    assert sureness([]) == 0


def test_letters_without_marks_and_spaces() -> None:
    assert latin_letters("Ḩamāh-Łódź 3") == "hamahlodz"
    assert arabic_letters("مُحَمَّد ـ ") == "محمد"
    assert bare("alqtn")
    assert not bare("al qatan")


def test_words_may_be_left_out_at_their_price() -> None:
    same = Channel({"?a??": {"a": 9.0}, "?b??": {"b": 9.0}})
    one = same.cost([Piece("a"), Piece("b", 2.0)], [Piece("a")])
    assert one == pytest.approx(same.cost([Piece("a")], [Piece("a")]) + 2.0, abs=0.5)
    assert same.cost([Piece("a")], [Piece("abbbbbb")]) == math.inf
    assert same.cost([Piece("a")], [Piece("a")], limit=-1.0) == math.inf


def test_the_tables_are_small_and_say_where_they_come_from() -> None:
    paths = [data.path(f"transliteration_{name}.csv") for name in ("arabic", "latin")]
    assert sum(path.stat().st_size for path in paths) <= 300_000
    for path in paths:
        assert path.read_text("utf-8").startswith("# Learned by training/names.py from ")


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS)
def test_writing_a_name_never_costs_less_than_nothing(one: str, other: str) -> None:
    model = channel.latin()
    assert model.cost([Piece(one)], [Piece(other)]) >= 0
    if len(one) <= 8:
        assert model.cost([Piece(one)], [Piece(one)]) < math.inf


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_any_text_may_be_looked_up(text: str) -> None:
    index = Spellings([(1, "hama"), (2, "homs"), (3, "kafr zita")])
    found = index.search(text)
    assert [match.cost for match in found] == sorted(match.cost for match in found)
    ranked(text, ["hama", "homs"])


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_name_finds_itself_first(words: list[str]) -> None:
    name = " ".join(word + "x" for word in words)
    found = Spellings([(1, "hama"), (2, name)]).search(name)
    assert found
    assert 2 in {match.owner for match in found}
