"""Who is meant: the fullest name that a report gives a party, and what pronouns and definite nouns point back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dateline import data
from dateline.ground.names import Alias, Form, fold, key, split
from dateline.ground.parts import Head, head_of, words
from dateline.ground.phrases import Phrase
from dateline.schema import Actor, Mention, Report, Span

FAR = 1500
"""How many characters back a definite noun may point."""
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
class Way:
    """One way in which the report names a party, and how often; `proper` where it is a full name and no description."""

    text: str
    words: frozenset[str]
    proper: bool
    count: int = 1


def named(known: Sequence[Known], short: Mapping[str, str]) -> list[Known]:
    """Every phrase with the fullest name that the report gives its party; definite nouns take over their antecedent's.

    Source of the rule: the annotation guide (`agent_name`): the fullest name anywhere in the report, else the words.
    """
    book = _Book(known, short)
    out: list[Known] = []
    for one in known:
        done = replace(one, name=" ".join(book.full_name(one).split()))
        if one.actor is None and one.phrase.group == "person":
            done = replace(done, actor=book.actor_of(one))
        if one.alias is None and (one.phrase.name is None or one.phrase.core is not None):
            before = book.superset(one.phrase)
            if before is None and one.actor is None:
                before = book.antecedent(one, out)
            if before is not None and one.actor in (None, before.actor):
                name = before.name or book.full_name(before)
                done = replace(one, name=name, actor=before.actor, confidence=min(0.6, before.confidence))
        out.append(done)
    return out


class _Book:
    """What a report calls each of its parties."""

    def __init__(self, known: Sequence[Known], short: Mapping[str, str]) -> None:
        self.led = [one.phrase for one in known if "led" in one.phrase.words]
        self.short = short
        self.people = _people(known)
        self.wider: dict[tuple[str, frozenset[str]], list[Known]] = {}
        self.by_head: dict[str, list[Known]] = {}
        self.by_word: dict[str, list[Known]] = {}
        for one in known:
            self.by_head.setdefault(one.phrase.head, []).append(one)
            for word in key(one.phrase.name.text) if one.phrase.name is not None else ():
                self.by_word.setdefault(word, []).append(one)
        self.ways = _ways(known)
        self.told = _told(known)

    def full_name(self, one: Known) -> str:
        """The fullest name of a phrase with a known actor or of a person; for others its own words."""
        phrase = one.phrase
        text = phrase.span.text
        person = self._person(phrase)
        if person is not None:
            return person.phrase.span.text
        if text in self.short:
            return self.short[text]
        if one.actor is None:
            return self._own(phrase)
        if one.actor.kind == "state":
            return self._led(phrase) or one.actor.name
        return self._by_actor(one, one.actor)

    def actor_of(self, one: Known) -> Actor | None:
        """The actor of a person whom the report names more fully elsewhere."""
        person = self._person(one.phrase)
        return person.actor if person is not None else None

    def _person(self, phrase: Phrase) -> Known | None:
        """The fullest mention of a person by family name, or by the words that the name begins with."""
        if phrase.group != "person" or phrase.name is None:
            return None
        mine = key(phrase.name.text)
        return next((p for full, p in self.people if full[-1:] == mine[-1:] or full[: len(mine)] == mine), None)

    def _by_actor(self, one: Known, actor: Actor) -> str:
        phrase, alias = one.phrase, one.alias
        own = self.ways.get(actor.id, [])
        proper = [way for way in own if way.proper]
        if phrase.name is not None and alias is not None:
            wanted = frozenset(key(phrase.name.text))
            fuller = [way for way in proper if way.words >= wanted]
            if fuller or (
                proper and (alias.form is Form.SHORT or phrase.group == "craft" or _is_craft(phrase.name.text))
            ):
                return _fullest(fuller or proper)
            bare = alias.form is Form.SHORT and len(phrase.name.text) < 3
            return actor.name if bare else phrase.name.text
        wider = [
            way
            for way in own
            if way.words > phrase.words and not (way.words - phrase.words) & words("premodifiers", "prefixes")
        ]
        wider = wider or [way for way in proper if phrase.head in way.words and phrase.head in words("whole")]
        if wider:
            return _fullest(wider)
        return _fullest(proper) if proper and len(phrase.words) == 1 else phrase.span.text

    def _led(self, phrase: Phrase) -> str | None:
        """The coalition that "US-led" stands for, where the report names it."""
        if phrase.name is None or phrase.span == phrase.name:
            return None
        return next((p.span.text for p in self.led if p.words > phrase.words), None)

    def _own(self, phrase: Phrase) -> str:
        text = phrase.span.text
        return text if phrase.single or phrase.definite or phrase.number != "one" else plural(text)

    def superset(self, phrase: Phrase) -> Known | None:
        """The fuller phrase with the same head, where a phrase refers to a body that the report knows by more words."""
        head, mine = phrase.head, phrase.words
        owner = phrase.context & words("whole")
        part = phrase.group == "craft" or head in words("parts") or (head in {"forces", "troops"} and "army" in owner)
        if len(owner) == 1 and head not in owner and part:
            head, mine = next(iter(owner)), owner
        elif not head or phrase.single or not (phrase.definite or head in words("whole") or len(mine) > 1):
            return None
        found = self._wider(head, mine)
        if len(mine) > 1 and not phrase.definite and len({o.phrase.words for o in found}) > 1:
            return None
        at = bisect_left(found, phrase.span.start, key=lambda o: o.phrase.span.start)
        if at:
            return found[at - 1]
        return found[0] if found and head in words("whole") else None

    def _wider(self, head: str, mine: frozenset[str]) -> list[Known]:
        """The phrases with a head, or the names with that word, that say more than `mine`; in order."""
        if (head, mine) not in self.wider:
            found = [o for o in self.by_head.get(head, ()) if o.phrase.words > mine and _same_side(o, mine)]
            if not found and len(mine) == 1 and head in words("whole"):
                found = [o for o in self.by_word.get(head, ()) if o.phrase.words > mine]
            self.wider[head, mine] = found
        return self.wider[head, mine]

    def antecedent(self, one: Known, before: Sequence[Known]) -> Known | None:
        """The party that a definite noun or a label points back to: by what the report tied to a name, else by kind."""
        phrase = one.phrase
        if len(phrase.words) > 2 or phrase.single:
            return None
        tied = self._tied(phrase)
        kinds = anaphors().get(phrase.head)
        if kinds is not None and phrase.core is not None:
            kinds &= {"rebel_group", "militia", "state_forces"}
        if tied is None and (kinds is None or not phrase.definite):
            return None
        for other in reversed(before):
            if phrase.span.start - other.phrase.span.end > FAR:
                return None
            if other.actor is None:
                continue
            if (tied is None and kinds is not None and other.actor.kind in kinds) or other.actor.id == tied:
                return other
        return None

    def _tied(self, phrase: Phrase) -> str | None:
        """The one actor that the report describes with the words of this phrase ("Kurdish YPG militia")."""
        label = phrase.head in words("labels") or (phrase.number == "one" and phrase.head + "s" in words("labels"))
        if not label and phrase.head not in {"forces", "fighters", "militia"}:
            return None
        if label and len(phrase.words) == 1:
            if not (phrase.definite or phrase.number == "one"):
                return None
            actors = self.told.get(_stem(phrase.head), frozenset())
        else:
            rest = phrase.words - {phrase.head}
            actors = self.told.get(next(iter(rest)), frozenset()) if len(rest) == 1 else frozenset()
        return next(iter(actors)) if len(actors) == 1 else None


def _same_side(other: Known, mine: frozenset[str]) -> bool:
    """Whether a fuller phrase adds no "pro-" or "anti-", which make another party of it."""
    return not (other.phrase.words - mine) & words("premodifiers", "prefixes")


def plural(text: str) -> str:
    """A bare singular head before another noun ("rebel shelling") as the plural that it stands for; else the text."""
    head = head_of(fold(text))
    known = head is not None and head.number == "one" and head.group in {"armed", "civilian"}
    return text + "s" if known and head_of(fold(text) + "s") is not None else text


def _is_craft(name: str) -> bool:
    head = describe(name)[1]
    return head is not None and head.group == "craft"


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _people(known: Sequence[Known]) -> list[tuple[tuple[str, ...], Known]]:
    """The folded name of every person, fullest first."""
    rows = [(key(o.phrase.name.text), o) for o in known if o.phrase.group == "person" and o.phrase.name is not None]
    rows.sort(key=lambda row: (-len(row[0]), row[1].actor is None, -len(row[1].phrase.span.text.split())))
    return rows


def _ways(known: Sequence[Known]) -> dict[str, list[Way]]:
    """For each actor the different ways in which the report names it, in order."""
    ways: dict[str, dict[tuple[frozenset[str], bool], Way]] = {}
    for one in known:
        if one.actor is not None and one.phrase.group != "person":
            way = _way(one, one.actor)
            own = ways.setdefault(one.actor.id, {})
            same = own.get((way.words, way.proper))
            own[way.words, way.proper] = way if same is None else replace(same, count=same.count + 1)
    return {actor: list(own.values()) for actor, own in ways.items()}


def _way(one: Known, actor: Actor) -> Way:
    phrase = one.phrase
    text, proper = phrase.span.text, False
    if phrase.name is not None and one.alias is not None:
        text = phrase.name.text
        last = head_of(key(text)[-1])
        described = last is not None and last.number != "body" and actor.kind == "state_forces"
        proper = one.alias.form is Form.NAME and not described
        if proper and phrase.head in {"group", "militia", "movement"} and phrase.span.end - phrase.name.end < 12:
            text = phrase.span.text
    return Way(text, frozenset(key(text)), proper)


def _told(known: Sequence[Known]) -> dict[str, frozenset[str]]:
    """For each describing word, the actors whose names it stands beside."""
    told: dict[str, set[str]] = {}
    for one in known:
        if one.actor is not None and one.alias is not None and one.actor.kind not in {"state", "person"}:
            for word in one.phrase.context - words("premodifiers", "joined"):
                told.setdefault(_stem(word), set()).add(one.actor.id)
    return {word: frozenset(actors) for word, actors in told.items()}


def _fullest(ways: Sequence[Way]) -> str:
    return max(ways, key=lambda way: (len(way.words), way.count)).text


@cache
def anaphors() -> Mapping[str, frozenset[str]]:
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


def is_person_name(mention: Mention) -> bool:
    """Whether a mention is a person by name, not by a post or a description."""
    if mention.actor is not None:
        return mention.actor.kind == "person"
    head = describe(mention.span.text)[1]
    return head is None and any(word.capital for word in split(mention.span.text))


def pronoun(word: str) -> str:
    """Which pronoun a word is: `person`, `group`, `thing`, `speaker`, or empty for none; "US" and "U.S." are none."""
    if len(word) > 1 and word.isupper() and word.lower() == "us":
        return ""
    low = word.lower()
    return next((sort for sort in ("person", "group", "thing", "speaker") if low in words("pronouns", sort)), "")


WANTED = {"speaker": ("person", "body", "many"), "person": ("person",), "group": ("many", "body"), "thing": ("body",)}


def antecedent(at: Span, sort: str, report: Report, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that a pronoun at `at` most likely stands for: nearest sentence first, there the subject.

    An object ("them") is seldom its own clause's subject, so the mention last named is taken for it.
    """
    last = split(at.text)[0].fold in words("pronouns", "object")
    for sentence in _back(report, at):
        inside = (m for m in mentions if sentence.start <= m.span.start < sentence.end and m.span.end <= at.start)
        fitting = [m for m in inside if sort_of(m) in WANTED[sort] and m.name]
        if fitting:
            return fitting[-1 if last else 0]
    return None


def _back(report: Report, at: Span) -> Iterator[Span]:
    before = [sentence for sentence in report.sentences if sentence.start <= at.start]
    yield from reversed(before[-REACH:])
