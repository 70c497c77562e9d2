"""Claims beside a question that it takes for granted: "since A is voluntary, how do we leave it"."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.sentences import lowered, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import understand
from kg.ask.settling.clauses import Solve
from kg.ask.words.english import tables

_EVENTS = ("status", "outcome")


@lru_cache(maxsize=1)
def _claims() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a claim before the question and of one after it."""
    table = tables()["claims"]

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

    asking = any_of(tables()["setting"]["questions"])
    opening, verb = any_of(table["openings"]), any_of([*table["auxiliaries"], *table["past"]])
    claim = rf"(?P<claim>(?P<who>(?!when\b)[^,?]*?)\s+(?P<verb>{verb})\b(?P<rest>[^,?]*?))"
    before = re.compile(
        rf"(?P<opening>{opening})\s+{claim}\s*,\s*(?:then |so |and )?(?P<question>(?:{asking})\b.+)", re.I
    )
    after = re.compile(rf"(?P<question>(?:{asking})\b[^,?]+?),?\s+(?P<opening>{opening})\s+{claim}[\s?.!]*", re.I)
    return before, after


def settle_claim(text: str, setting: Setting, desk: Desk, solve: Solve) -> tuple[str, str, Outcome | None]:
    """A question without a claim that the sources bear out, and a note of it; or the refusal where they exclude it.

    In: the question. Out: it, the note and no refusal; the text as it was where there is no such claim, where the
    sources neither bear it out nor exclude it, or where the question rests on a thing that only the claim names.
    """
    before, after = _claims()
    found = before.fullmatch(text) or after.fullmatch(text)
    if found is None or not setting.words.own:
        return text, "", None
    verb = found["verb"].lower()
    plain = tables()["claims"]["past"].get(verb)
    put = f"did {found['who']} {plain}{found['rest']}" if plain else f"{verb} {found['who']}{found['rest']}"
    asked = understand(plainer(everyday(put)), setting)
    if not asked.readings or asked.readings[0].left or asked.unknown:
        return text, "", None
    edges = asked.readings[0].graph.edges
    # "Since it was announced" may tell a time: then it stays, but what never happened is no time either.
    event = any(setting.words.properties[e.p].kind == "date" or e.p.endswith(_EVENTS) for e in edges)
    table = tables()["claims"]
    timed = event and verb not in table["standing"] and found["opening"].lower() in table["times"]
    named = {i for n in asked.readings[0].graph.nodes for i in n.entities if "/id/" in i}
    if not named:
        return text, "", None
    _, outcome = solve(asked, setting, desk)
    values = {i.value for i in outcome.items}
    if outcome.status != "answered" or values not in ({"true"}, {"false"}):
        return text, "", None
    if values == {"true"}:
        rest = understand(found["question"], setting)
        also = {i for r in rest.readings[:1] for n in r.graph.nodes for i in n.entities if "/id/" in i}
        if timed or not named & also or re.search(r"\b(?:it|its|they|them)\b", found["question"], re.I):
            return text, "", None
        return found["question"], f"leaving aside “{found['claim']}”", None
    told = lowered(outcome.text.removeprefix("No: "))
    return (
        text,
        "",
        Outcome(
            "unanswered",
            sentence(f"the sources do not bear out what the question takes for granted: {told}"),
            reason="false-premise",
            known=outcome.items,
            facts=outcome.facts,
        ),
    )
