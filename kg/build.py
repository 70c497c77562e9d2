"""Build: the whole way from documents to a published release, on one screen.

In: sources and a store's folder. Out: a `Summary`. Nothing is published unless all of it holds, and whatever is read
is kept, so that a build that dies costs the next one little.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import corpus
from corpus.copies import find_copies
from corpus.documents import Document, find_sources
from kg.check import check_release, cut
from kg.fetching import file_of, is_url
from kg.mending import at_fault, without
from kg.readings import Read, Rules, SourceFile, read_all
from kg.statements.assembly import Assembly, assemble
from kg.statements.redirects import Memory
from kg.store.fulltext import PlainText, plain_texts, write_search
from kg.store.releases import Draft, Release, Releases, write_whole
from ontology.namespaces import DEFAULT_BASE
from ontology.regulators import Ontology, load_ontology, regulators

MOST_LEFT_OUT = 1000
"""Faults for which statements are left out; a graph with more is not worth publishing."""


class BuildFailed(ValueError):
    """A build that published nothing: `faults` is one line for each thing that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. `unchanged` says that the last release still stands.

    `skipped`, `copies` and `left_out` are lines: sources not read, exact copies of others, and faults for which
    statements were left out. `unclaimed` counts the sentences that made no claim, by reason.
    """

    release: Release
    documents: int
    passages: int
    claims: int
    statements: int
    evidence: int
    conflicts: int
    triples: int
    read_anew: int
    claimed_anew: int
    seconds: float
    unchanged: bool = False
    skipped: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unclaimed: Mapping[str, int] = field(default_factory=dict)
    assembly: Assembly | None = field(default=None, repr=False)


def build(
    sources: Sequence[str | Path] | None = None,
    store: str | Path = "out/store",
    *,
    regulator: str | Path | None = None,
    base: str = DEFAULT_BASE,
    graph_day: str | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    strict: bool = False,
    keep: int = 10,
    clean: bool = False,
    tell: Callable[[str, int, int], None] | None = None,
) -> Summary:
    """Reads every document below `sources` and publishes the graph of what they claim in the folder `store`.

    Without `sources`, those of the last build, or the corpus that ships. `tell(stage, done, of)` hears of progress.
    `strict` makes a skipped document a failure, `clean` reads and writes everything anew. Raises `BuildFailed`, or
    `StoreFault` where the store itself cannot be used.
    """
    started = time.monotonic()
    releases = Releases(store)
    releases.check(create=True)
    with releases.lock():
        ontology = load_ontology(regulator, base)
        listed, notes = remembered(releases, sources, ontology)
        files = source_files(releases, listed)
        rules = Rules.of(ontology.regulator, base)
        reads = read_all(
            files, rules, releases.folder / "cache", jobs=jobs, executor=executor, tell=_counted(tell, len(files))
        )
        taken, skipped, copies = sorted_out(reads)
        skipped = [*notes, *skipped]
        if strict and skipped:
            raise BuildFailed(*skipped, f"{len(skipped)} documents were skipped, and --strict makes that a failure")
        if not taken:
            raise BuildFailed(*skipped, "no document could be read; the last release stands as it is")
        served = releases.current()
        before = None if clean else served
        documents = [read.document for read in taken if read.document]
        readings = [read.reading for read in taken if read.reading]
        copied = find_copies(documents)
        left_out: list[str] = []
        while True:
            assembly = assemble(
                readings, documents, ontology, copies=copied, day=date.fromisoformat(graph_day) if graph_day else None,
                previous=memory_of(served), rules=rules.parts(),
            )  # fmt: skip
            counts = _counts(taken, assembly)
            facts = {"kind": "built", "base": base, "regulator": place_of(ontology), "prefixes": prefixes(ontology),
                     "graphs": assembly.hashes(), "counts": counts, "sources": listed, "skipped": skipped,
                     "leftOut": left_out, "redirects": followed(served, assembly.redirects), "rules": rules.claims,
                     "shapes": shapes_of(ontology), "day": str(assembly.day or "")}  # fmt: skip
            unchanged = before is not None and same(before.description, facts)
            if before is not None and unchanged:
                release = before
                break
            with releases.draft(clone=before is not None and mostly_same(before, assembly.hashes())) as draft:
                write_graphs(draft, assembly.graphs, assembly.hashes())
                write_search(
                    draft.folder / "search.sqlite", draft.store, base, (plain_text(d, base) for d in documents)
                )
                faults = check_release(draft.store, draft.folder / "search.sqlite", ontology)
                if not faults:
                    write_whole(draft.folder / "memory.json", json.dumps(assembly.memory.to_json(), ensure_ascii=False))
                    release = draft.publish(facts, keep=keep)
                    break
                broken = at_fault(faults, assembly, draft.store, base)
                if not broken or len(left_out) >= MOST_LEFT_OUT:
                    raise BuildFailed(*cut(faults), "the new graph has faults; the last release stands as it is")
                left_out += faults
                readings = without(readings, broken)
        releases.write_state({**releases.state(), "sources": listed, "regulator": place_of(ontology)})
    return Summary(
        release=release, read_anew=sum(not read.reused and not read.claimed_anew for read in taken),
        claimed_anew=sum(read.claimed_anew for read in taken), seconds=time.monotonic() - started,
        unchanged=unchanged, skipped=tuple(skipped), copies=tuple(copies), left_out=tuple(left_out),
        unclaimed=_unclaimed(taken), assembly=assembly, **counts,
    )  # fmt: skip


def shapes_of(ontology: Ontology) -> str:
    """The hash of the shapes that a graph is checked by: other shapes, another check."""
    return sha256(b"\0".join(path.read_bytes() for path in ontology.regulator.files("shapes*.ttl"))).hexdigest()


def place_of(ontology: Ontology) -> str:
    """What finds the regulator again: its name where it ships, else its folder."""
    folder = ontology.regulator.folder
    return folder.name if any(folder == one.folder for one in regulators()) else str(folder)


def remembered(
    releases: Releases, sources: Sequence[str | Path] | None, ontology: Ontology
) -> tuple[list[str], list[str]]:
    """The list of sources to build from, as absolute paths, and a line for each remembered one that is gone.

    Raises `BuildFailed` where a source that was asked for is missing.
    """
    if sources:
        given = sorted({str(source) if is_url(str(source)) else str(Path(source).resolve()) for source in sources})
        missing = [f"{source}: {why}" for source in given if (why := absent(releases, source))]
        if missing:
            raise BuildFailed(*missing)
        return given, []
    listed = [str(path) for path in releases.state().get("sources", [])]
    if not listed:
        shipped = Path(str(corpus.__file__)).parent / ontology.regulator.folder.name / "documents"
        if not shipped.is_dir():
            raise BuildFailed(f"no corpus ships for {ontology.regulator.name!r}; name a SOURCE to build from")
        return [str(shipped)], []
    gone = [source for source in listed if absent(releases, source)]
    if len(gone) == len(listed):
        raise BuildFailed(*(f"{path}: no such file or folder (remembered from the last build)" for path in gone))
    return listed, [f"{path}: gone since the last build; what it said leaves the graph" for path in gone]


def absent(releases: Releases, source: str) -> str | None:
    """Why a source is not there, or `None` where it is: a path that exists, or a URL that was fetched."""
    if is_url(source):
        return None if file_of(releases, source).exists() else "not fetched yet; `kg add` fetches it"
    return None if Path(source).exists() else "no such file or folder"


def source_files(releases: Releases, listed: Iterable[str]) -> list[SourceFile]:
    """Every file below the sources that are there, in the order of their names, each once."""
    found: dict[Path, SourceFile] = {}
    there = [source for source in listed if not absent(releases, source)]
    for url in filter(is_url, there):
        path = file_of(releases, url)
        found[path.resolve()] = SourceFile(url, path, own=False)
    for name, path in find_sources([Path(source) for source in there if not is_url(source)]):
        found.setdefault(path.resolve(), SourceFile(name, path))
    if not found:
        raise BuildFailed("the sources hold no file to read")
    return sorted(found.values(), key=lambda source: (source.name, str(source.path)))


def sorted_out(reads: Iterable[Read]) -> tuple[list[Read], list[str], list[str]]:
    """What was read, each document once and by id; a line for each source skipped; a line for each exact copy."""
    taken: dict[str, Read] = {}
    skipped: list[str] = []
    copies: list[str] = []
    for read in reads:
        if read.document is None or read.reading is None:
            skipped.append(read.fault or f"{read.source.name}: not read")
        elif read.document.id in taken:
            copies.append(f"{read.source.name}: the same bytes as {taken[read.document.id].source.name}")
        else:
            taken[read.document.id] = read
    return [taken[key] for key in sorted(taken)], skipped, copies


def plain_text(document: Document, base: str) -> PlainText:
    """A document's text as the release keeps it."""
    meta = document.metadata
    return PlainText(
        f"{base}document/{document.id}", document.id, document.source, meta.title, meta.shown_whole, document.text
    )


