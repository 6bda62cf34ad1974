"""What a span in the role of place stands for when it is no name: "the city", "there", "an area near the base"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline import data
from dateline.ground import resolution, toponyms
from dateline.ground.folding import fold
from dateline.ground.gazetteer import Gazetteer, demonyms
from dateline.ground.resolution import theatre
from dateline.schema import Locus, Mention, MentionKind, Place, Report, Span

_BREADTH = {"country": 3, "region": 2, "water": 2, "province": 1}
_FACILITIES = frozenset({"airbase", "base", "prison", "dam", "crossing", "oilfield", "airport", "camp", "hospital"})
_SURE = 0.3
"""Confidence from which a mention may be the antecedent of a description."""


def locate(span: Span, report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Locus:
    """The place that a span in the role of place stands for; `Locus.place` is None where nothing tells.

    A name is its mention; "an area near the base" and "areas around Tabqa" are the place inside; a definite
    description ("the city", "there") is a fitting place named before it, the nearest or the one most spoken of; "the
    capital" is that of the country the report is mostly about. Where nothing fits before, the next one named is taken.
    """
    places = [mention for mention in mentions if mention.kind is MentionKind.PLACE]
    known = [mention for mention in places if mention.place and mention.confidence >= _SURE]
    inside = [mention for mention in places if mention.span.overlaps(span)]
    if inside:
        best = _narrowest(inside)
        if best.place is None:
            if not _tiers(span):
                return Locus(span, None, best.confidence)
            place, confidence = _described(span, report, known, gazetteer)
            return Locus(span, place, round(confidence, 3))
        narrower = _facility_within(span, best.place, _nearest(span, known, report))
        if narrower is not None:
            return narrower
        if not _asks_capital(span):
            return Locus(span, best.place, best.confidence)
    place, confidence = _described(span, report, known, gazetteer)
    return Locus(span, place, round(confidence, 3))


def _narrowest(inside: Sequence[Mention]) -> Mention:
    known = [mention for mention in inside if mention.place]
    return min(known or inside, key=lambda m: (_BREADTH.get(m.place.kind, 0) if m.place else 0, m.span))


def _words(span: Span) -> list[str]:
    text = span.text.replace("’s", "").replace("'s", "")
    return [toponyms.fold_word(word.strip("“”\"'’.,;:()")) for word in text.split()]


def _tiers(span: Span) -> tuple[tuple[str, ...], ...]:
    """The kinds of place that the head of the description asks for, the better first; empty without such a head."""
    table = data.table("places_words.toml")["descriptions"]
    words = _words(span)
    if "of" in words and any(word in table for word in words[words.index("of") :]):
        words = words[words.index("of") :]
    heads = [word for word in words if word in table]
    return tuple(tuple(tier) for tier in table[heads[-1]]) if heads else ()


def _asks_capital(span: Span) -> bool:
    return any(word in ("capital", "capitals") for word in _words(span))


def _facility_within(span: Span, around: Place, near: Iterable[Mention]) -> Locus | None:
    """The base or city meant by "an air base in northern Syria", "Syria's second city", where the report names one."""
    tiers = _tiers(span)
    kinds = {kind for tier in tiers[:1] for kind in tier}
    single = kinds <= _FACILITIES or _words(span)[-1] in ("city", "town")
    if around.kind not in ("country", "region", "province") or not kinds or not single:
        return None
    for mention in near:
        if mention.place and mention.place.kind in kinds and mention.place.country == around.country:
            return Locus(span, mention.place, round(0.7 * mention.confidence, 3))
    return None


def _described(
    span: Span, report: Report, known: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Place | None, float]:
    country = _country(span, known)
    if _asks_capital(span):
        return _capital(span, report, known, country, gazetteer)
    tiers = _tiers(span)
    if tiers == (("country",),) and country and (entry := gazetteer.country(country)):
        return entry.place, 0.7
    near = _nearest(span, known, report)
    if "prison" in (kind for tier in tiers for kind in tier):
        prison = _prison(span, near, gazetteer)
        if prison:
            return prison, 0.6
    for tier in tiers:
        mention = _antecedent(
            span, [mention for mention in near if mention.place and mention.place.kind in tier], country
        )
        if mention and mention.place:
            return mention.place, 0.8 * mention.confidence
    people = [demonyms()[word] for word in _words(span) if word in demonyms()]
    if people and (entry := gazetteer.country(people[0])):
        return entry.place, 0.4
    return _anywhere(span, near, bool(tiers))


def _anywhere(span: Span, near: Sequence[Mention], described: bool) -> tuple[Place | None, float]:
    """The latest place for "there", "the area" and for descriptions without an antecedent of their kind."""
    words = set(_words(span))
    loose = toponyms.words("grammar", "pronouns") | toponyms.words("grammar", "anywhere")
    if not described and not words & loose:
        return None, 0.0
    for broad in (False, True):
        for mention in near:
            if mention.place and (mention.place.kind in ("country", "water", "region")) is broad:
                return mention.place, (0.4 if broad else 0.6) * mention.confidence
    return None, 0.0


def _nearest(span: Span, known: Sequence[Mention], report: Report) -> list[Mention]:
    """Mentions by nearness: those before the span from the last to the first, then those behind it."""
    before = sorted((mention for mention in known if mention.span.end <= span.start), key=lambda m: -m.span.start)
    behind = sorted((mention for mention in known if mention.span.start >= span.end), key=lambda m: m.span.start)
    sentence = next((sentence for sentence in report.sentences if sentence.overlaps(span)), None)
    own = [mention for mention in behind if sentence and mention.span.start < sentence.end]
    return before + own + behind[len(own) :]


def _antecedent(span: Span, fitting: Sequence[Mention], country: str | None) -> Mention | None:
    """The fitting mention that a description most likely takes up: near, often named, in the report's country."""
    if not fitting:
        return None
    often = Counter(mention.place.id for mention in fitting if mention.place)
    best, best_score = None, -1e9
    for rank, mention in enumerate(fitting):
        if mention.place is None:
            continue
        gap = abs(span.start - mention.span.start) / 300 + (1.0 if mention.span.start > span.start else 0.0)
        score = (
            min(often[mention.place.id], 4) * 0.35
            - gap
            - 0.1 * rank
            + (1.0 if mention.place.country == country else 0.0)
        )
        if score > best_score:
            best, best_score = mention, score
    return best


