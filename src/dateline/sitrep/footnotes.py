"""Footnotes: each quote numbered once, in the order in which the text first leans on it."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.picture import RecordedClaim
from dateline.sitrep.document import Note
from dateline.sitrep.gathered import Index
from dateline.sitrep.wording import limit


class Footnotes:
    """The footnotes of a document as they are called for."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._numbers: dict[tuple[str, str], int] = {}
        self.notes: list[Note] = []

    def cite(self, claims: Iterable[RecordedClaim], *, most: int | None = None) -> tuple[int, ...]:
        """The numbers of the claims' quotes, one for each voice first, at most `most` (by default `limits.quotes`)."""
        room = int(limit("quotes")) if most is None else most
        by_voice = self._index.voices(claims)
        turns = max(map(len, by_voice.values()), default=0)
        row = [found[at] for at in range(turns) for found in by_voice.values() if at < len(found)]
        chosen: dict[int, None] = {}
        for claim in row:
            if len(chosen) == room:
                break
            chosen.setdefault(self._number(claim))
        return tuple(sorted(chosen))

    def _number(self, claim: RecordedClaim) -> int:
        quote = " ".join((claim.sentence or claim.trigger).split())
        key = (claim.report, quote or claim.id)
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            said_by = tuple(dict.fromkeys(name.name for name in claim.sources))
            outlet = claim.outlet or "unknown outlet"
            self.notes.append(Note(self._numbers[key], outlet, claim.published, claim.report, said_by, quote))
        return self._numbers[key]
