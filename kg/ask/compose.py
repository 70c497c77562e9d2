"""Composes one query graph from one set of meanings: attaches relations to things, then joins what is left apart."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.english import stem, word_set
from kg.ask.frame import Frame
from kg.ask.graphs import Edge, Node, QueryGraph
from kg.ask.schema import Step, cheapest
from kg.ask.spot import Spotted
from kg.ask.words import PropertyWords, Words

_AGENTS = ("Person", "Organization", "Post", "ParticipantType")
_BE = {"is", "are", "was", "were", "be", "been", "being"}
_WILD = {"who": "agent", "when": "date", "where": "place", "amount": "number", "duration": "duration"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What composing needs beside the words: the schema's steps, the default topic, and who speaks in the graph."""

    words: Words
    steps: dict[str, list[Step]]
    speakers: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()


def compose(cover: tuple[Spotted, ...], frame: Frame, setting: Setting) -> QueryGraph:
    """One reading: nodes for things, edges for relations, a join for what stands apart; `cost` sums the doubts."""
    words = setting.words
    graph = QueryGraph(truth=frame.asks == "truth")
    things = [s for s in cover if s.sense.kind != "property"]
    relations = [s for s in cover if s.sense.kind == "property"]
    for s in things:
        _enter_thing(graph, s, cover, frame, words)
    _enter_topic(graph, frame, cover, setting)
    kind = _wild(frame, cover)
    if kind:
        graph.node(kind=kind if kind in ("date", "number", "duration") else "thing", wild=kind, at=frame.focus[0] if frame.focus else 0, asked=True)
    for s in sorted(relations, key=lambda r: (r.sense.role == "noun", r.first)):
        _attach(graph, s, frame, setting)
    _take_neighbour(graph, frame, setting)
    _take_speakers(graph, frame, setting)
    _bind_loose_wild(graph, setting)
    _join(graph, setting)
    _deny(graph, frame)
    return graph


def _wild(frame: Frame, cover: tuple[Spotted, ...]) -> str:
    """What the question word itself stands for, where no noun says it: an agent, a date, a thing …"""
    if frame.asks == "which":
        after = len(frame.focus)
        while after < len(frame.tokens) and frame.tokens[after].lower in ("the", "a", "an", "all", "are", "is", "of", "its", "their"):
            after += 1
        named = any(s.first == after and (s.sense.kind == "class" or (s.sense.kind == "property" and s.sense.role == "noun")) for s in cover)
        return "" if named or any(s.sense.kind == "property" and s.sense.role == "noun" for s in cover) else "any"
    return _WILD.get(frame.asks, "")


def _enter_thing(graph: QueryGraph, s: Spotted, cover: tuple[Spotted, ...], frame: Frame, words: Words) -> None:
    sense = s.sense
    if sense.kind == "entity":
        kin = [n for n in graph.nodes if n.entities and n.at >= 0 and _listed(n.at, s.first, frame)]
        if kin and words.fits(words.entities[sense.iri].types, words.entities[kin[-1].entities[0]].types) and not _concept(words, sense.iri):
            kin[-1].entities += (sense.iri,)
            kin[-1].at = s.at[-1]
            return
        near = [n for n in graph.nodes if not n.entities and n.kind == "thing" and n.at in (s.first - 1,) and words.fits(n.classes, words.entities[sense.iri].types) and n.classes]
        if near and not _concept(words, sense.iri):
            near[0].entities, near[0].at, near[0].named = (sense.iri,), s.at[-1], True
            return
        graph.node(classes=set(words.entities[sense.iri].types), entities=(sense.iri,), at=s.at[-1], named=True)
    elif sense.kind == "class":
        before = next((n for n in graph.nodes if n.entities and n.at == s.first - 1), None)
        if before is not None and words.fits(before.classes, {sense.iri}) and not _concept(words, before.entities[0]):
            before.at = s.at[-1]
            return
        same = next((n for n in graph.nodes if not n.entities and sense.iri in n.classes), None)
        if same is not None:
            same.each = same.each or _is_each(frame, s.first)
            return
        graph.node(classes={sense.iri}, at=s.at[-1], named=True, each=_is_each(frame, s.first))
    elif sense.kind == "value" and sense.value is not None:
        prop = words.properties[sense.iri]
        owner = next((n for n in graph.nodes if n.at in (s.first - 1, s.at[-1] + 1) and words.fits(n.classes, prop.domains)), None)
        if owner is None:
            owner = next((n for n in graph.nodes if n.classes & prop.domains and not n.entities), None)
        if owner is None:
            owner = graph.node(classes=set(prop.domains), at=s.at[-1])
        value = graph.node(kind=prop.kind, constant=sense.value, at=s.at[-1], named=True)
        graph.edges.append(Edge(owner.id, prop.iri, value.id, at=s.first))


