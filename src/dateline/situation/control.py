"""Who held which place on which day, with probability and the claims behind it, as it is held now or was known then."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from dateline.errors import OptionError
from dateline.picture import ControlState, Evidence, Judgement, RecordedClaim, Site
from dateline.situation import baselines, hmm
from dateline.situation.assertions import ROWS, Assertions, assertions, voice_of
from dateline.situation.baselines import Method
from dateline.situation.judging import judged
from dateline.situation.knowledge import OTHERS, Floats, Ints, Wide, knowledge
from dateline.situation.reliability import Reliability, table

_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Options:
    """What control is asked for.

    Attributes:
        known_by: the last day of publication that counts; None for all claims.
        until: a day up to which to carry on after the last publication, where nothing more is heard.
        origins: claim id to the voice behind it; without one, the innermost source or else the outlet.
        sides: key of a party or source to the key of the party that it counts for; None leaves each by itself.
        births: key of a party to the day on which it came into being: before, it held nothing unless that is told.
        without: keys of sources and outlets that are left out, and with them all that came through them.
    """

    known_by: datetime.date | None = None
    until: datetime.date | None = None
    method: Method = Method.MODEL
    origins: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    births: Mapping[str, datetime.date] = field(default_factory=dict)
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """Who held each place on each day; T days, P places, N candidates (at most A parties and the three other states).

    Attributes:
        places, holders: the places, and the candidates of each, parties first.
        first_day: the day that comes first in `held` and `known`.
        held: probability of each candidate by all claims that count, (T, P, N).
        known: probability by what had been published by the day itself, (T, P, N).
        voices: how far each voice was believed; empty for a baseline.
        evidence: what the claims say of it; None for a baseline.
    """

    places: tuple[Site, ...]
    holders: tuple[tuple[str, ...], ...]
    first_day: datetime.date
    held: Floats
    known: Floats
    voices: tuple[Reliability, ...]
    evidence: Rows | None = None

    @property
    def last_day(self) -> datetime.date:
        """The last day that was worked out."""
        return self.first_day + datetime.timedelta(days=len(self.held) - 1)

    def on(self, day: datetime.date, *, then: bool = False, why: bool = False) -> tuple[ControlState, ...]:
        """The map of one day: the state of every place.

        Args:
            then: by what had been published by that very day, in place of all claims that count.
            why: with the evidence of the stretch of days around it that has the same holder; without, there is none.

        Raises:
            OptionError: where the day lies outside those worked out.
        """
        if not self.places:
            return ()
        at = (day - self.first_day).days
        if not 0 <= at < len(self.held):
            raise OptionError(f"no control is known of {day}: the claims tell of {self.first_day} to {self.last_day}")
        days = self.known if then else self.held
        order = np.argsort(-days[at], axis=1, kind="stable").tolist()
        found = days[at].tolist()
        return tuple(
            _state(
                self.places[place],
                self._names(place),
                (day, day),
                found[place],
                order[place],
                self._around(place, days[:, place].argmax(axis=1), at) if why else (),
            )
            for place in range(len(self.places))
        )

    def _around(self, place: int, best: Ints, at: int) -> tuple[Evidence, ...]:
        """The evidence of the stretch of days with one holder in which day `at` lies."""
        if self.evidence is None:
            return ()
        other = np.flatnonzero(best != best[at])
        start = int(other[other < at].max(initial=-1)) + 1
        end = int(other[other > at].min(initial=len(best)))
        return self.evidence.behind(place, start, end, int(best[at]))

    def states(self, *, then: bool = False) -> tuple[ControlState, ...]:
        """Every stretch of days over which one holder is the likeliest at a place, by place and day, with its evidence.

        Args:
            then: by what had been published by each day, in place of all claims that count.
        """
        out: list[ControlState] = []
        for place in range(len(self.places)):
            out.extend(self._stretches(place, (self.known if then else self.held)[:, place]))
        return tuple(out)

    def _stretches(self, place: int, rows: Floats) -> Iterator[ControlState]:
        best = rows.argmax(axis=1)
        starts = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist()]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            mean = rows[start:end].mean(axis=0)
            order = np.argsort(-mean, kind="stable")
            order = np.concatenate([[best[start]], order[order != best[start]]])
            span = (self._day(start), self._day(end - 1))
            behind = self.evidence.behind(place, start, end, int(best[start])) if self.evidence else ()
            yield _state(self.places[place], self._names(place), span, mean.tolist(), order.tolist(), behind)

    def _day(self, at: int) -> datetime.date:
        return self.first_day + datetime.timedelta(days=at)

    def _names(self, place: int) -> tuple[str | None, ...]:
        parties = self.holders[place][: -len(OTHERS)]
        empty = self.held.shape[2] - len(self.holders[place])
        return (*parties, *(None,) * empty, *OTHERS)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What every row says of the states of its place and day, to be put beside a state when one is asked for."""

    said: Assertions
    origins: Mapping[str, str]
    posterior: Floats
    likelihood: Floats
    order: Ints
    starts: Ints

    def behind(self, place: int, start: int, end: int, holder: int) -> tuple[Evidence, ...]:
        """The claims that tell of a place from day `start` to before `end`, by how far they move the holder's odds."""
        rows = self.order[self.starts[place] : self.starts[place + 1]]
        days = self.said.day[rows]
        rows = rows[(days >= start) & (days < end)]
        moved: dict[int, float] = {}
        for row, ratio in zip(rows.tolist(), self._ratios(rows, holder).tolist(), strict=True):
            claim = int(self.said.claim[row])
            moved[claim] = moved.get(claim, 0.0) + ratio
        found = [
            Evidence(claim.id, voice_of(claim, self.origins), ratio)
            for at, ratio in moved.items()
            for claim in (self.said.claims[at],)
        ]
        return tuple(sorted(found, key=lambda one: (-abs(one.ratio), one.claim)))

    def _ratios(self, rows: Ints, holder: int) -> Wide:
        """How far each row moves the log-odds of the holder: by the posterior with it and with it taken out."""
        posterior = self.posterior[rows].astype(np.float64) + _TINY
        told = self.likelihood[rows].astype(np.float64)
        without = posterior * np.exp(told.min(axis=1, keepdims=True) - told)
        half = posterior.shape[1] // 2
        return np.asarray(_odds(posterior, holder, half) - _odds(without, holder, half))


