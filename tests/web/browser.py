"""A real browser for tests: the system's Chromium, watched for errors and for requests that leave the machine."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

LOCAL = ("127.0.0.1", "localhost")
PATIENCE = 60.0


def chromium() -> str | None:
    """The browser's path: DATELINE_CHROMIUM, or `chromium` on the path."""
    return os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")


@dataclass
class Watched:
    """A browser's window with what it complained of and where it asked for anything."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def new_page(self) -> Page:
        """A tab whose errors, refusals by the content policy and requests are written down."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: self._note(asked.url))
        return page

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOCAL:
            self.elsewhere.append(url)


def until(page: Page, expression: str, arg: object = None) -> None:
    """Waits until an expression is true in the page (Playwright's own wait needs `eval`, which the pages forbid)."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium: install Debian's package, or set DATELINE_CHROMIUM")
        pytest.skip("no chromium on this machine (set DATELINE_CHROMIUM): the pages were not tried in a browser")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path)
        expect.set_options(timeout=PATIENCE * 1000)
        yield started
        started.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A fresh window; what it complains of or asks elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE * 1000)
    window = Watched(context)
    yield window
    context.close()
    assert window.elsewhere == [], "requests left the machine"
    assert window.complaints == [], "the browser complained"


@pytest.fixture
def page(watched: Watched) -> Page:
    """A tab in a fresh window."""
    return watched.new_page()
