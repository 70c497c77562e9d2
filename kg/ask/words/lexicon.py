"""Reads the lexicon of a store: its classes, properties, things and values, declared or only used."""

from __future__ import annotations

import re
from typing import Any

from kg.ask.words.bare import LABELS, add_bare, enter_class_plainly, enter_plainly, find_typing
from kg.ask.words.english import split_name, stems, synonym_index
from kg.ask.words.phrasing import enter_class, enter_property, without_auxiliaries
from kg.ask.words.senses import (
    OWL,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
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
from kg.ask.words.titles import enter_titles

ALIASES = (SKOS + "altLabel", SKOS + "hiddenLabel", *(s + "alternateName" for s in SCHEMA))
META = ("Statement", "Evidence", "Document", "Passage")
PLUMBING = (
    RDF,
    RDFS,
    OWL,
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/shacl#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/dcat#",
)
_KEYS = re.compile(r"\b(name|title|label)$")
_MEASURES = re.compile(r"\b(amount|value|price|cost|total)$")
_CODES = re.compile(r"\b(number|id|identifier|code|key|no|num)$")


def _text(term: Any) -> str:
    return str(term.value)


def _is_iri(term: Any) -> bool:
    return type(term).__name__ == "NamedNode"


def _names(store: Selects) -> dict[str, tuple[list[str], list[str]]]:
    """Subject → its labels, its aliases."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for predicates, slot in ((LABELS, 0), (ALIASES, 1)):
        values = " ".join(f"<{p}>" for p in predicates)
        for row in store.select(f"SELECT ?s ?p ?l WHERE {{ VALUES ?p {{ {values} }} ?s ?p ?l FILTER(isLiteral(?l)) }}"):
            if not _is_iri(row["s"]):
                continue
            language = getattr(row["l"], "language", None)
            if language and not language.lower().startswith("en"):
                continue
            names = found.setdefault(_text(row["s"]), ([], []))
            if _text(row["l"]) not in names[slot]:
                preferred = _text(row["p"]) == predicates[0]
                names[slot].insert(0 if preferred else len(names[slot]), _text(row["l"]))
    return found


def read_words(words: WordBook, store: Selects) -> None:
    """Fills an empty book with what a store holds; its `core` is the namespace of the core vocabulary."""
    own, core = words.own, words.core
    names = _names(store)
    meta = {core + m for m in META} if own else set()
    types: dict[str, set[str]] = {}
    below = RDFS + "subClassOf"
    if not own:
        words.typing, below = find_typing(store, names)
    for row in store.select(f"SELECT ?s ?t WHERE {{ ?s <{words.typing or RDF + 'type'}> ?t }}"):
        if _is_iri(row["s"]) and _is_iri(row["t"]):
            types.setdefault(_text(row["s"]), set()).add(_text(row["t"]))
    declared = {s for s, t in types.items() if t & {OWL + "Class", RDFS + "Class"}}
    factual = {s for s, t in types.items() if core + "FactProperty" in t}
    is_property = factual or {
        s
        for s, t in types.items()
        if any(x in (RDF + "Property",) or (x.startswith(OWL) and x.endswith("Property")) for x in t)
    }
    _read_properties(store, words, names, is_property, meta)
    schema = declared | is_property
    for iri, kinds in types.items():
        kinds = {k for k in kinds if not k.startswith(PLUMBING)}
        if iri in schema or not kinds or kinds & meta:
            continue
        for kind in kinds:
            declared.add(kind)
    if own:
        types = {s: _own_kinds(kinds, core) for s, kinds in types.items()}
    parents = [
        (_text(r["a"]), _text(r["b"]))
        for r in store.select(f"SELECT ?a ?b WHERE {{ ?a <{below}> ?b }}")
        if _is_iri(r["a"]) and _is_iri(r["b"])
    ]
    for iri in sorted(declared):
        if iri.startswith(PLUMBING) or iri in meta:
            continue
        labels, aliases = names.get(iri, ([], []))
        words.classes[iri] = ClassWords(iri, labels[0] if labels else local_name(iri), [*labels, *aliases])
    up: dict[str, set[str]] = {}
    for a, b in parents:
        up.setdefault(a, set()).add(b)
    for iri, known in words.classes.items():
        todo = list(up.get(iri, ()))
        while todo:
            at = todo.pop()
            if at not in known.ancestors:
                known.ancestors.add(at)
                todo.extend(up.get(at, ()))
    if own:
        _keep_what_facts_use(words, names, types, schema)
    else:
        add_bare(words, store, names, types, schema)
    _read_entities(words, names, types, schema, meta)
    _read_sayings(store, words)
    _read_documents(store, words, meta)
    for row in store.select(f"SELECT ?a ?b WHERE {{ ?a <{core}excludes> ?b }}"):
        words.excludes.setdefault(_text(row["a"]), set()).add(_text(row["b"]))
        words.excludes.setdefault(_text(row["b"]), set()).add(_text(row["a"]))
    _find_keys(words)
    for known_class in words.classes.values():
        enter_class(words, known_class)
    for known_class in words.classes.values() if not own else ():
        enter_class_plainly(words, known_class)
    for known_property in words.properties.values():
        enter_property(words, known_property)
        if not own:
            enter_plainly(words, known_property)
    if own:
        enter_titles(words, store)
        _enter_short_names(words)
    else:
        _read_values(store, words)


def _enter_short_names(words: WordBook) -> None:
    """What people say for short: a person's last name where only one has it, a group without its owner's acronym.

    A last name that means something else to the graph, or to English, is left alone.
    """
    bodies = [e for e in words.entities.values() if any(words.is_a(t, words.core + "Organization") for t in e.types)]
    acronyms = {n for e in bodies for n in e.names if n.isupper() and n.isalpha()}
    people: dict[str, set[str]] = {}
    for known in words.entities.values():
        if any(words.is_a(t, words.core + "Person") for t in known.types):
            for name in known.names:
                if " " in name and name.split()[-1].rstrip(".").lower() not in ("jr", "sr", "ii", "iii"):
                    people.setdefault(name.split()[-1], set()).add(known.iri)
        if any(words.is_a(t, words.core + "InitiativeGroup") for t in known.types):
            for name in known.names:
                short = " ".join(w for w in name.split() if w not in acronyms)
                if short != name and len(short.split()) > 1:
                    words.add(short, Sense("entity", known.iri, weight=0.95))
    for last, iris in sorted(people.items()):
        key = stems(last)
        if len(iris) == 1 and key and key not in words.index and key not in synonym_index():
            words.add(last, Sense("entity", next(iter(iris)), weight=0.9))


def _read_properties(
    store: Selects, words: WordBook, names: dict[str, tuple[list[str], list[str]]], declared: set[str], meta: set[str]
) -> None:
    core = words.core
    statement = f"?st <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o ."
    edges = statement if words.own else "?s ?p ?o ."
    kind = words.typing or RDF + "type"
    ends = f"OPTIONAL {{ ?s <{kind}> ?a }} OPTIONAL {{ ?o <{kind}> ?b }}"
    ends += " BIND(IF(isLiteral(?o), DATATYPE(?o), ?none) AS ?d)"
    query = f"SELECT ?p ?a ?b ?d (COUNT(*) AS ?n) WHERE {{ {edges} {ends} }} GROUP BY ?p ?a ?b ?d"
    found: dict[str, PropertyWords] = {}
    for row in store.select(query):
        iri = _text(row["p"])
        subject = _text(row["a"]) if row.get("a") is not None else ""
        if (
            (iri.startswith(PLUMBING) and iri != RDFS + "label")
            or subject.startswith((OWL, RDF + "Property", RDFS))
            or subject in meta
        ):
            continue
        if words.own and any(
            row.get(k) is not None and not _text(row[k]).startswith(core.removesuffix("core#")) for k in ("a", "b")
        ):
            continue
        target = _text(row["b"]) if row.get("b") is not None else _text(row["d"]) if row.get("d") is not None else ""
        if not words.own and ((iri in LABELS + ALIASES and iri.startswith((RDFS, SKOS))) or iri == words.typing):
            continue
        known = found.setdefault(iri, PropertyWords(iri, ""))
        number = int(_text(row["n"]))
        known.edges[(subject, target)] = known.edges.get((subject, target), 0) + number
        known.count += number
    facts: dict[str, dict[str, list[str]]] = {}
    wanted = [
        RDFS + "domain",
        RDFS + "range",
        *(s + "domainIncludes" for s in SCHEMA),
        *(s + "rangeIncludes" for s in SCHEMA),
        core + "saidOfSubject",
        core + "saidOfObject",
        core + "template",
        core + "templateBelowZero",
        core + "cardinality",
        OWL + "inverseOf",
    ]
    for row in store.select(
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {' '.join(f'<{w}>' for w in wanted)} }} ?s ?p ?o }}"
    ):
        facts.setdefault(_text(row["s"]), {}).setdefault(_text(row["p"]), []).append(_text(row["o"]))
    for iri in sorted(declared | set(facts) | set(found)):
        if iri == words.typing and iri:
            continue
        if iri.startswith(PLUMBING) or (
            words.own and iri.startswith((SKOS, *SCHEMA, "http://purl.org/dc/")) and iri not in found
        ):
            continue
        said = facts.get(iri, {})
        domains = {d for key, ds in said.items() if key.endswith(("domain", "domainIncludes")) for d in ds if ":" in d}
        ranges = {r for key, rs in said.items() if key.endswith(("range", "rangeIncludes")) for r in rs if ":" in r}
        if (domains & meta and iri not in declared) or (words.own and iri not in found and iri not in declared):
            continue
        known = found.get(iri) or PropertyWords(iri, "")
        known.declared = bool(domains or ranges) or iri in declared
        labels, aliases = names.get(iri, ([], []))
        known.label = labels[0] if labels else local_name(iri)
        known.names = list(dict.fromkeys([*labels, *aliases, local_name(iri)]))
        known.subject_verbs, known.object_verbs = (
            said.get(core + "saidOfSubject", []),
            said.get(core + "saidOfObject", []),
        )
        known.template = next(iter(said.get(core + "template", [])), None)
        known.below_zero = next(iter(said.get(core + "templateBelowZero", [])), None)
        known.cardinality = next((c.rsplit("#", 1)[-1] for c in said.get(core + "cardinality", [])), None)
        known.inverse = next(iter(said.get(OWL + "inverseOf", [])), None)
        known.domains = domains or {a for a, _ in known.edges if a and not a.startswith(OWL)}
        known.ranges = ranges or {b for _, b in known.edges if b and not b.startswith(OWL)}
        known.kind = value_kind(known.ranges | {b for _, b in known.edges if b})
        words.properties[iri] = known


def _own_kinds(kinds: set[str], core: str) -> set[str]:
    """The classes of our own vocabularies that a thing has, where it has any: "concept" says nothing beside them."""
    base = core.removesuffix("core#")
    return {k for k in kinds if k.startswith(base)} or kinds


def _keep_what_facts_use(
    words: WordBook, names: dict[str, tuple[list[str], list[str]]], types: dict[str, set[str]], schema: set[str]
) -> None:
    """Drops the classes that no fact speaks of (units, ranks, kinds of document), and their members."""
    used = {c for p in words.properties.values() for c in (*p.domains, *p.ranges)} | {
        c for p in words.properties.values() for pair in p.edges for c in pair
    }
    keep = {c for c in words.classes if c in used or words.classes[c].ancestors & used}
    for iri in [c for c in words.classes if c not in keep]:
        del words.classes[iri]
    for iri, kinds in types.items():
        if iri not in schema and not kinds & keep:
            names.pop(iri, None)


def _read_sayings(store: Selects, words: WordBook) -> None:
    """Verb phrases that say a value of the vocabulary: "is compulsory" for Mandatory."""
    said = f"SELECT ?s ?v WHERE {{ ?s <{words.core}saidOfSubject> ?v }}"
    for row in store.select(said):
        if _text(row["s"]) in words.entities:
            words.add(without_auxiliaries(_text(row["v"])), Sense("entity", _text(row["s"]), weight=0.98))
    for row in store.select(f"SELECT ?s ?v WHERE {{ ?s <{words.core}template> ?v }}"):
        if _text(row["s"]) in words.entities:
            words.entities[_text(row["s"])].saying = _text(row["v"])


def _read_entities(
    words: WordBook,
    names: dict[str, tuple[list[str], list[str]]],
    types: dict[str, set[str]],
    schema: set[str],
    meta: set[str],
) -> None:
    for iri in sorted(names.keys() | types.keys()):
        kinds = {k for k in types.get(iri, set()) if not k.startswith(PLUMBING)}
        if iri in schema or iri in words.properties or iri in words.classes or kinds & meta:
            continue
        if (words.own and not any(k in words.classes for k in kinds)) or (types.get(iri) and not kinds):
            continue
        labels, aliases = names.get(iri, ([], []))
        words.entities[iri] = EntityWords(iri, labels[0] if labels else local_name(iri), [*labels, *aliases], kinds)
        for kind in kinds:
            if kind in words.classes:
                words.classes[kind].count += 1
        for name in [*labels, *aliases]:
            words.add(name, Sense("entity", iri))
            words.surfaces.setdefault(name, []).append(iri)
            short = re.sub(r"^(?:the|a|an)\s+|\s*\([^)]*\)\s*$", "", name, flags=re.I)
            if short != name and stems(short):
                words.add(short, Sense("entity", iri, weight=0.95))
            stripped = _without_head(words, kinds, short)
            if stripped:
                words.add(stripped, Sense("entity", iri, weight=0.85))
        if not labels and not aliases:
            words.add(words.entities[iri].label, Sense("entity", iri, weight=0.8))


def _without_head(words: WordBook, kinds: set[str], name: str) -> str | None:
    """The name without its class noun at the end ("the Harbor Model" is also called "Harbor"), if a name is left."""
    for kind in kinds:
        known = words.classes.get(kind)
        for noun in [known.label, *known.names] if known else []:
            if name.lower().endswith(" " + noun.lower()):
                rest = name[: -len(noun) - 1].strip()
                if len(rest) > 3 and rest[0].isupper():
                    return rest
    return None


def _read_documents(store: Selects, words: WordBook, meta: set[str]) -> None:
    if not meta:
        return
    for row in store.select(
        f"SELECT ?d ?t ?x WHERE {{ ?d a <{words.core}Document> "
        "OPTIONAL { ?d <http://purl.org/dc/terms/title> ?t } OPTIONAL { ?d <http://purl.org/dc/terms/publisher> ?x } }"
    ):
        iri = _text(row["d"])
        words.documents[iri] = _text(row["t"]) if row.get("t") is not None else ""
        if row.get("x") is not None:
            words.sources[iri] = _text(row["x"])


def _find_keys(words: WordBook) -> None:
    """For each class the literal property that names its members: a name, else an identifier, else its only value."""
    for iri, known in words.classes.items():
        if words.own:
            continue
        mine = [
            p
            for p in words.properties.values()
            if p.kind != "thing" and (iri in p.domains or any(a == iri for a, _ in p.edges))
        ]
        ranked: list[tuple[int, int, str]] = []
        for prop in mine:
            name = split_name(prop.iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1])
            base = " ".join(stems(known.label))
            own_name = " ".join(stems(name)).startswith(base)
            rank = (
                0
                if _KEYS.search(name) and (own_name or name.split()[-1] == name)
                else 1
                if _CODES.search(name)
                else 2
                if _KEYS.search(name)
                else 3
                if own_name and _MEASURES.search(name) and len(name.split()) <= len(base.split()) + 1
                else 9
            )
            ranked.append((rank, 0 if own_name else 1, prop.iri))
        ranked.sort()
        if ranked and (ranked[0][0] < 9 or len(ranked) == 1):
            known.key = ranked[0][2]


def _read_values(store: Selects, words: WordBook) -> None:
    """Short strings that name something ("Fire"), so that a question can speak of them."""
    for prop in words.properties.values():
        if prop.kind != "string" or prop.count > 20_000:
            continue
        for row in store.select(f"SELECT DISTINCT ?v WHERE {{ ?s <{prop.iri}> ?v }} LIMIT 5000"):
            text = _text(row["v"])
            if _is_iri(row["v"]) or len(text) > 60 or len(text) < 2:
                continue
            datatype = getattr(row["v"], "datatype", None)
            language = getattr(row["v"], "language", None)
            words.add(
                text,
                Sense(
                    "value",
                    prop.iri,
                    weight=0.95,
                    value=(
                        text,
                        f"@{language}" if language else str(datatype.value) if datatype is not None else XSD + "string",
                    ),
                ),
            )
