"""Judges whether a run of words that the gazetteer holds is a toponym here: the evidence around it, before the world's.

A name may belong to a person ("Colonel Hassan"), an organisation ("Syrian Army") or the language ("Most"); it may stand
for a government ("Moscow said"). Lists of such words are in `places_words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.ground import toponyms
from dateline.ground.gazetteer import Entry, demonyms
from dateline.ground.toponyms import Candidate, Line, Word, listed
from dateline.schema import Span

_LARGE = 100_000
_KNOWN = 5_000
_ABBREVIATED = frozenset({"us", "uk", "uae", "u s", "u k", "usa", "u s a"})
"""Keys of countries that stand before a noun as an adjective ("US warplanes")."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A candidate with what the gazetteer offers for it and the evidence around it.

    Attributes:
        feature: the kind of feature word at the name.
        start, end: with direction and feature word.
        backed: whether anything around the name speaks for a place.
        metonym: whether it stands for a government.
    """

    candidate: Candidate
    entries: tuple[Entry, ...]
    feature: str | None
    start: int
    end: int
    backed: bool
    metonym: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known before single names are judged.

    Attributes:
        entries: what the gazetteer holds for each key.
        persons: words that are a person's name elsewhere in the report.
        taken: spans of actors.
    """

    entries: Mapping[str, tuple[Entry, ...]]
    persons: frozenset[str]
    taken: Sequence[Span]

    def offered(self, candidate: Candidate) -> tuple[Entry, ...]:
        """The places of a candidate's key; also of "Syrias", which lost its apostrophe."""
        found = self.entries.get(candidate.key, ())
        if not found and candidate.key.endswith("s") and candidate.key not in demonyms():
            without = self.entries.get(candidate.key[:-1], ())
            if any(entry.place.kind == "country" or entry.population >= _LARGE for entry in without):
                return without
        return found


def refused(run: Iterable[Candidate], ground: Ground) -> Iterator[Span]:
    """Well-known names of a line; where none became a sighting, the words around it spoke against a place."""
    for candidate in run:
        if any(_own(entry) or entry.population >= _LARGE for entry in ground.offered(candidate)):
            offset = candidate.line.span.start
            text = candidate.line.span.text[candidate.start - offset : candidate.end - offset]
            yield Span(candidate.start, candidate.end, text)


def persons(lines: Iterable[Line]) -> frozenset[str]:
    """Words that follow a title or a given name somewhere in the report, and so name a person."""
    found = set()
    titles, given = toponyms.words("reject", "titles"), toponyms.words("reject", "persons")
    for line in lines:
        if line.loud or line.flat:
            continue
        for before, word in pairwise(line.words):
            if not word.capital or not before.capital or word.gap.strip(" .\u00a0") or line.title:
                continue
            if before.low in given or (before.low in titles and before.low not in ("sheikh", "shaykh", "imam", "king")):
                found.add(word.low)
    return frozenset(found)


def choose(line: Line, run: Sequence[Candidate], ground: Ground) -> Iterator[Sighting]:
    """The candidates of a line that may stand as toponyms, the longest where several overlap."""
    blocked = [span for span in ground.taken if span.overlaps(line.span)]
    placed = _placed(run, ground)
    ended = line.span.start
    for candidate in run:
        if candidate.start < ended or not (offered := ground.offered(candidate)):
            continue
        if any(
            span.start <= candidate.start
            and candidate.end <= span.end
            and (span.start, span.end) != (candidate.start, candidate.end)
            for span in blocked
        ):
            continue
        sighting = _sight(candidate, offered, ground.persons, placed)
        if sighting is not None:
            ended = sighting.end
            yield sighting


def _placed(run: Sequence[Candidate], ground: Ground) -> frozenset[int]:
    """Where the line has words of known places, so that "Daraa Hama Idlib" is three and not one unknown name.

    Small places count once there are two better known ones, as in a list.
    """
    known: set[int] = set()
    small: set[int] = set()
    for candidate in run:
        entries = ground.offered(candidate)
        if entries and not _ordinary_name(candidate):
            certain = any(_own(entry) or (entry.population >= 20_000 and not _surname(entry)) for entry in entries)
            (known if certain else small).update(range(candidate.first, candidate.last))
    return frozenset(known | small if len(known) > 1 else known)


