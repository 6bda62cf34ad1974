"""Inputs: files, folders, lines and streams, in order, with errors as values."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, OptionError
from dateline.schema import DateOrigin, Report
from dateline.text import decode
from dateline.text.inputs import count, inputs

GOOD = {"id": "a", "text": "The army left Hama on Thursday.", "published": "2024-12-05", "outlet": "Post"}


def shown(items):
    """Ids of reports and, in brackets, problems with their lines."""
    return [item.id if isinstance(item, Report) else f"[{item.line}: {item.problem}]" for item in items]


def stream(data: bytes):
    return list(inputs(["-"], stdin=io.BytesIO(data)))


def test_a_folder_is_read_through_sorted_without_hidden_and_foreign_files(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.md", "README.md", "sub/b.txt", ".hidden.txt", ".git/c.txt", "photo.jpg"):
        (tmp_path / name).write_text("The army left Hama.")
    assert shown(inputs([str(tmp_path)])) == ["a", "b", "b-2"]
    assert count([str(tmp_path)]) == 3


def test_lines_give_reports_and_errors_with_their_numbers(tmp_path):
    lines = [
        json.dumps(GOOD),
        "",
        "no json",
        "[1]",
        '{"id": 5}',
        '{"text": 5}',
        '{"text": "x", "published": "4/5/2017"}',
        '{"text": "x", "published": 2017}',
        '{"text": "The army \\ud800 left"}',
        '{"text": " "}',
        '{"html": "<html><script>1</script>"}',
        '{"id": 7, "text": "The army left.", "outlet": 3}',
        '{"text": "broken off',
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    first, *rest = inputs([str(path)])
    assert (first.id, first.published, first.published_origin, first.outlet) == (
        "a",
        "2024-12-05",
        DateOrigin.GIVEN,
        "Post",
    )
    assert [item.line for item in rest if isinstance(item, InputError)] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 13]
    assert shown(rest)[-2] == "7"
    assert all(str(item).startswith(f"{path}:{item.line}: ") for item in rest if isinstance(item, InputError))
    assert count([str(path)]) == 12


def test_ids_are_unique_within_a_run(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text((json.dumps(GOOD) + "\n") * 3 + '{"text": "The army left."}\n')
    assert shown(inputs([str(path), str(path)])) == ["a", "a-2", "a-3", "r-4", "a-4", "a-5", "a-6", "r-4-2"]


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path):
    (tmp_path / "bin.txt").write_bytes(b"\0\1")
    (tmp_path / "ok.txt").write_text("The army left.")
    (tmp_path / "empty").mkdir()
    paths = [tmp_path / "nope", tmp_path / "bin.txt", tmp_path / "empty", tmp_path / "ok.txt"]
    found = shown(inputs(map(str, paths)))
    assert found[0] == "[None: no such file or folder]"
    assert found[1] == "[None: binary, not text]"
    assert found[2].startswith("[None: no report in this folder")
    assert found[3:] == ["ok"]
    assert count([str(path) for path in paths]) == len(found)


def test_inputs_are_read_one_at_a_time(tmp_path):
    (tmp_path / "a.txt").write_text("The army left.")
    items = inputs([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert next(items).id == "a"
    (tmp_path / "b.txt").write_text("It came back.")
    assert next(items).id == "b"


def test_published_overrides_and_is_checked_at_once(tmp_path):
    (tmp_path / "r.jsonl").write_text(json.dumps(GOOD))
    assert next(inputs([str(tmp_path / "r.jsonl")], published="2025-01-01")).published == "2025-01-01"
    with pytest.raises(OptionError, match="published"):
        inputs([], published="soon")


def test_standard_input_is_text_html_or_lines():
    assert stream(b"The army left.\nIt went south.")[0].id.startswith("report-")
    assert shown(stream(b'{"id": "a", "text": "The army left."}\n{"x": 1}')) == ["a", '[2: no "text"]']
    page = b"<html><body><h1>Hama falls</h1><p>The army left on Thursday.</p></body></html>"
    assert stream(page)[0].title == "Hama falls"
    assert shown(stream(b"")) == ["[None: empty, there is nothing to read]"]
    assert count(["-"]) is None


def test_lines_of_json_are_told_by_content_whatever_the_suffix(tmp_path):
    (tmp_path / "reports.json").write_text(json.dumps(GOOD))
    assert shown(inputs([str(tmp_path / "reports.json")])) == ["a"]


def test_too_long_lines_and_files_are_refused_and_the_next_read(tmp_path, monkeypatch):
    monkeypatch.setattr(decode, "LONGEST_LINE", 100)
    monkeypatch.setattr(decode, "LARGEST", 200)
    (tmp_path / "r.jsonl").write_text(json.dumps({"text": "x" * 3000}) + "\n" + json.dumps(GOOD))
    (tmp_path / "big.txt").write_text("The army left.\n" * 50)
    (tmp_path / "line.txt").write_text("word " * 30)
    found = shown(inputs([str(tmp_path / name) for name in ("r.jsonl", "big.txt", "line.txt")]))
    assert [item[:9] for item in found] == ["[1: a lin", "a", "[None: la", "[1: a lin"]
    assert shown(stream(b"word " * 60))[0].startswith("[")


def test_an_unreadable_file_is_an_error_value(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: (_ for _ in ()).throw(PermissionError()))
    assert shown(inputs([str(tmp_path / "a.txt")])) == ["[None: no permission to read it]"]


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.text().map(lambda t: f'{{"text":"{t}'.encode()),
    )
)
def test_any_stream_gives_reports_and_errors_only(data):
    items = stream(data)
    assert items
    assert all(isinstance(item, Report | InputError) for item in items)
