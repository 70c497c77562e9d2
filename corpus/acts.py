"""Acts: the paragraphs of a law that is printed as plain text or Markdown, each with its citation.

Formats made for laws carry their citations themselves. Here the law's name is read from the document's title, its
sections from headings ("Section 12.", "SEC. 14. WIDENING") or, where a law numbers them bare ("12. Widening."), from
their numbers, and its paragraphs from their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.genres import genres
from corpus.passages import Passage
from corpus.readers.enumerators import Enumerators, marks_of

_SMALL = ("and", "of", "for", "on", "to", "in", "the")
_YEAR = r"(?:1[6-9]|2[01])\d\d"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?{_YEAR})"
_KIND = r"Regulations?|Rules|Order|Code|Law|Ordinance|Statute|Directive|Decree|By-?[Ll]aws?"
_NUMBER = rf"(?:\(\w+\)\s+)?(?:No\.?\s*)?\d{{1,5}}(?:\s?/\s?\d{{1,5}}|\s+of\s+{_YEAR})"
_WORD = rf"(?:[A-Z][\w\u2019'-]*|{'|'.join(_SMALL)})"
_NAMED = re.compile(
    rf"(?:(?!An?\s+Act\b)[A-Z][\w\u2019'-]*(?:,?\s+(?:{_WORD}|\([A-Z][\w ]*\)))*?\s+)"
    rf"(?:Act{_OF_YEAR}?|(?:{_KIND}){_OF_YEAR})"
    rf"|Act\s+(?:on|concerning|respecting|for)\s+(?:the\s+)?[A-Z][\w\u2019'-]*(?:\s+{_WORD}){{0,7}}{_OF_YEAR}?"
)
_BARE_KIND = re.compile(r"(?:An?|This) \w+")
"""What a law prints as its kind, and no name ("An Act" above "To amend …")."""
_BY_NUMBER = re.compile(
    rf"(?P<short>(?:(?:[A-Z][a-z-]+\s+){{0,2}}(?:{_KIND}|Act)\s+{_NUMBER}(?:/[A-Z]{{2,5}})?|(?:{_KIND})\s+{_YEAR}))"
    r"(?:\s+of\s+the\s+[A-Z].{3,120}?)?(?:\s+(?:on|concerning|establishing|amending)\s+.{3,120})?"
)
_CITED_AS = re.compile(
    r"(?:(?:\b(?:[Tt]his|[Tt]hese) [A-Za-z]+ (?:(?:may|shall) )?be (?:cited|known)(?: and (?:may be )?cited)?"
    r"|, (?:to be )?cited) (?:as|by the name)"
    r"|\b[Tt]his Act,) (?:the )?\W?"
    r"(?P<name>[^\"\u201d.;]{5,90}?)(?=[\"\u201d.;]|$|,?\s(?:and )?(?:shall|comes?|takes?|is|enters?)\b)"
)
_ONLY_NUMBERED = re.compile(
    r"(?P<short>(?:[A-Z][a-z-]+\s+){0,2}(?:Act|By-?law|Decree|Decision|Directive|Law|Order|Ordinance|Regulation|Resolution|Statute)"
    r"\s+(?:of\s+the\s+[A-Z][\w -]{2,60}?\s+)?No\.?\s*\d[\d/.-]*)(?:\s+of\s+.{3,120}?)?(?:\s+on\s+.{3,120})?"
)
"""A law with a number and no year in its title: "Law No. 77 of the Republic of Tarn", "Order of the Mayor No. 2"."""
_TITLE_WORD = rf"(?:{_WORD}|\d[\w/.-]*|[&\u2013-]|between|by|\([A-Z][\w ]*\))"
_TITLED = re.compile(rf"{_TITLE_WORD}(?:,?\s+{_TITLE_WORD}){{1,15}}")
"""A title whose words are those of a name."""
_AFTER_NOUN = (
    rf"(?:,?\s+(?:of\s+)?{_YEAR}|\s+(?:No\.?\s*)?[\d/-]+)?(?:$|\s+(?:on|for|of|between|concerning|to|against)\b)"
)
_SECTION = re.compile(
    r"\s*(?:\*\*|__)?(?:SECTION|Section|SEC\.|Sec\.|\u00a7|(?P<article>ARTICLE|Article|ART\.|Art\.))\s*(?P<number>"
    r"\d+[A-Za-z]*(?:[-.]\d+[A-Za-z]*)*|(?<=ticle\s|TICLE\s)[IVXLC]+|(?<=ART\.\s|Art\.\s)[IVXLC]+)\b(?!\s*\()"
)
_BARE = re.compile(
    r"\s*(?:\*\*|__)?\s*(?:(?:Section|Sec\.|Article|Art\.|\u00a7)\s*)?"
    r"(?P<number>\d{1,3}[A-Z]{0,2})\.?\s+(?P<caption>[A-Z][^.\n*]{2,80}?)\.?(?:\*\*|__)(?:[.:]?\s+|$)"
    r"|\s*(?P<plain>\d{1,3}[A-Z]{0,2})\.\s?[-\u2013\u2014]\s?(?=\(1\)|[A-Z])"
    r"|\s*(?P<alone>\d{1,3}[A-Z]{0,2})\.\s+(?![^.]*\b(?:shall|must|may|is|are|was|were|means|includes|takes|comes|has|have|applies|apply|expires)\b"
    r"|(?:These|They|This|It)\b)[A-Z][^.\n;:]{2,80}\.?\s*$"
)
"""A section headed by its number and a caption in bold type or on a line of its own, or by a number and "—(1)"."""
_BARE_SENTENCE = re.compile(
    r"\s*(?P<number>\d{1,3}[A-Z]?)(?P<dot>\.)?\s+(?=\(1\)|(?!January|February|March|April|May|June|July|August|September"
    r"|October|November|December|No\.)[A-Z\"\u201c])"
)
"""A section without a caption: its number and what it says, of the law itself or of anything."""
_BARE_HEADING = re.compile(r"\s*(?P<number>\d{1,3}[A-Z]{0,2})\.?\s+[A-Z]")
_DOTTED = re.compile(r"\s*(?:\*\*|__)?(?P<number>\d{1,4}[A-Z]?(?:[.-]\d{1,4}[A-Z]?){1,3})\.?\s+(?=[A-Z\"\u201c])")
"""A section with a number of several steps: "2.1 The Participant shall", "8.44.030 Issuance."."""
_CAPTION_THEN = re.compile(r"\s+[A-Z][^.;:\n]{2,60}\.\s+[A-Z]")
_CAPTION_ALONE = re.compile(r"\s+[A-Z][^.\n;:]{2,80}\.?\s*")
_BINDS = re.compile(r"\b(?:shall|must|may)\b")
_SAYS = re.compile(r"\b(?:shall|must|may|is|are|was|means|takes?|comes?|has|have|applies|apply|expires?)\b")
"""What no caption holds."""
_DASHED = re.compile(r"\s*(?P<number>\d{1,3}[A-Z]{0,2})\.\s?[-\u2013\u2014]\s?(?=\(1\)|[A-Z])")
_OPENS_SENTENCE = re.compile(r"\d|(?:This|These|The|In|It|An?|Every|Each|No|Any|If|For|On)\b")
_PLAIN_MARK = re.compile(r"\s*(?P<mark>\d{1,2}|[A-Z]|[a-z])[.)]\s+")
"""A mark without its first bracket: "1. The Board shall", "A. The applicant"."""
_LETTERED = ("A", "1", "a", "i", "I")
"""The order of marks where a section's own parts have capitals, as in codes of towns and in compacts."""
_ITSELF = re.compile(r"\b(?:[Tt]his|[Tt]hese) (?:Act|Code|Law|Ordinance|Order|Decree|Regulations|Rules)\b")
_DATED_TITLE = re.compile(r"\((?i:enacted|approved|adopted|passed|made|signed|assented to)\b[^()]*\d{4}\)\W*$")
_PASSED = re.compile(
    r"^\W*(?:(?:Act )?No\. ?\d+ of \d{4}|(?:Enacted|Approved|Adopted|Passed|Made|Assented to|Royal [Aa]ssent)\b"
    r"|Public Law \d+[-\u2013]\d+|An? (?:Act|ACT|Ordinance|ORDINANCE|Bill|BILL) (?:[Tt][Oo]|[Ff][Oo][Rr]|[A-Z]+ING)\b"
    r"|(?i:(?:be it|it is)(?: hereby)? (?:enacted|ordained|ordered|resolved))\b"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}\][\W_]*$)",
    re.M,
)
"""What a law says of itself before its first section, and no text about it."""
_MARKED = re.compile(r"\n(?=[ \t]*\((?:\d{1,3}|[a-z]{1,4}|[A-Z]{1,3})\)\s+\S)")
_DIVISION = re.compile(r"\W*(?:part|chapter|title|division|subpart|subchapter|schedule|annex|appendix)\b", re.I)
"""What is a heading above sections, and no caption of one."""
_NO_NAME = re.compile(
    "(?:An?|Proposed|Final|Interim|Draft|New|Current|Existing|Amending|Repealing|Concerning|Relating|Regarding"
    "|Establishing) "
)
"""How a heading begins that tells of a law and is not its name."""
_UNITS = {"Regulations?": "regulation", "Rules": "rule", **dict.fromkeys(("Order", "Decree", "Directive"), "Article")}
BRITISH = ("1", "a", "i", "A", "I", "aa", "AA")
"""The order of marks where a section's own parts are numbered and theirs have letters."""


