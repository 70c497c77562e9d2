"""Answers from a graph of statements: what is chosen, what conflicts, what is known instead."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.answering.choose import Choice, choose, is_over, told_whole_elsewhere, value_of
from kg.ask.answering.compared import beside_losers, exclusively, keep_best, keep_exclusive, only_if_told_apart, surely
from kg.ask.answering.endings import not_cut_short, only_forecast
from kg.ask.answering.exact import keep_exact
from kg.ask.answering.matters import matter_of
from kg.ask.answering.overtaken import given_up, same_speaker, withdrawn, without_overtaken
from kg.ask.answering.sentences import (
    conflict_sentence,
    full_sentence,
    listed,
    lowered,
    mood_words,
    named,
    noun_of,
    of_different_times,
    sentence,
    told_once,
    when_words,
)
from kg.ask.answering.sequence import in_sequence
from kg.ask.answering.sides import conflicting_sides, counted_apart, dated_apart, leave_grown, without_parts
from kg.ask.answering.sitting import taken_over
from kg.ask.answering.verbs import by_sign, never_began, speaks_of_future, speaks_of_past
from kg.ask.answering.wider import add_ended, told_beside
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, find_statements, item_of
from kg.ask.graphs.graphs import Edge, QueryGraph, QueryNode
from kg.ask.graphs.sparql import Writer, with_prefixes
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import word_set
from kg.ask.words.words import RDF, Words
from kg.read.facts import Fact


def lookup_edge(graph: QueryGraph) -> Edge | None:
    """The only relation of a question about one relation of known things, or None."""
    said = [e for e in graph.edges if not e.negated]
    return said[0] if len(graph.edges) == 1 and said else None


def answer_lookup(reading: Interpretation, edge: Edge, desk: Desk) -> Outcome:
    """Answers a question about one relation: "who directs it", "what succeeded it", "which were certified"."""
    graph, frame, words = reading.graph, reading.frame, desk.words
    subject, target = graph.nodes[edge.s], graph.nodes[edge.o]
    bounds = [b for n, b in graph.filters if n == edge.o]
    proof: list[Found] = []
    things = subject.entities or tuple(sorted(graph.among))
    found = find_statements(desk.reader, words, things, (edge.p,), target.entities, bounds)
    if not found:
        found = told_beside(desk.reader, words, subject.entities, edge.p, target.entities)
    ask_subject = (
        bool(subject.asked)
        or (bool(target.entities) and not subject.entities)
        or (not target.asked and not subject.entities)
    )
    # "Which of A and B is mandatory": the one of the two that is.
    picked = len(subject.entities) > 1 and bool(target.entities) and not target.asked
    ask_subject = ask_subject or (picked and frame.asks in ("which", "who"))
    compared = len(subject.entities) > 1 and frame.superlative is not None and frame.asks in ("which", "who")
    ask_subject = ask_subject or (compared and words.properties[edge.p].kind in ("date", "number"))
    if subject.entities and not target.entities and target.constant is None and not compared:
        ask_subject = False
    if graph.bearers and not subject.named:
        ask_subject = False
    asked = subject if ask_subject else target
    found = [f for f in found if _fits(f, asked, words, ask_subject)]
    if (not ask_subject and target.wild == "" and graph.filters) or graph.filters:
        found = [f for f in found if all(surely(f.fact, b) for n, b in graph.filters if n == edge.o)]
    gone = (
        withdrawn(found, words, desk.reader) if words.properties[edge.p].kind == "date" and not frame.modality else {}
    )
    uncut = not_cut_short(reading, edge, found, desk)
    if uncut is not None:
        return uncut
    if speaks_of_past(reading, edge) or (ask_subject and bounds):
        found = [f for f in found if f.fact.modality != "plan" or f.fact.subject.iri not in gone]
    if speaks_of_past(reading, edge):
        found = [f for f in found if not _is_day(f, words) or f.fact.object.value[:10] <= desk.day]
        if frame.superlative is not None:  # the last that began is none that was only to begin
            found = [f for f in found if f.fact.modality != "plan"]
    if ask_subject and frame.past and frame.asks in ("which", "list", "count") and not frame.modality:
        # "Which were mandatory": what is only planned to be was not.
        found = [f for f in found if f.fact.modality != "plan" or f.fact.object.datatype]
    ahead = ask_subject and not bounds and speaks_of_future(reading, edge)
    if ahead and words.properties[edge.p].kind == "date":
        found = [f for f in found if f.fact.object.value > desk.day[: len(f.fact.object.value)]]
    posts = {t.lower for t in frame.tokens} & (word_set("roles", "words") | words.titles)
    if posts and words.properties[edge.p].kind == "thing":
        beside = graph.beside[1] if graph.beside is not None else None
        # Who left a post left it under every title, so that is weighed before one of them is picked.
        stayed = [f for f in found if not any(told_whole_elsewhere(f, bound, found) for bound in graph.during)]
        found = [f for f in stayed if f.fact.object.iri == beside or posts <= set(_role(f))]
    unbegun = never_began(reading, edge, found, words, desk.reader)
    if unbegun and not ask_subject and unbegun >= set(subject.entities):
        gone_for_good = given_up(subject.entities, words, desk.reader)
        return _contrary([gone_for_good] if gone_for_good is not None else found, desk)
    found = [f for f in found if str(f.fact.subject.iri) not in unbegun]
    if (bounds or ahead) and not frame.modality and words.properties[edge.p].kind == "date":
        found = without_overtaken(found, edge, words, desk.reader)
    past = speaks_of_past(reading, edge) and words.properties[edge.p].cardinality != "OneAtATime"
    choice = choose(found, replace(frame, past=frame.past or past), graph, words, desk.day, desk.as_of)
    if not frame.past and not graph.during and not desk.as_of:
        choice.former += (replaced := [f for f in choice.chosen if taken_over([f], desk.reader, words) is not None])
        choice.chosen = [f for f in choice.chosen if f not in replaced]
    if ask_subject and graph.during:
        proof = add_ended(choice.chosen, found, graph.during, desk.reader, words)
    if ask_subject and exclusively(reading, target):
        keep_exclusive(choice, target.entities, desk.reader, words)
    if posts and not choice.chosen:
        held = [
            f for f in (*choice.aside, *choice.former) if not f.fact.negated and value_of(f.fact, "ended") != "true"
        ]
        choice.chosen = [f for f in held if not value_of(f.fact, "validUntil")]
    if not ask_subject:
        keep_exact(choice, frame, words, graph.during)
    told = list(choice.chosen)
    by_sign(choice, reading, words.properties[edge.p])
    if told and not choice.chosen and subject.entities and not choice.denied:
        # A later word displaces an earlier one of the same speaker, but not where only the earlier says what is asked.
        others = [f for f in found if f.fact.modality == told[0].fact.modality and same_speaker(f, told)]
        choice.chosen = [f for f in others if f.fact.rank != "deprecated" and not f.fact.negated]
        by_sign(choice, reading, words.properties[edge.p])
        if not choice.chosen:
            return _contrary(told, desk)
        choice.chosen += told
    if compared and ask_subject:
        only_if_told_apart(choice, subject.entities, frame, timed=bool(graph.during))
    never = _never(choice, gone, reading, desk) if gone and subject.entities else None
    if never is not None:
        return never
    if frame.asks in ("when", "duration") and not found and _rests_on_a_start(reading, edge, words):
        gone_for_good = given_up(subject.entities, words, desk.reader)
        if gone_for_good is not None:
            return _contrary([gone_for_good], desk)
    ahead_only = only_forecast(choice.chosen, frame, desk) if not (graph.speakers or ask_subject) else None
    if ahead_only is not None:
        return ahead_only
    if graph.beside is not None:
        in_sequence(found, choice, graph.beside)
    told_of_each = [f.fact for f in choice.chosen] if compared and ask_subject else []
    outcome = _present(reading, edge, choice, desk, ask_subject)
    if outcome.status != "unanswered" and told_of_each:
        outcome.text = beside_losers(outcome, told_of_each, words)
    if outcome.status != "unanswered" and proof:
        outcome = _with_days(outcome, proof)
    ends = {e for f in outcome.facts for e in (f.subject.iri, f.object.iri, value_of(f, "bearer"))}
    silent = [e for e in subject.entities if e not in ends]
    if outcome.status != "unanswered" and silent and not ask_subject:
        outcome.text += f" The sources do not say it of {listed(words.label(e) for e in silent)}."
    return outcome


def _rests_on_a_start(reading: Interpretation, edge: Edge, words: Words) -> bool:
    """Whether only what began has what is asked for: its start, its end, how long it ran."""
    if edge.p == words.core + "plannedDuration":
        return reading.frame.past and not reading.frame.modality
    return edge.p in (words.core + "startedOn", words.core + "endedOn")


def _with_days(outcome: Outcome, days: list[Found]) -> Outcome:
    """An outcome with the days that show when it was beside its own proofs."""
    more: dict[str | None, list[Fact]] = {}
    for f in days:
        more.setdefault(f.fact.subject.iri, []).append(f.fact)
    every = [d for found in more.values() for d in found]
    items = []
    for item in outcome.items:
        mine = more.get(item.iri, every)
        statements = (*item.statements, *(d.iri for d in mine))
        items.append(replace(item, statements=statements, citations=(*item.citations, *citations(mine))))
    return replace(outcome, items=items, facts=[*outcome.facts, *every])


def _never(choice: Choice, gone: dict[str, Found], reading: Interpretation, desk: Desk) -> Outcome | None:
    """ "When did it start", of what was planned and given up: a false premise."""
    first = {t.lower for t in reading.frame.tokens} & {"did", "was", "were", "started", "began", "launched"}
    facts = [f.fact for f in choice.chosen]
    if not first or reading.frame.asks not in ("when", "which", "duration") or not facts:
        return None
    if any(f.modality != "plan" or str(f.subject.iri) not in gone for f in facts):
        return None
    why = gone[str(facts[0].subject.iri)].fact
    told = f"{full_sentence(why, desk.words)} {full_sentence(facts[0], desk.words)}"
    return Outcome(
        "unanswered",
        sentence(f"the sources do not bear out what the question takes for granted: {told}"),
        reason="false-premise",
        known=[item_of([f]) for f in (why, *facts)],
        facts=[why, *facts],
    )


def _contrary(told: list[Found], desk: Desk) -> Outcome:
    """ "How much did it save", of what lost money: a false premise."""
    why = " ".join(dict.fromkeys(full_sentence(f.fact, desk.words) for f in told))
    return Outcome(
        "unanswered",
        sentence(f"the sources do not bear out what the question takes for granted: {why}"),
        reason="false-premise",
        known=[item_of([f.fact]) for f in told[:5]],
        facts=[f.fact for f in told],
    )


def _is_day(found: Found, words: Words) -> bool:
    return words.properties[str(found.fact.property.iri)].kind == "date"


def _role(found: Found) -> list[str]:
    return value_of(found.fact, "role").lower().replace("-", " ").split()


def _fits(found: Found, asked: QueryNode, words: Words, ask_subject: bool) -> bool:
    end = found.fact.subject if ask_subject != found.turned else found.fact.object
    if asked.entities or end.iri is None or not asked.named or not asked.classes:
        return True
    known = words.entities.get(end.iri)
    return known is None or any(words.is_a(t, c) for t in known.types for c in asked.classes)


def _end(found: Found, ask_subject: bool) -> bool:
    """Whether the statement's subject is the answer, for statements found through an inverse too."""
    return ask_subject != found.turned


