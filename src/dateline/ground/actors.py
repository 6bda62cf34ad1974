"""Actors: the parties that a report names, and who each of them is.

`spot` finds every phrase that names a party and gives it the fullest name the report has for it and, where it is known,
the registry's actor. `resolve` answers for any words that an extractor put in a role, pronouns included.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from dateline.ground import coreference
from dateline.ground.coreference import Known
from dateline.ground.names import Alias, Entry, Form, Registry, Word, fold, key, registry, split
from dateline.ground.parts import words
from dateline.ground.phrases import Phrase, read
from dateline.schema import Mention, MentionKind, Party, Report, Span

__all__ = ["Registry", "registry", "resolve", "spot"]

DEFINED = re.compile(r"\s?\(([A-Z][A-Za-z]{1,9})\)")
ARTICLES = frozenset({"The", "A", "An", "This"})
ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those)\s+(?=\S)", re.IGNORECASE)


def spot(report: Report, registry: Registry) -> tuple[Mention, ...]:
    """All mentions of parties in a report's sentences, in order and without overlap, each grounded as far as known.

    A mention covers the noun phrase without article, number or trailing clause. `actor` is the registry's, `name` the
    fullest name that the report gives the same party anywhere.
    """
    short = _defined(report.text)
    phrases = _without_strangers(read(report, registry, short))
    theatre = _theatre(phrases)
    known = [_ground(phrase, registry, theatre, report, short) for phrase in phrases]
    return tuple(
        Mention(one.phrase.span, MentionKind.ACTOR, actor=one.actor, name=one.name, confidence=one.confidence)
        for one in coreference.named(known, short)
    )


def resolve(
    span: Span, report: Report, mentions: Sequence[Mention], registry: Registry, speaker: Span | None = None
) -> Party:
    """Who the words in a role are: the party's fullest name in the report and the registry's actor.

    `speaker` is who says the sentence, for "we" and "I". Words that nothing is known of are their own name, without
    article. `mentions` are those of `spot`, in order; others are passed over.
    """
    actors = [m for m in mentions if m.kind is MentionKind.ACTOR]
    row = split(span.text)
    sort = coreference.pronoun(row[0].text) if row else ""
    if sort and (len(row) == 1 or _owned_members(row, span, actors)):
        if sort == "speaker" and speaker is not None and coreference.pronoun(speaker.text) != "speaker":
            said = resolve(speaker, report, actors, registry)
            return Party(span, said.name, said.actor)
        return _owner(span, coreference.antecedent(span, sort, report, actors), registry)
    over = [m for m in actors if m.span.overlaps(span)]
    if over:
        return _by_mentions(span, over)
    text = _bare(span)
    if (before := _shortened(span, row, actors)) is not None:
        return Party(span, before.name or text, before.actor)
    same = [alias for alias in registry.named(text) if alias.form is not Form.SHORT or alias.cased(text)]
    if len(same) == 1:
        actor = same[0].entry.actor
        return Party(span, actor.name if actor.kind == "state" else text, actor)
    return Party(span, coreference.plural(text), None)


def _bare(span: Span) -> str:
    """The words of a span in one line without leading article."""
    return ARTICLE.sub("", " ".join(span.text.split())) or span.text


def _shortened(span: Span, row: Sequence[Word], actors: Sequence[Mention]) -> Mention | None:
    """The body named before whose name ends in the words of a phrase: "the room" is the Southern Operations Room."""
    said = [word for word in row if word.fold not in words("definite")]
    if not said or len(said) == len(row) == 1 or any(word.capital for word in said):
        return None
    if said[-1].fold in words("definite", "alone"):
        return None
    tail = [word.fold for word in said]
    for mention in reversed(actors):
        called = mention.name or ""
        if mention.span.end > span.start or mention.actor is None or not fold(called).endswith(tail[-1]):
            continue
        name = split(called)
        whole = len(name) > len(tail) and name[0].capital and name[-1].capital
        if whole and [word.fold for word in name[-len(tail) :]] == tail:
            return mention
    return None


def _owned_members(row: Sequence[Word], span: Span, actors: Sequence[Mention]) -> bool:
    """Whether a phrase is "its fighters" or the like, whose party is whoever owns them."""
    if any(m.span.overlaps(span) and m.actor is not None for m in actors):
        return False
    return row[0].fold in words("definite", "possessive") and row[-1].fold in words("members")


def _owner(span: Span, found: Mention | None, registry: Registry) -> Party:
    """The antecedent as a party; the troops of a ministry are those of its state."""
    if found is None:
        return Party(span, _bare(span), None)
    owner = registry.entry(found.actor.id) if found.actor is not None else None
    if len(span.text.split()) > 1 and owner is not None and owner.actor.kind == "government" and owner.country:
        state = registry.of(owner.country, "state")
        if state is not None:
            return Party(span, state.actor.name, state.actor)
    return Party(span, found.name or _bare(span), found.actor)


def _by_mentions(span: Span, over: Sequence[Mention]) -> Party:
    """The party of a span by the mentions in it: its head's, the person's after a post, the owner's after a tool."""
    best = over[0]
    if len(over) > 1:
        head, kind = coreference.describe(best.span.text)
        person = next((m for m in over if coreference.is_person_name(m)), None)
        after = next((m for m in over[1:] if m.actor is not None), None)
        tool = kind is not None and best.actor is None and (kind.group == "craft" or head in words("members"))
        named = next((m for m in over[1:] if m.actor is not None and _is_named(best, m, span)), None)
        if named is not None:
            best = named
        elif person is not None and (person.span.end == span.end or (kind is not None and kind.group == "official")):
            best = person
        elif tool and after is not None:
            best = after
        elif re.search(r"\band\b|,", span.text) and len({m.name for m in over}) > 1:
            return Party(span, _bare(span), None)
    return Party(span, best.name or _bare(span), best.actor)


