"""Own work: what a body does in general ("it tests new ways to pay for care"), which is told of no single test."""

from __future__ import annotations

from collections.abc import Callable

from extract.parsing.cues import Cues
from extract.trees.clauses import is_clause, subjects
from extract.trees.trees import Node, Tree


def is_of_body(tree: Tree, is_body: Callable[[Node], bool], cues: Cues) -> bool:
    """Whether a sentence tells what a body does in general: its verb has a body as subject and ways or tests as object.

    Such a sentence closes many a press release; what it says of programs and places is no news of the test above it.
    """
    nouns = cues.group("noun")
    kinds, ways = nouns.get("kind", frozenset()), nouns.get("way", frozenset())
    for node in tree.nodes:
        objects = [one for one in node.all("dobj") if one.mention is None and one.tag == "NNS"]
        plain = [one for one in objects if one.lemma in kinds | ways and not one.all("det", "poss", "nummod")]
        if plain and is_clause(node) and any(map(is_body, subjects(node))):
            return True
    return False
