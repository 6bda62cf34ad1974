"""One event as one sentence: who, whom, where, when, how many, who says so, and how likely it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.picture import Count, Event, Name, RecordedClaim, Site
from dateline.schema import Factuality
from dateline.sitrep.document import Sentence
from dateline.sitrep.footnotes import Footnotes
from dateline.sitrep.gathered import Index
from dateline.sitrep.wording import (
    Namer,
    capped,
    counted,
    day,
    division,
    figure,
    is_plural,
    joined,
    limit,
    opened,
    preposition,
    table,
    term,
)

HAPPENED = frozenset({Factuality.ACTUAL, Factuality.ONGOING})
_SHOWN_VOICES = 3


@dataclass(frozen=True, slots=True)
class Account:
    """An event as its voices tell it together.

    Attributes:
        factuality: actual where any voice says that it happened, else what most say.
        chance: that it happened, for what was announced that it was announced.
        voices: keys of the voices that say so, those of most claims first; the claims of each.
    """

    event: Event
    factuality: Factuality
    agent: tuple[Name, ...]
    target: tuple[Name, ...]
    place: Site | None
    chance: float
    voices: Mapping[str, Sequence[RecordedClaim]]


def account(event: Event, index: Index) -> Account:
    """What the voices of an event tell together: of each role the parties that most voices name."""
    claims = index.told(event.claims)
    counts = Counter(claim.factuality for claim in claims)
    told = next((one for one in (Factuality.ACTUAL, Factuality.ONGOING) if counts[one]), None)
    factuality = told or min(counts, key=lambda one: (-counts[one], one))
    saying = [claim for claim in claims if claim.factuality == factuality or {claim.factuality, factuality} <= HAPPENED]
    voices = index.voices(saying)
    agent = _most(index, saying, "agent")
    target = tuple(name for name in _most(index, saying, "target") if name not in agent)
    place = next((site for site in event.place if site.lat is not None), next(iter(event.place), None))
    denying = [claim for claim in claims if claim.factuality == Factuality.NEGATED and claim.quantity is None]
    against = index.voices(denying) if factuality in HAPPENED else {}
    involved = {name.key for claim in claims for name in (*claim.agent, *claim.target)}
    return Account(event, factuality, agent, target, place, chance(voices, against, involved), voices)


def chance(
    saying: Mapping[str, Sequence[RecordedClaim]],
    denying: Mapping[str, Sequence[RecordedClaim]],
    involved: Iterable[str],
) -> float:
    """That one of the independent voices is right and none that denies it is, within the scale's bounds.

    A voice counts by the surest of its claims, and less where it is itself a party to the event.
    """
    numbers, parties = table("voice"), frozenset(involved)

    def wrong(voices: Mapping[str, Sequence[RecordedClaim]]) -> float:
        left = 1.0
        for voice, claims in voices.items():
            right = numbers["party"] if voice in parties else numbers["neutral"]
            left *= 1 - right * max(claim.confidence for claim in claims)
        return left

    for_it, against = 1 - wrong(saying), 1 - wrong(denying)
    odds = for_it * (1 - against)
    total = odds + (1 - for_it) if denying else 1.0
    return capped(odds / total if total else 0.5)


def _most(index: Index, claims: Sequence[RecordedClaim], role: str) -> tuple[Name, ...]:
    """The parties in a role by the number of voices that name exactly them; of equals those whom a registry knows."""
    sets: dict[tuple[str, ...], set[str]] = {}
    names: dict[tuple[str, ...], tuple[Name, ...]] = {}
    for claim in claims:
        found: tuple[Name, ...] = getattr(claim, role)
        if found:
            key = tuple(sorted(name.key for name in found))
            sets.setdefault(key, set()).add(index.voice(claim))
            names.setdefault(key, found)
    if not sets:
        return ()
    best = min(sets, key=lambda key: (-len(sets[key]), -sum(bool(name.id) for name in names[key]), len(key), key))
    return names[best]


def importance(one: Account) -> tuple[float, float, float, str]:
    """What is told first: what happened, by many voices, the likeliest."""
    return (float(one.factuality not in HAPPENED), -len(one.voices), -one.chance, one.event.id)


def in_period(event: Event, index: Index) -> bool:
    """Whether an event is news of the period: it may have happened in it, and its time is no wider than told."""
    if event.last_day is None:
        return False
    first = event.first_day or event.last_day
    if (event.last_day - first).days > limit("widest"):
        return False
    return index.since <= event.last_day and first <= index.on


def sentence(one: Account, index: Index, namer: Namer, notes: Footnotes) -> Sentence:
    """The event in one sentence with its footnotes."""
    what = happening(one, namer)
    text = f"{opened(what)}{when(one.event, index)}, according to {_voices(one.voices, namer)}"
    said = [claim for claims in one.voices.values() for claim in claims]
    words = _words(said) if one.event.type in table("limits")["quoted"] else ""
    text = f"{text}: {words}" if words else f"{text}."
    return Sentence(text, one.chance, term(one.chance), notes.cite(said), division(one.place) if one.place else "")


def happening(one: Account, namer: Namer) -> str:
    """What the event is, as its type's template puts it, without day and source."""
    told: Mapping[str, str] = table("told")[one.event.type]
    parts = _parts(one, namer)
    if one.factuality not in HAPPENED:
        form = table("factuality")[one.factuality]
        return str(form).format(**parts)
    known = ("both",) if one.agent and one.target else ()
    forms = (*known, *(("agent",) if one.agent else ()), *(("target",) if one.target else ()), "none")
    return str(next(told[form] for form in forms if form in told)).format(**parts)


