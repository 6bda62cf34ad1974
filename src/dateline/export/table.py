"""A table for people at a terminal: what a report says, with the words that say it marked in their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.export.csv import amount
from dateline.schema import Claim, Factuality, Locus, Party, Reading, SegmentKind, Source, Span

FACTUALITY_STYLE = {
    Factuality.ACTUAL: "",
    Factuality.ONGOING: "cyan",
    Factuality.FUTURE: "yellow",
    Factuality.POSSIBLE: "magenta",
    Factuality.NEGATED: "red",
}
BLANK = dict.fromkeys((*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")
"""Control and direction characters would act on the terminal; each becomes one space, so that spans still fit."""
TRIGGER, AGENT, TARGET, PLACE, TIME, SPEAKER = "bold reverse", "green", "yellow", "blue", "cyan", "magenta"


def table(reading: Reading) -> RenderableType:
    """One reading as a heading, a table of claims in order of the text, and the findings below it."""
    parts: list[RenderableType] = [_heading(reading)]
    if reading.claims:
        parts.append(_claims(reading.claims))
    else:
        parts.append(Padding(Text("no claims", style="dim"), (0, 2)))
    parts.extend(_findings(reading))
    return Group(*parts, Text())


def _heading(reading: Reading) -> Text:
    report = reading.report
    headline = next((report.text[s.start : s.end] for s in report.segments if s.kind is SegmentKind.HEADLINE), None)
    title = report.title or headline or report.id
    about = " · ".join(
        part for part in (report.outlet, report.published, report.language, report.id) if part and part != title
    )
    return Text.assemble((plain(title), "bold"), "\n", (plain(about) or "no date", "dim"))


def plain(text: str) -> str:
    """The text on one line, without anything that acts on a terminal."""
    return " ".join(text.translate(BLANK).split())


def _claims(claims: Iterable[Claim]) -> Table:
    out = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim", expand=True)
    out.add_column("event", no_wrap=True)
    out.add_column("who → whom", ratio=3, overflow="fold")
    out.add_column("where", ratio=2, overflow="fold")
    out.add_column("when", no_wrap=True)
    out.add_column("said by", ratio=2, overflow="fold")
    out.add_column("in the words", ratio=5, overflow="fold")
    for claim in claims:
        style = FACTUALITY_STYLE[claim.factuality]
        kind = Text(claim.type, style=style)
        if claim.factuality is not Factuality.ACTUAL:
            kind.append(f"\n{claim.factuality.value}", style="dim")
        out.add_row(kind, _doing(claim), _where(claim.place), _when(claim), _chain(claim.sources), _sentence(claim))
    return out


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(dict.fromkeys(plain(party.name) for party in parties))


def _doing(claim: Claim) -> Text:
    out = Text(_names(claim.agent), style=AGENT)
    if claim.target:
        out.append(" → " if claim.agent else "→ ", style="dim")
        out.append(_names(claim.target), style=TARGET)
    if claim.quantity:
        out.append(f" ({plain(amount(claim.quantity))})")
    return out


def _where(places: Iterable[Locus]) -> Text:
    names = [plain(locus.place.name) if locus.place else f"{plain(locus.span.text)} ?" for locus in places]
    return Text("; ".join(dict.fromkeys(names)), style=PLACE)


def _when(claim: Claim) -> Text:
    return Text(claim.time.iso.replace("/", "\n– ") if claim.time else "", style=TIME)


def _chain(sources: Iterable[Source]) -> Text:
    return Text(" ← ".join(plain(source.party.name) for source in sources), style=SPEAKER)


def _sentence(claim: Claim) -> Text:
    """The sentence with the claim's spans in the colours of their columns; long ones are cut around the trigger."""
    sentence = claim.sentence
    out = Text(sentence.text.translate(BLANK))
    marks: list[tuple[Span, str]] = [(party.span, AGENT) for party in claim.agent]
    marks += [(party.span, TARGET) for party in claim.target] + [(locus.span, PLACE) for locus in claim.place]
    marks += [(source.party.span, SPEAKER) for source in claim.sources]
    marks += [(claim.time_span, TIME)] if claim.time_span else []
    marks.append((claim.trigger, TRIGGER))
    for span, style in marks:
        out.stylize(style, max(0, span.start - sentence.start), max(0, span.end - sentence.start))
    return _cut(out, claim.trigger.start - sentence.start)


def _cut(text: Text, centre: int, width: int = 120) -> Text:
    if len(text) <= width:
        return text
    first = max(0, min(centre - width // 2, len(text) - width))
    cut = text[first : first + width]
    return Text.assemble("…" if first else "", cut, "…" if first + width < len(text) else "")


def _findings(reading: Reading) -> Iterator[RenderableType]:
    for finding in reading.findings:
        yield Padding(Text.assemble((f"! {finding.code} ", "bold red"), plain(finding.message)), (0, 1))
