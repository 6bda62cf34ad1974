"""Reports that are being added: one job after the other, each report on disk before the next is read."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import Any

from dateline.errors import DatelineError, InputError, OptionError
from dateline.web import workers
from dateline.web.keeper import Keeper

_WAITING = 20
_KEPT = 200
_SHOWN = 100
_FRESH = 20
"""Reports after which the picture is made anew while a long job runs."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file to add: where it lies, what its sender called it, and whether it holds coded claims."""

    path: Path
    name: str
    claims: bool = False


@dataclass(slots=True)
class Job:
    """How far the reading of some files is."""

    id: str
    state: str = "waiting"
    done: int = 0
    total: int | None = None
    added: int = 0
    known: int = 0
    claims: int = 0
    reports: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")

    def plain(self) -> dict[str, Any]:
        """The job as the API tells it."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "changed"}
        return {**told, "reports": self.reports[:_SHOWN], "errors": self.errors[:_SHOWN]}

    def tell(self) -> None:
        """Wake whoever waits for a change."""
        self.changed.set()
        self.changed = asyncio.Event()


class Jobs:
    """The jobs of one server; what they added is in the record, and they themselves are forgotten with the server."""

    def __init__(self, keeper: Keeper) -> None:
        """No job yet."""
        self._keeper = keeper
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Semaphore(1)

    def get(self, name: str) -> Job | None:
        """The job of that id."""
        return self._jobs.get(name)

    def start(self, uploads: Sequence[Upload], folder: Path, published: str | None) -> Job:
        """A job that adds the files and removes their folder after.

        Raises:
            OptionError: too many jobs wait.
        """
        if sum(not job.is_over for job in self._jobs.values()) >= _WAITING:
            raise OptionError("too many uploads wait to be read; try again in a minute")
        job = Job(secrets.token_hex(8))
        self._jobs[job.id] = job
        while len(self._jobs) > _KEPT:
            self._jobs.popitem(last=False)
        task = asyncio.create_task(self._run(job, uploads, folder, published))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def stop(self) -> None:
        """Leave what is not begun."""
        for task in tuple(self._tasks):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def follow(self, job: Job) -> AsyncIterator[dict[str, Any]]:
        """The job now and whenever it changes, until it is over."""
        while True:
            changed = job.changed
            yield job.plain()
            if job.is_over:
                return
            await changed.wait()

    async def _run(self, job: Job, uploads: Sequence[Upload], folder: Path, published: str | None) -> None:
        try:
            async with self._turn:
                job.state = "reading"
                job.tell()
                for upload in uploads:
                    await (self._coded(job, upload) if upload.claims else self._reports(job, upload, published))
            job.state = "done" if job.added or job.known or not job.errors else "failed"
        except DatelineError as error:
            job.errors.append(str(error))
            job.state = "failed"
        except BaseException:
            job.errors.append("reading broke off; what was added until then is in the record")
            job.state = "failed"
            raise
        finally:
            rmtree(folder, ignore_errors=True)
            job.tell()
            await self._keeper.written()

    async def _reports(self, job: Job, upload: Upload, published: str | None) -> None:
        where = self._keeper.settings.where
        items = await self._keeper.working(workers.parsed, str(upload.path), upload.name, published)
        job.total = (job.total or 0) + len(items)
        job.tell()
        for item in items:
            if isinstance(item, InputError):
                job.errors.append(str(item))
            else:
                done = await self._keeper.working(workers.add, where, item)
                job.added, job.known = job.added + done.new, job.known + (not done.new)
                job.claims += done.claims
                job.reports.append(done.report)
            job.done += 1
            job.tell()
            if job.done % _FRESH == 0:
                await self._keeper.written()

    async def _coded(self, job: Job, upload: Upload) -> None:
        where = self._keeper.settings.where
        done, wrong = await self._keeper.working(workers.add_claims, where, str(upload.path), upload.name)
        job.total = (job.total or 0) + 1
        job.done += 1
        job.claims += len(done.added)
        job.added, job.known = job.added + bool(done.added), job.known + bool(done.known and not done.added)
        job.errors += [str(error) for error in wrong]
        job.errors += [f"{name}: another claim with this id is in the record" for name in done.clashes]
        job.tell()
