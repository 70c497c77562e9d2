"""Terms: the vocabularies of a graph as pages: what each class and property means and how often it is used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.read.facts import NamedThing
from kg.read.reader import STANDARD, GraphReader, local_name, spaced, text_of

RDF, RDFS, SKOS, SCHEMA = (STANDARD[p] for p in ("rdf", "rdfs", "skos", "schema"))
OWN_WORDS = ("saidOfSubject", "saidOfObject")


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual: `kind` says which, `used` how many statements or things use it."""

    thing: NamedThing
    name: str
    curie: str
    kind: str
    comment: str
    words: tuple[str, ...]
    parents: tuple[NamedThing, ...]
    domains: tuple[NamedThing, ...]
    ranges: tuple[NamedThing, ...]
    used: int


@dataclass(frozen=True, slots=True)
class VocabularyPage:
    """One vocabulary's terms, or, with no name, the list of vocabularies (`names`)."""

    name: str | None
    namespace: str
    prefix: str
    names: tuple[str, ...]
    terms: tuple[Term, ...]


def vocabulary_page(reader: GraphReader, name: str | None) -> VocabularyPage | None:
    """The page of a vocabulary below the base (`core`), or of their list; `None` for a name that is none."""
    own = {p: n for p, n in reader.prefixes.items() if n.startswith(reader.base) and n.endswith("#")}
    names = tuple(sorted(n[len(reader.base) : -1] for n in own.values()))
    if name is None:
        return VocabularyPage(None, "", "", names, ())
    if name not in names:
        return None
    namespace = f"{reader.base}{name}#"
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in reader.rows(TERMS):
        iri = text_of(row["term"])
        held = found[iri][text_of(row["p"])] if iri.startswith(namespace) else []
        if text_of(row["o"]) not in held:
            held.append(text_of(row["o"]))
    used: dict[str, int] = {}
    for query in (USED_PROPERTIES, USED_CLASSES):
        used.update({text_of(row["thing"]): int(text_of(row["n"])) for row in reader.rows(query) if "thing" in row})
    linked = {o for values in found.values() for p in LINKS for o in values.get(p, ())}
    labels = reader.labels([*found, *linked])

    def things(values: dict[str, list[str]], *predicates: str) -> tuple[NamedThing, ...]:
        iris = sorted({o for p in predicates for o in values.get(p, ())})
        return tuple(NamedThing(labels[i], i, i) for i in iris)

    terms = []
    for iri, values in found.items():
        types = set(values.get(RDF + "type", ()))
        kind = (
            "class"
            if types & CLASS_TYPES
            else "property"
            if any("Property" in t or t.endswith("Qualifier") for t in types)
            else "individual"
        )
        said = [w for own_word in OWN_WORDS for w in values.get(reader.core + own_word, ())]
        terms.append(
            Term(
                thing=NamedThing(labels[iri], iri, iri),
                name=local_name(iri),
                curie=reader.curie(iri),
                kind=kind,
                comment=" ".join(values.get(RDFS + "comment", ())),
                words=tuple(dict.fromkeys([*sorted(values.get(SKOS + "altLabel", ())), *sorted(said)])),
                parents=things(values, RDFS + "subClassOf", RDFS + "subPropertyOf")
                or things(values, *TYPES_OF_INDIVIDUALS * (kind == "individual")),
                domains=things(values, RDFS + "domain", SCHEMA + "domainIncludes"),
                ranges=things(values, RDFS + "range", SCHEMA + "rangeIncludes"),
                used=used.get(iri, 0),
            )
        )
    order = {"class": 0, "property": 1, "individual": 2}
    terms.sort(key=lambda t: (order[t.kind], spaced(t.name).casefold()))
    prefix = next(p for p, n in own.items() if n == namespace)
    return VocabularyPage(name, namespace, prefix, names, tuple(terms))


CLASS_TYPES = {RDFS + "Class", STANDARD["owl"] + "Class"}
TYPES_OF_INDIVIDUALS = (RDF + "type",)
LINKS = (
    RDFS + "subClassOf",
    RDFS + "subPropertyOf",
    RDFS + "domain",
    RDFS + "range",
    SCHEMA + "domainIncludes",
    SCHEMA + "rangeIncludes",
    RDF + "type",
)

TERMS = """
SELECT ?term ?p ?o WHERE {
  { VALUES ?class { rdfs:Class owl:Class rdf:Property } ?term a ?class }
  UNION { ?term a ?kind . ?kind rdfs:subClassOf* rdf:Property }
  UNION { ?term rdfs:comment ?comment }
  ?term ?p ?o
}"""
USED_PROPERTIES = "SELECT ?thing (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s rdf:predicate ?thing } GROUP BY ?thing"
USED_CLASSES = "SELECT ?thing (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?thing } GROUP BY ?thing"
