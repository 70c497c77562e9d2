"""Pairs: what in a sentence could be said of what: a thing, and a name, figure or noun phrase beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.claims.mentions import Mention
from extract.patterns.matching import names_concept
from extract.patterns.proofs import Scene
from extract.trees.clauses import is_clause
from extract.trees.trees import Node

KINDS = (
    "kg:Program",
    "kg:InitiativeGroup",
    "kg:Initiative",
    "kg:Post",
    "kg:Person",
    "kg:Organization",
    "kg:LegalProvision",
    "kg:Criterion",
    "kg:Place",
    "kg:Report",
    "skos:Concept",
)
"""The classes by which things are told apart here, the narrowest first."""
INITIATIVE = "kg:Initiative"
SPEAKS_OF = frozenset(
    {"kg:Program", "kg:InitiativeGroup", "kg:Initiative", "kg:Person", "kg:Organization", "kg:LegalProvision"}
)
"""Kinds of thing that claims have as their subject."""
TOPICS = ("initiative", "body")
MOST = 240
"""Pairs that one sentence may have: a longer list of names is a list and no sentence."""

Kind = Callable[[Mention], str]
"""The kind of thing that a mention names, one of `KINDS` or an empty string."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing and what could be said of it.

    `subject` is the node that names the thing, or `None` where only the text around the sentence does (`topic` tells
    which of the scene's topics then). `object` is the other node, or `None` where the question is what the sentence
    says of the thing by its words alone. `about` and `said` are the kinds of both: one of `KINDS`, a kind of figure
    (`date`, `period`, `money`, `count`, `duration`), `phrase`, `action`, or `sense` where there is no object.
    """

    subject: Node | None
    object: Node | None
    topic: str
    about: str
    said: str


def figure_kind(node: Node) -> str:
    """The kind of figure that a node is, a range of dates being a `period`."""
    quantity = node.quantity
    if quantity is None:
        return ""
    if quantity.kind == "date" and (quantity.lower is not None or quantity.upper is not None):
        return "period"
    return quantity.kind


def find_pairs(scene: Scene, kind: Kind) -> list[Pair]:
    """Every pair of one sentence, those without an object included; none where the sentence is a list of names."""
    found = list(_pairs(scene, kind))
    return found if len(found) <= MOST else []


def _pairs(scene: Scene, kind: Kind) -> Iterator[Pair]:
    nodes = scene.tree.nodes
    spoken: list[tuple[Node | None, str, str]] = []
    named = set()
    for node in nodes:
        thing = node.mention or node.guess
        about = kind(thing) if thing is not None else ""
        if thing is not None and about in SPEAKS_OF:
            spoken.append((node, "", about))
            named.add(thing.referent.key)
    for topic in TOPICS:
        mention = scene.topics.get(topic)
        if mention is not None and mention.referent.key not in named:
            spoken.append((None, topic, kind(mention)))
    said = [(node, what) for node in nodes if (what := _said(node, kind))]
    for subject, topic, about in spoken:
        yield Pair(subject, None, topic, about, "sense")
        for node, what in said:
            if node is not subject and not (
                subject is not None and node.mention is not None and subject.mention is not None
                and node.mention.referent.key == subject.mention.referent.key
            ):  # fmt: skip
                yield Pair(subject, node, topic, about, what)


def period_pairs(pivot: Node, label: str, scene: Scene) -> list[Pair]:
    """The dates that could tell when what was found at a node (of a class named `label`) holds."""
    return [
        Pair(pivot, node, "", f"as:{label.rstrip('-')}", figure_kind(node))
        for node in scene.tree.nodes
        if node is not pivot and figure_kind(node) in {"date", "period"}
    ]


def is_of_next(pair: Pair, sentence: Sequence[Node]) -> bool:
    """Whether a sum is told of the name right behind it: "$2 million for Alder, and $3 million for Birch"."""
    figure, subject = pair.object, pair.subject.mention if pair.subject is not None else None
    if figure is None or figure.quantity is None or subject is None:
        return False
    behind = [one for one in sentence if one.mention is not None and one.start >= figure.end]
    after = min(behind, key=lambda one: one.start, default=None)
    prep = after.head if after is not None else None
    if after is None or after.mention is None or prep is None or prep.lemma != "for":
        return False
    close = 0 <= prep.start - figure.end < 2
    return close and after.mention.type == subject.type and after.mention.referent.key != subject.referent.key


def _said(node: Node, kind: Kind) -> str:
    """What a node could be as the object of a claim, or nothing."""
    if node.mention is not None:
        return kind(node.mention)
    if node.quantity is not None:
        what = figure_kind(node)
        return what if what != "percent" else ""
    if names_concept(node) and node.kind == "NOUN" and node.relation not in {"compound", "nmod", "npadvmod"}:
        return "phrase"
    if is_clause(node) and node.tag == "VB" and node.guess is None:
        return "action"
    return ""
