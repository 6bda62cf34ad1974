"""The skeleton of a sentence: noun phrases, verb groups, prepositions, and who is whose subject and object.

No tree is built. A sentence is a row of chunks, and every relation is found by walking the row from a verb group or a
noun phrase, so that each answer can be followed by eye.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from dateline import data, ontology
from dateline.extract.tokens import AUXILIARY, NOMINAL, Tag, Token
from dateline.schema import Mention, Span

MAX_CHAIN = 12


class Kind(Enum):
    """What a chunk is."""

    NP = auto()
    VG = auto()
    PREP = auto()
    AND = auto()
    SUBORD = auto()
    WH = auto()
    TIME = auto()
    ADV = auto()
    QUOTE = auto()
    PAUSE = auto()
    STOP = auto()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `first:last` of a sentence that act as one.

    Attributes:
        head: index of the main verb, or of the last word of a noun phrase.
        lemma, form: of the main verb ("be" for a bare copula).
        passive, negated, infinitive, progressive: of a verb group.
        modal: the modal verb in lower case, "" for none.
    """

    kind: Kind
    first: int
    last: int
    head: int
    lemma: str = ""
    form: str = ""
    passive: bool = False
    negated: bool = False
    infinitive: bool = False
    progressive: bool = False
    perfect: bool = False
    modal: str = ""

    @property
    def finite(self) -> bool:
        """Whether the verb group can be the predicate of a clause."""
        return self.kind is Kind.VG and not self.infinitive and (self.form != "ing" or self.progressive)


SINGLE = {
    Tag.PREP: Kind.PREP,
    Tag.AND: Kind.AND,
    Tag.SUBORD: Kind.SUBORD,
    Tag.WH: Kind.WH,
    Tag.TIME: Kind.TIME,
    Tag.ADV: Kind.ADV,
    Tag.NEG: Kind.ADV,
    Tag.QUOTE: Kind.QUOTE,
    Tag.PAUSE: Kind.PAUSE,
    Tag.STOP: Kind.STOP,
    Tag.TO: Kind.PREP,
}


@cache
def group(name: str) -> frozenset[str]:
    """A group of words of `grammar.toml`, such as the verbs whose object does what the infinitive says."""
    return frozenset(word.replace("_", " ") for word in data.table("grammar.toml")[name].split())


def chunks_of(tokens: Sequence[Token]) -> tuple[Chunk, ...]:
    """The row of chunks of one sentence, each token in exactly one of them."""
    out: list[Chunk] = []
    at = 0
    while at < len(tokens):
        chunk = _verb_group(tokens, at) or _noun_phrase(tokens, at)
        if chunk is None:
            chunk = Chunk(SINGLE.get(tokens[at].tag, Kind.STOP), at, at + 1, at)
        out.append(chunk)
        at = chunk.last
    return tuple(out)


def _verb_group(tokens: Sequence[Token], at: int) -> Chunk | None:
    """A verb group that begins at `at`: [to] auxiliaries, adverbs, negation, main verb."""
    infinitive = tokens[at].tag is Tag.TO
    end, main, modal, negated, have, be = at + infinitive, -1, "", False, False, False
    while end < len(tokens):
        token = tokens[end]
        if token.tag is Tag.VERB and (main < 0 or tokens[main].tag is not Tag.VERB):
            main, end = end, end + 1
            break
        if token.tag in AUXILIARY:
            main = end
            modal = token.lower if token.tag is Tag.MODAL else modal
            have, be = have or token.tag is Tag.HAVE, be or token.tag is Tag.BE
        elif token.tag is Tag.NEG and (main >= 0 or infinitive):
            negated = True
        elif not (token.tag is Tag.ADV and (main >= 0 or infinitive)):
            break
        negated = negated or token.lower.endswith(("n't", "n’t")) or token.lower == "cannot"
        end += 1
    if main < 0:
        return None
    while end > main + 1 and tokens[end - 1].tag is Tag.ADV:
        end -= 1
    verb = tokens[main]
    if infinitive and verb.form not in ("base", "") and verb.tag is Tag.VERB:
        return None
    if at > 0 and tokens[at - 1].tag is Tag.NEG:
        negated = True
    lemma = verb.lemma or {Tag.BE: "be", Tag.HAVE: "have", Tag.DO: "do"}.get(verb.tag, verb.lower)
    full = verb.tag is Tag.VERB
    return Chunk(
        Kind.VG,
        at,
        end,
        main,
        lemma=lemma,
        form=verb.form,
        passive=full and ((be and verb.form == "past") or (not be and not have and verb.form == "participle")),
        negated=negated,
        infinitive=infinitive,
        progressive=full and be and verb.form == "ing",
        perfect=have,
        modal=modal,
    )


