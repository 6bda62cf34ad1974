"""What may be written through the API, by whom, and what becomes of it."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from served import eventually, serving

from dateline.errors import OptionError
from dateline.record import Record
from dateline.web import fetching, guard
from dateline.web.settings import Settings

HOMS = "geonames:169577"
ANY = "0.0.0.0"  # noqa: S104 - nothing listens there
TOKEN = "word for writing"  # noqa: S105 - of a server that lives for a test
NEWS = "HAMA, Dec 9 - Rebel fighters seized the town of Salamiyah on Monday, the Syrian Observatory said."
CODED = "type,outlet,published,place,agent\ntakeover,Field team,2024-12-05,Hama,HTS\nseizure,Field team,,,\n"


@pytest.fixture
def client(writable):
    with writable.client() as opened:
        yield opened


def judge(client, claim, **decision):
    given = {"verdict": "reject", "claims": [claim], "by": "Ann", **decision}
    return client.post("/judgements", json=given)


def first(client, **asked):
    return client.get("/claims", params=asked).json()["items"][0]


def finished(client, answer):
    assert answer.status_code == 202, answer.text
    job = answer.json()["job"]
    with client.stream("GET", f"/jobs/{job}/events") as stream:
        told = [json.loads(line.removeprefix("data: ")) for line in stream.iter_lines() if line]
    assert told[-1] == client.get(f"/jobs/{job}").json()
    return told


def test_a_judgement_is_seen_at_once_and_can_be_taken_back(client, writable):
    claim = first(client, type="takeover")
    made = judge(client, claim["id"], why="taken back by the outlet")
    assert made.status_code == 201
    seen = client.get(f"/claims/{claim['id']}").json()["judged"]
    assert (seen["status"], seen["by"], seen["why"]) == ("rejected", "Ann", "taken back by the outlet")
    assert claim["id"] in {one["id"] for one in client.get("/claims", params={"status": "rejected"}).json()["items"]}
    assert claim["id"] not in {one["claim"]["id"] for one in client.get("/desk?limit=1000").json()["items"]}
    with Record(writable.where) as record:
        assert [one.claims for one in record.judgements()] == [(claim["id"],)]
    gone = client.request("DELETE", f"/judgements/{made.json()['id']}", json={"by": "Ben", "why": "slip"})
    assert gone.json()["withdrawn"]
    assert client.get(f"/claims/{claim['id']}").json()["judged"] is None
    assert client.get("/judgements").json()["items"] == []


def test_an_edit_is_shown_beside_what_was_read(client):
    claim = first(client, place=HOMS)
    other = client.get("/claims", params={"place": "Hama"}).json()["items"][0]["place"]
    edited = judge(client, claim["id"], verdict="edit", changes={"place": other, "factuality": "negated"})
    assert edited.status_code == 201
    seen = client.get(f"/claims/{claim['id']}").json()
    assert seen["place"] == other
    assert seen["factuality"] == "negated"
    assert seen["original"]["place"] == claim["place"]
    assert seen["judged"]["status"] == "edited"
    eventually(lambda: claim["id"] in {one["id"] for one in client.get("/claims?place=Hama").json()["items"]})


def test_the_map_follows_judgements(client):
    before = client.get(f"/places/{HOMS}", params={"on": "2024-12-08"}).json()
    for one in before["evidence"]:
        assert judge(client, one["claim"]["id"]).status_code == 201
    told = client.get(f"/places/{HOMS}", params={"on": "2024-12-08"})

    def moved() -> bool:
        nonlocal told
        told = client.get(f"/places/{HOMS}", params={"on": "2024-12-08"})
        return told.status_code == 404 or told.json()["on"] != before["on"]

    eventually(moved)


def test_merging_joins_events(client):
    claims = client.get("/claims", params={"type": "strike"}).json()["items"]
    one = claims[0]
    other = next(claim for claim in claims if claim["event"] != one["event"])
    assert judge(client, one["id"], verdict="merge", claims=[one["id"], other["id"]]).status_code == 201
    eventually(lambda: len({client.get(f"/claims/{claim['id']}").json()["event"] for claim in (one, other)}) == 1)


@pytest.mark.parametrize(
    "decision",
    [
        {"verdict": "maybe"},
        {"by": ""},
        {"by": "   "},
        {"claims": []},
        {"claims": ["nobody"]},
        {"verdict": "edit"},
        {"verdict": "edit", "changes": {"id": "x"}},
        {"verdict": "edit", "changes": {"type": "seizure"}},
        {"verdict": "edit", "changes": {"time": "yesterday"}},
        {"verdict": "merge"},
        {"changes": {"type": "hold"}},
        {"extra": 1},
    ],
)
def test_what_is_no_judgement_is_refused(writable_once, decision):
    with writable_once.client() as client:
        refused = judge(client, first(client)["id"], **decision)
        assert refused.status_code == 422
        assert "\n" not in refused.json()["error"]
        assert client.get("/judgements").json()["total"] == 0


def test_pasted_text_is_read(client):
    given = {"text": NEWS, "published": "2024-12-09", "outlet": "Test", "title": "Salamiyah"}
    told = finished(client, client.post("/reports", json=given))
    assert told[0]["state"] in ("waiting", "reading")
    assert (told[-1]["state"], told[-1]["added"], told[-1]["errors"]) == ("done", 1, [])
    report = client.get(f"/reports/{told[-1]['reports'][0]}").json()
    assert (report["text"], report["outlet"]) == (NEWS, "Test")
    eventually(lambda: client.get("/claims", params={"report": report["id"]}).json()["total"] == told[-1]["claims"])
    again = finished(client, client.post("/reports", json=given))
    assert (again[-1]["added"], again[-1]["known"]) == (0, 1)


def test_files_are_read_as_dateline_add_reads_them(client):
    lines = "".join(json.dumps({"text": f"{NEWS} {at}", "published": "2024-12-09"}) + "\n" for at in range(3)) + "{\n"
    page = f"<html><head><title>T</title></head><body><article><p>{NEWS}</p><p>{NEWS} More.</p></article></body></html>"
    files = [
        ("file", ("a.txt", NEWS)), ("file", ("b.jsonl", lines)), ("file", ("c.html", page)), ("file", ("d.csv", CODED)),
    ]  # fmt: skip
    done = finished(client, client.post("/reports", files=files, data={"published": "2024-12-09"}))[-1]
    assert done["state"] == "done"
    assert done["added"] == 6
    assert [error.split(":")[0] for error in done["errors"]] == ["b.jsonl", "d.csv"]
    eventually(lambda: client.get("/claims", params={"outlet": "Field team"}).json()["total"] == 1)


@pytest.mark.parametrize(
    "given",
    [
        {}, {"text": " "}, {"text": "x", "url": "http://x.example"}, {"text": "x", "published": "today"}, {"text": 1},
        {"url": "file:///etc/passwd"}, {"url": "http://"}, {"url": "http://user:word@x.example/"},
        {"url": "http://x.example:22/"}, {"url": "http://127.0.0.1/"}, {"url": "http://[::1]/"},
        {"url": "http://[::ffff:127.0.0.1]/"}, {"url": "http://10.0.0.1/"}, {"url": "http://169.254.169.254/"},
        {"url": "http://localhost/"}, {"url": "http://0.0.0.0/"}, {"url": "http://x.example/\r\nHost: y"},
        {"url": "http://[64:ff9b::7f00:1]/"}, {"url": "http://[/"},
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(writable_once, given):
    with writable_once.client() as client:
        refused = client.post("/reports", json=given)
        assert refused.status_code == 422
        assert refused.json()["error"]


def test_files_of_other_kinds_are_refused(writable_once):
    with writable_once.client() as client:
        assert "paper.pdf" in client.post("/reports", files={"file": ("paper.pdf", b"%PDF")}).json()["error"]
        assert client.post("/reports", files={"other": ("a.txt", b"x")}).status_code == 422
        assert client.post("/reports", content=b"x", headers={"content-type": "text/plain"}).status_code == 415
        odd = client.post("/reports", content=b"x", headers={"content-type": "multipart/form-data; boundary=b"})
        assert 400 <= odd.status_code < 500


def test_what_is_too_large_is_refused(writable_once, monkeypatch):
    monkeypatch.setattr(guard, "LARGEST", 1000)
    with writable_once.client() as client:
        assert client.post("/reports", json={"text": "x" * 2000}).status_code == 413
        unsaid = client.post(
            "/reports", content=iter([b"{", b" " * 2000, b"}"]), headers={"content-type": "application/json"}
        )
        assert unsaid.status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"X-Dateline": "1"}, 422),
        ({"X-Dateline": "1", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Dateline": "1", "Sec-Fetch-Site": "same-site"}, 403),
        ({"X-Dateline": "1", "Origin": "http://evil.example"}, 403),
        ({"X-Dateline": "1", "Origin": "null"}, 403),
        ({"X-Dateline": "1", "Host": "evil.example"}, 421),
    ],
)
def test_other_pages_cannot_write(writable_once, headers, status):
    asked = httpx.post(f"{writable_once.url}/api/v1/judgements", json={}, headers=headers)
    assert asked.status_code == status
    assert asked.json()["error"]


def test_other_names_cannot_read(writable_once):
    asked = httpx.get(f"{writable_once.url}/api/v1/record", headers={"Host": "rebound.example"})
    assert asked.status_code == 421


def test_a_token_is_asked_for_where_there_is_one(read):
    with serving(read, token=TOKEN, names=("proxy.example",)) as server:
        address = f"{server.url}/api/v1/judgements"
        headers = {"X-Dateline": "1", "Host": "proxy.example"}
        refused = httpx.post(address, json={}, headers=headers)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        wrong = {**headers, "Authorization": "Bearer wrong"}
        assert httpx.post(address, json={}, headers=wrong).status_code == 401
        right = {**headers, "Authorization": f"Bearer {TOKEN}"}
        assert httpx.post(address, json={}, headers=right).status_code == 422


def test_without_a_token_only_loopback_may_write():
    assert Settings("record.db").writable
    assert Settings("record.db", host="::1").writable
    assert not Settings("record.db", host=ANY).writable
    assert Settings("record.db", host=ANY, token=TOKEN).writable
    with pytest.raises(OptionError, match="--token"):
        Settings("record.db", token=" ")  # noqa: S106


def test_whoever_listens_hears_of_changes(client):
    heard = []

    def listen() -> None:
        with httpx.Client(base_url=client.base_url, timeout=30) as other, other.stream("GET", "/changes") as stream:
            for line in stream.iter_lines():
                if line.startswith("data: "):
                    heard.append(json.loads(line.removeprefix("data: ")))
                if len(heard) > 1 and not heard[-1]["stale"]:
                    return

    listening = threading.Thread(target=listen)
    listening.start()
    eventually(lambda: heard)
    assert judge(client, first(client)["id"]).status_code == 201
    listening.join(60)
    assert heard[0]["basis"] != heard[-1]["basis"]
    assert any(one["stale"] for one in heard)


class Site(BaseHTTPRequestHandler):
    """A site with a page, pages that lead elsewhere and pages that are none."""

    def do_GET(self) -> None:
        kinds = {"/page": "text/html; charset=latin-1", "/big": "text/plain", "/paper": "application/pdf"}
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
        elif self.path in kinds:
            self.send_response(200)
            self.send_header("Content-Type", kinds[self.path])
            self.end_headers()
            self.wfile.write(b"x" * 5000 if self.path == "/big" else f"<p>caf\xe9 {NEWS}</p>".encode("latin-1"))
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site(monkeypatch):
    """The address of the site, with this machine's addresses taken for public ones but for 127.0.0.2."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    real = fetching.public

    def public(host: str, port: int) -> str:
        return "127.0.0.1" if host == "site.example" else real(host, port)

    monkeypatch.setattr(fetching, "public", public)
    monkeypatch.setattr(fetching, "_PORTS", {"http": server.server_port, "https": 443})
    try:
        yield "http://site.example"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_page_is_fetched(monkeypatch):
    with site(monkeypatch) as address:
        page = fetching.fetch(f"{address}/to?/to?/page")
        assert page.html
        assert page.url == f"{address}/page"
        assert "café" in page.data.decode()


def test_what_leads_to_no_page_is_refused(monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    with site(monkeypatch) as address:
        for path, words in (
            ("/none", "answered 404"), ("/paper", "application/pdf"), ("/big", "larger"),
            ("/to?http://127.0.0.1/", "no public address"), ("/to?file:///etc/passwd", "no http"),
            ("/to?" * 8 + "/page", "redirects"),
        ):  # fmt: skip
            with pytest.raises(OptionError, match=words):
                fetching.fetch(address + path)


def test_an_address_without_an_answer_is_given_up(monkeypatch):
    monkeypatch.setattr(fetching, "_SECONDS", 0.0)
    with site(monkeypatch) as address, pytest.raises(OptionError, match="no answer within"):
        fetching.fetch(f"{address}/page")
