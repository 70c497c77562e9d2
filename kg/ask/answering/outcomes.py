"""What one reading of a question comes to: which way of answering its shape calls for."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.ask.answering.joined import join_outcomes
from kg.ask.answering.kinds import answer_kind
from kg.ask.answering.moments import answer_moment
from kg.ask.answering.own import answer_lookup, lookup_edge
from kg.ask.answering.portrait import answer_portrait, answer_spoken
from kg.ask.answering.select import answer_select
from kg.ask.answering.sentences import conflict_sentence, full_sentence
from kg.ask.answering.truth import answer_truth
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements
from kg.ask.evidence.quoted import sentence_of
from kg.ask.graphs.graphs import Edge, QueryGraph
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import phrase_at, word_set
from kg.ask.words.words import Words, value_kind
from kg.read.facts import read_facts


def outcome_of(reading: Interpretation, desk: Desk) -> Outcome:
    graph, frame = reading.graph, reading.frame
    if not reading.cover:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    loose = [
        n
        for n in graph.nodes
        if n.wild in ("date", "number", "duration", "place", "agent")
        and not any(n.id in (e.s, e.o) for e in graph.edges)
    ]
    if graph.truth and _only_kinds(reading):
        return answer_kind(reading, desk)
    spoken = answer_spoken(reading, desk)
    if spoken is not None:
        return spoken
    if frame.asks == "when" and loose and len(graph.edges) == 1 and graph.cost < 2.6:
        only = graph.edges[0]
        ends = graph.nodes[only.s], graph.nodes[only.o]
        if desk.words.properties[only.p].kind == "thing" and any(n.entities for n in ends) and not only.negated:
            return answer_moment(reading, only, desk)
    if (
        graph.cost >= 2.6
        or (graph.cost >= 2.0 and reading.score < 0)
        or (loose and (graph.edges or loose[0].wild != "agent"))
    ):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if frame.asks in ("reason", "manner"):
        return Outcome(
            "unanswered",
            "Questions that ask why or how are not answered; the passages below come closest.",
            reason="out-of-scope",
        )
    if graph.truth:
        return answer_truth(reading, desk)
    lost = (
        frame.superlative is not None
        and graph.order is None
        and not _in_series(graph, desk.words, frame.superlative[1], listed=frame.asks in ("which", "who", "list"))
    )
    unsaid_not = bool(frame.negated) and not graph.truth and not any(e.negated for e in graph.edges)
    numbers = frame.asks == "who" and any(
        desk.words.properties[e.p].kind == "number" and graph.nodes[e.o].constant is None for e in graph.edges
    )
    if lost or unsaid_not or (numbers and graph.order is None and not graph.filters):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if not graph.edges and (frame.superlative is not None or frame.aggregate or frame.by or graph.during):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if frame.asks == "count" and any(
        desk.words.properties[e.p].cardinality
        and graph.nodes[e.s].entities
        and graph.nodes[e.o].asked
        and desk.words.properties[e.p].kind == "thing"
        for e in graph.edges
    ):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if _sums_up(reading):
        return Outcome(
            "unanswered",
            "Totals and averages over several things are not worked out: the figures differ in time and speaker.",
            reason="not-understood",
        )
    if not graph.edges:
        return answer_portrait(reading, desk)
    if _by_guess(graph) or any(e.negated for e in graph.edges):
        # That no source says it is no proof that it is not so, and a verb that was not read is no relation.
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    said = any(e.said for e in graph.edges)
    _drop_carriers(graph, desk.words)
    if frame.asks == "count" and said and not any(e.said for e in graph.edges):
        # What is left was only guessed to join the rest, and a number counted so would be a guess.
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    edge = lookup_edge(graph)
    if edge is not None:
        return _told_fully(_of_right_kind(answer_lookup(reading, edge, desk), reading), reading, edge, desk)
    counted = _without_noun(reading, desk)
    if counted is not None:
        return counted
    several = _side_by_side(reading, desk)
    if several is not None:
        return several
    joined = answer_select(reading, desk)
    if frame.asks == "who" and joined.items and not any(_acts(i.iri, desk.words) for i in joined.items):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if joined.status != "unanswered":
        return joined
    return _through(reading, desk) or _without_doer(reading, desk) or joined


def _by_guess(graph: QueryGraph) -> bool:
    """Whether what is asked hangs on a known thing by a guess, while the verb was taken for a state of that thing.

    "Which rule rescinded X": that X is withdrawn, and that a law authorizes X, does not make that law the one.
    """
    asked = next((n for n in graph.nodes if n.asked and n.named and not n.entities), None)
    if asked is None or len(graph.edges) != 2 or any(e.said for e in graph.edges):
        return False
    other = next((e for e in graph.edges if asked.id not in (e.s, e.o)), None)
    mine = next((e for e in graph.edges if asked.id in (e.s, e.o)), None)
    if other is None or mine is None:
        return False
    ends = graph.nodes[other.s], graph.nodes[other.o]
    known = next((n for n in ends if n.entities and "/id/" in n.entities[0]), None)
    state = next((n for n in ends if n.entities and "/id/" not in n.entities[0]), None)
    return known is not None and state is not None and known.id in (mine.s, mine.o)


def _without_doer(reading: Interpretation, desk: Desk) -> Outcome | None:
    """ "When did A end B": the day of B's end, where its own proof names A as the one who did it."""
    graph, words = reading.graph, desk.words
    said = [e for e in graph.edges if e.said and not e.negated and words.properties[e.p].kind != "thing"]
    guessed = [e for e in graph.edges if not e.said]
    known = len(said) == 1 and (graph.nodes[said[0].s].entities or graph.nodes[said[0].s].asked)
    if len(said) != 1 or len(guessed) != 1 or len(graph.edges) != 2 or not known:
        return None
    joint = guessed[0]
    doer = graph.nodes[joint.o if joint.s == said[0].s else joint.s]
    if said[0].s not in (joint.s, joint.o) or len(doer.entities) != 1 or "/id/" not in doer.entities[0]:
        return None
    # "How much did it save the fund": whom an amount went to is told by the proof as well.
    amount = words.properties[said[0].p].kind == "number"
    kinds = ("Organization", "Program") if amount else ("Organization",)
    if not any(words.is_a(t, words.core + k) for k in kinds for t in words.entities[doer.entities[0]].types):
        return None
    outcome = answer_lookup(replace(reading, graph=replace(graph, edges=said)), said[0], desk)
    names = words.entities[doer.entities[0]].names
    if outcome.status == "unanswered":
        return None
    proven = {f.iri for f in outcome.facts for q in f.quotes if _names_one(sentence_of(q), names)}
    items = [i for i in outcome.items if proven & set(i.statements)]
    if amount:
        values = {i.value for i in items}
        items = [i for i in outcome.items if i.value in values]
    if not items or (len(items) < len(outcome.items) and not graph.nodes[said[0].s].asked):
        return None
    facts = [f for f in outcome.facts if any(f.iri in i.statements for i in items)]
    text = outcome.text if len(items) == len(outcome.items) else " ".join(full_sentence(f, words) for f in facts[:6])
    return replace(outcome, items=items, facts=facts, text=text)


