"""Features: a sentence and its pairs as the weights see them, in plain strings and numbers of rows.

Names are shown as their kind and figures as theirs, so that nothing here depends on who or what is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extract.learned.pairs import INITIATIVE, Kind, Pair, figure_kind
from extract.patterns.proofs import Scene
from extract.trees.clauses import is_clause
from extract.trees.trees import Node, others_meant
from extract.weights.heads import Sides

NEAR = 4
"""Words before and after each side that are looked at in their order."""
FAR = 14
"""Words between the two sides of a pair beyond which they are far apart."""
BEFORE = 16
"""Words of the sentence before that are looked at, where a sentence does not name what it speaks of."""
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
    before: tuple[str, ...]


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
    return Sketch(symbols, like, places, tuple(ways), setting, actions, _before(scene, kind))


def _before(scene: Scene, kind: Kind) -> tuple[str, ...]:
    """The last words of the sentence before, the topics marked; none where a sentence names an initiative itself."""
    if scene.before is None or any(node.mention and kind(node.mention) == INITIATIVE for node in scene.tree.nodes):
        return ()
    about = {one.referent.key for name, one in scene.topics.items() if name != "office"}
    found = []
    for node in scene.before.nodes[-BEFORE:]:
        symbol = _symbol(node, kind)
        meant = node.mention is not None and node.mention.referent.key in about
        found.append(f"<topic {symbol[1:]}" if meant else _shown(symbol, node))
    return tuple(found)


def _symbol(node: Node, kind: Kind) -> str:
    if node.mention is not None:
        return f"<{kind(node.mention)}>"
    if node.quantity is not None:
        return f"<{figure_kind(node)}>"
    return node.lemma if node.lemma[:1].isalpha() or not node.lemma.isdigit() else "<0>"


def features(pair: Pair, scene: Scene, known: Sketch) -> list[str]:
    """The features of a thing that a sentence speaks of, each a string: the words by where they stand to it.

    The same thing in the same sentence always has the same ones.
    """
    nodes = scene.tree.nodes
    found = [f"kinds:{pair.about}>{pair.said}", *known.setting]
    subject = known.places[id(pair.subject)] if pair.subject is not None else -1
    if pair.subject is None:
        found.append(f"topic:{pair.topic}")
    else:
        found += [*_beside(subject, known), f"s.is:{_how(nodes[subject])}", f"s.as:{nodes[subject].relation}"]
    found += _sense(pair, subject, known, nodes)
    return found


def sides_of(pair: Pair, scene: Scene, known: Sketch) -> Sides:
    """A pair as a head sees it (`extract.weights.heads`)."""
    subject = known.places[id(pair.subject)] + 1 if pair.subject is not None else 0
    place = known.places[id(pair.object)] + 1 if pair.object is not None else 0
    return Sides(subject, place, _marks(pair, scene, known))


def setting_of(known: Sketch) -> tuple[str, ...]:
    """Where a sentence stands, as the encoder takes it in: two marks, the words of the heading and those before."""
    return (*(one.removeprefix("heading:") for one in known.setting), *known.before)


def _marks(pair: Pair, scene: Scene, known: Sketch) -> list[str]:
    """What the words of a sentence do not show of a pair: its kinds, the way through the tree, its figure."""
    nodes = scene.tree.nodes
    found = [f"about:{pair.about}", f"said:{pair.said}", f"topic:{pair.topic}", f"kinds:{pair.about}>{pair.said}"]
    subject, place = pair.subject, pair.object
    if subject is not None:
        found += [f"s.is:{_how(subject)}", f"s.as:{subject.relation}"]
    if place is not None:
        found += [f"o.as:{place.relation}", f"o.tag:{place.tag}", *_figure(place)]
    if subject is not None and place is not None:
        first, last = known.places[id(subject)], known.places[id(place)]
        found.append(f"far:{max(-FAR, min(FAR, last - first))}")
        inside = known.symbols[min(first, last) + 1 : max(first, last)]
        rivals = min(inside.count(known.symbols[first]), 3), min(inside.count(known.symbols[last]), 3)
        found += [f"rivals.s:{rivals[0]}", f"rivals.o:{rivals[1]}"]
        found += list(_bones(first, last, known, nodes))
        if known.actions[first] == known.actions[last]:
            found.append("same clause")
    return found


def words_of(scene: Scene, known: Sketch) -> list[str]:
    """The words of a sentence, names and figures as their kind."""
    return [_shown(symbol, node) for symbol, node in zip(known.symbols, scene.tree.nodes, strict=True)]


def _shown(symbol: str, node: Node) -> str:
    return symbol if symbol[0] == "<" and symbol[-1] == ">" and len(symbol) > 2 else node.text


def _bones(subject: int, place: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """The relations on the way from one side to the other through the tree."""
    up, down = (subject, *known.ways[subject]), (place, *known.ways[place])
    above = set(down)
    top = next((step for step in up if step in above), -1)
    rising, falling = up[: up.index(top)] if top >= 0 else up, down[: down.index(top)] if top >= 0 else down
    if top < 0 or len(rising) + len(falling) > STEPS:
        yield "path:none" if top < 0 else "path:long"
        return
    names = [nodes[step].relation for step in rising], [nodes[step].relation for step in reversed(falling)]
    yield f"bones:{'>'.join(names[0])}^{'<'.join(names[1])}"


def _how(node: Node) -> str:
    if node.mention is None:
        return "guess"
    return node.mention.how


def _beside(place: int, known: Sketch) -> Iterator[str]:
    """The words before and after a thing, in their order, and in pairs."""
    symbols, size = known.symbols, len(known.symbols)
    for step in range(1, NEAR + 1):
        left = symbols[place - step] if place - step >= 0 else "^"
        right = symbols[place + step] if place + step < size else "$"
        if step <= 2:
            yield f"s-{step}:{left}"
            yield f"s+{step}:{right}"
        yield f"s-:{left}"
        yield f"s+:{right}"
        if left == "^" and right == "$":
            break
    before = symbols[place - 1] if place else "^"
    yield f"s--:{symbols[place - 2] if place > 1 else '^'} {before}"
    after = symbols[place + 1] if place + 1 < size else "$"
    yield f"s++:{after} {symbols[place + 2] if place + 2 < size else '$'}"
    if place:
        yield f"s-g:{known.groups[place - 1]}"
    if place + 1 < size:
        yield f"s+g:{known.groups[place + 1]}"


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


def _head(place: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """The words that a thing depends on, up to the verb."""
    trail = nodes[place].relation
    for up in known.ways[place][:4]:
        yield f"s.up:{known.symbols[up]}"
        yield f"s.up.g:{known.groups[up]}"
        yield f"s.trail:{trail}>{known.symbols[up]}"
        if is_clause(nodes[up]):
            break
        trail = f"{trail}>{nodes[up].relation}" if nodes[up].relation != "prep" else f"{trail}>{nodes[up].lemma}"


def _clause(action: int, known: Sketch, nodes: tuple[Node, ...]) -> Iterator[str]:
    """The verb of a clause with its helpers, its particle and its own arguments' words."""
    node = nodes[action]
    yield f"s.clause:{node.lemma}"
    yield f"s.clause.g:{known.groups[action]}"
    yield f"s.clause.tag:{node.tag}"
    for child in node.children:
        where = known.places[id(child)]
        symbol = known.symbols[where]
        if child.relation in {"aux", "auxpass", "neg", "prt"}:
            yield f"s.clause.{child.relation}:{symbol}"
            if child.relation == "prt":
                yield f"s.clause:{node.lemma}_{symbol}"
        elif child.relation in {"nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd", "advmod"}:
            yield f"s.clause.{child.relation}:{symbol}"
            yield f"s.clause.{child.relation}.g:{known.groups[where]}"
            if child.relation in {"dobj", "acomp", "attr"}:
                yield f"s.clause.does:{node.lemma} {symbol}"
    if known.ways[action]:
        up = known.ways[action][0]
        yield f"s.clause.under:{node.relation}>{known.symbols[up]}"


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
        yield from _clause(action, known, nodes)
        yield from _head(subject, known, nodes)
