"""Acts: the paragraphs of a law that is printed as plain text or Markdown, each with its citation.

Formats made for laws carry their citations themselves. Here the law's name is read from the document's title, its
sections from headings ("Section 12.", "SEC. 14. WIDENING") or, where a law numbers them bare ("12. Widening."), from
their numbers, and its paragraphs from their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from corpus.passages import Passage
from corpus.readers.enumerators import Enumerators, marks_of

_SMALL = ("and", "of", "for", "on", "to", "in", "the")
_YEAR = r"(?:1[6-9]|2[01])\d\d"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?{_YEAR})"
_KIND = r"Regulations?|Rules|Order|Code|Law|Ordinance|Statute|Directive|Decree|By-?[Ll]aws?"
_NUMBER = rf"(?:\(\w+\)\s+)?(?:No\.?\s*)?\d{{1,5}}(?:\s?/\s?\d{{1,5}}|\s+of\s+{_YEAR})"
_WORD = rf"(?:[A-Z][\w\u2019'-]*|{'|'.join(_SMALL)})"
_NAMED = re.compile(
    rf"(?:[A-Z][\w\u2019'-]*(?:,?\s+(?:{_WORD}|\([A-Z][\w ]*\)))*?\s+)(?:Act{_OF_YEAR}?|(?:{_KIND}){_OF_YEAR})"
    rf"|Act\s+(?:on|concerning|respecting|for)\s+(?:the\s+)?[A-Z][\w\u2019'-]*(?:\s+{_WORD}){{0,7}}{_OF_YEAR}?"
)
_BY_NUMBER = re.compile(rf"(?:(?:{_KIND}|Act)\s+{_NUMBER}|(?:{_KIND})\s+{_YEAR})(?:\s+(?:on|concerning)\s+.{{3,120}})?")
_SECTION = re.compile(
    r"\s*(?:\*\*|__)?(?:SECTION|Section|SEC\.|Sec\.|\u00a7|(?P<article>ARTICLE|Article|Art\.))\s*(?P<number>"
    r"\d+[A-Za-z]*(?:-\d+)?)\b(?!\s*\()"
)
_BARE = re.compile(
    r"\s*(?:\*\*|__)?\s*(?:(?:Section|Sec\.|Article|Art\.|\u00a7)\s*)?"
    r"(?P<number>\d{1,3}[A-Z]{0,2})\.?\s+(?P<caption>[A-Z][^.\n*]{2,80}?)\.?(?:\*\*|__)(?:[.:]?\s+|$)"
    r"|\s*(?P<plain>\d{1,3}[A-Z]{0,2})\.\s?[-\u2013\u2014]\s?(?=\(1\))"
    r"|\s*(?P<alone>\d{1,3}[A-Z]{0,2})\.\s+(?![^.]*\b(?:shall|must|may|is|are)\b|(?:These|They|This|It)\b)[A-Z][^.\n;:]{2,80}\.?\s*$"
)
"""A section headed by its number and a caption in bold type or on a line of its own, or by a number and "—(1)"."""
_BARE_SENTENCE = re.compile(r"\s*(?P<number>\d{1,3})\.\s+(?P<own>(?:These|They|This)\b)?[A-Z]?")
"""A section without a caption: its number and what it says, of the law itself or of anything."""
_BARE_HEADING = re.compile(r"\s*(?P<number>\d{1,3}[A-Z]{0,2})\.?\s+[A-Z]")
_PASSED = re.compile(
    r"^\W*(?:(?:Act )?No\. ?\d+ of \d{4}|(?:Enacted|Approved|Adopted|Passed|Made|Assented to|Royal [Aa]ssent)\b"
    r"|Public Law \d+[-\u2013]\d+|An? Act (?:to|for)\b|Be it enacted"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}\][\W_]*$)",
    re.M,
)
"""What a law says of itself before its first section, and no text about it."""
_MARKED = re.compile(r"\n(?=[ \t]*\((?:\d{1,3}|[a-z]{1,4}|[A-Z]{1,3})\)\s+\S)")
_UNITS = {
    "Regulations?": "regulation",
    "Rules": "rule",
    "Order": "Article",
    "Decree": "Article",
    "Directive": "Article",
}
_BRITISH = ("1", "a", "i", "A", "I", "aa", "AA")
"""The order of marks where a section's own parts are numbered and theirs have letters."""


