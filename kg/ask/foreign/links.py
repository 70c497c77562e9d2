"""Links: what joins two nodes of a plan in the data, asked of the store and remembered."""

from __future__ import annotations

from typing import Any

from kg.ask.graphs.plan import RDF_TYPE, PlanNode
from kg.ask.graphs.sparql import literal
from kg.ask.words.senses import RDFS, Selects
from kg.ask.words.words import Words

Way = tuple[tuple[str, bool], ...]
"""Properties walked one after the other; true from subject to object."""


class Links:
    """The oracle of one store: which properties things have, and which ways lead from one to another."""

    def __init__(self, words: Words, store: Selects) -> None:
        self.words, self.store = words, store
        self.typing = words.typing or RDF_TYPE
        self._known: dict[object, Any] = {}
        self.below: dict[str, list[str]] = {}
        for cls, known in sorted(words.classes.items()):
            for upper in {cls, *known.ancestors} & set(words.classes):
                if known.count or upper == cls:
                    self.below.setdefault(upper, []).append(cls)
        for cls, lower in self.below.items():
            whole = words.classes[cls].count
            if whole and len(lower) > 1 and all(self._inside(c, cls) for c in lower if c != cls):
                self.below[cls] = [cls]
            elif not whole and len(lower) > 1:
                self.below[cls] = [c for c in lower if c != cls]

    def _inside(self, lower: str, upper: str) -> bool:
        """Whether all members of a class are members of another too."""
        beyond = f"FILTER NOT EXISTS {{ ?x <{self.typing}> <{upper}> }}"
        return not self.store.select(f"SELECT ?x WHERE {{ ?x <{self.typing}> <{lower}> {beyond} }} LIMIT 1")

    def rows(self, text: str) -> list[dict[str, Any]]:
        """The rows of a query, remembered."""
        if text not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[text] = self.store.select(text)
        found: list[dict[str, Any]] = self._known[text]
        return found

    def anchor(self, node: PlanNode, name: str) -> str | None:
        """A pattern that holds a node to what it may be; None for one that may be anything."""
        if node.constant:
            return f"VALUES ?{name} {{ {literal(node.constant)} }}"
        if node.entities:
            return f"VALUES ?{name} {{ {' '.join(f'<{e}>' for e in node.entities[:8])} }}"
        kinds = sorted({b for c in node.classes or node.types for b in self.below.get(c, [c])})
        if not kinds:
            return None
        if len(kinds) == 1:
            return f"?{name} <{self.typing}> <{kinds[0]}> ."
        return f"VALUES ?{name}K {{ {' '.join(f'<{k}>' for k in kinds[:40])} }} ?{name} <{self.typing}> ?{name}K ."

    def has(self, node: PlanNode, prop: str, *, subject: bool) -> bool:
        """Whether anything that a node may be has a property, as its subject or object."""
        if node.prop == prop and not node.named and not subject and node.kind == "thing":
            return True
        triple = f"?a <{prop}> ?z ." if subject else f"?z <{prop}> ?a ."
        held = self.anchor(node, "a")
        if held is None:
            if node.prop and node.prop != prop:
                return bool(self.rows(f"SELECT ?a WHERE {{ ?w <{node.prop}> ?a . {triple} }} LIMIT 1"))
            return True
        return bool(self.rows(f"SELECT ?a WHERE {{ {_ordered(held, triple)} }} LIMIT 1"))

    def joined(self, a: PlanNode, prop: str, b: PlanNode) -> bool:
        """Whether a property leads from what one node may be to what another may be."""
        parts = [p for p in (self.anchor(a, "a"), self.anchor(b, "b")) if p]
        for node, name in ((a, "a"), (b, "b")):
            if not node.named and not node.classes and not node.types and node.prop and node.prop != prop:
                parts.append(f"?w{name} <{node.prop}> ?{name} .")
        return bool(self.rows(f"SELECT ?a WHERE {{ {_ordered(' '.join(parts), f'?a <{prop}> ?b .')} }} LIMIT 1"))

    def ways(self, a: PlanNode, b: PlanNode, most: int = 2) -> list[tuple[Way, int]]:
        """The ways from one node to another that the data have, shortest first, with how many pairs each joins."""
        if not a.named and not b.named and (a.classes or a.types) and (b.classes or b.types):
            return self._by_kind(a, b, most)
        first, last = self.anchor(a, "a"), self.anchor(b, "b")
        for node, name in ((a, "a"), (b, "b")):
            if node.prop and not node.named and not node.classes:
                extra = f"?w{name} <{node.prop}> ?{name} ."
                if name == "a":
                    first = f"{first or ''} {extra}"
                else:
                    last = f"{last or ''} {extra}"
        if first is None or last is None:
            return []
        out: list[tuple[Way, int]] = []
        for length in range(1, most + 1):
            for mask in range(2**length):
                turns = [bool(mask >> i & 1) for i in range(length)]
                names = ["?a", *(f"?m{i}" for i in range(length - 1)), "?b"]
                lines = [
                    f"{names[i]} ?p{i} {names[i + 1]} ." if turn else f"{names[i + 1]} ?p{i} {names[i]} ."
                    for i, turn in enumerate(turns)
                ]
                heads = " ".join(f"?p{i}" for i in range(length))
                body = f"{first} {last} {' '.join(lines)}"
                text = f"SELECT {heads} (COUNT(*) AS ?n) WHERE {{ {body} }} GROUP BY {heads} LIMIT 60"
                for row in self.rows(text):
                    props = [row[f"p{i}"].value for i in range(length)]
                    if all(p in self.words.properties for p in props) and not any(
                        props[i] == props[i + 1] and turns[i] != turns[i + 1] for i in range(length - 1)
                    ):
                        out.append((tuple(zip(props, turns, strict=True)), int(row["n"].value)))
            if out:
                break
        return sorted(out, key=lambda w: (len(w[0]), -w[1], w[0]))

    def _by_kind(self, a: PlanNode, b: PlanNode, most: int) -> list[tuple[Way, int]]:
        """The ways between two classes, by the classes that each property is seen to join."""
        mine, theirs = ({k for c in n.classes or n.types for k in self.below.get(c, [c])} for n in (a, b))
        out: dict[Way, int] = {}
        steps = [
            (p.iri, forward, *(pair if forward else pair[::-1]), n)
            for p in self.words.properties.values()
            for pair, n in p.edges.items()
            if p.kind == "thing" and n and all(pair)
            for forward in (True, False)
        ]
        for iri, forward, start, end, n in steps:
            if start in mine and end in theirs:
                out[((iri, forward),)] = out.get(((iri, forward),), 0) + n
        if not out and most > 1:
            leaving: dict[str, list[tuple[str, bool, int]]] = {}
            for iri, forward, start, end, n in steps:
                if start in mine:
                    leaving.setdefault(end, []).append((iri, forward, n))
            for iri, forward, start, end, n in steps:
                if end not in theirs:
                    continue
                for first, ahead, m in leaving.get(start, ()):
                    if first != iri or ahead == forward:
                        way = ((first, ahead), (iri, forward))
                        out[way] = out.get(way, 0) + min(n, m)
        return sorted(out.items(), key=lambda w: (len(w[0]), -w[1], w[0]))

    def literals(self, node: PlanNode) -> list[str]:
        """The literal properties that what a node may be has, the commonest first."""
        held = self.anchor(node, "a")
        if node.prop and not node.named and not node.classes:
            held = f"{held or ''} ?w <{node.prop}> ?a ."
        if held is None:
            return []
        text = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ {held} ?a ?p ?o FILTER(isLiteral(?o)) }} GROUP BY ?p"
        rows = sorted(self.rows(text), key=lambda r: (-int(r["n"].value), r["p"].value))
        return [r["p"].value for r in rows if r["p"].value in self.words.properties or r["p"].value == RDFS + "label"]

    def plain_value(self, node: PlanNode) -> bool:
        """Whether a node is no thing of its own but a value with its unit: nameless, where other things have names."""
        held = self.anchor(node, "a")
        if node.prop and not node.named and not node.classes:
            held = f"{held or ''} ?w <{node.prop}> ?a ."
        if held is None or self.labelled(node):
            return False
        onward = self.rows(
            f"SELECT ?a WHERE {{ {held} ?a ?p ?o FILTER(?p != <{self.typing}> && !isLiteral(?o)) }} LIMIT 1"
        )
        if onward:
            return False
        blank = self.rows(f"SELECT ?a WHERE {{ {held} FILTER(isBlank(?a)) }} LIMIT 1")
        named = self.rows(f"SELECT ?a WHERE {{ ?a <{RDFS}label> ?l . ?a ?p ?b . ?b ?q ?c FILTER(isIRI(?b)) }} LIMIT 1")
        return bool(blank or named)

    def onward(self, node: PlanNode) -> list[str]:
        """The properties that lead from what a node may be to things that have names."""
        held = self.anchor(node, "a")
        if held is None:
            return []
        text = f"SELECT DISTINCT ?p WHERE {{ {held} ?a ?p ?o . ?o <{RDFS}label> ?l FILTER(?p != <{self.typing}>) }}"
        return sorted(r["p"].value for r in self.rows(text) if r["p"].value in self.words.properties)

    def labelled(self, node: PlanNode) -> bool:
        """Whether what a node may be has names in the graph (or is not known)."""
        held = self.anchor(node, "a")
        if node.prop and not node.named and not node.classes:
            held = f"{held or ''} ?w <{node.prop}> ?a ."
        if held is None:
            return True
        found = self.rows(f"SELECT ?a WHERE {{ {held} ?a <{RDFS}label> ?l }} LIMIT 1")
        return bool(found)


def _ordered(held: str, triple: str) -> str:
    """The held pattern before the triple where it names things, else after it."""
    return f"{held} {triple}" if held.startswith("VALUES ?a {") else f"{triple} {held}"
