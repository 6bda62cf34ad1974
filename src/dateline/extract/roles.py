"""Who does an event, to whom, and where: the roles of a trigger by grammar, then by what stands near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline import ontology
from dateline.extract.parties import is_party_word, kinds, place_heads
from dateline.extract.phrases import Kind, Phrase, group
from dateline.extract.tokens import Tag
from dateline.extract.triggers import Evoked
from dateline.schema import Mention, MentionKind, Report, Span

DOING = frozenset({"by", "from", "between", "among"})
DOING_CLASH = DOING | {"with"}
DOING_TAKEOVER = DOING | {"to", "into the hands of"}
INTRANSITIVE_PATIENT = frozenset({"casualties"})
PLACE_FIRST = frozenset({"takeover", "hold", "withdrawal", "advance"})
WIDTH = {"country": 2, "province": 1, "region": 1, "governorate": 1}
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

    def places(self, np: int, *, direct: bool = False) -> tuple[Span, ...]:
        """The places that a noun phrase with its of-phrases names: known names where there are any, else its words.

        An unknown name is taken for a place only where it is the direct object of a verb that asks for one.
        """
        phrase = self.phrase
        head = phrase.tokens[phrase.chunks[np].head]
        if head.lower in group("partitives") and phrase.kind(np + 1) is Kind.PREP and phrase.kind(np + 2) is Kind.NP:
            return self.places(np + 2, direct=direct)
        start, end = phrase.range(np, phrase.phrase_end(np))
        named = self.inside(start, end, MentionKind.PLACE)
        if ontology.singular(head.lower) in place_heads() and phrase.phrase_end(np) > np:
            named = self.inside(phrase.range(np, np)[1], end, MentionKind.PLACE) or named
        if named and not self._names_itself(np):
            return named + self._rest_of_list(phrase.phrase_end(np))
        what = self.kinds(np)
        if "place" not in what or ("name" in what and not direct):
            return ()
        if head.tag is Tag.PRON:
            stands = (self.report.span(head.start, head.end),) if head.lower in group("place_pronouns") else ()
            return self._before(np) or stands
        if head.plural:
            spelt = [self.report.span(*phrase.range(at, at)) for at in phrase.members(np)]
            spelt = spelt or [self.report.span(*phrase.range(at, at)) for at in self._ranked(np)]
            members = tuple(s for s in spelt if self.inside(s.start, s.end, MentionKind.PLACE))
            if members:
                return members
        return (self.report.span(*phrase.range(np, np)),)

    def _rest_of_list(self, np: int) -> tuple[Span, ...]:
        """The places listed behind the last one of an of-phrase: "the towns of A and B"."""
        if self.phrase.kind(np - 1) is not Kind.PREP or self.phrase.words(np - 1) != "of":
            return ()
        return tuple(span for at in self.phrase.run_of(np)[1:] for span in self.named_at(at))

    def named_at(self, np: int) -> tuple[Span, ...]:
        """The known places in the words of a noun phrase itself."""
        return self.inside(*self.phrase.range(np, np), MentionKind.PLACE)

    def _names_itself(self, np: int) -> bool:
        """Whether a noun phrase is a place's name that nothing is known of: "Al Qousour district" of a known city."""
        chunk = self.phrase.chunks[np]
        words = self.phrase.tokens[chunk.first : chunk.last]
        known = self.inside(*self.phrase.range(np, np), MentionKind.PLACE)
        head = ontology.singular(words[-1].lower)
        return (
            not known and words[-1].tag is Tag.NOUN and head in place_heads() and any(t.tag is Tag.NAME for t in words)
        )

    def _ranked(self, np: int) -> tuple[int, ...]:
        """What is counted among a plural: "A, B and C [are] among the liberated towns"."""
        if self.phrase.kind(np - 1) is not Kind.PREP or self.phrase.words(np - 1) not in group("among"):
            return ()
        before = np - 2
        if self.phrase.kind(before) is Kind.VG:
            return self.phrase.subject(before)
        return self.phrase.run_back(before) if self.phrase.kind(before) is Kind.NP else ()

    def _before(self, np: int) -> tuple[Span, ...]:
        """The place that a pronoun at `np` stands for within its sentence."""
        for at in range(np - 1, -1, -1):
            chunk = self.phrase.chunks[at]
            head = self.phrase.tokens[chunk.head]
            idle = head.tag is Tag.PRON or head.lower in group("partitives")
            if chunk.kind is Kind.NP and not idle and "place" in self.kinds(at):
                return self.places(at)[:1]
        return ()


def roles(scene: Scene, item: Evoked) -> Roles:
    """The roles that the grammar of the sentence gives one trigger."""
    phrase = scene.phrase
    verbal = phrase.tokens[item.first].tag is Tag.VERB
    found = _verbal(scene, item) if verbal else _nominal(scene, item)
    target = tuple(span for span in found.target if not any(span.overlaps(other) for other in found.agent))
    return Roles(_unique(found.agent), _unique(target), _unique(found.place))


