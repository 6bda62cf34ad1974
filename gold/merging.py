"""How well claims become events and contradictions: the gold's claims in, events out, against the gold's own events.

usage: python gold/merging.py [--pin [--lower]] [--samples FOLDER] [--gold FOLDER] [--floors FILE]

`f1`, `precision` and `recall` are B-cubed (Bagga and Baldwin, 1998) over the claims that the gold gives an event; the
halves are the dispatches of odd days, on which the weights were set, and of even days, merged by themselves.
`seeded.*` are the shares found of contradictions put in, one at a time of each event that can take one; `calm` is the
share of harmless differences put in that stay unreported, `quiet` one less the contradictions per event that reading
them showed to be none (`contradictions.toml`), `copies` the F1 of reports recognised as copies of the right original.
"""

from __future__ import annotations

import datetime
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import gate

from dateline.errors import DatelineError
from dateline.ground.folding import fold
from dateline.ground.names import registry
from dateline.picture import Contradiction, Count, Name, RecordedClaim, Site, Story
from dateline.reading import gazetteer
from dateline.schema import EventType, Factuality, Report
from dateline.score import Record
from dateline.situation.contradictions import contradictions
from dateline.situation.copies import stories
from dateline.situation.events import events
from dateline.situation.features import is_wide
from dateline.situation.parties import Relation, relation
from dateline.situation.weights import blamed, limits
from dateline.text import inputs

HERE = Path(__file__).parent
FLOORS = HERE / "merging_floors.json"
DIVISIONS = ("province", "country", "region")
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gold:
    """Annotated claims as a record would keep them.

    Attributes:
        labels: the gold's event by the id of the claim; some claims have none.
        copies: the original by the id of the report that copies it.
        judged: (kind, event) of the contradictions that reading showed to be real.
    """

    claims: tuple[RecordedClaim, ...]
    labels: Mapping[str, str]
    copies: Mapping[str, str]
    judged: Collection[tuple[str, str]]


