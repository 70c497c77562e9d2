"""Words: the lexicon of a loaded graph, read from the graph alone, the same for a graph of ours and for any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.ask.words.lexicon import read_words
from kg.ask.words.senses import (
    DEFAULT_CORE,
    NUMERIC,
    OWL,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    TEMPORAL,
    XSD,
    ClassWords,
    EntityWords,
    PropertyWords,
    Selects,
    Sense,
    WordBook,
    local_name,
    value_kind,
)


@dataclass(slots=True)
class Words(WordBook):
    """The lexicon of one loaded graph; read it with `Words.of`."""

    @classmethod
    def of(cls, store: Selects, namespaces: Any = None) -> Words:
        """Reads the lexicon of everything that a store holds.

        `namespaces` (ontology.namespaces.Namespaces) tells where the core vocabulary stands; without it the
        default base is meant.
        """
        core = namespaces.base + "core#" if namespaces is not None else DEFAULT_CORE
        words = cls(core, bool(store.select(f"SELECT ?s WHERE {{ ?s a <{core}Statement> }} LIMIT 1")))
        read_words(words, store)
        return words


__all__ = [
    "DEFAULT_CORE",
    "NUMERIC",
    "OWL",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "TEMPORAL",
    "XSD",
    "ClassWords",
    "EntityWords",
    "PropertyWords",
    "Selects",
    "Sense",
    "WordBook",
    "Words",
    "local_name",
    "value_kind",
]
