"""A situation report as the bytes of a file."""

from __future__ import annotations

from dateline.sitrep.document import Document

FORMATS = ("md", "html", "docx")


def written(document: Document, shape: str) -> bytes:
    """The document in one of `FORMATS`."""
    from dateline.sitrep import docx, html, markdown

    if shape == "docx":
        return docx.docx(document)
    return (html.html if shape == "html" else markdown.markdown)(document).encode("utf-8", "backslashreplace")
