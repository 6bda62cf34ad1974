"""The verbs over a record at a prompt: what they print, where, and with which exit code, on good input and on bad."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from dateline.record import Filter, Record
from test_cli import SENTENCE, at_terminal, lines_of, process, records, run

TABLE = "id,type,outlet,published,place,agent\n{},takeover,Wire,2024-12-08,Homs,HTS\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Three reports, one of them with something that does not add up."""
    path = tmp_path / "reports.jsonl"
    odd = {"text": "Rebels took Homs on Friday, December 8.", "published": "2024-12-09", "outlet": "Wire"}
    path.write_text(
        lines_of({"id": "a", "text": SENTENCE, "published": "2024-12-06"}, {"id": "b", **odd}, {"text": "Quiet."})
    )
    return path


@pytest.fixture
def where(tmp_path: Path, reports: Path) -> Path:
    """A record with the three reports."""
    path = tmp_path / "record.db"
    assert run("add", path, reports).exit_code == 0
    return path


@pytest.fixture
def claim(where: Path) -> str:
    """The id of a claim in the record."""
    return records(run("claims", where).stdout)[0]["id"]


def test_reports_are_added_once(tmp_path, reports):
    path = tmp_path / "record.db"
    first, second = run("add", path, reports), process("add", path, reports)
    assert (first.exit_code, first.stderr) == (0, "")
    assert re.fullmatch(r"reports: 3 added with \d claims, 0 known\n", first.stdout)
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout == "reports: 0 added with 0 claims, 3 known\n"


def test_what_cannot_be_read_is_named_and_the_rest_is_added(tmp_path, reports):
    bad = tmp_path / "paper.pdf"
    bad.write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    done = run("add", tmp_path / "record.db", bad, tmp_path / "none.txt", reports)
    assert done.exit_code == 2
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == [str(bad), str(tmp_path / "none.txt")]
    assert done.stdout.startswith("reports: 3 added")


