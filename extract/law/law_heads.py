"""Law heads: when a law was enacted, published and takes effect, by the lines at its head ("Enacted 14 May 2026")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from corpus.genres import genres
from corpus.passages import Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Referent
from extract.law.own_words import LAW_ITSELF
from extract.layout.enumerators import is_law
from extract.parsing.cues import Cues
from extract.patterns.proofs import words_at
from extract.patterns.terms import XSD
from extract.values.values import Quantity, Value
from ontology.regulators import Ontology

FIRST = 14
"""Passages at a law's head among which its dates stand."""
BY = r"\s+(?:by|in|at)\s+(?:(?!\b(?:shall|must|will|takes?|comes?|enters?|appl(?:y|ies)|effect|force)\b)[^\d\n]){3,60}?"
"""By whom or where a law was made; what it does itself stands in no such words."""
BEFORE_DATE = rf"(?:{BY})?[\s:,.\u2013\u2014*-]*(?:on\s+)?(?:(?:the|this)\s+)?"
FOOT = 4
"""Passages at a law's end among which the day of its passing may stand ("Passed and adopted this 8th day of July")."""
NUMBERED = re.compile(r"\W*(?:(?:Act )?No\.?|Public (?:Law|Act))\s*\d")
"""A law's number below its title, which can look like a heading."""
DIVISION = re.compile(r"\W*(?:part|chapter|title|division|article|section)\s+(?:[IVXLC]+|\d+)\b(?!\s*of\b)", re.I)
"""The heading of a law's first part, below its head."""
BEHIND_NAME = re.compile(r"(?:,\s+|\s\()((?:[^()])+?)\)?\s*$|\(([^()]+)\)")
"""What a title prints behind a law's name: "Clinics Act, S.C. 2032, c. 8", "Clinics Act 2032 (asp 9)"."""
IN_TITLE = re.compile(r"\(([^()]*\d{4})\)\W*$")
OF_ASSENT = re.compile(r"\[[^\[\]]*\d{4}\s*\]\W*$")
"""The day of assent behind a long title: "An Act to amend the Ports Act. [9th June 2031]"."""
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
    head = list(_head(annotated, words))
    last = [one for one in annotated.document.passages[-FOOT:] if one.kind != "heading" and one not in head]
    short = [one for one in last if len(one.text) < 160]
    yield from _numbers(annotated, ontology, own)
    for passage in (*head, *short):
        lines = [one.span() for one in LINE.finditer(passage.text)]
        lines += [one.span(1) for one in IN_TITLE.finditer(passage.text) if passage.kind == "heading"]
        lines += [one.span() for one in OF_ASSENT.finditer(passage.text) if one.start()]
        for first, final in lines:
            start, end = passage.start + first, passage.start + final
            dates = [one for one in annotated.quantities_within(start, end) if one.kind == "date"]
            if len(dates) != 1 or not AFTER_DATE.fullmatch(text[dates[0].end : end]):
                continue
            before = text[start : dates[0].start]
            for name, said in words.items():
                closing = name not in {"enactedOn", "effectiveOn"} and passage in short
                if name != "gazette" and not closing and said.fullmatch(before):
                    yield _claim(annotated, ontology, own, name, passage, (start, dates[0]))
            if printed and passage not in short and DATED.fullmatch(before):
                yield _claim(annotated, ontology, own, "enactedOn", passage, (start, dates[0]))
            if printed and BRACKETED.fullmatch(before):  # under the title of a British act, the day of its assent
                yield _claim(annotated, ontology, own, "enactedOn", passage, (start, dates[0]))
        dates = [one for one in annotated.quantities_within(passage.start, passage.end) if one.kind == "date"]
        if len(dates) == 1 and "gazette" in words and words["gazette"].fullmatch(text[passage.start : dates[0].start]):
            yield _claim(annotated, ontology, own, "publishedOn", passage, (passage.start, dates[0]))


def _numbers(annotated: Annotated, ontology: Ontology, own: Referent) -> Iterator[Claim]:
    """The official number that a law's own head gives of it, on a line of its own or behind its name."""
    document, official = annotated.document, genres().official
    for passage in document.passages[:FIRST]:
        if passage.citation is not None or (passage.order and DIVISION.match(passage.text)):
            return
        spans = [(0, len(passage.text))]
        if passage.order == 0 or passage.kind == "heading":
            spans += [one.span(1) for one in BEHIND_NAME.finditer(passage.text)]
        for start, end in spans:
            words = passage.text[start:end]
            first, last = len(words) - len(words.lstrip(" (*[_")), len(words.rstrip(" )*]_.\n"))
            number = words[first:last]
            if official.fullmatch(number) and number.lower() != own.label.lower():
                at = passage.start + start + first
                title = document.passages[0]
                context = ((title.start, title.end, "heading"),) if passage.order else ()
                proof = words_at(document, passage, at, at + len(number), context, confidence=0.85, by="law-heads")
                said = Value(number, XSD + "string")
                yield Claim(own, ontology.namespaces.iri("kg:citation"), said, proof, (), "fact")
                return


def _head(annotated: Annotated, words: Mapping[str, re.Pattern[str]]) -> Iterator[Passage]:
    """The passages before a law's first section, or before the first heading below its title.

    A line with the law's number, or with what was done to it on a day, can look like a heading and is none.
    """
    titles = 0
    cited = any(one.citation is not None for one in annotated.document.passages[: FIRST * 2])
    for passage in annotated.document.passages[:FIRST]:
        dated = any(said.match(passage.text) for said in words.values()) and passage.text[-1:].isdigit()
        titles += passage.kind == "heading" and NUMBERED.match(passage.text) is None and not dated
        if (
            passage.citation is not None
            or (titles > 1 and not cited)
            or (passage.order and DIVISION.match(passage.text))
        ):
            return
        if passage.kind != "heading" or dated or any(one.search(passage.text) for one in (IN_TITLE, OF_ASSENT)):
            yield passage


def _spelt(said: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(one) for one in said), key=len, reverse=True))
    history = r"(?:(?:history|source|credits?|legislative history)\W+)?"
    return re.compile(
        rf"[\W_]*{history}(?:(?:date|day)\s+of\s+)?(?:[A-Z]+\s+)*(?:{words})\b{BEFORE_DATE}",
        re.I,
    )


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