def settled(scene: Scene, item: Evoked, filled: Roles) -> Roles:
    """The roles with a place, where grammar gave none or only "a town": the narrowest that the sentence names."""
    if filled.place and not all(_indefinite(scene, span) for span in filled.place):
        return filled
    if item.trigger.type in group("placeless"):
        return filled
    near = _near_place(scene, item) or filled.place or _near_description(scene, item)
    return replace(filled, place=near)


def _indefinite(scene: Scene, span: Span) -> bool:
    """Whether a place is described without name or article: "a town", "buildings"."""
    named = any(m.kind is MentionKind.PLACE and m.span.overlaps(span) for m in scene.mentions)
    first = next(token for token in scene.phrase.tokens if token.end > span.start)
    return not named and (first.tag is not Tag.DET or first.lower in group("indefinite"))


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
    governed = phrase.run_of(last + 1) if phrase.kind(last) is Kind.PREP and phrase.kind(last + 1) is Kind.NP else ()
    subject = phrase.subject(item.chunk)
    if chunk.passive:
        doers = tuple(np for prep, np in behind if prep in ("by", "at the hands of"))
        undergoers = subject
    elif item.length() > 1 and not governed and phrase.kind(last + 1) is Kind.NP:
        doers, undergoers = subject, phrase.run_of(last + 1)
    else:
        doers, undergoers = subject, governed or (phrase.object(item.chunk) if item.length() == 1 else ())
    trigger = item.trigger
    if trigger.subject == frozenset({"place"}) and not chunk.passive:
        doers, undergoers = tuple(np for prep, np in behind if prep in ("to", "by", "into the hands of")), subject
    elif trigger.words[0] in group("losing") and trigger.type == "takeover" and not chunk.passive:
        places = tuple(np for np in undergoers if "place" in scene.kinds(np)) or undergoers
        gainers = tuple(np for prep, np in behind if prep in ("to", "into the hands of"))
        return _lost(scene, subject, places, gainers)
    elif (
        trigger.type in INTRANSITIVE_PATIENT
        and not chunk.passive
        and not undergoers
        and chunk.lemma in group("undergone")
    ):
        doers, undergoers = (), subject
    agent = _holder(scene, item) or _new_holder(scene, item, behind)
    agent = agent or _parties(scene, doers)
    target = _parties(scene, undergoers)
    direct = trigger.type in PLACE_FIRST
    place = _listed(scene, [np for np in undergoers if "place" in scene.kinds(np)], direct=direct)
    if trigger.type in PLACE_FIRST and not place and chunk.passive:
        place = tuple(span for np in subject for span in scene.places(np))
    seen = ""
    for prep, np in behind:
        if prep in group("place_prepositions") and (not place or prep == seen):
            here = scene.places(np) if "place" in scene.kinds(np) or prep in ("in", "at", "near") else ()
            place, seen = place + here, prep if here else seen
        if prep in ("from", "against", "on", "with", "at", "to") and not target and scene.kinds(np) & PARTY_KINDS:
            target += _parties(scene, (np,))
    return Roles(agent, target, place)


def _lost(scene: Scene, losers: Sequence[int], places: Sequence[int], gainers: Sequence[int]) -> Roles:
    """The roles of a verb whose subject gives a place up: "the army lost the town to the rebels"."""
    return Roles(_parties(scene, gainers), _parties(scene, losers), _listed(scene, places))


def _listed(scene: Scene, nps: Sequence[int], *, direct: bool = True) -> tuple[Span, ...]:
    """The places of a list of noun phrases; in "four cities: A, B and C" only those that are named."""
    found = [(np, scene.places(np, direct=direct)) for np in nps]
    named = [span for np, spans in found for span in spans if scene.inside(span.start, span.end, MentionKind.PLACE)]
    return tuple(named) if named and len(found) > 1 else tuple(span for _, spans in found for span in spans)


def _holder(scene: Scene, item: Evoked) -> tuple[Span, ...]:
    """The first part of a compound trigger: the "rebel" of "rebel-held"."""
    token = scene.phrase.tokens[item.first]
    if item.length() == 1 and item.trigger.type == "hold" and token.text.find("-") > 0:
        return (scene.report.span(token.start, token.start + token.text.rindex("-")),)
    return ()


