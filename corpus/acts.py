"""Acts: the paragraphs of an act that is printed as plain text or Markdown, each with its citation.

Formats made for laws carry their citations themselves. Here the act's name is read from the document's title, its
sections from headings ("Section 12.", "SEC. 14. WIDENING"), and its paragraphs from their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.passages import Passage
from corpus.readers.enumerators import Enumerators, marks_of

_WORD = r"(?:[A-Z][\w\u2019'-]*|and|of|for|on|to|in|&|the)"
_ACT = re.compile(rf"[A-Z][\w\u2019'-]*(?:,?\s+{_WORD})*\s+Act(?:\s+of\s+\d{{4}})?")
_SECTION = re.compile(r"\s*(?:SECTION|Section|SEC\.|Sec\.|\u00a7)\s*(?P<number>\d+[A-Za-z]*(?:-\d+)?)\b(?!\s*\()")


def cite_act(title: str | None, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages with the citations of the act that the title names; as they are where it names none.

    Only what stands below a section's heading, or begins with its number, is cited; a text of fewer than two sections
    is none of an act, whatever its title.
    """
    held = tuple(passages)
    named = _ACT.fullmatch(" ".join((title or "").split()))
    if not named or any(passage.citation for passage in held):
        return held
    act = re.sub(r"^The\s+", "", named.group())
    made: list[Passage] = []
    below: Enumerators | None = None
    for passage in held:
        section = _SECTION.match(passage.text)
        if section and (passage.kind == "heading" or passage.text[: section.end() + 1].rstrip().endswith(".")):
            below = Enumerators(f"section {section['number']}")
            below.enter(marks_of(passage.text[section.end() :].lstrip(". \u2014-"))[0])
        elif passage.kind == "heading":
            below = below if passage.level > 2 else None
        elif below is not None:
            below.enter(marks_of(passage.text.lstrip())[0])
        cited = f"{below.citation} of the {act}" if below is not None and passage.kind != "boilerplate" else None
        made.append(replace(passage, citation=cited))
    sections = {passage.citation.split(" of ")[0].split("(")[0] for passage in made if passage.citation}
    return tuple(made) if len(sections) > 1 else held
