"""Features: how the two sides of a pair stand to each other in a sentence, as plain strings that weights are kept for.

Names are shown as their kind and figures as theirs, so that nothing here depends on who or what is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.clauses import is_clause
from extract.pairs import Kind, Pair, figure_kind
from extract.proofs import Scene
from extract.trees import Node

NEAR = 4
"""Words before and after each side that are looked at in their order."""
FAR = 14
"""Words between the two sides beyond which they are only counted."""
STEPS = 7
"""Longest way through the tree that is looked at."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One sentence as features see it: a symbol a node, its group of like words, its way to the root."""

    symbols: tuple[str, ...]
    groups: tuple[str, ...]
    places: Mapping[int, int]
    ways: tuple[tuple[int, ...], ...]
    setting: tuple[str, ...]
    actions: tuple[int, ...]


def sketch(scene: Scene, kind: Kind, groups: Mapping[str, str]) -> Sketch:
    """What all pairs of a sentence share. `groups` leads from a lemma to the name of its group of like words."""
    nodes = scene.tree.nodes
    places = {id(node): place for place, node in enumerate(nodes)}
    symbols = tuple(_symbol(node, kind) for node in nodes)
    ways = []
    for node in nodes:
        way: list[int] = []
        step = node.head
        while step is not None and len(way) < 16:
            way.append(places[id(step)])
            step = step.head
        ways.append(tuple(way))
    actions = tuple(next((p for p in (place, *ways[place]) if is_clause(nodes[p])), -1) for place in range(len(nodes)))
    passage = scene.sentence.passage
    heading = scene.document.text[passage.headings[-1][0] : passage.headings[-1][1]] if passage.headings else ""
    setting = (
        f"passage:{passage.kind}",
        f"type:{scene.document.metadata.type}",
        *(f"heading:{word}" for word in heading.lower().split()[:8]),
    )
    like = tuple(
        "" if symbol[0] == "<" else groups.get(node.lemma, "") for node, symbol in zip(nodes, symbols, strict=True)
    )
    return Sketch(symbols, like, places, tuple(ways), setting, actions)


def _symbol(node: Node, kind: Kind) -> str:
    if node.mention is not None:
        return f"<{kind(node.mention)}>"
    if node.quantity is not None:
        return f"<{figure_kind(node)}>"
    return node.lemma if node.lemma[:1].isalpha() or not node.lemma.isdigit() else "<0>"


def features(pair: Pair, scene: Scene, known: Sketch) -> list[str]:
    """The features of one pair, each a string; the same pair in the same sentence always has the same ones."""
    return list(_features(pair, scene, known))


def _features(pair: Pair, scene: Scene, known: Sketch) -> Iterator[str]:
    nodes = scene.tree.nodes
    yield f"kinds:{pair.about}>{pair.said}"
    yield from known.setting
    subject = known.places[id(pair.subject)] if pair.subject is not None else -1
    if pair.subject is None:
        yield f"topic:{pair.topic}"
    else:
        yield from _beside("s", subject, known)
        yield f"s.is:{_how(pair.subject)}"
        yield f"s.as:{pair.subject.relation}"
    if pair.object is None:
        yield from _sense(pair, subject, known, nodes)
        return
    place = known.places[id(pair.object)]
    yield from _beside("o", place, known)
    yield f"o.as:{pair.object.relation}"
    yield from _figure(pair.object)
    yield from _head("o", place, known, nodes)
    if pair.said in {"phrase", "action"}:
        yield f"o.word:{pair.object.lemma}"
        yield f"o.tag:{pair.object.tag}"
        yield f"o.group:{known.groups[place]}"
        for child in pair.object.children:
            yield f"o.has:{child.relation}"
            yield f"o.with:{known.symbols[known.places[id(child)]]}"
    action = known.actions[place]
    if action >= 0:
        yield from _clause("o.clause", action, known, nodes)
    if pair.subject is None:
        yield from _between("from", 0, place, known, pair)
        return
    first, last = min(subject, place), max(subject, place)
    way = "s>o" if subject < place else "o>s"
    yield way
    yield from _between(way, first + 1, last, known, pair)
    yield from _path(subject, place, known, nodes)
    if known.actions[subject] == action:
        yield "same clause"


def _how(node: Node) -> str:
    if node.mention is None:
        return "guess"
    return node.mention.how


def _beside(side: str, place: int, known: Sketch) -> Iterator[str]:
    """The words before and after a side, in their order, and in pairs."""
    symbols, size = known.symbols, len(known.symbols)
    for step in range(1, NEAR + 1):
        left = symbols[place - step] if place - step >= 0 else "^"
        right = symbols[place + step] if place + step < size else "$"
        if step <= 2:
            yield f"{side}-{step}:{left}"
            yield f"{side}+{step}:{right}"
        yield f"{side}-:{left}"
        yield f"{side}+:{right}"
        if left == "^" and right == "$":
            break
    before = symbols[place - 1] if place else "^"
    yield f"{side}--:{symbols[place - 2] if place > 1 else '^'} {before}"
    after = symbols[place + 1] if place + 1 < size else "$"
    yield f"{side}++:{after} {symbols[place + 2] if place + 2 < size else '$'}"
    if place:
        yield f"{side}-g:{known.groups[place - 1]}"
    if place + 1 < size:
        yield f"{side}+g:{known.groups[place + 1]}"


