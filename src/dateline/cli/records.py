"""The verbs over a record: put reports and coded claims in, look at what is there, judge it, take it out."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.output import (
    BAD_INPUT,
    complain,
    console,
    environment,
    failing_in_one_line,
    printing,
    progress,
    shape_for_reader,
)
from dateline.errors import InputError, OptionError

if TYPE_CHECKING:
    from dateline.picture import Judgement, RecordedClaim
    from dateline.record import Filter, Record

_PAGE = 500
"""Coded claims that are written, and acknowledged, at once."""

RECORD = click.argument("where", metavar="RECORD")
SHAPE = click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="Output; a table on a terminal and JSON lines in a pipe unless given.",
)


@click.command()
@RECORD
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--claims",
    "coded",
    metavar="FILE",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Claims coded by people or other tools, as CSV or JSON lines. May be given more than once.",
)
@click.option("--published", metavar="DATE", help="Publication date of all reports, as 2024-12-08.")
@click.option(
    "--gazetteer",
    "places",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Places by this file of `dateline gazetteer build`; DATELINE_GAZETTEER says the same.",
)
def add(
    where: str, paths: tuple[str, ...], coded: tuple[Path, ...], published: str | None, places: Path | None
) -> None:
    """Read reports and keep them, with all that is in them, in a record.

    RECORD is a file, made where there is none, or a postgresql:// URL. PATH is as for `dateline read`. What the record
    holds already is passed over, so that a run that broke off can be repeated; two may run at once. What cannot be
    read is named on standard error, the rest is added all the same, and the exit code is 2.
    """
    if not paths and not coded:
        raise click.UsageError("Name the reports to add, or coded claims by --claims.")
    from dateline import reading, record
    from dateline.text import inputs

    settings = {reading.GAZETTEER: str(places)} if places else {}
    with failing_in_one_line(), environment(settings):
        reading.gazetteer()
        items = inputs.inputs(paths, published=published, unique=False)
        failed = False
        with record.Record(where, create=True) as kept:
            if paths:
                failed |= _add_reports(kept, items, lambda: inputs.count(paths))
            for path in coded:
                failed |= _add_claims(kept, path)
    if failed:
        sys.exit(BAD_INPUT)


def _add_reports(record: Record, items: Iterator[Any], count: Callable[[], int | None]) -> bool:
    """Add the reports and say what became of them; whether any could not be read."""
    failed = new = known = claims = 0
    try:
        with progress(count, beside=True) as step:
            for item in items:
                if isinstance(item, InputError):
                    failed += 1
                    complain(item)
                else:
                    done = record.add(item)
                    new, known, claims = new + done.new, known + (not done.new), claims + done.claims
                step()
    finally:
        # Said on the way out of a failure too: what was added before it is there to stay.
        click.echo(f"reports: {new} added with {claims} claims, {known} known")
    return bool(failed)


def _add_claims(record: Record, path: Path) -> bool:
    """Add the claims of one file and say what became of them; whether any line was none."""
    from dateline.coding.files import coded
    from dateline.record import grounded

    failed, new, known = False, 0, 0
    items = coded(path)
    while page := list(islice(items, _PAGE)):
        good = [item for item in page if not isinstance(item, InputError)]
        done = record.add_claims([grounded(claim) for _, claim in good])
        new, known = new + len(done.added), known + done.known
        lines = {claim.id: line for line, claim in good}
        problem = "another claim with this id is in the record; `dateline judge` edits that one"
        wrong = [item for item in page if isinstance(item, InputError)]
        wrong += [InputError(f"{name}: {problem}", source=str(path), line=lines[name]) for name in done.clashes]
        for error in sorted(wrong, key=lambda error: error.line or 0):
            failed = True
            complain(error)
    click.echo(f"{path}: {new} claims added, {known} known")
    return failed


_FILTERS = (
    click.option("--type", "type_", metavar="TYPE", help="Only this event type; `dateline types` lists them."),
    click.option("--place", metavar="NAME", help="Only claims of this place, by its name or id."),
    click.option("--actor", metavar="NAME", help="Only claims with this doer, undergoer or source, by name or id."),
    click.option("--outlet", metavar="NAME", help="Only claims that this outlet published."),
    click.option("--report", metavar="ID", help="Only claims of this report, by its name or id."),
    click.option("--since", metavar="DATE", help="Only claims published on this day or later."),
    click.option("--until", metavar="DATE", help="Only claims published on this day or earlier."),
    click.option("--on", metavar="DATE", help="Only claims of what happened, or may have, on this day."),
    click.option("--text", metavar="WORDS", help='Only claims with these words; "in quotes" in that order.'),
)


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of a `Filter`, in the order in which help shows them."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.command()
@RECORD
@filters
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="At most so many claims.")
@click.option("--offset", metavar="N", type=click.IntRange(min=0), default=0, help="Pass over so many claims first.")
@SHAPE
def claims(where: str, limit: int | None, offset: int, shape: str | None, **asked: str | None) -> None:
    """Print the claims in a record as they were read or coded, by day of publication."""
    with opened(where) as record, printing():
        found = record.claims(asked_for(record, asked), limit=limit, offset=offset)
        _show(record, found, shape_for_reader(shape))


def _show(record: Record, found: tuple[RecordedClaim, ...], shape: str) -> None:
    from dateline.export import claims as export

    if shape == "table":
        from dateline.export.claims_table import table

        console().print(table(found, _marks(record.judgements())))
        return
    if shape == "csv":
        sys.stdout.write(export.header())
    for claim in found:
        sys.stdout.write(export.row(claim) if shape == "csv" else export.line(claim))


def _marks(judgements: tuple[Judgement, ...]) -> dict[str, list[str]]:
    """The verdicts that hold for each claim by itself."""
    marks: dict[str, dict[str, str]] = {}
    for judgement in judgements:
        for claim in judgement.claims:
            if judgement.verdict in ("accept", "reject", "edit"):
                subject = "edit" if judgement.verdict == "edit" else "stands"
                marks.setdefault(claim, {})[subject] = judgement.verdict.value
    return {claim: list(verdicts.values()) for claim, verdicts in marks.items()}


@click.command()
@RECORD
@click.option("--code", metavar="CODE", help="Only findings of this kind; docs/findings.md explains each.")
@click.option("--report", metavar="ID", help="Only findings in this report, by its name or id.")
def findings(where: str, code: str | None, report: str | None) -> None:
    """Print what does not add up in the reports of a record, a line of JSON each, or of text on a terminal."""
    with opened(where) as record, printing():
        for one in record.findings(code=code, report=report):
            if sys.stdout.isatty():
                about = ", ".join(part for part in (one.outlet, one.day and one.day.isoformat()) if part) or one.report
                console().print(f"{about}: {one.code}: {one.message}", markup=False, highlight=False)
            else:
                day = one.day.isoformat() if one.day else None
                line: dict[str, object] = {"report": one.report, "outlet": one.outlet, "published": day}
                line |= {"code": one.code, "message": one.message, "spans": list(one.spans)}
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


@click.command()
@RECORD
@click.argument(
    "verdict",
    required=False,
    metavar="[VERDICT]",
    type=click.Choice(["accept", "reject", "edit", "merge", "split", "undo"]),
)
@click.argument("subjects", nargs=-1, metavar="[CLAIM...]")
@click.option("--by", metavar="NAME", help="Who judges.")
@click.option("--why", metavar="TEXT", default="", help="The reason, in words.")
@click.option(
    "--set",
    "changes",
    metavar="FIELD=VALUE",
    multiple=True,
    help="For edit: a field of the claim's JSON and its new value, JSON or plain text. May be given more than once.",
)
def judge(
    where: str, verdict: str | None, subjects: tuple[str, ...], by: str | None, why: str, changes: tuple[str, ...]
) -> None:
    """Keep what a person decides about claims, or list what was decided.

    VERDICT is accept, reject, edit, merge, split or undo. The first three are about one CLAIM, or each of several;
    merge and split say that the CLAIMs do or do not tell of one event; undo takes back the judgements of the ids
    given. Claims themselves are never changed.
    """
    with opened(where) as record, printing():
        if verdict is None:
            _list_judgements(record)
        elif not subjects:
            raise OptionError(f"{verdict}: name the {'judgements' if verdict == 'undo' else 'claims'}")
        elif verdict == "undo":
            for subject in subjects:
                stood = record.undo(subject, by=by or "", why=why)
                click.echo(f"{subject} {'taken back' if stood else 'was taken back before'}")
        else:
            _judge(record, verdict, subjects, by=by or "", why=why, changes=changes)


def _judge(
    record: Record, verdict: str, subjects: tuple[str, ...], *, by: str, why: str, changes: tuple[str, ...]
) -> None:
    from dateline.picture import Verdict

    kind = Verdict(verdict)
    groups = [subjects] if kind in (Verdict.MERGE, Verdict.SPLIT) else [(subject,) for subject in subjects]
    for group in groups:
        made = record.judge(kind, group, by=by, why=why, changes=[_change(text) for text in changes])
        click.echo(f"{made.id} {kind.value} {' '.join(group)}")


def _change(text: str) -> tuple[str, str]:
    """FIELD=VALUE as an edit; a value that is no JSON is text."""
    field, equals, value = text.partition("=")
    if not equals:
        raise OptionError(f"--set: {text!r} is no change; write FIELD=VALUE")
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return field.strip(), json.dumps(value, ensure_ascii=False)
    return field.strip(), value


def _list_judgements(record: Record) -> None:
    from dateline.coding import plain

    for judgement in record.judgements():
        sys.stdout.write(json.dumps(plain(judgement), ensure_ascii=False) + "\n")


@click.command()
@RECORD
@click.option(
    "--index", is_flag=True, help="Also make anew the words by which reports and claims are found, as after an upgrade."
)
def rebuild(where: str, index: bool) -> None:
    """Make anew what follows from a record's reports, claims and judgements: events, contradictions, control."""
    with opened(where) as record:
        if index:
            reports, claims = record.reindex()
            click.echo(f"{where}: words of {reports} reports and {claims} claims indexed")
        made = record.rebuild()
        click.echo(
            f"{where}: {record.count()} claims, {len(made.events)} events, "
            f"{len(made.contradictions)} contradictions, {len({state.place.key for state in made.control})} places held"
        )


