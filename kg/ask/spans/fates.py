"""What happened to something: its announcement, start, end and outcome, and what came after it, in their order."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence, told_once
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.words.english import tables, word_set

_STEPS = ("announcedOn", "startedOn", "endedOn", "status", "outcome", "successor")


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    said = "|".join(re.escape(o) for o in sorted(tables()["fates"]["openings"], key=len, reverse=True))
    return re.compile(rf"(?:and )?(?:{said}) (?:the )?(?P<name>.+?)(?: in the end| after all| then)?[\s?.!]*", re.I)


_HOW = ("Withdrawn", "TerminatedEarly")


def answer_fate(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """The steps in the life of what a question asks the fate of; None for another question, or where none is told."""
    match = _opening().fullmatch(found.frame.text)
    if match is None:
        return None
    words = desk.words
    inner = understand(match["name"], setting)
    cover = inner.readings[0].cover if inner.readings and not inner.readings[0].left else ()
    named = [s.sense.iri for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri]
    if match["name"].lower() in word_set("pronouns", "it"):
        named = list(setting.topic)
    if len(named) != 1 or len(cover) > 2 or not words.is_one(named[0], "Initiative"):
        return None
    told = {n: _direct(named[0], n, desk) for n in _STEPS}
    ends = {str(f.fact.object.iri) for f in told["status"]}
    begun = [f for f in told["startedOn"] if f.fact.modality == "fact"]
    given_up = words.core + "Withdrawn" in ends and not begun
    if given_up:
        told["endedOn"] = [f for f in told["endedOn"] if _says_given_up(f)]
        told["outcome"] = []
    steps = [*told["announcedOn"][:1], *(begun or told["startedOn"])[:2]]
    last = told["status"][:1]
    if told["endedOn"] and not given_up:
        # The day of the end tells that it ended.
        last = [f for f in last if f.fact.object.iri not in (words.core + "Ended", words.core + "Active")]
    steps += [*told["endedOn"][:2], *last]
    outcomes = [f for f in told["outcome"] if f.fact.modality == "fact"]
    once = told_once([f.fact for f in outcomes])
    steps += [f for f in outcomes if any(f.fact is one for one in once)][:3]
    steps += told["successor"][:2]
    said: list[str] = []
    for f in steps:
        line = full_sentence(f.fact, words)
        if given_up and f in told["endedOn"]:
            line = re.sub(r"\bended\b", "was given up", line, count=1)
        said.append(line)
    if not steps:
        return None
    found.said = f"what happened to {words.label(named[0])}"
    facts = [f.fact for f in steps]
    # How it came to be is told beside what became of it, and is no answer.
    fate = [f.fact for f in steps if f not in told["announcedOn"] and f not in told["startedOn"]]
    # A state that says how it ended tells more than its day, which stands in the text.
    told_how = any(str(f.object.iri).endswith(_HOW) for f in fate)
    fate = [f for f in fate if not told_how or f.property.iri != words.core + "endedOn"] or fate
    return Outcome("answered", " ".join(dict.fromkeys(said)), [item_of([f]) for f in fate or facts], facts=facts)


def _direct(iri: str, name: str, desk: Desk) -> list[Found]:
    """What the direct layer says of a thing by one property, without what is denied or taken back."""
    found = find_statements(desk.reader, desk.words, (iri,), (desk.words.core + name,))
    return [f for f in found if f.direct and not f.fact.negated and f.fact.rank != "deprecated"]


def _says_given_up(found: Found) -> bool:
    """Whether a quote tells in its own words that something was given up, and not that it ran out."""
    said = {w.lower() for q in found.fact.quotes for w in re.findall(r"\w+", q.exact)}
    return bool(said & word_set("fates", "given_up"))
