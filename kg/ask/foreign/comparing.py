"""Reads what a thing is, what it has and has not, how it compares, and what stands after a verb."""

from __future__ import annotations

from kg.ask.foreign.grammar import NounPhrases
from kg.ask.foreign.items import Item
from kg.ask.foreign.joins import LOST
from kg.ask.graphs.plan import PlanNode
from kg.ask.questions.times import Bound
from kg.ask.words.english import stems
from kg.ask.words.measures import forms, grammar, plain


class Comparing(NounPhrases):
    """A grammar that also reads complements and possessions."""

    def _bound(self, node: PlanNode | None) -> bool:
        return node is not None and any(node.id in (t[0], t[2]) for t in self.plan.triples)

    def _state(self, word: str, subject: PlanNode) -> bool:
        """ "alive": what has no date of death."""
        yes, *nouns = plain()["states"][word]
        for prop in sorted(self.words.properties.values(), key=lambda p: p.iri):
            if prop.kind != "thing" and any(stems(n) == stems(noun) for n in prop.names for noun in nouns):
                self.take()
                end = self.plan.node(kind=prop.kind)
                triple = (subject.id, prop.iri, end.id)
                if yes == "has":
                    self.plan.triples.append(triple)
                else:
                    self.plan.denied.append([triple])
                return True
        return False

    def _drop(self, value: PlanNode) -> None:
        """Forgets a value that only a verb brought in: "released by"."""
        for sink in (self.plan.triples, self.join.sink):
            sink[:] = [t for t in sink if value.id not in (t[0], t[2])]
        value.loose = True

    def _units(self) -> None:
        """The unit after a number."""
        while self.cur().kind in ("L", "w") and (self.cur().word not in grammar("adverbs")) and self.cur().kind == "L":
            self.at += 1

    def _coordinated(self, target: PlanNode) -> PlanNode:
        """ "X and Y" must both hold, "X or Y" either: more things of the same kind."""
        while True:
            ahead = 1
            if self.word("and", "or", ",", "&") and self.word("and", "or", ahead=1):
                ahead = 2
            joint = self.cur(ahead - 1).word
            nxt = self.cur(ahead + (1 if self.isin("determiners", ahead) else 0))
            if not self.word("and", "or", ",", "&") or nxt.kind not in ("E", "V") or not target.named:
                return target
            if nxt.kind == "E" and target.entities:
                if self.words.entities.get(nxt.iri) is None or not self.words.fits(self._kinds(nxt.iri), target.types):
                    return target
                after = self.cur(ahead + (1 if self.isin("determiners", ahead) else 0) + 1)
                if after.kind in ("w",) and after.word in grammar("be") | grammar("have") | grammar("do"):
                    return target
                self.at += ahead + (1 if self.isin("determiners", ahead) else 0) + 1
                target.entities = (*target.entities, nxt.iri)
                target.every = target.every or joint in ("and", "&")
                if joint == "or":
                    target.every = False
                continue
            return target

    def _card(self, subject: PlanNode, target: PlanNode) -> None:
        """A bound on how many of a thing another has."""
        bound = self.cards.pop(target.id, None)
        if bound is None:
            return
        if target.kind == "number":
            self.plan.filters.append((target.id, bound))
            return
        self.plan.having.append((target.id, bound))
        if not subject.named:
            self.plan.grouped.append(subject.id)

    def _trail(self, subject: PlanNode, target: PlanNode) -> None:
        """Prepositional phrases and dates after a verb and its object."""
        for _ in range(4):
            item = self.cur()
            if item.kind == "L" and not self.starts_np():
                self.at += 1
                continue
            if item.kind == "B" and item.bound is not None and item.bound.kind == "date":
                self.take()
                self.dated(subject, item.bound)
                continue
            if (item.kind == "w" and item.word in grammar("prepositions") and item.word != "by") or self.word("by"):
                if self.cur(1).kind == "B":
                    self.at += 1
                    continue
                if self._grouping() or not self.starts_np(1):
                    return
                self.at += 1
                other = self.np()
                if other is None:
                    return
                other = self._said(other)
                if item.word == "as" and other.prop:
                    self._unify_role(subject, target, other)
                    continue
                ends = [n for n in (target, subject) if n.kind == "thing"]
                trials = [(self._try_link(n, other), i, n) for i, n in enumerate(ends)]
                if trials:
                    self.cost(self.join.link(min(trials, key=lambda x: (x[0], x[1]))[2], other))
                continue
            return

    def _try_link(self, a: PlanNode, b: PlanNode) -> float:
        ways = self.links.ways(a, b, 1)
        return 0.0 if ways else 1.0

    def _unify_role(self, subject: PlanNode, target: PlanNode, role: PlanNode) -> None:
        self.plan.triples[:] = [t for t in self.plan.triples if {t[0], t[2]} != {subject.id, target.id}]
        self.cost(self.join.relate(subject, role.prop, target))

    def _same(self, subject: PlanNode, found: PlanNode) -> None:
        """ "X is Y": the same thing, a class of it, or a value that it has."""
        if found is subject:
            return
        known = self.words.properties.get(found.prop)
        if known is not None and known.kind == "boolean" and found.owner < 0 and not found.named:
            self.boolean(subject, found.prop, yes=self.join.sink is self.plan.triples)
            return
        if found.classes and not found.named and not any(found.id in (t[0], t[2]) for t in self.plan.triples):
            subject.classes = frozenset({*subject.classes, *found.classes})
            if subject.entities:
                self.typed.append((subject, found))
            return
        if found.entities and subject.kind != "thing" and not subject.named:
            self.cost(LOST)
            return
        if found.named and subject.prop and not subject.named:
            subject.entities, subject.constant = found.entities, found.constant
            return
        if subject.named and found.prop and not found.named and self._bound(found):
            found.entities, found.constant = subject.entities, subject.constant
            return
        if found.named and not subject.named:
            self.cost(self.join.link(subject, found))
            return
        if not found.named and not subject.named and self._bound(found):
            self._merge(subject, found)
            return
        self.cost(self.join.link(subject, found))

    def _merge(self, subject: PlanNode, found: PlanNode) -> None:
        """Makes two open nodes one."""
        for sink in (self.plan.triples, *self.plan.denied, self.join.sink):
            sink[:] = [(subject.id if s == found.id else s, p, subject.id if o == found.id else o) for s, p, o in sink]
        subject.classes |= found.classes
        subject.types = subject.types or found.types
        subject.prop = subject.prop or found.prop
        if subject.kind == "thing":
            subject.kind = found.kind
        if self.plan.order is not None and self.plan.order[1] == found.id:
            self.plan.order = (self.plan.order[0], subject.id, self.plan.order[2])

    def _compare(self, subject: PlanNode, item: Item) -> None:
        """A bound said of a thing: "is longer than 100 km", "is over 4 euros"."""
        bound = item.bound
        assert bound is not None  # noqa: S101
        if subject.kind == bound.kind or (subject.kind == "number" and bound.kind == "date"):
            self.bind(subject, bound)
        elif subject.kind == "thing" and self.join.number_in(subject) is not None and bound.kind == "number":
            self.plan.filters.append((self.join.deep(subject).id, bound))
        elif item.measure is not None:
            value = self.join.measured(subject, item.measure)
            if value is None:
                self.cost(LOST)
            else:
                self.bind(value, bound)
        elif bound.kind == "date":
            self.dated(subject, bound)
        else:
            upright = self.join.measured(subject, forms()["high"]) if item.word in ("above", "below", "over") else None
            if upright is None:
                self.cost(LOST)
            else:
                self.cost(0.4)
                self.bind(upright, bound)
        self._units()

    def _compare_to(self, subject: PlanNode, item: Item) -> None:
        """ "is longer than X": a thing compared with another by the same property."""
        if self.word("than"):
            self.at += 1
        other = self.np() if self.starts_np() else None
        if item.measure is None:
            self.cost(LOST)
            return
        mine = self.join.measured(subject, item.measure)
        if other is None:
            if mine is not None and item.measure.degree == "":
                self.cost(1.5)
            else:
                self.cost(LOST)
            return
        theirs = self.join.measured(self._said(other), item.measure)
        if mine is None or theirs is None:
            self.cost(LOST)
            return
        self.plan.compared.append((mine.id, ">" if item.measure.direction == "max" else "<", theirs.id))

    def having(
        self, node: PlanNode, *, denied: bool = False, listed: bool = False, gap: PlanNode | None = None
    ) -> None:
        """What a node has: a value, a bound on it, a number of things, or nothing."""
        sink = self.join.sink
        if denied and sink is self.plan.triples:
            self.join.sink = []
        their = self.isin("their")
        kept, self.topic = self.topic, node
        item = self.cur()
        if item.kind == "B" and self.cur(1).kind not in ("E", "C", "P", "V"):
            self._compare(node, self.take())
        else:
            target = self.np(rel=True)
            if target is not None:
                self._has(node, target, listed=listed, their=their)
        self.topic = kept
        if gap is not None and not self._bound(gap):
            self.cost(0.4)
        if denied and sink is self.plan.triples:
            group, self.join.sink = self.join.sink, sink
            if group:
                self.plan.denied.append(group)

    def _has(self, node: PlanNode, target: PlanNode, *, listed: bool, their: bool) -> None:
        if target.entities and target.prop and target.owner < 0:
            self.cost(self.join.relate(node, target.prop, target))
            self._trail(node, target)
            return
        if target.named:
            target = self._coordinated(target)
            self.cost(self.join.link(node, target))
            self._trail(node, target)
            return
        prop = self.words.properties.get(target.prop)
        if prop is not None and prop.kind == "boolean" and target.owner < 0:
            self.boolean(node, prop.iri, yes=self.join.sink is self.plan.triples)
            return
        if prop is not None and target.owner < 0:
            self.cost(self.join.own(target, node))
        elif prop is None or not self._bound(target):
            self.cost(self.join.link(node, target))
        self._card(node, target)
        nxt = self.cur()
        if nxt.kind == "w" and nxt.word in ("of", "at", "in") and self.cur(1).kind in ("B", "N"):
            self.at += 1
            nxt = self.cur()
        if nxt.kind == "B" and nxt.bound is not None:
            self.take()
            self.bind(self.join.deep(target), nxt.bound)
            self._units()
        elif nxt.kind == "N":
            self.take()
            self.plan.filters.append((self.join.deep(target).id, Bound("number", "=", nxt.word, None, nxt.at)))
        elif nxt.kind == "V" and nxt.iri == target.prop and nxt.value is not None:
            self.take()
            target.constant = nxt.value
        elif (
            listed
            and target.prop
            and (their or self.listing)
            and self.ordered_value is None
            and not any(i == target.id for i, _ in self.plan.filters)
            and not any(i == target.id for i, _ in self.plan.having)
        ):
            self.extra.append(target.id)
            while self.word("and", ",") and (
                self.cur(1).kind == "P" or self.isin("their", 1) or self.isin("determiners", 1)
            ):
                self.at += 1
                more = self.np(owner=node)
                if more is None:
                    break
                self.extra.append(more.id)
        self._trail(node, target)
