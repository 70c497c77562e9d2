"""Attaches a relation in a question to the things it joins: by grammar, by types, by what the data join."""

from __future__ import annotations

from kg.ask.graphs.graphs import Edge, QueryGraph, QueryNode
from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.spot import Spotted
from kg.ask.words.english import stem
from kg.ask.words.words import PropertyWords, Words

_AGENTS = ("Person", "Organization", "Post", "ParticipantType")
_BE = {"is", "are", "was", "were", "be", "been", "being"}


def attach(graph: QueryGraph, s: Spotted, frame: QuestionFrame, words: Words) -> None:
    """Finds the subject and object of a relation among the nodes, or makes them."""
    prop = words.properties[s.sense.iri]
    if any(e.p == prop.iri and not graph.nodes[e.s].inside for e in graph.edges) and prop.kind != "thing":
        return
    left, right = _arguments(graph, s)
    guess_s, guess_o = _sides(s, frame, left, right)
    best: tuple[float, int | None, int | None] | None = None
    subjects: list[int | None] = [
        None,
        *(n.id for n in graph.nodes if n.kind == "thing" and n.constant is None and not n.inside),
    ]
    objects: list[int | None] = [None, *(n.id for n in graph.nodes if n.constant is None and not n.inside)]
    for a in subjects:
        cost_a = _subject_cost(graph, prop, a, (guess_s, guess_o), s, words)
        if cost_a is None:
            continue
        for b in objects:
            if a is not None and a == b:
                continue
            cost_b = _object_cost(graph, prop, b, (guess_o, guess_s), s, words)
            if cost_b is None:
                continue
            cost = cost_a + cost_b + _unseen(graph, prop, a, b, words)
            if best is None or cost < best[0]:
                best = (cost, a, b)
    if best is None:
        graph.cost += 2.0
        return
    cost, a, b = best
    if words.own and not prop.count:
        cost += 0.2
    subject = graph.nodes[a] if a is not None else graph.node(classes=set(prop.domains), at=-1)
    target = (
        graph.nodes[b]
        if b is not None
        else graph.node(classes=set(prop.ranges) if prop.kind == "thing" else set(), kind=prop.kind, at=s.at[-1])
    )
    if not subject.classes:
        subject.classes = set(prop.domains)
    if target.kind == "thing" and not target.classes:
        target.classes = set(prop.ranges)
    if target.wild and prop.kind != "thing":
        target.kind = prop.kind
    if (
        graph.truth
        and target.kind == "thing"
        and not target.entities
        and not {"have", "has", "any", "anyone", "somebody", "there", "had"} & {t.lower for t in frame.tokens}
    ):
        graph.cost += 0.8
    negated = any(s.first - 3 <= n < s.first for n in frame.negated)
    graph.edges.append(Edge(subject.id, prop.iri, target.id, negated=negated, at=s.first))
    graph.cost += cost


def attach_nested(graph: QueryGraph, s: Spotted, words: Words) -> None:
    """Joins "the successor of X" into one open thing that stands where the phrase does; X takes no other relation."""
    prop = words.properties[s.sense.iri]
    named = next((n for n in graph.nodes if n.entities and n.at > s.at[-1] and not n.inside), None)
    if named is None or prop.kind != "thing":
        graph.cost += 2.0
        return
    forward = s.sense.role == "noun" or s.sense.role == "object"
    if not words.fits(named.classes, prop.domains if forward else prop.ranges):
        graph.cost += 2.0
        return
    fresh = graph.node(classes=set(prop.ranges if forward else prop.domains), at=s.at[-1])
    ends = (named.id, fresh.id) if forward else (fresh.id, named.id)
    graph.edges.append(Edge(ends[0], prop.iri, ends[1], at=s.first))
    named.inside = True


def _unseen(graph: QueryGraph, prop: PropertyWords, a: int | None, b: int | None, words: Words) -> float:
    """A doubt about two things that the relation never joins in the data, though domain and range allow it."""
    if a is None or b is None or prop.kind != "thing" or not prop.edges:
        return 0.0
    mine, theirs = graph.nodes[a].classes, graph.nodes[b].classes
    if (
        not mine
        or not theirs
        or any(words.fits(mine, {x}) and words.fits(theirs, {y}) for x, y in prop.edges if x and y)
    ):
        return 0.0
    return 0.4


def _arguments(graph: QueryGraph, s: Spotted) -> tuple[QueryNode | None, QueryNode | None]:
    """The nearest things before and after a relation's words."""
    things = [n for n in graph.nodes if n.at >= 0 and n.constant is None and not n.inside]
    left = max((n for n in things if n.at < s.first), key=lambda n: n.at, default=None)
    right = min((n for n in things if n.at > s.first), key=lambda n: n.at, default=None)
    return left, right


def _sides(
    s: Spotted, frame: QuestionFrame, left: QueryNode | None, right: QueryNode | None
) -> tuple[QueryNode | None, QueryNode | None]:
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
    subject, target = left, right
    if s.sense.role == "object":
        subject, target = target, subject
    if passive and s.sense.role == "object":
        subject, target = target, subject
    return subject, target


def _passive(frame: QuestionFrame, s: Spotted) -> bool:
    word = frame.tokens[s.first].lower
    if not (word.endswith(("ed", "en")) or stem(word) != word.rstrip("s")):
        return False
    return any(t.lower in _BE for t in frame.tokens[max(0, s.first - 4) : s.first])


def _subject_cost(
    graph: QueryGraph,
    prop: PropertyWords,
    node_id: int | None,
    guess: tuple[QueryNode | None, QueryNode | None],
    s: Spotted,
    words: Words,
) -> float | None:
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
    noun = (
        0.6
        if s.sense.role == "noun" and node.wild and words.fits(node.classes, prop.ranges) and prop.kind == "thing"
        else 0.0
    )
    cost = _thing_cost(node, prop.domains, guess, s, words)
    if (
        cost is not None
        and not words.own
        and prop.kind != "thing"
        and s.sense.role == "noun"
        and s.sense.weight >= 0.8
        and node.classes & prop.domains
    ):
        return 0.05 if node.at < 0 else 0.25 + 0.01 * min(10, abs(node.at - s.first))
    return None if cost is None else cost + noun


def _object_cost(
    graph: QueryGraph,
    prop: PropertyWords,
    node_id: int | None,
    guess: tuple[QueryNode | None, QueryNode | None],
    s: Spotted,
    words: Words,
) -> float | None:
    if node_id is None:
        if not words.own and prop.kind != "thing":
            return 0.15
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


def _thing_cost(
    node: QueryNode, wanted: set[str], guess: tuple[QueryNode | None, QueryNode | None], s: Spotted, words: Words
) -> float | None:
    if node.kind != "thing":
        return None
    if node.wild == "agent" and words.own and not any(words.is_a(w, words.core + a) for w in wanted for a in _AGENTS):
        return 0.3
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