def test_names_are_those_of_the_files_whatever_else_was_added_with_them(tmp_path):
    for folder, text in (("one", "Rebels took Homs."), ("two", "Rebels took Hama.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(text)
    run("add", tmp_path / "record.db", tmp_path / "one", tmp_path / "two")
    with Record(tmp_path / "record.db") as record:
        assert [report.names for report in record.reports()] == [("note",), ("note",)]


def test_coded_claims_are_added_once_with_what_their_names_stand_for(tmp_path):
    table = tmp_path / "coded.csv"
    table.write_text(TABLE.format("x"))
    path = tmp_path / "record.db"
    assert run("add", path, "--claims", table).stdout == f"{table}: 1 claims added, 0 known\n"
    assert run("add", path, "--claims", table).stdout == f"{table}: 0 claims added, 1 known\n"
    (found,) = records(run("claims", path, "--actor", "Hayat Tahrir al-Sham", "--place", "Homs").stdout)
    assert (found["id"], found["place"][0]["id"], found["place"][0]["name"]) == ("x", "geonames:169577", "Homs")


def test_every_bad_line_of_coded_claims_is_named(tmp_path, where):
    table = tmp_path / "coded.csv"
    table.write_text(TABLE.format("x") + "y,conquest,Wire,,,\nx,takeover,Other,,,\nz,takeover,Wire,,,\n")
    done = run("add", where, "--claims", table, "--claims", tmp_path / "none.csv")
    assert done.exit_code == 2
    assert done.stdout == f"{table}: 2 claims added, 0 known\n{tmp_path / 'none.csv'}: 0 claims added, 0 known\n"
    complaints = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in complaints] == [f"{table}:3", f"{table}:4", str(tmp_path / "none.csv")]


def test_a_bar_shows_how_far_adding_is_where_a_person_looks(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(lines_of(*({"id": str(at), "text": f"Quiet {at}."} for at in range(25))))
    shown, out, code = at_terminal("add", tmp_path / "record.db", path, stream="stderr")
    assert (out, code) == ("reports: 25 added with 0 claims, 0 known\n", 0)
    assert "reading" in shown


def test_claims_are_printed_in_every_format(where):
    lines = records(run("claims", where).stdout)
    assert [line["published"] for line in lines] == sorted(line["published"] for line in lines)
    rows = list(csv.DictReader(run("claims", where, "--format", "csv").stdout.splitlines()))
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    shown = run("claims", where, "--format", "table").stdout
    assert all(line["id"] in shown for line in lines)


@pytest.mark.parametrize(
    ("options", "reports_found"),
    [
        ([], {"a", "b"}),
        (["--type", "takeover", "--place", "hama"], {"a"}),
        (["--outlet", "Wire"], {"b"}),
        (["--report", "a"], {"a"}),
        (["--since", "2024-12-07"], {"b"}),
        (["--until", "2024-12-07"], {"a"}),
        (["--on", "2024-12-05"], {"a"}),
        (["--text", '"took homs"'], {"b"}),
        (["--actor", "army"], {"a"}),
        (["--report", "none"], set()),
        (["--limit", "0"], set()),
        (["--offset", "99"], set()),
    ],
)
def test_claims_are_filtered(where, options, reports_found):
    with Record(where) as record:
        ids = {report.id: report.names[0] for report in record.reports()}
    assert {ids[line["report"]] for line in records(run("claims", where, *options).stdout)} == reports_found


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--type", "conquest"], "no event type is called 'conquest'"),
        (["--since", "soon"], "--since: 'soon' is no date"),
        (["--text", "?!"], "no word"),
    ],
)
def test_a_filter_without_meaning_is_refused_in_one_line(where, options, problem):
    done = run("claims", where, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(rf"dateline: [^\n]*{re.escape(problem)}[^\n]*\n", done.stderr)


def test_findings_are_printed(where, tmp_path):
    (line,) = records(run("findings", where).stdout)
    assert (line["code"], line["outlet"], line["spans"][0]["text"]) == ("weekday-date", "Wire", "Friday, December 8")
    assert run("findings", where, "--code", "none").stdout == ""
    shown, _, _ = at_terminal("findings", where, stream="stdout")
    assert shown.startswith("Wire, 2024-12-09: weekday-date: ")


def test_judgements_are_kept_listed_and_taken_back(where, claim):
    done = run("judge", where, "reject", claim, "--by", "me", "--why", "old")
    assert done.exit_code == 0
    judgement, verdict, subject = done.stdout.split()
    assert (verdict, subject) == ("reject", claim)
    (line,) = records(run("judge", where).stdout)
    assert (line["id"], line["claims"], line["by"], line["why"]) == (judgement, [claim], "me", "old")
    assert "rejected" in run("claims", where, "--format", "table").stdout
    assert run("judge", where, "undo", judgement, "--by", "me").stdout == f"{judgement} taken back\n"
    assert run("judge", where, "undo", judgement, "--by", "me").stdout == f"{judgement} was taken back before\n"
    assert run("judge", where).stdout == ""
    assert "rejected" not in run("claims", where, "--format", "table").stdout


def test_several_claims_are_judged_one_by_one_or_together(where):
    ids = [line["id"] for line in records(run("claims", where).stdout)][:2]
    assert len(run("judge", where, "accept", *ids, "--by", "me").stdout.splitlines()) == 2
    assert len(run("judge", where, "merge", *ids, "--by", "me").stdout.splitlines()) == 1


def test_an_edit_takes_json_and_plain_words(where, claim, tmp_path):
    changes = ["--set", "factuality=negated", "--set", 'agent=["HTS"]', "--set", "time=2024-12-04"]
    assert run("judge", where, "edit", claim, "--by", "me", *changes).exit_code == 0
    target = tmp_path / "out.jsonl"
    run("export", where, "--judged", "--to", target)
    (line,) = [line for line in records(target.read_text()) if line["id"] == claim]
    assert (line["factuality"], line["agent"][0]["name"], line["time"]) == ("negated", "HTS", "2024-12-04")
    assert records(run("claims", where).stdout)[0]["factuality"] == "actual"


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["accept"], "accept: name the claims"),
        (["undo", "--by", "me"], "undo: name the judgements"),
        (["undo", "none", "--by", "me"], "no judgement is called 'none'"),
        (["accept", "none", "--by", "me"], "no claim is called 'none'"),
        (["accept", "CLAIM"], "say who judges"),
        (["edit", "CLAIM", "--by", "me", "--set", "type"], "write FIELD=VALUE"),
        (["edit", "CLAIM", "--by", "me", "--set", "type=conquest"], "no event type"),
    ],
)
def test_a_judgement_without_meaning_is_refused_in_one_line(where, claim, args, problem):
    done = run("judge", where, *(claim if arg == "CLAIM" else arg for arg in args))
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(rf"dateline: [^\n]*{re.escape(problem)}[^\n]*\n", done.stderr)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_what_is_exported_can_be_added_to_another_record(where, tmp_path, suffix):
    target, other = tmp_path / f"out{suffix}", tmp_path / "other.db"
    done = run("export", where, "--to", target, "--type", "takeover")
    assert (done.exit_code, done.stdout) == (0, f"{target}: 2 claims\n")
    assert run("add", other, "--claims", target).exit_code == 0
    with Record(where) as first, Record(other) as second:
        assert set(second.claims()) == set(first.claims(Filter(type="takeover")))


