"""The document as a Word file; footnotes are numbers that link to the list of sources at its end."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from dateline.sitrep.document import Document, Section, Sentence, Table
from dateline.sitrep.maps import drawing
from dateline.sitrep.markdown import cited
from dateline.sitrep.png import png

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def docx(document: Document) -> bytes:
    """The whole document as a .docx file; characters that XML cannot hold stand as U+FFFD."""
    import docx as word
    from docx.shared import Cm

    made = word.Document()
    made.core_properties.title = _clean(document.title)
    made.add_heading(_clean(document.title), 0)
    for line in document.basis:
        made.add_paragraph(_clean(line))
    made.add_paragraph(
        f"Likelihood in words, by {document.scale_name}: "
        + "; ".join(f"{term} {stands}" for term, stands in document.scale)
        + "."
    )
    for section in document.sections:
        _section(made, section)
        picture = drawing(document.dots) if section.key == "holders" else None
        if picture is not None:
            made.add_picture(io.BytesIO(png(picture)), width=Cm(15.5))
            made.add_paragraph(f"Control of places on {document.on:%d %B %Y}.".replace(" 0", " "))
    if document.annex:
        made.add_heading("Annex", 1)
        for table in document.annex:
            _table(made, table)
    if document.notes:
        made.add_heading("Sources", 1)
        for note in document.notes:
            entry = made.add_paragraph()
            _bookmark(entry, note.number)
            entry.add_run(f"{note.number}. {_clean(cited(note))}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _section(made: Word, section: Section) -> None:
    made.add_heading(_clean(section.title), 1)
    for group, sentences in section.groups():
        if section.grouped:
            made.add_heading(_clean(group), 2)
        for one in sentences:
            _sentence(made.add_paragraph(style="List Bullet"), one)
    for table in section.tables:
        _table(made, table)
    if section.more:
        made.add_paragraph(f"{section.more} more in the annex.")


def _sentence(line: Paragraph, one: Sentence) -> None:
    line.add_run(_clean(one.text))
    if one.chance is not None:
        line.add_run(f" {one.term} ({one.chance:.0%})").italic = True
    for at, number in enumerate(one.notes):
        _link(line, number, ", " if at else " ")


def _link(line: Paragraph, number: int, before: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    gap = line.add_run(before)
    gap.font.superscript = True
    run = line.add_run(str(number))
    run.font.superscript = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"source{number}")
    line._p.append(link)
    link.append(run._r)


def _bookmark(line: Paragraph, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"source{number}")
        line._p.append(mark)


def _table(made: Word, table: Table) -> None:
    made.add_heading(_clean(table.title), 2)
    grid = made.add_table(rows=0, cols=len(table.head), style="Light Grid Accent 1")
    for row in (table.head, *table.rows):
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = _clean(words)


def _clean(words: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", words)
