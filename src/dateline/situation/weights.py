"""The numbers and words of `data/merging.toml` as typed values; a broken file is a `DataError` that names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

from dateline import data, ontology
from dateline.errors import DataError
from dateline.schema import EventType

_FILE = "merging.toml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CopyRules:
    """What makes a copy; `nobody` are words of speakers who are nobody in particular, `agencies` names by their key."""

    words: int
    sample: int
    least: int
    share: float
    named_share: float
    candidates: int
    sentence: int
    head: int
    tail: int
    nobody: frozenset[str]
    agencies: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PairWeights:
    """The log-odds of each feature of a pair of claims, by the names of `[pair]`."""

    prior: float
    type_other: float
    place_same: float
    place_same_wide: float
    place_near: float
    place_near_town: float
    place_within: float
    place_each: float
    place_other: float
    place_silent: float
    place_both_silent: float
    near_km: float
    time_same: float
    time_wide: float
    time_next: float
    time_next_rare: float
    rare_reach: int
    time_apart: float
    time_window: float
    time_window_end: float
    agent_same: float
    agent_other: float
    agent_opposed: float
    agent_blamed: float
    target_same: float
    target_other: float
    target_opposed: float
    speaker_same: float
    speaker_other: float
    count_same: float
    count_meet: float
    count_other: float
    facet_same: float
    facet_other: float
    fact_other: float
    denied_later: float
    same_report: float
    same_sentence: float
    words_slope: float
    words_middle: float
    words_low: float
    words_high: float
    speech_words_slope: float
    speech_words_middle: float
    speech_words_low: float
    meaning_slope: float
    meaning_middle: float
    meaning_low: float
    meaning_high: float


@dataclass(frozen=True, slots=True)
class Blocks:
    """How many claims each is compared with: `neighbours` of one type and place, `few` of what says less."""

    neighbours: int
    few: int
    rare_words: int


@cache
def copy_rules() -> CopyRules:
    """When a report is a copy.

    Raises:
        DataError: where the table is broken.
    """
    table = dict(_section("copies"))
    table["nobody"] = frozenset(_text(table, "nobody").split())
    agencies = table.get("agencies")
    if not isinstance(agencies, dict) or not all(isinstance(names, list) for names in agencies.values()):
        raise DataError(f"data file {_FILE} has no lists of names at copies.agencies")
    table["agencies"] = {key: tuple(map(str, names)) for key, names in agencies.items()}
    return _made(CopyRules, table, "copies")


@cache
def pair_weights() -> PairWeights:
    """The log-odds of features.

    Raises:
        DataError: where one is missing or no number.
    """
    return _made(PairWeights, _section("pair"), "pair")


@cache
def blocks() -> Blocks:
    """How many comparisons there are."""
    return _made(Blocks, _section("blocks"), "blocks")


@cache
def speech() -> frozenset[str]:
    """The types whose agent says something."""
    return frozenset(_text(_section("types"), "speech").split())


@cache
def blamed() -> frozenset[str]:
    """The types of harm that each side blames another for."""
    return frozenset(_text(_section("types"), "blamed").split())


@cache
def group(kind: str) -> str:
    """The first by name of the types that are taken for `kind`; itself where there is none."""
    for kin in _section("types").get("kin", ()):
        if kind in kin.split():
            return str(min(kin.split()))
    return kind


@cache
def each_place(kind: str) -> bool:
    """Whether the type is about one place each (data/event_types.toml)."""
    known = ontology.types().get(EventType(kind))
    return known is not None and known.each_place


@cache
def reach(kind: str) -> int:
    """The days before publication in which an event of the type may lie where no day is stated."""
    table = _section("types").get("reach")
    if not isinstance(table, dict) or not isinstance(table.get("default"), int):
        raise DataError(f"data file {_FILE} has no default at types.reach")
    return int(table[kind if kind in table else "default"])


@cache
def wide() -> frozenset[str]:
    """The kinds of place that are wide."""
    return frozenset(_text(_section("places"), "wide").split())


@cache
def part() -> frozenset[str]:
    """The kinds of place that are parts of a town, or lie beside it."""
    return frozenset(_text(_section("places"), "part").split())


@cache
def facet_words() -> Mapping[str, str]:
    """The facet of a toll by the words that show it."""
    return {word: facet for facet, words in _section("facets").items() for word in str(words).split()}


@dataclass(frozen=True, slots=True)
class Limits:
    """What values contradict each other: `dated`, `done` and `counted` are types, `heads` words for people counted."""

    dated: frozenset[str]
    done: frozenset[str]
    counted: frozenset[str]
    heads: frozenset[str]
    exact_days: int
    round_from: float
    round_share: float
    words: Mapping[str, float]


@cache
def limits() -> Limits:
    """What values contradict each other.

    Raises:
        DataError: where the table is broken.
    """
    table = dict(_section("contradictions"))
    for key in ("dated", "done", "counted", "heads"):
        table[key] = frozenset(_text(table, key).split())
    if not isinstance(table.get("words"), dict):
        raise DataError(f"data file {_FILE} has no table at contradictions.words")
    return _made(Limits, table, "contradictions")


def _section(name: str) -> Mapping[str, Any]:
    section = data.table(_FILE).get(name)
    if not isinstance(section, dict):
        raise DataError(f"data file {_FILE} has no section {name}")
    return section


def _text(table: Mapping[str, Any], key: str) -> str:
    if not isinstance(table.get(key), str):
        raise DataError(f"data file {_FILE} has no text at {key}")
    return str(table[key])


def _made(kind: type[T], table: Mapping[str, Any], section: str) -> T:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    lacking = [name for name in names if name not in table or isinstance(table[name], str)]
    if lacking:
        raise DataError(f"data file {_FILE} has no number at {section}.{lacking[0]}")
    return kind(**{name: table[name] for name in names})
