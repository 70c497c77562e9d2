"""Boxed names: initiatives that only a table's columns name, or the heading above a list of key facts.

"Alder Creek | Birdsfoot" over rows that are called "Began", "Participation" and "Payment", or "Alder Creek" over
"Start: July 2031" and "Participation: voluntary": what has a start and a kind of participation is an initiative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from corpus.passages import Passage
from extract.columns import plain_heading
from extract.name_words import NameWords
from extract.pipeline import english_words
from extract.runs import CONNECTORS
from extract.signs import ENOUGH, Sign

FACTS = 2
"""Different facts that must stand below a name."""
ANYBODYS = frozenset({"kg:startedOn", "kg:endedOn", "kg:status"})
"""Facts that people in a post have as well: beside them stands at least one of another kind."""
Labels = Mapping[str, tuple[str, ...]]
LONGEST = 8
"""Words that such a name may have."""


def boxed_names(passages: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """The signs in a document's tables and key facts that a heading names an initiative.

    `labels` are the headings, as the data write them, of what is told of an initiative, each with its properties.
    """
    for place, together in groupby(passages, key=_table):
        if place is not None:
            yield from _columns(list(together), labels, words)
    heading: Passage | None = None
    for one, together in groupby(passages, key=_box):
        rows = list(together)
        if one == "heading":
            heading = rows[-1]
        elif one == "box" and heading is not None and _told((_label(row) for row in rows), labels) >= FACTS:
            name = _name_in(heading.text, words)
            if name is not None and not _is_everyday(name):
                yield Sign(name, words.initiative, ENOUGH + 1)
        if one != "heading":
            heading = None


def _table(passage: Passage) -> tuple[int | None, ...] | None:
    """What all rows of one table share: where its headings stand."""
    if passage.kind != "table-row" or len(passage.cells) < 3:
        return None
    return tuple(cell.header_start for cell in passage.cells[1:])


def _box(passage: Passage) -> str:
    if passage.kind == "heading":
        return "heading"
    return "box" if passage.kind == "key-value" and len(passage.cells) == 1 else ""


def _label(passage: Passage) -> str:
    return plain_heading(passage.cells[0].header or "")


def _told(headings: Iterable[str], labels: Labels) -> int:
    """How many different facts of an initiative headings tell; none where as many others stand among them."""
    found = list(headings)
    known = set(found) & set(labels)
    own = any(not ANYBODYS.issuperset(labels[one]) for one in known)
    return len(known) if own and 2 * len(known) >= len(found) else 0


def _columns(rows: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """What stands over the columns of a table whose rows are facts: several names, none of them a fact's own."""
    if _told((plain_heading(row.cells[0].text) for row in rows), labels) < FACTS:
        return
    names = [_name_in(cell.header or "", words) for cell in rows[0].cells[1:]]
    sure = any(name is not None and not _is_everyday(name) for name in names)
    for name in names if sure and None not in names else ():
        yield Sign(str(name), words.initiative, ENOUGH + 1)


def _name_in(heading: str, words: NameWords) -> str | None:
    """The name that a heading could be: capitals throughout, and a word that does not only title a part of a text."""
    text = " ".join(heading.split()).strip(" *_:")
    said = text.split()
    if not 0 < len(said) <= LONGEST or text.endswith(("?", ".", "!")):
        return None
    if not all(one[0].isupper() or one[0].isdigit() or one.lower() in CONNECTORS | {"&"} for one in said):
        return None
    idle = words.words("headings", "words") | words.words("headings", "around") | words.words("initiatives", "plain")
    sides = words.words("columns", "sides")
    own = [one for one in said if one[0].isalpha() and one.lower() not in idle | sides | CONNECTORS]
    if not own or said[0].lower() in sides or text.lower() in words.words("columns", "silent"):
        return None
    return text


def _is_everyday(name: str) -> bool:
    """Whether a name is one everyday word with a capital, which is as likely the title of a part."""
    return " " not in name and name.istitle() and name.lower() in english_words()
