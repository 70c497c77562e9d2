"""From a question to an Answer: parts, readings, the outcome of each, and the refusals that help."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.ask.answers import Answer, Citation
from kg.ask.compose import Setting
from kg.ask.english import tokenize
from kg.ask.follow import follow_up
from kg.ask.foreign import answer_foreign
from kg.ask.frame import find_focus, normalise, split_parts
from kg.ask.graphs import Edge, QueryGraph
from kg.ask.own import Desk, Outcome, answer_lookup, lookup_edge
from kg.ask.portrait import answer_portrait, answer_sources, counted_in_words
from kg.ask.reading import Reading, Understanding, understand
from kg.ask.refusals import refuse, suggestions, unsaid
from kg.ask.schema import Step, steps_of
from kg.ask.select import answer_select
from kg.ask.truth import answer_truth
from kg.ask.words import RDF, Words, value_kind
from kg.read.reader import GraphReader

LONGEST = 1200
_SPARQL = re.compile(
    r"\b(?:select|construct|ask|describe|insert|delete|drop|load|clear|union|where)\b[^.]*[{<]|\bprefix\s+\w*:\s*<",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Room:
    """What a question is answered in."""

    words: Words
    store: Any
    as_of: str | None
    passages: Callable[[str], Sequence[Citation]] | None
    release: str
    topics: tuple[str, ...] = ()


@dataclass(slots=True)
class _Kept:
    """What a lexicon needs once: schema steps, speakers, the main topic, the graph's day."""

    steps: dict[str, list[Step]]
    speakers: frozenset[str]
    topic: tuple[str, ...]
    day: str
    reader: GraphReader


_KEPT: dict[int, tuple[Words, Any, _Kept]] = {}


def _kept(room: Room) -> _Kept:
    held = _KEPT.get(id(room.words))
    if held is not None and held[0] is room.words and held[1] is room.store:
        return held[2]
    words, store = room.words, room.store
    base = words.core.removesuffix("core#")
    reader = GraphReader(store, base)
    speakers: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()
    day = "9999-12-31"
    if words.own:
        core = words.core
        rows = store.select(
            f"SELECT DISTINCT ?x WHERE {{ VALUES ?p {{ <{core}attributedTo> <{core}reportedBy> }} ?st ?p ?x }}"
        )
        speakers = frozenset(r["x"].value for r in rows)
        rows = store.select(f"SELECT ?s (COUNT(?st) AS ?n) WHERE {{ ?st <{RDF}subject> ?s }} GROUP BY ?s")
        for r in rows:
            if r["s"].value in words.entities:
                words.entities[r["s"].value].degree = int(r["n"].value)
        topic = _main_topic(words)
        rows = store.select("SELECT (MAX(STR(?d)) AS ?day) WHERE { ?x <http://purl.org/dc/terms/issued> ?d }")
        day = rows[0]["day"].value if rows and "day" in rows[0] else day
    kept = _Kept(steps_of(words), speakers, topic, day, reader)
    if len(_KEPT) > 8:
        _KEPT.clear()
    _KEPT[id(words)] = (words, store, kept)
    return kept


def _main_topic(words: Words) -> tuple[str, ...]:
    """What the graph is most about: the body with by far the most statements."""
    bodies = [
        e
        for e in words.entities.values()
        if e.degree and any(words.is_a(t, words.core + "Organization") for t in e.types)
    ]
    bodies.sort(key=lambda e: -e.degree)
    if not bodies or (len(bodies) > 1 and bodies[0].degree < 1.5 * bodies[1].degree):
        return ()
    return (bodies[0].iri,)


def reply(question: str, room: Room) -> Answer:
    """Answers a question; never raises for what a person typed."""
    text = normalise(question)
    refusal = _hostile(text)
    if refusal is not None:
        return _finish(question, refusal[0], refusal[1], room, None)
    kept = _kept(room)
    topic = room.topics or kept.topic
    setting = Setting(room.words, kept.steps, kept.speakers, topic)
    desk = Desk(room.words, kept.reader, kept.day, room.as_of)
    parts = split_parts(text) or [text]
    outcomes: list[tuple[str, Outcome]] = []
    first = understand(parts[0], setting)
    reading, outcome = _solve(first, setting, desk)
    outcomes.append((_in_words(reading, first, room.words), outcome))
    for part in parts[1:]:
        said, more = follow_up(part, parts[0], reading, outcome, setting, desk, _solve)
        outcomes.append((said, more))
    return _finish(question, *_merge(outcomes), room, first)


