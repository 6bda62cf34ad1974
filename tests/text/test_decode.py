"""Decoding: what is read, and the one line said about what is not."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.text import decode


@pytest.mark.parametrize(
    "data",
    [
        "Größe".encode(),
        codecs.BOM_UTF8 + "Größe".encode(),
        "Größe".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be"),
        '<html><meta charset="windows-1252">Größe'.encode("cp1252"),
    ],
)
def test_certain_and_declared_encodings_are_read(data):
    assert decode.text(data, source="a.txt").endswith("Größe")


def test_a_declared_arabic_encoding_is_read():
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">حمص'
    assert decode.text(page.encode("cp1256"), source="a.html") == page


def test_newlines_are_kept_as_received():
    assert decode.text(b"a\r\nb\rc\n", source="a.txt") == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        (b"", "empty", None),
        (b" \r\n\t", "empty", None),
        (codecs.BOM_UTF8, "empty", None),
        ("  ".encode("utf-16"), "empty", None),
        (b"one\ntwo \xf6\n", "not UTF-8 (byte 0xf6 at line 2)", 2),
        (b"\x00\x01abc", "binary", None),
        (b"\x01\x02\x03\x04 text", "binary", None),
        (b"%PDF-1.7 ...", "a PDF", None),
        (b"\x1f\x8b\x08", "gzip", None),
        (codecs.BOM_UTF16_LE + b"\x00", "not utf-16", None),
        (b'<meta charset="no-such-code">\xf6', "no-such-code", None),
        (b'<meta charset="base64">\xf6', "base64", None),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data, problem, line):
    with pytest.raises(InputError) as raised:
        decode.text(data, source="a.txt")
    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.line == line


def test_sizes_are_limited_in_all_and_by_line(monkeypatch):
    monkeypatch.setattr(decode, "LARGEST", 100)
    monkeypatch.setattr(decode, "LONGEST_LINE", 20)
    decode.check_size(b"a" * 20 + b"\n" + b"b" * 20, "a.txt")
    with pytest.raises(InputError) as raised:
        decode.check_size(b"a\n" + b"b" * 21 + b"\nc", "a.txt")
    assert raised.value.line == 2
    with pytest.raises(InputError, match="larger than"):
        decode.check_size(b"a\n" * 51, "a.txt")


@pytest.mark.parametrize(
    ("content", "source", "is_html"),
    [
        ("<!DOCTYPE html><p>x", "-", True),
        ("<!-- saved --> <html>", "a.txt", True),
        ("<p>x</p>", "a.html", True),
        ("plain", "a.html", False),
        ("a < b and <html> is a tag", "a.txt", False),
    ],
)
def test_html_is_told_by_its_first_tags_or_its_suffix(content, source, is_html):
    assert decode.is_html(content, source) is is_html


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_input_error(data):
    try:
        content = decode.text(data, source="a.txt")
    except InputError:
        return
    assert content.strip()