def _present(reading: Interpretation, edge: Edge, choice: Choice, desk: Desk, ask_subject: bool) -> Outcome:
    words, graph = desk.words, reading.graph
    called_so: list[Found] = []
    if reading.frame.superlative is not None and choice.chosen:
        called_so = keep_best(reading, choice)
    leave_grown(choice, reading.frame, words)
    groups: dict[str, list[Found]] = {}
    for f in choice.chosen:
        end = f.fact.subject if _end(f, ask_subject) else f.fact.object
        groups.setdefault(
            str(end.iri or end.value) + ("" if end.iri else value_of(f.fact, "comparator") + _scope(f.fact)), []
        ).append(f)
    wanted = graph.nodes[edge.o].entities
    lower = {t.lower for t in reading.frame.tokens}
    if ask_subject and len(wanted) > 1 and {"and", "both"} & lower and "or" not in lower:
        groups = {k: fs for k, fs in groups.items() if set(wanted) <= {str(f.fact.object.iri) for f in fs}}
    if not groups:
        return _nothing(reading, edge, choice, desk)
    series = reading.frame.past and words.properties[edge.p].cardinality == "OneAtATime"
    many = ask_subject and not graph.nodes[edge.s].entities and len(groups) > 1
    sides = (
        []
        if reading.frame.time == "former" or graph.beside is not None or series or many
        else conflicting_sides(choice)
    )
    if not sides and not many and not ask_subject and reading.frame.asks in ("when", "which", "keywords"):
        sides = dated_apart(choice, desk.words)
    if not sides and not many and reading.frame.asks in ("count", "amount"):
        sides = counted_apart(choice, desk.words)
    if graph.during:
        sides = [f for f in sides if f in choice.chosen]
    whole = without_parts(choice.chosen, sides) if not ask_subject else choice.chosen
    groups = {k: fs for k, found in groups.items() if (fs := [f for f in found if f in whole])}
    items = [item_of([f.fact for f in fs], subject=_end(fs[0], ask_subject)) for fs in groups.values()]
    facts = [f.fact for fs in groups.values() for f in fs]
    if reading.frame.asks == "count" and graph.columns and graph.columns[0].expression[0] == "count":
        return _counted(reading, list(groups.values()), desk, ask_subject)
    if sides and not (
        ask_subject
        and not graph.nodes[edge.s].entities
        and len(graph.nodes[edge.o].entities) == 1
        and len({f.fact.subject.iri for f in sides}) > 1
    ):
        for f in sides:
            if f.fact.iri not in {s for i in items for s in i.statements}:
                items.append(item_of([f.fact], subject=_end(f, ask_subject)))
        if len(items) > 1:
            text = conflict_sentence(
                [*facts, *(f.fact for f in sides if f.fact not in facts)], words, subject=ask_subject
            )
            return Outcome(
                "answered" if of_different_times(facts) else "conflicting",
                text,
                items,
                _statement_query(edge, graph, items, words, ask_subject),
                facts=[*facts, *(f.fact for f in sides)],
            )
    text = _say(reading, edge, facts, desk, ask_subject)
    if called_so:
        text += " " + " ".join(full_sentence(f.fact, words) for f in called_so)
    return Outcome("answered", text, items, _query(edge, graph, items, desk, ask_subject), facts=facts)


