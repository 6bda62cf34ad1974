"""How fast the map is, measured in the browser: first useful paint on the samples, a slider's step on 10,000 places.

    python bench/browser.py [--record FILE] [--check]

Useful is the first frame on which the places of the day stand on the map. A step lasts from the slider's input to the
end of the frame in which the map of the new day was drawn; its places are made up and handed to the page in place of
the server's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

SAMPLES = Path(__file__).parent.parent / "samples" / "syria-2024"
PAINT_MS = 1500
STEP_MS = 50
PLACES = 10_000
DAYS = 150
FIRST = "2024-07-14"
STATUSES = ["held", "probably_held", "claimed", "contested", "besieged", "vacated", "unknown"]
STEPS = """
async () => {
  const slider = document.querySelector(".clock-slider");
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done();
    after.port2.postMessage(0);
  }));
  const times = [];
  for (let day = Number(slider.min); day <= Number(slider.max); day += 1) {
    await frame();
    const start = performance.now();
    slider.value = day;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}
"""


def made_up(places: int, days: int) -> dict[str, Any]:
    """Control of made-up places, as GET /control answers: two fronts that roll over a country, in columns."""
    draw = random.Random(1)
    holders = [{"key": f"party-{number}", "name": f"Party {number}"} for number in range(6)]
    columns: dict[str, list[Any]] = {name: [] for name in ("place", "first", "last", "holder", "probability", "status")}
    sites = []
    for number in range(places):
        lat, lon = draw.uniform(32.5, 37.0), draw.uniform(36.0, 42.0)
        sites.append(
            {
                "key": f"made-up:{number}",
                "name": f"Place {number}",
                "kind": "town",
                "lat": lat,
                "lon": lon,
                "claims": draw.randrange(60),
            }
        )
        day = 0
        while day < days:
            last = min(days - 1, day + draw.randrange(3, 40))
            row = (
                number,
                day,
                last,
                draw.randrange(len(holders)),
                round(draw.uniform(0.4, 1), 3),
                draw.randrange(len(STATUSES)),
            )
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
            day = last + 1
    return {
        "basis": "made up", "first_day": FIRST, "last_day": "2024-12-10", "places": sites, "holders": holders,
        "stretches": columns, "statuses": STATUSES,
    }  # fmt: skip


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The record, served; the address comes out once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "dateline.cli", "serve", str(record), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                about = json.load(urllib.request.urlopen(f"{address}/api/v1/record", timeout=5))
                if not about["stale"]:
                    break
            except OSError:
                pass
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


def until(page: Page, expression: str) -> None:
    """Waits until an expression is true in the page."""
    while not page.evaluate(expression):
        page.wait_for_timeout(20)


def first_paint(browser: Browser, address: str) -> float:
    """Milliseconds until the day's places stand on the map, in a window that has nothing of the page yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    until(page, "performance.getEntriesByName('dateline:picture').length > 0")
    (mark,) = page.evaluate("performance.getEntriesByName('dateline:picture').slice(0, 1).map((one) => one.startTime)")
    context.close()
    return float(mark)


def step_times(browser: Browser, address: str) -> list[float]:
    """Milliseconds of each step of the slider with made-up places."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page: Page = context.new_page()
    body = json.dumps(made_up(PLACES, DAYS))

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    page.route("**/api/v1/control*", answer)
    page.goto(f"{address}/?on={FIRST}")
    until(page, "document.querySelector('.sheet-areas')?.width > 300")
    page.wait_for_timeout(1500)
    times = page.evaluate(STEPS)
    context.close()
    return sorted(times)


def samples(record: Path) -> Path:
    """A new record of the samples."""
    reports = [str(path) for path in sorted(SAMPLES.glob("reports-*.jsonl"))]
    subprocess.run(
        [sys.executable, "-m", "dateline.cli", "add", str(record), *reports], check=True, stdout=subprocess.DEVNULL
    )
    return record


def main() -> int:
    """Measures and prints; with --check a missed bar is a failure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, help="a record of the samples that is there already")
    parser.add_argument("--check", action="store_true", help="fail where a bar is missed")
    given = parser.parse_args()
    path = os.environ.get("DATELINE_CHROMIUM") or shutil.which("chromium")
    if path is None:
        print("browser: no chromium on this machine; nothing was measured")
        return 1 if given.check else 0
    with (
        tempfile.TemporaryDirectory() as folder,
        served(given.record or samples(Path(folder) / "samples.db")) as address,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=path)
        first_paint(browser, address)  # the browser itself has to be warm, the window is new each time
        paints = [first_paint(browser, address) for _ in range(5)]
        steps = step_times(browser, address)
        browser.close()
    paint, step = statistics.median(paints), steps[int(len(steps) * 0.95)]
    print(f"first useful paint on the samples: {paint:.0f} ms (median of {len(paints)}; bar {PAINT_MS} ms)")
    print(
        f"slider step on {PLACES:,} places: p50 {steps[len(steps) // 2]:.0f} ms, p95 {step:.0f} ms (bar {STEP_MS} ms)"
    )
    return 1 if given.check and (paint > PAINT_MS or step > STEP_MS) else 0


if __name__ == "__main__":
    sys.exit(main())
