"""Every page is held against the rules of axe-core: nothing serious or critical, light or dark, wide or narrow."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from browser import Watched, until
from served import Served

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text("utf-8")
BAD = ("serious", "critical")
RUN = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const some = (nodes) => nodes.slice(0, 4).map((node) => node.html.slice(0, 200));
  return violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: some(nodes) }));
}
"""
READY = {
    "/": "document.querySelector('day-panel .place-row') && document.querySelector('map-layers .legend li')",
    "/embed": "document.querySelector('#legend li')",
    "place": "document.querySelector('place-panel .claim')",
    "event": "document.querySelector('event-panel .claim')",
}


def _opened(watched: Watched, url: str, name: str) -> list[dict[str, object]]:
    page = watched.new_page()
    page.goto(url, wait_until="load")
    until(page, f"Boolean({READY.get(name, 'document.querySelector(`main`).textContent.trim().length > 200')})")
    page.wait_for_timeout(500)
    page.evaluate(AXE)
    return [one for one in page.evaluate(RUN) if one["impact"] in BAD]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["/", "/embed", "/desk", "/compare", "/search", "/add"])
def test_no_page_has_a_serious_violation(watched: Watched, served: Served, name: str, theme: str) -> None:
    assert _opened(watched, f"{served.url}{name}?on=2024-12-07&theme={theme}", name) == []


def test_the_panel_of_a_place_has_none(watched: Watched, served: Served) -> None:
    assert _opened(watched, f"{served.url}/?on=2024-12-07&place=geonames:169577", "place") == []


def test_the_panel_of_an_event_has_none(watched: Watched, served: Served, api: httpx.Client) -> None:
    found = api.get("/events", params={"type": "takeover", "limit": 1}).json()["items"][0]
    assert _opened(watched, f"{served.url}/?on=2024-12-07&event={found['id']}", "event") == []


def test_the_reader_has_none(watched: Watched, served: Served, api: httpx.Client) -> None:
    claim = api.get("/claims", params={"type": "takeover", "limit": 1}).json()["items"][0]
    address = f"{served.url}/report/{claim['report']}?claim={claim['id']}"
    assert _opened(watched, address, "report") == []
