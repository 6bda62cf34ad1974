"""How things are put in words: likelihood, days, lists, names at first and later mention, by `data/sitrep.toml`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from typing import Any

from dateline import data, ontology
from dateline.picture import Name, Site

FILE = "sitrep.toml"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLURAL = re.compile(r"(?i)\b(?:forces|troops|people|men|women|children|civilians|police|\w+[^s'’iu]s)$")
STATES = ("contested", "vacated", "unknown")


def table(name: str) -> Any:  # noqa: ANN401 - TOML: a table or a list of tables
    """A table of `data/sitrep.toml`."""
    return data.table(FILE)[name]


def limit(name: str) -> float:
    """A number of `data/sitrep.toml` that bounds what is told."""
    return float(table("limits")[name])


def capped(chance: float) -> float:
    """The chance within what any number of reports may make of it, in hundredths, as it is shown."""
    most = float(table("scale")["most"])
    return round(min(max(chance, 1 - most), most), 2)


def term(chance: float) -> str:
    """What a probability, 0 to 1, is called on the document's scale."""
    return str(max((one for one in table("scale")["terms"] if one["from"] <= chance + 1e-9), key=_from)["term"])


def _from(row: Mapping[str, Any]) -> float:
    return float(row["from"])


def day(date: datetime.date) -> str:
    """A date as "8 December 2024"."""
    return f"{date.day} {date:%B} {date.year}"


def days(since: datetime.date, on: datetime.date) -> str:
    """A range of days, inclusive, in words; months and years stand once where they are the same."""
    if since == on:
        return day(on)
    if (since.year, since.month) == (on.year, on.month):
        return f"{since.day} to {day(on)}"
    return f"{since.day} {since:%B} to {day(on)}" if since.year == on.year else f"{day(since)} to {day(on)}"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """A list in words: "a, b and c"."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things: "1 claim", "3 claims"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def figure(low: float, high: float | None) -> str:
    """A count or range: "12", "12 to 15", "at least 12"."""
    if high is None:
        return f"at least {low:,.10g}"
    return f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"


def opened(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def is_plural(name: str) -> bool:
    """Whether a name takes a verb in the plural, as far as its form tells."""
    return " and " in name or bool(_PLURAL.search(name.strip("“”")))


@cache
def _loaded() -> frozenset[str]:
    return frozenset(ontology.stance())


def is_loaded(words: str) -> bool:
    """Whether wording that favours a side stands in the words, by `data/stance.toml`."""
    parts = [part.casefold() for part in _WORD.findall(words)]
    return any(" ".join(parts[at : at + length]) in _loaded() for at in range(len(parts)) for length in range(1, 4))


def _is_proper(name: str) -> bool:
    """Whether a capital stands within the name; that of its first word may be the sentence's."""
    return any(word[0].isupper() for word in _WORD.findall(name)[1:])


class Namer:
    """Names of parties and places: in full at first mention in the document, short after it.

    What no registry knows and is no proper name ("militants") is the reports' word and stands in quotation marks, as
    does every name that holds loaded words.
    """

    def __init__(
        self, called: Mapping[str, str], short: Mapping[str, tuple[str, str]], outlets: Set[str] = frozenset()
    ) -> None:
        self._called, self._short, self._outlets = called, short, outlets
        self._seen: set[str] = set()

    def key(self, key: str) -> str:
        """The party or voice of that key; the states beside the parties are named by themselves."""
        if key in STATES:
            return key
        full = self._called.get(key, key)
        if key not in self._short:
            return f"“{full}”" if is_loaded(full) or (key not in self._outlets and not _is_proper(full)) else full
        brief = self._short[key][1]
        first = key not in self._seen
        self._seen.add(key)
        if not brief:
            return full
        return f"{full} ({brief})" if first else brief

    def parties(self, names: Iterable[Name]) -> str:
        """Several parties as a list."""
        return joined([self.key(key) for key in dict.fromkeys(name.key for name in names)])

    def place(self, site: Site) -> str:
        """A place; its division stands with it at first mention, where it has one that is called otherwise."""
        head, division = split(site)
        if site.id is None and head[:1].islower():
            return f"“{head}”"
        first = site.key not in self._seen
        self._seen.add(site.key)
        if site.kind in ("province", "governorate") and not re.search(r"(?i)province|governorate", head):
            return f"{head} province"
        return f"{head} ({division})" if first and division and division != head else head


def split(site: Site) -> tuple[str, str]:
    """A place's own name and that of the division it lies in, "" where none is known."""
    head, *rest = (part.strip() for part in site.name.split(","))
    return head, rest[0] if len(rest) > 1 else ""


def division(site: Site) -> str:
    """The heading under which a place stands: its division, or itself where it is one; "" where none is known."""
    head, within = split(site)
    return within or (head if site.kind in ("province", "governorate") else "")


def preposition(site: Site) -> str:
    """What stands before a place: one is in a town and at a crossing; "the motorway" may be either."""
    return "at" if site.id is None or site.kind in str(table("kinds")["at"]).split() else "in"


def is_wide(site: Site) -> bool:
    """Whether a place is a country, province or the like, of which no one holder can be told."""
    return site.kind in str(table("kinds")["wide"]).split()
