"""The map as inline SVG; colours of lines and words come from the page, so that it follows light and dark."""

from __future__ import annotations

import math
from html import escape

from dateline.sitrep.maps import Drawing, Line, Mark, Text


def svg(drawing: Drawing, title: str) -> str:
    """The drawing as one `<svg>` element that names itself by `title`."""
    lines = "".join(map(_line, drawing.lines))
    return (
        f'<svg class="map" viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-label="{escape(title)}">'
        f'<clipPath id="frame"><rect width="{drawing.width:g}" height="{drawing.frame:g}"/></clipPath>'
        f'<rect class="frame" width="{drawing.width:g}" height="{drawing.frame:g}"/>'
        f'<g clip-path="url(#frame)">{lines}</g>'
        f"{''.join(map(_mark, drawing.marks))}{''.join(map(_text, drawing.texts))}</svg>"
    )


def _line(line: Line) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in line.points)
    return f'<polyline class="{"border" if line.border else "graticule"}" points="{points}"/>'


def _mark(mark: Mark) -> str:
    style = f'fill="{mark.colour}" fill-opacity="{mark.fill:g}" stroke="{mark.colour}" stroke-width="1.6"'
    x, y = mark.at
    if mark.shape in ("circle", "ring"):
        return f'<circle cx="{x:g}" cy="{y:g}" r="{mark.size:g}" {style}/>'
    if mark.shape == "cross":
        size = mark.size * 0.8
        path = (
            f"M{x - size:g} {y - size:g}L{x + size:g} {y + size:g}M{x - size:g} {y + size:g}L{x + size:g} {y - size:g}"
        )
        return f'<path d="{path}" stroke="{mark.colour}" stroke-width="2.4" fill="none"/>'
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in corners(mark))
    return f'<polygon points="{points}" {style}/>'


def corners(mark: Mark) -> list[tuple[float, float]]:
    """The corners of a mark that has some, clockwise from the first."""
    count, turn = {"square": (4, 45.0), "triangle": (3, 0.0), "diamond": (4, 0.0), "pentagon": (5, 0.0)}[mark.shape]
    radius = mark.size * (1.25 if count < 5 else 1.1)
    angles = [math.radians(turn + at * 360 / count) for at in range(count)]
    return [(mark.at[0] + radius * math.sin(angle), mark.at[1] - radius * math.cos(angle)) for angle in angles]


def _text(text: Text) -> str:
    quiet = ' class="quiet"' if text.quiet else ""
    return f'<text x="{text.at[0]:g}" y="{text.at[1]:g}"{quiet}>{escape(text.words)}</text>'
