"""Retrieval of Latin spellings of name words in Arabic script.

usage: python bench/benchmarks/names.py [FOLDER]

Data: `wd_arabic_16` (Merhav and Ash 2018, https://github.com/steveash/NETransliteration-COLING2018, CC0), "latin TAB
arabic letters TAB count". Candidates are its distinct Latin words, folded to a-z. For each pair they are ranked for its
Arabic word; right is the pair's own Latin word only, though several pairs may share an Arabic one. No Latin word of the
file was seen in training.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.ground.transliteration import arabic_letters, latin_letters, ranked

SHARED = Path(__file__).parents[3] / "shared" / "data" / "names"
PUBLISHED = "0.395 / 0.609 (another split)"


def pairs(file: Path) -> list[tuple[str, str]]:
    """The Arabic and Latin words of each line that has both."""
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    folded = ((arabic_letters(row[1]), latin_letters(row[0])) for row in rows if len(row) > 1)
    return sorted({(arabic, latin) for arabic, latin in folded if arabic and latin})


def main() -> None:
    """Prints one row: share at 1 and among the first 5, published shares, pairs."""
    file = (Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED) / "wd_arabic_16"
    if not file.is_file():
        print(f"names: no {file.name} in {file.parent}")
        return
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
    print(f"| Arabic-Latin name words, at 1 / at 5 | {first / n:.3f} / {five / n:.3f} | {PUBLISHED} | {n} |")


if __name__ == "__main__":
    main()
