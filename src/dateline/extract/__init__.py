"""Reading claims: spans and labels out of a report, before anything is resolved.

Every extractor, by rules, by the encoder or by a language model, is one method behind the same interface.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dateline.schema import Draft, Mention, Report


class Extractor(Protocol):
    """Whatever reads claims out of a report."""

    def extract(self, report: Report, mentions: Sequence[Mention]) -> Draft:
        """The claims and reported speech of `report`, given what its words name."""
        ...

    def ahead(self, report: Report, mentions: Sequence[Mention]) -> None:
        """Begin with a report that will be asked for soon, where the extractor can."""
        ...
