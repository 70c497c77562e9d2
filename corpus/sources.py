"""Sources: where a regulator's record lives, and how it is fetched: slowly, resumably, and from nowhere else."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import re
import socket
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

AGENT = "regulatory-kg/0.1 (research; fetches one page at a time)"
_MOST = 60_000_000
_REDIRECTS = 5
_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}")


class SourcesFault(ValueError):
    """A sources.toml that says something impossible: the message names the entry and what would be right."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document of the record and its address.

    `media` is the type that the server must answer with, as a prefix ("application/xml"); `sha256` is checked where
    it is known; `most` is the largest size in bytes that is accepted.
    """

    name: str
    url: str
    title: str = ""
    publisher: str | None = None
    license: str | None = None
    media: str | None = None
    sha256: str | None = None
    most: int = _MOST


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one source: `state` is `new`, `changed`, `unchanged` or `failed`; `message` says why it failed."""

    name: str
    state: str
    path: Path | None = None
    sha256: str | None = None
    message: str = ""


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources that a sources.toml lists; raises `SourcesFault` for an entry without a name or a web address."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SourcesFault(f"{path}: {error}") from None
    known = set(Source.__dataclass_fields__)
    made: list[Source] = []
    for number, entry in enumerate(data.get("source", ()), 1):
        place = f"{path}: source {entry.get('name') or number}"
        if not _NAME.fullmatch(str(entry.get("name", ""))):
            raise SourcesFault(f"{place}: the name must be lower-case letters, digits, dots and hyphens")
        if urlsplit(str(entry.get("url", ""))).scheme not in ("http", "https"):
            raise SourcesFault(f"{place}: the url must begin with https://")
        if set(entry) - known:
            raise SourcesFault(f"{place}: unknown key {sorted(set(entry) - known)[0]!r}; known are {sorted(known)}")
        if any(other.name == entry["name"] for other in made):
            raise SourcesFault(f"{place}: the name stands twice")
        made.append(Source(**entry))
    return tuple(made)


@dataclass(slots=True)
class Manners:
    """How politely to fetch: `pause` seconds between requests to one host, `tries` for what may pass, time limits.

    `private` allows addresses of private networks, for tests against a server on this machine.
    """

    pause: float = 1.0
    tries: int = 4
    timeout: float = 30.0
    longest_wait: float = 60.0
    private: bool = False
    sleep: Callable[[float], None] = time.sleep
    asked: dict[str, float] = field(default_factory=dict)

    def before(self, host: str) -> None:
        """Wait until the host may be asked again."""
        since = time.monotonic() - self.asked.get(host, -self.pause)
        if since < self.pause:
            self.sleep(self.pause - since)
        self.asked[host] = time.monotonic()


class _Refused(Exception):
    """An answer that no second try would mend."""


