"""How long questions take through the real server under load: `python -m benchmarks.load [--store DIR]`.

Serves a store with `kg serve`, asks the questions of the open files over and over to 500, first by one client, then by
eight at once, and prints a row of a table for each: p50, p95, the longest, and what went wrong. No two requests have
the same address, so that the server answers every one anew and shows none of the pages that it keeps. Without a store,
the shipped corpus is built first.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from pathlib import Path
from urllib.parse import urlencode

from kg.build import build

HOUSE = Path(__file__).resolve().parent.parent
QUESTIONS = HOUSE / "tests" / "gold" / "questions"
PATIENCE = 60.0
NUMBERS = itertools.count()


def open_questions(times: int) -> list[str]:
    """The questions of the open files, over and over."""
    asked = [
        str(question["ask"])
        for path in sorted(QUESTIONS.glob("open-*.toml"))
        for question in tomllib.loads(path.read_text(encoding="utf-8"))["questions"]
    ]
    return [asked[i % len(asked)] for i in range(times)]


class Client(threading.Thread):
    """One visitor with one connection, who asks as soon as the last answer has come."""

    def __init__(self, port: int, waiting: list[str], lock: threading.Lock) -> None:
        super().__init__()
        self.port, self.waiting, self.lock = port, waiting, lock
        self.seconds: list[float] = []
        self.faults: list[str] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while True:
            with self.lock:
                if not self.waiting:
                    break
                question = self.waiting.pop()
            began = time.perf_counter()
            try:
                address = "/ask?" + urlencode({"q": question, "asked": next(NUMBERS)})
                connection.request("GET", address, headers={"Accept": "application/json"})
                response = connection.getresponse()
                body = response.read()
                if response.status != 200 or "status" not in json.loads(body):
                    self.faults.append(f"{response.status}: {question}")
            except (OSError, ValueError, http.client.HTTPException) as fault:
                self.faults.append(f"{type(fault).__name__}: {question}")
                connection.close()
            self.seconds.append(time.perf_counter() - began)
        connection.close()


def load(port: int, questions: list[str], clients: int) -> tuple[list[float], list[str], float]:
    """The seconds of each answer, the faults, and the seconds of all, with so many clients at once."""
    waiting, lock = list(reversed(questions)), threading.Lock()
    threads = [Client(port, waiting, lock) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - began
    return sorted(s for t in threads for s in t.seconds), [f for t in threads for f in t.faults], whole


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers; raises `RuntimeError` where it ends or never does."""
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it was ready")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("the server was not ready in time")


def main(arguments: list[str] | None = None) -> int:
    """Print the table; returns 1 where an answer failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", help="a built store; without it the shipped corpus is built")
    parser.add_argument("--times", type=int, default=500, help="how many questions each row asks")
    options = parser.parse_args(arguments)
    store = options.store
    if store is None:
        store = str(Path(tempfile.mkdtemp(prefix="kg-load-")) / "store")
        build([str(HOUSE / "corpus" / "cmmi" / "documents")], store)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    command = [sys.executable, "-m", "kg", "serve", "--store", store, "--port", str(port)]
    process = subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.DEVNULL)
    failed = False
    try:
        wait_until_ready(port, process)
        load(port, open_questions(8), 4)  # each process reads its words before the first answer that counts
        print("| clients | questions | a second | p50 | p95 | longest | faults |\n|---|---|---|---|---|---|---|")
        for clients in (1, 8):
            seconds, faults, whole = load(port, open_questions(options.times), clients)
            p50, p95 = (seconds[int(share * (len(seconds) - 1))] * 1000 for share in (0.5, 0.95))
            print(
                f"| {clients} | {len(seconds)} | {len(seconds) / whole:.0f} | {p50:.0f} ms | {p95:.0f} ms | "
                f"{seconds[-1] * 1000:.0f} ms | {len(faults)} |"
            )
            for fault in faults[:5]:
                print(f"   {fault}", file=sys.stderr)
            failed = failed or bool(faults)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
