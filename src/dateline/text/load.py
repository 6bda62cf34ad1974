"""One report from text, bytes or HTML, with its segments, sentences, date and language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from dateline.errors import InputError, OptionError
from dateline.schema import DateOrigin, Report, Segment, SegmentKind, Span
from dateline.text import dates, decode
from dateline.text.language import language
from dateline.text.segments import label
from dateline.text.sentences import split


@dataclass(frozen=True, slots=True)
class About:
    """What the caller knows about a report besides its text; `published` is an ISO date or date-time."""

    id: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


def report(
    text: str,
    *,
    id: str | None = None,  # noqa: A002
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Report:
    """The report with its segments, sentences, date and language, for whoever already holds the text.

    The text is kept as received and every span counts its code points. Without `id` the report is named by a hash of
    its text. The date is the one given, else the one in `url`, else the one printed in the text, else None.

    Raises:
        OptionError: `published` is no ISO 8601 date.
        InputError: the text is empty or holds lone surrogates.
    """
    if published is not None and not dates.is_iso(published):
        raise OptionError(f"published: {published!r} is no date; write it as 2024-12-08 or 2024-12-08T14:30:00Z")
    return _build(text, About(id, published, outlet, title, url), source=id or "text")


def from_bytes(data: bytes, *, source: str, about: About | None = None) -> Report:
    """The report in the bytes of a text or HTML file; `source` names the file in errors.

    Raises:
        InputError: the bytes are empty, binary, too large, in no known encoding, or HTML without main text.
        OptionError: as for `report`.
    """
    about = about or About()
    text = decode.text(data, source=source)
    if decode.is_html(text, source):
        return from_html(text, source=source, about=about)
    return _checked(text, about, source)


def from_html(markup: str | bytes, *, source: str, about: About | None = None) -> Report:
    """The report in an HTML page: its main text, and what the page's metadata tell and `about` does not.

    Raises:
        InputError: the page has no main text, or its bytes cannot be decoded.
        OptionError: as for `report`.
    """
    from dateline.text import html

    about = about or About()
    page = html.page(decode.text(markup, source=source) if isinstance(markup, bytes) else markup, source=source)
    known = About(
        id=about.id,
        published=about.published,
        outlet=about.outlet or page.outlet,
        title=about.title or page.title,
        url=about.url or page.url,
    )
    made = _checked(page.text, known, source)
    if about.published is None and page.published is not None:
        made = replace(made, published=page.published, published_origin=DateOrigin.METADATA, published_span=None)
    return replace(made, language=made.language or page.language)


def _checked(text: str, about: About, source: str) -> Report:
    if about.published is not None and not dates.is_iso(about.published):
        raise OptionError(f"published: {about.published!r} is no date; write it as 2024-12-08 or 2024-12-08T14:30:00Z")
    return _build(text, about, source)


def _build(text: str, about: About, source: str) -> Report:
    """The finished report."""
    if not text.strip():
        raise InputError("empty, there is nothing to read", source=source)
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(f"half a surrogate pair at character {error.start}, no text", source=source) from error
    segments = label(text, about.title)
    published, origin, span = _dated(text, segments, about)
    return Report(
        id=about.id or f"report-{digest[:12]}",
        text=text,
        published=published,
        published_origin=origin,
        published_span=span,
        language=language(text),
        outlet=about.outlet,
        title=about.title,
        url=about.url,
        segments=segments,
        sentences=tuple(
            Span(start, end, text[start:end]) for segment in segments for start, end in _sentences(text, segment)
        ),
    )


def _sentences(text: str, segment: Segment) -> list[tuple[int, int]]:
    if segment.kind is SegmentKind.HEADLINE:
        return [(segment.start, segment.end)]
    return split(text, segment.start, segment.end) if segment.kind is SegmentKind.BODY else []


def _dated(text: str, segments: tuple[Segment, ...], about: About) -> tuple[str | None, DateOrigin, Span | None]:
    """When the report was published, who says so, and the words in the text that do."""
    if about.published is not None:
        return about.published, DateOrigin.GIVEN, None
    if (day := dates.in_url(about.url)) is not None:
        return day, DateOrigin.METADATA, None
    if (found := dates.published(text, segments)) is not None:
        start, end = found.day_start, found.day_end
        return found.day.isoformat(), DateOrigin.TEXT, Span(start, end, text[start:end])
    return None, DateOrigin.UNKNOWN, None
