"""Adding reports: by paste and upload, with how far the reading is and what became of each."""

import pytest
from playwright.sync_api import expect
from served import serving
from visiting import copied

PATIENCE = 120_000
TEXT = "Rebels take Palmyra\n\nRebels seized the town of Palmyra on Saturday, a commander said. The army left Homs."


@pytest.fixture(scope="module")
def writing(read, tmp_path_factory):
    """A server that all tests here write to."""
    with serving(copied(read, tmp_path_factory.mktemp("writing"))) as server:
        yield server


@pytest.fixture
def adding(writing, page):
    page.goto(f"{writing.url}/add")
    expect(page.get_by_role("form", name="Paste a report")).to_be_visible()
    return page


def test_a_pasted_report_is_read_and_opened(adding):
    held = []

    def hold(stream):
        """A reading that is over at once would show no progress."""
        held.append(stream)

    adding.route("**/jobs/*/events", hold)
    form = adding.get_by_role("form", name="Paste a report")
    form.get_by_label("The report's text").fill(TEXT)
    form.get_by_label("Outlet").fill("Field team")
    form.get_by_label("Published").fill("2024-12-07")
    form.get_by_role("button").click()
    job = adding.locator(".job")
    expect(job.get_by_role("progressbar", name="Reading")).to_be_attached()
    for stream in held:
        stream.continue_()
    expect(job).to_contain_text("1 report added", timeout=PATIENCE)
    job.get_by_role("link").first.click()
    expect(adding.locator("dateline-text")).to_contain_text("Rebels seized the town of Palmyra")
    expect(adding.locator(".reader-head")).to_contain_text("Field team")


def test_files_are_uploaded_and_what_is_known_is_said(adding):
    form = adding.get_by_role("form", name="Upload files")
    report = {"name": "one.txt", "mimeType": "text/plain", "buffer": b"The army shelled Idlib on 3 December 2024."}
    for words in ("1 report added", "1 report known already"):
        form.get_by_label("Files").set_input_files(report)
        form.get_by_role("button", name="Upload").click()
        expect(adding.locator(".job").first).to_contain_text(words, timeout=PATIENCE)


def test_an_address_of_this_machine_is_refused_in_one_line(writing, browser):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{writing.url}/add")
    form = tab.get_by_role("form", name="Add by address")
    form.get_by_label("Web address").fill("http://127.0.0.1/report")
    form.get_by_role("button").click()
    refused = tab.locator(".job, [role=alert]").filter(has_text="not fetched")
    expect(refused.first).to_be_visible(timeout=PATIENCE)
    context.close()