def law_named(title: str | None) -> tuple[str, ...]:
    """The law whose name a title is, then its shorter names; empty where the title is no law's name.

    >>> law_named("The Harbor Act of 1999"), law_named("HARBOR DUES ACT OF 1999"), law_named("What the Harbor Act does")
    (('Harbor Act of 1999', 'Harbor Act'), ('Harbor Dues Act of 1999', 'Harbor Dues Act'), ())
    >>> law_named("Harbor Dues Regulations 2030"), law_named("Decree 14/2031 on harbor dues")
    (('Harbor Dues Regulations 2030', 'Harbor Dues Regulations'), ('Decree 14/2031 on harbor dues', 'Decree 14/2031'))
    """
    words = " ".join((title or "").split()).strip(" *_")
    if words.isupper():
        small = rf"\b(?:{'|'.join(_SMALL)})\b"
        words = re.sub(small, lambda one: one.group().lower(), re.sub(r"[A-Z]+(?:'S\b)?", _capital, words), flags=re.I)
        words = words[:1].upper() + words[1:]
    words = re.sub(r"^The\s+", "", words)
    if _BY_NUMBER.fullmatch(words):
        short = re.split(r"\s+(?:on|concerning)\s+", words, maxsplit=1)[0]
        return tuple(dict.fromkeys((words, short)))
    if not _NAMED.fullmatch(words):
        return ()
    return tuple(dict.fromkeys((words, re.sub(rf"{_OF_YEAR}$", "", words))))


def _capital(word: re.Match[str]) -> str:
    return word.group().capitalize()


