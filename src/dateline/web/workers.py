"""What takes seconds, done in processes beside the server, so that reading never waits for it.

Each function runs in a worker and keeps the record open there, and its latest state, for the next question.
"""

from __future__ import annotations

import datetime
import os
import signal
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from dateline import derive
from dateline.errors import InputError
from dateline.ground.names import registry
from dateline.record import Added, Coded, Record, grounded
from dateline.schema import Report
from dateline.situation.baselines import Method
from dateline.web import making
from dateline.web.holding import Holding
from dateline.web.making import State
from dateline.web.snapshot import Snapshot

_PULSE = 2.0
_records: dict[str, Record] = {}
_states: dict[str, State] = {}
_follows: dict[str, tuple[str, making.Follows]] = {}


def prepare() -> None:
    """Leave Ctrl-C to the server, and end when the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PULSE)
    os._exit(0)


def snapshot(where: str) -> Snapshot:
    """The snapshot of the record as it is now."""
    return making.snapshot(_record(where), _fresh(where), _derived(where))


def judged(where: str, claims: Sequence[str], titles: dict[str, str | None]) -> dict[str, bytes]:
    """Some claims as the record has them now, as JSON."""
    return making.claims(_record(where), claims, titles)


def control(where: str, known: datetime.date | None, without: Sequence[str], method: str | None) -> Holding:
    """Who held what by what was known on a day, without some sources, or by another method."""
    asked = derive.Asked(known, None, Method(method) if method else None, derive.keys(without, registry()))
    return _fresh(where).holding(asked)


def parsed(path: str, name: str, published: str | None) -> list[Report | InputError]:
    """The reports in a file, with an error in place of each that cannot be read; errors call the file `name`."""
    from dateline.text import inputs

    found = inputs.inputs([path], published=published, unique=False)
    return [_renamed(item, path, name) if isinstance(item, InputError) else item for item in found]


def add(where: str, report: Report) -> Added:
    """What became of a report."""
    return _record(where).add(report)


def add_claims(where: str, path: str, name: str) -> tuple[Coded, list[InputError]]:
    """What became of the coded claims in a file, and what is wrong with its lines."""
    from dateline.coding.files import coded

    items = list(coded(Path(path)))
    done = _record(where).add_claims([grounded(item[1]) for item in items if not isinstance(item, InputError)])
    return done, [_renamed(item, path, name) for item in items if isinstance(item, InputError)]


def export(where: str, ids: Sequence[str], judged: bool, suffix: str) -> str:
    """The path of a new file with the claims of those ids, as people left them where `judged` says so."""
    from dateline import exports

    kept = _fresh(where).kept
    wanted = frozenset(ids)
    found = [claim for claim in (kept.claims if judged else kept.told) if claim.id in wanted]
    path = _new(suffix)
    exports.write(_record(where), found, path)
    return str(path)


def sitrep(where: str, since: datetime.date, on: datetime.date, shape: str) -> str:
    """The path of a new file with the situation report of those days."""
    from dateline import gathering
    from dateline import sitrep as writing
    from dateline.sitrep.written import written

    now = _fresh(where)
    events, odd = _derived(where)
    held = derive.control(now.kept.claims, now.kept.judgements, now.stories, registry(), derive.Asked(until=on))
    found = gathering.gathered(now.kept.claims, events, odd, now.origins, (held, since, on))
    path = _new(shape)
    path.write_bytes(written(writing.sitrep(found, on, since), shape))
    return str(path)


def _new(suffix: str) -> Path:
    handle, name = tempfile.mkstemp(prefix="dateline-", suffix=f".{suffix}")
    os.close(handle)
    return Path(name)


def _derived(where: str) -> making.Follows:
    """The events and contradictions of the state that `_fresh` gives."""
    now = _fresh(where)
    known = _follows.get(where)
    if known is None or known[0] != now.kept.basis:
        _follows[where] = known = (now.kept.basis, making.derived(_record(where), now))
    return known[1]


def _renamed(error: InputError, path: str, name: str) -> InputError:
    return InputError(error.problem, source=name, line=error.line) if error.source == path else error


def _record(where: str) -> Record:
    if where not in _records:
        _records[where] = Record(where)
    return _records[where]


def _fresh(where: str) -> State:
    """The state of the record now, worked out again only where something came since."""
    record = _record(where)
    known = _states.get(where)
    if known is None or known.kept.basis != record.basis:
        _states[where] = making.state(record)
    return _states[where]
