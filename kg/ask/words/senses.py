"""Senses: what phrases may mean in a loaded graph, and the book that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.ask.words import english
from kg.ask.words.english import stems

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = ("https://schema.org/", "http://schema.org/")
DEFAULT_CORE = "https://w3id.org/regulatory-kg/core#"

NUMERIC = {
    XSD + t
    for t in (
        "integer",
        "decimal",
        "double",
        "float",
        "int",
        "long",
        "short",
        "nonNegativeInteger",
        "positiveInteger",
        "byte",
        "unsignedInt",
    )
}
LONGEST = 24
"""The most words of a phrase that is entered: the longest names of a sentence's length, and no sentence."""
TEMPORAL = {XSD + t for t in ("date", "dateTime", "gYear", "gYearMonth", "dateTimeStamp", "time")}


class Selects(Protocol):
    """What a question needs of a store: read-only SELECT, bindings given as terms."""

    def select(self, query: str, bindings: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The solutions of a query, one dictionary of terms each."""
        ...


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase may mean: `kind` is entity, class, property or value.

    `role` tells how a property's phrase is used: `noun`, `subject` (a verb phrase said of the statement's subject)
    or `object`. `weight` is 1 for the graph's own label and less for what is derived from it. A value's `iri` is
    the property that has it and `value` its lexical form and datatype.
    """

    kind: str
    iri: str
    role: str = "noun"
    weight: float = 1.0
    value: tuple[str, str] | None = None


@dataclass(slots=True)
class PropertyWords:
    """A property as the graph declares and uses it; `edges` counts (subject class, object class or datatype)."""

    iri: str
    label: str
    names: list[str] = field(default_factory=list)
    subject_verbs: list[str] = field(default_factory=list)
    object_verbs: list[str] = field(default_factory=list)
    template: str | None = None
    below_zero: str | None = None
    domains: set[str] = field(default_factory=set)
    ranges: set[str] = field(default_factory=set)
    edges: dict[tuple[str, str], int] = field(default_factory=dict)
    cardinality: str | None = None
    inverse: str | None = None
    kind: str = "thing"
    count: int = 0
    declared: bool = False


@dataclass(slots=True)
class ClassWords:
    """A class, its ancestors, and the literal property that tells its members apart for a reader."""

    iri: str
    label: str
    names: list[str] = field(default_factory=list)
    ancestors: set[str] = field(default_factory=set)
    key: str | None = None
    count: int = 0


@dataclass(slots=True)
class EntityWords:
    """An entity with its names; `saying` is a value's words in an answer.

    `degree` is how many statements speak of it, `breadth` how many different things they say.
    """

    iri: str
    label: str
    names: list[str] = field(default_factory=list)
    types: set[str] = field(default_factory=set)
    degree: int = 0
    breadth: int = 0
    saying: str = ""


@dataclass(slots=True)
class WordBook:
    """The words of one loaded graph; plain data, so that a caller may keep it on disk for its release.

    `own` is true for a graph made of statements with evidence. `index` maps stems to senses, `gapped` a stem to
    the property phrases that hold it, which also match with other words between. `silent` are the things that no
    statement speaks of, `titles` the words that only the titles of post holders tell; `day` is that of the latest
    source, empty while unknown. `typing` is the property that gives things their classes where that is not rdf:type.
    """

    core: str
    own: bool
    classes: dict[str, ClassWords] = field(default_factory=dict)
    properties: dict[str, PropertyWords] = field(default_factory=dict)
    entities: dict[str, EntityWords] = field(default_factory=dict)
    excludes: dict[str, set[str]] = field(default_factory=dict)
    index: dict[tuple[str, ...], list[Sense]] = field(default_factory=dict)
    gapped: dict[str, list[tuple[tuple[str, ...], Sense]]] = field(default_factory=dict)
    surfaces: dict[str, list[str]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    documents: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    longest: int = 1
    day: str = ""
    typing: str = ""

    def label(self, iri: str) -> str:
        """The name that a reader knows a thing by."""
        for table in (self.entities, self.classes, self.properties):
            found: Any = table.get(iri)
            if found is not None:
                return str(found.label)
        return local_name(iri)

    def called(self, name: str) -> set[str]:
        """The things of a name, by their IRIs; an article before it tells nothing."""
        senses = self.index.get(stems(re.sub(r"^(?:the|an?) ", "", name.strip(), flags=re.I)), ())
        return {one.iri for one in senses if one.kind == "entity" and "/id/" in one.iri}

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether a class is another or below it."""
        known = self.classes.get(cls)
        return cls == ancestor or (known is not None and ancestor in known.ancestors)

    def is_one(self, iri: str, name: str) -> bool:
        """Whether a thing is of a class of the vocabulary, by its local name ("Initiative"), or of one below it."""
        known = self.entities.get(iri)
        return known is not None and any(self.is_a(each, self.core + name) for each in known.types)

    def fits(self, classes: Iterable[str], wanted: Iterable[str]) -> bool:
        """Whether one of some classes stands in line, up or down, with one of those wanted; unknown fits all."""
        mine, theirs = set(classes), set(wanted)
        if not mine or not theirs:
            return True
        return any(self.is_a(a, b) or self.is_a(b, a) for a in mine for b in theirs)

    def add(self, phrase: str, sense: Sense) -> None:
        """Enters a phrase; the same sense again keeps its higher weight."""
        key = stems(phrase)
        if (
            not key
            or len(key) > LONGEST
            or (sense.kind in ("property", "class") and all(s in english.silent_stems() for s in key))
        ):
            return
        senses = self.index.setdefault(key, [])
        for at, other in enumerate(senses):
            if (other.kind, other.iri, other.role, other.value) == (sense.kind, sense.iri, sense.role, sense.value):
                if sense.weight > other.weight:
                    senses[at] = sense
                return
        senses.append(sense)
        self.longest = max(self.longest, len(key))
        if sense.kind == "property":
            content = tuple(s for s in key if s not in english.silent_stems())
            if len(content) > 1:
                for word in set(content):
                    self.gapped.setdefault(word, []).append((content, sense))


def local_name(iri: str) -> str:
    """The last part of an IRI as words: what names a thing that has no label.

    >>> local_name("https://example.org/schema#startedOn")
    'started on'
    """
    local = iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return english.split_name(local) or iri


def value_kind(types: Iterable[str]) -> str:
    """What sort of value the objects of a property are, from their classes and datatypes."""
    found = set(types)
    if found & NUMERIC:
        return "number"
    if found & TEMPORAL:
        return "date"
    if XSD + "duration" in found:
        return "duration"
    if XSD + "boolean" in found:
        return "boolean"
    if any(t.startswith(XSD) for t in found) or RDF + "langString" in found or RDFS + "Literal" in found:
        return "string"
    return "thing"
