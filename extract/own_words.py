"""Own words: what a rule calls itself ("this final rule"), which names the rule and nothing that it cites."""

from __future__ import annotations

import re

from corpus.documents import Document
from extract.annotated import AnnotatedSentence
from extract.mentions import Mention, Referent
from extract.trees import Tree

ITSELF = re.compile(
    r"(?:this|the)\s+(?:(?:final|proposed|interim|direct|new|present)\s+)*rule"
    r"|this\s+(?:\w+\s+)?(?:regulation|notice|rulemaking)",
    re.IGNORECASE,
)
NOUNS = frozenset({"rule", "regulation", "notice", "rulemaking"})


def rule_of(document: Document, kind: str) -> Referent | None:
    """The rule that a document is, under its title; `None` for other documents. `kind` is the class's IRI."""
    title = document.metadata.title
    if document.metadata.type != "Rule" or not title:
        return None
    label = " ".join(title.split())
    return Referent(f"{kind}:{label}", kind, label)


def name_itself(tree: Tree, document: Document, sentence: AnnotatedSentence, own: Referent | None) -> None:
    """Let the tree's nodes that say "this rule" name the rule; the nodes are changed."""
    if own is None:
        return
    first = sentence.span.start
    for node in tree.nodes:
        if node.quantity is not None or (node.mention is not None and node.mention.how != "reference"):
            continue
        words = " ".join(tree.words[node.start : node.end])
        if node.lemma in NOUNS and node.end - node.start == 1:
            before = [one for one in node.children if one.end <= node.start]
            low = min([one.start for one in before], default=node.start)
            words = " ".join(tree.words[low : node.end])
        if ITSELF.fullmatch(words):
            start, end = sentence.offsets(first + node.start, first + node.end)
            node.mention = Mention(start, end, document.text[start:end], own.type, own)
