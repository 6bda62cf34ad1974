"""Time expressions are found, counted from the right date, and left open where nothing tells the days."""

from __future__ import annotations

import datetime
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ground.times import anchored, spot
from dateline.ground.times_calendar import Stamp, century, decade, exists, of_iso, years_from
from dateline.schema import Anchor, MentionKind, Report, Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "times.toml").read_text("utf-8"))
EXPRESSIONS = [(group["day"], *row) for group in CASES["deictic"] for row in group["expressions"]]


def report(*sentences: str, published: str | None = None) -> Report:
    text, spans = "", []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    return Report("r", text, published, sentences=tuple(Span(a, b, text[a:b]) for a, b in spans))


def read(*sentences: str, published: str | None = None) -> list[tuple[str, str | None]]:
    return [
        (mention.span.text, mention.interval.iso if mention.interval else None)
        for mention in spot(report(*sentences, published=published))
    ]


@pytest.mark.parametrize(("day", "expression", "iso"), EXPRESSIONS)
def test_expression_covers_its_days(day: str, expression: str, iso: str) -> None:
    found = anchored(expression, datetime.date.fromisoformat(day))
    assert (found.iso if found else "") == iso


@pytest.mark.parametrize("sentence", CASES["silent"]["sentences"])
def test_other_words_and_numbers_are_no_times(sentence: str) -> None:
    assert read(sentence, published="2024-12-11") == []


def test_no_time_in_a_text_without_any() -> None:
    assert anchored("the army took the town", datetime.date(2024, 12, 11)) is None


@pytest.mark.parametrize(
    ("expression", "anchor"),
    [
        ("8 December 2024", Anchor.STATED),
        ("8 December", Anchor.ASSUMED),
        ("on Friday", Anchor.PUBLISHED),
        ("since Tuesday", Anchor.PUBLISHED),
    ],
)
def test_anchor_says_what_it_was_counted_from(expression: str, anchor: Anchor) -> None:
    found = anchored(expression, datetime.date(2024, 12, 11))
    assert found is not None
    assert found.anchor is anchor


def test_anaphoric_expressions_count_from_the_last_date_told() -> None:
    found = spot(report("The siege began on 5 May 2013.", "It ended two days later.", published="2024-12-11"))
    assert [(m.interval.iso, m.interval.anchor) for m in found if m.interval] == [
        ("2013-05-05", Anchor.STATED),
        ("2013-05-07", Anchor.NARRATIVE),
    ]


@pytest.mark.parametrize(
    ("expression", "iso"),
    [
        ("the next day", "2013-05-06"),
        ("the same day", "2013-05-05"),
        ("that evening", "2013-05-05"),
        ("the following week", "2013-05-06/2013-05-12"),
        ("that month", "2013-05"),
        ("the following month", "2013-06"),
        ("later that year", "2013"),
        ("October of that year", "2013-10"),
        ("the previous April", "2013-04"),
        ("three weeks earlier", "2013-04-14"),
        ("ten years later", "2023"),
    ],
)
def test_a_story_goes_on_from_its_last_date(expression: str, iso: str) -> None:
    assert read("It began on 5 May 2013.", f"It went on, {expression}.", published="2024-12-11")[-1][1] == iso


def test_a_history_counts_from_its_own_dates() -> None:
    story = (
        "The crisis of 1936 had deep roots.",
        "War broke out in 1938.",
        "On 1 September 1939 the north was invaded.",
        "Peace talks opened in December.",
        "They failed in January and the siege began on 7 March.",
        "In 1941 the west followed.",
        "By June it was over.",
    )
    assert [iso for _, iso in read(*story, published="2009-12-19")] == [
        "1936", "1938", "1939-09-01", "1939-12", "1940-01", "1940-03-07", "1941", "1941-06",
    ]  # fmt: skip


def test_background_years_do_not_turn_news_into_history() -> None:
    found = read(
        "The war began in March 2011.", "In May a raid hit the camp.", "He spoke on Friday.", published="2016-10-02"
    )
    assert found == [("March 2011", "2011-03"), ("May", "2016-05"), ("Friday", "2016-09-30")]


def test_a_clause_behind_since_gives_the_stretch_and_the_date_in_it() -> None:
    assert read("Thousands fled since the truce broke down in April.", published="2016-06-18") == [
        ("since the truce broke down in April", "2016-04/2016-06"),
        ("April", "2016-04"),
    ]


def test_since_then_reaches_from_the_last_date_to_publication() -> None:
    found = read("A truce was called on Thursday.", "Shelling has gone on since then.", published="2016-06-18")
    assert found[-1] == ("since then", "2016-06-16/2016-06-18")


def test_nothing_is_guessed_where_the_day_of_writing_is_unknown() -> None:
    assert read("They left on Friday, on 5 May, last week, two days ago and overnight.") == [
        ("Friday", None), ("5 May", None), ("last week", None), ("two days ago", None), ("overnight", None),
    ]  # fmt: skip


def test_a_date_in_the_text_serves_where_the_day_of_writing_is_unknown() -> None:
    assert read("Shelling began on 8 December 2024.", "It stopped on Monday.")[-1][1] == "2024-12-09"


def test_a_year_told_in_the_same_sentence_serves_for_the_next_date() -> None:
    found = read("They were seized on Dec. 26, 1944 and freed on Jan. 24.", published="2024-12-11")
    assert [iso for _, iso in found] == ["1944-12-26", "1945-01-24"]


def test_unresolved_mentions_have_no_confidence() -> None:
    (mention,) = spot(report("They fled recently.", published="2024-12-11"))
    assert (mention.kind, mention.interval, mention.confidence) == (MentionKind.TIME, None, 0.0)


WORDS = [word for _, expression, _ in EXPRESSIONS for word in expression.split()] + [
    "ſunday",
    "MAY",
    "٣",
    "’",
    "\u00a0",
    ".",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=200), st.booleans())
def test_spans_are_exact_and_days_exist_in_any_text(text: str, dated: bool) -> None:
    whole = (Span(0, len(text), text),) if text else ()
    found = spot(Report("r", text, "2024-12-11" if dated else None, sentences=whole))
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        if mention.interval is not None:
            assert all(exists(of_iso(part)) for part in mention.interval.iso.split("/") if part[0] != "-")
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start or (
            one.span.contains(two.span) and one.span.text.lower().startswith("since")
        )


def test_calendar_has_no_year_zero() -> None:
    assert years_from(Stamp(-1), 1) == Stamp(1)
    assert years_from(Stamp(1), -1) == Stamp(-1)
    assert decade(-480).iso == "-489/-480"
    assert century(5, before_christ=True).iso == "-500/-401"
    assert not exists(Stamp(0))
