"""What claims assert of places, as arrays: one row for each claim and each place that it tells of.

Everything here looks backwards only: a row depends on claims published before it or with it, so that what could be
known by a day does not change when later claims arrive.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from dateline.picture import RecordedClaim, Site
from dateline.schema import EventType, Factuality, days
from dateline.situation.knowledge import NEVER, Bools, Floats, Ints, Knowledge, Rule, knowledge

OWN, NEUTRAL, ADMITTED = 0, 1, 2
"""Directions of a voice: it speaks for its own gain, of the affairs of others, against its own interest."""

ROWS = ("claim", "place", "day", "published", "form", "weight", "sure", "voice", "direction", "group", "agent",
        "target", "main", "plain")  # fmt: skip
"""The arrays of `Assertions` that have a row for each assertion."""

_LASTING = frozenset({"held", "left", "denied"})
"""Forms that still tell something where their day is long ago or vague; a gain that old is a statement of who holds."""


_WORD = re.compile(r"[\w'’-]+")
_AT = frozenset({"at", "in", "near", "outside"})
_NEAR = 5
"""Words before a place's name among which a facility is looked for: "bases at Khmeimim and in Tartus"."""


_HOLDING = frozenset({"gain", "held"})
"""Forms that say who holds a place."""


@dataclass(frozen=True, slots=True, eq=False)
class Assertions:
    """What all claims assert, in order of publication; R rows, P places, at most A parties at a place.

    Attributes:
        claims: those behind the rows; `claim` indexes them.
        parties: the candidates of each place, in order of first publication.
        usual: the day of publication from which on each is one without a word on the place, `NEVER` without, (P, A).
        born: the day on which each came into being, 0 where that is not known or was before, (P, A).
        first_day: day 0 of `day` and `published`.
        last_day: the last day of publication.
        day, published: the day told of, and the day on which it could be known, (R,).
        weight: how much of the words counts, 0 to 1, (R,).
        sure: that the claim stands in its report as read, 0 to 1, (R,); 2 where a person accepted it.
        voice, direction: index into `voices`, and one of `OWN`, `NEUTRAL`, `ADMITTED`, (R,).
        group: the voice together with whom its words favour: what reliability is counted by, (R,).
        agent, target: the parties that the words are about and their opponents, (R, A).
        main: false for what is only implied of the day before, (R,).
        plain: whether it is said outright of its own day, neither as possible nor of long ago, (R,).
    """

    claims: tuple[RecordedClaim, ...]
    places: tuple[Site, ...]
    parties: tuple[tuple[str, ...], ...]
    usual: Ints
    born: Ints
    voices: tuple[str, ...]
    first_day: datetime.date
    last_day: datetime.date
    claim: Ints
    place: Ints
    day: Ints
    published: Ints
    form: Ints
    weight: Floats
    sure: Floats
    voice: Ints
    direction: Ints
    group: Ints
    agent: Bools
    target: Bools
    main: Bools
    plain: Bools


@dataclass(slots=True)
class _Row:
    claim: int
    place: int
    day: int
    published: int
    form: str
    weight: float
    sure: float
    voice: str
    direction: int
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    plain: bool
    main: bool = True


@dataclass(frozen=True, slots=True)
class _Told:
    """What one claim says once its names are reduced to parties."""

    form: str
    weight: float
    day: datetime.date
    dated: bool
    agents: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(slots=True)
class _Hearing:
    """What has been heard so far, in order of publication."""

    sides: Mapping[str, str]
    known: Knowledge
    actors: dict[int, set[str]] = field(default_factory=dict)
    last: dict[tuple[int, str, tuple[str, ...], str], tuple[int, int]] = field(default_factory=dict)
    lately: dict[tuple[int, str, tuple[str, ...]], dict[str, int]] = field(default_factory=dict)
    rows: list[_Row] = field(default_factory=list)


def publication(claim: RecordedClaim) -> datetime.date | None:
    """The day on which a claim could be known: when it was published, else the last day that it tells of."""
    if claim.published is not None:
        return claim.published
    told = days(claim.time) if claim.time else None
    return told[1] if told else None


def voice_of(claim: RecordedClaim, origins: Mapping[str, str]) -> str:
    """The voice behind a claim: as `origins` says, else the innermost source, else the outlet, else the report."""
    if claim.id in origins:
        return origins[claim.id]
    if claim.sources:
        return claim.sources[-1].key
    return (claim.outlet or claim.report).casefold()


