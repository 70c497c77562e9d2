"""What a thing is, and what sources say: portraits, provenance, disagreements."""

from __future__ import annotations

from typing import Any

from kg.ask.choose import choose
from kg.ask.cited import XSD, AnswerItem, Citation
from kg.ask.compose import Setting
from kg.ask.english import related_to, silent_stems, stem, stems
from kg.ask.follow import nature_of, speakers_of
from kg.ask.lookup import Found, citation, find_statements, item_of, values
from kg.ask.own import Desk, Outcome, answer_lookup, lookup_edge
from kg.ask.reading import Interpretation, Understanding, understand
from kg.ask.sentences import conflict_sentence, full_sentence, listed, named, sentence
from kg.ask.sparql import with_prefixes
from kg.ask.truth import answer_truth
from kg.ask.words import RDF, SKOS
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
    if frame.asks in ("when", "amount", "duration", "count", "where"):
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
        if not about:
            return Outcome("unanswered", f"The sources say nothing about {name}.", reason="no-data")
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
    lead_in = f"{name} is a {kind}. " if kind and not lead else ""
    return Outcome(
        "answered",
        lead_in + " ".join(full_sentence(f.fact, words) for f in chosen[:3]),
        items,
        _about(entity.entities[0], desk),
        facts=[f.fact for f in chosen],
    )


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
    numbers = [
        p.iri
        for p in words.properties.values()
        if p.kind == "number" and p.count and words.fits(words.entities[entity].types, p.domains)
    ]
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
    for f in found:
        thing = f.fact.qualifier("unit")
        unit = stems(thing.label) if thing is not None else ()
        if noun in unit or (thing is None and any(noun in stems(q.exact) for q in f.fact.quotes)):
            counts.append(f)
    if not counts:
        return None
    facts = [f.fact for f in counts]
    items = [item_of([f]) for f in facts]
    against = {i for f in facts for i in f.conflicts_with} & {f.iri for f in facts}
    if against and len(items) > 1:
        return Outcome("conflicting", conflict_sentence(facts, words), items, _about(entity, desk), facts=facts)
    return Outcome(
        "answered", " ".join(full_sentence(f, words) for f in facts[:3]), items, _about(entity, desk), facts=facts
    )


def answer_spoken(reading: Interpretation, desk: Desk) -> Outcome | None:
    """ "What did X project", "what does X say": the statements that are X's word."""
    graph, frame, words = reading.graph, reading.frame, desk.words
    speech = related_to("say project expect find report think believe claim estimate argue conclude write")
    verb = any(t.stem in speech for t in frame.tokens[len(frame.focus) :])
    named = graph.speakers or tuple(e for n in graph.nodes for e in n.entities if e in desk.speakers)
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
    if not facts:
        return None
    items = [item_of([f]) for f in facts]
    shown = with_prefixes(f"SELECT ?statement WHERE {{ {query} }}", words)
    return Outcome("answered", " ".join(full_sentence(f, words) for f in facts[:5]), items, shown, facts=facts)


def _about(iri: str, desk: Desk) -> str:
    return with_prefixes(f"SELECT ?property ?value WHERE {{\n  <{iri}> ?property ?value .\n}}", desk.words)


def _members(reading: Interpretation, desk: Desk) -> Outcome:
    """ "List all models": the members of a class, each with a statement that speaks of it."""
    node = next((n for n in reading.graph.nodes if n.classes and n.named), None)
    if node is None:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    from kg.ask.select import answer_select

    article = {t.lower for t in reading.frame.tokens} & {"a", "an"}
    if reading.frame.asks in ("which", "definition") and article:
        return Outcome("unanswered", "The sources do not define that.", reason="no-data")
    if reading.graph.during or reading.frame.asks in ("when", "amount", "duration"):
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    return answer_select(reading, desk)


