"""Whether what is read stays the same when the sides change places or loaded words give way to neutral ones.

A report is rewritten and read again, and its claims are compared one by one: no side is favoured by design, and this
measures it. The rewriting works on names and words alone; whether the new text is plausible does not matter to it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.extract.stance import occurrences
from dateline.ground.names import Registry
from dateline.schema import Actor, Claim, Mention, MentionKind, Reading, Report, Span
from dateline.text import load

Edit = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A report with some words replaced; `edits` are in order and apart: a span of the old text and its new words."""

    report: Report
    edits: tuple[Edit, ...]

    def moved(self, span: Span) -> tuple[int, int]:
        """Where the characters of a span of the old text lie in the new one; replaced words move as a whole."""
        return self._at(span.start, last=False), self._at(span.end, last=True)

    def _at(self, offset: int, *, last: bool) -> int:
        index = bisect_right(self.edits, offset - last, key=lambda edit: edit[0].start)
        shift = sum(len(words) - len(old.text) for old, words in self.edits[: max(0, index - 1)])
        if index:
            old, words = self.edits[index - 1]
            start = old.start + shift
            if offset < old.end or (last and offset == old.end):
                return start + len(words) if last else start
            shift += len(words) - len(old.text)
        return offset + shift


@dataclass(frozen=True, slots=True)
class Stability:
    """Of all claims read before or after, how many are the same in both."""

    same: int = 0
    claims: int = 0

    @property
    def share(self) -> float:
        """The share unchanged; 1 where nothing is read at all."""
        return self.same / self.claims if self.claims else 1.0

    def __add__(self, other: Stability) -> Stability:
        return Stability(self.same + other.same, self.claims + other.claims)


def stability(reading: Reading, rewritten: Rewritten, again: Reading) -> Stability:
    """How many claims of a report are read alike in its rewritten form."""
    left = list(again.claims)
    same = 0
    for claim in reading.claims:
        twin = next((other for other in left if _alike(claim, other, rewritten)), None)
        if twin is not None:
            left.remove(twin)
            same += 1
    return Stability(same, len(reading.claims) + len(left))


def _alike(claim: Claim, other: Claim, rewritten: Rewritten) -> bool:
    """Whether two claims are one but for the words replaced: type, factuality, count, and every role at its words."""

    def same(spans: Iterable[Span], others: Iterable[Span]) -> bool:
        moved = [rewritten.moved(span) for span in spans]
        found = [(span.start, span.end) for span in others]
        return len(moved) == len(found) and all(
            a < d and c < b for (a, b), (c, d) in zip(sorted(moved), sorted(found), strict=True)
        )

    def spans(one: Claim) -> Sequence[Sequence[Span]]:
        return (
            [one.trigger],
            [party.span for party in one.agent],
            [party.span for party in one.target],
            [locus.span for locus in one.place],
            [source.party.span for source in one.sources],
        )

    if (claim.type, claim.factuality) != (other.type, other.factuality):
        return False
    count, twin = claim.quantity, other.quantity
    if (count is None) != (twin is None):
        return False
    if count and twin and (count.value, count.min, count.max) != (twin.value, twin.min, twin.max):
        return False
    return all(same(a, b) for a, b in zip(spans(claim), spans(other), strict=True))


def sides_swapped(report: Report, mentions: Sequence[Mention], registry: Registry) -> Rewritten | None:
    """The report with the names of its two most named opponents exchanged; None where it names no two opponents.

    The commonest name of one stands in for the commonest of the other, and so on down; names inside other names stay.
    """
    named = [m for m in mentions if m.kind is MentionKind.ACTOR and m.actor is not None]
    counts = Counter(m.actor.id for m in named if m.actor is not None)
    ranked = [actor for actor, _ in counts.most_common()]
    pair = next(((a, b) for i, a in enumerate(ranked) for b in ranked[i + 1 :] if registry.opposed(a, b)), None)
    if pair is None:
        return None
    spoken = [_spoken(named, actor) for actor in pair]
    twins = {
        **{name: spoken[1][n % len(spoken[1])] for n, name in enumerate(spoken[0])},
        **{name: spoken[0][n % len(spoken[0])] for n, name in enumerate(spoken[1])},
    }
    edits: list[Edit] = []
    for mention in named:
        own = mention.actor is not None and mention.actor.id in pair
        if own and (not edits or edits[-1][0].end <= mention.span.start):
            edits.append((mention.span, twins[mention.span.text]))
    return _rewritten(report, edits)


def _spoken(named: Sequence[Mention], actor: str) -> list[str]:
    """The names under which a report speaks of an actor, the commonest first."""
    return [name for name, _ in Counter(m.span.text for m in named if _is(m.actor, actor)).most_common()]


def _is(actor: Actor | None, actor_id: str) -> bool:
    return actor is not None and actor.id == actor_id


def neutral(report: Report) -> Rewritten | None:
    """The report with every loaded word replaced by its neutral twin; None where it has none."""
    whole = report.span(0, len(report.text))
    edits = [(span, _cased(loaded.neutral, span.text)) for span, loaded in occurrences(report, whole)]
    return _rewritten(report, edits) if edits else None


def _cased(words: str, like: str) -> str:
    if like.isupper():
        return words.upper()
    return words[0].upper() + words[1:] if like[0].isupper() else words


def _rewritten(report: Report, edits: Sequence[Edit]) -> Rewritten:
    parts, at = [], 0
    for span, words in edits:
        parts += [report.text[at : span.start], words]
        at = span.end
    text = "".join((*parts, report.text[at:]))
    again = load.report(text, id=report.id, published=report.published, outlet=report.outlet)
    return Rewritten(replace(again, published_origin=report.published_origin), tuple(edits))


def measure(
    reports: Iterable[Report], read: Callable[[Report], Reading], registry: Registry
) -> tuple[Stability, Stability]:
    """(under exchanged sides, under neutral wording): how stable what `read` makes of the reports is."""
    sides, wording = Stability(), Stability()
    for report in reports:
        reading = read(report)
        swapped = sides_swapped(report, reading.mentions, registry)
        if swapped is not None:
            sides += stability(reading, swapped, read(swapped.report))
        plain = neutral(report)
        if plain is not None:
            wording += stability(reading, plain, read(plain.report))
    return sides, wording
