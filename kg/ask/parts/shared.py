"""What two things have in common: "which state is in both Harbor and Reef", by what each of them has."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Interpretation, Understanding, understand

Solve = Callable[[Understanding, Setting, Desk], tuple[Interpretation | None, Outcome]]

_BOTH = re.compile(
    r"(?P<before>(?:which|what|who|list|name|show)\b.*?)\bboth\s+(?P<lead>(?:in|of|by|for|under|with)\s+)?"
    r"(?P<a>.+?)\s+and\s+(?:(?:in|of|by|for|under|with)\s+)?(?P<b>.+?)[\s?.!]*",
    re.I,
)


def answer_shared(part: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """What answers a question of each of two things; None for another question.

    Out: the answers that both have, with the proofs of both; no-data where each is told and nothing is in common, or
    where one is not told.
    """
    match = _BOTH.fullmatch(part) if setting.words.own else None
    if match is None:
        return None
    asked = [plainer(everyday(f"{match['before']}{match['lead'] or ''}{match[side]}")) for side in ("a", "b")]
    found = [understand(one, setting) for one in asked]
    named = [_thing(one) for one in found]
    if None in named or named[0] == named[1]:
        return None
    first, second = (solve(one, setting, desk)[1] for one in found)
    if "unanswered" in (first.status, second.status):
        silent = first if first.status == "unanswered" else second
        return silent if silent.reason == "no-data" else None
    theirs = {item.iri or item.value: item for item in second.items}
    shared = [(item, theirs[key]) for item in first.items if (key := item.iri or item.value) in theirs]
    if not shared:
        names = listed(desk.words.label(str(iri)) for iri in named)
        told = " ".join(full_sentence(f, desk.words) for f in [*first.facts[:3], *second.facts[:3]])
        return Outcome("unanswered", f"The sources give nothing that {names} have in common. {told}", reason="no-data")
    keys = {iri for mine, other in shared for iri in (*mine.statements, *other.statements)}
    facts = [f for f in (*first.facts, *second.facts) if f.iri in keys]
    names = listed(mine.label for mine, _ in shared)
    told = " ".join(dict.fromkeys(full_sentence(f, desk.words) for f in facts))
    items = [
        type(mine)(
            mine.value,
            mine.label,
            mine.iri,
            mine.datatype,
            (),
            mine.qualifiers,
            tuple(dict.fromkeys((*mine.statements, *other.statements))),
            tuple(dict.fromkeys((*mine.citations, *other.citations))),
        )
        for mine, other in shared
    ]
    return Outcome("answered", f"{sentence(names)} {told}", items, facts=facts)


def _thing(found: Understanding) -> str | None:
    """The one thing that a question names."""
    cover = found.readings[0].cover if found.readings and not found.readings[0].left else ()
    things = [s.sense.iri for s in cover if s.sense.kind == "entity" and "/id/" in s.sense.iri]
    return things[0] if len(things) == 1 else None