def answer_sources(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """Answers questions about sources: who says it, where it is said, what a source says, where sources disagree."""
    frame = found.frame
    if frame.asks not in ("cite", "disagree", "said", "nature", "requirements", "mention"):
        return None
    rest = frame.text[frame.tokens[len(frame.focus) - 1].end :].strip(" ,?.") if frame.focus else frame.text
    rest = rest.removeprefix("that ").removeprefix("about ").removeprefix("for ").strip()
    if frame.asks == "requirements":
        return _requirements(found, desk)
    if frame.asks == "mention":
        return _mentioning(frame.tokens[0].lower == "how", rest, setting, desk)
    if frame.asks == "disagree":
        return _disagreements(rest.removeprefix("on ").removeprefix("about ").strip(), setting, desk)
    if frame.asks == "said":
        return _said_by(rest, setting, desk)
    if not rest or rest.lower() in ("so", "that", "this", "it"):
        return Outcome("unanswered", "Please say which statement is meant.", reason="not-understood")
    inner = understand(rest, setting)
    if inner.unknown:
        return Outcome("unanswered", f"The sources do not speak of {inner.unknown[0]}.", reason="unknown-entity")
    facts = []
    for reading in inner.readings[:4]:
        if reading.left or not reading.graph.edges:
            continue
        edge = lookup_edge(reading.graph)
        if edge is None:
            continue
        bound = reading.graph.nodes[edge.s].entities and (reading.graph.nodes[edge.o].entities or reading.graph.filters)
        outcome = answer_truth(reading, desk) if bound else answer_lookup(reading, edge, desk)
        denied = bound and any(i.value == "false" for i in outcome.items)
        facts = outcome.facts if outcome.status != "unanswered" and not denied else []
        if facts:
            break
    if frame.asks == "nature":
        return nature_of(frame.text, facts)
    return speakers_of(facts) if facts else Outcome("unanswered", "The sources do not say that.", reason="no-data")


def _requirements(found: Understanding, desk: Desk) -> Outcome | None:
    """ "What must a model show": the criteria that the law or a body sets, of a named one where one is named."""
    words, core = desk.words, desk.words.core
    entities = {e for r in found.readings[:1] for n in r.graph.nodes for e in n.entities if "/id/" in e}
    texts = [
        f
        for f in find_statements(desk.reader, words, (), (core + "criterionText",))
        if not f.fact.negated and f.fact.rank != "deprecated"
    ]
    sets = find_statements(desk.reader, words, (), (core + "setsCriterion",))
    named_ones = {str(f.fact.object.iri) for f in sets if f.fact.subject.iri in entities}
    if named_ones and any(f.fact.subject.iri in named_ones for f in texts):
        texts = [f for f in texts if f.fact.subject.iri in named_ones]
    asked_of = {e for e in entities if any(words.is_a(t, core + "Initiative") for t in words.entities[e].types)}
    if not texts or (asked_of and not named_ones):
        return Outcome("unanswered", "The sources do not say what is required.", reason="no-data")
    order = {
        f.fact.subject.iri: f.fact.object.value
        for f in find_statements(desk.reader, words, [str(f.fact.subject.iri) for f in texts], (core + "ordinal",))
    }
    texts.sort(key=lambda f: (order.get(f.fact.subject.iri, ""), f.fact.subject.label))
    items = [item_of([f.fact]) for f in texts]
    query = with_prefixes(f"SELECT DISTINCT ?text WHERE {{\n  ?criterion <{core}criterionText> ?text .\n}}", words)
    return Outcome(
        "answered",
        sentence("the criteria are: " + "; ".join(f"({i}) {f.fact.object.value}" for i, f in enumerate(texts, 1))),
        items,
        query,
        facts=[f.fact for f in texts],
    )


def _mentioning(count: bool, rest: str, setting: Setting, desk: Desk) -> Outcome:
    """ "Which documents mention X", "how many …": those with a statement about it."""
    inner = understand(rest, setting)
    entities = tuple(e for r in inner.readings[:1] for n in r.graph.nodes for e in n.entities)
    if inner.unknown or not entities:
        return Outcome("unanswered", f"The sources do not speak of {rest}.", reason="unknown-entity")
    found = find_statements(desk.reader, desk.words, entities) + find_statements(
        desk.reader, desk.words, (), (), entities
    )
    documents: dict[str, list[Citation]] = {}
    proof: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for f in found:
        for quote in f.fact.quotes:
            documents.setdefault(quote.source.iri, []).append(citation(quote))
            proof.setdefault(quote.source.iri, []).append(f.fact.iri)
            titles[quote.source.iri] = quote.source.title or quote.source.iri
    if not documents:
        return Outcome("unanswered", f"The sources say nothing about {rest}.", reason="no-data")
    items = [AnswerItem(d, titles[d], d, None, (), (), tuple(proof[d]), tuple(c[:3])) for d, c in documents.items()]
    if count:
        number, every = str(len(items)), tuple(f.fact.iri for f in found)
        items = [
            AnswerItem(number, number, None, XSD + "integer", (), (), every, tuple(c[0] for c in documents.values()))
        ]
    return Outcome("answered", sentence(listed(titles.values())), items, facts=[f.fact for f in found])


def _disagreements(rest: str, setting: Setting, desk: Desk) -> Outcome:
    """Statements that conflict, of a thing or a property where one is named."""
    words, core = desk.words, desk.words.core
    inner = understand(rest, setting) if rest else None
    reading = inner.readings[0] if inner and inner.readings else None
    props = {e.p for e in reading.graph.edges if e.said} if reading else set()
    entities = [e for n in (reading.graph.nodes if reading else []) for e in n.entities if "/id/" in e]
    where = (values("s", entities) if entities else "") + (values("p", sorted(props)) if props else "")
    pattern = f"?statement <{core}conflictsWith> ?other ; <{RDF}subject> ?s ; <{RDF}predicate> ?p ."
    query = f"SELECT DISTINCT ?statement WHERE {{ {where} {pattern} }} LIMIT 60"
    iris = [r["statement"].value for r in desk.reader.store.select(query)]  # type: ignore[union-attr]
    facts = read_facts(desk.reader, iris)
    if not facts:
        return Outcome("unanswered", "The graph holds no disagreement about that.", reason="no-data")
    groups: dict[tuple[str, str], list[Found]] = {}
    for fact in facts:
        groups.setdefault((str(fact.subject.iri), str(fact.property.iri)), []).append(Found(fact, False))
    text = " ".join(conflict_sentence([f.fact for f in fs], words) for fs in list(groups.values())[:4])
    items = [item_of([f]) for f in facts]
    status = "conflicting" if len(items) > 1 else "answered"
    return Outcome(status, text, items, with_prefixes(query, words), facts=facts)


def _said_by(rest: str, setting: Setting, desk: Desk) -> Outcome | None:
    """ "What does the audit report say about X": statements of a document or a speaker so named."""
    lower = f" {rest} "
    cut = next(
        (
            (at, verb)
            for verb in (
                " say about ",
                " says about ",
                " said about ",
                " say on ",
                " claim about ",
                " report about ",
                " tell us about ",
                " conclude about ",
                " write about ",
                " state about ",
                " think about ",
                " think of ",
            )
            if (at := lower.lower().find(verb)) >= 0
        ),
        None,
    )
    if cut is None:
        return None
    who, about = lower[: cut[0]].strip(), lower[cut[0] + len(cut[1]) :].strip(" ?.")
    wanted = {s for s in stems(who) if s not in ("the", "a", "an", "in")}
    generic = {
        stem(w)
        for w in ("source", "sources", "document", "documents", "report", "article", "they", "text", "paper", "page")
    }
    documents = [
        d
        for d, title in desk.words.documents.items()
        if wanted - generic and (wanted - generic) <= set(stems(title + " " + desk.words.sources.get(d, "")))
    ]
    speaker = understand(who, setting).readings[0].cover if understand(who, setting).readings else ()
    speakers = {s.sense.iri for s in speaker if s.sense.kind == "entity"} & setting.speakers
    inner = understand(about, setting)
    if inner.unknown or not inner.readings:
        return Outcome(
            "unanswered",
            f"The sources do not speak of {inner.unknown[0] if inner.unknown else about}.",
            reason="unknown-entity",
        )
    reading = inner.readings[0]
    entities = tuple(e for n in reading.graph.nodes for e in n.entities)
    props = tuple(e.p for e in reading.graph.edges if e.said)
    if not entities and not props:
        return Outcome("unanswered", "This was not understood.", reason="not-understood")
    facts = find_statements(desk.reader, desk.words, entities, props) if entities or props else []
    facts += find_statements(desk.reader, desk.words, (), props, entities) if entities else []
    if wanted - generic:
        facts = [f for f in facts if any(q.source.iri in documents for q in f.fact.quotes) or _speaker(f) in speakers]
    if not facts:
        return Outcome("unanswered", f"No source of that name says anything about {about}.", reason="no-data")
    facts = list({f.fact.iri: f for f in facts}.values())[:20]
    items = [item_of([f.fact], subject=bool(f.fact.object.iri in entities)) for f in facts]
    return Outcome(
        "answered",
        " ".join(full_sentence(f.fact, desk.words) for f in facts[:4]),
        items,
        None,
        facts=[f.fact for f in facts],
    )


def _speaker(found: Found) -> str | None:
    thing = found.fact.qualifier("attributedTo")
    return thing.iri if thing is not None else None


__all__ = ["answer_portrait", "answer_sources", "listed", "named", "sentence"]
