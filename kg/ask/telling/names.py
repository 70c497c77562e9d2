"""What a short name stands for: answered by the long name, where a source spells it out."""

from __future__ import annotations

import re

from kg.ask.answering.sentences import listed, sentence
from kg.ask.evidence.cited import AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citation, find_statements, item_of
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import fold
from kg.ask.words.words import SKOS

_ASKED = re.compile(
    r"^(?:what|which words?)\s+(?:do|does|did|is|are)\s+"
    r"(?:the\s+(?:acronym|abbreviation|letters|initials)\s+)?(?P<a>.+?)\s+"
    r"(?:stands?\s+for|short\s+for|(?:an?\s+)?(?:abbreviation|acronym)\s+(?:of|for))\b(?P<ra>.*)$"
    r"|^(?:what\s+is|what's|give(?:\s+me)?|tell\s+me)?\s*"
    r"the\s+(?:full|long|complete|whole)\s+name\s+(?:of|for)\s+(?P<b>.+)$"
    r"|^(?:what\s+is\s+)?(?:the\s+)?meaning\s+of\s+(?:the\s+)?(?:acronym|abbreviation|letters)\s+(?P<c>.+)$"
    r"|^(?:spell\s+out|expand\s+the\s+(?:acronym|abbreviation))\s+(?P<d>.+)$",
    re.I,
)
_MEANS = re.compile(r"^what\s+(?:does|do)\s+(?P<a>[A-Z][A-Z0-9&-]+)\s+mean\b", re.I)


_OTHER = re.compile(
    r"^(?:what|how|by (?:which|what)(?: other)? names?) (?:else )?(?:is|are|was) (?:the )?(?P<a>.+?) "
    r"(?:also |otherwise |else )(?:known(?: as)?|called|named)[ ?.]*$"
    r"|^what (?:is|are) (?:the )?(?:other names?|short names?|acronyms?|abbreviations?|alias(?:es)?) (?:of|for) "
    r"(?:the )?(?P<b>.+?)[ ?.]*$",
    re.I,
)


def _other_names(name: str, desk: Desk) -> Outcome | None:
    """ "What is it also known as": the names that a statement gives it."""
    words = desk.words
    things = sorted({iri for known, iris in words.surfaces.items() if fold(known) == fold(name) for iri in iris})
    told = find_statements(desk.reader, words, things, (SKOS + "altLabel",)) if things else []
    facts = [f.fact for f in told if not f.fact.negated and f.fact.rank != "deprecated"]
    if not things:
        return None
    if not facts:
        return Outcome("unanswered", f"The sources give no other name of {words.label(things[0])}.", reason="no-data")
    text = f"{words.label(things[0])} is also known as {listed(f.object.value for f in facts)}"
    return Outcome("answered", sentence(text), [item_of([f]) for f in facts], facts=facts)


def answer_name(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "what does ABC stand for"; None for any other question."""
    text = found.frame.text
    other = _OTHER.match(text)
    if other is not None:
        return _other_names(next(v for v in other.groupdict().values() if v), desk)
    match = _ASKED.match(text) or _MEANS.match(text)
    if match is None:
        return None
    short = next(v for k, v in match.groupdict().items() if v and k != "ra").strip(" ?.\"'“”")
    short = re.sub(r"^the\s+", "", short, flags=re.I)
    words = desk.words
    things = {iri for name, iris in words.surfaces.items() if fold(name) == fold(short) for iri in iris}
    if not things and short.isupper():
        return Outcome("unanswered", f"The sources do not speak of {short}.", reason="unknown-entity")
    for iri in sorted(things):
        about = find_statements(desk.reader, words, (iri,)) + find_statements(desk.reader, words, (), (), (iri,))
        proof = _spelt_out(about, words.entities[iri].names, short)
        if proof is None:
            continue
        name, fact = proof
        cited = tuple(citation(q) for q in fact.fact.quotes if fold(name) in fold(q.exact) or any(q.context))[:3]
        item = AnswerItem(iri, words.label(iri), iri, None, (), (("alias", short),), (fact.fact.iri,), cited)
        return Outcome("answered", sentence(f"{short} stands for {name}"), [item], facts=[fact.fact])
    if things:
        return _not_short(short, sorted(things), desk)
    return None


def _not_short(name: str, things: list[str], desk: Desk) -> Outcome:
    """A name that stands for nothing; where it is the long one, the short names that the sources give for it."""
    told = find_statements(desk.reader, desk.words, things, (SKOS + "altLabel",))
    facts = [f.fact for f in told if not f.fact.negated and f.fact.rank != "deprecated"]
    facts = [f for f in facts if len(f.object.value) < len(name) and f.object.value.split()[0].isupper()]
    text = f"The sources do not say what {name} stands for."
    text += f" Its short name is {listed(dict.fromkeys(f.object.value for f in facts))}." if facts else ""
    return Outcome("unanswered", text, reason="no-data", known=[item_of([f]) for f in facts])


def _spelt_out(about: list[Found], names: list[str], short: str) -> tuple[str, Found] | None:
    """The longest of the other names that a quote about the thing holds."""
    longer = sorted((n for n in dict.fromkeys(names) if len(n) > len(short) + 4), key=lambda n: (-len(n), n))
    for name in longer:
        for f in about:
            for quote in f.fact.quotes:
                said = " ".join([quote.exact, *(c.quote for c in quote.context)])
                if fold(name) in fold(" ".join(said.split())):
                    return name, f
    return None
