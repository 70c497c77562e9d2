"""Yes or no to "may A do B" and "must A do B", with the criteria before B, and to no case that the law does not put."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, item_of, verdict
from kg.ask.law.hurdles import Hurdles, has_like, hurdles_of
from kg.ask.questions.frame import QuestionFrame
from kg.ask.words.english import stem, stems, tables, tokenize, word_set
from kg.read.facts import Fact


def whether(fitting: list[Found], question: str, *, duty_asked: bool, desk: Desk) -> Outcome:
    """Yes or no, as the powers and duties that say what is asked do or deny it.

    Where a question puts a case ("a model that costs more") which they do not say just so, or asks of all where they
    speak of some, they are told as what the law says, without a yes or no.
    """
    facts = [f.fact for f in fitting]
    strong = [f for f in fitting if not duty_asked or str(f.fact.property.iri).endswith("imposesDuty")]
    yes = [f.fact for f in strong if not f.fact.negated]
    no = [f.fact for f in fitting if f.fact.negated]
    if bool(yes) == bool(no):
        return _only_told(facts, desk)
    chosen = yes or no
    if _asks_of_others(question):
        items = [item_of([f]) for f in chosen]
        return Outcome("unanswered", "The sources do not say that of anybody else.", reason="no-data", known=items)
    sure = [f for f in chosen if _says_just_so(f, question)]
    if not sure:
        told = " ".join(full_sentence(f, desk.words) for f in chosen[:3])
        text = f"The law gives no plain yes or no to that. What it says: {told}"
        return Outcome("answered", text, [with_condition(f) for f in chosen], facts=chosen)
    before = _before(sure[0], desk) if yes else None
    proof = [*sure, *(before.texts if before is not None else ())]
    text = f"{'Yes' if yes else 'No'}: {full_sentence(sure[0], desk.words)}{_telling(before) if before else ''}"
    return Outcome("answered", text, [verdict(bool(yes), proof)], facts=proof)


def with_condition(act: Fact) -> AnswerItem:
    """A power or duty as an answer with its condition, without which it would say too much."""
    condition, item = act.qualifier("condition"), item_of([act])
    if condition is None:
        return item
    return replace(item, value=f"{item.value}, {condition.value}", label=f"{item.label}, {condition.value}")


def _only_told(facts: list[Fact], desk: Desk) -> Outcome:
    items = [item_of([f]) for f in facts]
    told = " ".join(full_sentence(f, desk.words) for f in facts[:2])
    return Outcome("unanswered", "The sources only say: " + told, reason="no-data", known=items, facts=facts)


def _before(act: Fact, desk: Desk) -> Hurdles | None:
    """The one set of criteria that stands before a power or duty."""
    found = [one for one in hurdles_of(desk) if any(f.iri == act.iri for f in one.beside)]
    return found[0] if len(found) == 1 else None


def _telling(one: Hurdles) -> str:
    listed = "; ".join(f"({i}) {f.words}" for i, f in enumerate(one.texts, 1))
    if not one.powers:
        # A duty may hold if they are met, or unless they are.
        return f" Beside it the law sets criteria: {listed}."
    how = "It has a criterion" if len(one.texts) == 1 else "It has criteria"
    if len(one.texts) > 1 and one.joined is not None:
        how = f"It has criteria, of which {'one is enough' if one.any_is_enough else 'all have to be met'}"
    return f" {how}: {listed}."


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of the case that a question puts, of a denial, and of who else is asked for."""
    table = tables()["duties"]["cases"]
    return (
        re.compile(rf"\s(?P<joint>{table['joints']})\s+(?P<case>.+)$", re.I),
        re.compile(table["denials"], re.I),
        re.compile(table["others"], re.I),
    )


def vague_in(frame: QuestionFrame) -> frozenset[int]:
    """The words of a case that says only that something went badly: "that fails"."""
    case = re.search(tables()["duties"]["cases"]["vague"], frame.text, re.I)
    first = len(tokenize(frame.text[: case.start()])) if case else 0
    return frozenset(range(first, first + len(tokenize(case.group())))) if case else frozenset()


def case_at(frame: QuestionFrame) -> int:
    """The first word of the case that a question puts ("that costs more"); behind its last one where it puts none."""
    case = _shapes()[0].search(frame.text)
    return len(tokenize(frame.text[: case.start()])) if case else len(frame.tokens)


def _asks_of_others(question: str) -> bool:
    return _shapes()[2].search(question) is not None


def _says_just_so(act: Fact, question: str) -> bool:
    """Whether a power or duty says the case of a question, if any, in the same way, and of as much."""
    condition = act.qualifier("condition")
    parts = [act.object.value, *([condition.value] if condition is not None else [])]
    asked, told = ({w.lower() for w in re.findall(r"\w+", t)} for t in (question, " ".join(parts)))
    if asked & word_set("duties", "cases", "every") and told & word_set("duties", "cases", "some"):
        return False
    if (asked - told) & word_set("duties", "cases", "only"):
        return False
    put = _shapes()[0].search(question.strip(" ?.!"))
    if put is None:
        return True
    words = [s for s in stems(put["case"]) if s not in _empty()]
    return any(_is_said(f"{put['joint']} {put['case']}", words, own) for own in parts)


def _is_said(case: str, wanted: list[str], own: str) -> bool:
    """Whether one text has all words of a case, and denies it where the case itself does so."""
    have = set(stems(own))
    if not all(has_like(s, have) for s in wanted):
        return False
    # "Not expected to", "unless": what denies the case stands before its words.
    denial = _shapes()[1]
    first = min((m.start() for m in re.finditer(r"\w+", own) if stem(m.group().lower()) in wanted), default=0)
    return (denial.search(case) is not None) == (denial.search(own[:first]) is not None)


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    lists = word_set("words", "auxiliary") | word_set("duties", "cases", "empty")
    return frozenset(stem(w) for w in lists)
