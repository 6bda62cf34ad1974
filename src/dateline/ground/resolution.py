"""Which of the places that bear a name a report means: by how well known they are and what else the report names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.ground.folding import fold, skeleton, sound
from dateline.ground.gazetteer import Entry, Gazetteer, country_rows
from dateline.ground.sightings import Guess
from dateline.ground.toponyms import accepted
from dateline.ground.transliteration import sureness
from dateline.schema import Mention, MentionKind, Place, Report

_NEAR = 100.0
"""Kilometres within which a place that is sure speaks for a candidate."""

_ALIKE = 74
"""How alike (0 to 100) two spellings must sound to be taken for one name."""

_OWN = 0.4
"""Share of a report that is about a country, from which on names are taken for places there that are spelt alike."""

_SHORTEST = 5
"""Letters of a name below which too many names are alike."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name with all it may stand for and what stands around it."""

    entries: tuple[Entry, ...]
    feature: str | None
    container: tuple[Entry, ...]
    metonym: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """What a report is about, as far as its places tell.

    Attributes:
        weights: share of the evidence for each country, adding up to 1.
        anchors: places that are sure.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    anchors: tuple[Entry, ...] = ()

    def share(self, country: str | None) -> float:
        """The part of the report that is about a country, 0 to 1."""
        return self.weights.get(country, 0.0) if country else 0.0


def scene(names: Sequence[Name], peoples: Iterable[str]) -> Scene:
    """The countries a report is about, by its names of countries, unmistakable places and words for peoples."""
    votes: defaultdict[str, float] = defaultdict(float)
    for code in peoples:
        votes[code] += 0.5
    for name in names:
        country = _unmistakable(name)
        if country:
            votes[country] += 0.4 if name.metonym else 1.5
    for name in names:
        inside = {entry.place.country for entry in name.entries} & {entry.place.country for entry in name.container}
        if len(inside) == 1 and (country := inside.pop()):
            votes[country] += 0.5
    total = sum(votes.values())
    return Scene({code: count / total for code, count in votes.items()} if total else {})


def _unmistakable(name: Name) -> str | None:
    first = name.entries[0]
    if (country := next((entry for entry in name.entries if entry.place.kind == "country"), None)) is not None:
        shared = any(entry.place.kind == "province" and entry.main for entry in name.entries)
        return None if shared else country.place.country
    countries = {entry.place.country for entry in name.entries}
    if len(countries) == 1:
        return first.place.country
    others = max((entry.population for entry in name.entries if entry.place.country != first.place.country), default=0)
    return first.place.country if first.population >= 100_000 and first.population > 10 * others else None


def theatre(mentions: Sequence[Mention]) -> str | None:
    """The code of the country that a report is mostly about, None where no place is known."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.place and mention.place.country and mention.confidence >= 0.3:
            votes[mention.place.country] += 1
    return votes.most_common(1)[0][0] if votes else None


def foreign(name: Name, scene: Scene) -> bool:
    """Whether all bearers of a name are small and lie in countries that the report is not about."""
    return bool(scene.weights) and not any(
        scene.share(entry.place.country) >= 0.1
        or entry.population >= 100_000
        or entry.place.id.startswith("overlay:")
        or entry.place.country in {outer.place.country for outer in name.container}
        for entry in name.entries
    )


def anchored(before: Scene, names: Sequence[Name]) -> Scene:
    """The scene with the places that its countries alone make sure of."""
    sure = []
    for name in names:
        entry, confidence = resolve(name, before)
        if (
            confidence >= 0.75
            and entry.place.lat is not None
            and entry.place.kind not in ("country", "region", "water")
        ):
            sure.append(entry)
    return replace(before, anchors=tuple(dict.fromkeys(sure)))


def resolve(name: Name, scene: Scene) -> tuple[Entry, float]:
    """The likeliest entry of a name and how likely it is right, 0 to 1."""
    scored = sorted(
        ((_score(entry, name, scene), -place, entry) for place, entry in enumerate(name.entries)), reverse=True
    )
    best, _, entry = scored[0]
    entry = _town_of_division(entry, name)
    rivals = [score for score, _, other in scored if other is not entry and not _same_spot(entry.place, other.place)]
    margin = best - max(rivals, default=best - 4)
    return entry, min(0.98, 0.35 + 0.65 / (1 + math.exp(1 - 1.6 * margin)))


def _town_of_division(entry: Entry, name: Name) -> Entry:
    """The town that a division is called after, unless a feature word asks for the division."""
    if entry.place.kind != "province" or name.feature == "province":
        return entry
    for other in name.entries:
        inside = other.place.country == entry.place.country and other.admin1 == entry.admin1
        if (
            inside
            and other.place.kind in ("city", "town", "village")
            and (other.main or other.population >= 100_000)
            and _seat(other, entry)
        ):
            return other
    return entry


def _seat(town: Entry, division: Entry) -> bool:
    """Whether town and division share their name ("Homs"), rather than the town bearing it by the way."""
    return fold(town.place.name.split(",")[0]) == fold(division.place.name.split(",")[0])


