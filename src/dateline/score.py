"""How well claims are read, measured against annotated reports.

Claims are paired one to one within a report and type: a pair needs overlapping triggers, or the same sentence with an
overlapping agent, target or place. Every figure is a count that adds over reports, so that parts can be summed.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline import schema
from dateline.errors import InputError

Record = Mapping[str, Any]
ROLES = ("agent", "target", "place")
PARTICLES = frozenset(["the", "al", "as", "ash", "ad", "ar", "at", "el", "of", "a", "an", "mr", "mrs"])
NEAR_KM = 25.0
EARTH_DIAMETER_KM = 12742.0


@dataclass(slots=True)
class Ratio:
    """A count of right answers out of a count of cases."""

    right: int = 0
    cases: int = 0

    def add(self, right: bool) -> None:
        """Count one case."""
        self.right += right
        self.cases += 1

    @property
    def share(self) -> float | None:
        """The share right; None without a case."""
        return self.right / self.cases if self.cases else None


@dataclass(slots=True)
class Found:
    """Counts behind precision, recall and F1."""

    hit_predicted: int = 0
    predicted: int = 0
    hit_gold: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right."""
        return self.hit_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what is to be found that was found."""
        return self.hit_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


RATIOS = ("agent_name", "place_fix", "time", "time_null", "factuality", "source", "chain", "quantity")


@dataclass(slots=True)
class Score:
    """All figures of one comparison.

    Attributes:
        claims: typed claims found.
        usable: claims whose type, agent, place, factuality and nearest source are all right.
        control: facts "place, holder" of a report, from actual takeovers and holds.
        roles: words in each role over paired claims.
        ratios: shares right over paired claims; see `RATIOS`.
        types: typed claims found, by type.
    """

    reports: int = 0
    claims: Found = field(default_factory=Found)
    usable: Found = field(default_factory=Found)
    control: Found = field(default_factory=Found)
    roles: dict[str, Found] = field(default_factory=lambda: {role: Found() for role in ROLES})
    ratios: dict[str, Ratio] = field(default_factory=lambda: {name: Ratio() for name in RATIOS})
    types: dict[str, Found] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """The headline figures by name: F1s and shares; those without a case are left out."""
        out = {"claims": self.claims.f1, "usable": self.usable.f1, "control": self.control.f1}
        out |= {role: found.f1 for role, found in self.roles.items()}
        return out | {name: ratio.share for name, ratio in self.ratios.items() if ratio.share is not None}


def load(path: Path) -> dict[str, Record]:
    """Reports with claims by id, from JSON lines as `dateline read --format jsonl` writes them.

    Raises:
        InputError: where a line is no report with an id and claims.
    """
    out: dict[str, Record] = {}
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", source=str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"no JSON: {error.msg}", source=str(path), line=number) from error
        if not isinstance(record, dict) or "id" not in record or not isinstance(record.get("claims"), list):
            raise InputError('a report needs "id" and a list of "claims"', source=str(path), line=number)
        if not all(map(_is_claim, record["claims"])):
            problem = 'a claim needs "type", "factuality", spans "sentence" and "trigger", and lists of spans'
            raise InputError(f"{problem} {', '.join((*ROLES, 'sources'))}", source=str(path), line=number)
        out[str(record["id"])] = record
    return out


def _is_claim(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or "factuality" not in value:
        return False
    lists = [value.get(name) for name in (*ROLES, "sources")]
    if not all(isinstance(spans, list) for spans in lists):
        return False
    spans = [value.get("sentence"), value.get("trigger"), *(span for part in lists for span in part or ())]
    return all(isinstance(span, dict) and {"start", "end", "text"} <= span.keys() for span in spans)


def score(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> Score:
    """The figures of `predicted` against `gold`; a report that was not predicted counts as one without claims."""
    total = Score()
    for report_id, report in gold.items():
        claims = predicted.get(report_id, {}).get("claims", [])
        _add_report(total, report, claims)
    return total


def _add_report(total: Score, report: Record, predicted: Sequence[Record]) -> None:
    gold = report["claims"]
    pairs = pair(gold, predicted)
    total.reports += 1
    _add_found(total.claims, len(pairs), len(predicted), len(gold))
    usable = sum(_add_pair(total, report, gold[i], predicted[j]) for i, j in pairs)
    _add_found(total.usable, usable, len(predicted), len(gold))
    gold_facts, facts = control_facts(gold), control_facts(predicted)
    _add_found(total.control, _common_facts(gold_facts, facts), len(facts), len(gold_facts))
    for claims, name in ((gold, "gold"), (predicted, "predicted")):
        for claim in claims:
            found = total.types.setdefault(claim["type"], Found())
            setattr(found, name, getattr(found, name) + 1)
    for i, _ in pairs:
        found = total.types[gold[i]["type"]]
        found.hit_gold += 1
        found.hit_predicted += 1


def _add_found(found: Found, hits: int, predicted: int, gold: int) -> None:
    found.hit_predicted += hits
    found.hit_gold += hits
    found.predicted += predicted
    found.gold += gold


def pair(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Index pairs of claims that tell the same thing, one to one, best evidence first."""
    scored = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if g["type"] != p["type"]:
                continue
            trigger = _overlap(g["trigger"], p["trigger"])
            roles = sum(_any_overlap(g[role], p.get(role) or []) for role in ROLES)
            if trigger or (_overlap(g["sentence"], p["sentence"]) and roles):
                scored.append((3 * _any_overlap(g["place"], p.get("place") or []) + 2 * trigger + roles, i, j))
    scored.sort(key=lambda row: (-row[0], row[1], row[2]))
    used_gold: set[int] = set()
    used: set[int] = set()
    out = []
    for _, i, j in scored:
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
            out.append((i, j))
    return out