def noun(one: Account, namer: Namer) -> str:
    """The event as a noun phrase: "an attack on the port in Homs"."""
    told: Mapping[str, str] = table("told")[one.event.type]
    return told.get("noun", "{act}{where}").format(**_parts(one, namer))


def _parts(one: Account, namer: Namer) -> dict[str, str]:
    agent, target = namer.parties(one.agent), namer.parties(one.target)
    place = namer.place(one.place) if one.place else ""
    figures = [claim.quantity for claims in one.voices.values() for claim in claims if claim.quantity]
    return {
        "act": table("told")[one.event.type]["act"],
        "agent": agent,
        "target": target,
        "was": "were" if is_plural(target) else "was",
        "count": _count(figures[0]) if figures else "people",
        "where": f" {preposition(one.place)} {place}" if one.place else "",
        "of": f" of {place}" if place else "",
        "from": f" from {place}" if place else "",
        "by": f" by {agent}" if agent else "",
        "on": f" concerning {target}" if target else "",
    }


def _words(said: Sequence[RecordedClaim]) -> str:
    """The sentence of the surest claim as a quotation; a long one ends in an ellipsis and stands whole in its note."""
    best = max(said, key=lambda claim: (bool(claim.sentence), claim.confidence, claim.id))
    quote, room = " ".join(best.sentence.split()), int(limit("quote"))
    if len(quote) > room:
        quote = f"{quote[:room].rsplit(' ', 1)[0]} …"
    return f"“{quote}”" if quote else ""


def _count(count: Count) -> str:
    low, high = span(count)
    if low is None:
        return f"{count.words} {count.unit}" if count.words else "people"
    return f"{figure(low, high)} {count.unit}"


def span(count: Count) -> tuple[float | None, float | None]:
    """The lowest and highest value of a count; (None, None) where only words tell it, no highest for "at least"."""
    if count.value is not None:
        return count.value, count.value
    if count.min is None and count.max is None:
        return None, None
    return (count.min if count.min is not None else 0.0), count.max


def when(event: Event, index: Index) -> str:
    """The event's days in words; nothing where they are the one day reported on."""
    if event.last_day is None or ((event.first_day or index.on) == event.last_day == index.on == index.since):
        return ""
    if event.first_day is None:
        return f" by {day(event.last_day)}"
    if event.first_day == event.last_day:
        return f" on {day(event.last_day)}"
    return f" between {day(event.first_day)} and {day(event.last_day)}"


def _voices(voices: Mapping[str, Sequence[RecordedClaim]], namer: Namer) -> str:
    shown = [namer.key(key) if key != "unknown" else "an unnamed source" for key in list(voices)[:_SHOWN_VOICES]]
    rest = len(voices) - len(shown)
    return joined([*shown, counted(rest, "other voice")] if rest else shown)
