"""Counts of one occurrence that disagree within a report."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline import ontology
from dateline.check.view import View, plain, sources, where, words
from dateline.schema import Claim, Factuality, Finding, Quantity, days

_COUNTED = ("casualties", "release", "detention")
_DEEDS = ("killed", "wounded", "missing")
_ROUGH = 0.2  # how far from "around 900" the number may be
_SUMMED = 12  # counts beyond which sums are not tried: a long list of tolls adds up to nearly anything


@dataclass(frozen=True, slots=True)
class Count:
    """A claim that counts people.

    Attributes:
        deed: what was done to them: `killed`, `wounded`, `missing`, or the type of the claim.
        unit: what is counted: "" for people of any kind, "combatant" and "civilian" whatever the words, else the noun.
    """

    claim: Claim
    quantity: Quantity
    deed: str
    unit: str

    @property
    def exact(self) -> int | None:
        """The number where it is exact."""
        low, high = self.range
        return int(low) if low == high else None

    @property
    def range(self) -> tuple[float, float]:
        """The smallest and the largest number that it allows."""
        quantity = self.quantity
        if quantity.value is not None and quantity.words is None:
            return quantity.value, quantity.value
        if quantity.value is not None:
            return quantity.value * (1 - _ROUGH), quantity.value * (1 + _ROUGH)
        return quantity.min or 0, quantity.max if quantity.max is not None else math.inf

    def meets(self, other: Count) -> bool:
        """Whether one number would satisfy both."""
        return self.range[0] <= other.range[1] and other.range[0] <= self.range[1]


def counts(view: View) -> tuple[Count, ...]:
    """The counts of people in figures or number words in the report's claims, in order."""
    found = [
        Count(claim, claim.quantity, deed, _unit(claim.quantity))
        for claim in view.claims
        if claim.quantity is not None and claim.type in _COUNTED and (deed := _deed(claim)) is not None
        if _is_number(claim.quantity)
    ]
    return tuple(sorted(found, key=lambda one: one.quantity.span))


def _is_number(quantity: Quantity) -> bool:
    """Whether it is more than words ("dozens")."""
    return any(number is not None for number in (quantity.value, quantity.min, quantity.max))


def _deed(claim: Claim) -> str | None:
    if claim.type != "casualties":
        return str(claim.type)
    said = [name for name in _DEEDS if words(name).search(claim.trigger.text)]
    return said[0] if len(said) == 1 else None


def _unit(quantity: Quantity) -> str:
    unit = quantity.unit.lower().split(" ")[-1]
    if not unit or words("people").fullmatch(unit):
        return ""
    return next((name for name in ("combatant", "civilian") if words(name).fullmatch(unit)), ontology.singular(unit))


def count_disagrees(view: View) -> Iterator[Finding]:
    """Two counts of the same people that no number satisfies, save where the headline's is the larger."""
    found = counts(view)
    for top, lead in headline_pairs(view, found):
        if top.range[1] < lead.range[0]:
            yield _finding(view, top, lead)
            return
    body = [one for one in found if not view.in_headline(one.claim.trigger)]
    exact = [one for one in body if one.exact is not None and one.claim.factuality is Factuality.ACTUAL]
    for first, second in combinations(exact, 2):
        if first.exact != second.exact and _same_people(first, second) and not _explained(first, second, found):
            yield _finding(view, first, second)
            return


def _finding(view: View, first: Count, second: Count) -> Finding:
    one, other = first.quantity.span, second.quantity.span
    message = f"{plain(one.text)} and {plain(other.text)} are counted for one occurrence"
    return view.finding("count-disagrees", message, one, other)


def headline_pairs(view: View, found: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Counts of the headline with the count of the lead that tells the same and that no number satisfies together.

    A headline sums up its lead, so place, day and source need not be told twice. A headline's number that another
    count of the body allows, or that some of them add up to, gives no pair.
    """
    for top in found:
        if not view.in_headline(top.claim.trigger) or top.claim.factuality is not Factuality.ACTUAL:
            continue
        below = [one for one in found if one.deed == top.deed and not view.in_headline(one.claim.trigger)]
        lead = [one for one in below if one.claim.sentence in view.body[:2]]
        if not lead or lead[0].unit != top.unit or lead[0].meets(top) or _beside(view, lead[0]) or _beside(view, top):
            continue
        if not words("revised").search(lead[0].claim.sentence.text) and not _added_up(top, below):
            yield top, lead[0]


def _beside(view: View, count: Count) -> bool:
    """Whether the words around the number make it a part or an addition: "including 7", "7 others"."""
    span = count.quantity.span
    before = view.text[max(0, span.start - 25) : span.start]
    behind = view.text[span.start : span.end + 12]
    return words("part").search(before) is not None or words("added").search(behind) is not None


def _same_people(first: Count, second: Count) -> bool:
    """Whether two counts of the body are of one deed, unit, place, day, voice and occurrence, all of them told."""
    one, other = first.claim, second.claim
    if (first.deed, first.unit) != (second.deed, second.unit) or one.sentence == other.sentence:
        return False
    here, there = ({where(place) for place in claim.place} for claim in (one, other))
    return sources(one) == sources(other) and bool(here & there) and _one_day(one, other) and _one_blow(one, other)


def _one_day(one: Claim, other: Claim) -> bool:
    """Whether both are told of the same day, or neither of any."""
    if one.time is None or other.time is None:
        return one.time is other.time
    here, there = days(one.time.iso), days(other.time.iso)
    return here is not None and here == there


def _one_blow(one: Claim, other: Claim) -> bool:
    """Whether both sentences name the same kind of blow, or neither names one."""
    here, there = ({_stem(word) for word in words("weapon").findall(claim.sentence.text)} for claim in (one, other))
    return bool(here & there) or not (here or there)


def _stem(word: str) -> str:
    return ontology.singular(word.lower().replace(" ", ""))


def _explained(first: Count, second: Count, found: Sequence[Count]) -> bool:
    """Whether the report itself tells why the numbers differ: an update, a part of a total, a sum of several counts."""
    said = " ".join(dict.fromkeys((first.claim.sentence.text, second.claim.sentence.text)))
    if words("update").search(said) or words("part").search(said):
        return True
    same = [item for item in found if item.deed == first.deed]
    return any(_added_up(one, [item for item in same if item is not one]) for one in (first, second))


def _added_up(one: Count, others: Sequence[Count]) -> bool:
    """Whether another count allows this one's number, or some of them add up to it."""
    if any(item.meets(one) for item in others):
        return True
    sums = {0.0}
    for item in others[:_SUMMED]:
        sums |= {total + item.range[0] for total in sums}
    low, high = one.range
    return any(low <= total <= high for total in sums)
