"""The later parts of a question: "…, and when?", "…, and who says so?", "…, and is that a fact?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.ask.answering.nature import nature_of, speakers_of, times_of
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.posts.posts import settle_succession
from kg.ask.questions.everyday import everyday, other_ways
from kg.ask.questions.frame import find_focus, plainer
from kg.ask.questions.times import find_bounds
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import tables, tokenize, word_set

_ENDS = ("until", "till", "through")
Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]


def follow_up(
    part: str, before: str, reading: Interpretation | None, outcome: Outcome, setting: Setting, desk: Desk, solve: Solve
) -> tuple[str, Outcome]:
    """The outcome of a later part, given the first part and what it came to."""
    part = plainer(everyday(part))
    tokens = tokenize(part)
    asks, focus = find_focus(tokens)
    bare = len(tokens) <= len(focus)
    facts = outcome.facts
    if asks == "cite" or (asks == "who" and part.lower().rstrip("?").endswith("says so")):
        return "who says so", speakers_of(facts, setting.words)
    if asks == "nature":
        return part.lower(), nature_of(part, facts)
    topics = (
        tuple(e for n in (reading.graph.nodes if reading else []) for e in n.entities if "/id/" in e) or setting.topic
    )
    topics = _answered_with(part, reading, outcome, setting) or topics
    setting = replace(setting, topic=topics[:1] or setting.topic)
    part = settle_succession(part, setting, desk)
    if bare and asks == "when" and part.split()[0].lower() in _ENDS:
        name = next((desk.words.label(t) for t in topics), "")
        return f"until when {name}", solve(understand(f"when does {name} end", setting), setting, desk)[1]
    if bare and asks == "when":
        rest = _without_focus(before)
        found = understand(f"when {rest}", setting)
        _, again = solve(found, setting, desk)
        if again.status != "unanswered":
            return "when", again
        timed = times_of(facts)
        name = next((desk.words.label(t) for t in topics), "")
        if timed.status == "unanswered" and name and "since" in part.lower():
            return "when it started", solve(understand(f"when did {name} start", setting), setting, desk)[1]
        return "when", timed
    then = _at_another_time(part, before)
    if then:
        return part.lower(), solve(understand(then, setting), setting, desk)[1]
    if bare and asks in ("who", "where", "duration", "count", "amount"):
        found = understand(f"{part} {_without_focus(before)}", setting)
        return part.lower(), solve(found, setting, desk)[1]
    first = solve(understand(part, setting), setting, desk)[1]
    if first.status == "unanswered" and not first.known:
        for said, note in other_ways(part):
            again = solve(understand(said, setting), setting, desk)[1]
            if again.status != "unanswered":
                return f"{part.lower()} ({note})", again
    return part.lower(), first


def _at_another_time(part: str, before: str) -> str:
    """The first part asked of the time that a later one names and says nothing else: "how many in 2023, and in 2025".

    >>> _at_another_time("how many two years later in 2025", "How many hospitals were in Harbor in 2023")
    'How many hospitals were in Harbor in 2025'
    """
    tokens, first = tokenize(part), find_bounds(tokenize(before))
    times = [b for b in find_bounds(tokens) if b.kind == "date" and b.op == "="]
    mine = [b for b in first if b.kind == "date" and b.op == "="]
    if len(times) != 1 or len(mine) != 1:
        return ""
    _, focus = find_focus(tokens)
    rest = [t.lower for i, t in enumerate(tokens) if i not in focus and i not in times[0].at and t.text[0].isalnum()]
    if not set(rest) <= word_set("again", "words"):
        return ""
    old = tokenize(before)
    start, end = old[mine[0].at[0]].start, old[mine[0].at[-1]].end
    new = part[tokens[times[0].at[0]].start : tokens[times[0].at[-1]].end]
    return f"{before[:start]}{new}{before[end:]}"


def _answered_with(part: str, reading: Interpretation | None, outcome: Outcome, setting: Setting) -> tuple[str, ...]:
    """What a pronoun means after the first part's own answer: "which model is about X, and when did it start".

    The one initiative that a question for one was answered with, or the one person where "him" or "her" is asked about.
    """
    ends = {i.iri for i in outcome.items if i.iri}
    if reading is None or outcome.status == "unanswered" or len(ends) != 1 or len(outcome.items) != 1:
        return ()
    words, only = setting.words, ends.pop()
    known = words.entities.get(only)
    personal = bool({t.lower for t in tokenize(part)} & word_set("pronouns", "person"))
    kind = "Person" if personal else "Initiative"
    if reading.frame.asks not in ("which", "who", "list", "keywords"):
        return ()
    kin = {words.core + "predecessor", words.core + "successor"} & {e.p for e in reading.graph.edges}
    if kin and {t.lower for t in tokenize(part)} & (word_set("time", "before") | word_set("time", "after")):
        # "What came before it, and what after it": both of the one thing that stands between them.
        return ()
    return (only,) if known and any(words.is_a(t, words.core + kind) for t in known.types) else ()


def _without_focus(text: str) -> str:
    """The first part without what it asks for: "which law created it" → "created it"."""
    tokens = tokenize(text)
    asks, focus = find_focus(tokens)
    at = len(focus)
    if asks == "truth":
        return text[tokens[at - 1].end :].strip() if at else text
    if asks in ("which", "list", "count") and at < len(tokens):
        at += 1
    return text[tokens[at].start :] if at < len(tokens) else text


def is_part_opening(words: str) -> bool:
    """Whether a phrase may begin a part of a question."""
    return words.lower() in tables()["parts"]["openings"]
