"""The desk: claims judged by the keyboard, what follows from that, and how it is taken back."""

import pytest
from browser import until
from playwright.sync_api import Page, expect
from served import eventually, serving
from visiting import copied, judge_as


@pytest.fixture(scope="module")
def writing(read, tmp_path_factory):
    """A server that all tests here write to."""
    with serving(copied(read, tmp_path_factory.mktemp("writing"))) as server:
        yield server


@pytest.fixture
def api(writing):
    with writing.client() as client:
        yield client


@pytest.fixture
def desk(writing, page) -> Page:
    """The desk with somebody at it."""
    page.add_init_script("localStorage.setItem('dateline-judge', 'Ada')")
    page.goto(f"{writing.url}/desk")
    expect(page.locator(".desk-card .claim-head")).to_be_visible()
    # What an earlier test judged may still be working its way into the queue.
    expect(page.locator(".stale.shown")).to_have_count(0)
    return page


def shown(page: Page) -> str:
    """The id of the claim that the desk shows, by its address."""
    expect(page.locator(".queue [aria-current]")).to_be_visible()
    return page.wait_for_function("new URLSearchParams(location.search).get('claim')").json_value()


def moved_on(page: Page, claim: str) -> None:
    """Wait until the desk shows another claim."""
    until(page, "claim => new URLSearchParams(location.search).get('claim') !== claim", claim)


def evidence(api, place: str) -> set[str]:
    return {one["claim"]["id"] for one in api.get(f"/places/{place}").json()["evidence"]}


def waiting(api) -> list[str]:
    return [one["claim"]["id"] for one in api.get("/desk", params={"limit": 200}).json()["items"]]


def test_a_wrong_claim_is_rejected_by_one_key_and_the_map_follows(writing, api, page):
    queue = api.get("/desk", params={"limit": 50}).json()["items"]
    claim, place = next(
        (one["claim"], site["key"])
        for one in queue
        for site in one["claim"]["place"]
        if "moves" in one["why"]["words"] and one["claim"]["id"] in evidence(api, site["key"])
    )
    page.goto(f"{writing.url}/desk?claim={claim['id']}")
    expect(page.locator(".desk-card")).to_contain_text(claim["label"])
    page.keyboard.press("r")
    judge_as(page, "Ada")
    moved_on(page, claim["id"])
    assert api.get(f"/claims/{claim['id']}").json()["judged"]["by"] == "Ada"
    eventually(lambda: claim["id"] not in waiting(api))
    eventually(lambda: claim["id"] not in evidence(api, place))
    expect(page.locator(f'.queue [data-id="{claim["id"]}"]')).to_have_count(0, timeout=60_000)
    expect(page.locator("dateline-history li").first).to_contain_text("Rejected by Ada")
    page.keyboard.press("u")
    page.wait_for_url(f"**/desk?claim={claim['id']}")
    eventually(lambda: claim["id"] in evidence(api, place))
    expect(page.locator(f'.queue [data-id="{claim["id"]}"]')).to_be_visible(timeout=60_000)
    assert api.get(f"/claims/{claim['id']}").json()["judged"] is None


def test_two_keys_correct_how_real_a_claim_is(desk, api):
    claim = shown(desk)
    before = api.get(f"/claims/{claim}").json()["factuality"]
    desk.keyboard.press("f")
    expect(desk.locator(".chord")).to_contain_text("it is possible")
    with desk.expect_response(lambda answer: answer.request.method == "POST"):
        desk.keyboard.press("p")
    moved_on(desk, claim)
    after = api.get(f"/claims/{claim}").json()
    assert (after["factuality"], after["original"]["factuality"]) == ("possible", before)
    desk.get_by_role("button", name="Show the claim").first.click()
    expect(desk.locator(".desk-card .chip.warn")).to_contain_text("edited by Ada")
    expect(desk.locator(".desk-card .changes")).to_contain_text(f"factuality was read as {before}")


def test_a_place_and_a_day_are_corrected_in_the_form(desk, api):
    claim = shown(desk)
    desk.keyboard.press("c")
    desk.keyboard.press("p")
    form = desk.get_by_role("dialog", name="Correct this claim")
    place = form.get_by_label("Where: add")
    expect(place).to_be_focused()
    for _ in api.get(f"/claims/{claim}").json()["place"]:
        place.press("Backspace")
    place.fill("homs, homs, syria")
    place.press("Enter")
    form.get_by_label("When").fill("a Monday")
    desk.keyboard.press("Enter")
    expect(form).to_be_visible()
    form.get_by_label("When").fill("2024-12-07")
    form.get_by_label("Why", exact=True).fill("the map says so")
    desk.keyboard.press("Enter")
    moved_on(desk, claim)
    after = api.get(f"/claims/{claim}").json()
    assert [(one["key"], one["name"]) for one in after["place"]] == [("geonames:169577", "Homs, Homs, Syria")]
    assert (after["time"], after["judged"]["why"]) == ("2024-12-07", "the map says so")


def test_who_and_to_whom_are_swapped_by_one_key(writing, desk, api):
    found = api.get("/claims", params={"limit": 200}).json()["items"]
    claim = next(one for one in found if one["agent"] and one["target"] and not one["judged"])
    desk.goto(f"{writing.url}/desk?claim={claim['id']}")
    expect(desk.locator(".desk-card")).to_contain_text(claim["label"])
    desk.keyboard.press("x")
    eventually(lambda: api.get(f"/claims/{claim['id']}").json()["agent"] == claim["target"])
    assert api.get(f"/claims/{claim['id']}").json()["target"] == claim["agent"]


def test_claims_are_split_from_their_event_and_merged_again(writing, desk, api):
    events = api.get("/events", params={"type": "takeover", "limit": 200}).json()["items"]
    event = next(one for one in events if len(one["claims"]) == 2)
    first, second = event["claims"]

    def together() -> bool:
        one, other = (api.get(f"/claims/{claim}").json()["event"] for claim in (first, second))
        return one == other

    desk.goto(f"{writing.url}/desk?claim={first}")
    expect(desk.locator(".event-claims li")).to_have_count(1)
    desk.keyboard.press("s")
    desk.get_by_role("checkbox").first.press("Space")
    desk.keyboard.press("Enter")
    eventually(lambda: not together())
    expect(desk.locator(".event-claims")).to_contain_text("No other claim", timeout=60_000)
    desk.keyboard.press("m")
    form = desk.get_by_role("dialog", name="Merge")
    form.locator(f'input[value="{second}"]').press("Space")
    desk.keyboard.press("Enter")
    eventually(together)


def test_keys_keep_still_while_somebody_types(desk):
    claim = shown(desk)
    desk.keyboard.press("w")
    why = desk.get_by_label("Why")
    expect(why).to_be_focused()
    desk.keyboard.type("are you sure")
    expect(why).to_have_value("are you sure")
    assert shown(desk) == claim
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    moved_on(desk, claim)
    desk.keyboard.press("k")
    desk.wait_for_url(f"**/desk?claim={claim}")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_contain_text("Take the last judgement back")


def test_the_history_takes_back_what_is_older(desk, api):
    before = {one["id"] for one in api.get("/judgements").json()["items"]}
    claim = shown(desk)
    desk.keyboard.press("a")
    moved_on(desk, claim)
    made = next(one for one in api.get("/judgements").json()["items"] if one["id"] not in before)
    assert (made["claims"], made["verdict"]) == ([claim], "accept")
    desk.goto(desk.url)
    desk.get_by_role("button", name="Take back: Accepted by Ada").first.click()
    eventually(lambda: not api.get(f"/claims/{claim}").json()["judged"])
