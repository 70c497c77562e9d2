"""Whose word a question asks for, where its own grammar tells: "did the Budget Bureau expect", "according to …"."""

from __future__ import annotations

from kg.ask.graphs.graphs import QueryGraph
from kg.ask.questions.frame import QuestionFrame
from kg.ask.words.english import word_set
from kg.ask.words.words import Words


def take_speakers(
    graph: QueryGraph, frame: QuestionFrame, words: Words, speakers: frozenset[str], topic: tuple[str, ...]
) -> None:
    """A speaker that no relation took: "did the Budget Bureau expect", "according to the Budget Bureau"."""
    if not words.own:
        return
    tied = {n for e in graph.edges for n in (e.s, e.o)}
    lower = [t.lower for t in frame.tokens]
    speech = word_set("told", "near")
    for node in graph.nodes:
        if (
            not node.entities
            or node.entities[0] not in speakers
            or (len([n for n in graph.nodes if n.named]) < 2 and not frame.modality)
        ):
            continue
        near = set(lower[max(0, node.at - 4) : node.at + 4])
        if "according" in lower:
            told = [n for n in graph.nodes if n.entities and n.at > lower.index("according")]
            if not told or node is not min(told, key=lambda n: n.at):
                continue
        others = [n for n in graph.nodes if n.id != node.id and n.entities]
        if near & speech and (node.id not in tied or others or frame.modality):
            for edge in graph.edges:
                spare = next((n for n in others if n.id not in tied), None)
                if edge.s == node.id and spare is not None:
                    edge.s = spare.id
                    tied = {n for e in graph.edges for n in (e.s, e.o)}
            mine = [e for e in graph.edges if e.s == node.id]
            if node.id in tied and not others and frame.modality and topic and len(mine) == 1:
                # "How much did A project": of what the graph is about, by A's word.
                fresh = graph.node(
                    classes=set(words.entities[topic[0]].types),
                    entities=topic,
                    at=-1,
                    named=True,
                )
                mine[0].s = fresh.id
                tied = {n for e in graph.edges for n in (e.s, e.o)}
            if node.id not in tied:
                graph.speakers += node.entities
                node.entities, node.named, node.wild = (), False, "gone"
