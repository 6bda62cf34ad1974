"""What an expert wrote down is complete, consistent and read as meant."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import data, ontology
from dateline.errors import DataError
from dateline.schema import EventType, Factuality

CASES = tomllib.loads((Path(__file__).parent / "cases" / "ontology.toml").read_text("utf-8"))
PAGE = Path(__file__).parent.parent / "docs" / "event-types.md"
INFOS = list(ontology.types().values())
ROLES = ("agent", "target", "place", "quantity")
FORMS = ("base", "s", "ing", "past", "participle")
FREQUENT = ("attack", "strike", "casualties", "takeover", "clash")
DEMANDS = {"inf", "that", "object", "number"}


def readings(word: str) -> set[str]:
    verbs = {reading.lemma for reading in ontology.verb_forms().get(word, ())}
    return {word, ontology.singular(word), *verbs}


def evokes(trigger: ontology.Trigger, sentence: str) -> bool:
    words = [readings(word) for word in re.findall(r"[\w'-]+", sentence.lower())]
    size = len(trigger.words)
    return any(
        all(wanted in found for wanted, found in zip(trigger.words, words[at : at + size], strict=True))
        for at in range(len(words) - size + 1)
    )


def written_as(words: str) -> set[str]:
    """The verb forms and the number that the first words of a text can have."""
    first = words.split(maxsplit=1)[0]
    return {reading.form for reading in ontology.verb_forms().get(first, ())}


@pytest.mark.parametrize("case", CASES["verb_form"], ids=lambda case: case["written"])
def test_written_form_of_a_verb_is_read_back(case):
    found = [[reading.lemma, reading.form] for reading in ontology.verb_forms()[case["written"]]]
    assert all(reading in found for reading in case["readings"])


def test_every_verb_has_every_form():
    forms: dict[str, set[str]] = {}
    for readings_ in ontology.verb_forms().values():
        for reading in readings_:
            forms.setdefault(reading.lemma, set()).add(reading.form)
    assert len(forms) > 1000
    assert {lemma for lemma, have in forms.items() if have != set(FORMS)} == set()


def test_no_verb_stands_twice():
    """A verb given twice would yield every reading twice."""
    assert [word for word, found in ontology.verb_forms().items() if len(found) != len(set(found))] == []


@pytest.mark.parametrize(
    ("word", "noun", "adjective"),
    [
        ("attack", True, False),
        ("strikes", True, False),
        ("claim", True, False),
        ("fighting", True, True),
        ("armed", False, True),
        ("displaced", True, True),
        ("clear", False, True),
        ("clears", False, False),
        ("said", False, False),
    ],
)
def test_verb_forms_know_whether_they_are_as_often_a_noun_or_an_adjective(word, noun, adjective):
    found = ontology.verb_forms()[word]
    assert (any(reading.noun for reading in found), any(reading.adjective for reading in found)) == (noun, adjective)


@pytest.mark.parametrize(("plural", "singular"), CASES["singular"].items())
def test_singular(plural, singular):
    assert ontology.singular(plural) == singular


@given(st.text())
def test_singular_of_anything_is_a_word_not_longer(word):
    assert ontology.singular(word) == word or len(ontology.singular(word)) <= len(word)


def test_words_of_a_group_are_lower_case_and_parted_by_spaces():
    assert "according to" in ontology.words("preposition", "multi")
    assert all(word == word.lower() and "_" not in word for word in ontology.words("adverb", "time"))


def test_a_list_that_is_not_there_is_a_data_error():
    with pytest.raises(DataError, match=r"words\.toml.*adverb\.nonsense"):
        ontology.words("adverb", "nonsense")


def test_there_are_28_types():
    assert len(INFOS) == 28


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.name)
def test_type_has_definition_examples_and_roles(info):
    assert info.definition.endswith(".")
    assert info.positive != info.negative
    assert list(info.roles) == [role for role in ROLES if role in info.roles]
    assert all(info.roles.values())
    assert info.each_place == (info.name in ("takeover", "hold", "withdrawal"))


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.name)
def test_positive_example_holds_a_trigger_of_its_type(info):
    assert any(evokes(trigger, info.positive) for trigger in ontology.triggers() if trigger.type == info.name)


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.name)
def test_codes_are_those_of_the_codebooks(info):
    assert set(info.acled) <= set(CASES["codebooks"]["acled"])
    assert {code.split("/")[0] for code in info.plover} <= set(CASES["codebooks"]["plover"])
    assert all(re.fullmatch(r"(?:0[1-9]|1\d|20)\d{0,2}", code) for code in info.cameo)


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.name)
def test_type_has_triggers_enough_and_none_twice(info):
    found = Counter((trigger.words, trigger.pos) for trigger in ontology.triggers() if trigger.type == info.name)
    assert len(found) >= (40 if info.name in FREQUENT else 12)
    assert [words for words, times in found.items() if times > 1] == []


def test_verbs_among_the_triggers_are_known_verbs():
    lemmas = {reading.lemma for found in ontology.verb_forms().values() for reading in found}
    assert {one.words[0] for one in ontology.triggers() if one.pos == "verb"} - lemmas == set()


def test_kinds_that_triggers_ask_for_are_kinds_that_nouns_have():
    given = {kind for kinds in ontology.noun_kinds().values() for kind in kinds} | {"people", "force", "person"}
    asked = {kind for one in ontology.triggers() for kind in one.object | one.subject | one.not_object}
    assert asked - given == set()


def test_needs_are_known_demands_kinds_or_prepositions():
    known = DEMANDS | {"place", "force", "people"} | ontology.words("preposition", "single")
    assert {need for one in ontology.triggers() for need in one.needs} - known == set()


def test_a_broken_row_of_triggers_is_a_data_error(monkeypatch):
    row = dict.fromkeys(("type", "words", "pos", "weight", "object", "subject", "not_object", "needs"), "")
    row.update(type="takeover", words="seize", pos="verb", weight="2")
    monkeypatch.setattr(data, "rows", lambda name: (row,))
    with pytest.raises(DataError, match=r"triggers\.csv.*seize"):
        ontology.triggers.__wrapped__()


def test_a_type_that_lacks_a_field_is_a_data_error(monkeypatch):
    monkeypatch.setattr(data, "table", lambda name: {"takeover": {"definition": "A party gains a place."}})
    with pytest.raises(DataError, match=r"takeover lacks 'roles'"):
        ontology.types.__wrapped__()


def test_idioms_hold_the_words_of_events():
    assert {("take", "place"), ("heart", "attack")} <= ontology.idioms()
    assert all(len(idiom) > 1 or "-" not in idiom[0] for idiom in ontology.idioms())


def test_no_idiom_is_a_trigger_too():
    assert {one.words for one in ontology.triggers()} & ontology.idioms() == set()


@pytest.mark.parametrize(("topic", "word"), [("conflict", "siege"), ("sport", "wicket"), ("business", "shares")])
def test_topics_are_told_apart_by_their_words(topic, word):
    assert [name for name in data.table("words.toml")["topic"] if word in ontology.words("topic", name)] == [topic]


@pytest.mark.parametrize(
    ("lemma", "kind", "content", "event"),
    [
        ("say", "say", Factuality.ACTUAL, None),
        ("deny", "deny", Factuality.NEGATED, "denial"),
        ("urge", "appeal", Factuality.FUTURE, "appeal"),
        ("vow", "pledge", Factuality.FUTURE, "pledge"),
        ("suspect", "believe", Factuality.POSSIBLE, None),
        ("accuse", "accuse", Factuality.ACTUAL, "accusation"),
        ("warn", "threat", Factuality.FUTURE, "threat"),
        ("order", "order", Factuality.FUTURE, "order"),
    ],
)
def test_reporting_verb(lemma, kind, content, event):
    found = ontology.reporting()[lemma]
    assert (found.kind, found.content, found.event) == (kind, content, event)


def test_reporting_verbs_are_known_verbs_in_one_group_each():
    lemmas = {reading.lemma for found in ontology.verb_forms().values() for reading in found}
    groups = [group["lemmas"] for group in data.table("reporting_verbs.toml").values() if "lemmas" in group]
    assert set(ontology.reporting()) - lemmas == set()
    assert [lemma for lemma, times in Counter(" ".join(groups).split()).items() if times > 1] == []
    assert {found.event for found in ontology.reporting().values()} - {None} <= set(ontology.types())


def test_sources_can_be_brought_in_without_a_verb():
    assert "according to" in ontology.source_prepositions()
    assert "statement" in ontology.reporting_nouns()
    assert "reportedly" in ontology.doubt_adverbs()


@pytest.mark.parametrize(
    ("word", "effect"),
    [
        ("plan", "future"),
        ("try", "future"),
        ("fail", "negated"),
        ("appear", "possible"),
        ("manage", "actual"),
        ("continue", "ongoing"),
    ],
)
def test_governor_colours_what_it_governs(word, effect):
    assert ontology.governors()[word] == effect


def test_modifiers_and_phrases_colour_events():
    assert ontology.modifiers()["planned"] == "future"
    assert ontology.modifiers()["foiled"] == "negated"


@pytest.mark.parametrize("section", ["governor", "modifier", "adverb"])
def test_a_word_colours_in_one_way_only(section):
    table = data.table("factuality.toml")[section]
    words = " ".join(value for name, value in table.items() if name != "negation").split()
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_there_is_loaded_wording_of_120_kinds_for_either_side():
    assert len({found.neutral for found in ontology.stance().values()}) > 60
    lines = "".join(data.table("stance.toml")[pos] for pos in ("verb", "noun", "fixed")).strip().splitlines()
    assert len(lines) >= 120
    sides = Counter(line.rsplit(", ", 1)[1] for line in lines)
    assert min(sides.values()) >= 12


@pytest.mark.parametrize(
    ("loaded", "neutral"),
    [
        ("liberated", "captured"),
        ("liberation", "capture"),
        ("liberating", "capturing"),
        ("regime", "government"),
        ("terrorists", "fighters"),
        ("freedom fighters", "fighters"),
        ("slain", "killed"),
        ("tyrannies", "rules"),
    ],
)
def test_neutral_twin_has_the_same_form(loaded, neutral):
    assert ontology.stance()[loaded].neutral == neutral


def test_twin_of_a_verb_has_a_form_that_the_verb_has():
    verbs = {line.split(" = ")[0] for line in data.table("stance.toml")["verb"].strip().splitlines()}
    for written, found in ontology.stance().items():
        if verbs & readings(written) and " " not in written:
            assert written_as(written) & written_as(found.neutral), written


def test_neutral_wording_is_not_loaded_itself():
    loaded = {one for one in ontology.stance() if one not in ("ruler", "criminal")}
    assert {found.neutral for found in ontology.stance().values()} & loaded == set()


@pytest.mark.parametrize(
    ("written", "role", "side"),
    [
        ("liberated", "target", "agent"),
        ("terrorists", "target", "agent"),
        ("terrorists", "agent", "target"),
        ("hero", "agent", "agent"),
    ],
)
def test_favoured_side_follows_the_role_of_the_party_named(written, role, side):
    assert ontology.stance()[written].side(role) == side


def test_page_shows_every_type_and_is_up_to_date():
    page = ontology.markdown()
    assert all(f"## {name}\n" in page for name in ontology.types())
    assert PAGE.read_text("utf-8") == page, "write dateline.ontology.markdown() to docs/event-types.md"


def test_types_keep_the_order_of_the_documentation():
    names = list(ontology.types())
    assert names[:3] == [EventType("takeover"), EventType("hold"), EventType("advance")]
    assert names[-1] == "aid"
