"""The record: many reports, the claims in them and what people decided about those, kept on disk.

Reports, claims and judgements are stored and never overwritten; events, contradictions and control are derived from
them by `rebuild`. What a record holds does not depend on the order in which it arrived.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from dateline import __version__, coding
from dateline.errors import OptionError
from dateline.export import jsonl
from dateline.ground import coded
from dateline.ground.names import registry
from dateline.picture import (
    Contradiction,
    ControlState,
    Count,
    Event,
    Judgement,
    Name,
    RecordedClaim,
    Site,
    Verdict,
)
from dateline.reading import gazetteer, read
from dateline.schema import Claim, Locus, Party, Quantity, Reading, Report
from dateline.store import claims as claim_rows
from dateline.store import derived as derived_rows
from dateline.store import engine as database
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows
from dateline.store.claims import Filter, Stretches
from dateline.store.derived import Derived
from dateline.store.judgements import Withdrawal
from dateline.store.reports import Listed, Noted

if TYPE_CHECKING:
    from dateline.extract import Extractor

__all__ = ["Added", "Coded", "Derive", "Derived", "Filter", "Record", "grounded", "identity", "judged", "recorded"]

Derive = Callable[[Sequence[RecordedClaim], Sequence[Judgement]], Derived]
"""What makes the picture from the claims as judged and from the judgements, of which merges and splits are left."""

_EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report: its id in the record, whether it was new, and how many claims it added."""

    report: str
    new: bool
    claims: int


@dataclass(frozen=True, slots=True)
class Coded:
    """What became of coded claims: ids that were new, how many the record held, and ids taken by other claims."""

    added: tuple[str, ...]
    known: int
    clashes: tuple[str, ...]


