"""Words of a sentence with a word class each, by closed-class lists, verb forms and their neighbours.

There is no tagger to install: news prose about conflict is regular enough for lists and a dozen rules on neighbours,
and every decision can be read off here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from itertools import pairwise

from dateline import data, ontology
from dateline.schema import Mention, MentionKind, Span

WORD = re.compile(
    r"\d+(?:[.,:]\d+)+%?"  # 3,500  4.5  10:30
    r"|[’'][sS]\b"  # possessive, split off its noun
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S.  U.S.-led
    r"|[^\W_]+(?:(?:[-’'ʿʾ‘]|&(?=\w))(?![sS]\b)[^\W_]+)*"  # al-Sham  Dara'a  n't
    r"|\S"
)
QUOTES = frozenset('"“”«»„‟')
SCARE_QUOTED = 4
PAUSES = frozenset(",;:()[]–—-")


class Tag(Enum):
    """Word classes, as coarse as the grammar of `phrases` needs them."""

    DET = auto()
    NUM = auto()
    ADJ = auto()
    NOUN = auto()
    NAME = auto()
    PRON = auto()
    POSS = auto()
    PREP = auto()
    TO = auto()
    AND = auto()
    SUBORD = auto()
    WH = auto()
    BE = auto()
    HAVE = auto()
    DO = auto()
    MODAL = auto()
    VERB = auto()
    ADV = auto()
    NEG = auto()
    TIME = auto()
    QUOTE = auto()
    PAUSE = auto()
    STOP = auto()


NOMINAL = frozenset({Tag.DET, Tag.NUM, Tag.ADJ, Tag.NOUN, Tag.NAME, Tag.POSS})
AUXILIARY = frozenset({Tag.BE, Tag.HAVE, Tag.DO, Tag.MODAL})


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: its place in the report, how it is written, its class, and for verbs lemma and form."""

    start: int
    end: int
    text: str
    lower: str
    tag: Tag
    lemma: str = ""
    form: str = ""

    @property
    def plural(self) -> bool:
        """Whether the word reads as a plural noun or a collective that takes a plural verb."""
        if self.lower in _grammar("collectives"):
            return True
        return (
            self.lower.endswith("s")
            and not self.lower.endswith(("ss", "is"))
            and self.lower not in words("ending.s_singular")
        )


@cache
def _grammar(group: str) -> frozenset[str]:
    return frozenset(data.table("grammar.toml")[group].split())


@cache
def words(path: str) -> frozenset[str]:
    """The words of one group of `words.toml`, such as `auxiliary.be`."""
    section, _, name = path.partition(".")
    return ontology.words(section, name)


def also_noun(word: str) -> bool:
    """Whether a verb form in lower case is as often a noun."""
    return any(form.noun for form in ontology.verb_forms().get(word, ()))


@cache
def _closed() -> Mapping[str, Tag]:
    """Closed-class words with their class; a later group wins over an earlier one."""
    order = (
        ("adverb.degree", Tag.ADV),
        ("adverb.time", Tag.ADV),
        ("adverb.place", Tag.ADV),
        ("adverb.sentence", Tag.ADV),
        ("adjective.plain", Tag.ADJ),
        ("number.ordinal", Tag.ADJ),
        ("number.unit", Tag.NUM),
        ("number.teen", Tag.NUM),
        ("number.ten", Tag.NUM),
        ("number.scale", Tag.NUM),
        ("number.vague", Tag.NUM),
        ("conjunction.subordinator", Tag.SUBORD),
        ("preposition.single", Tag.PREP),
        ("wh.words", Tag.WH),
        ("pronoun.personal", Tag.PRON),
        ("pronoun.reflexive", Tag.PRON),
        ("pronoun.indefinite", Tag.PRON),
        ("determiner.quantifier", Tag.DET),
        ("determiner.demonstrative", Tag.DET),
        ("determiner.possessive", Tag.DET),
        ("determiner.article", Tag.DET),
        ("conjunction.coordinator", Tag.AND),
        ("auxiliary.be", Tag.BE),
        ("auxiliary.have", Tag.HAVE),
        ("auxiliary.do", Tag.DO),
        ("auxiliary.modal", Tag.MODAL),
        ("negator.contraction", Tag.DO),
    )
    fixed = {
        "to": Tag.TO,
        "'s": Tag.POSS,
        "not": Tag.NEG,
        "never": Tag.NEG,
        "no": Tag.DET,
        "when": Tag.SUBORD,
        "where": Tag.SUBORD,
        "while": Tag.SUBORD,
        "if": Tag.SUBORD,
        "because": Tag.SUBORD,
        "although": Tag.SUBORD,
        "so": Tag.ADV,
        "both": Tag.DET,
        "still": Tag.ADV,
        "now": Tag.ADV,
    }
    return {word: tag for path, tag in order for word in words(path)} | fixed


