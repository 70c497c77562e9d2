"""Chooses, among the statements that answer, those that the question means: by time, mood, speaker and rank."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.ask.answering.planned import planned_first, planned_last, was_put_off, without_given_up
from kg.ask.answering.sitting import has_left, is_former, is_long_ago, last_seen, may_have_made_way, succeeded
from kg.ask.answering.yearly import year_by_year
from kg.ask.evidence.lookup import Found
from kg.ask.graphs.graphs import QueryGraph
from kg.ask.questions.frame import QuestionFrame
from kg.ask.questions.times import Bound, find_bounds
from kg.ask.words.english import phrase_at, tokenize, word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact

_MOST_NOUN_WORDS = 3
_MOST_YEARS_BEFORE = 2


@dataclass(slots=True)
class Choice:
    """What was chosen, what denies it, and what was left out and why: `former`, `plans`, `forecasts`, `opinions`."""

    chosen: list[Found] = field(default_factory=list)
    denied: list[Found] = field(default_factory=list)
    former: list[Found] = field(default_factory=list)
    aside: list[Found] = field(default_factory=list)


def value_of(fact: Fact, name: str) -> str:
    """The text of a qualifier, empty where there is none."""
    thing = fact.qualifier(name)
    return "" if thing is None else str(thing.iri or thing.value)


def values_of(fact: Fact, name: str) -> list[str]:
    """The texts of a qualifier that may stand more than once, in order."""
    return sorted(str(q.thing.iri or q.thing.value) for q in fact.qualifiers if q.name == name)


def is_over(found: Found, words: Words, day: str) -> bool:
    """Whether a statement no longer holds on a day: ended, its time is past, or a later source names another."""
    fact = found.fact
    known = words.properties.get(str(fact.property.iri))
    if known is not None and known.kind != "thing":
        return False
    until = value_of(fact, "validUntil")
    if value_of(fact, "ended") == "true" or is_former(fact) or (until and until < day[: len(until)]):
        return True
    one_at_a_time = known is not None and known.cardinality == "OneAtATime"
    return (
        one_at_a_time
        and not found.direct
        and not fact.negated
        and fact.modality in ("fact", "rule")
        and not found.turned
    )


def _meets(found: Found, bound: Bound, words: Words) -> bool:
    known = words.properties.get(str(found.fact.property.iri))
    numbers = known is not None and known.kind == "number"
    if known is not None and known.kind == "date":  # "on what day in May 2031 was it announced"
        return bound.holds(found.fact.object.value)
    if bound.op == "between" and known is not None and known.cardinality == "OneAtATime":
        return held_between(found.fact, bound.low, str(bound.high))
    return counts_during(found.fact, bound) if numbers else holds_during(found.fact, bound)


def held_between(fact: Fact, low: str, high: str) -> bool:
    """Whether somebody is known to have held a post at some time of a stretch."""
    start, end = value_of(fact, "validFrom"), value_of(fact, "validUntil")
    seen = [d for d in (value_of(fact, "pointInTime"), *values_of(fact, "asOf"), start, end) if d]
    if any(low <= day and day[: len(high)] <= high for day in seen):
        return True
    return bool(start and end) and start < low and end > high


def _says_over(found: Found, day: str) -> bool:
    """Whether a statement says itself that it is over."""
    until = value_of(found.fact, "validUntil")
    return value_of(found.fact, "ended") == "true" or is_former(found.fact) or bool(until and until < day[: len(until)])


def holds_during(fact: Fact, bound: Bound) -> bool:
    """Whether a statement's time meets a bound; without any time it is not known to."""
    start, end, point = value_of(fact, "validFrom"), value_of(fact, "validUntil"), value_of(fact, "pointInTime")
    if bound.op == "between":
        high = str(bound.high)
        if start or end:
            return (not start or start[:4] == bound.low[:4] or bound.low <= start <= high) and (
                not end or end[:4] == high[:4] or bound.low <= end <= high
            )
        return bool(point) and bound.low <= point and (point <= high or point.startswith(high))
    if point:
        return bound.holds(point)
    if not start and not end:
        return any(bound.holds(day) for day in values_of(fact, "asOf"))
    if bound.op == "=":
        if end and not start and value_of(fact, "role") and not value_of(fact, "position"):
            # Of a post left on a day, with no day when it was taken up, nothing tells that it was held long before.
            return bound.low[: len(end)] <= end and int(end[:4]) - int(bound.low[:4]) <= _MOST_YEARS_BEFORE
        return (not start or start[: len(bound.low)] <= bound.low) and (not end or end >= bound.low[: len(end)])
    if bound.op in ("<", "<="):
        return bool(start) and (start < bound.low or (bound.op == "<=" and start.startswith(bound.low)))
    return (bool(start) and bound.holds(start)) or (not end and bool(start)) or (bool(end) and end > bound.low)


