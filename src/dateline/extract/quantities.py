"""Counts of people and things: how many, within which bounds, and of what.

A count is figures or number words ("3,500", "twenty-two", "two dozen"), with what bounds it ("at least", "up to"), or
words that tell no figure ("dozens"), and the noun phrase behind it up to its head. Lengths, ages, sums of money, dates
and numbers that are names ("Brigade 93") are none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline import data, ontology
from dateline.data import BLANKS as _S
from dateline.data import alternation
from dateline.schema import Mention, MentionKind, Quantity, Report, Span

Amount = int | float

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)\.?[\s(]{1,3}$")
_OF = re.compile(rf"{_S}of{_S}(?:(?:the|its|their|his|her|our|those|these)\b{_S})?", re.IGNORECASE)
_AND_ONE = re.compile(rf"{_S}and{_S}(?:an?|one|another)\b", re.IGNORECASE)
_GAP = re.compile(r"\s{1,3}[\"“‘']?")
_NEXT = re.compile(r"\s{1,3}([^\W_][\w'’-]*)")
_ROW = re.compile(r"\s\d")  # one more number: figures in a row count nothing
_TOLL = re.compile(r"\b(?:toll|number of)\b[^.;]{0,80}$", re.IGNORECASE)
_AGE = re.compile(r",\s{1,3}$")
_STOP_GROUPS = (
    ("determiner", ("article", "demonstrative", "possessive", "quantifier")),
    ("pronoun", ("personal", "object", "reflexive", "indefinite")),
    ("wh", ("words",)),
    ("auxiliary", ("be", "have", "do", "modal")),
    ("conjunction", ("coordinator", "subordinator")),
    ("preposition", ("single",)),
    ("adverb", ("degree", "time", "place", "sentence")),
)
_MODIFIERS = 7  # words that may stand between a number and its head


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase behind a number: where it ends and its head; `head` is "" where the number stands alone."""

    end: int
    head: str


@dataclass(frozen=True, slots=True)
class _Lists:
    values: dict[str, int]
    scales: dict[str, int]
    minimum: frozenset[str]
    maximum: frozenset[str]
    loose: frozenset[str]
    inexact: frozenset[str]
    needs_noun: frozenset[str]
    not_after: frozenset[str]
    before_of: frozenset[str]
    measure: frozenset[str]
    numbered: frozenset[str]
    bare_after: frozenset[str]
    bare_before: frozenset[str]
    plural: frozenset[str]
    people: frozenset[str]
    single: frozenset[str]
    modifier: frozenset[str]
    stops: frozenset[str]


@cache
def _lists() -> _Lists:
    table = data.table("quantities.toml")
    stops = frozenset(word for group, names in _STOP_GROUPS for name in names for word in ontology.words(group, name))
    return _Lists(
        values=dict(table["number"]),
        scales=dict(table["scale"]),
        minimum=frozenset(table["bound"]["min"]),
        maximum=frozenset(table["bound"]["max"]),
        loose=frozenset(table["bound"]["loose"]),
        inexact=frozenset(table["bound"]["inexact"]),
        needs_noun=frozenset(table["vague"]["needs_noun"]),
        not_after=frozenset(table["vague"]["not_after"]),
        before_of=frozenset(table["vague"]["before_of"]),
        measure=frozenset(table["skip"]["measure"]),
        numbered=frozenset(table["skip"]["numbered"]),
        bare_after=frozenset(table["bare"]["after"]),
        bare_before=frozenset(table["bare"]["before"]),
        plural=frozenset(table["noun"]["plural"]),
        people=frozenset(table["noun"]["people"]),
        single=frozenset(table["noun"]["people"]) | frozenset(table["noun"]["things"]),
        modifier=frozenset(table["noun"]["modifier"]),
        stops=stops - {"more", "other", "others", "such", "various", "additional", "several", "many"},
    )


