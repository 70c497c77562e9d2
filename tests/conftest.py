"""Fixtures that several test files share."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # for the builders of test data that stand beside the tests


@dataclass
class WebServer:
    """A real HTTP server over the invented graph of web_graph.py; `requests` are the paths it was asked for."""

    url: str
    store: Path
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def web_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the invented graph of web_graph.py."""
    import web_graph

    folder = tmp_path_factory.mktemp("web") / "store"
    web_graph.publish(folder)
    return folder


@pytest.fixture(scope="session")
def web_server(web_store: Path) -> Iterator[WebServer]:
    """The web application over that store, on a free port of the loopback."""
    from werkzeug.serving import make_server

    from web import create_app

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app({"STORE": str(web_store), "TITLE": "Lantern graph"})
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield WebServer(f"http://127.0.0.1:{server.server_port}", web_store)
    server.shutdown()
    thread.join(10)
    server.server_close()
    app.extensions["shelf"].close()


@pytest.fixture(scope="session")
def toy_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the invented regulator's documents; copy it before changing it."""
    from kg.build import build

    toy = Path(__file__).resolve().parent / "toy"
    folder = tmp_path_factory.mktemp("toy") / "store"
    build([toy / "documents"], folder, regulator=toy / "regulator")
    return folder


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the corpus that ships; read it only."""
    from kg.build import build

    documents = Path(__file__).resolve().parent.parent / "corpus" / "cmmi" / "documents"
    folder = tmp_path_factory.mktemp("shipped") / "store"
    build([documents], folder)
    return folder
