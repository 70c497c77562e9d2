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
UNITS = "subsection|paragraph|subparagraph|clause|subclause"


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
        re.compile(r"\b(?:Public\s+Law|Pub\.?\s*L\.?|P\.\s?L\.)\s*(?:No\.?\s*)?(\d{2,3})\s?[-\u2013]\s?(\d+)"),
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
_OWN = re.compile(rf"\b(?:{UNITS})\s+((?:\([A-Za-z0-9]{{1,5}}\))+)|\bthis\s+section\b")
_SECTION = re.compile(rf"\b[Ss]ection\s+(\d+\w*(?:[-\u2013.]\d+\w*)*)({PARTS})(?!\s+of\b)")


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
    if own:
        root = re.sub(r"\(.*$", "", own).strip()
        for match in _OWN.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            inner = match.group(1)
            if inner is None:
                found.append(LawCitation(match.start(), match.end(), root))
            elif match.group().startswith("subsection"):
                found.append(LawCitation(match.start(), match.end(), root + inner))
    for match in _SECTION.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(
                LawCitation(
                    match.start(), match.end(), "section " + match.group(1) + re.sub(r"\s", "", match.group(2) or "")
                )
            )
    yield from sorted(found, key=lambda each: each.start)