def _is_named(first: Mention, other: Mention, span: Span) -> bool:
    """Whether another mention is the name of the whole: "factions known as Fatah Damascus".

    So it does in "the Turkish backed National Army", where a hyphen was lost.
    """
    between = [word.fold for word in split(span.text[first.span.end - span.start : other.span.start - span.start])]
    return " ".join(between) in words("naming") or (len(between) == 1 and between[0] in words("premodifiers", "joined"))


def _defined(text: str) -> dict[str, str]:
    """Abbreviations that the text itself defines in brackets: each to the words before it whose initials it takes."""
    out: dict[str, str] = {}
    for found in DEFINED.finditer(text):
        short = found.group(1)
        before = re.split(r"[,.;:()\n“”\"]", text[max(0, found.start() - 120) : found.start()])[-1].split()
        names = (before[start:] for start in range(max(0, len(before) - 9), len(before)))
        name = next((n for n in names if n[0][0].isupper() and n[0] not in ARTICLES and _initials_fit(n, short)), None)
        if name is not None:
            out.setdefault(short, " ".join(name))
    return out


def _initials_fit(name: Sequence[str], short: str) -> bool:
    small = {"of", "for", "the", "and", "in", "al", "de", "du", "la"}
    parts = [part for word in name for part in re.split(r"[-’']", word) if part]
    initials = "".join(part[0] for part in parts if part.lower() not in small)
    every = "".join(part[0] for part in parts)
    letters = short.lower()
    return (
        letters in {initials.lower(), every.lower()}
        or (len(letters) > 2 and letters[:-1] == initials.lower())
        or (len(initials) > 2 and initials.lower()[: len(letters)] == letters)
    )


