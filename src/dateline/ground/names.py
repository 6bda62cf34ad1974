"""The names of parties: words folded for comparison, and the registry of actors that `data/actors_*.csv` describe."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from dateline import data
from dateline.errors import DataError
from dateline.ground.folding import skeleton, sound
from dateline.schema import Actor

FILES = (
    "actors_syria.csv",
    "actors_iraq_levant.csv",
    "actors_ukraine.csv",
    "actors_africa.csv",
    "actors_asia.csv",
    "actors_world.csv",
    "actors_states.csv",
)
COUNTRIES = "places_countries.csv"
KINDS = frozenset({
    "state_forces", "rebel_group", "militia", "government", "state", "international_body",
    "ngo", "monitor", "media", "person", "post", "tribe_or_community",
})  # fmt: skip
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼʿʾ`](?!s\b)[^\W_]+)*")
FIRST = re.compile(rf"(?:(?:al|el|the)[ -]|(?:ash|as|ad|ar|an|at|az)-)*({WORD.pattern})", re.IGNORECASE)
_MARKS = str.maketrans("", "", "'’ʼʿʾ`.")
_ARABIC = re.compile("[\u0621-\u064a]")
_LONG, _BONES = 5, 3
"""Letters, and consonants that sound different, below which words are too short to be told apart by sound."""

_ARTICLES = frozenset({"al", "el"})
_JOINED_ARTICLES = frozenset({"al", "el", "ash", "as", "ad", "ar", "an", "at", "az", "the"})


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

    def cased(self, word: str) -> bool:
        """Whether a word is written as this abbreviation and not as a plain word: WHO, not Who."""
        return word in (word.upper(), self.text) or (len(word) >= 4 and word[0].isupper())


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

    def __init__(self, entries: Iterable[Entry], names: Iterable[tuple[str, Entry, Form | None]]) -> None:
        """An index of entries; `names` are their aliases, read in full when a text first asks for them.

        A form of None is that of a plain name or an abbreviation, as its letters tell.
        """
        self._entries = {entry.actor.id: entry for entry in entries}
        self._names: dict[str, list[tuple[str, Entry, Form | None]]] = {}
        self._aliases: dict[str, tuple[Alias, ...]] = {}
        self._organs: dict[tuple[str, str], list[Entry]] = {}
        self._heard: dict[str, list[str]] | None = None
        for row in names:
            self._names.setdefault(_first(row[0]), []).append(row)
        for entry in self._entries.values():
            if entry.country:
                self._organs.setdefault((entry.country, entry.actor.kind), []).append(entry)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, actor_id: str) -> Entry | None:
        """The entry of that id, None where there is none."""
        return self._entries.get(actor_id)

    def starting(self, word: str) -> tuple[Alias, ...]:
        """The aliases whose first word folds to `word`, longest first."""
        found = self._aliases.get(word)
        if found is None:
            rows = [
                Alias(key(name), entry, form or _form(name), name) for name, entry, form in self._names.get(word, ())
            ] or list(self._respelt(word))
            unique: dict[tuple[tuple[str, ...], str], Alias] = {}
            for alias in rows:
                unique.setdefault((alias.words, alias.entry.actor.id), alias)
            found = self._aliases[word] = tuple(sorted(unique.values(), key=lambda alias: -len(alias.words)))
        return found

    def _respelt(self, word: str) -> Iterator[Alias]:
        """The names of actors with Arabic names whose first word is `word` in another spelling, with `word` in it.

        "Jaish" is "Jaysh", "Nusrah" is "Nusra"; all other words have to be the same, so that enemies stay apart.
        """
        if len(word) < _LONG or not word.isascii() or len(skeleton(word)) < _BONES:
            return
        if self._heard is None:
            self._heard = self._by_sound()
        for first in self._heard.get(sound(word), ()):
            for alias in self.starting(first) if first[0] == word[0] else ():
                if alias.form is Form.NAME and alias.text.isascii():
                    yield Alias((word, *alias.words[1:]), alias.entry, alias.form, alias.text)

    def _by_sound(self) -> dict[str, list[str]]:
        """The first words of names of actors who bear a name in Arabic letters too, by how they sound."""
        arabs = {e.actor.id for rows in self._names.values() for name, e, _ in rows if _ARABIC.search(name)}
        heard: dict[str, list[str]] = {}
        for first, rows in self._names.items():
            if len(first) >= _LONG and first.isascii() and any(entry.actor.id in arabs for _, entry, _ in rows):
                heard.setdefault(sound(first), []).append(first)
        return heard

    def named(self, name: str) -> tuple[Alias, ...]:
        """The aliases that are exactly this name, whatever its case and spelling of articles."""
        words = key(name)
        return tuple(alias for alias in self.starting(words[0]) if alias.words == words) if words else ()

    def of(self, country: str, kind: str, day: datetime.date | None = None) -> Entry | None:
        """The first entry of a kind in a country (ISO 3166-1 alpha-2) that lives on `day`."""
        return next((entry for entry in self._organs.get((country, kind), ()) if entry.lives(day)), None)

    def former(self, country: str, kind: str, day: datetime.date | None) -> Entry | None:
        """The entry of a kind in a country before the one that lives on `day`; None where none is known."""
        now = self.of(country, kind, day or datetime.date.max)
        if now is None or now.since is None:
            return None
        return self.of(country, kind, datetime.date.fromisoformat(now.since) - datetime.timedelta(days=1))

    def opposed(self, one: str, other: str) -> bool:
        """Whether two actors are listed as opponents, themselves or through the bodies they belong to."""
        ones, others = self._line(one), self._line(other)
        return any(b.actor.id in a.opponents or a.actor.id in b.opponents for a in ones for b in others)

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
    entries: dict[str, Entry] = {}
    names: list[tuple[str, Entry, Form | None]] = []
    for file in FILES:
        for row in data.rows(file):
            entry = _entry(row, file)
            if entry.actor.id in entries:
                raise DataError(f"{file}: actor {entry.actor.id} stands twice")
            entries[entry.actor.id] = entry
            names.extend((name, entry, None) for name in (entry.actor.name, *_listed(row["aliases"])))
    for entry, row in _states({(entry.country, entry.actor.kind) for entry in entries.values()}):
        entries[entry.actor.id] = entry
        names.append((entry.actor.name, entry, Form.NAME))
        names.extend((name, entry, None) for name in _listed(row.get("aliases")))
        names.extend((name, entry, Form.DEMONYM) for name in _listed(row.get("demonyms")))
        names.extend((name, entry, Form.SEAT) for name in _listed(row.get("capital")))
    for entry in entries.values():
        missing = ({entry.parent} if entry.parent else set()) | entry.opponents
        if not missing <= entries.keys():
            raise DataError(f"actor {entry.actor.id} refers to unknown {sorted(missing - entries.keys())}")
    return Registry(entries.values(), names)


def _entry(row: Mapping[str, str], file: str) -> Entry:
    if row["kind"] not in KINDS or not row["name"]:
        raise DataError(f"{file}: actor {row['id']} needs a name and one of the kinds {', '.join(sorted(KINDS))}")
    opponents = frozenset(_listed(row["opponents"]))
    bounds = row["since"] or None, row["until"] or None
    return Entry(
        Actor(row["id"], row["name"], row["kind"]), row["country"] or None, row["parent"] or None, opponents, *bounds
    )


def _states(told: Set[tuple[str | None, str]]) -> Iterator[tuple[Entry, Mapping[str, str]]]:
    """Every country as an actor, with the government and the armed forces that no file describes."""
    for row in data.rows(COUNTRIES):
        code, name = row["code"], row["name"]
        state = Actor(f"state:{code}", name, "state")
        yield Entry(state, code), row
        people = row["demonyms"].split("|")[0] or name
        for kind, body in (("government", "government"), ("state_forces", "armed forces")):
            if (code, kind) not in told:
                yield Entry(Actor(f"{kind}:{code}", f"{people} {body}", kind), code, state.id), {}


def _first(name: str) -> str:
    """The first word of `key(name)`, found without splitting the whole name."""
    found = FIRST.match(name)
    return fold(found.group(1)) if found else key(name)[0]


def _form(name: str) -> Form:
    return Form.SHORT if _is_short(name) else Form.NAME


def _is_short(name: str) -> bool:
    """Whether a name is an abbreviation: of capitals, or of some around a small letter ("LeT")."""
    letters = name.replace(".", "").replace("-", "")
    few = len(letters) <= 6 and letters.isascii() and letters.isalnum()
    return few and (letters.isupper() or (letters[0].isupper() and letters[-1].isupper()))


def _listed(names: str | None) -> list[str]:
    return names.split("|") if names else []
