"""Casualties as ranges by source: of each harm the lowest and the highest figure, and who gives which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.picture import RecordedClaim
from dateline.sitrep.accounts import HAPPENED, Account, happening, span, when
from dateline.sitrep.document import Sentence
from dateline.sitrep.footnotes import Footnotes
from dateline.sitrep.gathered import Index
from dateline.sitrep.wording import Namer, division, figure, joined, opened, table, term

_WORD = re.compile(r"\w+")
Figure = tuple[float, float | None]


def sentence(one: Account, index: Index, namer: Namer, notes: Footnotes) -> Sentence | None:
    """The figures of one event in one sentence; None where no voice gives one."""
    if one.factuality not in HAPPENED:
        return None
    parts, cited = [], []
    for harm in table("harm"):
        figures = _figures(one.voices, harm)
        if figures:
            parts.append(_told(harm, figures, namer))
            cited += [claim for _, claim in figures.values()]
    if not parts:
        return None
    where = f"In {namer.place(one.place)}, " if one.place else ""
    by = f"; blamed on {namer.parties(one.agent)}" if one.agent else ""
    text = opened(f"{where}{'; '.join(parts)}{by}{when(one.event, index)}.")
    return Sentence(text, one.chance, term(one.chance), notes.cite(cited), division(one.place) if one.place else "")


def unnumbered(one: Account, index: Index, namer: Namer, notes: Footnotes) -> Sentence:
    """An event with casualties of which no voice gives a figure."""
    text = f"{opened(happening(one, namer))}, without a figure{when(one.event, index)}."
    said = [claim for claims in one.voices.values() for claim in claims]
    return Sentence(text, one.chance, term(one.chance), notes.cite(said), division(one.place) if one.place else "")


def _figures(voices: Mapping[str, Sequence[RecordedClaim]], harm: str) -> dict[str, tuple[Figure, RecordedClaim]]:
    """The last figure of each voice on one harm; of one day the highest, because the others are parts of it."""
    found: dict[str, tuple[Figure, RecordedClaim]] = {}
    for voice, claims in voices.items():
        last: tuple[str, float] | None = None
        for claim in claims:
            low, high = span(claim.quantity) if claim.quantity else (None, None)
            if low is None or harm_of(claim) != harm:
                continue
            rank = (claim.published.isoformat() if claim.published else "", low)
            if last is None or rank > last:
                last = rank
                found[voice] = ((low, high), claim)
    return found


def harm_of(claim: RecordedClaim) -> str:
    """The harm that a claim counts: killed, wounded or missing by its words, killed where they tell nothing."""
    names = (claim.trigger, claim.quantity.unit if claim.quantity else "", *(name.name for name in claim.target))
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    harms = table("harm")
    return next((harm for harm in reversed(harms) if words & set(harms[harm].split())), next(iter(harms)))


def _told(harm: str, figures: Mapping[str, tuple[Figure, RecordedClaim]], namer: Namer) -> str:
    low = min(found[0] for found, _ in figures.values())
    highs = [found[1] for found, _ in figures.values()]
    bounded = [high for high in highs if high is not None]
    high = None if len(bounded) < len(highs) and max(bounded, default=low) <= low else max(bounded, default=low)
    by_figure: dict[str, list[str]] = {}
    for voice, (found, _) in figures.items():
        by_figure.setdefault(figure(*found), []).append(namer.key(voice))
    verb = "was" if high == 1 else "were"
    noun = "person" if high == 1 else "people"
    reported = f"{figure(low, high)} {noun} {verb} reported {harm}"
    if len(by_figure) == 1:
        return f"{reported} ({joined(*by_figure.values())})"
    return f"{reported} ({', '.join(f'{told} by {joined(who)}' for told, who in by_figure.items())})"
