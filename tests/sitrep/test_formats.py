"""The three formats say what the document says, and are what their readers expect."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from lxml import etree
from lxml import html as lxml_html

from dateline.sitrep import sitrep
from dateline.sitrep.document import Dot, Section, Sentence
from dateline.sitrep.docx import docx
from dateline.sitrep.html import html
from dateline.sitrep.maps import drawing
from dateline.sitrep.markdown import markdown
from dateline.sitrep.png import png
from dateline.sitrep.svg import svg
from sitrep.pictures import DAY, picture

DOCUMENT = sitrep(picture(), DAY)
FIRST = DOCUMENT.sections[0].sentences[0]


def test_markdown_cites_what_it_lists() -> None:
    text = markdown(DOCUMENT)
    listed = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(listed)
    assert f"- {FIRST.text} *{FIRST.term} (96%)*[^1]" in text
    assert "the \\*Front\\* said \\[live\\] \\<b\\>\\|" in text


def test_html_stands_alone_and_its_links_lead_somewhere() -> None:
    page = lxml_html.fromstring(html(DOCUMENT))
    ids = set(page.xpath("//@id"))
    links = page.xpath("//a/@href")
    assert links
    assert {link.removeprefix("#") for link in links} <= ids
    assert page.xpath("//@src | //link | //script | //b") == []
    assert len(page.xpath("//*[local-name()='svg']")) == 1
    assert "prefers-color-scheme: dark" in html(DOCUMENT)
    assert "@media print" in html(DOCUMENT)


def test_docx_is_read_back() -> None:
    import docx as word

    read = word.Document(io.BytesIO(docx(DOCUMENT)))
    text = "\n".join(line.text for line in read.paragraphs)
    assert all(section.title in text for section in DOCUMENT.sections)
    assert FIRST.text in text
    assert all(f"{note.number}. {note.outlet}" in text for note in DOCUMENT.notes)
    assert len(read.inline_shapes) == 1
    anchors = read.element.xpath("//w:hyperlink/@w:anchor")
    assert anchors
    assert set(anchors) <= set(read.element.xpath("//w:bookmarkStart/@w:name"))


@pytest.mark.parametrize("write", [markdown, html, docx])
def test_any_characters_are_written(write: object) -> None:
    odd = Section("odd", "Odd", (Sentence("a\x00b\ud800 & < ]]> | \u202e"),))
    assert write(replace(DOCUMENT, sections=(odd,)))  # type: ignore[operator]


def test_formats_hold_groups_and_counts() -> None:
    sentences = tuple(Sentence(f"S{at}.", group=group) for at, group in enumerate(("Homs", "Homs", "")))
    grouped = replace(DOCUMENT, sections=(Section("x", "X", sentences, more=3, grouped=True),))
    for text in (markdown(grouped), html(grouped)):
        assert text.index("Homs") < text.index("S0.") < text.index("No province named") < text.index("S2.")
        assert "3 more in the annex" in text


def test_holders_differ_in_shape_and_colour_and_probability_in_fill() -> None:
    dots = [Dot(f"P{at}", 35 + at / 3, 36, f"H{at}", at, 0.97, label=True) for at in range(4)]
    made = drawing([*dots, Dot("Q", 34.5, 36, "H0", 0, 0.6, label=False)])
    assert made is not None
    marks = made.marks[:5]
    assert len({(mark.shape, mark.colour) for mark in marks}) == 4
    assert len({mark.shape for mark in marks}) == len({mark.colour for mark in marks}) == 4
    assert marks[0].fill > marks[4].fill > 0
    words = {text.words for text in made.texts}
    assert {"P0", "P3", "H0", "H3"} <= words
    assert "Q" not in words
    assert any(line.border for line in made.lines)
    assert drawing([]) is None


def test_places_far_off_do_not_shrink_the_rest() -> None:
    dots = [Dot(f"P{at}", 35 + at / 10, 36 + at / 10, "H", 0, 0.9, label=False) for at in range(8)]
    alone, beside = drawing(dots), drawing([*dots, Dot("Far", 40.0, -80.0, "H", 0, 0.9, label=True)])
    assert alone is not None
    assert beside is not None
    assert alone.marks[:8] == beside.marks[:8]
    assert "1 of 9 places lie beyond the map." in {text.words for text in beside.texts}


def test_one_dot_makes_a_map() -> None:
    made = drawing([Dot("A & B", 0.0, 0.0, "H", 0, 0.5, label=True)])
    assert made is not None
    assert etree.fromstring(svg(made, "<title>")).tag == "svg"
    assert png(made).startswith(b"\x89PNG\r\n")
