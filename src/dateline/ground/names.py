"""The names of parties: words folded for comparison, and the registry of actors that `data/actors_*.toml` describe."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from dateline import data
from dateline.errors import DataError
from dateline.schema import Actor

FILES = (
    "actors_syria.toml",
    "actors_iraq_levant.toml",
    "actors_ukraine.toml",
    "actors_africa.toml",
    "actors_asia.toml",
    "actors_world.toml",
    "actors_states.toml",
)
KINDS = frozenset(
    "state_forces rebel_group militia government state international_body ngo monitor media person post "
    "tribe_or_community".split()
)
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼʿʾ`](?!s\b)[^\W_]+)*")
POSSESSIVE = ("'s", "’s", "ʼs", "' ", "’ ")
_MARKS = str.maketrans("", "", "'’ʼʿʾ`.")
_ARTICLES = frozenset({"al", "el"})
_JOINED_ARTICLES = frozenset("al el ash as ad ar an at az the".split())


class Form(StrEnum):
    """How an alias names its actor."""

    NAME = "name"
    SHORT = "short"
    DEMONYM = "demonym"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, its fold, and the characters between it and the word before."""

    start: int
    end: int
    text: str
    fold: str
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, or with a letter of a script that has none."""
        return not self.text[0].islower()


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor with what the registry knows beside its names; `since` and `until` are ISO days that bound its life."""

    actor: Actor
    country: str | None = None
    parent: str | None = None
    opponents: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None

    def lives(self, day: datetime.date | None) -> bool:
        """Whether it existed under this name on `day`; true where the day is unknown."""
        if day is None:
            return True
        iso = day.isoformat()
        return (self.since is None or self.since <= iso) and (self.until is None or iso <= self.until)


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one actor, folded into words without articles."""

    words: tuple[str, ...]
    entry: Entry
    form: Form
    text: str


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The word in small letters without diacritics, apostrophes or full stops: what spelling variants share."""
    if word.isascii():
        return word.translate(_MARKS).lower()
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
    return plain.translate(_MARKS).casefold() or word


def split(text: str, offset: int = 0) -> list[Word]:
    """The words of `text` in order; possessive endings stay in the gap after a word."""
    out: list[Word] = []
    last = 0
    for found in WORD.finditer(text):
        gap = text[last : found.start()]
        if found.group() in {"s", "S"} and gap in {"'", "’", "ʼ"}:
            continue
        out.append(Word(offset + found.start(), offset + found.end(), found.group(), fold(found.group()), gap))
        last = found.end()
    return out


def is_article(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is a transliterated Arabic article, which carries no identity."""
    word = words[at]
    if word.fold in _ARTICLES:
        return True
    return word.fold in _JOINED_ARTICLES and at + 1 < len(words) and words[at + 1].gap in {"-", "‑"}


@lru_cache(maxsize=20_000)
def key(name: str) -> tuple[str, ...]:
    """The folded words of a name without articles."""
    words = split(name)
    kept = [w.fold for at, w in enumerate(words) if w.fold != "the" and not is_article(words, at)]
    return tuple(kept) or tuple(w.fold for w in words)


class Registry:
    """Every actor that the project knows by name, to be looked up by the words of a text."""

    def __init__(self, entries: Sequence[Entry], aliases: Sequence[Alias]) -> None:
        self._entries = {entry.actor.id: entry for entry in entries}
        self._index: dict[str, list[Alias]] = {}
        self._by_country: dict[tuple[str, str], list[Entry]] = {}
        for alias in aliases:
            self._index.setdefault(alias.words[0], []).append(alias)
        for found in self._index.values():
            found.sort(key=lambda alias: -len(alias.words))
        for entry in entries:
            if entry.country:
                self._by_country.setdefault((entry.country, entry.actor.kind), []).append(entry)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, actor_id: str) -> Entry | None:
        """The entry of that id, None where there is none."""
        return self._entries.get(actor_id)

    def starting(self, word: str) -> Sequence[Alias]:
        """The aliases whose first word folds to `word`, longest first."""
        return self._index.get(word, ())

    def named(self, name: str) -> tuple[Entry, ...]:
        """The entries that bear exactly this name, whatever its case and spelling of articles."""
        words = key(name)
        return tuple(alias.entry for alias in self.starting(words[0]) if alias.words == words) if words else ()

    def of(self, country: str, kind: str, day: datetime.date | None = None) -> Entry | None:
        """The first entry of a kind in a country (ISO 3166-1 alpha-2) that lives on `day`."""
        return next((entry for entry in self._by_country.get((country, kind), ()) if entry.lives(day)), None)

    def opposed(self, one: str, other: str) -> bool:
        """Whether two actors are listed as opponents, themselves or through the bodies they belong to."""
        ones, others = self._line(one), self._line(other)
        return any(b in a.opponents for a in ones for b in (e.actor.id for e in others)) or any(
            a in b.opponents for b in others for a in (e.actor.id for e in ones)
        )

    def _line(self, actor_id: str) -> list[Entry]:
        line: list[Entry] = []
        entry = self.entry(actor_id)
        while entry is not None and entry not in line:
            line.append(entry)
            entry = self.entry(entry.parent) if entry.parent else None
        return line


@cache
def registry() -> Registry:
    """The registry of the package's own data files; built once per process.

    Raises:
        DataError: where an actor has an unknown kind or refers to an actor that is not there.
    """
    entries: list[Entry] = []
    aliases: list[Alias] = []
    for file in FILES:
        for actor_id, row in data.table(file).items():
            entry = _entry(actor_id, row, file)
            entries.append(entry)
            aliases.extend(_aliases(entry, row))
    known = {entry.actor.id for entry in entries}
    for entry in entries:
        missing = {entry.parent, *entry.opponents} - known - {None}
        if missing:
            raise DataError(f"actor {entry.actor.id} refers to unknown {sorted(map(str, missing))}")
    return Registry(entries, aliases)


def _entry(actor_id: str, row: dict[str, str], file: str) -> Entry:
    if row.get("kind") not in KINDS or not row.get("name"):
        raise DataError(f"{file}: actor {actor_id} needs a name and one of the kinds {', '.join(sorted(KINDS))}")
    return Entry(
        Actor(actor_id, row["name"], row["kind"]),
        row.get("country"),
        row.get("parent"),
        frozenset(_listed(row.get("opponents"))),
        row.get("since"),
        row.get("until"),
    )


def _aliases(entry: Entry, row: dict[str, str]) -> Iterator[Alias]:
    seen: set[tuple[str, ...]] = set()
    for field, form in (("aliases", Form.NAME), ("demonym", Form.DEMONYM), ("seat", Form.SEAT)):
        names = _listed(row.get(field))
        for name in [row["name"], *names] if form is Form.NAME else names:
            words = key(name)
            if words and words not in seen:
                seen.add(words)
                yield Alias(words, entry, Form.SHORT if form is Form.NAME and _is_short(name) else form, name)


def _is_short(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "")
    return len(letters) <= 6 and letters.isascii() and letters.isalnum() and letters.isupper()


def _listed(names: str | None) -> list[str]:
    return [name.strip() for name in names.split("|")] if names else []
