"""Enumerators: how a law numbers its paragraphs, and whether a document is a law's own text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.documents import Document
from corpus.passages import Passage
from extract.claims.mentions import Referent

QUOTED = r"^\s*[\"\u201c\u2018']?"
"""Where a paragraph's number can stand: at its beginning, in a law that quotes another one behind the quote."""
BOLD = r"^\s*(?:\*\*|__)?[\"\u201c\u2018']?"
"""The same for a section with its word, which may be set in bold type."""
ENUMERATOR = re.compile(
    rf"{QUOTED}(?:\((?P<inner>[0-9]{{1,2}}|[a-z]{{1,5}}|[A-Z]{{1,5}})\)|(?P<plain>[0-9]{{1,2}}|[a-zA-Z])[.)])\s+"
)
_UNIT = r"(?P<unit>SEC(?:TION|\.)|Sec(?:tion|\.)|§|ARTICLE|Article|Art\.)"
SECTION = re.compile(rf"{BOLD}{_UNIT}\s*(?P<number>\d+\w*(?:[-.]\d+\w*)*)")
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
    rf"{BOLD}(?:{_UNIT}\s*\d+\w*(?:[-.]\d+\w*)*\.\s|§\s*[\d.]+\w*\s+[A-Z][^.;:?]{{3,90}}\.(?:\*\*|__)?(?:\s|$))"
)
"""A section that stands at the head of its own words ("Sec. 4. The Council shall"), and is not only cited."""
LEVELS = re.compile(r"(?<=\w)(?:\s?\(\w{1,5}\))+(?=$|\s+of\b)")
"""The marks of a paragraph behind its section's number: "section 3(1)(a) of the Act"."""
CAPTION = re.compile(r"^\s*\([0-9A-Za-z]{1,5}\)\s+[A-Z][^.]{2,70}\.\s?[-\u2013—]")
HEADED = re.compile(
    rf"{QUOTED}\([0-9A-Za-z]{{1,5}}\)\s+(?:[A-Z][A-Z\u2019' ,-]{{3,60}}\.|[A-Z][^.\n]{{2,60}}\.\s?[-\u2013\u2014])"
)
"""A paragraph with its mark and its caption, of a section that is not printed: "(c) CLOSING.\u2014The Secretary"."""
STEPS = re.compile(
    rf"{QUOTED}(?!(?:19|20)\d\d-(?:19|20)\d\d\b)"
    r"(?P<number>\d{1,4}[A-Z]?(?:[-.:]\d{1,4}[A-Z]?){2,4}|\d{2,4}[A-Z]?[-.:]\d{3,4}|\d{3,4}\.\d{1,4})"
    r"\.?\s+(?=[\"\u201c]?[A-Z])"
)
"""A section of a code by a number that nothing else has: "44-7-1802. Reports. The Board shall"."""
NUMBERED = re.compile(
    rf"{QUOTED}(?:s\. ?)?(?P<number>\d{{1,4}}[A-Z]?(?:[-.:]\d{{1,4}}[A-Z]?){{0,4}})\.?\s+(?=[\"\u201c(]?[A-Z(\d])"
)
"""A section or an article that only its number heads: "28. The Tribunal may", "9.1 The Council shall"."""
LETTERED = re.compile(rf"{QUOTED}(?:\((?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})\)|[A-Z]\.)\s+(?=[\"\u201c(]?[A-Z])")
BINDING = re.compile(
    r"\b(?:(?:shall|must|may)(?! not\b)|has (?:the )?(?:power|right|authority|duty)"
    r"|(?:is|are)(?: hereby)? (?:to|amended|repealed|established|created|constituted|required|authorized|directed))\b"
)
_DIVISIONS = r"[Aa]ct|[Oo]rdinance|[Pp]art|[Tt]itle|[Cc]hapter|[Aa]rticle|(?:[Ss]ub)?[Ss]ection|[Ss]ubtitle|[Dd]ivision"
OF_ITSELF = re.compile(
    rf"\b(?:[Tt]his|of this) (?:{_DIVISIONS}|Law|Code|Decree|Charter|Schedule)\b(?! (?:is|was) (?:an?|about)\b)"
    r"|\b[Ss]ubsections? \(\w\)|\b[Ss]ections? \d[\w.-]*(?! of the)|\b[Pp]aragraphs? \(\w\)"
)
"""How a law speaks of itself and of its parts."""
HEADS_LAW = re.compile(
    r"^\W*(?:(?:AN ACT|An Act|AN ORDINANCE|An Ordinance) (?:(?i:to|concerning|for|respecting|relating))\b"
    r"|(?i:be it (?:enacted|ordained))\b|[A-Z][A-Z\u2019' ,-]+ (?:ACT|ORDINANCE|LAW|CHARTER|CODE)\b"
    r"|(?i:chapter|title|part|article|subtitle|division)\s+(?:[IVXLC]+|\d+[A-Z]?|[A-Z])\s*(?:[.:\u2014\u2013-]|$))",
    re.M,
)
"""The head of a law or of a division of one."""
TALKS = re.compile(r"\b(?:we|our|you|your)\b|\?\s*$", re.I | re.M)
"""What no law says, but a handbook or an answer."""


