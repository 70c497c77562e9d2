"""Namespaces: short names for IRIs, closed where a vocabulary says what exists.

A misspelt term is an error here and never an empty answer later. Our own namespaces hold exactly the terms that
the loaded vocabularies declare; of the standard ones, those that rdflib keeps as closed lists are closed too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib.namespace import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    VOID,
    XSD,
    DefinedNamespaceMeta,
)

DEFAULT_BASE = "https://w3id.org/regulatory-kg/"
"""Where everything of ours is named, unless a setting says otherwise."""

CLOSED: Mapping[str, DefinedNamespaceMeta] = {
    "dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "org": ORG, "owl": OWL, "prov": PROV, "rdf": RDF, "rdfs": RDFS,
    "schema": SDO, "sh": SH, "skos": SKOS, "void": VOID, "xsd": XSD,
}  # fmt: skip
"""Standard namespaces whose terms rdflib lists."""

OPEN = {
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}
"""Standard namespaces that rdflib does not list: any term passes."""

THINGS = {"id": "id/", "document": "document/", "statement": "statement/", "evidence": "evidence/"}
"""Where things are named, below the base: any name passes."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


class UnknownTerm(KeyError):
    """A short name that no vocabulary declares; the message says which one and where it was sought."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else "unknown term"


@dataclass(frozen=True, slots=True)
class Namespaces:
    """Short names to IRIs and back.

    `base` ends in `/`. `prefixes` maps our own prefixes (`kg` and each regulator's) to full namespace IRIs, and
    `terms` holds the full IRI of every term declared in them. Standard and thing prefixes are always there.
    """

    base: str
    prefixes: Mapping[str, str]
    terms: frozenset[str]
    _all: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        standard = {prefix: str(namespace) for prefix, namespace in CLOSED.items()} | OPEN
        things = {prefix: self.base + path for prefix, path in THINGS.items()}
        object.__setattr__(self, "_all", dict(sorted((standard | things | dict(self.prefixes)).items())))

    def iri(self, curie: str) -> str:
        """The full IRI of a short name; raises `UnknownTerm` for a prefix or a term that nobody declares.

        >>> Namespaces("https://example.org/", {"kg": "https://example.org/core#"}, frozenset()).iri("rdf:type")
        'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
        """
        prefix, colon, local = curie.partition(":")
        if not colon or prefix not in self._all:
            raise UnknownTerm(f"{curie!r} has no known prefix: one of {', '.join(self._all)} is expected")
        iri = self._all[prefix] + local
        if prefix in self.prefixes:
            known = iri in self.terms
        elif prefix in CLOSED:
            known = local in CLOSED[prefix]
        else:
            known = bool(local)
        if not known:
            raise UnknownTerm(f"{curie!r} is not declared: <{self._all[prefix]}> has no term {local!r}")
        return iri

    def curie(self, iri: str) -> str:
        """The short name of an IRI, or the IRI itself where no prefix fits.

        >>> Namespaces("https://example.org/", {}, frozenset()).curie("https://example.org/id/harbor-model")
        'id:harbor-model'
        """
        fitting = [
            (len(namespace), f"{prefix}:{iri[len(namespace) :]}")
            for prefix, namespace in self._all.items()
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace))
        ]
        return max(fitting)[1] if fitting else iri

    def sparql_prefixes(self) -> str:
        """The PREFIX lines that every query of ours starts with, one a line, ending in a line break."""
        return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in self._all.items())
