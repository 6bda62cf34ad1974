"""The reader by rules: claims from triggers in context, with roles by grammar and speakers by cue.

It needs no model, explains every choice, and stays as the floor under the encoder.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline import ontology
from dateline.extract.factuality import factuality
from dateline.extract.linking import Event, linked
from dateline.extract.phrases import Kind, Phrase, chunks_of, group
from dateline.extract.refutation import refuted
from dateline.extract.roles import Roles, Scene, roles
from dateline.extract.speech import tellings
from dateline.extract.stance import cues
from dateline.extract.telling import Telling, chain, speakers
from dateline.extract.tokens import Tag, tokenize
from dateline.extract.triggers import Evoked, evoked, off_topic
from dateline.schema import ClaimDraft, Draft, Factuality, Mention, MentionKind, Quantity, Report, Span

LEAST_WEIGHT = 0.4
"""Triggers that mean their type more rarely are left out; the training reports give the best F1 at 0.4 to 0.5."""


class RuleExtractor:
    """Reads claims by rules; holds no state, so that one instance serves all threads."""

    def ahead(self, report: Report, mentions: Sequence[Mention]) -> None:
        """Nothing: rules have nothing to begin with."""

    def extract(self, report: Report, mentions: Sequence[Mention]) -> Draft:
        """The claims and reported speech of `report`; `mentions` in order of appearance."""
        scenes = [scene_of(report, span, mentions) for span in report.sentences]
        phrases = [scene.phrase for scene in scenes]
        heard = tellings(report, phrases)
        claims = [] if off_topic(phrases) else [claim for scene in scenes for claim in _claims(scene, heard)]
        return Draft(tuple(claims), tuple(telling.attribution() for telling in heard), ())


def scene_of(report: Report, span: Span, mentions: Sequence[Mention]) -> Scene:
    """One sentence with its mentions and its grammar; `mentions` in order of appearance."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    inside = tuple(mention for mention in mentions[first:last] if span.contains(mention.span))
    tokens = tokenize(report.text, span, inside)
    return Scene(report, Phrase(span, tokens, chunks_of(tokens), inside), inside)


def _claims(scene: Scene, heard: Sequence[Telling]) -> Iterator[ClaimDraft]:
    found = [item for item in evoked(scene.phrase, scene.mentions) if item.trigger.weight >= LEAST_WEIGHT]
    filled = [Event(item, roles(scene, item)) for item in found]
    for event in linked(scene, [event for event in filled if not _holds_nowhere(scene, event)]):
        yield from _per_place(_draft(scene, event, heard))


def _holds_nowhere(scene: Scene, event: Event) -> bool:
    """Whether a "rebel-held" stands with no place that can be identified ("rebel-held areas")."""
    token = scene.phrase.tokens[event.item.first]
    if event.item.trigger.type != "hold" or "-" not in token.text or event.item.length() > 1:
        return False
    named = [m.span for m in scene.mentions if m.kind is MentionKind.PLACE]
    following = scene.phrase.chunks[event.item.chunk + 1 : event.item.chunk + 3]
    if len(following) == 2 and scene.phrase.words(event.item.chunk + 1) in ("of", "in"):
        part = scene.phrase.tokens[following[1].first].lower == "the" and "place" in scene.kinds(event.item.chunk + 2)
        if part and following[1].kind is Kind.NP:
            return False
    named += [scene.report.span(t.start, t.end) for t in scene.phrase.tokens if t.tag is Tag.NAME and "-" not in t.text]
    return not any(span.overlaps(place) for span in named for place in event.roles.place)


def _draft(scene: Scene, event: Event, heard: Sequence[Telling]) -> ClaimDraft:
    item, filled = event.item, event.roles
    start, end = scene.phrase.tokens[item.first].start, scene.phrase.tokens[item.last - 1].end
    links = chain(heard, start)
    trigger = scene.report.span(start, end)
    return ClaimDraft(
        type=item.trigger.type,
        sentence=scene.phrase.span,
        trigger=trigger,
        factuality=_factuality(scene, item, links),
        agent=filled.agent,
        target=filled.target,
        place=filled.place,
        time=_time(scene, item),
        speakers=speakers(links),
        quantity=_quantity(scene, item, filled),
        stance=cues(scene.report, scene.phrase.span, trigger, filled.agent, filled.target),
        confidence=item.trigger.weight,
    )


def _factuality(scene: Scene, item: Evoked, links: Sequence[Telling]) -> Factuality:
    """How real the event is; what only qualifies a noun ("the rebel-held town") is so, whatever is said of the noun."""
    if item.trigger.type == "hold" and item.trigger.pos == "adj":
        return Factuality.ACTUAL
    kind = item.trigger.type
    if refuted(scene.report, scene.phrase.span, scene.phrase.tokens[item.first].start, kind):
        return Factuality.NEGATED
    return factuality(scene.phrase, item.chunk, links, saying=kind in group("sayings"), lasting=kind == "agreement")


def _per_place(draft: ClaimDraft) -> Iterator[ClaimDraft]:
    """One claim for each place of a change or state of control."""
    if ontology.types()[draft.type].each_place and len(draft.place) > 1:
        for place in draft.place:
            yield replace(draft, place=(place,))
    else:
        yield draft


def _time(scene: Scene, item: Evoked) -> Span | None:
    """The time expression of the trigger's clause: the nearest one, those of a speech verb left out."""
    here = scene.phrase.tokens[item.first].start
    times = [m.span for m in scene.mentions if m.kind is MentionKind.TIME]
    return min(times, key=lambda span: min(abs(span.start - here), abs(span.end - here)), default=None)


def _quantity(scene: Scene, item: Evoked, found: Roles) -> Quantity | None:
    """The count that belongs to the event: inside one of its roles, else the object of a verb that may count."""
    if item.trigger.type not in group("counted"):
        return None
    counts = [m for m in scene.mentions if m.kind is MentionKind.QUANTITY and m.quantity is not None]
    for span in (*found.target, *found.agent, *found.place):
        for mention in counts:
            if mention.span.overlaps(span):
                return mention.quantity
    return None
