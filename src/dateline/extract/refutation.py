"""What a report tells only to refute it: "the claim that they had captured Homs was a lie", "that was wrong"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from dateline import data
from dateline.schema import Report, Span

_FAR = 200
"""Letters between a word for a report and the verdict on it."""
_BE = r"\b(?:is|are|was|were|be|being|has|have|had|proved|turned out(?: to be)?) (?:been |all |both )?[\"“‘']?"


def refuted(report: Report, sentence: Span, trigger: Span) -> bool:
    """Whether what a trigger tells of is in its sentence, or by the one behind it, said not to be so.

    Words alone decide, so that it holds whoever reads the rest.
    """
    at = trigger.start - sentence.start
    told = (found.span("told") for pattern in _patterns() for found in pattern.finditer(sentence.text))
    if any(start <= at < end for start, end in told):
        return True
    # What was told before a verdict is refuted as told by somebody; a plain statement is not what "that" points to.
    behind = bisect_left(report.sentences, sentence.end, key=lambda one: one.start)
    verdict = behind < len(report.sentences) and _verdict().match(report.sentences[behind].text)
    return bool(verdict and _told().search(sentence.text[:at]))


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
