"""Findings: each code is raised by what it is meant for, and by little else."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from dateline import check, data, reading
from dateline.check import calendar, view
from dateline.check.pages import codes
from dateline.extract.rules import RuleExtractor
from dateline.schema import (
    Anchor,
    Claim,
    EventType,
    Factuality,
    Interval,
    Locus,
    Party,
    Place,
    Quantity,
    Report,
    Segment,
    SegmentKind,
    Source,
    Span,
    Speech,
)
from strategies import readings, texts


def read(text, published=None):
    """A reading by rules: what is checked here is what is made of claims, whatever the encoder of the day reads."""
    return reading.read(text, published=published, extractor=RuleExtractor())


HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases" / "findings.toml").read_text("utf-8"))["case"]
PAGE = HERE.parent / "docs" / "findings.md"
ENTRIES = data.table("findings.toml")["finding"]
NIGHT = """
Hama freed in a night of joy

In a night that nobody here will forget, opposition forces liberated the city of Hama. Families filled the squares
early {weekday}, dancing and waving flags.

The command of the operation addressed the country: "We declare today, {date}, the end of the old rule." """


def found(text: str, published: str | None = None) -> list[str]:
    return [finding.code for finding in read(text, published=published).findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reading_a_report_gives_these_findings(case):
    assert found(case["text"], case.get("published")) == case["codes"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["code"])
def test_the_examples_of_the_page_are_true(entry):
    assert found(entry["raises"], entry.get("published")) == [entry["code"]]
    assert found(entry["silent"], entry.get("published")) == []


@pytest.mark.parametrize("code", codes())
def test_every_code_has_three_cases_that_raise_it(code):
    assert sum(code in case["codes"] for case in CASES) >= 3


def test_there_are_as_many_silent_cases_as_three_for_each_code():
    assert Counter(bool(case["codes"]) for case in CASES)[False] >= 3 * len(codes())


def test_the_page_is_what_the_data_say():
    assert PAGE.read_text("utf-8") == check.markdown().rstrip() + "\n"


def test_every_code_that_the_rules_give_has_a_section_and_every_word_list_compiles():
    rules = "".join(path.read_text("utf-8") for path in Path(check.__file__).parent.glob("*.py"))
    assert set(re.findall(r"finding\(\s*\"([a-z-]+)\"", rules)) == set(codes())
    asked = set(re.findall(r"words\(\"(\w+)\"\)", rules)) | {"killed", "wounded", "missing", "combatant", "civilian"}
    assert asked == set(data.table("findings.toml")["words"])
    assert all(view.words(name).pattern for name in asked)


@pytest.mark.parametrize(
    ("weekday", "date", "raised"),
    [
        ("Saturday", "December 8, 2024", True),
        ("Monday", "December 8, 2024", True),
        ("Sunday", "December 8, 2024", False),
        ("Thursday", "December 8, 2024", False),
    ],
)
def test_a_night_may_only_be_a_day_beside_the_one_that_its_announcement_names(weekday, date, raised):
    """Nearer is the same night told wrongly; further is another night."""
    assert (found(NIGHT.format(weekday=weekday, date=date)) == ["weekday-date"]) is raised


def test_the_night_is_found_whatever_date_of_publication_is_given():
    text = NIGHT.format(weekday="Saturday", date="December 8, 2024")
    assert found(text, "2024-12-08") == found(text, "2024-12-09") == ["weekday-date"]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_right_weekday_is_never_found_and_a_wrong_one_always(month):
    day = datetime.date(2023, month, 17)
    for shift in range(7):
        name = calendar.weekday_of((day.weekday() + shift) % 7)
        for text in (
            f"on {name}, {calendar.long_date(day)}.",
            f"on {name} {day:%B} {day.day}, {day.year}.",
            f"{name} {day}",
        ):
            assert found(f"Shops were open {text}") == (["weekday-date"] if shift else [])


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday 5 may have died, a doctor said.",
        "They wed on 5 May 2020, wrote The Sun, 6 May 2020.",
        "Friday, 30 February 2024",
        "Fr\u0131day, 29 November 2024, \u017funday 1 \u017feptember 2024",
        "Monday\u00a0\u0661\u0662 May 2020 and Sunday 31.13.2024",
    ],
)
def test_what_only_looks_like_a_weekday_and_a_date_is_left_alone(text):
    assert "weekday-date" not in found(text, "2024-12-08") or "\u0661" in text


def test_findings_come_in_the_order_of_the_text_and_name_its_words():
    reading = read(
        "On Tuesday, 27 November 2024, rebels moved. The truce collapsed three days after 1 May 2019, on 7 May 2019. "
        "They left on Friday, 1 December 2024.",
    )
    assert [finding.code for finding in reading.findings] == ["weekday-date", "duration-date", "weekday-date"]
    starts = [finding.spans[0].start for finding in reading.findings]
    assert all(first <= second for first, second in pairwise(starts))
    assert all(
        span.text == reading.report.text[span.start : span.end] for one in reading.findings for span in one.spans
    )


def test_messages_say_what_is_right_and_hold_one_line():
    reading = read("Rebels entered the town of Harim on Tuesday,\n27 November 2024, residents said.")
    assert [finding.message for finding in reading.findings] == ["27 November 2024 is a Wednesday, not a Tuesday"]


class Made:
    """A report of which the claims are written by hand, to look at the rules without the reader."""

    def __init__(self, *sentences: str, headline: str | None = None) -> None:
        head = f"{headline}\n\n" if headline else ""
        text, spans = head, [(0, len(headline))] if headline else []
        for sentence in sentences:
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + " "
        parts = [Segment(SegmentKind.BODY, len(head), len(text))]
        self.report = Report(
            id="made",
            text=text,
            published="2024-12-08",
            segments=((Segment(SegmentKind.HEADLINE, 0, len(headline or "")),) if headline else ()) + tuple(parts),
            sentences=tuple(Span(start, end, text[start:end]) for start, end in spans),
        )

    def at(self, words: str, sentence: int) -> Span:
        whole = self.report.sentences[sentence]
        start = whole.start + whole.text.index(words)
        return self.report.span(start, start + len(words))

    def claim(self, kind: str, sentence: int, trigger: str, **roles) -> Claim:
        said = {name: words for name, words in roles.items() if isinstance(words, str)}
        place = Place("geonames:1", said.get("place", ""), "city", None, None, "SY")
        speaker = (
            Source(Party(self.at(said["source"], sentence), said["source"]), None, False) if "source" in said else None
        )
        count = roles.get("count")
        return Claim(
            id=f"{kind}-{sentence}-{trigger}",
            type=EventType(kind),
            sentence=self.report.sentences[sentence],
            trigger=self.at(trigger, sentence),
            factuality=roles.get("factuality", Factuality.ACTUAL),
            agent=(Party(self.at(said["agent"], sentence), said["agent"]),) if "agent" in said else (),
            target=(),
            place=(Locus(self.at(said["place"], sentence), place, 0.9),) if "place" in said else (),
            time=Interval(said["day"], Anchor.STATED) if "day" in said else None,
            time_span=None,
            sources=(speaker,) if speaker else (),
            quantity=Quantity(self.at(count[0], sentence), count[1], **count[2]) if count else None,
            stance=(),
            confidence=0.9,
        )

    def codes(self, *claims: Claim, speech: tuple[Speech, ...] = ()) -> list[str]:
        return [finding.code for finding in check.findings(self.report, claims, (), speech)]


@pytest.mark.parametrize(
    ("unit", "below", "expected"),
    [
        ("soldiers", {"value": 15}, ["count-disagrees"]),
        ("fighters", {"value": 15}, ["count-disagrees"]),
        ("soldiers", {"value": 8}, ["headline-stronger"]),
        ("soldiers", {"min": 15}, ["count-disagrees"]),
        ("soldiers", {"min": 8}, []),
        ("soldiers", {"max": 8}, ["headline-stronger"]),
        ("soldiers", {"max": 15}, []),
        ("soldiers", {"value": 12}, []),
        ("soldiers", {"words": "dozens"}, []),
        ("soldiers", {"value": 13, "words": "about"}, []),
        ("civilians", {"value": 15}, []),
    ],
)
def test_a_headline_and_its_lead_are_compared_within_bounds_and_kinds_of_people(unit, below, expected):
    made = Made("Shells killed N near Hama.", headline="Twelve soldiers killed")
    top = made.claim("casualties", 0, "killed", count=("Twelve soldiers", "soldiers", {"value": 12}))
    lead = made.claim("casualties", 1, "killed", count=("N", unit, below))
    assert made.codes(top, lead) == expected


def test_counts_of_the_body_need_one_place_one_day_and_one_voice():
    made = Made("An air strike killed nine in Hama, Ali said.", "The air strike killed ten in Hama, Ali said.")
    nine = {"count": ("nine", "", {"value": 9}), "place": "Hama", "source": "Ali"}
    ten = {"count": ("ten", "", {"value": 10}), "place": "Hama", "source": "Ali"}

    def codes_of(**change: str) -> list[str]:
        other = {name: words for name, words in {**ten, **change}.items() if words}
        return made.codes(made.claim("casualties", 0, "killed", **nine), made.claim("casualties", 1, "killed", **other))

    assert codes_of() == ["count-disagrees"]
    assert codes_of(place="") == codes_of(source="") == codes_of(day="2024-12-07") == []


def test_a_sum_of_two_counts_explains_the_headline():
    made = Made("Shells killed five in Hama.", "Bombs killed seven in Homs.", headline="Twelve killed")
    claims = [
        made.claim("casualties", at, "killed", count=(words, "", {"value": number}))
        for at, (words, number) in enumerate([("Twelve", 12), ("five", 5), ("seven", 7)])
    ]
    assert made.codes(*claims) == []
    assert made.codes(*claims[:2]) == ["headline-stronger"]


def test_a_quotation_beside_which_somebody_speaks_is_left_alone():
    quotation = "There is no bread and no water in this town."
    for beside, expected in [("Smoke rose.", ["quote-without-speaker"]), ("The mayor wept as he spoke.", [])]:
        made = Made(beside, f"“{quotation}”")
        speech = Speech(None, None, (made.at(quotation, 1),), quoted=True, claims=())
        assert made.codes(speech=(speech,)) == expected


@given(readings())
@settings(max_examples=150)
def test_no_record_however_odd_makes_the_rules_fail(reading):
    given_ = (reading.report, reading.claims, reading.mentions, reading.attributions)
    got = check.findings(*given_)
    assert got == check.findings(*given_)
    for finding in got:
        assert finding.code in codes()
        assert finding.spans
        assert all(reading.report.text[span.start : span.end] == span.text for span in finding.spans)


@given(texts())
@settings(max_examples=150)
def test_dates_are_read_out_of_any_text(text):
    for one in calendar.written(text):
        assert 0 <= one.first <= one.start < one.end <= one.last <= len(text)
