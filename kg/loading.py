"""Loading: any RDF as it stands, vocabulary and data, into a store that can then be asked, queried and served."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.store.fulltext import write_search
from kg.store.releases import Release, Releases
from kg.store.store import StoreFault
from ontology.namespaces import DEFAULT_BASE, Namespaces

MORE_SUFFIXES = {"owl": ox.RdfFormat.RDF_XML, "rdfs": ox.RdfFormat.RDF_XML, "json": ox.RdfFormat.JSON_LD}


def load_files(files: Sequence[Path], releases: Releases, *, graph: str | None = None, keep: int = 10) -> Release:
    """Publishes a release that holds exactly these files, named graphs kept.

    Triples without a graph go into `graph`, else into one named after their file. Raises `StoreFault` with one line
    for a file that is missing or is no RDF.
    """
    releases.check(create=True)
    with releases.lock(), releases.draft(clone=False) as draft:
        sources = {}
        prefixes: dict[str, str] = {}
        for path in files:
            try:
                data = path.read_bytes()
            except OSError as fault:
                raise StoreFault(f"{path}: {fault.strerror or fault}") from None
            home = graph or path.resolve().as_uri()
            try:
                draft.store.load(data, rdf_format(path, data), base=path.resolve().as_uri(), graph=home)
            except (SyntaxError, ValueError) as fault:
                raise StoreFault(f"{path}: {_one_line(fault)}") from None
            sources[home] = {"file": path.name, "sha256": hashlib.sha256(data).hexdigest()}
            prefixes |= declared_prefixes(path, data)
        write_search(draft.folder / "search.sqlite", draft.store, DEFAULT_BASE)
        standard = Namespaces(DEFAULT_BASE, {}, frozenset()).sparql_prefixes().splitlines()
        known = {name[:-1]: iri[1:-1] for _, name, iri in (line.split() for line in standard)}
        counts = {"triples": draft.store.size(), "graphs": len(draft.store.graphs())}
        facts = {"kind": "loaded", "base": DEFAULT_BASE, "prefixes": known | prefixes, "counts": counts,
                 "files": sources, "graphs": {}}  # fmt: skip
        return draft.publish(facts, keep=keep)


def rdf_format(path: Path, data: bytes) -> ox.RdfFormat:
    """The format by the file's suffix, else by its first characters. Raises `ValueError` where neither tells."""
    suffix = path.suffix.lower().lstrip(".")
    known = MORE_SUFFIXES.get(suffix) or (ox.RdfFormat.from_extension(suffix) if suffix != "txt" else None)
    if known:
        return known
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, found in (
        (b"<?xml", ox.RdfFormat.RDF_XML), (b"<rdf:", ox.RdfFormat.RDF_XML), (b"{", ox.RdfFormat.JSON_LD),
        (b"[", ox.RdfFormat.JSON_LD), (b"@", ox.RdfFormat.TURTLE), (b"PREFIX", ox.RdfFormat.TURTLE),
        (b"<", ox.RdfFormat.TURTLE),
    ):  # fmt: skip
        if head.startswith(start):
            return found
    raise ValueError("not RDF as far as can be seen; .ttl, .nt, .nq, .trig, .rdf and .jsonld are read")


def declared_prefixes(path: Path, data: bytes) -> dict[str, str]:
    """The prefixes that a file declares, for queries on it."""
    reader = ox.parse(data, rdf_format(path, data), base_iri=path.resolve().as_uri())
    for _ in reader:
        pass
    return {name: iri for name, iri in dict(reader.prefixes).items() if name}


def _one_line(fault: BaseException) -> str:
    return " ".join(str(getattr(fault, "msg", None) or fault).split())[:300]
