"""What tests of pages do again and again."""

import shutil
from pathlib import Path

from playwright.sync_api import Page


def copied(record: Path, folder: Path) -> Path:
    """A copy of a record that may be written to."""
    return Path(shutil.copy(record, folder / "record.db"))


def judge_as(page: Page, name: str) -> None:
    """Say once who judges, as the page asks with the first judgement."""
    page.get_by_role("dialog", name="Who judges?").get_by_role("textbox").fill(name)
    page.keyboard.press("Enter")
