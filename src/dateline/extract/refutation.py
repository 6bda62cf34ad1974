"""What a report tells only to refute it: "the claim that they had captured Homs was a lie", "that was wrong"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from dateline import data
from dateline.extract.phrases import group
from dateline.schema import Report, Span

_FAR = 200
"""Letters between a word for a report and the verdict on it."""
_BE = r"\b(?:is|are|was|were|be|being|has|have|had|proved|turned out(?: to be)?) (?:been |all |both )?[\"“‘']?"


def refuted(report: Report, sentence: Span, start: int, kind: str) -> bool:
    """Whether the event told of from `start` is in its sentence, or by the one behind it, said not to be so.

    Words alone decide, so that it holds whoever reads the rest. A saying (an order) is none the less said.
    """
    if kind in group("sayings"):
        return False
    at = start - sentence.start
    if any(first <= at < last for first, last in _told_of(sentence.text)):
        return True
    # What was told before a verdict is refuted as told by somebody; a plain statement is not what "that" points to.
    behind = bisect_left(report.sentences, sentence.end, key=lambda one: one.start)
    verdict = behind < len(report.sentences) and _verdict().match(report.sentences[behind].text)
    return bool(verdict and _told().search(sentence.text[:at]))


@lru_cache(maxsize=256)
def _told_of(sentence: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a sentence that it refutes; kept, for each of its events asks, by either reader."""
    return tuple(found.span("told") for pattern in _patterns() for found in pattern.finditer(sentence))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = data.table("factuality.toml")["refutation"]
    nouns, refuting = _any(table["reports"].split()), _any(table["refuting"])
    told = rf"(?P<told>(?:(?!{_any(table['ends'])}).){{0,{_FAR}}})"
    return (
        re.compile(rf"\b{nouns}\b(?P<told>[^.;!?]{{0,{_FAR}}}?){_BE}{_any(table['verdicts'])}\b", re.IGNORECASE),
        re.compile(
            rf"\b{refuting} ?(?:(?:the|these|those|any|all|such|earlier|media|recent) )*{nouns}\b{told}",
            re.IGNORECASE,
        ),
    )


@cache
def _verdict() -> re.Pattern[str]:
    verdicts = _any(data.table("factuality.toml")["refutation"]["verdicts"])
    return re.compile(rf"(?:that|this|the (?:report|claim|story|news)) ?{_BE}{verdicts}\b", re.IGNORECASE)


@cache
def _told() -> re.Pattern[str]:
    nouns = _any(data.table("factuality.toml")["refutation"]["reports"].split())
    return re.compile(rf"\b(?:said|says|reported|claimed|announced|wrote|posted|{nouns})\b", re.IGNORECASE)


def _any(parts: list[str]) -> str:
    return f"(?:{'|'.join(parts)})"
