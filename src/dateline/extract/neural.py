"""The reader by encoder: claims and reported speech from the scores of a trained network, decoded into spans.

The network says which words evoke what and who fills which role. What rules do better stays with rules: counts and
times have the values that their grammar gives them, and a quotation lasts as long as its marks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from dateline import ontology
from dateline.extract.encoder import Asked, Encoder, Filled, Scores, Seen, encoder
from dateline.extract.hints import Hint, Range, hints, marks
from dateline.extract.labels import FACTUALITIES, MENTIONS, ROLES, SPEECH
from dateline.extract.parties import place_heads
from dateline.extract.quotations import quoted
from dateline.extract.refutation import refuted
from dateline.extract.rules import RuleExtractor
from dateline.extract.stance import cues
from dateline.extract.telling import Telling, chain, speakers, trim
from dateline.extract.windows import Words, words
from dateline.schema import (
    Attribution,
    ClaimDraft,
    Draft,
    EventType,
    Factuality,
    Mention,
    MentionKind,
    Quantity,
    Report,
    Span,
    Speaker,
)

THOUGHT = -1.4
"""The score from which on a word may belong to a trigger (a chance of 0.2); the role network then decides."""
EDGE = 1.0
"""How much less than its neighbour's score is enough for a word beside one that is in a role."""
PARTED = 1.0
"""The score of a beginning from which on it parts a run: most lists are parted by their commas already."""
GAP, SHORT = 4, 3
"""Words: the widest gap that is closed in what is said, and the shortest piece that stands beside a longer one."""
PARTIES = ("agent", "target", "place", "source", "inner")
EMPTY = frozenset({"the", "a", "an", "and", "of", "s"})
PRONOUNS = frozenset({"they", "it", "he", "she", "we", "them", "there"})
LEADING = frozenset({"of", "and", "by", "with", "from", "to", "in"})
TRAILING = frozenset({"which", "who", "that", "and", "but", "of"})
QUOTES = frozenset("\"“”«»'‘’")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may evoke something: the words, the kind, and the highest score among them."""

    kind: int
    words: Range
    score: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with what the role network makes of it, and the chance that it is a trigger."""

    candidate: Candidate
    filled: Filled
    chance: float
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A report as words, with what both networks make of it."""

    cut: Words
    seen: Seen
    judged: Sequence[Judged]


class EncoderExtractor:
    """Reads claims by the encoder that ships with the package, or by another one of the same kind.

    The networks run in a thread of their own, so that they can be at the next report while this one is read by rules
    and grounded.
    """

    def __init__(self, model: Encoder | None = None) -> None:
        self._model = model or encoder()
        self._rules = RuleExtractor()
        self._worker = ThreadPoolExecutor(1, "dateline-encoder")
        self._begun: dict[Report, tuple[Draft, Future[_Read]]] = {}

    def ahead(self, report: Report, mentions: Sequence[Mention]) -> None:
        """Begin with a report that will be asked for soon."""
        self._begun[report] = self._begin(report, mentions)

    def _begin(self, report: Report, mentions: Sequence[Mention]) -> tuple[Draft, Future[_Read]]:
        seen = self._worker.submit(self._see, report, mentions)
        by_rules = self._rules.extract(report, mentions)
        return by_rules, self._worker.submit(self._judge, seen, by_rules, mentions)

    def _see(self, report: Report, mentions: Sequence[Mention]) -> tuple[Words, Seen]:
        cut = words(report, mentions)
        return cut, self._model.see(cut)

    def _judge(self, begun: Future[tuple[Words, Seen]], by_rules: Draft, mentions: Sequence[Mention]) -> _Read:
        cut, seen = begun.result()
        judged = judge(self._model, seen, hints(by_rules, cut), marks(mentions, cut))
        least = self._model.about["confidence"]["least"]
        return _Read(cut, seen, [item for item in judged if item.chance >= least])

    def extract(self, report: Report, mentions: Sequence[Mention]) -> Draft:
        """The claims and reported speech of `report`; `mentions` in order of appearance."""
        by_rules, begun = self._begun.pop(report) if report in self._begun else self._begin(report, mentions)
        read = begun.result()
        scene = _Scene(report, read.cut, mentions, self._model.kinds)
        heard = scene.heard([item for item in read.judged if scene.kind(item) == SPEECH], by_rules.attributions)
        claims = [claim for item in read.judged if scene.kind(item) != SPEECH for claim in scene.claims(item, heard)]
        speech = tuple(telling.attribution() for telling in heard)
        return Draft(tuple(claims), speech, tuple(scene.names(read.seen)))


def judge(model: Encoder, seen: Seen, told: Sequence[Hint], named: Mapping[str, Sequence[Range]]) -> list[Judged]:
    """Every candidate with its roles and the chance that it is a trigger, by the calibration of the training run."""
    found = candidates(seen.trigger, model.kinds, told)
    asked = [
        Asked(c.kind, c.words, next((hint for hint in told if hint.about(model.kinds[c.kind], c.words)), None))
        for c in found
    ]
    rule = model.about["confidence"]
    out = []
    for candidate, item, filled in zip(found, asked, model.fill(seen, asked, named), strict=True):
        score = rule["bias"] + rule["trigger"] * candidate.score + rule["counts"] * filled.counts
        score += rule["rules"] * (item.hint.weight if item.hint else 0.0)
        out.append(Judged(candidate, filled, logistic(score), item.hint))
    return out


def candidates(trigger: Scores, kinds: Sequence[str], told: Sequence[Hint]) -> list[Candidate]:
    """The runs of words that may be a trigger of one kind, by the network or by rules, in order of words and kinds."""
    out: list[Candidate] = []
    at, of = np.nonzero(trigger > THOUGHT)
    for word, kind in sorted(zip(at.tolist(), of.tolist(), strict=True), key=lambda cell: (cell[1], cell[0])):
        score = float(trigger[word, kind])
        if out and out[-1].kind == kind and out[-1].words[1] == word:
            out[-1] = Candidate(kind, (out[-1].words[0], word + 1), max(score, out[-1].score))
        else:
            out.append(Candidate(kind, (word, word + 1), score))
    for hint in told:
        if not any(hint.about(kinds[item.kind], item.words) for item in out):
            kind = kinds.index(hint.kind)
            out.append(Candidate(kind, hint.words, float(trigger[slice(*hint.words), kind].max())))
    out.sort(key=lambda item: (item.words, item.kind))
    return out


def ranges(inside: Scores, begins: Scores, first: int, sentence: Sequence[int] = ()) -> tuple[Range, ...]:
    """The runs of words near one with a score above even, parted at sure beginnings, counted from word `first`.

    Where the sentence of each word is given, none runs on into the next: between a headline's last word and the first
    of the report a dateline may stand that is no word of either.
    """
    out: list[Range] = []
    peaks: list[float] = []
    for at in np.nonzero(inside > -EDGE)[0].tolist():
        begun = begins[at] > PARTED or (at > 0 and sentence and sentence[first + at - 1] != sentence[first + at])
        if out and out[-1][1] == first + at and not begun:
            out[-1] = (out[-1][0], first + at + 1)
            peaks[-1] = max(peaks[-1], float(inside[at]))
        else:
            out.append((first + at, first + at + 1))
            peaks.append(float(inside[at]))
    return tuple(run for run, peak in zip(out, peaks, strict=True) if peak > 0)


def whole(pieces: Sequence[Range], apart: Sequence[Range]) -> tuple[Range, ...]:
    """What is said, with the gaps that a network leaves filled, but for those where cue or source (`apart`) stand."""
    out: list[Range] = []
    for piece in pieces:
        gap = (out[-1][1], piece[0]) if out else None
        if gap and gap[1] - gap[0] <= GAP and not any(a < gap[1] and gap[0] < b for a, b in apart):
            out[-1] = (out[-1][0], piece[1])
        else:
            out.append(piece)
    longest = max((b - a for a, b in out), default=0)
    return tuple((a, b) for a, b in out if b - a >= min(SHORT, longest))


def names_something(words: str) -> bool:
    """Whether words can name a party, a time or a count: more than an article or a link between names."""
    return words.lower() not in EMPTY and any(letter.isalnum() for letter in words)


def names_place(words: str) -> bool:
    """Whether words can name a place; a single small word has to be a kind of place ("town", not "nearby")."""
    if " " in words or not words.islower() or not words.isascii():
        return names_something(words) and words.lower() not in PRONOUNS
    noun = ontology.singular(words)
    return noun in place_heads() or "place" in ontology.noun_kinds().get(noun, ())


def logistic(score: float) -> float:
    """The chance that a score (log-odds) stands for."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


