"""What somebody projects something to save: told by that speaker's forecasts alone, never by what came about."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.choose import counts_during, value_of
from kg.ask.answering.sentences import conflict_sentence, full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of
from kg.ask.evidence.makers import made_by, stands_in
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

    A forecast without a speaker is that of who tests B, if it is told in the first person, or of who wrote the
    document. Refused where A has none of B.
    """
    text, early, year = _less_its_time(found.frame.text.strip(" ?.!"))
    for groups in (m.groupdict() for pattern in _patterns() if (m := pattern.fullmatch(text))):
        who, thing = one_named(groups["who"], setting, "Agent"), one_named(groups["what"], setting, "Initiative")
        if thing is None and (early or year):
            thing = one_named(groups["what"], setting, "Agent") or _by_kind(groups["what"], setting)
        words = desk.words
        said = groups["who"].strip(" ,")
        written = made_by(said, desk.reader.store, words) or made_by(f"{said}s", desk.reader.store, words)
        if (who is None and not written) or thing is None or who == thing:
            continue
        name = said if who is None else words.label(who)
        told = [f for one in alike(thing, groups["what"], words) for f in sums_told(one, "called", desk)]
        mine = [f for f in told if who is not None and value_of(f.fact, "attributedTo") == who]
        mine = mine or [f for f in told if who is not None and _is_of_office(f, who, desk)]
        mine = mine or [f for f in told if who is not None and _is_own(f) and _is_tested_by(thing, who, desk)]
        mine = mine or [f for f in told if stands_in(f.fact, written) and not value_of(f.fact, "attributedTo")]
        if who is None and not mine:
            continue
        found.said = f"what: {words.label(thing)} — projected net savings — ?; according to {name}"
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
            text = f"The sources tell of no such forecast by {name}."
            return Outcome("unanswered", text, reason="no-data")
        facts = _told_first(facts, year) if early or year else facts
        if not facts or (len({f.object.value for f in facts}) > 1 and not (early or year)):
            return None
        if len({f.object.value for f in facts}) > 1:
            return Outcome("conflicting", conflict_sentence(facts, words), [item_of([f]) for f in facts], facts=facts)
        return Outcome("answered", full_sentence(facts[0], words), [item_of(facts)], facts=facts)
    return None


def _less_its_time(text: str) -> tuple[str, bool, str]:
    """A question without when the forecast was made, whether that is at first, and the year of it.

    >>> _less_its_time("what did they at first expect it to save")
    ('what did they expect it to save', True, '')
    >>> _less_its_time("how much did they figure back in 2010 that it would save")
    ('how much did they figure that it would save', False, '2010')
    """
    table = tables()["told"]["forecasts"]
    text = re.sub(table["said"], table["verbs"][0], text, count=1, flags=re.I)
    first = re.search(rf"\s(?:{'|'.join(table['first'])})(?=\s(?:{'|'.join(table['verbs'])})\b)", text, re.I)
    text = text[: first.start()] + text[first.end() :] if first is not None else text
    # "Would save back in 2010" tells when it was thought: nothing is saved in years that lie behind.
    behind = rf"(?<=\s)({'|'.join(table['verbs'])})\b(.+),? (back in (?:19|20)\d\d)$"
    text = re.sub(behind, r"\1 \3\2", text, flags=re.I)
    told = re.search(rf"(?<=\s)({'|'.join(table['verbs'])}),? (?:back )?in ((?:19|20)\d\d),?(?=\s)", text, re.I)
    if told is not None:
        text = text[: told.end(1)] + text[told.end() :]
    return text, first is not None, told[2] if told is not None else ""


def _told_first(facts: list[Fact], year: str) -> list[Fact]:
    """The forecasts that were made in a year, or before all others where no year is asked about."""
    days = {f.iri: min((q.stated_on for q in f.quotes if q.stated_on), default="") for f in facts}
    if not year and not all(days.values()):
        return []
    first = year or min(days.values(), default="")[:4]
    return [f for f in facts if days[f.iri].startswith(first)]


def of_period(fact: Fact, bound: Bound) -> bool:
    """Whether an amount is of just the years that a question names: a part of them has an amount of its own."""
    if bound.op != "between":
        return counts_during(fact, bound)
    begun, over = value_of(fact, "validFrom"), value_of(fact, "validUntil")
    return begun[:4] == bound.low[:4] and over[:4] == str(bound.high)[:4]


