"""What a question over any graph asks for: its opening, its target, its columns."""

from __future__ import annotations

from kg.ask.english import Token
from kg.ask.items import Item
from kg.ask.joins import LOST
from kg.ask.links import Links
from kg.ask.measures import forms, grammar
from kg.ask.plan import Node, Plan
from kg.ask.predicates import Predicates
from kg.ask.senses import RDFS
from kg.ask.words import Words


class Asked(Predicates):
    """Reads a whole question; `inverted` takes a noun phrase after an auxiliary for the subject."""

    def __init__(self, items: list[Item], tokens: tuple[Token, ...], words: Words, links: Links, *, inverted: bool, compound: bool = True) -> None:
        super().__init__(items, tokens, words, links)
        self.inverted, self.compound = inverted, compound
        self.extra, self.typed = [], []
        self.targets: list[Node] = []
        self.count = False

    def read(self) -> Plan:
        """The plan of the question."""
        first = self.cur().word
        if self.cur().kind == "w" and first in grammar("be") | grammar("do") | grammar("have") | grammar("modal") and first not in ("own", "contain", "include"):
            self._truth()
        else:
            self._open()
        for _ in range(4):
            self.pass_over()
            if self.cur().kind == "end" or self.word("?", "."):
                break
            self._rest()
        while self.cur().kind != "end":
            item = self.take()
            self.cost({"E": 2.5, "C": 1.5, "P": 1.5, "V": 2.5, "B": 2.5, "X": 1.3, "S": 2.0, "N": 1.5}.get(item.kind, 0.0))
        return self._finish()

    def _rest(self) -> None:
        """What follows the first clause: dates, groups, conditions."""
        subject = self.targets[0] if self.targets else next((n for n in self.plan.nodes if n.kind == "thing"), None)
        if subject is None:
            self.take()
            return
        if self._grouping() or (self.isin("each") and self.starts_np(1)):
            self.at += 1 if self._grouping() else 0
            each = self.np(rel=False)
            if each is not None:
                each.each = True
                if not any(each.id in (t[0], t[2]) for t in self.plan.triples):
                    self.cost(self.join.tie(self._owner(subject), each))
            return
        if self.word("by") and self.starts_np(1) and (self.count or any(n.aggregate for n in self.plan.nodes)):
            self.at += 1
            each = self.np(rel=False)
            if each is not None:
                each.each = True
                self.cost(self.join.tie(self._owner(subject), each))
            return
        before = self.at
        if self.word("and", ",") and self.word("who", "when", "where", "what", "how", "which", ahead=1):
            self.take()
            kept, self.it = self.targets, next((n for n in self.plan.nodes if n.entities), subject)
            self.targets = []
            self._open()
            self.targets = [*kept, *self.targets]
            return
        if self.word("and", ",", "or", "but"):
            self.take()
        self.predicate(self._owner(subject) if subject.kind != "thing" else subject)
        if self.at <= before + 1:
            item = self.take()
            self.cost(0.9 if item.kind not in ("w", "L") else 0.0)

    def _owner(self, node: Node) -> Node:
        if node.kind == "thing":
            return node
        return self.plan.nodes[node.owner] if node.owner >= 0 else self.join.owner_of(node) if node.prop else node

    def _truth(self) -> None:
        self.plan.truth = True
        opener = self.take()
        if self.word("there"):
            self.take()
            found = self.np()
            if found is None:
                self.cost(LOST)
            else:
                self.targets = [found]
                self._card(found, found)
            return
        subject = self.np(rel=False)
        if subject is None:
            self.cost(LOST)
            return
        subject = self._said(subject)
        self.targets = [subject]
        if opener.word in grammar("be"):
            self.at -= 1
            kept = self.items[self.at]
            self.items[self.at] = Item("w", kept.at, "is")
            stale = self.at
            self.predicate(subject)
            self.items[stale] = kept
        elif opener.word in grammar("have") and (self.starts_np() and self.cur().kind != "P" or self.isin("determiners")):
            self.having(subject)
        else:
            self.predicate(subject)

    def _open(self) -> None:
        """Any other question: openers, then what is asked for."""
        self._openers()
        if self.cur().kind == "w" and self.cur().word in grammar("prepositions") and self.word("which", "what", "whom", "who", "when", "where", "how", ahead=1):
            self.take()
        word = self.cur().word if self.cur().kind in ("w", "L") else ""
        if word == "how":
            self._how()
        elif word in ("who", "whom", "where", "when"):
            self._pronoun(self.take().word)
        elif word == "whose":
            self._whose()
        elif word in ("which", "what"):
            self.take()
            self._which(word)
        else:
            self.listing = True
            self._listed()

    def _openers(self) -> None:
        start = self.at
        if self.cur().word == "count" and self.cur().kind in ("L", "X", "w"):
            self.take()
            self.count = True
        while self.cur().kind in ("w", "L", "X") and self.cur().word in grammar("openers") and not self.word("who", "what", "which"):
            self.at += 1
        if self.at > start:
            self.listing = True

    def _listed(self) -> None:
        """ "the names and prices of all X"."""
        self.general = True
        found = self._columns()
        if not found:
            self.cost(LOST)
            return
        self.targets = found

    def _columns(self) -> list[Node]:
        """One noun phrase or several of one owner: "the names and prices of all X"."""
        out: list[Node] = []
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
            if node.owner >= 0 or not node.prop:
                if not (self.word("and", ",") and self.starts_np(1) and not self._verb_follows()):
                    break
            if self.word("and", ",") and self.starts_np(1) and self.at > ahead:
                self.take()
                if self.word("and"):
                    self.take()
                continue
            break
        return out

    names = 0

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

    def _which(self, word: str) -> None:
        if self.word("of") and self.isin("determiners", 1):
            self.take()
        if self.cur().kind == "w" and self.cur().word in grammar("be"):
            self.take()
            self.general = True
            self.listing = True
            found = self._columns()
            if not found:
                if self.cur().kind == "S" or self.topic is not None:
                    self.cost(LOST)
                self.cost(LOST)
                return
            self.targets = found
            if found[0].named and self.starts_np():
                value = self.np()
                if value is not None and value.prop and value.owner < 0:
                    owner = self.plan.node()
                    self.cost(self.join.own(value, owner))
                    value.entities = found[0].entities
                    self.targets = [owner]
                    while self.word("of", "for"):
                        self.take()
                else:
                    self.cost(LOST)
            return
        if word == "what" and not self.starts_np() and self.cur().kind == "w" and self.cur().word in grammar("do") | grammar("have"):
            target = self.plan.node()
            self.targets = [target]
            self._clause(target)
            return
        self.general = True
        if self.cur().kind == "P" and (self.cur().role in ("subject", "object") or self._is_verb(self.cur())) and self.cur(1).kind not in ("w",):
            target = self.plan.node()
            self.targets = [target]
            self.general = False
            self._clause(target)
            return
        found = self.np(preps=True)
        self.general = False
        if found is None:
            target = self.plan.node()
            self.targets = [target]
            self._clause(target)
            return
        found = self._said(found)
        self.targets = [found]
        while self.word("and", ",") and self.starts_np(1) and self.cur(1).kind in ("C", "P", "w"):
            at = self.at
            self.take()
            more = self.np()
            if more is None:
                self.at = at
                break
            self.targets.append(more)
        self._clause(found)

    def _clause(self, target: Node) -> None:
        """The clause after what is asked for: it is its subject, or what the clause leaves out."""
        item = self.cur()
        if item.kind == "end" or self.word("?"):
            return
        if self.cur().kind == "w" and self.cur().word in grammar("be") and self.word("there", ahead=1):
            self.at += 2
            self.general = True
            if self.cur().kind != "end" and not self.word("?"):
                self.predicate(target)
            return
        auxiliary = item.kind == "w" and item.word in grammar("do") | grammar("be") | grammar("modal") | {"has", "have", "had"}
        if auxiliary and (item.word in grammar("do") or self.inverted) and self.starts_np(1) and item.word not in ("own", "contain", "include"):
            self.take()
            subject = self.np(rel=False, preps=item.word in grammar("be"))
            if subject is not None:
                subject = self._said(subject)
                subject = self._coordinated(subject)
                subject.every = False
                self._gapped(subject, target)
                return
        self.predicate(target)

    def _gapped(self, subject: Node, target: Node) -> None:
        """ "does X brew [beers]": the target is what the clause leaves out."""
        if self.word("have", "has", "own", "contain", "include", "possess") and self.cur(1).kind != "P":
            self.take()
            if target.prop and target.owner < 0:
                self.cost(self.join.own(target, subject))
            else:
                self.cost(self.join.link(subject, target))
            self._card(subject, target)
            self._trail(subject, target)
        elif self.cur().kind in ("end",) or self.word("?"):
            if target.prop and target.owner < 0:
                self.cost(self.join.own(target, subject) + 0.1)
            else:
                self.cost(self.join.link(subject, target) + 0.1)
        else:
            self.predicate(subject, gap=target)
            if not any(target.id in (t[0], t[2]) for t in self.plan.triples):
                if target.prop and target.owner < 0:
                    self.cost(self.join.own(target, subject) + 0.4)
                else:
                    self.cost(self.join.link(subject, target) + 0.4)
        if subject.each and not subject.named:
            subject.each = True

    def _pronoun(self, word: str) -> None:
        """Who, where, when."""
        kind = "date" if word == "when" else "thing"
        if word in ("who", "whom") and self.cur().kind == "w" and self.cur().word in grammar("be"):
            nxt = 1
            while self.isin("determiners", nxt) or self.isin("adverbs", nxt):
                nxt += 1
            item = self.cur(nxt)
            if item.kind in ("E", "C", "S", "P") and not (item.kind == "P" and (self._is_verb(item) or (item.role in ("subject", "object") and nxt == 1))):
                self.take()
                found = self._columns()
                if found:
                    self.targets = found[:1] if found[0].prop or found[0].classes else found
                    return
        target = self.plan.node(kind=kind)
        self.targets = [target]
        if word in ("where", "when") or (word == "whom"):
            at = self.at
            auxiliary = self.take()
            subject = self.np(rel=False, preps=False) if auxiliary.kind == "w" else None
            if subject is not None:
                subject = self._said(subject)
                done = self.cur().kind == "end" or self.word("?")
                if done and subject.prop and not subject.named and word != "whom" and (subject.kind == kind):
                    self.targets = [subject]
                    return
                if not done:
                    self.predicate(subject, gap=target)
                if not any(target.id in (t[0], t[2]) for t in self.plan.triples):
                    guess = self.join.guessed(subject, word, ("thing", "string") if word == "where" else ("date",)) if word != "whom" else None
                    if guess is None:
                        self.cost(LOST)
                    else:
                        self.targets = [guess]
                        self.cost(0.5)
                return
            self.at = at
        if self.inverted:
            self._clause(target)
        else:
            self.predicate(target)

    def _whose(self) -> None:
        """ "Whose email is X": who has that value."""
        self.take()
        owner = self.plan.node()
        self.targets = [owner]
        value = self.np(rel=False, preps=False)
        if value is None or not value.prop:
            self.cost(LOST)
            return
        owner.types = frozenset(self.words.properties[value.prop].domains) & frozenset(self.words.classes)
        self.cost(self.join.own(value, owner))
        self.predicate(value)

    def _how(self) -> None:
        """How many, how much, how tall."""
        self.take()
        if self.word("many", "much") or self.cur().word in ("many", "much"):
            much = self.take().word == "much"
            self._quantity(much=much)
            return
        known = forms().get(self.cur().word)
        if known is not None and known.degree == "" or self.cur().kind == "M":
            measure = self.take().measure or known
            if self.cur().kind == "w":
                self.take()
            subject = self.np()
            if subject is None or measure is None:
                self.cost(LOST)
                return
            while self.cur().kind in ("L", "P") or self.isin("have") or self.isin("do"):
                self.take()
            value = self.join.measured(self._said(subject), measure)
            if value is None:
                self.cost(LOST)
                return
            self.targets = [value]
            return
        if self.isin("do") or self.isin("modal"):
            self.take()
            while self.cur().kind in ("L", "X", "w") and not self.starts_np():
                self.take()
            subject = self.np(preps=False)
            if subject is not None and (self.word("by", "via", "through") and self.starts_np(1)):
                self.take()
                value = self.np()
                if value is not None and value.prop:
                    self.cost(self.join.own(value, self._said(subject)) + 0.2)
                    self.targets = [value]
                    return
        self.cost(LOST)

    def _quantity(self, *, much: bool) -> None:
        if much and self.cur().kind == "w":
            target = self.plan.node(kind="number")
            self.targets = [target]
            self.take()
            subject = self.np(rel=False)
            if subject is None:
                self.cost(LOST)
                return
            self.predicate(self._said(subject), gap=target)
            if not any(target.id in (t[0], t[2]) for t in self.plan.triples):
                self.cost(LOST if len(self.plan.triples) != 1 else 0.3)
                ends = [self.plan.nodes[t[2]] for t in self.plan.triples]
                if ends:
                    self.targets = [ends[-1]]
            return
        self.general = True
        if self.cur().kind == "P" and self.words.properties[self.cur().iri].kind == "number" and self.cur().role in ("subject", "object"):
            self.cost(0.1)
        found = self.np()
        self.general = False
        if found is None:
            self.cost(LOST)
            return
        found = self._said(found)
        self.targets = [found]
        self.count = not (found.kind == "number" and found.prop)
        if not self.count and self.cur().kind == "w" and self.cur().word in grammar("prepositions") and self.starts_np(1):
            self.take()
            other = self.np()
            if other is not None:
                self.attach(found, other)
        self._clause(found)

    def _finish(self) -> Plan:
        """Columns, order and groups."""
        plan = self.plan
        self.cost(1.2 * len(self.cards))
        for subject, found in self.typed:
            subject.classes = subject.classes | found.classes
        for node in plan.nodes:
            if node.prop and node.owner < 0 and not node.named and not any(t[2] == node.id for t in [*plan.triples, *(x for g in plan.denied for x in g)]):
                if node in self.targets or node is self.ordered_value:
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
            if self.count or how == "count":
                how = "count"
            elif how == "sum" and target.kind not in ("number", "duration"):
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
        if any(i.kind == "S" for i in self.items) and plan.order is None and not self.extreme:
            self.cost(2.2)
        return plan

    def _shown(self, target: Node) -> Node:
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

    def _pieces(self, target: Node) -> Node | None:
        """ "How many X were ordered", where the graph gives the number of pieces."""
        near = [self.plan.nodes[i] for t in self.plan.triples if target.id in (t[0], t[2]) for i in (t[0], t[2])]
        found = (self.join.guessed(n, "pieces", ("number",)) for n in near if n is not target and n.kind == "thing")
        return next((f for f in found if f is not None), None)

    extreme = ""

    def _order(self, targets: list[Node]) -> None:
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