@cache
def _bounds() -> frozenset[str]:
    """Words of several parts that open a count ("at least")."""
    return frozenset(word.replace("_", " ") for word in _grammar("count_bounds"))


@cache
def _compounds() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Prepositions and conjunctions of several words, by their first word."""
    out: dict[str, set[tuple[str, ...]]] = {}
    for phrase in (*words("preposition.multi"), *ontology.source_prepositions(), *_bounds()):
        parts = tuple(phrase.split())
        if len(parts) > 1:
            out.setdefault(parts[0], set()).add(parts)
    return {first: frozenset(rest) for first, rest in out.items()}


def tokenize(text: str, span: Span, mentions: Sequence[Mention]) -> tuple[Token, ...]:
    """The tokens of the sentence `span` of `text`, each with its word class.

    Args:
        mentions: those inside the sentence; time expressions are tokens of class TIME, and no noun phrase runs from one
            name into the next.
    """
    shout = span.text.isupper()
    tokens = _joined([_first_guess(m, span.start, shout) for m in WORD.finditer(span.text)], span)
    _overlay(tokens, mentions)
    tokens = _without_scare_quotes(tokens)
    for at, token in enumerate(tokens):
        if token.tag is not Tag.TIME:
            tokens[at] = _settle(tokens, at)
    return tuple(tokens)


def _joined(tokens: list[Token], span: Span) -> list[Token]:
    """The tokens with prepositions of several words ("according to") made one."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        best = 1
        noun = at > 0 and tokens[at - 1].tag is Tag.DET
        for parts in () if noun else _compounds().get(tokens[at].lower, ()):
            if len(parts) > best and tuple(token.lower for token in tokens[at : at + len(parts)]) == parts:
                best = len(parts)
        if best > 1:
            start, end = tokens[at].start, tokens[at + best - 1].end
            text = span.text[start - span.start : end - span.start]
            lower = " ".join(text.lower().split())
            out.append(Token(start, end, text, lower, Tag.NUM if lower in _bounds() else Tag.PREP))
        else:
            out.append(tokens[at])
        at += best
    return out


def _first_guess(match: re.Match[str], offset: int, shout: bool) -> Token:
    word = match.group()
    lower = word.lower().replace("’", "'")
    tag = _closed().get(lower)
    if tag is None:
        tag = _by_shape(word, lower, match.start() == 0, shout)
    elif not shout and word[0].isupper() and _name_after_all(word, tag, first=match.start() == 0):
        tag = Tag.NAME
    return Token(offset + match.start(), offset + match.end(), word, lower, tag)


def _name_after_all(word: str, tag: Tag, *, first: bool) -> bool:
    """Whether a capitalised closed-class word is a name: "IS", "US", the "New" of "New York"."""
    return (word.isupper() and len(word) > 1) or (tag in (Tag.ADJ, Tag.ADV) and not first)


def _by_shape(word: str, lower: str, first: bool, shout: bool) -> Tag:
    if lower == "'s":
        return Tag.POSS
    if len(word) == 1 and not word.isalnum():
        marks = {**dict.fromkeys(QUOTES, Tag.QUOTE), **dict.fromkeys(PAUSES, Tag.PAUSE), "'": Tag.QUOTE, "’": Tag.QUOTE}
        return marks.get(word, Tag.STOP)
    if word[0].isdigit():
        return Tag.NUM
    if word[0].isupper() and not first and not shout:
        return Tag.NAME
    if lower.endswith("ly") and len(lower) > 4 and lower not in words("ending.ly_not_adverb"):
        return Tag.ADV
    if lower.endswith(("n't", "n’t")):
        return Tag.DO
    return Tag.NOUN


