"""The regular expressions of the time grammar, built once from `data/times.toml`.

Each rule matches one kind of expression and names its parts by groups. Rules are tried in order at the words that can
open an expression, which is many times faster than to search a text for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from dateline import data
from dateline.data import BLANKS as S
from dateline.data import alternation


class Kind(StrEnum):
    """What an expression tells, before anything is known of when it was written."""

    DATE = "date"
    DECADE = "decade"
    CENTURY = "century"
    SEASON = "season"
    HOLIDAY = "holiday"
    EVENT = "event"
    WEEKDAY = "weekday"
    WORD = "word"
    UNIT = "unit"
    SHIFT = "shift"
    WINDOW = "window"
    THEN = "then"
    VAGUE = "vague"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules in the order in which they are tried, and the words, in lower case, at which one of them can begin."""

    rules: tuple[tuple[Kind, re.Pattern[str]], ...]
    openers: frozenset[str]


Table = Mapping[str, Any]

_GAP = r"[\s‐‑-]{1,3}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:{s}{{0,1}}(?:st|nd|rd|th)\b)?(?![\d%]|[.,:]\d)".format(s=r"\s")
_TO = r"(?:\s?[-–—/‐‑]\s?|\s(?:to|and|till|until|through|&)\s)"
_ERA = r"(?:\s?(?P<era>B\.?C\.?E?\b\.?|A\.D\.|C\.E\.|AD\b|CE\b))"
_PARTS = (
    "early|mid|middle|late|end|beginning|start|close|outset|onset|latter part|(?:first|second|latter) half|"
    "(?:first|second|third|fourth) quarter|(?:first|last|final|opening|closing) days"
)
_PART = rf"(?:(?:the{S})?(?:very{S})?(?P<part>{_PARTS})(?:{S}(?:of|in|on){S}|{_GAP})(?:the{S})?)?"
_HOUR = (
    rf"(?:(?:shortly{S}after{S}|just{S}before{S}|the{S}|very{S}|pre-?)?(?:early|late|later|earlier|overnight|midday|noon|"
    rf"dawn|dusk|sunset|sunrise|midnight|morning|afternoon|evening|night|eve)"
    rf"(?:{S}(?:morning|afternoon|evening|night|hours))?(?:{S}in{S}the{S}(?:morning|day|evening|night))?"
    rf"(?:{S}(?:of|on))?(?:{S}the)?{S})?"
)
_AFTER_HOUR = rf"(?:{S}(?:early{S}|late{S})?(?:morning|afternoon|evening|night|dawn|noon)s?\b)?"
_QUALIFIER = (
    rf"(?:(?:just|only|about|around|nearly|almost|some|exactly|barely|less{S}than|more{S}than|under|over|roughly|approximately|"
    rf"at{S}least|up{S}to|well){S}){{0,2}}"
)
_UNITS = (
    r"(?P<unit>minute|hour|day|night|morning|afternoon|evening|week|weekend|fortnight|month|quarter|year|decade|"
    r"centur(?=y|ies))(?:s|y|ies)?\b(?:['’]s?)?"
)
_YEAR_OF = rf"(?:,?{S}of)?{S}(?P<rel>(?:last|this|that|next|same)|the{S}(?:same|following|previous|next)){S}year"


def _number(table: Table) -> str:
    """The pattern of a small count: figures, number words, "a few", "several"."""
    words, numbers = table["words"], table["numbers"]
    units = alternation(word for word, value in numbers.items() if value < 10 and len(word) > 2)
    few = alternation([*words["few"], *words["vague"]])
    return rf"(?P<count>\d{{1,4}}(?:\.\d)?|(?:{alternation(numbers)})(?:{_GAP}(?:{units}))?|{few})"


