"""The server itself: gunicorn over a store, a swap of the release, visitors who hang up, and the end."""

from __future__ import annotations

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import web_graph

HOUSE = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def get(port: int, path: str, accept: str = "*/*", timeout: float = 20) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Accept": accept})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path, subprocess.Popen[bytes]]]:
    folder = tmp_path_factory.mktemp("served") / "store"
    web_graph.publish(folder)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--store", str(folder), "--port", str(port)],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    for _ in range(200):
        try:
            if get(port, "/readyz")[0] == 200:
                break
        except OSError:
            time.sleep(0.1)
    yield port, folder, process
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert process.stdout is not None
    process.stdout.close()


def test_it_serves_and_picks_up_a_new_release(served: tuple[int, Path, subprocess.Popen[bytes]]) -> None:
    port, folder, _ = served
    assert get(port, "/healthz") == (200, b"ok\n")
    assert get(port, "/readyz") == (200, b"ready r0001\n")
    assert b"January 5, 2026" in get(port, "/id/harbor-model", "text/html")[1]
    web_graph.publish(folder)
    for _ in range(8):  # both processes
        assert get(port, "/readyz") == (200, b"ready r0002\n")
        assert get(port, "/sparql?" + urlencode({"query": "ASK { ?s kg:startedOn ?o }"}))[0] == 200


def test_a_query_ends_when_its_visitor_hangs_up(served: tuple[int, Path, subprocess.Popen[bytes]]) -> None:
    port = served[0]
    endless = "/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    for _ in range(8):  # more than there are query processes
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", endless)
        time.sleep(0.2)
        connection.close()
    time.sleep(0.5)
    began = time.monotonic()
    answers = [get(port, "/sparql?" + urlencode({"query": "ASK {}"}), timeout=10)[0] for _ in range(8)]
    assert answers == [200] * 8
    assert time.monotonic() - began < 8


def test_pages_are_answered_while_queries_run(served: tuple[int, Path, subprocess.Popen[bytes]]) -> None:
    port = served[0]
    endless = "/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    threads = [threading.Thread(target=lambda: _quietly(port, endless)) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    for _ in range(4):
        assert get(port, "/id/harbor-model", "text/html", timeout=10)[0] == 200
    for thread in threads:
        thread.join(15)


def _quietly(port: int, path: str) -> None:
    with contextlib.suppress(OSError):
        get(port, path, timeout=2)


def test_it_ends_when_told_to(served: tuple[int, Path, subprocess.Popen[bytes]]) -> None:
    port, _, process = served
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    with pytest.raises(ConnectionRefusedError):
        get(port, "/healthz")
    assert process.stdout is not None
    told = process.stdout.read().decode()
    assert told.splitlines()[0].endswith(f"on http://127.0.0.1:{port}/")
    assert "Traceback" not in told


def test_a_writable_server_stays_on_the_loopback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path / "s"), "--host", "0.0.0.0", "--writable"]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert b"loopback" in done.stderr
