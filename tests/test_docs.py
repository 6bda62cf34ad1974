"""The documentation names everything there is, and prints what the program prints."""

from __future__ import annotations

import importlib.util
import re

import click
import pytest

from checkout import ROOT
from dateline import cli, ontology, read, score
from dateline.check.pages import codes
from dateline.export import csv, jsonl
from dateline.schema import Anchor, DateOrigin, Factuality, MentionKind, SegmentKind

spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert spec is not None
assert spec.loader is not None
generate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generate)

DOCS = ROOT / "docs"
PAGES = {
    page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in (*ROOT.glob("*.md"), *DOCS.glob("*.md"))
}
FORMATS = next(option.type.choices for option in cli.read.params if option.name == "shape")


@pytest.fixture(scope="module")
def fresh() -> dict[str, str]:
    """Every page as it should be; made once, since the commands in them are run."""
    return {page.relative_to(ROOT).as_posix(): text for page, text in generate.pages()}


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{page.name}" for page in sorted(DOCS.glob("*.md")))])
def test_page_prints_what_the_program_prints(page, fresh):
    """`make docs` writes it anew where this fails."""
    assert PAGES[page] == fresh[page]


COMMANDS = {
    **cli.main.commands,
    **{f"gazetteer {name}": command for name, command in cli.gazetteer.commands.items()},
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_section_with_its_help(command):
    assert f"## dateline {command}\n\n```console\n$ dateline {command} --help\n" in PAGES["docs/cli.md"]


@pytest.mark.parametrize(
    "option",
    sorted(
        {
            name
            for command in (cli.main, *COMMANDS.values())
            for option in command.get_params(click.Context(command))
            for name in (
                *option.opts,
                option.human_readable_name if isinstance(option, click.Argument) else option.opts[0],
            )
            if name.startswith("-") or name.isupper()
        }
    ),
)
def test_every_option_is_documented(option):
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", PAGES["docs/cli.md"])


@pytest.mark.parametrize("shape", FORMATS)
def test_every_format_is_documented(shape):
    assert f"### --format {shape}\n" in PAGES["docs/cli.md"]


@pytest.mark.parametrize("name", ontology.types())
def test_every_event_type_is_documented(name):
    assert f"\n## {name}\n" in PAGES["docs/event-types.md"]


@pytest.mark.parametrize("code", codes())
def test_every_finding_is_documented(code):
    assert f"\n## {code}\n" in PAGES["docs/findings.md"]


@pytest.mark.parametrize("figure", ["claims", "usable", "control", *score.ROLES, *score.RATIOS])
def test_every_figure_is_documented(figure):
    assert f"`{figure}`" in PAGES["docs/cli.md"]


@pytest.mark.parametrize("key", csv.COLUMNS)
def test_every_column_is_documented(key):
    assert f"`{key}`" in PAGES["docs/data-model.md"]


def keys_of(value: object) -> set[str]:
    """Every key at any depth of a record."""
    if isinstance(value, dict):
        return {*value} | {key for part in value.values() for key in keys_of(part)}
    return {key for part in value for key in keys_of(part)} if isinstance(value, list) else set()


def test_every_field_of_the_record_is_documented():
    text = 'Hayat Tahrir al-Sham said on Sunday its men liberated Homs and killed 12 soldiers. "It is over."'
    record = jsonl.record(read(text, published="2024-12-08"))
    assert {"cue_span", "neutral", "unit", "lat", "content"} <= keys_of(record)
    named = {"text", "start", "end"} | set(re.findall(r"`(\w+)`", PAGES["docs/data-model.md"]))
    assert keys_of(record) - named == set()


@pytest.mark.parametrize("value", [*SegmentKind, *MentionKind, *Factuality, *DateOrigin, *Anchor])
def test_every_value_of_the_record_is_documented(value):
    assert f"`{value.value}`" in PAGES["docs/data-model.md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_the_documentation_lead_somewhere(page):
    folder = (ROOT / page).parent
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", PAGES[page])
    assert [link for link in links if not (folder / link).exists()] == []


def test_first_screen_says_how_to_start():
    first = "\n".join(PAGES["README.md"].splitlines()[:45])
    assert "make demo" in first
    assert "make test" in first