def _scope(fact: Fact) -> str:
    return "|".join(value_of(fact, n) for n in ("unit", "per", "appliesTo", "validFrom", "validUntil", "pointInTime"))


def _counted(reading: Interpretation, groups: list[list[Found]], desk: Desk, ask_subject: bool) -> Outcome:
    facts = [f.fact for fs in groups for f in fs]
    number = str(len(groups))
    if not ask_subject and any(desk.words.properties[str(f.property.iri)].kind == "date" for f in facts):
        # "How many were left at its close": days are not what is counted.
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    names = [(fs[0].fact.subject if _end(fs[0], ask_subject) else fs[0].fact.object).label for fs in groups]
    item = AnswerItem(number, number, None, XSD + "integer", (), (), tuple(f.iri for f in facts), citations(facts))
    return Outcome(
        "answered",
        sentence(f"{number}: {listed(names)}"),
        [item],
        with_prefixes(Writer(reading.graph, desk.words).select(), desk.words),
        facts=facts,
    )


def _say(reading: Interpretation, edge: Edge, facts: list[Fact], desk: Desk, ask_subject: bool) -> str:
    if len(facts) == 1:
        return full_sentence(facts[0], desk.words)
    # Of facts that tie the same two things, the one that says most speaks for all.
    fullest: dict[tuple[str | None, str | None], Fact] = {}
    for fact in sorted(facts, key=lambda f: (bool(matter_of(f)), len(named(f, desk.words, subject=ask_subject)))):
        fullest[fact.subject.iri, fact.object.iri or fact.iri] = fact
    told_of = [f for f in facts if f in fullest.values()]
    each = {(named(f, desk.words, subject=ask_subject), f.subject.iri): f for f in told_of}
    distinct = told_once(list(each.values()))
    if len(distinct) == 1:
        return full_sentence(distinct[0], desk.words)
    label = desk.words.label(edge.p)
    if not ask_subject and len({f.subject.iri for f in distinct}) > 1:
        return " ".join(full_sentence(f, desk.words) for f in distinct[:8])
    if ask_subject and facts[0].object.datatype:
        told = (
            f"{f.subject.label} ({'; '.join(x for x in (f.words, when_words(f), mood_words(f)) if x)})"
            for f in distinct
        )
        return sentence(f"{label}: {listed(told)}")
    if ask_subject:
        ends = {str(f.object.iri): f.object.label for f in facts if f.object.iri}
        end = listed(ends.values()) if len(ends) < 3 else ""
        told = (named(f, desk.words, subject=True) for f in distinct)
        return sentence(f"{label}{' ' + end if end else ''}: {listed(told)}")
    lead = "Former: " if reading.frame.time == "former" else ""
    if len(distinct) <= 2 and not lead:
        return " ".join(full_sentence(f, desk.words) for f in distinct)
    link = "of " if label.split()[-1] not in ("of", "by", "in", "on", "to", "for", "with", "from", "at") else "— "
    return sentence(f"{lead}{label} {link}{facts[0].subject.label}: {listed(named(f, desk.words) for f in distinct)}")