def counts_during(fact: Fact, bound: Bound) -> bool:
    """Whether a number is of a time asked about: a total of many years is neither that of one nor that before one."""
    start, end = value_of(fact, "validFrom"), value_of(fact, "validUntil")
    if end and not start and bound.op in ("=", "<="):
        return end.startswith(bound.low)
    if end and not start and bound.op == "between":
        # A total up to some day is that of a stretch only where the stretch ends with it.
        return end.startswith(str(bound.high)) or str(bound.high).startswith(end)
    if not (start and end) or bound.op == "between":
        return holds_during(fact, bound)
    if bound.op == "=":
        # What the law gives each year of a stretch it gives in every one of them.
        yearly = fact.modality == "rule" and value_of(fact, "per") == "P1Y" and len(bound.low) == 4
        held = yearly and start[:4] <= bound.low <= end[:4]
        return held or (start.startswith(bound.low) and end.startswith(bound.low))
    return bound.holds(start) and bound.holds(end)


def told_whole_elsewhere(found: Found, bound: Bound, every: list[Found]) -> bool:
    """Whether a statement with one end of a term is told with the other too, and the whole misses a time asked for."""
    fact, begun, over = found.fact, value_of(found.fact, "validFrom"), value_of(found.fact, "validUntil")
    if bool(begun) == bool(over) or bound.op != "=":
        return False
    for other in every:
        same = other.fact.subject.iri == fact.subject.iri and other.fact.object.iri == fact.object.iri
        start, end = value_of(other.fact, "validFrom"), value_of(other.fact, "validUntil")
        mine, its = (begun, start) if begun else (over, end)
        alike = (its.startswith(mine) or mine.startswith(its)) if start and end else bool(begun and begun <= end)
        if same and alike and other.fact.property.iri == fact.property.iri and not holds_during(other.fact, bound):
            return True
    return False


def said_during(fact: Fact, bound: Bound) -> bool:
    """Whether somebody's word was given at a time: "what did they forecast in 2016"."""
    spoken = fact.modality in ("projection", "opinion") or fact.qualifier("attributedTo") is not None
    return spoken and any(q.stated_on and bound.holds(q.stated_on) for q in fact.quotes)


def told_then(fact: Fact, bound: Bound) -> bool:
    """Whether somebody said something at a time: by its own date, or by the one that the words before it give."""
    if any(q.stated_on for q in fact.quotes):
        return any(q.stated_on and bound.holds(q.stated_on) for q in fact.quotes)
    near = [c.quote for q in fact.quotes for c in q.context]
    dates = [b for text in near for b in find_bounds(tokenize(text)) if b.kind == "date" and b.op == "="]
    return bool(dates) and all(bound.holds(b.low) for b in dates)


