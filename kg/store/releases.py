"""Releases: whole graphs, each in a folder of its own, published by swapping one symbolic link.

A store on disk::

    <store>/store.json         what marks a folder as a store: format version, list of sources
    <store>/current            a symbolic link to the release that is served
    <store>/releases/<name>/   graph/ (the engine's files), search.sqlite (full text), release.json
    <store>/draft/             what the running build makes; a dead build's draft is swept by the next
    <store>/cache/             parses, readings and texts: may be deleted at any time

A reader opens what `current` points to and keeps it until it is done, whatever is published meanwhile.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.store.remote import RemoteStore
from kg.store.store import EmbeddedStore, Store, StoreFault

FORMAT = 1
"""The layout above. A store of another number is refused, never guessed at."""

MARK = "store.json"


class NotAStore(StoreFault):
    """A folder that holds something else."""


class OtherVersion(StoreFault):
    """A store whose layout another version of this program made."""


class StoreLocked(StoreFault):
    """A store that another build is changing now."""


class NoRelease(StoreFault):
    """A store in which nothing is published yet, or not under this name."""


@dataclass(frozen=True, slots=True)
class Release:
    """One published graph. `path` is its folder; `description` is release.json, `created` its time in ISO 8601, UTC."""

    name: str
    path: Path
    created: str
    description: Mapping[str, Any] = field(repr=False, default_factory=dict)

    @property
    def graph(self) -> Path:
        """The engine's folder."""
        return self.path / "graph"

    @property
    def search(self) -> Path:
        """The full-text file (SQLite, FTS5)."""
        return self.path / "search.sqlite"

    def open(self) -> EmbeddedStore:
        """The graph, read only; any number of processes may do so at once."""
        return EmbeddedStore(self.graph, read_only=True, prefixes=self.description.get("prefixes", {}))


