"""Copies: who printed whose text, and the voice behind each claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ground.names import registry
from dateline.picture import Name, Story
from dateline.schema import Report
from dateline.situation.copies import is_named, origins, stories, voice_of
from dateline.situation.weights import copy_rules
from dateline.text import load
from situation.rows import claims, many

STORY = (
    "Insurgents entered the western districts of the city on Friday after government troops pulled back to the river. "
    "Residents of two quarters said that shops had closed and that columns of cars were leaving on the southern road. "
    "The army command did not answer calls. Hospitals received forty wounded people by nightfall, a surgeon said."
)
OTHER = (
    "A convoy of aid lorries crossed the border at noon with flour and medicine for three towns in the north. "
    "Officials at the gate counted twenty vehicles and said that more would follow before the end of the week. "
    "The road behind it had been closed since spring, and drivers waited for hours in the rain for their papers."
)
OWN = "Our correspondent at the port adds that two ships had sailed in the morning with grain for the islands."


def report(name: str, text: str, outlet: str | None = None, published: str | None = "2024-12-02") -> Report:
    made = load.report(text, published=published, outlet=outlet)
    return Report(**{field: getattr(made, field) for field in made.__slots__} | {"id": name})


def test_a_reprint_is_a_copy_of_the_first_print():
    found = stories([
        report("late", STORY, "South", "2024-12-03"),
        report("first", STORY, "North"),
        report("edited", f"{OWN} {STORY[:230]}", "East", "2024-12-04"),
        report("other", OTHER, "West", "2024-12-03"),
    ])  # fmt: skip
    (story,) = found
    assert (story.original, story.voice) == ("first", "north")
    assert [name for name, _ in story.copies] == ["edited", "late"]
    assert dict(story.copies)["late"] == 1.0
    assert copy_rules().share <= dict(story.copies)["edited"] < 1.0


def test_heavy_rewriting_is_a_copy_only_where_it_names_the_outlet():
    quoted = (
        "Shops had closed and columns of cars were leaving on the southern road. The army command did not answer calls."
    )
    rewritten = f"{OWN} {OTHER} {quoted}"
    before = report("first", STORY, "Northern Wire")
    assert not stories([before, report("own", rewritten, "South", "2024-12-03")])
    (story,) = stories([before, report("own", f"{rewritten} So Northern Wire says.", "South", "2024-12-03")])
    assert story.copies[0][0] == "own"


@pytest.mark.parametrize(
    ("one", "other", "original"),
    [
        ("2024-12-02T09:00:00+02:00", "2024-12-02T08:30:00+00:00", "a"),
        ("2024-12-02T12:00:00+02:00", "2024-12-02T08:30:00+00:00", "b"),
        ("2024-12-02", "2024-12-02T23:00:00", "b"),
        (None, "2024-12-05", "b"),
    ],
)
def test_the_earlier_print_is_the_original(one, other, original):
    (story,) = stories([report("a", STORY, "North", one), report("b", STORY, "South", other)])
    assert story.original == original


@pytest.mark.parametrize(
    "text",
    [
        f"BEIRUT (Reuters) - {STORY}",
        f"{STORY}\n\nSource: Reuters",
        f"{STORY} (Reuters)",
        f"{STORY}\n\nCopyright Reuters. All rights reserved.",
    ],
)
def test_an_agency_that_is_credited_is_the_voice(text):
    (story,) = stories([report("a", text, "Daily")])
    assert story == Story("a", "reuters")


def test_an_outlet_on_record_may_be_credited_too():
    credited = report("a", f"HOMS (Northern Wire) - {STORY}", "Daily", "2024-12-02T08:00:00")
    (story,) = stories([credited, report("b", STORY, "Northern Wire", "2024-12-02T10:00:00")])
    assert (story.original, story.voice, story.copies[0][0]) == ("b", "northern wire", "a")


@pytest.mark.parametrize(
    "text", [f"BEIRUT (Reuters) - {STORY}", f"{STORY} A spokesman told Reuters so.", f"A gunman (left) fled. {STORY}"]
)
def test_no_credit_of_another(text):
    assert not stories([report("a", text, "Reuters")])


def test_an_agency_in_the_outlets_name_is_the_voice():
    (story,) = stories([report("a", STORY, "Daily/AFP")])
    assert story.voice == "afp"


def test_short_texts_and_blank_ones_are_nobodys_copy():
    assert not stories([report(name, "Shells hit the market.", name) for name in "ab"])
    assert not stories([])


@given(st.lists(st.sampled_from([STORY, OTHER, f"{OWN} {STORY}", f"{OTHER} {OWN}"]), max_size=6), st.randoms())
def test_order_of_arrival_changes_no_story(texts, shuffle):
    reports = [report(f"r{number}", text, f"Outlet {number}") for number, text in enumerate(texts)]
    found = stories(reports)
    shuffle.shuffle(reports)
    assert stories(reports) == found
    copies = [name for story in found for name, _ in story.copies]
    assert len(copies) == len(set(copies))
    assert not {story.original for story in found} & set(copies)


def test_agencies_have_the_registrys_ids():
    for key, names in copy_rules().agencies.items():
        assert registry().entry(key) is not None, key
        assert all(voice_of(name.upper()) == key for name in names)


LONG = "Insurgents entered the western districts of the city on Friday after government troops pulled back."


@pytest.mark.parametrize(
    ("row", "origin"),
    [
        ({"outlet": "North"}, "north"),
        ({"outlet": "The North"}, "north"),
        ({"outlet": "Reuters"}, "reuters"),
        ({"outlet": "", "published": ""}, "unknown"),
        ({"outlet": "North", "sources": "moc"}, "military-operations-command"),
        ({"outlet": "North", "sources": "a medic"}, "north"),
        ({"outlet": "North", "sources": "New York Times/moc"}, "military-operations-command"),
        ({"outlet": "North", "sources": "New York Times/two army sources"}, "new york times"),
        ({"outlet": "North", "sources": "the Civil Defence"}, "civil defence"),
    ],
)
def test_the_origin_is_the_innermost_named_speaker_else_the_outlet(row, origin):
    (told,) = claims([row])
    assert origins([told]) == {"c1": origin}


def test_ten_reprints_are_one_voice():
    rows = [{"report": f"r{number}"} for number in range(10)]
    told = claims(rows)
    story = Story("r3", "north", tuple((f"r{number}", 0.9) for number in range(10) if number != 3))
    assert len(set(origins(told).values())) == 10
    assert set(origins(told, [story]).values()) == {"north"}


def test_a_sentence_printed_before_is_its_first_printers():
    rows = [
        {"sentence": LONG, "outlet": "South", "published": "2024-12-03"},
        {"sentence": LONG.upper(), "outlet": "North", "published": "2024-12-01"},
        {"sentence": "Shells hit the market.", "outlet": "East", "published": "2024-12-01"},
        {"sentence": "Shells hit the market.", "outlet": "West", "published": "2024-12-02"},
    ]
    assert origins(claims(rows)) == {"c1": "north", "c2": "north", "c3": "east", "c4": "west"}


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Syrian Observatory for Human Rights", True),
        ("the interior ministry", False),
        ("Hassan Abdulghani", True),
        ("Residents of Anjara", False),
        ("two Syrian army sources", False),
        ("an SDF field command", False),
        ("he", False),
    ],
)
def test_who_is_somebody_in_particular(name, named):
    assert is_named(Name(name)) is named
    assert is_named(Name(name, "known"))


@given(many(), st.randoms(use_true_random=False))
def test_every_claim_has_one_origin_in_any_order(told, shuffle):
    found = origins(told)
    assert found.keys() == {one.id for one in told}
    assert all(found.values())
    other = told[:]
    shuffle.shuffle(other)
    assert origins(other) == found


def test_a_story_of_a_hundred_prints_is_one_story():
    reports = [
        report(f"r{number:03}", STORY, f"Outlet {number}", f"2024-12-{1 + number % 9:02}") for number in range(100)
    ]
    (story,) = stories(reports[::-1])
    assert len(story.copies) == 99
