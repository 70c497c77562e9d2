"""Reads predicates: verbs, what a thing is, what it has and has not, and how it compares."""

from __future__ import annotations

from kg.ask.english import stems
from kg.ask.grammar import Grammar
from kg.ask.items import Item
from kg.ask.joins import LOST
from kg.ask.measures import grammar, plain
from kg.ask.plan import Node
from kg.ask.times import Bound


class Predicates(Grammar):
    """A grammar that also reads predicates."""

    def predicate(self, subject: Node, gap: Node | None = None) -> None:
        """One or more predicates of a subject; `gap` is what the question word stands for."""
        kept, self.topic = self.topic, subject
        first = True
        for _ in range(5):
            before = self.at
            self._one(subject, gap if first or not self._bound(gap) else None)
            if self.at == before:
                break
            first = False
            if not self._goes_on_with_predicate():
                break
        self.topic = kept

    def _bound(self, node: Node | None) -> bool:
        return node is not None and any(node.id in (t[0], t[2]) for t in self.plan.triples)

    def _goes_on_with_predicate(self) -> bool:
        """Whether "and", "but" … leads to another predicate of the same subject."""
        ahead = 0
        while self.word("and", ",", "but", "or", ahead=ahead) or (ahead and self.word("who", "that", "which", ahead=ahead)):
            ahead += 1
        if not ahead:
            return False
        item = self.cur(ahead)
        verbal = (
            (item.kind == "P" and (item.role in ("subject", "object") or self._is_verb(item) or not self.starts_np(ahead + 1) or True))
            or (item.kind == "w" and item.word in grammar("be") | grammar("do") | grammar("have") | grammar("never") | {"with"})
            or (item.kind == "X" and item.word.endswith(("ed", "s")))
            or (item.kind == "C" and self._is_verb(item))
            or item.kind == "B"
        )
        if verbal:
            self.at += ahead
        return verbal

    def _one(self, subject: Node, gap: Node | None) -> None:
        denied = be = have = light = False
        while True:
            item = self.cur()
            word = item.word if item.kind in ("w", "L") else ""
            if word in grammar("never"):
                denied = True
                be = be or word in grammar("be")
            elif word in grammar("be"):
                be = True
            elif word in grammar("have"):
                have = True
            elif word in plain()["states"] and be and self._state(word, subject):
                return
            elif word in grammar("do") | grammar("modal"):
                pass
            elif item.kind == "L" and (word in grammar("adverbs") or not self.starts_np() or not (be or have)):
                light = light or word not in grammar("adverbs")
            elif word in ("that", "which", "who"):
                pass
            else:
                break
            self.at += 1
            if have and denied and self.starts_np():
                break
        item = self.cur()
        sink = self.join.sink
        if denied:
            self.join.sink = []
        if have and (self.starts_np() or item.kind == "B") and not (item.kind == "P" and (item.role in ("subject", "object") or self._is_verb(item))):
            self.having(subject, denied=denied, gap=gap)
        elif item.kind == "B" and self.cur(1).kind in ("E", "C", "P", "V"):
            self.cost(0.1)
            self.having(subject, denied=denied, gap=gap)
        elif light and not be and self.starts_np() and not (item.kind == "P" and (item.role in ("subject", "object") or self._is_verb(item))):
            self._unknown_verb(subject, gap, light=True)
        elif item.kind == "P":
            self._verb(self.take(), subject, gap, denied=denied, be=be)
        elif item.kind == "C" and (self._is_verb(item) or (not be and not have)) and subject.kind == "thing":
            self._event(self.take(), subject, gap)
        elif item.kind == "S" and not self.starts_np(1) and subject.kind == "thing":
            self.superlative(subject, self.take())
        elif be and item.kind in ("S",):
            found = self.np()
            if found is not None and found is not subject:
                self._same(subject, found)
        elif item.kind == "B":
            self._compare(subject, self.take())
        elif be and item.kind == "M":
            self._compare_to(subject, self.take())
        elif item.kind == "V" and item.value is not None and subject.prop == item.iri and not subject.named:
            subject.constant = self.take().value
        elif (be and self.starts_np()) or item.kind in ("E", "V"):
            found = self.np()
            if found is not None:
                self._same(subject, self._said(found))
        elif item.kind == "w" and item.word in grammar("prepositions"):
            self._prepositional(subject, gap)
        elif item.kind == "X":
            self._unknown_verb(subject, gap)
        elif gap is not None and not self._bound(gap) and item.kind == "end" and subject is not gap:
            self.cost(0.2)
        if denied:
            group, self.join.sink = self.join.sink, sink
            if group:
                self.plan.denied.append(group)
            elif not self._denied_value():
                self.cost(1.5)

    def _state(self, word: str, subject: Node) -> bool:
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

    def _denied_value(self) -> bool:
        """Whether the last triple says "false" of something, which is a denial of its own."""
        if not self.plan.triples:
            return False
        value = self.plan.nodes[self.plan.triples[-1][2]]
        return value.kind == "boolean"

    def _skip_prepositions(self) -> str:
        word = ""
        while self.cur().kind == "w" and self.cur().word in grammar("prepositions") and (self.starts_np(1) or self.cur(1).kind in ("B", "end") or self.cur(1).word == "?"):
            word = self.take().word
        return word

    def _verb(self, item: Item, subject: Node, gap: Node | None, *, denied: bool, be: bool) -> None:
        """A property said as a verb, with its object, its gap, or neither."""
        prop = self.words.properties[item.iri]
        if prop.kind == "boolean":
            self.boolean(subject, item.iri, yes=not denied)
            if not denied:
                self._trail(subject, subject)
            return
        if prop.kind != "thing":
            self._literal_verb(item, subject, gap, be=be)
            return
        if self.isin("determiners") and self.cur(1).kind == "w" and self.cur(1).word in grammar("prepositions"):
            self.at += 1
        at = self.at
        preposition = self._skip_prepositions()
        if self.cur().kind == "B" and self.cur().bound is not None and self.cur().bound.kind == "date":  # type: ignore[union-attr]
            self.at = at
        turned = self._passive(item, be=be, preposition=preposition)
        own = {n.lower().split()[-1] for n in prop.names if stems(n)[:1] == stems(item.text)[:1] and " " in n}
        if preposition and own and preposition not in own and own <= grammar("prepositions"):
            self.cost(0.4)
        if self.starts_np() and (self.at > at or not preposition):
            target = self.np(rel=True)
            if target is not None:
                target = self._said(target)
                target = self._coordinated(target)
                self.cost(self.join.relate(subject, item.iri, target, turned=turned))
                self._card(subject, target)
                self._as(item, subject, target)
                self._trail(subject, target, gap)
                return
        if gap is not None and not self._bound(gap) and gap is not subject:
            if gap.kind == "thing":
                self.cost(self.join.relate(subject, item.iri, gap, turned=turned))
            else:
                self.cost(1.6)
            self._trail(subject, gap)
            return
        other = self.plan.node()
        self.cost(self.join.relate(subject, item.iri, other, turned=turned) + 0.1)
        self._trail(subject, other)

    def _passive(self, item: Item, *, be: bool, preposition: str) -> bool:
        """Whether grammar makes the subject the property's object."""
        name = self.words.properties[item.iri].label.lower()
        first = name.split()[0]
        active = not name.endswith(" by") and (
            (first.endswith("s") and first not in ("has", "is", "was") and not first.endswith("ss"))
            or name.endswith((" in", " at", " to", " from", " with", " into"))
        )
        return (be and preposition == "by") if active else not be

    def _as(self, item: Item, subject: Node, target: Node) -> None:
        """ "has X as its capital"."""
        del item, subject, target

    def _literal_verb(self, item: Item, subject: Node, gap: Node | None, *, be: bool) -> None:
        prop = self.words.properties[item.iri]
        fits = gap is not None and gap.kind == prop.kind and not self._bound(gap)
        if gap is not None and not self._bound(gap) and not fits and gap.kind != "thing":
            self.cost(1.2)
        if gap is not None and gap.kind == "thing" and not self._bound(gap) and gap is not subject and prop.kind != "string":
            self.cost(1.4)
        value = gap if fits and gap is not None else self.plan.node(kind=prop.kind)
        value.prop = value.prop or prop.iri
        cost = self.join.own(value, subject)
        if prop.kind == "date" and self.starts_np() and not subject.named and not subject.classes and not fits:
            cost += 0.7
        if cost >= LOST and self.word("by") and self.starts_np(1):
            cost = 0.3
        at = self.at
        preposition = self._skip_prepositions()
        if self.isin("determiners") and self.cur(1).kind == "S" and not self.starts_np(2):
            self.at += 1
        nxt = self.cur()
        if nxt.kind == "B" and nxt.bound is not None:
            self.take()
            self.bind(value, nxt.bound)
            self._units()
        elif nxt.kind == "N":
            self.take()
            self.plan.filters.append((value.id, Bound("number", "=", nxt.word, None, nxt.at)))
            self._units()
        elif nxt.kind == "S":
            self.superlative(value, self.take())
        elif self.starts_np() and preposition in ("by", "in", "at", "for", "of", "to", "with", "from", "on"):
            other = self.np()
            if other is not None:
                other = self._said(other)
                if prop.kind == "date" and not fits:
                    self._drop(value)
                self.cost(self.join.link(subject, other))
        elif self.starts_np() and nxt.kind == "V" and nxt.iri == prop.iri and nxt.value is not None:
            self.take()
            value.constant = nxt.value
        elif self.starts_np():
            self.at = at
            other = self.np()
            if other is not None:
                self.cost(self.join.link(subject, self._said(other)) + 0.3)
        self.cost(cost)
        self._trail(subject, value)

    def _drop(self, value: Node) -> None:
        """Forgets a value that only a verb brought in: "released by"."""
        for sink in (self.plan.triples, self.join.sink):
            sink[:] = [t for t in sink if value.id not in (t[0], t[2])]
        value.loose = True

    def _units(self) -> None:
        """The unit after a number."""
        while self.cur().kind in ("L", "w") and (self.cur().word not in grammar("adverbs")) and self.cur().kind == "L":
            self.at += 1

    def _event(self, item: Item, subject: Node, gap: Node | None) -> None:
        """A class said as a verb: "which customers ordered X"."""
        event = self.plan.node(classes=frozenset({item.iri}), loose=True)
        cost = (self._agent(subject, event) if not subject.types and not subject.named else self.join.link(subject, event)) + 0.2
        self._skip_prepositions()
        if self.starts_np():
            target = self.np()
            if target is not None:
                target = self._coordinated(self._said(target))
                cost += self.join.link(event, target)
                self._card(subject, target)
        if gap is not None and not self._bound(gap) and gap is not subject:
            cost += self.join.link(event, gap)
        self.cost(cost)
        self._trail(subject, event)

    def _agent(self, subject: Node, event: Node) -> float:
        """Whoever is behind an event: the only named thing that it leads to, or the one that it is "by"."""
        onward = self.links.onward(event)
        by = [p for p in onward if any(n.lower().endswith(" by") for n in self.words.properties[p].names)]
        found = onward if len(onward) == 1 else by
        if len(found) != 1:
            return LOST
        self.join.add(event, found[0], subject)
        return 0.3

    def _unknown_verb(self, subject: Node, gap: Node | None, *, light: bool = False) -> None:
        """A verb that means nothing here, where the data leave only one way to read it."""
        if not light:
            self.take()
            self.cost(0.75)
            self.pass_over()
            if self.cur().kind == "S" and not self.starts_np(1) and subject.kind == "thing":
                self.superlative(subject, self.take())
                return
        self._skip_prepositions()
        if self.starts_np():
            target = self.np()
            if target is not None:
                target = self._coordinated(self._said(target))
                if target.prop and target.owner < 0 and not target.named:
                    self.cost(self.join.own(target, subject))
                else:
                    self.cost(self.join.link(subject, target, most=2 if light else 1))
                self._card(subject, target)
                self._trail(subject, target, gap)
        elif gap is not None and not self._bound(gap):
            self.cost(self.join.link(subject, gap, most=1))

    def _coordinated(self, target: Node) -> Node:
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

    def _card(self, subject: Node, target: Node) -> None:
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

    def _trail(self, subject: Node, target: Node, gap: Node | None = None) -> None:
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
            if item.kind == "w" and item.word in grammar("prepositions") and item.word != "by" or self.word("by"):
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

    def _try_link(self, a: Node, b: Node) -> float:
        ways = self.links.ways(a, b, 1)
        return 0.0 if ways else 1.0

    def _unify_role(self, subject: Node, target: Node, role: Node) -> None:
        self.plan.triples[:] = [t for t in self.plan.triples if {t[0], t[2]} != {subject.id, target.id}]
        self.cost(self.join.relate(subject, role.prop, target))

    def _same(self, subject: Node, found: Node) -> None:
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
        if found.named and subject.prop and not subject.named:
            if found.constant or found.entities:
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

    typed: list[tuple[Node, Node]] = []

    def _merge(self, subject: Node, found: Node) -> None:
        """Makes two open nodes one."""
        for sink in (self.plan.triples, *self.plan.denied, self.join.sink):
            sink[:] = [(subject.id if s == found.id else s, p, subject.id if o == found.id else o) for s, p, o in sink]
        subject.classes |= found.classes
        subject.types = subject.types or found.types
        subject.prop = subject.prop or found.prop
        if subject.kind == "thing":
            subject.kind = found.kind
        for name in ("order", "ordered_value"):
            del name
        if self.plan.order is not None and self.plan.order[1] == found.id:
            self.plan.order = (self.plan.order[0], subject.id, self.plan.order[2])

    def _compare(self, subject: Node, item: Item) -> None:
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
            self.cost(LOST)
        self._units()

    def _compare_to(self, subject: Node, item: Item) -> None:
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

    def _prepositional(self, subject: Node, gap: Node | None) -> None:
        """ "are in Ireland", "are on the Coast Line"."""
        del gap
        if self.cur(1).kind == "B":
            self.at += 1
            self._compare(subject, self.take())
            return
        if not self.starts_np(1):
            return
        self.at += 1
        other = self.np()
        if other is not None:
            self.cost(self.join.link(subject, self._coordinated(self._said(other))))

    def having(self, node: Node, *, denied: bool = False, listed: bool = False, gap: Node | None = None) -> None:
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

    def _has(self, node: Node, target: Node, *, listed: bool, their: bool) -> None:
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
            while self.word("and", ",") and (self.cur(1).kind == "P" or self.isin("their", 1) or self.isin("determiners", 1)):
                self.at += 1
                more = self.np(owner=node)
                if more is None:
                    break
                self.extra.append(more.id)
        self._trail(node, target)

    listing = False
    """Whether a list is asked for, so that "with their X" names columns."""

    extra: list[int] = []
