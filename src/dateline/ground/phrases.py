"""Phrases that name a party, read from the words of a sentence without a tagger.

A sentence is cut into parts (names of the registry, head nouns, titles, words that may stand before a head, other
capitalised words); neighbouring parts that may belong together are joined, and what a joined row ends with says what it
is. Every word list lies in `data/party_words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache

from dateline import data
from dateline.ground.names import Alias, Form, Registry, Word, fold, is_article, key, split
from dateline.schema import Report, Span

GROUPS = ("armed", "craft", "state", "organisation", "official", "civilian", "detainee", "media")
PLACE_LIKE = frozenset({"state"})
MAX_NAME = 8


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
class Phrase:
    """A party as a sentence names it.

    Attributes:
        group: a group of head nouns, or `person`, or `name` for a proper name without head noun.
        head: the folded head noun, empty for names.
        number: `one`, `many`, `body`, or empty for names.
        name: the proper name inside, where there is one.
        aliases: the registry's readings of that name.
        definite: whether "the" or its like stands before it.
    """

    span: Span
    group: str
    head: str = ""
    number: str = ""
    name: Span | None = None
    aliases: tuple[Alias, ...] = ()
    definite: bool = False

    @property
    def words(self) -> frozenset[str]:
        """The folded words, without articles: what a fuller name of the same party has to contain."""
        return frozenset(key(self.span.text))


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
    return frozenset(" ".join(w.fold for w in split(item)) for item in listed.split(","))


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


class Reader:
    """Reads the party phrases of one report; holds what is true of the report as a whole."""

    def __init__(self, report: Report, registry: Registry, short: Mapping[str, str]) -> None:
        self.report = report
        self.registry = registry
        self.short = short
        self.lexicon = lexicon()
        letters = [c for c in report.text if c.isalpha() and c.isascii()]
        capitals = sum(c.isupper() for c in letters)
        self.one_case = bool(letters) and (capitals == 0 or capitals > 0.8 * len(letters))
        self.sentences = [(sentence, split(sentence.text, sentence.start)) for sentence in report.sentences]
        self.names = frozenset(
            word.fold
            for _, row in self.sentences
            if not self._titled(row)
            for word in row[1:]
            if word.text[0].isupper()
        )

    def phrases(self) -> Iterator[Phrase]:
        """All party phrases of the report's sentences, in order."""
        for _, row in self.sentences:
            if row:
                yield from _Sentence(self, row, self.one_case or self._titled(row)).phrases()

    def _titled(self, row: Sequence[Word]) -> bool:
        open_words = [w for w in row if w.fold not in self.lexicon.function and w.text[0].isalpha()]
        return len(open_words) >= 3 and sum(w.capital for w in open_words) > 0.75 * len(open_words)


