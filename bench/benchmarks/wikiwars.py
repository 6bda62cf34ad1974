"""WikiWars (Mazur and Dale 2010): the values of time expressions in histories, with no word on the kind of text.

usage: python -m bench.benchmarks.wikiwars [FOLDER]
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.benchmarks.row import Row, table

from dateline.ground import times
from dateline.schema import Mention
from dateline.score import Found
from dateline.text import load

TUNED = 10
"""The first so many documents, by file name, were read while the grammar was written; the others were kept aside."""

PUBLISHED = "HeidelTime .781 told the mode, .551 in news mode"
PROTOCOL = (
    "Every time expression that has been given days against every TIMEX3 of the text {which}, where they overlap; of "
    "two nested ones of ours the inner one counts; right where the days are those of the value, or where one end of an "
    "interval is ('since 1939'; 'from May to July' answers both of its TIMEX3); the hour of a value is left out; "
    "files {first} to {last}"
)
_TAG = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>")
_SEASONS = {"SP": ("03", "05"), "SU": ("06", "08"), "FA": ("09", "11")}


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression in the gold with its TIMEX3 value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A history with its time expressions and the day it was fetched."""

    text: str
    day: str
    timexes: tuple[Timex, ...]


def run(shared: Path) -> tuple[Row, ...]:
    """Value F1 over the documents that the grammar was tuned on, over those kept aside, and over both."""
    paths = sorted((shared / "data" / "wikiwars_train").glob("*.tml"))
    found = [(document, mentions(document)) for document in map(read, paths)]
    parts = (("tuned on", 0, TUNED), ("kept aside", TUNED, len(found)), ("both", 0, len(found)))
    return tuple(
        _row(name, which, (first, found[first:last]))
        for which in ("all values", "calendar values")
        for name, first, last in parts
        if found[first:last]
    )


def _row(name: str, which: str, part: tuple[int, Sequence[tuple[Document, Sequence[Mention]]]]) -> Row:
    first, found = part
    tally = measure(found, everything=which == "all values")
    meant = (
        "(durations and vague times, which get no days, are all missed)"
        if which == "all values"
        else "that has a value on the calendar"
    )
    protocol = PROTOCOL.format(which=meant, first=first + 1, last=first + len(found))
    return Row(
        f"WikiWars {name}, {which}: F1",
        tally.f1,
        PUBLISHED if which == "all values" else "",
        tally.gold,
        f"{protocol}; here precision {tally.precision:.3f}, recall {tally.recall:.3f}.",
    )


def read(path: Path) -> Document:
    """A document in TimeML."""
    raw = path.read_text("utf-8")
    body = raw[raw.index("<TEXT>") + len("<TEXT>") : raw.index("</TEXT>")]
    day = re.search(r"<DCT>.*?value=\"([\d-]+)\"", raw, re.DOTALL)
    text, timexes, opened = "", [], list[tuple[int, str]]()
    before = 0
    for tag in _TAG.finditer(body):
        text += html.unescape(body[before : tag.start()])
        before = tag.end()
        if tag.group(1) is not None:
            value = re.search(r'value="([^"]*)"', tag.group(1))
            opened.append((len(text), value.group(1) if value else ""))
        else:
            start, shown = opened.pop()
            timexes.append(Timex(start, len(text), shown))
    text += html.unescape(body[before:])
    return Document(text, day.group(1) if day else "", tuple(sorted(timexes, key=lambda timex: timex.start)))


def mentions(document: Document) -> tuple[Mention, ...]:
    """The time expressions with days, without those that hold another."""
    found = times.spot(load.report(document.text, published=document.day or None))
    return tuple(
        one
        for one in found
        if one.interval is not None
        and not any(
            other is not one and one.span.start <= other.span.start and other.span.end <= one.span.end
            for other in found
        )
    )


def measure(found: Iterable[tuple[Document, Sequence[Mention]]], *, everything: bool) -> Found:
    """Hits over all expressions, or over those with a value on the calendar; every mention with days is given."""
    tally = Found()
    for document, given in found:
        tally.predicted += len(given)
        right: set[int] = set()
        for timex in document.timexes:
            wanted = values(timex.value)
            tally.gold += everything or bool(wanted)
            hits = {n for n, one in enumerate(given) if _overlap(timex, one) and _days(one) & wanted}
            tally.hit_gold += bool(hits)
            right |= hits
        tally.hit_predicted += len(right)
    return tally


def _overlap(timex: Timex, mention: Mention) -> bool:
    return mention.span.start < timex.end and timex.start < mention.span.end


def _days(mention: Mention) -> set[str]:
    """The interval as it is and both its ends."""
    iso = mention.interval.iso if mention.interval else ""
    return {iso, *iso.split("/")}


def values(value: str) -> set[str]:
    """Our ways to write a TIMEX3 value; none for a duration, a vague time or one without a year."""
    era, value = ("-", value[2:]) if value.startswith("BC") else ("", value)
    value = value.partition("T")[0]
    if match := re.fullmatch(r"(\d{4})(-\d\d)?(-\d\d)?(?:-XX)*", value):
        return {_year(era, match[1]) + (match[2] or "") + (match[3] or "")}
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA)", value):
        first, last = _SEASONS[match[2]]
        year = _year(era, match[1])
        return {f"{year}-{first}/{year}-{last}"}
    if match := re.fullmatch(r"(\d{4})-WI", value):
        year = int(f"{era}{match[1]}")
        return {f"{one}-12/{one + 1}-02" for one in (year - 1, year)}
    if match := re.fullmatch(r"(\d{4})-H([12])", value):
        return {f"{match[1]}-01/{match[1]}-06" if match[2] == "1" else f"{match[1]}-07/{match[1]}-12"}
    if match := re.fullmatch(r"\d{2,3}", value):
        return {_span_of_years(int(value), 10 if len(value) == 3 else 100, before_christ=bool(era))}
    return set()


def _year(era: str, digits: str) -> str:
    return f"-{int(digits)}" if era else digits


def _span_of_years(number: int, length: int, *, before_christ: bool) -> str:
    """A decade, which starts with its round year, or a century, which ends with it."""
    late = 0 if length == 10 else 1
    first, last = number * length + late, number * length + length - 1 + late
    return f"-{last}/-{first}" if before_christ else f"{first}/{last}"


def main() -> None:
    """Print the rows."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    print(table(rows) if (rows := run(shared)) else f"WikiWars: no data below {shared}")


if __name__ == "__main__":
    main()