def _dates(table: Table) -> list[tuple[Kind, str]]:
    names = [name for row in table["months"].values() for name in row]
    # A full stop belongs to an abbreviated month only: not to the "March." that ends a sentence.
    month = rf"(?P<month>{alternation(names)})\b(?:(?<!\w{{5}})(?<!may)(?<!june)(?<!july)\.)?"
    counted = rf"(?!{S}(?:{alternation(table['words']['counted'])})\b)"
    year = rf"(?P<year>[12]\d{{3}}|['’]\d\d|\d{{3}}(?=\s?B\.?C))(?!\d|[.,]\d){counted}"
    week = rf"(?:\b(?:{alternation([*table['weekdays']['names'], *table['weekdays']['short']])})\b[.,]?{S}(?:the{S})?)?"
    day = rf"(?P<day>{_DAY})(?:{_TO}(?P<day_to>{_DAY}){counted})?"
    number = r"(?:0?[1-9]|[12]\d|3[01])"
    which = rf"(?:(?:the{S})?(?P<which>last|this|next|previous|following|same|coming|past){S})?"
    tail = rf"(?:(?:,|\.|{S}of)?{S}(?:in{S})?{year}{_ERA}?|{_YEAR_OF})?"
    return [
        (Kind.DATE, r"(?P<year>[12]\d{3})[-/.](?P<month>0[1-9]|1[0-2])[-/.](?P<day>0[1-9]|[12]\d|3[01])(?![\d-])"),
        (Kind.DATE, rf"(?P<first>{number})(?P<mark>[/.])(?P<second>{number})[/.](?P<year>[12]\d{{3}})(?!\d)"),
        (Kind.DATE, rf"{_HOUR}{week}{month}(?:\s{{1,3}}|(?<=\.))(?:the{S})?{day}{counted}{tail}"),
        (Kind.DATE, rf"{_HOUR}{week}(?:the{S})?{day}[\s-]{{1,3}}(?:of{S})?{month}(?:(?<=\.)|{tail})"),
        (Kind.DATE, rf"{_PART}{month}(?:,|{S}of|{S}in)?{S}{year}{_ERA}?"),
        (Kind.DATE, rf"{_PART}{which}{month}(?:{_YEAR_OF})?"),
        (Kind.DECADE, rf"{_PART}(?:the{S})?(?P<year>(?:[12]\d|\d)?\d0)['’]?s{_ERA}?"),
        (Kind.DATE, rf"{_PART}(?:ca?\.{S}|circa{S})?(?P<year>\d{{1,4}})(?:{_TO}(?P<year_to>\d{{1,4}}))?{_ERA}"),
    ]


def _calendar(table: Table) -> list[tuple[Kind, str]]:
    ordinal = rf"(?P<count>\d{{1,2}}(?:st|nd|rd|th)|{alternation(table['ordinals'])})"
    season = rf"(?P<season>{alternation(table['seasons'])})\b"
    which = rf"(?:(?P<which>last|this|next|that|(?:the{S})?(?:following|previous|same|coming|next|past)|the){S})?"
    hijri = alternation(table["hijri"]["months"])
    return [
        (Kind.CENTURY, rf"{_PART}(?:the{S})?{ordinal}{_GAP}centur(?:y|ies)\b{_ERA}?"),
        (Kind.SEASON, rf"{_PART}{which}{season}(?:(?:{S}of|,)?{S}(?P<year>\d{{3,4}})(?!\d|[.,]\d){_ERA}?|{_YEAR_OF})?"),
        (Kind.HOLIDAY, rf"(?P<word>{alternation(table['holidays'])})\b(?:,?{S}(?P<year>[12]\d{{3}}))?"),
        (Kind.EVENT, rf"(?P<word>{alternation(table['events'])})(?!\w|/\d)"),
        (Kind.VAGUE, rf"(?:\d{{1,2}}{S})?(?:{hijri})\b(?:,?{S}1[34]\d\d\b)?"),
    ]


