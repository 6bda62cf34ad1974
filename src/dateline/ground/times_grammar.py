"""Finds the time expressions of a text: what each says by its own words, before it is known when it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from dateline import data
from dateline.ground.times_patterns import Grammar, Kind, grammar


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression; the fields that its kind does not use stay empty.

    Attributes:
        year, month, day: as written; a two-figure year is already a full one, years before Christ are negative.
        year_to, day_to: the other end of "1939-45", "5-7 June".
        part: early, mid, late, end, second half, ...: which part of the month or year.
        which: last, this, next, that, ...: how it points ("" where it does not).
        word: the word of a weekday, season, holiday or deictic word, the unit of a length, in lower case.
        count: how many units; 0 for a number that is not told ("several", "few").
        way: ago, earlier, later, after, for, past, ...: where a length lies.
        first, last: the ends of a range; `last` None for one that reaches to the anchor ("since Tuesday").
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_to: int | None = None
    day_to: int | None = None
    part: str = ""
    which: str = ""
    word: str = ""
    count: float = 0
    way: str = ""
    first: Expression | None = None
    last: Expression | None = None


# A word, or figures that a time may begin with. After a hyphen only the second date of "31 May-1 June" begins.
_TOKEN = re.compile(
    r"(?:(?<![\w$£€#/-])|(?<=\w-)(?=(?:\d{1,2}\s)?[A-Z][a-z]{2}))"
    r"(?:[^\W\d_]+|\d{3,4}(?!\d)|\d{1,2}(?=[-/.–—]\d|\W{0,4}[^\W\d_]|\W{1,5}\d{1,2}\W{1,2}[^\W\d_])|['’]\d\d(?!\d))"
)
_BLANKS = re.compile(r"\s+")
_FROM = re.compile(r"\b(?:from|between)\s{1,3}$", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:[-–—]|,?\s(?:to|until|till|through|thru|and))\s{1,3}(?:the\s|early\s|on\s)?$|\s?[-–—]\s?$", re.IGNORECASE
)
_AND = re.compile(r"\s(?:and|or|&)\s{1,3}(?:on\s)?$", re.IGNORECASE)
_LIST = re.compile(
    r"\s?(?:,|[-–—]|,?\s?\b(?:and|or|to|until|through)\b)\s?(?:on\s|in\s|early\s|late\s)?", re.IGNORECASE
)
_SINCE = re.compile(r"\bsince(?:\s{1,3}(?:about|around|at least|as early as))?\s{1,3}$", re.IGNORECASE)
_SINCE_CLAUSE = re.compile(r"\bsince\s[^;:!?\"“”()\n]{3,140}$", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have|had|been|['’]ve|ongoing|continued)\b[^.;!?]{0,120}$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([\w'’]+)[\s-]{1,3}$")
_WORD_AFTER = re.compile(r"[^\S\n]{1,3}([\w'’]+)|-([\w'’]+)")
_OPENS_LINE = re.compile(r"\s?[-–:,]\s")
_LOOK = 160


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of `data/times.toml`, folded to lower case and turned to what they mean."""

    months: dict[str, int]
    numbers: dict[str, float]
    ordinals: dict[str, int]
    few: frozenset[str]
    ambiguous: frozenset[str]
    given_names: frozenset[str]
    before_month: frozenset[str]
    named: frozenset[str]
    not_before_weekday: frozenset[str]
    counted: frozenset[str]
    counted_after: frozenset[str]
    counting: frozenset[str]
    dating: frozenset[str]
    anniversaries: tuple[tuple[int, int, int, frozenset[str]], ...]