def test_every_format_holds_the_claims(where, tmp_path):
    for suffix in (".xlsx", ".geojson", ".jsonld"):
        target = tmp_path / f"out{suffix}"
        assert run("export", where, "--to", target).exit_code == 0
        assert target.stat().st_size > 500
    assert json.loads((tmp_path / "out.jsonld").read_text())["items"]


def test_rejected_claims_are_left_out_where_judgements_are_asked_for(where, claim, tmp_path):
    run("judge", where, "reject", claim, "--by", "me")
    for option, kept in ((), True), (("--judged",), False):
        run("export", where, "--to", tmp_path / "out.jsonl", *option)
        assert (claim in (tmp_path / "out.jsonl").read_text()) == kept


@pytest.mark.parametrize(("target", "problem"), [("out.pdf", "no such format"), ("none/out.csv", "cannot be written")])
def test_a_file_that_cannot_be_exported_to_is_named(where, tmp_path, target, problem):
    done = run("export", where, "--to", tmp_path / target)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(rf"dateline: --to: {re.escape(str(tmp_path / target))}: {problem}[^\n]*\n", done.stderr)


def test_what_follows_from_a_record_is_made_anew_and_its_index_where_asked(where):
    made = rf"{where}: \d claims, \d events, \d contradictions, \d places held\n"
    assert re.fullmatch(made, run("rebuild", where).stdout)
    indexed = rf"{where}: words of 3 reports and \d claims indexed\n"
    assert re.fullmatch(indexed + made, run("rebuild", where, "--index").stdout)


@pytest.mark.parametrize("verb", ["claims", "findings", "judge", "rebuild"])
@pytest.mark.parametrize(
    ("record", "problem"),
    [("none.db", "no such record"), ("notes.txt", "no record of dateline"), ("mysql://x/y", "RECORD")],
)
def test_what_is_no_record_is_refused_in_one_line(tmp_path, verb, record, problem):
    (tmp_path / "notes.txt").write_text("notes")
    done = run(verb, record if "://" in record else tmp_path / record)
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(rf"dateline: [^\n]*{problem}[^\n]*\n", done.stderr)
    assert not (tmp_path / "none.db").exists()


def test_adding_to_what_is_no_record_says_so_before_anything_is_read(tmp_path, reports):
    (tmp_path / "notes.txt").write_text("notes")
    done = run("add", tmp_path / "notes.txt", reports)
    assert (done.exit_code, done.stdout) == (2, "")
    assert (tmp_path / "notes.txt").read_text() == "notes"


@pytest.mark.parametrize("args", [["add"], ["add", "x.db"], ["claims"], ["judge", "x", "burn"], ["export", "x"]])
def test_wrong_usage_is_explained_on_standard_error(args):
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Usage: dateline" in done.stderr


def test_json_lines_of_hostile_names_are_valid(tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text('{"id": "a", "outlet": "=half \\ud800", "text": "Rebels captured Hama."}\n')
    run("add", tmp_path / "record.db", path)
    done = process("claims", tmp_path / "record.db", "--format", "jsonl")
    assert json.loads(done.stdout.splitlines()[0])["outlet"] == "=half \ud800"
    assert "'=half" in process("claims", tmp_path / "record.db", "--format", "csv").stdout
