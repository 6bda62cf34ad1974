"""Claims as columns, so that a filter over a hundred thousand of them takes a millisecond."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dateline import derive
from dateline.picture import Name, RecordedClaim
from dateline.schema import days
from dateline.store.search import fold

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

OPEN, ACCEPTED, REJECTED, EDITED = range(4)
STATUSES = ("open", "accepted", "rejected", "edited")


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One column of values as numbers: `values[codes[at]]` is what row `at` holds, a code of -1 is none."""

    values: tuple[str, ...]
    codes: Ints

    @staticmethod
    def of(given: Iterable[str | None]) -> Coded:
        """The column of the values, coded in order of their first appearance."""
        known: dict[str, int] = {}
        codes = [-1 if value is None else known.setdefault(value, len(known)) for value in given]
        return Coded(tuple(known), np.array(codes, dtype=np.int32))

    def where(self, wanted: Iterable[str]) -> Bools:
        """Which rows hold one of the values."""
        names = set(wanted)
        found = [at for at, value in enumerate(self.values) if value in names]
        return np.isin(self.codes, found)


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """One column of which each row holds any number of values: pairs of row and value, sorted by value."""

    values: tuple[str, ...]
    starts: Ints
    rows: Ints
    index: Mapping[str, int] = field(repr=False)

    @staticmethod
    def of(given: Iterable[Iterable[str]]) -> Many:
        """The column of the rows' values; one that stands twice in a row counts once."""
        found: dict[str, list[int]] = {}
        for row, values in enumerate(given):
            for value in dict.fromkeys(values):
                found.setdefault(value, []).append(row)
        starts = np.cumsum([0, *(len(rows) for rows in found.values())]).astype(np.int32)
        flat = np.array([row for rows in found.values() for row in rows], dtype=np.int32)
        return Many(tuple(found), starts, flat, {value: at for at, value in enumerate(found)})

    def having(self, value: str) -> Ints:
        """The rows that hold the value."""
        at = self.index.get(value)
        return self.rows[:0] if at is None else self.rows[self.starts[at] : self.starts[at + 1]]

    def where(self, wanted: Iterable[str], size: int) -> Bools:
        """Which of `size` rows hold one of the values."""
        out = np.zeros(size, dtype=np.bool_)
        for value in wanted:
            out[self.having(value)] = True
        return out

    def counts(self, chosen: Bools) -> Ints:
        """How many of the chosen rows hold each value."""
        held = np.concatenate([[0], np.cumsum(chosen[self.rows])])
        return np.asarray(held[self.starts[1:]] - held[self.starts[:-1]], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims; what is None does not narrow. Fields are those of `store.claims.Filter`, but for these.

    Attributes:
        source: key of an outlet or of anybody through whom a claim comes.
        status: open, accepted, rejected or edited.
        ids: rows that a search for words found.
    """

    type: str | None = None
    factuality: str | None = None
    place: str | None = None
    actor: str | None = None
    outlet: str | None = None
    source: str | None = None
    report: str | None = None
    status: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    on: datetime.date | None = None
    ids: Ints | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The claims of a record by what they can be chosen by; days are ordinals, 0 where unknown."""

    ids: tuple[str, ...]
    published: Ints
    first: Ints
    last: Ints
    type: Coded
    factuality: Coded
    outlet: Coded
    origin: Coded
    report: Coded
    status: Ints
    event: Ints
    place: Many
    actor: Many
    source: Many
    called: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.published)

    def where(self, asked: Asked) -> Bools:
        """Which claims are asked for."""
        out = np.ones(len(self), dtype=np.bool_)
        for column, value in (
            (self.type, asked.type), (self.factuality, asked.factuality), (self.report, asked.report),
        ):  # fmt: skip
            if value is not None:
                out &= column.where([value])
        if asked.outlet is not None:
            out &= self.outlet.where(self._outlets(asked.outlet))
        for many, value in ((self.place, asked.place), (self.actor, asked.actor), (self.source, asked.source)):
            if value is not None:
                out &= many.where(self._keys(value), len(self))
        if asked.status is not None:
            out &= self.status == STATUSES.index(asked.status) if asked.status in STATUSES else False
        if asked.since is not None:
            out &= self.published >= asked.since.toordinal()
        if asked.until is not None:
            out &= (self.published <= asked.until.toordinal()) & (self.published > 0)
        if asked.on is not None:
            day = asked.on.toordinal()
            out &= (self.first <= day) & (self.last >= day) & (self.first > 0)
        if asked.ids is not None:
            found = np.zeros(len(self), dtype=np.bool_)
            found[asked.ids] = True
            out &= found
        return out

    def _outlets(self, asked: str) -> list[str]:
        """The outlets of a name, with or without its article."""
        wanted = _bare(asked)
        return [one for one in self.outlet.values if _bare(one) == wanted]

    def _keys(self, asked: str) -> tuple[str, ...]:
        """The keys that an id or a name as people write it may mean."""
        return (asked, *self.called.get(fold(asked), ()))


def columns(
    claims: Sequence[RecordedClaim],
    status: Sequence[int],
    events: Mapping[str, int],
    voices: tuple[Mapping[str, str], Mapping[str, str]],
) -> Columns:
    """The columns of the claims.

    Args:
        status: index into `STATUSES` of each claim.
        events: the number of the event that each claim tells of, by the claim's id.
        voices: key of the voice behind each claim, by its id; how people write each party, speaker and outlet, by key.
    """
    origins, names = voices
    spans = [days(claim.time) if claim.time else None for claim in claims]
    return Columns(
        ids=tuple(claim.id for claim in claims),
        published=_days(claim.published for claim in claims),
        first=_days(span[0] if span else None for span in spans),
        last=_days(span[1] if span else None for span in spans),
        type=Coded.of(claim.type for claim in claims),
        factuality=Coded.of(claim.factuality.value for claim in claims),
        outlet=Coded.of(claim.outlet for claim in claims),
        origin=Coded.of(origins.get(claim.id) for claim in claims),
        report=Coded.of(claim.report for claim in claims),
        status=np.array(status, dtype=np.int32),
        event=np.array([events.get(claim.id, -1) for claim in claims], dtype=np.int32),
        place=Many.of(_keys(claim.place) for claim in claims),
        actor=Many.of(_keys((*claim.agent, *claim.target, *claim.sources)) for claim in claims),
        source=Many.of(sorted(derive.voices(claim)) for claim in claims),
        called=_called(claims, names),
        names={site.key: site.name for claim in claims for site in claim.place} | dict(names),
    )


def _bare(outlet: str) -> str:
    return outlet.casefold().removeprefix("the ")


def _days(given: Iterable[datetime.date | None]) -> Ints:
    return np.array([day.toordinal() if day else 0 for day in given], dtype=np.int32)


def _keys(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(name.key for name in names)


def _called(claims: Iterable[RecordedClaim], names: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The keys of everything by its folded name, whole and as far as its first comma."""
    found: dict[str, dict[str, None]] = {}
    written: dict[tuple[str, str], None] = {}
    for claim in claims:
        for one in (*claim.place, *claim.agent, *claim.target, *claim.sources):
            written[one.name, one.key] = None
    for name, key in (*written, *((name, key) for key, name in names.items())):
        for words in {fold(name), fold(name.split(",")[0])}:
            if words:
                found.setdefault(words, {})[key] = None
    return {words: tuple(keys) for words, keys in found.items()}
