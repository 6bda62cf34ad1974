"""The verbs at a prompt: what they print, where, and with which exit code, on good input and on bad."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline import __version__, cli, ontology, score
from dateline.cli import output

SENTENCE = "Rebels captured Hama on Thursday, the army said."
DATE = ("--published", "2024-12-06")


def run(*args: str, stdin: str | bytes = "") -> Result:
    """The command in this process; not at a terminal."""
    return CliRunner().invoke(cli.main, [*map(str, args)], input=stdin, prog_name="dateline")


def process(*args: object, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a shell starts it."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "dateline.cli", *map(str, args)],
        check=False,
        **({"capture_output": True, "encoding": "utf-8", "timeout": 120} | options),
    )


def at_terminal(*args: object, stream: str) -> tuple[str, str, int]:
    """What a terminal connected to `stream` shows, what the other stream got, and the exit code."""
    master, slave = pty.openpty()
    other = "stderr" if stream == "stdout" else "stdout"
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [sys.executable, "-m", "dateline.cli", *map(str, args)]
    with subprocess.Popen(command, env=env, **{stream: slave, other: subprocess.PIPE}) as child:  # noqa: S603
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 65536):
                shown += part
        except OSError:  # Linux says "input/output error" where the other end of a terminal is closed
            pass
        os.close(master)
        rest = child.communicate(timeout=120)[0 if other == "stdout" else 1]
    return shown.decode(), rest.decode(), child.returncode


def records(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def lines_of(*objects: object) -> str:
    return "".join(json.dumps(item) + "\n" for item in objects)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of one sentence in a text file."""
    path = tmp_path / "report.txt"
    path.write_text(SENTENCE, "utf-8")
    return path


def test_a_text_file_gives_one_line_of_json_in_a_pipe(report):
    done = process("read", report, *DATE)
    assert (done.returncode, done.stderr) == (0, "")
    (record,) = records(done.stdout)
    assert record["text"] == SENTENCE
    assert record["published"] == "2024-12-06"
    (claim,) = record["claims"]
    assert (claim["type"], claim["time"], claim["place"][0]["text"]) == ("takeover", "2024-12-05", "Hama")
    assert claim["sources"][0]["cue"] == "said"


@pytest.mark.parametrize("stdin", [SENTENCE, lines_of({"id": "a", "text": SENTENCE}), SENTENCE.encode("utf-16")])
def test_a_dash_reads_standard_input(stdin):
    done = run("read", "-", *DATE, stdin=stdin)
    assert done.exit_code == 0
    assert [record["text"] for record in records(done.stdout)] == [SENTENCE]


def test_html_is_read_by_its_main_text(tmp_path):
    page = tmp_path / "page.html"
    body = " ".join([SENTENCE] * 10)
    page.write_text(f"<html><head><title>Hama</title></head><body><nav>Home</nav><article><p>{body}</p></article>")
    (record,) = records(run("read", page).stdout)
    assert "<p>" not in record["text"]
    assert record["claims"]


def test_lines_and_folders_give_a_record_a_report(tmp_path, report):
    (tmp_path / "more.jsonl").write_text(lines_of({"id": "a", "text": SENTENCE}, {"id": "b", "text": SENTENCE}))
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7")
    done = run("read", tmp_path)
    assert done.exit_code == 0
    assert [record["id"] for record in records(done.stdout)] == ["a", "b", "report"]


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "binary.dat": (bytes(range(256)) * 8, "binary"),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "latin.txt": ("Le café fut pris.\n".encode("latin-1"), "not UTF-8"),
    "cut.html": (b"<html><head><tit", "no main text"),
    "empty.jsonl": (b"", "empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_report_is_named_in_one_line(tmp_path, report, name):
    """The exit code is 2, and what could be read is printed all the same."""
    content, problem = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    done = run("read", path, report)
    assert done.exit_code == 2
    assert re.fullmatch(rf"dateline: {re.escape(str(path))}(:\d+)?: [^\n]*{problem}[^\n]*\n", done.stderr)
    assert [record["text"] for record in records(done.stdout)] == [SENTENCE]


def test_truncated_html_is_read_as_far_as_it_goes(tmp_path):
    page = tmp_path / "cut.html"
    page.write_text("<html><head><title>Hama</title></head><body><article><p>" + " ".join([SENTENCE] * 8) + "<p>Reb")
    done = run("read", page)
    assert done.exit_code == 0
    assert records(done.stdout)[0]["claims"]


@pytest.mark.parametrize("name", ["missing.txt", "missing.jsonl", "missing/"])
def test_a_missing_file_is_named(tmp_path, report, name):
    done = process("read", tmp_path / name, report)
    assert done.returncode == 2
    assert done.stderr == f"dateline: {tmp_path / name}: no such file or folder\n"
    assert len(records(done.stdout)) == 1


def test_a_folder_without_reports_is_named(tmp_path):
    (tmp_path / "x.pdf").touch()
    done = run("read", tmp_path)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"dateline: {tmp_path}: no report in this folder")
    assert done.stderr.count("\n") == 1


