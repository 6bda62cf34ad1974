"""dateline reads news reports of a conflict and keeps a sourced record of who says what happened, where and when.

>>> from dateline import read
>>> reading = read("Rebels captured Hama on Thursday, the army said.", published="2024-12-06")
>>> [(claim.type, claim.place[0].span.text, claim.time.iso) for claim in reading.claims]
[('takeover', 'Hama', '2024-12-05')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.reading import read as read
    from dateline.schema import Reading as Reading
    from dateline.schema import Report as Report

__version__ = "0.1.0"
__all__ = ["Reading", "Report", "read"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """The public names, imported when first asked for: the build of the gazetteer needs the package without them."""
    if name == "read":
        from dateline.reading import read

        return read
    if name in ("Reading", "Report"):
        from dateline import schema

        return getattr(schema, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
