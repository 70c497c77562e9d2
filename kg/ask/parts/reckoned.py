"""Reckoned: what several figures of one thing come to together, and how far one moved from a time to another.

Each figure is asked for by itself, so that each has its own proof and is shown. Nothing is reckoned with a figure that
is disputed, rounded, a bound or a rate, nor with amounts of different kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, item_of, qualifiers_of
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import tables
from kg.read.facts import Fact
from kg.read.wording import value_words

Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]
MOST_YEARS = 10
_ALIKE = ("unit", "per", "appliesTo")


@lru_cache(maxsize=1)
def _totals() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tables()["totals"]
    return re.compile(table["words"], re.I), re.compile(table["years"], re.I)


@lru_cache(maxsize=1)
def _changes() -> tuple[re.Pattern[str], ...]:
    table = tables()["changes"]
    return tuple(
        re.compile(p.replace("@way", table["way"]).replace("@time", table["time"]), re.I) for p in table["patterns"]
    )


def answer_total(text: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """The sum of the figures of the years that a question names; None for a question that asks for no sum of years.

    A sum that the sources state themselves goes first. No-data, with what is told, where not every year has one figure.
    """
    words, years = _totals()
    plain = text.strip(" ?.!")
    if not setting.words.own or words.search(plain) is None:
        return None
    listing = list(years.finditer(plain))
    if not listing:
        return _of_things(" ".join(words.sub("", plain).split()), setting, desk, solve)
    if len(listing) != 1:
        return None
    named = _years(listing[0])
    bare = words.sub("", f"{plain[: listing[0].start()]}{plain[listing[0].end() :]}")
    bare = " ".join(bare.split())
    if not 2 <= len(named) <= MOST_YEARS or re.search(r"\d{4}", bare):
        return None
    whole = _figure(f"{bare} from {named[0]} to {named[-1]}", setting, desk, solve)
    spanned = [f for f in whole if _spans(f, named[0], named[-1])]
    if len(spanned) == 1 and _all_years(named):
        return Outcome("answered", full_sentence(spanned[0], desk.words), [item_of(spanned)], facts=spanned)
    terms = [[f for f in _figure(f"{bare} in {year}", setting, desk, solve) if _spans(f, year, year)] for year in named]
    facts = [f for term in terms for f in term]
    if not facts:
        return None
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts))
    sound = all(len(term) == 1 for term in terms) and _addable(facts) and len({f.subject.iri for f in facts}) == 1
    if not sound:
        lacking = [year for year, term in zip(named, terms, strict=True) if not term]
        why = f"no figure for {listed(lacking)}" if lacking else "not one figure of one kind for each"
        said = f"The sources give no sum of these years, and {why}: {told}"
        return Outcome("unanswered", said, reason="no-data", known=[item_of([f]) for f in facts[:5]], facts=facts)
    return _summed(facts, [f"{f.words} in {year}" for f, year in zip(facts, named, strict=True)], desk)


def _of_things(bare: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """ "How much did A and B save together": the sum of the one amount of each; None where one has not just one."""
    found = understand(plainer(everyday(bare)), setting)
    graph = found.readings[0].graph if found.readings and not found.readings[0].left else None
    if graph is None or len(graph.edges) != 1 or setting.words.properties[graph.edges[0].p].kind != "number":
        return None
    things = graph.nodes[graph.edges[0].s].entities
    if len(things) < 2 or "or" in {t.lower for t in found.frame.tokens} or found.frame.superlative is not None:
        return None
    _, outcome = solve(found, setting, desk)
    mine = [list({f.object.value: f for f in outcome.facts if f.subject.iri == one}.values()) for one in things]
    if outcome.status != "answered" or any(len(one) != 1 for one in mine):
        return None
    facts = [one[0] for one in mine]
    return _summed(facts, [f"{f.words} of {f.subject.label}" for f in facts], desk) if _addable(facts) else None


def _summed(facts: list[Fact], shown: list[str], desk: Desk) -> Outcome:
    """The sum of some figures, with each of them shown and told."""
    total = sum((Decimal(f.object.value) for f in facts), Decimal(0))
    label = value_words(str(total), str(facts[0].object.datatype), value_of(facts[0], "unit") or None)
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts))
    text = f"{sentence(f'{label} in all, worked out from {listed(shown)}')} {told}"
    return Outcome("answered", text, [_item(total, label, facts)], facts=facts)


def answer_change(text: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """How far an amount rose or fell from one time to another; None for another question.

    A false premise where it did the other of what the question says.
    """
    plain = text.strip(" ?.!")
    match = next((m for p in _changes() if (m := p.fullmatch(plain))), None) if setting.words.own else None
    if match is None:
        return None
    groups = match.groupdict()
    what = groups.get("what") or f"how many {groups['noun']} did {groups['thing']} have"
    sides = [_figure(f"{what} in {match[time]}", setting, desk, solve) for time in ("a", "b")]
    facts = [f for side in sides for f in side]
    if not facts:
        return None
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts))
    known = [item_of([f]) for f in facts[:5]]
    alike = len({f.subject.iri for f in facts}) == 1
    if any(len(side) != 1 for side in sides) or not alike or not _comparable(facts):
        said = f"The sources do not give one figure for each of the two times: {told}"
        return Outcome("unanswered", said, reason="no-data", known=known, facts=facts)
    before, after = (Decimal(f.object.value) for f in facts)
    gap = after - before
    way = match["way"].lower()
    up, down = (any(way.startswith(w) for w in tables()["changes"][n]) for n in ("rising", "falling"))
    if (up and gap < 0) or (down and gap > 0):
        said = f"The sources do not bear out what the question takes for granted: {told}"
        return Outcome("unanswered", said, reason="false-premise", known=known, facts=facts)
    label = value_words(str(abs(gap)), str(facts[0].object.datatype), value_of(facts[0], "unit") or None)
    lead = f"{label} {'more' if gap > 0 else 'less'}" if gap else "no change"
    return Outcome("answered", f"{sentence(lead)} {told}", [_item(abs(gap), label, facts)], facts=facts)


def _years(listing: re.Match[str]) -> list[str]:
    if listing["listed"]:
        found = re.findall(r"\d{4}", listing["listed"])
        return found if found == sorted(set(found)) else []
    first, last = int(listing["first"]), int(listing["last"])
    return [str(year) for year in range(first, last + 1)] if first < last <= first + MOST_YEARS else []


def _all_years(named: list[str]) -> bool:
    """Whether years follow one another, so that a sum from the first to the last is one of just these."""
    return int(named[-1]) - int(named[0]) == len(named) - 1


def _figure(question: str, setting: Setting, desk: Desk, solve: Solve) -> list[Fact]:
    """The statements of amounts that a question was answered with, each figure once."""
    _, outcome = solve(understand(plainer(everyday(question)), setting), setting, desk)
    if outcome.status == "unanswered":
        return []
    facts = [f for f in outcome.facts if not f.object.iri and _number(f.object.value) is not None]
    return list({f.object.value: f for f in facts}.values())


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _spans(fact: Fact, first: str, last: str) -> bool:
    """Whether a figure is of just the years from one to another."""
    point = value_of(fact, "pointInTime")
    start, end = value_of(fact, "validFrom") or point, value_of(fact, "validUntil") or point
    return start[:4] == first and end[:4] == last


def _addable(facts: list[Fact]) -> bool:
    """Whether figures are amounts of money of one kind: heads that are counted twice do not add up."""
    unit = value_of(facts[0], "unit")
    money = bool(unit) and not unit.endswith("Percent") and str(facts[0].object.datatype).endswith("decimal")
    return _comparable(facts) and money and not value_of(facts[0], "per")


def _comparable(facts: list[Fact]) -> bool:
    """Whether figures are told exactly, undisputed, and are of one kind."""
    first = facts[0]
    return all(
        f.property.iri == first.property.iri
        and f.modality == "fact"
        and _number(f.object.value) is not None
        and not f.conflicts_with
        and value_of(f, "comparator") in ("", "=")
        and all(value_of(f, name) == value_of(first, name) for name in _ALIKE)
        for f in facts
    )


def _item(value: Decimal, label: str, facts: list[Fact]) -> AnswerItem:
    kept = tuple(pair for pair in qualifiers_of(facts[0]) if pair[0] in ("modality", "negated", "rank", "unit"))
    return AnswerItem(
        str(value), label, None, facts[0].object.datatype, (), kept, tuple(f.iri for f in facts), citations(facts)
    )


__all__ = ["answer_change", "answer_total"]