def _country(span: Span, known: Sequence[Mention]) -> str | None:
    people = [demonyms()[word] for word in _words(span) if word in demonyms()]
    return people[0] if people else theatre(known)


def _capital(
    span: Span, report: Report, known: Sequence[Mention], country: str | None, gazetteer: Gazetteer
) -> tuple[Place | None, float]:
    if any(word in ("provincial", "regional") for word in _words(span)):
        inside = [mention for mention in known if mention.span.overlaps(span)]
        for mention in inside or _nearest(span, known, report):
            if mention.place and mention.place.kind == "province":
                seat = resolution.namesake(mention.place, gazetteer)
                return (seat or mention.place), 0.6
            if mention.place and mention.place.kind == "city":
                return mention.place, 0.6
        return None, 0.0
    inside = [mention for mention in known if mention.span.overlaps(span) and mention.place]
    for mention in inside:
        if mention.place and mention.place.kind != "country":
            return mention.place, mention.confidence
        country = mention.place.country if mention.place else country
    place = resolution.capital(country, gazetteer) if country else None
    return place, 0.7 if place else 0.0


def _prison(span: Span, near: Sequence[Mention], gazetteer: Gazetteer) -> Place | None:
    """The prison known for the latest town: "the city's military prison"."""
    words = _words(span)
    phrase = "military prison" if "military" in words else "central prison" if "central" in words else "prison"
    for mention in near:
        if mention.place and mention.place.kind == "prison":
            return mention.place
        if mention.place and mention.place.kind in ("city", "town", "province"):
            key = fold(f"{mention.place.name.split(',')[0]} {phrase}")
            for entry in gazetteer.named([key]).get(key, ()):
                if entry.place.kind == "prison" and entry.place.country == mention.place.country:
                    return entry.place
            return None
    return None
