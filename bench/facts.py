"""How often the samples, read by the program, tell who held a place: place-days against a table of facts.

usage: python bench/facts.py [--facts FILE] [--record FILE] [--errors N] [--all]

A place-day is right where the likeliest holder is the one whom the facts give on that day, the day before or the day
after. Places are those of the facts that the record tells of; days those of the facts, from the first to the last.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import os
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.ground import coded
from dateline.reading import gazetteer
from dateline.record import Record
from dateline.situation.baselines import Method
from dateline.situation.control import Control
from dateline.situation.knowledge import OTHERS
from dateline.text import inputs

ROOT = Path(__file__).parent.parent
FACTS = Path(os.environ.get("SHARED", ROOT.parent / "shared")) / "facts" / "control_syria_2024.csv"
PARTIES = Path(__file__).parent / "facts.toml"
DAY = datetime.timedelta(days=1)
LAST = datetime.date(2024, 12, 9)


@dataclass(frozen=True, slots=True)
class Held:
    """What the facts say of one place.

    Attributes:
        key: of the gazetteer.
        changes: (day, holder after it, holder before it); a holder of "" is nobody in particular.
        loose: days on which the facts themselves are of two minds.
    """

    name: str
    key: str
    changes: tuple[tuple[datetime.date, str, str], ...]
    loose: frozenset[datetime.date]

    def on(self, day: datetime.date) -> str:
        """Who held it on the evening of a day."""
        before = [after for when, after, _ in self.changes if when <= day]
        return before[-1] if before else self.changes[0][2]


def facts(path: Path) -> list[Held]:
    """The places of the table that the gazetteer knows, each once."""
    told: dict[str, list[dict[str, str]]] = {}
    names: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = _place(row)
            if key is None:
                print(f"not in the gazetteer: {row['place']}", file=sys.stderr)
                continue
            told.setdefault(key, []).append(row)
            names.setdefault(key, row["place"])
    return [_held(names[key], key, rows) for key, rows in told.items()]


def _held(name: str, key: str, rows: Sequence[dict[str, str]]) -> Held:
    changes, loose = [], set()
    for row in sorted(rows, key=lambda row: row["date"]):
        day = datetime.date.fromisoformat(row["date"])
        if row["event"] in ("entered", "attacked_contested"):
            loose.add(day)
        elif row["event"] == "still_held":
            changes.append((day, "GOV", "GOV"))
        else:
            changes.append((day, _party(row["actor_gaining"]), _party(row["actor_losing"])))
    if not changes:
        changes = [(day, "GOV", "GOV") for day in sorted(loose)]
    return Held(name, key, tuple(changes), frozenset(loose))


def _party(words: str) -> str:
    return words.split("(", maxsplit=1)[0].split("/", maxsplit=1)[0].strip()


def _place(row: dict[str, str]) -> str | None:
    if found := re.search(r"geonameid=(\d+)", row["notes"]):
        return f"geonames:{found.group(1)}"
    whole = row["place"]
    plain = re.sub(r"\s*\(.*?\)", "", whole)
    for name in (whole, plain, *re.split(r"\s*/\s*| and ", plain), *re.findall(r"\((.*?)\)", whole)):
        for asked in (f"{name}, {row['governorate']}, Syria", f"{name}, Syria"):
            if found := coded.place(asked, gazetteer()):
                return found.id
    return None


def stand_for() -> dict[str, list[str]]:
    """The holders of a record that mean each party of the facts, by pattern."""
    return tomllib.loads(PARTIES.read_text("utf-8"))["parties"]


def means(holder: str, party: str, patterns: dict[str, list[str]]) -> bool:
    """Whether a holder of the record is a party of the facts; nobody in particular is anybody but a government."""
    if party == "":
        return not means(holder, "GOV", patterns)
    return any(re.fullmatch(pattern, holder, re.IGNORECASE) for pattern in patterns[party])


@dataclass(frozen=True, slots=True)
class Result:
    """One place-day: what the facts and the record say, and whether that is right by party and by side."""

    place: str
    day: datetime.date
    fact: str
    holder: str
    probability: float
    right: bool
    side: bool
    heard: bool


def compare(held: Sequence[Held], found: Control, heard: dict[str, datetime.date], *, then: bool) -> Iterator[Result]:
    """Every place-day of the places that the record tells of."""
    patterns = stand_for()
    at = {site.key: number for number, site in enumerate(found.places)}
    first = min(day for one in held for day, _, _ in one.changes)
    for one in held:
        if one.key not in at:
            continue
        rows = (found.known if then else found.held)[:, at[one.key]]
        names = [*found.holders[at[one.key]][: -len(OTHERS)]]
        names += [""] * (rows.shape[1] - len(names) - len(OTHERS)) + list(OTHERS)
        day = first
        while day <= LAST:
            row = rows[(day - found.first_day).days]
            best = int(row.argmax())
            wanted = {one.on(day + shift * DAY) for shift in (-1, 0, 1)}
            near = any(abs(when - day) <= DAY for when in one.loose)
            right = any(means(names[best], party, patterns) for party in wanted) or (
                near and names[best] == "contested"
            )
            ours = means(names[best], "GOV", patterns)
            side = right or (names[best] not in OTHERS and any(ours == (party == "GOV") for party in wanted))
            yield Result(
                one.name, day, "/".join(sorted(wanted)), names[best], float(row[best]), right, side,
                day >= heard.get(one.key, LAST),
            )  # fmt: skip
            day += DAY


def believed(held: Sequence[Held], found: Control, *, then: bool) -> Iterator[tuple[str, datetime.date, str, float]]:
    """Takeovers at half or more before their time: a day or more earlier than the facts have it, less the tolerance."""
    patterns = stand_for()
    at = {site.key: number for number, site in enumerate(found.places)}
    for one in held:
        if one.key not in at:
            continue
        rows = (found.known if then else found.held)[:, at[one.key]]
        parties = found.holders[at[one.key]][: -len(OTHERS)]
        start, gainer, loser = one.changes[0]
        for number, party in enumerate(parties):
            if loser != "GOV" or means(party, "GOV", patterns):
                continue
            for day in range(len(rows)):
                when = found.first_day + day * DAY
                still = when > LAST - DAY if gainer == "GOV" else when >= start - DAY
                if rows[day, number] >= 0.5 and not still:
                    yield one.name, when, party, float(rows[day, number])


def show(held: Sequence[Held], record: Record, method: Method, errors: int) -> None:
    """Print the figures of one method, and errors where they are asked for."""
    found = record.held(method=method)
    heard: dict[str, datetime.date] = {}
    for claim in record.left():
        for site in claim.place:
            if claim.published and claim.type in ("takeover", "hold", "withdrawal"):
                heard[site.key] = min(claim.published, heard.get(site.key, claim.published))
    for then in (False, True):
        days = list(compare(held, found, heard, then=then))
        late = [one for one in days if one.heard]
        early = sorted({(place, party) for place, _, party, _ in believed(held, found, then=then)})
        print(
            f"{method.value:12} {'known then' if then else 'held':10} places {len({one.place for one in days})}"
            f"  party {_share(days, 'right')}  side {_share(days, 'side')}"
            f"  from the first word on: party {_share(late, 'right')}  side {_share(late, 'side')}"
            f"  believed too early {len(early)}"
        )
        if errors and not then:
            for place, party in early:
                print(f"  early {place}: {party}")
            for place, count in Counter(one.place for one in days if not one.right).most_common(errors):
                wrong = [one for one in days if one.place == place and not one.right]
                told = ", ".join(f"{one.day:%d} {one.holder} {one.probability:.2f} not {one.fact}" for one in wrong[:4])
                print(f"  {count:3} {place}: {told}")


def _share(days: Sequence[Result], name: str) -> str:
    return f"{np.mean([getattr(one, name) for one in days]) if days else 0:.3f}"


def main() -> int:
    """Print the figures; 0 also where there is no table of facts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=Path, default=FACTS)
    parser.add_argument("--record", type=Path, help="a record that holds the samples already")
    parser.add_argument("--errors", type=int, default=0, help="print so many places that are wrong")
    parser.add_argument("--all", action="store_true", help="the baselines too")
    asked = parser.parse_args()
    if not asked.facts.is_file():
        print(f"skipped: no table of facts at {asked.facts}")
        return 0
    held = facts(asked.facts)
    with (
        tempfile.TemporaryDirectory() as folder,
        Record(asked.record or Path(folder) / "samples.db", create=True) as record,
    ):
        if asked.record is None:
            for report in inputs.inputs([str(ROOT / "samples" / "syria-2024")], unique=False):
                if not isinstance(report, Exception):
                    record.add(report)
        for method in Method if asked.all else (Method.MODEL,):
            show(held, record, method, asked.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
