"""What a program may import, and how cheap it is to start."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import dateline
from dateline import reading, schema

MODULES = sorted(found.name for found in pkgutil.walk_packages(dateline.__path__, "dateline."))


def test_exported_members():
    assert sorted(dateline.__all__) == ["Reading", "Report", "read"]
    assert dateline.read is reading.read
    assert dateline.Reading is schema.Reading
    assert dateline.Report is schema.Report


def test_unknown_member_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        dateline.nope  # noqa: B018


def test_version_is_one_that_packagers_can_order():
    assert all(part.isdigit() for part in dateline.__version__.split("."))


def test_example_of_the_package_is_true():
    assert doctest.testmod(dateline).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name):
    module = importlib.import_module(name)
    assert module.__doc__


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import dateline", ["click", "rich", "sqlite3", "dateline.schema"]),
        (
            "from dateline import read",
            ["trafilatura", "htmldate", "dateparser", "numpy", "py3langid", "rich", "click", "sqlalchemy", "msgspec"],
        ),
        ("import dateline.cli", ["rich", "trafilatura", "dateparser", "numpy", "dateline.reading", "sqlalchemy"]),
    ],
)
def test_importing_loads_nothing_that_is_not_needed_yet(statement, heavy):
    code = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert not set(heavy) & set(done.stdout.split())
