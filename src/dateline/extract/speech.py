"""Reported speech: who is said to have said what, in quotation marks or out of them, and speech within speech.

A telling is found at its cue: a reporting verb, "according to", a colon in a headline. Its content is the clause that
the cue governs, or the clause that it follows; a quotation belongs to the cue beside it, over as many sentences as it
lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline import ontology
from dateline.extract.parties import is_party_word, kinds
from dateline.extract.phrases import Kind, Phrase, group
from dateline.extract.quotations import quoted
from dateline.extract.telling import Telling, trim
from dateline.extract.tokens import Tag
from dateline.schema import MentionKind, Report, SegmentKind, Span

INDEFINITE = frozenset({"this", "that", "there", "what", "nothing"})
SPEAKING = frozenset({"people", "person", "force"})
SPEAKING_ENDINGS = ("er", "or", "ist", "man", "woman")


def tellings(report: Report, phrases: Sequence[Phrase]) -> tuple[Telling, ...]:
    """All reported speech of a report in order of appearance."""
    headlines = [segment for segment in report.segments if segment.kind is SegmentKind.HEADLINE]
    found: list[Telling] = []
    for phrase in phrases:
        if any(phrase.span.overlaps(segment) for segment in headlines):
            found.extend(_headline(report, phrase))
        found.extend(_verbal(report, phrase))
        found.extend(_according(report, phrase))
    found.sort(key=lambda telling: telling.at)
    spans = [phrase.span for phrase in phrases]
    found = [_under(report, telling, found) for telling in found]
    return tuple(quoted(report, spans, found, lambda start: _announced(report, start, phrases)))


def _under(report: Report, telling: Telling, found: Sequence[Telling]) -> Telling:
    """The telling with its content begun behind the cue of one that opens the same sentence: A reported "x, B said"."""
    if not telling.content or telling.source is None:
        return telling
    first = telling.content[0]
    for other in found:
        opens = other.cue is not None and other.content and first.start <= other.cue.start < other.content[0].start
        if (
            opens
            and other.content[0].start < telling.source.start < other.content[-1].end
            and first.end > other.content[0].start
        ):
            begun = report.span(other.content[0].start, first.end)
            return replace(telling, content=(begun, *telling.content[1:]))
    return telling


def speaker_span(report: Report, phrase: Phrase, np: int) -> Span:
    """The words of a noun phrase as a speaker: with its of-phrase unless it ends in a name."""
    head = phrase.tokens[phrase.chunks[np].head]
    if ontology.singular(head.lower) in ontology.reporting_nouns() and phrase.words(
        np + 1 if phrase.kind(np + 1) else np
    ) in ("from", "by"):
        np = np + 2 if phrase.kind(np + 2) is Kind.NP else np
    named = phrase.tokens[phrase.chunks[np].head].tag is Tag.NAME
    last = np if named else phrase.phrase_end(np)
    start, end = phrase.range(np, np)
    for mention in phrase.mentions:
        if mention.kind is MentionKind.ACTOR and start <= mention.span.start < end < mention.span.end:
            return report.span(start, mention.span.end)
    if phrase.kind(last + 1) is Kind.AND and phrase.kind(last + 2) is Kind.NP and phrase.kind(last + 3) is Kind.VG:
        last += 2
    return report.span(*phrase.range(np, last))


def _verbal(report: Report, phrase: Phrase) -> Iterator[Telling]:
    """Tellings whose cue is a verb group."""
    for at, chunk in enumerate(phrase.chunks):
        if chunk.kind is not Kind.VG:
            continue
        frame = ontology.reporting().get(chunk.lemma)
        if frame is None or (chunk.passive and chunk.lemma not in ("quote", "cite") and frame.force != "accuse"):
            continue
        if chunk.lemma in group("quote_only") and not _beside_quotation(phrase, at):
            continue
        if chunk.lemma in ("cite", "quote") and chunk.form == "ing":
            yield from _citing(report, phrase, at)
            continue
        telling = _at_verb(report, phrase, at, frame)
        if telling is not None:
            yield telling


def _beside_quotation(phrase: Phrase, at: int) -> bool:
    """Whether a quotation stands next to the verb at chunk `at`, or before its subject."""
    subject = phrase.subject(at)
    near = (at + 1, at + 2, *(np - 1 for np in subject[:1]))
    return any(phrase.kind(k) is Kind.QUOTE for k in near)


def _citing(report: Report, phrase: Phrase, at: int) -> Iterator[Telling]:
    sources = phrase.object(at)
    if sources:
        cue = report.span(*phrase.range(at, at))
        yield Telling(speaker_span(report, phrase, sources[0]), cue, (phrase.span,), "say", cue.start, inner=True)


def _at_verb(report: Report, phrase: Phrase, at: int, frame: ontology.Reporting) -> Telling | None:
    chunk = phrase.chunks[at]
    subject = phrase.subject(at)
    behind = False
    if chunk.passive and frame.force == "accuse":
        subject = tuple(np for prep, np in phrase.complements(at) if prep == "by")
    if frame.says and (not subject or phrase.kind(at - 1) in (Kind.QUOTE, Kind.PAUSE) or _closing(phrase, at)):
        inverted = _inverted(phrase, at)
        if inverted is not None and _can_speak(phrase, inverted):
            subject, behind = (inverted,), True
    if not subject or not _speaks(phrase, subject[0], frame) or (chunk.negated and frame.force == "say"):
        return None
    content = _content(report, phrase, at, subject[0], frame, behind=behind)
    if not content:
        return None
    source = speaker_span(report, phrase, subject[0])
    beside = _beside(report, phrase, at) if frame.says and content[0].start < source.start else None
    if beside is not None:
        source, content = beside, (report.span(*trim(report.text, content[0].start, beside.start)), *content[1:])
    cue = report.span(phrase.tokens[chunk.head].start, phrase.tokens[chunk.head].end)
    return Telling(source, cue, content, "doubt" if _doubtful(phrase, subject[0]) else frame.force, cue.start)


def _inverted(phrase: Phrase, at: int) -> int | None:
    """The speaker behind the verb in "..., said Abdel Rahman"."""
    np = at + 1
    if phrase.kind(np) is not Kind.NP:
        return None
    after = phrase.phrase_end(np) + 1
    return np if not phrase.finite(after) else None


def _doubtful(phrase: Phrase, np: int) -> bool:
    """Whether the speaker is a report of no standing: "unconfirmed reports"."""
    chunk = phrase.chunks[np]
    told = ontology.singular(phrase.tokens[chunk.head].lower) in ontology.reporting_nouns()
    return told and any(
        ontology.modifiers().get(t.lower) == "possible" for t in phrase.tokens[chunk.first : chunk.last]
    )


def _closing(phrase: Phrase, at: int) -> bool:
    """Whether cue and speaker end a sentence that has its own verb before them: "... says the war monitor"."""
    last = phrase.phrase_end(at + 1)
    frame = ontology.reporting()[phrase.chunks[at].lemma]
    if frame.addressee:
        return False
    ends = phrase.kind(last + 1) is Kind.WH
    ends = ends or all(phrase.kind(k) in (Kind.STOP, Kind.QUOTE) for k in range(last + 1, len(phrase.chunks)))
    return (
        ends and phrase.previous_verb(at) is not None and phrase.kind(at + 1) is Kind.NP and _can_speak(phrase, at + 1)
    )


def _can_speak(phrase: Phrase, np: int) -> bool:
    """Whether a noun phrase can speak: a name, a pronoun, a party, a document."""
    token = phrase.tokens[phrase.chunks[np].head]
    if phrase.tokens[phrase.chunks[np].first].lower in ("no", "none", "nobody"):
        return False
    if token.tag is Tag.PRON:
        return token.lower not in INDEFINITE
    if kinds(phrase, np, phrase.mentions) & SPEAKING:
        return True
    noun = ontology.singular(token.lower)
    known = noun in ontology.reporting_nouns() or noun in group("speaking_nouns")
    return known or token.tag is Tag.NAME or noun.endswith(SPEAKING_ENDINGS)


def _speaks(phrase: Phrase, np: int, frame: ontology.Reporting) -> bool:
    """Whether a noun phrase can be the subject of this verb of speech; of "said" any person-like noun can."""
    if _can_speak(phrase, np):
        return True
    token = phrase.tokens[phrase.chunks[np].head]
    return (
        frame.kind in ("say", "tell")
        and token.tag is Tag.NOUN
        and not ontology.noun_kinds().get(ontology.singular(token.lower))
    )


def _beside(report: Report, phrase: Phrase, at: int) -> Span | None:
    """The party directly before a cue at the end of a sentence, where commas may be missing before it."""
    if phrase.kind(at - 1) is not Kind.NP:
        return None
    start, end = phrase.range(at - 1, at - 1)
    for mention in phrase.mentions:
        if mention.kind is MentionKind.ACTOR and mention.span.end == end and mention.span.start > start:
            before = report.text[start : mention.span.start].rstrip()
            if (
                before
                and not before.lower().endswith((" the", " a", " an"))
                and before.lower() not in ("the", "a", "an")
            ):
                return mention.span
    return None


def _content(
    report: Report, phrase: Phrase, at: int, speaker: int, frame: ontology.Reporting, *, behind: bool
) -> tuple[Span, ...]:
    """What is said, as seen from the cue at chunk `at`."""
    start, end = phrase.span.start, phrase.span.end
    right = at + 1
    if frame.addressee and phrase.kind(right) is Kind.NP:
        right = phrase.phrase_end(right) + 1
        right = _that_behind(phrase, right) or right
    right = _past_circumstances(phrase, right)
    clause = _opens_clause(phrase, right) and (
        phrase.kind(right) is Kind.SUBORD or frame.lemma not in group("that_only")
    )
    nominal = (frame.nominal and frame.event is not None) or frame.lemma in group("reports_events")
    if not behind and (clause or (nominal and phrase.kind(right) in (Kind.NP, Kind.PREP, Kind.QUOTE, Kind.VG))):
        first = right + (phrase.kind(right) is Kind.SUBORD)
        if first < len(phrase.chunks):
            begin = phrase.tokens[phrase.chunks[first].first].start
            stop = _cut(phrase, first) or end
            begin, stop = trim(report.text, begin, stop)
            return (report.span(begin, stop),) if begin < stop else ()
    if not frame.says:
        return ()
    left_end = phrase.range(at, at)[0] if behind else phrase.range(min(speaker, at), speaker)[0]
    pieces = (
        [(start, left_end)]
        if left_end > start and any(c.kind in (Kind.NP, Kind.VG) for c in phrase.chunks[: min(speaker, at)])
        else []
    )
    tail = _tail(phrase, phrase.phrase_end(speaker) if behind else at)
    if tail is not None and (pieces or speaker < at):
        pieces.append((tail, end))
    return tuple(report.span(a, b) for a, b in (trim(report.text, a, b) for a, b in pieces) if a < b)


def _past_circumstances(phrase: Phrase, at: int) -> int:
    """The chunk behind when and in what something was said: "said on Monday in a statement"."""
    while at < len(phrase.chunks):
        if phrase.kind(at) in (Kind.ADV, Kind.TIME):
            at += 1
        elif phrase.kind(at) is Kind.PREP and phrase.kind(at + 1) is Kind.TIME:
            at += 2
        elif phrase.kind(at) is Kind.PREP and phrase.kind(at + 1) is Kind.NP and _is_telling(phrase, at + 1):
            at = phrase.phrase_end(at + 1) + 1
        else:
            break
    return at


def _is_telling(phrase: Phrase, np: int) -> bool:
    """Whether a noun phrase names a piece of speech: a statement, an interview."""
    return ontology.singular(phrase.tokens[phrase.chunks[np].head].lower) in ontology.reporting_nouns()


def _that_behind(phrase: Phrase, at: int) -> int | None:
    """Where "that" follows a parenthesis: "told the factions, in messages passed on, that they should"."""
    if phrase.kind(at) is not Kind.PAUSE:
        return None
    closing = next((k for k in range(at + 1, len(phrase.chunks)) if phrase.kind(k) is Kind.PAUSE), None)
    found = closing is not None and phrase.kind(closing + 1) is Kind.SUBORD and phrase.words(closing + 1) == "that"
    return closing + 1 if found and closing is not None else None


def _opens_clause(phrase: Phrase, at: int) -> bool:
    """Whether a clause with a subject of its own begins at chunk `at`."""
    kind = phrase.kind(at)
    if kind is Kind.SUBORD:
        return phrase.words(at) in ("that", "if", "whether") or phrase.next_verb(at) is not None
    if kind is Kind.PAUSE and phrase.words(at) == ":":
        return at + 1 < len(phrase.chunks)
    if kind in (Kind.QUOTE, Kind.PAUSE) and phrase.kind(at + 1) in (Kind.QUOTE,):
        return at + 2 < len(phrase.chunks)
    if kind is Kind.QUOTE:
        return at + 1 < len(phrase.chunks) - 1
    if kind not in (Kind.NP, Kind.PREP):
        return False
    verb = phrase.next_verb(at - 1)
    while verb is not None:
        subject = phrase.subject(verb)
        if subject and at <= subject[0] and not any(phrase.kind(k) is Kind.WH for k in range(at, subject[0])):
            return True
        verb = phrase.next_verb(verb)
    return False


def _cut(phrase: Phrase, first: int) -> int | None:
    """Where what is said ends because another speaker takes over: "A said x, but B said y"."""
    seen_verb = False
    for at in range(first, len(phrase.chunks)):
        chunk = phrase.chunks[at]
        if chunk.finite:
            frame = ontology.reporting().get(chunk.lemma)
            subject = phrase.subject(at)
            if frame is not None and frame.says and subject and seen_verb and subject[0] > first and not chunk.passive:
                before = subject[0] - 1
                if phrase.kind(before) in (Kind.AND, Kind.PAUSE) or phrase.words(before) in ("while", "although"):
                    return phrase.range(before, before)[0]
            seen_verb = True
    return None


def _tail(phrase: Phrase, at: int) -> int | None:
    """Where content goes on behind "..., he said, ..."; None where it does not."""
    for index in range(at + 1, len(phrase.chunks) - 1):
        kind = phrase.kind(index)
        if kind is Kind.PAUSE and phrase.next_verb(index) is not None:
            split = not any(chunk.finite for chunk in phrase.chunks[:at][:-1])
            if phrase.kind(index + 1) is not Kind.VG or split:
                return phrase.range(index + 1, index + 1)[0]
        if kind not in (Kind.TIME, Kind.ADV, Kind.PREP, Kind.NP):
            return None
    return None


def _according(report: Report, phrase: Phrase) -> Iterator[Telling]:
    """Tellings by "according to X", "as reported by X" and the like."""
    for at, chunk in enumerate(phrase.chunks):
        if chunk.kind is not Kind.PREP or phrase.words(at) not in ontology.source_prepositions():
            continue
        if phrase.kind(at + 1) is not Kind.NP:
            continue
        start, end = phrase.range(at, phrase.phrase_end(at + 1))
        source = speaker_span(report, phrase, at + 1)
        named = [m.span for m in phrase.mentions if m.kind is MentionKind.ACTOR and m.span.overlaps(source)]
        if named and named[0].end < end and at == 0:
            source, end = report.span(source.start, named[0].end), named[0].end
        before = any(phrase.chunks[k].kind is Kind.VG for k in range(at)) or at > 3
        pieces = [(phrase.span.start, start), (end, phrase.span.end)] if before else [(end, phrase.span.end)]
        content = tuple(report.span(a, b) for a, b in (trim(report.text, a, b) for a, b in pieces) if b - a > 2)
        cue = report.span(*phrase.range(at, at))
        if content:
            yield Telling(source, cue, content, "say", cue.start)


def _headline(report: Report, phrase: Phrase) -> Iterator[Telling]:
    """Tellings by a colon or a bare last word: "Air strikes kill 20: monitor"."""
    colon = next((at for at, chunk in enumerate(phrase.chunks) if phrase.words(at) == ":"), None)
    last = len(phrase.chunks) - 1
    if colon is not None and colon + 1 == last and phrase.kind(last) is Kind.NP and colon > 1:
        start, end = phrase.range(last, last)
        yield Telling(
            report.span(start, end),
            None,
            (report.span(phrase.span.start, phrase.range(colon, colon)[0]),),
            "say",
            start,
        )
    elif colon == 1 and phrase.kind(0) is Kind.NP and last > 2 and kinds(phrase, 0, phrase.mentions) & SPEAKING:
        start, end = phrase.range(0, 0)
        yield Telling(
            report.span(start, end), None, (report.span(phrase.range(2, 2)[0], phrase.span.end),), "say", start
        )
    elif colon is None and len(phrase.tokens) > 3 and _closes_headline(phrase.tokens[-1].lower):
        token = phrase.tokens[-1]
        if phrase.tokens[-2].tag not in (Tag.DET, Tag.ADJ, Tag.PREP):
            before = phrase.tokens[-2].end
            yield Telling(
                report.span(token.start, token.end), None, (report.span(phrase.span.start, before),), "say", token.start
            )


def _closes_headline(word: str) -> bool:
    return is_party_word(word, "media") or word in group("headline_sources")


def _announced(report: Report, start: int, phrases: Sequence[Phrase]) -> Span | None:
    """Who is about to speak in front of a colon: the subject of the last verb before it."""
    for phrase in phrases:
        colon = phrase.chunk_at(start - 2) if phrase.span.start <= start - 2 < phrase.span.end else None
        verb = phrase.previous_verb(colon) if colon is not None else None
        if verb is not None and phrase.subject(verb) and _can_speak(phrase, phrase.subject(verb)[0]):
            return speaker_span(report, phrase, phrase.subject(verb)[0])
    return None
