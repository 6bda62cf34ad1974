"""The main text of an HTML page and what its metadata tell."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from dateline.errors import InputError
from dateline.text import dates

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Page:
    """The story of a page, one paragraph apart from the next by a blank line, with its headline in front."""

    text: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None
    language: str | None


def page(markup: str, *, source: str) -> Page:
    """The main text and metadata of a page, which may be cut off anywhere, found by trafilatura.

    The date comes from the page's markup only; the printed text is left to `dates`.

    Raises:
        InputError: no main text is left, as in a list of links or a page cut off before its story.
    """
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            markup,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"no HTML that can be read ({type(error).__name__})", source=source) from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError("no main text in the HTML", source=source)
    title = (found.title or "").strip() or None
    paragraphs = [line.strip() for line in (found.text or "").splitlines() if line.strip()]
    if title is not None and not any(_same(title, line) for line in paragraphs[:3]):
        paragraphs.insert(0, title)
    return Page(
        text="\n\n".join(paragraphs),
        title=title,
        published=found.date if found.date and dates.is_iso(found.date) else None,
        outlet=found.sitename or found.hostname or None,
        url=found.url or None,
        language=found.language or _declared(markup),
    )


def _same(title: str, line: str) -> bool:
    return title.casefold().split() == line.casefold().split()


def _declared(markup: str) -> str | None:
    """The language code in `<html lang="...">`."""
    found = re.search(r"<html\b[^<>]{0,300}?\blang\s?=\s?[\"']?([A-Za-z]{2})\b", markup[:5000], re.IGNORECASE)
    return found.group(1).lower() if found else None
