"""Composes one query graph from one set of meanings: attaches relations to things, then joins what is left apart."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.graphs.graphs import Edge, QueryGraph, QueryNode
from kg.ask.graphs.join import join_parts
from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.attach import attach, attach_nested
from kg.ask.readings.spot import Spotted
from kg.ask.readings.voices import take_speakers
from kg.ask.words.english import stems, word_set
from kg.ask.words.schema import Step
from kg.ask.words.words import Words

_WILD = {"who": "agent", "when": "date", "where": "place", "amount": "number", "duration": "duration"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What composing needs beside the words: the schema's steps, the default topic, and who speaks in the graph."""

    words: Words
    steps: dict[str, list[Step]]
    speakers: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()


def compose(cover: tuple[Spotted, ...], frame: QuestionFrame, setting: Setting) -> QueryGraph:
    """One reading: nodes for things, edges for relations, a join for what stands apart; `cost` sums the doubts."""
    words = setting.words
    graph = QueryGraph(truth=frame.asks == "truth")
    things = [s for s in cover if s.sense.kind != "property"]
    relations = [s for s in cover if s.sense.kind == "property"]
    for s in things:
        _enter_thing(graph, s, frame, words)
    _enter_topic(graph, frame, cover, setting)
    kind = _wild(frame, cover)
    if kind:
        graph.node(
            kind=kind if kind in ("date", "number", "duration") else "thing",
            wild=kind,
            at=frame.focus[0] if frame.focus else 0,
            asked=True,
        )
    nested = _nested(relations, things, frame) if words.own else []
    for s in nested:
        attach_nested(graph, s, words)
    for s in sorted(relations, key=lambda r: (r.sense.role == "noun", r.first)):
        if s not in nested:
            attach(graph, s, frame, words)
    _take_neighbour(graph, frame, setting)
    take_speakers(graph, frame, words, setting.speakers, setting.topic)
    _take_bearers(graph, words)
    if frame.asks == "count":
        _drop_counted_noun(graph, frame, words)
    _bind_loose_wild(graph, setting)
    join_parts(graph, words, setting.steps)
    _deny(graph, frame)
    return graph


def _nested(relations: list[Spotted], things: list[Spotted], frame: QuestionFrame) -> list[Spotted]:
    """Relations that only name a thing for another: "what did [the successor of X] replace"."""
    starts = {s.first for s in things if s.sense.kind == "entity" and "/id/" in s.sense.iri}
    starts |= {i - 1 for i in starts if i and frame.tokens[i - 1].lower in ("the", "a", "an")}
    return [
        s
        for s in relations
        if len(relations) > 1 and frame.tokens[s.at[-1]].lower == "of" and s.at[-1] + 1 in starts and len(s.at) > 1
    ]


def _wild(frame: QuestionFrame, cover: tuple[Spotted, ...]) -> str:
    """What the question word itself stands for, where no noun says it: an agent, a date, a thing …"""
    if frame.asks == "which":
        after = len(frame.focus)
        while after < len(frame.tokens) and frame.tokens[after].lower in (
            "the",
            "a",
            "an",
            "all",
            "are",
            "is",
            "of",
            "its",
            "their",
        ):
            after += 1
        named = any(
            s.first == after and (s.sense.kind == "class" or (s.sense.kind == "property" and s.sense.role == "noun"))
            for s in cover
        )
        return "" if named or any(s.sense.kind == "property" and s.sense.role == "noun" for s in cover) else "any"
    return _WILD.get(frame.asks, "")


