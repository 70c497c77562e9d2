"""Sources: fetched politely from a server on this machine that does all that servers do wrong."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from corpus.sources import Fetched, Manners, Source, SourcesFault, fetch, read_sources

WORDS = b"The Tide Model began in 2021. " * 2000
PART = b"<DIV5 N='9' TYPE='PART'><HEAD>PART 9</HEAD></DIV5>"


class _Faulty(BaseHTTPRequestHandler):
    """Each path is one behaviour; what was asked is kept in `asked`."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012  # one list for all requests is the point

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        times = sum(asked.partition("?")[0] == path for asked, _ in self.asked)
        if path == "/plain":
            if self.headers.get("If-None-Match") == '"v1"':
                self.answer(304)
            else:
                self.answer(200, WORDS, ETag='"v1"', Last_Modified="Mon, 02 Feb 2026 00:00:00 GMT")
        elif path == "/changing":
            self.answer(200, WORDS + str(times).encode(), ETag=f'"v{times}"')
        elif path == "/cut":
            first = int((self.headers.get("Range") or "bytes=0-").split("=")[1].rstrip("-"))
            if first:
                self.answer(
                    206, WORDS[first:], ETag='"v1"', Content_Range=f"bytes {first}-{len(WORDS) - 1}/{len(WORDS)}"
                )
            else:
                self.answer(200, WORDS[:20_000], length=len(WORDS), ETag='"v1"')
                self.close_connection = True
        elif path == "/cut-and-changed":
            half = times == 1
            self.answer(200, WORDS[:20_000] if half else PART, length=len(WORDS) if half else None, ETag=f'"v{times}"')
            self.close_connection = half
        elif path == "/busy":
            self.answer(429 if times < 3 else 200, WORDS if times >= 3 else b"", Retry_After="7")
        elif path == "/broken":
            self.answer(500 if times < 3 else 200, WORDS if times >= 3 else b"")
        elif path == "/always-broken":
            self.answer(503)
        elif path == "/slow":
            time.sleep(0.8)
            self.close_connection = True
        elif path == "/loop":
            self.answer(302, Location="/loop")
        elif path == "/moved":
            self.answer(301, Location="/plain")
        elif path == "/away":
            self.answer(302, Location="http://elsewhere.example/plain")
        elif path == "/inside":
            self.answer(302, Location="http://169.254.169.254/latest")
        elif path == "/ecfr.xml":
            self.answer(200, PART, kind="application/xml; charset=utf-8")
        elif path == "/huge":
            self.answer(200, WORDS, length=10**12)
            self.close_connection = True
        elif path == "/huge-unsaid":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                for _ in range(40):
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(WORDS), WORDS))
            except OSError:
                self.close_connection = True
        else:
            self.answer(404, b"no such page")

    def answer(
        self, status: int, body: bytes = b"", *, kind: str = "text/plain", length: int | None = None, **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on standard error."""


@pytest.fixture
def server() -> Iterator[str]:
    _Faulty.asked.clear()
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Faulty)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()
    thread.join()


class _Waits:
    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


def get(server: str, folder: Path, path: str, waits: _Waits | None = None, **about: Any) -> Fetched:
    manners = Manners(pause=0.01, timeout=0.3, private=True, sleep=waits or _Waits())
    (made,) = fetch([Source(path.strip("/"), server + path, **about)], folder, manners=manners)
    return made


def test_a_source_is_fetched_once_and_then_asked_for_conditionally(server: str, tmp_path: Path) -> None:
    first = get(server, tmp_path, "/plain")
    assert (first.state, first.sha256) == ("new", hashlib.sha256(WORDS).hexdigest())
    assert first.path is not None
    assert first.path.read_bytes() == WORDS
    second = get(server, tmp_path, "/plain")
    assert (second.state, second.sha256) == ("unchanged", first.sha256)
    assert _Faulty.asked[1][1]["if-none-match"] == '"v1"'
    assert _Faulty.asked[1][1]["if-modified-since"] == "Mon, 02 Feb 2026 00:00:00 GMT"
    assert json.loads((tmp_path / "plain.json").read_text())["url"] == f"{server}/plain"


def test_a_changed_source_is_said_to_be_changed(server: str, tmp_path: Path) -> None:
    assert [get(server, tmp_path, "/changing").state for _ in range(2)] == ["new", "changed"]


def test_a_body_cut_off_is_resumed_where_it_broke(server: str, tmp_path: Path) -> None:
    made = get(server, tmp_path, "/cut")
    assert made.state == "new"
    assert made.path is not None
    assert made.path.read_bytes() == WORDS
    ranges = [headers.get("range") for _, headers in _Faulty.asked]
    assert ranges[0] is None
    assert ranges[1] is not None
    assert 0 < int(ranges[1].removeprefix("bytes=").rstrip("-")) <= 20_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut", "cut.json"]


def test_a_part_of_a_document_that_has_changed_is_thrown_away(server: str, tmp_path: Path) -> None:
    made = get(server, tmp_path, "/cut-and-changed")
    assert made.path is not None
    assert made.path.read_bytes() == PART


@pytest.mark.parametrize(("path", "waits"), [("/busy", [7.0, 7.0]), ("/broken", [0.01, 0.02])])
def test_what_may_pass_is_tried_again_after_a_pause(server: str, tmp_path: Path, path: str, waits: list[float]) -> None:
    slept = _Waits()
    assert get(server, tmp_path, path, slept).state == "new"
    assert [seconds for seconds in slept.slept if seconds in waits] == waits


@pytest.mark.parametrize(
    ("path", "about", "words"),
    [
        ("/always-broken", {}, "the server answered 503, after 4 tries"),
        ("/slow", {}, "no answer within 0.3 seconds, after 4 tries"),
        ("/missing", {}, "the server answered 404; check the address"),
        ("/loop", {}, "more than 5 redirects"),
        ("/away", {}, "led away to elsewhere.example"),
        ("/inside", {}, "led away to 169.254.169.254"),
        ("/plain", {"media": "application/xml"}, "came as text/plain, not as application/xml"),
        ("/plain", {"sha256": "0" * 64}, "its checksum is"),
        ("/plain", {"most": 1000}, "60,000 bytes, over the limit of 1,000"),
        ("/huge", {}, "over the limit"),
        ("/huge-unsaid", {"most": 100_000}, "over the limit of 100,000"),
    ],
)
def test_a_failure_is_said_and_nothing_is_kept(
    server: str, tmp_path: Path, path: str, about: dict[str, Any], words: str
) -> None:
    made = get(server, tmp_path, path, **about)
    assert made.state == "failed"
    assert words in made.message
    assert not (tmp_path / path.strip("/")).exists()


def test_the_rest_goes_on_after_a_failure(server: str, tmp_path: Path) -> None:
    sources = [Source(name, f"{server}/{name}") for name in ("missing", "moved", "ecfr.xml")]
    manners = Manners(pause=0.0, private=True, sleep=_Waits())
    assert [made.state for made in fetch(sources, tmp_path, manners=manners)] == ["failed", "new", "new"]
    named = list(fetch(sources, tmp_path, names=["ecfr.xml", "nowhere"], manners=manners))
    assert [(made.name, made.state) for made in named] == [("nowhere", "failed"), ("ecfr.xml", "unchanged")]


def test_a_file_stays_when_a_later_fetch_fails(server: str, tmp_path: Path) -> None:
    get(server, tmp_path, "/changing")
    assert get(server, tmp_path, "/changing", sha256="0" * 64).state == "failed"
    assert (tmp_path / "changing").read_bytes() == WORDS + b"1"


def test_private_addresses_are_refused_by_default(server: str, tmp_path: Path) -> None:
    (made,) = fetch([Source("plain", f"{server}/plain")], tmp_path, manners=Manners(pause=0.0))
    assert made.state == "failed"
    assert "private network" in made.message
    assert _Faulty.asked == []


def test_one_host_is_not_asked_twice_within_the_pause(server: str, tmp_path: Path) -> None:
    slept = _Waits()
    manners = Manners(pause=5.0, private=True, sleep=slept)
    list(fetch([Source("a", f"{server}/plain"), Source("b", f"{server}/plain")], tmp_path, manners=manners))
    assert len(slept.slept) == 1
    assert 4.0 < slept.slept[0] <= 5.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[source]]\nurl = "https://a.example/"\n', "the name must be"),
        ('[[source]]\nname = "../a"\nurl = "https://a.example/"\n', "the name must be"),
        ('[[source]]\nname = "a"\nurl = "file:///etc/hosts"\n', "the url must begin"),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\nsize = 3\n', "unknown key 'size'"),
        ('[[source]]\nname = "a"\nurl = "https://a.example/"\n' * 2, "stands twice"),
        ("[[source", "sources.toml"),
    ],
)
def test_a_wrong_list_of_sources_is_said_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(SourcesFault, match=words.replace("'", ".")):
        read_sources(tmp_path / "sources.toml")


@pytest.mark.parametrize(
    "path", sorted(Path(__file__).parent.parent.glob("corpus/*/sources.toml")), ids=lambda path: path.parent.name
)
def test_the_lists_that_ship_are_right(path: Path) -> None:
    sources = read_sources(path)
    assert len(sources) >= 10
    assert all(source.title and source.license and source.url.startswith("https://") for source in sources)