def _new_holder(scene: Scene, item: Evoked, behind: Sequence[tuple[str, int]]) -> tuple[Span, ...]:
    """The party of "to the control of the forces", "into the hands of the rebels", where a place is gained."""
    phrase = scene.phrase
    for prep, np in behind if item.trigger.type == "takeover" else ():
        head = phrase.tokens[phrase.chunks[np].head].lower
        if prep in ("to", "into", "under") and head in group("holding"):
            owned = _modifiers(scene, phrase.chunks[np].first, phrase.chunks[np].head)
            return owned or (_parties(scene, (np + 2,)) if phrase.kind(np + 2) is Kind.NP else ())
    return ()


def _parties(scene: Scene, nps: Sequence[int]) -> tuple[Span, ...]:
    """The spans of those noun phrases that can be parties; for an event or a thing, the actor named inside it."""
    out: list[Span] = []
    for np in nps:
        head = scene.phrase.tokens[scene.phrase.chunks[np].head]
        if scene.kinds(np) & PARTY_KINDS or (head.lower == "it" and scene.phrase.kind(np + 1) is Kind.VG):
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
    agent = list(_modifiers(scene, chunk.first, max(item.first, item.last - 1)))
    place = [m.span for m in scene.mentions if _is_site(m, start, trigger)]
    if not agent and item.trigger.type in group("violence"):
        states = [
            m.span
            for m in scene.mentions
            if m.kind is MentionKind.PLACE and start <= m.span.start < m.span.end <= trigger
        ]
        agent.extend(span for span in states if span not in place)
    target: list[Span] = []
    last = phrase.chunk_at(phrase.tokens[item.last - 1].start) or item.chunk
    if item.trigger.type == "hold" or item.trigger.pos == "adj":
        place.extend(_apposed(scene, item))
    if phrase.chunks[last].last > item.last and item.trigger.type in PLACE_FIRST:
        tail = phrase.range(last, last)[1]
        place.extend(scene.inside(phrase.tokens[item.last - 1].end, tail, MentionKind.PLACE))
    seen = ""
    for prep, np in (*phrase.complements(last), *_said_of(phrase, last)):
        is_party = bool(scene.kinds(np) & PARTY_KINDS)
        doing = {"clash": DOING_CLASH, "takeover": DOING_TAKEOVER}.get(item.trigger.type, DOING)
        if is_party and prep in doing and not (agent and prep in ("from", "with")):
            agent.extend(_parties(scene, (np,)))
        elif prep == "of" and is_party:
            (target if item.trigger.type in group("of_target") else agent).extend(_parties(scene, (np,)))
        elif prep in ("on", "against", "with", "at", "to", "for") and is_party and not target:
            target.extend(_parties(scene, (np,)))
        elif prep in group("place_prepositions") and (not place or prep == seen):
            here = scene.places(np)
            place.extend(here)
            seen = prep if here else seen
    if item.trigger.pos == "adj":
        agent = list(_holder(scene, item) or agent)
        if item.trigger.type == "displacement" and not target:
            target.extend(_parties(scene, (item.chunk,)))
    elif not agent:
        agent.extend(
            _holder(scene, item) or _carrier(scene, item) or _coordinate(scene, item) or _said_to_be(scene, item)
        )
    return Roles(tuple(agent), tuple(target), tuple(place))


def _apposed(scene: Scene, item: Evoked) -> tuple[Span, ...]:
    """The place that a description stands beside or is said of: "Raqqa, a stronghold of", "Raqqa is a bastion"."""
    phrase, np = scene.phrase, phrase_head(scene, item.chunk)
    if item.trigger.pos == "adj":
        listed = (span for at in phrase.run_of(item.chunk)[1:] for span in scene.named_at(at))
        return (*scene.places(item.chunk, direct=True), *listed)
    before = np - 1
    if phrase.kind(before) is Kind.NP and "place" in scene.kinds(before):
        return scene.places(before)
    if phrase.kind(before) is Kind.PAUSE and phrase.kind(before - 1) is Kind.NP:
        return scene.places(phrase.phrase_head(before - 1)) or scene.places(before - 1)
    if phrase.kind(before) is Kind.VG and phrase.chunks[before].lemma in ("be", "remain", "become"):
        return tuple(span for at in phrase.subject(before) for span in scene.places(at))
    after = phrase.phrase_end(item.chunk) + 1
    if phrase.kind(after) is Kind.PAUSE and phrase.kind(after + 1) is Kind.NP:
        return scene.places(after + 1) if scene.kinds(after + 1) == frozenset({"place"}) else ()
    return ()


def phrase_head(scene: Scene, np: int) -> int:
    """The noun phrase itself; of "one of the strongholds" the first part."""
    phrase = scene.phrase
    joined = phrase.kind(np - 1) is Kind.PREP and phrase.words(np - 1) == "of" and phrase.kind(np - 2) is Kind.NP
    return np - 2 if joined else np


