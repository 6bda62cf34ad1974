"""The map of control as plain shapes, which `svg` and `png` draw alike: dots by holder, names, outlines, a legend.

Equirectangular, scaled at the middle latitude: at the size of a country the error is less than a dot.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline import data
from dateline.sitrep.document import Dot

WIDTH = 720.0
_MARGIN = 24.0
_LEAST_SPAN = 0.4
_ROW = 20.0
_SHAPES = ("circle", "square", "triangle", "diamond", "pentagon")
# Okabe and Ito, "Color Universal Design" (2008): told apart by all common forms of colour vision.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00")
_NEUTRAL = "#777777"
_STATES = ("cross", "ring", "ring")
STYLES = len(_SHAPES)
"""Holders that have a shape and colour of their own, those of most places; more cannot be told apart."""
OTHER = STYLES
"""The style of all further holders; contested, vacated and unknown are -1, -2 and -3."""
_REACH, _FAR = 4.0, 1.5
"""Degrees, and widths of the middle half of the dots, from the middle beyond which a dot would shrink the rest."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled or empty shape; `fill` is the share of opacity, 0 to 1, which stands for probability."""

    at: Point
    shape: str
    colour: str
    fill: float
    size: float = 6.0


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a point; `quiet` ones are of the frame and not of the picture."""

    at: Point
    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `border` for a country's outline, else a line of the graticule."""

    points: tuple[Point, ...]
    border: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of `width` by `height` units, its origin at the upper left; lines reach beyond `frame` and are cut."""

    width: float
    height: float
    frame: float
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    texts: tuple[Text, ...]


def drawing(dots: Sequence[Dot]) -> Drawing | None:
    """The map of the dots with its legend; None where there are none."""
    if not dots:
        return None
    shown = _near(dots)
    away = len(dots) - len(shown)
    dots, view = shown, _View(shown)
    marks = [_mark(view.point(dot.lon, dot.lat), dot.style, dot.chance) for dot in dots]
    texts = list(_labels(dots, view))
    legend_marks, legend_texts, height = _legend(dots, view.height)
    if away:
        legend_texts.append(Text((_MARGIN, height), f"{away} of {away + len(dots)} places lie beyond the map."))
        height += _ROW
    return Drawing(
        WIDTH,
        height,
        view.height,
        (*_graticule(view), *_borders(view)),
        (*marks, *legend_marks),
        (*texts, *_degrees(view), *legend_texts),
    )


def _near(dots: Sequence[Dot]) -> list[Dot]:
    """The dots without those so far off that the map of all would be of nothing."""

    def bounds(values: list[float]) -> tuple[float, float]:
        ordered = sorted(values)
        low, middle, high = (ordered[len(ordered) * quarter // 4] for quarter in (1, 2, 3))
        reach = max(_REACH, _FAR * (high - low))
        return middle - reach, middle + reach

    west, east = bounds([dot.lon for dot in dots])
    south, north = bounds([dot.lat for dot in dots])
    return [dot for dot in dots if west <= dot.lon <= east and south <= dot.lat <= north]


class _View:
    """The part of the earth that is shown, and where a place lies in the picture."""

    def __init__(self, dots: Sequence[Dot]) -> None:
        self.west, self.east = _widened([dot.lon for dot in dots])
        self.south, self.north = _widened([dot.lat for dot in dots])
        self.squeeze = math.cos(math.radians((self.south + self.north) / 2))
        self.scale = (WIDTH - 2 * _MARGIN) / ((self.east - self.west) * self.squeeze)
        tallest = 1.2 * WIDTH
        self.scale = min(self.scale, (tallest - 2 * _MARGIN) / (self.north - self.south))
        self.left = (WIDTH - (self.east - self.west) * self.squeeze * self.scale) / 2
        self.height = (self.north - self.south) * self.scale + 2 * _MARGIN

    def point(self, lon: float, lat: float) -> Point:
        """The place in the picture, rounded to a tenth of a unit."""
        x = self.left + (lon - self.west) * self.squeeze * self.scale
        return round(x, 1), round(_MARGIN + (self.north - lat) * self.scale, 1)


def _widened(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    more = max((high - low) * 0.06, _LEAST_SPAN / 2)
    return low - more, high + more


def _mark(at: Point, style: int, chance: float) -> Mark:
    if style < 0:
        return Mark(at, _STATES[-1 - style], _NEUTRAL, 0.0, 6.0 if style > -3 else 3.0)
    if style >= OTHER:
        return Mark(at, "square", _NEUTRAL, _fill(chance), 4.0)
    return Mark(at, _SHAPES[style], _COLOURS[style], _fill(chance))


def _fill(chance: float) -> float:
    """Opacity from none at even odds to full at certainty, in four steps that the eye tells apart."""
    return next(fill for least, fill in ((0.95, 1.0), (0.8, 0.65), (0.55, 0.35), (0.0, 0.0)) if chance >= least)


def _labels(dots: Sequence[Dot], view: _View) -> Iterator[Text]:
    """Names of the places that ask for one, the most told of first, where they do not lie on another's."""
    taken: list[tuple[float, float, float, float]] = []
    for dot in reversed(dots):
        if not dot.label:
            continue
        x, y = view.point(dot.lon, dot.lat)
        width = 6.6 * len(dot.name)
        places = ((x + 9, y + 4), (x - 9 - width, y + 4), (x - width / 2, y - 10), (x - width / 2, y + 19))
        for left, base in places:
            box = (left, base - 11, left + width, base + 3)
            inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= view.height
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield Text((round(left, 1), round(base, 1)), dot.name)
                break


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(dots: Sequence[Dot], top: float) -> tuple[list[Mark], list[Text], float]:
    holders = {dot.holder: dot.style for dot in sorted(dots, key=lambda one: (one.style < 0, abs(one.style)))}
    marks, texts = [], []
    y = top + _ROW
    for holder, style in holders.items():
        marks.append(_mark((_MARGIN, y), style, 1.0))
        texts.append(Text((_MARGIN + 14, y + 4), holder))
        y += _ROW
    for at, (chance, told) in enumerate(
        ((0.97, "95 % or more"), (0.9, "80 to 95 %"), (0.6, "55 to 80 %"), (0.5, "less"))
    ):
        x = _MARGIN + at * 150
        marks.append(Mark((x, y), "circle", _NEUTRAL, _fill(chance)))
        texts.append(Text((x + 14, y + 4), told))
    return marks, texts, round(y + _ROW, 1)