def test_fifty_megabytes_in_one_line_are_refused(tmp_path, report):
    for name in ("long.txt", "long.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.write(b'{"id": "' + b"a" * 50_000_000)
    done = process("read", tmp_path / "long.txt", tmp_path / "long.jsonl", report)
    assert done.returncode == 2
    complaints = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in complaints] == [f"{tmp_path / 'long.txt'}", f"{tmp_path / 'long.jsonl'}:1"]
    assert len(records(done.stdout)) == 1


def test_bad_lines_are_named_by_number_and_the_others_are_read(tmp_path):
    path = tmp_path / "reports.jsonl"
    good = lines_of({"id": "good", "text": SENTENCE})
    bad = ["{no json", "[1]", '{"id": "x"}', '{"text": 5}', '{"text": ""}', '{"text": "a", "published": "soon"}']
    bad += ['{"text": "\\ud800"}', "\x00", "[" * 100_000]
    path.write_text("\n".join(bad) + "\n\n" + good, "utf-8")
    done = run("read", path)
    assert done.exit_code == 2
    where = [re.match(r"dateline: (.*?):(\d+): \S", line) for line in done.stderr.splitlines()]
    assert [(found[1], int(found[2])) for found in where if found] == [(str(path), at) for at in range(1, len(bad) + 1)]
    assert [record["id"] for record in records(done.stdout)] == ["good"]


def test_a_date_that_is_none_is_refused_before_anything_is_printed(report):
    done = run("read", report, "--published", "nonsense", "--format", "csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(r"dateline: published: 'nonsense' is no date; [^\n]+\n", done.stderr)


@pytest.mark.parametrize("shape", ["jsonl", "table", "csv"])
def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path, shape):
    path = tmp_path / "many.jsonl"
    path.write_text(lines_of(*({"id": str(at), "text": SENTENCE * 20} for at in range(100))))
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "dateline.cli", "read", path, "--format", shape],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline()
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == ""
    assert child.returncode in (0, 1)


def test_a_terminal_gets_a_table_with_marked_words(report):
    shown, complaints, code = at_terminal("read", report, *DATE, stream="stdout")
    assert (complaints, code) == ("", 0)
    assert "takeover" in shown
    assert "\x1b[1;7mcaptured\x1b[0m" in shown


def test_a_table_can_be_forced_into_a_pipe_and_has_no_colour_there(report):
    done = process("read", report, "--format", "table", env={**os.environ, "NO_COLOR": "1"})
    assert "takeover" in done.stdout
    assert "\x1b" not in done.stdout


def test_colour_can_be_forced_into_a_pipe(report):
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"FORCE_COLOR": "1"}
    done = process("read", report, "--format", "table", env=env)
    assert "\x1b[1;7mcaptured\x1b[0m" in done.stdout


def test_the_table_keeps_to_the_width_it_is_given(report):
    done = process("read", report, "--format", "table", env={**os.environ, "COLUMNS": "90"})
    assert max(map(len, done.stdout.splitlines())) <= 90