def _noun_phrase(tokens: Sequence[Token], at: int) -> Chunk | None:
    if tokens[at].tag is Tag.PRON:
        return Chunk(Kind.NP, at, at + 1, at)
    if tokens[at].tag not in NOMINAL:
        return None
    end = at + 1
    while end < len(tokens) and (tokens[end].tag in NOMINAL or _graded(tokens, end)):
        fresh = tokens[end].tag is Tag.DET and tokens[end - 1].tag not in (Tag.DET, Tag.POSS, Tag.NUM)
        if fresh or tokens[end].form == "break":
            break
        end += 1
    if tokens[end - 1].tag is Tag.POSS and end - 1 > at and end == len(tokens):
        end -= 1
    return Chunk(Kind.NP, at, end, end - 1)


def _graded(tokens: Sequence[Token], at: int) -> bool:
    """Whether an adverb at `at` belongs to an adjective of its noun phrase: "the predominantly Shia towns"."""
    if tokens[at].tag is not Tag.ADV or at + 1 >= len(tokens):
        return False
    return tokens[at - 1].tag in (Tag.DET, Tag.ADJ, Tag.NUM) and tokens[at + 1].tag in (Tag.ADJ, Tag.NOUN, Tag.NAME)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence as tokens and chunks, with the relations between the chunks."""

    span: Span
    tokens: tuple[Token, ...]
    chunks: tuple[Chunk, ...]
    mentions: tuple[Mention, ...] = ()

    def range(self, first: int, last: int) -> tuple[int, int]:
        """The characters of chunks `first` to `last` inclusive, as report offsets."""
        return self.tokens[self.chunks[first].first].start, self.tokens[self.chunks[last].last - 1].end

    def chunk_at(self, offset: int) -> int | None:
        """The index of the chunk that holds the character at `offset` of the report."""
        for index, chunk in enumerate(self.chunks):
            if self.tokens[chunk.first].start <= offset < self.tokens[chunk.last - 1].end:
                return index
        return None

    def words(self, index: int) -> str:
        """A chunk in lower case, words joined by one space."""
        chunk = self.chunks[index]
        return " ".join(token.lower for token in self.tokens[chunk.first : chunk.last])

    def kind(self, index: int) -> Kind | None:
        """The kind of chunk `index`, None beyond either end."""
        return self.chunks[index].kind if 0 <= index < len(self.chunks) else None

    def finite(self, index: int) -> bool:
        """Whether chunk `index` is a verb group that can be a predicate."""
        return 0 <= index < len(self.chunks) and self.chunks[index].finite

    def phrase_end(self, np: int) -> int:
        """The last chunk of the noun phrase that begins at `np`, with the of-phrases that belong to it."""
        end = np
        while self.kind(end + 1) is Kind.PREP and self.words(end + 1) == "of" and self.kind(end + 2) is Kind.NP:
            end += 2
        return end

    def phrase_head(self, np: int) -> int:
        """The first noun phrase of a run "NP prep NP prep NP" that ends at `np`: what the run is about."""
        for _ in range(MAX_CHAIN):
            if self.kind(np - 1) is not Kind.PREP:
                break
            if self.kind(np - 2) is Kind.NP:
                np -= 2
            elif self._reduced(np - 2) and self.kind(np - 3) is Kind.NP:
                np -= 3
            else:
                break
        return np

    def _past_adjunct(self, verb: int, before: int, depth: int) -> tuple[int, ...]:
        """The subject left of an adjunct that stands before the verb: "A fell back, and in the evening took"."""
        if self.kind(before) is Kind.PAUSE:
            return self._across_pause(verb, before, depth)
        if self.kind(before) is Kind.AND:
            earlier = self.previous_verb(before)
            return self.subject(earlier, depth + 1) if earlier is not None else ()
        return ()

    def _beyond_relative(self, np: int) -> int:
        """The noun phrase before a relative clause without pronoun that ends at `np`: "groups positioned in Homs"."""
        for _ in range(MAX_CHAIN):
            before = np - 2 if self.kind(np - 1) is Kind.PREP else np - 1
            chunk = self.chunks[before] if before > 0 else None
            if (
                chunk is None
                or chunk.kind is not Kind.VG
                or chunk.last - chunk.first > 1
                or self.kind(before - 1) is not Kind.NP
            ):
                return np
            if chunk.form != "ing" and not (chunk.form == "past" and before == np - 2):
                return np
            np = self.phrase_head(before - 1)
        return np

    def _reduced(self, verb: int) -> bool:
        """Whether chunk `verb` is a passive without auxiliary, as in "rebels led by X"."""
        return self.kind(verb) is Kind.VG and self.chunks[verb].passive and self.chunks[verb].form == "participle"

    def _left(self, index: int) -> int:
        """The nearest chunk left of `index` that is no adverb, time or quotation mark; -1 where there is none."""
        index -= 1
        while index >= 0 and self.chunks[index].kind in (Kind.ADV, Kind.TIME, Kind.QUOTE):
            index -= 1
            if index >= 0 and self.chunks[index].kind is Kind.PREP and self.chunks[index + 1].kind is Kind.TIME:
                index -= 1
        return index

    def previous_verb(self, index: int, *, finite: bool = True) -> int | None:
        """The nearest verb group left of chunk `index`."""
        for at in range(index - 1, -1, -1):
            if self.chunks[at].kind is Kind.VG and (self.chunks[at].finite or not finite):
                return at
        return None

    def next_verb(self, index: int) -> int | None:
        """The nearest finite verb group right of chunk `index`."""
        return next((at for at in range(index + 1, len(self.chunks)) if self.chunks[at].finite), None)

    def coordinated(self, np: int) -> tuple[int, ...]:
        """`np` and the noun phrases joined to it on the left by "and" or commas ending in "and"."""
        out = [np]
        at = np
        if self.kind(at - 1) is not Kind.AND:
            return (np,)
        for _ in range(MAX_CHAIN):
            if self.kind(at - 1) not in (Kind.AND, Kind.PAUSE) or self.kind(at - 2) is not Kind.NP:
                break
            joined = self.phrase_head(at - 2)
            if joined != at - 2 and self.words(at - 3) == "between":
                return (joined,)
            if self.kind(self._left(joined)) in (Kind.VG, Kind.PREP):
                break
            at = joined
            out.append(at)
        if self.kind(at - 1) is Kind.PAUSE:
            del out[2:]
        return tuple(reversed(out))

    def subject(self, verb: int, depth: int = 0) -> tuple[int, ...]:
        """The noun phrases (chunk indexes) that are the grammatical subject of the verb group `verb`."""
        chunk = self.chunks[verb]
        if depth > 6:
            return ()
        if chunk.infinitive:
            return self._controller(verb, depth)
        left = self._left(verb)
        if left < 0:
            return self._following_subject(verb) if chunk.form == "ing" else ()
        kind = self.chunks[left].kind
        if kind is Kind.NP:
            return self._subject_before(verb, left, depth)
        if kind is Kind.WH:
            return self._antecedent(left)
        if kind is Kind.PAUSE:
            return self._across_pause(verb, left, depth)
        if kind is Kind.PREP:
            charged = self.previous_verb(left)
            if charged is not None and self.chunks[charged].lemma in group("charging") and self.object(charged):
                return self.object(charged)[-1:]
        if kind in (Kind.AND, Kind.VG, Kind.PREP, Kind.SUBORD):
            before = self.previous_verb(left + (kind is Kind.VG), finite=kind is not Kind.AND)
            if before is not None:
                return self.subject(before, depth + 1)
            return self._following_subject(verb) if chunk.form == "ing" else ()
        return ()

    def _subject_before(self, verb: int, left: int, depth: int) -> tuple[int, ...]:
        """The subject where a noun phrase stands directly before the verb group."""
        head = self.phrase_head(left)
        if self.kind(head - 1) is Kind.PREP and self.kind(head - 2) in (None, Kind.AND, Kind.PAUSE, Kind.SUBORD):
            return self._past_adjunct(verb, head - 2, depth)
        owner = self._left(head)
        if self.kind(owner) is Kind.PREP:
            owner = self._left(owner)
        if not self.chunks[verb].finite and self.chunks[verb].lemma in group("result"):
            main = self.previous_verb(head)
            if main is not None:
                return self.subject(main, depth + 1)
        if self.finite(owner) and self.chunks[verb].finite and self.kind(self._left(owner)) is Kind.WH:
            return self._antecedent(self._left(owner))
        owner = self._left(head)
        if self.kind(head - 1) is Kind.NP and self._left(head - 1) == -1 and self.chunks[verb].finite:
            return (head - 1,)
        detached = self.chunks[verb - 1].kind is not Kind.NP
        if not self.chunks[verb].finite and detached and self.kind(owner) is Kind.VG:
            return self.subject(owner, depth + 1)
        return self.coordinated(self._beyond_relative(head) if self.chunks[verb].finite else head)

    def _antecedent(self, wh: int) -> tuple[int, ...]:
        """The noun phrase that a relative pronoun at `wh` stands for."""
        at = wh - 1
        while at >= 0 and self.chunks[at].kind in (Kind.PAUSE, Kind.PREP, Kind.TIME, Kind.ADV):
            at -= 1
        if self.kind(at) is not Kind.NP:
            return ()
        if self.kind(wh - 1) is Kind.PAUSE:
            at = self.phrase_head(at)
        return (at,)

    def _across_pause(self, verb: int, pause: int, depth: int) -> tuple[int, ...]:
        """The subject where a comma or bracket stands directly before the verb group."""
        chunk = self.chunks[verb]
        opening = self._opening(pause)
        if opening is not None and self.kind(opening - 1) is Kind.NP:
            return self._subject_before(verb, opening - 1, depth)
        if self._reduced(verb) and self.kind(self._left(pause)) is Kind.NP:
            return (self.phrase_head(self._left(pause)),)
        if not chunk.finite or self._reduced(verb):
            before = self.previous_verb(pause)
            return self.subject(before, depth + 1) if before is not None else self._following_subject(verb)
        at, crossed = pause - 1, 0
        while at >= 0 and crossed < MAX_CHAIN:
            bracket = self._opening(at)
            if bracket is not None:
                at = bracket
            elif self.chunks[at].kind is Kind.PAUSE:
                before = self._left(at)
                closed = self._opening(before)
                before = closed - 1 if closed is not None else before
                inside_relative = any(self.chunks[k].kind is Kind.WH for k in range(at, pause))
                predicates = sum(self.chunks[k].finite and not self._reduced(k) for k in range(at, pause))
                if self.kind(before) is Kind.NP and (predicates == 0 or inside_relative):
                    return self.coordinated(self.phrase_head(before))
            at, crossed = at - 1, crossed + 1
        before = self._left(pause)
        if self.kind(before) is Kind.NP and self.previous_verb(pause) is None:
            return self.coordinated(self.phrase_head(before))
        earlier = self.previous_verb(pause)
        return self.subject(earlier, depth + 1) if earlier is not None else ()

    def _opening(self, index: int) -> int | None:
        """Where the parenthesis that ends at chunk `index` began: brackets, dashes, or ", he said,"; else None."""
        if self.kind(index) is not Kind.PAUSE:
            return None
        mark = self.words(index)
        if mark == ")":
            return next((at for at in range(index - 1, -1, -1) if self.words(at) == "("), None)
        if mark in ("–", "—", "-"):
            return next((at for at in range(index - 1, -1, -1) if self.words(at) == mark), None)
        said = self.kind(index - 1) is Kind.VG and self.chunks[index - 1].lemma in ontology.reporting()
        return index - 3 if said and self.kind(index - 2) is Kind.NP and self.kind(index - 3) is Kind.PAUSE else None

    def _following_subject(self, verb: int) -> tuple[int, ...]:
        """The subject of the main clause behind an opening "Seizing the town, rebels ..."."""
        for at in range(verb + 1, len(self.chunks)):
            if self.chunks[at].kind is Kind.PAUSE and self.kind(at + 1) is Kind.NP:
                return (at + 1,)
        return ()

    def _controller(self, verb: int, depth: int) -> tuple[int, ...]:
        """Who would do what an infinitive says: the object of "urge", else the subject of the governing verb."""
        governor = self.previous_verb(verb, finite=False)
        if governor is None:
            left = self._left(verb)
            return (self.phrase_head(left),) if self.kind(left) is Kind.NP else ()
        if self.chunks[governor].lemma in group("object_control"):
            if self.chunks[governor].passive:
                return self.subject(governor, depth + 1)
            objects = self.object(governor)
            if objects:
                return objects
            pp = [np for prep, np in self.complements(governor) if prep in ("on", "upon", "for") and np < verb]
            if pp:
                return (pp[0],)
        return self.subject(governor, depth + 1)

    def object(self, verb: int) -> tuple[int, ...]:
        """The noun phrases that are the direct object of an active verb group, in order."""
        at = verb + 1
        while self.kind(at) in (Kind.ADV, Kind.TIME):
            at += 1
        if self.kind(at) is Kind.PREP and self._particle(at) and self.kind(at + 1) is Kind.NP:
            at += 1
        if self.kind(at) is Kind.QUOTE:
            at += 1
        return self.run_of(at) if self.kind(at) is Kind.NP else ()

    def _particle(self, prep: int) -> bool:
        return self.words(prep) in group("particles")

    def run_of(self, np: int) -> tuple[int, ...]:
        """`np` and the noun phrases listed behind it: "A, B and C"; a list ends before the subject of a new verb."""
        out, at = [np], self.phrase_end(np)
        pending: list[int] = []
        is_subject = self.kind(self._left(self.phrase_head(np))) is not Kind.VG
        for _ in range(MAX_CHAIN):
            if not self._joins(at + 1):
                break
            step = at + 3 if self.kind(at + 1) is Kind.PAUSE and self._joins(at + 2) else at + 2
            if self.kind(step) is not Kind.NP:
                break
            at = self.phrase_end(step)
            if (self.finite(at + 1) or self.kind(at + 1) is Kind.WH) and not is_subject:
                break
            pending.append(step)
            if self.kind(step - 1) is not Kind.PAUSE:
                out.extend(pending)
                pending.clear()
        return tuple(out)

    def run_back(self, np: int) -> tuple[int, ...]:
        """The list "A, B and C" that ends at `np`."""
        out = [np]
        for _ in range(MAX_CHAIN):
            step = np - 2 if self._joins(np - 1) and not self._joins(np - 2) else np - 3
            if not self._joins(np - 1) or self.kind(step) is not Kind.NP:
                break
            np = step
            out.append(np)
        return tuple(reversed(out))

    def _joins(self, index: int) -> bool:
        """Whether chunk `index` joins the members of a list."""
        kind = self.kind(index)
        return kind in (Kind.PAUSE, Kind.AND) or (kind is Kind.PREP and self.words(index) in group("joining"))

    def members(self, np: int) -> tuple[int, ...]:
        """The noun phrases that spell out a plural: "five villages - A, B and C", "towns including A and B"."""
        for at in range(np + 1, len(self.chunks) - 1):
            if self.finite(at) or self.kind(at) is Kind.STOP:
                break
            opens = self.kind(at) is Kind.PAUSE and self.words(at) in group("spelling_out")
            opens = opens or (self.kind(at) is Kind.PREP and self.words(at) in group("including"))
            if opens and self.kind(at + 1) is Kind.NP:
                return self.run_of(at + 1)
        return ()

    def complements(self, index: int) -> Iterator[tuple[str, int]]:
        """(preposition, noun phrase) pairs right of chunk `index`, up to the next clause."""
        at = index + 1
        while at < len(self.chunks):
            kind = self.chunks[at].kind
            if kind in (Kind.STOP, Kind.WH, Kind.VG):
                return
            if kind is Kind.SUBORD and any(self.chunks[k].finite for k in range(at, min(at + 5, len(self.chunks)))):
                return
            if kind is Kind.PREP and self.kind(at + 1) is Kind.NP:
                for np in self.run_of(at + 1):
                    yield self.words(at), np
            at += 1
