"""Copies of a document with other names, sides and wording, so that the reader does not learn who usually does what."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from training.reader.corpus import Document, Item, Range

from dateline import data, ontology
from dateline.extract.windows import WORD, plain
from dateline.ground.names import registry

ALIKE = (
    frozenset({"state_forces", "rebel_group", "militia"}),
    frozenset({"government", "state"}),
    frozenset({"international_body", "ngo", "monitor", "media"}),
    frozenset({"person", "post"}),
    frozenset({"tribe_or_community"}),
)
AS_READ = 0.6
"""The share of copies that show parties and loaded words as reading shows them."""
SWAP_DOCUMENT, SWAP_NAME = 0.5, 0.7
REWORD = 0.3
DROP_COMMAS = 0.15


@cache
def _actors(kind: str) -> tuple[str, ...]:
    alike = next((group for group in ALIKE if kind in group), frozenset({kind}))
    return tuple(sorted({entry.actor.name for entry in registry() if entry.actor.kind in alike}))


@cache
def _places() -> tuple[str, ...]:
    with sqlite3.connect(data.path("gazetteer.sqlite")) as gazetteer:
        rows = gazetteer.execute(
            "SELECT DISTINCT name FROM place WHERE kind IN ('city', 'town', 'village', 'province')"
        )
        return tuple(sorted(name for (name,) in rows if len(name.split()) < 4))


@cache
def _wording() -> Mapping[str, tuple[str, ...]]:
    """Loaded and neutral words of one form by each other."""
    out: dict[str, set[str]] = {}
    for loaded, entry in ontology.stance().items():
        if " " not in loaded and " " not in entry.neutral:
            out.setdefault(loaded, set()).add(entry.neutral)
            out.setdefault(entry.neutral, set()).add(loaded)
    return {word: tuple(sorted(others)) for word, others in out.items()}


def varied(document: Document, chance: random.Random) -> Document:
    """The document with, by chance, other names, other wording and no commas; its labels move along."""
    as_read = chance.random() < AS_READ
    edits: dict[Range, Sequence[str]] = {words: (shown,) for words, shown in document.parties} if as_read else {}
    if document.names and chance.random() < SWAP_DOCUMENT:
        renamed = _renamed(document, chance)
        edits.update((words, new) for words, new in renamed.items() if not _touches(words, edits))
    if as_read:
        document = replace(document, forms=tuple(plain(document.forms)))
    else:
        edits.update(_reworded(document, chance, edits))
    if chance.random() < DROP_COMMAS:
        commas = ((at, at + 1) for at, form in enumerate(document.forms) if form == ",")
        edits.update((words, ()) for words in commas if not _touches(words, edits))
    return _edited(document, edits) if edits else document


def _touches(words: Range, edits: Iterable[Range]) -> bool:
    return any(words[0] < other[1] and other[0] < words[1] for other in edits)


def _renamed(document: Document, chance: random.Random) -> dict[Range, Sequence[str]]:
    chosen: dict[tuple[str, ...], Sequence[str] | None] = {}
    edits: dict[Range, Sequence[str]] = {}
    for named in document.names:
        forms = document.forms[slice(*named.words)]
        if forms not in chosen:
            names = _places() if named.kind == "place" else _actors(named.kind)
            other = WORD.findall(chance.choice(names)) if names and chance.random() < SWAP_NAME else None
            chosen[forms] = [form.upper() for form in other] if other and all(map(str.isupper, forms)) else other
        new = chosen[forms]
        if new is not None:
            edits[named.words] = new
    return edits


def _reworded(
    document: Document, chance: random.Random, edits: Mapping[Range, Sequence[str]]
) -> dict[Range, list[str]]:
    out: dict[Range, list[str]] = {}
    for item in document.items:
        for first, last in (item.trigger, *item.roles.get("agent", ()), *item.roles.get("target", ())):
            for at in range(first, last):
                others = _wording().get(document.forms[at].lower())
                if others and chance.random() < REWORD and not _touches((at, at + 1), edits):
                    new = chance.choice(others)
                    out[at, at + 1] = [new.capitalize() if document.forms[at][0].isupper() else new]
    return out


def _edited(document: Document, edits: Mapping[Range, Sequence[str]]) -> Document:
    """The document with ranges of words replaced; a label on replaced words covers the new ones."""
    forms: list[str] = []
    sentence: list[int] = []
    begin: list[int] = []
    finish: list[int] = []
    inside = {at: words for words in edits for at in range(*words)}
    at = 0
    while at < len(document.forms):
        words = inside.get(at, (at, at + 1))
        new = edits[words] if at in inside else document.forms[at : at + 1]
        for old in range(*words):
            # a label that begins or ends inside the replaced words takes them all
            begin.append(len(forms) if old == words[0] or at in inside else len(forms) + old - words[0])
            finish.append(len(forms) + len(new))
        forms += new
        sentence += [document.sentence[at]] * len(new)
        at = words[1]

    def moved(ranges: Iterable[Range]) -> tuple[Range, ...]:
        new = ((begin[first], finish[last - 1]) for first, last in ranges)
        return tuple((first, last) for first, last in new if first < last)

    items = []
    for item in document.items:
        trigger = moved([item.trigger])
        if trigger:
            roles = {role: moved(ranges) for role, ranges in item.roles.items()}
            items.append(Item(item.kind, trigger[0], roles, item.factuality, item.unsure))
    hints = tuple(
        replace(hint, words=words[0], roles={role: moved(ranges) for role, ranges in hint.roles.items()})
        for hint in document.hints
        if (words := moved([hint.words]))
    )
    return replace(
        document,
        forms=tuple(forms),
        sentence=tuple(sentence),
        items=tuple(items),
        hints=hints,
        named={kind: moved(ranges) for kind, ranges in document.named.items()},
        mentions={kind: moved(ranges) for kind, ranges in document.mentions.items()},
        names=(),
        parties=(),
    )