def _concept(words: Words, iri: str) -> bool:
    return words.own and "/id/" not in iri and "#" in iri


def _listed(before: int, at: int, frame: Frame) -> bool:
    between = [t.lower for t in frame.tokens[before + 1 : at]]
    return bool(between) and set(between) <= {"and", "or", ",", "the", "both", "&", "vs", "versus", "than"} and bool(set(between) - {"the"})


def _is_each(frame: Frame, first: int) -> bool:
    before = [t.lower for t in frame.tokens[max(0, first - 2) : first]]
    return bool({"each", "every", "per"} & set(before)) or (bool(before) and before[-1] in ("a", "an"))


def _enter_topic(graph: QueryGraph, frame: Frame, cover: tuple[Spotted, ...], setting: Setting) -> None:
    """ "it", "its", "the center": the thing asked about before, else what the graph is most about."""
    if not setting.topic:
        return
    words = setting.words
    used = {i for s in cover for i in s.at}
    for i, token in enumerate(frame.tokens):
        if token.lower in word_set("pronouns", "it") and i not in used and not (token.lower == "it" and i and frame.tokens[i - 1].lower in ("does", "is", "where") and frame.asks == "cite"):
            if not any(n.entities and not _concept(words, n.entities[0]) for n in graph.nodes):
                node = graph.node(classes=set(words.entities[setting.topic[0]].types), entities=setting.topic, at=i, named=True)
                graph.notes.append(f"reading “{token.text}” as {words.label(node.entities[0])}")
            return
    if any(n.entities and not _concept(words, n.entities[0]) for n in graph.nodes):
        return
    for s in cover:
        if s.sense.kind == "class" and s.first and frame.tokens[s.first - 1].lower in ("the", "this", "that") and frame.tokens[s.at[-1]].lower[-1] != "s":
            node = next((n for n in graph.nodes if s.sense.iri in n.classes and not n.entities), None)
            if node is not None and words.fits(words.entities[setting.topic[0]].types, {s.sense.iri}) and s.first - 1 not in frame.focus:
                node.entities, node.classes = setting.topic, set(words.entities[setting.topic[0]].types)
                graph.notes.append(f"reading “the {frame.tokens[s.at[-1]].text}” as {words.label(setting.topic[0])}")
                return