@cache
def lexicon() -> Lexicon:
    """The word lists, read at the first text."""
    table = data.table("times.toml")
    words, rules = table["words"], table["month_rules"]
    return Lexicon(
        months={name.lower(): int(number) for number, names in table["months"].items() for name in names},
        numbers=dict(table["numbers"]),
        ordinals=dict(table["ordinals"]),
        few=frozenset(words["few"]),
        ambiguous=frozenset(rules["ambiguous"]),
        given_names=frozenset(rules["given_names"]),
        before_month=frozenset(rules["before"]),
        named=frozenset(
            name.lower()
            for names in (table["weekdays"]["names"], table["seasons"], table["holidays"], table["events"])
            for name in names
        ),
        not_before_weekday=frozenset(table["weekdays"]["not_after"]),
        counted=frozenset(words["counted"]),
        counted_after=frozenset(words["counted_after"]),
        counting=frozenset(words["counting"]),
        dating=frozenset(words["dating"]),
        anniversaries=tuple(
            (row["month"], row["day"], row["year"], frozenset(row["followed_by"])) for row in table["anniversaries"]
        ),
    )


def expressions(text: str, start: int, end: int) -> list[Expression]:
    """The time expressions of `text[start:end]` (a sentence) in order; one that holds another comes before it."""
    rules, found, at = grammar(), [], start
    for token in _TOKEN.finditer(text, start, end):
        word = token[0]
        if token.start() < at or (word[0].isalpha() and word.lower() not in rules.openers):
            continue
        one = _read(rules, text, token.start(), end)
        if one is not None:
            found.append(one)
            at = one.end
    return _with_since(text, start, list(_joined(text, start, _shared_year(text, found))))


def _read(rules: Grammar, text: str, at: int, end: int) -> Expression | None:
    """The expression that begins at a character, by the first rule that matches and that the words around allow."""
    for kind, pattern in rules.rules:
        parts = pattern.match(text, at, end)
        if parts is not None and (one := _build(kind, parts)) is not None and _holds(one, text, parts):
            return one
    return None


def _group(parts: re.Match[str], name: str) -> str:
    """The words of a group in lower case, "" where the rule has no such group or it is empty."""
    found = parts.groupdict().get(name) or ""
    return _BLANKS.sub(" ", found).strip().lower()


def _build(kind: Kind, parts: re.Match[str]) -> Expression | None:
    lex = lexicon()
    era = _group(parts, "era")
    sign = -1 if era.startswith("b") else 1
    day, month = _day_and_month(parts, lex)
    if _group(parts, "first") and month is None:
        return None
    year = _year(_group(parts, "year"), era)
    return Expression(
        parts.start(),
        parts.end(),
        kind,
        year=None if year is None else sign * year,
        month=month,
        day=day,
        year_to=_year_to(parts, year, sign),
        day_to=_figure(_group(parts, "day_to")),
        part=_group(parts, "part"),
        which=_group(parts, "which") or _group(parts, "rel"),
        word=next((word for name in ("weekday", "season", "word", "unit") if (word := _group(parts, name))), ""),
        count=_count(parts, lex) * (sign if kind is Kind.CENTURY else 1),
        way=_way(parts),
    )


def _figure(text: str) -> int | None:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else None


def _year(text: str, era: str) -> int | None:
    if not text:
        return None
    digits = int(text.lstrip("'’"))
    if text[0] in "'’":
        # 'YY in news and in modern history; older texts resolve it against their narrative.
        return 1900 + digits if digits > 30 else 2000 + digits
    return digits if digits or era else None


def _year_to(parts: re.Match[str], year: int | None, sign: int) -> int | None:
    text = _group(parts, "year_to")
    if not text or year is None:
        return None
    last = int(text)
    if len(text) < len(str(year)) and sign > 0:
        last += year - year % 10 ** len(text)
    return sign * last


def _day_and_month(parts: re.Match[str], lex: Lexicon) -> tuple[int | None, int | None]:
    """Day and month; of "08/12/2024", where either could be the month, neither."""
    if first := _group(parts, "first"):
        one, two = int(first), int(_group(parts, "second"))
        if one == two or two > 12 >= one:
            return two, one
        return (one, two) if one > 12 >= two or _group(parts, "mark") == "." else (None, None)
    month = _group(parts, "month")
    return _figure(_group(parts, "day")), int(month) if month.isdigit() else lex.months.get(month)


