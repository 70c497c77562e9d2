"""Codified: the sections of a code of regulations that a rule prints as plain text, each with its citation there.

A rule says at its head which part of the code it changes ("42 CFR Part 517"); what stands under "§ 517.110
Obligations." is then 42 CFR 517.110. Formats made for rules carry those citations themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.passages import Passage
from corpus.readers.ecfr import CFR_KINDS
from corpus.readers.enumerators import Enumerators, marks_of

_FIRST = 14
"""Passages at a rule's head among which it names the parts of the code."""
_PARTS = re.compile(
    r"\W*(?P<title>\d{1,2})\s+C\.?F\.?R\.?,?\s+parts?\s+(?P<parts>\d+(?:(?:,\s*(?:and\s+)?|\s+and\s+)\d+)*)\W*", re.I
)
_SECTION = re.compile(
    r"\W{0,3}(?:\u00a7|Section|Sec\.)\s*(?P<number>(?P<part>\d+)\.\d+[a-z]?(?:-\d+)?)\.?\s+(?=[A-Z\[(])"
)
_AUTHORITY = re.compile(r"\bauthority citation for\b.*\bread as follows:\W*$", re.I | re.S)
_ENDS = re.compile(
    r"\W*(?:PART\s+\d|Part\s+\d+\s*[-\u2013\u2014]|Subpart\s+[A-Z]+\b"
    r"|FR Doc|BILLING CODE|Dated:|Signed\b|Issued (?:in|on)\b)"
    r"|\s*[\u25a0\u25a1*]"
)
"""What ends the words of a section: the next part, an instruction to the printer, the signature."""


def cite_code(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages with the citations of the code that the head names; as they are where it names none."""
    held = tuple(passages)
    if any(one.citation for one in held):
        return held
    heads = [found for one in held[:_FIRST] if (found := _PARTS.fullmatch(one.text)) is not None]
    if len(heads) != 1:
        return held
    return tuple(_cited(held, heads[0]["title"], set(re.findall(r"\d+", heads[0]["parts"]))))


def _cited(passages: Iterable[Passage], title: str, parts: set[str]) -> Iterator[Passage]:
    below: Enumerators | None = None
    above = ""
    lists = False
    for passage in passages:
        if lists and passage.kind in ("paragraph", "key-value"):  # "Authority: 33 U.S.C. 1801.", which is of the part
            passage = replace(passage, kind="reference", cells=())
        lists = _AUTHORITY.search(passage.text) is not None
        section = _SECTION.match(passage.text)
        if section is not None and section["part"] in parts:
            below = Enumerators(f"{title} CFR {section['number']}", kinds=CFR_KINDS)
            words = passage.text[section.end() :]
            if passage.kind == "heading" or len(words) < 90:
                yield replace(passage, kind="heading", citation=below.citation)
                continue
        elif _ENDS.match(passage.text) or (passage.kind == "heading" and not marks_of(passage.text)[0]):
            below = None
        if below is None or passage.kind in ("boilerplate", "reference", "table-row"):
            yield passage
            continue
        marks, begins = marks_of(passage.text)
        below.enter(marks, unfinished=above.rstrip()[-1:] in (":", "\u2014", "-"))
        above = passage.text
        skips = ((passage.start, passage.start + begins),) if marks else ()
        yield replace(passage, citation=below.citation, skips=(*skips, *passage.skips))