def _without_strangers(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases without lone capitalised words that are no part of a person's name given elsewhere."""
    people = [key(p.name.text) for p in phrases if p.group == "person" and p.name is not None]
    out: list[Phrase] = []
    for phrase in phrases:
        if phrase.group != "surname":
            out.append(phrase)
            continue
        mine = key(phrase.span.text)
        if any(len(full) > len(mine) and full[-len(mine) :] == mine for full in people):
            out.append(Phrase(phrase.span, "person", name=phrase.span))
    return out


def _theatre(phrases: Sequence[Phrase]) -> Counter[str]:
    """How often each country is named, by its own name or by an actor that belongs to one country only."""
    count: Counter[str] = Counter()
    for phrase in phrases:
        countries = {alias.entry.country for alias in phrase.aliases}
        if len(countries) == 1:
            country = countries.pop()
            if country is not None:
                count[country] += 1
    return count


def _ground(phrase: Phrase, registry: Registry, theatre: Counter[str], report: Report, short: dict[str, str]) -> Known:
    alias, sure = _choose(phrase.aliases, theatre, report)
    if alias is None:
        full = short.get(phrase.span.text) or (short.get(phrase.name.text) if phrase.name else None)
        same = registry.named(full) if full else ()
        if same:
            return Known(phrase, same[0].entry.actor, None, 0.85)
        return _unnamed(phrase, registry, theatre, report)
    actor = alias.entry.actor
    if not phrase.head:
        return Known(phrase, actor, alias, sure)
    if actor.kind in {"state", "person"}:
        entry = _organ(phrase, alias.entry, registry, report)
        return Known(phrase, entry.actor if entry else None, None, 0.7 if entry else 0.5)
    if phrase.head in words("members") or phrase.group in {"armed", "craft"}:
        return Known(phrase, actor, alias, sure * 0.95)
    return Known(phrase, None, None, 0.5)


def _choose(aliases: Sequence[Alias], theatre: Counter[str], report: Report) -> tuple[Alias | None, float]:
    """The one alias meant: alive on the day, of the report's theatre; none where two stay equal."""
    living = [alias for alias in aliases if alias.entry.lives(report.day)] or list(aliases)
    if not living:
        return None, 0.0
    if len(living) == 1:
        return living[0], 0.9 if living[0].form is Form.SHORT else 0.95
    ranked = sorted(living, key=lambda alias: -theatre[alias.entry.country or ""])
    best, second = theatre[ranked[0].entry.country or ""], theatre[ranked[1].entry.country or ""]
    return (ranked[0], 0.7) if best > second else (ranked[0], 0.4)


def _organ(phrase: Phrase, owner: Entry, registry: Registry, report: Report) -> Entry | None:
    """The forces or the government that a country's or a ruler's name with a head noun means."""
    found = phrase.words
    if owner.country is None or found & words("organs", "sides"):
        return None
    if owner.actor.kind == "person":
        parent = registry.entry(owner.parent) if owner.parent else None
        if parent is None or parent.actor.kind not in {"government", "state"}:
            return None
    if (
        phrase.head in words("organs", "forces")
        or phrase.group == "craft"
        or (found & {"army", "military"} and phrase.group == "armed")
    ):
        return registry.of(owner.country, "state_forces", report.day)
    if phrase.head in words("organs", "rulers"):
        return registry.of(owner.country, "government", report.day) or registry.of(owner.country, "state")
    return None


def _unnamed(phrase: Phrase, registry: Registry, theatre: Counter[str], report: Report) -> Known:
    """A phrase without a known name: "the army" and "government forces" belong to the theatre's state."""
    common = theatre.most_common(2)
    clear = bool(common) and (len(common) == 1 or common[0][1] >= 2 * common[1][1])
    gone, found = phrase.words & words("organs", "bygone"), phrase.words - words("organs", "bygone")
    kind = _kind_of_organ(phrase.head, found)
    if clear and phrase.name is None and kind is not None and not found & words("organs", "sides"):
        country = common[0][0]
        entry = registry.former(country, kind, report.day) if gone else registry.of(country, kind, report.day)
        if entry is not None or not gone:
            return Known(phrase, entry.actor if entry else None, None, 0.6)
    return Known(phrase, None, None, 0.6 if phrase.group in {"person", "organisation"} else 0.5)


def _kind_of_organ(head: str, found: Set[str]) -> str | None:
    """Which body of a state words without a name mean: "the government", "the army", "government forces"."""
    if head in words("organs", "rulers") and found <= words("organs", "rulers"):
        return "government"
    whose = found & {"government", "regime", "state", "army"}
    if (head in {"army", "military"} and len(found) == 1) or (whose and head in words("organs", "forces")):
        return "state_forces"
    return None
