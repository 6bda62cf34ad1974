"""Three plain ways of telling who holds a place, which the model has to beat and anybody may prefer.

All of them hear who is said to have gained, to hold or to have left a place, and nothing else. None knows of contested
places; a place that was left with nobody named who came is vacated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from dateline.situation.assertions import Assertions
from dateline.situation.knowledge import OTHERS, UNKNOWN, VACATED, Floats, Ints, Wide, knowledge


class Method(StrEnum):
    """How control is worked out: by the model, or by one of the baselines."""

    MODEL = "model"
    LAST_CLAIM = "last-claim"
    TWO_SOURCES = "two-sources"
    DAWID_SKENE = "dawid-skene"


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Who says that whom holds which place, in the order in which it counts; W words.

    Attributes:
        day: from which the word counts, (W,).
        told: the day that it tells of, (W,).
        holder: column of the holder at its place, (W,).
    """

    place: Ints
    day: Ints
    told: Ints
    holder: Ints
    voice: Ints


def posterior(method: Method, said: Assertions, days: int) -> tuple[Floats, Floats]:
    """Probability of each candidate by all claims, and by those published until each day, both (T, P, N).

    By all claims a word counts from the day that it tells of; by those published, from its publication on.
    """
    work: Callable[[Assertions, _Words, int], Floats] = {
        Method.LAST_CLAIM: _last_claim,
        Method.TWO_SOURCES: _two_sources,
        Method.DAWID_SKENE: _dawid_skene,
    }[method]
    held, known = (work(said, _words(said, day), days) for day in (said.day, said.published))
    return held, known


def _words(said: Assertions, day: Ints) -> _Words:
    known = knowledge()
    parties = said.agent.shape[1]
    gained = np.isin(said.form, [known.form("gain"), known.form("held")])
    left = said.form == known.form("left")
    whose = np.where(gained[:, None], said.agent, said.target)
    named = said.plain & (gained | left)
    holder = np.where(whose.any(axis=1), whose.argmax(axis=1), parties + OTHERS.index(VACATED))
    order = np.lexsort((np.arange(len(day)), said.day, day))
    order = order[named[order]]
    return _Words(said.place[order], day[order], said.day[order], holder[order], said.voice[order])


def _spread(said: Assertions, steps: Iterator[tuple[int, int, int]], days: int, sure: float) -> Floats:
    """The posterior of rules that name one holder from a day on; `steps` are (day, place, holder) in order of day."""
    parties = said.agent.shape[1]
    count = parties + len(OTHERS)
    named = np.full((days, len(said.places)), -1, dtype=np.int64)
    for day, place, holder in steps:
        if day < days:
            named[day, place] = holder
    for day in range(1, days):
        named[day] = np.where(named[day] < 0, named[day - 1], named[day])
    real = np.ones((len(said.places), count), dtype=np.bool_)
    for place, found in enumerate(said.parties):
        real[place, len(found) : parties] = False
    rest = (1 - sure) / (real.sum(axis=1) - 1)
    out: Floats = np.where(real, rest[:, None], 0).astype(np.float32)[None].repeat(days, axis=0)
    unnamed = named < 0
    named[unnamed] = parties + OTHERS.index(UNKNOWN)
    np.put_along_axis(out, named[..., None], np.float32(sure), axis=2)
    return out


def _last_claim(said: Assertions, words: _Words, days: int) -> Floats:
    def steps() -> Iterator[tuple[int, int, int]]:
        latest: dict[int, int] = {}
        for place, day, told, holder in zip(*_lists(words.place, words.day, words.told, words.holder), strict=True):
            # News of an older day does not undo what is known of a later one.
            if told >= latest.get(place, told):
                latest[place] = told
                yield day, place, holder

    return _spread(said, steps(), days, knowledge().numbers["baseline"]["last_claim"])


def _two_sources(said: Assertions, words: _Words, days: int) -> Floats:
    """A holder stands when two voices have said so of late, until two voices say otherwise."""
    numbers = knowledge().numbers["baseline"]

    def steps() -> Iterator[tuple[int, int, int]]:
        heard: dict[int, dict[int, tuple[int, int]]] = {}
        stands: dict[int, int] = {}
        for place, day, holder, voice in zip(*_lists(words.place, words.day, words.holder, words.voice), strict=True):
            if stands.get(place) == holder:
                heard.pop(place, None)
                continue
            said_here = heard.setdefault(place, {})
            said_here[voice] = (holder, day)
            agree = sum(1 for one, on in said_here.values() if one == holder and day - on <= numbers["standing"])
            if agree >= 2:
                stands[place] = holder
                heard.pop(place)
                yield day, place, holder

    return _spread(said, steps(), days, numbers["two_sources"])