def _hostile(text: str) -> tuple[str, Outcome] | None:
    """A refusal for what is no question in English words."""
    if not text:
        return "an empty question", Outcome(
            "unanswered", "Please type a question, for example one of those below.", reason="not-understood"
        )
    if len(text) > LONGEST or len(text.split()) > 75:
        return "a very long text", Outcome(
            "unanswered",
            "This is too long to be read as a question; please ask in one or two sentences.",
            reason="not-understood",
        )
    if _SPARQL.search(text):
        return "a query, not a question", Outcome(
            "unanswered",
            "This looks like a query; the SPARQL page runs queries. Here, please ask in plain English.",
            reason="not-understood",
        )
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isascii() or "\u00c0" <= c <= "\u024f" for c in letters) < 0.7 * len(letters):
        return "a text that is not English", Outcome(
            "unanswered", "Only questions in English are understood.", reason="not-understood"
        )
    return None


def _solve(found: Understanding, setting: Setting, desk: Desk) -> tuple[Reading | None, Outcome]:
    """The outcome of the likeliest reading that has one."""
    words = setting.words
    if not words.own:
        return answer_foreign(found, setting, desk)
    if not found.readings:
        return None, Outcome("unanswered", "This was not understood.", reason="not-understood")
    special = answer_sources(found, setting, desk)
    if special is not None:
        return found.readings[0], special
    best = found.readings[0]
    if found.unknown:
        return best, Outcome("unanswered", f"The sources do not speak of {found.unknown[0]}.", reason="unknown-entity")
    if best.left:
        return best, counted_in_words(best, desk) or unsaid(best, words) or _not_understood(best)
    results: list[tuple[Reading, Outcome]] = []
    for reading in found.readings[:6]:
        if reading.score < best.score - 0.4:
            break
        if len(reading.left) > len(best.left):
            continue
        results.append((reading, _outcome(reading, desk)))
        if results[-1][1].status != "unanswered" or results[-1][1].known:
            break
    if results and results[0][1].status == "unanswered" and best.frame.asks == "count":
        counted = counted_in_words(best, desk)
        if counted is not None:
            return best, counted
    good = next((r for r in results if r[1].status != "unanswered"), None) or next(
        (r for r in results if r[1].known), None
    )
    if good is not None:
        rival = _rival(good, found, desk) if good[1].status != "unanswered" else None
        return rival if rival is not None else good
    return next((r for r in results if r[1].reason != "not-understood"), results[0])


def _rival(good: tuple[Reading, Outcome], found: Understanding, desk: Desk) -> tuple[Reading, Outcome] | None:
    """Two readings that are as likely and have different answers: neither is guessed, both are shown."""
    reading, outcome = good
    mine = {i.value for i in outcome.items}
    props = {e.p for e in reading.graph.edges}
    for other in found.readings[:6]:
        if (
            other is reading
            or abs(other.score - reading.score) > 0.02
            or other.left
            or {e.p for e in other.graph.edges} == props
            or not other.graph.edges
        ):
            continue
        more = _outcome(other, desk)
        if more.status != "unanswered" and not {i.value for i in more.items} & mine:
            both = [(_in_words(r, found, desk.words), o.sparql or "") for r, o in ((reading, outcome), (other, more))]
            names = " or ".join(f"“{said}”" for said, _ in both)
            return reading, Outcome(
                "unanswered",
                f"This can be read in two ways: {names}. Please say which is meant.",
                reason="not-understood",
                readings=both,
            )
    return None


def _not_understood(reading: Reading) -> Outcome:
    missing = ", ".join(f"“{reading.frame.tokens[i].text}”" for i in reading.left[:3])
    explained = [s for s in reading.cover if s.score > 0.7]
    if reading.frame.asks not in ("keywords", "truth") and not explained:
        return Outcome(
            "unanswered",
            f"This is outside what the sources speak of: nothing in the graph matches {missing}.",
            reason="out-of-scope",
        )
    return Outcome(
        "unanswered", f"This was not understood: nothing in the graph matches {missing}.", reason="not-understood"
    )


def _outcome(reading: Reading, desk: Desk) -> Outcome:
    graph, frame = reading.graph, reading.frame
    if not reading.cover:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    loose = [
        n
        for n in graph.nodes
        if n.wild in ("date", "number", "duration", "place", "agent")
        and not any(n.id in (e.s, e.o) for e in graph.edges)
    ]
    if graph.cost >= 2.6 or (loose and (graph.edges or loose[0].wild != "agent")):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if frame.asks in ("reason", "manner"):
        return Outcome(
            "unanswered",
            "Questions that ask why or how are not answered; the passages below come closest.",
            reason="out-of-scope",
        )
    if graph.truth:
        return answer_truth(reading, desk)
    if not graph.edges:
        return answer_portrait(reading, desk)
    _drop_carriers(graph, desk.words)
    edge = lookup_edge(graph)
    if edge is not None:
        return _of_right_kind(answer_lookup(reading, edge, desk), reading)
    several = _side_by_side(reading, desk)
    return several if several is not None else answer_select(reading, desk)


