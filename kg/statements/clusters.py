"""Clusters: which referents are one thing, joined one reason at a time, every joining and refusal written down.

A cluster never spans two entities of the lexicon, classes that exclude each other, or names that a curator keeps apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extract.claims.mentions import Referent
from kg.statements.names import is_acronym, plain

Member = tuple[str, Referent]
"""The document's id, and what that document speaks of."""


@dataclass(slots=True)
class Cluster:
    """Referents taken for one thing; `entity` is the lexicon's IRI if one of them is known there.

    `told` holds the further names, plain, that claims give it; `former` those of them that it no longer bears, and
    `since` the days from which it bears others.
    """

    key: tuple[str, ...]
    types: set[str] = field(default_factory=set)
    members: list[Member] = field(default_factory=list)
    entity: str | None = None
    lexical: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    since: dict[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> set[str]:
        """The fullest names that its documents give it."""
        return {referent.label for _, referent in self.members}

    @property
    def names(self) -> set[str]:
        """All names that documents and the lexicon give it."""
        return self.labels | {alias for _, referent in self.members for alias in referent.aliases} | self.lexical

    @property
    def documents(self) -> set[str]:
        """The ids of the documents that speak of it."""
        return {document for document, _ in self.members}

    def outdated(self, name: str) -> tuple[bool, bool]:
        """Whether a name is one that it no longer bears, and whether another is known to be its newest."""
        newest = max(self.since, key=lambda one: (self.since[one], one), default=None)
        return plain(name) in self.former, newest is not None and plain(name) != newest

    @property
    def shown(self) -> str:
        """Its clearest name, for the log."""
        return min(self.names, key=lambda name: (is_acronym(name), -len(name), name), default=self.key[-1])


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the log: the plain names that it is about, and what was done and why."""

    names: frozenset[str]
    text: str


class Clusters:
    """Clusters under keys; joining keeps the smaller key, so that the order of the input leaves no trace."""

    def __init__(self, comparable: Callable[[str, str], bool], bears: Callable[[Cluster], set[str]]) -> None:
        self.by_key: dict[tuple[str, ...], Cluster] = {}
        self.log: list[Reason] = []
        self._comparable = comparable
        self._bears = bears
        self._moved: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._apart: list[tuple[frozenset[str], frozenset[str], str]] = []

    def add(self, key: tuple[str, ...], member: Member | None, type_: str, entity: str | None = None) -> Cluster:
        """The cluster under a key, made if need be, with one more member."""
        cluster = self.by_key.setdefault(key, Cluster(key, entity=entity))
        cluster.types.add(type_)
        if member is not None:
            cluster.members.append(member)
        return cluster

    def find(self, key: tuple[str, ...]) -> Cluster:
        """The cluster that a key has come to lie in."""
        while key in self._moved:
            key = self._moved[key]
        return self.by_key[key]

    def all(self) -> list[Cluster]:
        """The clusters sorted by key."""
        return [self.by_key[key] for key in sorted(self.by_key)]

    def keep_apart(self, one: Iterable[str], other: Iterable[str], why: str) -> None:
        """Forbid that what bears one of these addresses joins what bears one of the others."""
        self._apart.append((frozenset(one), frozenset(other), why))

    def grouped(
        self, by: Callable[[Cluster], Iterable[tuple[str, ...]]]
    ) -> list[tuple[tuple[str, ...], list[Cluster]]]:
        """The clusters that share a trait, by trait, both sorted; only traits that at least two share."""
        groups: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
        for cluster in self.all():
            for trait in sorted(set(by(cluster))):
                groups[trait].append(cluster)
        return [(trait, found) for trait, found in sorted(groups.items()) if len(found) > 1]

    def join(self, one: Cluster, other: Cluster, why: str, *, weak: bool = False, ruled: str | None = None) -> bool:
        """Make two clusters one and say why; where something forbids it, say that instead and return `False`.

        A weak reason (anything less than equal names) also yields to a document that tells the two apart. `ruled`
        is the address that a curator's decision gives the one thing: nothing forbids that.
        """
        one, other = self.find(one.key), self.find(other.key)
        if one is other:
            return True
        fault = None if ruled else self.objection(one, other, weak)
        if fault:
            self.note((one, other), f"kept apart: {one.shown!r} and {other.shown!r}: {fault} (would join: {why})")
            return False
        first, second = sorted((one, other), key=lambda c: (c.entity is None, c.key))
        self.note((one, other), f"joined: {first.shown!r} and {second.shown!r}: {why}")
        first.types |= second.types
        first.members += second.members
        known = {first.entity, second.entity} - {None}
        first.entity = (ruled if ruled in known else min(k for k in known if k)) if known else None
        first.lexical |= second.lexical
        first.told |= second.told
        first.former |= second.former
        first.since |= second.since
        self._moved[second.key] = first.key
        del self.by_key[second.key]
        return True

    def objection(self, one: Cluster, other: Cluster, weak: bool) -> str | None:
        """What forbids that two clusters be one, or `None`."""
        if one.entity and other.entity and one.entity != other.entity:
            return "the lexicon knows them as two"
        for a in sorted(one.types):
            for b in sorted(other.types):
                if not self._comparable(a, b):
                    return f"a thing cannot be both {_local(a)} and {_local(b)}"
        ones, others = self._bears(one), self._bears(other)
        for left, right, why in self._apart:
            if (ones & left and others & right) or (ones & right and others & left):
                return f"a curator keeps them apart ({why})"
        both = one.documents & other.documents
        if weak and both:
            return f"document {min(both)} speaks of them as two"
        return None

    def note(self, clusters: Iterable[Cluster], text: str) -> None:
        """Write a line into the log under all names of the clusters."""
        self.log.append(Reason(frozenset(plain(name) for cluster in clusters for name in cluster.names), text))


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
