"""Criteria by number: "what is the first criterion", "how many criteria must be met"."""

from __future__ import annotations

from dataclasses import replace

from kg.ask.answering.sentences import full_sentence, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, find_statements, item_of, qualifiers_of
from kg.ask.law.hurdles import sets_meant, sets_of
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import stems, word_set

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def answer_criterion(found: Understanding, desk: Desk) -> Outcome | None:
    """The text of the criterion that a question numbers, or how many there are; None for another question."""
    frame, words = found.frame, desk.words
    lower = [t.lower for t in frame.tokens]
    at = next((i for i, t in enumerate(frame.tokens) if t.lower in word_set("criteria", "words")), None)
    if at is None or frame.negated:
        return None
    number = _PLACES.index(lower[at - 1]) + 1 if at and lower[at - 1] in _PLACES else None
    after = lower[at + 1] if at + 1 < len(lower) else ""
    if number is None and (after.isdigit() or after in _COUNTS):
        number = int(after) if after.isdigit() else _COUNTS.index(after) + 1
    counts = frame.asks == "count" and at == len(frame.focus)
    if (number is None or frame.asks not in ("which", "list", "definition", "keywords", "who", "said")) and not counts:
        return None
    named = {s.sense.iri for r in found.readings[:1] for s in r.cover if s.sense.kind == "entity"}
    if counts and any(words.is_one(iri, "Initiative") for iri in named):
        return None  # "how many conditions does Harbor treat" asks of no law
    sets = sets_of(desk)
    chosen = [s for s in sets if s[0] in named] or sets
    meant = {one.setter for one in sets_meant(frame.text, desk)} if len(chosen) > 1 else set()
    chosen = [s for s in chosen if s[0] in meant] or chosen
    if not chosen:
        return Outcome("unanswered", "The sources set no criteria.", reason="no-data")
    if counts:
        return _count(chosen, desk)
    facts = [f for _, texts, order in chosen for f in texts if order.get(str(f.fact.subject.iri)) == str(number)]
    if not facts:
        return Outcome("unanswered", f"The sources name no criterion {number}.", reason="no-data")
    if frame.asks == "who":
        return _decided(facts, desk) if {t.stem for t in frame.tokens} & _judging() else None
    items = [item_of([f.fact]) for f in facts]
    return Outcome(
        "answered", " ".join(full_sentence(f.fact, words) for f in facts[:3]), items, facts=[f.fact for f in facts]
    )


def in_words(outcome: Outcome, desk: Desk) -> Outcome:
    """An outcome with the words of each criterion that it only calls by its number."""
    named = [i.iri for i in outcome.items if i.iri and desk.words.is_one(i.iri, "Criterion")]
    named += [str(f.subject.iri) for f in outcome.facts if desk.words.is_one(str(f.subject.iri), "Criterion")]
    kind = desk.words.core + "criterionText"
    if not named:
        return outcome
    found = find_statements(desk.reader, desk.words, sorted(set(named)), (kind,))
    texts = {str(f.fact.subject.iri): f.fact.object.value for f in found if not f.fact.negated}
    text = outcome.text
    parts = find_statements(desk.reader, desk.words, sorted(texts), (desk.words.core + "partOf",)) if texts else []
    wholes = {str(f.fact.object.iri) for f in parts} - set(texts)
    left = [i for i in outcome.items if i.iri not in wholes]
    if left and len(left) < len(outcome.items) and {i.iri for i in left} <= set(texts):
        # What the criteria make up together tells nothing beside them.
        told = "; ".join(f"({n}) {texts[str(i.iri)]}" for n, i in enumerate(left, 1))
        outcome, text = replace(outcome, items=left), sentence(f"the criteria are: {told}")
    for iri, said in texts.items():
        if said not in text:
            text = text.replace(desk.words.label(iri), f"{desk.words.label(iri)} (“{said}”)", 1)
    items = [replace(i, label=texts[i.iri]) if i.iri in texts else i for i in outcome.items]
    return replace(outcome, text=text, items=items)


def _judging() -> set[str]:
    return {s for word in (*word_set("duties", "judging"), "make") for s in stems(word)}


def _decided(texts: list[Found], desk: Desk) -> Outcome:
    """Who decides whether some criteria are met."""
    told = find_statements(
        desk.reader, desk.words, [str(f.fact.subject.iri) for f in texts], (desk.words.core + "determinedBy",)
    )
    told = [f for f in told if not f.fact.negated and f.fact.rank != "deprecated"]
    groups: dict[str, list[Found]] = {}
    for f in told:
        groups.setdefault(str(f.fact.object.iri), []).append(f)
    if not groups:
        return Outcome("unanswered", "The sources do not say who decides that criterion.", reason="no-data")
    items = [item_of([f.fact for f in fs]) for fs in groups.values()]
    facts = [f.fact for f in told]
    return Outcome("answered", " ".join(full_sentence(f, desk.words) for f in facts[:2]), items, facts=facts)


def _count(sets: list[tuple[str, list[Found], dict[str, str]]], desk: Desk) -> Outcome:
    sizes = {len({str(f.fact.subject.iri) for f in texts}) for _, texts, _ in sets}
    facts = [f.fact for _, texts, _ in sets for f in texts]
    if len(sizes) != 1:
        told = "; ".join(f"{desk.words.label(s)} sets {len(texts)}" for s, texts, _ in sets)
        text = sentence(f"several sets of criteria are meant: {told}")
        return Outcome("unanswered", text, reason="not-understood", known=[item_of([f]) for f in facts[:5]])
    number = str(sizes.pop())
    item = AnswerItem(
        number,
        number,
        None,
        XSD + "integer",
        (),
        qualifiers_of(facts[0]),
        tuple(f.iri for f in facts),
        citations(facts),
    )
    _, texts, order = sets[0]
    texts = sorted(texts, key=lambda f: order.get(str(f.fact.subject.iri), ""))
    told = "; ".join(f"({i}) {f.fact.words}" for i, f in enumerate(texts, 1))
    return Outcome("answered", sentence(f"{number} criteria: {told}"), [item], facts=facts)
