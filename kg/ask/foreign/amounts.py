"""Reads questions for a quantity or an owner: how many, how much, how tall, whose."""

from __future__ import annotations

from kg.ask.foreign.joins import LOST
from kg.ask.foreign.state import SIZES
from kg.ask.foreign.targets import Targets
from kg.ask.graphs.plan import PlanNode
from kg.ask.words.measures import forms, grammar


class Amounts(Targets):
    """A grammar that also reads what is measured."""

    def _clause(self, target: PlanNode) -> None:
        """The clause after what is asked for; see WholeQuestion."""
        raise NotImplementedError

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
        if (known is not None and known.degree == "") or self.cur().kind == "M":
            measure = self.take().measure or known
            if self.cur().kind == "w":
                self.take()
            subject = self.np()
            if subject is None or measure is None:
                self.cost(LOST)
                return
            while self.cur().kind in ("L", "P") or self.isin("have") or self.isin("do"):
                self.take()
            subject = self._said(subject)
            value = self.join.measured(subject, measure)
            if value is None and measure.word in SIZES and subject.kind == "thing":
                value = self.join.sized(subject)
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
        if (
            self.cur().kind == "P"
            and self.words.properties[self.cur().iri].kind == "number"
            and self.cur().role in ("subject", "object")
        ):
            self.cost(0.1)
        found = self.np()
        self.general = False
        if found is None:
            self.cost(LOST)
            return
        found = self._said(found)
        self.targets = [found]
        self.count = not (found.kind == "number" and found.prop)
        if (
            not self.count
            and self.cur().kind == "w"
            and self.cur().word in grammar("prepositions")
            and self.starts_np(1)
        ):
            self.take()
            other = self.np()
            if other is not None:
                self.attach(found, other)
        self._clause(found)
