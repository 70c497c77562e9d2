"""Adjuncts: clauses beside a question that only say when or by whom what it asks was so.

"Before the insulin cap became law, when was Harbor to end": the question without them is answered where they leave
nothing to choose. They would choose among several values of a thing; so there may be one value only, or the passage
that proves the one answered says what the clause says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import find_statements
from kg.ask.evidence.quoted import passage_of
from kg.ask.questions.frame import find_focus
from kg.ask.settling.described import names_in
from kg.ask.words.english import light_stems, root, silent_stems, stems, synonyms, tables, tokenize, word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact

MOST_ASKED = 30
"""How many words the question itself may have."""
MANY = 4
"""Of so many words of a clause one may be said in another way."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Where a clause before a question ends, where one behind it begins, and one about its thing in its midst."""

    opening: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    amid: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    table = tables()["adjuncts"]

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

    asks = any_of(tables()["setting"]["questions"])
    return _Patterns(
        re.compile(rf"(?:{any_of(table['opens'])})\b", re.I),
        re.compile(rf",\s+(?:then )?(?=(?:{asks})\b)", re.I),
        re.compile(rf",?\s+(?=(?:{any_of(table['behind'])})\b)", re.I),
        re.compile(rf"(?P<front>(?:{asks})\b[^,]+), (?P<aside>(?:which|who|whose|a|an|the) [^,]+),(?P<rest> .+)", re.I),
    )


def without_adjunct(text: str, words: Words) -> Iterator[tuple[str, str]]:
    """The ways to put a question without a clause that stands beside it, each with that clause, the shortest first.

    What the clause says must take nothing from what is asked ("not counting …"), and the question has to name its
    thing without it.
    """
    once = list(_parted(text.strip(" ?.!")))
    twice = [(said, f"{aside}”, “{more}") for rest, aside in once for said, more in _parted(rest)]
    for said, aside in sorted(dict.fromkeys([*once, *twice]), key=lambda pair: len(pair[1])):
        narrowed = word_set("adjuncts", "narrowing") & set(re.findall(r"[a-z]+", aside.lower()))
        if not narrowed and len(said.split()) <= MOST_ASKED and names_in(said, words):
            yield said, aside


def _parted(text: str) -> Iterator[tuple[str, str]]:
    told = _patterns()
    if told.opening.match(text):
        yield from ((text[end.end() :], text[: end.start()]) for end in told.before.finditer(text))
    behind = [(text[: one.start()], text[one.end() :]) for one in told.behind.finditer(text) if one.start()]
    yield from ((front, clause) for front, clause in behind if not _is_asked(front, clause))
    amid = told.amid.fullmatch(text)
    if amid is not None:
        yield amid["front"] + amid["rest"], amid["aside"]


def _is_asked(front: str, clause: str) -> bool:
    """Whether it is the clause that asks, and of what stands before it: "out of A and B, which one came first"."""
    return find_focus(tokenize(clause))[0] in ("which", "who") and find_focus(tokenize(front))[0] == "keywords"


def told_apart(outcome: Outcome, aside: str, desk: Desk) -> bool:
    """Whether an answer is that of the question with its clause: no other value to choose, or proofs that say it."""
    if outcome.status != "answered" or not outcome.facts:
        return False
    idle = silent_stems() | light_stems() | _leading()
    wanted = [one for one in stems(aside) if one not in idle and one != "s"]
    return all(_is_only(fact, outcome, desk) or _says(fact, wanted, desk) for fact in outcome.facts)


@lru_cache(maxsize=1)
def _leading() -> frozenset[str]:
    """The words that lead to a clause, which say nothing by themselves."""
    return frozenset(s for name in ("opens", "behind") for words in tables()["adjuncts"][name] for s in stems(words))


def _is_only(fact: Fact, outcome: Outcome, desk: Desk) -> bool:
    """Whether nothing else is told of the same thing and relation than what is answered."""
    if not fact.subject.iri or not fact.property.iri:
        return False
    found = find_statements(desk.reader, desk.words, (fact.subject.iri,), (str(fact.property.iri),))
    told = {
        str(f.fact.object.value or f.fact.object.iri) for f in found if f.fact.rank != "deprecated" and not f.turned
    }
    given = {str(f.object.value or f.object.iri) for f in outcome.facts}
    return told <= given


def _says(fact: Fact, wanted: list[str], desk: Desk) -> bool:
    """Whether a passage that proves a statement says each word of a clause."""
    for quote in fact.quotes:
        said = set(stems(f"{passage_of(quote, desk)} {quote.section} {quote.source.title or ''}"))
        said |= {root(one) for one in said}
        met = [bool({one, root(one)} & said) or any(set(way) <= said for way in synonyms((one,))) for one in wanted]
        if len(met) - sum(met) <= len(met) // MANY:
            return True
    return False
