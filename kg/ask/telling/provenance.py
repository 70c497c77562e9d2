"""What sources say: whose word it is, where it is said, what a source says of a thing, where sources disagree."""

from __future__ import annotations

from kg.ask.answering.nature import nature_of, speakers_of
from kg.ask.answering.own import answer_lookup, lookup_edge
from kg.ask.answering.sentences import conflict_sentence, full_sentence, listed, sentence
from kg.ask.answering.truth import answer_truth
from kg.ask.evidence.cited import XSD, AnswerItem, Citation
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citation, find_statements, item_of, values
from kg.ask.graphs.graphs import Edge
from kg.ask.graphs.sparql import with_prefixes
from kg.ask.law.hurdles import sets_meant
from kg.ask.questions.frame import plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import light_stems, root, silent_stems, stem, stems, word_set
from kg.ask.words.words import RDF
from kg.read.facts import Fact, read_facts


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
    # What is claimed is put to the test first, so that a number in it is one to be met; else it asks for a value.
    first = rest.split()[0].lower()
    tested = plainer(rest) if first in word_set("words", "auxiliary") else f"is it true that {rest}"
    facts = _claimed(understand(tested, setting), desk) or _claimed(inner, desk) or _set_aside(inner, desk)
    if frame.asks == "nature":
        return nature_of(frame.text, facts)
    if not facts:
        return Outcome("unanswered", "The sources do not say that.", reason="no-data")
    return speakers_of(facts, desk.words)


def _claimed(found: Understanding, desk: Desk) -> list[Fact]:
    """The statements that bear out what somebody is said to have said, by the likeliest reading that has any."""
    for reading in found.readings[:4]:
        if reading.left or not reading.graph.edges:
            continue
        edge = lookup_edge(reading.graph)
        if edge is None:
            continue
        ends = reading.graph.nodes[edge.s], reading.graph.nodes[edge.o]
        amount = reading.graph.truth and desk.words.properties[edge.p].kind == "number"
        bound = bool(ends[0].entities and (ends[1].entities or reading.graph.filters or amount))
        if reading.graph.truth and not bound:
            continue
        outcome = answer_truth(reading, desk) if bound else answer_lookup(reading, edge, desk)
        sided = outcome.status == "conflicting" and bound
        facts = [f for f in outcome.facts if not sided or _meets(f, reading, edge)]
        denied = bound and outcome.status == "answered" and any(i.value == "false" for i in outcome.items)
        facts = [f for f in facts if _says_numbers(f, found)]
        if facts and outcome.status != "unanswered" and not denied:
            return facts
    return []


def _says_numbers(fact: Fact, found: Understanding) -> bool:
    """Whether a statement or its words have every figure of a claim: 742 hospitals are not 741."""
    told = " ".join((fact.object.value, fact.words, *(str(q.thing.value) for q in fact.qualifiers)))
    told = " ".join((told, *(q.exact + " " + (q.stated_on or "") for q in fact.quotes))).replace(",", "")
    dated = {i for b in found.frame.bounds if b.kind == "date" for i in b.at}
    named = {i for r in found.readings[:1] for s in r.cover if s.sense.kind == "entity" for i in s.at}
    loose = [t.text for i, t in enumerate(found.frame.tokens) if t.text[0].isdigit() and i not in dated | named]
    return all(figure.replace(",", "") in told for figure in loose)


def _set_aside(found: Understanding, desk: Desk) -> list[Fact]:
    """Statements that say so and that a curator has set aside: that somebody said it stays true."""
    for reading in found.readings[:4]:
        edge = lookup_edge(reading.graph)
        if reading.left or edge is None or not reading.graph.filters or not reading.graph.nodes[edge.s].entities:
            continue
        told = find_statements(desk.reader, desk.words, reading.graph.nodes[edge.s].entities, (edge.p,))
        facts = [f.fact for f in told if f.fact.rank == "deprecated" and _meets(f.fact, reading, edge)]
        if facts:
            return facts
    return []


def _meets(fact: Fact, reading: Interpretation, edge: Edge) -> bool:
    """Whether a statement of a disagreement is on the side of what is claimed."""
    target = reading.graph.nodes[edge.o]
    if target.entities:
        return fact.object.iri in target.entities and not fact.negated
    return not fact.negated and all(b.holds(fact.object.value) for n, b in reading.graph.filters if n == edge.o)


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
    else:
        meant = {t.iri for one in sets_meant(found.frame.text, desk) for t in one.texts}
        texts = [f for f in texts if f.fact.iri in meant] or texts
    asked_of = {e for e in entities if any(words.is_a(t, core + "Initiative") for t in words.entities[e].types)}
    if not texts or (asked_of and not named_ones) or not _about_criteria(found, texts):
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


def _about_criteria(found: Understanding, texts: list[Found]) -> bool:
    """Whether every telling word of a question of what must be is one for a criterion or stands in one."""
    have = {s for f in texts for s in stems(" ".join((f.fact.object.value, *(q.exact for q in f.fact.quotes))))}
    have |= {root(s) for s in have} | {s for w in word_set("criteria", "speaks") for s in stems(w)}
    said = [t.stem for t in found.frame.tokens if t.text[0].isalpha()]
    telling = [s for s in said if s not in silent_stems() | light_stems()]
    return all(s in have or root(s) in have for s in telling)


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
    near = [r for r in inner.readings if r.score >= inner.readings[0].score - 0.2] if inner and inner.readings else []
    # Of two readings that lie close, the one of numbers or dates: it is on those that sources differ.
    valued = [r for r in near if any(words.properties[e.p].kind != "thing" and e.said for e in r.graph.edges)]
    reading = next(iter(valued or near), None)
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
            for said in sorted(word_set("speech", "closing"), key=lambda s: (-len(s), s))
            if (at := lower.lower().find(verb := f" {said} ")) >= 0
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