@cache
def _scanner() -> re.Pattern[str]:
    """One search for figures, number words and vague counts, with the words that bound them."""
    table = data.table("quantities.toml")
    values, scales = alternation(table["number"]), alternation(table["scale"])
    figure = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)|\d{1,12}(?:\.\d{1,6})?"
    unit = rf"(?:{values})(?:-(?:{values}))?"
    amount = (
        rf"(?:(?:{figure}|{unit}\b|half{_S}an?\b(?={_S}(?:{scales}))|a{_S}quarter{_S}of{_S}a\b(?={_S}(?:{scales}))|an?\b(?={_S}(?:{scales})\b))(?:[\s-](?:{scales})\b){{0,2}}"
        rf"(?:{_S}and{_S}(?:{unit})\b(?<=y|n|e|o|r|x|t)(?!{_S}(?:{scales})))?)"
    )
    bound = alternation([*table["bound"]["min"], *table["bound"]["max"], *table["bound"]["about"]])
    to = rf"(?:\s?[-–—]\s?|{_S}(?:to|or){_S})"
    return re.compile(
        rf"(?=\w)(?<![\w$£€#@:/])(?<!\d[.,])(?<![-–]\b)(?P<bound>(?:{bound}){_S}(?:(?:{bound}){_S})?)?"
        rf"(?:between{_S}(?P<low>{amount}){_S}and{_S}(?P<high>{amount})"
        rf"|(?P<one>{amount})(?:{to}(?P<two>{amount}))?(?P<plus>\+|{_S}or{_S}more\b|-odd\b)?"
        rf"|(?P<vague>{alternation(table['vague']['words'])})\b|(?P<solo>another|a{_S}single|a{_S}lone)\b)"
        r"(?![\w%°]|[:/.,]\d|-\w|['’]s?\b)",
        re.IGNORECASE,
    )


def spot(report: Report) -> tuple[Mention, ...]:
    """Every count in the report's sentences, each with its amount or bounds and its unit, for claims to be counted by.

    `unit` is the head of the counted noun phrase as written, "" where the number stands alone ("kills 12"); `words`
    keeps what has no figure ("dozens") or is inexact ("around 900").
    """
    return tuple(
        Mention(quantity.span, MentionKind.QUANTITY, quantity=quantity, confidence=0.9 if quantity.unit else 0.6)
        for sentence in report.sentences
        for quantity in _counts(report, sentence)
    )


def _counts(report: Report, sentence: Span) -> Iterator[Quantity]:
    at, scanner = sentence.start, _scanner()
    while (match := scanner.search(report.text, at, sentence.end)) is not None:
        found = _quantity(report, sentence, match)
        if found is not None:
            found = _summed(report, sentence, found)
            yield found
        at = match.end() if found is None else found.span.end


def _quantity(report: Report, sentence: Span, match: re.Match[str]) -> Quantity | None:
    lists, text = _lists(), report.text
    left = _word_before(text, sentence.start, match.start())
    if not match["bound"] and (_ROW.match(text, match.end(), sentence.end) or _is_name(match, left)):
        return None
    counted = _noun_phrase(text, match, sentence.end)
    if counted is None:
        return None
    loose = match["vague"] is not None and _folded(match["bound"] or "") in lists.loose
    span = report.span(match.start("vague") if loose else match.start(), counted.end)
    unit = counted.head.lower() if counted.head.istitle() and counted.head.lower() in _known() else counted.head
    if match["vague"]:
        return _vague(match, span, unit, left)
    if match["solo"]:
        return Quantity(span, unit, value=1) if unit else None
    return _bounded(match, span, unit) if _plausible(match, unit, left, sentence.end) else None


def _word_before(text: str, floor: int, at: int) -> str:
    found = _LEFT.search(text, max(floor, at - 30), at)
    return found[1].lower() if found else ""


def _is_name(match: re.Match[str], left: str) -> bool:
    """Whether the figures are part of a name: "Brigade 93", "April 15"."""
    return left in _lists().numbered and (match["one"] or "")[:1].isdigit()


