"""Provisions: one law, however it is cited.

In: a citation as written ("section 12A(c)(1) of the Harbor Act", "42 U.S.C. § 1315a(c)"). Out: the section it cites
and the path of paragraphs below it, so that two ways to cite one paragraph meet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.statements.names import plain

_PATH = r"(?P<path>(?:\s?\([0-9A-Za-z]{1,5}\))*)"
_NUMBER = r"(?P<number>\d+[A-Za-z]*(?:[-\u2013.,]\d+[A-Za-z]*)*)"
_CODE = re.compile(
    r"\b(?P<title>\d{1,3})\s+(?P<code>[A-Z](?:\.\s?[A-Z])+\.?|[A-Z]{2,5}|Fed\.\s?Reg\.|U\.?S\.?\s?Code|Stat\.)\s*"
    rf"(?:§§?|[Ss]ec(?:tions?|\.))?\s*(?P<part>[Pp]arts?\s+)?{_NUMBER}{_PATH}(?:,?\s+(?P<sub>[Ss]ubparts?\s+\w+))?"
)
_ALIKE = {"fedreg": "fr", "uscode": "usc", "usca": "usc"}
_OF_ACT = re.compile(
    rf"(?:[Ss]ec(?:tions?|s?\.)|§§?)\s*{_NUMBER}{_PATH}(?:\s*,?\s*(?:of|in)\s+(?:the\s+)?(?P<act>[^;()]+?\bAct(?:,?\s+(?:of\s+)?\d{{4}})?(?![\w])|[^,;()]+))?"
)
_ACT_FIRST = re.compile(rf"(?P<act>[A-Z][\w.&' -]*?)\s*,?\s*(?:[Ss]ec(?:tions?|\.)|§§?)\s*{_NUMBER}{_PATH}")
_STEP = re.compile(r"\(([0-9A-Za-z]+)\)")


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision as cited: `section` is a plain name of the section, act or page, `path` the paragraphs below it."""

    section: str
    path: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The path as written, "(c)(1)"."""
        return "".join(f"({step})" for step in self.path)


def read_citation(text: str) -> Cited | None:
    """The provision that a text cites, or `None` where it is no citation by number.

    >>> read_citation("42 U.S.C. § 1315a(c)(1)")
    Cited(section='42 usc 1315a', path=('c', '1'))
    >>> read_citation("Section 12A(b) of the Harbor Act")
    Cited(section='section 12a of harbor act', path=('b',))
    >>> read_citation("Harbor Act section 12A").section
    'section 12a of harbor act'
    >>> read_citation("the Harbor Act") is None
    True
    """
    words = " ".join(text.split())
    if found := _CODE.search(words):
        code = re.sub(r"[^a-z]", "", found["code"].casefold())
        code = _ALIKE.get(code, code)
        part = "part " if found["part"] or (code == "cfr" and "." not in found["number"]) else ""
        sub = f" {' '.join(found['sub'].split())}".casefold() if found["sub"] else ""
        return Cited(
            f"{found['title']} {code} {part}{found['number'].casefold().replace(',', '')}{sub}", _path(found["path"])
        )
    if found := _OF_ACT.search(words):
        act = found["act"]
        if not act and (ahead := _ACT_FIRST.match(words)) and ahead["act"].casefold() not in ("the", "section"):
            act = ahead["act"]
        name = f"section {found['number'].casefold()}" + (f" of {plain(act)}" if act else "")
        return Cited(name, _path(found["path"]))
    return None


_BARE = re.compile(
    r"(?:Article|Regulation|Clause|Title|Chapter|Part|Subpart|Subsection|Paragraph)\s+(?:\d[\w.-]*|[IVXLC]+|[A-Z])(?:\(\w+\))*",
    re.IGNORECASE,
)


def is_bare(name: str) -> bool:
    """Whether a provision's name is only its number, which means another provision in another document.

    >>> is_bare("Article 7"), is_bare("Article 7 of the Harbor Act"), is_bare("Harbor Act")
    (True, False, False)
    """
    return _BARE.fullmatch(" ".join(name.split())) is not None


def _path(text: str | None) -> tuple[str, ...]:
    return tuple(_STEP.findall(text or ""))