def _overlay(tokens: list[Token], mentions: Sequence[Mention]) -> None:
    """Mark the tokens of time expressions, and where one name ends and another begins."""
    for mention in mentions:
        inside = [
            at for at, token in enumerate(tokens) if mention.span.start <= token.start and token.end <= mention.span.end
        ]
        attributive = bool(inside) and "-" in tokens[inside[-1]].text and tokens[inside[-1]].text[-1].isalpha()
        for at in inside:
            if mention.kind is MentionKind.TIME and not attributive:
                tokens[at] = replace(tokens[at], tag=Tag.TIME)
            elif mention.kind is MentionKind.PLACE and tokens[at].tag is not Tag.TIME and tokens[at].text[0].isupper():
                tokens[at] = replace(tokens[at], tag=Tag.NAME)
    places = [m.span for m in mentions if m.kind is MentionKind.PLACE]
    parties = [m.span for m in mentions if m.kind is MentionKind.ACTOR]
    for at in range(1, len(tokens)):
        before = tokens[at - 1]
        if any(span.start == tokens[at].start for span in parties) and any(span.end == before.end for span in places):
            tokens[at] = replace(tokens[at], form="break")


def _without_scare_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens without quotation marks inside a clause: around a few words, or behind "to" or a determiner."""
    marks = [at for at, token in enumerate(tokens) if token.tag is Tag.QUOTE]
    dropped: set[int] = set()
    for first, last in pairwise(marks):
        if first in dropped:
            continue
        before = tokens[first - 1].tag if first else Tag.STOP
        inside = before in (Tag.TO, Tag.DET, Tag.PREP, Tag.ADJ) or before in AUXILIARY
        if last - first - 1 < SCARE_QUOTED or inside:
            dropped.update((first, last))
    return [token for at, token in enumerate(tokens) if at not in dropped]


def _settle(tokens: Sequence[Token], at: int) -> Token:
    """The token at `at` with its class decided between noun, verb and adjective by what stands around it."""
    token = tokens[at]
    if token.lower == "that":
        return replace(token, tag=_that(tokens, at))
    if token.lower in _grammar("preposition_or_conjunction"):
        return replace(token, tag=Tag.SUBORD if _opens_clause(tokens, at) else Tag.PREP)
    if token.lower in ("both", "all") and at and tokens[at - 1].tag in AUXILIARY:
        return replace(token, tag=Tag.ADV)
    if token.text in ("'", "’") and at and tokens[at - 1].lower.endswith("s") and tokens[at - 1].end == token.start:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if (
            following is not None
            and following.start > token.end
            and following.tag in (Tag.NOUN, Tag.NAME, Tag.ADJ, Tag.VERB)
        ):
            return replace(token, tag=Tag.POSS)
    if token.tag not in (Tag.NOUN, Tag.ADJ, Tag.NAME):
        return token
    if (
        token.tag is Tag.NAME
        and not (at == 0 or tokens[at - 1].tag in (Tag.STOP, Tag.QUOTE))
        and not headline_case(tokens)
    ):
        return token
    forms = ontology.verb_forms().get(token.lower)
    if not forms:
        return token
    reading = _verb_reading(tokens, at, {form.form for form in forms})
    if not reading:
        return token
    lemma = next((form.lemma for form in forms if form.form == reading), forms[0].lemma)
    if reading == "past" and any(form.form == "participle" for form in forms):
        reading = _past_or_participle(tokens, at, lemma)
    return replace(token, tag=Tag.VERB, lemma=lemma, form="past" if reading == "participle_be" else reading)


def headline_case(tokens: Sequence[Token]) -> bool:
    """Whether nearly every longer word begins with a capital, as in headlines."""
    words = [token for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(words) > 3 and sum(token.text[0].isupper() for token in words) >= 0.75 * len(words)


def _that(tokens: Sequence[Token], at: int) -> Tag:
    """Whether "that" opens a clause, stands for a noun, or points at one."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[at - 1] if at else None
    if before is not None and before.tag in (Tag.NOUN, Tag.NAME) and following is not None:
        forms = {form.form for form in ontology.verb_forms().get(following.lower, ())}
        finite = "past" in forms or (bool(forms) and not also_noun(following.lower))
        verbal = following.tag in AUXILIARY or finite
        return Tag.WH if verbal and following.tag not in (Tag.DET, Tag.NAME) else Tag.SUBORD
    if following is not None and following.tag is Tag.NOUN and before is not None and before.tag is Tag.PREP:
        return Tag.DET
    return Tag.SUBORD


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause with its own verb follows, so that "after" or "as" is a conjunction there."""
    for token in tokens[at + 1 : at + 9]:
        if token.tag in (Tag.PAUSE, Tag.STOP, Tag.AND, Tag.SUBORD, Tag.WH):
            return False
        if token.tag in AUXILIARY:
            return True
        forms = {form.form for form in ontology.verb_forms().get(token.lower, ())}
        if token.text[0].islower() and ("past" in forms or ("s" in forms and not also_noun(token.lower))):
            return True
    return False


def _near(tokens: Sequence[Token], at: int, step: int) -> Token | None:
    """The neighbour of `at` that is no adverb, negation or time expression ("on Thursday" with its preposition)."""
    at += step
    timed = False
    while 0 <= at < len(tokens):
        tag = tokens[at].tag
        if not (tag in (Tag.ADV, Tag.NEG, Tag.TIME) or (timed and step < 0 and tag is Tag.PREP)):
            return tokens[at]
        timed = tag is Tag.TIME
        at += step
    return None


def _opens_phrase(token: Token | None) -> bool:
    """Whether a noun phrase may begin here."""
    return token is not None and token.tag in (Tag.DET, Tag.NAME, Tag.PRON, Tag.NUM, Tag.ADJ, Tag.NOUN, Tag.QUOTE)


def _verb_reading(tokens: Sequence[Token], at: int, forms: set[str]) -> str:
    """The verb form that the token at `at` has in its place, "" where it is a noun or adjective there."""
    before, after = _near(tokens, at, -1), _near(tokens, at, 1)
    if before is not None and before.tag is Tag.TO:
        return "base" if "base" in forms and not (after is not None and after.lower == "of") else ""
    if before is not None and before.tag in (Tag.MODAL, Tag.DO) and "base" in forms:
        return "base"
    if before is not None and before.tag in (Tag.BE, Tag.HAVE):
        for form in ("participle", "past", "ing"):
            if form in forms:
                return "participle_be" if form == "participle" else form
        return ""
    if "past" in forms or "participle" in forms:
        return _past_reading(before, after, forms)
    if "ing" in forms:
        return _ing_reading(before, after)
    return _present_reading(tokens, at, before, after, forms)


def _past_reading(before: Token | None, after: Token | None, forms: set[str]) -> str:
    attributive = before is not None and before.tag in (Tag.DET, Tag.POSS, Tag.ADJ, Tag.NUM, Tag.PREP)
    if (
        before is not None
        and before.tag is Tag.NUM
        and (after is None or after.tag not in (Tag.NOUN, Tag.NAME, Tag.ADJ))
    ):
        attributive = False
    if attributive and after is not None and after.tag in (Tag.NOUN, Tag.NAME, Tag.ADJ):
        return ""
    if before is not None and before.tag in (Tag.DET, Tag.POSS):
        return ""
    return "past" if "past" in forms else "participle"


def _plainly_finite(token: Token) -> bool:
    """Whether a word not yet settled can only be a finite verb ("raged", "intensifies")."""
    forms = ontology.verb_forms().get(token.lower, ())
    return any(form.form in ("past", "s") for form in forms) and not any(form.noun or form.adjective for form in forms)


def _ing_reading(before: Token | None, after: Token | None) -> str:
    if before is not None and before.tag in (Tag.DET, Tag.POSS, Tag.ADJ, Tag.NUM):
        return ""
    governed = before is not None and before.tag in (Tag.PREP, Tag.SUBORD, Tag.PAUSE, Tag.AND, Tag.VERB)
    if after is None or after.tag in (Tag.STOP, Tag.AND, Tag.VERB) or after.tag in AUXILIARY or _plainly_finite(after):
        return ""
    if before is not None and before.tag in (Tag.PREP, Tag.VERB, Tag.AND) and not _opens_phrase(after):
        return ""
    if before is None and not _opens_phrase(after):
        return ""
    if governed or before is None or _opens_phrase(after):
        return "ing"
    return "ing" if before.plural and after.tag in (Tag.PREP, Tag.TO) else ""


def _present_reading(
    tokens: Sequence[Token], at: int, before: Token | None, after: Token | None, forms: set[str]
) -> str:
    token, alone = tokens[at], _without_verb(tokens, at)
    if before is None or before.tag in (Tag.DET, Tag.POSS, Tag.ADJ, Tag.NUM, Tag.PREP):
        return "base" if before is None and "base" in forms and after is not None and after.tag is Tag.DET else ""
    if after is not None and (after.tag in AUXILIARY or after.lower in ("of",)):
        return ""
    subject = before.tag in (Tag.NOUN, Tag.NAME, Tag.PRON, Tag.WH, Tag.AND, Tag.PAUSE, Tag.QUOTE)
    complement = _opens_phrase(after) or (
        after is not None and after.tag in (Tag.PREP, Tag.TO, Tag.SUBORD, Tag.WH, Tag.QUOTE)
    )
    noun_too = also_noun(token.lower)
    if not subject:
        return ""
    if noun_too and not (after is not None and after.tag in (Tag.DET, Tag.NAME, Tag.PRON, Tag.NUM)):
        if alone and after is None and before.tag is Tag.NAME and "s" in forms:
            return "s"
        if alone and before.plural and before.tag in (Tag.NOUN, Tag.NAME) and complement:
            return next(iter(forms & {"base"}), "")
        pronoun = before.tag in (Tag.PRON, Tag.WH)
        return next(iter(forms & {"s", "base"}), "") if pronoun else ""
    if "s" in forms and not (before.plural and before.tag is Tag.NOUN and noun_too):
        return "s" if complement or not noun_too else ""
    speaks = before.tag is Tag.PAUSE and token.lower in ontology.reporting() and not noun_too
    if "base" in forms and (
        before.plural or speaks or before.tag in (Tag.PRON, Tag.WH, Tag.AND) or _plural_run(tokens, at)
    ):
        return "base" if complement or not noun_too else ""
    return ""


def _without_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether no other word of the sentence is plainly a finite verb, as in a headline that turns on this one."""
    for other, token in enumerate(tokens):
        if other == at or token.tag in (Tag.TIME, Tag.PAUSE):
            continue
        forms = {form.form for form in ontology.verb_forms().get(token.lower, ())}
        if token.tag in AUXILIARY or ("past" in forms and token.text[0].islower()):
            return False
    return True


def _plural_run(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun phrase before `at` is plural in its first noun: "health authorities in Idlib report"."""
    for step in range(at - 1, max(-1, at - 7), -1):
        token = tokens[step]
        if token.tag is Tag.PREP and step > 0:
            return tokens[step - 1].plural and tokens[step - 1].tag in (Tag.NOUN, Tag.NAME)
        if token.tag not in NOMINAL:
            return False
    return False


def _past_or_participle(tokens: Sequence[Token], at: int, lemma: str) -> str:
    """Whether a form is a predicate ("past") or a reduced passive ("participle": "people killed in Homs")."""
    before, after = _near(tokens, at, -1), _near(tokens, at, 1)
    if after is not None and after.lower == "by" and lemma not in ("say", "tell", "speak"):
        return "participle"
    if before is None or before.tag in (Tag.WH, Tag.PRON):
        return "past"
    if after is not None and after.lower in _grammar("particles"):
        following = [token for token in tokens[at + 1 :] if token.start > after.start][:1]
        after = following[0] if following else after
    direct = _opens_phrase(after) and not (after is not None and after.tag is Tag.QUOTE)
    return "participle" if lemma in _grammar("needs_object") and not direct else "past"