def law_named(title: str | None) -> tuple[str, ...]:
    """The law whose name a title is, then its shorter names; empty where the title is no law's name.

    >>> law_named("The Harbor Act of 1999"), law_named("HARBOR DUES ACT OF 1999"), law_named("What the Harbor Act does")
    (('Harbor Act of 1999', 'Harbor Act'), ('Harbor Dues Act of 1999', 'Harbor Dues Act'), ())
    >>> law_named("Harbor Dues Regulations 2030"), law_named("Decree 14/2031 on harbor dues")
    (('Harbor Dues Regulations 2030', 'Harbor Dues Regulations'), ('Decree 14/2031 on harbor dues', 'Decree 14/2031'))
    """
    words = _plain(title)
    if numbered := _BY_NUMBER.fullmatch(words):
        return tuple(dict.fromkeys((words, numbered["short"])))
    if not _NAMED.fullmatch(words) or _BARE_KIND.fullmatch(words):
        return ()
    return tuple(dict.fromkeys((words, re.sub(rf"{_OF_YEAR}$", "", words))))


def _plain(title: str | None) -> str:
    """A title without its article; what is printed in capitals is written as names are."""
    words = " ".join((title or "").split()).strip(' *_"\u201c\u201d')
    if re.sub(r"No\.|\bof(?= \d)", "", words).isupper():
        small = rf"\b(?:{'|'.join((*_SMALL, 'between', 'by'))})\b"
        words = re.sub(r"(?<!\()\b[A-Z]+(?:'S\b)?|(?<=\()[A-Z]{6,}", _capital, words)
        words = re.sub(small, lambda one: one.group().lower(), words, flags=re.I)
        words = words[:1].upper() + words[1:]
    return re.sub(r"^The\s+", "", words)