def told_under(fact: Fact, bound: Bound) -> bool:
    """Whether a number without a time of its own stands under a heading that names just the time asked about."""
    timed = any(value_of(fact, n) for n in ("validFrom", "validUntil", "pointInTime", "asOf"))
    if timed or fact.object.iri or fact.modality != "fact":
        return False
    for quote in fact.quotes:
        for heading in (quote.source.title or "", quote.section):
            dates = [b for b in find_bounds(tokenize(heading)) if b.kind == "date"]
            if len(dates) == 1 and dates[0].op in ("=", "<=") and dates[0].low == bound.low:
                return True
    return False


def told_beside_date(fact: Fact, bound: Bound, words: Words) -> bool:
    """Whether a number without a time of its own stands in a sentence whose only time is the one asked about.

    The time has to open the sentence, or to follow the number with nothing but its noun between; and the proof itself
    has to name what the number is of, so that no other subject's sentence is read.
    """
    timed = any(value_of(fact, n) for n in ("validFrom", "validUntil", "pointInTime", "asOf", "attributedTo"))
    if timed or fact.object.iri or fact.modality != "fact" or any(q.stated_on for q in fact.quotes):
        return False
    known = words.entities.get(str(fact.subject.iri))
    for quote in fact.quotes:
        if known is None or not any(name in quote.exact for name in known.names):
            continue
        before = re.split(r"[.!?;]\s|\n\s*\n", quote.prefix)[-1]
        after = re.split(r"[.!?;,](?:\s|$)|\n\s*\n", quote.suffix)[0]
        tokens = tokenize(f"{before}{quote.exact}{after}")
        dates = [b for b in find_bounds(tokens) if b.kind == "date"]
        if len(dates) != 1 or dates[0].op != "=" or not bound.holds(dates[0].low):
            continue
        behind = dates[0].at[0] - len(tokenize(before + quote.exact))
        if dates[0].at[0] == 0 or 0 <= behind <= _MOST_NOUN_WORDS:
            return True
    return False