def _surname(entry: Entry) -> bool:
    """Whether the name is likely a family name too, as those of towns in English-speaking countries are."""
    return entry.place.country in toponyms.words("grammar", "surname_countries")


def _ordinary_name(candidate: Candidate) -> bool:
    words = candidate.line.words[candidate.first : candidate.last]
    return len(words) == 1 and (words[0].low in _never() or words[0].low in toponyms.words("reject", "persons"))


@cache
def _never() -> frozenset[str]:
    return (
        toponyms.words("reject", "never")
        | toponyms.words("grammar", "function")
        | toponyms.words("grammar", "prepositions")
        | toponyms.words("grammar", "directions")
        | toponyms.words("grammar", "pronouns")
        | toponyms.words("grammar", "metonym_verbs")
        | toponyms.words("grammar", "auxiliaries")
        | toponyms.features().keys()
        | demonyms().keys()
    )


def is_name(candidate: Candidate) -> bool:
    """Whether the words can be a name at all: not all of them are words of every day."""
    words = candidate.line.words[candidate.first : candidate.last]
    return not all(word.low in _never() for word in words)


def _own(entry: Entry) -> bool:
    return entry.place.id.startswith("overlay:")


def _sight(
    candidate: Candidate, entries: tuple[Entry, ...], people: frozenset[str], placed: frozenset[int]
) -> Sighting | None:
    """The candidate with its evidence, None where the words around it make it something else than a place."""
    line, head = candidate.line, candidate.line.words[candidate.first]
    single = candidate.last - candidate.first == 1
    behind, ahead = toponyms.feature_after(candidate), toponyms.feature_before(candidate)
    feature = behind[0] if behind else ahead[0] if ahead else None
    previous = toponyms.before(candidate)
    preposition = _prepositional(candidate)
    strong = listed("grammar", "strong", previous)
    if _known_exception(candidate):
        return None
    if not is_name(candidate) and not (
        candidate.key in _ABBREVIATED or any(_own(entry) and not single for entry in entries)
    ):
        return None
    if single and _doubtful(head, entries, feature=feature is not None, strong=strong, people=people):
        return None
    if not behind and _of_organisation(candidate):
        return None
    own = not single and any(_own(entry) for entry in entries)
    if not _stands_alone(candidate, strong=strong or own, feature=behind is not None, placed=placed):
        return None
    metonym = not feature and not preposition and _speaks(candidate)
    metonym = metonym or (candidate.key in _ABBREVIATED and not _noun(candidate))
    end = candidate.end
    if behind and line.words[candidate.last - 1].stop == end:
        end = line.words[candidate.last + behind[1] - 1].end
    comma = candidate.last < len(line.words) and line.words[candidate.last].gap.strip() == ","
    backed = preposition or comma or feature not in (None, "facility")
    return Sighting(candidate, entries, feature, _with_direction(candidate), end, backed, metonym)


def _prepositional(candidate: Candidate) -> bool:
    """Whether a preposition or a verb of going and taking stands before the name, perhaps with "the" or a direction."""
    for offset in range(4):
        word = toponyms.before(candidate, offset)
        if word is None:
            return False
        if word.low in toponyms.words("grammar", "prepositions"):
            return True
        if word.low not in ("the", "and") and word.low not in toponyms.words("grammar", "directions"):
            return False
    return False


def _known_exception(candidate: Candidate) -> bool:
    """Whether the words are a people, a bare feature word or a short acronym rather than a name."""
    line, head = candidate.line, candidate.line.words[candidate.first]
    if candidate.last - candidate.first > 1:
        return False
    if head.low in demonyms() and head.low not in ("us", "uk"):
        return True
    if (line.loud or line.flat) and len(head.text) < 4 and head.text.isascii():
        return candidate.key not in _ABBREVIATED
    return not line.loud and head.text.isupper() and len(head.text) <= 4 and candidate.key not in _COUNTRY_CODES


