"""Claims in JSON and CSV, as people and other tools write them: what is meant is kept, what is wrong is named."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import coding
from dateline.coding import files
from dateline.errors import InputError
from dateline.export import claims as export
from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.schema import EventType, Factuality
from strategies import words

DAY = datetime.date(2024, 12, 8)


def numbers() -> st.SearchStrategy[float | None]:
    return st.none() | st.integers(0, 10**9).map(float) | st.floats(0, 10**6)


def names() -> st.SearchStrategy[tuple[Name, ...]]:
    return st.lists(st.builds(Name, words(), st.none() | words()), max_size=2).map(tuple)


def sites() -> st.SearchStrategy[tuple[Site, ...]]:
    axis = st.none() | st.floats(-90, 90)
    return st.lists(
        st.builds(Site, words(), st.none() | words(), st.just("") | st.just("city"), axis, axis), max_size=2
    ).map(tuple)


def claims() -> st.SearchStrategy[RecordedClaim]:
    """Any claim that a record may hold."""
    return st.builds(
        RecordedClaim,
        id=words(), report=words(), outlet=st.none() | words(), published=st.none() | st.dates(),
        type=st.sampled_from(["takeover", "casualties"]).map(EventType), factuality=st.sampled_from(Factuality),
        agent=names(), target=names(), place=sites(),
        time=st.sampled_from([None, "2024-12-08", "2024-12", "2011", "2024-11-27/2024-12-08"]), sources=names(),
        quantity=st.none() | st.builds(Count, words(), numbers(), numbers(), numbers(), st.none() | words()),
        confidence=st.floats(0, 1), trigger=st.just("") | words(), sentence=st.just("") | words(),
    )  # fmt: skip


@given(claims())
def test_json_keeps_a_claim_whole(claim):
    assert coding.claim(json.loads(export.line(claim))) == claim
    assert coding.restored(RecordedClaim, coding.plain(claim)) == claim


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"agent": "HTS"}, {"agent": (Name("HTS"),)}),
        ({"sources": ["A", {"name": "B", "id": "b"}]}, {"sources": (Name("A"), Name("B", "b"))}),
        ({"place": {"name": "Homs", "kind": None}}, {"place": (Site("Homs"),)}),
        ({"quantity": 12}, {"quantity": Count("", 12)}),
        ({"quantity": {"min": 3, "unit": "people"}}, {"quantity": Count("people", min=3)}),
        ({"published": "2024-12-08T23:30:00-05:00"}, {"published": DAY}),
        ({"confidence": 1}, {"confidence": 1.0}),
        ({"time": "2024-12", "outlet": "", "sentence": None}, {"time": "2024-12"}),
    ],
)
def test_what_people_leave_out_or_write_short_is_understood(given, expected):
    made = coding.claim({"id": "x", "report": "r", "type": "takeover", **given})
    plain = {"outlet": None, "published": None, "type": EventType("takeover"), "factuality": Factuality.ACTUAL}
    assert made == RecordedClaim(**{"id": "x", "report": "r", **plain, **expected})


def test_a_claim_without_a_report_is_one_by_itself():
    made = coding.claim({"type": "takeover"})
    assert made.id == made.report != ""


BAD = [
    ({}, "type: missing"),
    ({"type": "conquest"}, "no event type is called 'conquest'"),
    ({"type": ["takeover"]}, "no event type is called"),
    ({"typ": "takeover"}, "no field 'typ'"),
    ({"factuality": "sure"}, "'sure' is none of actual, ongoing"),
    ({"published": "yesterday"}, "'yesterday' is no date"),
    ({"time": "soon"}, "'soon' is no day, month, year or interval"),
    ({"time": 2024}, "time: no text"),
    ({"outlet": 5}, "outlet: no text"),
    ({"agent": 5}, "agent: no name"),
    ({"agent": [""]}, "agent: no name"),
    ({"agent": [{"id": "hts"}]}, "agent: no name"),
    ({"agent": [{"name": 5}]}, "agent: Expected `str`, got `int`"),
    ({"agent": [{"name": "A", "lat": 5}]}, "agent: no field 'lat'"),
    ({"place": [{"name": "A", "lat": 95}]}, "place: 95.0 is no latitude"),
    ({"place": [{"name": "A", "lon": float("nan")}]}, "is no latitude or longitude"),
    ({"quantity": "dozens"}, "quantity: write 12"),
    ({"quantity": True}, "quantity: write 12"),
    ({"quantity": -1}, "quantity: -1.0 is no count"),
    ({"quantity": {"number": 1}}, "quantity: no field 'number'"),
    ({"quantity": {"value": "12"}}, "quantity: Expected"),
    ({"confidence": 90}, "confidence: 90 is no number from 0 to 1"),
    ({"confidence": "high"}, "confidence: 'high' is no number"),
]


@pytest.mark.parametrize(("given", "problem"), BAD)
def test_what_has_no_meaning_is_named_on_one_line(given, problem):
    with pytest.raises(ValueError, match=r"^[^\n]+$") as caught:
        coding.claim({"type": "takeover", **given} if given else given)
    assert problem in str(caught.value)


def test_a_digest_is_of_what_is_said_not_of_how():
    assert coding.digest({"a": 1, "b": [2]}) == coding.digest({"b": [2], "a": 1})
    assert coding.digest({"a": 1}) != coding.digest({"a": 2})
    assert len(coding.digest("\ud800")) == 16


def written(claim: RecordedClaim) -> str:
    return export.header() + export.row(claim)


def read(tmp_path, content: str | bytes, name: str = "claims.csv") -> list:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return list(files.coded(path))


def test_csv_keeps_a_claim_whole(tmp_path):
    claim = RecordedClaim(
        id="c1", report="r", outlet="-Wire; London", published=DAY, type=EventType("takeover"),
        factuality=Factuality.NEGATED, agent=(Name("HTS", "hts"), Name("rebels")), time="2024-12-08",
        target=(Name("army"), Name("x", "y")),
        place=(Site("Homs, Homs, Syria", "geonames:169577", "city", 34.7, 36.7), Site("the village")),
        sources=(Name("=SUM(1)"),), quantity=Count("people", min=12, words="at least a dozen"), confidence=0.75,
        trigger="took", sentence='They "took" it,\nhe said.',
    )  # fmt: skip
    assert read(tmp_path, written(claim)) == [(2, claim)]


@given(claims())
def test_any_claim_in_csv_can_be_read_again(tmp_path_factory, claim):
    """Not always to the last character: names that hold "; " are parted, and blanks around a cell may go."""
    (item,) = read(tmp_path_factory.mktemp("coded"), written(claim))
    assert not isinstance(item, InputError) or item.line == 2


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_any_table_program_may_have_written_it(tmp_path, mark, before):
    lines = ["type,outlet,published,place,lat,lon", "takeover,Wire,2024-12-08,Homs,34.5,36.5", ",,,,,", "strike,,,,,"]
    first, second = read(tmp_path, before + "\r\n".join(lines).replace(",", mark) + "\r\n")
    assert (first[0], first[1].place) == (2, (Site("Homs", lat=34.5, lon=36.5),))
    assert (second[0], second[1].type, second[1].outlet) == (4, "strike", None)


HEAD = "type,outlet,published,agent,agent_id,lat,place,value\n"
BAD_TABLES = [
    ("", [None], "empty"),
    (" \n", [None], "empty"),
    (b"type,outlet\n\xff\xfe", [2], "not UTF-8 (byte 0xff)"),
    ("type,outlet\n", [1], "no column 'published'"),
    ("type,outlet,published,kind\n", [1], "no column 'kind'"),
    ("type,outlet,published,type\n", [1], "column 'type' stands twice"),
    (HEAD + "strike,N,soon\nstrike,N,2024-12-08\nfall,N,2024-12-08\n", [2, 4], "is no date|no event type"),
    (HEAD + "strike,N,,A; B,a\n", [2], "agent_id: 1 for 2 names"),
    (HEAD + "strike,N,,,,,,,9\n", [2], "9 cells under 8 columns"),
    (HEAD + "strike,N,,,,north,Homs\n", [2], "lat: 'north' is no number"),
    (HEAD + "strike,N,,,,,,1; 2\n", [2], "value: more than one number"),
    (HEAD + 'strike,"N\nM",\nstrike,N,soon\n', [4], "is no date"),
    (HEAD + 'strike,"N"M,\nstrike,N,\n', [2], "no CSV"),
    ('{"type": "strike", "outlet": null, "published": null}\n{"type": "x"}\n\n[]\n{\n', [2, 4, 5], "missing|no JSON"),
    ("[" * 100_000 + "\n", [1], "no JSON that can be read"),
    ('{"type": "strike", "outlet": "N"}\n', [1], "published: missing"),
]


@pytest.mark.parametrize(("content", "lines", "problem"), BAD_TABLES)
def test_every_bad_line_is_named_and_the_others_are_read(tmp_path, content, lines, problem):
    errors = [item for item in read(tmp_path, content) if isinstance(item, InputError)]
    assert [error.line for error in errors] == lines
    for error in errors:
        assert "\n" not in str(error)
        assert any(part in str(error) for part in problem.split("|"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    (error,) = files.coded(tmp_path / "none.csv")
    assert str(error) == f"{tmp_path / 'none.csv'}: no such file or folder"
    (error,) = files.coded(tmp_path)
    assert str(error).startswith(f"{tmp_path}: cannot be read")