def choose(
    found: list[Found], frame: QuestionFrame, graph: QueryGraph, words: Words, day: str, as_of: str | None
) -> Choice:
    """The statements meant by a question about one relation of known things."""
    choice = Choice()
    rest = [f for f in found if f.fact.rank != "deprecated"]
    if graph.speakers:
        rest = [
            f for f in rest if {value_of(f.fact, "attributedTo"), value_of(f.fact, "reportedBy")} & set(graph.speakers)
        ]
    rest = [f for f in rest if all(told_then(f.fact, b) for b in graph.said)]
    if graph.bearers:
        rest = [f for f in rest if value_of(f.fact, "bearer") in graph.bearers]
    if graph.sources:
        rest = [f for f in rest if any(q.source.iri in graph.sources for q in f.fact.quotes)]
        # What a document tells on nobody's word goes before what it passes on.
        rest = [f for f in rest if not value_of(f.fact, "attributedTo")] or rest
    choice.denied = [f for f in rest if f.fact.negated]
    rest = [f for f in rest if not f.fact.negated]
    spoken = bool(graph.speakers or frame.modality)
    for bound in graph.during:
        inside = [f for f in rest if _meets(f, bound, words) and not told_whole_elsewhere(f, bound, rest)]
        if not inside and spoken and bound.op == "=":
            inside = [f for f in rest if said_during(f.fact, bound)]
        if not inside and bound.op == "=":
            inside = [f for f in rest if told_under(f.fact, bound) or told_beside_date(f.fact, bound, words)]
        inside = _turned(inside, frame, bound) if _many(words, inside) else inside
        choice.aside += [f for f in rest if f not in inside]
        choice.denied = [f for f in choice.denied if holds_during(f.fact, bound) or not graph.during]
        if bound.op == "=" and _many(words, inside):
            inside = [f for f in _last_begun(inside, words) if not may_have_made_way(f, rest, bound.low)]
        rest = inside
    if as_of:
        moment = Bound("date", "=", as_of, None, ())
        timed = [f for f in rest if value_of(f.fact, "validFrom") or value_of(f.fact, "validUntil")]
        out = [f for f in timed if not holds_during(f.fact, moment) or told_whole_elsewhere(f, moment, timed)]
        inside = [f for f in timed if f not in out]
        one = (
            [f for f in rest if words.properties[str(f.fact.property.iri)].cardinality == "OneAtATime"] if rest else []
        )
        rest = [f for f in rest if f not in out and not (inside and f in one and f not in inside)]
        choice.former += out
    rate = frame.rate
    if rate and any(not f.fact.object.iri for f in rest):
        at_rate = [f for f in rest if value_of(f.fact, "per") == rate] or year_by_year(rest, rate)
        choice.aside += [f for f in rest if f not in at_rate]
        rest = at_rate
    elif any(t.lower in word_set("signs", "total") for t in frame.tokens):
        whole = [f for f in rest if not value_of(f.fact, "per")]
        # "In total": what holds for each year is no answer, though it be all that is told.
        summed = any(phrase_at(frame.tokens, i, "signs", "summed") for i in range(len(frame.tokens)))
        choice.aside += [f for f in rest if f not in whole] if whole or summed else []
        rest = whole if summed else whole or rest
    rest = _by_mood(rest, frame, choice)
    if not graph.during and not as_of:
        today = Bound("date", "=", day, None, ())
        left = [f for f in rest if has_left([f], rest, day) or is_long_ago(f, day, frame)]
        over = [f for f in rest if f in left or is_over(f, words, day) or told_whole_elsewhere(f, today, found)]
        if frame.time == "former":
            choice.aside += [f for f in rest if f not in over]
            rest = over
        elif not (_of_any_time(frame, words, rest) and over and frame.time != "current"):
            choice.former += over
            still = [f for f in rest if f not in over]
            if not still:
                # No later source settles it: what no other statement supersedes still stands.
                still = [f for f in over if f not in left and not f.fact.superseded_by and not _says_over(f, day)]
                still = last_seen(still, sure=frame.time == "current")
                choice.former = [f for f in choice.former if f not in still]
            rest = still
        if _many(words, rest) and not frame.past:
            choice.former += (gone := succeeded(rest))
            rest = [f for f in rest if f not in gone]
    rest = without_given_up(rest, frame)
    then = of_moment(planned_last(rest) if frame.time == "current" else rest, frame)
    if len(then) < len(rest):
        choice.former += [f for f in rest if f not in then]
        choice.denied = []
    choice.chosen = _without_weaker(then)
    return choice


def _turned(inside: list[Found], frame: QuestionFrame, bound: Bound) -> list[Found]:
    """ "Who became director in 2020", "who left in 2019": of the holders then, those who came or went at that time."""
    if bound.op not in ("=", "between") or frame.asks not in ("who", "which", "list"):
        return inside
    for kind, end in (("ending", "validUntil"), ("starting", "validFrom")):
        if any(phrase_at(frame.tokens, i, "turning", kind) for i in range(len(frame.tokens))):
            return [f for f in inside if value_of(f.fact, end) and bound.holds(value_of(f.fact, end))]
    return inside


def of_moment(rest: list[Found], frame: QuestionFrame) -> list[Found]:
    """ "How many did it start with", "how many at the end": of several numbers, those whose own words speak of then."""
    if frame.asks not in ("count", "amount"):
        return rest
    lower = [t.lower for t in frame.tokens]
    begins = word_set("turning", "starting")
    at = {n: any(phrase_at(frame.tokens, i, "moments", n) for i in range(len(lower))) for n in ("start", "end")}
    start = at["start"] or any(w in begins and lower[i + 1 : i + 2] == ["with"] for i, w in enumerate(lower))
    if not start and not at["end"]:
        return rest
    said = begins if start else word_set("moments", "closing")
    first = [f for f in rest if any(said & set(q.exact.lower().replace(".", "").split()) for q in f.fact.quotes)]
    dated = [f for f in first if start and value_of(f.fact, "pointInTime")]  # "began in 2012 with 32"
    return dated or first if first or at["end"] else rest


