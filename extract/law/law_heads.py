"""Law heads: when a law was enacted, published and takes effect, by the lines at its head ("Enacted 14 May 2026")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from corpus.passages import Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.law.own_words import LAW_ITSELF
from extract.layout.enumerators import is_law
from extract.parsing.cues import Cues
from extract.patterns.proofs import words_at
from extract.values.values import Quantity
from ontology.regulators import Ontology

FIRST = 8
"""Passages at a law's head among which its dates stand."""
BEFORE_DATE = r"(?:\s+(?:by|in|at)\s+[^\d\n]{3,60}?)?[\s:,.\u2013\u2014*-]*(?:on\s+)?(?:the\s+)?"
NUMBERED = re.compile(r"\W*(?:(?:Act )?No\.?|Public (?:Law|Act))\s*\d")
"""A law's number below its title, which can look like a heading."""
AFTER_DATE = re.compile(r"[\s.,;\])*_]*")
DATED = re.compile(r"[\W_]*(?:of|dated)(?: the)? ", re.I)
"""What stands before the day of a law on the line below its title, with nothing more: "of 14 June 2026"."""
LINE = re.compile(r"(?:(?!(?<=\d\.)[ \t]+[A-Z])[^\n;])+")
"""A line of a head, or a sentence of one behind a number: "Public Law 120-87. Enacted October 14, 2027."."""
BRACKETED = re.compile(r"\s*\[\s*")


def head_dates(annotated: Annotated, ontology: Ontology, cues: Cues, own: Referent | None) -> Iterator[Claim]:
    """The dates that the head of a law's own text gives of it; `own` is the law that the document is."""
    text = annotated.document.text
    if own is None or not (is_law(annotated.document) or LAW_ITSELF.search(text)):
        return
    printed = any(one.citation for one in annotated.document.passages)
    words = {name: _spelt(said) for name, said in cues.group("law-date").items()}
    for passage in _head(annotated, words):
        for line in LINE.finditer(passage.text):
            start, end = passage.start + line.start(), passage.start + line.end()
            dates = [one for one in annotated.quantities_within(start, end) if one.kind == "date"]
            if len(dates) != 1 or not AFTER_DATE.fullmatch(text[dates[0].end : end]):
                continue
            before = text[start : dates[0].start]
            for name, said in words.items():
                if name != "gazette" and said.fullmatch(before):
                    yield _claim(annotated, ontology, own, name, passage, (start, dates[0]))
            if printed and DATED.fullmatch(before):
                yield _claim(annotated, ontology, own, "enactedOn", passage, (start, dates[0]))
            if printed and BRACKETED.fullmatch(before):  # under the title of a British act, the day of its assent
                yield _claim(annotated, ontology, own, "enactedOn", passage, (start, dates[0]))
        dates = [one for one in annotated.quantities_within(passage.start, passage.end) if one.kind == "date"]
        if len(dates) == 1 and "gazette" in words and words["gazette"].fullmatch(text[passage.start : dates[0].start]):
            yield _claim(annotated, ontology, own, "publishedOn", passage, (passage.start, dates[0]))


def _head(annotated: Annotated, words: Mapping[str, re.Pattern[str]]) -> Iterator[Passage]:
    """The passages before a law's first section, or before the first heading below its title.

    A line with the law's number, or with what was done to it on a day, can look like a heading and is none.
    """
    titles = 0
    for passage in annotated.document.passages[:FIRST]:
        dated = any(said.match(passage.text) for said in words.values()) and passage.text[-1:].isdigit()
        titles += passage.kind == "heading" and NUMBERED.match(passage.text) is None and not dated
        if passage.citation is not None or titles > 1:
            return
        if passage.kind != "heading" or dated:
            yield passage


def _spelt(said: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(one) for one in said), key=len, reverse=True))
    return re.compile(rf"[\W_]*(?:(?:date|day)\s+of\s+)?(?:[A-Z]+\s+)*(?:{words})\b{BEFORE_DATE}", re.I)


def _claim(
    annotated: Annotated, ontology: Ontology, own: Referent, name: str, passage: Passage, line: tuple[int, Quantity]
) -> Claim:
    start, date = line
    document = annotated.document
    start += len(document.text[start : date.end]) - len(document.text[start : date.end].lstrip(" \t\n[(*_"))
    title = next((one for one in document.passages if one.kind == "heading"), None)
    context = ((title.start, title.end, "heading"),) if title is not None else ()
    proof = words_at(document, passage, start, date.end, context, confidence=0.9, by="law-heads")
    modality = "rule" if name == "effectiveOn" else "fact"
    return Claim(own, ontology.namespaces.iri(f"kg:{name}"), date.value, proof, (), modality)
