"""What a question's answer shows: its targets as columns, with groups, totals and order."""

from __future__ import annotations

from kg.ask.foreign.items import Item
from kg.ask.foreign.joins import LOST
from kg.ask.foreign.links import Links
from kg.ask.foreign.predicates import Predicates
from kg.ask.graphs.plan import Plan, PlanNode
from kg.ask.words.english import Token
from kg.ask.words.senses import RDFS
from kg.ask.words.words import Words


class Targets(Predicates):
    """A grammar that also chooses what is shown."""

    def __init__(self, items: list[Item], tokens: tuple[Token, ...], words: Words, links: Links) -> None:
        super().__init__(items, tokens, words, links)
        self.targets: list[PlanNode] = []
        self.count = False
        self.names = 0
        self.extreme = ""

    def _owner(self, node: PlanNode) -> PlanNode:
        if node.kind == "thing":
            return node
        return self.plan.nodes[node.owner] if node.owner >= 0 else self.join.owner_of(node) if node.prop else node

    def _columns(self) -> list[PlanNode]:
        """One noun phrase or several of one owner: "the names and prices of all X"."""
        out: list[PlanNode] = []
        while True:
            if self._is_name():
                item = self.take()
                del item
                while self.isin("determiners"):
                    self.take()
                if self.word("and", ","):
                    self.names += 1
                    self.take()
                    continue
                if self.word("of", "for"):
                    self.take()
                self.names += 1
            ahead = self.at
            node = self.np()
            if node is None:
                break
            node = self._said(node)
            item = self.cur()
            if node.entities and item.kind == "P" and item.role == "noun" and not self._is_verb(item) and self.listing:
                node = self._said(self.np(owner=node) or node)
            if node.kind == "thing" and not node.named and self.topic is None:
                self.topic = node
            out.append(node)
            self.beside.append(node.id)
            more = self.word("and", ",") and self.starts_np(1) and not self._verb_follows()
            if (node.owner >= 0 or not node.prop) and not more:
                break
            if self.word("and", ",") and self.starts_np(1) and self.at > ahead:
                self.take()
                if self.word("and"):
                    self.take()
                continue
            break
        return out

    def _verb_follows(self) -> bool:
        item = self.cur(1)
        return item.kind == "P" and (item.role in ("subject", "object") or self._is_verb(item))

    def _is_name(self) -> bool:
        ahead = 0
        while self.isin("determiners", ahead) or self.word("its", "their", "the", ahead=ahead):
            ahead += 1
        item = self.cur(ahead)
        if item.word in ("name", "names", "label", "labels", "title", "titles") and item.kind in ("L", "X"):
            self.at += ahead
            return True
        return False

    def _finish(self) -> Plan:
        """Columns, order and groups."""
        plan = self.plan
        self.cost(1.2 * len(self.cards))
        for subject, found in self.typed:
            subject.classes = subject.classes | found.classes
        bound = {t[2] for t in [*plan.triples, *(x for g in plan.denied for x in g)]}
        for node in [*self.targets, *([self.ordered_value] if self.ordered_value is not None else [])]:
            if node.prop and node.owner < 0 and not node.named and node.id not in bound:
                self.join.owner_of(node)
        if plan.truth:
            plan.columns = []
            return plan
        if not self.targets:
            self.cost(LOST)
            return plan
        targets = [self._shown(t) if not self.count else t for t in self.targets]
        self._order(targets)
        columns: list[tuple[str, int]] = []
        each = [n for n in plan.nodes if n.each and n not in targets]
        each = [n for n in each if not any(t.aggregate == "avg" and t.owner == n.id for t in targets)]
        columns += [("", n.id) for n in each]
        if self.names:
            owner = next((plan.nodes[t.owner] for t in targets if t.owner >= 0 and t.kind != "thing"), targets[0])
            if not any(o == owner.id for _, p, o in plan.triples if p == RDFS + "label"):
                columns.append(("", self.label(owner).id))
            targets = [t for t in targets if t is not owner]
        for target in targets:
            how = target.aggregate
            if how in ("count", "total") and target.kind == "number" and target.prop:
                how = "sum" if how == "total" else ""
            elif how == "total":
                how = "count"
            if self.count or how == "count" or (how == "sum" and target.kind not in ("number", "duration")):
                how = "count"
            elif self.extreme and target is self.ordered_value:
                how = self.extreme
            if how == "count" and target.named:
                summed = self._pieces(target)
                if summed is None:
                    self.cost(1.5)
                else:
                    how, target = "sum", summed
            columns.append((how, target.id))
        columns += [("", i) for i in self.extra]
        plan.columns = list(dict.fromkeys(columns))
        asked = sum(
            a.word == "and" and b.word in ("who", "when", "where", "what", "how", "which")
            for a, b in zip(self.items, self.items[1:], strict=False)
        )
        if len(plan.columns) <= asked:
            self.cost(2.2)
        if any(i.kind == "S" for i in self.items) and plan.order is None and not self.extreme:
            self.cost(2.2)
        return plan

    def _shown(self, target: PlanNode) -> PlanNode:
        """What stands for a target in the answer: the number of a price, whoever holds a role."""
        deep = self.join.deep(target)
        if deep is not target:
            deep.aggregate = target.aggregate
            return deep
        if target.kind != "thing" or target.named or target.classes or not target.types or self.links.labelled(target):
            return target
        used = {p for s, p, _ in self.plan.triples if s == target.id}
        onward = [p for p in self.links.onward(target) if p not in used]
        if len(onward) != 1:
            return target
        held = self.plan.node(prop=onward[0], owner=target.id)
        self.join.add(target, onward[0], held)
        return held

    def _pieces(self, target: PlanNode) -> PlanNode | None:
        """ "How many X were ordered", where the graph gives the number of pieces."""
        near = [self.plan.nodes[i] for t in self.plan.triples if target.id in (t[0], t[2]) for i in (t[0], t[2])]
        found = (self.join.guessed(n, "pieces", ("number",)) for n in near if n is not target and n.kind == "thing")
        return next((f for f in found if f is not None), None)

    def _order(self, targets: list[PlanNode]) -> None:
        plan, value, sup = self.plan, self.ordered_value, self.ordered_by
        if value is None or sup is None or plan.order is not None:
            return
        if value.kind in ("number", "date", "duration"):
            if value in targets:
                self.extreme = self._direction(value, sup)
            else:
                how = value.aggregate if value.aggregate in ("avg", "sum", "count") else ""
                plan.order, plan.limit = (how, value.id, self._direction(value, sup)), sup.top
        elif value in targets:
            self.cost(1.5)
        else:
            plan.order, plan.limit = ("count", value.id, sup.direction), sup.top
