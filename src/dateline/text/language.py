"""The language a report is written in."""

from __future__ import annotations

import re
from functools import cache

from dateline import data

_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Letters of Persian, Urdu, Pashto and Sorani Kurdish that Arabic does not have.
_NOT_ARABIC = re.compile(
    r"[\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2\u06ce\u06c6\u06b5]"
)
_WORDS = 600
"""Words that are looked at to recognise English; a report does not change its language later."""
_SHORTEST = 40
"""Letters below which the classifier only guesses."""


@cache
def _english() -> frozenset[str]:
    return frozenset(data.table("text_language.toml")["english"])


def language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, None where there is too little to tell.

    English is recognised by its share of function words and Arabic by its letters; only other texts load the
    classifier (py3langid; about a second), which sees the whole document.
    """
    words = [found.group().casefold() for found, _ in zip(_LETTERS.finditer(text), range(_WORDS), strict=False)]
    if not words:
        return None
    english = sum(word in _english() for word in words)
    if len(words) >= 3 and english >= 0.12 * len(words):
        return "en"
    sample = text[:20_000]
    arabic = len(_ARABIC.findall(sample))
    letters = sum(map(len, words))
    if arabic > 20 and arabic > 0.6 * sum(map(len, _LETTERS.findall(sample))):
        foreign = len(_NOT_ARABIC.findall(sample))
        if foreign < 0.005 * arabic:
            return "ar"
    if letters < _SHORTEST:
        return None
    import py3langid

    code, _ = py3langid.classify(text)
    return str(code)
