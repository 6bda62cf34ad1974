"""Situation reports: the picture of some days in sentences with footnotes, and the formats it is written in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dateline.errors import OptionError
from dateline.sitrep import disputes, tolls
from dateline.sitrep.accounts import Account, account, importance, in_period, sentence
from dateline.sitrep.document import Document, Section, Sentence, Table
from dateline.sitrep.footnotes import Footnotes
from dateline.sitrep.gathered import Gathered, Index
from dateline.sitrep.holding import Holding
from dateline.sitrep.wording import Namer, counted, days, limit, split, table

__all__ = ["Document", "Gathered", "sitrep"]


def sitrep(gathered: Gathered, on: datetime.date, since: datetime.date | None = None) -> Document:
    """The situation report of the days from `since` (by default `on` alone) to `on`, inclusive.

    The same picture gives the same document whatever the order of its parts.

    Raises:
        OptionError: `since` lies after `on`.
    """
    first = since or on
    if first > on:
        raise OptionError(f"--since: {first} lies after --on {on}")
    index = Index(gathered, first, on)
    namer, notes = Namer(index.called, gathered.names, index.outlets), Footnotes(index)
    holding = Holding(index, namer, notes)
    found = [account(event, index) for event in gathered.events if in_period(event, index)]
    accounts = sorted(found, key=importance)
    sections = [holding.changes(), holding.holders()]
    annex: list[Table] = []
    for row in table("section"):
        chosen = [one for one in accounts if one.event.type in row["types"]]
        section, rest = _section(row["key"], row["title"], chosen, (index, namer, notes))
        sections.append(section if section.sentences else Section(row["key"], row["title"], (Sentence(row["none"]),)))
        annex += rest
    sections += [disputes.contradictions(index, namer, notes), disputes.gaps(index, namer)]
    places = holding.all_places()
    scale = table("scale")
    return Document(
        title=f"Situation report, {days(first, on)}",
        since=first,
        on=on,
        basis=_basis(index),
        scale_name=scale["name"],
        scale=tuple((row["term"], row["told"]) for row in scale["terms"]),
        sections=tuple(sections),
        annex=tuple([places, *annex] if places else annex),
        notes=tuple(notes.notes),
        dots=holding.dots(),
    )


Writing = tuple[Index, Namer, Footnotes]


def _section(key: str, title: str, accounts: Sequence[Account], writing: Writing) -> tuple[Section, list[Table]]:
    """The section with its most important sentences, and a table of the rest for the annex."""
    index, namer, notes = writing
    written: list[Sentence] = []
    room = int(limit("sentences"))
    if key == "casualties":
        accounts = sorted(accounts, key=lambda one: not tolls.has_figures(one))
    for one in accounts[:room]:
        toll = tolls.sentence(one, index, namer, notes) if key == "casualties" else None
        if toll is None and key == "casualties":
            toll = tolls.unnumbered(one, index, namer, notes)
        written.append(toll or sentence(one, index, namer, notes))
    rest = accounts[room:]
    rows = [
        (
            one.event.last_day.isoformat() if one.event.last_day else "",
            split(one.place)[0] if one.place else "",
            table("told")[one.event.type]["act"],
            one.factuality.value,
            str(len(one.voices)),
        )
        for one in rest
    ]
    head = ("Day", "Place", "What", "Told as", "Voices")
    tables = [Table(f"{title}: the rest", head, tuple(sorted(rows)))] if rows else []
    # A short section needs no headings, and one whose places all lie in one division none either.
    grouped = len(written) >= limit("grouped") and len({one.group for one in written}) > 1
    return Section(key, title, _ordered(written) if grouped else tuple(written), (), len(rest), grouped), tables


def _ordered(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """By division, in order of each division's most important sentence; what has no division comes last."""
    order = list(dict.fromkeys(one.group for one in sentences))
    order.sort(key=lambda group: not group)
    return tuple(one for group in order for one in sentences if one.group == group)


def _basis(index: Index) -> tuple[str, ...]:
    claims = index.gathered.claims
    outlets = {claim.outlet for claim in claims if claim.outlet}
    dates = sorted(claim.published for claim in claims if claim.published)
    told = (
        f"This report rests on {counted(len(claims), 'claim')} in {counted(len({c.report for c in claims}), 'report')} "
        f"of {counted(len(outlets), 'outlet')}"
    )
    published = f", published from {days(dates[0], dates[-1])}" if dates else ""
    return (
        f"{told}{published}.",
        "A report is evidence that somebody says something, not that it is so. Each sentence carries its probability "
        "and the numbers of the quotes behind it; reprints of one text count as one voice.",
        "What is told of control is a probability worked out over all places and days; what is told of other events is "
        "the chance that one of the voices that say so is right. Contradictions are set side by side, not decided.",
        "What is told without a day is told of the day on which it was first published. Words in quotation marks are "
        "the reports' own.",
    )
