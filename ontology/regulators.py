"""Regulators: one folder each, found by its regulator.toml; nothing of any of them is written in Python.

In: a name, a folder or nothing. Out: the folder's `Regulator`, and the `Ontology` that its files and the core's
make together. A second regulator is a second folder.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rdflib import Graph

from ontology.lexicon import Lexicon, read_lexicon
from ontology.namespaces import DEFAULT_BASE, Namespaces
from ontology.vocabulary import Vocabulary, read_turtle, read_vocabulary

HOUSE = Path(__file__).resolve().parent
CORE = HOUSE / "core"
"""What is true of every regulator."""


class UnknownRegulator(ValueError):
    """No regulator under that name or in that folder; the message says where one was sought."""


@dataclass(frozen=True, slots=True)
class Regulator:
    """One regulator's folder of data.

    `name` is what the command line calls it, `prefix` and `namespace` (relative to the base IRI) where its own
    terms live, `organization` the slug of the body that its documents are about, where it names one.
    """

    name: str
    title: str
    folder: Path
    prefix: str
    namespace: str
    organization: str | None = None

    def files(self, name: str) -> tuple[Path, ...]:
        """The files of that name or glob pattern (`lexicon*.ttl`), core's first, each folder's sorted."""
        return tuple(
            path for folder in (CORE, self.folder) for path in _matching(folder, name, folder.stat().st_mtime_ns)
        )


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that is known before the first document is read."""

    regulator: Regulator
    namespaces: Namespaces
    vocabulary: Vocabulary
    lexicon: Lexicon


@lru_cache(maxsize=256)
def _matching(folder: Path, name: str, _changed: int) -> tuple[Path, ...]:
    """A folder's files of a name, sorted; kept as long as no file comes or goes, for every document asks them."""
    return tuple(path for path in sorted(folder.glob(name)) if path.is_file())


def regulators() -> tuple[Regulator, ...]:
    """The regulators that ship, sorted by folder name."""
    return tuple(_read(path.parent) for path in sorted(HOUSE.glob("*/regulator.toml")))


def find_regulator(name_or_folder: str | Path | None = None) -> Regulator:
    """The regulator of a name or in a folder; with nothing given the first that ships. Raises `UnknownRegulator`."""
    if name_or_folder is None:
        shipped = regulators()
        if not shipped:
            raise UnknownRegulator(f"no folder under {HOUSE} holds a regulator.toml: add one")
        return shipped[0]
    for folder in (Path(name_or_folder), HOUSE / name_or_folder):
        if (folder / "regulator.toml").is_file():
            return _read(folder.resolve())
    known = ", ".join(one.name for one in regulators())
    raise UnknownRegulator(
        f"no regulator {str(name_or_folder)!r}: expected one of {known}, or a folder with a regulator.toml"
    )


def _read(folder: Path) -> Regulator:
    path = folder / "regulator.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UnknownRegulator(f"{path}: not readable as TOML ({fault})") from fault
    missing = [key for key in ("name", "title", "prefix", "namespace") if not isinstance(data.get(key), str)]
    if missing:
        raise UnknownRegulator(f"{path}: {', '.join(missing)} missing: each must be a string")
    return Regulator(data["name"], data["title"], folder, data["prefix"], data["namespace"], data.get("organization"))


def load_ontology(name_or_folder: str | Path | None = None, base: str = DEFAULT_BASE) -> Ontology:
    """The core's and one regulator's vocabulary and lexicon under a base IRI; the same call gives the same object.

    Raises `UnknownRegulator`, and `UnreadableVocabulary` for a file that cannot be read.
    """
    return _load(find_regulator(name_or_folder), base)


@lru_cache(maxsize=8)
def _load(regulator: Regulator, base: str) -> Ontology:
    declared = vocabulary_graph(regulator, base)
    named = read_turtle(regulator.files("lexicon*.ttl"), base)
    prefixes = {"kg": base + "core#", regulator.prefix: base + regulator.namespace}
    terms = frozenset(str(term) for term in declared.subjects() if str(term).startswith(tuple(prefixes.values())))
    return Ontology(
        regulator=regulator,
        namespaces=Namespaces(base, prefixes, terms),
        vocabulary=read_vocabulary(declared, base),
        lexicon=read_lexicon(named, base),
    )


def vocabulary_graph(regulator: Regulator, base: str = DEFAULT_BASE) -> Graph:
    """The triples of the core's and the regulator's vocabulary files, as they are published."""
    return read_turtle(regulator.files("vocabulary*.ttl"), base)


def lexicon_graph(regulator: Regulator, base: str = DEFAULT_BASE) -> Graph:
    """The triples of the lexicon files, as they are published beside the vocabulary."""
    return read_turtle(regulator.files("lexicon*.ttl"), base)
