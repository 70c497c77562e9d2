"""Kept: pages made lately, since the same page of the same release is the same page."""

from __future__ import annotations

import threading
from collections import OrderedDict

MOST_PAGES = 300
LARGEST = 200_000


class Kept:
    """The pages asked for last, by entity tag; safe to use from several threads.

    >>> kept = Kept(2)
    >>> for tag in "abc":
    ...     kept.put(tag, tag.upper())
    >>> kept.get("a"), kept.get("c")
    (None, 'C')
    """

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._pages: OrderedDict[str, str | bytes] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def get(self, tag: str) -> str | bytes | None:
        """The page of this tag, or `None`."""
        with self._lock:
            if tag in self._pages:
                self._pages.move_to_end(tag)
            return self._pages.get(tag)

    def put(self, tag: str, page: str | bytes) -> None:
        """Keep a page, unless it is large; the one asked for longest ago gives way."""
        if len(page) > LARGEST:
            return
        with self._lock:
            self._pages[tag] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