def _enter_thing(graph: QueryGraph, s: Spotted, frame: QuestionFrame, words: Words) -> None:
    sense = s.sense
    if sense.kind == "entity":
        kin = [n for n in graph.nodes if n.entities and n.at >= 0 and _listed(n.at, s.first, frame)]
        concept = _concept(words, sense.iri)
        if (
            kin
            and words.fits(words.entities[sense.iri].types, words.entities[kin[-1].entities[0]].types)
            and (not concept or ("or" in {t.lower for t in frame.tokens[kin[-1].at : s.first]} and not frame.negated))
        ):
            kin[-1].entities += (sense.iri,)
            kin[-1].at = s.at[-1]
            return
        near = [
            n
            for n in graph.nodes
            if not n.entities
            and n.kind == "thing"
            and n.at in (s.first - 1,)
            and words.fits(n.classes, words.entities[sense.iri].types)
            and n.classes
        ]
        if near and not _concept(words, sense.iri):
            near[0].entities, near[0].at, near[0].named = (sense.iri,), s.at[-1], True
            return
        graph.node(classes=set(words.entities[sense.iri].types), entities=(sense.iri,), at=s.at[-1], named=True)
    elif sense.kind == "class":
        before = next((n for n in graph.nodes if n.entities and n.at == s.first - 1), None)
        if (
            before is not None
            and words.fits(before.classes, {sense.iri})
            and not _concept(words, before.entities[0])
            and not (words.own and _names_one_of_many(s, before.entities[0], frame, words))
        ):
            before.at = s.at[-1]
            return
        after = frame.tokens[s.at[-1] + 1].lower if s.at[-1] + 1 < len(frame.tokens) else ""
        if words.own and after in ("with", "suffering") and frame.focus and s.first > len(frame.focus):
            return
        twin = next((n for n in graph.nodes if not n.entities and sense.iri in n.classes), None)
        if twin is not None:
            twin.each = twin.each or _is_each(frame, s.first)
            return
        graph.node(classes={sense.iri}, at=s.at[-1], named=True, each=_is_each(frame, s.first))
    elif sense.kind == "value" and sense.value is not None:
        prop = words.properties[sense.iri]
        owner: QueryNode | None = next(
            (n for n in graph.nodes if n.at in (s.first - 1, s.at[-1] + 1) and words.fits(n.classes, prop.domains)),
            None,
        )
        if owner is None:
            owner = next((n for n in graph.nodes if n.classes & prop.domains and not n.entities), None)
        if owner is None:
            owner = graph.node(classes=set(prop.domains), at=s.at[-1])
        value = graph.node(kind=prop.kind, constant=sense.value, at=s.at[-1], named=True)
        graph.edges.append(Edge(owner.id, prop.iri, value.id, at=s.first))


def _names_one_of_many(s: Spotted, iri: str, frame: QuestionFrame, words: Words) -> bool:
    """Whether a noun in the plural stands behind the name of a program: "Seacare pilots" are not Seacare."""
    plural = frame.tokens[s.at[-1]].lower.endswith("s")
    return (
        plural
        and words.core + "Program" in words.entities[iri].types
        and frame.asks in ("which", "list", "count", "keywords")
    )


def _concept(words: Words, iri: str) -> bool:
    return words.own and "/id/" not in iri and "#" in iri


def _listed(before: int, at: int, frame: QuestionFrame) -> bool:
    between = [t.lower for t in frame.tokens[before + 1 : at]]
    return (
        bool(between)
        and set(between) <= {"and", "or", ",", "the", "both", "&", "vs", "versus", "than"}
        and bool(set(between) - {"the"})
    )


def _is_each(frame: QuestionFrame, first: int) -> bool:
    before = [t.lower for t in frame.tokens[max(0, first - 2) : first]]
    return bool({"each", "every", "per"} & set(before)) or (bool(before) and before[-1] in ("a", "an"))


def _enter_topic(graph: QueryGraph, frame: QuestionFrame, cover: tuple[Spotted, ...], setting: Setting) -> None:
    """ "it", "its", "the center": the thing asked about before, else what the graph is most about."""
    if not setting.topic:
        return
    words = setting.words
    used = {i for s in cover for i in s.at}
    for i, token in enumerate(frame.tokens):
        if (
            token.lower in word_set("pronouns", "it")
            and i not in used
            and i not in frame.focus
            and not (
                token.lower == "it"
                and i
                and frame.tokens[i - 1].lower in ("does", "is", "where")
                and frame.asks == "cite"
            )
        ):
            if not any(n.entities and not _concept(words, n.entities[0]) for n in graph.nodes):
                node = graph.node(
                    classes=set(words.entities[setting.topic[0]].types), entities=setting.topic, at=i, named=True
                )
                graph.notes.append(f"reading “{token.text}” as {words.label(node.entities[0])}")
            return
    spoken = set(setting.speakers) if frame.modality else set()
    named = [
        n for n in graph.nodes if n.entities and not _concept(words, n.entities[0]) and not spoken & set(n.entities)
    ]
    # "Who ran the center after A": a person named beside it is not what "the center" means.
    people = words.core + "Person"
    if any(not any(words.is_a(t, people) for t in words.entities[n.entities[0]].types) for n in named):
        return
    for s in cover:
        if (
            s.sense.kind == "class"
            and s.first
            and frame.tokens[s.first - 1].lower in ("the", "this", "that")
            and frame.tokens[s.at[-1]].lower[-1] != "s"
        ):
            bare = next((n for n in graph.nodes if s.sense.iri in n.classes and not n.entities), None)
            if (
                bare is not None
                and words.fits(words.entities[setting.topic[0]].types, {s.sense.iri})
                and (s.first - 1 not in frame.focus or _owns(frame, s.at[-1]))
            ):
                bare.entities, bare.classes = setting.topic, set(words.entities[setting.topic[0]].types)
                graph.notes.append(f"reading “the {frame.tokens[s.at[-1]].text}” as {words.label(setting.topic[0])}")
                return


