"""The temporal hidden Markov model of who holds each place: what could be known day by day, and what is held.

All places are worked on at once. A state is a party, contested, vacated or unknown; each has a twin that stands for the
first days after a change, when it is news. The columns of a state array are the N settled states and their N twins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dateline.situation.assertions import Assertions
from dateline.situation.firsts import Firsts
from dateline.situation.fronts import Fronts, fronts
from dateline.situation.knowledge import CONTESTED, NEVER, OTHERS, Bools, Floats, Ints, Wide, knowledge
from dateline.situation.reliability import learned, prior


@dataclass(frozen=True, slots=True, eq=False)
class Inference:
    """The model's answer; T days, P places, N holders (A parties, contested, vacated, unknown), R rows, S = 2 N.

    Attributes:
        known: probability of each holder on each day by what was published until then, (T, P, N).
        held: the same by all that was published, (T, P, N).
        rows: posterior of the states at the place and day of each row, (R, S).
        likelihood: log-likelihood of each row in each state, (R, S).
        chance: that each row is true by its voice's record, (R,).
    """

    known: Floats
    held: Floats
    rows: Floats
    likelihood: Floats
    chance: Wide


def infer(said: Assertions, heard: int, days: int) -> Inference:
    """Who held each place on each of `days` days from `said.first_day` on; after `heard` days nothing more is known."""
    run = _Run(said, days)
    for day in range(days):
        run.advance(day, heard=day < heard)
    held, rows = run.smoothed(days)
    return Inference(run.known, held, rows, run.likelihood(slice(None)), run.chance)


def ratios(said: Assertions) -> Floats:
    """How likely each row is in each state over how likely it is as noise, (R, 2 N)."""
    known = knowledge()
    parties = said.agent.shape[1]
    out = np.empty((len(said.form), 2 * (parties + len(OTHERS))), dtype=np.float32)
    for half, table in enumerate((known.settled, known.fresh)):
        row = table[said.form].astype(np.float32)
        part = out[:, half * (parties + len(OTHERS)) :][:, : parties + len(OTHERS)]
        part[:, :parties] = np.where(said.agent, row[:, :1], np.where(said.target, row[:, 1:2], row[:, 2:3]))
        part[:, parties:] = row[:, 3:]
    return out


def _along(how: np.ufunc, states: Floats) -> Floats:
    """The states of each place taken together, (P, 1): over few columns and many rows ten times faster than by row."""
    return np.asarray(how.reduce(np.ascontiguousarray(states.T), axis=0)[:, None], dtype=np.float32)


class _Run:
    """The forward pass, a day after the other, with all that later days may still change."""

    def __init__(self, said: Assertions, days: int) -> None:
        known = knowledge()
        self.said = said
        self.numbers = known.numbers
        self.parties = said.agent.shape[1]
        self.holders = self.parties + len(OTHERS)
        places = len(said.places)
        self.ratios = ratios(said)
        self.chance = prior(said)
        self.fronts: Fronts = fronts(said.places, said.parties, self.parties)
        kinds = np.array([0] * self.parties + [1, 2, 3])
        self.rates = known.rates[kinds][:, kinds].astype(np.float32)
        np.fill_diagonal(self.rates, 0.0)
        # Of a place that is nobody's as far as is known, it becomes known whose it is; nobody comes: see `_rates_into`.
        self.rates[-1, : self.parties] = 0.0
        self.first_holders = Firsts(said, self.fronts)
        self.first = np.zeros((places, self.parties), dtype=np.float32)
        self.settle = np.float32(known.numbers["change"]["settle"])
        self.most = np.float32(known.numbers["change"]["most"])
        self.alpha = np.zeros((days, places, 2 * self.holders), dtype=np.float32)
        self.emission = np.zeros((days, places, 2 * self.holders), dtype=np.float32)
        self.enter = np.zeros((days, places, self.holders), dtype=np.float32)
        self.known = np.zeros((days, places, self.holders), dtype=np.float32)
        self.opens: Ints = np.full((places, self.holders), NEVER)
        self.opens[:, self.parties :] = 0
        self.silent = np.zeros((days, places), dtype=np.float32)
        self.first_word = np.full(places, NEVER)
        self.words = np.zeros(places)
        self.next_fit = self._fit_after(0)

    def _fit_after(self, day: int) -> int:
        source = self.numbers["source"]
        start = int(self.numbers["window"]["back"])
        return start + int(max(source["first_fit"], (day - start) * source["next_fit"]))

    def advance(self, day: int, *, heard: bool) -> None:
        """Take in what was published on `day`, and whatever it changes of the days before."""
        if heard:
            if day == self.next_fit:
                self._fit(day)
                self.next_fit = self._fit_after(day)
            start, end = np.searchsorted(self.said.published, (day, day + 1))
            new = slice(int(start), int(end))
            self._listen(day, new)
            self._add(new)
            self.first_holders.add(new)
            self._repeat(day, new)
        self._pass(day, day - 1)
        if heard:
            # What a day brings of one place makes what it brings of those beside it likelier.
            self._pass(day, day)

    def _listen(self, day: int, new: slice) -> None:
        """Note on which places there was no word, in proportion to how often there is one."""
        told = np.unique(self.said.place[new])
        since = np.maximum(day - self.first_word, 0) + self.numbers["silence"]["at_least"]
        silent = np.where(self.first_word < NEVER, self.words / since, 0.0)
        silent[told] = 0.0
        self.silent[day] = silent
        self.words[told] += 1
        self.first_word[told] = np.minimum(self.first_word[told], day)
        self.emission[day] += self.silent[day][:, None] * self._quiet()

    def _quiet(self) -> Floats:
        silence = self.numbers["silence"]
        out = np.zeros(2 * self.holders, dtype=np.float32)
        out[self.holders :] = silence["fresh"]
        out[[self.parties + OTHERS.index(CONTESTED), self.holders + self.parties]] = silence["contested"]
        return out

    def likelihood(self, rows: slice | Bools) -> Floats:
        """Log-likelihood of rows in each state, by their voices' chances, (rows, S)."""
        said, source = self.said, self.numbers["source"]
        accepted = said.sure[rows] > 1
        sure = np.where(accepted, source["accepted"], np.minimum(self.chance[rows] * said.sure[rows], 1.0))
        weight = np.where(accepted, source["accepted_weight"], said.weight[rows] * self.numbers["voices"]["temper"])
        mixed = sure[:, None] * self.ratios[rows] + (1 - sure)[:, None]
        return np.asarray(weight[:, None] * np.log(mixed), dtype=np.float32)

    def _add(self, rows: slice | Bools) -> None:
        np.add.at(self.emission, (self.said.day[rows], self.said.place[rows]), self.likelihood(rows))

    def _repeat(self, day: int, new: slice) -> None:
        """Open the parties named for the first time and go over the days that the new rows tell of."""
        said = self.said
        since = self._opening(day, new)
        again = since < self.opens
        self.opens = np.minimum(self.opens, since)
        first = np.full(len(said.places), NEVER)
        np.minimum.at(first, said.place[new], said.day[new])
        first = np.minimum(first, np.where(again, since, NEVER).min(axis=1))
        changed = self._before(day)
        first[changed] = np.minimum(first[changed], self.opens[changed, : self.parties].min(axis=1))
        late = np.flatnonzero(first < day)
        for past in range(int(first[late].min()) if len(late) else day, day):
            self._forward(past, late[first[late] <= past])

    def _opening(self, day: int, new: slice) -> Ints:
        """From which day on the new rows make each party a candidate of each place, (P, N)."""
        said, main = self.said, np.flatnonzero(self.said.main[new]) + new.start
        places, days = said.place[main], np.maximum(said.day[main] - int(self.numbers["window"]["back"]), 0)
        since = np.full_like(self.opens, NEVER)
        rows, slots = np.nonzero(said.agent[main] | said.target[main])
        # What is told of a party before it came into being is believed of that day, not of the days before.
        alive = np.minimum(said.born[places[rows], slots], said.day[main[rows]])
        np.minimum.at(since, (places[rows], slots), np.maximum(days[rows], alive))
        start = np.full(len(said.places), NEVER)
        np.minimum.at(start, places, days)
        told = np.unique(places)
        implied = np.where(said.usual[told] <= day, np.maximum(start[told, None], said.born[told]), NEVER)
        since[told, : self.parties] = np.minimum(since[told, : self.parties], implied)
        return since

    def _before(self, day: int) -> Ints:
        """The places of which it changed by `day` who is taken to have held them first; old places are left alone."""
        numbers = self.numbers["first"]
        young = np.flatnonzero((self.first_word <= day) & (day - self.first_word <= numbers["open"]))
        opens = self.opens[young, : self.parties]
        there = (opens < NEVER) & (self.said.born[young] <= opens.min(axis=1, initial=NEVER, keepdims=True))
        shares = self.first_holders.of(young, there)
        changed = np.abs(shares - self.first[young]).max(axis=1, initial=0) > numbers["change"]
        self.first[young[changed]] = shares[changed]
        return np.asarray(young[changed])

    def _pass(self, day: int, by: int) -> None:
        """Go over a day with its rates by what was believed on day `by`, the day before or itself."""
        if day:
            parties = self.parties
            fresh, heard = self.alpha[by][:, self.holders :][:, :parties], self.opens[:, :parties] <= day
            self.enter[day] = self.fronts.enter(self.known[by][:, :parties], fresh, heard)
        else:
            self.enter[day] = 1.0
        self._forward(day, slice(None))
        self.known[day] = self._fold(self.alpha[day])

    def _rates_into(self, day: int, places: slice | Ints) -> tuple[Floats, Floats, Floats]:
        """A day's rates: what those into each state are multiplied by, the chance to stay, and whose the unknown is.

        No more than `change.most` may leave a state. That is seen to here, not where the rates are made: a party that
        is named later becomes a candidate of these days then, and may not change what was known before.

        Returns:
            Two arrays (places, N) and the chance that an unknown place is found to be each party's, (places, A).
        """
        heard = self.opens[places] <= day
        enter = self.enter[day, places] * heard
        found = self.first[places] * heard[:, : self.parties] * np.float32(self.numbers["change"]["found"])
        leaving = enter @ self.rates.T
        leaving[:, -1:] += _along(np.add, found)
        share = np.asarray(self.most / np.maximum(_along(np.maximum, leaving), self.most), dtype=np.float32)
        return enter * share, 1 - leaving * share, found * share

    def _forward(self, day: int, places: slice | Ints) -> None:
        count = self.holders
        if day == 0:
            predicted = np.zeros_like(self.alpha[0, places])
            predicted[:, count - 1] = 1.0
        else:
            before = self.alpha[day - 1, places]
            settled, fresh = before[:, :count], before[:, count:]
            enter, stay, found = self._rates_into(day, places)
            predicted = np.empty_like(before)
            predicted[:, :count] = stay * (settled + self.settle * fresh)
            predicted[:, : self.parties] += (settled + fresh)[:, -1:] * found
            predicted[:, count:] = stay * (1 - self.settle) * fresh + ((settled + fresh) @ self.rates) * enter
        told = self.emission[day, places]
        predicted *= np.exp(told - _along(np.maximum, told))
        self.alpha[day, places] = predicted / _along(np.add, predicted)

    def _fold(self, states: Floats) -> Floats:
        return np.asarray(states[..., : self.holders] + states[..., self.holders :])

    def smoothed(self, days: int) -> tuple[Floats, Floats]:
        """The holders by all that is known of the first `days` days, (T, P, N), and the states at the rows, (R, S)."""
        held = np.zeros((days, len(self.said.places), self.holders), dtype=np.float32)
        at_rows = np.zeros_like(self.ratios)
        order = np.argsort(self.said.day, kind="stable")
        bounds = np.searchsorted(self.said.day[order], np.arange(days + 1))
        beta = np.ones_like(self.alpha[0])
        for day in range(days - 1, -1, -1):
            joint = self.alpha[day] * beta
            joint /= _along(np.add, joint)
            held[day] = self._fold(joint)
            rows = order[bounds[day] : bounds[day + 1]]
            at_rows[rows] = joint[self.said.place[rows]]
            if day:
                beta = self._backward(day, beta)
        return held, at_rows

    def _backward(self, day: int, beta: Floats) -> Floats:
        count = self.holders
        told = self.emission[day]
        ahead = beta * np.exp(told - _along(np.maximum, told))
        settled, fresh = ahead[:, :count], ahead[:, count:]
        enter, stay, found = self._rates_into(day, slice(None))
        changed = (enter * fresh) @ self.rates.T
        changed[:, -1:] += _along(np.add, found * settled[:, : self.parties])
        before = np.empty_like(ahead)
        before[:, :count] = stay * settled + changed
        before[:, count:] = stay * (self.settle * settled + (1 - self.settle) * fresh) + changed
        return np.asarray(before / _along(np.maximum, before))

    def _fit(self, day: int) -> None:
        """Learn the voices from what was published before `day`, and go over all days before it."""
        known = self.said.published < day
        for _ in range(int(self.numbers["source"]["rounds"])):
            _, at_rows = self.smoothed(day)
            self.chance = learned(self.said, self.ratios, at_rows, self.chance, known)
            self.emission[:day] = self.silent[:day, :, None] * self._quiet()
            self._add(known)
            for past in range(day):
                self._forward(past, slice(None))
