"""What the API answers: the same as the record holds, in pages and by filters, and made once."""

from __future__ import annotations

import csv
import datetime
import io
import json

import httpx
import pytest

from dateline.errors import OptionError
from dateline.record import Filter, Record
from dateline.schema import EventType
from dateline.web.settings import Settings

DAY = datetime.timedelta(days=1)
HOMS = "geonames:169577"
PAGES = ("/", "/desk", "/compare", "/search", "/add", "/report/x", "/embed")


@pytest.fixture(scope="module")
def record(served):
    with Record(served.where) as opened:
        yield opened


def items(api, path, **asked):
    found = api.get(path, params={"limit": 1000, **asked})
    assert found.status_code == 200, found.text
    return found.json()["items"]


def test_what_the_record_holds(api, record):
    told = api.get("/record").json()
    assert (told["reports"], told["claims"]) == (len(record.reports()), record.count())
    assert told["first_day"] < told["last_day"]
    assert told["writable"]
    assert not told["stale"]
    assert sum(one["claims"] for one in told["outlets"]) == record.count()
    vocabulary = api.get("/vocabulary").json()
    assert {one["name"] for one in vocabulary["types"]} >= {"takeover", "hold"}
    assert vocabulary["statuses"][0] == {
        "name": "held", "label": "Held", "meaning": vocabulary["statuses"][0]["meaning"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({}, Filter()),
        ({"type": "takeover"}, Filter(type=EventType("takeover"))),
        ({"place": "Homs"}, Filter(place="Homs")),
        ({"place": HOMS}, Filter(place=HOMS)),
        ({"outlet": "Levant Wire"}, Filter(outlet="Levant Wire")),
        ({"actor": "hayat-tahrir-al-sham"}, Filter(actor="hayat-tahrir-al-sham")),
        ({"since": "2024-12-05", "until": "2024-12-06"}, Filter(since=datetime.date(2024, 12, 5),
                                                                until=datetime.date(2024, 12, 6))),
        ({"on": "2024-12-07"}, Filter(on=datetime.date(2024, 12, 7))),
        ({"q": "army withdrew"}, Filter(text="army withdrew")),
        ({"q": "city", "type": "takeover"}, Filter(text="city", type=EventType("takeover"))),
    ],
)  # fmt: skip
def test_a_filter_finds_what_the_record_finds(api, record, asked, where):
    assert [one["id"] for one in items(api, "/claims", **asked)] == [one.id for one in record.claims(where)]


def test_pages_follow_each_other(api, record):
    first, second = (api.get("/claims", params={"limit": 7, "offset": at}).json() for at in (0, 7))
    assert first["total"] == second["total"] == record.count()
    assert [one["id"] for one in first["items"] + second["items"]] == [one.id for one in record.claims(limit=14)]


def test_a_claim_leads_to_its_words(api):
    claim = next(one for one in items(api, "/claims") if one["sources"] and one["span"])
    assert api.get(f"/claims/{claim['id']}").json() == claim
    text = api.get(f"/reports/{claim['report']}").json()["text"]
    assert text[slice(*claim["span"])] == claim["trigger"]
    assert text[slice(*claim["sentence_span"])] == claim["sentence"]
    assert claim["chain"] == " ← ".join([claim["outlet"], *(one["name"] for one in claim["sources"])])
    assert claim["judged"] is None
    assert claim["original"] is None


def test_the_map_is_the_records_control(api, record):
    told = api.get("/control").json()
    columns = told["stretches"]
    assert len({len(column) for column in columns.values()}) == 1
    first = datetime.date.fromisoformat(told["first_day"])
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for state in record.control():
        at = (state.first_day - first).days
        place = [one["key"] for one in told["places"]].index(state.place.key)
        row = next(one for one in rows if one["place"] == place and one["first"] <= at <= one["last"])
        holder = told["holders"][row["holder"]]["key"] if row["holder"] >= 0 else told["statuses"][row["status"]]
        assert holder == state.holder