def _add_pair(total: Score, report: Record, gold: Record, claim: Record) -> bool:
    """Count the fields of one pair; whether the claim is usable as it is."""
    for role, found in total.roles.items():
        expected, given = gold[role], claim.get(role) or []
        found.hit_predicted += sum(_any_overlap([span], expected) for span in given)
        found.predicted += len(given)
        found.hit_gold += sum(_any_overlap([span], given) for span in expected)
        found.gold += len(expected)
    _add_names(total, gold, claim)
    if gold.get("time"):
        total.ratios["time"].add(days(gold["time"]) == days(claim.get("time")))
    else:
        published = (report.get("published") or "")[:10]
        free = not claim.get("time") or (bool(published) and days(claim["time"]) == days(published))
        total.ratios["time_null"].add(free)
    right = {
        "factuality": _real(gold) == _real(claim),
        "source": _source_right(gold, claim),
        "chain": _chain_right(gold, claim),
        "quantity": _quantity_right(gold, claim),
    }
    for name, ok in right.items():
        total.ratios[name].add(ok)
    return (
        right["factuality"]
        and right["source"]
        and _role_right(gold, claim, "agent")
        and _role_right(gold, claim, "place")
    )


def _add_names(total: Score, gold: Record, claim: Record) -> None:
    for expected in gold["agent"]:
        given = _first_overlap(expected, claim.get("agent") or [])
        if given is not None:
            total.ratios["agent_name"].add(
                same_name(expected.get("name") or expected["text"], given.get("name") or given["text"])
            )
    for expected in gold["place"]:
        given = _first_overlap(expected, claim.get("place") or [])
        if given is not None and expected.get("lat") is not None:
            total.ratios["place_fix"].add(given.get("lat") is not None and kilometres(expected, given) <= NEAR_KM)


def _overlap(a: Record, b: Record) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _any_overlap(some: Iterable[Record], others: Sequence[Record]) -> bool:
    return any(_overlap(a, b) for a in some for b in others)


def _first_overlap(span: Record, others: Iterable[Record]) -> Record | None:
    return next((other for other in others if _overlap(span, other)), None)


