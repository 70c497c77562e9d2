"""Reads predicates: verbs with their objects, and what a question word stands for in them."""

from __future__ import annotations

from kg.ask.foreign.comparing import Comparing
from kg.ask.foreign.items import Item
from kg.ask.foreign.joins import LOST
from kg.ask.graphs.plan import PlanNode
from kg.ask.questions.times import Bound
from kg.ask.words.english import stems
from kg.ask.words.measures import grammar, plain


class Predicates(Comparing):
    """A grammar that also reads predicates."""

    def predicate(self, subject: PlanNode, gap: PlanNode | None = None) -> None:
        """One or more predicates of a subject; `gap` is what the question word stands for."""
        kept, self.topic = self.topic, subject
        first = True
        for _ in range(5):
            before = self.at
            mine = gap if first or not self._bound(gap) else None
            item = self.cur()
            dated = item.kind == "P" and self.words.properties[item.iri].kind == "date"
            if not first and mine is None and gap is not None and gap.kind == "date" and dated:
                mine = self.plan.node(kind="date")
                self.extra.append(mine.id)
            self._one(subject, mine)
            if self.at == before:
                break
            first = False
            if not self._goes_on_with_predicate():
                break
        self.topic = kept

    def _goes_on_with_predicate(self) -> bool:
        """Whether "and", "but" … leads to another predicate of the same subject."""
        ahead = 0
        while self.word("and", ",", "but", "or", ahead=ahead) or (
            ahead and self.word("who", "that", "which", ahead=ahead)
        ):
            ahead += 1
        if not ahead:
            return False
        item = self.cur(ahead)
        verbal = (
            (
                item.kind == "P"
                and (item.role in ("subject", "object") or self._is_verb(item) or not self.starts_np(ahead + 1) or True)
            )
            or (
                item.kind == "w"
                and item.word in grammar("be") | grammar("do") | grammar("have") | grammar("never") | {"with"}
            )
            or (item.kind == "X" and item.word.endswith(("ed", "s")))
            or (item.kind == "C" and self._is_verb(item))
            or item.kind == "B"
        )
        if verbal:
            self.at += ahead
        return verbal

    def _one(self, subject: PlanNode, gap: PlanNode | None) -> None:
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
        if (
            have
            and (self.starts_np() or item.kind == "B")
            and not (item.kind == "P" and (item.role in ("subject", "object") or self._is_verb(item)))
        ):
            self.having(subject, denied=denied, gap=gap)
        elif item.kind == "B" and self.cur(1).kind in ("E", "C", "P", "V"):
            self.cost(0.1)
            self.having(subject, denied=denied, gap=gap)
        elif (
            light
            and not be
            and self.starts_np()
            and not (item.kind == "P" and (item.role in ("subject", "object") or self._is_verb(item)))
        ):
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
                self._same(subject, self._coordinated(self._said(found)))
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

    def _denied_value(self) -> bool:
        """Whether the last triple says "false" of something, which is a denial of its own."""
        if not self.plan.triples:
            return False
        value = self.plan.nodes[self.plan.triples[-1][2]]
        return value.kind == "boolean"

    def _skip_prepositions(self) -> str:
        word = ""
        while (
            self.cur().kind == "w"
            and self.cur().word in grammar("prepositions")
            and (self.starts_np(1) or self.cur(1).kind in ("B", "end") or self.cur(1).word == "?")
        ):
            word = self.take().word
        return word

    def _verb(self, item: Item, subject: PlanNode, gap: PlanNode | None, *, denied: bool, be: bool) -> None:
        """A property said as a verb, with its object, its gap, or neither."""
        prop = self.words.properties[item.iri]
        if prop.kind == "boolean":
            self.boolean(subject, item.iri, yes=not denied)
            if not denied:
                self._trail(subject, subject)
            return
        if prop.kind != "thing":
            self._literal_verb(item, subject, gap)
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
                self._trail(subject, target)
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

    def _literal_verb(self, item: Item, subject: PlanNode, gap: PlanNode | None) -> None:
        prop = self.words.properties[item.iri]
        fits = gap is not None and gap.kind == prop.kind and not self._bound(gap)
        if gap is not None and not self._bound(gap) and not fits and gap.kind != "thing":
            self.cost(1.2)
        if (
            gap is not None
            and gap.kind == "thing"
            and not self._bound(gap)
            and gap is not subject
            and prop.kind != "string"
        ):
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

    def _event(self, item: Item, subject: PlanNode, gap: PlanNode | None) -> None:
        """A class said as a verb: "which customers ordered X"."""
        event = self.plan.node(classes=frozenset({item.iri}), loose=True)
        cost = (
            self._agent(subject, event) if not subject.types and not subject.named else self.join.link(subject, event)
        ) + 0.2
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

    def _agent(self, subject: PlanNode, event: PlanNode) -> float:
        """Whoever is behind an event: the only named thing that it leads to, or the one that it is "by"."""
        onward = self.links.onward(event)
        by = [p for p in onward if any(n.lower().endswith(" by") for n in self.words.properties[p].names)]
        found = onward if len(onward) == 1 else by
        if len(found) != 1:
            return LOST
        self.join.add(event, found[0], subject)
        return 0.3

    def _unknown_verb(self, subject: PlanNode, gap: PlanNode | None, *, light: bool = False) -> None:
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
                self._trail(subject, target)
        elif gap is not None and not self._bound(gap):
            self.cost(self.join.link(subject, gap, most=1))
        else:
            self.cost(1.5)

    def _prepositional(self, subject: PlanNode, gap: PlanNode | None) -> None:
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