def test_homs_changes_hands(api):
    before, after = (api.get(f"/places/{HOMS}", params={"on": day}).json() for day in ("2024-12-02", "2024-12-08"))
    assert before["on"]["posterior"][0]["holder"] != after["on"]["posterior"][0]["holder"]
    assert after["on"]["posterior"][0]["probability"] > 0.6
    assert any(one["ratio"] > 0 for one in after["evidence"])
    assert after["evidence"][0]["claim"]["sentence"]
    days = after["days"]
    assert all(sum(row) == pytest.approx(1, abs=0.01) for row in days["rows"])
    assert len(days["holders"]) == len(days["rows"][0])
    likely = after["on"]["posterior"][0]["probability"]
    assert abs(after["left_out"][0]["probability_without"] - likely) > 0.01


def test_what_was_known_then_and_without_a_source(api):
    now = api.get("/control").json()
    then = api.get("/control", params={"known": "2024-12-03"}).json()
    assert then["last_day"] == "2024-12-03"
    assert len(then["places"]) < len(now["places"])
    source = api.get("/record").json()["sources"][0]["key"]
    without = api.get("/control", params={"without": source}).json()
    assert without["stretches"] != now["stretches"]
    place = api.get(f"/places/{HOMS}", params={"known": "2024-12-03", "on": "2024-12-03"}).json()
    assert all(one["claim"]["published"] <= "2024-12-03" for one in place["evidence"])
    last = api.get("/control", params={"method": "last-claim"}).json()
    assert last["places"]
    assert api.get("/control", params={"known": "2094-12-03"}).status_code == 422


def test_events_stand_side_by_side(api):
    events = items(api, "/events")
    days = [one["first_day"] or one["last_day"] or "9999" for one in events]
    assert days == sorted(days)
    most = max(events, key=lambda one: len(one["claims"]))
    detail = api.get(f"/events/{most['id']}").json()
    assert sorted(one["id"] for one in detail["claims"]) == sorted(most["claims"])
    assert all(one["event"] == most["id"] for one in detail["claims"])
    assert detail["links"]
    told = {claim for value in detail["values"]["factuality"] for claim in value["claims"]}
    assert told == set(most["claims"])
    narrowed = items(api, "/events", since="2024-12-07", until="2024-12-07", type="takeover")
    assert narrowed
    assert all((one["first_day"] or one["last_day"]) <= "2024-12-07" <= one["last_day"] for one in narrowed)


def test_contradictions_and_findings(api, record):
    odd = items(api, "/contradictions")
    assert len(odd) == len(record.contradictions())
    for one in odd:
        assert (one["event"] is None) != (one["place"] is None)
        assert len(one["positions"]) > 1
    kind = odd[0]["kind"]
    assert {one["kind"] for one in items(api, "/contradictions", kind=kind)} == {kind}
    assert len(items(api, "/findings")) == len(record.findings())


def test_search_marks_words_and_counts(api):
    found = api.get("/search", params={"q": "homs", "limit": 1000}).json()
    assert found["total"] == len(found["items"]) > 0
    marked = [one["sentence"][slice(*span)] for one in found["items"] for span in one["highlights"]]
    assert {word.casefold() for word in marked} == {"homs"}
    for facet in ("type", "factuality", "status"):
        assert sum(one["count"] for one in found["facets"][facet]) == found["total"]
    counts = api.get("/histogram", params={"q": "homs"}).json()["counts"]
    assert sum(counts) == found["total"]
    assert api.get("/search", params={"q": "!?"}).status_code == 422


