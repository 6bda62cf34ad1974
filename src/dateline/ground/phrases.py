"""Phrases that name a party, read from the words of a sentence without a tagger.

Neighbouring parts that may belong together are joined, and what a joined row ends with says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.ground.names import Alias, Form, Registry, Word, key, split
from dateline.ground.parts import (
    MAX_NAME,
    TITLE_GAPS,
    Cutter,
    Part,
    Setting,
    Sort,
    form_of,
    glue,
    lexicon,
    of_country,
    owns,
    words,
)
from dateline.schema import Report, Span

_CAPITAL, _SMALL = re.compile("[A-Z]"), re.compile("[a-z]")


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
        single: whether "a" or a number stands before it.
        context: folded words that describe the name inside ("Kurdish YPG militia": kurdish, militia).
        core: the body that a phrase like "units of the army" belongs to.
    """

    span: Span
    group: str
    head: str = ""
    number: str = ""
    name: Span | None = None
    aliases: tuple[Alias, ...] = ()
    definite: bool = False
    single: bool = False
    context: frozenset[str] = frozenset()
    core: Span | None = None

    @property
    def words(self) -> frozenset[str]:
        """The folded words, without articles: what a fuller name of the same party has to contain."""
        return frozenset(key((self.core or self.span).text))


def read(report: Report, registry: Registry, short: Mapping[str, str]) -> list[Phrase]:
    """All party phrases of the report's sentences, in order; `short` are the abbreviations that the report defines."""
    capitals = len(_CAPITAL.findall(report.text))
    letters = capitals + len(_SMALL.findall(report.text))
    one_case = letters > 0 and (capitals == 0 or capitals > 0.8 * letters)
    rows = [row for row in (split(sentence.text, sentence.start) for sentence in report.sentences) if row]
    flat = [one_case or _is_title_case(row) for row in rows]
    names = frozenset(
        word.fold for row, f in zip(rows, flat, strict=True) if not f for word in row[1:] if word.text[0].isupper()
    )
    setting = Setting(registry, short, one_case, names)
    return [p for row, f in zip(rows, flat, strict=True) for p in _Sentence(report, Cutter(setting, row, f)).phrases()]


def _is_title_case(row: Sequence[Word]) -> bool:
    open_words = [w for w in row if w.fold not in lexicon().function and w.text[0].isalpha()]
    return len(open_words) >= 4 and sum(w.capital for w in open_words) > 0.8 * len(open_words)