def is_law(document: Document) -> bool:
    """Whether a document is a law's own text: it says so, its passages are cited, or it is written as laws are."""
    return document.metadata.type == "Statute" or is_written_as_law(document.passages, document.metadata.type != "Rule")


def is_written_as_law(passages: Collection[Passage], bare: bool = True) -> bool:
    """Whether passages are cited, or headed and marked as those of laws are; `bare` lets a number alone head one."""
    if any(passage.citation for passage in passages):
        return True
    if sum(1 for passage in passages if SECTION.match(passage.text)) >= 3:
        return True
    if any(STANDING.match(one.text) or CODED.match(one.text) for one in passages) and any(
        BINDING.search(one.text) or re.search(r"\b(?:shall|may|must)\b", one.text) for one in passages
    ):
        return True
    dotted = [found for one in passages if (found := DOTTED.match(one.text)) is not None]
    binding = sum(1 for one in passages if DOTTED.match(one.text) and re.search(r"\b(?:shall|may|must)\b", one.text))
    if len(dotted) > 2 and binding > 1 and len({one["stem"] for one in dotted}) == 1:
        return True
    captions = sum(1 for passage in passages if CAPTION.match(passage.text))
    if captions >= 2 or (captions == 1 and any(SECTION.match(passage.text) for passage in passages)):
        return True
    return bare and _is_numbered_law([one.text for one in passages])


def _is_numbered_law(paragraphs: Sequence[str]) -> bool:
    """Whether paragraphs that no word names a section bind, and have captions, numbers or words as only laws have."""
    binding = [one for one in paragraphs if BINDING.search(one)]
    marked = [one for one in binding if NUMBERED.match(one) or LETTERED.match(one)]
    codes = any(STEPS.match(one) or HEADED.match(one) for one in binding)
    if not (marked or codes) or TALKS.search(re.sub(r"[\"\u201c][^\"\u201d]*[\"\u201d]", "", "\n".join(paragraphs))):
        return False
    whole = "\n".join(paragraphs)
    signs = sum(one.search(whole) is not None for one in (OF_ITSELF, HEADS_LAW))
    signs += any(HEADED.match(one) or STEPS.match(one) for one in paragraphs)
    return codes or (len(marked) > 1 and signs > 0) or signs > 1


def headed(text: str) -> re.Match[str] | None:
    """The section's word and number at the head of a paragraph that is of that section, and does not only cite it."""
    match = SECTION.match(text)
    cites = match and re.match(r"\s+(?:of|is|are|was|shall|must|may|applies)\b", text[match.end() :])
    return None if cites else match


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


def level_of(step: str, before: tuple[str, ...], first: str = "a") -> int:
    """How deep an enumerator stands: (a) 1, (1) 2, (A) 3, (i) 4; `before` are the steps above the last paragraph.

    Where a section's own parts have numbers (its `first` mark is "1"), as in British acts, (1) is 1 and (a) 2; where
    they have capitals ("A"), as in some codes, A is 1, 1 is 2 and (a) 3.
    """
    above = 0 if first == "a" else 1 if first == "1" else 2
    if above and not step.isdigit():
        if step.isupper():
            return 3 if above == 1 else 1
        taken = before[above : above + 1]
        roman = set(step) <= set("ivx") and taken != () and taken[0] not in ("", "h", "u", "w")
        return above + 1 + roman
    if above:
        return above
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
