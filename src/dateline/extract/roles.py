"""Who does an event, to whom, and where: the roles of a trigger by grammar, then by what stands near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.extract.parties import kinds
from dateline.extract.phrases import Kind, Phrase, group
from dateline.extract.tokens import Tag
from dateline.extract.triggers import Evoked
from dateline.schema import Mention, MentionKind, Report, Span

PLACE_PREPOSITIONS = frozenset(
    "in at near on into from around outside inside across over of toward towards through to against throughout within onto "
    "off along above between".split()
)
INTRANSITIVE_PATIENT = frozenset({"casualties"})
PLACE_FIRST = frozenset({"takeover", "hold", "withdrawal", "advance"})
PARTY_KINDS = frozenset({"people", "force"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The spans that fill an event's roles."""

    agent: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with everything needed to find the roles of its triggers."""

    report: Report
    phrase: Phrase
    mentions: tuple[Mention, ...]

    def kinds(self, np: int) -> frozenset[str]:
        """What a noun phrase can name."""
        return kinds(self.phrase, np, self.mentions)

    def party(self, np: int) -> Span:
        """The words of a noun phrase as a party, with its of-phrase."""
        end = self.phrase.phrase_end(np)
        head = self.phrase.tokens[self.phrase.chunks[np].head]
        return self.report.span(*self.phrase.range(np, np if head.tag is Tag.NAME else end))

    def inside(self, start: int, end: int, kind: MentionKind) -> tuple[Span, ...]:
        """The mentions of a kind that lie wholly between two offsets, in order."""
        return tuple(m.span for m in self.mentions if m.kind is kind and start <= m.span.start and m.span.end <= end)

    def places(self, np: int) -> tuple[Span, ...]:
        """The places that a noun phrase with its of-phrases names: names where there are any, else its words."""
        start, end = self.phrase.range(np, self.phrase.phrase_end(np))
        own = self.phrase.range(np, np)
        named = self.inside(start, end, MentionKind.PLACE)
        if named:
            return tuple(named)
        return (self.report.span(*own),) if "place" in self.kinds(np) else ()


def roles(scene: Scene, item: Evoked) -> Roles:
    """The roles of one trigger."""
    phrase = scene.phrase
    verbal = phrase.tokens[item.first].tag is Tag.VERB
    found = _verbal(scene, item) if verbal else _nominal(scene, item)
    place = found.place or _near_place(scene, item)
    target = tuple(span for span in found.target if not any(span.overlaps(other) for other in found.agent))
    return Roles(_unique(found.agent), _unique(target), _unique(place))


def _unique(spans: Iterable[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in spans:
        if not any(span.overlaps(other) for other in out):
            out.append(span)
    return tuple(out)


def _verbal(scene: Scene, item: Evoked) -> Roles:
    """Roles around a verb: subject, object, by-phrase, prepositions."""
    phrase, chunk = scene.phrase, scene.phrase.chunks[item.chunk]
    last = phrase.chunk_at(phrase.tokens[item.last - 1].start) or item.chunk
    behind = tuple(phrase.complements(last))
    subject = phrase.subject(item.chunk)
    if chunk.passive:
        doers = tuple(np for prep, np in behind if prep in ("by", "at the hands of"))
        undergoers = subject
    else:
        doers, undergoers = subject, phrase.object(item.chunk) if item.length() == 1 else ()
    trigger = item.trigger
    if trigger.subject == frozenset({"place"}) and not chunk.passive:
        doers, undergoers = tuple(np for prep, np in behind if prep in ("to", "by", "into the hands of")), subject
    elif trigger.type in INTRANSITIVE_PATIENT and not chunk.passive and not undergoers and chunk.lemma in group("undergone"):
        doers, undergoers = (), subject
    agent = _parties(scene, doers)
    target = _parties(scene, undergoers)
    place = tuple(span for np in undergoers for span in scene.places(np) if "place" in scene.kinds(np))
    if trigger.type in PLACE_FIRST and not place and chunk.passive:
        place = tuple(span for np in subject for span in scene.places(np))
    for prep, np in behind:
        if prep in PLACE_PREPOSITIONS and not place:
            place += scene.places(np) if "place" in scene.kinds(np) or prep in ("in", "at", "near") else ()
        if prep in ("from", "against", "on", "with", "at", "to") and not target and scene.kinds(np) & PARTY_KINDS:
            target += _parties(scene, (np,))
    return Roles(agent, target, place)


def _parties(scene: Scene, nps: Sequence[int]) -> tuple[Span, ...]:
    """The spans of those noun phrases that can be parties; for an event or a thing, the actor named inside it."""
    out: list[Span] = []
    for np in nps:
        if scene.kinds(np) & PARTY_KINDS:
            out.append(scene.party(np))
        else:
            start, end = scene.phrase.range(np, scene.phrase.phrase_end(np))
            out.extend(scene.inside(start, end, MentionKind.ACTOR))
    return tuple(out)


def _nominal(scene: Scene, item: Evoked) -> Roles:
    """Roles around a noun: what stands before it in its phrase, its prepositions, and the verb that carries it."""
    phrase, chunk = scene.phrase, scene.phrase.chunks[item.chunk]
    start = phrase.tokens[chunk.first].start
    trigger = phrase.tokens[item.first].start
    agent = list(scene.inside(start, trigger, MentionKind.ACTOR))
    place = [span for span in scene.inside(start, trigger, MentionKind.PLACE)]
    target: list[Span] = []
    last = phrase.chunk_at(phrase.tokens[item.last - 1].start) or item.chunk
    if phrase.chunks[last].last > item.last and item.trigger.type in PLACE_FIRST:
        tail = phrase.range(last, last)[1]
        place.extend(scene.inside(phrase.tokens[item.last - 1].end, tail, MentionKind.PLACE))
    for prep, np in phrase.complements(last):
        is_party = bool(scene.kinds(np) & PARTY_KINDS)
        if prep in ("by", "from", "between", "among") and is_party and not (prep == "from" and agent):
            agent.extend(_parties(scene, (np,)))
        elif prep == "of" and is_party:
            (target if item.trigger.type in group("of_target") else agent).extend(_parties(scene, (np,)))
        elif prep in ("on", "against", "with", "at", "to", "for") and is_party and not target:
            target.extend(_parties(scene, (np,)))
        elif prep in PLACE_PREPOSITIONS and not place:
            place.extend(scene.places(np))
    if not agent:
        agent.extend(_carrier(scene, item))
    return Roles(tuple(agent), tuple(target), tuple(place))


def _carrier(scene: Scene, item: Evoked) -> tuple[Span, ...]:
    """The doer of a nominal event by the verb that carries it: "rebels launched an offensive"."""
    phrase = scene.phrase
    verb = phrase.previous_verb(item.chunk, finite=False)
    head = phrase.phrase_head(item.chunk)
    if verb is not None and phrase.chunks[verb].lemma in group("light_verbs") and head - verb <= 3:
        chunk = phrase.chunks[verb]
        if not chunk.passive:
            return _parties(scene, phrase.subject(verb))
    after = phrase.next_verb(item.chunk)
    if after is not None and phrase.chunks[after].passive and phrase.chunks[after].lemma in group("light_verbs"):
        return _parties(scene, tuple(np for prep, np in phrase.complements(after) if prep == "by"))
    return ()


def _near_place(scene: Scene, item: Evoked) -> tuple[Span, ...]:
    """The place named nearest to the trigger in its sentence, behind it before before it; not one of another clause's object."""
    if item.trigger.type in group("placeless"):
        return ()
    here = scene.phrase.tokens[item.first].start
    spans = [m.span for m in scene.mentions if m.kind is MentionKind.PLACE]
    after = [span for span in spans if span.start > here]
    before = [span for span in spans if span.end <= here]
    if after:
        return (after[0],)
    return (before[-1],) if before else ()