class _Sentence:
    """The parts and phrases of one sentence."""

    def __init__(self, reader: Reader, row: Sequence[Word], flat: bool) -> None:
        self.reader = reader
        self.row = row
        self.flat = flat

    def phrases(self) -> list[Phrase]:
        found: list[Phrase] = []
        chunk: list[Part] = []
        at = 0
        while at < len(self.row):
            part = self._part(at)
            if part is None:
                found.extend(self._close(chunk))
                chunk = []
                at += 1
                continue
            if chunk and not self._joins(chunk[-1], part):
                found.extend(self._close(chunk))
                chunk = []
            chunk.append(part)
            at = part.last
        found.extend(self._close(chunk))
        return self._attached(found)

    # -- parts

    def _part(self, at: int) -> Part | None:
        word = self.row[at]
        if at and word.gap in {"-", "‑"} and word.fold in words("premodifiers", "joined") | words("holders"):
            return Part(Sort.JOINED, at, at + 1)
        named = self._named(at)
        if named is not None:
            return named
        if word.text in self.reader.short:
            return Part(Sort.CAPITAL, at, at + 1)
        if word.fold in words("premodifiers", "prefixes") and at + 1 < len(self.row) and self.row[at + 1].gap == "-":
            return Part(Sort.BEFORE, at, at + 1)
        if word.fold not in self.reader.lexicon.function:
            for rows, sort in ((self.reader.lexicon.titles, Sort.TITLE),):
                length = self._longest(rows.get(word.fold, ()), at)
                if length and self._before_name(at + length):
                    return Part(sort, at, at + length)
            for row, head in self.reader.lexicon.heads.get(word.fold, ()):
                if self._fits(row, at):
                    return Part(Sort.HEAD, at, at + len(row), head=head)
            length = self._longest(self.reader.lexicon.before.get(word.fold, ()), at)
            if length or (word.text[0].isdigit() and word.text[-1].isalpha()):
                return Part(Sort.BEFORE, at, at + (length or 1))
        return self._capitals(at)

    def _fits(self, row: Sequence[str], at: int) -> bool:
        here = self.row[at : at + len(row)]
        return len(here) == len(row) and all(
            w.fold == x and (n == 0 or _glue(w.gap)) for n, (w, x) in enumerate(zip(here, row, strict=True))
        )

    def _longest(self, rows: Sequence[Sequence[str]], at: int) -> int:
        return next((len(row) for row in rows if self._fits(row, at)), 0)

    def _before_name(self, at: int) -> bool:
        if at >= len(self.row) or not (_glue(self.row[at].gap) or self.row[at].gap in {". ", ".", " \"", " “"}):
            return False
        if self._is_title(at):
            return self._before_name(at + self._longest(self.reader.lexicon.titles[self.row[at].fold], at))
        named = self._named(at)
        if named is not None:
            return any(alias.entry.actor.kind == "person" for alias in named.aliases)
        return self._capitals(at) is not None and (not self.flat or self.row[at].fold in words("given"))

    def _is_title(self, at: int) -> bool:
        return bool(self._longest(self.reader.lexicon.titles.get(self.row[at].fold, ()), at))

    def _named(self, at: int) -> Part | None:
        """The longest name of the registry that starts here."""
        row = self.row
        start = at
        while at < len(row) - 1 and is_article(row, at) and _glue(row[at + 1].gap):
            at += 1
        for strip in (False, True):
            first = row[at].fold
            if strip:
                if not (first.endswith("s") and len(first) > 3 and row[at].capital):
                    break
                first = first[:-1]
            best: list[Alias] = []
            end = at
            for alias in self.reader.registry.starting(first):
                if best and len(alias.words) < len(best[0].words):
                    break
                last = self._match(alias, at, strip)
                if last:
                    best.append(alias)
                    end = last
            if best:
                return Part(Sort.NAME, start, end, tuple(best), owns=strip or self._owner_lost(best[0], end))
        return None

    def _owner_lost(self, alias: Alias, end: int) -> bool:
        return self.row[end - 1].fold != alias.words[-1]

    def _match(self, alias: Alias, at: int, strip: bool) -> int:
        """The index after the alias's last word where it stands at `at`, 0 where it does not."""
        row = self.row
        here = at
        for n, wanted in enumerate(alias.words):
            if n:
                while here < len(row) - 1 and is_article(row, here) and _glue(row[here].gap):
                    here += 1
            if here >= len(row) or (n and not _glue(row[here].gap)):
                return 0
            got = row[here].fold
            final = n == len(alias.words) - 1
            if got != wanted and not (
                final and (strip or n) and got == wanted + "s" and len(wanted) > 2 and row[here].capital
            ):
                return 0
            here += 1
        return here if self._cased(alias, at, here) else 0

    def _cased(self, alias: Alias, first: int, last: int) -> bool:
        if self.reader.one_case:
            return not (len(alias.words) == 1 and alias.words[0] in words("lower"))
        if alias.text[0].islower() and not alias.text.startswith(("al-", "el-")):
            return True
        if alias.form is Form.SHORT:
            got = self.row[first].text
            return got.upper() == got or (len(got) >= 4 and got[0].isupper())
        return self.row[first].capital

    def _capitals(self, at: int) -> Part | None:
        """A row of capitalised words that the registry does not know."""
        if self.flat or not self._may_begin(at):
            return None
        row = self.row
        end = at
        while end < len(row) and end - at < MAX_NAME:
            word = row[end]
            if end > at and not (_glue(word.gap) or (word.gap == ". " and len(row[end - 1].text) == 1)):
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
        joined = after.gap == "-" or self.row[at].fold not in self.reader.lexicon.function
        return after.capital and _glue(after.gap) and joined and self._name_word(at + 1)

    def _name_word(self, at: int) -> bool:
        word = self.row[at]
        return word.fold not in words("not_names") and (
            word.fold not in self.reader.lexicon.function or word.fold in words("initials", "person")
        )

    def _may_begin(self, at: int) -> bool:
        word = self.row[at]
        particle = word.fold in words("initials", "person") and self._particle_goes_on(at)
        if not (word.text[0].isupper() or particle) or not self._name_word(at):
            return False
        if at and not (self.row[at].gap.strip() and set(self.row[at].gap) & set("“\"‘")):
            return True
        return word.fold in self.reader.names or word.fold in words("given") or word.fold in {"abu", "umm"}

    def _absorbs(self, at: int) -> bool:
        """Whether the capitalised word at `at` may go on a name: no other name or title starts with it."""
        named = self._named(at)
        if named is None:
            return not (self._is_title(at) and self._before_name(at + 1))
        return named.last == at + 1 and all(alias.entry.actor.kind == "person" for alias in named.aliases)

    # -- joining

    def _joins(self, one: Part, two: Part) -> bool:
        gap = self.row[two.first].gap
        if gap.startswith(("'s ", "’s ", "' ", "’ ", "ʼs ")) and not gap[2:].strip():
            return one.sort in {Sort.NAME, Sort.CAPITAL} and two.sort is not Sort.JOINED
        if not (_glue(gap) or (one.sort is Sort.TITLE and gap in {". ", ".", ' "', " “"})):
            return False
        if two.sort is Sort.JOINED:
            return self.row[two.first].fold in words("premodifiers", "joined") and one.sort is not Sort.JOINED
        if one.sort is Sort.HEAD:
            return self._after_head(one, two)
        if one.sort is Sort.NAME:
            if two.sort is Sort.NAME:
                return _of_country(one.aliases) and (one.owns or _form(one.aliases) is Form.DEMONYM)
            return two.sort is not Sort.CAPITAL or _of_country(one.aliases)
        if one.sort is Sort.CAPITAL:
            return two.sort is not Sort.NAME
        return True

    def _after_head(self, one: Part, two: Part) -> bool:
        assert one.head is not None  # noqa: S101 (a HEAD part has its head)
        if one.head.number == "many":
            return False
        if two.sort is Sort.CAPITAL:
            return one.head.group in {"official", "organisation"}
        if two.sort is Sort.NAME:
            return one.head.group == "organisation" or (
                one.head.group == "official" and two.aliases[0].entry.actor.kind == "person"
            )
        return True

    # -- phrases

    def _close(self, chunk: list[Part]) -> Iterator[Phrase]:
        """The phrases that a row of joined parts gives: one, or none, or what is left of it after cutting its end."""
        chunk = list(chunk)
        while chunk and (chunk[-1].sort in {Sort.BEFORE, Sort.TITLE} or self._is_adjective(chunk[-1])):
            chunk.pop()
        while chunk and chunk[-1].sort is Sort.JOINED:
            if len(chunk) >= 2 and chunk[-2].sort is Sort.NAME:
                yield self._phrase(chunk[-2:], "name", name=chunk[-2])
                return
            chunk.pop()
        if not chunk:
            return
        last = chunk[-1]
        if last.sort is Sort.HEAD:
            yield from self._headed(chunk)
        elif last.sort is Sort.NAME:
            yield from self._by_name(chunk)
        elif last.sort is Sort.CAPITAL:
            yield from self._by_capitals(chunk)

    def _is_adjective(self, part: Part) -> bool:
        """Whether a head noun is an adjective here, for a noun follows ("military base")."""
        if part.sort is not Sort.HEAD or part.last - part.first > 1 or part.last >= len(self.row):
            return False
        word, after = self.row[part.first], self.row[part.last]
        if word.fold not in words("adjectival") or not _glue(after.gap):
            return False
        return after.fold not in self.reader.lexicon.function and after.fold not in words("saying") and not (
            after.fold.endswith(("ed", "ly"))
        )

    def _headed(self, chunk: list[Part]) -> Iterator[Phrase]:
        chunk = self._without_place(chunk)
        last = chunk[-1]
        assert last.head is not None  # noqa: S101 (a HEAD part has its head)
        name = None
        for n, part in enumerate(chunk[:-1]):
            joined = chunk[n + 1].sort is Sort.JOINED
            if part.sort is Sort.NAME and not joined and (name is None or not _names_party(name)):
                name = part
            elif part.sort is Sort.CAPITAL and not joined and name is None:
                name = part
        fold_head = " ".join(w.fold for w in self.row[last.first : last.last])
        phrase = self._phrase(chunk, last.head.group, name=name, head=fold_head, number=last.head.number)
        yield self._continued(phrase, last.last)

    def _without_place(self, chunk: list[Part]) -> list[Part]:
        """Civilians and officials of an unknown capitalised name ("Idlib residents") leave it to the places."""
        last = chunk[-1]
        if last.head is None or last.head.group not in {"civilian", "detainee", "media"}:
            return chunk
        cut = max((n for n, part in enumerate(chunk) if part.sort is Sort.CAPITAL), default=-1)
        return chunk[cut + 1 :]

    def _continued(self, phrase: Phrase, at: int) -> Phrase:
        """The phrase with "of ..." that belongs to a capitalised body's name ("Command of Military Operations")."""
        row = self.row
        if self.flat or phrase.number != "body" or not row[at - 1].capital:
            return phrase
        end = at
        while end < len(row) and end - at < MAX_NAME and row[end].fold in {"of", "for", "and"} and row[end].gap == " ":
            after = end + 1 + (end + 1 < len(row) and row[end + 1].fold == "the")
            if after >= len(row) or not row[after].text[0].isupper() or row[after].gap != " ":
                break
            while after < len(row) and row[after].text[0].isupper() and _glue(row[after].gap):
                after += 1
            end = after
        if end == at:
            return phrase
        span = self.reader.report.span(phrase.span.start, row[end - 1].end)
        return replace(phrase, span=span, name=span, aliases=())

    def _by_name(self, chunk: list[Part]) -> Iterator[Phrase]:
        part = chunk[-1]
        kind = part.aliases[0].entry.actor.kind
        if kind == "person":
            yield self._phrase(chunk, "person", name=part)
            return
        form = _form(part.aliases)
        before = self._before(chunk[0])
        if not _of_country(part.aliases):
            yield self._phrase([part], "name", name=part, before=before)
        elif form is Form.DEMONYM:
            if self._does(part) or self.row[part.last - 1].fold.endswith("s"):
                yield self._phrase([part], "name", name=part, before=before)
        elif self._acts(part):
            yield self._phrase([part], "name", name=part, before=before)

    def _does(self, part: Part) -> bool:
        if part.last >= len(self.row):
            return False
        after = self.row[part.last]
        return _glue(after.gap) and (
            after.fold in words("deeds") or (self._before(part) == "the" and after.fold in words("saying"))
        )

    def _acts(self, part: Part) -> bool:
        """Whether a country or capital acts here: it says or does something, or something is said or done to it."""
        row = self.row
        after = row[part.last] if part.last < len(row) else None
        before = self._before(part)
        placed = before in {"in", "from", "to", "into", "of", "across", "near", "at", "inside", "outside", "around"}
        if after is not None and after.fold in words("saying") and _glue(after.gap):
            return not placed
        if after is not None and (part.owns or after.gap.startswith(("'s", "’s"))):
            return after.fold in words("deeds") and not placed
        return before in words("saying", "before")

    def _before(self, part: Part) -> str:
        return self.row[part.first - 1].fold if part.first and _glue(self.row[part.first].gap) else ""

    def _by_capitals(self, chunk: list[Part]) -> Iterator[Phrase]:
        part = chunk[-1]
        row = self.row[part.first : part.last]
        if row[0].text in self.reader.short and len(row) == 1:
            yield self._phrase([part], "name", name=part)
            return
        folds = {w.fold for w in row}
        if folds & words("initials", "organisation"):
            start = [p for p in chunk if p.sort is not Sort.BEFORE or self.row[p.first].capital]
            phrase = self._phrase(chunk[chunk.index(start[0]) :], "organisation", name=part, number="body")
            yield self._continued(phrase, part.last)
        elif any(p.sort is Sort.TITLE or (p.head and p.head.group == "official") for p in chunk):
            yield self._phrase(chunk, "person", name=part)
        elif len(row) > 1 and (row[0].fold in words("given") or row[0].fold in {"abu", "umm"} or self._speaks(part)):
            yield self._phrase([part], "person", name=part)
        elif len(row) <= 3:
            yield self._phrase([part], "surname", name=part)

    def _speaks(self, part: Part) -> bool:
        after = self.row[part.last] if part.last < len(self.row) else None
        return after is not None and _glue(after.gap) and after.fold in {"said", "says", "told", "added", "tells"}

    def _phrase(
        self, chunk: Sequence[Part], group: str, *, name: Part | None, head: str = "", number: str = "", before: str = ""
    ) -> Phrase:
        span = self._span(chunk[0].first, chunk[-1].last)
        inner = self._span(name.first, name.last) if name else None
        before = before or self._before(chunk[0])
        definite = before in words("definite")
        return Phrase(span, group, head, number, inner, name.aliases if name else (), definite)

    def _span(self, first: int, last: int) -> Span:
        return self.reader.report.span(self.row[first].start, self.row[last - 1].end)

    def _attached(self, found: list[Phrase]) -> list[Phrase]:
        """Phrases with "members of", "units from" and their like joined to the body that follows."""
        out: list[Phrase] = []
        text = self.reader.report.text
        for phrase in found:
            last = out[-1] if out else None
            if last is not None and last.head in words("members") and _names_body(phrase):
                between = text[last.span.end : phrase.span.start].split()
                while between and between[-1].lower() in {"the", "a", "an", "so-called", "this"}:
                    between.pop()
                if " ".join(between).lower() in words("links"):
                    span = self.reader.report.span(last.span.start, phrase.span.end)
                    out[-1] = replace(
                        last, span=span, name=phrase.name or phrase.span, aliases=phrase.aliases, group="armed"
                    )
                    continue
            out.append(phrase)
        return out


def _glue(gap: str) -> bool:
    return gap in {" ", "-", "‑", "\u00a0"} or (bool(gap) and not gap.strip(" \u00a0\t"))


def _form(aliases: Sequence[Alias]) -> Form:
    return aliases[0].form


def _of_country(aliases: Sequence[Alias]) -> bool:
    return aliases[0].entry.actor.kind == "state"


def _names_party(part: Part) -> bool:
    return part.sort is Sort.NAME and not _of_country(part.aliases)


def _names_body(phrase: Phrase) -> bool:
    if phrase.aliases:
        return phrase.aliases[0].entry.actor.kind not in {"state", "person"} or bool(phrase.head)
    return phrase.group in {"armed", "state", "organisation"} and phrase.number in {"body", ""} or phrase.group == "organisation"
