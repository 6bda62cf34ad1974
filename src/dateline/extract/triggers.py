"""Triggers in context: which words of a sentence evoke an event of which type.

A word counts only where the words around it allow: "captured" with a place is a takeover, with people a detention, with
a title nothing at all. What each trigger asks for stands in `data/event_types.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline import ontology
from dateline.extract.parties import kinds, kinds_of
from dateline.extract.phrases import Kind, Phrase, group
from dateline.extract.tokens import NOMINAL, Tag, Token, headline_case
from dateline.ontology import Trigger
from dateline.schema import Mention, MentionKind

MAX_GAP = 2
GAP_TAGS = frozenset({Tag.DET, Tag.ADJ, Tag.ADV})


@dataclass(frozen=True, slots=True)
class Evoked:
    """A trigger found: tokens `first:last` of a phrase, in chunk `chunk`, read as `trigger`."""

    trigger: Trigger
    first: int
    last: int
    chunk: int

    def length(self) -> int:
        """Tokens covered."""
        return self.last - self.first


def evoked(phrase: Phrase, mentions: Sequence[Mention]) -> tuple[Evoked, ...]:
    """The triggers of a sentence in order; of readings that overlap, the longest and then the weightiest."""
    found = list(readings(phrase, mentions))
    found.sort(key=lambda item: (-item.length(), -item.trigger.weight, item.first))
    chosen: list[Evoked] = []
    for item in found:
        if all(item.last <= other.first or other.last <= item.first for other in chosen):
            chosen.append(item)
    chosen.sort(key=lambda item: item.first)
    return tuple(item for item in chosen if not any(_covers(phrase, other, item) for other in chosen))


def readings(phrase: Phrase, mentions: Sequence[Mention]) -> Iterator[Evoked]:
    """Every reading of the words of a sentence as a trigger whose demands are met, idioms left out."""
    idle = _idioms(phrase)
    for at in range(len(phrase.tokens)):
        for reading in _readings(phrase, at, mentions):
            if not any(first <= reading.first and reading.last <= last for first, last in idle):
                yield reading


def _covers(phrase: Phrase, other: Evoked, item: Evoked) -> bool:
    """Whether `other` tells the same event as `item` and better.

    A verb that only carries a noun gives way to it ("unleashed a barrage"); of two nouns in one phrase the first stays
    ("a barrage of rockets"); the "control" of "restored to the control of" is part of the takeover.
    """
    if other is item:
        return False
    verbal = phrase.tokens[item.first].tag is Tag.VERB
    if verbal:
        lemma = phrase.tokens[item.first].lemma
        behind = [np for prep, np in phrase.complements(item.chunk) if prep in ("to", "on")] if lemma == "agree" else []
        near = other.chunk in (*phrase.object(item.chunk)[:1], *behind)
        return other.trigger.type == item.trigger.type and lemma in group("light_verbs") and near
    if phrase.tokens[other.first].tag is Tag.VERB:
        if {other.trigger.type, item.trigger.type} == {"release", "detention"} and item.chunk in phrase.object(
            other.chunk
        ):
            return True
        gap = range(other.chunk + 1, item.chunk)
        control = (
            other.trigger.type == "takeover"
            and item.trigger.type == "hold"
            and phrase.tokens[item.first].lower in group("holding")
        )
        return control and other.first < item.first and not any(phrase.finite(at) for at in gap)
    same = other.trigger.type == item.trigger.type and other.first < item.first
    return same and (other.chunk == item.chunk or item.chunk in range(other.chunk, phrase.phrase_end(other.chunk) + 1))


@cache
def _idle() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Idioms that evoke nothing ("take place") by their first word."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for words in ontology.idioms():
        out.setdefault(words[0], []).append(words)
    return {word: tuple(idioms) for word, idioms in out.items()}


def _idioms(phrase: Phrase) -> tuple[tuple[int, int], ...]:
    """The token ranges of idioms in a sentence."""
    found = []
    for at, token in enumerate(phrase.tokens):
        for words in (idiom for stem in dict.fromkeys(stems(token)) for idiom in _idle().get(stem, ())):
            last = at + len(words)
            following = phrase.tokens[at + 1 : last]
            if last <= len(phrase.tokens) and all(
                word in stems(other) for word, other in zip(words[1:], following, strict=True)
            ):
                found.append((at, last))
    return tuple(found)


def off_topic(phrases: Sequence[Phrase]) -> bool:
    """Whether a report speaks of sport, business or culture, so that "attack" is a figure of speech.

    The weights, twice the conflict words and one more, were set on annotated reports of news of all kinds.
    """
    count = dict.fromkeys(("conflict", "sport", "business", "culture"), 0)
    for phrase in phrases:
        for token in phrase.tokens:
            for topic in count:
                count[topic] += token.lower in ontology.words("topic", topic)
    return count["sport"] + count["business"] + count["culture"] > 2 * count["conflict"] + 1


@cache
def _index() -> Mapping[str, tuple[Trigger, ...]]:
    out: dict[str, list[Trigger]] = {}
    for trigger in ontology.triggers():
        out.setdefault(trigger.words[0], []).append(trigger)
    return {word: tuple(triggers) for word, triggers in out.items()}


def stems(token: Token) -> tuple[str, ...]:
    """The forms under which a token is looked up: as written, its lemma, its singular, the last part of a compound."""
    forms = [token.lower]
    if token.lemma:
        forms.append(token.lemma)
    elif token.tag in (Tag.NOUN, Tag.NAME, Tag.ADJ):
        forms.append(ontology.singular(token.lower))
    if " " in token.lower:
        forms.append(token.lower.split()[0])
    if "-" in token.lower:
        forms.append("-" + token.lower.rsplit("-", 1)[1])
    return tuple(forms)


def _readings(phrase: Phrase, at: int, mentions: Sequence[Mention]) -> Iterator[Evoked]:
    token = phrase.tokens[at]
    if token.tag in (Tag.PAUSE, Tag.STOP, Tag.QUOTE, Tag.DET, Tag.TIME):
        return
    chunk = phrase.chunk_at(token.start)
    if chunk is None or (token.tag is Tag.NAME and "-" not in token.text and _in_name(phrase, token, mentions)):
        return
    for stem in dict.fromkeys(stems(token)):
        for trigger in _index().get(stem, ()):
            last = _extent(phrase, at, trigger)
            if last is not None and _fits(phrase, Evoked(trigger, at, last, chunk), mentions):
                yield Evoked(trigger, at, last, chunk)


def _in_name(phrase: Phrase, token: Token, mentions: Sequence[Mention]) -> bool:
    """Whether a capitalised word is part of a name ("Command of Military Operations") rather than of a headline."""
    if not headline_case(phrase.tokens):
        return True
    return any(m.kind is MentionKind.ACTOR and m.span.start <= token.start < m.span.end for m in mentions)


def _extent(phrase: Phrase, at: int, trigger: Trigger) -> int | None:
    """The token behind the last word of the trigger when it stands at `at`, None where it does not."""
    verbal = phrase.tokens[at].tag is Tag.VERB
    if (trigger.pos == "verb" and not verbal) or (trigger.pos == "noun" and verbal):
        return None
    here, wide = at, False
    for word in trigger.words[1:]:
        if word == "*":
            wide = True
            continue
        ahead = _next_word(phrase, here, word, wide=wide)
        if ahead is None:
            return None
        here, wide = ahead, False
    return here + 1


def _next_word(phrase: Phrase, here: int, word: str, *, wide: bool) -> int | None:
    """Where `word` follows the token `here`: behind determiners and adverbs, where `wide` a whole noun phrase."""
    for ahead in range(here + 1, min(here + (8 if wide else MAX_GAP + 2), len(phrase.tokens))):
        if word in stems(phrase.tokens[ahead]):
            return ahead
        tag = phrase.tokens[ahead].tag
        if tag not in GAP_TAGS and not (wide and tag in NOMINAL | {Tag.PRON}):
            return None
    return None


def _fits(phrase: Phrase, item: Evoked, mentions: Sequence[Mention]) -> bool:
    """Whether what stands around the trigger is of the kinds it asks for."""
    trigger = item.trigger
    if not (trigger.object or trigger.subject or trigger.not_object or trigger.needs):
        return True
    subject, objects = arguments(phrase, item)
    object_kinds = _all_kinds(phrase, objects, mentions)
    if trigger.pos == "adj" or (trigger.pos in ("phrase", "noun") and not objects):
        object_kinds = _modified(phrase, item, mentions) or object_kinds
    if trigger.not_object & object_kinds and not (trigger.object | {"place"}) & object_kinds:
        return False
    if trigger.object and not object_kinds & trigger.object:
        return False
    if trigger.subject and not _all_kinds(phrase, subject, mentions) & trigger.subject:
        return False
    return not trigger.needs or _needs(phrase, item, mentions, bool(objects))


def _all_kinds(phrase: Phrase, nps: Sequence[int], mentions: Sequence[Mention]) -> frozenset[str]:
    return frozenset().union(*(kinds(phrase, np, mentions) for np in nps))


def _modified(phrase: Phrase, item: Evoked, mentions: Sequence[Mention]) -> frozenset[str]:
    """The kinds of the noun that an adjective or a noun in front stands with."""
    chunk = phrase.chunks[item.chunk]
    if item.last < chunk.last:
        return kinds(phrase, item.chunk, mentions)
    before = phrase.tokens[chunk.first : item.first]
    return frozenset().union(*(kinds_of(token, mentions) for token in before if token.tag in NOMINAL))


def _needs(phrase: Phrase, item: Evoked, mentions: Sequence[Mention], has_object: bool) -> bool:
    last = phrase.chunk_at(phrase.tokens[item.last - 1].start)
    behind = item.chunk if last is None else last
    following = phrase.chunks[behind + 1 :] if item.last >= phrase.chunks[behind].last else ()
    prepositions = {prep for prep, _ in phrase.complements(behind)}
    for need in item.trigger.needs:
        if need in prepositions or (need == "object" and has_object):
            return True
        if need == "inf" and any(chunk.infinitive for chunk in following[:4]):
            return True
        if need == "that" and any(chunk.finite for chunk in following):
            return True
        if need == "number" and any(mention.kind is MentionKind.QUANTITY for mention in mentions):
            return True
        if any(need in kinds(phrase, np, mentions) for np, chunk in enumerate(phrase.chunks) if chunk.kind is Kind.NP):
            return True
    return False


def arguments(phrase: Phrase, item: Evoked) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """(doer, undergoer) noun phrases of a trigger: passives turned round, for nouns by preposition."""
    chunk = phrase.chunks[item.chunk]
    if chunk.kind is Kind.VG and phrase.tokens[item.first].tag is Tag.VERB:
        behind = _behind(phrase, item)
        if chunk.passive:
            return tuple(np for prep, np in behind if prep == "by"), phrase.subject(item.chunk)
        last = phrase.chunk_at(phrase.tokens[item.last - 1].start)
        if last is not None and phrase.kind(last) is Kind.PREP and phrase.kind(last + 1) is Kind.NP:
            return phrase.subject(item.chunk), phrase.run_of(last + 1)
        if item.length() > 1:
            return phrase.subject(item.chunk), tuple(
                np for prep, np in behind if prep not in ("by", "after", "before", "on", "during")
            )
        objects = phrase.object(item.chunk)
        return phrase.subject(item.chunk), objects or tuple(
            np for prep, np in behind if prep in ("into", "from", "on", "at", "in", "to")
        )[:1]
    behind = _behind(phrase, item)
    owner = possessor(phrase, item)
    objects = tuple(
        np for prep, np in behind if prep in ("of", "on", "against", "at", "in", "over", "for", "near", "to")
    )
    return tuple(np for prep, np in behind if prep == "by") + owner, objects + (
        (item.chunk,) if item.first > chunk.first else ()
    )


def _behind(phrase: Phrase, item: Evoked) -> tuple[tuple[str, int], ...]:
    """(preposition, noun phrase) pairs behind the last word of a trigger."""
    last = phrase.chunk_at(phrase.tokens[item.last - 1].start)
    return tuple(phrase.complements(last if last is not None else item.chunk))


def possessor(phrase: Phrase, item: Evoked) -> tuple[int, ...]:
    """The chunk of the trigger itself where a possessive stands in it before the trigger ("the army's advance")."""
    chunk = phrase.chunks[item.chunk]
    inside = phrase.tokens[chunk.first : item.first]
    return (item.chunk,) if any(token.tag is Tag.POSS for token in inside) else ()