class _Sentence:
    """The phrases of one sentence."""

    def __init__(self, report: Report, cutter: Cutter) -> None:
        self.report = report
        self.cutter = cutter
        self.row = cutter.row

    def phrases(self) -> list[Phrase]:
        found: list[Phrase] = []
        chunk: list[Part] = []
        at = 0
        while at < len(self.row):
            part = self.cutter.part(at)
            if part is None:
                found.extend(self._close(chunk))
                chunk = []
                at += 1
                continue
            at = part.last
            if chunk and not self._joins(chunk[-1], part):
                verb = self._is_verb(chunk[-1], part)
                found.extend(self._close(chunk))
                chunk = []
                if verb:
                    continue
            chunk.append(part)
        found.extend(self._close(chunk))
        return self._attached(found)

    # -- joining

    def _joins(self, one: Part, two: Part) -> bool:
        gap = self.row[two.first].gap
        if owns(gap):
            return one.sort in {Sort.NAME, Sort.CAPITAL} and two.sort is not Sort.JOINED
        if not (glue(gap) or (one.sort is Sort.TITLE and gap in TITLE_GAPS)):
            return False
        if two.sort is Sort.JOINED:
            return self.row[two.first].fold in words("premodifiers", "joined") and one.sort is not Sort.JOINED
        return self._goes_on(one, two)

    def _is_verb(self, one: Part, two: Part) -> bool:
        word = self.row[two.first]
        noun = one.sort not in {Sort.BEFORE, Sort.TITLE, Sort.JOINED}
        return noun and two.sort is Sort.BEFORE and word.fold.endswith("ed") and word.gap == " "

    def _goes_on(self, one: Part, two: Part) -> bool:
        """Whether `two` directly behind `one` can belong to the same phrase; a past form behind a noun is its verb."""
        if self._is_verb(one, two):
            return False
        if one.sort is Sort.HEAD:
            return self._after_head(one, two)
        if one.sort is Sort.CAPITAL:
            return two.sort is not Sort.NAME
        if one.sort is not Sort.NAME:
            return True
        if two.sort is Sort.NAME:
            return of_country(one.aliases) and (one.owns or form_of(one.aliases) is Form.DEMONYM)
        return two.sort is not Sort.CAPITAL or of_country(one.aliases)

    def _after_head(self, one: Part, two: Part) -> bool:
        if one.head is None:
            return False
        if one.head.number == "many":
            return self.row[one.first].fold in words("premodifiers") and two.sort is not Sort.CAPITAL
        if two.sort is Sort.CAPITAL:
            return one.head.group in {"official", "organisation"}
        if two.sort is Sort.NAME:
            person = two.aliases[0].entry.actor.kind == "person"
            if one.head.group == "armed" and one.head.number == "one":
                return not person and not of_country(two.aliases)
            return one.head.group == "organisation" or (one.head.group == "official" and person)
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
        if part.sort is not Sort.HEAD or part.last - part.first > 1:
            return False
        return self.row[part.first].fold in words("adjectival") and self._noun_follows(part.last)

    def _noun_follows(self, at: int) -> bool:
        """Whether the word at `at` continues a noun phrase: it is no function word, adverb or past form."""
        if at >= len(self.row) or not glue(self.row[at].gap):
            return False
        after = self.row[at].fold
        closed = after in lexicon().function or after in words("saying")
        return not closed and not after.endswith(("ed", "ly"))

    def _headed(self, chunk: list[Part]) -> Iterator[Phrase]:
        chunk = self._without_place(chunk)
        last = chunk[-1]
        if last.head is None:
            return
        name = None
        for n, part in enumerate(chunk[:-1]):
            joined = chunk[n + 1].sort is Sort.JOINED
            known = part.sort is Sort.NAME and (name is None or not _names_party(name))
            if not joined and (known or (part.sort is Sort.CAPITAL and name is None)):
                name = part
        fold_head = " ".join(w.fold for w in self.row[last.first : last.last])
        phrase = self._phrase(chunk, last.head.group, name=name, head=fold_head, number=last.head.number)
        if last.head.number == "one" and self._noun_follows(last.last):
            phrase = replace(phrase, definite=False, single=False)
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
        if self.cutter.flat or phrase.number != "body" or not row[at - 1].capital:
            return phrase
        end = at
        while end < len(row) and end - at < MAX_NAME and row[end].fold in {"of", "for", "and"} and row[end].gap == " ":
            after = end + 1 + (end + 1 < len(row) and row[end + 1].fold == "the")
            if after >= len(row) or not row[after].text[0].isupper() or row[after].gap != " ":
                break
            while after < len(row) and row[after].text[0].isupper() and glue(row[after].gap):
                after += 1
            end = after
        if end == at:
            return phrase
        span = self.report.span(phrase.span.start, row[end - 1].end)
        return replace(phrase, span=span, name=span, aliases=())

    def _by_name(self, chunk: list[Part]) -> Iterator[Phrase]:
        part = chunk[-1]
        kind = part.aliases[0].entry.actor.kind
        word = self.row[part.last - 1].fold
        if kind == "person":
            yield self._phrase(chunk, "person", name=part)
        elif not of_country(part.aliases):
            yield self._phrase([part], "name", name=part, context=chunk[:-1])
        elif form_of(part.aliases) is Form.DEMONYM:
            people = word.endswith("s") and part.last - part.first == 1
            if people and not (self._before(part) == "the" and self._does(part)):
                described = [p for p in chunk if p.sort is not Sort.NAME or p is part]
                yield self._phrase(described, "civilian", head=word, number="many")
            elif self._does(part):
                yield self._phrase([part], "name", name=part)
        elif self._acts(part):
            yield self._phrase([part], "name", name=part)

    def _does(self, part: Part) -> bool:
        if part.last >= len(self.row):
            return False
        after = self.row[part.last]
        return glue(after.gap) and (
            after.fold in words("deeds") or (self._before(part) == "the" and after.fold in words("saying"))
        )

    def _acts(self, part: Part) -> bool:
        """Whether a country or capital acts here: it says or does something, or something is said or done to it."""
        row = self.row
        after = row[part.last] if part.last < len(row) else None
        before = self._before(part)
        placed = before in words("directions")
        opens = after is not None and part.first == 0 and self._opens(part, after)
        if after is not None and glue(after.gap) and not placed and (opens or after.fold in words("saying")):
            return True
        if after is not None and (part.owns or owns(after.gap) or form_of(part.aliases) is Form.SHORT):
            return after.fold in words("deeds") and not placed
        return before in words("saying", "before")

    def _opens(self, part: Part, after: Word) -> bool:
        """Whether a country that opens a sentence is its subject: a verb or a time follows ("Russia on Saturday")."""
        if part.owns or after.capital or form_of(part.aliases) is Form.SEAT:
            return False
        return after.fold in {"on", "this", "last", "also"} or after.fold not in lexicon().function

    def _before(self, part: Part) -> str:
        return self.row[part.first - 1].fold if part.first and glue(self.row[part.first].gap) else ""

    def _by_capitals(self, chunk: list[Part]) -> Iterator[Phrase]:
        part = chunk[-1]
        row = self.row[part.first : part.last]
        if row[0].text in self.cutter.setting.short and len(row) == 1:
            yield self._phrase([part], "name", name=part)
            return
        folds = {w.fold for w in row}
        if folds & words("initials", "organisation"):
            start = [p for p in chunk if p.sort is not Sort.BEFORE or self.row[p.first].capital]
            phrase = self._phrase(chunk[chunk.index(start[0]) :], "organisation", name=part, number="body")
            yield self._continued(phrase, part.last)
        elif self._is_entitled(chunk, part):
            yield self._phrase(chunk, "person", name=part)
        elif len(row) > 1 and (row[0].fold in words("given") or row[0].fold in {"abu", "umm"} or self._speaks(part)):
            yield self._phrase([part], "person", name=part)
        elif len(row) <= 3:
            yield self._phrase([part], "surname", name=part)

    def _is_entitled(self, chunk: Sequence[Part], name: Part) -> bool:
        """Whether a title makes a name a person's; "Sheikh" with one word is as often a quarter or a village."""
        titles = [p for p in chunk if p.sort is Sort.TITLE or (p.head is not None and p.head.group == "official")]
        if not titles or name.last - name.first > 1 or self._speaks(name):
            return bool(titles)
        return any(self.row[p.first].fold not in words("titles", "doubtful") for p in titles)

    def _speaks(self, part: Part) -> bool:
        after = self.row[part.last] if part.last < len(self.row) else None
        return after is not None and glue(after.gap) and after.fold in {"said", "says", "told", "added", "tells"}

    def _phrase(
        self,
        chunk: Sequence[Part],
        group: str,
        *,
        name: Part | None = None,
        head: str = "",
        number: str = "",
        context: Sequence[Part] = (),
    ) -> Phrase:
        before = self._before((*context, *chunk)[0])
        about = {
            self.row[at].fold[:-1] if part.owns else self.row[at].fold
            for part in (*context, *chunk)
            if part is not name and part.sort is not Sort.NAME
            for at in range(part.first, part.last)
        }
        return Phrase(
            self._span(chunk[0], chunk[-1]),
            group,
            head,
            number,
            self._span(name, name) if name else None,
            name.aliases if name else (),
            before in words("definite"),
            before in {"a", "an", "one", "another"} or before.isdigit(),
            frozenset(about),
        )

    def _span(self, first: Part, last: Part) -> Span:
        """From the first part to the last, without the "s" of a possessive that lost its apostrophe."""
        start, end = self.row[first.first].start, self.row[last.last - 1].end
        lost = last.owns and self.report.text[end - 1] in "sS" and end - start > 1
        return self.report.span(start, end - lost)

    def _attached(self, found: list[Phrase]) -> list[Phrase]:
        """Phrases with "members of", "units from" and their like joined to the body that follows."""
        out: list[Phrase] = []
        text = self.report.text
        for phrase in found:
            last = out[-1] if out else None
            if last is not None and last.head in words("members") and _names_body(phrase):
                between = text[last.span.end : phrase.span.start].split()
                while between and between[-1].lower() in {"the", "a", "an", "so-called", "this"}:
                    between.pop()
                if " ".join(between).lower() in words("links"):
                    span = self.report.span(last.span.start, phrase.span.end)
                    out[-1] = replace(
                        phrase,
                        span=span,
                        core=phrase.span,
                        name=phrase.name or phrase.span,
                        head=phrase.head or last.head,
                    )
                    continue
            out.append(phrase)
        return out


def _names_party(part: Part) -> bool:
    return part.sort is Sort.NAME and not of_country(part.aliases)


def _names_body(phrase: Phrase) -> bool:
    if phrase.aliases:
        return phrase.aliases[0].entry.actor.kind not in {"state", "person"} or bool(phrase.head)
    body = phrase.group in {"armed", "state"} and phrase.number in {"body", ""}
    return body or phrase.group == "organisation"
