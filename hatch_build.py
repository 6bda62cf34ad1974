"""Builds the gazetteer into the package when it is installed or packed (hatchling's custom build hook)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PACKAGES = ("dateline", "dateline.ground")


class GazetteerHook(BuildHookInterface[Any]):
    """Makes `data/gazetteer.sqlite` where it is missing or older than what it is made from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        del version
        package = Path(self.root, "src", "dateline")
        target = package / "data" / "gazetteer.sqlite"
        if not _fresh(target, package):
            with _sources(package):
                importlib.import_module("dateline.ground.gazetteer_build").build(target)
        build_data["artifacts"].append("src/dateline/data/gazetteer.sqlite")


def _fresh(target: Path, package: Path) -> bool:
    makers = [
        *package.glob("data/places_*"),
        *package.glob("ground/gazetteer_build.py"),
        *package.glob("ground/folding.py"),
    ]
    return target.is_file() and all(maker.stat().st_mtime <= target.stat().st_mtime for maker in makers)


@contextmanager
def _sources(package: Path) -> Iterator[None]:
    """Lets modules below `package` be imported without running its `__init__`, whose imports are not installed here."""
    before = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "dateline"}
    for name in before:
        del sys.modules[name]
    for name in _PACKAGES:
        stand_in = ModuleType(name)
        stand_in.__path__ = [str(package.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = stand_in
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name.split(".")[0] == "dateline"]:
            del sys.modules[name]
        sys.modules.update(before)
