"""The schema of a graph as a graph: which classes its properties join, and the cheapest way between two."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from kg.ask.words.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One property walked from a class to another; `forward` from subject to object."""

    prop: str
    source: str
    target: str
    forward: bool
    cost: float


class Steps(dict[str, list[Step]]):
    """Class → the steps that leave it; `ways` keeps the walks that were looked for, since every question asks again."""

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[tuple[frozenset[str], frozenset[str], float], list[Step] | None] = {}


def steps_of(words: Words) -> Steps:
    """Class → the steps that leave it. Declared relations cost 1, those only seen in the data a little more."""
    out = Steps()
    for prop in words.properties.values():
        if prop.kind != "thing":
            continue
        seen = {pair for pair, n in prop.edges.items() if n and all(pair)}
        pairs = seen | {(d, r) for d in prop.domains for r in prop.ranges}
        for a, b in sorted(pairs):
            if a not in words.classes or b not in words.classes:
                continue
            cost = 1.0 if prop.declared else 1.2
            if not prop.edges:
                cost += 0.4 if words.own else 2.0
            elif words.own and (a, b) not in seen:
                cost += 0.2
            out.setdefault(a, []).append(Step(prop.iri, a, b, True, cost))
            out.setdefault(b, []).append(Step(prop.iri, b, a, False, cost))
    return out


def cheapest(
    words: Words, steps: dict[str, list[Step]], sources: set[str], targets: set[str], limit: float
) -> list[Step] | None:
    """The cheapest walk from one of some classes to one of others, or None; subclasses stand for their parents."""
    if not isinstance(steps, Steps):
        return _walk(words, steps, sources, targets, limit)
    ends = (frozenset(sources), frozenset(targets), limit)
    if ends not in steps.ways:
        if len(steps.ways) > 20_000:
            steps.ways.clear()
        steps.ways[ends] = _walk(words, steps, sources, targets, limit)
    return steps.ways[ends]


def _walk(
    words: Words, steps: dict[str, list[Step]], sources: set[str], targets: set[str], limit: float
) -> list[Step] | None:
    starts = {c for c in words.classes if any(words.is_a(c, s) or words.is_a(s, c) for s in sources)}
    goals = {c for c in words.classes if any(words.is_a(c, t) or words.is_a(t, c) for t in targets)}
    heap: list[tuple[float, int, str, tuple[Step, ...]]] = [(0.0, 0, c, ()) for c in sorted(starts)]
    heapq.heapify(heap)
    done: set[str] = set()
    count = 0
    while heap:
        cost, _, at, path = heapq.heappop(heap)
        if at in done:
            continue
        done.add(at)
        if at in goals and path:
            return list(path)
        for step in sorted(steps.get(at, ()), key=lambda s: (s.cost, s.prop, s.target, not s.forward)):
            if step.target not in done and cost + step.cost <= limit:
                count += 1
                heapq.heappush(heap, (cost + step.cost, count, step.target, (*path, step)))
    return None
