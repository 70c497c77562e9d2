"""Features: how the two sides of a pair stand to each other in a sentence, as plain strings that weights are kept for.

Names are shown as their kind and figures as theirs, so that nothing here depends on who or what is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from extract.clauses import is_clause
from extract.pairs import Kind, Pair, figure_kind
from extract.proofs import Scene
from extract.trees import Node, others_meant

NEAR = 4
"""Words before and after each side that are looked at in their order."""
FAR = 14
"""Words between the two sides beyond which they are only counted."""
STEPS = 7
"""Longest way through the tree that is looked at."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One sentence as features see it: a symbol a node, its group of like words, its way to the root.

    `sides` and `words` keep what was written of one node, which is the same in every pair that the node stands in.
    """

    symbols: tuple[str, ...]
    groups: tuple[str, ...]
    places: Mapping[int, int]
    ways: tuple[tuple[int, ...], ...]
    setting: tuple[str, ...]
    actions: tuple[int, ...]
    sides: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    words: dict[str, list[list[str]]] = field(default_factory=dict)


def sketch(scene: Scene, kind: Kind, groups: Mapping[str, str]) -> Sketch:
    """What all pairs of a sentence share. `groups` leads from a lemma to the name of its group of like words."""
    nodes = scene.tree.nodes
    places = {id(node): place for place, node in enumerate(nodes)}
    places |= {id(other): place for place, node in enumerate(nodes) for other in others_meant(node)}
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
    nodes = scene.tree.nodes
    found = [f"kinds:{pair.about}>{pair.said}", *known.setting]
    subject = known.places[id(pair.subject)] if pair.subject is not None else -1
    if pair.subject is None:
        found.append(f"topic:{pair.topic}")
    else:
        found += _side("s", subject, known, _subject, nodes)
    if pair.object is None:
        found += _sense(pair, subject, known, nodes)
        return found
    place = known.places[id(pair.object)]
    plain = pair.said in {"phrase", "action"}
    found += _side("o+" if plain else "o", place, known, _plain_object if plain else _object, nodes)
    if pair.subject is None:
        found += _between("from", 0, place, known, pair)
        return found
    first, last = min(subject, place), max(subject, place)
    way = "s>o" if subject < place else "o>s"
    found.append(way)
    found += _between(way, first + 1, last, known, pair)
    found += _path(subject, place, known, nodes)
    if known.actions[subject] == known.actions[place]:
        found.append("same clause")
    return found


Side = Callable[[int, Sketch, tuple[Node, ...]], Iterator[str]]
"""What is written of a node as one side of a pair."""


def _side(name: str, place: int, known: Sketch, write: Side, nodes: tuple[Node, ...]) -> list[str]:
    """One side's features, written once a sentence."""
    held = known.sides.get((name, place))
    if held is None:
        held = known.sides[name, place] = list(write(place, known, nodes))
    return held


def _subject(place: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    yield from _beside("s", place, known)
    yield f"s.is:{_how(nodes[place])}"
    yield f"s.as:{nodes[place].relation}"


def _object(place: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    yield from _beside("o", place, known)
    yield f"o.as:{nodes[place].relation}"
    yield from _figure(nodes[place])
    yield from _head("o", place, known, nodes)
    action = known.actions[place]
    if action >= 0:
        yield from _clause("o.clause", action, known, nodes)


def _plain_object(place: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """An object that is words of the sentence and no name or figure."""
    node = nodes[place]
    yield from _object(place, known, nodes)
    yield f"o.word:{node.lemma}"
    yield f"o.tag:{node.tag}"
    yield f"o.group:{known.groups[place]}"
    for child in node.children:
        yield f"o.has:{child.relation}"
        yield f"o.with:{known.symbols[known.places[id(child)]]}"


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
    inside, size = known.symbols[first:last], last - first
    yield f"rivals.s:{min(inside.count(f'<{pair.about}>'), 3)}"
    yield f"rivals.o:{min(inside.count(f'<{pair.said}>'), 3)}"
    yield f"far:{min(size, 4) if size < 5 else 8 if size < 9 else 14 if size < 15 else 20}"
    if size <= 3:
        yield f"{way}={' '.join(inside)}"
    words, half = _words(way, known), FAR // 2
    if size > FAR:
        yield f"in2:{inside[half - 1]} {inside[size - half]}"
    for start, end in ((first, last),) if size <= FAR else ((first, first + half), (last - half, last)):
        for place in range(start, end):
            alone = words[place]
            yield from alone if place + 1 < end else alone[1:]


def _words(way: str, known: Sketch) -> list[list[str]]:
    """Each word of a sentence as one that stands between two sides: with the next one, alone, by its group."""
    held = known.words.get(way)
    if held is None:
        following = (*known.symbols[1:], "$")
        held = known.words[way] = [
            [f"in2:{symbol} {after}", f"in:{symbol}", f"{way}:{symbol}", *([f"in.g:{group}"] if group else ())]
            for symbol, after, group in zip(known.symbols, following, known.groups, strict=True)
        ]
    return held


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
