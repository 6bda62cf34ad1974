"""The parts of a sentence that can make up a party's name: names of the registry, head nouns, titles, other capitals.

Every word list lies in `data/party_words.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from dateline import data
from dateline.ground.names import Alias, Form, Registry, Word, fold, is_article

GROUPS = ("armed", "craft", "state", "organisation", "official", "civilian", "detainee", "media")
MAX_NAME = 8
"""Words that one unknown name may have, and titles before a name."""
MAX_ARTICLES = 2
"""Articles that may stand before one word of a name ("the al-")."""
TITLE_GAPS = frozenset({". ", ".", ' "', " “"})
"""What may stand between a title and a name beside a space ("Gen. ", an opening quotation mark of a nom de guerre)."""


class Sort(Enum):
    """What a part is."""

    NAME = auto()
    HEAD = auto()
    TITLE = auto()
    BEFORE = auto()
    JOINED = auto()
    CAPITAL = auto()


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: its group, and whether it is `one` person or thing, `many`, or a `body`."""

    group: str
    number: str


@dataclass(frozen=True, slots=True)
class Part:
    """Words `first:last` of a sentence that act as one; `owns` where a possessive ending was lost ("Assads regime")."""

    sort: Sort
    first: int
    last: int
    aliases: tuple[Alias, ...] = ()
    head: Head | None = None
    owns: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of `data/party_words.toml` by what they do."""

    heads: Mapping[str, tuple[tuple[tuple[str, ...], Head], ...]]
    titles: Mapping[str, tuple[tuple[str, ...], ...]]
    before: Mapping[str, tuple[tuple[str, ...], ...]]
    function: frozenset[str]


@cache
def words(table: str, field: str = "words") -> frozenset[str]:
    """The folded entries of one list of `data/party_words.toml`."""
    listed = data.table("party_words.toml")[table][field]
    return frozenset(" ".join(fold(word) for word in item.replace("-", " ").split()) for item in listed.split(","))


@cache
def lexicon() -> Lexicon:
    """The lists that cut a sentence into parts, by first word; built once per process."""
    heads: dict[str, list[tuple[tuple[str, ...], Head]]] = {}
    for group in GROUPS:
        for number in ("one", "many", "body"):
            for item in words(group, number):
                if item:
                    row = tuple(item.split())
                    heads.setdefault(row[0], []).append((row, Head(group, number)))
    function: set[str] = set()
    closed = data.table("words.toml")
    for table in ("determiner", "pronoun", "wh", "auxiliary", "preposition", "conjunction", "negator"):
        for listed in closed[table].values():
            function.update(fold(word) for word in listed.split() if "_" not in word)
    return Lexicon(
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in heads.items()},
        _by_first(words("titles")),
        _by_first(words("premodifiers")),
        frozenset(function),
    )


def _by_first(items: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    out: dict[str, list[tuple[str, ...]]] = {}
    for item in items:
        row = tuple(item.split())
        if row:
            out.setdefault(row[0], []).append(row)
    return {first: tuple(sorted(rows, key=lambda row: -len(row))) for first, rows in out.items()}


@cache
def head_of(word: str) -> Head | None:
    """The head noun that `word` (folded, possibly several words) is, None where it is none."""
    row = tuple(word.split())
    return next((head for known, head in lexicon().heads.get(row[0], ()) if known == row), None) if row else None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is true of a report as a whole.

    Attributes:
        short: abbreviations that the report itself defines, with what they stand for.
        one_case: whether the text has no small letters, or no capitals, to tell names by.
        names: folded words that stand capitalised inside a sentence somewhere.
    """

    registry: Registry
    short: Mapping[str, str]
    one_case: bool
    names: frozenset[str]


