"""What a thing is: portraits, members of a class, what somebody says, numbers told in a quote's words."""

from __future__ import annotations

import re
from typing import Any

from kg.ask.answering.choose import choose, holds_during, of_moment, said_during
from kg.ask.answering.sentences import conflict_sentence, full_sentence, told_once
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of, values
from kg.ask.graphs.sparql import with_prefixes
from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import related_to, silent_stems, stems, tables, word_set
from kg.ask.words.words import SKOS, Words
from kg.read.facts import read_facts

_FIRST = (
    "definition",
    "purpose",
    "partOf",
    "testedBy",
    "focus",
    "status",
    "startedOn",
    "participation",
    "establishedBy",
    "affiliation",
    "criterionText",
    "citation",
)


def answer_portrait(reading: Interpretation, desk: Desk) -> Outcome:
    """Answers "what is X" and bare names: its definition or purpose, else the main things said of it."""
    words, graph, frame = desk.words, reading.graph, reading.frame
    entity = next((n for n in graph.nodes if n.entities), None)
    if entity is None:
        return _members(reading, desk)
    # "In which", "under which": a preposition asks for something about the thing, and never for what it is.
    of_something = frame.asks == "which" and frame.tokens[0].lower in tables()["comparisons"]["="] + ["under", "by"]
    # "What does she get paid", "which dates does it give": what it does is asked, and not what it is.
    of_something = of_something or frame.asks == "said" or _asks_for_a_deed(frame)
    if of_something or frame.asks in ("when", "amount", "duration", "count", "where"):
        return Outcome(
            "unanswered",
            "This was not understood: it is not clear what is asked of " + words.label(entity.entities[0]) + ".",
            reason="not-understood",
        )
    found = find_statements(desk.reader, words, entity.entities[:1])
    good = [
        f
        for f in found
        if not f.fact.negated and f.fact.rank != "deprecated" and (f.direct or f.fact.modality in ("fact", "rule"))
    ]
    name = words.label(entity.entities[0])
    if not good:
        about = [f for f in find_statements(desk.reader, words, (), (), entity.entities[:1]) if not f.fact.negated]
        # Who holds a post, not what is said of it; nor what a law leaves to whoever holds it.
        judge = all(str(f.fact.property.iri) == words.core + "determinedBy" for f in about)
        if not about or (frame.asks == "who" and (judge or words.is_one(entity.entities[0], "Post"))):
            said = f"The sources do not say who {name} is." if about else f"The sources say nothing about {name}."
            return Outcome("unanswered", said, reason="no-data")
        good = about
        items = [item_of([f.fact], subject=True) for f in good[:6]]
        return Outcome(
            "answered",
            " ".join(full_sentence(f.fact, words) for f in good[:2]),
            items,
            _about(entity.entities[0], desk),
            facts=[f.fact for f in good[:6]],
        )
    rank = {n: i for i, n in enumerate(_FIRST)}
    good.sort(key=lambda f: (rank.get(str(f.fact.property.iri).rsplit("#", 1)[-1], 50), not f.direct, f.fact.iri))
    lead = [f for f in good if str(f.fact.property.iri) == SKOS + "definition"] or [
        f for f in good if str(f.fact.property.iri).endswith("purpose")
    ]
    chosen = lead[:3] or good[:6]
    items = [item_of([f.fact]) for f in chosen]
    kind = next(
        (
            words.label(t).lower()
            for t in sorted(
                words.entities[entity.entities[0]].types,
                key=lambda t: -len(words.classes[t].ancestors) if t in words.classes else 0,
            )
        ),
        "",
    )
    lead_in = f"{name} is {'an' if kind[:1] in 'aeiou' else 'a'} {kind}. " if kind and not lead else ""
    return Outcome(
        "answered",
        lead_in + " ".join(full_sentence(f.fact, words) for f in chosen[:3]),
        items,
        _about(entity.entities[0], desk),
        facts=[f.fact for f in chosen],
    )