def _figure(node: Node) -> Iterator[str]:
    quantity = node.quantity
    if quantity is None:
        return
    yield f"o.bound:{quantity.bound}"
    yield f"o.comparator:{quantity.comparator}"
    if quantity.per is not None:
        yield f"o.per:{quantity.per if quantity.per.startswith('P') else 'noun'}"
    if quantity.counted:
        words = quantity.counted.lower().split()
        yield f"o.counted:{words[-1].removesuffix('s')}"
        for word in words[:-1]:
            yield f"o.counted.of:{word}"
    if quantity.kind == "duration":
        yield f"o.long:{quantity.value.lexical[-1:]}{len(quantity.value.lexical)}"


def _head(side: str, place: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """The words that a side depends on, up to the verb."""
    trail = nodes[place].relation
    for up in known.ways[place][:4]:
        yield f"{side}.up:{known.symbols[up]}"
        yield f"{side}.up.g:{known.groups[up]}"
        yield f"{side}.trail:{trail}>{known.symbols[up]}"
        if is_clause(nodes[up]):
            break
        trail = f"{trail}>{nodes[up].relation}" if nodes[up].relation != "prep" else f"{trail}>{nodes[up].lemma}"


def _clause(side: str, action: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """The verb of a clause with its helpers, its particle and its own arguments' words."""
    node = nodes[action]
    yield f"{side}:{node.lemma}"
    yield f"{side}.g:{known.groups[action]}"
    yield f"{side}.tag:{node.tag}"
    for child in node.children:
        where = known.places[id(child)]
        symbol = known.symbols[where]
        if child.relation in {"aux", "auxpass", "neg", "prt"}:
            yield f"{side}.{child.relation}:{symbol}"
            if child.relation == "prt":
                yield f"{side}:{node.lemma}_{symbol}"
        elif child.relation in {"nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd", "advmod"}:
            yield f"{side}.{child.relation}:{symbol}"
            yield f"{side}.{child.relation}.g:{known.groups[where]}"
            if child.relation in {"dobj", "acomp", "attr"}:
                yield f"{side}.does:{node.lemma} {symbol}"
    if known.ways[action]:
        up = known.ways[action][0]
        yield f"{side}.under:{node.relation}>{known.symbols[up]}"


def _between(way: str, first: int, last: int, known: Sketch, pair: Pair) -> Iterator[str]:
    """The words between the two sides: each, in pairs, how many, and how many rivals stand among them."""
    inside = range(first, last)
    rivals = {"s": 0, "o": 0}
    for place in inside:
        symbol = known.symbols[place]
        rivals["s"] += symbol == f"<{pair.about}>"
        rivals["o"] += symbol == f"<{pair.said}>"
    yield f"rivals.s:{min(rivals['s'], 3)}"
    yield f"rivals.o:{min(rivals['o'], 3)}"
    size = last - first
    yield f"far:{min(size, 4) if size < 5 else 8 if size < 9 else 14 if size < 15 else 20}"
    kept = list(inside) if size <= FAR else [*inside[: FAR // 2], *inside[size - FAR // 2 :]]
    if size <= 3:
        yield f"{way}={' '.join(known.symbols[place] for place in inside)}"
    for step, place in enumerate(kept):
        symbol = known.symbols[place]
        yield f"in:{symbol}"
        yield f"{way}:{symbol}"
        if known.groups[place]:
            yield f"in.g:{known.groups[place]}"
        if step + 1 < len(kept):
            yield f"in2:{symbol} {known.symbols[kept[step + 1]]}"


def _path(subject: int, place: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """The way from one side to the other through the tree."""
    up, down = (subject, *known.ways[subject]), (place, *known.ways[place])
    above = set(down)
    top = next((step for step in up if step in above), -1)
    if top < 0:
        yield "path:none"
        return
    rising, falling = up[: up.index(top)], down[: down.index(top)]
    if len(rising) + len(falling) > STEPS:
        yield "path:long"
        return
    yield f"path:{len(rising)}+{len(falling)}"
    names = [nodes[step].relation for step in rising], [nodes[step].relation for step in reversed(falling)]
    bones = f"{'>'.join(names[0])}^{'<'.join(names[1])}"
    yield f"bones:{bones}"
    if top not in (subject, place):
        yield f"top:{known.symbols[top]}"
        yield f"top.g:{known.groups[top]}"
        yield f"bones.top:{bones}:{known.symbols[top]}"
        yield f"bones.top.g:{bones}:{known.groups[top]}"
    for step in (*rising[1:], *falling[1:], top):
        yield f"on:{known.symbols[step]}"
        yield f"on.g:{known.groups[step]}"


def _sense(pair: Pair, subject: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """The words of the sentence by where they stand to the thing: near, with a rival between, in its clause."""
    rival = 0
    marks = [""] * len(nodes)
    for way in (range(subject + 1, len(nodes)), range(subject - 1, -1, -1)) if subject >= 0 else (range(len(nodes)),):
        rival = 0
        for count, place in enumerate(way):
            rival += known.symbols[place] == f"<{pair.about}>"
            marks[place] = "far" if rival else "by" if count < 6 else "near" if count < 14 else "on"
    action = known.actions[subject] if subject >= 0 else -1
    for place, symbol in enumerate(known.symbols):
        if place == subject:
            continue
        mark = marks[place]
        yield f"{mark}:{symbol}"
        if mark != "far":
            yield f"w:{symbol}"
            if place + 1 < len(nodes) and place + 1 != subject:
                yield f"w2:{symbol} {known.symbols[place + 1]}"
        if known.groups[place]:
            yield f"{mark}.g:{known.groups[place]}"
        if action >= 0 and known.actions[place] == action:
            yield f"c:{symbol}"
    if action >= 0:
        yield from _clause("s.clause", action, known, nodes)
        yield from _head("s", subject, known, nodes)
