"""Resolve: what many documents speak of, one entity a thing, and for every joining or refusal the reason.

In: the referents of all readings. Out: `Resolution`, which gives each referent its `Resource`. Joined are equal
full names, names that differ in a closing class word, an acronym with the one expansion it has, and people whose
names agree in every part. Likeness is no reason, and what one document tells apart is never joined on less than
an equal name. Nothing here depends on the order of the documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.documents import Document
from extract.claims import Reading
from extract.mentions import Referent
from extract.values import Value
from kg.statements.clusters import Cluster, Clusters, Member, Reason
from kg.statements.criteria import criterion_keys
from kg.statements.lawbook import Lawbook, Provision
from kg.statements.names import bare, is_acronym, person_name, phrase, plain, slug
from kg.statements.statements import Resource
from ontology.decisions import Decision
from ontology.regulators import Ontology


@dataclass(frozen=True)
class Resolution:
    """Which entity each referent is.

    `entities` holds every entity that a document speaks of, by IRI; `members` the IRI for each "document key";
    `provisions` what the citations in the documents tell of the law's own structure.
    """

    entities: Mapping[str, Resource]
    members: Mapping[str, str]
    log: tuple[Reason, ...] = ()
    provisions: tuple[Provision, ...] = ()
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def resource(self, document: str, referent: Referent) -> Resource:
        """The entity of a document's referent; raises `KeyError` for one that was not resolved."""
        return self.entities[self.members[f"{document} {referent.key}"]]

    def why(self, name: str) -> list[str]:
        """What a name was taken for, and each reason that joined or parted the things that bear it."""
        wanted = plain(name)
        found = [iri for iri, names in sorted(self.names.items()) if wanted in names]
        lines = []
        for iri in found:
            entity = self.entities[iri]
            documents = sorted({member.split(" ", 1)[0] for member, target in self.members.items() if target == iri})
            named = "; ".join(sorted({entity.label, *entity.aliases}))
            lines.append(f"{name!r} is <{iri}>, named {named}, in {len(documents)} documents: {', '.join(documents)}")
        about = {wanted, *(n for iri in found for n in self.names[iri])}
        lines += dict.fromkeys(reason.text for reason in self.log if reason.names & about)
        return lines or [f"{name!r} names nothing in these documents"]


def resolve(
    readings: Iterable[Reading],
    documents: Mapping[str, Document],
    ontology: Ontology,
    *,
    days: Mapping[str, date | None] | None = None,
    decisions: Iterable[Decision] = (),
) -> Resolution:
    """The entities of all readings; `days` gives each document's day (the oldest one's words make the slug)."""
    read = sorted(readings, key=lambda reading: reading.document)
    resolver = _Resolver(ontology, days or {}, Lawbook(documents.values(), ontology))
    return resolver.run(read, list(decisions))


def referents(reading: Reading) -> list[Referent]:
    """The referents of a reading, those that only its claims name included, sorted by key."""
    found = {referent.key: referent for referent in reading.referents}
    for claim in reading.claims:
        for term in (claim.subject, claim.object, *(term for _, term in claim.qualifiers)):
            if isinstance(term, Referent):
                found.setdefault(term.key, term)
    return [found[key] for key in sorted(found)]