class Releases:
    """The releases of the store in `folder`, which need not exist yet."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def check(self, *, create: bool = False) -> None:
        """Makes sure that the folder is a store; with `create`, an empty or missing one becomes one.

        Raises `NotAStore` or `OtherVersion`.
        """
        mark = self.folder / MARK
        if not mark.exists():
            if self.folder.exists() and not self.folder.is_dir():
                raise NotAStore(f"{self.folder}: a file, not a folder; --store takes a folder or a URL")
            if self.folder.is_dir() and any(self.folder.iterdir()) and not self._only_settings():
                raise NotAStore(f"{self.folder}: not a store ({MARK} is missing) and not empty; name a new folder")
            if not create:
                raise NoRelease(f"{self.folder}: no store here yet; `kg build` makes one")
            self.folder.mkdir(parents=True, exist_ok=True)
            self.write_state({"format": FORMAT, "sources": []})
        number = self.state().get("format")
        if number != FORMAT:
            raise OtherVersion(
                f"{self.folder}: a store of format {number}, and this program reads format {FORMAT}; "
                "build it anew in another folder"
            )

    def _only_settings(self) -> bool:
        return {path.name for path in self.folder.iterdir()} <= {"kg.toml", "lock", "cache"}

    def state(self) -> dict[str, Any]:
        """What store.json holds: the format and the list of sources."""
        try:
            found = json.loads((self.folder / MARK).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"format": FORMAT, "sources": []}
        except (OSError, ValueError) as fault:
            raise NotAStore(
                f"{self.folder / MARK}: cannot be read ({fault}); the folder is not a sound store"
            ) from None
        if not isinstance(found, dict):
            raise NotAStore(f"{self.folder / MARK}: holds no table; the folder is not a sound store")
        return found

    def write_state(self, state: Mapping[str, Any]) -> None:
        """Replaces store.json in one step."""
        write_whole(self.folder / MARK, json.dumps(state, indent=2, ensure_ascii=False) + "\n")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the store for one builder; the lock falls when its process ends, however it ends.

        Raises `StoreLocked` at once where another process has it.
        """
        with open(self.folder / "lock", "a+", encoding="utf-8") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                held.seek(0)
                who = held.read().strip()
                process = f" (process {who})" if who else ""
                raise StoreLocked(f"{self.folder}: another build is running{process}; wait until it is done") from None
            held.truncate(0)
            held.write(str(os.getpid()))
            held.flush()
            yield

    def names(self) -> list[str]:
        """The names of all releases, oldest first."""
        folder = self.folder / "releases"
        return (
            sorted((path.name for path in folder.iterdir() if (path / "release.json").exists()), key=_order)
            if folder.is_dir()
            else []
        )

    def all(self) -> list[Release]:
        """All releases, oldest first."""
        return [self.find(name) for name in self.names()]

    def current(self) -> Release | None:
        """The release that is served, or `None` where nothing is published. Raises `NotAStore`, `OtherVersion`."""
        try:
            self.check()
        except NoRelease:
            return None
        try:
            name = Path(os.readlink(self.folder / "current")).name
        except OSError:
            return None
        return self.find(name)

    def served(self) -> Release:
        """The release that is served. Raises `NoRelease` where nothing is published yet."""
        self.check()
        release = self.current()
        if release is None:
            raise NoRelease(f"{self.folder}: nothing is published here yet; `kg build` publishes a first release")
        return release

    def find(self, name: str) -> Release:
        """The release of that name. Raises `NoRelease`."""
        path = self.folder / "releases" / name
        try:
            if not re.fullmatch(r"[\w.-]+", name):
                raise FileNotFoundError
            description = json.loads((path / "release.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            known = ", ".join(self.names()[-5:]) or "none"
            raise NoRelease(f"{self.folder}: no release {name!r}; there are: {known}") from None
        except (OSError, ValueError) as fault:
            raise NotAStore(f"{path / 'release.json'}: cannot be read ({fault})") from None
        return Release(name, path.resolve(), str(description.get("created", "")), description)

    @contextmanager
    def draft(self, *, clone: bool = True) -> Iterator[Draft]:
        """A new release in the making: a clone of the current one (hard links), or empty with `clone=False`.

        Swept away unless `Draft.publish` was called. Call it with the lock held.
        """
        folder = self.folder / "draft"
        shutil.rmtree(folder, ignore_errors=True)
        current = self.current()
        for name in self.names():
            if current is None or _order(name) > _order(current.name):
                self.drop(name)  # named, but its build died before it was served
        store: EmbeddedStore | None = None
        try:
            folder.mkdir()
            if clone and current:
                with current.open() as before:
                    before.copy_to(folder / "graph")
            store = EmbeddedStore(folder / "graph")
            yield Draft(self, folder, store, current, clone and current is not None)
        finally:
            if store:
                store.close()
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, folder: Path, description: Mapping[str, Any], *, keep: int = 10) -> Release:
        """Names a finished draft folder, points `current` to it, and drops the oldest beyond `keep`."""
        names = self.names()
        name = f"r{1 + max((_order(n)[0] for n in names), default=0):04d}"
        created = datetime.now(UTC).isoformat(timespec="seconds")
        write_whole(
            folder / "release.json",
            json.dumps({"name": name, "created": created, **description}, indent=1, ensure_ascii=False, sort_keys=True)
            + "\n",
        )
        home = self.folder / "releases"
        home.mkdir(exist_ok=True)
        shutil.rmtree(home / name, ignore_errors=True)
        os.replace(folder, home / name)
        _sync(home)
        self.point_to(name)
        for old in [n for n in self.names() if n != name][: max(0, len(names) + 1 - keep)]:
            self.drop(old)
        return self.find(name)

    def point_to(self, name: str) -> None:
        """Serves the release `name`: one rename, so that a reader sees the old or the new, never neither."""
        link = self.folder / "current.new"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / name)
        os.replace(link, self.folder / "current")
        _sync(self.folder)

    def drop(self, name: str) -> None:
        """Deletes a release; its description goes first, so that half a release is never listed."""
        path = self.folder / "releases" / name
        (path / "release.json").unlink(missing_ok=True)
        shutil.rmtree(path, ignore_errors=True)


@dataclass(slots=True)
class Draft:
    """A release in the making: `store` may be changed, `folder` holds whatever else goes with it.

    `before` is the release that is served meanwhile; `cloned` says whether the draft started as its copy.
    """

    releases: Releases
    folder: Path
    store: EmbeddedStore
    before: Release | None
    cloned: bool

    def publish(self, description: Mapping[str, Any], *, keep: int = 10) -> Release:
        """Closes the store and publishes the draft as the current release."""
        self.store.engine.flush()
        self.store.close()
        return self.releases.publish(self.folder, description, keep=keep)


def open_store(location: str | Path) -> Store:
    """The graph that a store's folder serves, read only, or the endpoint at a URL. Raises `StoreFault`."""
    if str(location).startswith(("http://", "https://")):
        return RemoteStore(str(location))
    return Releases(location).served().open()


def _order(name: str) -> tuple[int, str]:
    digits = re.search(r"\d+", name)
    return (int(digits.group()) if digits else 0, name)


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that it is there whole or not at all, also after a power cut."""
    beside = path.with_name(path.name + ".new")
    with open(beside, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(beside, path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
