"""Who is meant: the fullest name that a report gives a party, and what pronouns and definite nouns point back to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline import data
from dateline.ground.names import Alias, Form, Registry, key, split
from dateline.ground.phrases import Head, Phrase, head_of, words
from dateline.schema import Actor, Mention, Report, Span

REACH = 4
"""How many sentences back a pronoun or a definite noun may point."""


@dataclass(frozen=True, slots=True)
class Known:
    """A phrase with what is known of it so far; `name` is the fullest name once it is found."""

    phrase: Phrase
    actor: Actor | None
    alias: Alias | None
    confidence: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Form_:
    """One way in which the report names a party."""

    text: str
    words: frozenset[str]
    start: int
    proper: bool


def named(known: Sequence[Known], registry: Registry, short: dict[str, str]) -> list[Known]:
    """Every phrase with the fullest name that the report gives its party; definite nouns take over their antecedent's.

    Source of the rule: the annotation guide (`agent_name`): the fullest name anywhere in the report, else the words.
    """
    people = _people(known)
    forms = _forms(known)
    out: list[Known] = []
    for one in known:
        full = _full_name(one, people, forms, known, short)
        done = replace(one, name=full)
        if one.actor is None and _points_back(one.phrase):
            before = _group_before(one, out)
            if before is not None:
                done = replace(one, name=before.name, actor=before.actor, confidence=min(0.6, before.confidence))
        out.append(done)
    return out


def _people(known: Sequence[Known]) -> list[tuple[tuple[str, ...], str, int]]:
    """Key, words and number of words of every person's name, longest first."""
    rows = []
    for one in known:
        if one.phrase.group == "person" and one.phrase.name is not None:
            rows.append((key(one.phrase.name.text), one.phrase.span.text, len(split(one.phrase.span.text))))
    rows.sort(key=lambda row: (-len(row[0]), -row[2]))
    return rows


def _forms(known: Sequence[Known]) -> dict[str, list[Form_]]:
    forms: dict[str, list[Form_]] = {}
    for one in known:
        if one.actor is None or one.phrase.group == "person":
            continue
        phrase = one.phrase
        if phrase.name is not None and one.alias is not None and one.alias.entry.actor == one.actor:
            proper = one.alias.form is Form.NAME
            text = phrase.name.text
            if proper and phrase.head in {"group", "militia", "movement"} and phrase.span.end - phrase.name.end < 12:
                text = phrase.span.text
            forms.setdefault(one.actor.id, []).append(Form_(text, frozenset(key(text)), phrase.span.start, proper))
        else:
            text = phrase.span.text
            forms.setdefault(one.actor.id, []).append(Form_(text, phrase.words, phrase.span.start, False))
    return forms


def _full_name(
    one: Known, people: Sequence[tuple[tuple[str, ...], str, int]], forms: dict[str, list[Form_]],
    known: Sequence[Known], short: dict[str, str],
) -> str:  # fmt: skip
    phrase = one.phrase
    text = phrase.span.text
    if phrase.group == "person" and phrase.name is not None:
        mine = key(phrase.name.text)
        same = [row for row in people if row[0][-1:] == mine[-1:] or row[0][: len(mine)] == mine]
        return same[0][1] if same else text
    if text in short:
        return short[text]
    if one.actor is None:
        return _superset(phrase, known)
    if one.actor.kind == "state":
        return one.actor.name
    own = forms.get(one.actor.id, [])
    wanted = frozenset(key(phrase.name.text)) if phrase.name is not None and one.alias is not None else phrase.words
    proper = [form for form in own if form.proper]
    if phrase.name is not None and proper and one.alias is not None:
        return _longest([f for f in proper if f.words >= wanted] or proper)
    wider = [form for form in own if form.words > wanted]
    if wider:
        return _nearest(wider, phrase.span.start)
    if len(wanted) == 1 and proper:
        return _longest(proper)
    if phrase.name is not None and one.alias is not None:
        return one.actor.name if one.alias.form is Form.SHORT and len(phrase.name.text) < 3 else phrase.name.text
    return text


