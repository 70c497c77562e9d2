"""What a question over any graph asks for: its opening, its target, its columns."""

from __future__ import annotations

from kg.ask.foreign.amounts import Amounts
from kg.ask.foreign.items import Item
from kg.ask.foreign.joins import LOST
from kg.ask.foreign.links import Links
from kg.ask.graphs.plan import Plan, PlanNode
from kg.ask.words.english import Token
from kg.ask.words.measures import grammar
from kg.ask.words.words import Words


class WholeQuestion(Amounts):
    """Reads a whole question; `inverted` takes a noun phrase after an auxiliary for the subject."""

    def __init__(
        self,
        items: list[Item],
        tokens: tuple[Token, ...],
        words: Words,
        links: Links,
        *,
        inverted: bool,
        compound: bool = True,
    ) -> None:
        super().__init__(items, tokens, words, links)
        self.inverted, self.compound = inverted, compound

    def read(self) -> Plan:
        """The plan of the question."""
        first = self.cur().word
        if (
            self.cur().kind == "w"
            and first in grammar("be") | grammar("do") | grammar("have") | grammar("modal")
            and first not in ("own", "contain", "include")
        ):
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
            self.cost(
                {"E": 2.5, "C": 1.5, "P": 1.5, "V": 2.5, "B": 2.5, "X": 1.3, "S": 2.0, "N": 1.5}.get(item.kind, 0.0)
            )
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
        elif opener.word in grammar("have") and (
            (self.starts_np() and self.cur().kind != "P") or self.isin("determiners")
        ):
            self.having(subject)
        else:
            self.predicate(subject)

    def _open(self) -> None:
        """Any other question: openers, then what is asked for."""
        self._openers()
        if (
            self.cur().kind == "w"
            and self.cur().word in grammar("prepositions")
            and self.word("which", "what", "whom", "who", "when", "where", "how", ahead=1)
        ):
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
        while (
            self.cur().kind in ("w", "L", "X")
            and self.cur().word in grammar("openers")
            and not self.word("who", "what", "which")
        ):
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
        if (
            word == "what"
            and not self.starts_np()
            and self.cur().kind == "w"
            and self.cur().word in grammar("do") | grammar("have")
        ):
            target = self.plan.node()
            self.targets = [target]
            self._clause(target)
            return
        self.general = True
        if (
            self.cur().kind == "P"
            and (self.cur().role in ("subject", "object") or self._is_verb(self.cur()))
            and self.cur(1).kind not in ("w",)
        ):
            target = self.plan.node()
            self.targets = [target]
            self.general = False
            self._clause(target)
            return
        head = self.np(preps=True)
        self.general = False
        if head is None:
            target = self.plan.node()
            self.targets = [target]
            self._clause(target)
            return
        head = self._said(head)
        self.targets = [head]
        while self.word("and", ",") and self.starts_np(1) and self.cur(1).kind in ("C", "P", "w"):
            at = self.at
            self.take()
            more = self.np()
            if more is None:
                self.at = at
                break
            self.targets.append(more)
        self._clause(head)

    def _clause(self, target: PlanNode) -> None:
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
        auxiliary = item.kind == "w" and item.word in grammar("do") | grammar("be") | grammar("modal") | {
            "has",
            "have",
            "had",
        }
        if (
            auxiliary
            and (item.word in grammar("do") or self.inverted)
            and self.starts_np(1)
            and item.word not in ("own", "contain", "include")
        ):
            self.take()
            subject = self.np(rel=False, preps=item.word in grammar("be"))
            if subject is not None:
                subject = self._said(subject)
                subject = self._coordinated(subject)
                subject.every = False
                self._gapped(subject, target)
                return
        self.predicate(target)

    def _gapped(self, subject: PlanNode, target: PlanNode) -> None:
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
            if item.kind in ("E", "C", "S", "P") and not (
                item.kind == "P" and (self._is_verb(item) or (item.role in ("subject", "object") and nxt == 1))
            ):
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
                    guess = (
                        self.join.guessed(subject, word, ("thing", "string") if word == "where" else ("date",))
                        if word != "whom"
                        else None
                    )
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
