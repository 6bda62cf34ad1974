"""What the tests of the rules share: one sentence taken through the steps that come before the one under test."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dateline.extract.phrases import Phrase, chunks_of
from dateline.extract.rules import RuleExtractor
from dateline.extract.tokens import Token, tokenize
from dateline.reading import spot
from dateline.schema import Draft, Mention, Report, Span
from dateline.text import load

CASES = Path(__file__).parent.parent / "cases"
ARTICLES = ("the ", "a ", "an ")


def table(name: str) -> dict[str, list]:
    """The cases of one file of `tests/cases`."""
    return tomllib.loads((CASES / name).read_text("utf-8"))


@cache
def report_of(text: str) -> Report:
    """A report of 8 December 2024, a Sunday."""
    return load.report(text, published="2024-12-08")


@cache
def mentions_of(text: str) -> tuple[Mention, ...]:
    """What the words of a report name."""
    return spot(report_of(text))


@cache
def draft_of(text: str) -> Draft:
    """What the rules read in a report."""
    return RuleExtractor().extract(report_of(text), mentions_of(text))


def phrases_of(text: str) -> tuple[Phrase, ...]:
    """The sentences of a report, each as a row of chunks."""
    out = []
    for span in report_of(text).sentences:
        inside = tuple(mention for mention in mentions_of(text) if span.contains(mention.span))
        tokens = tokenize(text, span, inside)
        out.append(Phrase(span, tokens, chunks_of(tokens), inside))
    return tuple(out)


def bare_tokens(text: str, mentions: Iterable[Mention] = ()) -> tuple[Token, ...]:
    """The tokens of a text that is one sentence, with no more named in it than `mentions`."""
    return tokenize(text, Span(0, len(text), text), tuple(mentions))


def plain(words: Span | str) -> str:
    """Words without a leading article, which readers may count in or leave out."""
    text = words if isinstance(words, str) else words.text
    return next((text[len(article) :] for article in ARTICLES if text.lower().startswith(article)), text)


def plains(words: Iterable[Span | str]) -> list[str]:
    """Each of the words without a leading article, in alphabetical order."""
    return sorted(plain(item) for item in words)
