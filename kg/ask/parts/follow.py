"""The later parts of a question: "…, and when?", "…, and who says so?", "…, and is that a fact?"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.ask.answering.choose import value_of
from kg.ask.answering.nature import nature_of, speakers_of, times_of
from kg.ask.answering.sentences import sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.posts.posts import settle_succession
from kg.ask.questions.everyday import everyday, other_ways
from kg.ask.questions.frame import find_focus, plainer
from kg.ask.questions.times import find_bounds
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.words.english import Token, tables, tokenize, word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact

_ENDS = ("until", "till", "through")
Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]


def follow_up(
    part: str, before: str, reading: Interpretation | None, outcome: Outcome, setting: Setting, desk: Desk, solve: Solve
) -> tuple[str, Outcome]:
    """The outcome of a later part, given the first part and what it came to."""
    part = plainer(everyday(_of_the_same_noun(part, before)))
    tokens = tokenize(part)
    asks, focus = find_focus(tokens)
    bare = len(tokens) <= len(focus)
    facts = outcome.facts
    if asks == "cite" or (asks == "who" and part.lower().rstrip("?").endswith("says so")):
        return "who says so", speakers_of(facts, setting.words)
    if asks == "nature":
        return part.lower(), nature_of(part, facts)
    if bare and part.lower().rstrip("?. ") in word_set("parts", "reasons"):
        return part.lower(), Outcome("unanswered", "The sources do not say why.", reason="no-data")
    topics = (
        tuple(e for n in (reading.graph.nodes if reading else []) for e in n.entities if "/id/" in e) or setting.topic
    )
    topics = tuple(sorted(topics, key=lambda iri: _is_kind(iri, setting.words)))
    topics = _answered_with(part, reading, outcome, setting) or topics
    setting = replace(setting, topic=topics[:1] or setting.topic)
    part = _by_name(_entering(part, next((desk.words.label(t) for t in topics), "")), topics, desk)
    part = settle_succession(part, setting, desk)
    held = _term_of(part, reading, outcome) if bare and asks == "when" else None
    if held is not None:
        return part.lower(), held
    named, spans = _which_ones(part, before), _asks_for_span(tokens)
    if named:
        return part.lower(), solve(understand(plainer(everyday(named)), setting), setting, desk)[1]
    if spans and any(value_of(f, n) for f in facts for n in ("validFrom", "validUntil")):
        return part.lower(), times_of(facts, whole=True)
    if tokens[-1].lower in word_set("parts", "wheres") and len(tokens) == 3 and topics:
        asked = f"which {tokens[-1].lower} does {desk.words.label(topics[0])} operate in"
        return part.lower(), solve(understand(asked, setting), setting, desk)[1]
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
        kin = {setting.words.core + name for name in ("predecessor", "successor")}
        relations = {e.p for e in reading.graph.edges} if reading is not None else set()
        next_in_line = bool(kin & relations) and len(outcome.items) == 1
        if timed.status == "unanswered" and next_in_line:  # "what replaces A, and when": when that began
            began = f"when does {outcome.items[0].label} start"
            return began, solve(understand(began, setting), setting, desk)[1]
        name = next((desk.words.label(t) for t in topics), "")
        if timed.status == "unanswered" and name and "since" in part.lower():
            return "when it started", solve(understand(f"when did {name} start", setting), setting, desk)[1]
        return "when", timed
    then = _at_another_time(part, before) or _counted_then(part, before)
    if then:
        return part.lower(), solve(understand(then, setting), setting, desk)[1]
    if bare and asks in ("who", "where", "duration", "count", "amount"):
        found = understand(f"{part} {_without_focus(before)}", setting)
        return part.lower(), solve(found, setting, desk)[1]
    found = understand(part, setting)
    read, first = solve(found, setting, desk)
    points = word_set("signs", "each") | word_set("pronouns", "it") | word_set("pronouns", "person")
    bound = bool({t.lower for t in tokens} & points)
    unsure = asks in ("when", "duration", "amount") or (asks == "count" and first.reason == "false-premise")
    if unsure and read is not None and _is_of_nothing(read):
        of_it = _of_the_first(part, topics, setting, desk, solve)
        if of_it is not None:
            return part.lower(), of_it
        return part.lower(), Outcome("unanswered", "It is not clear of what this is asked.", reason="not-understood")
    if asks == "who" and not bound and first.status != "unanswered" and topics and read and _is_of_nothing(read):
        # "…, and who has to join": people of all the graph are no answer to a question on the one thing before.
        return part.lower(), Outcome("unanswered", "The sources do not say.", reason="no-data")
    lists = asks in ("which", "list") and outcome.status == "unanswered"
    if lists and not bound and read and not _is_about_a_thing(read, setting.words):
        # "Which of them gained, and which lost": of what was not understood nothing else is told.
        return part.lower(), Outcome("unanswered", "The sources do not say.", reason="no-data")
    if first.status == "unanswered" and not first.known:
        for said, note in other_ways(part):
            again = solve(understand(said, setting), setting, desk)[1]
            if again.status != "unanswered":
                return f"{part.lower()} ({note})", again
    return part.lower(), first


def _of_the_first(part: str, topics: tuple[str, ...], setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """What a part that names nothing comes to of the one thing before it: "and how big were the losses"."""
    things = [iri for iri in topics if desk.words.is_one(iri, "Initiative")]
    for iri in things[:1] if len(things) == 1 else ():
        asked = plainer(everyday(f"{part.rstrip('?. ')} of {desk.words.label(iri)}"))
        told = solve(understand(asked, setting), setting, desk)[1]
        return told if told.status != "unanswered" else None
    return None


def _entering(part: str, name: str) -> str:
    """A later part that asks who joins, or whether one may, and not what, with the thing that the first was about."""
    said, lower = part.rstrip("?. "), part.lower().split()
    verbs = "|".join(sorted(map(re.escape, word_set("parts", "entering")), key=len, reverse=True))
    asks = lower[:1] and (lower[0].startswith("w") or lower[0] in word_set("parts", "selves"))
    found = re.search(rf"\b(?:{verbs})$", said, re.I) if name and asks else None
    if found is None:
        return part
    return plainer(everyday(f"{said} {tables()['parts']['entered'].get(found[0].lower(), 'in ')}{name}"))


def _by_name(part: str, topics: tuple[str, ...], desk: Desk) -> str:
    """A part that asks what "he" or "she" did, or how long "it" ran, with the name of what it was about before."""
    people = [iri for iri in topics if desk.words.is_one(iri, "Person")]
    found = re.search(r"\b(?:he|she)\b", part, re.I)
    if re.match(r"how long (?:did|has|will|does|is) it\b", part, re.I):  # how long it ran is no plan for it
        people = [iri for iri in topics if desk.words.is_one(iri, "Initiative")]
        found = re.search(r"\bit\b", part, re.I)
    if len(people) != 1 or found is None:
        return part
    return plainer(everyday(f"{part[: found.start()]}{desk.words.label(people[0])}{part[found.end() :]}"))


def points_nowhere(part: str, asked: str, first: Outcome) -> bool:
    """Whether "it" may mean what a first part got no answer to: "which rule set A up, and when did it"."""
    pointing = "it" in {t.lower for t in tokenize(part)}
    return pointing and asked in ("which", "who") and first.status == "unanswered" and not first.known


def point_back(part: str, before: list[Outcome], words: Words) -> str:
    """A later part with "that one" and "the new one" as the one thing that a part before it was answered with."""
    for outcome in reversed(before):
        things = [item for item in outcome.items if item.iri and words.is_one(item.iri, "Initiative")]
        if outcome.status != "unanswered" and len(things) == 1 == len(outcome.items):
            return re.sub(tables()["parts"]["points"], things[0].label, part, flags=re.I)
    return re.sub(tables()["parts"]["points"], "it", part, flags=re.I)


def _of_the_same_noun(part: str, before: str) -> str:
    """A part that asks of more of the same kind, with the noun that the first part has.

    >>> _of_the_same_noun("which are voluntary", "which models are mandatory")
    'which models are voluntary'
    """
    asked, noun = re.fullmatch(r"which (?:ones )?((?:is|are|was|were) \w+)", part, re.I), before.split()[1:2]
    return f"which {noun[0]} {asked[1]}" if asked is not None and noun else part


def _which_ones(part: str, before: str) -> str:
    """The question for the things that a first part only counts: "how many models ended early, and which ones".

    >>> _which_ones("which ones", "how many models ended early")
    'which models ended early'
    """
    counts = re.match(r"how many (?=\w)", before, re.I)
    asked = re.fullmatch(
        r"(?:which|what)(?: (?:ones|of them|\w+))?(?: (?:are|were) (?:they|those|these))?", part.strip(" ?."), re.I
    )
    noun = part.strip(" ?.").lower().split()[1:2]
    same = not noun or noun[0] in ("ones", "of", "are", "were") or before.lower().split()[2:3] == noun
    return f"which {before[counts.end() :]}" if counts is not None and asked is not None and same else ""


def _asks_for_span(tokens: tuple[Token, ...]) -> bool:
    """Whether a later part asks of what time the first one's answer is: "and over what period"."""
    lower = [t.lower for t in tokens]
    asks = len(lower) >= 3 and lower[0] in word_set("parts", "led") and lower[1] in ("which", "what")
    return asks and any(w in word_set("parts", "spans") for w in lower[2:4])


