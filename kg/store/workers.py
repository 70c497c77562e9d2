"""Visitors' queries in processes that can be killed: at the deadline, on cancel, and when they eat the memory.

The engine cannot be stopped from inside the process that called it, so no query from outside runs in the web
process. A worker costs 0.1 s to start and a lookup through it 0.1 ms more than a direct one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from kg.store import query as faults
from kg.store.evaluate import Job, QueryResult, format_name
from kg.store.query import QueryBusy, QueryCancelled, QueryFault, QueryMemory, QueryTimeout, check_query
from kg.store.releases import Release, Releases
from kg.store.streams import ResultStream

HOUSE = Path(__file__).resolve().parents[2]
LOOK = 0.05
"""Seconds between two looks at whether somebody still waits."""
SMALLER = "bind more of it, or add a LIMIT"
"""What would be right, for a query that was too much."""


class _Worker:
    """One process and the connection to it."""

    def __init__(self, megabytes: int) -> None:
        ours, theirs = multiprocessing.Pipe()
        self.connection: Connection[Any, Any] = ours
        self.ends = self.deadline = 0.0
        path = os.pathsep.join(filter(None, [str(HOUSE), os.environ.get("PYTHONPATH", "")]))
        self.process = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
            [sys.executable, "-m", "kg.store.worker", str(theirs.fileno()), str(megabytes)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "MALLOC_ARENA_MAX": "2"},
        )
        theirs.close()

    def kill(self) -> None:
        """Ends the process at once, whatever it does."""
        self.connection.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def run(self, graph: Path, job: Job, deadline: float, cancelled: Callable[[], bool] | None) -> QueryResult:
        """The result of a job. After any other fault than a `QueryFault` told by the worker, the worker is dead.

        A result that comes as a stream is followed by `follow`.
        """
        self.ends, self.deadline = time.monotonic() + deadline, deadline
        try:
            self.connection.send((str(graph), job))
        except ConnectionError:
            self.kill()
            raise self._fall() from None
        return self._next(cancelled, Path(job.spool) if job.spool else None)

    def follow(self, stream: ResultStream) -> None:
        """Waits for the end of what a stream gives, under the deadline of its query."""
        try:
            self._next(lambda: stream.closed)
        except QueryFault as fault:
            stream.finish(fault)
        else:
            stream.finish()

    def _next(self, cancelled: Callable[[], bool] | None, spool: Path | None = None) -> QueryResult:
        try:
            while not self.connection.poll(max(0.0, min(LOOK, self.ends - time.monotonic()))):
                if time.monotonic() >= self.ends:
                    self.kill()
                    raise QueryTimeout(f"the query was stopped after {self.deadline:g} seconds; {SMALLER}")
                if cancelled and cancelled():
                    self.kill()
                    raise QueryCancelled("the query was cancelled")
            kind, told = self.connection.recv()
        except (EOFError, ConnectionError):
            self.kill()
            raise self._fall() from None
        if kind == "done":
            return cast(QueryResult, told)
        if kind == "stream" and spool:
            media, truncated, form = told
            return QueryResult(b"", media, truncated, form, ResultStream(spool))
        if kind == "fault":
            name, message, line, column = told
            raise getattr(faults, name)(message, line, column)
        self.kill()
        if kind == "memory":
            raise QueryMemory(f"the query needs more memory than one query may have; {SMALLER}")
        raise QueryFault(f"the graph could not be read ({told})")

    def _fall(self) -> QueryFault:
        """Why the process is gone, told by how it ended: the engine aborts where memory is refused to it."""
        if self.process.returncode in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS):
            return QueryMemory(f"the query needs more memory than one query may have; {SMALLER}")
        return QueryFault(f"the query's process ended unexpectedly (exit {self.process.returncode}); try again")


@dataclass(slots=True)
class _Served:
    """The release that `current` points to, read again only when it points elsewhere."""

    releases: Releases
    link: str = ""
    release: Release | None = None

    def now(self) -> Release:
        with contextlib.suppress(OSError):
            link = os.readlink(self.releases.folder / "current")
            if self.release is None or link != self.link:
                self.release, self.link = self.releases.served(), link
        return self.release or self.releases.served()


def _spool() -> Path:
    """An empty file for a large result."""
    handle, name = tempfile.mkstemp(prefix="kg-result-")
    os.close(handle)
    return Path(name)


def _follow(worker: _Worker, stream: ResultStream, slots: queue.LifoQueue[_Worker | None]) -> None:
    """Sees a stream to its end and gives the process back."""
    try:
        worker.follow(stream)
    finally:
        slots.put(worker if worker.process.poll() is None else None)


@dataclass(slots=True)
class QueryPool:
    """Answers visitors' queries on the release that a store serves, always the newest one.

    `size` processes at most, started when first needed; `seconds`, `rows` and `megabytes` are the limits of one
    query. One pool serves any number of threads. After a fork the child starts processes of its own.
    """

    store: Path | str
    size: int = 2
    seconds: float = 30.0
    rows: int = 100_000
    megabytes: int = 1024
    patience: float = 30.0
    _slots: queue.LifoQueue[_Worker | None] = field(init=False, repr=False)
    _owner: int = field(init=False, default=0, repr=False)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock, repr=False)
    _served: _Served = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._served = _Served(Releases(self.store))

    def run(
        self,
        query: str,
        *,
        format: str = "",
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        deadline: float | None = None,
        row_limit: int | None = None,
        cancelled: Callable[[], bool] | None = None,
        prefixes: Mapping[str, str] | None = None,
        release: str | None = None,
        base: str | None = None,
        stream: bool = False,
    ) -> QueryResult:
        """The query's result in `format` (a name or a media type of `kg.store.evaluate`; empty: JSON, or Turtle).

        `deadline` is in seconds; `cancelled` is asked twenty times a second whether nobody waits any more.
        `release` names an older release, `base` the IRI below which relative ones stand. With `stream`, a large result
        comes as a stream, which its reader closes. Raises `QueryFault` of all kinds, and `StoreFault` where nothing is
        served.
        """
        served = self._served.now() if release is None else self._served.releases.find(release)
        known = served.description.get("prefixes", {}) if prefixes is None else prefixes
        checked = check_query(query, known)
        format_name(checked.form, format)
        rows = self.rows if row_limit is None else min(row_limit, self.rows)
        job = Job(checked, format, tuple(default_graphs), tuple(named_graphs), rows, prefixes=known, base=base)
        slots = self._open_slots()
        try:
            worker = slots.get(timeout=self.patience)
        except queue.Empty:
            raise QueryBusy("all query processes are busy; try again in a moment") from None
        spool = _spool() if stream else None
        result: QueryResult | None = None
        try:
            if worker is None or worker.process.poll() is not None:
                worker = _Worker(self.megabytes)
            job = replace(job, spool=str(spool or ""))
            result = worker.run(served.graph, job, min(deadline or self.seconds, self.seconds), cancelled)
        finally:
            if result and result.stream:
                threading.Thread(target=_follow, args=(worker, result.stream, slots), daemon=True).start()
            else:
                slots.put(worker if worker is not None and worker.process.poll() is None else None)
                if spool:
                    spool.unlink(missing_ok=True)
        return result

    def _open_slots(self) -> queue.LifoQueue[_Worker | None]:
        with self._lock:
            if self._owner != os.getpid():
                self._slots = queue.LifoQueue()
                for _ in range(max(1, self.size)):
                    self._slots.put(None)
                self._owner = os.getpid()
            return self._slots

    def close(self) -> None:
        """Kills the processes; the pool may be used again."""
        with self._lock:
            if self._owner != os.getpid():
                return
            self._owner = 0
            with contextlib.suppress(queue.Empty):
                while True:
                    worker = self._slots.get_nowait()
                    if worker is not None:
                        worker.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
