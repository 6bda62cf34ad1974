"""Places that a report names: which words are toponyms, which places they are, and what "the city" stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline import data
from dateline.ground import resolution, toponyms
from dateline.ground.gazetteer import Entry, Gazetteer, demonyms
from dateline.ground.resolution import Name, Scene
from dateline.ground.toponyms import Candidate, Line, Word, listed
from dateline.schema import Locus, Mention, MentionKind, Place, Report, Span

_METONYM = 0.25
"""Confidence of a country or capital that stands for its government."""

_LARGE = 100_000
_KNOWN = 5_000


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A candidate with what the gazetteer offers for it and the evidence around it."""

    candidate: Candidate
    entries: tuple[Entry, ...]
    feature: str | None
    start: int
    end: int
    backed: bool
    metonym: bool


def spot(report: Report, gazetteer: Gazetteer, *, taken: Sequence[Span] = ()) -> tuple[Mention, ...]:
    """The toponyms of a report in order, each with the place it names as the whole report suggests.

    `taken` are spans that belong to actors: a name inside a longer one of them is not a place. A mention without
    `place` looks like a toponym that the gazetteer does not hold. Countries and capitals that stand for governments
    ("Moscow said") come with a confidence below 0.3.
    """
    found = toponyms.lines(report)
    runs = {line: tuple(toponyms.candidates(line)) for line in found}
    entries = gazetteer.named(candidate.key for run in runs.values() for candidate in run)
    sightings = [
        sighting for line in found for sighting in _choose(line, runs[line], entries, _blocked(taken, line))
    ]
    scene = resolution.scene(_names(sightings), _peoples(found), gazetteer)
    kept = [sighting for sighting in sightings if _plausible(sighting, scene)]
    names = _names(kept)
    scene = resolution.anchored(scene, names)
    mentions = [
        _mention(report, sighting, name, scene) for sighting, name in zip(kept, names, strict=True)
    ]
    covered = [mention.span for mention in mentions]
    guesses = [guess for line in found for guess in _guesses(line, covered, taken)]
    mentions += resolution.guessed(report, guesses, scene, gazetteer)
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def theatre(mentions: Sequence[Mention]) -> str | None:
    """The code of the country that a report is mostly about, None where no place is known."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.place and mention.place.country and mention.confidence >= 0.3:
            votes[mention.place.country] += 1
    return votes.most_common(1)[0][0] if votes else None


def _blocked(taken: Sequence[Span], line: Line) -> tuple[Span, ...]:
    return tuple(span for span in taken if span.overlaps(line.span))


def _peoples(found: Iterable[Line]) -> Iterator[str]:
    """The country of each word for a people ("Syrian")."""
    known = demonyms()
    for line in found:
        for word in line.words:
            if word.low in known:
                yield known[word.low]


def _names(sightings: Iterable[_Sighting]) -> list[Name]:
    listing = list(sightings)
    return [
        Name(sighting.entries, sighting.feature, _container(listing, place), sighting.metonym, sighting.candidate.key)
        for place, sighting in enumerate(listing)
    ]


def _container(sightings: Sequence[_Sighting], place: int) -> tuple[Entry, ...]:
    """What the name lies in by the words around it: "Tripoli, Lebanon", "Suran in Hama province", "Aleppo's Hamdaniya"."""
    here = sightings[place]
    line = here.candidate.line
    found: tuple[Entry, ...] = ()
    if place + 1 < len(sightings) and sightings[place + 1].candidate.line is line:
        then = sightings[place + 1]
        between = line.span.text[here.end - line.span.start : then.start - line.span.start].strip().lower()
        if between in (",", "in", "in the", "of", "(", ", in", "inside", "in rural", "in the province of"):
            found += then.entries
    if place and sightings[place - 1].candidate.line is line:
        last = sightings[place - 1]
        between = line.span.text[last.end - line.span.start : here.start - line.span.start].strip().lower()
        if between in ("’s", "'s", "s", "(", "") or between.startswith(("'s ", "’s ")):
            found += last.entries
    return found


def _choose(
    line: Line, run: Sequence[Candidate], entries: Mapping[str, tuple[Entry, ...]], blocked: Sequence[Span]
) -> Iterator[_Sighting]:
    """The candidates of a line that may stand as toponyms, the longest where several overlap."""
    ended = line.span.start
    for candidate in run:
        offered = entries.get(candidate.key, ())
        if candidate.start < ended or not offered:
            continue
        sighting = _sight(candidate, offered)
        if sighting is None or any(
            span.contains(_span(line, sighting.candidate)) and len(span.text) > candidate.end - candidate.start
            for span in blocked
        ):
            continue
        ended = sighting.end
        yield sighting


def _span(line: Line, candidate: Candidate) -> Span:
    start, end = candidate.start, candidate.end
    return Span(start, end, line.span.text[start - line.span.start : end - line.span.start])


def _sight(candidate: Candidate, entries: tuple[Entry, ...]) -> _Sighting | None:
    """The candidate with its evidence, None where the words around it make it something else than a place."""
    line, head = candidate.line, candidate.line.words[candidate.first]
    single = candidate.last - candidate.first == 1
    behind, ahead = toponyms.feature_after(candidate), toponyms.feature_before(candidate)
    feature = behind[0] if behind else ahead[0] if ahead else None
    if single and head.low in demonyms():
        return None
    low = " ".join(word.low for word in line.words[candidate.first : candidate.last])
    if low in toponyms.features() or low in toponyms.words("grammar", "directions"):
        return None
    if (line.loud or line.flat) and single and len(head.text) < 4 and head.low not in ("us", "uk", "uae"):
        return None
    previous = toponyms.before(candidate)
    preposition = listed("grammar", "prepositions", previous) or (
        previous is not None and previous.low == "the" and listed("grammar", "prepositions", toponyms.before(candidate, 1))
    )
    strong = listed("grammar", "strong", previous)
    comma = candidate.last < len(line.words) and line.words[candidate.last].gap.strip() == ","
    if single and low in toponyms.words("reject", "never"):
        return None
    if single and low in toponyms.words("reject", "doubtful") and not (feature or strong):
        return None
    if single and low in toponyms.words("reject", "persons") and not feature:
        return None
    if not feature and _of_organisation(candidate):
        return None
    if not _stands_alone(candidate, strong=bool(strong), feature=behind is not None):
        return None
    start, end = candidate.start, candidate.end
    if behind and line.words[candidate.last - 1].stop == end:
        end = line.words[candidate.last + behind[1] - 1].end
    start = _with_direction(candidate, start)
    metonym = not preposition and not feature and _speaks(candidate)
    return _Sighting(candidate, entries, feature, start, end, bool(preposition or feature or comma), metonym)


def _with_direction(candidate: Candidate, start: int) -> int:
    """Where the name starts with the direction before it: "northern Syria", "northern and eastern Syria"."""
    offset = 0
    word = toponyms.before(candidate)
    while word and (word.low in toponyms.words("grammar", "directions")):
        start = word.start
        joint, further = toponyms.before(candidate, offset + 1), toponyms.before(candidate, offset + 2)
        if joint and further and joint.low == "and" and further.low in toponyms.words("grammar", "directions"):
            offset += 2
            word = further
        else:
            break
    return start


def _of_organisation(candidate: Candidate) -> bool:
    """Whether "of" and the head of an organisation's name stand before ("Islamic State of Iraq and Syria")."""
    words = candidate.line.words
    place = candidate.first - 1
    while place > 0 and words[place].low in ("and", "the", "iraq", "syria", "al", "greater"):
        place -= 1
    if place < 1 or words[place].low != "of":
        return False
    head = words[place - 1]
    return head.capital and (not head.first or candidate.line.title) and head.low in toponyms.words("reject", "organisation_heads")


