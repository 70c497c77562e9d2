"""What a short name stands for: answered by the long name, where a source spells it out."""

from __future__ import annotations

import re

from kg.ask.cited import AnswerItem
from kg.ask.english import fold
from kg.ask.lookup import Found, citation, find_statements
from kg.ask.own import Desk, Outcome
from kg.ask.reading import Understanding
from kg.ask.sentences import sentence

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


def answer_name(found: Understanding, desk: Desk) -> Outcome | None:
    """Answers "what does ABC stand for"; None for any other question."""
    text = found.frame.text
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
        return Outcome("unanswered", f"The sources do not say what {short} stands for.", reason="no-data")
    return None


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