def _count(parts: re.Match[str], lex: Lexicon) -> float:
    """The number of a length or the ordinal of a century; 0 where it is not told."""
    text = _group(parts, "count") or _group(parts, "nth")
    if (digits := re.match(r"\d+(?:\.\d)?", text)) is not None:
        return float(digits[0])
    if text in lex.few:
        return 3 if _group(parts, "unit") in ("day", "night") else 0
    if (known := lex.numbers.get(text) or lex.ordinals.get(text)) is not None:
        return known
    return sum(lex.numbers.get(word, 0) for word in re.split(r"[\s‐‑-]", text))


def _way(parts: re.Match[str]) -> str:
    """Where a length lies, by the words around it; "length" where these do not say, "" where there is none."""
    groups = parts.groupdict()
    if groups.get("nth"):
        return "nth"
    for name in ("way", "lasting"):
        if found := _group(parts, name):
            return found
    if "count" not in groups:
        return ""
    return "within" if parts.group().lower().startswith("within") else "length"


def _holds(one: Expression, text: str, parts: re.Match[str]) -> bool:
    """Whether the words around allow the reading as a time."""
    before = _WORD_BEFORE.search(text, max(0, one.start - 30), one.start)
    after = _WORD_AFTER.match(text, one.end, one.end + 30)
    left, right = (before[1].lower() if before else ""), (after[0].strip(" \t\xa0-") if after else "")
    match one.kind:
        case Kind.DATE if one.month is None:
            holds = one.year is not None and _is_year(one, text, left, right.lower())
        case Kind.DATE:
            holds = one.day is not None or one.year is not None or _is_month(one, parts["month"], left, right)
        case Kind.WEEKDAY | Kind.SEASON | Kind.HOLIDAY | Kind.EVENT if one.word not in lexicon().named:
            # Letters that only case folding takes for the same, such as a long s.
            holds = False
        case Kind.WEEKDAY:
            habitual = left == "on" and parts.group().lower().endswith("days") and right.islower()
            holds = left not in lexicon().not_before_weekday and not habitual
        case Kind.SEASON:
            holds = _is_season(one, parts["season"], left, right.lower())
        case Kind.WINDOW if one.way == "for":
            holds = _PERFECT.search(text, max(0, one.start - _LOOK), one.start) is not None
        case Kind.DECADE:
            holds = one.year is not None and (one.year >= 1000 or one.year < 0)
        case _:
            holds = True
    return holds


def _is_year(one: Expression, text: str, left: str, right: str) -> bool:
    """Whether a bare number is a year: "in 1716", "the 2014 campaign", but not "1300 people", "Brigade 1920"."""
    lex, year = lexicon(), one.year or 0
    if year < 0 or text[one.end - 1] == "." or text[one.end - 1].isalpha():
        return True
    if (one.year_to is not None and not 0 < one.year_to - year < 200) or year > 2100:
        return False
    if one.part or one.year_to is not None:
        return right not in lex.counted
    counts = right in lex.counted_after and left not in ("in", "since", "during", "until")
    if counts or right in lex.counted or left in lex.counting or right[:1].isdigit():
        return False
    first = text[max(0, one.start - 1) : one.start]
    led = (left in lex.dating or first == "(") and not (right.endswith("s") and len(right) > 3)
    return year >= 1900 or led or (first in ("", "\n") and _OPENS_LINE.match(text, one.end) is not None)


def _is_month(one: Expression, written: str, left: str, right: str) -> bool:
    """A bare month: "in May", "a February ceasefire", but not "may", "march on" or "April Ray"."""
    lex, name = lexicon(), written.lower()
    led = left in lex.before_month or bool(one.part) or bool(one.which)
    if name in lex.ambiguous and not led:
        return written[0].isupper() and not written.isupper() and name not in ("march", "may") and len(name) > 3
    if name in lex.given_names and not led:
        return not right[:1].isupper()
    return led or written[0].isupper()


