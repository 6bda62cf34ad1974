"""Tables of events, contradictions and control for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.export.claims_table import table as claims_table
from dateline.export.table import AGENT, PLACE, SPEAKER, TIME, plain
from dateline.picture import Contradiction, ControlState, Event, RecordedClaim

Claims = Mapping[str, RecordedClaim]
Names = Mapping[str, str]


def event(one: Event, claims: Claims, odd: Sequence[Contradiction] = (), *, why: bool = False) -> RenderableType:
    """An event with what every claim of it says, what is at odds, and on request why its claims were merged."""
    head = Text(one.type, style="bold")
    if one.place:
        head.append("  " + "; ".join(plain(site.name) for site in one.place), style=PLACE)
    head.append("  " + _days(one), style=TIME)
    voices, told = _many(len(one.origins), "voice"), _many(len(one.claims), "claim")
    head.append(f"  {told}, {voices}  {one.id}", style="dim")
    parts: list[RenderableType] = [head, claims_table([claims[claim] for claim in one.claims], {})]
    for found in odd:
        said = " | ".join(f"{position.value} ({', '.join(position.origins)})" for position in found.positions)
        parts.append(Text(f" at odds: {found.kind}: {plain(said)}", style="yellow"))
    if why:
        parts += [_link(link.first, link.second, link.score, link.reasons) for link in one.links]
    return Group(*parts, Text())


def _link(first: str, second: str, score: float, reasons: Iterable[tuple[str, float]]) -> Text:
    shares = ", ".join(f"{name} {share:+.2f}" for name, share in reasons)
    return Text(f" {first} = {second}  {score:+.2f}: {shares}", style="dim")


def _days(one: Event) -> str:
    if one.last_day is None:
        return "day unknown"
    if one.first_day is None:
        return f"by {one.last_day}"
    return str(one.first_day) if one.first_day == one.last_day else f"{one.first_day} – {one.last_day}"


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def contradiction(one: Contradiction, claims: Claims, names: Names) -> RenderableType:
    """A contradiction: every value with those who say so and the words of each of their claims."""
    out = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim", expand=True)
    for title, ratio in (("value", 1), ("said by", 2), ("in the words", 5)):
        out.add_column(title, ratio=ratio, overflow="fold")
    for position in one.positions:
        voices = Text("\n".join(plain(names.get(origin, origin)) for origin in position.origins), style=SPEAKER)
        words = "\n".join(f"{_print(claims[claim])}: {plain(claims[claim].sentence)}" for claim in position.claims)
        out.add_row(Text(plain(position.value), style=AGENT), voices, Text(words))
    return Group(Text(f"{one.kind}  {plain(one.subject)}", style="bold"), out, Text())


def control(states: Iterable[ControlState], names: Names) -> RenderableType:
    """A row a state of control: the holder, how sure, and who else it may be."""
    out = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim", expand=True)
    out.add_column("place", ratio=3, overflow="fold")
    out.add_column("days", no_wrap=True)
    out.add_column("holder", ratio=3, overflow="fold")
    out.add_column("p", no_wrap=True, justify="right")
    out.add_column("else", ratio=4, overflow="fold")
    for state in states:
        days = str(state.first_day) + ("" if state.first_day == state.last_day else f" – {state.last_day}")
        others = [
            f"{plain(names.get(key, key))} {share:.2f}" for key, share in state.posterior[1:] if share >= 0.005
        ]  # what would print as 0.00 is left out
        out.add_row(
            Text(plain(state.place.name), style=PLACE),
            Text(days, style=TIME),
            Text(plain(names.get(state.holder, state.holder)), style=AGENT),
            f"{state.probability:.2f}",
            Text(", ".join(others), style="dim"),
        )
    return out


def evidence(state: ControlState, names: Names, claims: Claims) -> RenderableType:
    """The claims behind one state: by how much each moves the log-odds of the holder, who says it, and the words."""
    holder = plain(names.get(state.holder, state.holder))
    days = f"{state.first_day}" if state.first_day == state.last_day else f"{state.first_day} – {state.last_day}"
    out = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim", expand=True)
    out.add_column("log-odds", no_wrap=True, justify="right")
    out.add_column("said by", ratio=2, overflow="fold")
    out.add_column("in the words", ratio=5, overflow="fold")
    for one in state.evidence:
        claim = claims[one.claim]
        voice = Text(plain(names.get(one.origin, one.origin)), style=SPEAKER)
        voice.append(f"\n{_print(claim)}", style="dim")
        out.add_row(f"{one.ratio:+.2f}", voice, Text(plain(claim.sentence or claim.trigger)))
    return Group(Text(f"{plain(state.place.name)}: {holder}, {days}", style="bold"), out, Text())


def _print(claim: RecordedClaim) -> str:
    return ", ".join(part for part in (plain(claim.outlet or ""), str(claim.published or "")) if part)