def _stands_alone(candidate: Candidate, *, strong: bool, feature: bool) -> bool:
    """Whether the capitals around the name leave it a name of its own, not a part of a person's or organisation's."""
    line = candidate.line
    previous, then = toponyms.before(candidate), toponyms.after(candidate)
    if line.words[candidate.last - 1].stop != candidate.end:
        then = None
    if listed("reject", "titles", previous) and previous and (previous.capital or previous.low in ("president", "general")):
        return False
    if then and then.low in toponyms.words("reject", "organisation_tails") and not feature and (then.capital or then.low in ("army",)):
        return False
    if line.loud or line.flat:
        return True
    if previous and previous.capital and not strong and _name_part(previous, line):
        return False
    if then and then.capital and not feature and not line.title:
        return then.low in demonyms() or _calendar(then) or then.low in toponyms.words("grammar", "directions") or strong
    return True


def _name_part(word: Word, line: Line) -> bool:
    """Whether a capitalised word before a name may be the first part of a longer name."""
    if word.low in toponyms.words("reject", "persons"):
        return True
    if word.first or line.title:
        return False
    low = word.low
    return not (
        low in demonyms() or low in toponyms.words("grammar", "directions") or low in toponyms.features() or _calendar(word)
        or low in toponyms.words("grammar", "prepositions") or low in ("the", "and")
    )


