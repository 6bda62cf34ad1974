"""The map in a real browser: the stories for which an analyst opens it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import Watched, until
from playwright.sync_api import Page, expect
from served import Served

STATIC = Path(__file__).parent.parent.parent / "src" / "dateline" / "web" / "static"
HOMS = "geonames:169577"
PNG = b"\x89PNG\r\n\x1a\n"
BEFORE, AFTER = "2024-12-04", "2024-12-07"

# The colour of the map where a place lies, as it stands on the screen: the average of the pixels around its middle.
COLOUR = """
(key) => {
  const map = document.querySelector("control-map");
  const place = map.picture.places[map.picture.index.get(key)];
  const spot = map.map.latLngToContainerPoint([place.lat, place.lon]);
  const canvas = map.snapshot();
  const share = canvas.width / map.stage.clientWidth;
  const { data } = canvas.getContext("2d").getImageData(spot.x * share - 4, spot.y * share - 4, 9, 9);
  return [0, 1, 2].map((part) => {
    let sum = 0;
    for (let at = part; at < data.length; at += 4) sum += data[at];
    return Math.round(sum / (data.length / 4));
  });
}
"""

CHANCES = "[...document.querySelector('control-map').picture.probability].join()"


def shown(page: Page, address: str) -> Page:
    """Opens the map and waits until its areas are drawn."""
    page.goto(address)
    until(page, "performance.getEntriesByName('dateline:picture').length > 0")
    until(page, "Boolean(document.querySelector('control-map').counted)")
    expect(page.locator(".clock-date")).not_to_be_empty()
    return page


def query(page: Page) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def state_of(page: Page, key: str) -> dict[str, object]:
    """Who holds a place on the day that the map shows."""
    return dict(
        page.evaluate(
            "(key) => { const { picture } = document.querySelector('control-map');"
            " return picture.state(picture.index.get(key), picture.day); }",
            key,
        )
    )


def test_sliding_to_7_december_changes_homs_on_the_map(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on={BEFORE}&lat=34.72&lon=36.72&z=9")
    before, colour = state_of(page, HOMS), page.evaluate(COLOUR, HOMS)
    page.locator(".clock-slider").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".clock-date")).to_have_text("Sat, 7 December 2024")
    after = state_of(page, HOMS)
    assert (before["key"], before["status"]) != (after["key"], after["status"])
    assert page.evaluate(COLOUR, HOMS) != colour
    page.wait_for_url(f"**on={AFTER}*")
    expect(page.get_by_role("heading", name="7 December 2024")).to_be_visible()


def test_from_a_place_to_the_sentence_in_its_report(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on={AFTER}")
    page.locator("#place-find").fill("homs")
    page.locator(f'.places a[data-place="{HOMS}"]').click()
    panel = page.locator("place-panel")
    expect(panel.get_by_role("heading", name="Homs")).to_be_visible()
    expect(panel.locator("canvas.timeline")).to_be_visible()
    claim = panel.locator(".claim").first
    expect(claim.locator(".weight")).to_be_visible()
    sentence = claim.locator("blockquote").inner_text()
    claim.locator(".to-reader").click()
    page.wait_for_url("**/report/**")
    expect(page.locator("dateline-claim[data-current]")).to_be_visible()
    # The runs of the text: neutral twins stand between its words on the page.
    told = " ".join("".join(page.locator("dateline-text .run").all_text_contents()).split())
    assert " ".join(sentence.split())[:40] in told
    assert query(page)["claim"]
    assert query(page)["on"] == AFTER


def test_a_click_on_the_map_opens_the_place(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on={AFTER}&lat=34.72405&lon=36.72559&z=12")
    page.locator("#layer-events").uncheck()
    box = page.locator(".map-stage").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("place-panel h2")).to_contain_text("Homs")
    assert query(page)["place"] == HOMS
    page.keyboard.press("Escape")
    expect(page.locator("day-panel h2")).to_be_visible()
    page.go_back()
    expect(page.locator("place-panel h2")).to_contain_text("Homs")


def test_the_address_reproduces_the_view_elsewhere(page: Page, served: Served, watched: Watched) -> None:
    shown(page, f"{served.url}/?on={BEFORE}")
    page.locator("#clock-mode").select_option("then")
    page.locator("#clock-window").select_option("6")
    page.locator(".clock-slider").focus()
    page.keyboard.press("ArrowRight")
    page.evaluate("document.querySelector('control-map').look(35.2, 36.9, 8)")
    page.locator(".source-box summary").click()
    page.locator(".sources input").first.uncheck()
    page.wait_for_url("**z=8**")
    page.wait_for_url("**without=**")
    page.locator("#place-find").fill("hama")
    page.locator(".places a").first.click()
    expect(page.locator("place-panel h2")).to_be_visible()
    said, address = query(page), page.url
    assert said["known"] == said["on"] == "2024-12-05"
    other = shown(watched.new_page(), address)
    assert query(other) == said
    expect(other.locator("place-panel h2")).to_have_text(page.locator("place-panel h2").inner_text())
    expect(other.locator(".clock-date")).to_have_text(page.locator(".clock-date").inner_text())
    assert other.locator("#clock-mode").input_value() == "then"
    assert other.evaluate(CHANCES) == page.evaluate(CHANCES)
    here, there = (tab.evaluate("document.querySelector('control-map').view()") for tab in (page, other))
    assert there == pytest.approx(here, abs=0.01)  # a pixel is half of that


def test_what_means_nothing_in_the_address_is_said_and_left_out(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on=yesterday&window=-3&lat=200&frobnicate=1&z=7")
    for name in ("on=yesterday", "window=-3", "lat=200", "frobnicate=1"):
        expect(page.locator("#notices")).to_contain_text(name)
    assert query(page).get("z") == "7"


def test_this_view_is_exported(page: Page, served: Served, tmp_path: Path) -> None:
    shown(page, f"{served.url}/?on={AFTER}&window=6")
    page.get_by_role("button", name="Share and export").click()
    dialog = page.get_by_role("dialog", name="Share and export this view")
    link = dialog.get_by_label("Link to this view").input_value()
    assert parse_qs(urlsplit(link).query)["on"] == [AFTER]
    assert {"lat", "lon", "z"} <= set(parse_qs(urlsplit(link).query))
    assert "/embed?" in dialog.get_by_label("Code of a frame").input_value()
    kept = {}
    for name in ("CSV", "GeoJSON", "PNG", "Markdown"):
        with page.expect_download() as waiting:
            dialog.get_by_text(name, exact=True).click()
        kept[name] = Path(waiting.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(kept["CSV"].decode("utf-8-sig"))))
    assert rows
    assert all("2024-12-01" <= row["published"] <= AFTER for row in rows)
    assert json.loads(kept["GeoJSON"])["type"] == "FeatureCollection"
    assert kept["PNG"].startswith(PNG)
    assert len(kept["PNG"]) > 10_000
    assert "7 December 2024" in kept["Markdown"].decode()


def test_without_a_source_the_map_is_worked_out_anew(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on={AFTER}")
    before = page.evaluate(CHANCES)
    page.locator(".source-box summary").click()
    with page.expect_response(lambda answer: "/control?" in answer.url and "without=" in answer.url):
        page.locator(".sources input").first.uncheck()
    until(page, f"(before) => {CHANCES} !== before", before)
    page.get_by_role("button", name="Take all in again").click()
    until(page, f"(before) => {CHANCES} === before", before)


def test_an_event_shows_what_every_source_says(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on={AFTER}&type=takeover")
    page.locator("day-panel .event-row").first.click()
    panel = page.locator("event-panel")
    expect(panel.get_by_role("heading", name="What each source says")).to_be_visible()
    expect(panel.locator(".claim").first).to_be_visible()
    assert query(page)["event"]


def test_it_plays_and_stops_at_the_end(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on=2024-12-08")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".clock-date")).to_have_text("Mon, 9 December 2024")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_the_embed_has_a_map_and_a_way_to_the_whole(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/embed?on={AFTER}")
    assert page.locator("dateline-shell").count() == 0
    full = page.locator("#full")
    expect(full).to_contain_text("7 December 2024")
    assert f"on={AFTER}" in (full.get_attribute("href") or "")


def test_a_phone_has_all_of_it_without_scrolling_sideways(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 375, "height": 740})
    shown(page, f"{served.url}/?on={AFTER}")
    for part in ("control-map", "dateline-clock", "day-panel", "map-layers"):
        page.locator(part).scroll_into_view_if_needed()
        expect(page.locator(part)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_light_and_dark(page: Page, served: Served) -> None:
    shown(page, f"{served.url}/?on={AFTER}")
    ground = "getComputedStyle(document.body.querySelector('header')).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Switch to dark colours").click()
    page.wait_for_url("**theme=dark**")
    page.wait_for_function(f"light => {ground} !== light", arg=light)
    assert page.evaluate(ground) != light


@pytest.mark.parametrize("name", ["map", "embed"])
def test_what_a_page_preloads_is_what_its_script_imports(name: str) -> None:
    text = (STATIC / "pages" / f"{name}.html").read_text("utf-8")
    (entry,) = re.findall(r'src="/static/(js/\w+\.js)" type="module"', text)
    needed: set[str] = set()
    asked = [entry]
    while asked:
        source = (STATIC / asked.pop()).read_text("utf-8")
        found = set(re.findall(r'(?:from|import) "/static/([^"]+)"', source)) - needed
        needed |= found
        asked += found
    assert set(re.findall(r'modulepreload" href="/static/([^"]+)"', text)) == needed