def _drop_carriers(graph: QueryGraph, words: Words) -> None:
    """Drops a verb that only carries the question ("under which authority is it run")."""
    used = [i for e in graph.edges for i in (e.s, e.o)]
    filtered = {i for i, _ in graph.filters}

    def dangles(i: int) -> bool:
        node = graph.nodes[i]
        return not (node.entities or node.constant or node.named or node.asked or i in filtered) and used.count(i) == 1

    if any(graph.nodes[i].asked for i in used):
        kept = [
            e
            for e in graph.edges
            if words.properties[e.p].kind == "number"
            or not (e.said and not e.negated and (dangles(e.o) or dangles(e.s)) and not _asks(e, graph))
        ]
        if kept and graph.order is None:
            graph.edges = kept


def _asks(edge: Edge, graph: QueryGraph) -> bool:
    """Whether a relation leads to what is asked by itself."""
    ends = [graph.nodes[edge.s], graph.nodes[edge.o]]
    return any(n.asked for n in ends) and not any(
        n.asked and any(o is not edge and n.id in (o.s, o.o) for o in graph.edges) for n in ends
    )


def _of_right_kind(outcome: Outcome, reading: Reading) -> Outcome:
    """A count must be a number and a "when" a date: anything else is known, and not the answer."""
    wanted = {"count": "number", "amount": "number", "when": "date", "duration": "duration"}.get(reading.frame.asks)
    if (
        wanted is None
        or outcome.status == "unanswered"
        or (
            all(value_kind([i.datatype]) == wanted for i in outcome.items if i.datatype)
            and all(i.datatype for i in outcome.items)
        )
    ):
        return outcome
    return Outcome(
        "unanswered",
        "The sources do not say; what they do say: " + outcome.text,
        reason="no-data",
        known=outcome.items,
        facts=outcome.facts,
    )


def _side_by_side(reading: Reading, desk: Desk) -> Outcome | None:
    """Several relations of one known thing ("start date and participation of it"): each looked up, one answer."""
    graph = reading.graph
    subjects = {e.s for e in graph.edges}
    if (
        len(subjects) != 1
        or not graph.nodes[next(iter(subjects))].entities
        or any(e.negated or not e.said for e in graph.edges)
    ):
        return None
    ends = [graph.nodes[e.o] for e in graph.edges]
    if any(n.entities or n.constant for n in ends):
        return None
    outcomes = []
    for edge in [e for e in graph.edges if graph.nodes[e.o].asked] or graph.edges:
        one = QueryGraph(
            graph.nodes,
            [edge],
            graph.columns,
            graph.filters,
            graph.during,
            speakers=graph.speakers,
            sources=graph.sources,
        )
        outcomes.append(answer_lookup(replace(reading, graph=one), edge, desk))
    return join_outcomes(outcomes)


def join_outcomes(outcomes: list[Outcome]) -> Outcome:
    """One outcome from those of the parts."""
    good = [o for o in outcomes if o.status != "unanswered"]
    if not good:
        return outcomes[0]
    status = "conflicting" if any(o.status == "conflicting" for o in good) else "answered"
    queries = [o.sparql for o in good if o.sparql]
    return Outcome(
        status,
        " ".join(o.text for o in outcomes),
        [i for o in good for i in o.items],
        queries[0] if queries else None,
        None,
        [k for o in outcomes for k in o.known],
        facts=[f for o in outcomes for f in o.facts],
    )


def _merge(outcomes: list[tuple[str, Outcome]]) -> tuple[str, Outcome]:
    if len(outcomes) == 1:
        return outcomes[0]
    return "; and ".join(said for said, _ in outcomes if said), join_outcomes([o for _, o in outcomes])


def _in_words(reading: Reading | None, found: Understanding, words: Words) -> str:
    from kg.ask.rewording import in_words

    return in_words(reading, found, words)


def _finish(question: str, understood: str, outcome: Outcome, room: Room, found: Understanding | None) -> Answer:
    """The Answer with what a refusal adds: suggestions, near names, passages."""
    unanswered = outcome.status == "unanswered"
    text = outcome.text
    offers: tuple[str, ...] = ()
    near: tuple[Citation, ...] = ()
    if unanswered:
        text, offers, near = refuse(question, outcome, room, found)
    topics = tuple(
        dict.fromkeys(e for r in (found.readings[:1] if found else []) for n in r.graph.nodes for e in n.entities)
    )
    readings = tuple(outcome.readings)
    about = Answer(question, understood, outcome.status, text, release=room.release, as_of=room.as_of, topics=topics)
    if unanswered:
        reason = outcome.reason or "not-understood"
        known = tuple(outcome.known)
        return replace(about, reason=reason, known=known, readings=readings, suggestions=offers, passages=near)
    return replace(
        about,
        columns=outcome.columns,
        answers=tuple(outcome.items),
        sparql=outcome.sparql,
        truncated=outcome.truncated,
    )


__all__ = ["Room", "find_focus", "reply", "suggestions", "tokenize"]