@contextmanager
def opened(where: str) -> Iterator[Record]:
    """The record of a command, with its failures in one line."""
    from dateline.record import Record

    with failing_in_one_line(), Record(where) as record:
        yield record


def asked_for(record: Record, asked: dict[str, str | None]) -> Filter:
    """The filter that the options describe; an actor whom the registry knows is looked for by id."""
    from dateline import ontology
    from dateline.ground import coded
    from dateline.ground.names import registry
    from dateline.record import Filter
    from dateline.schema import EventType

    kind = asked["type_"]
    if kind is not None and kind not in ontology.types():
        raise OptionError(f"no event type is called {kind!r}; `dateline types` lists them")
    report, actor = asked["report"], asked["actor"]
    party = coded.actor(actor, registry()) if actor is not None else None
    return Filter(
        type=EventType(kind) if kind is not None else None,
        report=record.find(report) if report is not None else None,
        place=asked["place"],
        actor=party.id if party else actor,
        outlet=asked["outlet"],
        text=asked["text"],
        since=day_asked("since", asked),
        until=day_asked("until", asked),
        on=day_asked("on", asked),
    )


def day(option: str, value: str) -> datetime.date:
    """The date that an option gives.

    Raises:
        OptionError: it is none.
    """
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise OptionError(f"--{option}: {value!r} is no date; write it as 2024-12-08") from error


def day_asked(option: str, asked: Mapping[str, str | None]) -> datetime.date | None:
    """The date that an option gives, None where it is not given; `-` in its name stands as `_` in `asked`.

    Raises:
        OptionError: it is none.
    """
    given = asked[option.replace("-", "_")]
    return day(option, given) if given is not None else None
