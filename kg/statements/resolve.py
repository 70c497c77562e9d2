"""Resolve: what many documents speak of, one entity a thing, and for every joining or refusal the reason.

In: the referents of all readings. Out: `Resolution`, which gives each referent its `Resource`. Joined are equal
full names, names that differ in a closing class word, an acronym with the one expansion it has, and people whose
names agree in every part. Likeness is no reason, and what one document tells apart is never joined on less than
an equal name. Nothing here depends on the order of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count

from corpus.documents import Document
from extract.claims.claims import Reading
from extract.claims.mentions import Referent
from extract.values.values import Value
from kg.statements.clusters import Cluster, Reason
from kg.statements.criteria import criterion_keys
from kg.statements.joining import Joiner
from kg.statements.lawbook import Lawbook, Provision
from kg.statements.names import is_acronym, person_name, phrase, plain, slug
from kg.statements.provisions import is_bare, read_citation
from kg.statements.statements import Resource
from ontology.decisions import Decision
from ontology.regulators import Ontology


@dataclass(frozen=True)
class Resolution:
    """Which entity each referent is.

    `entities` holds every entity that a document speaks of, by IRI; `members` the IRI for each "document key";
    `provisions` what the citations in the documents tell of the law's own structure; `cited` the places in each
    document that cite a provision, and `printed` the provision whose text stands under a passage's citation.
    """

    entities: Mapping[str, Resource]
    members: Mapping[str, str]
    log: tuple[Reason, ...] = ()
    provisions: tuple[Provision, ...] = ()
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cited: Mapping[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)

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
        self.joiner = Joiner(ontology)
        self.clusters = self.joiner.clusters
        self.keys: dict[str, tuple[str, ...]] = {}
        self.cited: dict[str, tuple[tuple[int, int, str], ...]] = {}

    def run(self, readings: list[Reading], decisions: list[Decision]) -> Resolution:
        for reading in readings:
            self.gather(reading)
            self.gather_names(reading)
            found = ((c.start, c.end, self.law.find(c.label)) for c in reading.citations)
            self.cited[reading.document] = tuple((start, end, meant.iri) for start, end, meant in found if meant)
        self.joiner.run(decisions)
        return self.settle(readings)

    def gather(self, reading: Reading) -> None:
        for referent in referents(reading):
            key = self.first_key(reading.document, referent)
            entity = key[1] if key[0] == "0-known" else None
            cluster = self.clusters.add(key, (reading.document, referent), referent.type, entity)
            if entity and (known := self.ontology.lexicon.entities.get(entity)):
                cluster.types, cluster.lexical = {known.type}, set(known.names)
            self.keys[f"{reading.document} {referent.key}"] = key

    def gather_names(self, reading: Reading) -> None:
        """Note the further names that a reading's claims give its things, and which things its claims tie together."""
        alias = self.ontology.namespaces.iri("skos:altLabel")
        for claim in reading.claims:
            key = self.keys[f"{reading.document} {claim.subject.key}"]
            if isinstance(claim.object, Referent):
                self.joiner.tied.add(frozenset((key, self.keys[f"{reading.document} {claim.object.key}"])))
            elif claim.property == alias and not claim.negated:
                name, given = plain(claim.object.lexical), dict(claim.qualifiers)
                cluster = self.clusters.find(key)
                cluster.told.add(name)
                if "ended" in given or "validUntil" in given:
                    cluster.former.add(name)
                elif isinstance(day := given.get("validFrom"), Value):
                    cluster.since[name] = max(day.lexical, cluster.since.get(name, ""))

    def first_key(self, document: str, referent: Referent) -> tuple[str, ...]:
        kind = referent.type
        if self.joiner.is_a(kind, "LegalProvision"):
            cited = read_citation(referent.label)
            known = None if referent.entity and not (cited and cited.path) else self.law.locate(referent)
            if known:
                return ("0-known", known.iri) if known.in_lexicon else ("1-law", known.iri)
            if cited and not referent.entity and (" of " not in cited.section or cited.section.endswith(" of act")):
                return ("2-own", kind, plain(referent.label), document)
            if not cited and not referent.entity and is_bare(referent.label):
                return ("2-own", kind, plain(referent.label), document)
        if referent.entity:
            return ("0-known", referent.entity)
        if self.joiner.is_a(kind, "Criterion"):
            return ("2-criterion", document, referent.key)
        if self.joiner.is_concept(kind):
            return ("3-name", kind, phrase(referent.label))
        if is_acronym(referent.label):
            return ("4-acronym", kind, plain(referent.label), document, referent.key)
        if self.joiner.is_a(kind, "Person"):
            name = person_name(referent.label)
            if name is None:
                return ("5-person", kind, plain(referent.label), document, referent.key)
            return ("3-name", kind, " ".join((name.first, *name.middle, name.last)))
        return ("3-name", kind, plain(referent.label) or f"{document} {referent.key}")

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
                entity = Resource(
                    iri,
                    entities[iri].label,
                    entities[iri].type,
                    tuple(sorted({*entities[iri].aliases, *entity.aliases})),
                )
            entities[iri] = entity
            names[iri] = names.get(iri, frozenset()) | {plain(name) for name in cluster.names}
        return Resolution(
            entities=entities,
            members={member: iris[key] for member, key in member_keys.items()},
            log=tuple(self.clusters.log),
            provisions=self.law.structure({*entities, *(iri for places in self.cited.values() for *_, iri in places)}),
            names=names,
            cited=self.cited,
            printed=self.law.printed,
        )

    def age(self, cluster: Cluster) -> tuple[date, str, tuple[str, ...]]:
        return min((self.day(d), d, cluster.key) for d in cluster.documents)

    def day(self, document: str) -> date:
        """The document's day; of one that has none, the last there is."""
        return self.days.get(document) or date.max

    def named_by(self, cluster: Cluster) -> str:
        """The fullest name in the oldest document that speaks of it."""
        _, document, _ = self.age(cluster)
        return min((r.label for d, r in cluster.members if d == document), key=_fullest)

    def free_iri(self, name: str, cluster: Cluster, taken: set[str]) -> str:
        stem = self.base + "id/" + slug(name)
        kind = slug(
            self.ontology.vocabulary.classes[t].label
            if (t := self.type_of(cluster)) in self.ontology.vocabulary.classes
            else "thing"
        )
        numbered = (f"{stem}-{kind}-{number}" for number in count(2))
        found = next(text for text in chain((stem, f"{stem}-{kind}"), numbered) if text not in taken)
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
        oldest = sorted(
            cluster.members,
            key=lambda m: (
                *cluster.outdated(m[1].label), is_acronym(m[1].label), self.day(m[0]), m[0], _fullest(m[1].label),
            ),
        )  # fmt: skip
        label = known.label if known else law.label if law else oldest[0][1].label
        type_ = known.type if known else self.type_of(cluster)
        return Resource(iri, label, type_, tuple(sorted(cluster.names - {label})))


def _fullest(name: str) -> tuple[bool, int, str]:
    return is_acronym(name), -len(name), name