def _names_one(text: str, names: list[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _acts(iri: str | None, words: Words) -> bool:
    """Whether a thing can be asked for by "who": somebody, a body, a post, or a kind of those who take part."""
    known = words.entities.get(iri or "")
    kinds = ("Person", "Organization", "Post", "ParticipantType")
    return known is None or any(words.is_a(t, words.core + kind) for t in known.types for kind in kinds)


def _sums_up(reading: Interpretation) -> bool:
    """Whether a sum or an average over things that are not named is asked for."""
    tokens, taken = reading.frame.tokens, {i for s in reading.cover for i in s.at} | set(reading.frame.focus)
    said = [
        kind
        for kind in ("average", "sum")
        for i in range(len(tokens))
        if i not in taken and phrase_at(tokens, i, "aggregates", kind)
    ]
    named = any(n.entities and "/id/" in n.entities[0] for n in reading.graph.nodes)
    return "average" in said or (bool(said) and not named and reading.frame.asks != "count")


def _without_noun(reading: Interpretation, desk: Desk) -> Outcome | None:
    """ "How many hospitals take part in it": one number stated of it, whose unit the noun only names."""
    graph, words = reading.graph, desk.words
    number = next(
        (e for e in graph.edges if words.properties[e.p].kind == "number" and graph.nodes[e.o].asked and e.said), None
    )
    others = [e for e in graph.edges if e is not number]
    if reading.frame.asks != "count" or number is None or len(others) != 1 or graph.order is not None:
        return None
    noun = others[0]
    counts = words.core + "ParticipantType" in words.properties[noun.p].ranges
    if not counts or noun.said or noun.negated or noun.s != number.s or not graph.nodes[noun.o].entities:
        return None
    one = replace(graph, edges=[number])
    outcome = answer_lookup(replace(reading, graph=one), number, desk)
    told = {str(t.iri) for f in outcome.facts if (t := f.qualifier("unit")) is not None and t.iri}
    # A unit that says something else was counted is another number than the one asked for.
    return None if told and not told & set(graph.nodes[noun.o].entities) else outcome


def _through(reading: Interpretation, desk: Desk) -> Outcome | None:
    """ "How much did the predecessor of it lose": what the one relation leads to first, then the other of that.

    The direct layer has no amount that holds for a time only; the statements have.
    """
    graph = reading.graph
    if len(graph.edges) != 2 or graph.order is not None or any(e.negated for e in graph.edges):
        return None
    for first, second in (tuple(graph.edges), tuple(reversed(graph.edges))):
        known, middle = (first.s, first.o) if graph.nodes[first.s].entities else (first.o, first.s)
        node = graph.nodes[middle]
        if not graph.nodes[known].entities or node.entities or node.asked or node.kind != "thing":
            continue
        if second.s != middle or not graph.nodes[second.o].asked:
            continue
        subjects, objects = (graph.nodes[known].entities, ()) if known == first.s else ((), graph.nodes[known].entities)
        found = find_statements(desk.reader, desk.words, subjects, (first.p,), objects)
        found = [f for f in found if not f.fact.negated and f.fact.rank != "deprecated" and f.direct]
        ends = {str((f.fact.object if (known == first.s) != f.turned else f.fact.subject).iri): f for f in found}
        if len(ends) != 1:
            continue
        iri, proof = next(iter(ends.items()))
        nodes = [replace(n, entities=(iri,), named=True) if n.id == middle else n for n in graph.nodes]
        outcome = answer_lookup(replace(reading, graph=replace(graph, nodes=nodes, edges=[second])), second, desk)
        if outcome.status == "unanswered":
            return None
        more = citations([proof.fact])
        outcome.items = [
            replace(i, statements=(*i.statements, proof.fact.iri), citations=(*i.citations, *more))
            for i in outcome.items
        ]
        outcome.text += " " + full_sentence(proof.fact, desk.words)
        outcome.facts = [*outcome.facts, proof.fact]
        return outcome
    return None


def _drop_carriers(graph: QueryGraph, words: Words) -> None:
    """Drops a verb that only carries the question ("under which authority is it run")."""
    used = [i for e in graph.edges for i in (e.s, e.o)]
    filtered = {i for i, _ in graph.filters}

    def dangles(i: int) -> bool:
        node = graph.nodes[i]
        return not (node.entities or node.constant or node.named or node.asked or i in filtered) and used.count(i) == 1

    if any(graph.nodes[i].asked for i in used):
        graph.edges = [e for e in graph.edges if not _only_helps(e, graph, words)] or graph.edges
        kept = [
            e
            for e in graph.edges
            if words.properties[e.p].kind == "number"
            or (words.properties[e.p].kind == "date" and graph.nodes[e.s].asked)
            or not (e.said and not e.negated and (dangles(e.o) or dangles(e.s)) and not _asks(e, graph))
        ]
        if graph.order is None and any(e.said or graph.nodes[e.s].entities or graph.nodes[e.o].entities for e in kept):
            graph.edges = kept


def _only_helps(edge: Edge, graph: QueryGraph, words: Words) -> bool:
    """Whether a verb that a number stands for only leads to another relation: "which model helps people with X"."""
    if words.properties[edge.p].kind != "number" or edge.negated or graph.order is not None:
        return False
    end = graph.nodes[edge.o]
    free = not end.asked and end.constant is None and not any(n == edge.o for n, _ in graph.filters)
    others = [e for e in graph.edges if e is not edge and e.s == edge.s and graph.nodes[e.o].entities]
    return free and bool(others) and not graph.nodes[edge.s].entities


def _in_series(graph: QueryGraph, words: Words, measure: str, *, listed: bool) -> bool:
    """Whether first and last are told by the statements' own times or values: one relation of a known thing."""
    if len(graph.edges) != 1:
        return False
    prop = words.properties[graph.edges[0].p]
    if measure == "duration":
        return prop.kind == "duration"
    return (measure == "date" and listed) or prop.kind != "thing" or prop.cardinality is not None


def _only_kinds(reading: Interpretation) -> bool:
    """Whether a yes/no question speaks of one thing and one class and of nothing else: "is X a model"."""
    kinds = [s.sense.kind for s in reading.cover]
    between = {t.lower for t in reading.frame.tokens}
    exists = "there" in between
    return sorted(kinds) == ["class", "entity"] and bool(between & {"a", "an"}) and not reading.left and not exists


def _asks(edge: Edge, graph: QueryGraph) -> bool:
    """Whether a relation leads to what is asked by itself."""
    ends = [graph.nodes[edge.s], graph.nodes[edge.o]]
    return any(n.asked for n in ends) and not any(
        n.asked and any(o is not edge and n.id in (o.s, o.o) for o in graph.edges) for n in ends
    )


def _told_fully(outcome: Outcome, reading: Interpretation, edge: Edge, desk: Desk) -> Outcome:
    """The outcome in the past tense where a past post is asked for, and with what disputes a superlative."""
    if outcome.status == "unanswered":
        return outcome
    if reading.frame.asks == "who" and not any(_acts(i.iri, desk.words) for i in outcome.items):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    one_at_a_time = desk.words.properties[edge.p].cardinality == "OneAtATime"
    ends = [str(b.high) if b.op == "between" else b.low for b in reading.graph.during if b.op in ("=", "between")]
    before = reading.graph.beside is not None and reading.graph.beside[0] == "before"
    if one_at_a_time and (before or any(end < desk.day[: len(end)] for end in ends)):
        outcome.text = re.sub(r"\bis\b", "was", outcome.text)
    against = sorted({iri for f in outcome.facts for iri in f.conflicts_with} - {f.iri for f in outcome.facts})
    if reading.frame.superlative is not None and against and outcome.status == "answered":
        sides = [f for f in read_facts(desk.reader, against) if f.rank != "deprecated"]
        if sides:
            outcome.text += " " + conflict_sentence([*outcome.facts, *sides], desk.words)
    return outcome


def _is_range(item: AnswerItem) -> bool:
    """Whether a value is written as a range, and so as text, though its ends are numbers or days."""
    return any(name in ("lower", "upper") for name, _ in item.qualifiers)


def _of_right_kind(outcome: Outcome, reading: Interpretation) -> Outcome:
    """A count must be a number and a "when" a date: anything else is known, and not the answer."""
    if reading.frame.asks == "amount" and outcome.items and outcome.status != "unanswered":
        counts = all((i.datatype or "").endswith("integer") for i in outcome.items)
        lower = [t.lower for t in reading.frame.tokens]
        if counts and (set(lower) & word_set("money", "words") or lower[:2] == ["how", "much"]):
            return Outcome("unanswered", "This was not understood.", reason="not-understood")
    wanted = {"count": "number", "amount": "number", "when": "date", "duration": "duration"}.get(reading.frame.asks)
    if reading.frame.asks in ("keywords", "which", "list") and reading.frame.tokens[-1].lower in (
        "date",
        "dates",
        "day",
    ):
        wanted = "date"
    if (
        wanted is None
        or outcome.status == "unanswered"
        or (
            all(value_kind([i.datatype]) == wanted or _is_range(i) for i in outcome.items if i.datatype)
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


def _side_by_side(reading: Interpretation, desk: Desk) -> Outcome | None:
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
