"""The verbs over what follows from a record: events, contradictions, control and their files."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from test_cli import lines_of, records, run

TEXTS = (
    ("a", "Hayat Tahrir al-Sham captured Homs from the Syrian army on Saturday.", "Wire", "2024-12-08"),
    ("b", "Hayat Tahrir al-Sham seized Homs on Saturday, residents said.", "Post", "2024-12-08"),
    ("c", "The Syrian army still held the city of Homs on Thursday.", "State", "2024-12-05"),
    ("d", "An air strike killed 12 people in Idlib on Friday.", "Wire", "2024-12-07"),
    ("e", "An air strike killed 30 people in Idlib on Friday.", "Post", "2024-12-07"),
)


@pytest.fixture
def where(tmp_path: Path) -> Path:
    """A record with a takeover told twice and a toll told in two ways."""
    path = tmp_path / "reports.jsonl"
    path.write_text(lines_of(*(dict(zip(("id", "text", "outlet", "published"), row, strict=True)) for row in TEXTS)))
    assert run("add", tmp_path / "record.db", path).exit_code == 0
    return tmp_path / "record.db"


def test_an_event_has_what_every_source_says_side_by_side(where):
    (event,) = records(run("events", where, "--type", "takeover", "--why").stdout)
    assert {claim["outlet"] for claim in event["claims"]} == {"Wire", "Post"}
    assert event["links"][0]["reasons"]
    assert "links" not in records(run("events", where, "--type", "takeover").stdout)[0]
    shown = run("events", where, "--type", "takeover", "--why", "--format", "table").stdout
    assert "2 claims, 2 voices" in shown
    assert "captured Homs" in shown


def test_contradictions_have_each_value_with_who_says_so(where):
    found = records(run("contradictions", where, "--kind", "toll").stdout)
    assert {position["value"] for one in found for position in one["positions"]} == {"12", "30"}
    assert records(run("contradictions", where, "--kind", "doer").stdout) == []
    shown = run("contradictions", where, "--format", "table").stdout
    assert "toll" in shown
    assert "Post, 2024-12-07" in shown


def test_control_of_a_day_is_told_with_its_evidence(where):
    (state,) = records(run("control", where, "--on", "2024-12-08", "--place", "homs", "--why").stdout)
    assert state["holder_name"] == "Military Operations Command"
    assert sum(one["probability"] for one in state["posterior"]) == pytest.approx(1, abs=1e-3)
    assert {one["outlet"] for one in state["evidence"]} >= {"Wire", "Post"}
    assert all(one["sentence"] for one in state["evidence"])
    shown = run("control", where, "--on", "2024-12-08", "--place", "Homs", "--why", "--format", "table").stdout
    assert "Military Operations Command" in shown
    assert re.search(r"\+\d\.\d\d", shown)


@pytest.mark.parametrize(
    ("options", "holder"),
    [
        (["--on", "2024-12-08"], "military-operations-command"),
        (["--on", "2024-12-08", "--known-by", "2024-12-06"], "syria-government"),
        (["--on", "2024-12-08", "--without", "Wire", "--without", "Post"], "syria-government"),
        (["--on", "2024-12-08", "--method", "last-claim"], "military-operations-command"),
    ],
)
def test_control_is_told_as_asked_for(where, options, holder):
    (state,) = records(run("control", where, "--place", "Homs", *options).stdout)
    assert state["holder"] == holder
    assert "evidence" not in state


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["control", "RECORD", "--on", "soon"], "--on: 'soon' is no date"),
        (["control", "RECORD", "--on", "1999-01-01"], "no control is known of 1999-01-01"),
        (["control", "RECORD", "--place", "Atlantis"], "'Atlantis'"),
        (["control", "RECORD", "--without", "Nobody"], "no source or outlet in the record is called 'Nobody'"),
        (["events", "RECORD", "--type", "conquest"], "no event type"),
        (["export", "RECORD", "--format", "panel", "--to", "x.json"], "a panel is .csv or .parquet"),
        (["export", "RECORD", "--format", "panel", "--to", "x.csv", "--place", "Homs"], "--place chooses claims"),
        (["export", "RECORD", "--format", "acled", "--to", "none/x.csv"], "cannot be written"),
        (["events", "none.db"], "no such record"),
    ],
)
def test_bad_input_is_one_line(where, args, problem):
    done = run(*(where if arg == "RECORD" else arg for arg in args))
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(rf"dateline: [^\n]*{re.escape(problem)}[^\n]*\n", done.stderr)


@pytest.mark.parametrize("shape", ["ftm", "ftm-statements", "acled", "timemap"])
def test_events_are_written_for_other_programs(where, tmp_path, shape):
    if shape.startswith("ftm"):
        pytest.importorskip("followthemoney", reason="pip install 'dateline[exports]', which needs the ICU library")
    done = run("export", where, "--format", shape, "--to", tmp_path / "out", "--type", "takeover")
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'out'}: 1 events\n")
    assert "Homs" in (tmp_path / "out").read_text("utf-8")


def test_a_panel_has_the_days_asked_for(where, tmp_path):
    target = tmp_path / "panel.csv"
    run("export", where, "--format", "panel", "--to", target, "--since", "2024-12-07", "--until", "2024-12-09")
    rows = list(csv.DictReader(target.read_text("utf-8").splitlines()))
    assert {row["day"] for row in rows} == {"2024-12-07", "2024-12-08", "2024-12-09"}
    assert run("export", where, "--format", "panel", "--to", tmp_path / "panel.parquet").exit_code == 0
    assert json.loads(run("control", where).stdout.splitlines()[0])["posterior"]