def _odds(states: Wide, holder: int, half: int) -> Wide:
    mine = states[:, holder] + states[:, holder + half]
    others = np.delete(states, [holder, holder + half], axis=1).sum(axis=1)
    return np.asarray(np.log(mine) - np.log(others))


def _state(
    place: Site,
    names: Sequence[str | None],
    span: tuple[datetime.date, datetime.date],
    found: Sequence[float],
    order: Sequence[int],
    evidence: tuple[Evidence, ...] = (),
) -> ControlState:
    posterior = tuple((name, found[at]) for at in order if (name := names[at]) is not None)
    return ControlState(place, *span, posterior[0][0], posterior[0][1], posterior, evidence)


def control(
    claims: Iterable[RecordedClaim], judgements: Iterable[Judgement] = (), *, options: Options | None = None
) -> Control:
    """Who held each place that the claims tell of, from `window.back` days before the first of them on.

    The method is that of `docs/control.md`; its numbers are in `data/control.toml`. The order of claims and judgements
    is of no account.

    Args:
        judgements: rejected claims are left out and accepted ones weigh as certain; claims are given as edited.

    Raises:
        OptionError: where `until` or `known_by` lies ten years after the last report.
    """
    chosen = options or Options()
    stand, accepted = judged(claims, judgements)
    counted = [claim for claim in stand if not _through(claim, chosen)]
    said = assertions(counted, origins=chosen.origins, sides=chosen.sides, births=chosen.births, accepted=accepted)
    if not said.places:
        empty = np.zeros((0, 0, 0), dtype=np.float32)
        return Control((), (), said.first_day, empty, empty, ())
    heard, total = _days(said, chosen)
    said = _published_before(said, heard)
    holders = tuple((*parties, *OTHERS) for parties in said.parties)
    if chosen.method is not Method.MODEL:
        held, known = baselines.posterior(chosen.method, said, total)
        return Control(said.places, holders, said.first_day, held, known, ())
    found = hmm.infer(said, heard, total)
    by_place = np.argsort(said.place, kind="stable")
    starts = np.searchsorted(said.place[by_place], np.arange(len(said.places) + 1))
    behind = Rows(said, chosen.origins, found.rows, found.likelihood, by_place, starts)
    return Control(said.places, holders, said.first_day, found.held, found.known, table(said, found.chance), behind)


def _through(claim: RecordedClaim, chosen: Options) -> bool:
    """Whether a claim came from or through a source that is left out."""
    if not chosen.without:
        return False
    through = {voice_of(claim, chosen.origins), *(source.key for source in claim.sources)}
    return bool(chosen.without & through) or (claim.outlet or "").casefold() in chosen.without


def _days(said: Assertions, chosen: Options) -> tuple[int, int]:
    """How many days are heard of, and how many are worked out."""
    heard = chosen.known_by or said.last_day
    until = max(heard, chosen.until or heard)
    if (until - said.last_day).days > knowledge().numbers["window"]["longest"]:
        raise OptionError(f"{until} is too long after the last report, of {said.last_day}, to say anything of it")
    return max((heard - said.first_day).days + 1, 0), max((until - said.first_day).days + 1, 1)


def _published_before(said: Assertions, day: int) -> Assertions:
    count = int(np.searchsorted(said.published, day))
    return replace(said, **{name: getattr(said, name)[:count] for name in ROWS})
