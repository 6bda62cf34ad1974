"""What does not agree and what is not known: contradictions side by side, and the gaps of the picture."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dateline.picture import Contradiction, Position
from dateline.sitrep.accounts import account, in_period, noun
from dateline.sitrep.document import Section, Sentence
from dateline.sitrep.footnotes import Footnotes
from dateline.sitrep.gathered import Index
from dateline.sitrep.wording import (
    STATES,
    Namer,
    capped,
    counted,
    day,
    is_wide,
    joined,
    limit,
    opened,
    split,
    table,
    term,
)


def contradictions(index: Index, namer: Namer, notes: Footnotes) -> Section:
    """The contradictions on events, or on the holders of places, of the period, those of most voices first."""
    found = [one for one in index.gathered.contradictions if _in_period(one, index)]
    found.sort(key=lambda one: (-sum(len(position.origins) for position in one.positions), one.subject, one.kind))
    room = int(limit("sentences"))
    told = tuple(_told(one, index, namer, notes) for one in found[:room])
    none = (Sentence(table("contradiction")["none"]),)
    return Section("contradictions", "Contradictions", told or none, more=max(len(found) - room, 0))


def _in_period(one: Contradiction, index: Index) -> bool:
    if one.kind == "holder":
        on = datetime.date.fromisoformat(one.subject.rpartition("@")[2])
        return index.since <= on <= index.on
    event = index.events.get(one.subject)
    return event is not None and in_period(event, index)


def _told(one: Contradiction, index: Index, namer: Namer, notes: Footnotes) -> Sentence:
    form = table("contradiction")[one.kind]
    if one.kind == "holder":
        key, _, on = one.subject.rpartition("@")
        words = form.format(place=namer.place(index.sites[key]), day=day(datetime.date.fromisoformat(on)))
    else:
        words = form.format(what=noun(account(index.events[one.subject], index), namer))
    sides = "; ".join(_side(position, one.kind, namer) for position in one.positions)
    cited = [claim for position in one.positions for claim in index.told(position.claims)[:2]]
    return Sentence(f"{opened(words)}: {sides}.", None, "", notes.cite(cited, most=2 * len(one.positions)))


def _side(position: Position, kind: str, namer: Namer) -> str:
    who = joined([namer.key(origin) if origin != "unknown" else "an unnamed source" for origin in position.origins])
    value = position.value
    if kind == "date":
        value = joined([day(datetime.date.fromisoformat(one)) for one in value.split("/")], "to")
    return f"{value}, by {who}"


def gaps(index: Index, namer: Namer) -> Section:
    """What is not known: unsure and silent places, and what the record holds without place or date."""
    told = (*_unsure(index, namer), *_silent(index, namer), *_missing(index))
    none = (Sentence(table("gaps")["none"]),)
    return Section("gaps", "What is not known", told or none)


def _unsure(index: Index, namer: Namer) -> Iterator[Sentence]:
    forms, least = table("gaps"), limit("holder")
    states = [state for state in index.gathered.now if not is_wide(state.place)]
    states.sort(key=lambda one: (-index.weight[one.place.key], one.place.name))
    unknown = [state for state in states if state.holder == "unknown"]
    unsure = [state for state in states if state.holder != "unknown" and state.probability < least]
    if unknown:
        yield Sentence(forms["unknown"].format(places=_listed([split(state.place)[0] for state in unknown])) + ".")
    for state in unsure[: int(limit("places"))]:
        (first, chance), (second, other) = state.posterior[0], (*state.posterior[1:2], ("unknown", 0.0))[0]
        words = forms["unsure"].format(
            place=namer.place(state.place),
            first=_held_by(first, namer),
            first_chance=f"{chance:.0%}",
            second=_held_by(second, namer),
            second_chance=f"{other:.0%}",
        )
        yield Sentence(f"{words}.", capped(chance), term(capped(chance)))


def _held_by(holder: str, namer: Namer) -> str:
    return holder if holder in STATES else f"held by {namer.key(holder)}"


def _silent(index: Index, namer: Namer) -> Iterator[Sentence]:
    days = int(limit("silent"))
    horizon = index.on - datetime.timedelta(days=days)
    quiet = [
        state.place
        for state in index.gathered.now
        if not is_wide(state.place) and (told := index.last_told.get(state.place.key)) and told <= horizon
    ]
    quiet.sort(key=lambda site: (-index.weight[site.key], site.name))
    if quiet:
        words = table("gaps")["silent"].format(days=days, places=_listed([split(site)[0] for site in quiet], "or"))
        yield Sentence(f"{words}.")


def _missing(index: Index) -> Iterator[Sentence]:
    told = [claim for claim in index.claims.values() if claim.published and index.since <= claim.published <= index.on]
    placeless = sum(1 for claim in told if not any(site.lat is not None for site in claim.place))
    dateless = sum(1 for claim in index.claims.values() if claim.published is None and claim.time is None)
    for form, count in (("placeless", placeless), ("dateless", dateless)):
        if count:
            words = table("gaps")[form].format(count=counted(count, "claim"))
            yield Sentence(f"{words}.")


def _listed(names: list[str], last: str = "and") -> str:
    room = int(limit("places"))
    rest = len(names) - room
    return joined([*names[:room], counted(rest, "more place")] if rest > 0 else names, last)