_COUNTRY_CODES = _ABBREVIATED | {
    "drc",
    "dprk",
    "prc",
    "car",
    "nyc",
    "nsw",
    "dmz",
    "ksa",
    "fata",
    "nwfp",
    "dpr",
    "lpr",
    "t4",
}


def _doubtful(head: Word, entries: tuple[Entry, ...], *, feature: bool, strong: bool, people: frozenset[str]) -> bool:
    """Whether a single word is more likely a person's name or an ordinary word than a place."""
    low = head.low
    if low in _never() and low not in ("us", "uk"):
        return True
    if low in toponyms.words("reject", "doubtful"):
        return not (feature or strong)
    if low in toponyms.words("reject", "persons"):
        return not feature
    known = any(entry.population >= _LARGE or entry.place.kind == "province" for entry in entries)
    return low in people and not feature and not (strong and known)


def _noun(candidate: Candidate) -> bool:
    """Whether "US" is a noun here and no adjective ("US warplanes")."""
    previous = toponyms.before(candidate)
    following = toponyms.after(candidate)
    if previous is not None and (previous.low == "the" or previous.low in toponyms.words("grammar", "prepositions")):
        return following is None or not following.capital or _calendar(following)
    if following is None:
        return True
    return following.low in toponyms.words("grammar", "metonym_verbs") | toponyms.words("grammar", "auxiliaries")


def _with_direction(candidate: Candidate) -> int:
    """Where the name starts with the direction before it: "northern Syria", "northern and eastern Syria"."""
    directions = toponyms.words("grammar", "directions")
    start, offset = candidate.start, 0
    word = toponyms.before(candidate)
    while word and word.low in directions:
        start = word.start
        joint, further = toponyms.before(candidate, offset + 1), toponyms.before(candidate, offset + 2)
        if not (joint and further and joint.low == "and" and further.low in directions):
            break
        offset, word = offset + 2, further
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
    return (
        head.capital
        and (not head.first or candidate.line.title)
        and head.low in toponyms.words("reject", "organisation_heads")
    )


def _stands_alone(candidate: Candidate, *, strong: bool, feature: bool, placed: frozenset[int]) -> bool:
    """Whether the capitals around the name leave it a name of its own, not a part of a person's or organisation's."""
    line = candidate.line
    previous, then = toponyms.before(candidate), toponyms.after(candidate)
    if line.words[candidate.last - 1].stop != candidate.end:
        then = None
    titled = listed("reject", "titles", previous)
    if previous and titled and (previous.capital or not listed("reject", "adjectival_titles", previous)):
        return False
    if (
        then
        and not feature
        and then.low in toponyms.words("reject", "organisation_tails")
        and (then.capital or then.low == "army")
    ):
        return False
    if line.loud or line.flat:
        return True
    if (
        previous
        and previous.capital
        and not strong
        and candidate.first - 1 not in placed
        and _name_part(previous, line)
    ):
        return False
    if then and then.capital and not feature and not line.title and candidate.last not in placed:
        return (
            strong or _calendar(then) or then.low in demonyms() or then.low in toponyms.words("grammar", "directions")
        )
    return True


def _name_part(word: Word, line: Line) -> bool:
    """Whether a capitalised word before a name may be the first part of a longer name."""
    if word.low in toponyms.words("reject", "persons"):
        return True
    if word.first or line.title:
        return False
    low = word.low
    return not (
        low in demonyms()
        or low in toponyms.words("grammar", "directions")
        or low in toponyms.features()
        or low in toponyms.words("grammar", "prepositions")
        or low in ("the", "and")
        or _calendar(word)
    )


def _calendar(word: Word) -> bool:
    return word.low in toponyms.words("grammar", "calendar")


