"""Brackets: what a list says behind each of its names ("Alder (home dialysis), Birch (stroke care)")."""

from __future__ import annotations

from collections.abc import Iterator

from extract.trees.trees import Node, Tree

FEWEST = 2
"""Only where so many names are explained so does a bracket say what a thing is about; one alone may say anything."""


def bracketed(tree: Tree) -> Iterator[tuple[Node, Node]]:
    """Each name of a list with the noun that heads the plain words in brackets behind it.

    "Birch and Cedar (drug pricing)" says it of both.
    """
    found = list(_remarks(tree))
    if len(found) < FEWEST:
        return
    for named, topic in found:
        yield named, topic
        joined = _joined_before(named, tree)
        if joined is not None:
            yield joined, topic


def _remarks(tree: Tree) -> Iterator[tuple[Node, Node]]:
    for place, word in enumerate(tree.words):
        named = tree.node_at(place - 1) if word == "(" and place else None
        if named is None or named.mention is None or named.mention.how == "reference":
            continue
        end = next((at for at in range(place + 1, len(tree.words)) if tree.words[at] == ")"), place)
        inside = tree.words[place + 1 : end]
        topic = tree.node_at(end - 1)
        plain = len(inside) > 1 and all(each.islower() or each == "-" for each in inside)
        if plain and topic is not None and topic.kind == "NOUN" and topic.mention is None and topic.quantity is None:
            yield named, topic


def _joined_before(named: Node, tree: Tree) -> Node | None:
    """The name that "and" alone joins to this one."""
    place = named.start - 1
    if place > 0 and tree.words[place].lower() == "the":
        place -= 1
    if place < 1 or tree.words[place].lower() not in {"and", "&"}:
        return None
    other = tree.node_at(place - 1)
    return other if other is not None and other.mention is not None else None
