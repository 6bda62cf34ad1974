"""Takes the pictures of the app that the README shows, from a record of the samples.

    python -m docs.pictures [--record FILE]

Needs chromium (on the path, or DATELINE_CHROMIUM).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench.browser import samples, served, until
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
HOMS = "geonames:169577"
DAY = "2024-12-07"
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}


def _take(browser: Browser, address: str, name: str, ready: str, *, dark: bool = False, phone: bool = False) -> None:
    context = browser.new_context(
        viewport=NARROW if phone else WIDE, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    until(page, f"Boolean({ready})")
    page.wait_for_timeout(2000)  # events and the finer base map come after the first picture
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()
    sys.stdout.write(f"{FOLDER / name}.png\n")


def take(browser: Browser, address: str) -> None:
    """Takes all pictures."""
    drawn = "document.querySelector('control-map')?.counted"
    place = f"{address}/?on={DAY}&place={HOMS}"
    _take(browser, f"{address}/?on={DAY}", "map", drawn)
    _take(browser, place, "place", "document.querySelector('place-panel .claim')", dark=True)
    _take(browser, f"{address}/?on={DAY}", "phone", drawn, phone=True)
    page = browser.new_page()
    page.goto(place)
    until(page, "Boolean(document.querySelector('place-panel .claim .to-reader'))")
    reader = page.evaluate("document.querySelector('place-panel .claim .to-reader').href")
    page.close()
    _take(browser, reader, "reader", "document.querySelector('main').textContent.trim().length > 400")
    _take(browser, f"{address}/desk", "desk", "document.querySelector('main').textContent.trim().length > 400")


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, help="a record of the samples that is there already")
    given = parser.parse_args()
    path = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
    if path is None:
        sys.stderr.write("pictures: no chromium on this machine\n")
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        # The page's heading is the record's file name.
        record = Path(folder) / "syria-2024.db"
        if given.record:
            shutil.copy(given.record, record)
        else:
            samples(record)
        with served(record) as address:
            browser = driver.chromium.launch(executable_path=path)
            take(browser, address)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
