"""How long many claims take to become events, and in how much memory.

usage: python bench/merging.py [CLAIMS] [PLACES]
"""

from __future__ import annotations

import datetime
import random
import resource
import sys
import time
from itertools import accumulate

from dateline.picture import Count, Name, RecordedClaim, Site
from dateline.schema import EventType, Factuality
from dateline.situation.contradictions import contradictions
from dateline.situation.events import events

TYPES = ["takeover", "hold", "advance", "withdrawal", "clash", "strike", "casualties", "detention", "pledge", "aid"]
PARTIES = [Name(f"Party {number}", f"party-{number}") for number in range(12)]
FIRST = datetime.date(2024, 1, 1)
OCCURRENCE = 5
"""Claims of one occurrence, on average."""


def claims(number: int, places: int, seed: int = 0) -> list[RecordedClaim]:
    """Claims of occurrences over a year, at places of which few are named often, in reports of eight claims."""
    draw = random.Random(seed)
    vocabulary = [f"word{draw.randrange(10**6)}" for _ in range(8000)]
    common = list(accumulate(1 / (rank + 20) for rank in range(len(vocabulary))))
    sites = [
        Site(f"Place {at}, Division {at % 40}, Country", f"place:{at}", "town", 30 + at % 71 * 0.1, 35 + at // 71 * 0.1)
        for at in range(places)
    ]
    often = list(accumulate(1 / (rank + 20) for rank in range(places)))
    made: list[RecordedClaim] = []
    while len(made) < number:
        kind, day = draw.choice(TYPES), FIRST + datetime.timedelta(draw.randrange(365))
        (site,) = draw.choices(sites, cum_weights=often)
        told = draw.choices(vocabulary, cum_weights=common, k=12)
        agent, toll = draw.choice(PARTIES), draw.randrange(1, 40)
        for _ in range(min(number - len(made), draw.randrange(1, 2 * OCCURRENCE))):
            published = day + datetime.timedelta(draw.randrange(3))
            outlet = draw.randrange(60)
            made.append(
                RecordedClaim(
                    id=f"{draw.getrandbits(64):016x}",
                    report=f"{published}-{outlet}-{draw.randrange(5)}",
                    outlet=f"Outlet {outlet}",
                    published=published,
                    type=EventType(kind),
                    factuality=draw.choice([*[Factuality.ACTUAL] * 9, Factuality.NEGATED]),
                    agent=(agent,) if draw.random() < 0.7 else (),
                    place=(site,) if draw.random() < 0.8 else (),
                    time=day.isoformat() if draw.random() < 0.4 else None,
                    quantity=Count("people", toll + draw.choice([0, 0, 0, 2])) if kind == "casualties" else None,
                    trigger=kind,
                    sentence=" ".join(draw.sample(told, 8) + draw.choices(vocabulary, cum_weights=common, k=10)),
                )
            )
    return made


def main(number: int = 100_000, places: int = 5_000) -> None:
    """Print processor seconds and the peak of memory."""
    made = claims(number, places)
    start = time.process_time()
    found = events(made)
    merged = time.process_time()
    against = contradictions(made, found)
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"claims          {number} at {places} places, peak {peak:.0f} MiB")
    print(f"events          {len(found)} in {merged - start:.1f} s")
    print(f"contradictions  {len(against)} in {end - merged:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
