"""The patterns of `data/text_boilerplate.toml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline import data
from dateline.schema import SegmentKind

SPACE = r"[^\S\n\r]"
"""White space that stays on its line."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """What marks the parts of a page that are not its story.

    Attributes:
        line: by kind, what a whole line says.
        section: whole lines that open a block of such lines.
        inline: by kind, stretches that are unmistakable inside a paragraph.
        tail: by kind, stretches at the very end of a text.
        dateline: place, date and agency in front of the first sentence.
        bare_city: a well-known city in capitals in front of the first sentence, without a dash.
        agency: the name of a news agency.
        cited: the last words of a headline that names who is cited.
        desk: words that stand for a writer's name.
    """

    line: dict[SegmentKind, re.Pattern[str]]
    section: re.Pattern[str]
    inline: dict[SegmentKind, re.Pattern[str]]
    tail: dict[SegmentKind, re.Pattern[str]]
    dateline: re.Pattern[str]
    bare_city: re.Pattern[str]
    agency: re.Pattern[str]
    cited: re.Pattern[str]
    desk: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """All patterns, read from the package's data on the first call."""
    table = data.table("text_boilerplate.toml")
    parts: dict[str, str] = dict(table["parts"])

    def compiled(body: str) -> re.Pattern[str]:
        for name, part in parts.items():
            body = body.replace(f"<{name}>", part)
        return re.compile(body, re.IGNORECASE)

    def kinds(group: dict[str, Any], form: str) -> dict[SegmentKind, re.Pattern[str]]:
        return {
            kind: compiled(form.format("|".join(group[kind.value])))
            for kind in (SegmentKind.BYLINE, SegmentKind.CREDIT, SegmentKind.DATELINE, SegmentKind.BOILERPLATE)
            if kind.value in group
        }

    headline = table["headline"]
    no_place = "|".join(headline["no_place"])
    return Patterns(
        line=kinds(table["line"], r"(?:{})[\s.:!…]*"),
        section=compiled("(?:" + "|".join(table["line"]["section"]) + r")[\s.:!…]*"),
        inline=kinds(table["inline"], "(?:{})"),
        tail=kinds(table["tail"], r"(?:{})[\s.…]*\Z"),
        dateline=compiled(_dateline(no_place)),
        bare_city=compiled(r"(?-i:<city>)\s(?=(?-i:[A-Z][a-z]|A |\d+ [a-z]))"),
        agency=compiled(r"<agency>\b"),
        cited=compiled(rf"(?<=[\w:,;–—-]{SPACE}){headline['cited']}(?!\w)"),
        desk=compiled(headline["desk"] + r"\b\.?"),
    )


def _dateline(no_place: str) -> str:
    """A place in capitals or a known agency, then what follows it up to the dash or the first word of the story."""
    month = data.table("text_dates.toml")["patterns"]["month"]
    word = r"(?-i:[A-Z][\w'’.-]*)"
    capitals = rf"(?!(?-i:{no_place})\b)(?-i:[A-Z][A-Z'’.-]{{2,}}(?:[ /][A-Z][A-Z'’.-]+){{0,3}})"
    place = rf"{word}(?:[ /]{word}){{0,3}}"
    country = rf"(?:,\s{place}){{0,2}}"
    day = rf"(?:,?\s(?:{month}\s\d{{1,2}}|\d{{1,2}}\s{month})(?:,?\s(?:19|20)\d\d)?|\s\(\d{{1,2}}:\d\d\s?[AP]\.?M\.?\))"
    dash = r"\s?(?:--?|–|—)\s?"
    source = r"(?:,?\s[(/]<agency>[^()/\n]{0,24}[)/])"
    some_source = r"(?:,?\s[(/][^()/\n]{2,30}[)/])"
    forms = (
        rf"{capitals}{country}{day}?(?:\s\({word}\))?{source}(?:{dash}|\s)",
        rf"{place}{country}{day}?{source}{dash}",
        rf"{place}{country}{day}{some_source}?{dash}",
        rf"{capitals}{country}{some_source}?(?:\s--?\s|\s?[–—]\s?)",
        rf"{place},?\s<agency>{dash}",
    )
    return rf"(?:{'|'.join(forms)})(?=[\"“‘'«]?(?-i:[A-Z0-9])|\Z)"
