"""Words of graphs that say little about themselves: no labels, nothing declared, classes by a property of theirs."""

from __future__ import annotations

import re

from kg.ask.words.english import root, split_name, stem, stems
from kg.ask.words.measures import leads, plain, without_units
from kg.ask.words.senses import RDF, RDFS, SCHEMA, SKOS, ClassWords, PropertyWords, Selects, Sense, WordBook, local_name

LABELS = (
    RDFS + "label",
    SKOS + "prefLabel",
    "http://xmlns.com/foaf/0.1/name",
    *(s + "name" for s in SCHEMA),
    "http://purl.org/dc/terms/title",
    "http://purl.org/dc/elements/1.1/title",
)
Names = dict[str, tuple[list[str], list[str]]]


def find_typing(store: Selects, names: Names) -> tuple[str, str]:
    """The property that says "instance of" where more have it than a type ("" if none), and "subclass of"."""
    said = plain()["typing"]
    instances, subclasses = ({stems(x) for x in said[k]} for k in ("instance", "subclass"))
    typing, below = "", RDFS + "subClassOf"
    rows = store.select("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(isIRI(?o)) } GROUP BY ?p")
    counts = {r["p"].value: int(r["n"].value) for r in rows}
    for iri, number in sorted(counts.items()):
        labels = names.get(iri, ([], []))[0] or [local_name(iri)]
        found = {stems(x) for x in labels}
        if iri != RDF + "type" and found & instances and number > counts.get(RDF + "type", 0):
            typing = iri
        elif found & subclasses and not iri.startswith(RDFS):
            below = iri
    return typing, below if typing else RDFS + "subClassOf"


def add_bare(words: WordBook, store: Selects, names: Names, types: dict[str, set[str]], schema: set[str]) -> None:
    """Enters things without a label by their local name, and things that only ever are objects of a relation."""
    for row in store.select("SELECT DISTINCT ?o WHERE { ?s ?p ?o FILTER(isIRI(?o)) }"):
        iri = row["o"].value
        if iri not in schema and iri not in types and iri not in words.classes and iri not in words.properties:
            types.setdefault(iri, set())
    for iri in list(types):
        if iri in names or iri in schema or iri in words.classes or not iri.startswith(("http:", "https:", "urn:")):
            continue
        local = iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        name = split_name(local.replace("%20", " "))
        if name and not name.replace(" ", "").isdigit() and len(name) > 2:
            shown = " ".join(w[:1].upper() + w[1:] for w in name.split())
            apart = re.sub(r"(?<=[A-Za-z])(?=\d)", " ", shown)
            names[iri] = ([shown], [n for n in dict.fromkeys((local, apart)) if n != shown])


def enter_class_plainly(words: WordBook, known: ClassWords) -> None:
    """A class by its local name beside its label, and by the last word of its name where no other class has that."""
    local = local_name(known.iri)
    if not any(c.isdigit() for c in local):
        words.add(local, Sense("class", known.iri, weight=0.9))
    for name in {known.label, local}:
        last = stems(name)[-1:]
        if len(stems(name)) > 1 and not any(s.kind == "class" for s in words.index.get(last, ())):
            words.add(name.split()[-1], Sense("class", known.iri, weight=0.65))


def enter_plainly(words: WordBook, known: PropertyWords) -> None:
    """What people say for a property beside its name: without its unit, by its verb, by what its noun is about."""
    iri = known.iri
    for name in known.names:
        bare = without_units(name)
        parts = bare.lower().split()
        while len(parts) > 1 and parts[0] in ("has", "have", "is", "was", "are", "of", "in"):
            parts = parts[1:]
        bare = " ".join(plain()["short"].get(p, p) for p in parts)
        if bare != name.lower():
            words.add(bare, Sense("property", iri, "noun", 0.9))
        for said in leads().get(stems(bare), ()):
            words.add(said, Sense("property", iri, "subject" if _verb(said) else "noun", 0.8))
        for said in leads().get(stems(name), ()):
            words.add(said, Sense("property", iri, "subject" if _verb(said) else "noun", 0.8))
        for said in plain()["inverse"].get(bare, ()):
            words.add(said, Sense("property", iri, "inverse", 0.8))
        first = parts[0]
        if known.kind == "thing" and len(first) > 3 and first.endswith("s") and not first.endswith("ss"):
            verb = first[:-2] if first.endswith("es") else first[:-1]
            for ending in ("er", "or"):
                words.add(verb + ending, Sense("property", iri, "inverse", 0.7))
                words.add(verb + "e" * first.endswith("es") + "r", Sense("property", iri, "inverse", 0.7))
        if len(parts) == 2 and parts[1] in ("by", "in", "at", "on", "to", "from", "with", "of", "for", "since"):
            words.add(parts[0], Sense("property", iri, "subject", 0.85))
        if len(parts) > 1 and parts[-1] in ("date", "year", "day", "time") and known.kind in ("date", "number"):
            words.add(" ".join(parts[:-1]), Sense("property", iri, "subject", 0.8))
        owned = any(s.kind == "class" for s in words.index.get(stems(parts[0]), ()))
        if (
            len(parts) == 2
            and not owned
            and known.kind != "thing"
            and parts[-1] in ("number", "address", "count", "code", "total")
        ):
            words.add(parts[0], Sense("property", iri, "noun", 0.75))
        if len(parts) == 2 and not owned and known.kind == "number" and parts[1] in plain()["tails"]["words"]:
            words.add(parts[0], Sense("property", iri, "noun", 0.6))
        if len(parts) > 2 and parts[0] == "number" and parts[1] == "of":
            words.add(" ".join(parts[2:]), Sense("property", iri, "noun", 0.8))
        if len(parts) == 2 and known.kind != "boolean" and parts[0] not in ("total", "first", "last", "is", "has"):
            words.add(parts[1], Sense("property", iri, "noun", 0.55))


def _verb(said: str) -> bool:
    """Whether a phrase of the table is said as a verb rather than as a noun."""
    first = said.split()[0]
    return stem(first) != root(stem(first)) or first.endswith("ed") or " " in said or len(first) <= 6


__all__ = ["LABELS", "add_bare", "enter_plainly", "find_typing"]