def alike(thing: str, name: str, words: Words) -> list[str]:
    """A thing with those of its kind that bear just the name by which it was asked for: a short name of one of them."""
    said = fold(name.strip(" ,"))
    others = [e.iri for e in words.entities.values() if "/id/" in e.iri and said in map(fold, e.names)]
    return [thing, *(iri for iri in others if iri != thing and words.is_one(iri, "Initiative"))]


def one_named(name: str, setting: Setting, kind: str) -> str | None:
    """The one thing of a kind, or the one who speaks, that a name means."""
    inner = understand(name.strip(" ,"), setting)
    cover = inner.readings[0].cover if inner.readings and not inner.readings[0].left and not inner.unknown else ()
    iris = {s.sense.iri for s in cover if s.sense.kind == "entity"}
    # "The dialysis model": the noun for what a thing is may stand beside a part of its name.
    types = setting.words.entities[min(iris)].types if len(iris) == 1 and min(iris) in setting.words.entities else ()
    kinds = [s for s in cover if s.sense.kind == "class" and any(setting.words.is_a(t, s.sense.iri) for t in types)]
    iri = iris.pop() if len(iris) == len(cover) - len(kinds) == 1 else None
    return iri if iri is not None and _is_of(iri, kind, setting.words) else None


def _by_kind(name: str, setting: Setting) -> str | None:
    """The body that the graph is most about, where a name only tells its kind: "the center"."""
    inner = understand(name.strip(" ,"), setting)
    cover = inner.readings[0].cover if inner.readings and not inner.readings[0].left and not inner.unknown else ()
    kinds = [s.sense.iri for s in cover if s.sense.kind == "class"]
    known = setting.words.entities.get(setting.topic[0]) if setting.topic else None
    if known is None or len(kinds) != 1 or len(cover) != 1:
        return None
    return known.iri if any(setting.words.is_a(t, kinds[0]) for t in known.types) else None


def _is_of(iri: str, kind: str, words: Words) -> bool:
    kinds = ("Person", "Organization", "Post") if kind == "Agent" else (kind,)
    return any(words.is_one(iri, one) for one in kinds)


def sums_told(thing: str, kind: str, desk: Desk) -> list[Found]:
    """What the sources say of a thing by the properties of a list of the table."""
    props = [p.iri for p in desk.words.properties.values() if p.label in word_set("told", "forecasts", kind)]
    found = find_statements(desk.reader, desk.words, (thing,), props) if props else []
    return [f for f in found if _is_good(f)]


def _is_good(found: Found) -> bool:
    return not found.fact.negated and found.fact.rank != "deprecated" and not found.turned


def _is_tested_by(thing: str, who: str, desk: Desk) -> bool:
    """Whether a body tests something, itself or by a part of it that is named after it."""
    told = sums_told(thing, "makers", desk)
    testers = {str(f.fact.object.iri) for f in told if f.fact.object.iri in desk.words.entities}
    whole = desk.words.entities[who].names
    parts = [f" {name} " for one in testers for name in desk.words.entities[one].names]
    return who in testers or any(f" {name} " in part for name in whole for part in parts)


def _is_of_office(found: Found, who: str, desk: Desk) -> bool:
    """Whether who heads an office tells its forecast ("my office projects"): both bear the name of one profession."""
    speaker, office = value_of(found.fact, "attributedTo"), desk.words.label(who).lower().split()
    said = {word for q in found.fact.quotes for word in re.findall(r"\w+", q.exact.lower())}
    if not speaker or not said & word_set("told", "forecasts", "own") or "office" not in office:
        return False
    held = find_statements(desk.reader, desk.words, (), (), (speaker,))
    posts = {f.fact.property.label.lower().split()[-1] for f in held if not f.turned and not f.fact.negated}
    return bool(posts & set(office))


def _is_own(found: Found) -> bool:
    """Whether a forecast without a speaker is told by those who make it: "we estimate"."""
    said = {word for q in found.fact.quotes for word in re.findall(r"\w+", q.exact.lower())}
    return not value_of(found.fact, "attributedTo") and bool(said & word_set("told", "forecasts", "own"))