class _Scene:
    """One report while its scores are decoded."""

    def __init__(self, report: Report, cut: Words, mentions: Sequence[Mention], kinds: Sequence[str]) -> None:
        self.report = report
        self.cut = cut
        self.mentions = mentions
        self.kinds = kinds
        self.names_at = marks((m for m in mentions if m.actor is not None or m.place is not None), cut)

    def kind(self, item: Judged) -> str:
        return self.kinds[item.candidate.kind]

    def span(self, at: Range) -> Span | None:
        """The words as a span of the report, without quotation marks and commas at its ends."""
        start, end = trim(self.report.text, self.cut.starts[at[0]], self.cut.ends[at[1] - 1])
        return self.report.span(start, end) if start < end else None

    def role(self, item: Judged, role: str) -> tuple[Span, ...]:
        """The spans that fill a role, in order."""
        names = self.names_at[MentionKind.PLACE if role == "place" else MentionKind.ACTOR]
        found = (self.named(at, names) if role in PARTIES else at for at in self.runs(item, role))
        spans = (self.span(at) for at in dict.fromkeys(map(self.bare, found)))
        fits = names_place if role == "place" else names_something
        return tuple(span for span in spans if span is not None and fits(span.text))

    def bare(self, at: Range) -> Range:
        """The words without those that only lead to or from a name, and with what a hyphen joins to them ("-Zor")."""
        first, last = at
        while first > 0 and self._joined(first):
            first -= 1
        while last < len(self.cut) and self._joined(last):
            last += 1
        while first < last - 1 and self.cut.forms[first].lower() in LEADING:
            first += 1
        while first < last - 1 and self.cut.forms[last - 1].lower() in TRAILING:
            last -= 1
        return first, last

    def _joined(self, at: int) -> bool:
        """Whether a hyphen without spaces stands between the word before `at` and the word there."""
        close = self.cut.ends[at - 1] == self.cut.starts[at]
        return close and "-" in (self.cut.forms[at - 1], self.cut.forms[at])

    def runs(self, item: Judged, role: str) -> tuple[Range, ...]:
        """The words marked as filling a role."""
        number = ROLES.index(role)
        scores = item.filled.roles
        sentence = () if role == "content" else self.cut.sentence
        return ranges(scores[:, number], scores[:, len(ROLES) + number], item.filled.first, sentence)

    def uncut(self, item: Judged, at: Range) -> Range:
        """The words up to the end of their sentence where the network's view of the text ends before it."""
        last = at[1]
        if last == item.filled.first + len(item.filled.roles):
            while last < len(self.cut) and self.cut.sentence[last] == self.cut.sentence[last - 1]:
                last += 1
        return at[0], last

    def named(self, at: Range, names: Sequence[Range]) -> Range:
        """The words with the rest of a name that they begin or end in the middle of."""
        first, last = at
        for a, b in names:
            if a < at[1] and at[0] < b:
                first, last = min(first, a), max(last, b)
        return first, last

    def heard(self, items: Sequence[Judged], by_rules: Sequence[Attribution]) -> tuple[Telling, ...]:
        """All reported speech of the report, quotations given to whoever is heard beside them.

        Speech without a cue ("Air strikes kill 20: monitor") is heard by rules alone.
        """
        found = []
        for item in items:
            cue = self.span(item.candidate.words)
            said = [self.uncut(item, at) for at in self.runs(item, "content")]
            told = whole(said, (item.candidate.words, *self.runs(item, "source")))
            content = tuple(span for at in told if (span := self.span(at)) is not None)
            if cue is not None and content:
                source = next(iter(self.role(item, "source")), None)
                marked = any(self._marked(span) for span in content)
                found.append(Telling(source, cue, content, "say", cue.start, quoted=marked))
        for speech in by_rules:
            if speech.cue is None and speech.source is not None:
                at = speech.source.start
                found.append(Telling(speech.source, None, speech.content, "say", at, quoted=speech.quoted))
        found.sort(key=lambda telling: telling.at)
        return tuple(quoted(self.report, self.report.sentences, found, lambda _: None))

    def _marked(self, span: Span) -> bool:
        text = self.report.text
        return text[max(0, span.start - 1)] in QUOTES or text[min(len(text) - 1, span.end)] in QUOTES

    def claims(self, item: Judged, heard: Sequence[Telling]) -> Iterator[ClaimDraft]:
        """The claim of a trigger; one for each place of a change or state of control."""
        trigger = self.span(item.candidate.words)
        if trigger is None:
            return
        kind = EventType(self.kind(item))
        agent, target = self.role(item, "agent"), self.role(item, "target")
        place = self.role(item, "place")
        sentence = self.report.sentences[self.cut.sentence[item.candidate.words[0]]]
        draft = ClaimDraft(
            type=kind,
            sentence=sentence,
            trigger=trigger,
            factuality=self._factuality(item, sentence, trigger),
            agent=agent,
            target=target,
            place=place,
            time=self._time(item),
            speakers=self._speakers(item, trigger, heard),
            quantity=self._quantity(item),
            stance=cues(self.report, sentence, trigger, agent, target),
            confidence=item.chance,
        )
        if ontology.types()[kind].each_place and len(place) > 1:
            yield from (replace(draft, place=(one,)) for one in place)
        else:
            yield draft

    def _factuality(self, item: Judged, sentence: Span, trigger: Span) -> Factuality:
        """How real the event is by the network, but for what the words around it refute."""
        if refuted(self.report, sentence, trigger.start, self.kind(item)):
            return Factuality.NEGATED
        return Factuality(FACTUALITIES[int(np.argmax(item.filled.factuality))])

    def _time(self, item: Judged) -> Span | None:
        """The time expression that the words marked as time belong to, else the one that rules give the trigger."""
        marked = self.role(item, "time")
        times = [m.span for m in self.mentions if m.kind is MentionKind.TIME]
        found = next((span for span in times if any(span.overlaps(one) for one in marked)), None)
        if found is not None or item.hint is None:
            return found
        by_rules = [span for at in item.hint.roles.get("time", ()) if (span := self.span(at)) is not None]
        return next((span for span in times if any(span.overlaps(one) for one in by_rules)), None)

    def _quantity(self, item: Judged) -> Quantity | None:
        marked = self.role(item, "quantity")
        counts = [m for m in self.mentions if m.kind is MentionKind.QUANTITY and m.quantity is not None]
        return next((m.quantity for m in counts if any(m.span.overlaps(one) for one in marked)), None)

    def _speakers(self, item: Judged, trigger: Span, heard: Sequence[Telling]) -> tuple[Speaker, ...]:
        """Who says so: the speakers that the network reads for the trigger, else those of the quotation around it."""
        above = chain(heard, trigger.start)
        found = []
        for span in (*self.role(item, "source")[:1], *self.role(item, "inner")):
            link = next((t for t in above if t.source is not None and t.source.overlaps(span)), None)
            found.append(Speaker(span, link.cue if link else None, link.quoted if link else False))
        return tuple(found) or tuple(s for s in speakers(above) if s.quoted)

    def names(self, seen: Seen) -> Iterator[Mention]:
        """Parties and places that the network names and nothing else has spotted."""
        taken = [mention.span for mention in self.mentions]
        half = len(MENTIONS)
        for number, kind in enumerate(MENTIONS):
            if kind in (MentionKind.ACTOR, MentionKind.PLACE):
                for at in ranges(seen.mention[:, number], seen.mention[:, half + number], 0, self.cut.sentence):
                    span = self.span(at)
                    if span is not None and not any(span.overlaps(other) for other in taken):
                        yield Mention(span, kind)
