"""Parties in a report: what is spotted, what it is called, and whom it is never taken for."""

from __future__ import annotations

import datetime
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from dateline.errors import DataError
from dateline.ground import names
from dateline.ground.actors import resolve, spot
from dateline.ground.names import KINDS, Form, Registry, fold, key, registry, split
from dateline.schema import Mention, MentionKind, Report, Span
from strategies import texts

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "actors.toml").read_text("utf-8"))["case"]


def report_of(text: str, published: str | None = None) -> Report:
    """A report whose sentences end at full stops."""
    bounds = [0, *(n + 1 for n, c in enumerate(text[:-1]) if c == "." and text[n + 1] == " "), len(text)]
    spans = (Span(a, b, text[a:b]) for a, b in pairwise(bounds) if b > a)
    return Report("r", text, published=published, sentences=tuple(spans))


def found(text: str, published: str | None = None) -> tuple[Mention, ...]:
    return spot(report_of(text, published), registry())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_spot(case: dict) -> None:
    mentions = found(case["text"])
    by_words: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_words.setdefault(mention.span.text, []).append(mention)
    for wanted in case.get("mentions", ()):
        words, name, actor = (*wanted.split(" => "), None, None)[:3]
        assert words in by_words, list(by_words)
        got = by_words[words][-1]
        if name is not None and not case.get("loose_names"):
            assert got.name == name
        if actor is not None:
            assert (got.actor.id if got.actor else "-") == actor
    for words in case.get("absent", ()):
        start = case["text"].index(words)
        assert not any(m.span.contains(Span(start, start + len(words), words)) for m in mentions), words
    for words, count in case.get("count", {}).items():
        assert sum(m.span.text == words for m in mentions) == count
    assert not {m.actor.id for m in mentions if m.actor} & set(case.get("absent_actors", ()))


@given(texts())
def test_any_text_gives_ordered_mentions_whose_words_stand_there(text: str) -> None:
    report = report_of(text)
    last = 0
    for mention in spot(report, registry()):
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.span.start >= last
        assert mention.kind is MentionKind.ACTOR
        assert mention.name
        assert 0 <= mention.confidence <= 1
        last = mention.span.end


@given(texts())
def test_any_span_resolves_to_a_name(text: str) -> None:
    report = report_of(text)
    mentions = spot(report, registry())
    for word in split(text)[:8]:
        span = report.span(word.start, word.end)
        party = resolve(span, report, mentions, registry(), speaker=span)
        assert party.span == span
        assert party.name


def test_titles_without_end_are_read() -> None:
    assert found("President " * 3000 + "Ali Karim spoke.")


def test_registry_is_large_and_its_kinds_are_known() -> None:
    told = [entry for entry in registry() if ":" not in entry.actor.id]
    assert len(told) >= 400
    assert {entry.actor.kind for entry in registry()} <= KINDS
    assert len(registry()) == len({entry.actor.id for entry in registry()})


def test_every_first_word_is_found_the_quick_way_and_the_slow_way_alike() -> None:
    for entry in registry():
        assert any(alias.entry is entry for alias in registry().named(entry.actor.name)), entry.actor.id


def test_opponents_are_never_merged() -> None:
    """No name of one side leads to the other, in the registry or in a sentence that names both."""
    for entry in registry():
        for other_id in entry.opponents:
            other = registry().entry(other_id)
            assert other is not None
            assert registry().opposed(entry.actor.id, other_id)
            text = f"On Monday {entry.actor.name} said that {other.actor.name} said nothing."
            second = text.index(" said that ")
            for mention in found(text):
                wrong = other_id if mention.span.end <= second else entry.actor.id
                assert mention.actor is None or mention.actor.id != wrong, (mention, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syrian National Army", "Syrian Arab Army"),
        ("Free Syrian Army", "Syrian army"),
        ("Libyan National Army", "Government of National Accord"),
        ("Sudanese Armed Forces", "Rapid Support Forces"),
        ("Afghan National Army", "Taliban"),
        ("Islamic State", "Islamic Jihad"),
        ("Hamas", "Fatah"),
        ("Pakistani Taliban", "Taliban"),
        ("Syrian Democratic Forces", "Syrian National Army"),
        ("Russian Volunteer Corps", "Russian army"),
        ("Lebanese army", "South Lebanon Army"),
        ("Arakan Army", "Arakan Rohingya Salvation Army"),
    ],
)
def test_names_that_look_alike_stay_apart(one: str, other: str) -> None:
    a, b = (m for m in found(f"The {one} fought the {other}.") if m.actor)
    assert a.actor is not None
    assert b.actor is not None
    assert a.actor.id != b.actor.id
    assert (a.name, b.name) == (one, other)