def test_reports_are_listed_found_and_read(api, record):
    assert [one["id"] for one in items(api, "/reports")] == [one.id for one in record.reports()]
    found = items(api, "/reports", q="talbiseh media")
    assert "hostile" in [name for one in found for name in one["names"]]
    reading = api.get("/reports/hostile").json()
    assert reading["title"] == "<b>hostile</b>"
    assert set(reading["shown"]) == {one["id"] for one in reading["claims"]}
    assert not reading["rtl"]
    assert api.get("/reports/nobody").json() == {"error": "no report is called 'nobody'"}


def test_voices_beside_each_other(api):
    told = api.get("/compare").json()
    keys = [one["key"] for one in told["voices"]]
    assert set(told["coverage"]["rows"]) == set(keys)
    assert all(one["agree"] <= one["shared"] and {one["a"], one["b"]} <= set(keys) for one in told["agreement"])
    assert any(word["neutral"] for one in told["wording"] for word in one["words"])
    assert api.get("/compare", params={"by": "speaker", "place": HOMS}).json()["voices"]


def test_the_view_as_a_file(api, record):
    sent = api.get("/export", params={"format": "csv", "type": "takeover"})
    assert sent.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(sent.text)))
    assert [row["id"] for row in rows] == [one.id for one in record.claims(Filter(type=EventType("takeover")))]
    layer = api.get("/export", params={"format": "geojson", "place": HOMS}).json()
    assert layer["features"]
    lines = api.get("/export", params={"format": "jsonl"}).text.splitlines()
    assert len(lines) == record.count()
    assert api.get("/export", params={"format": "xlsx"}).content[:2] == b"PK"
    assert json.loads(api.get("/export", params={"format": "jsonld"}).text)["items"]
    written = api.get("/sitrep", params={"on": "2024-12-08", "since": "2024-12-07"})
    assert written.text.startswith("# Situation report")
    assert api.get("/sitrep", params={"on": "2024-12-08", "since": "2024-12-09"}).status_code == 422


def test_an_answer_is_told_by_its_tag_and_made_once(api):
    first = api.get("/claims", params={"limit": 200})
    tag = first.headers["etag"]
    assert first.headers["content-encoding"] == "gzip"
    again = api.get("/claims", params={"limit": 200}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    plain = api.get("/claims", params={"limit": 200}, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == first.json()


@pytest.mark.parametrize("path", [*PAGES, "/static/js/state.js", "/api/v1/record", "/api/v1/none", "/none"])
def test_every_answer_has_strict_headers(served, path):
    headers = httpx.get(served.url + path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == ("*" if path == "/embed" else "'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/claims?limit=-1", 422, "limit: Input should be greater than or equal to 0"),
        ("/claims?type=seizure", 422, "type: no event type is called 'seizure'"),
        ("/claims?on=yesterday", 422, "on: "),
        ("/claims?factuality=true", 422, "factuality: 'true' is none of actual"),
        ("/claims/none", 404, "no claim is called 'none'"),
        ("/events/none", 404, "no event is called 'none'"),
        ("/places/none", 404, "no place is called 'none'"),
        ("/jobs/none", 404, "no job is called 'none'"),
        ("/nothing", 404, "Not Found"),
        ("/control?method=guess", 422, "method: "),
        ("/reports?q=%00%00", 422, "text: "),
    ],
)
def test_what_has_no_meaning_is_refused_in_one_line(api, path, status, words):
    refused = api.get(path)
    assert refused.status_code == status
    assert refused.json()["error"].startswith(words)
    assert "\n" not in refused.json()["error"]


def test_text_of_reports_comes_as_json_only(api):
    answer = api.get("/reports/hostile")
    assert answer.headers["content-type"] == "application/json"
    assert "<script>window.hit=1</script>" in answer.json()["text"]
    assert "\u202eretook" in answer.json()["text"]


@pytest.mark.parametrize("tiles", ["ftp://x/{z}/{x}/{y}", "https://tiles.example/", "https://a b/{z}/{x}/{y}"])
def test_tiles_have_an_address(tiles):
    with pytest.raises(OptionError, match="--tiles"):
        Settings("record.db", tiles=tiles)