def load(folder: Path, reports: Sequence[Report] = ()) -> Gold:
    """The gold of a folder; a report that tells no date of publication has the one that `reports` found in its text."""
    dates = {report.id: report.published for report in reports}
    claims: list[RecordedClaim] = []
    labels: dict[str, str] = {}
    copies: dict[str, str] = {}
    for path in sorted(folder.glob("gold-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            report = json.loads(line)
            if report.get("copy_of"):
                copies[report["id"]] = report["copy_of"]
            report["published"] = report.get("published") or dates.get(report["id"])
            for number, claim in enumerate(report["claims"]):
                claims.append(recorded(report, claim, number))
                if claim.get("event"):
                    labels[claims[-1].id] = claim["event"]
    listed = folder / "contradictions.toml"
    table = tomllib.loads(listed.read_text("utf-8")) if listed.is_file() else {}
    judged = {(kind, event) for kind, known in table.items() for event in known}
    return Gold(tuple(claims), labels, copies, judged)


def recorded(report: Record, claim: Record, number: int) -> RecordedClaim:
    """A claim of the gold as a record would keep it, with its parties and places looked up by their names."""
    day = datetime.date.fromisoformat(report["published"][:10]) if report["published"] else None
    count = claim["quantity"]
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
        quantity=count and Count(count["unit"], *(count.get(key) for key in ("value", "min", "max", "words"))),
        trigger=claim["trigger"]["text"],
        sentence=claim["sentence"]["text"],
    )


def _party(span: Record, day: datetime.date | None) -> Name:
    name = span.get("name") or span["text"]
    known = {alias.entry.actor for alias in registry().named(name) if alias.entry.lives(day)}
    if len(known) != 1:
        return Name(name)
    actor = known.pop()
    return Name(actor.name, actor.id)


def _site(name: str) -> Site:
    """The gazetteer's place of a name, with coordinates: of its namesakes in the country the one written alike."""
    parts = name.split(", ")
    key = fold(parts[0].removesuffix(" Governorate"))
    found = [
        entry.place
        for entry in gazetteer().named([key]).get(key, ())
        if entry.place.name.endswith(parts[-1]) and (entry.place.kind in DIVISIONS) == (len(parts) == 2)
    ]
    place = next((place for place in found if place.name == name), found[0] if found else None)
    return Site(name) if place is None else Site(name, place.id, place.kind, place.lat, place.lon)


def bcubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """F1, precision and recall over the claims of `gold`, each with its group found and its own."""
    both = Counter((found[one], event) for one, event in gold.items())
    mine, theirs = Counter(found[one] for one in gold), Counter(gold.values())
    precision = sum(number**2 / mine[group] for (group, _), number in both.items()) / len(gold)
    recall = sum(number**2 / theirs[event] for (_, event), number in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall), precision, recall


def merged(claims: Sequence[RecordedClaim], labels: Mapping[str, str]) -> tuple[float, float, float]:
    """B-cubed of merging the claims by themselves."""
    home = {claim: event.id for event in events(claims) for claim in event.claims}
    return bcubed(home, {claim: event for claim, event in labels.items() if claim in home})


def contradicted(claims: Sequence[RecordedClaim], told: Sequence[Story] = ()) -> tuple[int, tuple[Contradiction, ...]]:
    """The number of events, and the contradictions."""
    found = events(claims, stories=told)
    return len(found), contradictions(claims, found, told)


def false_alarms(found: Sequence[Contradiction], gold: Gold) -> list[Contradiction]:
    """The contradictions that are not of an event on the list of those judged real."""
    return [
        one
        for one in found
        if not any((one.kind, gold.labels.get(claim)) in gold.judged for at in one.positions for claim in at.claims)
    ]


Seed = Callable[[RecordedClaim], RecordedClaim | None]


def _other(claim: RecordedClaim, kind: str, **changes: object) -> RecordedClaim:
    """A row of somebody's table about the same event, without a text: a voice of its own that differs in one thing."""
    new = replace(claim, **changes)  # type: ignore[arg-type]
    name = f"{kind}:{claim.id}"
    return replace(new, id=name, report=name, outlet=f"Table {name}", sources=(), sentence="")


def _toll(claim: RecordedClaim) -> RecordedClaim | None:
    count = claim.quantity
    if claim.type not in limits().counted or count is None or not count.value or count.value < 3 or not claim.place:
        return None
    return _other(claim, "toll", quantity=Count(count.unit, count.value * 2 + 3))


def _happened(claim: RecordedClaim) -> RecordedClaim | None:
    if claim.factuality is not Factuality.ACTUAL or not claim.place or all(map(is_wide, claim.place)):
        return None
    return _other(claim, "happened", factuality=Factuality.NEGATED, quantity=None)


def _date(claim: RecordedClaim) -> RecordedClaim | None:
    if claim.type not in limits().dated or not claim.place or claim.time is None or len(claim.time) != 10:
        return None
    return _other(claim, "date", time=(datetime.date.fromisoformat(claim.time) - DAY).isoformat())


def _doer(claim: RecordedClaim) -> RecordedClaim | None:
    opponent = _opponent(claim)
    if claim.type not in blamed() or opponent is None:
        return None
    return _other(claim, "doer", agent=(opponent,))


def _holder(claim: RecordedClaim) -> RecordedClaim | None:
    opponent = _opponent(claim)
    if claim.type not in ("takeover", "hold") or opponent is None or any(map(is_wide, claim.place)):
        return None
    return _other(claim, "holder", agent=(opponent,))


def _opponent(claim: RecordedClaim) -> Name | None:
    """A party of the registry that fights the claim's only, known agent."""
    if claim.factuality is not Factuality.ACTUAL or len(claim.agent) != 1 or not claim.place:
        return None
    return next((one for one in RIVALS if relation(one, claim.agent[0]) is Relation.OPPOSED), None)


RIVALS = (
    Name("Syrian Arab Army", "syria-forces"),
    Name("Syrian National Army", "syrian-national-army"),
    Name("Military Operations Command", "military-operations-command"),
    Name("Islamic State", "islamic-state"),
)
SEEDS: Mapping[str, Seed] = {
    "toll": _toll,
    "happened": _happened,
    "date": _date,
    "doer": _doer,
    "holder": _holder,
}


def _update(claim: RecordedClaim) -> RecordedClaim | None:
    """The same voice counts more a day later."""
    count = claim.quantity
    if claim.type != "casualties" or count is None or count.value is None or claim.published is None:
        return None
    new = replace(claim, quantity=Count(count.unit, count.value + 3), published=claim.published + DAY, sentence="")
    return replace(new, id=f"update:{claim.id}", report=f"update:{claim.id}")


def _at_least(claim: RecordedClaim) -> RecordedClaim | None:
    count = claim.quantity
    if claim.type not in limits().counted or count is None or not count.value:
        return None
    return _other(claim, "at-least", quantity=Count(count.unit, min=count.value - 1))


def _wounded(claim: RecordedClaim) -> RecordedClaim | None:
    """As many again were wounded as were killed."""
    count = claim.quantity
    if claim.trigger not in ("killed", "dead", "died", "deaths") or count is None or not count.value:
        return None
    return _other(claim, "wounded", trigger="wounded", quantity=Count(count.unit, count.value * 2 + 3))


def _province(claim: RecordedClaim) -> RecordedClaim | None:
    """All of the province lost more."""
    count, parts = claim.quantity, claim.place[0].name.split(", ") if claim.place else []
    if claim.type not in limits().counted or count is None or not count.value or len(parts) != 3:
        return None
    province = Site(", ".join(parts[1:]), kind="province")
    return _other(claim, "province", place=(province,), quantity=Count(count.unit, count.value * 2 + 3))


HARMLESS: Sequence[Seed] = (_update, _at_least, _wounded, _province)


def planted(gold: Gold, seed: Seed) -> list[RecordedClaim]:
    """The seeds of the first claim of each event that can take one."""
    found: dict[str, RecordedClaim] = {}
    for claim in gold.claims:
        event = gold.labels.get(claim.id)
        if event is not None and event not in found and (new := seed(claim)) is not None:
            found[event] = new
    return list(found.values())


def found_seeds(gold: Gold, kind: str, seeds: Sequence[RecordedClaim]) -> int:
    """How many of the seeds stand in a contradiction of their kind."""
    _, found = contradicted((*gold.claims, *seeds))
    known = {claim for one in found if one.kind == kind for at in one.positions for claim in at.claims}
    return sum(seed.id in known for seed in seeds)


def alarming(gold: Gold, seeds: Sequence[RecordedClaim]) -> int:
    """How many of the seeds stand against the claim that they were made from."""
    _, found = contradicted((*gold.claims, *seeds))
    together = [{claim for at in one.positions for claim in at.claims} for one in found]
    return sum(any({seed.id, seed.id.partition(":")[2]} <= claims for claims in together) for seed in seeds)


def copied(reports: Sequence[Report], copies: Mapping[str, str]) -> float:
    """The F1 of copies found with their originals."""
    found = {(copy, story.original) for story in stories(reports) for copy, _ in story.copies}
    both = len(found & set(copies.items()))
    return 2 * both / (len(found) + len(copies)) if found or copies else 1.0


def figures(gold: Gold, reports: Sequence[Report]) -> dict[str, float]:
    """Every figure by its name, 0 to 1."""
    out = dict(zip(("f1", "precision", "recall"), merged(gold.claims, gold.labels), strict=True))
    for name, odd in (("f1.odd", 1), ("f1.even", 0)):
        half = [claim for claim in gold.claims if claim.published is not None and claim.published.day % 2 == odd]
        out[name] = merged(half, gold.labels)[0] if half else 1.0
    total = hits = 0
    for kind, seed in SEEDS.items():
        seeds = planted(gold, seed)
        found = found_seeds(gold, kind, seeds)
        total, hits = total + len(seeds), hits + found
        out[f"seeded.{kind}"] = found / len(seeds) if seeds else 1.0
    out["seeded"] = hits / total if total else 1.0
    harmless = [planted(gold, seed) for seed in HARMLESS]
    out["calm"] = 1 - sum(alarming(gold, seeds) for seeds in harmless) / max(1, sum(map(len, harmless)))
    number, found_all = contradicted(gold.claims, stories(reports))
    out["quiet"] = max(0.0, 1 - len(false_alarms(found_all, gold)) / number)
    out["copies"] = copied(reports, gold.copies)
    return out


def measure(samples: Path, annotated: Path) -> gate.Measured:
    """The figures on the reports and the gold of two folders.

    Raises:
        DatelineError: where there is no gold, or a report is broken.
    """
    reports = tuple(_reports(samples))
    gold = load(annotated, reports)
    if not gold.labels:
        raise DatelineError(f"{annotated}: no claim there names its event")
    corpus = {
        "sha256": gate.corpus_hash(samples, annotated),
        "claims": len(gold.claims),
        "events": len(set(gold.labels.values())),
    }
    return gate.Measured(corpus, figures(gold, reports))


def _reports(samples: Path) -> Iterator[Report]:
    for item in inputs.inputs([str(path) for path in sorted(samples.glob("reports-*.jsonl"))]):
        if isinstance(item, DatelineError):
            raise item
        yield item


if __name__ == "__main__":
    sys.exit(gate.main(measure=measure, floors=FLOORS))