def write_graphs(draft: Draft, graphs: Mapping[str, bytes], hashes: Mapping[str, str]) -> None:
    """Makes the draft hold exactly `graphs`; those that the clone already holds as they are stay untouched."""
    there = dict(draft.before.description.get("graphs", {})) if draft.cloned and draft.before else {}
    for iri in sorted(there.keys() - graphs.keys()):
        draft.store.delete_graph(iri)
    for iri in sorted(graphs):
        if there.get(iri) != hashes[iri]:
            draft.store.put_graph(iri, graphs[iri])


def memory_of(release: Release | None) -> Memory | None:
    """What a release kept so that old addresses can lead to new ones; `None` where there is nothing."""
    try:
        return Memory.from_json(json.loads((release.path / "memory.json").read_text("utf-8"))) if release else None
    except (OSError, ValueError, AttributeError):
        return None


def followed(before: Release | None, new: Mapping[str, str]) -> dict[str, str]:
    """All redirects: those of earlier releases, led on to where the new ones lead, and the new ones."""
    old = dict(before.description.get("redirects", {})) if before else {}
    return {**{address: new.get(target, target) for address, target in old.items()}, **new}


def mostly_same(before: Release, hashes: Mapping[str, str]) -> bool:
    """Whether cloning the last release saves more than it costs: at least half of its graphs stay as they are."""
    there = before.description.get("graphs", {})
    return before.description.get("kind") == "built" and 2 * sum(there.get(i) == h for i, h in hashes.items()) >= len(
        there
    )


