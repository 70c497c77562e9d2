"""For whom a design holds: "mandatory for hospitals in selected regions", by the words that stand beside its proof."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.ask.answering.choose import value_of
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found
from kg.ask.graphs.graphs import QueryNode
from kg.ask.words.english import tables
from kg.read.facts import Fact
from kg.read.reader import text_of

_PASSAGES = "SELECT ?passage ?text WHERE { VALUES ?passage { %s } ?passage rdf:value ?text }"


def told_for(outcome: Outcome, desk: Desk) -> Outcome:
    """An answer on whether one must take part, with for whom that holds where the sources say so."""
    facts = [f for f in outcome.facts if _is_design(f, desk)]
    if outcome.status == "unanswered" or not facts or len({f.subject.iri for f in facts}) > 1:
        return outcome
    passages = [q.passage for f in facts for q in f.quotes if q.passage]
    rows = desk.reader.rows_for(_PASSAGES, passages)
    texts = {text_of(row["passage"]): text_of(row["text"]) for row in rows}
    text = outcome.text
    for label in dict.fromkeys(f.object.label for f in facts):
        whom = for_whom([f for f in facts if f.object.label == label], texts)
        text = re.sub(rf"\b((?:is|was) {re.escape(label)})(?=[.]| \()", rf"\1 {whom}", text) if whom else text
    return replace(outcome, text=text)


def _is_design(fact: Fact, desk: Desk) -> bool:
    return (
        fact.property.iri == desk.words.core + "participation" and not fact.negated and not value_of(fact, "appliesTo")
    )


def for_whom(facts: list[Fact], texts: Mapping[str, str]) -> str:
    """For whom or where it holds, as the sources say it; empty where they do not, or say it in different ways.

    Of two that say it alike and one says more, the fuller.
    """
    behind, before = (re.compile(tables()["restrictions"][name], re.I) for name in ("behind", "before"))
    told = set()
    for fact in facts:
        for quote in fact.quotes:
            parts = texts.get(quote.passage or "", "").split(quote.exact)
            if len(parts) != 2:  # the words stand there more than once: those beside them may be another's
                continue
            after, lead = behind.match(parts[1] + "\n"), before.search(parts[0])
            if after is not None and quote.exact.lower().endswith(fact.object.label.lower()):
                told.add(" ".join(after["whom"].split()))
            elif lead is not None:
                told.add(f"for {' '.join(lead['whom'].split())}")
    fullest = max(told, key=len, default="")
    return fullest if all(fullest.startswith(one) for one in told) else ""


def binds_nobody(told: list[Found], asked: QueryNode, desk: Desk) -> bool:
    """Whether a duty is asked of somebody where all may choose: what is voluntary is no duty of anybody's."""
    return set(asked.entities) == {desk.words.core + "Mandatory"} and all_may_choose(told, desk)


def all_may_choose(told: list[Found], desk: Desk) -> bool:
    """Whether what is told of taking part in something is that all of it is each one's choice."""
    free = all(f.fact.object.iri == desk.words.core + "Voluntary" and not f.fact.negated for f in told)
    whole = not any(value_of(f.fact, name) for f in told for name in ("appliesTo", "validUntil", "ended"))
    return bool(told) and free and whole
