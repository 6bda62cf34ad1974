"""The document as one HTML page that needs nothing beside itself, for screen (light and dark) and paper."""

from __future__ import annotations

from html import escape

from dateline.sitrep.document import Document, Section, Sentence, Table
from dateline.sitrep.maps import drawing
from dateline.sitrep.markdown import cited
from dateline.sitrep.svg import svg
from dateline.sitrep.wording import day

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --quiet: #666; --line: #bbb; --paper: #fff; --grid: #e6e6e6 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --quiet: #a0a0a0; --line: #666; --paper: #16181a; --grid: #2c2f33 } }
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto;
  max-width: 46rem; padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; border-bottom: 1px solid var(--line); margin-top: 2rem }
h3 { font-size: 1rem; margin: 1rem 0 .3rem }
ul { padding-left: 1.2rem } li { margin: .25rem 0 }
.chance, .scale, .basis { color: var(--quiet) } .chance { font-style: italic }
a { color: inherit } sup a { text-decoration: none }
:target { background: color-mix(in srgb, #e69f00 30%, transparent) }
table { border-collapse: collapse; font-size: .85rem; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .5rem .2rem 0; text-align: left; vertical-align: top }
.notes { font-size: .85rem } .notes li { overflow-wrap: anywhere }
.map { width: 100%; height: auto } .map text { fill: var(--ink); font: 12px system-ui, sans-serif;
  paint-order: stroke; stroke: var(--paper); stroke-width: 2.5px } .map .quiet { fill: var(--quiet); font-size: 10px }
.map .frame { fill: none; stroke: var(--line) } .map .border { fill: none; stroke: var(--quiet) }
.map .graticule { fill: none; stroke: var(--grid) }
@media print {
  :root { --ink: #000; --quiet: #444; --line: #999; --paper: #fff; --grid: #ddd }
  body { font-size: 10pt; margin: 0; max-width: none } h2, h3 { break-after: avoid } li, tr, svg { break-inside: avoid }
}
"""


def html(document: Document) -> str:
    """The whole document as one page."""
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>{escape(document.title)}</h1>",
        *(f'<p class="basis">{escape(line)}</p>' for line in document.basis),
        _scale(document),
    ]
    for section in document.sections:
        parts.append(_section(section))
        picture = drawing(document.dots) if section.key == "holders" else None
        if picture is not None:
            title = f"Control of places on {day(document.on)}"
            parts.append(f"<figure>{svg(picture, title)}<figcaption>{escape(title)}.</figcaption></figure>")
    if document.annex:
        parts += ["<h2>Annex</h2>", *map(_table, document.annex)]
    if document.notes:
        notes = "\n".join(f'<li id="source{note.number}">{escape(cited(note))}</li>' for note in document.notes)
        parts.append(f'<h2>Sources</h2>\n<ol class="notes">\n{notes}\n</ol>')
    return "\n".join([*parts, "</body>\n</html>\n"])


def _scale(document: Document) -> str:
    told = "; ".join(f"<em>{escape(term)}</em> {escape(stands)}" for term, stands in document.scale)
    return f'<p class="scale">Likelihood in words, by {escape(document.scale_name)}: {told}.</p>'


def _section(section: Section) -> str:
    parts = [f'<section id="{section.key}">\n<h2>{escape(section.title)}</h2>']
    for group, sentences in section.groups():
        if section.grouped:
            parts.append(f"<h3>{escape(group)}</h3>")
        items = "\n".join(f"<li>{_sentence(one)}</li>" for one in sentences)
        parts.append(f"<ul>\n{items}\n</ul>")
    parts += map(_table, section.tables)
    if section.more:
        parts.append(f"<p>{section.more} more in the annex.</p>")
    return "\n".join([*parts, "</section>"])


def _sentence(one: Sentence) -> str:
    chance = f' <span class="chance">{escape(one.term)} ({one.chance:.0%})</span>' if one.chance is not None else ""
    links = ", ".join(f'<a href="#source{number}">{number}</a>' for number in one.notes)
    return f"{escape(one.text)}{chance}{f'<sup>{links}</sup>' if links else ''}"


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    rows = "\n".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"<h3>{escape(table.title)}</h3>\n<table>\n<tr>{head}</tr>\n{rows}\n</table>"