def _attach(graph: QueryGraph, s: Spotted, frame: Frame, setting: Setting) -> None:
    """Finds the subject and object of a relation among the nodes, or makes them."""
    words, prop = setting.words, setting.words.properties[s.sense.iri]
    if any(e.p == prop.iri for e in graph.edges) and prop.kind != "thing":
        return
    left, right = _arguments(graph, s, frame)
    guess_s, guess_o = _sides(s, frame, left, right)
    best: tuple[float, int | None, int | None] | None = None
    subjects: list[int | None] = [None, *(n.id for n in graph.nodes if n.kind == "thing" and n.constant is None)]
    objects: list[int | None] = [None, *(n.id for n in graph.nodes if n.constant is None)]
    for a in subjects:
        cost_a = _subject_cost(graph, prop, a, (guess_s, guess_o), s, words)
        if cost_a is None:
            continue
        for b in objects:
            if a is not None and a == b:
                continue
            cost_b = _object_cost(graph, prop, b, (guess_o, guess_s), s, words)
            if cost_b is not None and (best is None or cost_a + cost_b < best[0]):
                best = (cost_a + cost_b, a, b)
    if best is None:
        graph.cost += 2.0
        return
    cost, a, b = best
    subject = graph.nodes[a] if a is not None else graph.node(classes=set(prop.domains), at=-1)
    target = graph.nodes[b] if b is not None else graph.node(classes=set(prop.ranges) if prop.kind == "thing" else set(), kind=prop.kind, at=s.at[-1])
    if not subject.classes:
        subject.classes = set(prop.domains)
    if target.kind == "thing" and not target.classes:
        target.classes = set(prop.ranges)
    if target.wild and prop.kind != "thing":
        target.kind = prop.kind
    if graph.truth and target.kind == "thing" and not target.entities and not {"have", "has", "any", "anyone", "somebody", "there", "had"} & {t.lower for t in frame.tokens}:
        graph.cost += 0.8
    negated = any(s.first - 3 <= n < s.first for n in frame.negated)
    graph.edges.append(Edge(subject.id, prop.iri, target.id, negated=negated, at=s.first))
    graph.cost += cost


def _take_neighbour(graph: QueryGraph, frame: Frame, setting: Setting) -> None:
    """ "Before X", "after X", where X held the same role: a place in the series, not a thing of its own."""
    words = setting.words
    for node in graph.nodes:
        if not node.entities or graph.truth:
            continue
        lower = [t.lower for t in frame.tokens[: node.at + 1]]
        size = len(frame.text[: 0]) or 1
        del size
        names = {len(n.split()) for n in words.entities[node.entities[0]].names} | {1}
        word = next((lower[node.at - k] for k in sorted(names | {n + 1 for n in names}) if node.at - k >= 0 and lower[node.at - k] in ("before", "after", "preceded", "succeeded", "following", "preceding")), None)
        if word is None:
            continue
        roles = [e for e in graph.edges if words.properties[e.p].cardinality == "OneAtATime" and words.properties[e.p].kind == "thing" and words.fits(node.classes, words.properties[e.p].ranges) and e.said]
        if not roles:
            continue
        edge = roles[0]
        if edge.o == node.id:
            wild = next((n for n in graph.nodes if n.wild in ("agent", "any") and not any(n.id in (e.s, e.o) for e in graph.edges)), None)
            fresh = wild or graph.node(classes=set(words.properties[edge.p].ranges), at=node.at)
            fresh.classes = fresh.classes or set(words.properties[edge.p].ranges)
            edge.o = fresh.id
            if edge.s == fresh.id:
                return
        graph.beside = ("before" if word in ("before", "preceded", "preceding") else "after", node.entities[0])
        node.entities, node.named, node.wild = (), False, "gone"
        return


def _bind_loose_wild(graph: QueryGraph, setting: Setting) -> None:
    """ "How long is X": the one relation of that kind that X's class has."""
    wild = next((n for n in graph.nodes if n.wild in ("duration", "number", "date", "place")), None)
    if wild is None or any(wild.id in (e.s, e.o) for e in graph.edges):
        return
    if wild.wild == "duration":
        carried = [e for e in graph.edges if e.said and not graph.nodes[e.o].entities and not graph.nodes[e.o].wild and graph.nodes[e.o].constant is None]
        if carried and len(carried) == len(graph.edges):
            for edge in carried:
                graph.nodes[edge.o].wild = "gone"
            graph.edges.clear()
    words, things = setting.words, [n for n in graph.nodes if n.kind == "thing" and n.named and not n.wild]
    for node in things[:1]:
        fitting = [p for p in words.properties.values() if p.kind == wild.wild and words.fits(node.classes, p.domains)]
        fitting = [p for p in fitting if p.count] or fitting
        if len(fitting) == 1 and not graph.edges:
            wild.kind = fitting[0].kind
            graph.edges.append(Edge(node.id, fitting[0].iri, wild.id, at=wild.at))
            graph.cost += 0.4
            return