def _superset(phrase: Phrase, known: Sequence[Known]) -> str:
    """The nearest fuller phrase with the same head, where the phrase is one that refers to a known body."""
    if not (phrase.definite or phrase.head in words("whole")) or not phrase.head:
        return phrase.span.text
    wider = [
        Form_(other.phrase.span.text, other.phrase.words, other.phrase.span.start, False)
        for other in known
        if other.phrase.head == phrase.head and other.phrase.words > phrase.words
    ]
    return _nearest(wider, phrase.span.start) if wider else phrase.span.text


def _longest(forms: Sequence[Form_]) -> str:
    return max(forms, key=lambda form: (len(form.words), -form.start)).text


def _nearest(forms: Sequence[Form_], start: int) -> str:
    return min(forms, key=lambda form: (form.start > start, abs(form.start - start))).text


def _points_back(phrase: Phrase) -> bool:
    if len(phrase.words) > 2 or phrase.name is not None:
        return False
    return phrase.definite and (phrase.head in anaphors() or phrase.head in words("labels"))


def _group_before(one: Known, before: Sequence[Known]) -> Known | None:
    kinds = anaphors().get(one.phrase.head, frozenset({"rebel_group", "militia"}))
    for other in reversed(before):
        if one.phrase.span.start - other.phrase.span.end > 1200:
            return None
        if other.actor is not None and other.actor.kind in kinds:
            return other
    return None


def anaphors() -> dict[str, frozenset[str]]:
    """For each definite noun that points back, the kinds of actor it may point to."""
    table = data.table("party_words.toml")["anaphors"]
    return {noun: frozenset(kinds.split(", ")) for noun, kinds in table.items()}


# -- pronouns


@lru_cache(maxsize=4096)
def describe(text: str) -> tuple[str, Head | None]:
    """The head noun that ends a phrase (before "of" and its like), with its group; empty where it has none."""
    row = [word.fold for word in split(text)]
    for stop in ("of", "from", "belonging", "loyal", "affiliated", "linked", "aligned", "allied"):
        if stop in row[1:]:
            row = row[: row.index(stop, 1)]
    for length in (3, 2, 1):
        tail = " ".join(row[-length:])
        head = head_of(tail)
        if head is not None:
            return tail, head
    return "", None


def sort_of(mention: Mention) -> str:
    """What a pronoun for this mention would be: `person`, `many`, `body`."""
    if mention.actor is not None and mention.actor.kind in {"person", "post"}:
        return "person"
    head = describe(mention.span.text)[1]
    if head is None:
        return "body" if mention.actor is not None else "person"
    if head.number == "many":
        return "many"
    return "person" if head.number == "one" else "body"


def pronoun(word: str) -> str:
    """Which pronoun a folded word is: `person`, `group`, `thing`, `speaker`, or empty for none."""
    return next((sort for sort in ("person", "group", "thing", "speaker") if word in words("pronouns", sort)), "")


WANTED = {"person": ("person",), "group": ("many", "body"), "thing": ("body",)}


def antecedent(at: Span, sort: str, report: Report, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that a pronoun at `at` most likely stands for: subjects first, nearest sentence first."""
    for tier in (WANTED[sort],):
        for sentence in _back(report, at):
            inside = [
                m for m in mentions if sentence.start <= m.span.start < sentence.end and m.span.end <= at.start
            ]
            fitting = [m for m in inside if sort_of(m) in tier and m.name]
            if fitting:
                return fitting[0]
    return None


def _back(report: Report, at: Span) -> Iterator[Span]:
    before = [sentence for sentence in report.sentences if sentence.start <= at.start]
    yield from reversed(before[-REACH:])


def first(mentions: Iterable[Mention]) -> Mention | None:
    """The first of some mentions, None where there is none."""
    return next(iter(mentions), None)
