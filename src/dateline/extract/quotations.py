"""Quotations of a report and whose they are: over as many sentences as they last, and on from one to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dateline.extract.telling import Telling, trim
from dateline.schema import Report, Span

QUOTATION = re.compile(r"“[^“”]{2,3000}”|«[^«»]{2,3000}»|(?<![^\s(\[—–-])\"[^\"]{2,3000}\"", re.DOTALL)
LEAST_QUOTED_WORDS = 4

Announced = Callable[[int], Span | None]


def quoted(
    report: Report, sentences: Sequence[Span], found: Sequence[Telling], announced: Announced
) -> Iterator[Telling]:
    """The tellings with each quotation given to the cue beside it; quotations without a cue stand by themselves.

    Args:
        sentences: of the report; a quotation elsewhere is nobody's speech.
        announced: who is about to speak before the offset of a quotation that follows a colon, if anybody.
    """
    owned: dict[int, list[Span]] = {}
    alone: list[Telling] = []
    last: Telling | None = None
    for match in QUOTATION.finditer(report.text):
        start, end = trim(report.text, match.start(), match.end())
        if start >= end:
            continue
        inner = report.span(start, end)
        if len(inner.text.split()) < LEAST_QUOTED_WORDS or not any(inner.overlaps(sentence) for sentence in sentences):
            continue
        owner = _owner(report, match.start(), match.end(), sentences, found)
        if owner is None and report.text[: match.start()].rstrip().endswith(":"):
            speaker = announced(match.start())
            if speaker is not None:
                last = Telling(speaker, None, (inner,), "say", inner.start, quoted=True)
                alone.append(last)
                continue
        if owner is not None:
            owned.setdefault(owner, []).append(inner)
            last = found[owner]
        elif not any(telling.content and telling.content[0].contains(inner) for telling in found):
            source = last.source if last is not None and _continues(report, last, match.start()) else None
            alone.append(Telling(source, None, (inner,), "say", inner.start, quoted=True))
    for index, telling in enumerate(found):
        quotes = owned.get(index, [])
        fresh = [quote for quote in quotes if not any(span.contains(quote) for span in telling.content)]
        yield replace(telling, content=tuple(sorted((*telling.content, *fresh))), quoted=telling.quoted or bool(quotes))
    yield from alone


def _owner(report: Report, start: int, end: int, sentences: Sequence[Span], found: Sequence[Telling]) -> int | None:
    """The index of the telling whose cue stands outside the quotation and nearest to it, in a sentence it touches."""
    touched = [span for span in sentences if span.start < end + 2 and start < span.end + 1]
    best: tuple[int, int] | None = None
    for index, telling in enumerate(found):
        anchor = telling.cue or telling.source
        if anchor is None or start <= anchor.start < end:
            continue
        colon = (
            anchor.end <= start and report.text[anchor.end : start].rstrip().endswith(":") and start - anchor.end < 200
        )
        if colon or any(span.start <= anchor.start < span.end for span in touched):
            gap = start - anchor.end if anchor.end <= start else anchor.start - end
            best = min(best, (gap, index)) if best is not None else (gap, index)
    return best[1] if best is not None else None


def _continues(report: Report, last: Telling, start: int) -> bool:
    """Whether a quotation that begins at `start` goes on from the one before, with nothing said between."""
    heard = [*last.content, *(part for part in (last.source, last.cue) if part is not None)]
    end = max(span.end for span in heard)
    return 0 <= start - end < 400 and not any(letter.isalnum() for letter in report.text[end:start])
