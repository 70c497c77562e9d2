"""Whether a reading is sure enough for the sources to be called silent, and whether an answer only repeats the asker.

That the sources do not say something is a claim about all of them. It is made only of a whole reading: one in which
every relation is said by a word of the question, and nothing stands between two things by guess.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of, testers
from kg.ask.evidence.quoted import sentence_of
from kg.ask.graphs.graphs import Edge, QueryGraph, QueryNode
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.words.english import Token, related_to, silent_stems, stems, tokenize, word_set

YEAR = re.compile(r"(?:19|20|21)\d\d")
_ASKED = ("count", "amount", "when", "duration", "where", "who")


def honest(reading: Interpretation, outcome: Outcome, desk: Desk) -> Outcome:
    """An outcome that claims no more than its reading bears.

    In: the reading, what it came to. Out: the same outcome, "not understood" in place of a silence that a doubtful
    reading claims, or what is known in place of an answer that only names the kind of thing that was asked for.
    """
    if outcome.status == "answered":
        narrowed = _only_named(reading, outcome, desk) or _only_the_kind(reading, outcome, desk)
        return narrowed or _only_some(reading, outcome) or outcome
    silent = outcome.status == "unanswered" and outcome.reason == "no-data" and not outcome.settled
    if silent and is_doubtful(reading, desk):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    return outcome


def is_doubtful(reading: Interpretation, desk: Desk) -> bool:
    """Whether a reading leaves a word out, or rests on a guess, so that nothing said to it is no silence."""
    graph, frame = reading.graph, reading.frame
    # A word for a value ("mandatory", "certified") says by itself by which relation something has it.
    guessed = [e for e in graph.edges if not e.said and not _is_value(graph.nodes[e.o])]
    guessed = [e for e in guessed if not _only_counts(e, graph, desk)]
    timed = bool(graph.during or graph.filters)
    if any(s.guessed for s in reading.cover):
        return True
    if frame.asks == "keywords" and (timed or any(b.kind == "date" for b in frame.bounds)):
        return True
    if (guessed and len(graph.edges) > 1) or (timed and any(not e.said for e in graph.edges)):
        return True
    if frame.asks == "when" and len(graph.edges) > 1 and any(not e.said for e in graph.edges):
        return True
    if any(_invented(n, graph) for n in graph.nodes):
        return True
    if _of_a_speaker(graph, desk):
        return True
    tied = {i for e in guessed for i in (e.s, e.o)}
    return frame.asks in _ASKED and bool(guessed) and not any(n.asked for n in graph.nodes if n.id in tied)


def _only_counts(edge: Edge, graph: QueryGraph, desk: Desk) -> bool:
    """Whether a kind of participant only says what a number counts: "how many hospitals signed up for it"."""
    if edge.p != desk.words.core + "participantType" or not graph.nodes[edge.o].entities:
        return False
    return any(
        e.said and e.s == edge.s and graph.nodes[e.o].asked and desk.words.properties[e.p].kind == "number"
        for e in graph.edges
    )


def _invented(node: QueryNode, graph: QueryGraph) -> bool:
    """Whether a thing that the question does not speak of stands between others."""
    mine = [e for e in graph.edges if node.id in (e.s, e.o)]
    bare = node.kind == "thing" and not (node.entities or node.named or node.asked or node.wild)
    return bare and len(mine) > 1


def _is_value(node: QueryNode) -> bool:
    return bool(node.entities) and "/id/" not in node.entities[0]


def _of_a_speaker(graph: QueryGraph, desk: Desk) -> bool:
    """Whether a number is asked of somebody by whose word the graph has numbers: it may be his word that is meant."""
    if graph.speakers:
        return False
    return any(
        desk.words.properties[e.p].kind == "number" and set(graph.nodes[e.s].entities) & desk.speakers
        for e in graph.edges
    )


def _only_named(reading: Interpretation, outcome: Outcome, desk: Desk) -> Outcome | None:
    """ "How many people work there": those whom the sources happen to name are no count of all who do.

    Nor are those tests of a body whose tester a source happens to name, where there are others.
    """
    told = {str(f.property.iri) for f in outcome.facts}
    if reading.frame.asks != "count" or len(told) != 1 or not (_of_people(told, desk) or _tests_untold(told, desk)):
        return None
    if any(_invented(n, reading.graph) for n in reading.graph.nodes):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    names = listed(dict.fromkeys(f.subject.label for f in outcome.facts))
    return Outcome(
        "unanswered",
        sentence(f"the sources do not say how many; they name {names}"),
        reason="no-data",
        known=[item_of([f], subject=True) for f in outcome.facts[:5]],
        facts=outcome.facts,
        settled=True,
    )


def _of_people(told: set[str], desk: Desk) -> bool:
    return told == {desk.words.core + "affiliation"}


def _tests_untold(told: set[str], desk: Desk) -> bool:
    """Whether it is told who tests some things, and of others not."""
    words = desk.words
    if not any(words.label(p) in word_set("told", "forecasts", "makers") for p in told):
        return False
    known = testers(desk.reader, words)
    kinds = {t for thing in known if thing in words.entities for t in words.entities[thing].types}
    return any(e.degree and e.iri not in known and set(e.types) & kinds for e in words.entities.values())


def _only_the_kind(reading: Interpretation, outcome: Outcome, desk: Desk) -> Outcome | None:
    """ "Which hospitals take part": that hospitals do names none of them."""
    frame = reading.frame
    if frame.asks != "which" or not outcome.items or not outcome.facts:
        return None
    core = desk.words.core
    if any(f.property.iri != core + "participantType" for f in outcome.facts):
        return None
    at = len(frame.focus)
    said = {t.stem for t in frame.tokens[at : at + 1]}
    if not all(stems(i.label) and set(stems(i.label)) <= said for i in outcome.items):
        return None
    return _not_which("which", outcome, desk)


def _only_some(reading: Interpretation, outcome: Outcome) -> Outcome | None:
    """ "Which states are in it", where the proof counts more of them than it names: "33 states and one territory"."""
    frame, at = reading.frame, len(reading.frame.focus)
    if frame.asks not in ("which", "where") or not outcome.items or not outcome.facts or at >= len(frame.tokens):
        return None
    if frame.tokens[at].stem in silent_stems():  # "what is the purpose of it": no noun is asked for
        return None
    if any(at in s.at for s in reading.cover if s.sense.kind == "entity" and "/id/" in s.sense.iri):
        return None  # "what was Mothers First's start date": a name is no noun for several
    nouns = related_to(frame.tokens[at].lower)
    counted = [n for f in outcome.facts for q in f.quotes for n in _counts_of(nouns, sentence_of(q))]
    if not counted or len(outcome.items) >= min(counted):
        return None
    named = listed(dict.fromkeys(item.label for item in outcome.items))
    return Outcome(
        "unanswered",
        sentence(f"the sources count {min(counted)} and name only some: {named}"),
        reason="no-data",
        known=outcome.items,
        facts=outcome.facts,
    )


def _counts_of(nouns: frozenset[str], text: str) -> list[int]:
    """The numbers that stand before any of some nouns in a sentence, and are no years."""
    tokens = tokenize(text)
    said = [a.text.replace(",", "") for a, b in pairwise(tokens) if b.stem in nouns]
    return [int(one) for one in said if one.isdigit() and not YEAR.fullmatch(one)]


def _not_which(asked: str, outcome: Outcome, desk: Desk) -> Outcome:
    """A refusal to tell which one is meant, with what the sources do say."""
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in outcome.facts[:2]))
    return Outcome(
        "unanswered",
        sentence(f"the sources do not say {asked}; they say: {told}"),
        reason="no-data",
        known=[item_of([f]) for f in outcome.facts[:3]],
        facts=outcome.facts,
    )


def of_the_law(reading: Interpretation, outcome: Outcome, desk: Desk) -> Outcome:
    """ "Which document ended it": an answer that is no document is none, and the sources name none.

    In: the reading and what it came to. Out: the same outcome, or the refusal with what they do say.
    """
    words, frame = desk.words, reading.frame
    asked = _law_asked(reading)
    if frame.asks != "which" or asked is None or outcome.status == "unanswered" or not outcome.items:
        return outcome
    after = frame.tokens.index(asked) + 1
    verbs = [s for s in reading.cover if s.first == after and s.sense.kind == "entity" and "/id/" not in s.sense.iri]
    if verbs and len(reading.graph.edges) > 1:
        # "Which law ended it", of what a law authorizes and what is ended: that the one did the other is a guess.
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    fit = tuple(words.core + kind for kind in ("LegalProvision", "Document"))
    known = [words.entities.get(str(i.iri)) for i in outcome.items]
    if any(e is None or any(words.is_a(t, k) for t in e.types for k in fit) for e in known):
        return outcome
    return _not_which(f"which {asked.text}", outcome, desk)


def _law_asked(reading: Interpretation) -> Token | None:
    """The noun of what is asked for, where it names something of the law: "which federal register document"."""
    for token in reading.frame.tokens[len(reading.frame.focus) :]:
        if token.lower.rstrip("s") in word_set("provisions", "nouns"):
            return token
        if token.stem in silent_stems() or token.lower.endswith("s"):
            return None
    return None


def never_held(found: Understanding, desk: Desk) -> Outcome | None:
    """ "When did A leave as head of B", where the sources name others as head of B, and A only as something else."""
    words, frame = desk.words, found.frame
    if frame.asks not in ("when", "duration") or not found.readings:
        return None
    for edge in found.readings[0].graph.edges:
        prop, nodes = words.properties[edge.p], found.readings[0].graph.nodes
        body, person = nodes[edge.s].entities, nodes[edge.o].entities
        if prop.cardinality != "OneAtATime" or prop.kind != "thing" or not edge.said or not body or not person:
            continue
        if not any(words.is_a(t, words.core + "Person") for t in words.entities[person[0]].types):
            continue
        holders = find_statements(desk.reader, words, body, (edge.p,))
        other = [f.fact for f in find_statements(desk.reader, words, (), (), person) if not f.fact.negated]
        other = [f for f in other if words.properties[str(f.property.iri)].cardinality == "OneAtATime"]
        if not holders or not other or any(person[0] in (f.fact.object.iri, f.fact.subject.iri) for f in holders):
            continue
        names = listed(list(dict.fromkeys(f.fact.object.label for f in holders))[:5])
        told = full_sentence(other[0], words)
        return Outcome(
            "unanswered",
            sentence(
                f"the sources do not bear out what the question takes for granted: as {prop.label} they name {names}; "
                f"of {words.label(person[0])} they say: {told}"
            ),
            reason="false-premise",
            known=[item_of([f]) for f in other[:3]],
            facts=other,
        )
    return None
