"""The documentation of the findings."""

from __future__ import annotations

from typing import Any

from dateline import data


def codes() -> tuple[str, ...]:
    """The code of every finding, in the order of the documentation."""
    return tuple(entry["code"] for entry in data.table("findings.toml")["finding"])


def markdown() -> str:
    """The page `docs/findings.md`: for every code what it means, a report that raises it and one that does not."""
    parts = [
        "# Findings\n",
        "What does not add up inside one report. A finding says that two places of one text cannot both be right; it",
        "does not say which. The rules would rather be silent than wrong. This page is made from",
        "`data/findings.toml` by `dateline.check.markdown()`; edit that, not this.\n",
    ]
    for entry in data.table("findings.toml")["finding"]:
        parts += _section(entry)
    return "\n".join(parts)


def _section(entry: dict[str, Any]) -> list[str]:
    day = f", published {entry['published']}" if "published" in entry else ""
    return [
        f"## {entry['code']}\n",
        f"**{entry['title']}.** {_lines(entry['means'])}\n",
        f"Raised{day}:\n",
        f"{_quote(entry['raises'])}\n",
        f"Silent{day}:\n",
        f"{_quote(entry['silent'])}\n",
    ]


def _lines(text: str) -> str:
    return " ".join(text.split())


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
