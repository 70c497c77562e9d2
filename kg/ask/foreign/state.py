"""The state of reading one question over any graph: its items, a place among them, the plan so far."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.foreign.items import Item
from kg.ask.foreign.joins import LOST, PlanJoiner
from kg.ask.foreign.links import Links
from kg.ask.graphs.plan import Plan, PlanNode
from kg.ask.questions.times import Bound
from kg.ask.words.english import Token, stems
from kg.ask.words.measures import grammar
from kg.ask.words.senses import RDFS
from kg.ask.words.words import Words

END = Item("end", (), "")
THINGS = ("E", "C", "P", "V")
SIZES = ("big", "large", "great", "small", "high", "low")
"""Adjectives that measure whatever one number a thing has."""


class State:
    """What every rule of the grammar reads and changes.

    `topic` is the thing that a predicate is about, `it` what a pronoun of a second question means, `general` tells
    whether a common noun that names a thing stands for those that have it ("which writers"), `compound` whether a
    class and a noun beside it are one phrase, `depth` how deep the noun phrase being read stands in others.
    """

    def __init__(self, items: list[Item], tokens: tuple[Token, ...], words: Words, links: Links) -> None:
        self.items, self.tokens, self.words, self.links = items, tokens, words, links
        self.at = 0
        self.plan = Plan()
        self.join = PlanJoiner(self.plan, words, links)
        self.cards: dict[int, Bound] = {}
        self.beside: list[int] = []
        self.topic: PlanNode | None = None
        self.it: PlanNode | None = None
        self.shown: PlanNode | None = None
        self.ordered_value: PlanNode | None = None
        self.ordered_by: Item | None = None
        self.typed: list[tuple[PlanNode, PlanNode]] = []
        self.extra: list[int] = []
        self.depth = 0
        self.compound = True
        self.general = False
        self.listing = False

    def cur(self, ahead: int = 0) -> Item:
        """The item at a distance from here."""
        at = self.at + ahead
        return self.items[at] if 0 <= at < len(self.items) else END

    def word(self, *words: str, ahead: int = 0) -> bool:
        """Whether a grammar word stands here."""
        item = self.cur(ahead)
        return item.kind in ("w", "L", "X") and item.word in words

    def isin(self, table: str, ahead: int = 0) -> bool:
        """Whether a word of a grammar table stands here."""
        item = self.cur(ahead)
        return item.kind in ("w", "L") and item.word in grammar(table)

    def take(self) -> Item:
        """This item; the place moves on."""
        item = self.cur()
        self.at += 1
        return item

    def cost(self, cost: float) -> None:
        """A doubt."""
        self.plan.cost += cost

    def pass_over(self) -> None:
        """Leaves words without content; a word that means nothing here costs."""
        while self.cur().kind in ("L", "X"):
            item = self.take()
            if item.kind == "X":
                self.cost(2.2)

    def _is_verb(self, item: Item) -> bool:
        """Whether a word is inflected as a verb."""
        word = self.tokens[item.at[0]].lower
        before = self.tokens[item.at[0] - 1].lower if item.at[0] else ""
        return word.endswith(("ed", "ing")) or before in ("to", "did", "does", "do")

    def _is_plural(self, item: Item) -> bool:
        word = self.tokens[item.at[-1]].lower
        return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word in (
            "people",
            "children",
            "men",
            "women",
        )

    def _kinds(self, iri: str) -> frozenset[str]:
        known = self.words.entities.get(iri)
        return frozenset(known.types if known else ())

    def _grouping(self) -> bool:
        return self.word("by", "per", "for") and self.cur(1).kind in ("w", "L") and self.cur(1).word in grammar("each")

    def boolean(self, node: PlanNode, prop: str, *, yes: bool) -> None:
        """A property that is true or false of a node."""
        kind = "http://www.w3.org/2001/XMLSchema#boolean"
        kept, self.join.sink = self.join.sink, self.plan.triples
        self.join.add(node, prop, self.plan.node(kind="boolean", constant=("true" if yes else "false", kind)))
        self.join.sink = kept

    def superlative(self, node: PlanNode, sup: Item) -> None:
        """ "the longest X", "the most X": order and limit."""
        plan = self.plan
        if sup.measure is not None and node.kind == "thing":
            value = self.join.measured(node, sup.measure)
            if value is not None:
                plan.order, plan.limit = ("", value.id, self._direction(value, sup)), sup.top
                return
        if node.kind in ("number", "date", "duration") or self.join.number_in(node) is not None:
            node = self.join.deep(node)
        elif node.kind == "thing" and sup.measure is not None and sup.measure.word in SIZES:
            node = self.join.sized(node) or node
        self.ordered_value, self.ordered_by = node, sup

    def _direction(self, value: PlanNode, sup: Item) -> str:
        """Dates run the other way for age: the oldest has the least date, the greatest number."""
        turned = sup.measure is not None and sup.measure.word in ("old", "young") and value.kind == "number"
        year = (
            turned
            and value.prop
            and any("year" in n.lower() or "found" in n.lower() for n in self.words.properties[value.prop].names)
        )
        return {"max": "min", "min": "max"}[sup.direction] if turned and not year else sup.direction

    def dated(self, node: PlanNode, bound: Bound) -> None:
        """A date that bounds the only, or likeliest, date of a node."""
        plan = self.plan
        known = [
            n
            for n in plan.nodes
            if n.kind in ("date",)
            and any(t[2] == n.id for t in plan.triples)
            and not any(i == n.id for i, _ in plan.filters)
        ]
        if known:
            plan.filters.append((known[-1].id, bound))
            return
        for face in [node, *(n for n in plan.nodes if n.loose), *(n for n in reversed(plan.nodes) if n.classes)]:
            if face.kind != "thing" or face.named:
                continue
            found = [
                p
                for p in self.links.literals(face)
                if p in self.words.properties and self.words.properties[p].kind == "date"
            ]
            if found:
                value = plan.node(kind="date", prop=found[0], owner=face.id)
                self.join.add(face, found[0], value)
                plan.filters.append((value.id, bound))
                self.cost(0.2 + 0.2 * (len(found) - 1))
                return
        self.cost(LOST)

    def label(self, node: PlanNode) -> PlanNode:
        """The name of a node as a value, or the node itself where the graph gives it none."""
        names = {("name",), ("title",), ("full", "name"), ("label",)}
        if not self.links.labelled(node):
            for prop in self.links.literals(node):
                known = self.words.properties.get(prop)
                if known is not None and any(stems(n) in names or stems(n)[1:] in names for n in known.names):
                    made = self.plan.node(kind="string", prop=prop, owner=node.id)
                    self.join.add(node, prop, made)
                    return made
            return node
        made = self.plan.node(kind="string", owner=node.id)
        self.plan.triples.append((node.id, RDFS + "label", made.id))
        return made

    def bind(self, value: PlanNode, bound: Bound) -> None:
        """Bounds a value; a year may be a plain number, and "2000 grams" is no year."""
        if bound.kind == "date" and value.kind == "number" and len(bound.low) == 4:
            bound = replace(bound, kind="number")
        if bound.kind != value.kind:
            self.cost(1.5)
        self.plan.filters.append((value.id, bound))
