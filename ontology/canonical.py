"""Canonical Turtle: one layout for every data file, so that a change shows as the lines that changed.

In: Turtle files of named things and literals (no blank nodes). Out: the same triples, subjects sorted, predicates in
one order, values sorted. `python -m ontology.canonical --fix FILE …` rewrites files that differ; without `--fix` it
names them and ends with 1. With no FILE it takes every vocabulary and lexicon file of this room.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from itertools import groupby, takewhile
from pathlib import Path

from rdflib import RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from ontology.namespaces import CLOSED, DEFAULT_BASE, OPEN, THINGS, UnknownTerm
from ontology.vocabulary import UnreadableVocabulary, read_turtle

RELATIVE = {"kg": "core#"} | THINGS
"""Prefixes that are written relative to the base, beside the regulator's own (`NAME: <NAME#>`)."""

WIDE = 110
"""Values that do not fit into so many characters stand one a line."""

FIRST = (RDF.type, RDFS.label, SKOS.prefLabel, RDFS.comment, SKOS.altLabel)
"""Predicates that lead; the others follow in the order of their IRIs."""


def canonical(path: Path) -> str:
    """The file's text as it should stand: its head comment, its prefixes, its triples.

    Raises `UnreadableVocabulary` for what is not Turtle or has blank nodes.
    """
    text = path.read_text(encoding="utf-8")
    graph = read_turtle([path], DEFAULT_BASE)
    head = list(takewhile(lambda line: line.startswith("#"), text.splitlines()))
    shorten = _Shortener(_prefixes(text))
    subjects = []
    for subject in sorted(set(graph.subjects()), key=shorten.name):
        pairs = sorted(graph.predicate_objects(subject), key=lambda pair: (_rank(pair[0]), str(pair[0])))
        lines = []
        for predicate, group in groupby(pairs, key=lambda pair: pair[0]):
            values = sorted((shorten.name(value) for _, value in group), key=lambda short: (short.casefold(), short))
            short = "a" if predicate == RDF.type else shorten.name(predicate)
            line = f"    {short} {', '.join(values)}"
            lines.append(line if len(line) <= WIDE else f"    {short}\n        " + ",\n        ".join(values))
        subjects.append(f"{shorten.name(subject)}\n" + " ;\n".join(lines) + " .\n")
    prefixes = "".join(f"@prefix {name}: <{shorten.prefixes[name]}> .\n" for name in sorted(shorten.used))
    return "\n".join(["\n".join(head) + "\n", prefixes, *subjects]) if head else "\n".join([prefixes, *subjects])


def _rank(predicate: Node) -> int:
    return FIRST.index(predicate) if predicate in FIRST else len(FIRST)


def _prefixes(text: str) -> dict[str, str]:
    """The prefixes to write with: the standard ones, ours, and relative ones that the file itself declares."""
    known = {name: str(space) for name, space in CLOSED.items()} | OPEN | RELATIVE
    for line in text.splitlines():
        words = line.split()
        if len(words) == 4 and words[0] == "@prefix" and words[2].endswith("#>") and ":" not in words[2]:
            known[words[1].rstrip(":")] = words[2].strip("<>")
    return known


class _Shortener:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.used: set[str] = set()

    def name(self, node: Node) -> str:
        """One term as canonical Turtle writes it."""
        if isinstance(node, Literal):
            text = str(node).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            kind = node.datatype
            return f'"{text}"' if kind in (None, XSD.string) else f'"{text}"^^{self.name(URIRef(str(kind)))}'
        if not isinstance(node, URIRef):
            raise UnreadableVocabulary(f"blank node {node}: give it a name, so that files can be compared line by line")
        full = [
            (len(space), name, str(node)[len(space) :]) for name, space in self._absolute() if node.startswith(space)
        ]
        for _, name, local in sorted(full, reverse=True):
            if local and all(part.isalnum() for part in local.replace("-", "_").split("_") if part):
                self.used.add(name)
                return f"{name}:{local}"
        return f"<{node}>"

    def _absolute(self) -> Iterable[tuple[str, str]]:
        for name, space in self.prefixes.items():
            yield name, space if ":" in space else DEFAULT_BASE + space


def data_files() -> list[Path]:
    """Every vocabulary and lexicon file that ships, sorted."""
    house = Path(__file__).resolve().parent
    return sorted([*house.glob("*/vocabulary*.ttl"), *house.glob("*/lexicon*.ttl")])


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 where all files stand as they should, or were mended."""
    parser = argparse.ArgumentParser(prog="python -m ontology.canonical", description="Lay out Turtle in one way.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--fix", action="store_true", help="rewrite what differs")
    chosen = parser.parse_args(arguments)
    differing = 0
    for path in chosen.files or data_files():
        try:
            wanted = canonical(path)
        except (UnreadableVocabulary, UnknownTerm, OSError) as fault:
            sys.stderr.write(f"{fault}\n")
            return 1
        if wanted != path.read_text(encoding="utf-8"):
            differing += not chosen.fix
            if chosen.fix:
                path.write_text(wanted, encoding="utf-8")
            else:
                sys.stderr.write(f"{path}: not laid out canonically: run python -m ontology.canonical --fix {path}\n")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