def _nothing(reading: Interpretation, edge: Edge, choice: Choice, desk: Desk) -> Outcome:
    """No statement answers: what the sources do say instead."""
    words, graph = desk.words, reading.graph
    instead = [*choice.denied, *choice.former, *choice.aside]
    entity = next((e for n in graph.nodes for e in n.entities if n.id in (edge.s, edge.o)), None)
    name = words.label(entity) if entity else "anything like it"
    known = [item_of([f.fact]) for f in instead[:5]]
    if choice.denied and not choice.aside and not choice.former:
        text = full_sentence(choice.denied[0].fact, words)
    elif instead and instead[0].fact.negated:
        text = sentence(f"the sources do not say that; {lowered(full_sentence(instead[0].fact, words))}")
    elif instead:
        text = sentence(f"the sources do not say that; they say: {full_sentence(instead[0].fact, words)}")
    else:
        text = sentence(
            f"the sources give no {noun_of(words.properties[edge.p])} of {name}"
            if entity and not graph.nodes[edge.o].entities and noun_of(words.properties[edge.p])
            else f"the sources do not say that of {name}"
            if entity
            else f"the sources do not say: nothing in them gives “{words.label(edge.p)}” for what was asked"
        )
    return Outcome("unanswered", text, reason="no-data", known=known, sparql=None, facts=[f.fact for f in instead])


