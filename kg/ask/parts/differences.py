"""How far two amounts lie apart: "how many more had it in 2022 than in 2023", "did it save more in 2021 than …"."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from kg.ask.answering.choose import value_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import citations, item_of, qualifiers_of, yes_or_no
from kg.ask.questions.times import find_bounds
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import tokenize, word_set
from kg.read.facts import Fact
from kg.read.wording import value_words

Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]

_HOW = re.compile(
    r"^(?:by )?how (?P<q>much|many) (?P<way>more|less|fewer|larger|bigger|higher|greater|smaller|lower) (?P<rest>.+?),?"
    r" than (?P<tail>.+)$",
    re.I,
)
_WHEN = r"(?P<when>,? .*\d{4}.*)?"
_DEEDS = re.compile(rf"(?P<head>.+ )(?P<verb>[a-z]+){_WHEN}", re.I)
_DEED = re.compile(rf"(?:(?:it|they|he|she|were|was|been|did|had)\s+)*(?P<verb>[a-z]+){_WHEN}", re.I)
_MORE = frozenset({"more", "larger", "bigger", "higher", "greater"})
_WHETHER = re.compile(
    r"^(?:did|does|do|has|had|was|were|is) (?P<a>.+?) (?P<verb>\w+) (?P<way>more|less|fewer)\b ?(?P<noun>[\w\s]*?)"
    r"(?P<when>\b(?:in|during|over|from|for|as of) .+?)? than (?P<tail>.+)$",
    re.I,
)


def answer_difference(text: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """The difference of the two amounts that a question compares, or whether it is as it says; None for another one.

    Each amount is asked for by itself, so that each has its own proof. Where the sources give more than one figure for
    either, nothing is subtracted.
    """
    plain = text.strip(" ?.")
    how, whether = _HOW.match(plain), _WHETHER.match(plain)
    match = how or whether
    if not setting.words.own or match is None:
        return None
    left = f"how {match['q']} {match['rest']}" if how is not None else _asked(match)
    deeds = _two_deeds(left, match["tail"], setting) if how is not None else None
    left, right = deeds or (left, _other(left, match["tail"], setting))
    if right is None:
        return None
    sides = [_amount(question, setting, desk, solve) for question in (left, right)]
    facts = [f for _, fs in sides for f in fs]
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts))
    (first, mine), (second, theirs) = sides
    if first is None or second is None:
        text = f"The sources do not give one figure for each of the two{': ' + told if told else '.'}"
        return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in facts[:5]], facts=facts)
    told_exactly = all(value_of(f, "comparator") in ("", "=") for f in (mine[0], theirs[0]))
    same = all(value_of(mine[0], n) == value_of(theirs[0], n) for n in ("unit", "per"))
    if not same or (how is not None and not told_exactly):
        text = f"The sources do not give two amounts that can be set against each other: {told}"
        return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in facts[:5]], facts=facts)
    lower = {t.lower for t in tokenize(plain)}
    if lower & word_set("signs", "negative") and not lower & word_set("signs", "positive") and max(first, second) <= 0:
        # Losses stand as amounts below zero: the larger loss is the lower amount.
        first, second = -first, -second
    gap = first - second if match["way"].lower() in _MORE else second - first
    if how is None:
        return yes_or_no(gap > 0, told, facts)
    if gap <= 0:
        text = f"The sources do not bear out what the question takes for granted: {told}"
        known = [item_of([f]) for f in facts[:5]]
        return Outcome("unanswered", text, reason="false-premise", known=known, facts=facts)
    kind = str(mine[0].object.datatype)
    item = AnswerItem(
        str(gap),
        value_words(str(gap), kind, value_of(mine[0], "unit") or None),
        None,
        kind if kind.startswith(XSD) else XSD + "decimal",
        (),
        qualifiers_of(mine[0]),
        tuple(f.iri for f in facts),
        citations([*mine, *theirs]),
    )
    return Outcome("answered", f"{item.label} {match['way'].lower()}. {told}", [item], facts=facts)


def _asked(whether: re.Match[str]) -> str:
    """The question for the first of the amounts that a yes/no question compares."""
    noun, when = whether["noun"].strip(), whether["when"] or ""
    asks = f"how many {noun}" if noun and noun.lower() != "money" else "how much"
    return f"{asks} did {whether['a']} {whether['verb']} {when}".strip()


def _two_deeds(left: str, tail: str, setting: Setting) -> tuple[str, str] | None:
    """ "How many more did it launch than it evaluated": the question of each of two deeds of one thing, of one time."""
    mine, theirs = _DEEDS.fullmatch(left.strip(" ?.,")), _DEED.fullmatch(tail.strip(" ?.,"))
    if mine is None or theirs is None:
        return None
    when = theirs["when"] or mine["when"] or ""
    first, second = (f"{mine['head']}{deed['verb']}{when}" for deed in (mine, theirs))
    asked = [_number_asked(question, setting) for question in (first, second)]
    return (first, second) if all(asked) and asked[0] != asked[1] else None


def _number_asked(question: str, setting: Setting) -> str:
    """The one property with numbers that a question asks for; empty where it asks for none or several."""
    found = understand(question, setting)
    cover = found.readings[0].cover if found.readings and not found.readings[0].left else ()
    kinds = {s.sense.iri for s in cover if s.sense.kind == "property"}
    numbers = {iri for iri in kinds if setting.words.properties[iri].kind == "number"}
    return numbers.pop() if len(numbers) == 1 else ""


def _other(left: str, tail: str, setting: Setting) -> str | None:
    """The first question with its time or its thing changed for the one that "than" names."""
    tail = re.sub(r"\s+(?:did|was|were|had|does|do|has|is)$", "", tail.strip(" ?.,"))
    tokens = tokenize(left)
    times = [b for b in find_bounds(tokens) if b.kind == "date"]
    there = [b for b in find_bounds(tokenize(tail)) if b.kind == "date"]
    if len(times) == 1 and len(there) == 1 and len(there[0].at) == len(tokenize(tail)):
        start, stop = tokens[times[0].at[0]].start, tokens[times[0].at[-1]].end
        plain = tail if tokenize(tail)[0].lower in ("in", "during", "from", "between", "as", "on") else f"in {tail}"
        return left[:start] + plain + left[stop:]
    if there:
        return None
    mine, theirs = _thing(left, setting, alone=False), _thing(tail, setting, alone=True)
    if mine is None or theirs is None:
        return None
    return left[: mine[0]] + tail + left[mine[1] :]


def _thing(text: str, setting: Setting, *, alone: bool) -> tuple[int, int] | None:
    """Where the one named thing of a text stands."""
    found = understand(text, setting)
    cover = found.readings[0].cover if found.readings and not found.readings[0].left and not found.unknown else ()
    things = [s for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri]
    if len(things) != 1 or (alone and len(cover) != 1):
        return None
    tokens = found.frame.tokens
    return tokens[things[0].at[0]].start, tokens[things[0].at[-1]].end


def _amount(question: str, setting: Setting, desk: Desk, solve: Solve) -> tuple[Decimal | None, list[Fact]]:
    """The one amount that answers a question, with what says so."""
    _, outcome = solve(understand(question, setting), setting, desk)
    values = {i.value for i in outcome.items}
    # Other figures of the same matter are known as disputed; only an undisputed one is reckoned with.
    if outcome.status != "answered" or len(values) != 1:
        return None, outcome.facts[:3]
    try:
        return Decimal(values.pop()), outcome.facts[:1]
    except InvalidOperation:
        return None, outcome.facts[:3]
