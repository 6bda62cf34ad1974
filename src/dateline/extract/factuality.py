"""How real an event is by the words around its trigger: done, under way, to come, possible, or not so."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import ontology
from dateline.extract.phrases import Kind, Phrase, group
from dateline.extract.telling import Telling
from dateline.extract.tokens import Tag
from dateline.schema import Factuality

FUTURE_MODALS = frozenset({"will", "shall", "'ll", "won't", "would"})
POSSIBLE_MODALS = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
FORCE = {"deny": Factuality.NEGATED, "doubt": Factuality.POSSIBLE, "call": Factuality.FUTURE}


def factuality(
    phrase: Phrase, index: int, links: Sequence[Telling], *, saying: bool = False, lasting: bool = False
) -> Factuality:
    """The factuality of the event whose trigger stands in chunk `index`.

    Args:
        links: the attribution chain above the trigger; its innermost cue may deny, doubt or call for the event.
        saying: whether the event is itself an act of speech (an order, an appeal): that it is told in a call, or done
            for a purpose ("marched to demand"), makes it no less done.
        lasting: whether the event is a state of peace, which is no more once it "collapsed".
    """
    if lasting and phrase.kind(index) is Kind.NP and _ended(phrase, index):
        return Factuality.NEGATED
    own = _verbal(phrase, index) if phrase.kind(index) is Kind.VG else _nominal(phrase, index)
    if saying and own is Factuality.FUTURE and _purpose(phrase, index):
        own = None
    if saying:
        links = [link for link in links if link.force != "call"]
    if own is not None and own is not Factuality.ONGOING:
        return own
    for link in reversed(links):
        if link.force in FORCE and _governs(phrase, link, index):
            return FORCE[link.force]
    if _hedged(phrase, index):
        return Factuality.POSSIBLE
    return own or Factuality.ACTUAL


def _ended(phrase: Phrase, index: int) -> bool:
    """Whether what a noun names is said to have ended."""
    verb = phrase.next_verb(index)
    return verb is not None and index in phrase.subject(verb) and phrase.chunks[verb].lemma in group("ending")


def _purpose(phrase: Phrase, index: int) -> bool:
    """Whether an infinitive only says what an action done was for."""
    governor = phrase.previous_verb(index, finite=False)
    chunk = phrase.chunks[index]
    done = governor is not None and phrase.chunks[governor].finite and not phrase.chunks[governor].modal
    return chunk.infinitive and done and ontology.governors().get(phrase.chunks[governor or 0].lemma) is None


def _governs(phrase: Phrase, link: Telling, index: int) -> bool:
    """Whether a cue of denial or calling reaches the trigger: same clause, not background in a relative clause."""
    if link.cue is None or not phrase.span.start <= link.cue.start < phrase.span.end:
        return link.force != "call"
    cue = phrase.chunk_at(link.cue.start)
    if cue is None or link.force == "deny":
        return True
    low, high = sorted((cue, index))
    between = phrase.chunks[low + 1 : high]
    return not any(
        chunk.kind in (Kind.WH, Kind.SUBORD) and phrase.tokens[chunk.first].lower != "that" for chunk in between
    )


def _verbal(phrase: Phrase, index: int, depth: int = 0) -> Factuality | None:
    chunk = phrase.chunks[index]
    if chunk.negated or _negative_subject(phrase, index):
        return Factuality.NEGATED
    if _conditional(phrase, index):
        return Factuality.POSSIBLE
    if chunk.modal:
        if chunk.perfect and chunk.modal in POSSIBLE_MODALS:
            return Factuality.POSSIBLE
        if chunk.modal in FUTURE_MODALS:
            return Factuality.FUTURE
        if chunk.modal in POSSIBLE_MODALS:
            return Factuality.POSSIBLE if chunk.modal not in ("should", "must") else Factuality.FUTURE
    if chunk.infinitive or (chunk.form == "ing" and not chunk.progressive):
        governed = _governed(phrase, index)
        if governed is not None:
            return governed
    if chunk.progressive:
        return Factuality.ONGOING
    if depth == 0 and phrase.kind(index - 1) is Kind.AND and not chunk.finite:
        before = phrase.previous_verb(index, finite=False)
        return _verbal(phrase, before, 1) if before is not None else None
    return None


def _negative_subject(phrase: Phrase, index: int) -> bool:
    subject = phrase.subject(index)
    if not subject:
        return False
    nearest = subject[0] == index - 1 or (subject[0] == index - 2 and phrase.kind(index - 1) is Kind.NP)
    if not nearest and phrase.words(subject[0] + 1) != "of":
        return False
    return phrase.tokens[phrase.chunks[subject[0]].first].lower in ("no", "nobody", "none", "neither")


def _conditional(phrase: Phrase, index: int) -> bool:
    """Whether the trigger stands in an if-clause."""
    for at in range(index - 1, max(-1, index - 6), -1):
        if phrase.kind(at) in (Kind.PAUSE, Kind.STOP) or phrase.finite(at):
            return False
        if phrase.kind(at) in (Kind.SUBORD, Kind.WH):
            return phrase.words(at) in ("if", "unless", "lest") or _unknown(phrase, at)
    return False


def _unknown(phrase: Phrase, at: int) -> bool:
    """Whether what opens at chunk `at` is said not to be known: "it is unclear who", "it was not clear whether"."""
    if phrase.words(at) not in ontology.words("wh", "words"):
        return False
    before = phrase.tokens[max(0, phrase.chunks[at].first - 4) : phrase.chunks[at].first]
    words = {token.lower for token in before}
    negated = any(token.tag is Tag.NEG or token.lower.endswith("n't") for token in before)
    return bool(words & group("unknown")) or (negated and bool(words & group("known")))


def _governed(phrase: Phrase, index: int) -> Factuality | None:
    """What the verb, noun or adjective that governs an infinitive or gerund makes of it."""
    for at in range(index - 1, max(-1, index - 7), -1):
        chunk = phrase.chunks[at]
        if chunk.kind in (Kind.PAUSE, Kind.STOP, Kind.WH):
            return None
        if chunk.kind is Kind.VG:
            return _by_governor(chunk.lemma, phrase, at, infinitive=phrase.chunks[index].infinitive)
        if chunk.kind is Kind.NP and phrase.chunks[index].infinitive:
            effect = ontology.governors().get(phrase.tokens[chunk.head].lower)
            if effect is not None:
                return Factuality(effect)
    return Factuality.FUTURE if phrase.chunks[index].infinitive else None


def _by_governor(lemma: str, phrase: Phrase, at: int, *, infinitive: bool) -> Factuality | None:
    effect = ontology.governors().get(lemma)
    if effect == "actual" or effect is None:
        above = _verbal(phrase, at, 1)
        if above is not None:
            return above
        return Factuality.FUTURE if infinitive and effect is None and lemma not in ("be", "have") else None
    if phrase.chunks[at].negated and effect in ("future", "negated"):
        return Factuality.ACTUAL if effect == "negated" else Factuality.NEGATED
    return Factuality(effect)


def _nominal(phrase: Phrase, index: int) -> Factuality | None:
    """The factuality of an event named by a noun: its determiner and adjectives, and the verb that governs it."""
    chunk = phrase.chunks[index]
    for token in phrase.tokens[chunk.first : chunk.last]:
        if token.tag is Tag.DET and token.lower == "no":
            return Factuality.NEGATED
        effect = ontology.modifiers().get(token.lower)
        if effect is not None:
            return Factuality(effect)
    if phrase.kind(index - 1) is Kind.PREP and phrase.words(index - 1) in ("without", "instead of"):
        return Factuality.NEGATED
    verb = index - 1
    while phrase.kind(verb) is Kind.PREP and phrase.kind(verb - 1) is Kind.NP and phrase.words(verb) in ("of", "for"):
        effect = ontology.governors().get(phrase.tokens[phrase.chunks[verb - 1].head].lower)
        if effect is not None and effect != "actual":
            return Factuality(effect)
        verb -= 2
    while phrase.kind(verb) in (Kind.PREP, Kind.ADV):
        verb -= 1
    if phrase.kind(verb) is Kind.VG:
        lemma = phrase.chunks[verb].lemma
        effect = ontology.governors().get(lemma) if lemma not in group("light_verbs") else None
        own = _verbal(phrase, verb, 1)
        if own is not None:
            return own
        return Factuality(effect) if effect in ("negated", "future", "possible") else None
    return _as_subject(phrase, index)


def _as_subject(phrase: Phrase, index: int) -> Factuality | None:
    """The factuality of a nominal event that is the subject of a negated, modal or progressive verb."""
    verb = phrase.next_verb(index)
    if verb is None or index not in phrase.subject(verb):
        return None
    chunk = phrase.chunks[verb]
    effect = ontology.governors().get(chunk.lemma)
    if effect == "ongoing" or (chunk.progressive and chunk.lemma in ("continue", "rage", "take", "go")):
        return Factuality.ONGOING
    if chunk.modal in FUTURE_MODALS and not chunk.negated:
        return Factuality.FUTURE if chunk.lemma in ("be", "begin", "start", "take", "continue") else None
    return None


def _hedged(phrase: Phrase, index: int) -> bool:
    """Whether an adverb of doubt stands in the clause of the trigger."""
    for at in range(index, max(-1, index - 5), -1):
        if phrase.kind(at) in (Kind.STOP, Kind.PAUSE):
            return False
        chunk = phrase.chunks[at]
        if any(token.lower in ontology.doubt_adverbs() for token in phrase.tokens[chunk.first : chunk.last]):
            return True
    return False