def same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two releases' descriptions tell of one and the same graph, checked by the same shapes."""
    return all(before.get(key) == after[key] for key in ("kind", "base", "graphs", "prefixes", "shapes"))


def prefixes(ontology: Ontology) -> dict[str, str]:
    """Prefix to namespace, as every query gets them."""
    lines = ontology.namespaces.sparql_prefixes().splitlines()
    return {name[:-1]: iri[1:-1] for _, name, iri in (line.split() for line in lines)}


def _counts(taken: Sequence[Read], assembly: Assembly) -> dict[str, int]:
    return {
        "documents": len(taken),
        "passages": sum(len(read.document.passages) for read in taken if read.document),
        "claims": sum(len(read.reading.claims) for read in taken if read.reading),
        "statements": len(assembly.statements),
        "evidence": sum(len(statement.evidence) for statement in assembly.statements.values()),
        "conflicts": assembly.conflicts,
        "triples": sum(data.count(b"\n") for data in assembly.graphs.values()),
    }


def listed_documents(listed: Iterable[str], release: Release) -> dict[str, str]:
    """What a user may call a listed source by (its document's id, its path below the source) to the source's path."""
    named = {Path(path).name: path for path in listed}
    texts = [text for text in plain_texts(release.search) if text.source in named]
    return {**named, **{text.id: named[text.source] for text in texts}}


def _unclaimed(taken: Iterable[Read]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for read in taken:
        for sentence in read.reading.unclaimed if read.reading else ():
            counts[sentence.reason] = counts.get(sentence.reason, 0) + 1
    return dict(sorted(counts.items()))


def _counted(tell: Callable[[str, int, int], None] | None, of: int) -> Callable[[Read], None] | None:
    if tell is None:
        return None
    done = 0

    def heard(read: Read) -> None:
        nonlocal done
        done += 1
        tell(read.source.name, done, of)

    return heard
