"""Serving: the application under gunicorn, threads in a few processes, stopped by a signal."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.config import KNOWN_SETTINGS  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from flask import Flask


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with its settings given here and the application made in each worker, after the fork."""

    def __init__(self, config: Mapping[str, object], options: Mapping[str, Any]) -> None:
        self.app_config = config
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        from web import create_app

        return create_app(self.app_config)


def run(
    store: str | Path, host: str = "127.0.0.1", port: int = 8000, writable: bool = False, settings: Any = None
) -> None:
    """Serve the store until told to stop; a release that is published meanwhile is served from the next request on.

    `writable` serves a copy that takes updates, in one process, on the loopback only. `settings` are those of
    `kg.settings`, or nothing for the defaults.
    """
    if writable and host not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError(f"a writable server listens on the loopback only, not on {host}")
    config: dict[str, object] = {"STORE": str(store), "WRITABLE": writable, "WARM": True}
    for name, key in SETTINGS.items():
        if settings is not None and hasattr(settings, name):
            config[key] = getattr(settings, name)
    if settings is not None:
        from kg.proposing import proposer_of

        config["PROPOSER"] = proposer_of(settings)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    print(f"serving {store} on http://{address}/", flush=True)  # noqa: T201 - what the user waits to read
    options = {
        "bind": address,
        "worker_class": "gthread",
        "workers": 1 if writable else int(getattr(settings, "web_workers", 2)),
        "threads": int(getattr(settings, "web_threads", 4)),
        "graceful_timeout": 5,
        "timeout": 120,
        "keepalive": 5,
        "post_worker_init": _ready,
        "loglevel": "warning",
        "accesslog": None,
        "control_socket_disable": True,
    }
    known = {setting.name for setting in KNOWN_SETTINGS}
    Server(config, {key: value for key, value in options.items() if key in known}).run()


def _ready(worker: Any) -> None:
    """Open the graph before the first visitor asks for it."""
    with contextlib.suppress(ValueError):
        worker.app.wsgi().extensions["shelf"].current()


SETTINGS = {
    "title": "TITLE",
    "report_to": "REPORT_TO",
    "proxies": "PROXIES",
    "query_seconds": "TIMEOUT",
    "query_rows": "MAX_ROWS",
    "query_workers": "WORKERS",
    "query_megabytes": "MEGABYTES",
}
"""Which setting of the program becomes which setting of the application."""