def _step(span: float) -> float:
    return next((step for step in (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0) if span / step <= 6), 30.0)


def _ticks(low: float, high: float) -> list[float]:
    step = _step(high - low)
    return [tick * step for tick in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _graticule(view: _View) -> Iterator[Line]:
    for lon in _ticks(view.west, view.east):
        yield Line((view.point(lon, view.south), view.point(lon, view.north)), border=False)
    for lat in _ticks(view.south, view.north):
        yield Line((view.point(view.west, lat), view.point(view.east, lat)), border=False)


def _degrees(view: _View) -> Iterator[Text]:
    for lon in _ticks(view.west, view.east):
        x, y = view.point(lon, view.south)
        yield Text((x + 2, y + 14), f"{abs(lon):g}° {'E' if lon >= 0 else 'W'}", quiet=True)
    for lat in _ticks(view.south, view.north):
        x, y = view.point(view.west, lat)
        yield Text((2.0, y - 3), f"{abs(lat):g}° {'N' if lat >= 0 else 'S'}", quiet=True)


@cache
def _outlines() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Rings of countries as (longitude, latitude) in degrees."""
    found = json.loads(data.path("outlines.json").read_text("utf-8"))
    return tuple(tuple((lon, lat) for lon, lat in ring) for ring in found["rings"])


def _borders(view: _View) -> Iterator[Line]:
    for ring in _outlines():
        lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
        if max(lons) < view.west or min(lons) > view.east or max(lats) < view.south or min(lats) > view.north:
            continue
        yield Line(tuple(view.point(lon, lat) for lon, lat in ring), border=True)
