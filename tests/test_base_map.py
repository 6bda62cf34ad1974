"""The base map of the app: what the maker makes of a small world, and that what is shipped hangs together."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

from tools import base_map

BASE = Path(__file__).parent.parent / "src" / "dateline" / "web" / "static" / "base"

# Two countries side by side, one degree wide: they share the arc at x = 1, and the rest is coast.
WORLD: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [10, 20]},
    "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]], [[0, 0], [1, 1]]],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "001", "properties": {"name": "West"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "properties": {"name": "East"}, "arcs": [[[2, -1]]]},
            ],
        },
        "rivers": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "arcs": [3]}]},
        "lakes": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}]},
    },
}


def _packed(path: Path, *members: str) -> Path:
    body = json.dumps(WORLD).encode()
    with tarfile.open(path, "w:gz") as archive:
        for member in members:
            entry = tarfile.TarInfo(f"package/{member}")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return path


def _points(steps: list[int], unit: float) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + east, y + north
        points.append((round(x * unit, 3), round(y * unit, 3)))
    return points


def test_a_small_world(tmp_path: Path) -> None:
    atlas = _packed(tmp_path / "atlas.tgz", "countries-10m.json", "countries-50m.json")
    base_map.build(atlas, _packed(tmp_path / "waters.tgz", "dist/world_50m.json"), tmp_path / "base")
    index = json.loads((tmp_path / "base" / "index.json").read_text("utf-8"))["countries"]
    assert [(one["id"], one["name"], one["boxes"]) for one in index] == [
        ("001", "West", [[10, 20, 11, 21]]),
        ("x1", "East", [[11, 20, 12, 21]]),
    ]
    assert index[0]["at"] == [10.5, 20.5]
    west = json.loads((tmp_path / "base" / "near" / "001.json").read_text("utf-8"))
    assert _points(west["land"][0], west["unit"]) == [(11, 20), (11, 21), (10, 21), (10, 20), (11, 20)]
    assert [_points(line, west["unit"]) for line in west["borders"]] == [[(11, 20), (11, 21)]]
    water = json.loads((tmp_path / "base" / "water.json").read_text("utf-8"))
    assert [_points(line, water["unit"]) for line in water["rivers"]] == [[(10, 20), (11, 21)]]


def test_what_is_shipped_hangs_together() -> None:
    index = json.loads((BASE / "index.json").read_text("utf-8"))["countries"]
    assert {one["id"] for one in index} == {path.stem for path in (BASE / "near").glob("*.json")}
    syria = json.loads((BASE / "near" / "760.json").read_text("utf-8"))
    (box,) = next(one["boxes"] for one in index if one["id"] == "760")
    points = [point for ring in syria["land"] for point in _points(ring, syria["unit"])]
    assert all(box[0] - 0.01 <= x <= box[2] + 0.01 and box[1] - 0.01 <= y <= box[3] + 0.01 for x, y in points)
    assert syria["borders"]
