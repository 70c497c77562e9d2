"""Gapped clauses: "A began in 2031, B in 2032 and C in 2033", read as one sentence for each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.trees.trees import Node, Tree

BEFORE_NAME = frozenset({",", ";", "and", "the", "but", "while"})
"""What may stand between a figure and the next name."""
BEFORE_FIGURE = frozenset({",", "in", "on", "by", "at", "to", "for", "with", "from", "a", "an", "(", ")"})
"""What may stand between a name and its figure, whose verb is left out."""
ACTING = frozenset({"nsubj", "nsubjpass"})
STOPS = frozenset({".", "!", ";"})
DESCRIBING = frozenset({"ADJ", "NOUN", "VERB", "ADV"})
"""What a small parser takes the second word of "A is voluntary and B mandatory" for."""


@dataclass(frozen=True, slots=True)
class Gapped:
    """The rows of a gapped sentence: where each name and what is told of it begin, and where the last row ends."""

    rows: tuple[tuple[int, ...], ...]
    end: int


def gapped(tree: Tree) -> Gapped | None:
    """The names of a sentence that has one verb for all of them, each with what is told of it; else nothing."""
    for first in tree.nodes:
        verb = first.head
        if first.mention is None or verb is None or first.relation not in ACTING or first.end > verb.start:
            continue
        if verb.kind not in {"VERB", "AUX"}:
            continue
        rows = _described(tree, first, verb) if verb.lemma == "be" else []
        rows = rows or _told(tree, first, verb)
        if rows:
            return Gapped(tuple(tuple(one.start for one in row) for row in rows), rows[-1][-1].end)
    return None


def one_of(tree: Tree, found: Gapped, place: int) -> Tree:
    """The tree of one row alone, which stands where the first one stood."""
    nodes = {one.start: one for one in tree.nodes}
    first, *figures = (nodes[at] for at in found.rows[0])
    name, *values = (nodes[at] for at in found.rows[place])
    nouns = [one.head for one in figures if one.relation == "nummod"]  # "eight participants" stays, to be counted
    kept = [first, name, *figures, *values, *(one for one in nouns if one is not None and one.nominal)]
    last = max(one.end for one in figures)
    stop = [one for one in tree.nodes if one.end == len(tree.words) and one.text in STOPS]
    rest = [one for one in tree.nodes if found.end <= one.start]
    gone = [one for one in tree.nodes if one.start >= last and one not in (*kept, *stop, *rest)]
    for figure, value in zip(figures, values, strict=True):
        if figure.quantity is None and figure.mention is None:
            verb = first.head
            if verb is not None:
                if any(one is value for one in verb.ancestors()):
                    verb.take_place(value)
                value.hang(verb, "acomp")
            value.kind, value.tag, value.children = "ADJ", "JJ", []
        elif place:
            value.take_place(figure)
            value.children = []
            if value.quantity is not None and figure.quantity is not None and value.quantity.counted is None:
                value.quantity = replace(value.quantity, counted=figure.quantity.counted)
    if place:
        name.take_place(first)
        name.children = []
        gone += [first, *figures, *(one for one in first.children if one is not name)]
    return _without(tree, gone)


def _without(tree: Tree, gone: Sequence[Node]) -> Tree:
    lost = {id(one) for one in gone}
    for one in gone:
        one.leave()
    kept = tuple(one for one in tree.nodes if id(one) not in lost)
    for one in kept:
        one.children = [child for child in one.children if id(child) not in lost]
        if one.head is not None and id(one.head) in lost:
            one.head = next((above for above in one.head.ancestors() if id(above) not in lost), None)
    return replace(tree, nodes=kept)


def _told(tree: Tree, first: Node, verb: Node) -> list[list[Node]]:
    """Rows of a name and the figures, places or people told of it."""
    rows = [[first]]
    for one in _units(tree, verb):
        if one.mention is not None and first.mention is not None and one.mention.type == first.mention.type:
            rows.append([one])
        else:
            rows[-1].append(one)
    figures = rows[0][1:]
    if len(rows) < 2 or not figures or not any(verb is one for figure in figures for one in figure.ancestors()):
        return []
    names = [row[0].mention.referent.key for row in rows if row[0].mention is not None]
    alike = all(list(map(_kind, row)) == list(map(_kind, rows[0])) for row in rows)
    ends = _ends(tree, verb, rows[-1][-1].end)
    return rows if len(set(names)) == len(rows) and alike and ends and _is_bare(tree, rows) else []


def _described(tree: Tree, first: Node, verb: Node) -> list[list[Node]]:
    """Rows of a name and the one word that it is described by: "Alder is voluntary and Birch mandatory"."""
    rows: list[list[Node]] = []
    place, name = verb.end, first
    while True:
        word = tree.node_at(place)
        if word is None or word.mention is not None or word.quantity is not None or word.kind not in DESCRIBING:
            return []
        if not rows and word.kind != "ADJ":
            return []
        rows.append([name, word])
        place = word.end
        if _ends(tree, verb, place):
            return rows if len(rows) > 1 else []
        while place < len(tree.words) and tree.words[place].lower() in BEFORE_NAME:
            place += 1
        other = tree.node_at(place)
        if other is None or place == word.end or other.mention is None or first.mention is None:
            return []
        if other.mention.type != first.mention.type or any(_is_same(other, row[0]) for row in rows):
            return []
        name, place = other, other.end


def _is_same(one: Node, other: Node) -> bool:
    if one.mention is None or other.mention is None:
        return False
    return one.mention.referent.key == other.mention.referent.key


def _kind(node: Node) -> str | None:
    return node.quantity.kind if node.quantity is not None else node.mention.type if node.mention is not None else None


def _units(tree: Tree, verb: Node) -> list[Node]:
    """The names and figures behind a verb, but for acronyms beside the names that they are short for."""
    found: list[Node] = []
    for one in tree.nodes:
        if one.start < verb.end or (one.mention is None and one.quantity is None):
            continue
        if not found or not _is_same(found[-1], one):
            found.append(one)
    return found


def _is_bare(tree: Tree, rows: Sequence[Sequence[Node]]) -> bool:
    """Whether nothing but small words stands between the later names and what is told of them."""
    for before, row in pairwise(rows):
        between = _said(tree, before[-1].end, row[0].start)
        said = (one.quantity.counted or "" for one in rows[0] if one.quantity is not None)
        counted = {word.lower() for each in said for word in each.split()}
        if not set(between) <= BEFORE_NAME | counted or not between:
            return False
        own = [one for one in tree.nodes if row[0].end <= one.start < row[-1].start and one not in row]
        own = [one for one in own if one.mention is None]
        if not {one.text.lower() for one in own} <= BEFORE_FIGURE | counted:
            return False
    return True


def _ends(tree: Tree, verb: Node, place: int) -> bool:
    """Whether a sentence ends at a place, or goes on only with who says it all: ", the agency said"."""
    if not set(_said(tree, place, len(tree.words))) - STOPS:
        return True
    teller = verb.head
    told = verb.relation == "ccomp" and teller is not None and teller.start > place
    return told and tree.words[place] == ","


def _said(tree: Tree, start: int, end: int) -> list[str]:
    return [word.lower() for word in tree.words[start:end]]
