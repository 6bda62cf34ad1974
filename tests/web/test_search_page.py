"""Finding: from words to the sentence in its report, by a question that the address holds."""

import re

from playwright.sync_api import expect


def test_from_words_to_the_sentence(page, served, api):
    found = api.get("/search", params={"q": "withdrew"}).json()
    page.goto(f"{served.url}/search")
    expect(page.locator(".found").first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("withdrew")
    expect(page.locator(".found-total")).to_have_text(re.compile(rf"^{found['total']} claims?$"))
    expect(page.locator(".found mark").first).to_have_text(re.compile("withdrew", re.IGNORECASE))
    page.locator(".found-sentence a").first.click()
    page.wait_for_url("**/report/**")
    expect(page.locator('dateline-text [data-role-of~="trigger"]').first).to_be_in_viewport()
    expect(page.locator('dateline-text [data-role-of~="sentence"]').first).to_contain_text(re.compile(".+"))


def test_facets_narrow_and_the_address_brings_it_all_back(page, served, api, browser):
    page.goto(f"{served.url}/search?q=army")
    facet = page.locator(".facet", has_text="What").locator("li button").first
    number = int(facet.locator(".number").text_content())
    facet.click()
    expect(page.locator(".found-total")).to_have_text(re.compile(rf"^{number} claims?$"))
    page.get_by_label("Published from").fill("2024-12-01")
    page.wait_for_url(re.compile("type=.*since=2024-12-01"))
    kind = re.search("type=([a-z]+)", page.url).group(1)
    asked = {"q": "army", "type": kind, "since": "2024-12-01"}
    total = re.compile(rf"^{api.get('/search', params=asked).json()['total']} claims?$")
    expect(page.locator(".found-total")).to_have_text(total)
    fresh = browser.new_context()
    other = fresh.new_page()
    other.goto(page.url)
    expect(other.locator(".found-total")).to_have_text(total)
    expect(other.get_by_label("Words")).to_have_value("army")
    fresh.close()
    page.get_by_role("button", name="Remove the filter").first.click()
    expect(page.get_by_role("button", name="Remove the filter")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("button", name="Remove the filter")).to_have_count(2)


def test_pages_of_results_and_reports(page, served, api):
    page.goto(f"{served.url}/search")
    page.get_by_role("link", name="Next →", exact=True).click()
    page.wait_for_url(re.compile("offset=25"))
    expect(page.get_by_role("navigation", name="Pages of results")).to_contain_text("26 – 50")
    page.get_by_role("button", name="Reports").click()
    total = api.get("/reports").json()["total"]
    expect(page.locator(".found-total")).to_have_text(f"{total} reports")
    page.locator(".found-title a").first.click()
    expect(page.locator("dateline-text")).to_be_visible()


def test_a_claim_leads_to_the_map(page, served, api):
    claim = next(one for one in api.get("/search", params={"q": "homs"}).json()["items"] if one["place"])
    page.goto(f"{served.url}/search?q=homs")
    link = page.locator(".found", has_text=claim["sentence"][:40]).get_by_role("link", name="Map").first
    assert f"place={claim['place'][0]['key']}" in link.get_attribute("href")
