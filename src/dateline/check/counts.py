"""Counts of one occurrence that disagree within a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline import ontology
from dateline.check.view import View, days, sources, where, words
from dateline.schema import Claim, Factuality, Finding, Quantity, Span

_COUNTED = ("casualties", "release", "detention")
_DEEDS = ("killed", "wounded", "missing")
_SUMMED = 12  # counts beyond which sums are not tried: a long list of tolls adds up to nearly anything


@dataclass(frozen=True, slots=True)
class Count:
    """A claim that counts people.

    Attributes:
        deed: what was done to them: `killed`, `wounded`, `missing`, or the type of the claim.
        unit: the singular of what is counted, "" for people of any kind.
    """

    claim: Claim
    quantity: Quantity
    deed: str
    unit: str

    @property
    def exact(self) -> int | None:
        """The number where it is exact."""
        quantity = self.quantity
        bare = quantity.min is None and quantity.max is None and quantity.words is None
        return int(quantity.value) if bare and quantity.value is not None else None

    @property
    def least(self) -> int:
        """The smallest number that it allows."""
        quantity = self.quantity
        return int(quantity.value or quantity.min or 0)

    @property
    def most(self) -> int | None:
        """The largest number that it allows; None where it sets no bound."""
        quantity = self.quantity
        if quantity.words is not None:
            return None
        return (
            int(quantity.value)
            if quantity.value is not None
            else int(quantity.max)
            if quantity.max is not None
            else None
        )


def counts(view: View) -> tuple[Count, ...]:
    """The counts of people in the report's claims, in order."""
    found = [
        Count(claim, claim.quantity, deed, _unit(claim.quantity))
        for claim in view.claims
        if claim.quantity is not None and claim.type in _COUNTED and (deed := _deed(claim)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.quantity.span))


def _deed(claim: Claim) -> str | None:
    if claim.type != "casualties":
        return str(claim.type)
    said = [name for name in _DEEDS if words(name).search(claim.trigger.text)]
    return said[0] if len(said) == 1 else None


def _unit(quantity: Quantity) -> str:
    unit = quantity.unit.lower().split(" ")[-1]
    return "" if not unit or words("people").fullmatch(unit) else ontology.singular(unit)


def count_disagrees(view: View) -> Iterator[Finding]:
    """Two exact counts of the same people, of which the headline's is not the larger."""
    found = counts(view)
    exact = [one for one in found if one.exact is not None and one.claim.factuality is Factuality.ACTUAL]
    done: set[str] = set()
    for first, second in combinations(exact, 2):
        if first.deed in done or first.exact == second.exact or not same_people(view, first, second):
            continue
        if view.in_headline(first.claim.trigger) and (first.exact or 0) > (second.exact or 0):
            continue  # headline-stronger
        if not _explained(view, first, second, found):
            done.add(first.deed)
            message = f"{first.quantity.span.text} and {second.quantity.span.text} are counted for one occurrence"
            yield view.finding("count-disagrees", " ".join(message.split()), first.quantity.span, second.quantity.span)


def same_people(view: View, first: Count, second: Count) -> bool:
    """Whether the two are of one deed, unit, place, day, voice and occurrence, as far as the report tells."""
    one, other = first.claim, second.claim
    if first.deed != second.deed or first.unit != second.unit or one.sentence == other.sentence:
        return False
    return (
        _one_voice(view, one, other)
        and _one_place(view, first, second)
        and _one_day(one, other)
        and _one_blow(one, other)
    )


def _one_voice(view: View, one: Claim, other: Claim) -> bool:
    """Whether the two have one source; a headline speaks for whoever the body cites."""
    return sources(one) == sources(other) or (view.in_headline(one.trigger) and not one.sources)


def _one_place(view: View, first: Count, second: Count) -> bool:
    """Whether both name one place; below a headline the lead may leave it out."""
    here, there = ({where(place) for place in one.claim.place} for one in (first, second))
    if here and there:
        return bool(here & there)
    return view.in_headline(first.claim.trigger) and second.claim.sentence in view.body[:1]


def _one_day(one: Claim, other: Claim) -> bool:
    """Whether the days of both may be the same; a headline is of the day that the report is about."""
    if one.time is None or other.time is None:
        return one.time is other.time or one.time is None
    here, there = days(one.time.iso), days(other.time.iso)
    return here is not None and there is not None and here == there


def _one_blow(one: Claim, other: Claim) -> bool:
    """Whether both sentences name the same kind of blow, or neither names one."""
    here, there = ({_stem(word) for word in words("weapon").findall(claim.sentence.text)} for claim in (one, other))
    return bool(here & there) or not (here or there)


def _stem(word: str) -> str:
    return ontology.singular(word.lower().replace(" ", ""))


def _explained(view: View, first: Count, second: Count, found: Sequence[Count]) -> bool:
    """Whether the report itself tells why the numbers differ: an update, a part of a total, a sum of several counts."""
    said = " ".join(dict.fromkeys((first.claim.sentence.text, second.claim.sentence.text)))
    if words("update").search(said) or words("part").search(said):
        return True
    return any(
        explained_by_others(one, [item for item in found if item.deed == one.deed and item is not one])
        for one in (first, second)
    )


def explained_by_others(one: Count, others: Sequence[Count]) -> bool:
    """Whether another count allows this number, or some of them add up to it."""
    number = one.exact
    if number is None:
        return True
    if any(item.exact == number or (item.exact is None and _allows(item, number)) for item in others):
        return True
    parts = [item.exact for item in others[:_SUMMED] if item.exact]
    sums = {0}
    for part in parts:
        sums |= {total + part for total in sums}
    return number in sums - set(parts)


def _allows(count: Count, number: int) -> bool:
    most = count.most
    return count.least <= number and (most is None or number <= most)


def spans(*found: Count) -> tuple[Span, ...]:
    """Where the counts stand."""
    return tuple(one.quantity.span for one in found)