def _lists(*arrays: Ints) -> Iterator[list[int]]:
    return (array.tolist() for array in arrays)


def _dawid_skene(said: Assertions, words: _Words, days: int) -> Floats:
    """What the voices' standing words on each place make likely, by a confusion matrix of each voice."""
    parties = said.agent.shape[1]
    names = sorted({one for found in said.parties for one in found})
    common = np.full((len(said.places), parties + len(OTHERS)), -1, dtype=np.int64)
    for place, found in enumerate(said.parties):
        common[place, : len(found)] = [names.index(one) for one in found]
    common[:, parties + OTHERS.index(VACATED)] = len(names)
    item, voice, label, where = _votes(words, common, days)
    truth = estimate(item, voice, label, len(names) + 1)
    out = np.zeros((days, len(said.places), parties + len(OTHERS)), dtype=np.float32)
    out[:, :, parties + OTHERS.index(UNKNOWN)] = 1.0
    for at, (place, start, end) in enumerate(where):
        likely = np.where(common[place] >= 0, truth[at, common[place]], 0.0)
        out[start:end, place] = likely / likely.sum()
    return out


def _votes(words: _Words, common: Ints, days: int) -> tuple[Ints, Ints, Ints, list[tuple[int, int, int]]]:
    """Votes (item, voice, label); an item is (place, from, to), days on which no voice changes its word."""
    standing = int(knowledge().numbers["baseline"]["standing"])
    votes: list[tuple[int, int, int]] = []
    where: list[tuple[int, int, int]] = []
    order = np.lexsort((np.arange(len(words.place)), words.day, words.place))
    places, starts = np.unique(words.place[order], return_index=True)
    for place, rows in zip(places.tolist(), np.split(order, starts[1:]), strict=True):
        on = words.day[rows]
        turns = np.unique(np.concatenate([on, np.minimum(on + standing, days)]))
        turns = turns[turns < days]
        last: dict[int, tuple[int, int]] = {}
        at = 0
        for start, end in zip(turns.tolist(), [*turns[1:].tolist(), days], strict=True):
            while at < len(rows) and on[at] <= start:
                last[int(words.voice[rows[at]])] = (int(words.holder[rows[at]]), int(on[at]))
                at += 1
            fresh = {voice: holder for voice, (holder, day) in last.items() if start - day < standing}
            if not fresh and last:
                # When all have fallen silent, the last word stands.
                latest = max(day for _, day in last.values())
                fresh = {voice: holder for voice, (holder, day) in last.items() if day == latest}
            votes.extend((len(where), voice, int(common[place, holder])) for voice, holder in fresh.items())
            where.append((place, start, end))
    table = np.array(votes, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2], where


def estimate(item: Ints, voice: Ints, label: Ints, labels: int) -> Wide:
    """Probability of each label for each item, (items, labels), from votes of voices that err in ways of their own.

    The method is that of Dawid and Skene (1979), begun from the shares of the votes.

    Args:
        item, voice, label: of each vote, counted from 0, (votes,).
    """
    numbers = knowledge().numbers["baseline"]
    items, voices = (int(found.max()) + 1 if len(found) else 0 for found in (item, voice))
    truth = np.full((items, labels), numbers["smoothing"])
    np.add.at(truth, (item, label), 1.0)
    truth /= truth.sum(axis=1, keepdims=True)
    for _ in range(int(numbers["rounds"])):
        share = truth.mean(axis=0) + 1e-9
        confusion = np.full((voices, labels, labels), numbers["smoothing"])
        # One row for each vote's voice and label, so that what is added stands last.
        np.add.at(confusion.transpose(0, 2, 1), (voice, label), truth[item])
        confusion /= confusion.sum(axis=2, keepdims=True)
        logs = np.tile(np.log(share), (items, 1))
        np.add.at(logs, item, np.log(confusion[voice, :, label]))
        truth = np.exp(logs - logs.max(axis=1, keepdims=True))
        truth /= truth.sum(axis=1, keepdims=True)
    return truth
