"""A piece of reported speech while it is read, whoever reads it, and the chain of speakers above a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.tokens import QUOTES
from dateline.schema import Attribution, Span, Speaker

EDGES = frozenset(",;:.") | QUOTES


@dataclass(frozen=True, slots=True)
class Telling:
    """One piece of reported speech.

    Attributes:
        force: what the cue makes of its content: `say`, `deny`, `doubt`, `call` (urged, ordered, vowed), `accuse`.
        inner: whether the speaker is cited by another speaker of the same sentence ("..., citing a source").
        at: where the cue stands, for order.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    force: str
    at: int
    quoted: bool = False
    inner: bool = False

    def holds(self, offset: int) -> bool:
        """Whether the character at `offset` is part of what is said."""
        return any(span.start <= offset < span.end for span in self.content)

    @property
    def length(self) -> int:
        """Characters of content."""
        return sum(span.end - span.start for span in self.content)

    def attribution(self) -> Attribution:
        """The telling as the record keeps it."""
        return Attribution(self.source, self.cue, self.content, self.quoted)


def chain(heard: Sequence[Telling], offset: int) -> tuple[Telling, ...]:
    """The tellings that hold the character at `offset`, the one nearest to the reader first."""
    inside = [telling for telling in heard if telling.holds(offset)]
    inside.sort(key=lambda telling: (telling.inner, -telling.length, telling.at))
    out: list[Telling] = []
    for telling in inside:
        if telling.source is None or all(telling.source != other.source for other in out):
            out.append(telling)
    return tuple(out)


def speakers(links: Sequence[Telling]) -> tuple[Speaker, ...]:
    """The links of a chain that name somebody."""
    return tuple(Speaker(link.source, link.cue, link.quoted) for link in links if link.source is not None)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space, quotation marks and the marks of a sentence's end at either side."""
    while start < end and (text[start].isspace() or text[start] in EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGES):
        end -= 1
    return start, end
