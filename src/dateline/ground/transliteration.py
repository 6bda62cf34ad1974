"""Names under other spellings: how far two spellings are apart, and which of many names is meant by one.

A spelling is compared through the channels of `dateline.ground.channel`, both ways, whole words being left out at a
price that grows with how rare they are. Names in Arabic letters are looked up among Latin ones in the same way.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anyascii import anyascii

from dateline.ground import channel
from dateline.ground.channel import Piece
from dateline.ground.folding import fold, skeleton, sound

_BACKWARD = 0.5
"""What the way from the spelling to the name counts for beside the way from the name to the spelling."""

_NAKED = 1.0
"""Price of taking a spelling for one without vowels."""

_LEFT_OUT = (2.0, 0.6)
_PUT_IN = (5.0, 1.0)
"""Price of a word that only the name has, and one that only the spelling has: constant, and factor of its rarity."""

_FAR = 80.0
"""Cost from which on a name is not considered."""

_REACH = 15.0
"""How much farther than the nearest a name may be and still be given."""

_NEAREST, _FEW = 25, 8
"""How many names each of the cheap measures puts forward; few where only sure matches are of use."""

_SLACK = 6.0
"""How far beyond a sure match others are followed, to see whether it stands alone."""

_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]")


def latin_letters(name: str) -> str:
    """The letters a to z of a name in Latin script, without marks, spaces and case."""
    if not name.isascii():
        bare_name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = anyascii(bare_name)
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())


def arabic_letters(name: str) -> str:
    """The letters of a name in Arabic script as they are written, without vowel marks and spaces."""
    return "".join(_ARABIC.findall(name))


def bare(key: str) -> bool:
    """Whether a folded name is written letter by letter from Arabic, without short vowels ("alqtn" for al-Qatan)."""
    letters = key.replace(" ", "")
    return len(letters) > 1 and not set(letters[1:]) & set("eiou") and letters[1:].count("a") <= len(letters) // 4


def _unarticled(key: str) -> str:
    return " ".join(word[2:] if word.startswith("al") and len(word) > 4 else word for word in key.split())


def _even(key: str) -> str:
    """A folded name with the long vowels of English spelling as transliterations write them."""
    return key.replace("ee", "i").replace("oo", "u")


@dataclass(frozen=True, slots=True)
class Match:
    """A name that a spelling may stand for.

    Attributes:
        owner: whose name it is.
        key: the name, folded.
        cost: how far it is from the spelling, in natural logarithms of odds; 0 is the same.
        apart: the cost per letter of both.
    """

    owner: int
    key: str
    cost: float
    apart: float


class Spellings:
    """Names of known owners, to be searched for the one that a spelling means."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        """`names` are pairs of an owner and a key as `folding.fold` makes it; keys that are not Latin are left out."""
        self._names = sorted({(owner, _even(key)) for owner, key in names if key.isascii() and latin_letters(key)})
        self._naked = [bare(key) for _, key in self._names]
        self._sounds = [sound(key).replace(" ", "") for _, key in self._names]
        self._bones = [
            skeleton(_unarticled(key) if naked else key) or key
            for (_, key), naked in zip(self._names, self._naked, strict=True)
        ]
        bearers: defaultdict[str, set[int]] = defaultdict(set)
        for owner, key in self._names:
            for word in key.split():
                bearers[word].add(owner)
        self._bearers = Counter({word: len(owners) for word, owners in bearers.items()})
        self._owners = len({owner for owner, _ in self._names})

    def __len__(self) -> int:
        return len(self._names)

    def search(
        self, name: str, *, floor: float = 0.0, without: tuple[int, frozenset[str]] | None = None
    ) -> list[Match]:
        """The owners that `name` may mean, nearest first, each with its nearest name.

        Names that sound less alike than `floor` (0 to 100) are not looked at: 0 finds more, 75 only what may be sure,
        and fast where there is nothing to find. `without` is an owner and keys that are passed over, for measuring.
        Empty where `name` has no letters that the channels know.
        """
        if _ARABIC.search(name):
            return self._search_arabic(name)
        wanted = _even(fold(name))
        if not wanted.isascii() or not latin_letters(wanted):
            return []
        passed = {(without[0], _even(key)) for key in without[1]} if without else set()
        near = [at for at in self._near(wanted, floor) if self._names[at] not in passed]
        best: dict[int, Match] = {}
        limit = 1.5 * len(wanted) + _SLACK if floor else _FAR
        for at in near:
            match = self._match(at, wanted, limit)
            if match and (match.owner not in best or match.cost < best[match.owner].cost):
                best[match.owner] = match
                limit = min(limit, match.cost + _REACH)
        return sorted(best.values(), key=lambda match: match.cost)

    def _near(self, wanted: str, floor: float = 0.0) -> list[int]:
        """The names that are worth comparing letter by letter: those that sound alike or share their consonants."""
        from rapidfuzz import fuzz, process

        sounding = sound(wanted).replace(" ", "")
        bones = skeleton(_unarticled(wanted) if bare(wanted) else wanted) or wanted
        most = _FEW if floor else _NEAREST
        found = process.extract(sounding, self._sounds, scorer=fuzz.ratio, limit=most, score_cutoff=floor)
        found += process.extract(bones, self._bones, scorer=fuzz.ratio, limit=most, score_cutoff=floor)
        if not floor:
            found += process.extract(sounding, self._sounds, scorer=fuzz.partial_ratio, limit=_NEAREST // 2)
        return list(dict.fromkeys(at for _, _, at in found))

    def _match(self, at: int, wanted: str, limit: float) -> Match | None:
        owner, key = self._names[at]
        latin = channel.latin()
        name, target = self._pieces(key, _LEFT_OUT), self._pieces(wanted, _PUT_IN)
        cost = latin.cost(name, target, limit)
        if bare(wanted):
            naked = self._pieces(_unarticled(wanted), _PUT_IN)
            if self._naked[at]:
                source = self._pieces(_unarticled(key), _LEFT_OUT)
            else:
                source = [Piece(piece.letters.upper(), piece.price) for piece in name]
            cost = min(cost, _NAKED + latin.cost(source, naked, limit))
        if cost > limit:
            return None
        back = latin.cost(self._pieces(wanted, _LEFT_OUT), self._pieces(key, _PUT_IN), (limit - cost) / _BACKWARD)
        cost += _BACKWARD * back
        return Match(owner, key, cost, cost / (len(wanted) + _BACKWARD * len(key))) if cost <= limit else None

    def _pieces(self, key: str, price: tuple[float, float]) -> list[Piece]:
        constant, factor = price
        return [
            Piece(word, constant + factor * math.log(self._owners / (self._bearers[word] or 0.5)))
            for word in key.split()
        ]

    def _search_arabic(self, name: str) -> list[Match]:
        words = [letters for word in fold(name).split() if (letters := arabic_letters(word))]
        model = channel.arabic()
        spelt = " ".join(model.written(word)[0] for word in words)
        best: dict[int, Match] = {}
        for at in self._near(spelt):
            owner, key = self._names[at]
            price = _LEFT_OUT[0] + _LEFT_OUT[1] * math.log(max(2, self._owners))
            cost = model.cost([Piece(word, price) for word in words], self._pieces(key, _PUT_IN))
            if owner not in best or cost < best[owner].cost:
                best[owner] = Match(owner, key, cost, cost / (len(spelt) or 1))
        return sorted(best.values(), key=lambda match: match.cost)


def sureness(matches: Sequence[Match]) -> float:
    """How likely the nearest of a search's matches is the one meant, 0 where it is too far or too close to the next.

    The bounds were measured by taking single names, and whole places, out of the index of Syria and Yemen: up to a cost
    of 1 per letter and clearly before the next, 271 of 275 matches were right, and 19 of 500 names of places that were
    not there at all got a match.
    """
    if not matches:
        return 0.0
    ahead = matches[1].cost - matches[0].cost if len(matches) > 1 else _REACH
    apart = matches[0].apart
    if apart > 1.0 or ahead < 4:
        return 0.0
    return 0.9 if apart <= 0.6 else 0.8


def ranked(arabic: str, candidates: Sequence[str], limit: int = 5, preselected: int = 100) -> list[str]:
    """Of Latin words the `limit` that a word in Arabic letters is likeliest written as, best first.

    The likeliest spellings by the channel put forward the `preselected` words most like each, which the channel then
    ranks. `candidates` are Latin words in small letters a to z.
    """
    from rapidfuzz import fuzz, process

    word = arabic_letters(arabic)
    if not word:
        return []
    model = channel.arabic()
    near = [
        (likeness, found)
        for spelt in model.written(word)[:2]
        for found, likeness, _ in process.extract(spelt, candidates, scorer=fuzz.ratio, limit=preselected)
    ]
    best: list[tuple[float, str]] = []
    for _, candidate in sorted(dict.fromkeys(near), reverse=True):
        reach = best[-1][0] if len(best) >= limit else _FAR
        cost = model.cost([Piece(word)], [Piece(candidate)], reach)
        if cost <= reach and (cost, candidate) not in best:
            best = sorted([*best, (cost, candidate)])[:limit]
    return [candidate for _, candidate in best]
