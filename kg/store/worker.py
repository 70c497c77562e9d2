"""A worker process: opens a published graph read only and evaluates queries until it is killed.

Started by `kg.store.workers` with an open connection and a memory limit; not for use by hand.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from typing import BinaryIO

import pyoxigraph as ox

from kg.store.evaluate import Job, evaluate
from kg.store.query import QueryFault

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def main(handle: int, megabytes: int) -> None:
    """Answers jobs until the other end of the connection closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _leave_the_network()
    threading.Thread(target=_die_with, args=(os.getppid(),), daemon=True).start()
    asked: Connection[tuple[str, object], tuple[str, Job]] = Connection(handle)
    graph: ox.Store | None = None
    opened = ""
    while True:
        try:
            path, job = asked.recv()
        except EOFError:
            return
        try:
            if path != opened or graph is None:
                graph, opened = _open(path), path
                _limit_memory(megabytes)
            with contextlib.ExitStack() as held:

                def begin(media: str, truncated: bool, form: str, to: str = job.spool) -> BinaryIO:
                    file = held.enter_context(open(to, "wb", buffering=0))
                    asked.send(("stream", (media, truncated, form)))
                    return file

                result = evaluate(graph, job, begin if job.spool else None)
            asked.send(("done", result))
        except QueryFault as fault:
            asked.send(("fault", (type(fault).__name__, str(fault), fault.line, fault.column)))
        except MemoryError:
            asked.send(("memory", None))
        except Exception as fault:
            graph = None
            asked.send(("broken", f"{type(fault).__name__}: {(str(fault).splitlines() or [''])[0]}"))


def _leave_the_network() -> None:
    """A second wall behind the refusal of SERVICE: where the system allows it, the process has no network at all."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _open(path: str) -> ox.Store:
    """Opens a graph with no limit on memory, since the engine's own threads and caches are not the query's."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    graph = ox.Store.read_only(path)
    bool(graph.query("ASK { ?s ?p ?o }"))
    return graph


def _limit_memory(megabytes: int) -> None:
    """Lets the process grow by so much and no more."""
    with open("/proc/self/statm", encoding="ascii") as sizes:
        now = int(sizes.read().split()[0]) * resource.getpagesize()
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (now + megabytes * 2**20, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with(parent: int) -> None:
    """Ends the process when its parent has ended, also in the midst of a query."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
