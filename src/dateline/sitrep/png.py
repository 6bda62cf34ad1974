"""The map as PNG, for formats that hold no SVG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from dateline.sitrep.maps import Drawing, Mark
from dateline.sitrep.svg import corners

if TYPE_CHECKING:
    from PIL import ImageDraw

_FINE, _SMOOTH = 2, 2
"""Pixels for a unit in the file, and how many times finer it is drawn before it is scaled down to smooth the edges."""
_PAPER, _INK, _QUIET, _BORDER, _GRID = "#ffffff", "#222222", "#888888", "#999999", "#e4e4e4"


def png(drawing: Drawing) -> bytes:
    """The drawing on white as a PNG file."""
    from PIL import Image, ImageDraw, ImageFont

    scale = _FINE * _SMOOTH
    size = round(drawing.width * scale), round(drawing.height * scale)
    frame = Image.new("RGB", (size[0], round(drawing.frame * scale)), _PAPER)
    pen = ImageDraw.Draw(frame)
    for line in drawing.lines:
        points = [(x * scale, y * scale) for x, y in line.points]
        pen.line(points, fill=_BORDER if line.border else _GRID, width=scale, joint="curve")
    image = Image.new("RGB", size, _PAPER)
    image.paste(frame, (0, 0))
    pen = ImageDraw.Draw(image)
    for mark in drawing.marks:
        _draw(pen, mark, scale)
    for text in drawing.texts:
        font = ImageFont.load_default(size=(10 if text.quiet else 12) * scale)
        at = (text.at[0] * scale, text.at[1] * scale)
        pen.text(at, text.words, fill=_QUIET if text.quiet else _INK, font=font, anchor="ls")
    out = io.BytesIO()
    image.resize((size[0] // _SMOOTH, size[1] // _SMOOTH), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _draw(pen: ImageDraw.ImageDraw, mark: Mark, scale: int) -> None:
    x, y, size = mark.at[0] * scale, mark.at[1] * scale, mark.size * scale
    fill, width = _tint(mark.colour, mark.fill), round(1.6 * scale)
    if mark.shape in ("circle", "ring"):
        pen.ellipse((x - size, y - size, x + size, y + size), fill=fill, outline=mark.colour, width=width)
    elif mark.shape == "cross":
        size *= 0.8
        pen.line((x - size, y - size, x + size, y + size), fill=mark.colour, width=round(2.4 * scale))
        pen.line((x - size, y + size, x + size, y - size), fill=mark.colour, width=round(2.4 * scale))
    else:
        points = [(px * scale, py * scale) for px, py in corners(mark)]
        pen.polygon(points, fill=fill, outline=mark.colour, width=width)


def _tint(colour: str, share: float) -> tuple[int, int, int]:
    """The colour over white at an opacity: an image without transparency prints alike everywhere."""
    red, green, blue = (round(255 + (int(colour[at : at + 2], 16) - 255) * share) for at in (1, 3, 5))
    return red, green, blue
