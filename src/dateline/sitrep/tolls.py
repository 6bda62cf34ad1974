"""Casualties as ranges by source: of each harm the lowest and the highest figure, and who gives which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dateline.picture import RecordedClaim
from dateline.sitrep.accounts import HAPPENED, Account, happening, span, when
from dateline.sitrep.document import Sentence
from dateline.sitrep.footnotes import Footnotes
from dateline.sitrep.gathered import Index
from dateline.sitrep.wording import Namer, division, figure, is_loaded, joined, opened, preposition, table, term

_WORD = re.compile(r"\w+")
Figure = tuple[float, float | None]
Scope = tuple[str, str]


def sentence(one: Account, index: Index, namer: Namer, notes: Footnotes) -> Sentence | None:
    """The figures of one event in one sentence; None where no voice gives one."""
    if one.factuality not in HAPPENED:
        return None
    parts, cited = [], []
    for (harm, who), figures in _scopes(one).items():
        parts.append(_told(harm, who, figures, namer))
        cited += [claim for _, claim in figures.values()]
    if not parts:
        return None
    where = f"{preposition(one.place)} {namer.place(one.place)}, " if one.place else ""
    by = f"; harmed by {namer.parties(one.agent)}" if one.agent else ""
    text = opened(f"{where}{'; '.join(parts)}{by}{when(one.event, index)}.")
    return Sentence(text, one.chance, term(one.chance), notes.cite(cited), division(one.place) if one.place else "")


def unnumbered(one: Account, index: Index, namer: Namer, notes: Footnotes) -> Sentence:
    """An event with casualties of which no voice gives a figure."""
    text = f"{opened(happening(one, namer))}{when(one.event, index)}, without a figure."
    said = [claim for claims in one.voices.values() for claim in claims]
    return Sentence(text, one.chance, term(one.chance), notes.cite(said), division(one.place) if one.place else "")


def has_figures(one: Account) -> bool:
    """Whether a voice gives a figure for what it says happened."""
    return one.factuality in HAPPENED and bool(_scopes(one))


def _scopes(one: Account) -> dict[Scope, dict[str, tuple[Figure, RecordedClaim]]]:
    """For each harm and kind of people the last figure of each voice; of one day the highest, which is the whole."""
    best: dict[tuple[Scope, str], tuple[tuple[str, float], Figure, RecordedClaim]] = {}
    for voice, claims in one.voices.items():
        for claim in claims:
            low, high = span(claim.quantity) if claim.quantity else (None, None)
            if low is None:
                continue
            key = ((harm_of(claim), _who(claim)), voice)
            rank = (claim.published.isoformat() if claim.published else "", low)
            if key not in best or rank > best[key][0]:
                best[key] = (rank, (low, high), claim)
    found: dict[Scope, dict[str, tuple[Figure, RecordedClaim]]] = {}
    harms = list(table("harm"))
    for (scope, voice), (_, figure_, claim) in sorted(
        best.items(), key=lambda item: (harms.index(item[0][0][0]), item[0])
    ):
        found.setdefault(scope, {})[voice] = (figure_, claim)
    return found


def _who(claim: RecordedClaim) -> str:
    """The people counted, in the reports' word where that is plain; figures of civilians and of all are two figures."""
    unit = claim.quantity.unit.casefold() if claim.quantity else ""
    words = set(_WORD.findall(unit))
    plain = words.isdisjoint(_harm_words()) and words.isdisjoint(table("limits")["heads"]) and not is_loaded(unit)
    return unit if unit and plain else ""


@cache
def _harm_words() -> frozenset[str]:
    return frozenset(word for words in table("harm").values() for word in words.split())


def harm_of(claim: RecordedClaim) -> str:
    """The harm that a claim counts: killed, wounded or missing by its words, killed where they tell nothing."""
    names = (claim.trigger, claim.quantity.unit if claim.quantity else "", *(name.name for name in claim.target))
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    harms = table("harm")
    return next((str(harm) for harm in reversed(harms) if words & set(harms[harm].split())), str(next(iter(harms))))


def _told(harm: str, who: str, figures: Mapping[str, tuple[Figure, RecordedClaim]], namer: Namer) -> str:
    low = min(found[0] for found, _ in figures.values())
    highs = [found[1] for found, _ in figures.values()]
    bounded = [high for high in highs if high is not None]
    high = None if len(bounded) < len(highs) and max(bounded, default=low) <= low else max(bounded, default=low)
    by_figure: dict[str, list[str]] = {}
    for voice, (found, _) in sorted(figures.items(), key=lambda item: (item[1][0][0], item[0])):
        by_figure.setdefault(figure(*found), []).append(namer.key(voice))
    verb = "was" if high == 1 else "were"
    noun = who or ("person" if high == 1 else "people")
    reported = f"{figure(low, high)} {noun} {verb} reported {harm}"
    if len(by_figure) == 1:
        return f"{reported} ({joined(next(iter(by_figure.values())))})"
    return f"{reported} ({', '.join(f'{told} by {joined(names)}' for told, names in by_figure.items())})"
