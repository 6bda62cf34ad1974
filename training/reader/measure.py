"""How well an encoder reads annotated texts, whole reports through the whole pass and its heads alone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline import score
from dateline.export import jsonl
from dateline.extract.encoder import Encoder
from dateline.extract.neural import EncoderExtractor
from dateline.reading import read
from dateline.schema import Reading
from dateline.text import load

MOST_LOST = 0.01
"""Claims F1 that eight bits may cost."""
OUTLETS = Path(__file__).parent.parent / "corpus" / "outlets.toml"
SHOWN = ("claims", "usable", "agent", "place", "source", "factuality")
Span = tuple[int, int]
Json = Any
"""Whatever JSON holds."""


Readings = Sequence[tuple[Mapping[str, Any], Reading]]
"""Annotated texts, each with what is read in it."""


def readings(model: Encoder, records: Sequence[Mapping[str, Any]]) -> Readings:
    """What an encoder reads in annotated texts."""
    extractor = EncoderExtractor(model)
    reports = (load.report(one["text"], id=one["id"], published=one.get("published")) for one in records)
    return [(one, read(report, extractor=extractor)) for one, report in zip(records, reports, strict=True)]


def figures(pairs: Readings) -> dict[str, float]:
    """The figures of `dateline.score`, and of attribution, on annotated texts."""
    gold = {record["id"]: _with_words(record, record["text"]) for record, _ in pairs}
    given = {record["id"]: jsonl.record(reading) for record, reading in pairs}
    return {
        **score.score(gold, given).figures(),
        **attribution([pair for pair in pairs if "attributions" in pair[0]]),
    }


def by_outlet(pairs: Readings) -> dict[str, dict[str, float]]:
    """The figures on the texts of each group of `corpus/outlets.toml`, and on passages whose outlet is not known."""
    with OUTLETS.open("rb") as file:
        group_of = {outlet: group for group, outlets in tomllib.load(file).items() for outlet in outlets}
    groups: dict[str, list[tuple[Mapping[str, Any], Reading]]] = {}
    for record, reading in pairs:
        outlet = record["id"].removeprefix("fakes-").partition("-")[0]
        groups.setdefault(group_of.get(outlet, "passages"), []).append((record, reading))
    out = {}
    for group, texts in sorted(groups.items()):
        found = figures(texts)
        counts = {"texts": len(texts), "gold": sum(len(record["claims"]) for record, _ in texts)}
        out[group] = {**counts, **{name: found[name] for name in SHOWN}}
    return out


def _with_words(value: Json, text: str) -> Json:
    """The record with the words of each span, which the standoff corpus leaves out."""
    if isinstance(value, Mapping):
        out = {key: _with_words(part, text) for key, part in value.items()}
        if "start" in out and "end" in out:
            out["text"] = text[out["start"] : out["end"]]
        return out
    return [_with_words(part, text) for part in value] if isinstance(value, list) else value


def attribution(pairs: Readings) -> dict[str, float]:
    """F1 of reported speech with source, cue and content all found: overlapping, and equal to the letter."""
    gold_count = given_count = overlap = exact = 0
    for record, reading in pairs:
        gold = [_gold(item) for item in record["attributions"]]
        given = [
            (
                _ends([speech.source.span] if speech.source else []),
                _ends([speech.cue] if speech.cue else []),
                _ends(speech.content),
            )
            for speech in reading.attributions
        ]
        gold_count, given_count = gold_count + len(gold), given_count + len(given)
        overlap += _paired(gold, given, _touching)
        exact += _paired(gold, given, lambda a, b: a == b)
    total = max(1, gold_count + given_count)
    return {"attribution": 2 * overlap / total, "attribution_exact": 2 * exact / total}


Speech = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]


def _gold(item: Mapping[str, Any]) -> Speech:
    def ends(spans: Sequence[Mapping[str, Any] | None]) -> tuple[Span, ...]:
        return tuple(sorted((span["start"], span["end"]) for span in spans if span))

    return ends([item["source"]]), ends([item["cue"]]), ends(item["content"])


def _ends(spans: Sequence[Any]) -> tuple[Span, ...]:
    return tuple(sorted((span.start, span.end) for span in spans))


def _touching(a: Speech, b: Speech) -> bool:
    return all((not x and not y) or any(s < v and u < e for s, e in x for u, v in y) for x, y in zip(a, b, strict=True))


def _paired(gold: Sequence[Speech], given: Sequence[Speech], same: Callable[[Speech, Speech], bool]) -> int:
    left, count = list(given), 0
    for item in gold:
        twin = next((other for other in left if same(item, other)), None)
        if twin is not None:
            left.remove(twin)
            count += 1
    return count