def _calendar(word: Word) -> bool:
    return word.low[:3] in ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun", "jul",
                            "aug", "sep", "oct", "nov", "dec") and word.low in toponyms.words("reject", "never")


def _speaks(candidate: Candidate) -> bool:
    """Whether a verb of saying or deciding follows, so that a government is meant ("Ankara has backed")."""
    for offset in range(3):
        word = toponyms.after(candidate, offset)
        if word is None or candidate.line.words[candidate.last - 1].stop != candidate.end:
            return False
        if word.low in toponyms.words("grammar", "metonym_verbs"):
            return True
        if word.low not in toponyms.words("grammar", "auxiliaries"):
            return False
    return False


def _plausible(sighting: _Sighting, scene: Scene) -> bool:
    """Whether the name is likely a place given how well known it is and what the report is about."""
    candidate = sighting.candidate
    if sighting.feature or candidate.last - candidate.first > 2:
        return True
    head = candidate.line.words[candidate.first]
    best = max(entry.population for entry in sighting.entries)
    own = any(entry.place.id.startswith("overlay:") for entry in sighting.entries)
    local = any(scene.share(entry.place.country) >= 0.15 for entry in sighting.entries)
    if candidate.line.flat or candidate.line.loud:
        return own or best >= _LARGE or (local and sighting.backed and best >= _KNOWN)
    if head.first and not sighting.backed:
        return own or best >= _LARGE or local
    if not sighting.backed and candidate.line.title:
        return own or best >= _LARGE or local
    return own or local or best >= (_KNOWN if sighting.backed else _LARGE)


def _mention(report: Report, sighting: _Sighting, name: Name, scene: Scene) -> Mention:
    entry, confidence = resolution.resolve(name, scene)
    span = report.span(sighting.start, sighting.end)
    if sighting.metonym and entry.place.kind in ("country", "city"):
        confidence = min(confidence, _METONYM)
    return Mention(span, MentionKind.PLACE, place=entry.place, confidence=round(confidence, 3))


def _guesses(line: Line, covered: Sequence[Span], taken: Sequence[Span]) -> Iterator[resolution.Guess]:
    """Runs of capitalised words at a place's post ("in NAME", "NAME village") that no mention covers."""
    if line.flat or line.loud:
        return
    ended = -1
    for candidate in toponyms.candidates(line):
        if candidate.start < ended or any(w.low in toponyms.features() for w in line.words[candidate.first : candidate.last]):
            continue
        guess = _guess(candidate)
        if guess is None:
            continue
        span = _span(line, candidate)
        if any(span.overlaps(other) for other in covered) or any(span.overlaps(other) for other in taken):
            continue
        ended = candidate.end
        yield guess


def _guess(candidate: Candidate) -> resolution.Guess | None:
    words = candidate.line.words[candidate.first : candidate.last]
    lows = {word.low for word in words}
    if lows & (demonyms().keys() | toponyms.words("reject", "never") | toponyms.words("reject", "titles")):
        return None
    if lows & toponyms.words("reject", "organisation_tails") or not words[0].capital:
        return None
    previous, then = toponyms.before(candidate), toponyms.after(candidate)
    if (then and then.capital and not _calendar(then)) or (previous and previous.capital and not previous.first):
        return None
    behind, ahead = toponyms.feature_after(candidate), toponyms.feature_before(candidate)
    place_feature = (behind and behind[0]) or (ahead and ahead[0])
    strong = listed("grammar", "strong", previous)
    arabic = words[0].low.startswith(("al-", "ad-", "ar-", "as-", "al "))
    if not (place_feature or strong or arabic):
        return None
    if lows & toponyms.words("reject", "persons") and not place_feature:
        return None
    end = candidate.line.words[candidate.last + behind[1] - 1].end if behind else candidate.end
    text = candidate.line.span.text[candidate.start - candidate.line.span.start : candidate.end - candidate.line.span.start]
    return resolution.Guess(text, candidate.start, end, place_feature or None, bool(place_feature or strong))