def _deny(graph: QueryGraph, frame: Frame) -> None:
    """Puts a "not" that no relation took on the relation that leads to what follows it."""
    if graph.truth or not frame.negated or any(e.negated for e in graph.edges):
        return
    at = frame.negated[0]
    after = sorted((n for n in graph.nodes if n.at > at and not n.asked), key=lambda n: n.at)
    for edge in graph.edges:
        if after and after[0].id in (edge.s, edge.o):
            edge.negated = True
            return
    graph.cost += 1.0


def _arguments(graph: QueryGraph, s: Spotted, frame: Frame) -> tuple[Node | None, Node | None]:
    """The nearest things before and after a relation's words."""
    things = [n for n in graph.nodes if n.at >= 0 and n.constant is None]
    left = max((n for n in things if n.at < s.first), key=lambda n: n.at, default=None)
    right = min((n for n in things if n.at > s.first), key=lambda n: n.at, default=None)
    del frame
    return left, right


def _sides(s: Spotted, frame: Frame, left: Node | None, right: Node | None) -> tuple[Node | None, Node | None]:
    """Who is likely the subject and who the object of the statement, by grammar."""
    after = frame.tokens[s.at[-1] + 1].lower if s.at[-1] + 1 < len(frame.tokens) else ""
    if s.sense.role == "noun":
        if after in ("of", "for", "in", "at", "to", "from") and right is not None:
            return right, left
        if left is not None and left.wild:
            return right, left
        return (left, right) if left is not None else (right, left)
    key_has_by = any(frame.tokens[i].lower == "by" for i in s.at)
    passive = not key_has_by and (after == "by" or _passive(frame, s))
    outer = next((t for t in (left,) if t is not None and not t.asked), left)
    subject, target = outer, right
    if target is None:
        target = None
    if s.sense.role == "object":
        subject, target = target, subject
    if passive and s.sense.role == "object":
        subject, target = target, subject
    return subject, target


def _passive(frame: Frame, s: Spotted) -> bool:
    word = frame.tokens[s.first].lower
    if not (word.endswith(("ed", "en")) or stem(word) != word.rstrip("s")):
        return False
    return any(t.lower in _BE for t in frame.tokens[max(0, s.first - 4) : s.first])


def _subject_cost(graph: QueryGraph, prop: PropertyWords, node_id: int | None, guess: tuple[Node | None, Node | None], s: Spotted, words: Words) -> float | None:
    if node_id is None:
        if not words.own and prop.kind != "thing":
            return 0.4
        if prop.kind == "number" and words.own:
            return 0.5
        return 0.95 if not graph.truth else 1.2
    node = graph.nodes[node_id]
    if node.wild in ("date", "number", "duration", "place"):
        return None
    if s.sense.role == "noun" and node.wild == "any":
        return 1.2
    noun = 0.6 if s.sense.role == "noun" and node.wild and words.fits(node.classes, prop.ranges) and prop.kind == "thing" else 0.0
    cost = _thing_cost(node, prop.domains, guess, s, words)
    if cost is not None and not words.own and prop.kind != "thing" and s.sense.role == "noun" and s.sense.weight >= 0.8 and node.classes & prop.domains:
        return 0.25 + 0.01 * abs(node.at - s.first)
    return None if cost is None else cost + noun


def _object_cost(graph: QueryGraph, prop: PropertyWords, node_id: int | None, guess: tuple[Node | None, Node | None], s: Spotted, words: Words) -> float | None:
    if node_id is None:
        return 0.4 if not (graph.truth and prop.kind == "thing") else 0.9
    node = graph.nodes[node_id]
    if prop.kind != "thing":
        wanted = {"date": "date", "number": "number", "duration": "duration"}.get(node.wild)
        if wanted is None or any(e.o == node.id for e in graph.edges):
            return None
        return 0.0 if wanted == prop.kind else None
    if node.wild in ("date", "number", "duration"):
        return None
    return _thing_cost(node, prop.ranges, guess, s, words)


