from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from corpus.sources import Manners
from kg.build import BuildFailed, build
from kg.fetching import fetch_record, fetch_urls, file_of, name_of
from kg.store.fulltext import plain_texts
from kg.store.releases import Releases
from ontology.regulators import find_regulator

TOY = Path(__file__).resolve().parent / "toy"
QUICK = Manners(pause=0, tries=1, private=True)


class Pages(BaseHTTPRequestHandler):
    """One page about a trial, and nothing else."""

    def do_GET(self) -> None:
        found = self.path == "/news/Skiff Trial.txt".replace(" ", "%20")
        body = b"The Skiff Trial began on May 4, 2021.\n" if found else b"no"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_url_is_a_source_that_builds_without_the_network(site: str, tmp_path: Path) -> None:
    store, url = tmp_path / "store", f"{site}/news/Skiff%20Trial.txt"
    with pytest.raises(BuildFailed, match="not fetched yet"):
        build([url], store, regulator=TOY / "regulator")
    assert [one.state for one in fetch_urls(Releases(store), [url], QUICK)] == ["new"]
    summary = build([url], store, regulator=TOY / "regulator")
    assert summary.documents == 1
    assert Releases(store).state()["sources"] == [url]
    (text,) = plain_texts(summary.release.search)
    assert (text.source, text.text) == (url, "The Skiff Trial began on May 4, 2021.\n")
    assert not text.shown_whole, "a page of somebody else's is not shown whole without a licence"
    assert build(None, store, regulator=TOY / "regulator").unchanged


def test_a_url_that_cannot_be_had_is_said(site: str, tmp_path: Path) -> None:
    (fetched,) = fetch_urls(Releases(tmp_path / "store"), [f"{site}/gone"], QUICK)
    assert (fetched.state, "404" in fetched.message) == ("failed", True)
    assert not file_of(Releases(tmp_path / "store"), f"{site}/gone").exists()


def test_the_record_of_a_regulator_is_fetched_by_name(site: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TOY / "regulator", tmp_path / "regulator"))
    entries = ((name, f"{site}{path}") for name, path in (("skiff.txt", "/news/Skiff%20Trial.txt"), ("gone.txt", "/x")))
    (folder / "sources.toml").write_text(
        "".join(f'[[source]]\nname = "{name}"\nurl = "{url}"\ntitle = "t"\n' for name, url in entries)
    )
    releases = Releases(tmp_path / "store")
    regulator = find_regulator(folder)
    assert [one.state for one in fetch_record(releases, regulator, ["skiff.txt"], QUICK)] == ["new"]
    assert {one.name: one.state for one in fetch_record(releases, regulator, (), QUICK)}["gone.txt"] == "failed"
    url = f"{site}/news/Skiff%20Trial.txt"
    assert file_of(releases, url) == releases.folder / "fetched" / "skiff.txt"


def test_without_a_list_of_sources_nothing_is_fetched(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no sources\.toml lists where its record lives"):
        list(fetch_record(Releases(tmp_path), find_regulator(TOY / "regulator")))


@pytest.mark.parametrize(
    "url", ["https://a.example/x/../../etc/passwd", "https://a.example/", "https://a.example/é?b=/c"]
)
def test_no_url_names_a_file_elsewhere(url: str) -> None:
    assert "/" not in name_of(url)
    assert not name_of(url).startswith(".")
