"""Imprints: the date of a text among fragments at its head or foot: who made it, for whom, what sort of text it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.blocks import Metadata
from corpus.dates import date_line, find_date

_LONGEST = 240
"""No imprint is longer: beyond it a paragraph says something."""
_CUT = re.compile(r"\n+|\s+[|\u00b7\u2022\u203a>]\s+|;\s+|\s+[\u2013\u2014]\s+|(?<=[.!?])\s+(?=[\"\u201c(A-Z])")
_MARKS = " \t*_#[]"
_MADE = re.compile(
    r"(?:presented|prepared|submitted|laid|published|compiled|delivered|issued|released|adopted|approved|written"
    r"|printed|tabled|transmitted|drafted|produced|posted|given|recorded)\b",
    re.I,
)
_SITTING = re.compile(
    r"(?:\w+ ){0,2}(?:(?:minutes|notes|record|transcript|summary|proceedings|extract)(?: \w+){0,2} of )?"
    r"(?:the |a |its )?"
    r"(?:[\w-]+ ){0,3}(?:meeting|hearing|session|sitting)(?: held)?(?: of| on|,| from)?(?: the)?",
    re.I,
)
"""A sitting, whose day is that of its record: "Minutes of the meeting of", "Hearing of"."""
_LATER = re.compile(
    r"(?:this (?:\w+ ){1,2}|the (?:page|article|document|entry|text|list|table|sheet|notice|report|file) )"
    r"(?:was|is) (?:last |most recently )?(?P<how>edited|updated|reviewed|revised|modified"
    r"|changed|prepared|published|issued|written|posted|compiled|current)(?: (?:on|in|as of|at))*",
    re.I,
)
_STATE = re.compile(
    r"(?:(?:figures|data|position|status|current|state) )?as (?:at|of|on)|(?:state|status|position) (?:of|on)"
    r"|(?:all )?(?:figures|data|counts|numbers|totals)(?: are)? (?:through|to|until)",
    re.I,
)
_SORT = re.compile(
    r"\b(?:reports?|evaluation|edition|updates?|issue|volume|newsletter|alert|opinion|version|release|sheet|statement"
    r"|testimony|minutes|hearing|review|notice|transcript|analysis|brief(?:ing)?|no\.?|number|budget|memo(?:randum)?"
    r"|bulletin|digest|gazette|journal|register|handbook|factbook|snapshot|scorecard)\b",
    re.I,
)
_TELLS = re.compile(
    r"\b(?:is|are|was|were|will|would|has|have|had|may|might|must|shall|can|could|beg[iau]ns?|beginning|start\w*|ends?"
    r"|ended|ending|launch\w*|opens?|opened|closes?|closed|closing|due|until|through|effective|deadlines?|expires?"
    r"|expired|announce[sd]?|since|appl\w+|comments?|rounds?|cohorts?|phases?|tracks?|enact\w*|sign(?:s|ed)|webinars?"
    r"|events?|next|performance|born|quarter|births?|deaths?)\b",
    re.I,
)
"""Words of a sentence, or of something else that has a day."""
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_WEEKDAY = re.compile(r"[\s,]*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*$", re.I)
_TAIL = re.compile(
    r"[\s,.)]*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?)?[\s,.]*"
    r"(?:(?:by )?[A-Z][\w'-]*(?:[ ,]+(?:and |of )?[A-Z][\w'-]*){0,3})?[\s.]*(?:\([^()]{2,40}\))?[\s.*_\]]*",
)
_PLACE = re.compile(r"(?:\s*[,(].{1,60})?[\s.*_\])]*")
"""Where and at what hour a sitting was, behind its day."""


def imprint_date(words: str, start: int, metadata: Metadata, closing: bool = False) -> Metadata:
    """Metadata with the date that one of a short block's fragments gives, where it has none yet.

    In: the words of a block and where it starts; `closing` is for the last blocks, where only what tells of the text
    itself counts ("This article was last edited on 3 March 2031"). A fragment that tells of something else gives none.
    """
    if len(words) > _LONGEST or words.startswith("|"):  # a row of a table has days of its own
        return metadata
    for piece, at in _pieces(words):
        told = _told(piece, closing)
        if told is None:
            continue
        kind, iso, first, last = told
        if kind == "modified":
            metadata = replace(metadata, modified=metadata.modified or iso)
        elif metadata.issued is None:
            metadata = replace(metadata, issued=iso, issued_span=(start + at + first, start + at + last))
    return metadata


def _pieces(words: str) -> Iterator[tuple[str, int]]:
    """The fragments of a block with where each begins."""
    at = 0
    for cut in (*_CUT.finditer(words), None):
        end = cut.start() if cut is not None else len(words)
        piece = words[at:end]
        left = len(piece) - len(piece.lstrip(_MARKS))
        yield piece.strip(_MARKS), at + left
        at = cut.end() if cut is not None else end


def _told(piece: str, closing: bool) -> tuple[str, str, int, int] | None:
    """Kind, date, start and end of the date that a fragment gives the text."""
    alone = date_line(piece)
    if alone is not None:
        return alone if alone[0] != "posted" and not (closing and alone[2] == 0) else None
    found = find_date(piece)
    while found is not None and find_date(piece[found[2] :]) is not None:  # "report 2038-11, 15 April 2038"
        iso, first, last = find_date(piece[found[2] :]) or found
        found = iso, found[2] + first, found[2] + last
    if found is None or len(found[0]) < 7:
        return None
    lead = _WEEKDAY.sub(",", piece[: found[1]].rstrip(" ("))
    sits = _SITTING.fullmatch(lead) is not None and _PLACE.fullmatch(piece, found[2]) is not None
    if not sits and not _TAIL.fullmatch(piece, found[2]):
        return None
    later = _LATER.fullmatch(lead)
    if later is not None:
        kind = "modified" if later["how"].lower() not in {"prepared", "published", "issued", "written"} else "issued"
        return kind, *found
    if closing:
        return ("issued", *found) if _STATE.fullmatch(lead) else None
    return ("issued", *found) if sits or _is_of_text(lead, piece[found[1] - 1 : found[1]]) else None


def _is_of_text(lead: str, mark: str) -> bool:
    """Whether the words before a date only say what sort of text it is, who made it or for whom."""
    words = lead.rstrip(", ").split()
    if _STATE.fullmatch(lead):
        return True
    if not words or len(words) > 16 or _TELLS.search(lead):
        return False
    made = _MADE.match(lead)
    if words[-1].lower() == "of" and _SORT.fullmatch(words[-2] if len(words) > 1 else ""):
        words = words[:-2]  # "press release of 17 January": the sort of text, and its day
        lead = f"{lead},"
    elif words[-1].lower() in _SMALL:
        return made is not None and words[-1].lower() in {"on", "in"}
    plain = [one for one in words if one[0].islower() and one.lower() not in _SMALL]
    parted = lead.endswith(",") or mark == "("
    return parted and (made is not None or not plain or (bool(_SORT.search(lead)) and len(plain) <= 2))
