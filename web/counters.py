"""Counters: how many requests, how they ended and how long they took, in the Prometheus text format."""

from __future__ import annotations

import threading
from collections import Counter

STEPS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Counters:
    """Counts of one process; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._total = 0

    def count(self, endpoint: str, status: int, seconds: float) -> None:
        """One request has been answered."""
        with self._lock:
            self._requests[endpoint, status] += 1
            self._seconds += seconds
            self._total += 1
            for step in STEPS:
                if seconds <= step:
                    self._buckets[step] += 1

    def text(self, release: str) -> str:
        """All counts, in the text format that Prometheus reads."""
        with self._lock:
            lines = ["# HELP kg_requests_total Requests answered.", "# TYPE kg_requests_total counter"]
            lines += [
                f'kg_requests_total{{endpoint="{endpoint}",status="{status}"}} {count}'
                for (endpoint, status), count in sorted(self._requests.items())
            ]
            lines += ["# HELP kg_request_seconds Time to answer.", "# TYPE kg_request_seconds histogram"]
            lines += [f'kg_request_seconds_bucket{{le="{step}"}} {self._buckets[step]}' for step in STEPS]
            lines += [f'kg_request_seconds_bucket{{le="+Inf"}} {self._total}']
            lines += [f"kg_request_seconds_sum {self._seconds:.6f}", f"kg_request_seconds_count {self._total}"]
            lines += [
                "# HELP kg_release The release that is served.",
                "# TYPE kg_release gauge",
                f'kg_release{{name="{release}"}} 1',
            ]
        return "\n".join(lines) + "\n"