def test_csv_has_a_heading_and_a_row_a_claim(report):
    rows = list(csv.DictReader(io.StringIO(run("read", report, *DATE, "--format", "csv").stdout)))
    assert [(row["type"], row["place"], row["time"], row["source"]) for row in rows] == [
        ("takeover", "Hama", "2024-12-05", rows[0]["source"])
    ]


def test_csv_of_a_hostile_report_holds_no_formula(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text(lines_of({"id": "=cmd()", "outlet": "@SUM(1)", "text": SENTENCE}))
    (row,) = csv.DictReader(io.StringIO(run("read", path, "--format", "csv").stdout))
    assert (row["report"], row["outlet"]) == ("'=cmd()", "'@SUM(1)")


def test_a_bar_shows_how_far_reading_is_only_where_a_person_looks(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(lines_of(*({"id": str(at), "text": "Quiet."} for at in range(2 * output.LONG_INPUT))))
    shown, out, code = at_terminal("read", path, stream="stderr")
    assert (len(records(out)), code) == (2 * output.LONG_INPUT, 0)
    assert "reading" in shown
    assert process("read", path).stderr == ""


def test_short_input_shows_no_bar(report):
    shown, out, _ = at_terminal("read", report, stream="stderr")
    assert shown == ""
    assert len(records(out)) == 1


def test_text_that_no_encoding_can_carry_is_still_valid_json(tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text('{"id": "a", "outlet": "half \\ud800", "text": "Quiet."}\n')
    done = process("read", path, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert records(done.stdout)[0]["outlet"] == "half \ud800"


@pytest.mark.parametrize(
    "args",
    [["read"], ["read", "--nope", "x"], ["read", "--format", "xml", "x"], ["nope"], ["score", "x"], ["--nope"]],
)
def test_wrong_usage_is_explained_on_standard_error(args):
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Usage: dateline" in done.stderr
    assert "Error:" in done.stderr


def test_version_is_printed():
    assert run("--version").stdout == f"dateline, version {__version__}\n"


def test_every_type_is_listed():
    done = run("types")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(ontology.types())


@pytest.mark.parametrize("name", ontology.types())
def test_a_type_is_explained(name):
    info = ontology.types()[name]
    done = run("types", name)
    assert done.exit_code == 0
    for words in (info.definition, info.positive, info.negative, *info.roles.values(), *info.acled, *info.plover):
        assert words in done.stdout


def test_an_unknown_type_is_refused_in_one_line():
    done = run("types", "conquest")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "dateline: no event type is called 'conquest'; `dateline types` lists them\n"


def test_score_prints_every_figure(tmp_path, report):
    path = tmp_path / "out.jsonl"
    path.write_text(run("read", report, *DATE).stdout, "utf-8")
    done = run("score", path, path, "--by-type")
    assert done.exit_code == 0
    named = {line.split()[0] for line in done.stdout.splitlines()}
    assert named == {"reports", "claims", "usable", "control", *score.ROLES, *score.RATIOS, "takeover"}
    assert re.search(r"^claims +P 1\.000  R 1\.000  F1 1\.000  n 1$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, ": "),
        ("{", ":1: no JSON"),
        ("[]\n", ":1: a report needs"),
        ('\n{"id": "a"}\n', ":2: a report needs"),
        ('{"id": "z", "claims": []}\n', "no report stands in both"),
        ("", "no report stands in both"),
        ("\udcff", ": "),
    ],
)
@pytest.mark.parametrize("side", [0, 1])
def test_score_names_a_bad_file_in_one_line(tmp_path, content, problem, side):
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(lines_of({"id": "a", "claims": []}))
    if content is not None:
        bad.write_text(content, "utf-8", errors="surrogateescape")
    done = run("score", *((bad, good) if side == 0 else (good, bad)))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("dateline: ")
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1


def test_score_names_a_claim_that_is_none(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text(lines_of({"id": "a", "claims": []}, {"id": "b", "claims": [{"type": "takeover"}]}))
    done = run("score", path, path)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"dateline: {path}:2: ")
    assert done.stderr.count("\n") == 1