def _asks_for_a_deed(frame: QuestionFrame) -> bool:
    """Whether an auxiliary of doing stands behind the question words: "which dates does it give"."""
    rest = (token.lower for at, token in enumerate(frame.tokens) if at not in frame.focus)
    return frame.asks in ("which", "list") and any(word in ("does", "do", "did") for word in rest)


def counted_in_words(reading: Interpretation, desk: Desk) -> Outcome | None:
    """ "How many hospitals are in X": a number stated of X whose own words count that noun."""
    words, frame = desk.words, reading.frame
    entity = next((e for n in reading.graph.nodes for e in n.entities if "/id/" in e and n.at > len(frame.focus)), None)
    noun = next(
        (t.stem for t in frame.tokens[len(frame.focus) : len(frame.focus) + 3] if t.stem not in silent_stems()), None
    )
    if (
        frame.asks != "count"
        or entity is None
        or noun is None
        or any(
            t.lower in words.label(entity).lower().split()
            for t in frame.tokens[len(frame.focus) : len(frame.focus) + 1]
        )
    ):
        return None
    states = {words.core + "Status", words.core + "Outcome"}
    if any(n.entities and states & set(words.entities[n.entities[0]].types) for n in reading.graph.nodes):
        # "How many hospitals dropped out of X": a state that is asked for too, which no number of all of them tells.
        return None
    if any(e.said and words.core + "Person" in words.properties[e.p].ranges for e in reading.graph.edges):
        # "How many households left X": a verb of those who hold a post, which no number of those who are in it tells.
        return None
    if any(n.entities and words.is_one(n.entities[0], "Place") for n in reading.graph.nodes):
        # "How many hospitals are in X in Ohio": a number of all of them is none of those in a place.
        return None
    numbers = [
        p.iri
        for p in words.properties.values()
        if p.kind == "number" and p.count and words.fits(words.entities[entity].types, p.domains)
    ]
    if not word_set("headcounts", "ceiling") & {t.lower for t in frame.tokens}:
        # "How many clinics are in X": how many there may be at most tells nothing of those that are.
        numbers = [p for p in numbers if "maximum" not in words.label(p).lower()]
    if any(i >= len(frame.focus) + 4 for i in reading.left):
        return None
    besides = _left_behind_noun(reading)
    stated = [e.p for e in reading.graph.edges if e.said and words.properties[e.p].kind == "number"]
    if stated:
        # The question names the number itself: another would miss it.
        numbers = [p for p in numbers if p in stated]
    found = (
        [
            f
            for f in find_statements(desk.reader, words, (entity,), numbers)
            if not f.fact.negated and f.fact.rank != "deprecated"
        ]
        if numbers
        else []
    )
    graph = reading.graph
    if graph.during or graph.speakers or graph.sources or any(b.kind == "date" for b in frame.bounds):
        # Words that happen to stand in a quote tell nothing of the time or the speaker that is asked for.
        found = choose(found, frame, graph, words, desk.day, desk.as_of).chosen if graph.during else []
    counts = []
    names = sorted(words.entities[entity].names, key=len, reverse=True)
    for f in of_moment(found, frame):
        if not besides <= {s for quote in f.fact.quotes for s in stems(quote.exact)}:
            continue
        thing = f.fact.qualifier("unit")
        unit = stems(thing.label) if thing is not None else ()
        named_so = thing is not None and set(_asked_noun(frame)) & set(thing.label.lower().split())
        if (
            noun in unit[-1:]
            or named_so
            or (thing is None and any(noun in stems(_bare(q.exact, names)) for q in f.fact.quotes))
        ):
            counts.append(f)
    if not counts:
        return None
    facts = [f.fact for f in counts]
    items = [item_of([f]) for f in facts]
    against = {i for f in facts for i in f.conflicts_with} & {f.iri for f in facts}
    if against and len(items) > 1:
        return Outcome("conflicting", conflict_sentence(facts, words), items, _about(entity, desk), facts=facts)
    told = " ".join(full_sentence(f, words) for f in told_once(facts)[:3])
    return Outcome("answered", told, items, _about(entity, desk), facts=facts)