class _Resolver:
    def __init__(self, ontology: Ontology, days: Mapping[str, date | None], law: Lawbook) -> None:
        self.ontology, self.days, self.law = ontology, days, law
        self.base = ontology.namespaces.base
        self.core = self.base + "core#"
        self.clusters = Clusters(self.comparable, self.bears)
        self.keys: dict[str, tuple[str, ...]] = {}
        words = (
            word
            for iri, term in ontology.vocabulary.classes.items()
            if self.is_a(iri, "Initiative")
            for word in (term.label, *term.words)
        )
        self.endings = frozenset(text for word in words for text in (plain(word), plain(word) + "s") if " " not in text)

    def is_a(self, type_: str, name: str) -> bool:
        return self.ontology.vocabulary.is_a(type_, self.core + name)

    def comparable(self, one: str, other: str) -> bool:
        vocabulary = self.ontology.vocabulary
        return one == other or vocabulary.is_a(one, other) or vocabulary.is_a(other, one)

    def run(self, readings: list[Reading], decisions: list[Decision]) -> Resolution:
        for decision in decisions:
            if decision.action == "keep-apart":
                for place, thing in enumerate(decision.things):
                    self.clusters.keep_apart({thing}, decision.things[place + 1 :], decision.why)
        for reading in readings:
            self.gather(reading)
        self.seek_in_lexicon()
        self.by_curator(decisions)
        self.by_name()
        self.by_alias()
        self.by_ending()
        self.by_acronym()
        self.by_person()
        return self.settle(readings)

    def gather(self, reading: Reading) -> None:
        for referent in referents(reading):
            key = self.first_key(reading.document, referent)
            entity = key[1] if key[0] == "0-known" else None
            cluster = self.clusters.add(key, (reading.document, referent), referent.type, entity)
            if entity and (known := self.ontology.lexicon.entities.get(entity)):
                cluster.types, cluster.lexical = {known.type}, set(known.names)
            self.keys[f"{reading.document} {referent.key}"] = key

    def first_key(self, document: str, referent: Referent) -> tuple[str, ...]:
        kind = referent.type
        if self.is_a(kind, "LegalProvision"):
            known = self.law.locate(referent)
            if known:
                return ("0-known", known.iri) if known.in_lexicon else ("1-law", known.iri)
        if referent.entity:
            return ("0-known", referent.entity)
        if self.is_a(kind, "Criterion"):
            return ("2-criterion", document, referent.key)
        if self.is_concept(kind):
            return ("3-name", kind, phrase(referent.label))
        if is_acronym(referent.label):
            return ("4-acronym", kind, plain(referent.label), document, referent.key)
        if self.is_a(kind, "Person"):
            name = person_name(referent.label)
            if name is None:
                return ("5-person", kind, plain(referent.label), document, referent.key)
            return ("3-name", kind, " ".join((name.first, *name.middle, name.last)))
        return ("3-name", kind, plain(referent.label) or f"{document} {referent.key}")

    def is_concept(self, kind: str) -> bool:
        return any(iri.endswith("skos/core#Concept") for iri in self.ontology.vocabulary.ancestors(kind))

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
                self.clusters.note((cluster,), f"left alone: {cluster.shown!r}: the lexicon knows {len(fits)} things of that name")
            for iri in fits if len(fits) == 1 else ():
                entity = self.ontology.lexicon.entities[iri]
                banned = [veto for veto in entity.vetoes if any(f" {veto} " in f" {plain(label)} " for label in cluster.labels)]
                if banned:
                    self.clusters.note((cluster,), f"left alone: {cluster.shown!r}: the lexicon's veto {banned[0]!r}")
                    continue
                known = self.clusters.add(("0-known", iri), None, entity.type, iri)
                known.types, known.lexical = {entity.type}, set(entity.names)
                self.clusters.join(known, cluster, "the lexicon's own name" + (" but for its class word" if weak else ""), weak=weak)

    def fitting(self, iris: set[str], cluster: Cluster) -> list[str]:
        entities = self.ontology.lexicon.entities
        return sorted(iri for iri in iris if all(self.comparable(entities[iri].type, kind) for kind in cluster.types))

    def by_curator(self, decisions: Iterable[Decision]) -> None:
        for decision in decisions:
            if decision.action == "join":
                named = {thing: [c for c in self.clusters.all() if thing in self.bears(c)] for thing in decision.things}
                found = [cluster for thing in decision.things for cluster in named[thing]]
                for other in found[1:]:
                    self.clusters.join(found[0], other, f"a curator joins them ({decision.why})", ruled=decision.things[0])

    def bears(self, cluster: Cluster) -> set[str]:
        """The addresses that a cluster has or, by one of its full names, would have."""
        if cluster.entity:
            return {cluster.entity}
        return {self.base + "id/" + slug(name) for name in cluster.labels}

    def by_name(self) -> None:
        """Equal full names under classes of which one lies below the other."""
        for (name,), found in self.clusters.grouped(lambda c: [(c.key[-1],)] if c.key[0] == "3-name" else []):
            for one, other in zip(found, found[1:], strict=False):
                self.clusters.join(one, other, f"one full name, {name!r}")

    def by_alias(self) -> None:
        """A full name that one document gives as the label and another as a further name."""
        labels: dict[str, list[Cluster]] = defaultdict(list)
        for cluster in self.clusters.all():
            for name in {plain(label) for label in cluster.labels | cluster.lexical if not is_acronym(label)}:
                labels[name].append(cluster)
        for cluster in self.clusters.all():
            aliases = {plain(n) for n in cluster.names - cluster.labels if not is_acronym(n) and len(plain(n).split()) > 1}
            for name in sorted(aliases):
                others = {self.clusters.find(o.key).key for o in labels.get(name, ())} - {self.clusters.find(cluster.key).key}
                if len(others) == 1:
                    self.clusters.join(cluster, self.clusters.find(others.pop()), f"{name!r} names both", weak=True)

    def by_ending(self) -> None:
        """Names that differ in the class word at their end; two candidates in one document make it unsure."""

        def traits(cluster: Cluster) -> list[tuple[str, ...]]:
            if not self.is_a(min(cluster.types), "Initiative"):
                return []
            names = {bare(name, self.endings) for name in cluster.labels | cluster.lexical if not is_acronym(name)}
            return [(name,) for name in names if not name.isdigit() and name not in self.endings]

        self.join_groups(traits, "one name but for its class word, {!r}")

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
                self.clusters.note(found, f"kept apart: {name.upper()!r} alone: it stands for {len(keys) + len(elsewhere)} things")
            elif elsewhere:
                self.clusters.note(found, f"left alone: {name.upper()!r}: near it nothing says that it is <{min(elsewhere)}>")
            elif keys:
                for cluster in found:
                    self.clusters.join(self.clusters.find(min(keys)), cluster, f"{name.upper()!r} has one expansion", weak=True)
            else:
                for one, other in zip(found, found[1:], strict=False):
                    self.clusters.join(one, other, f"one acronym, {name.upper()!r}, that nothing expands otherwise", weak=True)

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
                        self.clusters.note((one, other), f"kept apart: {one.shown!r} and {other.shown!r}: their middle names differ")

    def join_groups(self, traits: object, why: str) -> None:
        for trait, found in self.clusters.grouped(traits):  # type: ignore[arg-type]
            found = sorted({self.clusters.find(c.key).key: self.clusters.find(c.key) for c in found}.values(), key=lambda c: c.key)
            doubled = [d for c in found for d in c.documents]
            if len(doubled) > len(set(doubled)):
                self.clusters.note(found, f"kept apart: {', '.join(repr(c.shown) for c in found)}: one document speaks of more than one")
                continue
            for other in found[1:]:
                self.clusters.join(found[0], other, why.format(trait[0]), weak=True)

    def settle(self, readings: list[Reading]) -> Resolution:
        """Give every cluster its IRI, its label and its class."""
        member_keys = {member: self.clusters.find(key).key for member, key in self.keys.items()}
        iris: dict[tuple[str, ...], str] = {}
        taken = set(self.ontology.lexicon.entities)
        waiting = []
        for cluster in self.clusters.all():
            if cluster.entity or cluster.key[0] == "1-law":
                iris[cluster.key] = cluster.entity or cluster.key[1]
                taken.add(iris[cluster.key])
            elif cluster.key[0] != "2-criterion":
                waiting.append(cluster)
        for cluster in sorted(waiting, key=self.age):
            iris[cluster.key] = self.free_iri(self.named_by(cluster), cluster, taken)
        iris |= criterion_keys(readings, member_keys, iris, self.law, self.base)
        entities: dict[str, Resource] = {}
        names: dict[str, frozenset[str]] = {}
        for cluster in self.clusters.all():
            iri = iris[cluster.key]
            entity = self.resource(iri, cluster)
            if iri in entities:
                entity = Resource(iri, entities[iri].label, entities[iri].type, tuple(sorted({*entities[iri].aliases, *entity.aliases})))
            entities[iri] = entity
            names[iri] = names.get(iri, frozenset()) | {plain(name) for name in cluster.names}
        return Resolution(
            entities=entities,
            members={member: iris[key] for member, key in member_keys.items()},
            log=tuple(self.clusters.log),
            provisions=self.law.structure(set(entities)),
            names=names,
        )

    def age(self, cluster: Cluster) -> tuple[date, str, tuple[str, ...]]:
        return min((self.days.get(d) or date.max, d, cluster.key) for d in cluster.documents)

    def named_by(self, cluster: Cluster) -> str:
        """The fullest name in the oldest document that speaks of it."""
        _, document, _ = self.age(cluster)
        return min((r.label for d, r in cluster.members if d == document), key=_fullest)

    def free_iri(self, name: str, cluster: Cluster, taken: set[str]) -> str:
        stem = self.base + "id/" + slug(name)
        kind = slug(self.ontology.vocabulary.classes[t].label if (t := self.type_of(cluster)) in self.ontology.vocabulary.classes else "thing")
        tries = (stem, f"{stem}-{kind}", *(f"{stem}-{kind}-{number}" for number in range(2, len(taken) + 3)))
        found = next(text for text in tries if text not in taken)
        taken.add(found)
        return found

    def type_of(self, cluster: Cluster) -> str:
        vocabulary = self.ontology.vocabulary
        return max(cluster.types, key=lambda t: (len(vocabulary.ancestors(t)), t))

    def resource(self, iri: str, cluster: Cluster) -> Resource:
        known, one = self.ontology.lexicon.entities.get(iri), self.ontology.vocabulary.individuals.get(iri)
        law = self.law.listed.get(iri)
        if one and not known:
            return Resource(iri, one.label, one.type)
        oldest = sorted(cluster.members, key=lambda m: (is_acronym(m[1].label), self.days.get(m[0]) or date.max, m[0], _fullest(m[1].label)))
        label = known.label if known else law.label if law else oldest[0][1].label
        type_ = known.type if known else self.type_of(cluster)
        return Resource(iri, label, type_, tuple(sorted(cluster.names - {label})))


def _fullest(name: str) -> tuple[bool, int, str]:
    return is_acronym(name), -len(name), name


__all__ = ["Member", "Resolution", "Value", "referents", "resolve"]
