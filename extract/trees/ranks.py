"""Ranks: the place in a series that a source gives to what it names ("most recently, Alder", "the first director")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.trees.trees import Node

POSTS = {"first": "first", "inaugural": "first", "founding": "first", "latest": "latest", "newest": "latest"}
SHARES = {"largest": "largest", "biggest": "largest", "smallest": "smallest"}


def position(slots: Mapping[str, Node], words: Sequence[str]) -> str | None:
    """The place in a series that a match tells of what fills its slots, if it tells one; `words` are the sentence's."""
    for name, node in slots.items():
        if node.mention is not None and _is_latest(node, words):
            return "latest"
        beside = {one.text.lower() for one in node.children}
        title = set(node.title.words) if node.title is not None else set()
        table = POSTS if name == "post" else SHARES if name == "share" else {}
        told = [table[word] for word in sorted(beside | title) if word in table]
        if told:
            return told[0]
    return None


def _is_latest(node: Node, words: Sequence[str]) -> bool:
    """Whether "most recently" stands right before a name, wherever in the list the parser hangs it."""
    place = node.start
    while place and words[place - 1].lower() in {"the", ","}:
        place -= 1
    return place > 1 and [word.lower() for word in words[place - 2 : place]] == ["most", "recently"]
