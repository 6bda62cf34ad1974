"""Comparing outlets and speakers: words, agreement, leads, coverage, and what a source's absence changes."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def compared(api):
    return api.get("/compare", params={"by": "outlet"}).json()


def test_words_for_one_event_stand_side_by_side(page, served, compared):
    event = next(
        one
        for one in compared["wording"]
        if any(word["neutral"] for word in one["words"]) and any(not word["neutral"] for word in one["words"])
    )
    loaded = next(word for word in event["words"] if word["neutral"])
    page.goto(f"{served.url}/compare")
    box = page.locator(".wording").filter(has=page.locator(f'a[href*="event={event["event"]}"]')).first
    word = box.locator(".word-loaded").filter(has_text=re.compile(re.escape(loaded["word"]), re.IGNORECASE)).first
    expect(word).to_contain_text(f"neutral: {loaded['neutral']}")
    assert box.locator(".word:not(.word-loaded)").count() > 0
    word.get_by_role("link").first.click()
    page.wait_for_url("**/report/**")
    expect(page.locator('dateline-text [data-role-of~="trigger"]').first).to_be_in_viewport()


def test_agreement_leads_and_coverage_are_drawn(page, served, compared):
    page.goto(f"{served.url}/compare")
    pair = next(one for one in compared["agreement"] if one["shared"] > 1)
    names = {one["key"]: one["name"] for one in compared["voices"]}
    row = page.locator(".matrix tbody tr", has=page.locator("th", has_text=names[pair["a"]]))
    expect(row.get_by_title(f"and {names[pair['b']]} both")).to_contain_text(f"{pair['agree']}/{pair['shared']}")
    covered = [key for key, days in compared["coverage"]["rows"].items() if any(days)]
    expect(page.locator(".multiple")).to_have_count(len(covered))
    expect(page.locator("#first li")).not_to_have_count(0)


def test_speakers_are_compared_too(page, served, api):
    page.goto(f"{served.url}/compare")
    page.get_by_role("button", name="Speakers").click()
    page.wait_for_url(re.compile("by=speaker"))
    voice = api.get("/compare", params={"by": "speaker"}).json()["voices"][0]
    expect(page.locator("main")).to_contain_text(voice["name"])


def test_a_source_is_left_out_and_the_effect_is_told(page, served, api):
    source = api.get("/record").json()["sources"][0]
    page.goto(f"{served.url}/compare?on=2024-12-07")
    page.locator("#without").get_by_role("checkbox", name=source["name"]).first.press("Space")
    page.wait_for_url(re.compile("without="))
    effect = page.locator("dateline-without [role=status]")
    expect(effect).to_contain_text("would have another holder on 7 December 2024", timeout=60_000)
    expect(effect.get_by_role("link")).to_have_attribute("href", re.compile("without="))
