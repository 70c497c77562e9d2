"""The likely readings of a question over any graph: choices of meanings, each read into a plan, the best first."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any

from kg.ask.foreign.asked import WholeQuestion
from kg.ask.foreign.items import itemise
from kg.ask.foreign.links import Links
from kg.ask.graphs.plan import Plan
from kg.ask.questions.times import Bound, find_bounds
from kg.ask.readings.spot import Spotted, covers, spot
from kg.ask.words.english import Token, light_stems, root, silent_stems, stems, tokenize, word_set
from kg.ask.words.measures import forms
from kg.ask.words.words import Words

MOST_COVERS = 16
_LINKS: dict[int, tuple[Words, Links]] = {}


@dataclass(slots=True)
class LikelyReading:
    """One plan of a question with its score and what it leaves unexplained."""

    plan: Plan
    score: float
    left: int


def links_of(words: Words, store: Any) -> Links:
    """The oracle of a loaded graph, kept while its words are."""
    held = _LINKS.get(id(words))
    if held is None or held[0] is not words or held[1].store is not store:
        if len(_LINKS) > 8:
            _LINKS.clear()
        held = (words, Links(words, store))
        _LINKS[id(words)] = held
    return held[1]


def readings_of(text: str, words: Words, links: Links) -> list[LikelyReading]:
    """The plans of a question, the likeliest first."""
    tokens = tokenize(text)
    spotted = _spotted(tokens, words)
    named = frozenset(
        i
        for s in spotted
        for i in s.at
        if s.sense.kind in ("entity", "value") and s.score >= 0.9 and (len(s.at) > 1 or not tokens[i].text.isdigit())
    )
    bounds = tuple(find_bounds(tokens, named))
    out: list[LikelyReading] = []
    marks: set[tuple[tuple[tuple[int, ...], str, str], ...]] = set()
    for cover, score in covers(spotted, tokens, frozenset(), 60):
        mark = tuple((s.at, s.sense.iri, s.sense.role) for s in cover)
        if mark in marks:
            continue
        marks.add(mark)
        if len(marks) > MOST_COVERS:
            break
        items = itemise(tokens, cover, bounds)
        for inverted, compound in itertools.product((True, False), (True, False)):
            plan = WholeQuestion(list(items), tokens, words, links, inverted=inverted, compound=compound).read()
            plan.cost += _loose_ends(plan) + _uncompared(plan, tokens, bounds)
            left = sum(i.kind == "X" for i in items)
            plan.cost += 1.0 * max(0, left - 1)
            plan.cost += 2.5 * sum(i.kind == "X" and i.capital and i.at[0] > 0 for i in items)
            out.append(LikelyReading(plan, 0.5 * score - plan.cost, left))
    out.sort(key=lambda r: -r.score)
    shapes: dict[str, LikelyReading] = {}
    for reading in out:
        shapes.setdefault(_shape(reading.plan), reading)
    return list(shapes.values())


def _shape(plan: Plan) -> str:
    """A text that two plans share if they ask the same."""
    named = [(n.entities, n.constant, n.every, sorted(n.classes)) for n in plan.nodes]
    tests = (plan.filters, plan.having, plan.order, plan.compared, plan.unlike)
    return repr((plan.triples, plan.denied, plan.columns, tests, named))


def _uncompared(plan: Plan, tokens: tuple[Token, ...], bounds: tuple[Bound, ...]) -> float:
    """A doubt for a "than" that compares nothing, and for bounds that bound nothing."""
    inside = {i for b in bounds for i in b.at}
    open_than = any(t.lower == "than" and i not in inside for i, t in enumerate(tokens))
    return 2.2 if open_than and not plan.compared else 0.0


def _loose_ends(plan: Plan) -> float:
    """A doubt for every thing of the question that nothing ties to what is asked for."""
    owner = {n.id: n.id for n in plan.nodes}

    def find(i: int) -> int:
        while owner[i] != i:
            i = owner[i]
        return i

    triples = [*plan.triples, *(t for g in plan.denied for t in g)]
    for s, _, o in triples:
        owner[find(s)] = find(o)
    for a, _, b in plan.compared:
        owner[find(a)] = find(b)
    used = {i for s, _, o in triples for i in (s, o)} | {i for _, i in plan.columns}
    groups = {find(i) for i in used}
    loose = [n for n in plan.nodes if n.id not in used and (n.named or n.classes) and not plan.truth]
    return 4.0 * max(0, len(groups) - 1) + 1.2 * len(loose)


def _spotted(tokens: tuple[Token, ...], words: Words) -> list[Spotted]:
    """The meanings of all stretches, with words met only by their roots."""
    found = spot(tokens, words)
    measured = {i for i, t in enumerate(tokens) if t.lower in forms() and forms()[t.lower].degree}
    found = [s for s in found if not (len(s.at) == 1 and s.at[0] in measured)]
    found = [
        s for s in found if len(s.at) < 3 or s.at == tuple(range(s.at[0], s.at[-1] + 1)) or len(set(s.at)) == len(s.at)
    ]
    found = [_as_noun(s, tokens, words) for s in found]
    best: dict[tuple[int, ...], float] = {}
    for s in found:
        if s.sense.kind == "property":
            best[s.at] = max(best.get(s.at, 0.0), s.score)
    found = [s for s in found if s.sense.kind != "property" or s.score >= 0.87 * best[s.at] or best[s.at] < 0.85]
    strong = {i for s in found for i in s.at if s.score >= 0.6 and s.sense.kind in ("property", "class")}
    stop = word_set("words", "stop") | word_set("words", "auxiliary")
    for i, token in enumerate(tokens):
        if token.stem in silent_stems() and token.lower not in stop:
            found += [Spotted((i,), s, s.weight) for s in words.index.get((token.stem,), ()) if s.kind == "property"]
    wanted: dict[str, list[int]] = {}
    for i, token in enumerate(tokens):
        plain = token.stem not in silent_stems() and len(token.stem) >= 4
        if plain and i not in strong and not (token.text[:1].isupper() and i):
            wanted.setdefault(root(token.stem), []).append(i)
    if wanted:
        for key, senses in words.index.items():
            content = [k for k in key if k not in silent_stems()]
            if len(content) == 1 and root(content[0]) in wanted:
                for sense in senses:
                    if sense.kind in ("property", "class"):
                        for i in wanted[root(content[0])]:
                            role = (
                                sense
                                if sense.kind == "class"
                                else replace(
                                    sense,
                                    role="subject"
                                    if tokens[i].lower.endswith(("ed", "es", "s"))
                                    and sense.role == "noun"
                                    and sense.kind == "property"
                                    and not tokens[i].lower.endswith("rs")
                                    else sense.role,
                                )
                            )
                            found.append(
                                Spotted((i,), role, 0.75 * sense.weight * (0.9 if token_light(tokens[i]) else 1.0))
                            )
    return sorted(found, key=lambda s: (s.first, -s.score, s.sense.iri))


def _as_noun(s: Spotted, tokens: tuple[Token, ...], words: Words) -> Spotted:
    """A common noun that names a thing of the graph ("writers") is no less sure for being in the plural."""
    if s.sense.kind != "entity" or len(s.at) > 2 or s.score >= 1.0 * len(s.at) or s.sense.weight < 0.8:
        return s
    text = " ".join(tokens[i].lower for i in s.at)
    names = [n for n in words.entities[s.sense.iri].names if n.islower() and stems(n) == stems(text)]
    return replace(s, score=1.0 * len(s.at)) if names and text == " ".join(tokens[i].text for i in s.at) else s


def token_light(token: Token) -> bool:
    """Whether a word carries little content of its own."""
    return token.stem in light_stems()
