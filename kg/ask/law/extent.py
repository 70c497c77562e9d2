"""How far a power or duty goes, by its own words: how much, how long, by when; and who has to agree to it first."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.fullest import fullest
from kg.ask.answering.sentences import full_sentence, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, find_statements, qualifiers_of
from kg.ask.law.duties import content_of, says, says_around
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import stem, stems, tables, word_set


@lru_cache(maxsize=2)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(tables()["extent"][name], re.I)


def answer_extent(found: Understanding, desk: Desk) -> Outcome | None:
    """ "By how much may A delay B", "when must B be published", "who must agree before A may do B"; else None.

    Only one text answers, which says every word of content of the question, itself or in its own sentence, and a
    measure where one is asked for.
    """
    text = found.frame.text.strip(" ?.!")
    lower = {t.lower for t in found.frame.tokens}
    if not lower & (word_set("duties", "may") | word_set("duties", "must")) or found.frame.negated:
        return None
    measured, agreed = _pattern("measured").match(text), _pattern("agreed").match(text)
    if measured is None and agreed is None:
        return None
    known = find_statements(desk.reader, desk.words, (), [desk.words.core + n for n in ("grantsPower", "imposesDuty")])
    known = [f for f in known if f.fact.rank != "deprecated" and not f.fact.negated]
    asking = {stem(w) for w in word_set("extent", "asking")}
    _, content = content_of(found, known)
    content = [s for s in content if s not in asking]
    if agreed is not None:
        return _by_consent(known, [s for s in content if s not in stems(agreed["verb"])], desk)
    fitting = [f for f in known if _pattern("measure").search(f.fact.object.value)]
    fitting = [f for f in fitting if len(content) > 1 and says_around(f, content, denies=False) and _does(f, content)]
    if len({f.fact.object.value for f in fitting}) != 1:
        return None
    facts = [f.fact for f in fitting]
    return Outcome("answered", full_sentence(facts[0], desk.words), fullest(facts), facts=facts)


def _does(found: Found, content: list[str]) -> bool:
    """Whether the verb of a power or duty is one of the words of content: what is to be published, of "publish"."""
    verb = found.fact.object.value.split()[0]
    return any(says(found, [one], alone=True, text=verb) for one in content)


def _by_consent(known: list[Found], content: list[str], desk: Desk) -> Outcome | None:
    """Whose consent the condition of the one power asks for that does what the question tells."""
    told = []
    for f in known:
        condition = f.fact.qualifier("condition")
        given = _pattern("consent").search(condition.value) if condition is not None else None
        bearer = f.fact.qualifier("bearer")
        doing = [s for s in content if bearer is None or s not in stems(bearer.label)]
        if given is not None and len(doing) > 1 and says(f, doing):
            told.append((re.sub(r"^the ", "", given["who"], flags=re.I), f))
    names = {name for name, _ in told}
    if len(names) != 1:
        return None
    name, facts = names.pop(), [f.fact for _, f in told]
    iri = next(iter(sorted(desk.words.surfaces.get(name, ()))), None)
    iris = tuple(f.iri for f in facts)
    item = AnswerItem(
        iri or name, name, iri, None if iri else XSD + "string", (), qualifiers_of(facts[0]), iris, citations(facts)
    )
    return Outcome("answered", sentence(f"{name}: {full_sentence(facts[0], desk.words)}"), [item], facts=facts)
