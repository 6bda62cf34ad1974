"""Claims of the gold into events, measured.

usage: python gold/merging.py
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
import datetime

from dateline.ground.folding import fold
from dateline.ground.names import Registry, registry
from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.reading import gazetteer
from dateline.schema import EventType, Factuality
from dateline.situation.events import events

HERE = Path(__file__).parent
GOLD = HERE / "syria-2024"


@dataclass(frozen=True, slots=True)
class Labelled:
    claims: tuple[RecordedClaim, ...]
    labels: Mapping[str, str]


def load(folder: Path) -> Labelled:
    claims, labels = [], {}
    for path in sorted(folder.glob("gold-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            for number, claim in enumerate(report["claims"]):
                made = _claim(report, claim, number)
                claims.append(made)
                if claim.get("event"):
                    labels[made.id] = claim["event"]
    return Labelled(tuple(claims), labels)


def _claim(report, claim, number) -> RecordedClaim:
    day = datetime.date.fromisoformat(report["published"][:10]) if report.get("published") else None
    quantity = claim["quantity"]
    return RecordedClaim(
        id=f"{report['id']}#{number:03}",
        report=report["id"],
        outlet=report.get("outlet"),
        published=day,
        type=EventType(claim["type"]),
        factuality=Factuality(claim["factuality"]),
        agent=tuple(_party(one, day) for one in claim["agent"]),
        target=tuple(_party(one, day) for one in claim["target"]),
        place=tuple(_site(one["name"]) for one in claim["place"]),
        time=claim["time"],
        sources=tuple(_party(one, day) for one in claim["sources"]),
        quantity=quantity
        and Count(
            quantity["unit"], quantity.get("value"), quantity.get("min"), quantity.get("max"), quantity.get("words")
        ),
        trigger=claim["trigger"]["text"],
        sentence=claim["sentence"]["text"],
    )


def _party(span, day) -> Name:
    name = span.get("name") or span["text"]
    known = {alias.entry.actor.id: alias.entry.actor.name for alias in registry().named(name) if alias.entry.lives(day)}
    if len(known) == 1:
        ((id_, full),) = known.items()
        return Name(full, id_)
    return Name(name)


def _site(name: str) -> Site:
    first, _, rest = name.partition(",")
    country = name.rpartition(", ")[2]
    wide = name.count(",") == 1
    key = fold(first.removesuffix(" Governorate"))
    entries = [
        e
        for e in gazetteer().named([key]).get(key, ())
        if e.place.name.endswith(country) and (e.place.kind in ("province", "country", "region")) == wide
    ]
    best = next((e.place for e in entries if e.place.name == name), entries[0].place if entries else None)
    if best is None:
        return Site(name)
    return Site(name, best.id, best.kind, best.lat, best.lon)


def bcubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga and Baldwin, 1998)."""
    both = Counter((found[one], gold[one]) for one in gold)
    mine, theirs = Counter(found[one] for one in gold), Counter(gold.values())
    precision = sum(n * n / mine[f] for (f, _), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[g] for (_, g), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    import time

    data = load(GOLD)
    start = time.perf_counter()
    found = events(data.claims)
    print(len(data.claims), len(found), len(set(data.labels.values())), time.perf_counter() - start)
    home = {claim: event.id for event in found for claim in event.claims}
    print("all", bcubed(home, data.labels))
    for odd in (1, 0):
        part = {one: label for one, label in data.labels.items() if int(one[8:10]) % 2 == odd}
        print("odd" if odd else "even", bcubed(home, part))
