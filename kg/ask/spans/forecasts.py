"""What somebody projects something to save: told by that speaker's forecasts alone, never by what came about."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.choose import counts_during, value_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of
from kg.ask.questions.times import Bound, find_bounds
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.words.english import fold, tables, tokenize, word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = tables()["told"]["forecasts"]
    verbs = "|".join(sorted(table["verbs"], key=len, reverse=True))
    return tuple(re.compile(said.replace("@verbs", f"(?:{verbs})"), re.I) for said in table["patterns"])


def answer_forecast(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "What savings does A project for B": the net savings that A projects of B; None for another question.

    A forecast without a speaker is that of who tests B, if it is told in the first person. Refused
    where A has none of B.
    """
    text = found.frame.text.strip(" ?.!")
    for groups in (m.groupdict() for pattern in _patterns() if (m := pattern.fullmatch(text))):
        who, thing = one_named(groups["who"], setting, "Agent"), one_named(groups["what"], setting, "Initiative")
        if who is None or thing is None:
            continue
        words = desk.words
        told = [f for one in _alike(thing, groups["what"], words) for f in _told(one, "called", desk)]
        mine = [f for f in told if value_of(f.fact, "attributedTo") == who]
        mine = mine or [f for f in told if _is_own(f) and _is_tested_by(thing, who, desk)]
        found.said = f"what: {words.label(thing)} — projected net savings — ?; according to {words.label(who)}"
        days = (
            [b for b in find_bounds(tokenize(f"from {groups['when']}")) if b.kind == "date"]
            if groups.get("when")
            else []
        )
        facts = [f.fact for f in mine if all(of_period(f.fact, b) for b in days)]
        if mine and not facts:
            text = f"The sources do not say that of these years; what they do say: {full_sentence(mine[0].fact, words)}"
            known = [item_of([f.fact]) for f in mine[:5]]
            return Outcome("unanswered", text, reason="no-data", known=known, facts=[f.fact for f in mine])
        if not facts:
            text = f"The sources tell of no such forecast by {words.label(who)}."
            return Outcome("unanswered", text, reason="no-data")
        if len({f.object.value for f in facts}) > 1:
            return None
        return Outcome("answered", full_sentence(facts[0], words), [item_of(facts)], facts=facts)
    return None


def of_period(fact: Fact, bound: Bound) -> bool:
    """Whether an amount is of just the years that a question names: a part of them has an amount of its own."""
    if bound.op != "between":
        return counts_during(fact, bound)
    begun, over = value_of(fact, "validFrom"), value_of(fact, "validUntil")
    return begun[:4] == bound.low[:4] and over[:4] == str(bound.high)[:4]


def _alike(thing: str, name: str, words: Words) -> list[str]:
    """A thing with those of its kind that bear just the name by which it was asked for: a short name of one of them."""
    said = fold(name.strip(" ,"))
    others = [e.iri for e in words.entities.values() if "/id/" in e.iri and said in map(fold, e.names)]
    return [thing, *(iri for iri in others if iri != thing and words.is_one(iri, "Initiative"))]


def one_named(name: str, setting: Setting, kind: str) -> str | None:
    """The one thing of a kind, or the one who speaks, that a name means."""
    inner = understand(name.strip(" ,"), setting)
    cover = inner.readings[0].cover if inner.readings and not inner.readings[0].left and not inner.unknown else ()
    iris = {s.sense.iri for s in cover if s.sense.kind == "entity"}
    iri = iris.pop() if len(iris) == len(cover) == 1 else None
    return iri if iri is not None and _is_of(iri, kind, setting.words) else None


def _is_of(iri: str, kind: str, words: Words) -> bool:
    kinds = ("Person", "Organization", "Post") if kind == "Agent" else (kind,)
    return any(words.is_one(iri, one) for one in kinds)


def _told(thing: str, kind: str, desk: Desk) -> list[Found]:
    """What the sources say of a thing by the properties of a list of the table."""
    props = [p.iri for p in desk.words.properties.values() if p.label in word_set("told", "forecasts", kind)]
    found = find_statements(desk.reader, desk.words, (thing,), props) if props else []
    return [f for f in found if _is_good(f)]


def _is_good(found: Found) -> bool:
    return not found.fact.negated and found.fact.rank != "deprecated" and not found.turned


def _is_tested_by(thing: str, who: str, desk: Desk) -> bool:
    """Whether a body tests something, itself or by a part of it that is named after it."""
    told = _told(thing, "makers", desk)
    testers = {str(f.fact.object.iri) for f in told if f.fact.object.iri in desk.words.entities}
    whole = desk.words.entities[who].names
    parts = [f" {name} " for one in testers for name in desk.words.entities[one].names]
    return who in testers or any(f" {name} " in part for name in whole for part in parts)


def _is_own(found: Found) -> bool:
    """Whether a forecast without a speaker is told by those who make it: "we estimate"."""
    said = {word for q in found.fact.quotes for word in re.findall(r"\w+", q.exact.lower())}
    return not value_of(found.fact, "attributedTo") and bool(said & word_set("told", "forecasts", "own"))
