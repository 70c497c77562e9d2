"""Joining: the reasons for which referents of different documents are one thing.

Strongest first: a name that the lexicon writes so too, a curator's ruling, one full name, a name that one document
gives as another name, names that differ in a closing class word, an acronym with one expansion, people's names
that agree in every part. Each is an equality of names; where two things could claim a name, neither gets it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise

from extract.names.name_words import read_name_words
from kg.statements.clusters import Cluster, Clusters
from kg.statements.names import bare, is_acronym, person_name, phrase, plain, slug
from ontology.decisions import Decision
from ontology.regulators import Ontology


class Joiner:
    """Joins the clusters of all documents by the rules of one ontology; `run` is called once all are gathered."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.base = ontology.namespaces.base
        self.core = self.base + "core#"
        self.clusters = Clusters(self.comparable, self.bears)
        self.tied: set[frozenset[tuple[str, ...]]] = set()
        words = (
            word
            for iri, term in ontology.vocabulary.classes.items()
            if self.is_a(iri, "Initiative")
            for word in (term.label, *term.words)
        )
        self.whole = read_name_words(ontology).words("bodies", "whole")
        self.endings = frozenset(text for word in words for text in (plain(word), plain(word) + "s") if " " not in text)

    def run(self, decisions: Iterable[Decision]) -> None:
        """Apply every rule in turn."""
        ruled = list(decisions)
        for decision in ruled:
            if decision.action == "keep-apart":
                for place, thing in enumerate(decision.things):
                    self.clusters.keep_apart({thing}, decision.things[place + 1 :], decision.why)
        self.seek_in_lexicon()
        self.by_curator(ruled)
        self.by_name()
        self.by_alias()
        self.by_ending()
        self.by_body()
        self.by_short_name()
        self.by_acronym()
        self.by_person()

    def is_a(self, type_: str, name: str) -> bool:
        """Whether a class is one of the core's or lies below it."""
        return self.ontology.vocabulary.is_a(type_, self.core + name)

    def comparable(self, one: str, other: str) -> bool:
        """Whether one thing can be of both classes: one is the other or lies below it."""
        vocabulary = self.ontology.vocabulary
        return one == other or vocabulary.is_a(one, other) or vocabulary.is_a(other, one)

    def is_concept(self, kind: str) -> bool:
        return any(iri.endswith("skos/core#Concept") for iri in self.ontology.vocabulary.ancestors(kind))

    def bears(self, cluster: Cluster) -> set[str]:
        """The addresses that a cluster has or, by one of its full names, would have."""
        if cluster.entity:
            return {cluster.entity}
        return {self.base + "id/" + slug(name) for name in cluster.labels}

    def seek_in_lexicon(self) -> None:
        """Join a thing whose full name only the lexicon knows how to write; vetoes and acronyms stay out of it."""
        full: dict[str, set[str]] = defaultdict(set)
        ended: dict[str, set[str]] = defaultdict(set)
        for iri, entity in self.ontology.lexicon.entities.items():
            for name in entity.names:
                if not is_acronym(name) and name not in entity.exact:
                    concept = self.is_concept(entity.type)
                    full[phrase(name) if concept else plain(name)].add(iri)
                    ended[bare(name, self.endings)].add(iri)
        for cluster in self.clusters.all():
            if cluster.entity or cluster.key[0] != "3-name":
                continue
            named = {plain(label) for label in cluster.labels} | {cluster.key[-1]}
            fits = self.fitting({iri for name in named for iri in full.get(name, ())}, cluster)
            weak = not fits
            if weak and self.is_a(min(cluster.types), "Initiative"):
                names = {bare(label, self.endings) for label in cluster.labels if not is_acronym(label)}
                fits = self.fitting({iri for name in names if " " in name for iri in ended.get(name, ())}, cluster)
            if len(fits) > 1:
                self.clusters.note(
                    (cluster,), f"left alone: {cluster.shown!r}: the lexicon knows {len(fits)} things of that name"
                )
            for iri in fits if len(fits) == 1 else ():
                entity = self.ontology.lexicon.entities[iri]
                banned = [
                    veto
                    for veto in entity.vetoes
                    if any(f" {veto} " in f" {plain(label)} " for label in cluster.labels)
                ]
                if banned:
                    self.clusters.note((cluster,), f"left alone: {cluster.shown!r}: the lexicon's veto {banned[0]!r}")
                    continue
                known = self.clusters.add(("0-known", iri), None, entity.type, iri)
                known.types, known.lexical = {entity.type}, set(entity.names)
                self.clusters.join(
                    known, cluster, "the lexicon's own name" + (" but for its class word" if weak else ""), weak=weak
                )

    def fitting(self, iris: set[str], cluster: Cluster) -> list[str]:
        entities = self.ontology.lexicon.entities
        return sorted(iri for iri in iris if all(self.comparable(entities[iri].type, kind) for kind in cluster.types))

    def by_curator(self, decisions: Iterable[Decision]) -> None:
        for decision in decisions:
            if decision.action == "join":
                named = {thing: [c for c in self.clusters.all() if thing in self.bears(c)] for thing in decision.things}
                found = [cluster for thing in decision.things for cluster in named[thing]]
                for other in found[1:]:
                    self.clusters.join(
                        found[0], other, f"a curator joins them ({decision.why})", ruled=decision.things[0]
                    )

    def by_name(self) -> None:
        """Equal full names under classes of which one lies below the other."""
        for (name,), found in self.clusters.grouped(lambda c: [(c.key[-1],)] if c.key[0] == "3-name" else []):
            for one, other in pairwise(found):
                self.clusters.join(one, other, f"one full name, {name!r}")

    def by_alias(self) -> None:
        """A full name that one document gives as the label and another as a further name.

        A lone word counts where a text says that it is a name of the thing and no other thing has it in its name; what
        a text says outweighs a document that names both without telling anything between them.
        """
        labels: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in self.clusters.all():
            for name in {plain(label) for label in cluster.labels | cluster.lexical if not is_acronym(label)}:
                labels[name].append(cluster)
        claims: dict[str, list[Cluster]] = defaultdict(list)
        holders: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for cluster in self.clusters.all():
            for words in (plain(name).split() for name in cluster.names):
                for word in words if len(words) > 1 else ():
                    holders[word].add(cluster.key)
        for cluster in self.clusters.all():
            aliases = {plain(n) for n in cluster.names - cluster.labels if not is_acronym(n)}
            for name in aliases:
                if len(name.split()) > 1 or (name in cluster.told and holders[name] <= {cluster.key}):
                    claims[name].append(cluster)
        for name, found in sorted(claims.items()):
            claimants = {self.clusters.find(c.key).key for c in found}
            others = {self.clusters.find(o.key).key for o in labels.get(name, ())} - claimants
            if len(claimants) > 1 and others:
                self.clusters.note(found, f"kept apart: {name!r} alone: it names {len(claimants)} things")
            elif len(others) == 1:
                cluster, other = self.clusters.find(min(claimants)), self.clusters.find(others.pop())
                told = name in cluster.told and not self.are_tied(cluster, other)
                self.clusters.join(cluster, other, f"{name!r} names both", weak=not told)

    def are_tied(self, one: Cluster, other: Cluster) -> bool:
        """Whether a claim says something of the one and the other ("it replaced the Harbor Model"): they are two."""
        pairs = [{self.clusters.find(key).key for key in pair} for pair in self.tied if len(pair) > 1]
        return {one.key, other.key} in pairs

    def by_ending(self) -> None:
        """Names that differ in the class word at their end; two candidates in one document make it unsure."""

        def traits(cluster: Cluster) -> list[tuple[str, ...]]:
            if not self.is_a(min(cluster.types), "Initiative"):
                return []
            names = {bare(name, self.endings) for name in cluster.labels | cluster.lexical if not is_acronym(name)}
            return [(name,) for name in names if not name.isdigit() and name not in self.endings]

        self.join_groups(traits, "one name but for its class word, {!r}")

    def by_body(self) -> None:
        """A body's name and the same after a word that only says whose country's it is ("National Audit Chamber")."""
        named: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        longer: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for cluster in self.clusters.all():
            for name in map(plain, cluster.labels) if self.is_a(min(cluster.types), "Organization") else ():
                named[name].add(cluster.key)
                for word in self.whole:
                    if name.startswith(f"{word} ") and " " in name[len(word) + 1 :]:
                        longer[name[len(word) + 1 :]].add(cluster.key)
        for name, keys in sorted(longer.items()):
            found = [self.clusters.find(key) for key in sorted(keys | named.get(name, set()))]
            if name in named and len(keys) == 1 == len(named[name]):
                self.clusters.join(found[0], found[-1], f"one body's name but for its country, {name!r}", weak=True)
            elif name in named:
                self.clusters.note(found, f"kept apart: {name!r} alone: several bodies have a name that ends so")

    def by_short_name(self) -> None:
        """An acronym with a class word ("TIDE Scheme") and the one thing to which a document gives that acronym."""
        short: dict[str, list[Cluster]] = defaultdict(list)
        bearers: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for cluster in self.clusters.all():
            if not self.is_a(min(cluster.types), "Initiative") or cluster.key[0] == "4-acronym":
                continue
            parts = {label: label.split() for label in cluster.labels}
            bare_ones = {
                plain(words[0])
                for words in parts.values()
                if len(words) == 2 and is_acronym(words[0]) and plain(words[1]) in self.endings
            }
            if len(bare_ones) == 1 == len({bare(label, self.endings) for label in parts}):
                short[bare_ones.pop()].append(cluster)
            else:
                for name in cluster.names:
                    bearers[plain(name)] |= {cluster.key} if is_acronym(name) else set()
        known = {plain(name) for one in self.ontology.lexicon.entities.values() for name in one.names}
        for name, found in sorted(short.items()):
            if len(bearers[name]) == 1 and name not in known:
                for cluster in found:
                    full = self.clusters.find(min(bearers[name]))
                    self.clusters.join(full, cluster, f"{name.upper()!r} is its acronym", weak=True)

    def by_acronym(self) -> None:
        """An acronym and the one expansion that the documents and the lexicon have for it."""
        expanded: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for cluster in self.clusters.all():
            if cluster.key[0] != "4-acronym":
                for name in cluster.names:
                    for text in {name, bare(name, self.endings).upper()}:
                        if is_acronym(text) and text != cluster.shown:
                            expanded[plain(text)].add(cluster.key)
        listed: dict[str, set[str]] = defaultdict(set)
        for iri, entity in self.ontology.lexicon.entities.items():
            for name in entity.names:
                if is_acronym(name):
                    listed[plain(name)].add(iri)
        groups: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in self.clusters.all():
            if cluster.key[0] == "4-acronym":
                groups[cluster.key[2]].append(cluster)
        for name, found in sorted(groups.items()):
            keys = {self.clusters.find(key).key for key in expanded.get(name, ())}
            elsewhere = listed.get(name, set()) - {self.clusters.find(key).entity or "" for key in keys}
            if len(keys) + len(elsewhere) > 1:
                self.clusters.note(
                    found, f"kept apart: {name.upper()!r} alone: it stands for {len(keys) + len(elsewhere)} things"
                )
            elif elsewhere:
                self.clusters.note(
                    found, f"left alone: {name.upper()!r}: near it nothing says that it is <{min(elsewhere)}>"
                )
            elif keys:
                for cluster in found:
                    self.clusters.join(
                        self.clusters.find(min(keys)), cluster, f"{name.upper()!r} has one expansion", weak=True
                    )
            else:
                for one, other in pairwise(found):
                    self.clusters.join(
                        one, other, f"one acronym, {name.upper()!r}, that nothing expands otherwise", weak=True
                    )

    def by_person(self) -> None:
        """Full names that agree; a bare name that two bearers of other middle names could claim stays alone."""
        people: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
        for cluster in self.clusters.all():
            if self.is_a(min(cluster.types), "Person"):
                ends = {(n.first, n.last) for name in cluster.labels | cluster.lexical if (n := person_name(name))}
                for end in sorted(ends):
                    people[end].append(cluster)
        for _, found in sorted(people.items()):
            parsed = {c.key: [n for name in c.labels | c.lexical if (n := person_name(name))] for c in found}
            clash = any(
                not a.agrees(b) and (a.first, a.last) == (b.first, b.last)
                for one in found for other in found for a in parsed[one.key] for b in parsed[other.key]
            )  # fmt: skip
            for place, one in enumerate(found):
                for other in found[place + 1 :]:
                    agree = all(a.agrees(b) for a in parsed[one.key] for b in parsed[other.key] if a.last == b.last)
                    bare_one = any(not n.middle for n in (*parsed[one.key], *parsed[other.key]))
                    if agree and not (clash and bare_one):
                        self.clusters.join(one, other, "one person's name, in all parts that both give", weak=True)
                    else:
                        self.clusters.note(
                            (one, other), f"kept apart: {one.shown!r} and {other.shown!r}: their middle names differ"
                        )

    def join_groups(self, traits: Callable[[Cluster], Iterable[tuple[str, ...]]], why: str) -> None:
        for trait, found in self.clusters.grouped(traits):
            found = sorted(
                {self.clusters.find(c.key).key: self.clusters.find(c.key) for c in found}.values(), key=lambda c: c.key
            )
            doubled = [d for c in found for d in c.documents]
            if len(doubled) > len(set(doubled)):
                self.clusters.note(
                    found,
                    f"kept apart: {', '.join(repr(c.shown) for c in found)}: one document speaks of more than one",
                )
                continue
            for other in found[1:]:
                self.clusters.join(found[0], other, why.format(trait[0]), weak=True)
