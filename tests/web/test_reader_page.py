"""The reader: the words that the address points to, the marks over them, and how others are sent there."""

import re

import pytest
from playwright.sync_api import Page, expect
from served import eventually
from visiting import judge_as


@pytest.fixture(scope="module")
def told(api):
    """A claim with a doer and a place in a report of several paragraphs."""
    found = api.get("/claims", params={"type": "takeover", "limit": 200}).json()["items"]
    return next(one for one in found if one["agent"] and one["place"] and one["span"] and one["span"][0] > 300)


@pytest.fixture(scope="module")
def reading(api, told):
    return api.get(f"/reports/{told['report']}").json()


def words_of(page: Page, selector: str) -> str:
    """The words of the runs, without the neutral twins above them."""
    return "".join(page.locator(f"dateline-text {selector}").all_text_contents())


def test_the_text_stands_as_received(page, served, reading, told):
    page.goto(f"{served.url}/report/{told['report']}")
    expect(page.locator("h1")).to_have_text(reading["title"])
    expect(page.locator("dateline-claim")).to_have_count(len(reading["claims"]))
    shown = page.locator("dateline-text .block").evaluate_all(
        "blocks => blocks.map(block => [...block.querySelectorAll('.run')].map(run => run.textContent).join(''))"
    )
    assert shown == [line for line in reading["text"].split("\n") if line]


def test_a_claim_in_the_address_is_shown_with_its_roles(page, served, reading, told):
    page.goto(f"{served.url}/report/{told['report']}?claim={told['id']}")
    trigger = page.locator('dateline-text [data-role-of~="trigger"]').first
    expect(trigger).to_be_in_viewport()
    claim = next(one for one in reading["claims"] if one["id"] == told["id"])
    assert words_of(page, '[data-role-of~="trigger"]') == claim["trigger"]["text"]
    assert words_of(page, '[data-role-of~="agent"]') == "".join(one["text"] for one in claim["agent"])
    assert words_of(page, '[data-role-of~="sentence"]') == claim["sentence"]["text"]
    expect(page.locator("dateline-claim[data-current]")).to_have_attribute("data-claim", told["id"])


def test_pointing_at_a_claim_colours_its_words(page, served, reading, told):
    page.goto(f"{served.url}/report/{told['report']}")
    card = page.locator(f'dateline-claim[data-claim="{told["id"]}"]')
    card.hover()
    expect(page.locator('dateline-text [data-role-of~="place"]').first).to_be_attached()
    page.locator("h1").hover()
    expect(page.locator("dateline-text [data-role-of]")).to_have_count(0)


def test_words_in_a_text_pick_their_claim(page, served, told):
    page.goto(f"{served.url}/report/{told['report']}")
    page.locator("dateline-text .run.trigger").first.click()
    page.wait_for_url(re.compile("claim="))
    expect(page.locator("dateline-claim[data-current]")).to_be_visible()


def test_selected_words_are_shared_by_a_link(page, served, reading, told):
    page.goto(f"{served.url}/report/{told['report']}")
    page.locator("dateline-text .block").nth(1).evaluate(
        """block => {
          const range = document.createRange();
          const runs = block.querySelectorAll('.run');
          range.setStart(runs[0].firstChild, 2);
          range.setEnd(runs[2].lastChild, runs[2].lastChild.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    selected = page.evaluate("getSelection().toString()")
    page.get_by_role("button", name="Copy link to these words").click()
    page.wait_for_url(re.compile("span="))
    start, end = map(int, re.search(r"span=(\d+)-(\d+)", page.url).groups())
    assert reading["text"][start:end] == selected
    page.goto(page.url)
    expect(page.locator("dateline-text .marked").first).to_be_in_viewport()
    assert words_of(page, ".marked") == selected


def test_a_claim_is_judged_beside_its_text(writable, page):
    with writable.client() as api:
        claim = next(one for one in api.get("/claims").json()["items"] if one["span"])
        page.goto(f"{writable.url}/report/{claim['report']}?claim={claim['id']}")
        expect(page.locator("dateline-claim[data-current]")).to_be_visible()
        page.keyboard.press("a")
        judge_as(page, "Ada")
        expect(page.locator("dateline-claim[data-current] .chip.good")).to_contain_text("accepted by Ada")
        eventually(lambda: api.get(f"/claims/{claim['id']}").json()["judged"]["status"] == "accepted")
        page.keyboard.press("u")
        expect(page.locator("dateline-claim[data-current] .chip.good")).to_have_count(0)
        eventually(lambda: not api.get(f"/claims/{claim['id']}").json()["judged"])


def test_loaded_words_have_their_neutral_twin_beside_them(page, served, api):
    reports = api.get("/reports", params={"limit": 200}).json()["items"]
    readings = (api.get(f"/reports/{one['id']}").json() for one in reports)
    found = next(one for one in readings if any(claim["stance"] for claim in one["claims"]))
    cue = next(cue for claim in found["claims"] for cue in claim["stance"])
    page.goto(f"{served.url}/report/{found['id']}")
    expect(page.locator("ruby.loaded", has_text=cue["text"]).first.locator("rt")).to_have_text(cue["neutral"])
    expect(page.locator(".note-loaded", has_text=cue["text"]).first).to_contain_text("It favours")
    page.get_by_role("button", name="Neutral twins").click()
    expect(page.locator("ruby.loaded rt").first).to_be_hidden()


def test_findings_stand_in_the_margin(page, served, api):
    finding = api.get("/findings").json()["items"][0]
    page.goto(f"{served.url}/report/{finding['report']}")
    expect(page.locator(".note-finding").first).to_contain_text("Does not add up")
    assert finding["spans"][0]["text"] in words_of(page, ".finding")


def test_what_is_not_there_is_said_in_one_line(browser, served):
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{served.url}/report/nothing")
    expect(tab.locator("h1")).to_have_text("This report cannot be shown")
    expect(tab.get_by_role("alert")).to_contain_text("nothing")
    context.close()