def _term_of(part: str, reading: Interpretation | None, outcome: Outcome) -> Outcome | None:
    """Since or until when the one who answers the first part held the post that this asks for; else None."""
    if reading is None or reading.frame.asks != "who" or outcome.status != "answered":
        return None
    if len(outcome.items) != 1:
        # Of several that may have come before, the time of none is told.
        silent = Outcome("unanswered", "The sources do not say when.", reason="no-data")
        return silent if reading.graph.beside is not None else None
    names = ("validUntil",) if part.split()[0].lower() in _ENDS else ("validFrom",)
    plain = part.strip(" ?.").lower() in ("when", "from when to when")
    told = [f for f in outcome.facts if any(value_of(f, n) for n in ("validFrom", "validUntil"))]
    told = [f for f in told if f.object.iri == outcome.items[0].iri]
    held = times_of(told, names=("validFrom", "validUntil") if plain else names, whole=plain) if told else None
    if held is None or held.status == "unanswered" or plain:
        return held
    return replace(held, text=sentence(f"{'since' if names == ('validFrom',) else 'until'} {held.text.rstrip('.')}"))


def _is_kind(iri: str, words: Words) -> bool:
    """Whether a thing is only a kind of those who take part, or a subject: "it" means none of these."""
    known = words.entities.get(iri)
    kinds = ("ParticipantType", "FocusArea", "Topic")
    return known is not None and any(words.is_a(t, words.core + k) for t in known.types for k in kinds)