def _relative(table: Table) -> list[tuple[Kind, str]]:
    number = _number(table)
    length = rf"{_QUALIFIER}{number}{_GAP}{_UNITS}"
    lasting = rf"(?={S}(?:[\w’'-]{{1,20}}{S}){{0,2}}(?:{alternation(table['words']['lasting'])})\b)"
    which = "last|past|previous|preceding|prior|this|current|next|coming|following|ensuing|subsequent|same|that"
    end = r"(?=\s*(?:[.,;:!?)\]\"”’\n]|$)|\s(?:and|but|when|as|while|with)\b)"
    ordinal = rf"(?P<nth>\d{{1,3}}|{alternation(table['ordinals'])})(?:st|nd|rd|th)?"
    within = rf"(?:(?:for|in|over|during|within|throughout){S})?"
    plain = "hour|day|week|month|year|decade"
    unless = rf"(?!{_QUALIFIER}(?:an?|\w{{1,5}}{S}quarters?)\b)"  # "a week of", "one quarter of"
    part = rf"(?:the{S})?(?P<part>{_PARTS}){S}(?:of|in){S}"
    return [
        (Kind.THEN, rf"since{S}(?:then|that{S}(?:time|day|date))\b"),
        (Kind.VAGUE, rf"(?:{alternation(table['words']['indefinite'])})\b"),
        (Kind.WINDOW, rf"{within}(?:the{S}|these{S})?(?P<which>past|last|previous|next|coming){S}{length}"),
        (Kind.WINDOW, rf"within{S}(?:the{S})?{length}"),
        (Kind.WINDOW, rf"for{S}the{S}{ordinal}{S}(?:consecutive|straight|successive){S}{_UNITS}"),
        (Kind.WINDOW, rf"(?:the{S}(?P<which>past|last|previous|recent)|recent){S}(?P<unit>{plain})s\b"),
        (Kind.SHIFT, rf"(?:comes|came|coming){S}{length}{S}(?P<way>after)\b"),
        (Kind.SHIFT, rf"{length}{S}(?P<way>ago|earlier|later|previously|afterwards?|hence|(?:before|after){end})"),
        (Kind.WINDOW, rf"{number}-{_UNITS}(?:-(?:long|old))?{lasting}"),
        (Kind.WINDOW, rf"(?:after|following){S}{length}(?={S}of{S})"),
        (Kind.WINDOW, rf"(?P<lasting>for){S}{length}(?:{S}now\b)?"),
        (Kind.WINDOW, rf"{unless}{length}(?={S}of{S}(?!age\b|an?\b))"),
        (
            Kind.UNIT,
            rf"{_PART}(?:(?:later|earlier|late|early){S}(?:in{S}|on{S})?)?(?:the{S})?(?:very{S})?"
            rf"(?P<which>that{S}same|this{S}same|this{S}past|this{S}coming|{which}){S}{_UNITS}",
        ),
        (Kind.UNIT, rf"the{S}{_UNITS}{S}(?P<which>before|after|following|earlier|prior){end}"),
        (Kind.UNIT, rf"(?:later|earlier|late|early){S}in{S}(?P<which>the){S}{_UNITS}"),
        (Kind.UNIT, rf"{part}(?P<which>the){S}{_UNITS}(?!{S}(?:of|in){S})"),
        (Kind.UNIT, rf"(?:at|over|on|during){S}the{S}(?P<unit>weekend)\b"),
    ]


def _days(table: Table) -> list[tuple[Kind, str]]:
    weekday = rf"(?P<weekday>{alternation(table['weekdays']['names'])})\b(?:['’]?s\b)?"
    which = r"last|past|this|next|coming|that|following|previous|same"
    word = (
        rf"the{S}day{S}before{S}yesterday|the{S}day{S}after{S}tomorrow|today|yesterday|tomorrow|tonight|overnight|"
        rf"last{S}night|this{S}(?:early{S})?(?:morning|afternoon|evening|moment|dawn)|"
        rf"(?:at|since|before|by|from){S}(?:dawn|daybreak)(?!{S}(?:o[fn]|yesterday|today|\w+day)\b)|"
        rf"the{S}early{S}hours(?!{S}o[fn]\b)|"
        rf"(?:shortly{S}|just{S})?after{S}midnight(?!{S}o[fn]\b)"
    )
    return [
        (
            Kind.WEEKDAY,
            rf"{_HOUR}(?:(?:the{S})?(?P<which>this{S}past|this{S}coming|{which}){S})?{weekday}{_AFTER_HOUR}",
        ),
        (Kind.WORD, rf"{_HOUR}(?P<word>{word})\b{_AFTER_HOUR}"),
    ]


def _years() -> list[tuple[Kind, str]]:
    to = rf"(?:{_TO}(?P<year_to>(?:[12]\d)?\d\d))?"
    return [(Kind.DATE, rf"{_PART}(?:the{S}years?{S})?(?P<year>[12]\d{{3}}|['’]\d\d){to}(?![\d%]|[.,:]\d)")]


# Words that open an expression and stand in no list of the table.
_OPENERS = """
" the very ca circa since for in over during within throughout these this that past last previous preceding prior
recent current next coming following ensuing subsequent same comes came just only about around nearly almost some
exactly barely less more under roughly approximately at up well after before later earlier late early on by from pre
shortly midday noon dawn dusk sunset sunrise midnight morning afternoon evening night eve overnight today yesterday
tomorrow tonight first second third fourth latter
"""


def _openers(table: Table) -> frozenset[str]:
    words = table["words"]
    names = (table[group] for group in ("seasons", "holidays", "events", "numbers", "ordinals"))
    lists = (*table["months"].values(), *table["weekdays"].values(), table["hijri"]["months"], *names)
    told = (words["few"], words["vague"], words["indefinite"], _PARTS.split("|"), _OPENERS.split())
    return frozenset(
        found[0].lower() for names in (*lists, *told) for name in names if (found := re.match(r"[^\W\d_]+", name))
    )


@cache
def grammar() -> Grammar:
    """The compiled grammar; built at the first text and kept, because building it takes some tens of milliseconds."""
    table = data.table("times.toml")
    rules = [*_dates(table), *_calendar(table), *_relative(table), *_days(table), *_years()]
    compiled = tuple((kind, re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE)) for kind, pattern in rules)
    return Grammar(compiled, _openers(table))
