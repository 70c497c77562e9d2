"""Reads noun phrases of a question over any graph into its plan, left to right."""

from __future__ import annotations

from kg.ask.foreign.items import Item
from kg.ask.foreign.joins import LOST, PlanJoiner
from kg.ask.foreign.state import THINGS, State
from kg.ask.graphs.plan import PlanNode
from kg.ask.questions.times import Bound
from kg.ask.words.measures import grammar


class NounPhrases(State):
    """A state that reads noun phrases."""

    def starts_np(self, ahead: int = 0) -> bool:
        """Whether a noun phrase can begin here."""
        item = self.cur(ahead)
        if item.kind in (*THINGS, "S", "A", "N"):
            return True
        if (
            (self.it or self.topic) is not None
            and self.isin("pronouns", ahead)
            and self.cur(ahead + 1).kind not in THINGS
        ):
            return True
        if self.isin("anybody", ahead) and item.word != "those":
            return True
        if item.kind == "B" and item.bound is not None and item.bound.kind == "number":
            return self.cur(ahead + 1).kind in THINGS
        if item.kind in ("M",):
            return self.cur(ahead + 1).kind in THINGS
        if item.kind in ("w", "L") and item.word in grammar("determiners") | grammar("each") | grammar("their") | {
            "no"
        }:
            return self.starts_np(ahead + 1)
        return item.kind == "L" and item.word not in grammar("adverbs") and self.cur(ahead + 1).kind in THINGS

    def np(self, *, rel: bool = True, owner: PlanNode | None = None, preps: bool = True) -> PlanNode | None:
        """A noun phrase with what modifies it; None where none begins here."""
        each, sup, agg, card, many = False, None, "", None, False
        same = False
        self.depth += 1
        start = self.at
        while True:
            item = self.cur()
            if item.kind in ("w", "L") and item.word in grammar("each"):
                each = True
            elif (
                self.isin("pronouns")
                and (self.it or self.topic) is not None
                and self.cur(1).kind not in (*THINGS, "S", "A")
            ):
                break
            elif item.kind in ("w", "L") and item.word in grammar("their"):
                owner = owner or self.topic
            elif (
                item.kind in ("w", "L")
                and item.word in grammar("determiners") | {"no", "there", "of"}
                and not (item.word == "of" and not agg and sup is None)
            ):
                many = many or item.word in ("all", "any", "different", "distinct")
            elif item.kind == "S":
                sup = item
            elif item.kind == "A":
                agg = "total" if agg == "sum" and item.direction == "count" else item.direction
            elif item.kind == "M" and self.cur(1).kind in THINGS:
                self.cost(0.5)
            elif (
                item.kind == "B"
                and item.bound is not None
                and item.bound.kind == "number"
                and self.cur(1).kind in THINGS
            ):
                card = item.bound
            elif item.kind == "N" and self.cur(1).kind in THINGS:
                card = Bound("number", "=", item.word, None, item.at)
            elif item.kind == "L" and self.cur(1).kind in (*THINGS, "S"):
                pass
            else:
                break
            same = same or item.word == "same"
            if item.word == "no" and item.kind != "S" and self.join.sink is self.plan.triples:
                self.cost(2.0)
            self.at += 1
        if self.isin("pronouns") and (self.it or self.topic) is not None and self.cur(1).kind not in THINGS:
            self.take()
            self.depth -= 1
            return self.it or self.topic
        heads: list[Item] = []
        if self.isin("anybody") and self.cur(1).kind not in THINGS:
            self.take()
            node = self.plan.node()
            self._after(node, rel=rel, preps=preps)
            self.depth -= 1
            return node
        while self.cur().kind in THINGS and (not heads or self._goes_on(heads)):
            heads.append(self.take())
        if not heads:
            if sup is None:
                self.at = start
            self.depth -= 1
            return self._bare_superlative(sup)
        node = self._head(heads, many=many or each or agg == "count", sup=sup is not None)
        told = self.cur().kind == "P" and (self.cur().role in ("subject", "object") or self._is_verb(self.cur()))
        if node.common and (sup is not None or agg or each or (rel and (told or self.isin("relatives")))):
            node = self.join.those_with(node)
        node.each, node.aggregate, node.same = each, agg, same
        node.plural = self._is_plural(heads[-1])
        if card is not None:
            self.cards[node.id] = card
        if owner is not None and node.prop and node.owner < 0 and not node.named:
            self.cost(self.join.own(node, owner))
        elif owner is not None and node.inverse:
            self.join.add(node, node.inverse, owner)
        elif owner is not None and not node.named and node is not owner:
            self.cost(self.join.link(node, owner))
        self._after(node, rel=rel, preps=preps)
        if sup is not None:
            self.superlative(node, sup)
        self.depth -= 1
        return node

    def _bare_superlative(self, sup: Item | None) -> PlanNode | None:
        """ "the longest": of what was spoken of before."""
        if sup is None or self.topic is None:
            return None
        self.superlative(self.topic, sup)
        return self.topic

    def _goes_on(self, heads: list[Item]) -> bool:
        """Whether the next item is part of the same noun phrase."""
        item, last = self.cur(), heads[-1]
        if item.at[0] != last.at[-1] + 1 and not (
            item.at[0] == last.at[-1] + 2 and self.tokens[last.at[-1] + 1].text == "-"
        ):
            return False
        if last.kind == "C" and item.kind in ("C", "P") and self._is_plural(last):
            return False
        if item.kind == "P":
            prop = self.words.properties[item.iri]
            if item.role not in ("noun", "inverse") or self._is_verb(item):
                return False
            return (self.compound and last.kind != "E" and not (last.kind == "P" and prop.kind == "thing")) or (
                last.kind == "V" and last.iri == item.iri
            )
        if last.kind == "P":
            known = self.words.properties[last.iri]
            return (
                last.role == "noun" and not self._is_verb(last) and (known.kind == "boolean" or item.kind in ("C", "E"))
            )
        return not (item.kind == "C" and self._is_verb(item))

    def _head(self, heads: list[Item], *, many: bool, sup: bool) -> PlanNode:
        """The node of a head with the nouns and adjectives before it."""
        if len(heads) > 1 and heads[-1].kind == "C" and heads[-2].kind == "E":
            kinds = self._kinds(heads[-2].iri)
            if any(self.words.is_a(k, heads[-1].iri) for k in kinds):
                heads = heads[:-1]
        last = heads[-1]
        mods = heads[:-1]
        general = many or sup or self._is_plural(last) or self.general
        node = self._node_of(last, general=general)
        for item in reversed(mods):
            if item.kind == "C" and last.kind == "E":
                continue
            if item.kind == "C":
                other = self.plan.node(classes=frozenset({item.iri}))
                if last.kind == "C" and self.words.is_a(last.iri, item.iri):
                    node.classes = node.types = frozenset({*node.classes, item.iri})
                    continue
                self.cost(self.join.link(node, other) + 0.3)
            elif item.kind == "P":
                prop = self.words.properties[item.iri]
                if prop.kind == "boolean":
                    self.boolean(node, item.iri, yes=True)
                elif len(heads) == 2 and node.entities and self.links.has(node, item.iri, subject=False):
                    node.prop = item.iri
                elif not any(t[1] == item.iri for t in self.plan.triples):
                    self.cost(0.6)
            elif item.kind == "V" and item.value is not None:
                if node.prop == item.iri and node.kind != "thing":
                    node.constant = item.value
                    continue
                value = self.plan.node(kind=self.words.properties[item.iri].kind, constant=item.value)
                self.cost(self.join.relate(node, item.iri, value))
            elif item.kind == "E":
                other = self.plan.node(entities=(item.iri,), types=self._kinds(item.iri))
                self.cost(self.join.link(node, other) + 0.05)
        return node

    def _node_of(self, item: Item, *, general: bool) -> PlanNode:
        if item.kind == "C":
            return self.plan.node(classes=frozenset({item.iri}))
        if item.kind == "P" and item.role == "inverse":
            domains = frozenset(self.words.properties[item.iri].domains) & frozenset(self.words.classes)
            return self.plan.node(types=domains, inverse=item.iri)
        if item.kind == "P":
            prop = self.words.properties[item.iri]
            classes = frozenset(prop.ranges) & frozenset(self.words.classes) if prop.kind == "thing" else frozenset()
            return self.plan.node(kind=prop.kind, prop=item.iri, types=classes)
        if item.kind == "V" and item.value is not None:
            prop = self.words.properties[item.iri]
            value = self.plan.node(kind=prop.kind, constant=item.value)
            if not item.capital or (general and self._is_plural(item)):
                node = self.plan.node(types=frozenset(prop.domains) & frozenset(self.words.classes))
                self.cost(self.join.relate(node, item.iri, value))
                return node
            value.prop = item.iri
            return value
        common = general and not item.capital and not self.words.silent
        named = self.plan.node(entities=(item.iri,), types=self._kinds(item.iri), common=common)
        return self.join.those_with(named) if common and self.general else named

    def _after(self, node: PlanNode, *, rel: bool, preps: bool) -> None:
        """What follows a head: of, 's, prepositions, relative clauses, participles, bounds."""
        for _ in range(8):
            item = self.cur()
            if self.word("'s", "'") and self.starts_np(1):
                self.at += 1
                value = self.np(rel=rel, owner=node)
                if value is not None:
                    self.shown = value
                return
            if (
                self.word("of", "for")
                and (preps or (node.prop and node.owner < 0) or node.inverse)
                and self.starts_np(1)
            ):
                self.at += 1
                self._of(node)
                continue
            if self.word("as") and node.same and self.starts_np(1):
                self.take()
                other = self.np()
                if other is not None and self.topic is not None:
                    self.cost(self.join.link(self._said(other), node))
                    self.plan.unlike.append((self.topic.id, other.id))
                continue
            if self.word("with") and self.isin("their", 1) and (self.depth > 1 or node.named):
                return
            if (
                item.kind == "w"
                and item.word in grammar("prepositions")
                and rel
                and self.word("which", "whom", "where", ahead=1)
            ):
                self.at += 1
                self._relative(node)
                continue
            if (self.word("with", "having", "without") and self.starts_np(1)) or (
                self.word("with") and self.word("no", ahead=1)
            ):
                denied = self.take().word == "without" or self.word("no")
                self.topic = self.topic if self.topic is not None and not node.classes else node
                self.having(node, denied=denied, listed=True)
                continue
            if (
                item.kind == "w" and item.word in grammar("prepositions") and preps and item.word not in ("as", "by")
            ) or (self.word("by") and preps):
                if self.cur(1).kind == "B" and self.cur(1).bound is not None and self.cur(1).bound.kind == "date":  # type: ignore[union-attr]
                    return
                if self.starts_np(1) and not self._grouping():
                    self.at += 1
                    other = self.np(rel=rel)
                    if other is not None:
                        self.attach(node, other, within=item.word in ("in", "on", "at", "with"))
                        continue
                return
            if rel and (self.word("that", "which", "who", "where", "whose", "whom")):
                self._relative(node)
                continue
            if (
                rel
                and not node.named
                and item.kind == "P"
                and (item.role in ("subject", "object") or self._is_verb(item))
                and node.kind == "thing"
            ):
                self.predicate(node)
                continue
            if item.kind == "B" and item.measure is not None and rel and node.kind == "thing":
                self._compare(node, self.take())
                continue
            if item.kind == "B" and item.bound is not None and item.bound.kind == "date" and rel and node.classes:
                self.take()
                self.dated(node, item.bound)
                continue
            if (
                item.kind == "X"
                and rel
                and node.kind == "thing"
                and item.word.endswith(("ed", "en", "ing"))
                and self.isin("prepositions", 1)
            ):
                self.take()
                self.cost(0.55)
                continue
            return

    def _of(self, node: PlanNode) -> None:
        other = self.np()
        if other is None:
            self.cost(1.0)
            return
        self.attach(node, other)

    def attach(self, node: PlanNode, other: PlanNode, *, within: bool = False) -> None:
        """Ties a noun phrase to the one that it modifies; "expertise in X" may say the value itself (`within`)."""
        other = self._said(other)
        if within and node.prop and node.owner < 0 and other.entities and node.kind == "thing":
            subject = self.links.has(other, node.prop, subject=True)
            if not subject and self.links.has(other, node.prop, subject=False):
                node.entities, node.types = other.entities, other.types
                return
        if node.inverse and not any(p == node.inverse and s == node.id for s, p, _ in self.plan.triples):
            self.join.add(node, node.inverse, other)
            return
        if node.prop and node.owner < 0 and not node.named and not any(t[2] == node.id for t in self.plan.triples):
            trial = self.plan.copy()
            joiner = PlanJoiner(trial, self.words, self.links)
            if joiner.own(trial.nodes[node.id], trial.nodes[other.id]) < LOST:
                self.cost(self.join.own(node, other))
                for at in self.beside:
                    if self.plan.nodes[at].owner < 0 and self.plan.nodes[at].prop:
                        self.cost(self.join.own(self.plan.nodes[at], other))
                self.beside = []
                return
        self.cost(self.join.link(node, other))

    def _said(self, node: PlanNode) -> PlanNode:
        shown, self.shown = self.shown, None
        return shown if shown is not None else node

    def _relative(self, node: PlanNode) -> None:
        """ "that …", "who …", "whose price is …", "where X is located"."""
        word = self.take().word
        kept, self.topic = self.topic, node
        if word == "whose":
            value = self.np(rel=False, owner=node)
            if value is not None:
                self.predicate(value)
        elif word == "where" and self.starts_np():
            subject = self.np(rel=False)
            if subject is not None:
                self.predicate(subject, gap=node)
                if not any(node.id in (t[0], t[2]) for t in self.plan.triples):
                    self.cost(self.join.link(subject, node))
        elif self.starts_np() and not (
            self.cur().kind == "P" and (self.cur().role in ("subject", "object") or self._is_verb(self.cur()))
        ):
            subject = self.np(rel=False)
            if subject is not None:
                self.predicate(subject, gap=node)
        else:
            self.predicate(node)
        self.topic = kept

    def predicate(self, subject: PlanNode, gap: PlanNode | None = None) -> None:
        """A predicate of a node; see Predicates."""
        raise NotImplementedError

    def _compare(self, subject: PlanNode, item: Item) -> None:
        """A bound said of a thing; see Predicates."""
        raise NotImplementedError

    def having(self, node: PlanNode, *, denied: bool = False, listed: bool = False) -> None:
        """What a node has; see Predicates."""
        raise NotImplementedError
