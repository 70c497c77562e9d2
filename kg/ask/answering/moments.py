"""When a relation began, held or ended: "when did A become director", "when was B certified"."""

from __future__ import annotations

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import full_sentence, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import day_item, find_statements, item_of
from kg.ask.graphs.graphs import Edge
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import phrase_at, tables, word_set
from kg.read.facts import Fact
from kg.read.reader import local_name

FOLLOWS = "succession"
"""How a statement was found whose days are those of somebody else's post."""


def answer_moment(reading: Interpretation, edge: Edge, desk: Desk) -> Outcome:
    """The time of the statements that a relation between known things has: its start, its end, or its day."""
    graph, frame, words = reading.graph, reading.frame, desk.words
    subject, target = graph.nodes[edge.s], graph.nodes[edge.o]
    tokens = frame.tokens

    def said(kind: str) -> bool:
        return any(phrase_at(tokens, i, "turning", kind) for i in range(len(tokens)))

    names = ("validUntil",) if said("ending") else ("validFrom",) if said("starting") else ("pointInTime", "validFrom")
    found = find_statements(desk.reader, words, subject.entities, (edge.p,), target.entities)
    if not found and target.entities and edge.p == words.core + "leader":
        # Who led is told by the post itself: "how long was A president", of one who is called director.
        held = words.core + "Person"
        posts = [n for n, p in words.properties.items() if p.cardinality == "OneAtATime" and held in p.ranges]
        found = find_statements(desk.reader, words, subject.entities, posts, target.entities)
    if names == ("validUntil",) and subject.entities and target.entities:
        found += find_statements(desk.reader, words, subject.entities, (), target.entities)
        found += find_statements(desk.reader, words, target.entities, (), subject.entities)
    facts = {f.fact.iri: f.fact for f in found if not f.fact.negated and f.fact.rank != "deprecated"}
    denied = [f.fact for f in found if f.fact.negated and f.fact.property.iri == edge.p and not f.turned]
    if denied and not any(f.fact.property.iri == edge.p for f in found if f.fact.iri in facts):
        text, known = full_sentence(denied[0], words), [item_of([f]) for f in denied[:3]]
        return Outcome("unanswered", text, reason="false-premise", known=known, facts=denied)
    deputing = word_set("roles", "words")
    if not deputing & {t.lower for t in tokens}:
        # A term as acting holder is another than the one in the post itself.
        full = {i: f for i, f in facts.items() if not deputing & set(value_of(f, "role").lower().split())}
        facts = full or facts
    groups: dict[str, list[Fact]] = {}
    for fact in facts.values():
        name = next((n for n in names if value_of(fact, n)), None)
        if name is not None:
            groups.setdefault(value_of(fact, name), []).append(fact)
    # A term's end that only follows from when the next one came gives way to one that is told.
    told_so = {v: fs for v, fs in groups.items() if not all(q.extracted_by == FOLLOWS for f in fs for q in f.quotes)}
    groups = told_so or groups
    for value in sorted(groups, key=len):
        exact = [v for v in groups if v != value and v.startswith(value)]
        if len(exact) == 1:
            groups[exact[0]] += groups.pop(value)
    spanned = phrase_at(tokens, 0, "moments", "span") > 0
    ended = any(value_of(f, "validUntil") for f in facts.values())
    if not facts and subject.entities and target.entities and "/id/" not in target.entities[0]:
        return _never_so(subject.entities[0], target.entities[0], desk)
    if not groups or (spanned and not ended and not any(f.direct for f in found)):
        # How long is told by both ends; of a term that is over one alone tells nothing.
        instead = list(facts.values())
        text = "the sources do not say when" if not groups else "the sources do not say how long"
        if instead:
            text += f"; what they do say: {full_sentence(instead[0], words)}"
        return Outcome(
            "unanswered", sentence(text), reason="no-data", known=[item_of([f]) for f in instead[:3]], facts=instead
        )
    items = [day_item(value, fs) for value, fs in groups.items()]
    every = [f for fs in groups.values() for f in fs]
    told = " ".join(
        full_sentence(max(fs, key=lambda f: bool(value_of(f, "validUntil"))), words) for fs in list(groups.values())[:4]
    )
    return Outcome("answered", told, items, facts=every)


def _never_so(thing: str, value: str, desk: Desk) -> Outcome:
    """The refusal to tell when something became what no source says that it became.

    A false premise where what the sources do tell of it speaks against that: what lost money was not certified.
    """
    words = desk.words
    told = find_statements(desk.reader, words, (thing,), (words.core + "outcome", words.core + "status"))
    sure = [f.fact for f in told if not f.turned and not f.fact.negated and f.fact.rank != "deprecated"]
    sure = [f for f in sure if f.modality == "fact" and f.object.iri]
    speaks = {name.lower() for name in tables()["unborne"].get(local_name(value), ())}
    against = [f for f in sure if local_name(str(f.object.iri)).lower() in speaks]
    text = f"the sources do not say that {words.label(thing)} was {words.label(value)}"
    if not against:
        return Outcome("unanswered", sentence(text), reason="no-data")
    text += f"; what they do say: {full_sentence(against[0], words)}"
    known = [item_of([f]) for f in against[:3]]
    return Outcome("unanswered", sentence(text), reason="false-premise", known=known, facts=against)
