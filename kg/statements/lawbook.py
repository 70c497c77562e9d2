"""Lawbook: which provision a citation means, down to the deepest paragraph that is known, and what it is part of.

In: the citations that statutes' passages carry, and the lexicon's acts, sections and equivalences. One paragraph
cited under two acts' numberings is one provision, and a citation deeper than the text that the graph holds means
the deepest paragraph there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.documents import Document
from extract.claims.mentions import Referent
from kg.statements.names import plain, slug
from kg.statements.provisions import Cited, read_citation
from ontology.regulators import Ontology

_SOME_ACT = " of act"
"""What is left of "section 12 of the Act" where the text does not say which: only a number that one
act has is known."""

_TITLES = {"usc": "U.S.C.", "cfr": "CFR", "fr": "FR", "stat": "Stat."}


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision of the law's own structure: `parent` is the IRI of what it is part of, if it is part of anything.

    `in_lexicon` tells whether its names come from the lexicon; `citation` is what a text writes for it.
    """

    iri: str
    label: str
    parent: str | None = None
    citation: str | None = None
    in_lexicon: bool = False


class Lawbook:
    """All provisions known so far; `listed` grows with what is located.

    `printed` gives the provision whose text stands under a passage's citation.
    """

    def __init__(self, documents: Iterable[Document], ontology: Ontology) -> None:
        self.listed: dict[str, Provision] = {}
        self._base = ontology.namespaces.base
        self._lexicon = ontology.lexicon
        self._kind = self._base + "core#LegalProvision"
        self._same: dict[str, set[str]] = {}
        self._known: dict[tuple[str, tuple[str, ...]], str] = {}
        self._texts: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._from_texts: set[str] = set()
        self.printed: dict[str, str] = {}
        self._read_lexicon(ontology)
        cited = [
            (text, c) for d in documents for p in d.passages if (text := p.citation) and (c := read_citation(text))
        ]
        for _, citation in cited:
            self._texts[self._section(citation)].add(citation.path)
        for text, citation in sorted(set(cited), key=lambda pair: pair[0]):
            provision = self._provision(self._root(self._section(citation)), citation.path)
            self.listed[provision.iri] = replace(provision, citation=text)
            self.printed[text] = provision.iri
            self._from_texts.add(provision.iri)

    def locate(self, referent: Referent) -> Provision | None:
        """The provision that a referent's names cite by number, or `None` where none of them does."""
        for name in (referent.label, *referent.aliases):
            citation = read_citation(name)
            if citation is not None and citation.section.endswith(_SOME_ACT):
                citation = replace(citation, section=citation.section.removesuffix(_SOME_ACT))
            if citation is None or (
                " of " not in citation.section and citation.section.startswith("section") and not self._hit(citation)
            ):
                continue
            section = self._section(citation)
            if not citation.path:
                return self._provision(section, ())
            root = self._root(section)
            path, texts = citation.path, self._texts.get(root, set())
            if any(texts):
                while path and path not in texts:
                    path = path[:-1]
            return self._provision(root, path)
        known = self._lexicon.entities.get(referent.entity or "")
        return Provision(known.iri, known.label, None, None, True) if known else None

    def find(self, label: str) -> Provision | None:
        """The provision that a citation's usual form means: the one that has that name, else by its number."""
        named = {e.iri for e in self._lexicon.by_name(label) if e.iri in self.listed}
        cited = read_citation(label)
        if len(named) == 1 and not (cited and cited.path):
            return self.listed[named.pop()]
        return self.locate(Referent(label, self._kind, label)) if cited else None

    def structure(self, spoken_of: Iterable[str]) -> tuple[Provision, ...]:
        """The provisions that documents speak of or print, with everything that they are part of, sorted by IRI."""
        wanted, found = set(spoken_of) | self._from_texts, {}
        while wanted:
            iri = wanted.pop()
            provision = self.listed.get(iri)
            if provision and iri not in found:
                found[iri] = provision
                wanted |= {provision.parent} if provision.parent else set()
        return tuple(found[iri] for iri in sorted(found))

    def representative(self, iri: str) -> str:
        """The one IRI that stands for a provision and those equivalent to it."""
        return self._root(iri)

    def _read_lexicon(self, ontology: Ontology) -> None:
        acts: dict[str, str] = {}
        entities = [e for e in self._lexicon.entities.values() if ontology.vocabulary.is_a(e.type, self._kind)]
        for entity in entities:
            for name in entity.names:
                acts.setdefault(plain(name), entity.iri)
        self._acts = acts
        for entity in sorted(entities, key=lambda e: e.iri):
            parents = [target for name, target in entity.relations if name.endswith("#partOf")]
            self.listed[entity.iri] = Provision(entity.iri, entity.label, min(parents, default=None), None, True)
            for name in entity.names:
                if citation := read_citation(name):
                    self._known.setdefault((self._key(citation.section), citation.path), entity.iri)
            same = {entity.iri, *(target for name, target in entity.relations if name.endswith("#equivalentProvision"))}
            for iri in list(same):
                same |= self._same.get(iri, set())
            for iri in same:
                self._same[iri] = same

    def _hit(self, citation: Cited) -> bool:
        return (self._key(citation.section), ()) in self._known

    def _key(self, section: str) -> str:
        """A section's name with its act's IRI in place of whatever the act was called."""
        name, of, act = section.partition(" of ")
        return f"{name} of {self._acts.get(act, act)}" if of else section

    def _section(self, citation: Cited) -> str:
        """The IRI of the section that a citation starts from."""
        key = self._key(citation.section)
        known = self._known.get((key, ()))
        if known:
            return known
        name, of, act = key.partition(" of ")
        parent = act if of and act in self._lexicon.entities else None
        title = self._lexicon.entities[act].label if of and act in self._lexicon.entities else act
        words = name.split(" ", 2)
        if len(words) == 3 and words[0].isdigit():
            part, sub, letter = words[2].partition(" subpart ")
            label = f"{words[0]} {_TITLES.get(words[1], words[1].upper())} {part}{sub}{letter.upper()}"
            above = _above(*words)
            parent = self._section(Cited(above)) if above else None
        else:
            label = f"{_numbered(name)} of the {title if parent else _titled(title)}" if of else _numbered(name)
        iri = self._base + "id/" + slug(label)
        self.listed.setdefault(iri, Provision(iri, label, parent, label if not of else None))
        self._known[(key, ())] = iri
        return iri

    def _root(self, section: str) -> str:
        """The section under whose number the paragraphs of all equivalent ones are kept: one with a text, if any."""
        same = sorted(self._same.get(section, {section}))
        return next((iri for iri in same if any(self._texts.get(iri, ()))), same[0])

    def _provision(self, section: str, path: tuple[str, ...]) -> Provision:
        top = self.listed[section]
        if not path:
            return top
        shown = "".join(f"({step})" for step in path)
        named = read_citation(top.label)
        known = self._known.get((self._key(named.section), path)) if named else None
        if known:
            return self.listed[known]
        iri = section + "-" + "-".join(slug(step) for step in path)
        number, of, act = top.label.partition(" of ")
        label = f"{number}{shown}{of}{act}"
        if iri not in self.listed:
            parent = self._provision(section, path[:-1])
            self.listed[iri] = Provision(iri, label, parent.iri, label)
        return self.listed[iri]


def _titled(act: str) -> str:
    """An act's name from its plain form: "harbor dues act of 2031" is "Harbor Dues Act of 2031"."""
    return re.sub(r"(?<= )(?:And|Of|For|On|To|In|The)(?= )", lambda one: one.group().lower(), act.title())


def _numbered(name: str) -> str:
    """A section of an act as acts write it: `section 410a` is "Section 410A"."""
    word, _, number = name.partition(" ")
    return f"{word.capitalize()} {number.upper()}"


def _above(title: str, code: str, number: str) -> str | None:
    """The part that a section or subpart of regulations stands in: `42 cfr part 512` for 512.505."""
    if number.startswith("part "):
        part, _, sub = number.removeprefix("part ").partition(" ")
        return f"{title} {code} part {part}" if sub else None
    return f"{title} {code} part {number.partition('.')[0]}" if code == "cfr" and "." in number else None