def _role_right(gold: Record, claim: Record, role: str) -> bool:
    expected, given = gold[role], claim.get(role) or []
    return (not expected and not given) or _any_overlap(expected, given)


def _real(claim: Record) -> str | None:
    """Factuality with `ongoing` as `actual`: the line between them is thin even between careful readers."""
    value: str | None = claim.get("factuality")
    return "actual" if value == "ongoing" else value


def _same_speaker(gold: Record, given: Record) -> bool:
    return _overlap(gold, given) or same_name(gold["text"], given.get("name") or given["text"])


def _source_right(gold: Record, claim: Record) -> bool:
    expected, given = gold["sources"], claim.get("sources") or []
    return _same_speaker(expected[0], given[0]) if expected and given else not expected and not given


def _chain_right(gold: Record, claim: Record) -> bool:
    expected, given = gold["sources"], claim.get("sources") or []
    return len(expected) == len(given) and all(_same_speaker(a, b) for a, b in zip(expected, given, strict=True))


def _quantity_right(gold: Record, claim: Record) -> bool:
    expected, given = gold.get("quantity"), claim.get("quantity")
    if not expected or not given:
        return not expected and not given
    if expected.get("value") is not None or given.get("value") is not None:
        return bool(expected.get("value") == given.get("value"))
    return all(expected.get(key) == given.get(key) for key in ("min", "max"))


def fold(name: str) -> list[str]:
    """The words of a name without case, diacritics, apostrophes and articles."""
    decomposed = unicodedata.normalize("NFKD", name or "")
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()
    return [word for word in re.sub(r"[’‘ʿʾ'`\-–_.,]", " ", bare).split() if word not in PARTICLES]


def same_name(a: str, b: str) -> bool:
    """Whether two names agree: one's words within the other's, or half of all words shared."""
    first, second = set(fold(a)), set(fold(b))
    if not first or not second:
        return False
    return first <= second or second <= first or len(first & second) / len(first | second) >= 0.5


def kilometres(a: Record, b: Record) -> float:
    """The great-circle distance between two records with `lat` and `lon`."""
    first, second = math.radians(a["lat"]), math.radians(b["lat"])
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(b["lon"] - a["lon"]) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(half)))


def days(time: str | None) -> tuple[int, int] | None:
    """The first and last day (ordinals, inclusive) of an ISO date, month, year or interval; None where it is none."""
    if not time:
        return None
    first, _, last = time.partition("/")
    covered = schema.days(f"{first[:10]}/{last[:10]}")
    return covered and (covered[0].toordinal(), covered[1].toordinal())


Fact = tuple[str, str, str]


def control_facts(claims: Iterable[Record]) -> list[Fact]:
    """(place, holder's name, holder's words) of each actual takeover and hold, each once."""
    facts: list[Fact] = []
    for claim in claims:
        if claim["type"] in ("takeover", "hold") and claim["factuality"] in ("actual", "ongoing"):
            for place in claim.get("place") or []:
                for agent in claim.get("agent") or [{}]:
                    words = agent.get("text") or ""
                    fact = (place.get("name") or place["text"], agent.get("name") or words, words)
                    if fact not in facts:
                        facts.append(fact)
    return facts


def _common_facts(gold: Iterable[Fact], given: Iterable[Fact]) -> int:
    left, common = list(given), 0
    for fact in gold:
        match = next((other for other in left if _same_fact(fact, other)), None)
        if match is not None:
            left.remove(match)
            common += 1
    return common


def _same_fact(gold: Fact, given: Fact) -> bool:
    if not same_name(gold[0].split(",")[0], given[0].split(",")[0]):
        return False
    if not gold[1] and not given[1]:
        return True
    return any(same_name(a, b) for a in gold[1:] for b in given[1:])


def claims_by(record: Record, keep: Callable[[Record], bool]) -> dict[str, Any]:
    """The report with only those claims that `keep` accepts, for scores of a part."""
    return {**record, "claims": [claim for claim in record["claims"] if keep(claim)]}