def _of_any_time(frame: QuestionFrame, words: Words, found: list[Found]) -> bool:
    """Whether what is over is meant as well: a question about the past, or about all who ever held a post."""
    every = frame.asks in ("list", "which", "who") and any(t.lower in ("all", "every") for t in frame.tokens)
    return frame.past or (every and _many(words, found))


def _last_begun(found: list[Found], words: Words) -> list[Found]:
    """Of holders of a post without a known end, the one who began last by then: a successor ends a term."""
    if not _many(words, found):
        return found
    kept = []
    for f in found:
        begun = seen_from(f.fact)
        later = [
            g
            for g in found
            if g.fact.subject.iri == f.fact.subject.iri
            and g.fact.property.iri == f.fact.property.iri
            and g.fact.object.iri != f.fact.object.iri
            and begun < seen_from(g.fact)
        ]
        # Whose beginning nobody tells was not in it yet while somebody else is known to have been all the time.
        known = [g for g in found if g.fact.object.iri != f.fact.object.iri and _has_both_ends(g)]
        if not begun and any(value_of(f.fact, "validUntil") > value_of(g.fact, "validUntil") for g in known):
            continue
        if not later or not begun or value_of(f.fact, "validUntil"):
            kept.append(f)
    return kept


def _has_both_ends(found: Found) -> bool:
    return bool(value_of(found.fact, "validFrom") and value_of(found.fact, "validUntil"))


def seen_from(fact: Fact) -> str:
    """When a statement began to hold, or the first day on which it is known to; empty where neither is told."""
    return value_of(fact, "validFrom") or next(iter(values_of(fact, "asOf")), "")


def _many(words: Words, found: list[Found]) -> bool:
    return bool(found) and words.properties[str(found[0].fact.property.iri)].cardinality == "OneAtATime"


def _by_mood(rest: list[Found], frame: QuestionFrame, choice: Choice) -> list[Found]:
    """Keeps what the question's mood asks for, for each thing by itself."""
    by_thing: dict[object, list[Found]] = {}
    for f in rest:
        by_thing.setdefault((f.fact.subject.iri, f.fact.property.iri), []).append(f)
    return [f for group in by_thing.values() for f in _of_one(group, frame, choice)]


def _of_one(rest: list[Found], frame: QuestionFrame, choice: Choice) -> list[Found]:
    """A fact displaces a plan, and plans stand where no fact does."""
    moods: dict[str, list[Found]] = {}
    for f in rest:
        moods.setdefault(f.fact.modality, []).append(f)
    if frame.modality in moods:
        keep = moods[frame.modality]
        happened = {f.fact.object.value for f in moods.get("fact", [])}
        original = any(t.lower in word_set("time", "original") for t in frame.tokens)
        if frame.modality == "plan" and (original or (frame.past and was_put_off(keep))):
            first = planned_first(keep, happened)
            choice.former += [f for f in keep if f not in first]
            rest, keep = [f for f in rest if f not in keep or f in first], first
    elif frame.modality == "projection" and "plan" in moods:
        keep = moods["plan"]
    elif frame.modality == "plan" and (
        frame.past or any(t.lower in word_set("time", "original") for t in frame.tokens)
    ):
        # How it came about tells nothing of how it was meant before.
        keep = []
    else:
        keep = moods.get("fact", []) + moods.get("rule", [])
        if not keep:
            keep = moods.get("plan") or moods.get("projection") or moods.get("opinion") or []
    choice.aside += [f for f in rest if f not in keep]
    return keep


def _without_weaker(found: list[Found]) -> list[Found]:
    """Drops what a later statement supersedes, and what another says more exactly, unless nothing is left."""
    chosen = {f.fact.iri for f in found}
    refined = {iri for f in found for iri in f.fact.refines}
    kept = [f for f in found if not (set(f.fact.superseded_by) & chosen) and f.fact.iri not in refined]
    return kept or found