class Record:
    """A record on disk; every method is one transaction, and safe beside other processes.

    Every method raises `RecordError` where the database fails.
    """

    def __init__(self, where: str | Path, *, create: bool = False) -> None:
        """Open the record at a path or a `postgresql://` URL, and make it first where `create` says so.

        Raises:
            RecordError: there is none, it cannot be opened, or it is no record of this version.
            OptionError: a URL that means no database.
        """
        self._engine = database.connect(str(where), create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(self, report: Report, *, extractor: Extractor | None = None) -> Added:
        """What became of the report, which is read unless the record holds it; on return it is on disk.

        A report is the same as another where text, outlet, title, address and date are; `report.id` is only a name.

        Raises:
            InputError: where the text is empty.
        """
        key = identity(report)
        with database.reading(self._engine) as connection:
            known = report_rows.known(connection, key)
            if known and report_rows.is_called(connection, key, report.id):
                return Added(key, False, 0)
        found = None if known else read(replace(report, id=key), extractor=extractor)
        with database.writing(self._engine) as connection:
            new = found is not None and report_rows.add(
                connection, jsonl.record(found), day=report.day, reader=__version__
            )
            added = claim_rows.add(connection, recorded(found)) if found is not None and new else ()
            report_rows.name(connection, key, report.id)
        return Added(key, new, len(added))

    def add_claims(self, given: Iterable[RecordedClaim]) -> Coded:
        """What became of claims that people or other tools coded: all of them are on disk on return, but the clashes.

        A clash is a claim with the id of another one that says something else; an edit is a judgement.
        """
        chosen: dict[str, RecordedClaim] = {}
        clashes = {claim.id for claim in given if chosen.setdefault(claim.id, claim) != claim}
        with database.writing(self._engine) as connection:
            added = claim_rows.add(connection, ((claim, None) for claim in chosen.values()))
            old = claim_rows.some(connection, chosen.keys() - set(added))
        clashes |= {name for name, claim in old.items() if claim != chosen[name]}
        return Coded(tuple(added), len(old.keys() - clashes), tuple(sorted(clashes)))

    def claims(
        self, where: Filter = _EVERYTHING, *, limit: int | None = None, offset: int = 0
    ) -> tuple[RecordedClaim, ...]:
        """The claims as they were read or coded, by day of publication, report and place in the report.

        Raises:
            OptionError: the filter's text holds no word.
        """
        with database.reading(self._engine) as connection:
            return tuple(claim_rows.matching(connection, where, limit=limit, offset=offset))

    def count(self, where: Filter = _EVERYTHING) -> int:
        """How many claims `claims` gives without a limit."""
        with database.reading(self._engine) as connection:
            return claim_rows.count(connection, where)

    def stretches(self, claim: str) -> Stretches | None:
        """Where a claim's sentence and trigger stand in its report's text; None for a coded claim."""
        with database.reading(self._engine) as connection:
            return claim_rows.stretches(connection, claim)

    def find(self, report: str) -> str:
        """The id of the report of that id or name; a coded claim's report need not be in the record.

        Raises:
            OptionError: several reports have the name.
        """
        with database.reading(self._engine) as connection:
            found = report_rows.find(connection, report)
        if len(found) > 1:
            raise OptionError(f"several reports are called {report!r}; name one by its id: {', '.join(found)}")
        return found[0] if found else report

    def reports(self, *, text: str | None = None, limit: int | None = None, offset: int = 0) -> tuple[Listed, ...]:
        """The reports by day and id, all or those whose title or text holds the words.

        Raises:
            OptionError: nothing in `text` is a word.
        """
        with database.reading(self._engine) as connection:
            return tuple(report_rows.listed(connection, text=text, limit=limit, offset=offset))

    def reading(self, report: str) -> dict[str, Any]:
        """All that was read in the report of that id or name, as `export.jsonl.record` writes it.

        Raises:
            OptionError: there is no such report, or several have the name.
        """
        asked = self.find(report)
        with database.reading(self._engine) as connection:
            found = report_rows.reading(connection, asked)
        if found is None:
            raise OptionError(f"no report is called {report!r}")
        return found

    def readings(self) -> Iterator[dict[str, Any]]:
        """All that was read in every report, by day and id, one at a time."""
        with database.reading(self._engine) as connection:
            yield from report_rows.readings(connection)

    def findings(self, *, code: str | None = None, report: str | None = None) -> tuple[Noted, ...]:
        """What does not add up, by report and place in it; of one code, or in the report of that id or name.

        Raises:
            OptionError: several reports have the name.
        """
        asked = self.find(report) if report is not None else None
        with database.reading(self._engine) as connection:
            return tuple(report_rows.noted(connection, code=code, report=asked))

    def judge(
        self,
        verdict: Verdict,
        claims: Sequence[str],
        *,
        by: str,
        why: str = "",
        changes: Sequence[tuple[str, str]] = (),
    ) -> Judgement:
        """The judgement that a person made now, kept beside the claims; nothing of theirs is changed.

        Raises:
            OptionError: no such claim, too few or too many of them, nobody who judges, or an edit without meaning.
        """
        now = datetime.datetime.now(datetime.UTC)
        made = Judgement("", verdict, tuple(claims), by.strip(), now, why.strip(), tuple(changes))
        made = replace(made, id=coding.digest(coding.plain(made)))
        self.add_judgement(made)
        return made

    def add_judgement(self, judgement: Judgement) -> bool:
        """Whether the judgement, made here or elsewhere, is new to the record and now in it.

        Raises:
            OptionError: as for `judge`.
        """
        with database.writing(self._engine) as connection:
            _check(judgement, claim_rows.some(connection, judgement.claims))
            return judgement_rows.add(connection, judgement)

    def undo(self, judgement: str, *, by: str, why: str = "") -> bool:
        """Whether the judgement stood until now; it is taken back and stays on record.

        Raises:
            OptionError: there is no such judgement, or nobody who takes it back.
        """
        if not by.strip():
            raise OptionError("by: say who judges")
        with database.writing(self._engine) as connection:
            if not judgement_rows.known(connection, judgement):
                raise OptionError(f"no judgement is called {judgement!r}")
            now = datetime.datetime.now(datetime.UTC)
            return judgement_rows.withdraw(connection, Withdrawal(judgement, by.strip(), now, why.strip()))

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements that stand, oldest first."""
        with database.reading(self._engine) as connection:
            return judgement_rows.standing(connection)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """Which judgements were taken back, by whom, when and why."""
        with database.reading(self._engine) as connection:
            return judgement_rows.withdrawn(connection)

    def rebuild(self, derive: Derive) -> Derived:
        """What `derive` makes of the claims as judged; on return it stands in place of what was derived before.

        Others may add meanwhile: what is derived is of one state of the record, and `stale` then says so.
        """
        with database.reading(self._engine) as connection:
            basis = derived_rows.basis(connection)
            claims = tuple(claim_rows.matching(connection, _EVERYTHING))
            judgements = judgement_rows.standing(connection)
        made = derive(judged(claims, judgements), judgements)
        with database.writing(self._engine) as connection:
            derived_rows.replace(connection, made, basis=basis)
        return made

    def reindex(self) -> tuple[int, int]:
        """How many reports and claims there are, whose words and names for finding them were made anew.

        Needed only where a newer version of the package folds words in another way.
        """
        with database.writing(self._engine) as connection:
            return report_rows.reindex(connection), claim_rows.reindex(connection)

    def texts(self) -> Iterator[Report]:
        """The reports as they were before reading, but for their sentences, by day and id, one at a time."""
        for found in self.readings():
            yield report_rows.report(found)

    @property
    def stale(self) -> bool:
        """Whether claims or judgements came since the last `rebuild`, or there was none."""
        with database.reading(self._engine) as connection:
            return derived_rows.stale(connection)

    def events(self, *, on: datetime.date | None = None) -> tuple[Event, ...]:
        """The events as of the last `rebuild`, all or those that may have happened on a day."""
        with database.reading(self._engine) as connection:
            return derived_rows.all_events(connection, on=on)

    def contradictions(self, *, subject: str | None = None) -> tuple[Contradiction, ...]:
        """The contradictions as of the last `rebuild`, all or those of one subject."""
        with database.reading(self._engine) as connection:
            return derived_rows.all_contradictions(connection, subject=subject)

    def control(self, *, place: str | None = None, on: datetime.date | None = None) -> tuple[ControlState, ...]:
        """The states of control as of the last `rebuild`, all or those of a place's key and on a day."""
        with database.reading(self._engine) as connection:
            return derived_rows.all_control(connection, place=place, on=on)


def identity(report: Report) -> str:
    """The id of a report in a record: the same for the same text, outlet, title, address and date of publication."""
    return coding.digest([report.text, report.outlet, report.title, report.url, report.published])


def recorded(reading: Reading) -> list[tuple[RecordedClaim, Stretches]]:
    """The claims of a reading as a record keeps them, each with where its words stand in the text."""
    report = reading.report
    return [
        (
            RecordedClaim(
                id=claim.id,
                report=report.id,
                outlet=report.outlet,
                published=report.day,
                type=claim.type,
                factuality=claim.factuality,
                agent=_names(claim.agent),
                target=_names(claim.target),
                place=tuple(map(_site, claim.place)),
                time=claim.time.iso if claim.time else None,
                sources=_names(source.party for source in claim.sources),
                quantity=_count(claim.quantity),
                confidence=round(claim.confidence, 3),
                trigger=claim.trigger.text,
                sentence=claim.sentence.text,
            ),
            _stretches(claim),
        )
        for claim in reading.claims
    ]


def grounded(claim: RecordedClaim) -> RecordedClaim:
    """A coded claim with the ids, kinds and coordinates of names that can stand for one thing only.

    What its coder gave is left as it is, names included.
    """

    def known(names: tuple[Name, ...]) -> tuple[Name, ...]:
        return tuple(name if name.id else _known(name, claim.published) for name in names)

    return replace(
        claim,
        agent=known(claim.agent),
        target=known(claim.target),
        sources=known(claim.sources),
        place=tuple(site if site.id else _located(site) for site in claim.place),
    )


def judged(claims: Iterable[RecordedClaim], judgements: Iterable[Judgement]) -> tuple[RecordedClaim, ...]:
    """The claims as people left them: without those rejected, and with the values of edits.

    The latest of `accept` and `reject` holds for a claim, and for each field the latest edit.

    Raises:
        OptionError: an edit has no meaning.
    """
    rejected: dict[str, bool] = {}
    edits: dict[str, dict[str, str]] = {}
    for judgement in sorted(judgements, key=lambda one: (one.at, one.id)):
        for claim in judgement.claims:
            if judgement.verdict in (Verdict.ACCEPT, Verdict.REJECT):
                rejected[claim] = judgement.verdict is Verdict.REJECT
            elif judgement.verdict is Verdict.EDIT:
                edits.setdefault(claim, {}).update(judgement.changes)
    return tuple(_edited(claim, edits.get(claim.id, {})) for claim in claims if not rejected.get(claim.id))


def _known(name: Name, day: datetime.date | None) -> Name:
    found = coded.actor(name.name, registry(), day=day)
    return replace(name, id=found.id) if found else name


def _located(site: Site) -> Site:
    at = (site.lat, site.lon) if site.lat is not None and site.lon is not None else None
    found = coded.place(site.name, gazetteer(), kind=site.kind, at=at)
    if found is None:
        return site
    lat, lon = at or (found.lat, found.lon)
    return replace(site, id=found.id, kind=site.kind or found.kind, lat=lat, lon=lon)


def _edited(claim: RecordedClaim, changes: dict[str, str]) -> RecordedClaim:
    if not changes:
        return claim
    try:
        return coding.changed(claim, tuple(changes.items()))
    except ValueError as error:
        raise OptionError(str(error)) from error


def _check(judgement: Judgement, known: dict[str, RecordedClaim]) -> None:
    """Refuse a judgement that could not be carried out."""
    if not judgement.by:
        raise OptionError("by: say who judges")
    if missing := [claim for claim in judgement.claims if claim not in known]:
        raise OptionError(f"no claim is called {missing[0]!r}")
    together = judgement.verdict in (Verdict.MERGE, Verdict.SPLIT)
    if together and len(set(judgement.claims)) < 2:
        raise OptionError(f"{judgement.verdict.value}: name the two or more claims that do or do not belong together")
    if not together and len(judgement.claims) != 1:
        raise OptionError(f"{judgement.verdict.value}: judge one claim at a time")
    if bool(judgement.changes) != (judgement.verdict is Verdict.EDIT):
        raise OptionError("an edit needs the field that changes, and only an edit has one")
    for claim in known.values():
        _edited(claim, dict(judgement.changes))


def _names(parties: Iterable[Party]) -> tuple[Name, ...]:
    unique = dict.fromkeys(Name(party.name, party.actor.id if party.actor else None) for party in parties)
    return tuple(unique)


def _site(locus: Locus) -> Site:
    place = locus.place
    if place is None:
        return Site(locus.span.text)
    return Site(place.name, place.id, place.kind, place.lat, place.lon)


def _count(quantity: Quantity | None) -> Count | None:
    if quantity is None:
        return None
    return Count(quantity.unit, quantity.value, quantity.min, quantity.max, quantity.words)


def _stretches(claim: Claim) -> Stretches:
    return Stretches((claim.sentence.start, claim.sentence.end), (claim.trigger.start, claim.trigger.end))
