"""Bytes to text: only encodings that are certain or declared, never a guess."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from dateline.errors import InputError

LARGEST = 50_000_000
"""Bytes that one report may have."""
LONGEST_LINE = 20_000_000
"""Bytes that one line may have."""
HTML_SUFFIXES = frozenset({".htm", ".html", ".shtml", ".xhtml"})

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^<>]{0,200}(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_-]{2,20})", re.IGNORECASE
)
_MARKUP = re.compile(
    r"\s{0,99}(?:<!--.{0,999}?-->\s{0,99}){0,3}(?:<\?xml[^<>]{0,200}\?>\s{0,99})?"
    r"<(?:!doctype html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or office file",
    b"\x1f\x8b": "compressed with gzip",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
}
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"


def text(data: bytes, *, source: str) -> str:
    """The characters in the bytes, newlines as received and a byte order mark left out.

    Read are UTF-8, UTF-16 with its mark, and for HTML the encoding that the page declares.

    Raises:
        InputError: the bytes are too large, empty, binary or not in such an encoding; the text says what to do.
    """
    check_size(data, source)
    if not data.strip(b" \t\r\n\v\f\0"):
        raise InputError("empty, there is nothing to read", source=source)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding, source)
    _refuse_binary(data, source)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        declared = _DECLARED.search(data[:4096])
        name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if name not in {"utf-8", "utf8"}:
            return _decoded(data, name, source)
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{data[error.start]:02x} at line {line}"
        problem = f"not UTF-8 ({byte}); convert it first: iconv -f ENCODING -t UTF-8"
        raise InputError(problem, source=source, line=line) from error


def check_size(data: bytes, source: str) -> None:
    """Refuse what is too large to be a report before time and memory go into it.

    Raises:
        InputError: more than `LARGEST` bytes, or a line of more than `LONGEST_LINE`.
    """
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB, no single report", source=source)
    begin = 0
    for line in range(1, len(data) + 2) if len(data) > LONGEST_LINE else ():
        end = data.find(b"\n", begin)
        if (len(data) if end < 0 else end) - begin > LONGEST_LINE:
            problem = f"a line of more than {LONGEST_LINE // 1_000_000} MB, no text"
            raise InputError(problem, source=source, line=line)
        if end < 0:
            return
        begin = end + 1


def is_html(content: str, source: str) -> bool:
    """Whether the text is an HTML page, by its first tags or by the suffix of its file."""
    if PurePath(source).suffix.lower() in HTML_SUFFIXES:
        return "<" in content
    return _MARKUP.match(content) is not None


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, what in _FORMATS.items():
        if data.startswith(magic):
            raise InputError(f"binary, not text: {what}", source=source)
    sample = data[:65_536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" in data or controls > 0.02 * len(sample):
        raise InputError("binary, not text", source=source)


def _decoded(data: bytes, encoding: str, source: str) -> str:
    try:
        content = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"not {encoding}, though it says so ({error.reason})", source=source) from error
    except LookupError as error:
        raise InputError(f"in an encoding that is not known: {encoding}", source=source) from error
    if not content.strip():
        raise InputError("empty, there is nothing to read", source=source)
    return content
