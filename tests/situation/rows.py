"""Recorded claims as short tables write them, and Hypothesis strategies for them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from hypothesis import strategies as st

from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.schema import EventType, Factuality

PLACES = {
    "Homs": Site("Homs, Homs, Syria", "p:homs", "city", 34.73, 36.72),
    "Homs province": Site("Homs, Syria", "p:homs-province", "province", 34.5, 37.5),
    "Waer": Site("Waer, Homs, Syria", "p:waer", "quarter", 34.745, 36.67),
    "Rastan": Site("Rastan, Homs, Syria", "p:rastan", "town", 34.926, 36.732),
    "Talbiseh": Site("Talbiseh, Homs, Syria", "p:talbiseh", "town", 34.84, 36.731),
    "Ghajar": Site("Ghajar, Homs, Syria", "p:ghajar", "village", 34.88, 36.731),
    "Manbij": Site("Manbij"),
}
PARTIES = {
    "army": Name("Syrian Arab Army", "syria-forces"),
    "government": Name("Syrian government", "syria-government"),
    "hts": Name("Hayat Tahrir al-Sham", "hayat-tahrir-al-sham"),
    "moc": Name("Military Operations Command", "military-operations-command"),
    "sdf": Name("Syrian Democratic Forces", "syrian-democratic-forces"),
    "sna": Name("Syrian National Army", "syrian-national-army"),
}


def claim(number: int, row: Mapping[str, object]) -> RecordedClaim:
    """The claim of a row: keys are fields, with places and parties by the names above; a report and outlet each."""
    known = {"type": "strike", "outlet": f"Outlet {number}", "published": "2024-12-02", **row}
    count = known.get("quantity")
    return RecordedClaim(
        id=str(known.get("id", f"c{number}")),
        report=str(known.get("report", f"r{number}")),
        outlet=str(known["outlet"]) or None,
        published=datetime.date.fromisoformat(str(known["published"])) if known["published"] else None,
        type=EventType(str(known["type"])),
        factuality=Factuality(str(known.get("factuality", "actual"))),
        agent=parties(known.get("agent", "")),
        target=parties(known.get("target", "")),
        place=tuple(PLACES[name] for name in names(known.get("place", ""))),
        time=str(known["time"]) if known.get("time") else None,
        sources=parties(known.get("sources", "")),
        quantity=Count(**{"unit": "people", **count}) if isinstance(count, Mapping) else None,
        trigger=str(known.get("trigger", "")),
        sentence=str(known.get("sentence", "")),
    )


def names(listed: object) -> list[str]:
    return [name.strip() for name in str(listed).split("/") if name.strip()]


def parties(listed: object) -> tuple[Name, ...]:
    """Parties of the registry by the short names above; any other words are a name of their own."""
    return tuple(PARTIES.get(name, Name(name)) for name in names(listed))


def claims(rows: list[Mapping[str, object]], shared: Mapping[str, object] | None = None) -> list[RecordedClaim]:
    """The claims of rows, each with what they share where it says nothing else."""
    return [claim(number, {**(shared or {}), **row}) for number, row in enumerate(rows, 1)]


WORDS = ["air", "strike", "hit", "market", "killed", "people", "rebels", "army", "took", "city", "toll", "denied"]


@st.composite
def recorded(draw: st.DrawFn, number: int) -> RecordedClaim:
    """A claim such that many of its kind meet: few places, days, parties, types and reports."""
    day = st.sampled_from(["2024-12-01", "2024-12-02", "2024-12-03"])
    row: dict[str, object] = {
        "id": f"{draw(st.integers(0, 10**6)):06}-{number}",
        "type": draw(st.sampled_from(["takeover", "hold", "strike", "attack", "casualties", "pledge"])),
        "report": draw(st.sampled_from("abcdef")),
        "outlet": draw(st.sampled_from(["North", "South", "East", ""])),
        "published": draw(day | st.just("")),
        "time": draw(st.none() | day | st.just("2024-12") | st.just("2024-12-01/2024-12-02")),
        "factuality": draw(st.sampled_from(Factuality)),
        "place": draw(st.sampled_from(["", *PLACES, "Homs/Rastan"])),
        "agent": draw(st.sampled_from(["", *PARTIES, "the rebels", "Local Council"])),
        "target": draw(st.sampled_from(["", "army", "civilians"])),
        "sources": draw(st.sampled_from(["", "moc", "a medic", "a medic/Civil Defence"])),
        "sentence": " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=12))),
    }
    if draw(st.booleans()):
        row["quantity"] = {"value": draw(st.integers(0, 30))}
    return claim(number, row)


@st.composite
def many(draw: st.DrawFn, most: int = 12) -> list[RecordedClaim]:
    """Up to `most` claims, each with an id of its own."""
    return [draw(recorded(number)) for number in range(draw(st.integers(0, most)))]
