"""What rules make of a trigger, as features on words for the role network: it learns when to go by them.

Rules and network err in different places; reading by both is better than by either.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.extract.labels import MENTIONS, ROLES, SPEECH
from dateline.extract.windows import Words
from dateline.schema import Draft, Mention, Span

Range = tuple[int, int]
WEIGHT = len(ROLES)
FEATURES = len(ROLES) + 1 + len(MENTIONS)
"""Features of a word: roles that rules give it, how sure they are of the trigger, kinds of mentions it is in."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A trigger as rules read it, in word indices of the report.

    Attributes:
        kind: an event type, or `labels.SPEECH`.
        weight: how often such a trigger means its kind, 0 to 1.
    """

    kind: str
    words: Range
    weight: float
    roles: Mapping[str, tuple[Range, ...]]

    def about(self, kind: str, words: Range) -> bool:
        """Whether it is a reading of the same words as the same kind."""
        return self.kind == kind and self.words[0] < words[1] and words[0] < self.words[1]


def hints(draft: Draft, cut: Words) -> tuple[Hint, ...]:
    """What the rules read, by word; readings of one trigger as one kind are one hint."""
    found: dict[tuple[str, Range], Hint] = {}
    for claim in draft.claims:
        words = covered(cut, claim.trigger)
        roles = {
            "agent": claim.agent,
            "target": claim.target,
            "place": claim.place,
            "time": (claim.time,) if claim.time else (),
            "quantity": (claim.quantity.span,) if claim.quantity else (),
            "source": tuple(speaker.span for speaker in claim.speakers[:1]),
            "inner": tuple(speaker.span for speaker in claim.speakers[1:]),
        }
        if words is not None:
            _add(found, Hint(str(claim.type), words, claim.confidence, _by_words(cut, roles)))
    for speech in draft.attributions:
        words = covered(cut, speech.cue) if speech.cue else None
        if words is not None:
            spans = {"source": (speech.source,) if speech.source else (), "content": speech.content}
            _add(found, Hint(SPEECH, words, 1.0, _by_words(cut, spans)))
    return tuple(found.values())


def _add(found: dict[tuple[str, Range], Hint], hint: Hint) -> None:
    known = found.get((hint.kind, hint.words))
    roles = known.roles if known else {}
    merged = {
        role: tuple(dict.fromkeys((*roles.get(role, ()), *hint.roles.get(role, ())))) for role in {*roles, *hint.roles}
    }
    weight = max(hint.weight, known.weight) if known else hint.weight
    found[hint.kind, hint.words] = Hint(hint.kind, hint.words, weight, merged)


def _by_words(cut: Words, roles: Mapping[str, Iterable[Span]]) -> dict[str, tuple[Range, ...]]:
    return {role: tuple(words for span in spans if (words := covered(cut, span))) for role, spans in roles.items()}


def covered(cut: Words, span: Span) -> Range | None:
    """The words that a span touches, None where there are none."""
    first, last = bisect_right(cut.ends, span.start), bisect_left(cut.starts, span.end)
    return (first, last) if first < last else None


def marks(mentions: Iterable[Mention], cut: Words) -> dict[str, tuple[Range, ...]]:
    """The words that name something, by kind of mention."""
    found: dict[str, list[Range]] = {kind: [] for kind in MENTIONS}
    for mention in mentions:
        words = covered(cut, mention.span)
        if words is not None:
            found[mention.kind].append(words)
    return {kind: tuple(ranges) for kind, ranges in found.items()}


def features(hint: Hint | None, named: Mapping[str, Sequence[Range]], first: int, last: int) -> NDArray[np.float32]:
    """The features of words `first:last` for a trigger; `hint` is what rules made of it, if anything."""
    out = np.zeros((last - first, FEATURES), np.float32)
    if hint is not None:
        out[:, WEIGHT] = hint.weight
        for number, role in enumerate(ROLES):
            for a, b in hint.roles.get(role, ()):
                out[max(a - first, 0) : max(b - first, 0), number] = 1
    for number, kind in enumerate(MENTIONS):
        for a, b in named.get(kind, ()):
            out[max(a - first, 0) : max(b - first, 0), WEIGHT + 1 + number] = 1
    return out
