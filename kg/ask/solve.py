"""Solves one part of a question: the likeliest reading that has an outcome, or the choice between two."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.borne import borne_out, is_bearable, not_then
from kg.ask.compose import Setting
from kg.ask.criteria import answer_criterion
from kg.ask.duties import answer_duty
from kg.ask.english import stems
from kg.ask.foreign import answer_foreign
from kg.ask.graphs import Edge, QueryGraph
from kg.ask.moments import answer_moment
from kg.ask.names import answer_name
from kg.ask.own import Desk, Outcome, answer_lookup, lookup_edge
from kg.ask.portrait import answer_portrait, answer_spoken, counted_in_words
from kg.ask.posts import answer_post, answer_term
from kg.ask.provenance import answer_sources
from kg.ask.reading import Interpretation, Understanding
from kg.ask.realised import answer_realised
from kg.ask.refusals import asks_for_source, asks_who_chooses, unsaid
from kg.ask.rewording import in_words
from kg.ask.select import answer_select
from kg.ask.truth import answer_kind, answer_truth, false_premise
from kg.ask.words import Words, value_kind
from kg.ask.years import answer_year


def solve(found: Understanding, setting: Setting, desk: Desk) -> tuple[Interpretation | None, Outcome]:
    """The outcome of the likeliest reading that has one."""
    words = setting.words
    if not words.own:
        return answer_foreign(found, setting, desk)
    if not found.readings:
        return None, Outcome("unanswered", "This was not understood.", reason="not-understood")
    special = (
        answer_name(found, desk)
        or answer_post(found, setting, desk)
        or answer_term(found, setting, desk)
        or answer_criterion(found, desk)
        or answer_sources(found, setting, desk)
        or answer_duty(found, desk)
        or answer_realised(found, setting, desk)
        or answer_year(found, setting, desk)
    )
    if special is not None:
        return found.readings[0], special
    best = found.readings[0]
    if (best.frame.superlative is not None and asks_for_source(best)) or asks_who_chooses(best, words):
        return best, Outcome("unanswered", "This was not understood.", reason="not-understood")
    if found.unknown:
        strange = any(best.frame.tokens[i].text.islower() for i in best.left)
        known = any(s.score > 0.7 for s in best.cover)
        reason = "out-of-scope" if strange and not known else "unknown-entity"
        return best, Outcome("unanswered", f"The sources do not speak of {found.unknown[0]}.", reason=reason)
    if best.left:
        proven = _proven(found, desk)
        if proven is not None:
            return proven
        return best, counted_in_words(best, desk) or unsaid(best, words) or _not_understood(best)
    stated = _stated_number(found, desk)
    if stated is not None:
        return stated
    premise = _premise(found, desk)
    if premise is not None:
        return best, premise
    results: list[tuple[Interpretation, Outcome]] = []
    for reading in found.readings[: 12 if best.frame.asks == "count" else 6]:
        if reading.score < best.score - (1.9 if best.frame.asks == "count" else 0.4):
            break
        if len(reading.left) > len(best.left) or _other_word(reading, best):
            continue
        outcome = _outcome(reading, desk)
        if best.frame.asks == "count" and _of_several(reading, outcome, desk):
            continue
        results.append((reading, outcome))
        if results[-1][1].status != "unanswered" or (results[-1][1].known and best.frame.asks != "count"):
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
    nothing = (best, Outcome("unanswered", "This was not understood.", reason="not-understood"))
    return next((r for r in results if r[1].reason != "not-understood"), results[0] if results else nothing)


def _proven(found: Understanding, desk: Desk) -> tuple[Interpretation, Outcome] | None:
    """The likeliest reading whose answer's own quotes say what the reading leaves unexplained."""
    fewest = len(found.readings[0].left)
    instead = None
    for reading in found.readings[:8]:
        if not is_bearable(reading) or len(reading.left) > fewest:
            continue
        outcome = _outcome(reading, desk)
        told = borne_out(reading, outcome, desk)
        if told is not None:
            return reading, told
        known = not_then(reading, outcome) if instead is None else None
        instead = (reading, known) if known is not None else instead
    return instead


def _other_word(reading: Interpretation, best: Interpretation) -> bool:
    """Whether a reading takes a word for a loose synonym that the best one takes for what it says."""
    sure = {s.at: s for s in best.cover if s.sense.kind == "property" and s.sense.weight >= 0.95}
    return any(
        s.at in sure
        and s.sense.iri != sure[s.at].sense.iri
        and s.sense.kind in ("property", "entity")
        and s.score < 0.9 * sure[s.at].score
        for s in reading.cover
    )


def _premise(found: Understanding, desk: Desk) -> Outcome | None:
    """A false premise in any of the likely readings."""
    if found.frame.asks in ("truth", "cite", "list", "keywords", "which", "count"):
        return None
    best = found.readings[0]
    outcomes = (false_premise(r, desk) for r in found.readings[:4] if not _other_word(r, best))
    return next((o for o in outcomes if o is not None), None)


