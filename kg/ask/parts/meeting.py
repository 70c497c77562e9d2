"""What meets several conditions at once: each is looked up by itself, among statements, and what meets all is left.

A join of bare triples misses what stands in statements only: what somebody said, what is planned, what is of one year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.ask.answering.outcomes import outcome_of
from kg.ask.answering.own import answer_lookup
from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements
from kg.ask.graphs.graphs import Edge
from kg.ask.graphs.sparql import with_prefixes
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.spans.gains import answer_gains
from kg.ask.words.words import RDF
from kg.read.facts import Fact

MOST_TOLD = 3
"""Of how many things the proofs are told in the text; of more only the names."""
_LISTS = ("which", "list", "keywords", "count", "who")


@dataclass(slots=True)
class Meeting:
    """Some things, each with what proves it; and those of which it is `untold` whether they belong to them."""

    proofs: dict[str, list[Fact]]
    items: dict[str, AnswerItem]
    untold: list[str] = field(default_factory=list)

    def and_of(self, other: Meeting) -> Meeting:
        """What is in both, with the proofs of both."""
        both = [thing for thing in self.items if thing in other.items]
        proofs = {t: list({f.iri: f for f in (*self.proofs[t], *other.proofs[t])}.values()) for t in both}
        items = {
            t: replace(
                self.items[t],
                statements=tuple(dict.fromkeys((*self.items[t].statements, *other.items[t].statements))),
                citations=tuple(dict.fromkeys((*self.items[t].citations, *other.items[t].citations))),
            )
            for t in both
        }
        return Meeting(proofs, items)

    def or_of(self, other: Meeting) -> Meeting:
        """What is in either."""
        return Meeting({**other.proofs, **self.proofs}, {**other.items, **self.items})

    def without(self, other: Meeting) -> Meeting:
        """What is not in the other."""
        left = [thing for thing in self.items if thing not in other.items]
        return Meeting({t: self.proofs[t] for t in left}, {t: self.items[t] for t in left})


def meeting_of(outcome: Outcome) -> Meeting | None:
    """The things of a list, each with its proofs; None where it is no whole list of things."""
    if outcome.status != "answered" or outcome.truncated or not outcome.items:
        return None
    if not all(item.iri for item in outcome.items):
        return None
    facts = {f.iri: f for f in outcome.facts}
    proofs = {str(i.iri): [facts[s] for s in i.statements if s in facts] for i in outcome.items}
    return Meeting(proofs, {str(i.iri): i for i in outcome.items})


def told_of(met: Meeting, desk: Desk, *, count: bool, untold: Sequence[str] = ()) -> Outcome:
    """The list, or the number, of what meets all conditions; unsettled where of others it is `untold` whether they do.

    An unsettled list may lack some: it is an answer only where something else bears it out.
    """
    facts = [f for proof in met.proofs.values() for f in proof]
    names = listed(sorted(item.label for item in met.items.values()))
    settled = not untold
    if not met.items:
        return Outcome(
            "unanswered", "The sources tell of none that all of this is said of.", reason="no-data", settled=True
        )
    if count:
        number = str(len(met.items))
        proofs = tuple(dict.fromkeys(s for i in met.items.values() for s in i.statements))
        item = AnswerItem(number, number, None, XSD + "integer", (), (), proofs, citations(facts))
        query = _query(met, desk, "(COUNT(DISTINCT ?thing) AS ?number)")
        return Outcome("answered", sentence(f"{number}: {names}"), [item], query, facts=facts, settled=settled)
    text = sentence(names)
    if len(met.items) <= MOST_TOLD:
        told = dict.fromkeys(full_sentence(f, desk.words) for f in facts)
        text = f"{text} {' '.join(told)}"
    query = _query(met, desk, "DISTINCT ?thing")
    return Outcome("answered", text, list(met.items.values()), query, facts=facts, settled=settled)


def _query(met: Meeting, desk: Desk, what: str) -> str:
    """What is found, as a query of the statements that prove it."""
    statements = " ".join(f"<{f.iri}>" for f in {f.iri: f for proof in met.proofs.values() for f in proof}.values())
    body = f"VALUES ?statement {{ {statements} }}\n  ?statement <{RDF}subject> ?thing ."
    return with_prefixes(f"SELECT {what} WHERE {{\n  {body}\n}}", desk.words)


def as_known(unsettled: Outcome) -> Outcome:
    """An unsettled list as what is known, and no answer."""
    text = f"The sources do not tell it of all that may be meant; they tell it of these: {unsettled.text}"
    return Outcome(
        "unanswered", text, reason="no-data", known=unsettled.items[:20], facts=unsettled.facts, settled=True
    )


def met_or_joined(reading: Interpretation, desk: Desk) -> Outcome:
    """What a reading comes to: of several conditions, by each of them, else by the bare triples that join them.

    A list that may lack some is an answer only where the bare triples have one too.
    """
    met = answer_meeting(reading, desk)
    if met is not None and met.settled and (met.status != "unanswered" or reading.graph.order is not None):
        return met
    bound = {i for i, _ in reading.graph.filters}
    figures = any(reading.graph.nodes[e.o].kind == "number" and e.o not in bound for e in reading.graph.edges)
    if met is not None and figures and reading.graph.order is None:
        return as_known(met) if met.status == "answered" else met  # bare triples tell nothing of an open figure
    outcome = outcome_of(reading, desk)
    if met is None or outcome.known:
        return outcome
    if met.status == "answered":
        return met if outcome.status == "answered" else as_known(met)
    return met if outcome.status == "unanswered" else outcome


def answer_meeting(reading: Interpretation, desk: Desk) -> Outcome | None:
    """What a reading of several conditions of one thing comes to; None for a reading of another shape.

    No-data where each condition is met by something and no one thing meets all. Where the largest, first or last of
    them is asked for, that is found among those that meet the other conditions.
    """
    star = _star(reading)
    if star is None:
        return None
    conditions, measured = star
    either = _either(reading, conditions)
    met: Meeting | None = None
    sides: list[tuple[tuple[str, ...], Meeting]] = []
    for edge in conditions:
        alone = _meets(reading, edge, desk)
        if alone is None:
            return None
        sides.append((tuple({edge.p, *relations_of(alone)}), alone))
        met = alone if met is None else met.or_of(alone) if either else met.and_of(alone)
    if met is None or (measured is None and len(conditions) < 2):
        return None
    if measured is None or not met.items:
        untold = [] if either else untold_of(sides, met, desk)
        return told_of(met, desk, count=reading.frame.asks == "count", untold=untold)
    graph = replace(reading.graph, edges=[measured], among=frozenset(met.items))
    return replace(answer_lookup(replace(reading, graph=graph), measured, desk), settled=True)


def relations_of(met: Meeting) -> tuple[str, ...]:
    """The relations by which some things meet a condition."""
    return tuple(sorted({str(f.property.iri) for proof in met.proofs.values() for f in proof}))


def untold_of(sides: list[tuple[tuple[str, ...], Meeting]], met: Meeting, desk: Desk) -> list[str]:
    """Things that meet the condition that fewest meet, and of which no source tells whether they meet another one.

    In: each condition's relations, and what meets it.
    """
    fewest = min((side for _, side in sides), key=lambda side: len(side.items))
    open_ones = [thing for thing in fewest.items if thing not in met.items]
    untold: list[str] = []
    for props, side in sides:
        unmet = tuple(thing for thing in open_ones if thing not in side.items)
        found = find_statements(desk.reader, desk.words, unmet, props) if unmet else []
        told = {str(f.fact.subject.iri) for f in found}
        untold += [thing for thing in unmet if thing not in told]
    return list(dict.fromkeys(untold))


def _either(reading: Interpretation, conditions: list[Edge]) -> bool:
    """Whether one of two conditions is enough: "have ended or were terminated early"."""
    places = sorted(max(e.at, reading.graph.nodes[e.o].at) for e in conditions)
    ors = [i for i, t in enumerate(reading.frame.tokens) if t.lower == "or"]
    return len(places) == 2 and any(places[0] < i < places[1] for i in ors)


def _star(reading: Interpretation) -> tuple[list[Edge], Edge | None] | None:
    """The conditions of the one thing that is asked for, and the relation that its place among them is told by."""
    graph, frame = reading.graph, reading.frame
    asked = {n.id for n in graph.nodes if n.kind == "thing" and n.named and n.classes and not n.entities}
    centre = next((i for i in asked if all(e.s == i for e in graph.edges)), None)
    if centre is None or len(graph.edges) < 2 or frame.asks not in _LISTS or reading.left:
        return None
    if (
        graph.during
        or graph.speakers
        or graph.said
        or graph.sources
        or graph.beside
        or any(e.negated for e in graph.edges)
    ):
        return None
    order = graph.order[0][1] if graph.order is not None else None
    measured = next((e for e in graph.edges if e.o == order), None)
    if (graph.order is not None) != (measured is not None):
        return None
    conditions = [e for e in graph.edges if e is not measured]
    ors = sum(t.lower == "or" for t in frame.tokens)
    if ors > sum(len(n.entities) > 1 for n in graph.nodes) and (
        ors > 1 or len(conditions) != 2 or measured is not None
    ):
        return None
    bound = {i for i, _ in graph.filters}
    ends = [graph.nodes[e.o] for e in conditions]
    # "Mandatory models that had net savings": of a figure that nothing bounds it is asked that there is one.
    told = (n.entities or n.constant is not None or n.id in bound or n.kind == "number" for n in ends)
    met = all(told) and not any(n.asked for n in ends)
    if not met or (measured is not None and measured.o in bound):
        return None
    return conditions, measured


def _meets(reading: Interpretation, edge: Edge, desk: Desk) -> Meeting | None:
    """What meets one condition of a reading: what was stopped before its time is over as well."""
    met = meeting_of(_alone(reading, edge, desk))
    ended, early = desk.words.core + "Ended", desk.words.core + "TerminatedEarly"
    if met is None or reading.graph.nodes[edge.o].entities != (ended,) or early not in desk.words.entities:
        return met
    nodes = [replace(n, entities=(early,)) if n.id == edge.o else n for n in reading.graph.nodes]
    more = meeting_of(_alone(replace(reading, graph=replace(reading.graph, nodes=nodes)), edge, desk))
    return met if more is None else met.or_of(more)


def _alone(reading: Interpretation, edge: Edge, desk: Desk) -> Outcome:
    """What meets one condition of a reading by itself."""
    graph = reading.graph
    used = {edge.s, edge.o}
    nodes = [
        replace(n, asked=n.id == edge.s, classes=set(n.classes))
        if n.id in used
        else replace(n, asked=False, named=False)
        for n in graph.nodes
    ]
    filters = [(i, b) for i, b in graph.filters if i == edge.o]
    taken = tuple(b for _, b in filters)
    # "Which mandatory ones did it propose": what they were to be counts, though the question speaks of the past.
    past = reading.frame.past and not graph.nodes[edge.o].entities
    frame = replace(reading.frame, asks="which", superlative=None, bounds=taken, past=past)
    one = replace(graph, nodes=nodes, edges=[edge], filters=filters, order=None, limit=None, columns=[], cost=0.0)
    alone = Interpretation(frame, one, reading.cover, reading.score)
    gains = answer_gains(Understanding(frame, [alone]), desk)
    return gains if gains is not None else outcome_of(alone, desk)


__all__ = [
    "Meeting",
    "answer_meeting",
    "as_known",
    "meeting_of",
    "met_or_joined",
    "relations_of",
    "told_of",
    "untold_of",
]
