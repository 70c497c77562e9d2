"""Boxed names: initiatives that only a table's columns name, or the heading above a list of key facts.

"Alder Creek | Birdsfoot" over rows that are called "Began", "Participation" and "Payment", or "Alder Creek" over
"Start: July 2031" and "Participation: voluntary": what has a start and a kind of participation is an initiative. So is
what stands below "Scheme" in a table whose other columns tell such facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, groupby

from corpus.dates import is_when
from corpus.passages import Passage
from extract.layout.columns import plain_heading
from extract.layout.labels import Labels
from extract.layout.table_shapes import boxed
from extract.names.name_words import NameWords
from extract.names.runs import CONNECTORS
from extract.names.signs import ENOUGH, Sign
from extract.parsing.pipeline import english_words

APPLYING = frozenset({"kg:applicationsOpenOn", "kg:applicationsCloseOn"})
FACTS = 2
"""Different facts that must stand below a name."""
SHARE = 3
"""Of so many labels one must tell a fact where more than those few do."""
ANYBODYS = frozenset({"kg:startedOn", "kg:endedOn", "kg:status", "kg:plannedDuration"})
"""Facts that people in a post have as well: beside them stands at least one of another kind."""
LONGEST = 8
"""Words that such a name may have."""
BETWEEN = 2
"""Passages that may stand between a heading and the key facts below it: a definition, a line that tells whose it is."""
APART = re.compile(r"\s(?:--|-|\u2013|\u2014|\|)\s|:\s")
TIES = re.compile(r",?\s*(?:(?:on|by|from|until)\s+)?(?:[A-Z][a-z]+day,?)?\s*(?:[A-Z][a-z]+\.?)?\s*$")
"""What ties words to a day behind them."""
BRACKET = re.compile(r"\s*\([^()]*\)$")
VOWEL = re.compile(r"[AEIOUY]")


def boxed_names(passages: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """The signs in a document's tables and key facts that a heading names an initiative.

    `labels` are the headings, as the data write them, of what is told of an initiative, each with its properties.
    """
    idle = words.words("columns", "pairs")
    passages = list(
        boxed(passages, lambda text: plain_heading(text) in labels, lambda text: plain_heading(text) in idle)
    )
    for place, together in groupby(passages, key=_table):
        if place is not None:
            rows = list(together)
            yield from _columns(rows, labels, words)
            yield from _rows(rows, labels, words)
    yield from _asked(passages, words)
    yield from _beside_named(passages, labels, words)
    since = 0
    for one, together in groupby(passages, key=_box):
        rows = list(together)
        since = 0 if one == "heading" else since + (one == "")
        bodily = sum(_label(row) in words.words("columns", "bodily") for row in rows) if one == "box" else 0
        if bodily >= FACTS and since <= BETWEEN:
            yield from _body(rows, words)
        elif one == "box" and since <= BETWEEN and _told((_label(row) for row in rows), labels, words) >= FACTS:
            yield from _title(rows, words)
        elif one == "box":
            yield from _lines(rows, labels, words)
            yield from _headed(rows, labels, words)


def _lines(rows: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """What stands before the colons of lines that tell of days to apply: "Alder Care: applications due 3 May 2034".

    Of any days, where the title says what they are: "Three schemes".
    """
    names = {row.cells[0].header or "": name_in(row.cells[0].header or "", words) for row in rows}
    if len(rows) < FACTS or None in names.values() or any(label in labels for label in map(_label, rows)):
        return
    dated = [labels.get(plain_heading(_before_day(row.cells[0].text)), ()) for row in rows]
    title = set(re.findall(r"[a-z]+", " ".join(rows[0].section[-1:]).lower()))
    nouns = words.words("initiatives", "nouns")
    several = not title.isdisjoint(nouns | {f"{one}s" for one in nouns})
    if sum(bool(told if several else APPLYING.intersection(told)) for told in dated) < FACTS:
        return
    for name in names.values():
        if name is not None and " " in name:
            yield Sign(_spoken(name), words.initiative, ENOUGH + 1)


def _headed(rows: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """What stands before the colon of a line and ends with a word for initiatives: "Alder Care Model: 61 clinics".

    Where no number follows, two of its words must be such as could be said of no other initiative.
    """
    for row in rows:
        name, cell = name_in(row.cells[0].header or "", words), row.cells[0]
        kind = words.head_of(name.split()) if name is not None else None
        told = _label(row) not in labels and (re.search(r"\d", cell.text) or _tells_itself(name or "", words))
        if name is not None and kind is not None and words.is_initiative(kind) and " " in name and told:
            yield Sign(name, kind, ENOUGH + 1)


def _tells_itself(name: str, words: NameWords) -> bool:
    """Whether two words of a label, all with capitals, are neither plain nor such as headings are made of."""
    said = name.split()
    idle = words.words("initiatives", "plain") | words.words("initiatives", "loose") | words.words("headings", "words")
    telling = [one for one in said[:-1] if one.lower() not in idle | words.words("headings", "around")]
    return len(telling) > 1 and all(one[0].isupper() for one in said)


def _asked(passages: Sequence[Passage], words: NameWords) -> Iterator[Sign]:
    """What questions name, of which they ask what is told of initiatives: "When was Alder Care announced?".

    Several questions must be asked, one of them about taking part or about what it calls by a word for initiatives.
    """
    asked = [one.text for one in passages if one.kind in {"paragraph", "heading", "list-item"} and "?" in one.text]
    about = words.words("initiatives", "nouns") | words.words("initiatives", "joining")
    if len(asked) <= FACTS or not any(about & set(re.findall(r"[a-z]+", one.lower())) for one in asked):
        return
    deeds = "|".join(sorted(words.words("initiatives", "asked")))
    named = re.compile(
        r"\b(?:[Ww]hen|[Hh]ow long|[Ww]here) (?:was|were|did|does|do|will|is) "
        rf"(?P<name>[A-Z][\w'-]*(?: (?:of|for|the|at|[A-Z][\w'-]*))*) (?:{deeds})\b"
    )
    for one in asked:
        found = named.search(one)
        name = name_in(found["name"], words) if found is not None else None
        if name is not None and " " in name and words.head_of(name.split()) is None:
            yield Sign(name, words.initiative, ENOUGH + 1)


def _beside_named(passages: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """The headings over lines that tell a day of an initiative, beside one that ends with a word for initiatives."""
    heads = [one for one in passages if one.kind == "heading"]
    named = [
        (head.section, head.level)
        for head in heads
        if words.is_initiative(words.head_of(_bare(head.text, words).split()) or "")
    ]
    items: dict[tuple[int, int], list[str]] = {}
    for one in passages if named else ():
        if one.kind == "list-item" and one.headings:
            items.setdefault(one.headings[-1], []).append(_before_day(re.sub(r"^[\s*\u2022-]+", "", one.text)))
    for head in heads:
        name = name_in(head.text, words)
        known = name is None or " " not in name or words.head_of(name.split()) is not None
        if name is None or known or (head.section, head.level) not in named:
            continue
        opening = items.get((head.start, head.end), ())
        told = {each for one in opening for each in labels.get(plain_heading(one), ())}
        if told & {"kg:startedOn", "kg:endedOn", *APPLYING}:
            yield Sign(_spoken(name), words.initiative, ENOUGH + 1)


def _before_day(text: str) -> str:
    """The words before the first figure of a line, without the day of the week."""
    return TIES.sub("", re.split(r"\d", text)[0])


def _body(rows: Sequence[Passage], words: NameWords) -> Iterator[Sign]:
    """The name above a box of facts that only a body has ("Key people", "Annual budget")."""
    for line in reversed(rows[0].section):
        parts = [bared for part in _parts(line, words) if (bared := _bare(part, words))]
        name = name_in(parts[0], words) if len(parts) == 1 else None
        if name is not None and " " in name and not words.is_initiative(words.head_of(name.split()) or ""):
            yield Sign(name, words.terms["Organization"], ENOUGH + 1)
            return


def _title(rows: Sequence[Passage], words: NameWords) -> Iterator[Sign]:
    """The name in the headings above key facts, the nearest first, or in the line that opens them.

    A heading that only titles a part ("At a glance"), describes or names a body leaves it to the one above.
    """
    opening = rows[0].cells[0]
    lines = [opening.text] if _is_idle(opening.header or "", words) else []
    lines += [opening.header or ""] if _is_idle(opening.text, words) else []
    lines += [
        row.cells[0].text for row in rows if _label(row) in words.words("columns", "Initiative") | {"name", "title"}
    ]
    for line in (*lines, *reversed(rows[0].section)):
        parts = [bared for part in _parts(line, words) if (bared := _bare(_told_of(part, words), words))]
        bodies = {words.terms["Organization"], words.terms["LegalProvision"]}
        if len(parts) == 1 and not {words.head_of(parts[0].split(",")[0].split()), *_inside(parts[0], words)} & bodies:
            name = name_in(parts[0], words)
            if name is not None:
                if not _is_everyday(name):
                    yield Sign(_spoken(name), words.initiative, ENOUGH + 1)
                return


def _parts(line: str, words: NameWords) -> list[str]:
    """The parts of a title that dashes, bars and colons keep apart ("KEY FACTS: THE ALDER TRIAL"), without idle ones.

    A comma keeps them apart if one of its sides is idle ("Participation by quarter, Alder Heart").
    """
    split = [BRACKET.sub("", one) for one in APART.split(BRACKET.sub("", line))]
    parts = [part for one in split if (part := one.strip(" *_:#"))]
    told = [part for part in parts if not (_is_idle(part, words) or _is_paper(part, words))]
    sides = told[0].split(", ") if len(told) == 1 else []
    kept = [one for one in sides if not _is_idle(one, words)]
    return kept if len(kept) == 1 and len(sides) == FACTS else told


def _bare(part: str, words: NameWords) -> str:
    """A part of a title without what it heads: "Alder Steps at a glance", "Milestones of Alder Steps (Reef Office)"."""
    text = part
    for behind in sorted(words.words("headings", "behind"), key=len, reverse=True):
        if re.search(rf"\S\s+{re.escape(behind)}$", text, re.I):
            text = text[: -len(behind)].strip(" ,:-")
            break
    opens = re.match(r"(?P<what>.{3,40}?) (?:of|for|about|on)(?: the)? (?=\S)", text, re.I)
    return text[opens.end() :] if opens is not None and _is_idle(opens["what"], words) else text


def _told_of(part: str, words: NameWords) -> str:
    """What a headline says that a body does something to: "Alder Steps" of "NTA Launches New Alder Steps"."""
    said = part.split()
    verbs = words.headline_verbs
    loose = words.words("initiatives", "loose") | {"the", "a", "an"}
    for at, one in enumerate(said[1:-1], 1):
        body = said[at - 1].isupper() or words.head_of(said[:at]) == words.terms["Organization"]
        if one.lower() in verbs and one.istitle() and body:
            return " ".join(dropwhile(lambda word: word.lower() in loose, said[at + 1 :])) or part
    return part


def _is_idle(text: str, words: NameWords) -> bool:
    """Whether words only say what kind of text or part they head ("Key facts", "quick reference")."""
    idle = words.words("headings", "words") | words.words("headings", "around")
    return all(one in idle for one in re.findall(r"[a-z]+", text.lower()))


def _is_paper(text: str, words: NameWords) -> bool:
    """Whether a title is that of a paper with its number ("Provider Bulletin 2033-18"), which tells of other things."""
    said = re.findall(r"[a-z]+|\d", text.lower())
    return any(one.isdigit() for one in said) and not words.words("headings", "papers").isdisjoint(said)


def _inside(text: str, words: NameWords) -> Iterator[str | None]:
    """The class that the words before "of" or "for" tell ("Office of Reefs")."""
    said = text.split()
    for at, one in enumerate(said):
        if at and one.lower() in {"of", "for"}:
            yield words.head_of(said[:at])


def _spoken(name: str) -> str:
    """A name in capitals as a text would write it, but for what can only be letters ("THE ALDER TRIAL OF HVBP")."""
    if not name.isupper():
        return name
    small = CONNECTORS | {"the"}
    told = [one.lower() if one.lower() in small else one.capitalize() for one in name.split()]
    said = [old if not VOWEL.search(old) else new for old, new in zip(name.split(), told, strict=True)]
    return " ".join([said[0][:1].upper() + said[0][1:], *said[1:]])


def _table(passage: Passage) -> tuple[int | None, ...] | None:
    """What all rows of one table share: where its headings stand."""
    if passage.kind != "table-row" or len(passage.cells) < 2:
        return None
    return (passage.cells[0].header_start,)


def _box(passage: Passage) -> str:
    if passage.kind == "heading":
        return "heading"
    return "box" if passage.kind == "key-value" and len(passage.cells) == 1 else ""


def _label(passage: Passage) -> str:
    return plain_heading(passage.cells[0].header or "")


def _told(headings: Iterable[str], labels: Labels, words: NameWords) -> int:
    """How many different facts of an initiative headings tell; none where as many others stand among them.

    One of them tells a fact of initiatives alone, or calls what it tells of by its kind ("Scheme began").
    """
    found = list(headings)
    known = {one for one in found if one in labels}
    nouns = words.words("initiatives", "nouns")
    own = any(not ANYBODYS.issuperset(labels[one]) and not labels.is_counted(one) for one in known)
    own = own or any(not nouns.isdisjoint(one.split()) for one in found)
    kinds = {name for one in known for name in labels[one]}
    own = own or (kinds >= {"kg:startedOn", "kg:endedOn"} and any(map(labels.is_counted, known)))
    return len(known) if own and (SHARE if len(known) > FACTS else FACTS) * len(known) >= len(found) else 0


def _columns(rows: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """What stands over the columns of a table whose rows are facts: several names, none of them a fact's own."""
    if len(rows[0].cells) < 3 or _told((plain_heading(row.cells[0].text) for row in rows), labels, words) < FACTS:
        return
    names = [name_in(cell.header or "", words) for cell in rows[0].cells[1:]]
    sure = any(name is not None and not _is_everyday(name) for name in names)
    for name in names if sure and None not in names else ():
        yield Sign(str(name), words.initiative, ENOUGH + 1)


