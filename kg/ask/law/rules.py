"""Rules named by what they are about: "when was the X final rule published", "citation of the proposed rule on X"."""

from __future__ import annotations

import re

from kg.ask.answering.outcomes import outcome_of
from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, find_statements
from kg.ask.graphs.graphs import QueryNode
from kg.ask.naming.called import folded_names, initiatives_called
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, understand
from kg.ask.settling.described import names_in
from kg.ask.words.english import fold, tables
from kg.ask.words.words import Words

_THE_RULE = "the rule"


def answer_rule(text: str, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers what is asked of "the X final rule" by the rules of that sort that govern or authorize X.

    None where the question names no rule so, or one that the graph has by just that name. Where the graph has no such
    rule the question is refused: what it says of X itself tells nothing of a rule.
    """
    words = desk.words
    found = _phrase(text, words)
    if found is None:
        return None
    phrase, thing, sort = found
    rest = re.sub(rf"(?:\b(?:the|an?) )?{re.escape(phrase)}", _THE_RULE, text, count=1)
    dated = understand(rest, setting).frame.asks == "when"
    issued = re.fullmatch(tables()["rules"]["issued"], text, re.I) is not None
    rules = [r for r in _rules_on(thing, phrase, desk) if _is_of(r, sort, desk)]
    if not rules:
        if not (dated or issued or _of_a_rule(rest, setting, desk)):
            return None
        told = f"The sources tell of no {sort} rule on {words.label(thing)}.".replace("  ", " ")
        return Outcome("unanswered", told, reason="no-data")
    if issued:
        return _issuers(rules, desk)
    outcomes = [o for r in rules if (o := _asked_of(r, rest, setting, desk)) is not None]
    answers = [o for o in outcomes if o.status != "unanswered"]
    if len({tuple(sorted(i.value for i in o.items)) for o in answers}) > 1:
        names = listed(words.label(r) for r in rules)
        text = f"Several rules on {words.label(thing)} may be meant: {names}. Please say which."
        return Outcome("unanswered", text, reason="not-understood")
    if not outcomes and dated:
        # A date of what the rule is about is none of the rule.
        return Outcome("unanswered", "It is not clear which date of the rule is asked for.", reason="not-understood")
    return next(iter(answers or outcomes), None)


def _phrase(text: str, words: Words) -> tuple[str, str, str] | None:
    """The words of a question that name a rule by a thing, that thing, and the sort of rule."""
    table = tables()["rules"]
    if re.search(table["noun"], text, re.I) is None:
        return None
    for name in names_in(text, words):
        said, noun = re.escape(name), rf"(?P<sort>{table['sort']}){table['noun']}"
        match = re.search(
            rf"\b{said}(?: {table['class']})?(?:['\u2019]s?)? {noun}\b"
            rf"|\b{noun.replace('<sort>', '<other>')} {table['about']} (?:the )?{said}(?: {table['class']}\b)?",
            text,
            re.I,
        )
        things = initiatives_called(name, words)
        if match is None or len(things) != 1:
            continue
        if folded_names(words).keys() & {fold(match.group()), fold(f"the {match.group()}")}:
            return None
        sort = (match["sort"] or match["other"] or "").lower().replace("-", " ").strip()
        return match.group(), things[0], sort
    return None


def _rules_on(thing: str, phrase: str, desk: Desk) -> list[str]:
    """The rules that govern a thing, that authorize it, or that bear its name and "rule"."""
    words, core = desk.words, desk.words.core
    governs = find_statements(desk.reader, words, (), (core + "governs",), (thing,))
    gives = find_statements(desk.reader, words, (thing,), (core + "authorizedBy",))
    is_rule = re.compile(tables()["rules"]["is_rule"], re.I)
    found = [str(f.fact.subject.iri) for f in governs if not f.fact.negated and f.fact.subject.iri != thing]
    found += [str(f.fact.object.iri) for f in gives if not f.fact.negated and is_rule.search(f.fact.object.label)]
    found += [
        e.iri
        for e in words.entities.values()
        if any(words.is_a(t, core + "LegalProvision") for t in e.types)
        if any(fold(n).startswith(fold(phrase)) for n in (e.label, *e.names))
    ]
    return list(dict.fromkeys(found))


def _is_of(rule: str, sort: str, desk: Desk) -> bool:
    """Whether a rule is of a sort that is asked for: proposed where its name, its words or its dates say so."""
    words, proposed = desk.words, tables()["rules"]["proposed"]
    facts = [f.fact for f in find_statements(desk.reader, words, (rule,))]
    names = fold(" ".join((words.label(rule), *(q.source.title for f in facts for q in f.quotes))))
    quotes = fold(" ".join(q.exact for f in facts for q in f.quotes))
    dates = [f for f in facts if str(f.property.iri) == words.core + "publishedOn"]
    is_proposed = (
        any(w in fold(words.label(rule)) for w in proposed)
        or any(f.modality == "plan" for f in dates)
        or (any(f"{w} rule" in quotes for w in proposed) and "final rule" not in quotes)
    )
    asked = set(sort.split())
    if "interim" in asked and "interim" not in f"{names} {quotes}":
        return False
    return is_proposed if asked & set(proposed) else not (is_proposed and asked & {"final", "interim"})


def _of_a_rule(rest: str, setting: Setting, desk: Desk) -> list[tuple[Interpretation, QueryNode]]:
    """The readings of a question that ask one thing of "the rule", each with its node."""
    found = []
    for reading in understand(plainer(everyday(rest)), setting).readings[:6]:
        if reading.left or len(reading.graph.edges) != 1:
            continue
        node = reading.graph.nodes[reading.graph.edges[0].s]
        if not node.entities and desk.words.core + "LegalProvision" in node.classes:
            found.append((reading, node))
    return found


def _asked_of(rule: str, rest: str, setting: Setting, desk: Desk) -> Outcome | None:
    """What a question about "the rule" comes to where that one is meant; None where it asks something else."""
    for reading, node in _of_a_rule(rest, setting, desk):
        node.entities, node.named, node.wild = (rule,), True, ""
        outcome = outcome_of(reading, desk)
        if outcome.status != "unanswered" or outcome.reason in ("no-data", "false-premise"):
            return outcome
    return None


def _issuers(rules: list[str], desk: Desk) -> Outcome:
    """Who issued some rules: who their own text says has made it."""
    items: dict[str, AnswerItem] = {}
    facts = [f.fact for f in find_statements(desk.reader, desk.words, rules)]
    for fact in facts:
        for source in (q.source for q in fact.quotes if q.source.kind == "Rule" and q.source.maker):
            cited = tuple(c for c in citations([fact]) if c.document == source.iri)
            item = AnswerItem(source.maker, source.maker, None, None, (), (), (fact.iri,), cited)
            items.setdefault(source.maker, item)
    if not items:
        return Outcome("unanswered", "The sources do not say who issued that rule.", reason="no-data")
    names = listed(items)
    return Outcome("answered", sentence(f"it was issued by {names}"), list(items.values()), facts=facts)
