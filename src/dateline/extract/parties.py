"""What kind of thing a noun phrase names: a place, people, an armed party or else, by its head and mentions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline import data, ontology
from dateline.extract.phrases import Kind, Phrase, group
from dateline.extract.tokens import Tag, Token
from dateline.schema import Mention, MentionKind

PEOPLE = ("civilian", "detainee", "official", "media")
FORCE = ("armed", "craft", "state", "organisation")


@cache
def _heads(groups: tuple[str, ...]) -> frozenset[str]:
    table = data.table("party_words.toml")
    lists = (table[group][number] for group in groups for number in ("one", "many", "body"))
    return frozenset(" ".join(word.split()) for words in lists for word in words.split(",") if word.strip())


@cache
def place_heads() -> frozenset[str]:
    """Common nouns that name kinds of places: town, base, crossing, ..."""
    return frozenset(data.table("grammar.toml")["place_heads"].split())


def is_party_word(word: str, group: str | None = None) -> bool:
    """Whether a lower-case noun names a party by description ("troops"), in one group of the list or in any."""
    return word in _heads((group,) if group else PEOPLE + FORCE)


def kinds(phrase: Phrase, np: int, mentions: Sequence[Mention]) -> frozenset[str]:
    """What a noun phrase can name: place, people, force, person, thing, and the groups of `ontology.noun_kinds`.

    A name that nothing is known of may be a place, and is a `name` besides.
    """
    chunk = phrase.chunks[np]
    words = phrase.tokens[chunk.first : chunk.last]
    head = words[-1] if words[-1].tag is not Tag.POSS or len(words) == 1 else words[-2]
    if head.lower in group("partitives") and phrase.kind(np + 1) is Kind.PREP and phrase.kind(np + 2) is Kind.NP:
        return kinds(phrase, np + 2, mentions)
    if head.lower == "place" and len(words) == 1:
        return frozenset({"thing"})
    return kinds_of(head, mentions)


def kinds_of(head: Token, mentions: Sequence[Mention]) -> frozenset[str]:
    """What a noun phrase with this head can name."""
    if head.tag is Tag.NAME and any(m.kind is MentionKind.ACTOR and _holds(m, head) for m in mentions):
        person = any(_is_person(m) for m in mentions if _holds(m, head))
        place = {"place"} if any(m.kind is MentionKind.PLACE and _holds(m, head) for m in mentions) else set()
        return frozenset(place | ({"people", "person"} if person else {"force", "people"}))
    found = set(ontology.noun_kinds().get(ontology.singular(head.lower), ()))
    if head.tag is Tag.PRON:
        return _pronoun(head.lower)
    if "place" in found or ontology.singular(head.lower) in place_heads():
        return frozenset(found | {"place"} | ({"force"} if is_party_word(head.lower, "state") else set()))
    if is_party_word(head.lower):
        people = any(head.lower in _heads((group,)) for group in PEOPLE)
        person = head.lower in _heads(("official",))
        return frozenset(found | ({"people"} if people else {"force"}) | ({"person"} if person else set()))
    for mention in mentions:
        if mention.span.start <= head.start < mention.span.end:
            if mention.kind is MentionKind.PLACE:
                found.add("place")
            elif mention.kind is MentionKind.ACTOR:
                found.update(("force", "people") if not _is_person(mention) else ("people", "person"))
            elif mention.kind is MentionKind.QUANTITY:
                found.update(_counted(mention))
    if head.tag is Tag.NUM or head.lower in ("others", "more", "another"):
        found.add("people")
    if head.tag is Tag.NAME and not found:
        found.update(("place", "name"))
    return frozenset(found or {"thing"})


def _holds(mention: Mention, token: Token) -> bool:
    return mention.span.start <= token.start < mention.span.end


def _is_person(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.kind in ("person", "post")


def _pronoun(word: str) -> frozenset[str]:
    if word in ("it", "this", "that", "which"):
        return frozenset({"place", "thing"})
    if word in ("them", "they", "those", "others", "some", "themselves"):
        return frozenset({"people", "force", "place"})
    return frozenset({"people", "force", "person"})


def _counted(mention: Mention) -> tuple[str, ...]:
    unit = mention.quantity.unit.lower().split() if mention.quantity else []
    if not unit:
        return ("people",)
    if ontology.singular(unit[-1]) in place_heads():
        return ("place",)
    return ("people", "force") if is_party_word(unit[-1]) else ("thing",)