class Cutter:
    """Cuts one sentence into parts; `flat` where its capitals say nothing, as in a headline in title case."""

    def __init__(self, setting: Setting, row: Sequence[Word], flat: bool) -> None:
        self.setting = setting
        self.lexicon = lexicon()
        self.row = row
        self.flat = flat
        self._seen: dict[int, Part | None] = {}
        here = {word.fold for word in row}
        self._here = here | {word[:-1] for word in here if word.endswith("s")}

    def part(self, at: int) -> Part | None:
        """The part that begins with the word at `at`, None where that word is no part of a party."""
        return self._marked(at) or self._common(at) or self._capitals(at)

    def _marked(self, at: int) -> Part | None:
        """Names of the registry or of the report's own abbreviations, and the pieces of hyphenated words."""
        word = self.row[at]
        if (
            at
            and word.gap in {"-", "‑"}
            and (word.fold in words("premodifiers", "joined") or word.fold in words("holders"))
        ):
            return Part(Sort.JOINED, at, at + 1)
        named = self._named(at)
        if named is not None:
            return named
        if word.text in self.setting.short:
            return Part(Sort.CAPITAL, at, at + 1)
        if word.fold in words("premodifiers", "prefixes") and at + 1 < len(self.row) and self.row[at + 1].gap == "-":
            return Part(Sort.BEFORE, at, at + 1)
        return None

    def _common(self, at: int) -> Part | None:
        """Titles, head nouns and words that may stand before a head."""
        word = self.row[at]
        if word.fold in self.lexicon.function:
            return None
        length = self._longest(self.lexicon.titles.get(word.fold, ()), at)
        if length and self._before_name(at + length):
            return Part(Sort.TITLE, at, at + length)
        head = next((h for h in self.lexicon.heads.get(word.fold, ()) if self._fits(h[0], at)), None)
        if head is not None:
            return Part(Sort.HEAD, at, at + len(head[0]), head=head[1])
        lost = head_of(word.fold[:-1]) if word.fold.endswith("ys") else None
        if lost is not None:
            return Part(Sort.HEAD, at, at + 1, head=lost, owns=True)
        length = self._longest(self.lexicon.before.get(word.fold, ()), at)
        ordinal = word.text[0].isdigit() and word.text[-1].isalpha()
        return Part(Sort.BEFORE, at, at + (length or 1)) if length or ordinal else None

    def _fits(self, row: Sequence[str], at: int) -> bool:
        here = self.row[at : at + len(row)]
        return len(here) == len(row) and all(
            w.fold == x and (n == 0 or glue(w.gap)) for n, (w, x) in enumerate(zip(here, row, strict=True))
        )

    def _longest(self, rows: Sequence[Sequence[str]], at: int) -> int:
        return next((len(row) for row in rows if self._fits(row, at)), 0)

    def _before_name(self, at: int) -> bool:
        """Whether a person's name stands at `at`, behind further titles if any."""
        for _ in range(MAX_NAME):
            if at >= len(self.row) or not (glue(self.row[at].gap) or self.row[at].gap in TITLE_GAPS):
                return False
            length = self._longest(self.lexicon.titles.get(self.row[at].fold, ()), at)
            if not length:
                break
            at += length
        if at >= len(self.row):
            return False
        named = self._named(at)
        if named is not None:
            return any(alias.entry.actor.kind == "person" for alias in named.aliases)
        return self._capitals(at) is not None and (not self.flat or self.row[at].fold in words("given"))

    def _is_title(self, at: int) -> bool:
        return bool(self._longest(self.lexicon.titles.get(self.row[at].fold, ()), at))

    def _named(self, at: int) -> Part | None:
        """The longest name of the registry that starts here."""
        if at not in self._seen:
            self._seen[at] = self._find_named(at)
        return self._seen[at]

    def _find_named(self, at: int) -> Part | None:
        row = self.row
        start = at
        for _ in range(MAX_ARTICLES):
            if at < len(row) - 1 and is_article(row, at) and glue(row[at + 1].gap):
                at += 1
        for strip in (False, True):
            first = row[at].fold
            if strip:
                if not (first.endswith("s") and len(first) > 3 and row[at].capital):
                    break
                first = first[:-1]
            best: list[Alias] = []
            end = at
            for alias in self.setting.registry.starting(first):
                if best and len(alias.words) < len(best[0].words):
                    break
                if alias.words[-1] not in self._here:  # most are ruled out by this, at little cost
                    continue
                last = self._match(alias, at, strip)
                if last:
                    best.append(alias)
                    end = last
            if best:
                return Part(Sort.NAME, start, end, tuple(best), owns=self._owner_lost(best[0], end))
        return None

    def _owner_lost(self, alias: Alias, end: int) -> bool:
        return self.row[end - 1].fold != alias.words[-1]

    def _match(self, alias: Alias, at: int, strip: bool) -> int:
        """The index after the alias's last word where it stands at `at`, 0 where it does not."""
        row = self.row
        here = at
        for n, wanted in enumerate(alias.words):
            if n:
                while (
                    here < len(row) - 1 and (row[here].fold == "the" or is_article(row, here)) and glue(row[here].gap)
                ):
                    here += 1
            if here >= len(row) or (n and not self._continues(alias, row[here].gap)):
                return 0
            got = row[here].fold
            lost = got == wanted + "s" and len(wanted) > 2 and (strip or n)
            if got != wanted and not (lost and (row[here].capital or wanted.endswith("y"))):
                return 0
            here += 1
        return here if self._cased(alias, at, here) else 0

    def _continues(self, alias: Alias, gap: str) -> bool:
        """Whether a name may go on behind this gap; a stroke only stands in names that have one ("SLM/A")."""
        return glue(gap) or owns(gap) or (gap == "/" and gap in alias.text)

    def _cased(self, alias: Alias, first: int, last: int) -> bool:
        if self.setting.one_case:
            return not (len(alias.words) == 1 and alias.words[0] in words("lower"))
        if alias.text[0].islower() and not alias.text.startswith(("al-", "el-")):
            return True
        word = self.row[first]
        return alias.cased(word.text) if alias.form is Form.SHORT else word.capital

    def _capitals(self, at: int) -> Part | None:
        """A row of capitalised words that the registry does not know."""
        if self.flat or not self._may_begin(at):
            return None
        row = self.row
        end = at
        while end < len(row) and end - at < MAX_NAME:
            word = row[end]
            if end > at and not (glue(word.gap) or (word.gap == ". " and len(row[end - 1].text) == 1)):
                break
            if word.capital and word.text[0].isalpha() and self._name_word(end):
                if end > at and not self._absorbs(end):
                    break
                end += 1
            elif end > at and word.fold in words("initials", "person") and self._particle_goes_on(end):
                end += 1
            else:
                break
        while end > at and row[end - 1].fold in words("initials", "person"):
            end -= 1
        return Part(Sort.CAPITAL, at, end) if end > at else None

    def _particle_goes_on(self, at: int) -> bool:
        if at + 1 >= len(self.row):
            return False
        after = self.row[at + 1]
        joined = after.gap == "-" or self.row[at].fold not in self.lexicon.function
        return after.capital and glue(after.gap) and joined and self._name_word(at + 1)

    def _name_word(self, at: int) -> bool:
        word = self.row[at]
        return word.fold not in words("not_names") and (
            word.fold not in self.lexicon.function or word.fold in words("initials", "person")
        )

    def _may_begin(self, at: int) -> bool:
        word = self.row[at]
        particle = word.fold in words("initials", "person") and self._particle_goes_on(at)
        if not (word.text[0].isupper() or particle) or not self._name_word(at):
            return False
        if at and not (self.row[at].gap.strip() and set(self.row[at].gap) & set('“"‘')):
            return True
        return word.fold in self.setting.names or word.fold in words("given") or word.fold in {"abu", "umm"}

    def _absorbs(self, at: int) -> bool:
        """Whether the capitalised word at `at` may go on a name: no other name or title starts with it."""
        named = self._named(at)
        if named is None:
            return not (self._is_title(at) and self._before_name(at + 1))
        return named.last == at + 1 and all(alias.entry.actor.kind == "person" for alias in named.aliases)


def glue(gap: str) -> bool:
    """Whether words with this between them can belong to one phrase."""
    return gap in {" ", "-", "‑", "\u00a0"} or (bool(gap) and not gap.strip(" \u00a0\t"))


def owns(gap: str) -> bool:
    """Whether what stands between two words is a possessive ending."""
    return gap.rstrip(" \u00a0") in {"'s", "’s", "ʼs", "'", "’"} and gap[-1] in " \u00a0"


def form_of(aliases: Sequence[Alias]) -> Form:
    """How the words of a name part name its actor."""
    return aliases[0].form


def of_country(aliases: Sequence[Alias]) -> bool:
    """Whether a name part names a state, by its own name, its people or its capital."""
    return aliases[0].entry.actor.kind == "state"