def _rows(rows: Sequence[Passage], labels: Labels, words: NameWords) -> Iterator[Sign]:
    """What stands in the first column of a table, below a word for initiatives, beside columns of their facts."""
    first, *others = rows[0].cells
    if plain_heading(first.header or "") not in words.words("columns", "likely"):
        return
    told = [labels.get(plain_heading(one.header or ""), ()) for one in others]
    if not any(one and not ANYBODYS.issuperset(one) for one in told):
        return
    shouted = all(row.cells[0].text.isupper() for row in rows)
    for row in rows:
        name = name_in(re.sub(r"\s*\([^()]*\)$", "", row.cells[0].text), words) if row.cells[0].column == 0 else None
        if name is not None:  # one word in capitals beside names that are not is an acronym
            yield Sign(_spoken(name) if shouted or " " in name else name, words.initiative, ENOUGH + 1)


def name_in(heading: str, words: NameWords) -> str | None:
    """The name that a heading could be: capitals throughout, and a word that does not only title a part of a text."""
    text = " ".join(heading.split()).strip(" *_:")
    said = text.split()
    if not 0 < len(said) <= LONGEST or text.endswith(("?", ".", "!")) or is_when(text):
        return None
    if not all(one[0].isupper() or one[0].isdigit() or one.lower() in CONNECTORS | {"&", "the"} for one in said):
        return None
    idle = words.words("headings", "words") | words.words("headings", "around") | words.words("initiatives", "plain")
    sides = words.words("columns", "sides")
    if len(said) > 1 and not words.words("headings", "speaking").isdisjoint(one.lower() for one in said):
        return None
    own = [one for one in said if one[0].isalpha() and one.lower() not in idle | sides | CONNECTORS]
    if not own or said[0].lower() in sides or text.lower() in words.words("columns", "silent"):
        return None
    return text


def _is_everyday(name: str) -> bool:
    """Whether a name is one everyday word with a capital, which is as likely the title of a part."""
    return " " not in name and name.istitle() and name.lower() in english_words()
