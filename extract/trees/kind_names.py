"""Kind names: names that a small parser hangs below the noun for what they are, read as the things themselves."""

from __future__ import annotations

from collections.abc import Callable

from extract.claims.mentions import Mention
from extract.trees.trees import Node

SEVERAL = 2
CALLS = frozenset({"call", "name", "dub", "title"})


def named_noun(node: Node, nouns: frozenset[str], is_initiative: Callable[[Mention], bool]) -> None:
    """Read "the Harbor (HBM) model" as the name itself where the name was taken for a modifier of "model"."""
    if node.tag not in {"NN", "NNP"} or node.mention is not None or node.lemma.lower() not in nouns:
        return
    names = [
        one
        for one in node.children
        if one.mention is not None
        and one.relation in {"compound", "nmod", "amod"}
        and one.end <= node.start
        and is_initiative(one.mention)
    ]
    if not names or len({one.mention.referent.key for one in names if one.mention is not None}) > 1:
        return
    node.mention = names[0].mention
    node.start = min(one.start for one in names)
    node.children = [
        one
        for one in node.children
        if one not in names and not (one.relation == "punct" and node.start < one.start < node.end)
    ]


def named_nouns(node: Node, nouns: frozenset[str], is_initiative: Callable[[Mention], bool]) -> None:
    """Read "the Harbor and Reef (RM) models" as the names themselves, joined, where they were hung below "models".

    So for "the models, called the Harbor Model and the Reef Model, begin".
    """
    if node.tag not in {"NNS", "NNPS"} or node.mention is not None or node.lemma.lower() not in nouns:
        return
    below = [one for one in node.children if one.relation in {"compound", "nmod", "amod"} and one.end <= node.start]
    below += [one for acl in node.all("acl") if acl.lemma in CALLS for one in acl.all("oprd", "dobj", "attr")]
    names = [name for one in below for name in one.conjuncts() if name.mention and is_initiative(name.mention)]
    if len({one.mention.referent.key for one in names if one.mention is not None}) < SEVERAL:
        return
    joined = any(one.relation == "cc" for name in (node, *names) for one in name.children)
    told = any(one.relation in {"nummod", "neg", "relcl"} or one.text.lower() == "other" for one in node.children)
    if not joined or told:
        return
    first = names[0]
    first.take_place(node)
    for one in [one for one in node.children if one not in names]:
        one.hang(first)
    for one in names[1:]:
        one.hang(first, "conj")
    node.hang(first, "dep")
