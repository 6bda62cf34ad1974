"""What tests of pages do again and again."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE = 60.0


def eventually(check: Callable[[], object]) -> None:
    """Wait until the check holds; fail when it has not for a minute."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "not within a minute"
        time.sleep(0.1)


def judge_as(page: Page, name: str) -> None:
    """Say once who judges, as the page asks with the first judgement."""
    page.get_by_role("dialog", name="Who judges?").get_by_role("textbox").fill(name)
    page.keyboard.press("Enter")