def _left_behind_noun(reading: Interpretation) -> set[str]:
    """What stays unread behind the noun that is counted, which a number's own words have to say as well.

    "How many clinics quit Harbor": a number of all of them is none of those that quit.
    """
    tokens, start = reading.frame.tokens, len(reading.frame.focus)
    head = next((i for i in range(start, len(tokens)) if tokens[i].lower.endswith("s")), start)
    return {stem for i in reading.left if i > head for stem in stems(tokens[i].text)}


def _asked_noun(frame: QuestionFrame) -> list[str]:
    """The words right behind what is asked for, as they are typed: nurses are no nursing facilities."""
    return [t.lower for t in frame.tokens[len(frame.focus) : len(frame.focus) + 3]]


def _bare(text: str, names: list[str]) -> str:
    """A quote without the names of the thing, whose words count nothing."""
    for name in names:
        text = text.replace(name, " ")
    return text


_SAYS = re.compile(
    r"what (?:did|does|do|has|have) [\w .'-]+? "
    r"(?:say|said|find|found|report|reported|claim|claimed|write|written|conclude)"
    r"(?: (?:then|about it|on it))?[ ?.!]*$",
    re.I,
)


def _can_speak(iri: str, words: Words) -> bool:
    kinds = words.entities[iri].types if iri in words.entities else set()
    return any(words.is_a(t, words.core + kind) for t in kinds for kind in ("Person", "Organization"))


def answer_spoken(reading: Interpretation, desk: Desk) -> Outcome | None:
    """ "What did X project", "what does X say": the statements that are X's word."""
    graph, frame, words = reading.graph, reading.frame, desk.words
    speech = related_to("say project expect find report think believe claim estimate argue conclude write")
    verb = any(t.stem in speech for t in frame.tokens[len(frame.focus) :])
    named = graph.speakers or tuple(e for n in graph.nodes for e in n.entities if e in desk.speakers)
    if not named and _SAYS.match(frame.text):
        named = tuple(e for n in graph.nodes for e in n.entities if "/id/" in e and _can_speak(e, words))[:1]
    others = [e for n in graph.nodes for e in n.entities if e not in named]
    if (
        not named
        or not verb
        or others
        or frame.asks not in ("which", "list", "said")
        or any(e.said for e in graph.edges)
    ):
        return None
    query = f"{values('x', named)} ?statement <{words.core}attributedTo> ?x ."
    rows: list[dict[str, Any]] = list(desk.reader.store.select(f"SELECT ?statement WHERE {{ {query} }} LIMIT 60"))
    iris = [r["statement"].value for r in rows]
    facts = [f for f in read_facts(desk.reader, iris) if not frame.modality or f.modality == frame.modality]
    for bound in graph.during:
        # "What did A find in 2023": when it was said goes before what it is said of.
        facts = [f for f in facts if said_during(f, bound)] or [f for f in facts if holds_during(f, bound)]
    if not facts and frame.modality and not graph.during:
        return None
    if not facts:
        return Outcome("unanswered", f"The sources report no word of {words.label(named[0])}.", reason="no-data")
    items = [item_of([f]) for f in facts]
    shown = with_prefixes(f"SELECT ?statement WHERE {{ {query} }}", words)
    told = " ".join(full_sentence(f, words) for f in told_once(facts)[:5])
    return Outcome("answered", told, items, shown, facts=facts)


def _about(iri: str, desk: Desk) -> str:
    return with_prefixes(f"SELECT ?property ?value WHERE {{\n  <{iri}> ?property ?value .\n}}", desk.words)


def _members(reading: Interpretation, desk: Desk) -> Outcome:
    """ "List all models": the members of a class, each with a statement that speaks of it."""
    node = next((n for n in reading.graph.nodes if n.classes and n.named), None)
    if node is None:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    from kg.ask.answering.select import answer_select

    article = {t.lower for t in reading.frame.tokens} & {"a", "an"}
    if reading.frame.asks in ("which", "definition") and article:
        return Outcome("unanswered", "The sources do not define that.", reason="no-data")
    # "Which were proposed": that each is a model says nothing of what was only planned or judged.
    if reading.graph.during or reading.frame.modality or reading.frame.asks in ("when", "amount", "duration"):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    return answer_select(reading, desk)
