"""Streams: a large result read from its file while the query still writes it.

The query's process writes at its own pace and is free again when it is done, however slowly a visitor reads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

CHUNK = 65_536
LOOK = 0.05
"""Seconds between two looks at whether more has been written."""


class ResultStream:
    """The bytes of one result. The file is gone from its folder from the start, and from the disk at the end.

    `finish` is called when all is written, with a fault where it is not all there is.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        path.unlink()
        self._done = threading.Event()
        self._fault: Exception | None = None
        self.closed = False

    def finish(self, fault: Exception | None = None) -> None:
        """No more is written."""
        self._fault = fault
        self._done.set()

    def __iter__(self) -> Iterator[bytes]:
        """Chunk by chunk as they come. Raises the fault, so that a broken result never looks whole."""
        try:
            while True:
                done = self._done.is_set()
                data = self._file.read(CHUNK)
                if data:
                    yield data
                elif done:
                    if self._fault:
                        raise self._fault
                    return
                else:
                    self._done.wait(LOOK)
        finally:
            self.close()

    def close(self) -> None:
        """Nobody reads on; the query is stopped where it still runs."""
        self.closed = True
        self._file.close()
