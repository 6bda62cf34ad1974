"""A report as the encoder sees it: words, how they are written, and windows of whole sentences.

Training and reading share this module, so that both cut a text in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from dateline import ontology
from dateline.schema import Mention, Report, Span

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+|\S")
OWN = 160
"""Pieces of a window that are read for triggers; the mean report of the training corpus fits into two windows."""
CONTEXT = 64
"""Pieces of the sentences before that a window sees besides: where speaker and place often stand."""
LONGEST = 320
"""Pieces of a sentence that stay together; with context and two marks under the 512 positions of the encoder."""
STANDS_FOR = {
    **dict.fromkeys(
        ("state_forces", "rebel_group", "militia", "government", "state", "tribe_or_community"), "Alpha"
    ),
    **dict.fromkeys(("person", "post"), "Alex"),
}  # fmt: skip
"""The word by which the encoder sees a party whose kind is known: one for every group and state, one for every person
and office, so that who a party is cannot move what is read of it. Training shows a share of the texts so, and the
others with names as they are written, or swapped."""
LONGEST_NAME = 12
"""Words, their marks counted, of a mention up to which it is taken for a name; a longer one tells more than who."""


class Case(IntEnum):
    """How a word is written; the encoder's vocabulary has no capitals."""

    PAD = 0
    NONE = 1
    LOWER = 2
    TITLE = 3
    UPPER = 4
    MIXED = 5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report's sentences in order, as parallel lists.

    Attributes:
        starts, ends: offsets into the report's text.
        forms: the words as written; a party of known kind is one word, the one that `STANDS_FOR` it.
        sentence: for each word the index of its sentence.
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]
    sentence: list[int]

    def __len__(self) -> int:
        return len(self.forms)


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first:last` as one input of the encoder, of which `own:last` are read and the rest is context."""

    first: int
    own: int
    last: int


def words(report: Report, mentions: Iterable[Mention] = ()) -> Words:
    """The words of all sentences of a report, in which parties of known kind among the mentions are one word each."""
    return words_of(report.text, report.sentences, parties(mentions))


def words_of(text: str, sentences: Sequence[Span], shown: Mapping[int, tuple[int, str]] | None = None) -> Words:
    """The words of the sentences of a text; `shown` has (end, word shown instead) by start."""
    out = Words([], [], [], [])
    for index, sentence in enumerate(sentences):
        at = sentence.start
        while (match := WORD.search(text, at, sentence.end)) is not None:
            end, form = (shown or {}).get(match.start(), (match.end(), match.group()))
            out.starts.append(match.start())
            out.ends.append(end)
            out.forms.append(form)
            out.sentence.append(index)
            at = end
    return out


def parties(mentions: Iterable[Mention]) -> dict[int, tuple[int, str]]:
    """Where parties of known kind are named, as (end, word shown instead) by start.

    A name inside the name of another actor stays as it is written.
    """
    out: dict[int, tuple[int, str]] = {}
    taken = 0
    named = (mention for mention in mentions if mention.actor is not None)
    for mention in sorted(named, key=lambda mention: (mention.span.start, -mention.span.end)):
        span, actor = mention.span, mention.actor
        if span.start >= taken and actor is not None:
            taken = span.end
            if actor.kind in STANDS_FOR and len(WORD.findall(span.text)) <= LONGEST_NAME:
                out[span.start] = span.end, STANDS_FOR[actor.kind]
    return out


def case_of(form: str) -> Case:
    """How a word is written."""
    if form.islower():
        return Case.LOWER
    if form.isupper():
        return Case.UPPER if len(form) > 1 else Case.TITLE
    if form.istitle():
        return Case.TITLE
    return Case.MIXED if any(letter.isalpha() for letter in form) else Case.NONE


def plain(forms: Sequence[str]) -> list[str]:
    """The words with loaded ones replaced by their neutral twins, where both have as many words.

    The encoder is shown these: which of two words a writer chose must not move what is read.
    """
    out = list(forms)
    at = 0
    while at < len(out):
        step = 1
        for loaded, neutral in _twins().get(out[at].lower(), ()):
            if len(loaded) == 1 or tuple(form.lower() for form in forms[at : at + len(loaded)]) == loaded:
                step = len(loaded)
                out[at : at + step] = neutral
                break
        at += step
    return out


@cache
def _twins() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """(loaded words, neutral words) by the first of the loaded ones, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for loaded in ontology.stance().values():
        words, neutral = tuple(WORD.findall(" ".join(loaded.words))), tuple(WORD.findall(loaded.neutral))
        if len(words) == len(neutral):
            found.setdefault(words[0], []).append((words, neutral))
    return {first: tuple(sorted(twins, key=lambda twin: -len(twin[0]))) for first, twins in found.items()}


def windows(sentence: Sequence[int], lengths: Sequence[int]) -> list[Window]:
    """The windows that cover all words once, whole sentences together as far as they fit.

    Args:
        sentence: for each word the index of its sentence.
        lengths: for each word its pieces.
    """
    out: list[Window] = []
    pieces = _pieces(sentence, lengths)
    at = 0
    while at < len(pieces):
        own, size, last = pieces[at][0], 0, at
        while last < len(pieces) and (last == at or size + pieces[last][2] <= OWN):
            size += pieces[last][2]
            last += 1
        before, room = at, CONTEXT
        while before > 0 and pieces[before - 1][2] <= room:
            room -= pieces[before - 1][2]
            before -= 1
        out.append(Window(pieces[before][0], own, pieces[last - 1][1]))
        at = last
    return out


def _pieces(sentence: Sequence[int], lengths: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first word, word behind the last, pieces) of each sentence; a sentence that is too long comes in parts."""
    out: list[tuple[int, int, int]] = []
    first, size = 0, 0
    for at in range(len(sentence)):
        if at > first and (sentence[at] != sentence[at - 1] or size + lengths[at] > LONGEST):
            out.append((first, at, size))
            first, size = at, 0
        size += lengths[at]
    if first < len(sentence):
        out.append((first, len(sentence), size))
    return out
