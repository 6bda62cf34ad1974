"""The latest snapshot of the record: made anew when the record changed, and told to whoever listens."""

from __future__ import annotations

import asyncio
import datetime
import logging
import multiprocessing
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, TypeVar

import numpy as np

from dateline.errors import DatelineError, RecordError
from dateline.record import Filter, Record
from dateline.situation.baselines import Method
from dateline.web import workers
from dateline.web.bodies import decode
from dateline.web.columns import Ints
from dateline.web.holding import Holding
from dateline.web.settings import Settings
from dateline.web.snapshot import Snapshot, judged

T = TypeVar("T")
_log = logging.getLogger(__name__)
Question = tuple[datetime.date | None, tuple[str, ...], str | None]

_PROCESSES = 3
_POLL = 2.0
"""Seconds after which the server looks whether another process wrote to the record."""
_HELD = 24
"""Answers on control that are kept for one snapshot."""
_REST = 30.0
"""The longest rest between two snapshots, in seconds; it is half of what making one took."""
_WORDS = 100
"""Searches for words whose answers are kept for one snapshot."""
_QUIET = 15.0
"""Seconds after which a listener gets a sign of life."""


def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(_PROCESSES, multiprocessing.get_context("spawn"), initializer=workers.prepare)


class Keeper:
    """Holds the record open, makes snapshots and answers what they do not hold."""

    def __init__(self, settings: Settings, executor: Executor | None = None) -> None:
        """A keeper that works in processes of its own unless it is given where to work."""
        self.settings = settings
        self.record = Record(settings.where)
        self.snapshot: Snapshot | None = None
        self.stale = True
        self.failure: str | None = None
        self._given = executor
        self._executor = executor or _processes()
        self._session, self._serial = secrets.token_hex(4), 0
        self._made, self._wanted = asyncio.Event(), asyncio.Event()
        self._listeners: set[asyncio.Queue[dict[str, Any]]] = set()
        self._held: OrderedDict[tuple[str, Question], asyncio.Task[Holding]] = OrderedDict()
        self._words: OrderedDict[tuple[str, str], Ints] = OrderedDict()
        self._loop: asyncio.Task[None] | None = None
        self._built = ""
        self._judged: set[str] = set()

    def start(self) -> None:
        """Begin to make snapshots."""
        self._loop = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Let go of the record and of the processes."""
        if self._loop is not None:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self._given is None:
            # One of them may be in the middle of minutes of work that nobody will ask for.
            for process in multiprocessing.active_children():
                process.terminate()
        self.record.close()

    @property
    def tag(self) -> str:
        """Names all that can be read now; whatever is answered stays the same while it does."""
        basis = self.snapshot.basis if self.snapshot else ""
        return f"{self._session}.{self._serial}.{basis}{'.stale' if self.stale else ''}"

    async def current(self) -> Snapshot:
        """The latest snapshot, once there is one."""
        await self._made.wait()
        if self.snapshot is None:
            raise RecordError(self.failure or "cannot be read", record=self.settings.title)
        return self.snapshot

    async def working(self, work: Callable[..., T], *given: object) -> T:
        """What some work in another process gives."""
        executor = self._executor
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, work, *given)
        except BrokenProcessPool as error:
            # The system may end a process that takes too much memory; the next question gets new ones.
            if self._executor is executor and self._given is None:
                self._executor = _processes()
            raise RecordError("the work broke off, for want of memory perhaps", record=self.settings.title) from error

    async def holding(self, known: datetime.date | None, without: Sequence[str], method: str | None) -> Holding:
        """Control as asked; answers are kept for as long as the snapshot is."""
        now = await self.current()
        method = None if method == Method.MODEL else method
        if known is None and not without and method is None:
            return now.holding
        key = (now.basis, (known, tuple(sorted(set(without))), method))
        if key not in self._held:
            asked = self.working(workers.control, self.settings.where, *key[1])
            self._held[key] = asyncio.ensure_future(asked)
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        try:
            return await asyncio.shield(self._held[key])
        except DatelineError:
            self._held.pop(key, None)
            raise

    async def holding_words(self, text: str) -> Ints:
        """The rows of the claims that hold the words.

        Raises:
            OptionError: nothing in `text` is a word.
        """
        now = await self.current()
        key = (now.basis, text)
        if key not in self._words:
            self._words[key] = await asyncio.to_thread(self._look, now, text)
            while len(self._words) > _WORDS:
                self._words.popitem(last=False)
        return self._words[key]

    def _look(self, now: Snapshot, text: str) -> Ints:
        found = self.record.ids(Filter(text=text))
        return np.array([now.ids[one] for one in found if one in now.ids], dtype=np.int32)

    async def listen(self) -> AsyncIterator[dict[str, Any] | None]:
        """What is said of the snapshot whenever it changes, from now on; None as a sign of life."""
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=16)
        self._listeners.add(queue)
        try:
            yield self.said
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), _QUIET)
                except TimeoutError:
                    yield None
        finally:
            self._listeners.discard(queue)

    @property
    def said(self) -> dict[str, Any]:
        """Which snapshot is served, and whether the record has changed since it was made."""
        return {"basis": self.snapshot.basis if self.snapshot else "", "stale": self.stale}

    async def written(self, claims: Sequence[str] = ()) -> None:
        """Something was written: show the judgements on these claims at once, and begin to make all anew."""
        self._judged.update(claims)
        await self._overlay(claims)
        self._wanted.set()

    async def _overlay(self, claims: Sequence[str]) -> None:
        if claims and self.snapshot is not None:
            titles = {(one := decode(body))["report"]: one["report_title"] for body in self.snapshot.some(claims)}
            told = await self.working(workers.judged, self.settings.where, tuple(claims), titles)
            judgements = await asyncio.to_thread(self.record.judgements)
            basis = await asyncio.to_thread(lambda: self.record.basis)
            self._take(judged(self.snapshot, basis, judgements, told), stale=True)

    async def _follow(self) -> None:
        """Make a snapshot, and another one whenever the record has changed."""
        while True:
            started = time.monotonic()
            try:
                basis = await asyncio.to_thread(lambda: self.record.basis)
                if basis != self._built:
                    self._stale()
                    self._judged.clear()
                    made = await self.working(workers.snapshot, self.settings.where)
                    self._built = made.basis
                    self._take(made, stale=False)
                    # What was judged meanwhile is not in what was made.
                    await self._overlay(sorted(self._judged))
                self.failure = None
            except DatelineError as error:
                self._fail(str(error))
            except Exception:
                _log.exception("the snapshot cannot be made")
                self._fail("the record cannot be shown; the server's log says why")
            # A large record that is always written to would else be made anew without end.
            await asyncio.sleep(min((time.monotonic() - started) / 2, _REST))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), _POLL)
            self._wanted.clear()

    def _fail(self, why: str) -> None:
        """Let those who wait for the first snapshot know that there is none; later ones keep the one before."""
        self.failure = why
        self._made.set()

    def _stale(self) -> None:
        if not self.stale:
            self.stale = True
            self._tell()

    def _take(self, made: Snapshot, *, stale: bool) -> None:
        self.snapshot, self.stale = made, stale
        self._serial += 1
        for key in [key for key in self._held if key[0] != made.basis]:
            del self._held[key]
        self._made.set()
        self._tell()

    def _tell(self) -> None:
        for queue in self._listeners:
            if not queue.full():
                queue.put_nowait(self.said)