_STANDING = {"country": 9.0, "region": 5.2, "water": 5.2, "province": 5.6}


def _score(entry: Entry, name: Name, scene: Scene) -> float:
    kind = entry.place.kind
    score = _STANDING.get(kind) or math.log10(entry.population + 30)
    score += 0.5 * entry.main
    share = scene.share(entry.place.country)
    score += 3.0 * min(1.0, share * 1.5)
    score += _fit(kind, name.feature)
    if name.container:
        score += max(_inside(entry, outer) for outer in name.container)
    score += _nearness(entry, scene)
    return score


def _fit(kind: str, feature: str | None) -> float:
    if feature is None:
        return 0.0
    if kind in accepted(feature):
        return 2.5
    return -3.0 if feature in ("province", "city", "town", "airbase", "prison", "water", "country") else -0.5


def _inside(entry: Entry, outer: Entry) -> float:
    if outer.place.country != entry.place.country or outer.place.id == entry.place.id:
        return 0.0
    if outer.place.kind == "country":
        return 4.0 if entry.place.kind != "country" else 0.0
    if outer.admin1 == entry.admin1 and entry.place.kind not in ("country", "province"):
        return 4.0
    return 0.0


def _nearness(entry: Entry, scene: Scene) -> float:
    if entry.place.lat is None or entry.place.kind in ("country", "region", "water"):
        return 0.0
    if entry.place.kind == "province":
        inside = sum(
            anchor.admin1 == entry.admin1 and anchor.place.country == entry.place.country for anchor in scene.anchors
        )
        return min(2.0, 1.0 * inside)
    gaps = [distance(entry.place, anchor.place) for anchor in scene.anchors if anchor.place.id != entry.place.id]
    near = sum(gap <= _NEAR for gap in gaps)
    return min(1.5, 0.5 * near)


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places; infinite where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    p, q = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def _same_spot(one: Place, other: Place) -> bool:
    return distance(one, other) <= 50 and one.country == other.country


def guessed(report: Report, guesses: Sequence[Guess], scene: Scene, gazetteer: Gazetteer) -> list[Mention]:
    """Mentions for names that the gazetteer lacks as written: the place that sounds alike nearby, or none."""
    bones = {guess: skeleton(guess.text) for guess in guesses}
    found = gazetteer.sounding(filter(None, bones.values()))
    mentions = []
    for guess in guesses:
        entry, alike = _alike(guess, found.get(bones[guess], ()), scene, gazetteer)
        if entry is None and not guess.backed:
            continue
        if entry is None:
            entry, alike = _spelt(guess, scene, gazetteer)
        mentions.append(
            Mention(
                report.span(guess.start, guess.end),
                MentionKind.PLACE,
                place=entry.place if entry else None,
                confidence=round(0.6 * alike, 3) if entry else 0.3,
            )
        )
    return mentions


def _alike(guess: Guess, entries: Sequence[Entry], scene: Scene, gazetteer: Gazetteer) -> tuple[Entry | None, float]:
    from rapidfuzz import fuzz

    best: tuple[float, Entry | None] = (0.0, None)
    wanted = sound(guess.text)
    for entry in entries:
        if scene.share(entry.place.country) < 0.1 or (
            guess.feature and entry.place.kind not in accepted(guess.feature)
        ):
            continue
        likeness = max((fuzz.ratio(wanted, sound(key)) for key in gazetteer.keys_of(entry)), default=0.0)
        floor = _ALIKE if len(wanted) > 5 else 85
        score = likeness + 4 * _nearness(entry, scene) + math.log10(entry.population + 30)
        if likeness >= floor and score > best[0]:
            best = (score, entry)
    return best[1], min(1.0, best[0] / 100)


def _spelt(guess: Guess, scene: Scene, gazetteer: Gazetteer) -> tuple[Entry | None, float]:
    """The place of the report's own country that is spelt somewhat like a guess, and how likely it is the one meant."""
    country = max(scene.weights, key=scene.share, default=None)
    if country is None or scene.share(country) < _OWN:
        return None, 0.0
    if sum(map(str.isalpha, guess.text)) < _SHORTEST or any(map(str.isdigit, guess.text)):
        return None, 0.0
    found = gazetteer.spelt(guess.text, country)
    if guess.feature:
        found = [(entry, match) for entry, match in found if entry.place.kind in accepted(guess.feature)]
    sure = sureness([match for _, match in found])
    return (found[0][0], sure) if sure else (None, 0.0)


def namesake(division: Place, gazetteer: Gazetteer) -> Place | None:
    """The town that a division is called after, which mostly is its seat."""
    key = fold(division.name.split(",")[0])
    own = [entry for entry in gazetteer.named([key]).get(key, ()) if entry.place.country == division.country]
    return next((entry.place for entry in own if entry.place.kind in ("city", "town")), None)


def capital(code: str, gazetteer: Gazetteer) -> Place | None:
    """The capital of a country."""
    row = country_rows().get(code)
    if row is None:
        return None
    key = fold(row["capital"])
    for entry in gazetteer.named([key]).get(key, ()):
        if entry.place.country == code and entry.place.kind in ("city", "town"):
            return entry.place
    return None