def _thing_cost(node: Node, wanted: set[str], guess: tuple[Node | None, Node | None], s: Spotted, words: Words) -> float | None:
    if node.kind != "thing":
        return None
    if node.wild == "agent" and words.own and not any(words.is_a(w, words.core + a) for w in wanted for a in _AGENTS):
        return 0.7
    if not words.fits(node.classes, wanted):
        return None
    mine, other = guess
    cost = 0.0 if mine is None or mine.id == node.id else 0.3
    if other is not None and other.id == node.id:
        cost = 0.3 if s.sense.role == "noun" else 0.7
    if node.wild == "any":
        cost += 0.05
    if node.at >= 0:
        cost += 0.02 * abs(node.at - s.first)
    if node.classes and not any(words.is_a(c, w) for c in node.classes for w in wanted):
        cost += 0.25
    return cost


def _take_speakers(graph: QueryGraph, frame: Frame, setting: Setting) -> None:
    """A speaker that no relation took: "did the Budget Bureau expect", "according to the Budget Bureau"."""
    if not setting.words.own:
        return
    tied = {n for e in graph.edges for n in (e.s, e.o)}
    lower = [t.lower for t in frame.tokens]
    speech = {"says", "say", "said", "according", "expect", "expected", "project", "projected", "predict", "predicted", "estimate", "estimated", "forecast", "claim", "claimed", "think", "thinks", "believe", "believes", "report", "reported", "state", "stated", "argue", "argued"}
    for node in graph.nodes:
        if not node.entities or node.entities[0] not in setting.speakers or len([n for n in graph.nodes if n.named]) < 2:
            continue
        near = set(lower[max(0, node.at - 4) : node.at + 4])
        others = [n for n in graph.nodes if n.id != node.id and n.entities]
        if near & speech and (node.id not in tied or others):
            for edge in graph.edges:
                spare = next((n for n in others if n.id not in tied), None)
                if edge.s == node.id and spare is not None:
                    edge.s = spare.id
                    tied = {n for e in graph.edges for n in (e.s, e.o)}
            if node.id not in tied:
                graph.speakers += node.entities
                node.entities, node.named, node.wild = (), False, "gone"


def _join(graph: QueryGraph, setting: Setting) -> None:
    """Ties the parts together by the cheapest ways through the schema."""
    words = setting.words
    for _ in range(12):
        graph_nodes = [n for n in graph.nodes if n.wild != "gone"]
        parts = [p for p in graph.components() if any(graph.nodes[i] in graph_nodes for i in p)]
        parts = [p for p in parts if not all(graph.nodes[i].wild for i in p)]
        if len(parts) < 2:
            return
        best: tuple[float, int, int, list[Step]] | None = None
        for i, mine in enumerate(parts):
            for theirs in parts[i + 1 :]:
                way = _way(graph, mine, theirs, setting)
                if way is not None and (best is None or way[0] < best[0]):
                    best = way
        if best is None:
            graph.cost += 3.0
            return
        cost, source, target, path = best
        graph.cost += cost * (0.35 if not words.own else 0.5)
        if words.own and any(n.at < 0 and not n.named for n in (graph.nodes[source], graph.nodes[target])):
            graph.cost += 0.8
        at = source
        for step in path[:-1]:
            middle = graph.node(classes={step.target})
            graph.edges.append(Edge(at, step.prop, middle.id, said=False) if step.forward else Edge(middle.id, step.prop, at, said=False))
            at = middle.id
        last = path[-1]
        graph.edges.append(Edge(at, last.prop, target, said=False) if last.forward else Edge(target, last.prop, at, said=False))


def _way(graph: QueryGraph, mine: set[int], theirs: set[int], setting: Setting) -> tuple[float, int, int, list[Step]] | None:
    words, best = setting.words, None
    for a in sorted(mine):
        for b in sorted(theirs):
            first, second = graph.nodes[a], graph.nodes[b]
            if first.kind != "thing" or second.kind != "thing" or not first.classes or not second.classes:
                continue
            path = cheapest(words, setting.steps, first.classes, second.classes, 2.6 if words.own else 6.0)
            if path is None:
                continue
            cost = sum(step.cost for step in path) + 0.01 * abs(first.at - second.at)
            if best is None or cost < best[0]:
                best = (cost, a, b, path)
    return best

