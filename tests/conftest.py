"""What every test shares: how Hypothesis runs, where the checkout lies, and what stands beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import databases
from checkout import ROOT, SAMPLES, SHARED

# Reading loads its tables on the first example, so a deadline would measure the machine; examples are never kept.
settings.register_profile("here", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The project's own annotated dispatches."""
    return SAMPLES


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated reports beside the checkout; a test that asks for it is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no annotated reports beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL database to make schemas in."""
    with databases.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a record may be made: a file that is not there yet, and an empty PostgreSQL schema."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
    else:
        with databases.empty(request.getfixturevalue("postgres")) as url:
            yield url
