"""Clauses that stand for a date or a number: "before TEAM started", "when Ines Koch became director", "than Reef"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.cited import Citation
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements, item_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import tables, word_set
from kg.ask.words.words import value_kind
from kg.read.wording import date_words

Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]

_JOINT = re.compile(
    r"\s(?P<joint>(?:(?:earlier|later|sooner)\s+than|before|after|since|until|when|while|at\s+the\s+time|"
    r"(?:on\s+)?the\s+(?:very\s+)?(?:day|month|year|moment)(?:\s+that|\s+when)?(?=\s+(?!of\b)\S+\s+\S)|"
    r"(?:more|less|longer|fewer|higher|lower|larger|greater|smaller|bigger)\s+(?:\w+\s+)?than))\s+(?P<tail>.+)$",
    re.I,
)
_EARLIER = {"earlier": "before", "sooner": "before", "later": "after"}


def settle_clause(text: str, setting: Setting, desk: Desk, solve: Solve) -> tuple[str, list[str], Outcome | None]:
    """A question with such a clause changed for its date or number; a note of it, and what proves it.

    The text comes back as it was where there is no such clause, or where the sources give it no single value; it comes
    back empty, with the refusal, where they do not give a time that the question rests on.
    """
    words = setting.words
    match = _JOINT.search(text)
    if (
        not words.own
        or match is None
        or (re.match(r"(?:by |since |until |from )?when\b", text, re.I) and match["joint"].lower() == "when")
    ):
        return text, [], None
    joint, tail = " ".join(match["joint"].lower().split()), match["tail"].strip(" ?.")
    joint = "when" if joint.startswith(("the ", "on the ")) else joint  # "who ran it the day that TEAM began"
    head = text[: match.start()]
    inner = understand(tail, setting)
    if not inner.readings or inner.unknown:
        return text, [], None
    if inner.frame.bounds:
        return _dated(head, joint, inner, desk) or (text, [], None)
    thing = next((s for s in inner.readings[0].cover if s.sense.kind == "entity" and "/id/" in s.sense.iri), None)
    if thing is None:
        return text, [], None
    alone = len(inner.readings[0].cover) == 1 and not inner.readings[0].left
    tail = re.sub(r"\s+(?:did|was|is|were|does)$", "", tail)
    word = joint.split()[0]
    if alone:
        if word in ("when", "while", "at") or joint in ("since", "until"):
            return text, [], None
        verb = _verb(head, setting, want="date" if word in (*_EARLIER, "before", "after") else "number")
        if verb is None:
            return text, [], None
        name = words.label(thing.sense.iri)
        question = (
            f"when did {name} {verb}" if word in (*_EARLIER, "before", "after") else f"how much did {name} {verb}"
        )
    elif word in (*_EARLIER, "before", "after", "since", "until", "when", "while", "at"):
        question = f"when {tail}"
    else:
        return text, [], None
    asked = understand(question, setting)
    _, outcome = solve(asked, setting, desk)
    given = {i.value: i for i in outcome.items}
    timed = question.startswith("when") and not alone and asked.readings and not asked.readings[0].left
    if timed and outcome.status == "unanswered" and outcome.reason in ("no-data", "false-premise"):
        outcome.text = f"The sources do not say when {tail}, so that nothing can be told of that time. {outcome.text}"
        return "", [], outcome
    if outcome.status != "answered" or len(given) != 1:
        return text, [], None
    value, item = next(iter(given.items()))
    kind = value_kind([str(item.datatype)])
    if kind == "date":
        plain = _EARLIER.get(word, word)
        plain = "in" if plain in ("when", "while", "at") else plain
        said = f"{head} {plain} {date_words(value)}"
    elif kind == "number":
        said = f"{head} {word} than {value}"
    else:
        return text, [], None
    return said, [f"{tail}: {date_words(value) if kind == 'date' else item.label}"], outcome


def _dated(head: str, joint: str, inner: Understanding, desk: Desk) -> tuple[str, list[str], Outcome] | None:
    """ "When A started in May 2024": that date, where the sources give A that very one; None where they do not."""
    bounds = inner.frame.bounds
    cover = inner.readings[0].cover if not inner.readings[0].left else ()
    things = {s.sense.iri for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri}
    days = {
        s.sense.iri for s in cover if s.sense.kind == "property" and desk.words.properties[s.sense.iri].kind == "date"
    }
    if len(bounds) != 1 or bounds[0].kind != "date" or bounds[0].op != "=" or len(things) != 1 or len(days) != 1:
        return None
    said = bounds[0].low
    told = find_statements(desk.reader, desk.words, sorted(things), sorted(days))
    facts = [f.fact for f in told if not (f.turned or f.fact.negated or f.fact.rank == "deprecated")]
    facts = [f for f in facts if f.object.value.startswith(said) or said.startswith(f.object.value)]
    if not facts:
        return None
    plain = _EARLIER.get(joint.split()[0], joint.split()[0])
    plain = "in" if plain in ("when", "while", "at") else plain
    proof = Outcome("answered", full_sentence(facts[0], desk.words), [item_of(facts)], facts=facts)
    return f"{head} {plain} {date_words(said)}", [full_sentence(facts[0], desk.words).rstrip(".")], proof


_DOER = re.compile(
    r"^(?P<ask>(?:which|what|how many)(?: \w+){0,3}) (?:did|has|have|does|do) (?P<doer>.+?) (?P<verb>\w+)"
    r"(?P<time> (?:in|on|during|between|from|since|before|after|by|until) .*\d{4}.*)$",
    re.I,
)
_KIN = re.compile(
    r"\bthe (?P<kin>predecessor|successor|replacement|forerunner|follow-on)s? (?:of|to|for) (?P<rest>.+)$", re.I
)
_OWNED = re.compile(
    r"(?:\bthe )?(?P<rest>(?-i:[A-Z])[\w&-]*(?: (?:(?-i:[A-Z])[\w&-]*|and|for|of|in|to))*)"
    r"['\u2019]s (?P<kin>predecessor|successor|replacement)\b",
    re.I,
)
_COUNTS = re.compile(r"^how (?:many|much)\b", re.I)
_ASKS_WHETHER = re.compile(r"^(?:is|are|was|were|did|does|do|has|have|will|would|can|could)\b", re.I)


def settle_doer(text: str, setting: Setting, desk: Desk) -> str:
    """ "Which models did the agency launch in 2016": what was launched then, where the agency is whose graph it is."""
    match = _DOER.match(text.strip(" ?.")) if setting.words.own and setting.topic else None
    verb = tables()["doing"].get(match["verb"].lower()) if match else None
    if match is None or verb is None:
        return text
    inner = understand(re.sub(r"^the ", "", match["doer"], flags=re.I), setting)
    cover = inner.readings[0].cover if inner.readings and not inner.readings[0].left else ()
    named = {s.sense.iri for s in cover if s.sense.kind == "entity"}
    bare = match["doer"].lower() in word_set("pronouns", "it")
    core = desk.words.core
    home = {setting.topic[0]}
    for _ in range(3):
        up = find_statements(desk.reader, desk.words, sorted(home), (core + "partOf",))
        up += find_statements(desk.reader, desk.words, sorted(home), (core + "testedBy",))
        home |= {str(f.fact.object.iri) for f in up if f.direct and not f.turned}
    if not bare and (len(named) != 1 or not named <= home):
        return text
    ask = match["ask"]
    were = "was" if ask.lower() in ("what", "which") else "were"
    return f"{ask} {were} {verb}{match['time']}"


def settle_kin(
    text: str, setting: Setting, desk: Desk, solve: Solve, *, whether: bool = True
) -> tuple[str, Outcome | None]:
    """ "Is the successor of X mandatory": the question about the one thing that it is, and what proves that.

    Only yes/no questions and counts, where `whether` is true: what is asked of it else is found together with it.
    """
    text = text if whether else _OWNED.sub(r"the \g<kin> of \g<rest>", text)
    counts = _COUNTS.match(text) is not None
    fits = setting.words.own and (not whether or counts or _ASKS_WHETHER.match(text))
    match = _KIN.search(text) if fits else None
    if match is None:
        return text, None
    inner = understand(match["rest"], setting)
    cover = inner.readings[0].cover if inner.readings else ()
    thing = next((s for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri), None)
    if thing is None or thing.first > 1:
        return text, None
    stop = inner.frame.tokens[thing.at[-1]].end
    rest = match["rest"][stop:]
    # "The Harbor Model": a class's noun after a short name belongs to the name.
    noun = re.match(r"\s+(?:model|test|demonstration|program|initiative)\b", rest, re.I)
    rest = rest[noun.end() :] if noun else rest
    if not rest.strip(" ?.") and not counts:
        return text, None
    _, outcome = solve(understand(f"what is the {match['kin']} of {match['rest'][:stop]}", setting), setting, desk)
    named = {i.iri: i.label for i in outcome.items if i.iri}
    if outcome.status != "answered" or len(named) != 1:
        return text, None
    return f"{text[: match.start()]}{next(iter(named.values()))}{rest}", outcome


def _verb(head: str, setting: Setting, want: str) -> str | None:
    """The verb or noun of the first part that leads to a date or a number."""
    found = understand(head, setting)
    for s in found.readings[0].cover if found.readings else ():
        if s.sense.kind == "property" and setting.words.properties[s.sense.iri].kind == want:
            return " ".join(found.frame.tokens[i].text for i in s.at)
    return None


def with_proof(outcome: Outcome, proof: Outcome | None) -> Outcome:
    """The outcome with the quotes of the clause's value beside its own."""
    if proof is None or outcome.status == "unanswered":
        return outcome
    more: tuple[Citation, ...] = tuple(c for i in proof.items for c in i.citations)[:2]
    statements = tuple(s for i in proof.items for s in i.statements)
    outcome.items = [
        replace(i, citations=(*i.citations, *more), statements=(*i.statements, *statements)) for i in outcome.items
    ]
    outcome.text = f"{outcome.text} {proof.text}" if proof.text not in outcome.text else outcome.text
    return outcome
