"""Publication dates: what counts as the page's own date and what only dates an event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.schema import DateOrigin
from dateline.text import dates
from dateline.text.load import report

STORY = "\n\nThe army left Hama, residents said.\n\nIts convoys went south."


@pytest.mark.parametrize(
    ("printed", "day", "words"),
    [
        ("August 24 2014", "2014-08-24", "August 24 2014"),
        ("Saturday 26 Jul 2014", "2014-07-26", "Saturday 26 Jul 2014"),
        ("Published: 8 December 2024", "2024-12-08", "8 December 2024"),
        ("2024-12-08", "2024-12-08", "2024-12-08"),
        ("08.12.2024", "2024-12-08", "08.12.2024"),
        ("Sun, Dec. 8, 2024 at 5:30 PM", "2024-12-08", "Sun, Dec. 8, 2024"),
        ("Updated 10:15 AM EST, Sun December 8, 2024", "2024-12-08", "Sun December 8, 2024"),
        ("Issued on: 13/12/2024 - 10:12", "2024-12-13", "13/12/2024"),
        ("8th of December 2024 | 3 min read", "2024-12-08", "8th of December 2024"),
        ("Last updated at Dec 082024", "2024-12-08", "Dec 082024"),
    ],
)
def test_a_date_line_under_the_headline_dates_the_report(printed, day, words):
    made = report(f"Army leaves Hama\n\n{printed}{STORY}")
    assert (made.published, made.published_origin) == (day, DateOrigin.TEXT)
    assert made.published_span.text == words


@pytest.mark.parametrize(
    "text",
    [
        f"Army leaves Hama{STORY}",
        f"Army leaves Hama\n\nHAMA, Syria, Dec 8 (AFP) - The war began on 15 March 2011.{STORY}",
        "On 3 March 2011 the first shots fell. By 5 May 2012 the town was empty.",
        "5 May 2012, the day the town fell, is a holiday. Nobody works.",
        f"Army leaves Hama\n\n03/04/2024{STORY}",
        f"Army leaves Hama\n\n31 February 2024{STORY}",
        f"Army leaves Hama\n\n© 2024 The Northern Post{STORY}",
        "April 2, 2003: Gunmen bomb a wharf. May 4, 2004: The trial opens.",
    ],
)
def test_nothing_is_guessed(text):
    made = report(text)
    assert (made.published, made.published_origin, made.published_span) == (None, DateOrigin.UNKNOWN, None)


def test_a_dateline_with_a_year_dates_the_report():
    assert report("HAMA, Syria, Dec 8, 2024 (AFP) - The army left.").published == "2024-12-08"


def test_first_publication_outranks_an_update():
    made = report(f"Army leaves Hama\n\nUpdated: 9 December 2024\n\nPublished: 8 December 2024{STORY}")
    assert made.published == "2024-12-08"


def test_a_speaker_who_says_today_dates_the_report():
    made = report("The army left.\n\n“We declare today, December 8, 2024, a holiday,” he said.")
    assert (made.published, made.published_span.text) == ("2024-12-08", "December 8, 2024")


def test_given_outranks_address_and_address_outranks_text():
    text = f"Army leaves Hama\n\n5 December 2024{STORY}"
    address = "https://post.example/2024/12/06/army-leaves"
    assert report(text, url=address).published_origin is DateOrigin.METADATA
    assert report(text, url=address).published == "2024-12-06"
    given_date = report(text, url=address, published="2024-12-07T08:00:00Z")
    assert (given_date.published, given_date.published_origin) == ("2024-12-07T08:00:00Z", DateOrigin.GIVEN)


@pytest.mark.parametrize(
    ("value", "is_iso"),
    [
        ("2024-12-08", True),
        ("2024-12-08T10:00:00Z", True),
        ("2024-12-08 10:00", True),
        ("2024-12-8", False),
        ("2024-13-01", False),
        ("20241208", False),
        ("2024-12-08T99", False),
        ("8 December 2024", False),
        ("", False),
    ],
)
def test_only_full_iso_dates_are_taken(value, is_iso):
    assert dates.is_iso(value) is is_iso


@given(st.dates(min_value=__import__("datetime").date(1990, 1, 1), max_value=__import__("datetime").date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_form(day):
    forms = ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%a %d %b %Y")
    for form in forms:
        text = day.strftime(form)
        assert [found.day for found in dates.printed(text, 0, len(text))] == [day]
        assert dates.is_date_line(text)


@given(st.text(max_size=120))
def test_dates_stay_inside_the_range(text):
    for found in dates.printed(text, 0, len(text)):
        assert 0 <= found.start <= found.day_start < found.day_end <= found.end <= len(text)
