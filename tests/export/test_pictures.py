"""What follows from a record, as files that the readers of their formats take."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pyarrow.parquet
import pytest

from dateline import data
from dateline.export import acled, ftm, panel, timemap
from dateline.picture import ControlState, Event
from situation.rows import PLACES, claims

DAY = datetime.date(2024, 12, 2)
KINDS = {"syria-forces": "state_forces", "hayat-tahrir-al-sham": "rebel_group"}
STATE = ControlState(PLACES["Homs"], DAY, DAY, "hts", 0.75, (("hts", 0.75), ("unknown", 0.25)))
FTM = "followthemoney is not installed: it needs the ICU library and a compiler (pip install 'dateline[exports]')"
SHARED = {"place": "Homs", "sentence": "They came to Homs.", "trigger": "came"}


def told(*rows):
    """An event for each row, of one claim."""
    made = claims(list(rows), SHARED)
    events = [
        Event(f"event:{one.id}", one.type, (one.id,), one.place, DAY, DAY, ((one.outlet or "").casefold(),))
        for one in made
    ]
    return events, {one.id: one for one in made}


def test_a_panel_is_the_same_as_csv_and_parquet(tmp_path):
    names = {"hts": "Hayat Tahrir al-Sham"}
    lines = list(csv.DictReader("".join(panel.write([STATE], names)).splitlines()))
    panel.parquet([STATE], names, tmp_path / "out.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "out.parquet")
    assert tuple(table.column_names) == tuple(lines[0]) == panel.COLUMNS
    assert [row["probability"] for row in table.to_pylist()] == [0.75, 0.25]
    assert [float(line["probability"]) for line in lines] == [0.75, 0.25]
    assert table.to_pylist()[0]["day"] == DAY
    assert [line["holder_name"] for line in lines] == ["Hayat Tahrir al-Sham", "unknown"]


def test_a_panel_of_nothing_has_its_columns(tmp_path):
    panel.parquet([], {}, tmp_path / "out.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "out.parquet").num_rows == 0


def test_entities_are_what_followthemoney_reads():
    model = pytest.importorskip("followthemoney", reason=FTM).model
    events, known = told({"type": "takeover", "agent": "hts", "target": "army", "time": "2024-12-02"})
    entities = [model.get_proxy(json.loads(line)) for line in ftm.entities(events, known, KINDS)]
    schemata = {one.schema.name: one for one in entities}
    assert set(schemata) == {"Event", "Organization", "PublicBody", "Article"}
    event = schemata["Event"]
    assert event.get("date") == ["2024-12-02"]
    assert set(event.get("involved")) == {schemata["Organization"].id, schemata["PublicBody"].id}
    assert event.get("proof") == [schemata["Article"].id]


def test_every_statement_says_which_outlet_and_claim_it_is_from(tmp_path):
    read_csv_statements = pytest.importorskip("followthemoney.statement.serialize", reason=FTM).read_csv_statements
    events, known = told({"type": "takeover", "agent": "hts", "outlet": "Qasioun & Söhne"})
    ftm.write_statements(events, known, KINDS, tmp_path / "out.csv")
    found = list(read_csv_statements(io.BytesIO((tmp_path / "out.csv").read_bytes())))
    assert found
    assert {one.dataset for one in found} == {"qasioun_sohne"}
    assert {one.origin for one in found} == set(known)
    assert {one.first_seen for one in found} == {"2024-12-02"}


@pytest.mark.parametrize(
    ("rows", "sub_event"),
    [
        ([{"type": "takeover", "agent": "hts"}], "Non-violent transfer of territory"),
        ([{"type": "takeover", "agent": "hts"}, {"type": "clash"}], "Non-state actor overtakes territory"),
        ([{"type": "takeover", "agent": "army", "trigger": "stormed"}], "Government regains territory"),
        ([{"type": "strike", "agent": "army", "trigger": "shelled"}], "Shelling/artillery/missile attack"),
        ([{"type": "strike", "agent": "army", "trigger": "bombed"}], "Air/drone strike"),
        ([{"type": "attack", "trigger": "shot", "target": "two civilians"}], "Attack"),
        ([{"type": "detention", "agent": "army", "trigger": "arrested"}], "Arrests"),
        ([{"type": "detention", "agent": "hts", "trigger": "seized"}], "Abduction/forced disappearance"),
        ([{"type": "protest", "trigger": "marched"}], "Peaceful protest"),
        ([{"type": "takeover", "agent": name} for name in ("hts", "army")] + [{"type": "clash"}], "Armed clash"),
        ([{"type": "pledge", "agent": "army"}], None),
        ([{"type": "clash", "agent": "army", "factuality": "negated"}], None),
    ],
)  # fmt: skip
def test_sub_events_are_told_by_violence_kind_of_doer_and_duration(rows, sub_event):
    events, known = told(*rows)
    lines = list(csv.DictReader("".join(acled.write(events, known, KINDS)).splitlines()))
    found = {line["event_id_cnty"]: line["sub_event_type"] for line in lines}
    assert found.get("event:c1") == sub_event


def test_the_table_has_every_sub_event_of_the_codebook():
    assert len({(row["event_type"], row["sub_event"]) for row in data.rows("acled.csv")}) == 25


def test_the_dead_of_a_row_are_the_fewest_told_in_its_sentences():
    killed = {"type": "casualties", "trigger": "killed", "quantity": {"value": 9}}
    events, known = told({"type": "strike"}, killed, killed | {"quantity": {"min": 7}})
    (line,) = csv.DictReader("".join(acled.write(events, known, KINDS)).splitlines())
    assert (line["fatalities"], line["country"], line["admin1"], line["location"]) == ("7", "Syria", "Homs", "Homs")


TEXT = ("id", "description", "date", "time", "time_precision", "location", "latitude", "longitude", "type", "category",
        "comments")  # fmt: skip


def test_timemap_takes_every_event():
    """By its own schemata: text in these fields, lists in the two others, both coordinates or none, and no more."""
    nowhere = {"type": "clash", "place": "Manbij", "quantity": {"value": 1}}
    events, known = told({"type": "takeover", "agent": "hts"}, nowhere)
    made = json.loads(json.dumps(timemap.document(events, known)))
    for event in made["events"]:
        assert set(event) == {*TEXT, "associations", "sources"}
        assert all(isinstance(event[name], str) for name in TEXT)
        assert datetime.datetime.strptime(event["date"], "%m/%d/%Y").date() == DAY
        assert bool(event["latitude"]) == bool(event["longitude"])
        assert set(event["associations"]) <= {one["id"] for one in made["associations"]}
        assert set(event["sources"]) <= set(made["sources"])
    assert [bool(event["latitude"]) for event in made["events"]] == [True, False]
    for key, source in made["sources"].items():
        assert source["id"] == key
        assert isinstance(source["paths"], list)
