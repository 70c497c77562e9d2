"""Citations of law: code sections, regulations, register pages, public laws, and sections of named acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PARTS = r"(?:\s?\([A-Za-z0-9]{1,5}\))*"
ACT = (
    r"(?:(?:[Tt]itle\s+[IVXLC]+\s+of\s+)?(?:the\s+)?(?:(?:[A-Z][\w\u2019'-]*|and|of|for|on|to|in|&|the)(?:,?\s+)){0,14}?"
    r"(?:Act|Code)(?:\s+of\s+\d{4})?|(?:the\s+)?[A-Z]{2,8}(?![a-z]))"
)


@dataclass(frozen=True, slots=True)
class LawCitation:
    """A citation at characters `start` to `end` of a text; `label` is its usual form ("42 U.S.C. 1315a(c)")."""

    start: int
    end: int
    label: str


_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"\b(\d{{1,2}})\s+U\.?\s?S\.?\s?C\.?(?:\s?A\.)?\s*(?:§+\s*|[Ss]ec(?:tion|\.)\s*)?(\d+\w*(?:[-\u2013]\d+\w*)?)({PARTS})"
        ),
        "{0} U.S.C. {1}{2}",
    ),
    (
        re.compile(rf"\b(\d{{1,2}})\s+C\.?\s?F\.?\s?R\.?\s*(?:§+\s*|[Ss]ec(?:tion|\.)\s*)?(\d+\.\d+\w*)({PARTS})"),
        "{0} CFR {1}{2}",
    ),
    (
        re.compile(
            r"\b(\d{1,2})\s+C\.?\s?F\.?\s?R\.?\s*,?\s*(?:§+\s*)?(?:[Pp]arts?\s+)?(\d+),?\s+([Ss]ubpart\s+[A-Z]+)"
        ),
        "{0} CFR part {1} {2}",
    ),
    (
        re.compile(r"\b(\d{1,2})\s+C\.?\s?F\.?\s?R\.?\s*,?\s*(?:§+\s*)?(?:[Pp]arts?\s+)?(\d+)(?!\d|\.\d)"),
        "{0} CFR part {1}",
    ),
    (re.compile(r"\b(\d{1,3})\s+(?:FR|F\.R\.|Fed\.\s*Reg\.)\s+(\d[\d,]*\d)"), "{0} FR {1}"),
    (
        re.compile(
            r"\b(?:Public\s+Law|PUBLIC\s+LAW|Pub\.?\s*L\.?|P\.\s?L\.)\s*(?:No\.?\s*)?(\d{2,3})\s?[-\u2013]\s?(\d+)"
        ),
        "Public Law {0}-{1}",
    ),
    (re.compile(r"\b(\d{2,3})\s+Stat\.\s+(\d+)"), "{0} Stat. {1}"),
    (re.compile(r"\bExecutive\s+Order\s+(?:No\.?\s*)?(\d{4,6})"), "Executive Order {0}"),
    (
        re.compile(rf"\b(?:[Ss]ec(?:tion|s?\.)s?|§+)\s*(\d+\w*(?:[-\u2013.]\d+\w*)*)({PARTS})\s+of\s+({ACT})"),
        "section {0}{1} of the {2}",
    ),
    (
        re.compile(r"\b[Tt]itle\s+([IVXLC]+)\s+of\s+(?:the\s+)?((?:[A-Z][\w\u2019'-]*\s+){1,6}Act)"),
        "title {0} of the {1}",
    ),
)
DEPTH = {"section": 0, "subsection": 1, "paragraph": 2, "subparagraph": 3, "clause": 4, "subclause": 5}
"""How many brackets lead to each unit of a section (House Office of the Law Revision Counsel, US Code)."""

_OWN = re.compile(
    r"\b(?P<this>this\s+)?(?P<unit>(?:sub)?(?:section|paragraph|clause))(?:\s+(?P<parts>(?:\([A-Za-z0-9]{1,5}\))+))?(?![\w(])"
)
_OF_TITLE = re.compile(rf"\b[Ss]ection\s+(\d+\w*(?:[-\u2013]\d+\w*)?)({PARTS})\s+of\s+this\s+title\b")
_SECTION = re.compile(rf"\b[Ss]ection\s+(\d+\w*(?:[-\u2013.]\d+\w*)*)({PARTS})(?![\w(\u2013-])(?!\s+of\b)")


def citations(text: str, own: str | None = None) -> Iterator[LawCitation]:
    """Every citation in `text`, left to right, the longest form at each place.

    `own` is the citation of the provision that the text itself stands in: "subsection (c)" and "this section" in
    it are told from there.
    """
    taken: list[tuple[int, int]] = []
    found: list[LawCitation] = []
    for pattern, form in _FORMS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            groups = [re.sub(r"\s+", " ", (group or "").replace("\u2013", "-")).strip() for group in match.groups()]
            groups = [re.sub(r"\s+(?=\()", "", group) for group in groups]
            if form.endswith("of the {2}"):
                groups[2] = re.sub(r"^the\s+", "", groups[2])
                form_used = form if not groups[2].lower().startswith("title") else "section {0}{1} of {2}"
            else:
                form_used = form
            found.append(LawCitation(match.start(), match.end(), form_used.format(*groups)))
            taken.append(match.span())
    for match, label in _told_from(text, own) if own else ():
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(LawCitation(match.start(), match.end(), label))
            taken.append(match.span())
    for match in _SECTION.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(
                LawCitation(
                    match.start(), match.end(), "section " + match.group(1) + re.sub(r"\s", "", match.group(2) or "")
                )
            )
    yield from sorted(found, key=lambda each: each.start)


def _told_from(text: str, own: str) -> Iterator[tuple[re.Match[str], str]]:
    """Units of the law that the text stands in, told from its own place: "this section", "paragraph (2)"."""
    root = re.sub(r"\(.*$", "", own).strip()
    place = re.findall(r"\([A-Za-z0-9]{1,5}\)", own)
    title = re.match(r"\d+ (?:U\.S\.C\.|CFR) ", root)
    if title:
        for match in _OF_TITLE.finditer(text):
            yield match, title.group() + match.group(1).replace("\u2013", "-") + re.sub(r"\s", "", match.group(2))
    for match in _OWN.finditer(text):
        depth, parts = DEPTH[match.group("unit")], re.findall(r"\([^)]*\)", match.group("parts") or "")
        if match.group("this") and not parts and len(place) >= depth:
            yield match, root + "".join(place[:depth])
        elif parts and not match.group("this") and depth and len(place) >= depth - 1:
            yield match, root + "".join([*place[: depth - 1], *parts])