def _speaks(candidate: Candidate) -> bool:
    """Whether a verb of saying or deciding follows, so that a government is meant ("Ankara has backed")."""
    if candidate.line.words[candidate.last - 1].stop != candidate.end:
        return False
    for offset in range(3):
        word = toponyms.after(candidate, offset)
        if word is None:
            return False
        if word.low in toponyms.words("grammar", "metonym_verbs"):
            return True
        if word.low not in toponyms.words("grammar", "auxiliaries"):
            return False
    return False


def plausible(sighting: Sighting, shares: Mapping[str, float], posted: frozenset[str]) -> bool:
    """Whether the name is likely a place given how well known it is and which countries the report is about.

    `posted` are keys that stand at a place's post somewhere in the report.
    """
    candidate = sighting.candidate
    if sighting.feature not in (None, "facility") or candidate.last - candidate.first > 2:
        return True
    line, head = candidate.line, candidate.line.words[candidate.first]
    best = max(entry.population for entry in sighting.entries)
    inside = [entry for entry in sighting.entries if shares.get(entry.place.country or "", 0.0) >= 0.15]
    own = any(_own(entry) for entry in sighting.entries)
    local = any(entry.population >= _LARGE or not _surname(entry) for entry in inside)
    if line.flat or line.loud:
        return own or best >= _LARGE or (local and sighting.backed)
    if sighting.backed or candidate.key in posted:
        return own or bool(inside) or best >= _KNOWN
    if head.first or line.title:
        return own or best >= _LARGE or (local and max(entry.population for entry in inside) >= _KNOWN)
    return own or local or best >= _LARGE


def guesses(run: Iterable[Candidate], covered: Sequence[Span], taken: Sequence[Span]) -> Iterator[Guess]:
    """Capitalised words of a line at a place's post ("in NAME", "NAME village") that no mention covers."""
    ended = -1
    for candidate in run:
        if candidate.start < ended or candidate.line.flat or candidate.line.loud:
            continue
        guess = _guess(candidate)
        if guess is None or any(
            guess.start < other.end and other.start < guess.end for spans in (covered, taken) for other in spans
        ):
            continue
        ended = candidate.end
        yield guess


@dataclass(frozen=True, slots=True)
class Guess:
    """A name at a place's post in the sentence that the gazetteer does not hold as written.

    Attributes:
        text: the name without its feature word.
        backed: whether a preposition or feature word stands by.
    """

    text: str
    start: int
    end: int
    feature: str | None
    backed: bool


_ARABIC = (
    "al-",
    "ad-",
    "ar-",
    "as-",
    "an-",
    "az-",
    "ash-",
    "at-",
    "el-",
    "al ",
    "tal",
    "tel",
    "tell",
    "deir",
    "kafr",
    "khirbat",
    "kherbat",
    "jabal",
    "umm",
    "wadi",
    "ain",
    "ayn",
    "maarat",
    "housh",
    "hosh",
    "beit",
    "bayt",
    "khan",
    "qalaat",
)


def _guess(candidate: Candidate) -> Guess | None:
    words = candidate.line.words[candidate.first : candidate.last]
    if not words[0].capital or any(_ordinary(word) for word in words):
        return None
    previous, then = toponyms.before(candidate), toponyms.after(candidate)
    if previous and previous.capital and not previous.first:
        return None
    behind, ahead = toponyms.feature_after(candidate), toponyms.feature_before(candidate)
    feature = behind[0] if behind else ahead[0] if ahead else None
    if then and then.capital and not feature and not _calendar(then):
        return None
    strong = listed("grammar", "strong", previous)
    arabic = words[0].low.startswith(_ARABIC)
    if not (feature or strong or arabic or _prepositional(candidate)):
        return None
    if not feature and any(word.low in toponyms.words("reject", "persons") for word in words):
        return None
    end = candidate.line.words[candidate.last + behind[1] - 1].end if behind else candidate.end
    offset = candidate.line.span.start
    text = candidate.line.span.text[candidate.start - offset : candidate.end - offset]
    return Guess(text, candidate.start, end, feature, bool(feature or strong))


def _ordinary(word: Word) -> bool:
    return (
        word.low in _never()
        or word.low in toponyms.words("reject", "titles")
        or word.low in toponyms.words("reject", "organisation_tails")
    )