def _is_season(one: Expression, written: str, left: str, right: str) -> bool:
    named = bool(one.which and one.which != "the") or one.year is not None
    if one.which == "the" and one.word == "fall" and right == "of":
        return False
    if named:
        return left not in ("arab", "prague", "peace")
    if written[0].isupper() and not one.part and left in ("arab", "peace", "prague", "euphrates", "the"):
        return False
    led = left in (
        "in",
        "during",
        "by",
        "since",
        "until",
        "through",
        "over",
        "that",
        "of",
        "throughout",
        "for",
        "before",
        "after",
    ) or bool(one.part)
    return led and right not in ("of", "offensive") and (one.word != "fall" or one.which == "the")


def _shared_year(text: str, found: list[Expression]) -> list[Expression]:
    """Gives the first of "August and September 1914" the year of the second."""
    out = list(found)
    for at in range(len(out) - 2, -1, -1):
        one, two = out[at], out[at + 1]
        if one.kind is not Kind.DATE or two.kind is not Kind.DATE or one.year is not None or two.year is None:
            continue
        if one.month and two.month and not one.which and _LIST.fullmatch(text, one.end, two.start):
            out[at] = replace(one, year=two.year - (one.month > two.month))
    return out


def _joined(text: str, start: int, found: list[Expression]) -> Iterator[Expression]:
    """Ranges made of two neighbours: "from 5 May to 2 June", "Friday and Saturday"; all else as it is."""
    held: Expression | None = None
    for one in found:
        if held is not None:
            pair = _pair(text, start, held, one)
            if pair is not None:
                yield pair
                held = None
                continue
            yield held
        held = one
    if held is not None:
        yield held


def _pair(text: str, start: int, one: Expression, two: Expression) -> Expression | None:
    calendar = (Kind.DATE, Kind.WEEKDAY, Kind.SEASON, Kind.WORD)
    if one.kind not in calendar or two.kind not in calendar or two.start - one.end > 12 or one.end > two.start:
        return None
    gap = text[one.end : two.start]
    lead = _FROM.search(text, max(start, one.start - 12), one.start)
    link = _LINK.fullmatch(gap)
    together = one.kind is Kind.WEEKDAY and two.kind is Kind.WEEKDAY and _AND.fullmatch(gap)
    if not together and (
        link is None or ("and" in gap.lower() and (lead is None or not lead[0].lower().startswith("b")))
    ):
        return None
    if lead is None and not together and one.kind is not two.kind:
        return None
    if one.year_to is not None or two.year_to is not None or one.day_to is not None:
        return None
    begin = lead.start() if lead is not None else one.start
    return Expression(begin, two.end, Kind.RANGE, first=one, last=two, way="and" if together else "to")


_POINTS = (Kind.DATE, Kind.WEEKDAY, Kind.SEASON, Kind.UNIT, Kind.WORD, Kind.SHIFT, Kind.HOLIDAY)


def _with_since(text: str, start: int, found: list[Expression]) -> list[Expression]:
    """Adds the stretch that "since X" and "since the war began in X" reach over to each X that has one."""
    out: list[Expression] = []
    floor = start
    for one in found:
        begin = _since(text, floor, one)
        floor = one.end
        if begin is None:
            out.append(one)
            continue
        whole = Expression(begin, one.end, Kind.RANGE, first=one, way="since")
        direct = _SINCE.search(text, begin, one.start) is not None
        out.extend([whole] if direct else [whole, one])
    return out


def _since(text: str, floor: int, one: Expression) -> int | None:
    if one.kind not in _POINTS or one.year_to is not None or one.day_to is not None:
        return None
    window = max(floor, one.start - _LOOK)
    led = _SINCE.search(text, window, one.start) or _SINCE_CLAUSE.search(text, window, one.start)
    return led.start() if led else None


def anniversary(one: Expression, text: str) -> int | None:
    """The year that the words after a day and month give it: "the Sept. 11 attacks"."""
    after = _WORD_AFTER.match(text, one.end, one.end + 30)
    for month, day, year, followers in lexicon().anniversaries:
        if after and (one.month, one.day) == (month, day) and after[0].strip().lower() in followers:
            return year
    return None
