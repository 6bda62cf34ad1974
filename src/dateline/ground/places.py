"""Places that a report names: which words are toponyms, and which places of the gazetteer they are.

`spot` finds the names; `locate` says which place a span in the role of place stands for, be it a name or "the city".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.ground import resolution, sightings, toponyms
from dateline.ground.descriptions import locate
from dateline.ground.folding import fold
from dateline.ground.gazetteer import Entry, Gazetteer, demonyms
from dateline.ground.resolution import Name, Scene, theatre
from dateline.ground.sightings import Guess, Sighting
from dateline.ground.toponyms import Line
from dateline.schema import Mention, MentionKind, Report, Span

__all__ = ["locate", "spot", "theatre"]

_METONYM = 0.25
"""Confidence of a country or capital that stands for its government."""

_KNOWN = 15_000
"""People from whom on a place abroad is taken for the one meant."""


def spot(report: Report, gazetteer: Gazetteer, *, taken: Sequence[Span] = ()) -> tuple[Mention, ...]:
    """The toponyms of a report in order, each with the place it names as the whole report suggests.

    `taken` are spans that belong to actors: a name inside a longer one of them is not a place. A mention without
    `place` looks like a toponym that the gazetteer does not hold. Countries and capitals that stand for governments
    ("Moscow said") come with a confidence below 0.3.
    """
    found = toponyms.lines(report)
    runs = [tuple(candidate for candidate in toponyms.candidates(line)) for line in found]
    keys = {candidate.key for run in runs for candidate in run}
    entries = gazetteer.named(keys | {key[:-1] for key in keys if key.endswith("s")})
    ground = sightings.Ground(entries, sightings.persons(found), taken)
    seen = [sighting for line, run in zip(found, runs, strict=True) for sighting in sightings.choose(line, run, ground)]
    scene = resolution.scene(_names(seen, gazetteer), _peoples(found))
    posted = frozenset(sighting.candidate.key for sighting in seen if sighting.backed)
    kept = [sighting for sighting in seen if sightings.plausible(sighting, scene.weights, posted)]
    names = _names(kept, gazetteer)
    scene = resolution.anchored(scene, names)
    mentions, strange = [], []
    for sighting, name in zip(kept, names, strict=True):
        if resolution.foreign(name, scene):
            strange.append((sighting, name))
        else:
            mentions.append(_mention(report, sighting, name, scene))
    mentions += _strangers(report, strange, scene, gazetteer)
    covered = [mention.span for mention in mentions]
    covered += [span for run in runs for span in sightings.refused(run, ground)]
    open_names = [guess for run in runs for guess in sightings.guesses(run, covered, taken)]
    mentions += resolution.guessed(report, open_names, scene, gazetteer)
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def _peoples(found: Iterable[Line]) -> Iterator[str]:
    """The country of each word for a people ("Syrian")."""
    known = demonyms()
    for line in found:
        for word in line.words:
            if word.low in known:
                yield known[word.low]


def _names(seen: Sequence[Sighting], gazetteer: Gazetteer) -> list[Name]:
    seats = _seats(seen, gazetteer)
    return [
        Name(
            sighting.entries + tuple(seat for entry in sighting.entries for seat in seats.get(entry.place.id, ())),
            sighting.feature,
            _container(seen, place),
            sighting.metonym,
        )
        for place, sighting in enumerate(seen)
    ]


def _seats(seen: Sequence[Sighting], gazetteer: Gazetteer) -> dict[str, tuple[Entry, ...]]:
    """For each division seen, the town it is called after, which may not bear the spelling used ("Deir Ezzor")."""
    divisions = {entry for sighting in seen for entry in sighting.entries if entry.place.kind == "province"}
    keys = {entry: fold(entry.place.name.split(",")[0]) for entry in divisions}
    towns = gazetteer.named(keys.values())
    return {
        entry.place.id: tuple(
            town
            for town in towns.get(key, ())
            if town.place.country == entry.place.country
            and town.admin1 == entry.admin1
            and town.place.kind != "province"
        )
        for entry, key in keys.items()
    }


def _container(seen: Sequence[Sighting], place: int) -> tuple[Entry, ...]:
    """What the name lies in by the words around it: "Tripoli, Lebanon", "Suran in Hama", "Aleppo's Hamdaniya"."""
    here = seen[place]
    line = here.candidate.line
    found: tuple[Entry, ...] = ()
    if place + 1 < len(seen) and seen[place + 1].candidate.line is line:
        then = seen[place + 1]
        between = line.span.text[here.end - line.span.start : then.start - line.span.start].strip().lower()
        if between in (",", "in", "in the", "of", "(", ", in", "inside", "in rural", "of the", "in the province of"):
            found += then.entries
    if place and seen[place - 1].candidate.line is line:
        last = seen[place - 1]
        between = line.span.text[last.end - line.span.start : here.start - line.span.start].strip().lower()
        if between in ("’s", "'s", "s", "(", "") or between.startswith(("'s ", "’s ")):
            found += last.entries
    return found


def _mention(report: Report, sighting: Sighting, name: Name, scene: Scene) -> Mention:
    entry, confidence = resolution.resolve(name, scene)
    span = report.span(sighting.start, sighting.end)
    if sighting.metonym and entry.place.kind in ("country", "city", "province"):
        confidence = min(confidence, _METONYM)
    return Mention(span, MentionKind.PLACE, place=entry.place, confidence=round(confidence, 3))


def _strangers(
    report: Report, strange: Sequence[tuple[Sighting, Name]], scene: Scene, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Names whose only bearers lie far from the report's countries: a place that sounds alike there comes first."""
    guesses = []
    for sighting, _ in strange:
        candidate = sighting.candidate
        offset = candidate.line.span.start
        text = candidate.line.span.text[candidate.start - offset : candidate.end - offset]
        guesses.append(Guess(text, sighting.start, sighting.end, sighting.feature, sighting.backed))
    alike = {mention.span: mention for mention in resolution.guessed(report, guesses, scene, gazetteer)}
    for sighting, name in strange:
        exact = _mention(report, sighting, name, scene)
        near = alike.get(exact.span)
        if near and near.place:
            yield near
        elif max(entry.population for entry in name.entries) >= _KNOWN:
            yield exact
        else:
            yield replace(exact, place=None, confidence=0.3)
