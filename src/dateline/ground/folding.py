"""Keys under which names of places are stored and looked up, whatever the spelling.

Only the standard library and anyascii are used, for the gazetteer is built before anything else is installed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʿʾʼʻ`´′ˈ\u02bd", ""))
_DASHES = re.compile(r"[-‐‑‒–—/_.,،]+")
_ARTICLES = frozenset(
    "al el ul il as es us is ash esh ech ad ed ar er ur at et an en az ez uz adh ath eth".split()  # noqa: SIM905
)
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ARABIC_LETTERS = str.maketrans("أإآٱىیيةکؤئ", "اااايييهكوي")
_SPELLINGS = {
    "kafr": ("kafar", "kefr", "kfar", "kufr", "kafer", "kefer", "kafra"),
    "tal": ("tel", "tell", "tall", "til"),
    "deir": ("dayr", "dair", "der", "dehr", "deyr", "dar", "dier"),
    "abu": ("abou",),
    "umm": ("um", "oum", "om"),
    "bayt": ("beit", "bait", "beyt"),
    "ain": ("ayn", "ein", "ayin"),
    "sheikh": ("shaykh", "cheikh", "shaikh", "sheik", "sheykh", "shekh"),
    "khirbat": ("khirbet", "kherbet", "kherbat", "khirba", "kharbet"),
    "maarat": ("maaret", "maarrat", "marat", "maarret"),
    "jabal": ("jabel", "jebel", "djebel", "gebel"),
    "housh": ("hawsh", "hosh"),
    "qalat": ("qalaat",),
    "wadi": ("ouadi",),
    "bir": ("beer",),
    "karm": ("karem", "karam"),
}
_GENERIC = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings}
"""Words that many Arabic names begin with, in the spellings news uses, to one spelling each."""

_DIGRAPHS = (("tch", "c"), ("sh", "1"), ("ch", "1"), ("kh", "2"), ("gh", "3"), ("dh", "d"), ("th", "t"), ("ph", "f"))
_SINGLES = str.maketrans({"q": "k", "c": "k", "g": "3", "v": "f", "p": "b", "x": "k"})


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The key of `name`: case, diacritics, apostrophes, hyphens and Arabic articles make no difference to it.

    Empty where nothing of the name is left. Latin letters are folded to ASCII; Arabic letters are unified (alef, ya,
    ta marbuta) and lose vowel marks and the article; other scripts are only lower-cased.
    """
    if name.isascii():
        plain = name.lower().translate(_APOSTROPHES)
    else:
        composed = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
        plain = "".join(_fold_letter(letter) for letter in composed).lower().translate(_APOSTROPHES)
        plain = _ARABIC_MARKS.sub("", plain).translate(_ARABIC_LETTERS)
    words = _DASHES.sub(" ", plain).split()
    kept = [word for word in words if word not in _ARTICLES]
    if not kept:
        return " ".join(words)
    return " ".join(_bare(word) for word in kept)


def _fold_letter(letter: str) -> str:
    if letter < "\u0250" or "\u1e00" <= letter <= "\u1eff":
        return letter if letter < "\x80" else anyascii(letter)
    if unicodedata.combining(letter) and not "\u0600" <= letter <= "\u06ff":
        return ""
    return letter


def _bare(word: str) -> str:
    """A word without the Arabic article that is written together with it."""
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word


@lru_cache(maxsize=8192)
def sound(name: str) -> str:
    """A Latin name in one rough spelling for all ways to write Arabic in Latin letters ("Sweida", "Suwayda").

    Generic words get one spelling, articles written together are cut off, letters that transliterations mix are
    unified, doubled letters become single. For comparing two names, not for showing.
    """
    return " ".join(filter(None, (_sound_word(word) for word in fold(name).split())))


def _sound_word(word: str) -> str:
    word = _GENERIC.get(word, word)
    word = re.sub(r"^[aeu]([zsdrtnl])(?=\1)", "", word) if len(word) > 4 else word
    for digraph, letter in _DIGRAPHS:
        word = word.replace(digraph, letter)
    word = re.sub(r"(?<=[aei])h$", "", word.translate(_SINGLES))
    word = re.sub(r"iy+[ae]$|ey[ae]$|ia$", "ia", word)
    word = word.replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("aw", "o").replace("au", "o")
    word = re.sub(r"a[iy]|e[iy]", "e", word)
    word = re.sub(r"(.)\1+", r"\1", word)
    return word.replace("e", "i").replace("o", "u").replace("y", "i")


def skeleton(name: str) -> str:
    """The consonants of `sound(name)`: the key under which names that may sound alike are found.

    Empty for names with fewer than two consonants and for other scripts than Latin.
    """
    sounding = sound(name)
    if not sounding.isascii():
        return ""
    bones = re.sub(r"[aeiouwy\s]", "", sounding)
    return bones if len(bones) >= 2 else ""
