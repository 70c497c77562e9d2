"""Yes and no: true and false only on evidence; silence is neither."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from kg.ask.answering.amiss import amounts_against
from kg.ask.answering.choose import Choice, choose, is_over, value_of
from kg.ask.answering.exact import outside_names
from kg.ask.answering.kinds import answer_kind
from kg.ask.answering.nature import nature_of
from kg.ask.answering.overtaken import given_up, withdrawn
from kg.ask.answering.planned import has_lapsed
from kg.ask.answering.restricted import binds_nobody
from kg.ask.answering.select import facts_behind
from kg.ask.answering.sentences import conflict_sentence, full_sentence, sentence
from kg.ask.answering.sitting import has_it_now, has_left, taken_over
from kg.ask.answering.wider import narrower_relation
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of, verdict
from kg.ask.graphs.graphs import Edge, QueryGraph, QueryNode
from kg.ask.graphs.sparql import Writer, with_prefixes
from kg.ask.readings.misread import asks_for_duty, asks_for_none
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import tables
from kg.ask.words.words import Words
from kg.read.facts import Fact

_IS_A_FACT = re.compile(r"^(?:is|was|are|were)\b.+\b(?:an? (?:\w+ )?fact|facts|certain|confirmed)[\s?.!]*$", re.I)


def answer_truth(reading: Interpretation, desk: Desk) -> Outcome:
    """Answers a yes/no question about one relation, or about what kind of thing something is."""
    graph = reading.graph
    if not graph.edges:
        return answer_kind(reading, desk)
    said = {t.lower for i, t in enumerate(reading.frame.tokens) if i not in reading.frame.focus}
    if {"right", "correct", "accurate", "wrong", "true", "false"} & said:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if said & {"all", "every", "each"} and not any(n.entities and "/id/" in n.entities[0] for n in graph.nodes):
        return Outcome("unanswered", "The sources do not say that of all of them.", reason="no-data")
    somebody = {"any", "some", "there", "ever", "anyone", "anybody", "one"} & said
    told = somebody or any(n.entities and "/id/" in n.entities[0] for n in graph.nodes)
    if not told or asks_for_duty(reading):
        # What holds of one of many is no answer to whether it holds of them all: "does a model have to save money".
        return Outcome("unanswered", "The sources do not say that of all of them.", reason="no-data")
    if any(_invented(n, graph) for n in graph.nodes):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    if len(graph.edges) > 1 and not _one_fact(graph):
        rest = _less_what_holds(reading, desk) if (joined := _joined(reading, desk)).status == "unanswered" else None
        return answer_truth(rest, desk) if rest is not None else joined
    edge = next((e for e in graph.edges if e.said), graph.edges[0])
    # "Did it save the program money": that it is in the program, which no word says, is no yes.
    spoken = [e for e in graph.edges if e.said] or graph.edges
    bound = [e for e in spoken if graph.nodes[e.s].entities]
    edge = next(
        (e for e in bound if graph.nodes[e.o].entities or graph.nodes[e.o].constant),
        edge if graph.nodes[edge.s].entities or graph.nodes[edge.o].entities else bound[0] if bound else edge,
    )
    edge = next((e for e in graph.edges if any(n == e.o for n, _ in graph.filters)), edge)
    subject, target = graph.nodes[edge.s], graph.nodes[edge.o]
    if asks_for_none(reading, edge, desk.words):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    found = find_statements(
        desk.reader, desk.words, subject.entities, (edge.p,), () if subject.entities else target.entities
    )
    if not subject.entities and subject.named and subject.classes:
        found = [f for f in found if _is_of_class(f, subject, desk.words)]
    narrower = (
        narrower_relation(desk.reader, desk.words, subject.entities, edge.p) if not found and subject.entities else None
    )
    if narrower is not None:
        edge, found = replace(edge, p=narrower[0]), narrower[1]
    choice = choose(found, reading.frame, graph, desk.words, desk.day, desk.as_of)
    asked_not = bool(edge.negated or (reading.frame.negated and not edge.negated))
    yes = [f for f in choice.chosen if _matches(f, target, subject, reading, edge)]
    no = [f for f in choice.denied if _matches(f, target, subject, reading, edge)]
    query = with_prefixes(Writer(graph, desk.words).select(), desk.words)
    if reading.frame.modality == "plan" and reading.frame.past and desk.words.properties[edge.p].kind == "date":
        # A plan that was made is true to have been made, whatever came after it.
        made = [f for f in found if f.fact.modality == "plan" and not f.fact.negated and f.fact.rank != "deprecated"]
        meant = [f.fact for f in made if _matches(f, target, subject, reading, edge)]
        if meant and graph.filters and not asked_not:
            return _reply(True, meant, desk.words, query)
    if not target.constant and not any(n == edge.o for n, _ in graph.filters):
        signed = _by_sign(yes, reading)
        if signed is None:
            return _silent(choice, desk)
        yes, no = signed[0], [*no, *signed[1]]
    dated = desk.words.properties[edge.p].kind == "date"
    open_day = not graph.filters and reading.frame.tokens[0].lower in ("is", "are")
    gone = withdrawn(yes, desk.words, desk.reader) if dated and (_happened(reading) or open_day) else {}
    if yes and all(f.fact.modality == "plan" and str(f.fact.subject.iri) in gone for f in yes):
        return _reply(asked_not, [gone[str(yes[0].fact.subject.iri)].fact, *(f.fact for f in yes)], desk.words, query)
    if yes and not no and not target.asked and not graph.during and not reading.frame.past and not desk.as_of:
        now = [n.fact for f in yes if (n := has_it_now(f, desk.reader, desk.words)) is not None]
        left = [f.fact for f in has_left(yes, found, desk.day)]
        if left or len(now) == len(yes):
            return _reply(asked_not, left or [now[0], yes[0].fact], desk.words, query)
    plans = {f.fact.modality for f in yes}
    if yes and no:
        facts = [f.fact for f in (*yes, *no)]
        return Outcome(
            "conflicting",
            conflict_sentence(facts, desk.words),
            [verdict(not asked_not, [f.fact for f in yes]), verdict(asked_not, [f.fact for f in no])],
            query,
            facts=facts,
        )
    ahead = bool(yes) and all(f.fact.object.datatype and f.fact.object.value > desk.day for f in yes)
    lapsed = dated and has_lapsed(yes, reading.frame, desk.day)
    if dated and (len(subject.entities) > 1 or open_day):  # "are A and B in force": not by a plan, past or to come
        each = [has_lapsed([f], reading.frame, desk.day) or f.fact.object.value > desk.day for f in yes]
        lapsed = lapsed or (all(each) and not reading.frame.modality and plans <= {"plan"})
    if yes and (lapsed or (_happened(reading) and (plans <= {"plan", "projection"} or (dated and ahead)))):
        # Of a day that was put off, the last one planned is told.
        plan = max(yes, key=lambda f: str(f.fact.object.value)) if dated else yes[0]
        return _untold("the sources do not say that it happened; " + _lower(full_sentence(plan.fact, desk.words)), yes)
    if yes and not reading.frame.past and (after := taken_over(yes, desk.reader, desk.words)):
        since = " ".join(full_sentence(f, desk.words, over=f is yes[0].fact) for f in (yes[0].fact, after.fact))
        return _untold(f"the sources do not say whether that is so still; they tell: {since}", [*yes, after])
    if (
        yes
        and plans <= {"opinion", "projection"}
        and not reading.frame.modality
        and desk.words.properties[edge.p].kind == "thing"
    ):
        return _untold(f"the sources only judge or forecast it: {full_sentence(yes[0].fact, desk.words)}", yes)
    if yes and reading.frame.modality and _IS_A_FACT.search(reading.frame.text):
        return nature_of("is that a fact", [f.fact for f in yes])
    if yes:
        against = (
            []
            if reading.frame.past and desk.words.properties[edge.p].cardinality == "OneAtATime"
            else [f for f in choice.chosen if f not in yes and set(f.fact.conflicts_with) & {y.fact.iri for y in yes}]
        )
        if against:
            facts = [f.fact for f in (*yes, *against)]
            return Outcome(
                "conflicting",
                conflict_sentence(facts, desk.words),
                [verdict(not asked_not, [f.fact for f in yes]), verdict(asked_not, [f.fact for f in against])],
                query,
                facts=facts,
            )
        return _reply(not asked_not, [f.fact for f in yes], desk.words, query)
    if no:
        return _reply(asked_not, [f.fact for f in no], desk.words, query)
    chain = _chain(edge, desk, subject, target) if edge.p == desk.words.core + "partOf" else []
    if chain:
        return _reply(not asked_not, chain, desk.words, query)
    running = _running(subject, desk) if not found and _starts(edge, target, desk) and not graph.filters else None
    if running is not None:
        return _reply(not asked_not, [running], desk.words, query)
    unborn = given_up(subject.entities, desk.words, desk.reader) if not found and _starts(edge, target, desk) else None
    if unborn is not None:
        return _reply(asked_not, [unborn.fact], desk.words, query)
    against = _excluding(choice, found, (subject, target), edge, reading, desk)
    against = against or amounts_against(found, choice.chosen, edge, reading)
    if against:
        return _reply(asked_not, [f.fact for f in against], desk.words, query)
    return _silent(choice, desk)


def _untold(text: str, known: list[Found]) -> Outcome:
    """No yes and no no, but what is known instead."""
    facts = [f.fact for f in known]
    return Outcome("unanswered", sentence(text), reason="no-data", known=[item_of([f]) for f in facts], facts=facts)


def _is_of_class(found: Found, node: QueryNode, words: Words) -> bool:
    """Whether the thing that a statement speaks of is of the class that the question names."""
    thing = found.fact.object if found.turned else found.fact.subject
    known = words.entities.get(str(thing.iri))
    return known is None or any(words.is_a(t, c) for t in known.types for c in node.classes)


def _starts(edge: Edge, target: QueryNode, desk: Desk) -> bool:
    """Whether it is asked that something began at all."""
    return edge.p == desk.words.core + "startedOn" and not target.constant


def _invented(node: QueryNode, graph: QueryGraph) -> bool:
    """Whether a thing stands between others only by guess: "is the agency mandatory", of some test of the agency."""
    mine = [e for e in graph.edges if node.id in (e.s, e.o)]
    open_thing = node.kind == "thing" and not node.entities and not node.named and not node.wild
    return open_thing and len(mine) > 1 and not any(e.said for e in mine)


def _running(subject: QueryNode, desk: Desk) -> Fact | None:
    """The statement that something runs, which only what has begun does."""
    core = desk.words.core
    said = find_statements(desk.reader, desk.words, subject.entities, (core + "status",)) if subject.entities else []
    good = [f for f in said if not f.fact.negated and f.fact.rank != "deprecated"]
    active = [f.fact for f in good if f.fact.object.iri == core + "Active" and f.fact.modality == "fact"]
    return active[0] if active and not any(f.fact.object.iri == core + "Withdrawn" for f in good) else None


def _by_sign(found: list[Found], reading: Interpretation) -> tuple[list[Found], list[Found]] | None:
    """Amounts that say yes and no to "did it save" or "did it lose"; `None` where the words ask for neither.

    An amount below zero is the opposite of what its property names: a saving of -5 is a loss.
    """
    amounts = [f for f in found if f.fact.object.datatype and not f.turned]
    below = [f for f in amounts if str(f.fact.object.value).startswith("-")]
    stems = {form for token in outside_names(reading) for form in (token.lower, token.stem)}
    gains, losses = (bool(stems & set(tables()["signs"][name])) for name in ("positive", "negative"))
    if losses and not gains and amounts:
        return [f for f in found if f in below or f not in amounts], [f for f in amounts if f not in below]
    if not below:
        return found, []
    return ([f for f in found if f not in below], below) if gains and not losses else None


def _chain(edge: Edge, desk: Desk, subject: QueryNode, target: QueryNode) -> list[Fact]:
    """The steps from a part to its whole by way of other wholes: a part of a part is a part."""
    ways: list[list[Fact]] = [[]]
    ends = [list(subject.entities)]
    for _ in range(4):
        if not ends[-1] or not target.entities:
            return []
        steps = [f for f in find_statements(desk.reader, desk.words, ends[-1], (edge.p,)) if f.direct and not f.turned]
        ways = [[*way, f.fact] for f in steps for way in ways if not way or way[-1].object.iri == f.fact.subject.iri]
        done = next((way for way in ways if way and way[-1].object.iri in target.entities), None)
        if done is not None:
            return done
        ends.append([str(f.fact.object.iri) for f in steps if f.fact.object.iri])
    return []


def false_premise(reading: Interpretation, desk: Desk) -> Outcome | None:
    """What a question takes for granted and the sources exclude or deny: "why is it mandatory", of one that is not."""
    words = desk.words
    nodes = [n for n in reading.graph.nodes if n.entities]
    things = [n.entities[0] for n in nodes if "/id/" in n.entities[0]]
    values = [n.entities[0] for n in nodes if "/id/" not in n.entities[0]]
    if reading.frame.negated or not things or not values:
        return None
    props = [
        p.iri
        for p in words.properties.values()
        if words.fits(words.entities[values[0]].types, p.ranges) and p.kind == "thing"
    ]
    found = [f for f in find_statements(desk.reader, words, things[:1], props) if f.fact.rank != "deprecated"]
    excluded = words.excludes.get(values[0], set())
    if any(f.fact.object.iri == values[0] and not f.fact.negated for f in found):
        return None
    against = [
        f
        for f in found
        if (f.fact.object.iri in excluded and not f.fact.negated and f.direct)
        or (f.fact.object.iri == values[0] and f.fact.negated)
    ]
    if not against:
        return None
    facts = [f.fact for f in against]
    text = sentence(
        f"the sources do not bear out what the question takes for granted: {_lower(full_sentence(facts[0], words))}"
    )
    return Outcome("unanswered", text, reason="false-premise", known=[item_of([f]) for f in facts], facts=facts)


def _one_fact(graph: QueryGraph) -> bool:
    """Whether all relations but one only carry a verb: their other end is open and spoken of nowhere else."""
    used = [i for e in graph.edges for i in (e.s, e.o)]
    bound = {n.id for n in graph.nodes if n.entities or n.constant or n.named}
    return sum(all(i in bound or used.count(i) > 1 for i in (e.s, e.o)) for e in graph.edges) <= 1 and all(
        not graph.nodes[i].named or graph.nodes[i].entities for i in used
    )


def _less_what_holds(reading: Interpretation, desk: Desk) -> Interpretation | None:
    """ "Is it mandatory for hospitals", of what hospitals take part in: the question without whom it is for.

    None unless all that the question adds to its one relation of a known thing is a kind of participant that the
    sources name.
    """
    graph, core = reading.graph, desk.words.core
    kinds = [e for e in graph.edges if e.p == core + "participantType" and graph.nodes[e.o].entities]
    rest = [e for e in graph.edges if e not in kinds]
    if len(kinds) != 1 or len(rest) != 1 or rest[0].s != kinds[0].s or not graph.nodes[rest[0].s].entities:
        return None
    thing = graph.nodes[rest[0].s].entities
    said = find_statements(desk.reader, desk.words, thing, (kinds[0].p,))
    said = [f for f in said if f.fact.rank != "deprecated"]
    asked = set(graph.nodes[kinds[0].o].entities)
    told = find_statements(desk.reader, desk.words, thing, (rest[0].p,))
    told = [f for f in told if f.fact.rank != "deprecated"]
    if binds_nobody(told, graph.nodes[rest[0].o], desk):
        return replace(reading, graph=replace(graph, edges=rest, nodes=graph.nodes))
    if not any(f.fact.object.iri in asked for f in said) or any(f.fact.negated for f in said):
        return None
    one = len({f.fact.object.iri for f in told}) == 1
    one = one and not any(f.fact.negated or value_of(f.fact, "appliesTo") for f in told)
    if any(f.fact.object.iri not in asked for f in said) and not one:
        # Of several kinds of participants, what is said of the whole holds of each only where one thing is said.
        return None
    left = replace(graph, edges=rest, nodes=graph.nodes)
    return replace(reading, graph=left)


def _joined(reading: Interpretation, desk: Desk) -> Outcome:
    """A yes/no question over several relations: yes where they hold together; silence is not no."""
    graph = reading.graph
    writer = Writer(graph, desk.words)
    rows: list[dict[str, Any]] = list(desk.reader.store.select(f"SELECT * WHERE {{ {writer.pattern()} }} LIMIT 20"))
    behind = facts_behind(rows, graph, writer, desk)
    facts = list({f.iri: f for row in rows for f in behind(row)}.values())
    if not rows or not facts or reading.frame.negated:
        return Outcome("unanswered", "The sources do not say.", reason="no-data")
    return _reply(True, facts, desk.words, with_prefixes(writer.select(), desk.words))


def _happened(reading: Interpretation) -> bool:
    """Whether the question asks for what took place ("did it launch"), not for what is scheduled."""
    return reading.frame.tokens[0].lower in ("did", "has", "have", "was", "were", "had") and not reading.frame.modality


def _matches(found: Found, target: QueryNode, subject: QueryNode, reading: Interpretation, edge: Edge) -> bool:
    fact = found.fact
    end, near = (fact.subject, fact.object) if found.turned else (fact.object, fact.subject)
    if target.entities and end.iri not in target.entities:
        return False
    if target.constant and target.constant[0] != end.value:
        return False
    if subject.entities and near.iri not in subject.entities:
        return False
    return all(b.holds(end.value) for n, b in reading.graph.filters if n == edge.o)


def _excluding(
    choice: Choice,
    found: list[Found],
    ends: tuple[QueryNode, QueryNode],
    edge: Edge,
    reading: Interpretation,
    desk: Desk,
) -> list[Found]:
    """Statements that rule it out: an excluding value, an ended role, another value where one can be true."""
    words = desk.words
    subject, target = ends
    mine = [f for f in choice.chosen if f.fact.modality in ("fact", "rule", "plan")]
    if target.entities:
        excluded = {x for e in target.entities for x in words.excludes.get(e, ())}
        by_value = [f for f in mine if f.fact.object.iri in excluded]
        if by_value:
            return by_value
        ended = [
            f
            for f in found
            if not f.fact.negated and f.fact.object.iri in target.entities and is_over(f, words, desk.day)
        ]
        # "Is she still director", of no body: not where every post that she is said to have had is over.
        held = ended == found and not subject.named and not reading.frame.past
        if ended and (subject.entities or held):
            ended.sort(key=lambda f: not value_of(f.fact, "validUntil"))  # what tells when goes first
            return [f for f in mine if f.direct and f not in ended][:1] + ended
    if (cardinality := words.properties[edge.p].cardinality) == "OneAtATime" and reading.frame.past:
        return []
    if cardinality in ("Once", "OneAtATime") and mine and (target.entities or _tests_value(choice)):
        return [f for f in mine if f.direct] or []
    return []


def _tests_value(choice: Choice) -> bool:
    """Whether the relation's objects are values, which one other value rules out."""
    return any(f.fact.object.datatype for f in choice.chosen)


def _reply(value: bool, facts: list[Fact], words: Words, query: str) -> Outcome:
    first = facts[0]
    if first.qualifier("attributedTo") is not None:  # what is also told on nobody's word needs no speaker
        alike = [f for f in facts if (f.property.iri, f.object.iri) == (first.property.iri, first.object.iri)]
        plain = [f for f in alike if f.subject.iri == first.subject.iri and f.qualifier("attributedTo") is None]
        first = plain[0] if first.object.iri and plain else first
    text = f"{'Yes' if value else 'No'}: {_lower(full_sentence(first, words))}"
    return Outcome("answered", text, [verdict(value, facts)], query, facts=facts)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() and text.startswith(("The ", "A ", "An ")) else text


def _silent(choice: Choice, desk: Desk) -> Outcome:
    instead = [*choice.chosen, *choice.former, *choice.aside]
    text = "the sources do not say"
    if instead:
        text += f"; what they do say: {full_sentence(instead[0].fact, desk.words)}"
    return Outcome(
        "unanswered",
        sentence(text),
        reason="no-data",
        known=[item_of([f.fact]) for f in instead[:5]],
        facts=[f.fact for f in instead],
    )