def _summed(report: Report, sentence: Span, one: Quantity) -> Quantity:
    """The count with a single person named beside it added: "five women and a child" are six people."""
    people = _lists().people
    joint = _AND_ONE.match(report.text, one.span.end, sentence.end)
    if joint is None or one.value is None or one.words is not None or ontology.singular(one.unit.lower()) not in people:
        return one
    words = list(_nominal_words(report.text, joint.end(), sentence.end))
    heads = [stop for word, _, stop in words if word.lower() in people]
    if not heads:
        return one
    return Quantity(report.span(one.span.start, heads[0]), "people", value=one.value + 1)


@cache
def _known() -> frozenset[str]:
    """Common nouns that a headline writes with a capital."""
    lists = _lists()
    return lists.plural | lists.single | frozenset(f"{noun}s" for noun in lists.single)


def _folded_case(words: str) -> str:
    return " ".join(words.split())


def _folded(words: str) -> str:
    return _folded_case(words).lower()


def _amount(written: str | None) -> Amount | None:
    """The number that figures or number words write."""
    if not written:
        return None
    lists = _lists()
    total: float = 0
    current: float = 0
    for word in re.split(r"[\s-]+", re.sub(r"(?<=\d)[,\u00a0\u202f](?=\d)", "", written.lower())):
        if word[0].isdigit():
            current = float(word)
        elif word in lists.scales:
            current = (current or 1) * lists.scales[word]
            if lists.scales[word] > 100:
                total, current = total + current, 0
        elif word in ("half", "quarter"):
            current = 0.5 if word == "half" else 0.25
        elif word in lists.values:
            current += lists.values[word]
    total += current
    return int(total) if total == int(total) else total


def _bounded(match: re.Match[str], span: Span, unit: str) -> Quantity | None:
    """The amount with its bounds; None for a range that runs backwards."""
    lists = _lists()
    amounts = [value for name in ("low", "high", "one", "two") if (value := _amount(match[name])) is not None]
    if len(amounts) == 2:
        low, high = amounts[0] * _shared_scale(match), amounts[1]
        return Quantity(span, unit, min=low, max=high) if low < high else None
    bound, (value,) = _folded(match["bound"] or ""), amounts
    at_least, at_most = _nearest(bound, lists.minimum), _nearest(bound, lists.maximum)
    if at_least > at_most or (match["plus"] or "").strip() in ("+", "or more"):
        return Quantity(span, unit, min=value)
    if at_most > at_least:
        return Quantity(span, unit, max=value)
    inexact = bound in lists.inexact or match["plus"] == "-odd" or "dozen" in match["one"].lower()
    words = span.text[: match.end() - span.start].strip() if inexact else None
    return Quantity(span, unit, value=value, words=words)


def _shared_scale(match: re.Match[str]) -> int:
    """What the scale of the second number makes of the first: "two to three million" begins at two million."""
    scales = _lists().scales
    one, two = (re.split(r"[\s-]+", (match[name] or "").lower()) for name in ("one", "two"))
    if any(word in scales for word in one):
        return 1
    return math.prod(scales[word] for word in two if word in scales)


def _nearest(bound: str, words: frozenset[str]) -> int:
    """Where the last of the words ends in the bound, 0 where none stands there; of two bounds the nearer one holds."""
    return max((found + len(word) for word in words if (found := f" {bound} ".find(f" {word} ")) >= 0), default=0)


def _vague(match: re.Match[str], span: Span, unit: str, left: str) -> Quantity | None:
    lists, text, words = _lists(), match.string, _folded(match["vague"])
    follower = _WORD.match(text, match.end() + 1)
    right = follower[0].lower() if follower else ""
    if words in lists.before_of and right != "of":
        return None
    told = bool(unit) or (words == "many" and right in lists.bare_after)
    if words in lists.needs_noun and (not told or left in lists.not_after):
        return None
    return Quantity(span, unit, words=_folded_case(text[span.start : match.end()]))


