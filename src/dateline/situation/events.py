"""Claims of one occurrence, across reports: blocks, pairs, clusters; the same for any order of arrival."""

from __future__ import annotations

import datetime
import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from dateline.picture import Event, Judgement, Link, RecordedClaim, Site, Story
from dateline.schema import EventType, Factuality
from dateline.situation import clusters
from dateline.situation.blocking import pairs
from dateline.situation.clusters import Group
from dateline.situation.copies import origins
from dateline.situation.features import Features, features
from dateline.situation.pairs import Meaning, link


def events(
    claims: Sequence[RecordedClaim],
    judgements: Sequence[Judgement] = (),
    stories: Sequence[Story] = (),
    meaning: Meaning | None = None,
) -> tuple[Event, ...]:
    """The events that the claims tell, by id; every claim is in exactly one, whatever the order of claims.

    Judgements `merge` and `split` hold over any likeness: the latest on a pair of claims decides it, and claims that a
    split parts stay apart though merges join both with a third. `meaning` gives a vector for a sentence; without it
    sentences are compared by their words. An event's `first_day` and `last_day` are those that claims state; where none
    does, `last_day` is the day of the first publication, by when it had happened, and `first_day` is None.
    """
    ordered = sorted(claims, key=lambda claim: claim.id)
    place = {claim.id: at for at, claim in enumerate(ordered)}
    together, apart = _judged(judgements, place)
    with _uncollected():
        ready = features(ordered)
        found = clusters.clusters(ready, pairs(ready), together, apart, meaning)
        voices = origins(ordered, stories)
        made = [_event(group, ready, voices, meaning) for group in found]
    return tuple(sorted(made, key=lambda event: event.id))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: millions of small values are made here, none in a cycle, a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def compare(
    one: RecordedClaim, other: RecordedClaim, claims: Sequence[RecordedClaim] = (), meaning: Meaning | None = None
) -> Link:
    """Why two claims are, or are not, taken to tell one event; `claims` say how common each word is."""
    ready = features([one, other, *(claim for claim in claims if claim.id not in (one.id, other.id))])
    return link(ready[0], ready[1], meaning)


def _judged(
    judgements: Iterable[Judgement], place: Mapping[str, int]
) -> tuple[list[tuple[int, int]], set[tuple[int, int]]]:
    """The pairs of claims that people put together, the latest first, and those they put apart."""
    verdicts: dict[tuple[int, int], tuple[str, int]] = {}
    for number, judgement in enumerate(sorted(judgements, key=lambda one: (one.at, one.id))):
        if judgement.verdict not in ("merge", "split"):
            continue
        known = sorted({place[claim] for claim in judgement.claims if claim in place})
        # Merging n claims takes n - 1 pairs only if no later split parts some of them, so all pairs are kept.
        for at, first in enumerate(known):
            for second in known[at + 1 :]:
                verdicts[first, second] = (judgement.verdict, number)
    merged = [pair for pair, (verdict, _) in verdicts.items() if verdict == "merge"]
    merged.sort(key=lambda pair: (-verdicts[pair][1], pair))
    return merged, {pair for pair, (verdict, _) in verdicts.items() if verdict == "split"}


def _event(group: Group, ready: Sequence[Features], voices: Mapping[str, str], meaning: Meaning | None) -> Event:
    told = [ready[at] for at in group.members]
    ids = tuple(one.claim.id for one in told)
    first, last = _days(told)
    kinds = Counter(one.claim.type for one in told)
    return Event(
        id=f"event:{ids[0]}",
        type=EventType(min(kinds, key=lambda kind: (-kinds[kind], kind))),
        claims=ids,
        place=_sites(one.claim for one in told),
        first_day=first,
        last_day=last,
        origins=tuple(sorted({voices[one] for one in ids})),
        links=tuple(link(ready[one], ready[other], meaning) for one, other in group.held),
    )


def _sites(claims: Iterable[RecordedClaim]) -> tuple[Site, ...]:
    """The places named, each once, those of most claims first."""
    named: Counter[str] = Counter()
    sites: dict[str, Site] = {}
    for claim in claims:
        for site in claim.place:
            named[site.key] += 1
            sites.setdefault(site.key, site)
    return tuple(sites[key] for key in sorted(sites, key=lambda key: (-named[key], key)))


def _days(told: Sequence[Features]) -> tuple[datetime.date | None, datetime.date | None]:
    """The days that the most exact of the claims' times state, from the first to the last."""
    stated = [(one.first, one.last) for one in told if one.stated]
    if stated:
        exact = min(last - first for first, last in stated)
        kept = [(first, last) for first, last in stated if last - first == exact]
        return _day(min(first for first, _ in kept)), _day(max(last for _, last in kept))
    known = [one.claim.published for one in told if one.claim.published and one.claim.factuality != Factuality.FUTURE]
    return None, min(known, default=None)


def _day(ordinal: int) -> datetime.date:
    return datetime.date.fromordinal(ordinal)
