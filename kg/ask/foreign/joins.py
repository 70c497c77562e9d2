"""Joins nodes of a plan: by a property that the question names, or by the shortest way that the data have."""

from __future__ import annotations

from kg.ask.foreign.links import Links, Way
from kg.ask.graphs.plan import Plan, PlanNode, Triple
from kg.ask.words.english import root, stems
from kg.ask.words.measures import Measure, plain
from kg.ask.words.senses import PropertyWords
from kg.ask.words.words import Words

LOST = 2.5


class PlanJoiner:
    """Adds relations to one plan; `sink` is where its triples go (the pattern, or what must not hold)."""

    def __init__(self, plan: Plan, words: Words, links: Links) -> None:
        self.plan, self.words, self.links = plan, words, links
        self.sink: list[Triple] = plan.triples

    def add(self, s: PlanNode, prop: str, o: PlanNode) -> None:
        """One triple, once."""
        if (s.id, prop, o.id) not in self.sink:
            self.sink.append((s.id, prop, o.id))
        known = self.words.properties[prop]
        for node, kinds in ((s, known.domains), (o, known.ranges)):
            if not node.types and not node.named and node.kind == "thing" and len(kinds) == 1:
                node.types = frozenset(k for k in kinds if k in self.words.classes)
        if known.kind != "thing":
            o.kind = known.kind
        if not o.prop and not o.named:
            o.prop = prop

    def fits(self, node: PlanNode, prop: PropertyWords, *, subject: bool) -> bool:
        """Whether a node can stand at one end of a property."""
        if node.kind != "thing" and (subject or prop.kind != node.kind):
            return False
        if not subject and prop.kind != "thing":
            return node.kind == prop.kind or not (node.classes or node.entities or node.prop)
        return self.links.has(node, prop.iri, subject=subject)

    def those_with(self, named: PlanNode) -> PlanNode:
        """Those that have a thing by the relation that most have it by: writers, for the occupation "writer"."""
        named.common = False
        iri = named.entities[0]
        text = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ ?x ?p <{iri}> FILTER(isIRI(?x)) }} GROUP BY ?p"
        ranked = sorted(self.links.rows(text), key=lambda r: (-int(r["n"].value), r["p"].value))
        found = next((r["p"].value for r in ranked if r["p"].value in self.words.properties), None)
        if found is None:
            return named
        node = self.plan.node(types=frozenset(self.words.properties[found].domains) & frozenset(self.words.classes))
        self.add(node, found, named)
        return node

    def relate(self, a: PlanNode, iri: str, b: PlanNode, *, turned: bool = False) -> float:
        """Ties two nodes by a property, whichever way the data allow; `turned` where grammar says b is its subject."""
        prop = self.words.properties[iri]
        if b.common and not (self.links.joined(a, iri, b) or self.links.joined(b, iri, a)):
            b = self.those_with(b)
        options: list[tuple[float, PlanNode, PlanNode]] = []
        for s, o, doubt in ((a, b, 0.25 if turned else 0.0), (b, a, 0.0 if turned else 0.25)):
            if self.fits(s, prop, subject=True) and self.fits(o, prop, subject=False):
                options.append((doubt + (0.0 if self.links.joined(s, iri, o) else 0.9), s, o))
        options.sort(key=lambda x: x[0])
        if self.plan.truth and a.named and b.named and options and options[0][0] >= 0.9:
            kinds = [(d - 0.9 if self._kinds_joined(s, iri, o) else d, s, o) for d, s, o in options]
            options = sorted(kinds, key=lambda x: x[0])
        if options and options[0][0] < 0.9:
            self.add(options[0][1], iri, options[0][2])
            return options[0][0]
        chained = self._chained(a, iri, b)
        if chained is not None:
            return chained
        if options:
            self.add(options[0][1], iri, options[0][2])
            return options[0][0]
        return LOST

    def _kinds_joined(self, s: PlanNode, iri: str, o: PlanNode) -> bool:
        """Whether a property joins things of the classes that two named things have."""
        if not s.types or not (o.types or o.constant):
            return False
        mine = PlanNode(-1, types=s.types)
        return (
            self.links.joined(mine, iri, PlanNode(-2, types=o.types))
            if o.types
            else self.links.has(mine, iri, subject=True)
        )

    def _chained(self, a: PlanNode, iri: str, b: PlanNode) -> float | None:
        """A property that joins one node to something that is linked to the other: "brewed in a country"."""
        prop = self.words.properties[iri]
        best: tuple[float, Plan] | None = None
        for near, far in ((a, b), (b, a)):
            for subject in (True, False):
                if not self.fits(near, prop, subject=subject):
                    continue
                if prop.kind != "thing" and subject:
                    continue
                trial = self.plan.copy()
                joiner = PlanJoiner(trial, self.words, self.links)
                end = trial.node(types=frozenset(prop.ranges if subject else prop.domains) & set(self.words.classes))
                mine, other = trial.nodes[near.id], trial.nodes[far.id]
                joiner.add(mine if subject else end, iri, end if subject else mine)
                end.prop = end.prop if subject else ""
                cost = joiner.link(end, other) + 0.35
                cost += 0.25
                if cost < LOST and (best is None or cost < best[0]):
                    best = (cost, trial)
        if best is None or best[0] > 1.9:
            return None
        self._take(best[1])
        return best[0]

    def _take(self, trial: Plan) -> None:
        """Makes a trial the plan, keeping where new triples go."""
        fresh = [t for t in trial.triples if t not in self.plan.triples]
        self.plan.nodes[len(self.plan.nodes) :] = trial.nodes[len(self.plan.nodes) :]
        for mine, tried in zip(self.plan.nodes, trial.nodes, strict=True):
            if mine is not tried:
                mine.types, mine.prop, mine.kind, mine.owner = tried.types, tried.prop, tried.kind, tried.owner
        for triple in fresh:
            if triple not in self.sink:
                self.sink.append(triple)

    def own(self, value: PlanNode, owner: PlanNode) -> float:
        """Says whose value a noun's value is: "the price of X"."""
        prop = self.words.properties[value.prop]
        value.owner = owner.id
        if prop.kind != "thing":
            if self.links.has(owner, prop.iri, subject=True) and owner.kind == "thing":
                self.add(owner, prop.iri, value)
                return 0.0
            return self._owned_further(value, owner, prop)
        if self.links.has(owner, prop.iri, subject=True):
            self.add(owner, prop.iri, value)
            return 0.0
        further = self._owned_further(value, owner, prop)
        if further < 1.5:
            return further
        if self.links.has(owner, prop.iri, subject=False):
            self.add(value, prop.iri, owner)
            value.prop = ""
            return 0.3
        return further

    def _owned_further(self, value: PlanNode, owner: PlanNode, prop: PropertyWords) -> float:
        """The value belongs to something that the owner is linked to: the role in a membership."""
        middle = self.plan.node(types=frozenset(prop.domains) & frozenset(self.words.classes), loose=True)
        if not middle.types:
            return LOST
        self.add(middle, prop.iri, value)
        value.owner = middle.id
        cost = self.link(middle, owner)
        return cost + 0.3 if cost < LOST else LOST

    def tie(self, node: PlanNode, other: PlanNode) -> float:
        """Gives a noun's value to a node, or joins two things."""
        if other.prop and other.owner < 0 and not other.named and not any(t[2] == other.id for t in self.plan.triples):
            return self.own(other, node)
        return self.link(node, other)

    def link(self, a: PlanNode, b: PlanNode, *, most: int = 2) -> float:
        """Ties two nodes that no property of the question ties, by the shortest way in the data."""
        for x, y in ((a, b), (b, a)):
            if y.entities and y.prop and x.kind == "thing" and self.links.joined(x, y.prop, y):
                self.add(x, y.prop, y)
                return 0.1
        if b.common and not any(self.links.ways(x, b, 1) for x in self._faces(a) if x.kind == "thing"):
            b = self.those_with(b)
        best: tuple[float, PlanNode, PlanNode, Way] | None = None
        for x in self._faces(a):
            for y in self._faces(b):
                if x.id == y.id or (x.kind != "thing" and not x.prop) or (y.kind != "thing" and y.constant is None):
                    continue
                if x.kind != "thing":
                    continue
                ways = self.links.ways(x, y, most)
                if not ways:
                    continue
                way = ways[0][0]
                doubt = 0.15 * min(2, sum(1 for w in ways[1:] if len(w[0]) == len(way)))
                cost = 0.4 * len(way) + doubt + 0.1 * (x is not a) + 0.1 * (y is not b)
                if best is None or cost < best[0] - 1e-9:
                    best = (cost, x, y, way)
        if best is None and self.plan.truth and a.named and b.named and a.types and b.types:
            ways = self.links.ways(PlanNode(-1, types=a.types), PlanNode(-2, types=b.types), 1)
            best = (0.5, a, b, ways[0][0]) if ways else None
        if best is None:
            return LOST
        cost, x, y, way = best
        at = x
        for i, (prop, forward) in enumerate(way):
            last = i == len(way) - 1
            there = y if last else self.plan.node(loose=True)
            self.add(at if forward else there, prop, there if forward else at)
            at = there
        return cost

    def _faces(self, node: PlanNode) -> list[PlanNode]:
        """A node and what stands behind it without being named: the owner of its value."""
        out = [node]
        if node.owner >= 0 and not self.plan.nodes[node.owner].named:
            out.append(self.plan.nodes[node.owner])
        elif node.prop and node.owner < 0 and not any(t[2] == node.id for t in [*self.plan.triples, *self.sink]):
            owner = self.owner_of(node)
            self.plan.cost += 0.3
            out.append(owner)
        for s, _, o in self.plan.triples:
            if o == node.id and self.plan.nodes[s].loose and self.plan.nodes[s] not in out:
                out.append(self.plan.nodes[s])
            if s == node.id and self.plan.nodes[o].loose and self.plan.nodes[o] not in out:
                out.append(self.plan.nodes[o])
        return out

    def owner_of(self, value: PlanNode) -> PlanNode:
        """The thing that has a value, made where the question names none."""
        prop = self.words.properties[value.prop]
        owner = self.plan.node(types=frozenset(prop.domains) & frozenset(self.words.classes), loose=True)
        self.add(owner, prop.iri, value)
        value.owner = owner.id
        return owner

    def measured(
        self, node: PlanNode, measure: Measure, kinds: tuple[str, ...] = ("number", "date", "duration")
    ) -> PlanNode | None:
        """The value that an adjective measures of a node, tied to it; the likeliest noun first."""
        for noun in measure.nouns:
            wanted = {root(s) for s in stems(noun)}
            for prop in sorted(self.words.properties.values(), key=lambda p: (len(p.label), -p.count, p.iri)):
                if prop.kind not in (*kinds, "thing") or not any(
                    wanted <= {root(s) for s in stems(n)} and len(stems(n)) <= len(stems(noun)) + 2 for n in prop.names
                ):
                    continue
                if not prop.count or not self.links.has(node, prop.iri, subject=True):
                    continue
                known = self.plan.object_of(node.id, prop.iri)
                if prop.kind != "thing":
                    return known or self._value(node, prop)
                end = known or self.plan.node(
                    types=frozenset(prop.ranges) & frozenset(self.words.classes), prop=prop.iri
                )
                inner = self.number_in(end)
                if inner is None:
                    continue
                if known is None:
                    self.add(node, prop.iri, end)
                return self._value(end, inner)
        return None

    def _value(self, node: PlanNode, prop: PropertyWords) -> PlanNode:
        known = self.plan.object_of(node.id, prop.iri)
        if known is not None:
            return known
        made = self.plan.node(kind=prop.kind, prop=prop.iri, owner=node.id)
        self.add(node, prop.iri, made)
        return made

    def number_in(self, node: PlanNode) -> PropertyWords | None:
        """The only number of a thing that is no more than a number with its unit: a price with a currency."""
        if node.named or not self.links.plain_value(node):
            return None
        found = [self.words.properties[p] for p in self.links.literals(node) if p in self.words.properties]
        numbers = [p for p in found if p.kind == "number"]
        return numbers[0] if len(numbers) == 1 and len(found) <= 3 else None

    def deep(self, node: PlanNode) -> PlanNode:
        """The number of a node that is only a number with its unit, or the node itself."""
        if node.kind == "thing" and not node.named and (node.prop or node.types):
            inner = self.number_in(node)
            if inner is not None:
                return self._value(node, inner)
        return node

    def sized(self, node: PlanNode) -> PlanNode | None:
        """The only number that a thing has, for "how large is it", tied to it."""
        found = [self.words.properties[p] for p in self.links.literals(node) if p in self.words.properties]
        numbers = [p for p in found if p.kind == "number"]
        return self._value(node, numbers[0]) if len(numbers) == 1 else None

    def guessed(self, node: PlanNode, gap: str, kinds: tuple[str, ...]) -> PlanNode | None:
        """The value that a question word alone asks for of a node: where, when, how to reach."""
        for noun in plain()["gaps"][gap]:
            wanted = set(stems(noun))
            for prop in sorted(self.words.properties.values(), key=lambda p: (len(p.label), p.iri)):
                named = prop.kind in kinds and any(wanted <= set(stems(n)) for n in prop.names)
                if named and self.links.has(node, prop.iri, subject=True):
                    made = self.plan.node(kind=prop.kind, prop=prop.iri, owner=node.id)
                    self.add(node, prop.iri, made)
                    return made
        return None