def _query(edge: Edge, graph: QueryGraph, items: list[AnswerItem], desk: Desk, ask_subject: bool) -> str:
    """The shortest query that gives these answers: on the direct layer where that does, else through the statements."""
    words = desk.words
    writer = Writer(graph, words)
    column = edge.s if ask_subject else edge.o
    text = f"SELECT DISTINCT {writer.term(column)} WHERE {{\n  {writer.pattern()}\n}}"
    if writer.term(column).startswith("?"):
        rows = desk.reader.store.select(text)
        values = {next(iter(r.values())).value for r in rows if r}  # type: ignore[union-attr]
        if values == {i.value for i in items}:
            return with_prefixes(text, words)
    return _statement_query(edge, graph, items, words, ask_subject)


def _statement_query(edge: Edge, graph: QueryGraph, items: list[AnswerItem], words: Words, ask_subject: bool) -> str:
    writer = Writer(graph, words)
    statements = " ".join(f"<{s}>" for s in dict.fromkeys(s for i in items for s in i.statements))
    name = "subject" if ask_subject else "object"
    variable = f"?{writer.names[edge.s if ask_subject else edge.o]}"
    return with_prefixes(
        f"SELECT DISTINCT {variable} WHERE {{\n  VALUES ?statement {{ {statements} }}\n"
        f"  ?statement <{RDF}predicate> <{edge.p}> ; <{RDF}{name}> {variable} .\n}}",
        words,
    )


__all__ = ["Desk", "Outcome", "answer_lookup", "is_over", "lookup_edge"]