def assertions(
    claims: Sequence[RecordedClaim],
    *,
    origins: Mapping[str, str],
    sides: Mapping[str, str],
    births: Mapping[str, datetime.date] = MappingProxyType({}),
    accepted: frozenset[str] = frozenset(),
) -> Assertions:
    """What the claims assert of places; claims without place, day or party, or of other matters, have no row.

    Args:
        origins: claim id to the voice behind it, see `voice_of`.
        sides: a party's or a source's key to that of the party it counts for.
        births: a party's key to the day on which it came into being, where that is known.
        accepted: ids of claims that a person found right.
    """
    known = knowledge()
    dated, first, last = _window(claims)
    hearing = _Hearing(sides, known)
    places: dict[str, int] = {}
    sites: list[Site] = []
    read: list[tuple[_Row, bool]] = []
    for at, (published, claim) in enumerate(dated):
        told = _told(claim, published, hearing)
        if told is None:
            continue
        for site in claim.place:
            if told.form == "held" and _is_presence(claim, site, known):
                continue
            place = places.setdefault(site.key, len(sites))
            if place == len(sites):
                sites.append(site)
            elif sites[place].lat is None and site.lat is not None:
                sites[place] = site
            sure = 2.0 if claim.id in accepted else claim.confidence
            row = _Row(
                at, place, max((told.day - first).days, 0), (published - first).days, told.form, told.weight, sure,
                voice_of(claim, origins), NEUTRAL, told.agents, told.targets, told.weight == 1,
            )  # fmt: skip
            read.append((row, told.dated))
    shares = _one_voice([row for row, _ in read])
    for (row, stated), share in zip(read, shares, strict=True):
        row.weight *= share
        _hear(row, hearing, dated=stated)
    born = {party: max((day - first).days, 0) for party, day in births.items()}
    return _arrays(hearing, tuple(claim for _, claim in dated), sites, (first, last), born)


