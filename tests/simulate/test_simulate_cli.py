"""`dateline simulate` at a prompt."""

from __future__ import annotations

import json

from click.testing import CliRunner

from dateline.cli import main
from dateline.simulate import World, lines, simulate


def test_it_prints_the_claims_and_writes_the_truth(tmp_path):
    truth = tmp_path / "truth.jsonl"
    done = CliRunner().invoke(
        main, ["simulate", "--seed", "5", "--places", "8", "--days", "40", "--no-collapse", "--truth", str(truth)]
    )
    made = simulate(World(seed=5, places=8, days=40, collapse=False))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [lines.line(claim) for claim in made.claims]
    assert [json.loads(line)["holder"] for line in truth.read_text("utf-8").splitlines()] == [
        held.holder for held in made.truth
    ]


def test_what_cannot_be_is_one_line(tmp_path):
    for arguments in (["--sides", "9"], ["--days", "40", "--truth", str(tmp_path / "no" / "where")]):
        done = CliRunner().invoke(main, ["simulate", *arguments])
        assert done.exit_code == 2
        assert done.stderr.startswith("dateline: ")
        assert len(done.stderr.splitlines()) == 1
