"""The document as Markdown with footnotes, for a terminal, a wiki or pandoc."""

from __future__ import annotations

import re

from dateline.sitrep.document import Document, Note, Section, Sentence, Table
from dateline.sitrep.wording import day

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def markdown(document: Document) -> str:
    """The whole document; footnotes are `[^1]`, which most readers of Markdown know."""
    parts = [f"# {_plain(document.title)}", *map(_plain, document.basis), _scale(document)]
    for section in document.sections:
        parts += _section(section)
    if document.annex:
        parts.append("## Annex")
        parts += [part for table in document.annex for part in _table(table)]
    if document.notes:
        parts += ["## Sources", "\n".join(_note(note) for note in document.notes)]
    return "\n\n".join(parts) + "\n"


def _scale(document: Document) -> str:
    told = "; ".join(f"*{term}* {stands}" for term, stands in document.scale)
    return f"Likelihood in words, by {_plain(document.scale_name)}: {told}."


def _section(section: Section) -> list[str]:
    parts = [f"## {_plain(section.title)}"]
    for group, sentences in section.groups():
        if section.grouped:
            parts.append(f"**{_plain(group)}**")
        parts.append("\n".join(f"- {sentence(one)}" for one in sentences))
    parts += [part for table in section.tables for part in _table(table)]
    if section.more:
        parts.append(f"{section.more} more in the annex.")
    return parts


def sentence(one: Sentence) -> str:
    """A sentence with its likelihood and footnotes."""
    chance = f" *{one.term} ({one.chance:.0%})*" if one.chance is not None else ""
    return f"{_plain(one.text)}{chance}{''.join(f'[^{number}]' for number in one.notes)}"


def _table(table: Table) -> list[str]:
    rows = [table.head, tuple("---" for _ in table.head)]
    lines = ["| " + " | ".join(_plain(cell) if row is not rows[1] else cell for cell in row) + " |" for row in rows]
    lines += ["| " + " | ".join(map(_plain, row)) + " |" for row in table.rows]
    return [f"### {_plain(table.title)}", "\n".join(lines)]


def _note(note: Note) -> str:
    return f"[^{note.number}]: {_plain(cited(note))}"


def cited(note: Note) -> str:
    """A footnote as one line: outlet, day, report, whom it cites, the words."""
    said = f", citing {', citing '.join(note.said_by)}" if note.said_by else ""
    dated = day(note.published) if note.published else "no date"
    quote = f": “{note.quote}”" if note.quote else " (coded without words)"
    return f"{note.outlet}, {dated}, report {note.report}{said}{quote}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