def test_a_name_goes_to_whoever_bore_it_on_the_day() -> None:
    old = found("The Syrian government spoke.", "2016-05-01")[0]
    new = found("The Syrian government spoke.", "2025-05-01")[0]
    assert old.actor is not None
    assert new.actor is not None
    assert (old.actor.id, new.actor.id) == ("syria-government", "syria-government-transitional")


@pytest.mark.parametrize(
    ("a", "b"), [("Jabhat al-Nusra", "JABHAT AL NUSRA"), ("Öcalan", "Ocalan"), ("Da'esh", "Da’esh")]
)
def test_spelling_of_articles_case_and_marks_makes_no_difference(a: str, b: str) -> None:
    assert key(a) == key(b)


def test_fold_keeps_something_of_every_word() -> None:
    assert fold("’") == "’" or fold("’") == ""
    assert fold("Éire") == "eire"
    assert key("الجيش") == ("الجيش",)


def test_short_names_and_demonyms_are_told_apart() -> None:
    assert registry().named("IS")[0].form is Form.SHORT
    assert registry().named("Syrian")[0].form is Form.DEMONYM
    assert registry().named("Damascus")[0].form is Form.SEAT
    assert registry().named("Islamic State")[0].form is Form.NAME


def test_a_registry_row_of_unknown_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(("id", "name", "kind", "country", "parent", "since", "until", "opponents", "aliases"), "")
    monkeypatch.setattr(names.data, "rows", lambda _: ({**row, "id": "x", "name": "X", "kind": "villain"},))
    with pytest.raises(DataError, match="kind"):
        names.registry.__wrapped__()


def test_a_registry_row_that_leads_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(("id", "name", "kind", "country", "parent", "since", "until", "opponents", "aliases"), "")
    table = ({**row, "id": "x", "name": "X", "kind": "ngo", "parent": "nobody"},)
    monkeypatch.setattr(names, "FILES", ("one.csv",))
    monkeypatch.setattr(names.data, "rows", lambda name: table if name == "one.csv" else ())
    with pytest.raises(DataError, match="nobody"):
        names.registry.__wrapped__()


def test_an_empty_registry_still_reads_descriptions() -> None:
    assert [m.span.text for m in spot(report_of("The rebels left."), Registry((), ()))] == ["rebels"]


def resolved(text: str, words: str, published: str | None = None) -> str | None:
    """The id of the actor that the last standing of words in a text means."""
    report = report_of(text, published)
    start = text.rindex(words)
    party = resolve(report.span(start, start + len(words)), report, spot(report, registry()), registry())
    return party.actor.id if party.actor else None


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The Southern Operations Room spoke. The room listed the towns.", "The room", "southern-operations-room"),
        ("The Southern Operations Room met. Its men left the operations room.", "operations room",
         "southern-operations-room"),
        ("Islamic State men fled. The state is back.", "The state", None),
        ("Rebels met in a back yard. The room was small.", "The room", None),
        ("Later the Military Operations Command came. Earlier the room was bare.", "the room", None),
        ("Factions known as Fatah Damascus entered.", "Factions known as Fatah Damascus", "fatah-damascus"),
        ("The Turkish backed Syrian National Army came.", "Turkish backed Syrian National Army",
         "syrian-national-army"),
        ("Who came is not known.", "Who", None),
        ("The SDF met. The SDF field command denied it.", "SDF field command", "syrian-democratic-forces"),
    ],
)  # fmt: skip
def test_the_words_of_a_role_mean_whom_the_report_names_so(text: str, words: str, actor: str | None) -> None:
    assert resolved(text, words) == actor


@pytest.mark.parametrize(
    ("words", "actor"), [("army", "syria-forces-new"), ("former army", "syria-forces"), ("old army", "syria-forces"),
                         ("ousted government", "syria-government")]
)  # fmt: skip
def test_what_is_no_more_is_whoever_was_before(words: str, actor: str) -> None:
    assert (
        resolved(f"Syria said little. Syrian officials were silent. The {words} had left.", words, "2025-01-05")
        == actor
    )


def test_nothing_is_former_where_nothing_is_known_to_have_come_after_it() -> None:
    assert registry().former("FR", "state_forces", None) is None
    assert registry().former("SY", "government", datetime.date(2024, 1, 1)) is None