def _capital(word: re.Match[str]) -> str:
    return word.group().capitalize()


def law_of(title: str | None, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The names of the law that a text is, by its title or by a heading right below it; empty where it is none.

    Beside what only laws are called, any binding text has a name ("Participation Agreement", "Chapter 311"); whether
    it binds is told by its parts.
    """
    heads = [title, *(one.text for one in passages[:4] if one.kind == "heading")]
    heads = [form for words in heads if words for form in _forms(words)]
    called = (found["name"] for one in passages if (found := _CITED_AS.search(one.text)) is not None)
    for words in (*heads, *called):
        if names := law_named(words):
            return names
    known = genres()
    passed = _is_passed(passages)
    for words in map(_plain, heads):
        kind = known.numbered.match(words)
        if passed and kind and re.fullmatch(r"(?:\s+No\.?)?\s+[\dA-Z][\w.-]*", words[kind.end() :], re.I):
            return (words,)
        if numbered := _ONLY_NUMBERED.fullmatch(words):
            return tuple(dict.fromkeys((words, numbered["short"])))
        if (
            _TITLED.fullmatch(words)
            and not _NO_NAME.match(words)
            and any(_is_headed(words, found) for found in known.instruments.finditer(words))
        ):
            return (words,)
    return ()


def _forms(title: str) -> Iterator[str]:
    """A title as it stands, and without what is only printed around the name of a law: its number, its day, its state.

    >>> list(_forms("STATE OF TARN, CHAPTER 3 (approved May 2, 2034)"))[1:]
    ['STATE OF TARN, CHAPTER 3', 'STATE OF TARN', 'CHAPTER 3']
    """
    yield title
    bare = re.sub(r"\s*\([^()]*\)\W*$", "", title) if re.search(r"\((?![A-Z][a-z]+\)$)[^()]*\)\W*$", title) else title
    found = [bare, *(bare.split(sign)[0] for sign in (": ", " \u2014 ", " \u2013 ", ", ") if sign in bare)]
    found += [bare.rpartition(sign)[2] for sign in (", ", ": ") if sign in bare]
    yield from (one for one in dict.fromkeys(found) if one != title)


def _is_passed(passages: Sequence[Passage]) -> bool:
    """Whether a text says at its head that it was passed, or anywhere what only a law says of its own name."""
    first = any(_PASSED.search(one.text) or _DATED_TITLE.search(one.text) for one in passages[:6])
    if first or any(genres().enacting.search(one.text) for one in passages if len(one.text) < 600):
        return True
    runs = [
        (int(re.sub(r"\D", "", found["number"])), one) for one in passages if (found := _BARE_SENTENCE.match(one.text))
    ]
    rising = all(one < other for (one, _), (other, _) in pairwise(runs))
    # what binds may stand in the paragraphs below captions, in a text that speaks of itself as the law
    itself = passages and law_named(passages[0].text) and any(_ITSELF.search(one.text) for one in passages)
    binding = passages if itself and not any(one.text.endswith("?") for _, one in runs) else [one for _, one in runs]
    return len(runs) > 2 and rising and sum(_BINDS.search(one.text) is not None for one in binding) > 1


def _is_headed(title: str, noun: re.Match[str]) -> bool:
    """Whether an instrument's noun is what a title's other words belong to: its last word, or one with "on" behind."""
    before, after = title[: noun.start()], title[noun.end() :]
    return before[-1:] in ("", " ") and re.match(_AFTER_NOUN, after) is not None and len(title.split()) > 1


def cite_act(title: str | None, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages with the citations of the law that the title names; as they are where it names none.

    Only what stands below a section's heading, or begins with its number, is cited; a text of fewer than two sections
    is none of a law, whatever its title, if it does not say that it was passed and has parts with marks of their own.
    A paragraph whose lines bear marks of their own is parted at them.
    """
    held = tuple(passages)
    names = law_of(title, held)
    if not names or any(passage.citation for passage in held):
        return held
    explicit = sum(heads_section(passage) for passage in held) > 1
    bare = _is_passed(held) or any(map(_opens_numbered, held))
    bare = bare or (not explicit and sum(_DOTTED.match(passage.text) is not None for passage in held) > 1)
    parted = tuple(part for passage in _captioned(held) for part in _parts(passage, bare)) if bare else held
    act = names[-1] if re.search(r"\d$", names[-1]) and not _NAMED.fullmatch(names[-1]) else f"the {names[0]}"
    sections = groupby(_numbered(parted, bare, unit_of(names[0]), explicit), lambda pair: pair[0])
    made = [one for _, group in sections for one in _cited(group, act, explicit)]
    made = [replace(passage, order=order) for order, passage in enumerate(made)]
    cited = {passage.citation.split(" of ")[0].split("(")[0] for passage in made if passage.citation}
    parts = {passage.citation for passage in made if passage.citation and "(" in passage.citation.split(" of ")[0]}
    binds = (
        bool(law_named(names[0])) or _is_passed(held) or any(one.citation and _BINDS.search(one.text) for one in made)
    )
    return tuple(made) if binds and (len(cited) > 1 or (bare and len(parts) > 1)) else held


def _captioned(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages with a short line right above a section's bare number as its heading, though it ends with a stop."""
    for passage, behind in zip(passages, [*passages[1:], None], strict=True):
        line = passage.kind == "paragraph" and _CAPTION_ALONE.fullmatch(f" {passage.text}") is not None
        numbered = (
            behind is not None
            and behind.kind != "heading"
            and (_BARE.match(behind.text) or _BARE_SENTENCE.match(behind.text)) is not None
        )
        caption = line and numbered and not _SAYS.search(passage.text) and not _OPENS_SENTENCE.match(passage.text)
        yield replace(passage, kind="heading", level=3) if caption else passage


def heads_section(passage: Passage) -> bool:
    """Whether a passage begins with a section's own number and word, and does not only cite it."""
    section = _SECTION.match(passage.text)
    if section is None:
        return False
    behind = passage.text[section.end() :]
    return (
        passage.kind == "heading"
        or _CAPTION_THEN.match(behind) is not None
        or re.match(r"\.(?:\s|$)|\s*[-\u2013\u2014]\s|:\s|\s*$", behind) is not None
        or (_CAPTION_ALONE.fullmatch(behind) is not None and _BINDS.search(behind) is None)
    )


def _opens_numbered(passage: Passage) -> bool:
    """Whether a paragraph has the number and caption of a section, and its first numbered part right behind."""
    head = _BARE.match(passage.text)
    return head is not None and passage.text.startswith("(1)", head.end())


def unit_of(act: str) -> str:
    """What a law of this name calls what it numbers bare: a British regulation is no section."""
    return next((unit for word, unit in _UNITS.items() if re.search(rf"\b{word}\b", act)), "section")


def _numbered(
    passages: Iterable[Passage], several: bool, unit: str, explicit: bool
) -> Iterator[tuple[tuple[int, str], Passage]]:
    """Each passage with the section that it stands in: how many came before, and its name ("" above the first).

    `unit` is what a section is called that only its number heads; in a law whose sections say what they are
    (`explicit`) none is. `several` tells whether bare numbers may head sections at all.
    """
    place, number, last, behind = 0, "", 0, False
    for passage in passages:
        bare = several and not (explicit and _SECTION.match(passage.text) is None)
        runs_on = _BARE_SENTENCE.match(passage.text) if bare and passage.kind in ("list-item", "paragraph") else None
        section = _SECTION.match(passage.text)
        heads = passage.kind == "heading"
        captions = behind and _is_caption(passage) and not _DIVISION.match(passage.text)
        behind = False
        if section and heads_section(passage):
            place, number = place + 1, f"{'Article' if section['article'] else 'section'} {section['number']}"
            behind = not passage.text[section.end() :].strip(" .*_")
            if behind or (not heads and _CAPTION_ALONE.fullmatch(passage.text[section.end() :])):
                passage = replace(passage, kind="heading", level=passage.level if heads else 3)
        elif captions:
            passage = replace(passage, kind="heading", level=max(passage.level, 3))
        elif (dotted := _DOTTED.match(passage.text) if bare else None) and dotted is not None:
            place, number, last = place + 1, f"section {dotted['number']}", 0
            if _CAPTION_ALONE.fullmatch(" " + passage.text[dotted.end() :]) and not _SAYS.search(passage.text):
                passage = replace(passage, kind="heading", level=3)
        elif found := _head(passage) if bare else None:
            place, number = place + 1, f"{unit} {found}"
            last = int(re.sub(r"\D", "", found))
            if passage.kind == "list-item" and "\n" not in passage.text.strip():
                passage = replace(passage, kind="heading", level=3)
        elif runs_on and last < int(re.sub(r"\D", "", runs_on["number"])) <= last + (
            1 if runs_on["dot"] and last else 20
        ):
            place, number = place + 1, f"{unit} {runs_on['number']}"
            last = int(re.sub(r"\D", "", runs_on["number"]))
        elif heads and passage.level <= 2:
            place, number = place + 1, ""
        yield (place, number), passage


def _is_caption(passage: Passage) -> bool:
    """Whether what stands right below a section's number is its caption: a short line that does not end."""
    words = passage.text.strip()
    return passage.kind == "heading" or (len(words) <= 80 and words[:1].isupper() and words[-1:].isalpha())


def _head(passage: Passage) -> str | None:
    """The number of the section that a passage heads by its bare number."""
    match = _BARE.match(passage.text) or (_BARE_HEADING.match(passage.text) if passage.kind == "heading" else None)
    groups = match.groupdict() if match else {}
    return groups.get("number") or groups.get("plain") or groups.get("alone")


def _cited(group: Iterable[tuple[tuple[int, str], Passage]], act: str, explicit: bool) -> Iterator[Passage]:
    """The passages of one section, each with its citation; `explicit` tells that bare numbers head no sections."""
    section = list(group)
    name = section[0][0][1]
    marks = [_marks(one.text, explicit or place > 0, heads=place == 0) for place, (_, one) in enumerate(section)]
    flat = [mark for each in marks for mark in each]
    british = flat[:1] == ["1"] and "a" in flat and "A" not in flat
    kinds = BRITISH if british else _LETTERED if flat[:1] == ["A"] else None
    below = Enumerators(name, kinds=kinds) if kinds else Enumerators(name)
    for (_, passage), found in zip(section, marks, strict=True):
        if passage.kind != "heading" or passage is section[0][1]:
            below.enter(found)
        if not name or passage.kind in ("boilerplate", "heading"):
            cited = f"{below.citation} of {act}" if name and passage.kind == "heading" else None
            yield replace(passage, citation=cited)
            continue
        numbered = _DOTTED.match(passage.text) or _BARE_SENTENCE.match(passage.text) or _DASHED.match(passage.text)
        dotted = numbered if numbered and name.endswith(f" {numbered['number']}") else None
        begins = passage.start + (_words_begin(passage.text, dotted.end()) if dotted else marks_of(passage.text)[1])
        found = found or ([name] if dotted else [])
        skips = ((passage.start, begins),) if found and begins > passage.start else ()
        yield replace(passage, citation=f"{below.citation} of {act}", skips=(*skips, *passage.skips))


def _words_begin(words: str, number: int) -> int:
    """Where a section's words begin behind its number, which ends at `number`, and behind its first mark."""
    return number + marks_of(words[number:])[1]


def _marks(words: str, plain: bool, heads: bool) -> list[str]:
    """The marks that a paragraph begins with, after the number of its section where that heads it (`heads`).

    `plain` tells whether marks without a first bracket count ("1.", "A.").
    """
    bare = words
    for head in (_SECTION, _DOTTED, _BARE, _BARE_SENTENCE) if heads else ():
        if found := head.match(words):
            words = words[found.end() :]
            break
    marks = marks_of(words.lstrip(". \u2014-\u2013*"))[0]
    if not marks and plain and words is bare and (mark := _PLAIN_MARK.match(words)):
        return [mark["mark"]]
    return marks


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
