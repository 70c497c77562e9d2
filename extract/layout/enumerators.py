"""Enumerators: how a law numbers its paragraphs, and whether a document is a law's own text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from corpus.documents import Document
from corpus.passages import Passage
from extract.claims.mentions import Referent

QUOTED = r"^\s*[\"\u201c\u2018']?"
"""Where a paragraph's number can stand: at its beginning, in a law that quotes another one behind the quote."""
ENUMERATOR = re.compile(
    rf"{QUOTED}(?:\((?P<inner>[0-9]{{1,2}}|[a-z]{{1,5}}|[A-Z]{{1,5}})\)|(?P<plain>[0-9]{{1,2}}|[a-zA-Z])[.)])\s+"
)
_UNIT = r"(?P<unit>SEC(?:TION|\.)|Sec(?:tion|\.)|§|ARTICLE|Article|Art\.)"
SECTION = re.compile(rf"{QUOTED}{_UNIT}\s*(?P<number>\d+\w*(?:[-.]\d+\w*)*)")
CODED = re.compile(
    rf"{QUOTED}(?P<name>(?:(?:[A-Z][A-Za-z]*\.|[A-Z]{{2,5}}|[A-Z][a-z]?-[A-Z]|Item|Rule)\s+){{1,4}}(?:\u00a7\s*)?\d\w*(?:[-.:]\d\w*)+)"
    rf"\.?\s+(?=[(A-Z])"
)
"""A section by the sign of its code, at the head of its own words: "RCW 74.99.040. (1) The authority may"."""
DOTTED = re.compile(
    rf"{QUOTED}(?P<number>(?P<stem>\d{{1,4}}[A-Z]?)[-.:]\d{{1,4}}(?:[-.:]\d{{1,4}}){{0,2}})\.?\s+"
    r"(?P<caption>[A-Z][^.;:\n]{2,60}\.)\s+(?=[A-Z(\"\u201c])"
)
"""A section of a code by its number of several steps and its caption: "10-44.4 Eligibility. Hospitals must enroll"."""
STANDING = re.compile(
    rf"{QUOTED}(?:{_UNIT}\s*\d+\w*(?:[-.]\d+\w*)*\.\s|§\s*[\d.]+\w*\s+[A-Z][^.;:?]{{3,90}}\.(?:\s|$))"
)
"""A section that stands at the head of its own words ("Sec. 4. The Council shall"), and is not only cited."""
LEVELS = re.compile(r"(?<=\w)(?:\s?\(\w{1,5}\))+(?=$|\s+of\b)")
"""The marks of a paragraph behind its section's number: "section 3(1)(a) of the Act"."""
CAPTION = re.compile(r"^\s*\([0-9A-Za-z]{1,5}\)\s+[A-Z][^.]{2,70}\.\s?[-\u2013—]")


def is_law(document: Document) -> bool:
    """Whether a document is a law's own text: it says so, its passages are cited, or it is written as laws are."""
    return document.metadata.type == "Statute" or is_written_as_law(document.passages)


def is_written_as_law(passages: Collection[Passage]) -> bool:
    """Whether passages are cited, or are headed and marked as those of laws are."""
    if any(passage.citation for passage in passages):
        return True
    if sum(1 for passage in passages if SECTION.match(passage.text)) >= 3:
        return True
    if any(STANDING.match(one.text) or CODED.match(one.text) for one in passages) and any(
        re.search(r"\b(?:shall|may|must)\b", one.text) for one in passages
    ):
        return True
    dotted = [found for one in passages if (found := DOTTED.match(one.text)) is not None]
    binding = sum(1 for one in passages if DOTTED.match(one.text) and re.search(r"\b(?:shall|may|must)\b", one.text))
    if len(dotted) > 2 and binding > 1 and len({one["stem"] for one in dotted}) == 1:
        return True
    captions = sum(1 for passage in passages if CAPTION.match(passage.text))
    return captions >= 2 or (captions == 1 and any(SECTION.match(passage.text) for passage in passages))


def section_name(match: re.Match[str]) -> str:
    """The usual form of a section's or article's name, from a match of `SECTION`.

    >>> section_name(SECTION.match("Sec. 12. Tolls")), section_name(SECTION.match("ARTICLE 4. Tolls"))
    ('section 12', 'Article 4')
    """
    return f"{'Article' if match['unit'].lower().startswith('art') else 'section'} {match['number']}"


def step_of(text: str) -> str | None:
    """The enumerator that a paragraph starts with.

    >>> step_of("(A) reduce spending; or"), step_of("2. The Secretary"), step_of("A plan")
    ('A', '2', None)
    """
    match = ENUMERATOR.match(text)
    return (match["inner"] or match["plain"]) if match else None


def level_of(step: str, before: tuple[str, ...]) -> int:
    """How deep an enumerator stands: (a) 1, (1) 2, (A) 3, (i) 4; `before` are the steps above the last paragraph."""
    if step.isdigit():
        return 2
    if step.isupper():
        return 3
    if step in {"i", "v", "x"} or len(step) > 1:
        if len(before) == 1 and set(before[0] + step) <= set("ivx"):  # a list whose own first mark was "(i)"
            return 1
        deep = len(before) >= 3 and before[2]
        return 4 if deep or (len(step) > 1 and set(step) <= set("ivx")) else 1
    return 1


@dataclass(frozen=True, slots=True)
class Place:
    """A passage's place in the law: its provision, and the path of enumerators that leads to it."""

    passage: Passage
    provision: Referent | None
    step: str | None
    level: int


def starts_step(words: tuple[str, ...]) -> bool:
    """Whether the words begin with a bracket that only holds an enumerator: "(2)", "(A)", "(4)(A)"."""
    return bool(re.match(r"\(\w{1,5}\)", "".join(words)))


def depth_of(citation: str) -> int:
    """How many marks a paragraph's citation ends with, whatever their order: "section 3(1)(a) of the Act" 2."""
    found = re.search(r"((?:\s?\(\w{1,5}\))+)(?:\s+of\b|$)", citation)
    return found[1].count("(") if found else 0