def _plausible(match: re.Match[str], unit: str, left: str, end: int) -> bool:
    """Whether a number counts something, by what stands around it."""
    lists, text, written = _lists(), match.string, match["one"] or ""
    after = _WORD.match(text, match.end() + 1, end)
    right = after[0] if after else ""
    bound = bool(match["bound"]) or match["low"] is not None
    harming = (left in ontology.verb_forms() and left not in lists.stops) or left in lists.bare_before
    year = written.isdigit() and 1900 <= int(written) <= 2100
    if right.lower() in lists.measure or right in ("March", "May") or (year and not bound and not harming):
        return False
    if unit:
        return True
    if _amount(written) == 1:
        return right.lower() in lists.bare_after - {"of", "more", "others"} and left not in (
            "no",
            "any",
            "every",
            "each",
        )
    if _AGE.search(text, max(0, match.start() - 3), match.start()) and text[match.end() : match.end() + 1] in (
        ",",
        ".",
    ):
        return False
    firm = bound and _folded(match["bound"] or "") not in lists.loose
    return firm or harming or bool(match["plus"]) or right.lower() in lists.bare_after or _toll(text, match.start())


def _toll(text: str, at: int) -> bool:
    """Whether a toll or a number of people is spoken of just before: "the death toll rose to 149"."""
    return _TOLL.search(text, max(0, at - 100), at) is not None


def _noun_phrase(text: str, match: re.Match[str], end: int) -> Counted | None:
    """What is counted; None where the number turns out to measure."""
    lists = _lists()
    solo = match["solo"] is not None or (match["two"] is None and _amount(match["one"]) == 1)
    at = match.end()
    of = _OF.match(text, at, end)
    if of is not None:
        at = of.end() - 1
    words = list(_nominal_words(text, at, end))
    if words and words[0][0].lower() in lists.measure:
        return None
    for place, (word, _, stop) in enumerate(words):
        low = word.lower()
        if solo:
            if (ontology.singular(low) in lists.people) if of else (low in lists.single):
                return Counted(stop, word)
            continue
        if not _is_plural(word) or low in ("more", "other"):
            continue
        following = words[place + 1][0] if place + 1 < len(words) else ""
        if following and low in lists.modifier:
            continue
        if following and _is_plural(following) and not _is_verb(following):
            continue
        return None if low in lists.measure else Counted(stop, word)
    return Counted(match.end(), "")


def _nominal_words(text: str, at: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The words behind a number that may belong to its noun phrase."""
    lists = _lists()
    for _ in range(_MODIFIERS):
        gap = _GAP.match(text, at, end)
        word = _WORD.match(text, gap.end(), end) if gap else None
        if word is None or word[0].lower() in lists.stops:
            return
        bare = word[0].lower().removesuffix("'s").removesuffix("’s")
        if _is_verb(bare) and not _modifies(text, bare, word.end(), end):
            return
        if not word[0].lower().endswith(("'s", "’s")):
            yield word[0], word.start(), word.end()
        at = word.end()


def _modifies(text: str, word: str, at: int, end: int) -> bool:
    """Whether a verb form stands before a noun that it can describe: "three alleged informers"."""
    if not any(form.form in ("past", "participle", "ing") for form in ontology.verb_forms().get(word, ())):
        return False
    following = _NEXT.match(text, at, end)
    return following is not None and following[1].lower() not in _lists().stops and not following[1][0].isdigit()


def _is_verb(word: str) -> bool:
    """Whether a word in lower case is a verb form rather than a noun."""
    return any(not form.noun for form in ontology.verb_forms().get(word, ()))


def _is_plural(word: str) -> bool:
    low = word.lower()
    if low in _lists().plural:
        return True
    if word.isupper() and len(word) > 1 and len(word) < 6:
        return False
    return low.endswith(("men", "children")) or (
        len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "ous", "is", "us"))
    )
