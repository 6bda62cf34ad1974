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
from dateline.ground.names import registry
from dateline.picture import (
    Contradiction,
    ControlState,
    Derived,
    Event,
    Judgement,
    RecordedClaim,
    Verdict,
)
from dateline.reading import read
from dateline.recorded import grounded, recorded
from dateline.schema import Report
from dateline.store import claims as claim_rows
from dateline.store import derived as derived_rows
from dateline.store import engine as database
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows
from dateline.store.claims import Filter, Stretches
from dateline.store.judgements import Withdrawal
from dateline.store.reports import Listed, Noted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.extract import Extractor
    from dateline.situation.baselines import Method
    from dateline.situation.control import Control

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


@dataclass(frozen=True, slots=True)
class Kept:
    """One state of a record: what the picture is derived from.

    Attributes:
        basis: names the state; another one has another basis.
        told: the claims as they were read or coded.
        claims: those as people left them.
        reports: as they were before reading, but for their sentences.
    """

    basis: str
    told: tuple[RecordedClaim, ...]
    claims: tuple[RecordedClaim, ...]
    judgements: tuple[Judgement, ...]
    reports: tuple[Report, ...]


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

    def some(self, ids: Iterable[str]) -> Mapping[str, RecordedClaim]:
        """The claims of those ids as they were read or coded, by id; ids of none are left out."""
        with database.reading(self._engine) as connection:
            return claim_rows.some(connection, ids)

    def all_stretches(self) -> Mapping[str, Stretches]:
        """Where the words of every claim that was read stand in its report, by the claim's id."""
        with database.reading(self._engine) as connection:
            return claim_rows.all_stretches(connection)

    def ids(self, where: Filter) -> tuple[str, ...]:
        """The ids of the claims that the filter lets through, in no order.

        Raises:
            OptionError: the filter's text holds no word.
        """
        with database.reading(self._engine) as connection:
            return tuple(claim_rows.ids(connection, where))

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

    def rebuild(self, derive: Derive | None = None) -> Derived:
        """What follows from the claims as judged; on return it stands in place of what was derived before.

        Others may add meanwhile: what is derived is of one state of the record, and `stale` then says so.

        Args:
            derive: what makes it; `dateline.derive.derive` with the reports and the registry unless given.
        """
        kept = self.kept(reports=derive is None)
        if derive is None:
            from dateline import derive as following

            made = following.derive(kept.claims, kept.judgements, kept.reports, registry())
        else:
            made = derive(kept.claims, kept.judgements)
        with database.writing(self._engine) as connection:
            derived_rows.replace(connection, made, basis=kept.basis)
        return made

    def refresh(self) -> None:
        """Rebuild what was derived, where something came since."""
        if self.stale:
            self.rebuild()

    def kept(self, *, reports: bool = True) -> Kept:
        """The state of the record now; without its reports where `reports` says so."""
        with database.reading(self._engine) as connection:
            basis = derived_rows.basis(connection)
            told = tuple(claim_rows.matching(connection, _EVERYTHING))
            judgements = judgement_rows.standing(connection)
            texts = tuple(map(report_rows.report, report_rows.readings(connection))) if reports else ()
        return Kept(basis, told, judged(told, judgements), judgements, texts)

    @property
    def basis(self) -> str:
        """The name of the state that the record is in now; what is put in or taken back changes it."""
        with database.reading(self._engine) as connection:
            return derived_rows.basis(connection)

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

    def control(
        self,
        *,
        place: str | None = None,
        on: datetime.date | None = None,
        known_by: datetime.date | None = None,
        method: Method | None = None,
        without: Iterable[str] = (),
    ) -> tuple[ControlState, ...]:
        """Who held the places, by place and day: stretches of days as of the last `rebuild`, or what is asked for.

        What is asked for is made now, from all claims in the record.

        Args:
            place: the key of one place.
            on: the map of this day, with the day's probabilities and the evidence around it.
            known_by: the last day of publication that counts.
            method: the model, or one of the baselines beside it.
            without: names or ids of sources and outlets that are left out.

        Raises:
            OptionError: nothing is known of the day, or it lies ten years after the last report.
        """
        left_out = frozenset(without)
        if on is None and known_by is None and method is None and not left_out:
            with database.reading(self._engine) as connection:
                return derived_rows.all_control(connection, place=place)
        found = self.held(on=on, known_by=known_by, method=method, without=left_out)
        states = found.states() if on is None else found.on(on, why=True)
        states = tuple(state for state in states if place in (None, state.place.key))
        return tuple(sorted(states, key=lambda state: (state.place.key, state.first_day)))

    def held(
        self,
        *,
        on: datetime.date | None = None,
        known_by: datetime.date | None = None,
        method: Method | None = None,
        without: Iterable[str] = (),
    ) -> Control:
        """Control of every place on every day until `on` or the last report, made now as `control` is asked for it.

        Raises:
            OptionError: a day lies ten years after the last report.
        """
        from dateline import derive as following

        kept = self.kept()
        asked = following.Asked(known_by, on, method, following.keys(without, registry()))
        stories = following.stories(kept.reports)
        return following.control(kept.claims, kept.judgements, stories, registry(), asked)

    def left(self) -> tuple[RecordedClaim, ...]:
        """The claims as people left them, which is what everything is derived from; in the order of `claims`."""
        return self.kept(reports=False).claims

    def speaks(self, name: str) -> bool:
        """Whether a claim in the record comes from or through a source or outlet of that name or id."""
        from dateline import derive as following

        wanted = following.keys([name], registry())
        return any(wanted & following.voices(claim) for claim in self.claims())

    def names(self) -> Mapping[str, str]:
        """How people write each party, speaker and outlet, by the key under which the picture has it."""
        from dateline import derive as following

        return following.names(self.claims(), registry())


def identity(report: Report) -> str:
    """The id of a report in a record: the same for the same text, outlet, title, address and date of publication."""
    return coding.digest([report.text, report.outlet, report.title, report.url, report.published])


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
