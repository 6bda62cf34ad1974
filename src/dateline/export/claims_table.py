"""A table of recorded claims for people at a terminal, with what people decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dateline.export.table import AGENT, FACTUALITY_STYLE, PLACE, SPEAKER, TARGET, TIME, plain
from dateline.picture import Count, Name, RecordedClaim
from dateline.schema import Factuality

_MARKS = {"accept": ("accepted", "green"), "reject": ("rejected", "red"), "edit": ("edited", "yellow")}


def table(claims: Iterable[RecordedClaim], marks: Mapping[str, Iterable[str]]) -> RenderableType:
    """The claims in a row each; `marks` are the verdicts on a claim by its id."""
    out = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim", expand=True)
    out.add_column("claim", no_wrap=True, style="dim")
    out.add_column("event", no_wrap=True)
    out.add_column("who → whom", ratio=3, overflow="fold")
    out.add_column("where", ratio=2, overflow="fold")
    out.add_column("when", no_wrap=True)
    out.add_column("said by", ratio=3, overflow="fold")
    out.add_column("in the words", ratio=5, overflow="fold")
    for claim in claims:
        event = Text(claim.type, style=FACTUALITY_STYLE[claim.factuality])
        if claim.factuality is not Factuality.ACTUAL:
            event.append(f"\n{claim.factuality.value}", style="dim")
        for mark in marks.get(claim.id, ()):
            words, style = _MARKS[mark]
            event.append(f"\n{words}", style=style)
        when = Text((claim.time or "").replace("/", "\n– "), style=TIME)
        out.add_row(claim.id, event, _doing(claim), _listed(claim.place, PLACE), when, _saying(claim), _words(claim))
    return out


def _listed(names: Iterable[Name], style: str) -> Text:
    return Text("; ".join(dict.fromkeys(plain(name.name) for name in names)), style=style)


def _doing(claim: RecordedClaim) -> Text:
    out = _listed(claim.agent, AGENT)
    if claim.target:
        out.append(" → " if claim.agent else "→ ", style="dim")
        out.append_text(_listed(claim.target, TARGET))
    if claim.quantity:
        out.append(f" ({plain(amount(claim.quantity))})")
    return out


def _saying(claim: RecordedClaim) -> Text:
    """The outlet and its day, then whom it cites, nearest to the reader first."""
    day = claim.published.isoformat() if claim.published else None
    out = Text(", ".join(part for part in (plain(claim.outlet or ""), day) if part))
    for source in claim.sources:
        out.append(" ← " if out else "← ", style="dim")
        out.append(plain(source.name), style=SPEAKER)
    return out


def _words(claim: RecordedClaim) -> Text:
    return Text(plain(claim.sentence or claim.trigger))


def amount(count: Count) -> str:
    """A count as people write it: 3500, ≥50, 20–30, dozens."""
    if count.value is not None:
        return f"{count.value:.15g}"
    if count.min is not None and count.max is not None:
        return f"{count.min:.15g}–{count.max:.15g}"
    if count.min is not None:
        return f"≥{count.min:.15g}"
    return f"≤{count.max:.15g}" if count.max is not None else count.words or ""