def _owns(frame: QuestionFrame, at: int) -> bool:
    """Whether something is the owner of what is asked for: "what are the center's net savings"."""
    return at + 1 < len(frame.tokens) and frame.tokens[at + 1].text in ("'s", "\u2019s")


def _take_neighbour(graph: QueryGraph, frame: QuestionFrame, setting: Setting) -> None:
    """ "Before X", "after X", where X held the same role: a place in the series, not a thing of its own."""
    words = setting.words
    for node in graph.nodes:
        if not node.entities or graph.truth:
            continue
        lower = [t.lower for t in frame.tokens[: node.at + 1]]
        names = {len(n.split()) for n in words.entities[node.entities[0]].names} | {1}
        word = next(
            (
                lower[node.at - k]
                for k in sorted(names | {n + 1 for n in names})
                if node.at - k >= 0
                and lower[node.at - k] in ("before", "after", "preceded", "succeeded", "following", "preceding")
            ),
            None,
        )
        if word is None:
            continue
        roles = [
            e
            for e in graph.edges
            if words.properties[e.p].cardinality == "OneAtATime"
            and words.properties[e.p].kind == "thing"
            and words.fits(node.classes, words.properties[e.p].ranges)
            and e.said
        ]
        if not roles:
            continue
        edge = roles[0]
        if edge.o == node.id:
            wild = next(
                (
                    n
                    for n in graph.nodes
                    if n.wild in ("agent", "any") and not any(n.id in (e.s, e.o) for e in graph.edges)
                ),
                None,
            )
            fresh = wild or graph.node(classes=set(words.properties[edge.p].ranges), at=node.at)
            fresh.classes = fresh.classes or set(words.properties[edge.p].ranges)
            edge.o = fresh.id
            if edge.s == fresh.id:
                return
        graph.beside = ("before" if word in ("before", "preceded", "preceding") else "after", node.entities[0])
        node.entities, node.named, node.wild = (), False, "gone"
        return


def _drop_counted_noun(graph: QueryGraph, frame: QuestionFrame, words: Words) -> None:
    """ "How many models have evaluations", where a number of models evaluated is stated: the noun is part of it."""
    numbers = [e for e in graph.edges if words.properties[e.p].kind == "number"]
    tied = {i for e in graph.edges for i in (e.s, e.o)}
    if not words.own or len(numbers) != 1:
        return
    counted = set(stems(words.label(numbers[0].p)))
    for node in graph.nodes:
        loose = node.named and not node.entities and node.id not in tied and 0 <= node.at < len(frame.tokens)
        if loose and frame.tokens[node.at].stem in counted:
            node.named, node.wild = False, "gone"


def _take_bearers(graph: QueryGraph, words: Words) -> None:
    """ "Which duties does the Secretary have": whoever has a power or duty is a condition of it, and not its giver."""
    if not any(e.p in (words.core + "grantsPower", words.core + "imposesDuty") for e in graph.edges):
        return
    tied = {i for e in graph.edges for i in (e.s, e.o)}
    for node in graph.nodes:
        if node.entities and node.id not in tied and "/id/" in node.entities[0]:
            graph.bearers += node.entities
            node.entities, node.named, node.wild = (), False, "gone"


def _bind_loose_wild(graph: QueryGraph, setting: Setting) -> None:
    """ "How long is X": the one relation of that kind that X's class has."""
    wild = next((n for n in graph.nodes if n.wild in ("duration", "number", "date", "place")), None)
    if wild is None or any(wild.id in (e.s, e.o) for e in graph.edges):
        return
    if wild.wild == "duration":
        carried = [
            e
            for e in graph.edges
            if e.said
            and not graph.nodes[e.o].entities
            and not graph.nodes[e.o].wild
            and graph.nodes[e.o].constant is None
            # "How long is the successor of X": how long X is tells nothing of it.
            and not setting.words.fits(graph.nodes[e.o].classes, graph.nodes[e.s].classes)
        ]
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


def _deny(graph: QueryGraph, frame: QuestionFrame) -> None:
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
