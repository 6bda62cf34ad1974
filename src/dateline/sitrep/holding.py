"""Control in sentences: what changed hands in the period, and who held what on its last day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.picture import ControlState, RecordedClaim
from dateline.sitrep.document import Dot, Section, Sentence, Table
from dateline.sitrep.footnotes import Footnotes
from dateline.sitrep.gathered import Index
from dateline.sitrep.maps import OTHER, STYLES
from dateline.sitrep.wording import (
    STATES,
    Namer,
    capped,
    division,
    is_plural,
    is_wide,
    joined,
    limit,
    opened,
    split,
    table,
    term,
)


class Holding:
    """What the states of control give a document: two sections, the annex's table and the map."""

    def __init__(self, index: Index, namer: Namer, notes: Footnotes) -> None:
        self.index, self.namer, self.notes = index, namer, notes
        self.before = {state.place.key: state for state in index.gathered.before}
        weight = index.weight
        places = [state for state in index.gathered.now if not is_wide(state.place)]
        self.now = sorted(places, key=lambda one: (-weight[one.place.key], one.place.name))
        counts = Counter(state.holder for state in self.now if state.holder not in STATES)
        order = sorted(counts, key=lambda holder: (-counts[holder], holder))[:STYLES]
        self._styles = {holder: at for at, holder in enumerate(order)}

    def changes(self) -> Section:
        """The places whose likeliest holder is another than the day before the period, most told of first."""
        room = int(limit("sentences"))
        found = [state for state in self.now if self._changed(state)]
        told = tuple(self._change(state) for state in found[:room])
        none = (Sentence(table("control")["none"]),)
        tables = (self._table("Further changes of control", found[room:]),) if len(found) > room else ()
        return Section("changes", "Changes of control", told or none, tables)

    def holders(self) -> Section:
        """Who held what: a sentence for each holder and degree of likelihood, and a table of all places."""
        groups: dict[tuple[str, str], list[ControlState]] = {}
        for state in self.now:
            if state.holder != "unknown" and self._is_told(state):
                groups.setdefault((state.holder, term(capped(state.probability))), []).append(state)
        weight = self.index.weight
        told_of = {key: sum(weight[one.place.key] for one in states) for key, states in groups.items()}
        order = sorted(groups, key=lambda key: (key[0] in STATES, -told_of[key], key))
        room = int(limit("sentences"))
        told = tuple(self._held(holder, groups[holder, degree]) for holder, degree in order[:room])
        none = (Sentence(table("control")["none_held"]),)
        return Section("holders", "Who holds what", told or none, more=max(len(order) - room, 0))

    def all_places(self) -> Table | None:
        """Every place with its holder, for the annex; None where there is none."""
        return self._table("Control of places", self.now) if self.now else None

    def dots(self) -> tuple[Dot, ...]:
        """The places that have coordinates, as the map draws them; the most told of last, so that they lie on top."""
        room = int(limit("labels"))
        placed = [state for state in self.now if state.place.lat is not None and state.place.lon is not None]
        return tuple(self._dot(state, label=at < room) for at, state in reversed(list(enumerate(placed))))

    def _dot(self, state: ControlState, *, label: bool) -> Dot:
        styles = {**self._styles, **{name: -1 - at for at, name in enumerate(STATES)}}
        style = styles.get(state.holder, OTHER)
        holder = "another party" if style == OTHER else self._holder(state.holder)
        lat, lon = float(state.place.lat or 0.0), float(state.place.lon or 0.0)
        return Dot(split(state.place)[0], lat, lon, holder, style, capped(state.probability), label)

    def _is_told(self, state: ControlState) -> bool:
        return state.probability >= limit("holder")

    def _changed(self, state: ControlState) -> bool:
        before = self.before.get(state.place.key)
        was = before.holder if before else "unknown"
        return state.holder not in ("unknown", was) and self._is_told(state)

    def _change(self, state: ControlState) -> Sentence:
        before = self.before.get(state.place.key)
        was = before.holder if before and before.holder not in STATES else ""
        forms = table("control")
        if state.holder in STATES:
            form = forms[state.holder if was else f"{state.holder}_unknown"]
        else:
            form = forms["changed" if was else "gained"]
        words = form.format(
            place=self.namer.place(state.place),
            before=self.namer.key(was) if was else "",
            after=self.namer.key(state.holder),
        )
        notes = self.notes.cite(self._behind(state))
        chance = capped(state.probability)
        return Sentence(f"{opened(words)}.", chance, term(chance), notes, division(state.place))

    def _held(self, holder: str, states: Sequence[ControlState]) -> Sentence:
        room = int(limit("places"))
        named = [self.namer.place(state.place) for state in states[:room]]
        rest = len(states) - len(named)
        places = joined([*named, f"{rest} more (see annex)"] if rest else named)
        forms = table("control")
        chance = sum(state.probability for state in states) / len(states)
        were = "were" if len(states) > 1 or is_plural(places) else "was"
        form = forms[f"{holder}_now" if holder in STATES else "held"]
        text = form.format(holder=self.namer.key(holder), places=places, were=were)
        cited = [number for state in states[:room] for number in self.notes.cite(self._behind(state), most=1)]
        return Sentence(f"{opened(text)}.", capped(chance), term(capped(chance)), tuple(sorted(set(cited))))

    def _behind(self, state: ControlState) -> list[RecordedClaim]:
        """The claims that speak most for the holder; where the state names none, those that name it the holder."""
        speaks = self.index.told(one.claim for one in state.evidence if one.ratio > 0)
        return (speaks or self.index.naming(state.place.key, state.holder))[: int(limit("quotes"))]

    def _table(self, title: str, states: Sequence[ControlState]) -> Table:
        head = ("Province", "Place", "Holder", "Probability", "Before")
        rows = []
        for state in sorted(states, key=lambda one: (division(one.place), split(one.place)[0])):
            before = self.before.get(state.place.key)
            chance = capped(state.probability)
            rows.append((
                division(state.place),
                split(state.place)[0],
                self._holder(state.holder),
                f"{term(chance)} ({chance:.0%})",
                self._holder(before.holder) if before else "unknown",
            ))  # fmt: skip
        return Table(title, head, tuple(rows))

    def _holder(self, holder: str) -> str:
        return holder if holder in STATES else self.namer.key(holder)
