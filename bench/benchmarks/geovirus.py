"""GeoVirus (Gritta et al. 2018): toponyms in Wikinews, found and put on the map.

usage: python -m bench.benchmarks.geovirus [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from bench.benchmarks.row import Row, table

from dateline.reading import spot
from dateline.schema import Mention, MentionKind
from dateline.score import Found, kilometres
from dateline.text import load

BEST = {161: ".618 (best of nine systems)", 10: ""}
PROTOCOL = (
    "Every place mention that `read` publishes with coordinates against every gold toponym, one to one, spans {spans}; "
    "right within {km} km of the gold point (great circle); F1 over all mentions and all toponyms"
)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in the gold with its point; `start` and `end` count characters from 0."""

    start: int
    end: int
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Article:
    """A passage with its toponyms."""

    text: str
    toponyms: tuple[Toponym, ...]


def run(shared: Path) -> tuple[Row, ...]:
    """F1 within 161 and 10 km, for spans that overlap and for spans that agree to the character."""
    folder = shared / "data" / "geovirus"
    articles = [article for path in sorted(folder.glob("*.xml")) for article in read(path)]
    if not articles:
        return ()
    found = [(article, mentions(article)) for article in articles]
    rows = []
    for exact in (False, True):
        for km in (161, 10):
            tally = measure(found, km=km, exact=exact)
            spans = "equal" if exact else "overlapping"
            rows.append(
                Row(
                    f"GeoVirus end to end, {km} km, {spans} spans: F1",
                    tally.f1,
                    BEST[km],
                    tally.gold,
                    PROTOCOL.format(spans=spans, km=km)
                    + f"; here precision {tally.precision:.3f}, recall {tally.recall:.3f}.",
                )
            )
    return tuple(rows)


def read(path: Path) -> Iterator[Article]:
    """The articles of a file in the corpus' own XML, whose offsets count from 1."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        yield Article(text, tuple(_toponym(location) for location in article.iter("location")))


def _toponym(location: ElementTree.Element) -> Toponym:
    def cell(name: str) -> str:
        return location.findtext(name) or ""

    start, end = int(cell("start")) - 1, int(cell("end")) - 1
    return Toponym(start, end, cell("name"), float(cell("lat")), float(cell("lon")))


def mentions(article: Article) -> tuple[Mention, ...]:
    """What `read` publishes as places with coordinates."""
    return tuple(
        mention
        for mention in spot(load.report(article.text))
        if mention.kind is MentionKind.PLACE and mention.place is not None and mention.place.lat is not None
    )


def measure(found: Iterable[tuple[Article, tuple[Mention, ...]]], *, km: float, exact: bool) -> Found:
    """Hits are pairs of a gold toponym and a mention, each used once, whose spans fit and whose points lie near."""
    tally = Found()
    for article, given in found:
        tally.gold += len(article.toponyms)
        tally.predicted += len(given)
        hits = sum(_near(gold, mention, km) for gold, mention in pairs(article.toponyms, given, exact=exact))
        tally.hit_gold += hits
        tally.hit_predicted += hits
    return tally


def pairs(
    toponyms: tuple[Toponym, ...], given: tuple[Mention, ...], *, exact: bool
) -> Iterator[tuple[Toponym, Mention]]:
    """Gold and mention, one to one, those first that share most characters."""
    shared = sorted(
        (
            (-_common(gold, mention), i, j)
            for i, gold in enumerate(toponyms)
            for j, mention in enumerate(given)
            if _common(gold, mention) > 0 and (not exact or _equal(gold, mention))
        )
    )
    left, right = set(range(len(toponyms))), set(range(len(given)))
    for _, i, j in shared:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield toponyms[i], given[j]


def _common(gold: Toponym, mention: Mention) -> int:
    return min(gold.end, mention.span.end) - max(gold.start, mention.span.start)


def _equal(gold: Toponym, mention: Mention) -> bool:
    return (gold.start, gold.end) == (mention.span.start, mention.span.end)


def _near(gold: Toponym, mention: Mention, km: float) -> bool:
    place = mention.place
    if place is None or place.lat is None or place.lon is None:
        return False
    return kilometres({"lat": gold.lat, "lon": gold.lon}, {"lat": place.lat, "lon": place.lon}) <= km


def main() -> None:
    """Print the rows."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    print(table(run(shared)) if (shared / "data" / "geovirus").is_dir() else f"GeoVirus: no data below {shared}")


if __name__ == "__main__":
    main()
