"""Text from reports never runs, never steers the page, and stays readable, however it is made."""

import re

import pytest
from browser import until
from playwright.sync_api import Page, expect
from served import serving

from dateline import schema
from dateline.record import Record

SCRIPT = "<script>window.hit=1</script><img src=x onerror=window.hit=1>"
LONG = "the road was cut again, " * 44_000
TEXTS = {
    "script": f'Rebels {SCRIPT} seized Homs on Saturday. "><svg onload=window.hit=1> javascript:window.hit=1',
    "steered": "Rebels seized Homs\u202e.degnahc si siht\u202c \U0001f600 The \u2067town\u2069 of\u200b Idlib\x07.",
    "arabic": "سيطرت الفصائل على حمص (seized) يوم السبت.\n\nHTS قالت إن المدينة سقطت.\n\nThe town fell, he said.",
    "long": f"Rebels seized Homs. {LONG}The army seized Idlib.",
}
LONGEST_TASK = 2000
"""Milliseconds; generous, since tests run on busy machines: a line that is laid out whole takes far longer there."""


class Seizing:
    """Reads a claim wherever "seized" stands, so that the texts need no sentences."""

    def ahead(self, report: schema.Report, mentions: object) -> None:
        """Nothing to begin with."""

    def extract(self, report: schema.Report, mentions: object) -> schema.Draft:
        found = [report.span(*word.span()) for word in re.finditer("seized", report.text)]
        around = [report.span(max(0, word.start - 30), min(len(report.text), word.end + 15)) for word in found]
        return schema.Draft(
            tuple(
                schema.ClaimDraft(schema.EventType("takeover"), sentence, word, schema.Factuality.ACTUAL)
                for sentence, word in zip(around, found, strict=True)
            )
        )


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> tuple[str, dict[str, str]]:
    """The address of a server over hostile reports, and the ids of the reports."""
    where = tmp_path_factory.mktemp("hostile") / "record.db"
    with Record(where, create=True) as record:
        ids = {
            name: record.add(
                schema.Report(name, text, "2024-12-07", title=f"{name} {SCRIPT}", outlet=f"\u202e{SCRIPT} outlet"),
                extractor=Seizing(),
            ).report
            for name, text in TEXTS.items()
        }
        record.rebuild()
    with serving(where) as server:
        yield server.url, ids


def opened(page: Page, reports: tuple[str, dict[str, str]], name: str, query: str = "") -> None:
    url, ids = reports
    page.goto(f"{url}/report/{ids[name]}{query}")
    expect(page.locator("dateline-text .run").first).to_be_visible()


def inert(page: Page) -> bool:
    made = page.locator("main :is(script, iframe, object), main img, main svg[onload]").count()
    return not made and page.evaluate("window.hit === undefined")


@pytest.mark.parametrize(
    "path", ["/report/{}", "/search", "/search?view=reports", "/desk", "/compare", "/compare?by=speaker"]
)
def test_markup_in_reports_is_text_on_every_page(reports, page, path):
    url, ids = reports
    page.goto(url + path.format(ids["script"]))
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("<script>")
    assert inert(page)


def test_characters_that_steer_are_marks_and_not_obeyed(reports, page):
    opened(page, reports, "steered")
    marks = page.locator("dateline-text .glyph")
    assert marks.evaluate_all("all => all.map(one => one.dataset.name)") == ["RLO", "PDF", "RLI", "PDI", "ZWSP", "0007"]
    expect(marks.first).to_have_attribute("aria-label", re.compile("right-to-left override"))
    kept = page.locator("dateline-text").evaluate("text => text.textContent")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x07]", kept)
    assert "degnahc si siht" in kept
    expect(page.locator(".reader-head .glyph[data-name=RLO]")).to_be_visible()


def test_code_points_are_counted_past_marks_and_emoji(reports, page):
    text = TEXTS["steered"]
    start = text.index("Idlib")
    opened(page, reports, "steered", f"?span={start}-{start + 5}")
    assert "".join(page.locator("dateline-text .marked").all_text_contents()) == "Idlib"


def test_lines_run_as_most_of_their_letters_do(reports, page):
    opened(page, reports, "arabic")
    directions = page.locator("dateline-text .block").evaluate_all(
        "all => all.map(one => getComputedStyle(one).direction)"
    )
    assert directions == ["rtl", "rtl", "ltr"]


def test_a_line_of_a_megabyte_shows_at_once_and_does_not_freeze(reports, page):
    url, ids = reports
    page.add_init_script(
        """window.longest = 0;
        new PerformanceObserver(list => {
          for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
        }).observe({type: 'longtask', buffered: true});"""
    )
    opened(page, reports, "long")
    until(page, "() => [...document.querySelectorAll('dateline-text .block')].every(block => block.firstChild)")
    shown = page.locator("dateline-text").evaluate("text => text.textContent")
    assert shown == TEXTS["long"]
    assert page.evaluate("window.longest") < LONGEST_TASK, "the page stood still"
    start = TEXTS["long"].rindex("Idlib")
    page.goto(f"{url}/report/{ids['long']}?span={start}-{start + 5}")
    expect(page.locator("dateline-text .marked")).to_have_text("Idlib")
    expect(page.locator("dateline-text .marked")).to_be_in_viewport()
