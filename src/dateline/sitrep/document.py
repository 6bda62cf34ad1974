"""The situation report as a typed document: sections of sentences with footnotes, tables, and the points of its map.

Every renderer writes this and nothing else, so that the three formats cannot say different things.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the exact words of a report, who printed them and who is cited in them.

    Attributes:
        said_by: names of the sources that the outlet cites, nearest to the reader first.
        quote: the sentence as it stands in the report; "" where a coded claim has none.
    """

    number: int
    outlet: str
    published: datetime.date | None
    report: str
    said_by: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement with its probability and the numbers of its footnotes.

    Attributes:
        chance: 0 to 1; None for statements about the record itself.
        term: the chance in the words of the scale.
        group: the division under which the sentence stands, "" where it stands by itself.
    """

    text: str
    chance: float | None = None
    term: str = ""
    notes: tuple[int, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a title."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what is told under it.

    Attributes:
        more: how many further sentences stand in the annex.
        grouped: whether the divisions of its sentences are headings.
    """

    key: str
    title: str
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...] = ()
    more: int = 0
    grouped: bool = False

    def groups(self) -> Iterator[tuple[str, list[Sentence]]]:
        """The heading and the sentences of each group, in order; one group without heading where none is grouped."""
        if not self.grouped:
            yield "", list(self.sentences)
            return
        for group, found in groupby(self.sentences, key=lambda one: one.group):
            yield group or "No province named", list(found)


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map.

    Attributes:
        holder: the holder as the legend names it.
        style: number of the holder's shape and colour from 0, or one of those that `maps` keeps for the other states.
        label: whether the place's name is written.
    """

    name: str
    lat: float
    lon: float
    holder: str
    style: int
    chance: float
    label: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A situation report of the days `since` to `on`.

    Attributes:
        basis: sentences that say what the report rests on.
        scale: (term, what it stands for) from the least likely to the likeliest.
        annex: tables of what the sections had no room for.
    """

    title: str
    since: datetime.date
    on: datetime.date
    basis: tuple[str, ...]
    scale_name: str
    scale: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    annex: tuple[Table, ...]
    notes: tuple[Note, ...]
    dots: tuple[Dot, ...]