def _stated_number(found: Understanding, desk: Desk) -> tuple[Interpretation, Outcome] | None:
    """ "How many models has it launched": the number that the sources state goes before one that we count."""
    best = found.readings[0]
    if best.frame.asks != "count":
        return None
    for reading in found.readings:
        graph = reading.graph
        if reading.score < best.score - 1.7:
            break
        if reading.left or len(graph.edges) != 1 or desk.words.properties[graph.edges[0].p].kind != "number":
            continue
        if not graph.nodes[graph.edges[0].o].asked or len([n for n in graph.nodes if n.entities]) > 1:
            continue
        outcome = _outcome(reading, desk)
        if outcome.status != "unanswered" and not _of_several(reading, outcome, desk):
            return reading, outcome
    return None


def _of_several(reading: Interpretation, outcome: Outcome, desk: Desk) -> bool:
    """Whether a count asked of nothing named would be told by the numbers of several things, which count otherwise."""
    graph = reading.graph
    numbers = any(desk.words.properties[e.p].kind == "number" for e in graph.edges)
    named = any(n.entities for n in graph.nodes)
    return numbers and not named and graph.order is None and len({f.subject.iri for f in outcome.facts}) > 1


def _rival(
    good: tuple[Interpretation, Outcome], found: Understanding, desk: Desk
) -> tuple[Interpretation, Outcome] | None:
    """Two readings that are as likely and have different answers: neither is guessed, both are shown."""
    reading, outcome = good
    mine = {i.value for i in outcome.items}
    props = {e.p for e in reading.graph.edges}
    for other in found.readings[:6]:
        if _plainer_label(reading, other, desk.words):
            continue
        if not other.left and _says_how_much(reading, other, desk.words):
            more = _outcome(other, desk)
            if more.status != "unanswered":
                return other, more
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
            if _names_relation(other, reading, desk.words):
                continue
            both = [(in_words(r, found, desk.words), o.sparql or "") for r, o in ((reading, outcome), (other, more))]
            names = " or ".join(f"“{said}”" for said, _ in both)
            return reading, Outcome(
                "unanswered",
                f"This can be read in two ways: {names}. Please say which is meant.",
                reason="not-understood",
                readings=both,
            )
    return None


def _says_how_much(reading: Interpretation, other: Interpretation, words: Words) -> bool:
    """Whether another reading tells the amount of what this one only tells that it is, of the same known things."""
    amounts = all(words.properties[e.p].kind == "number" and other.graph.nodes[e.s].entities for e in other.graph.edges)
    known = all(reading.graph.nodes[e.s].entities for e in reading.graph.edges)
    return bool(other.graph.edges) and amounts and known and _names_relation(reading, other, words)


def _names_relation(reading: Interpretation, other: Interpretation, words: Words) -> bool:
    """Whether a value in one reading has the name of the relation of another: both mean the same, one says how much."""
    names = {tuple(stems(words.label(e.p))) for e in other.graph.edges}
    return any(
        tuple(stems(words.label(v))) in names for n in reading.graph.nodes for v in n.entities if "/id/" not in v
    )


def _plainer_label(reading: Interpretation, other: Interpretation, words: Words) -> bool:
    """Whether another reading's relation is the same with a word more, which the question does not say."""
    mine = {s for e in reading.graph.edges for s in stems(words.label(e.p))}
    theirs = {s for e in other.graph.edges for s in stems(words.label(e.p))}
    return mine < theirs


def _not_understood(reading: Interpretation) -> Outcome:
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


def _outcome(reading: Interpretation, desk: Desk) -> Outcome:
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
        and not _in_series(
            graph, desk.words, dated=frame.superlative[1] == "date" and frame.asks in ("which", "who", "list")
        )
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
        if graph.order is None and any(e.said or graph.nodes[e.s].entities or graph.nodes[e.o].entities for e in kept):
            graph.edges = kept


def _in_series(graph: QueryGraph, words: Words, *, dated: bool = False) -> bool:
    """Whether first and last are told by the statements' own times or values: one relation of a known thing."""
    return len(graph.edges) == 1 and (
        dated
        or words.properties[graph.edges[0].p].kind != "thing"
        or words.properties[graph.edges[0].p].cardinality is not None
    )


def _only_kinds(reading: Interpretation) -> bool:
    """Whether a yes/no question speaks of one thing and one class and of nothing else: "is X a model"."""
    kinds = [s.sense.kind for s in reading.cover]
    between = {t.lower for t in reading.frame.tokens}
    return sorted(kinds) == ["class", "entity"] and bool(between & {"a", "an"}) and not reading.left


def _asks(edge: Edge, graph: QueryGraph) -> bool:
    """Whether a relation leads to what is asked by itself."""
    ends = [graph.nodes[edge.s], graph.nodes[edge.o]]
    return any(n.asked for n in ends) and not any(
        n.asked and any(o is not edge and n.id in (o.s, o.o) for o in graph.edges) for n in ends
    )


def _of_right_kind(outcome: Outcome, reading: Interpretation) -> Outcome:
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