def _is_site(mention: Mention, start: int, end: int) -> bool:
    """Whether a mention between two offsets is a place where things happen; a country there is who does them."""
    inside = mention.kind is MentionKind.PLACE and start <= mention.span.start and mention.span.end <= end
    return inside and not (mention.place is not None and mention.place.kind == "country")


def _said_of(phrase: Phrase, last: int) -> tuple[tuple[str, int], ...]:
    """What the verb of a nominal event adds: "clashes broke out between", "blamed on", "were carried out by"."""
    verb = phrase.phrase_end(last) + 1
    if phrase.kind(verb) is not Kind.VG:
        verb = phrase.next_verb(last) or len(phrase.chunks)
        if last not in (phrase.subject(verb) if phrase.kind(verb) is Kind.VG else ()):
            return ()
    if phrase.chunks[verb].lemma in group("occurring"):
        return tuple(phrase.complements(verb))
    for at in (verb, verb + 1):
        if phrase.kind(at) is Kind.VG and phrase.chunks[at].passive:
            wanted = "on" if phrase.chunks[at].lemma == "blame" else "by"
            doers = tuple(("by", np) for prep, np in phrase.complements(at) if prep == wanted)
            if doers and phrase.chunks[at].lemma in group("light_verbs") | {"blame", "claim"}:
                return doers
    return ()


def _modifiers(scene: Scene, first: int, last: int) -> tuple[Span, ...]:
    """The parties before a nominal trigger in its phrase: names, nouns such as "rebel", whom "their" stands for."""
    phrase = scene.phrase
    start, end = phrase.tokens[first].start, phrase.tokens[last].start
    named = scene.inside(start, end, MentionKind.ACTOR)
    if named:
        return named
    for token in phrase.tokens[first:last]:
        if _is_doer(ontology.singular(token.lower)):
            return (scene.report.span(token.start, token.end),)
        if token.lower in ("their", "its", "his", "her", "our"):
            index = phrase.chunk_at(token.start)
            verb = phrase.previous_verb(index) if index is not None else None
            if verb is not None:
                return _parties(scene, phrase.subject(verb))
    return ()


def _said_to_be(scene: Scene, item: Evoked) -> tuple[Span, ...]:
    """The party of "the army is in control of"."""
    phrase = scene.phrase
    verb = item.chunk - 1 if phrase.kind(item.chunk) is Kind.PREP else item.chunk - 2
    stands = Kind.PREP in (phrase.kind(item.chunk), phrase.kind(item.chunk - 1)) and phrase.kind(verb) is Kind.VG
    if item.trigger.type == "hold" and stands and phrase.chunks[verb].lemma in ("be", "remain", "stay"):
        return _parties(scene, phrase.subject(verb))
    return ()


def _is_doer(noun: str) -> bool:
    """Whether a bare noun before an event names who does it ("rebel shelling"), not with what ("artillery fire")."""
    return any(is_party_word(noun, kind) for kind in ("armed", "state")) and noun not in group("not_doers")


def _coordinate(scene: Scene, item: Evoked) -> tuple[Span, ...]:
    """The party before the first of two joined events: "regime air strikes and artillery fire"."""
    before = item.chunk - 2
    if scene.phrase.kind(item.chunk - 1) is not Kind.AND or scene.phrase.kind(before) is not Kind.NP:
        return ()
    head = scene.phrase.chunks[before].head
    if scene.kinds(before) & PARTY_KINDS:
        return ()
    return _modifiers(scene, scene.phrase.chunks[before].first, head)


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
    """The narrowest and nearest place named in the sentence of the trigger; names that act as parties are left out."""
    here = scene.phrase.tokens[item.first].start
    parties = [m.span for m in scene.mentions if m.kind is MentionKind.ACTOR]

    def rank(mention: Mention) -> tuple[int, bool, int]:
        kind = mention.place.kind if mention.place else ""
        return (WIDTH.get(kind, 0), mention.span.start < here, abs(mention.span.start - here))

    named = [
        m for m in scene.mentions if m.kind is MentionKind.PLACE and not any(m.span.overlaps(span) for span in parties)
    ]
    return (min(named, key=rank).span,) if named else ()


def _near_description(scene: Scene, item: Evoked) -> tuple[Span, ...]:
    """The nearest definite description of a place ("in the city") where the sentence names none."""
    phrase = scene.phrase
    found = [
        at + 1
        for at, chunk in enumerate(phrase.chunks[:-1])
        if chunk.kind is Kind.PREP
        and phrase.words(at) in ("in", "at", "near", "around", "inside")
        and phrase.kind(at + 1) is Kind.NP
    ]
    found = [np for np in found if phrase.tokens[phrase.chunks[np].first].lower == "the" and "place" in scene.kinds(np)]
    nearest = min(found, key=lambda np: abs(np - item.chunk), default=None)
    return (scene.report.span(*phrase.range(nearest, nearest)),) if nearest is not None else ()