def _is_about_a_thing(reading: Interpretation, words: Words) -> bool:
    """Whether a reading names an initiative, a body, a person or a law."""
    kinds = ("Initiative", "Organization", "Person", "LegalProvision")
    named = [iri for node in reading.graph.nodes for iri in node.entities if "/id/" in iri]
    return any(words.is_one(iri, kind) for iri in named for kind in kinds)


def _is_of_nothing(reading: Interpretation) -> bool:
    """Whether a reading rests on no known thing or value, and on no condition."""
    graph = reading.graph
    return not graph.filters and not graph.during and not any(n.entities or n.constant for n in graph.nodes)


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


def _counted_then(part: str, before: str) -> str:
    """The first part's question for a count at another point: "how many had it at the start, and how many at the end".

    >>> _counted_then("how many at the end", "how many piers did Harbor have at the start")
    'how many piers did Harbor have at the end'
    """
    lead, when = r"how (?:many|much)", r"(?:at|by|in|on|before|after|until|since|during|as of)"
    asked = re.fullmatch(rf"{lead}(?: of them)?(?: (?:was|were|are) (?:left|there))? (?P<when>{when} .+)", part, re.I)
    counted = re.match(rf"{lead} \w", before, re.I)
    if asked is None or counted is None:
        return ""
    points = r"(?:start|beginning|outset|launch|end|close|peak|(?:\w+ )?(?:\d{1,2}, )?\d{4})"
    return f"{re.sub(rf' {when} (?:the |its )?{points}$', '', before, flags=re.I)} {asked['when']}"


def _answered_with(part: str, reading: Interpretation | None, outcome: Outcome, setting: Setting) -> tuple[str, ...]:
    """What a pronoun means after the first part's own answer: "which model is about X, and when did it start".

    The one initiative that a question for one was answered with, or the one person where "him" or "her" is asked about.
    """
    ends = {i.iri for i in outcome.items if i.iri}
    if reading is None or outcome.status == "unanswered" or len(ends) != 1 or len(outcome.items) != 1:
        return ()
    words, only = setting.words, ends.pop()
    lower = {t.lower for t in tokenize(part)}
    if reading.graph.beside is not None and lower & (word_set("time", "before") | word_set("time", "after")):
        # "Who led it before Tsosie, and who came after her": before and after the same one.
        return (reading.graph.beside[1],)
    known = words.entities.get(only)
    personal = bool({t.lower for t in tokenize(part)} & word_set("pronouns", "person"))
    kind = "Person" if personal else "Initiative"
    if reading.frame.asks not in ("which", "who", "list", "keywords"):
        return ()
    kin = {words.core + "predecessor", words.core + "successor"} & {e.p for e in reading.graph.edges}
    if kin and {t.lower for t in tokenize(part)} & (word_set("time", "before") | word_set("time", "after")):
        # "What came before it, and what after it": both of the one thing that stands between them.
        return ()
    if kin and any(_went_before(f, only, words) for f in outcome.facts):
        # "What did it replace, and how many take part in it": what is over is not what is asked about next.
        return ()
    return (only,) if known and any(words.is_a(t, words.core + kind) for t in known.types) else ()


def _went_before(fact: Fact, thing: str, words: Words) -> bool:
    """Whether a statement tells that a thing came before the other one."""
    if fact.property.iri == words.core + "predecessor":
        return fact.object.iri == thing
    return fact.property.iri == words.core + "successor" and fact.subject.iri == thing


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
