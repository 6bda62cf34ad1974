"""Retrieval of Latin spellings of name words in Arabic script.

usage: python -m bench.benchmarks.names [FOLDER]

Data: `wd_arabic_16` (Merhav and Ash 2018, https://github.com/steveash/NETransliteration-COLING2018, CC0), "latin TAB
arabic letters TAB count". Candidates are its distinct Latin words, folded to a-z. For each pair they are ranked for its
Arabic word; right is the pair's own Latin word only, though several pairs may share an Arabic one. No Latin word of the
file was seen in training.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.benchmarks.row import Row, table

from dateline.ground.transliteration import arabic_letters, latin_letters, ranked

PROTOCOL = (
    "For each pair of the test file all its distinct Latin words, folded to a-z, are ranked for the Arabic word; right "
    "is the pair's own Latin word only. The published figures are those of another split of the same words."
)


def pairs(file: Path) -> list[tuple[str, str]]:
    """The Arabic and Latin words of each line that has both."""
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    folded = ((arabic_letters(row[1]), latin_letters(row[0])) for row in rows if len(row) > 1)
    return sorted({(arabic, latin) for arabic, latin in folded if arabic and latin})


def run(shared: Path) -> tuple[Row, ...]:
    """Shares at 1 and among the first 5."""
    file = shared / "data" / "names" / "wd_arabic_16"
    if not file.is_file():
        return ()
    test = pairs(file)
    candidates = sorted({latin for _, latin in test})
    found: dict[str, list[str]] = {}
    first = five = 0
    for arabic, latin in test:
        if arabic not in found:
            found[arabic] = ranked(arabic, candidates)
        first += found[arabic][:1] == [latin]
        five += latin in found[arabic]
    n = len(test)
    return (
        Row("Arabic-Latin name words, retrieval at 1: share", first / n, ".395 by ICU and Levenshtein", n, PROTOCOL),
        Row("Arabic-Latin name words, retrieval at 5: share", five / n, ".609 by ICU and Levenshtein", n, PROTOCOL),
    )


def main() -> None:
    """Print the rows."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")
    print(table(rows) if (rows := run(shared)) else f"name words: no data below {shared}")


if __name__ == "__main__":
    main()