def locate(span: Span, report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Locus:
    """The place that a span in the role of place stands for; `Locus.place` is None where nothing tells.

    A name is its mention; "an area near the base" and "areas around Tabqa" are the place inside; a definite
    description ("the city", "there") is the latest fitting place before it, the headline last; "the capital" is that
    of the country the report is mostly about.
    """
    places = [mention for mention in mentions if mention.kind is MentionKind.PLACE]
    inside = [mention for mention in places if mention.span.overlaps(span)]
    if inside:
        best = _narrowest(span, inside)
        if best.place is not None or not _description(span):
            return Locus(span, best.place, best.confidence)
    place, confidence = _described(span, report, places, gazetteer)
    return Locus(span, place, confidence)


_BREADTH = {"country": 3, "region": 2, "water": 2, "province": 1}


def _narrowest(span: Span, inside: Sequence[Mention]) -> Mention:
    known = [mention for mention in inside if mention.place]
    return min(known or inside, key=lambda mention: (_BREADTH.get(mention.place.kind, 0) if mention.place else 0, mention.span))


def _description(span: Span) -> str | None:
    """The head of a definite description in the span: the last word that names a kind of place."""
    table = data.table("places_words.toml")["descriptions"]
    words = [toponyms.fold_word(word.strip("“”\"'.,;:()")) for word in span.text.replace("’s", "").replace("'s", "").split()]
    heads = [word for word in words if word in table or word in ("capital", "capitals")]
    return heads[-1] if heads else None


def _described(
    span: Span, report: Report, places: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Place | None, float]:
    head = _description(span)
    earlier = _earlier(span, report, places)
    if head in ("capital", "capitals"):
        return _capital(span, places, gazetteer)
    kinds = tuple(data.table("places_words.toml")["descriptions"].get(head, ())) if head else ()
    if "prison" in kinds:
        facility = _facility(span, earlier, gazetteer)
        if facility:
            return facility, 0.6
    for mention in earlier if kinds else ():
        if mention.place and mention.place.kind in kinds:
            return mention.place, round(0.8 * mention.confidence, 3)
    people = next((demonyms()[word] for word in span.text.lower().split() if word in demonyms()), None)
    if people and (country := gazetteer.country(people)):
        return country.place, 0.4
    low = {toponyms.fold_word(word.strip("“”\"'.,;:()")) for word in span.text.split()}
    if low & (toponyms.words("grammar", "pronouns") | toponyms.words("grammar", "anywhere") | data.table("places_words.toml")["descriptions"].keys()):
        for mention in earlier:
            if mention.place and mention.place.kind != "country":
                return mention.place, round(0.6 * mention.confidence, 3)
        if earlier and earlier[0].place:
            return earlier[0].place, round(0.4 * earlier[0].confidence, 3)
    return None, 0.0


def _earlier(span: Span, report: Report, places: Sequence[Mention]) -> list[Mention]:
    """Confident mentions before the span, nearest first, then those behind it in its own sentence."""
    sentence = next((sentence for sentence in report.sentences if sentence.overlaps(span)), None)
    known = [mention for mention in places if mention.place and mention.confidence >= 0.3]
    before = sorted((mention for mention in known if mention.span.end <= span.start), key=lambda m: -m.span.start)
    behind = [mention for mention in known if sentence and span.end <= mention.span.start < sentence.end]
    return before + behind


def _capital(span: Span, places: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Place | None, float]:
    people = next((demonyms()[word] for word in span.text.lower().split() if word in demonyms()), None)
    code = people or theatre(places)
    if code is None:
        return None, 0.0
    place = resolution.capital(code, gazetteer)
    return place, 0.7 if place else 0.0


def _facility(span: Span, earlier: Sequence[Mention], gazetteer: Gazetteer) -> Place | None:
    """The prison that the overlay knows for the latest town: "the city's military prison"."""
    phrase = "military prison" if "military" in span.text.lower() else "central prison" if "central" in span.text.lower() else "prison"
    for mention in earlier:
        if mention.place and mention.place.kind in ("city", "town", "province"):
            key = f"{mention.place.name.split(',')[0].lower()} {phrase}"
            for entry in gazetteer.named([key]).get(key, ()):
                if entry.place.kind == "prison":
                    return entry.place
            return None
        if mention.place and mention.place.kind == "prison":
            return mention.place
    return None