def cite_act(title: str | None, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages with the citations of the law that the title names; as they are where it names none.

    Only what stands below a section's heading, or begins with its number, is cited; a text of fewer than two sections
    is none of a law, whatever its title, if it does not say that it was passed and has parts with marks of their own.
    A paragraph whose lines bear marks of their own is parted at them.
    """
    held = tuple(passages)
    names = law_named(title)
    if not names or any(passage.citation for passage in held):
        return held
    bare = any(_PASSED.search(passage.text) for passage in held[:4]) or any(map(_opens_numbered, held))
    parted = tuple(part for passage in held for part in _parts(passage, bare)) if bare else held
    act = names[-1] if _BY_NUMBER.fullmatch(names[0]) else f"the {names[0]}"
    sections = groupby(_numbered(parted, bare, _unit(names[0])), lambda pair: pair[0])
    made = [one for _, group in sections for one in _cited(group, act)]
    made = [replace(passage, order=order) for order, passage in enumerate(made)]
    cited = {passage.citation.split(" of ")[0].split("(")[0] for passage in made if passage.citation}
    parts = {passage.citation for passage in made if passage.citation and "(" in passage.citation.split(" of ")[0]}
    return tuple(made) if len(cited) > 1 or (bare and len(parts) > 1) else held


def _opens_numbered(passage: Passage) -> bool:
    """Whether a paragraph has the number and caption of a section, and its first numbered part right behind."""
    head = _BARE.match(passage.text)
    return head is not None and passage.text.startswith("(1)", head.end())


def _unit(act: str) -> str:
    """What a law of this name calls what it numbers bare: a British regulation is no section."""
    return next((unit for word, unit in _UNITS.items() if re.search(rf"\b{word}\b", act)), "section")


def _numbered(passages: Iterable[Passage], bare: bool, unit: str) -> Iterator[tuple[tuple[int, str], Passage]]:
    """Each passage with the section that it stands in: how many came before, and its name ("" above the first).

    `unit` is what a section is called that only its number heads.
    """
    place, number, last = 0, "", 0
    for passage in passages:
        runs_on = _BARE_SENTENCE.match(passage.text) if bare and passage.kind in ("list-item", "paragraph") else None
        section = _SECTION.match(passage.text)
        heads = passage.kind == "heading"
        if section and (heads or passage.text[: section.end() + 1].rstrip().endswith(".")):
            place, number = place + 1, f"{'Article' if section['article'] else 'section'} {section['number']}"
        elif found := _head(passage) if bare else None:
            place, number = place + 1, f"{unit} {found}"
            last = int(re.sub(r"\D", "", found))
            if passage.kind == "list-item" and "\n" not in passage.text.strip():
                passage = replace(passage, kind="heading", level=3)
        elif runs_on and int(runs_on["number"]) == last + 1 and (runs_on["own"] or unit != "section"):
            place, number, last = place + 1, f"{unit} {last + 1}", last + 1
        elif heads and passage.level <= 2:
            place, number = place + 1, ""
        yield (place, number), passage


def _head(passage: Passage) -> str | None:
    """The number of the section that a passage heads by its bare number."""
    match = _BARE.match(passage.text) or (_BARE_HEADING.match(passage.text) if passage.kind == "heading" else None)
    groups = match.groupdict() if match else {}
    return groups.get("number") or groups.get("plain") or groups.get("alone")


def _cited(group: Iterable[tuple[tuple[int, str], Passage]], act: str) -> Iterator[Passage]:
    """The passages of one section, each with its citation."""
    section = list(group)
    name = section[0][0][1]
    marks = [_marks(passage.text) for _, passage in section]
    flat = [mark for each in marks for mark in each]
    british = flat[:1] == ["1"] and "a" in flat and "A" not in flat
    below = Enumerators(name, kinds=_BRITISH) if british else Enumerators(name)
    for (_, passage), found in zip(section, marks, strict=True):
        if passage.kind != "heading" or passage is section[0][1]:
            below.enter(found)
        if not name or passage.kind in ("boilerplate", "heading"):
            cited = f"{below.citation} of {act}" if name and passage.kind == "heading" else None
            yield replace(passage, citation=cited)
            continue
        begins = passage.start + marks_of(passage.text)[1]
        skips = ((passage.start, begins),) if found and begins > passage.start else ()
        yield replace(passage, citation=f"{below.citation} of {act}", skips=(*skips, *passage.skips))


def _marks(words: str) -> list[str]:
    """The marks that a paragraph begins with, after the number of its section where that heads it."""
    for head in (_SECTION, _BARE):
        if found := head.match(words):
            words = words[found.end() :]
            break
    return marks_of(words.lstrip(". \u2014-\u2013*"))[0]


def _run_on(text: str, start: int) -> Iterator[int]:
    """Where the numbered parts behind the first begin that a section prints in one paragraph: "(1) … . (2) …"."""
    number = 2
    while found := re.compile(rf"(?<=[.;])\s+(?=\({number}\)\s+[A-Z])").search(text, start):
        start, number = found.end(), number + 1
        yield start


def _parts(passage: Passage, bare: bool) -> Iterator[Passage]:
    """A section that is one paragraph in the source, parted at its caption and at the lines that bear marks."""
    if passage.kind not in ("paragraph", "list-item") or passage.cells:
        yield passage
        return
    head = _BARE.match(passage.text) if bare else None
    edges = [0]
    caption = head is not None and head["caption"] is not None and head.end() < len(passage.text)
    if head is not None and caption:
        edges.append(head.end())
    edges += [found.end() for found in _MARKED.finditer(passage.text) if found.end() > edges[-1]]
    if caption and len(edges) == 2 and passage.text.startswith("(1)", edges[-1]):
        edges += _run_on(passage.text, edges[-1])
    text, begins = passage.text, passage.start
    for place, (first, last) in enumerate(zip(edges, [*edges[1:], len(text)], strict=True)):
        words, start = text[first:last].rstrip(), begins + first
        kind = "heading" if caption and place == 0 else passage.kind
        one = replace(passage, start=start, end=start + len(words), text=words, kind=kind, lead_in=None)
        if kind == "heading":
            yield replace(one, level=max(3, len(passage.section) + 1))
            above = " ".join(words.strip("*_ ").split())
            passage = replace(
                passage, section=(*passage.section, above), headings=(*passage.headings, (start, one.end))
            )
        else:
            yield one
