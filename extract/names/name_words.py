"""The words that introduce names, as the `names.toml` files and the vocabulary list them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ontology.namespaces import UnknownTerm
from ontology.regulators import Ontology

BEFORE = 8
"""Words before a renaming among which one that doubts it is looked for."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """Every table of `names.toml`; `heads` maps the last word of a name to the class IRI of what it names.

    `terms` are the IRIs of the core classes by local name. `words(table, key)` gives any other list. `kinds` maps a
    noun
    ("the office") to the class of what it may stand for, `initiative` is the class of an
    initiative whose name does not tell it, `group` that of groups of initiatives,
    `common` holds the nouns of all classes, `apart` the words that with a capital may be a body, a post, a place or a
    time of their own, and so no part of a name beside them.
    """

    tables: Mapping[str, Mapping[str, tuple[str, ...]]]
    sets: Mapping[tuple[str, str], frozenset[str]]
    terms: Mapping[str, str]
    heads: Mapping[str, str]
    kinds: Mapping[str, str]
    initiative: str
    group: str
    common: frozenset[str]
    own: frozenset[str]
    apart: frozenset[str]

    def words(self, table: str, key: str) -> frozenset[str]:
        """One list of `names.toml` as a set."""
        return self.sets[table, key]

    @property
    def headline_verbs(self) -> frozenset[str]:
        """What a headline says that a body does to an initiative, as it says it ("launches")."""
        return frozenset(
            f"{one}{'es' if one.endswith(('s', 'h')) else 's'}" for one in self.words("initiatives", "headlines")
        )

    def doubted(self, before: Sequence[str], after: str) -> bool:
        """Whether words shortly before take back or doubt that a thing bears a name, or only some call it so after."""
        near = before[-BEFORE:]
        return not self.words("renamings", "doubts").isdisjoint(near) or after.startswith(
            self.tables["renamings"]["mocked"]
        )

    def is_initiative(self, kind: str) -> bool:
        """Whether a class is that of an initiative, the core's or the regulator's own."""
        return kind in {self.terms["Initiative"], self.terms["Program"], self.initiative} or kind in self.own

    def head_of(self, words: list[str]) -> str | None:
        """The class that a name's last word or two tell, or `None`."""
        lowered = [word.lower() for word in words]
        return self.heads.get(" ".join(lowered[-2:])) or (self.heads.get(lowered[-1]) if lowered else None)


APART = (
    ("bodies", "heads"),
    ("people", "titles"),
    ("people", "roles"),
    ("places", "kinds"),
    ("places", "columns"),
    ("initiatives", "seats"),
    ("entire", "apart"),
)
"""Lists of words that may be things of their own."""
CLASSES = (
    "Initiative",
    "InitiativeGroup",
    "Organization",
    "Person",
    "Post",
    "LegalProvision",
    "Report",
    "Place",
    "Program",
)
"""Core classes of which extraction makes referents."""


def read_name_words(ontology: Ontology) -> NameWords:
    """The words for an ontology: the core's lists, the regulator's additions, and the vocabulary's class nouns.

    A head noun takes the regulator's own most specific class below `kg:Initiative` that claims it, so that "the
    Harbor Model" is what this regulator calls a model; else the core class. Raises `ValueError` naming a missing file.
    """
    tables = _read(ontology.regulator.files("names*.toml"))
    terms = {}
    for name in CLASSES:
        try:
            terms[name] = ontology.namespaces.iri(f"kg:{name}")
        except UnknownTerm:
            raise ValueError(f"the vocabulary declares no kg:{name}; extraction needs it") from None
    heads: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for name, words in tables["heads"].items():
        for word in words:
            heads.setdefault(word, terms[name])
    own = _own_initiatives(ontology, terms["Initiative"])
    for word in {*tables["heads"]["Initiative"], *own}:
        heads[word] = own.get(word, terms["Initiative"])
    for name, words in tables["references"].items():
        for word in words if name in terms else ():
            kinds.setdefault(word, terms[name])
    for word in own:
        kinds.setdefault(word, terms["Initiative"])
    sets = {(name, key): frozenset(words) for name, table in tables.items() for key, words in table.items()}
    classes = sorted(set(own.values()))
    initiative = classes[0] if len(classes) == 1 else own.get("model", terms["Initiative"])
    return NameWords(
        tables,
        sets,
        terms,
        heads,
        kinds,
        initiative,
        _own_group(ontology, terms["InitiativeGroup"]),
        common := _common(ontology),
        frozenset(classes),
        common.union(heads, kinds, *(sets[name, key] for name, key in APART)),
    )


def _own_initiatives(ontology: Ontology, initiative: str) -> dict[str, str]:
    """Noun → the regulator's own class below `kg:Initiative`, the deepest one where several claim the noun."""
    space = ontology.namespaces.prefixes[ontology.regulator.prefix]
    found: dict[str, str] = {}
    for iri, kind in sorted(ontology.vocabulary.classes.items()):
        if not iri.startswith(space) or not ontology.vocabulary.is_a(iri, initiative):
            continue
        for word in (kind.label.lower(), *(word.lower() for word in kind.words)):
            if word not in found or ontology.vocabulary.is_a(iri, found[word]):
                found[word] = iri
    return found


def _own_group(ontology: Ontology, group: str) -> str:
    """The regulator's own class of groups of initiatives, or the core's."""
    space = ontology.namespaces.prefixes[ontology.regulator.prefix]
    own = [
        iri
        for iri in sorted(ontology.vocabulary.classes)
        if iri.startswith(space) and ontology.vocabulary.is_a(iri, group)
    ]
    return own[0] if own else group


def _common(ontology: Ontology) -> frozenset[str]:
    """The nouns of the vocabulary's classes: no proper name, even where a heading writes them with capitals."""
    return frozenset(
        word.lower() for kind in ontology.vocabulary.classes.values() for word in (kind.label, *kind.words)
    )


def _read(files: tuple[Path, ...]) -> dict[str, dict[str, tuple[str, ...]]]:
    if not files:
        raise ValueError("no names.toml: ontology/core/names.toml is needed to recognise names")
    tables: dict[str, dict[str, Any]] = {}
    for file in files:
        for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for key, words in table.items():
                known = tables.setdefault(name, {})
                known[key] = (*known.get(key, ()), *words)
    return tables