class _Later(Exception):
    """A fault that may pass, and how long the server asks to wait."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def fetch(
    sources: Iterable[Source],
    folder: Path,
    *,
    names: Iterable[str] = (),
    manners: Manners | None = None,
    client: httpx.Client | None = None,
) -> Iterator[Fetched]:
    """Fetch the sources one after the other into the folder, and say of each what came of it.

    A file already there is asked for conditionally (RFC 9110 section 13), a part of one is resumed (section 14).
    Too many requests, server errors and broken connections are tried again, with growing pauses or the one that the
    server asks for. Only the hosts of the sources are asked, redirects to other hosts or private addresses refused.
    A failure never stops the others; what was there before stays.
    """
    chosen = list(sources)
    wanted = set(names)
    for missing in sorted(wanted - {source.name for source in chosen}):
        yield Fetched(missing, "failed", message=f"{missing}: no such source; known are listed in sources.toml")
    hosts = frozenset((urlsplit(source.url).hostname or "") for source in chosen)
    manners = manners or Manners()
    folder.mkdir(parents=True, exist_ok=True)
    own = client is None
    client = client or httpx.Client(timeout=manners.timeout, headers={"User-Agent": AGENT}, follow_redirects=False)
    try:
        for source in chosen:
            if not wanted or source.name in wanted:
                yield _fetched(source, folder, hosts, manners, client)
    finally:
        if own:
            client.close()


def _fetched(source: Source, folder: Path, hosts: frozenset[str], manners: Manners, client: httpx.Client) -> Fetched:
    said = ""
    for attempt in range(manners.tries):
        try:
            return _once(source, folder, hosts, manners, client)
        except _Refused as refused:
            return Fetched(source.name, "failed", message=f"{source.name}: {refused}")
        except _Later as later:
            said, wait = str(later), later.wait
        except httpx.TimeoutException:
            said, wait = f"no answer within {manners.timeout:g} seconds", None
        except (httpx.HTTPError, OSError) as error:
            said, wait = f"the connection broke ({type(error).__name__})", None
        except (httpx.InvalidURL, ValueError) as error:
            return Fetched(source.name, "failed", message=f"{source.name}: {error}")
        if attempt + 1 < manners.tries:
            manners.sleep(min(manners.longest_wait, wait if wait is not None else manners.pause * 2**attempt))
    return Fetched(source.name, "failed", message=f"{source.name}: {said}, after {manners.tries} tries")


def _once(source: Source, folder: Path, hosts: frozenset[str], manners: Manners, client: httpx.Client) -> Fetched:
    whole, part, notes = folder / source.name, folder / f"{source.name}.part", folder / f"{source.name}.json"
    before = _notes(notes, source.url)
    half = _notes(folder / f"{source.name}.part.json", source.url)
    headers: dict[str, str] = {"Accept-Encoding": "identity"}
    resumed = 0
    if part.is_file() and half.get("etag"):
        resumed = part.stat().st_size
        headers |= {"Range": f"bytes={resumed}-", "If-Range": str(half["etag"])}
    elif whole.is_file():
        if before.get("etag"):
            headers["If-None-Match"] = str(before["etag"])
        if before.get("modified"):
            headers["If-Modified-Since"] = str(before["modified"])
    url = source.url
    for _ in range(_REDIRECTS + 1):
        _permitted(url, hosts, manners)
        manners.before(urlsplit(url).hostname or "")
        with client.stream("GET", url, headers=headers) as answer:
            if answer.status_code in (301, 302, 303, 307, 308):
                url = _redirected(url, answer)
                continue
            if answer.status_code == 304:
                return Fetched(source.name, "unchanged", whole, str(before.get("sha256") or ""))
            _accepted(source, answer, part)
            return _kept(source, answer, folder, resumed if answer.status_code == 206 else 0, before)
    raise _Refused(f"more than {_REDIRECTS} redirects; the last led to {url}")


def _permitted(url: str, hosts: frozenset[str], manners: Manners) -> None:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or host not in hosts:
        raise _Refused(f"{url} is not on a host that sources.toml names")
    if manners.private:
        return
    try:
        found = socket.getaddrinfo(host, parts.port or 443, proto=socket.IPPROTO_TCP)
    except OSError:
        raise _Later(f"no address is known for {host}") from None
    for entry in found:
        if not ipaddress.ip_address(str(entry[4][0]).partition("%")[0]).is_global:
            raise _Refused(f"{host} is an address of a private network")


def _redirected(url: str, answer: httpx.Response) -> str:
    target = urljoin(url, str(answer.headers.get("location", "")))
    ours, theirs = urlsplit(url), urlsplit(target)
    if theirs.hostname != ours.hostname or (theirs.scheme == ours.scheme and theirs.port != ours.port):
        raise _Refused(f"led away to {theirs.hostname}; put that address into sources.toml if it is right")
    if ours.scheme == "https" and theirs.scheme != "https":
        raise _Refused("led from https to http")
    return target


def _accepted(source: Source, answer: httpx.Response, part: Path) -> None:
    status = answer.status_code
    if status == 416:
        part.unlink(missing_ok=True)
        raise _Later("the part kept is no longer right", 0)
    if status in _LATER:
        wait = answer.headers.get("retry-after", "")
        raise _Later(f"the server answered {status}", float(wait) if wait.isdigit() else None)
    if status not in (200, 206):
        raise _Refused(f"the server answered {status}; check the address {source.url}")
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if source.media and not media.startswith(source.media):
        raise _Refused(f"came as {media or 'no type'}, not as {source.media}")
    length = answer.headers.get("content-length", "")
    if length.isdigit() and int(length) > source.most:
        raise _Refused(f"{int(length):,} bytes, over the limit of {source.most:,}")


def _kept(source: Source, answer: httpx.Response, folder: Path, resumed: int, before: dict[str, Any]) -> Fetched:
    part, half = folder / f"{source.name}.part", folder / f"{source.name}.part.json"
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    half.write_text(json.dumps({"url": source.url, "etag": etag}), encoding="utf-8")
    size = resumed
    with part.open("ab" if resumed else "wb") as out:
        for chunk in answer.iter_bytes():
            size += len(chunk)
            if size > source.most:
                break
            out.write(chunk)
    if size > source.most:
        part.unlink()
        half.unlink()
        raise _Refused(f"over the limit of {source.most:,} bytes")
    data = part.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    if source.sha256 and sha256 != source.sha256:
        part.unlink()
        half.unlink()
        raise _Refused(f"its checksum is {sha256}, not {source.sha256}; it was changed or tampered with")
    whole = folder / source.name
    old = hashlib.sha256(whole.read_bytes()).hexdigest() if whole.is_file() else before.get("sha256")
    part.replace(whole)
    half.unlink()
    notes = {
        "url": source.url,
        "etag": etag,
        "modified": modified,
        "sha256": sha256,
        "retrieved": datetime.now(UTC).date().isoformat(),
    }
    (folder / f"{source.name}.json").write_text(json.dumps(notes), encoding="utf-8")
    state = "new" if old is None else ("unchanged" if old == sha256 else "changed")
    return Fetched(source.name, state, whole, sha256)


def _notes(path: Path, url: str) -> dict[str, Any]:
    """What was noted of an earlier fetch of the same address; nothing if it is unreadable or of another."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) and said.get("url") == url else {}