def _window(
    claims: Sequence[RecordedClaim],
) -> tuple[list[tuple[datetime.date, RecordedClaim]], datetime.date, datetime.date]:
    """The claims by day of publication, the first day that they may tell of, and the last day of publication.

    A report dated decades from all others is misdated, and would stretch the days worked out over all those decades.
    """
    window = knowledge().numbers["window"]
    dated = sorted(
        ((day, claim) for claim in claims if (day := publication(claim)) is not None),
        key=lambda item: (item[0], item[1].id),
    )
    if not dated:
        return [], datetime.date.min, datetime.date.min
    middle = dated[len(dated) // 2][0]
    dated = [item for item in dated if abs((item[0] - middle).days) <= window["longest"]]
    first = max(dated[0][0].toordinal() - int(window["back"]), 1)
    return dated, datetime.date.fromordinal(first), dated[-1][0]


def _told(claim: RecordedClaim, published: datetime.date, hearing: _Hearing) -> _Told | None:
    rule = hearing.known.rules.get((EventType(claim.type), Factuality(claim.factuality)))
    if rule is None or not claim.place:
        return None
    agents = tuple(dict.fromkeys(hearing.sides.get(name.key, name.key) for name in claim.agent))
    targets = tuple(side for name in claim.target if (side := hearing.sides.get(name.key, name.key)) not in agents)
    if not agents:
        rule, agents, targets = _by_nobody(rule, targets), targets, ()
        if rule is None:
            return None
    return _when(claim, published, rule, (agents, targets))


def _is_presence(claim: RecordedClaim, site: Site, known: Knowledge) -> bool:
    """Whether a claim tells of what a party has at a place, not of who holds it: "its naval base at Tartus"."""
    if site.kind not in known.settled_kinds:
        return False
    before, name, _ = claim.sentence.partition(site.name.partition(",")[0])
    behind = _WORD.findall(before.casefold())[-_NEAR:] if name else []
    return any(word in known.facilities and after in _AT for word, after in pairwise(behind))


def _by_nobody(rule: Rule, targets: tuple[str, ...]) -> Rule | None:
    """What a claim says of a deed without a doer; None where that is nothing.

    "The town was taken from the army" says who left it and not who came; "the town fell" says neither, but that
    somebody came, and "the town has not fallen" that nobody did.
    """
    if rule.form not in ("gain", "denied"):
        return None
    with_target, without = {"gain": ("left", "changed"), "denied": ("held", "unchanged")}[rule.form]
    return Rule(with_target if targets else without, rule.weight)


def _when(
    claim: RecordedClaim,
    published: datetime.date,
    rule: Rule,
    parties: tuple[tuple[str, ...], tuple[str, ...]],
) -> _Told | None:
    window = knowledge().numbers["window"]
    told = days(claim.time) if claim.time else None
    if told is None:
        return _Told(rule.form, rule.weight, published, False, *parties)
    first, last = min(told[0], published), min(told[1], published)
    long = (last - first).days >= window["dated"]
    old = (published - last).days > window["back"]
    if not (long or old):
        return _Told(rule.form, rule.weight, last, True, *parties)
    # Long after it, a gain is a statement of who holds the place.
    form = "held" if rule.form == "gain" else rule.form
    if form not in _LASTING:
        return None
    day = max(last, published - datetime.timedelta(days=window["back"]))
    return _Told(form, rule.weight * window["old"], day, False, *parties)


def _one_voice(rows: Sequence[_Row]) -> list[float]:
    """How much of what one voice says on a day of who held a place on a day goes to each row.

    It has said one thing, in many sentences. Where they are read to say that different parties hold the place, some
    are misread, and each party has the share of the sentences that name it.
    """

    def told(row: _Row) -> tuple[int, str, int, int]:
        return row.place, row.voice, row.published, row.day

    named: dict[tuple[int, str, int, int], dict[tuple[str, ...], float]] = {}
    for row in rows:
        if row.form in _HOLDING:
            said = named.setdefault(told(row), {})
            said[row.agents] = said.get(row.agents, 0.0) + min(row.sure, 1.0)
    return [
        named[told(row)][row.agents] / sum(named[told(row)].values()) if row.form in _HOLDING and row.sure else 1.0
        for row in rows
    ]


def _hear(row: _Row, hearing: _Hearing, *, dated: bool) -> None:
    row.direction = _direction(row, hearing)
    hearing.actors.setdefault(row.place, set()).update(row.agents, row.targets)
    row.weight *= _news(row, hearing, dated=dated)
    hearing.rows.append(row)
    # News is fresh: who is said to have come, on no stated day, had not come long before.
    lead = 1 if dated else int(hearing.known.numbers["window"]["lead"])
    if row.form in ("gain", "left") and row.day >= lead and (dated or row.plain):
        hearing.rows.append(
            _Row(
                row.claim,
                row.place,
                row.day - lead,
                row.published,
                f"before_{row.form}",
                row.weight if dated else row.weight * hearing.known.numbers["window"]["undated"],
                row.sure,
                row.voice,
                row.direction,
                row.agents,
                row.targets,
                plain=False,
                main=False,
            )
        )


def _direction(row: _Row, hearing: _Hearing) -> int:
    """Whose gain the voice speaks of; whoever was named at the place before has a stake in it."""
    if not row.agents:
        return NEUTRAL
    side = hearing.sides.get(row.voice, row.voice)
    favoured = hearing.known.favours[hearing.known.form(row.form)]
    if side in row.agents:
        return OWN if favoured else ADMITTED
    if side in row.targets or side in hearing.actors.get(row.place, ()):
        return ADMITTED if favoured else OWN
    return NEUTRAL


def _news(row: _Row, hearing: _Hearing, *, dated: bool) -> float:
    """How much of the words is new: one voice that repeats itself is little, many with the same words less each."""
    numbers = hearing.known.numbers["voices"]
    words = (row.place, row.form, row.agents)
    said = hearing.last.get((*words, row.voice))
    if said is not None and dated and row.day > said[1] + numbers["another"]:
        # It tells of a later day: the same has come about again, or what it said before was not it.
        said = None
    hearing.last[*words, row.voice] = (row.published, row.day)
    lately = hearing.lately.setdefault(words, {})
    others = sum(1 for voice, day in lately.items() if voice != row.voice and row.published - day <= numbers["within"])
    lately[row.voice] = row.published
    alike = numbers["alike_own"] if row.direction == OWN else numbers["alike"]
    repeated = 1.0 if said is None else 1.0 - math.exp(-(row.published - said[0]) / numbers["again"])
    return repeated * float((1 + others) ** -alike)


def _candidates(rows: Sequence[_Row], sites: Sequence[Site]) -> tuple[list[list[str]], list[dict[str, int]]]:
    """The parties of each place: those named there, by first mention; who was first at, or came to, places around it.

    Of the latter those count that were the first to be told of so at several places: what is told later may not change
    who could be meant before.

    Returns:
        The parties of each place; and for those of the places around, the day of publication from which on they are.
    """
    numbers = knowledge().numbers
    first = numbers["first"]
    most = int(numbers["window"]["candidates"])
    found: list[dict[str, None]] = [{} for _ in sites]
    around: dict[tuple[str, bool], dict[str, set[int]]] = {}
    common: dict[tuple[str, bool], dict[str, int]] = {}
    for row in rows:
        seen = found[row.place]
        for party in (*row.agents, *row.targets):
            if len(seen) < most:
                seen.setdefault(party)
        for party, was in _moves(row):
            for region in regions(sites[row.place]):
                places = around.setdefault((region, was), {}).setdefault(party, set())
                chosen = common.setdefault((region, was), {})
                places.add(row.place)
                if len(places) >= first["places"] and party not in chosen and len(chosen) < first["most"]:
                    chosen[party] = row.published
    usual: list[dict[str, int]] = [{} for _ in sites]
    for at, site in enumerate(sites):
        for region in regions(site):
            for was in (True, False):
                for party, day in common.get((region, was), {}).items():
                    usual[at][party] = min(day, usual[at].get(party, day))
        found[at].update(dict.fromkeys(usual[at]))
    return [list(seen) for seen in found], usual


def _moves(row: _Row) -> Iterator[tuple[str, bool]]:
    """The parties of whom a row tells that they were there before anybody else, or that they came after."""
    known = knowledge()
    for parties, share in zip((row.agents, row.targets), known.first[known.form(row.form)], strict=True):
        if share:
            yield from ((party, share > 0) for party in parties)


def regions(site: Site) -> tuple[str, str]:
    """The division and the country in which a place lies, by its name; the whole record's where the name tells none."""
    division, country = site.name.partition(", ")[2], site.name.rpartition(", ")[2]
    return (f"{division} " if division else "", country if ", " in site.name else "")


def _arrays(
    hearing: _Hearing,
    claims: tuple[RecordedClaim, ...],
    sites: list[Site],
    bounds: tuple[datetime.date, datetime.date],
    births: Mapping[str, int],
) -> Assertions:
    rows, known = hearing.rows, hearing.known
    parties, around = _candidates(rows, sites)
    wide = max((len(found) for found in parties), default=0)
    slots = [{party: at for at, party in enumerate(found)} for found in parties]
    usual, born = np.full((len(sites), wide), NEVER), np.zeros((len(sites), wide), dtype=np.int64)
    for at, since in enumerate(around):
        for party, day in since.items():
            usual[at, slots[at][party]] = day
        born[at, : len(slots[at])] = [births.get(party, 0) for party in slots[at]]
    agent = np.zeros((len(rows), wide), dtype=np.bool_)
    target = np.zeros((len(rows), wide), dtype=np.bool_)
    for mask, names in ((agent, [row.agents for row in rows]), (target, [row.targets for row in rows])):
        for at, slot in _slots(rows, names, slots):
            mask[at, slot] = True
    voices: dict[str, int] = {}
    groups: dict[tuple[str, int, str], int] = {}
    forms = {form: at for at, form in enumerate(known.forms)}

    def ints(values: Iterator[int]) -> Ints:
        return np.fromiter(values, dtype=np.int64, count=len(rows))

    def floats(values: Iterator[float]) -> Floats:
        return np.fromiter(values, dtype=np.float32, count=len(rows))

    return Assertions(
        claims=claims,
        places=tuple(sites),
        parties=tuple(tuple(found) for found in parties),
        usual=usual,
        born=born,
        voice=ints(voices.setdefault(row.voice, len(voices)) for row in rows),
        group=ints(groups.setdefault(_group(row, known), len(groups)) for row in rows),
        voices=tuple(voices),
        first_day=bounds[0],
        last_day=bounds[1],
        claim=ints(row.claim for row in rows),
        place=ints(row.place for row in rows),
        day=ints(row.day for row in rows),
        published=ints(row.published for row in rows),
        form=ints(forms[row.form] for row in rows),
        weight=floats(row.weight for row in rows),
        sure=floats(row.sure for row in rows),
        direction=ints(row.direction for row in rows),
        agent=agent,
        target=target,
        main=np.fromiter((row.main for row in rows), dtype=np.bool_, count=len(rows)),
        plain=np.fromiter((row.plain for row in rows), dtype=np.bool_, count=len(rows)),
    )


def _group(row: _Row, known: Knowledge) -> tuple[str, int, str]:
    favoured = known.favours[known.form(row.form)]
    about = row.agents[0] if row.agents else ""
    return row.voice, row.direction, about if favoured else f"not {about}"


def _slots(
    rows: Sequence[_Row], names: Sequence[tuple[str, ...]], slots: Sequence[Mapping[str, int]]
) -> Iterator[tuple[int, int]]:
    for at, (row, parties) in enumerate(zip(rows, names, strict=True)):
        for party in parties:
            slot = slots[row.place].get(party)
            if slot is not None:
                yield at, slot
