"""Fetching: documents from the web into a store's folder, where builds read them without the network.

In: URLs, or the names of sources in the regulator's `sources.toml`. Out: one line for each; the files stand in
`<store>/fetched/`, and store.json remembers which file holds which URL.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import corpus
from corpus.sources import Fetched, Manners, Source, fetch, read_sources
from kg.store.releases import Releases
from ontology.regulators import Regulator


def is_url(source: str) -> bool:
    """Whether a source is an address on the web rather than a path."""
    return source.startswith(("http://", "https://"))


def file_of(releases: Releases, url: str) -> Path:
    """Where the fetched bytes of a URL stand, or would stand."""
    known = dict(releases.state().get("urls", {}))
    return releases.folder / "fetched" / str(known.get(url) or name_of(url))


def name_of(url: str) -> str:
    """A file name for a URL: its last word, so that a person knows it, and a hash, so that no two are one.

    >>> name_of("https://example.org/Reports/Harbor Model.html?x=1")
    'harbor-model-7cc39d26.html'
    """
    path = Path(urlsplit(url).path)
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:40] or "page"
    suffix = path.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", path.suffix.lower()) else ""
    return f"{stem}-{hashlib.sha256(url.encode()).hexdigest()[:8]}{suffix}"


def fetch_urls(releases: Releases, urls: Iterable[str], manners: Manners | None = None) -> list[Fetched]:
    """Gets each URL, anew where it has changed, and remembers its file."""
    sources = [Source(file_of(releases, url).name, url) for url in dict.fromkeys(urls)]
    return list(_remembered(releases, sources, (), manners))


def fetch_record(
    releases: Releases, regulator: Regulator, names: Iterable[str] = (), manners: Manners | None = None
) -> Iterator[Fetched]:
    """Gets the sources of a regulator's `sources.toml`, or those of the names given."""
    places = (regulator.folder, Path(str(corpus.__file__)).parent / regulator.folder.name)
    found = [place / "sources.toml" for place in places if (place / "sources.toml").is_file()]
    sources = [source for path in found for source in read_sources(path)]
    if not sources:
        raise ValueError(f"{regulator.name}: no sources.toml lists where its record lives; write one in {places[0]}")
    return _remembered(releases, sources, names, manners)


def _remembered(
    releases: Releases, sources: list[Source], names: Iterable[str], manners: Manners | None
) -> Iterator[Fetched]:
    releases.check(create=True)
    urls = {source.name: source.url for source in sources}
    for fetched in fetch(sources, releases.folder / "fetched", names=names, manners=manners):
        if fetched.path is not None:
            state = releases.state()
            releases.write_state({**state, "urls": {**state.get("urls", {}), urls[fetched.name]: fetched.path.name}})
        yield fetched
