"""What somebody may or must do: questions that a power, a duty or a criterion answers by its own words."""

from __future__ import annotations

from kg.ask.cited import XSD, AnswerItem
from kg.ask.english import light_stems, related_to, root, silent_stems, stems, tokenize, word_set
from kg.ask.lookup import Found, citations, find_statements, item_of, qualifiers_of
from kg.ask.own import Desk, Outcome
from kg.ask.reading import Understanding
from kg.ask.sentences import full_sentence, listed, sentence
from kg.ask.times import find_bounds
from kg.read.wording import date_words

_GRAMMAR = frozenset({"whether", "would", "could", "able", "order"})


def answer_duty(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "may A do B", "must A do B", "who may do B", "by when must A do B"; None where no text says all of B.

    Every word of content in the question has to stand in the words of the power or duty, or in its quote.
    """
    frame, words = found.frame, desk.words
    lower = [t.lower for t in frame.tokens]
    if frame.asks not in ("truth", "who", "when") or not found.readings:
        return None
    power, duty = set(lower) & word_set("duties", "may"), set(lower) & word_set("duties", "must")
    judges = frame.asks == "who" and bool({t.stem for t in frame.tokens} & {s for w in _judging() for s in stems(w)})
    if not power and not duty and not judges:
        return None
    known = find_statements(desk.reader, words, (), (words.core + "grantsPower", words.core + "imposesDuty"))
    known = [f for f in known if f.fact.rank != "deprecated"]
    bearers = {t.iri for f in known if (t := f.fact.qualifier("bearer")) is not None}
    named = [s for s in found.readings[0].cover if s.sense.kind == "entity" and s.sense.iri in bearers]
    actor = named[0] if named and frame.asks != "who" else None
    skip = set(frame.focus) | set(actor.at if actor else ())
    asked = [
        t
        for i, t in enumerate(frame.tokens)
        if i not in skip
        and t.text[0].isalnum()
        and t.lower not in word_set("duties", "may") | word_set("duties", "must") | _GRAMMAR
        and t.stem not in silent_stems()
    ]
    content = [t.stem for t in asked if t.stem not in light_stems()]
    denies = bool(frame.negated)
    if denies and frame.asks == "truth":
        return None
    if judges and not power:
        said = _judged(content, desk, denies=denies)
        if said is not None:
            return said
    if len(content) < 2:
        return None
    fitting = [
        f for f in known if _says(f, content, denies=denies) and (actor is None or _bearer(f) == actor.sense.iri)
    ]
    if not fitting and frame.asks == "when":
        fitting = [f for f in known if _says(f, content)]
    if not fitting:
        return None
    facts = [f.fact for f in fitting]
    told = " ".join(full_sentence(f, words) for f in facts[:2])
    if frame.asks == "when":
        return _by_when(fitting, desk)
    if frame.asks == "who":
        return _whose(fitting, duty_asked=bool(duty), desk=desk)
    strong = [f for f in fitting if not duty or str(f.fact.property.iri).endswith("imposesDuty")]
    yes = [f.fact for f in strong if not f.fact.negated]
    no = [f.fact for f in fitting if f.fact.negated]
    if bool(yes) == bool(no):
        items = [item_of([f]) for f in facts]
        return Outcome("unanswered", "The sources only say: " + told, reason="no-data", known=items, facts=facts)
    chosen, value = (yes, "true") if yes else (no, "false")
    item = AnswerItem(
        value,
        "yes" if yes else "no",
        None,
        XSD + "boolean",
        (),
        qualifiers_of(chosen[0]),
        tuple(f.iri for f in chosen),
        citations(chosen),
    )
    text = f"{'Yes' if yes else 'No'}: {full_sentence(chosen[0], words)}"
    return Outcome("answered", text, [item], facts=chosen)


def _judging() -> frozenset[str]:
    return word_set("duties", "judging")


def _bearer(found: Found) -> str | None:
    thing = found.fact.qualifier("bearer")
    return thing.iri if thing is not None else None


def _says(found: Found, content: list[str], *, denies: bool = False) -> bool:
    """Whether a text or its quote has every content word, or a word that may stand for it."""
    text = found.fact.object.value + " " + " ".join(q.exact for q in found.fact.quotes)
    have = set(stems(text))
    if denies and not have & {"not", "no", "unless", "without", "never"}:
        return False
    roots = {root(s) for s in have}
    return all(s in have or root(s) in roots or related_to(s) & have for s in content)


def _judged(content: list[str], desk: Desk, *, denies: bool) -> Outcome | None:
    """ "Who determines whether …": of a criterion that says so, who decides it."""
    words, core = desk.words, desk.words.core
    verbs = {s for w in _judging() for s in stems(w)}
    wanted = [s for s in content if s not in verbs]
    if not wanted:
        return None
    texts = find_statements(desk.reader, words, (), (core + "criterionText",))
    fitting = [str(f.fact.subject.iri) for f in texts if not f.fact.negated and _says(f, wanted, denies=denies)]
    if not fitting:
        return None
    deciders = find_statements(desk.reader, words, fitting, (core + "determinedBy",))
    groups: dict[str, list[Found]] = {}
    for f in deciders:
        if not f.fact.negated and f.fact.rank != "deprecated":
            groups.setdefault(str(f.fact.object.iri), []).append(f)
    if len(groups) != 1:
        return None
    facts = [f.fact for fs in groups.values() for f in fs]
    proof = [f.fact for f in texts if f.fact.subject.iri in {x.subject.iri for x in facts}]
    item = item_of([*facts, *proof])
    return Outcome("answered", full_sentence(facts[0], words), [item], facts=[*facts, *proof])


def _whose(fitting: list[Found], *, duty_asked: bool, desk: Desk) -> Outcome | None:
    """ "Who must do it": the bearers of the duties that say so."""
    groups: dict[str, list[Found]] = {}
    for f in fitting:
        duty = str(f.fact.property.iri).endswith("imposesDuty")
        if _bearer(f) and not f.fact.negated and (duty or not duty_asked):
            groups.setdefault(str(_bearer(f)), []).append(f)
    if not groups:
        return None
    items = [
        AnswerItem(
            iri,
            desk.words.label(iri),
            iri,
            None,
            (),
            qualifiers_of(fs[0].fact),
            tuple(f.fact.iri for f in fs),
            citations(f.fact for f in fs),
        )
        for iri, fs in groups.items()
    ]
    facts = [f.fact for fs in groups.values() for f in fs]
    text = sentence(f"{listed(i.label for i in items)}: {full_sentence(facts[0], desk.words)}")
    return Outcome("answered", text, items, facts=facts)


def _by_when(fitting: list[Found], desk: Desk) -> Outcome | None:
    """ "By when must A do B": the one date that the duty's own words give."""
    dates: dict[str, list[Found]] = {}
    for f in fitting:
        bounds = [b for b in find_bounds(tokenize(f.fact.object.value)) if b.kind == "date"]
        for bound in bounds:
            dates.setdefault(bound.low, []).append(f)
    if len(dates) != 1:
        return None
    value, facts = next(iter(dates.items()))
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")
    stated = [f.fact for f in facts]
    item = AnswerItem(
        value,
        date_words(value),
        None,
        XSD + kind,
        (),
        qualifiers_of(stated[0]),
        tuple(f.iri for f in stated),
        citations(stated),
    )
    return Outcome("answered", full_sentence(stated[0], desk.words), [item], facts=stated)
