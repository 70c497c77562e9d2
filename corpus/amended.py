"""Amended: the words of another law that an act prints where it changes that law, each cited as it will stand there.

"Section 12 of the Harbor Act is amended by adding at the end the following:" leads into paragraphs of the Harbor Act:
what they grant and demand belongs to section 12 of that act, and none of them heads a section of the act that prints
them. Where it is not sure which law is changed, they are cited as nothing's, and so make no claims of law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.acts import BRITISH, cite_act, heads_section, law_of, unit_of
from corpus.codified import cite_code
from corpus.genres import genres
from corpus.passages import Passage
from corpus.readers.enumerators import Enumerators, marks_of

_QUOTE = "[\"\u201c\u2018']"
_YEAR = r"(?:\s+(?:of\s+)?(?:1[6-9]|2[01])\d\d\b)"
_CAP = r"(?:[A-Z][\w\u2019'-]*|\([A-Z][\w ]*\))"
_BY_NUMBER = (
    r"(?:Executive\s+Order\s+(?:No\.?\s*)?\d{3,6}"
    r"|(?:(?:Republic|Legislative|Presidential|Royal|Executive)\s+)?"
    r"(?:Act|Law|Decree|Directive|Order|Ordinance|Regulation)"
    r"(?:\s\([A-Z]{2,5}\))?\s+(?:No\.?\s*)?\d{1,5}(?:\s?/\s?\d{1,5}|\s+of\s+\d{4}))"
)
_ABOUT = (
    r"(?:Act|Law|Code|Ordinance|Decree)\s+(?:on|concerning|respecting|for)\s+(?:the\s+)?[A-Z][\w\u2019'-]*"
    rf"(?:\s+(?:(?:and|of|for|on|to|in|the)\s+){{0,2}}[A-Z][\w\u2019'-]*){{0,7}}{_YEAR}?"
)
_NAME = (
    r"(?!(?:This|That|These|Such|Each|Any|No|An?|The|Section|In|After|Before|For|Said)\b)"
    rf"(?:{_ABOUT}|{_CAP}\s+(?:(?:{_CAP}|and|of|for|on|to|in|the|&),?\s+){{0,12}}?(?:Act|Code|Ordinance){_YEAR}?"
    rf"|{_CAP}\s+(?:(?:{_CAP}|and|of|for|on|to|in|the|&),?\s+){{0,12}}?(?:Regulations?|Rules|Law|Order|Decree|By-?laws){_YEAR}"
    rf"|{_CAP}\s+(?:{_CAP}\s+){{0,3}}?(?:Statutes|Laws|Ordinances)"
    rf"|{_BY_NUMBER})"
)
_ACT = re.compile(rf"(?<![\w-]){_NAME}")
_WORD = r"(?:SECTION|Section|SEC\.|Sec\.|\u00a7|ARTICLE|Article|Art\.)"
_OWN_HEAD = re.compile(rf"^\W*(?:{_WORD}\s*)?\d+[A-Za-z]?\b[.:]?[\s\u2014\u2013-]*")
_SAME = (
    r"(?:[Tt]he|that|such|said|the\s+said|the\s+principal|the\s+Principal)\s+"
    r"(?:Act|Code|Law|Regulations?|Ordinance|Order)"
)
_NUMBER = r"\d+[A-Za-z]*(?:[-.]\d+[A-Za-z]*)*"
_STEPS = r"(?:\s?\(\w{1,5}\))*"
_SECTION = re.compile(
    r"\b(?P<unit>(?:[Ss]ub)?(?:[Ss]ection|[Pp]aragraph)|[Aa]rticle|[Rr]egulation|[Rr]ule|[Ss]ec\.|\u00a7)\s*"
    rf"(?P<number>{_NUMBER})(?P<path>{_STEPS})"
    r"(?:\s*\([^()]*\))?(?:\s+(?:of|in)\s+(?:(?:[Tt]itle\s+(?P<title>\d{1,2}),?\s+(?:of\s+the\s+)?"
    r"(?P<code>United States Code|Code of Federal Regulations))"
    rf"|(?:[Tt]itle\s+[IVXLC]+\s+of\s+)?(?:the\s+)?(?P<act>{_NAME})|(?P<same>{_SAME})\b))?"
)
_USC = re.compile(
    r"\b(?P<title>\d{1,2})\s+(?P<code>U\.?S\.?C\.?|C\.?F\.?R\.?)\s*(?:\u00a7\s*)?"
    rf"(?P<number>{_NUMBER})(?P<path>{_STEPS})"
)
_BELOW = re.compile(
    r"\b(?P<unit>(?:[Ss]ub)?(?:[Ss]ection|[Pp]aragraph|[Cc]lause)|[Pp]oint)s?\s+"
    r"(?:\(?(?P<first>\w{1,4})\)|(?P<plain>\d{1,2}[a-z]?)\b)(?P<more>(?:\s?\(\w{1,5}\))*)"
)
_DEPTH = {"subsection": 1, "paragraph": 2, "subparagraph": 3, "clause": 4, "subclause": 5}
_NEW_UNIT = re.compile(
    r"\bfollowing\s+(?:new\s+)?(?P<unit>(?:sub)?(?:section|paragraph|clause)|article|regulation|rule|point|sentence)",
    re.I,
)
_ASIDE = re.compile(
    r"\s*[(,]\s*as\s+(?:so\s+)?(?:amended|redesignated|added|inserted|enacted)[^(),]*(?:\([^()]*\)[^(),]*)*[),]"
)
_MOVED = re.compile(r"\bredesignating\b.*?\bas\b.*?(?=;|,\s+(?:and\s+)?by\b|\band\s+(?:by\s+)?(?:inserting|adding)|$)")
_AT_END = re.compile(r"\b(?:at the end|adding|add)\b(?!.*\b(?:after|before|read)\b)", re.I)
"""How an instruction puts a part below what it names, and not beside it or in its place."""
_HEAD = re.compile(
    rf"\s*{_QUOTE}?\s*(?:(?P<word>{_WORD})\s*)?"
    rf"(?P<number>{_NUMBER}|(?<=ticle\s)[IVXLC]+)(?P<dot>\.)?(?=\s|$)(?!\s*(?:days?|months?|years?|per\s?cent)\b)"
)
_CAPTION = re.compile(r"\s*(?:[A-Z][^.;:()]{2,70}\.\s*[-\u2013\u2014]?\s*(?=\())?")
"""The caption between a section's number and its first mark: "Sec. 3. Functions. (a) The Council shall meet"."""
_STEP = re.compile(rf"\s*{_QUOTE}?\s*(?P<mark>\d{{1,2}}[a-zA-Z]?|[a-zA-Z])[.)]\s+")
_OPENS = re.compile(rf"\s*{_QUOTE}")
_CLOSES = re.compile(r"(?P<quote>[\"\u201d\u2019'])[\s.;,]*(?:and|or)?[\s.]*$")
_IN_LINE = re.compile(rf"[:\u2014\u2013-]\s*(?={_QUOTE}\s*(?:\(\w{{1,5}}\)|(?:SEC|Sec|\u00a7|Article|ARTICLE)|\d))")
_OWN = re.compile(rf"[\s*_#\"\u201c]*(?:{_WORD}\s*)?(?P<number>\d{{1,3}})\b")


NEAR = 4
"""Passages above an instruction among which its section's number stands."""


@dataclass(frozen=True, slots=True)
class _Target:
    """What is changed: the unit, number, and law of a section, and the path of marks to the part that is meant."""

    unit: str
    number: str
    law: str
    path: tuple[str, ...] = ()

    def cite(self, number: str | None = None) -> str:
        """The usual form of the section's citation, or of another section of the same law."""
        stem = number or self.number
        if self.law.endswith((" U.S.C.", " CFR")):
            return f"{self.law} {stem}"
        return f"{self.unit} {stem}"


def cite_law(title: str | None, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages of a law with their citations, those that it prints of another law with that law's.

    As `cite_act`; whatever is no law, or carries citations from its format, is left as it is.
    """
    held = cite_code(passages)
    if any(one.citation for one in held):
        return held
    parted = tuple(part for one in held for part in _in_line(one))
    found = list(_stretches(parted))
    inside = {index for first, last in found for index in range(first, last)}
    outer = cite_act(title, [one for index, one in enumerate(parted) if index not in inside]) if found else ()
    if not any(one.citation for one in outer):
        return cite_act(title, held)
    own = {one.start for one in outer if one.citation}
    quoted = list(_quoted(parted, found, own, law_of(title, outer)))
    merged = sorted((*outer, *quoted), key=lambda one: one.start)
    return tuple(replace(one, order=order) for order, one in enumerate(merged))


def _in_line(passage: Passage) -> Iterator[Passage]:
    """A paragraph parted before the words of another law that it quotes: "… the following: “(c) The Board may …”"."""
    found = _IN_LINE.search(passage.text) if passage.kind in ("paragraph", "list-item") and not passage.cells else None
    if found is None or not genres().amending.search(_stripped(passage.text[: found.start()])):
        yield passage
        return
    text, start = passage.text, passage.start
    head = text[: found.start() + 1]
    yield replace(passage, end=start + len(head), text=head)
    yield replace(
        passage, start=start + found.end(), text=text[found.end() :], kind="paragraph", lead_in=None, skips=()
    )


def _stripped(words: str) -> str:
    return " ".join(words.split()).rstrip(" :.,;\u2014\u2013-")


def _stretches(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Where words of another law stand: the first passage of them, and the first behind them."""
    index = 0
    while index + 1 < len(passages):
        index += 1
        above, first = passages[index - 1], passages[index]
        if not genres().amending.search(_stripped(above.text)) or above.text.rstrip()[-1:] in '.;"\u201d':
            continue
        behind = _quote_end(passages, index) if _OPENS.match(first.text) else _unquoted_end(passages, index)
        if behind > index:
            yield index, behind
            index = behind


def _quote_end(passages: Sequence[Passage], first: int) -> int:
    """The passage behind those between the quotation marks; where none closes, behind those that begin with one."""
    for index in range(first, len(passages)):
        words = passages[index].text
        if index > first and heads_section(passages[index]) and not _OPENS.match(words):
            break
        closing = _CLOSES.search(words)
        if closing is None:
            continue
        inner = _OPENS.sub("", words, count=1) if _OPENS.match(words) else words
        straight = inner.count('"') % 2 == 1
        curly = inner.count("\u201d") > inner.count("\u201c")
        single = closing["quote"] in "'\u2019" and not {'"', "\u201d"} & set(words)
        if straight or curly or single:
            return index + 1
    index = first
    while index < len(passages) and _OPENS.match(passages[index].text):
        index += 1
    return index


def _unquoted_end(passages: Sequence[Passage], first: int) -> int:
    """The passage behind words that stand without quotation marks: where the act's own numbers go on."""
    heads = (one for one in reversed(passages[max(0, first - NEAR) : first]) if _OWN.match(one.text))
    number = next((_OWN.match(one.text) for one in heads), None)
    if number is None or not (marks_of(passages[first].text)[0] or _HEAD.match(passages[first].text)):
        return first
    after = int(number["number"]) + 1
    for index in range(first + 1, len(passages)):
        words = passages[index].text
        own = _OWN.match(words)
        if heads_section(passages[index]) or (own is not None and int(own["number"]) == after):
            return index
        if passages[index].kind == "heading" and _HEAD.match(words) is None and not marks_of(words)[0]:
            return index
    return len(passages)


def _quoted(
    passages: Sequence[Passage], found: Sequence[tuple[int, int]], own: set[int], names: Sequence[str]
) -> Iterator[Passage]:
    """The passages of every stretch, each with its citation where it is sure which law is changed."""
    ends = dict(found)
    reader = _TargetReader(names)
    index = 0
    while index < len(passages):
        if index in ends:
            stretch = passages[index : ends[index]]
            yield from _cited(stretch, reader.told, reader.new, reader.words)
            index = ends[index]
            continue
        reader.read(passages[index], passages[index].start in own)
        index += 1


class _TargetReader:
    """Follows an act's instructions: `told` is what the last one changes, `new` the unit that it adds."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.acts: list[str] = []
        self.told: _Target | None = None
        self.new = ""
        self.words = ""
        self._section: _Target | None = None
        self._above: list[tuple[int, _Target]] = []
        self._below = Enumerators("")

    def read(self, passage: Passage, own: bool) -> None:
        """Take in one of the act's own passages; `own` tells that it stands in one of its sections."""
        words = " ".join(passage.text.split())
        heads, numbered = heads_section(passage), own and re.match(r"\W*\d{1,3}[.\s]", words) is not None
        if heads or numbered:
            self._section, self._above, self._below = None, [], Enumerators("")
        marks = marks_of(re.sub(r"^\W*(?:\w+\.?\s+)?\d{1,3}\.?\s+(?=\()", "", words))[0]
        if marks:
            self._below.enter(marks)
        depth = self._below.depth
        while self._above and self._above[-1][0] >= depth > 0:
            self._above.pop()
        words = _ASIDE.sub(" ", _OWN_HEAD.sub("", words) if heads or numbered else words)
        base = self._above[-1][1] if self._above else self._section
        self.told = self._target(words, base)
        named = [one.group() for one in _ACT.finditer(words)]
        self.acts += [one for one in named if one not in self.acts and one not in self.names]
        if self.told is not None:
            self._above.append((depth, self.told))
            if base is None:
                self._section = self.told
        said = _NEW_UNIT.search(words)
        self.new = said["unit"].lower() if said is not None else ""
        self.words = words

    def _target(self, words: str, base: _Target | None) -> _Target | None:
        """What one instruction changes: the section that it names, else that above, and the part of it."""
        found = self._named(words, base)
        if found is not None:
            base, words = found
        if base is None:
            return None
        path = base.path
        for part in _BELOW.finditer(_MOVED.sub(" ", words)):
            depth = _DEPTH.get(part["unit"].lower(), 2)
            steps = (part["first"] or part["plain"], *re.findall(r"\w+", part["more"]))
            path = (*path[: depth - 1], *steps)
        return replace(base, path=path)

    def _named(self, words: str, base: _Target | None) -> tuple[_Target, str] | None:
        """The section that an instruction names, and the words behind it."""
        if (coded := _USC.match(words.removeprefix("Section ").removeprefix("section "))) is not None:
            return self._coded(coded), words[coded.end() :]
        for one in _SECTION.finditer(words):
            unit, path = one["unit"].lower(), tuple(re.findall(r"\w+", one["path"]))
            if unit in _DEPTH and not path:
                continue
            law = one["act"]
            if one["code"]:
                return self._coded(one), words[one.end() :]
            if law is None and one["same"]:
                law = self.acts[-1] if self.acts else None
                law = None if one["same"].split()[0].lower() == "the" and len(self.acts) > 1 else law
            elif law is None:
                law = base.law if base is not None else self.acts[0] if len(self.acts) == 1 else None
            if law is None:
                return None
            word = "Article" if unit == "article" else unit if unit in ("regulation", "rule") else "section"
            return _Target(word, one["number"], law, path), words[one.end() :]
        whole = re.search(
            rf"\b(?:{_SAME}|(?:the\s+)?(?P<act>{_NAME}))\s+(?:\([^()]*\)\s+)?(?:is|are|shall be)\b", words
        )
        if whole is not None and (whole["act"] or len(self.acts) == 1):
            law = whole["act"] or self.acts[0]
            return _Target(unit_of(law), "", law), words[whole.end() :]
        return None

    @staticmethod
    def _coded(found: re.Match[str]) -> _Target:
        code = "U.S.C." if found["code"].startswith("U") else "CFR"
        return _Target("section", found["number"], f"{found['title']} {code}", tuple(re.findall(r"\w+", found["path"])))


def _cited(stretch: Sequence[Passage], told: _Target | None, new: str, words: str) -> Iterator[Passage]:
    """The passages of one stretch with the citations that they will have in the law that is changed."""
    below: Enumerators | None = None
    law = told.law if told is not None else ""
    coded = not law or law.endswith((" U.S.C.", " CFR"))
    of = "" if coded else f" of {law}" if re.fullmatch(_BY_NUMBER, law) else f" of the {law}"
    whole = new in ("section", "article", "regulation", "rule") or (new == "" and not (told is not None and told.path))
    worded = False
    flat = [mark for one in stretch for mark in _marks(one.text)[0]]
    last = len(stretch) - 1
    for place, passage in enumerate(stretch):
        text, begins = passage.text, 0
        head = _HEAD.match(text) if told is not None else None
        worded = worded or (place == 0 and head is not None and head["word"] is not None)
        bare = (
            whole
            and not worded
            and (place == 0 or (head is not None and bool(head["dot"])) or passage.kind == "heading")
        )
        if head is not None and told is not None and (head["word"] or bare):
            below = _enumerators(told.cite(head["number"]), "1" in flat and _is_british(flat))
            begins = _CAPTION.match(text, head.end()).end()  # type: ignore[union-attr]
            marks, more = marks_of(text[begins:])
            begins += more
            below.enter(marks)
        elif told is not None:
            marks, begins = _marks(text)
            if below is None and told.number:
                below = _started(told, marks, new, words, flat)
            if below is not None:
                below.enter(marks, unfinished=place > 0 and stretch[place - 1].text.rstrip()[-1:] in ":\u2014-")
        opens = _OPENS.match(text)
        begins = max(begins, opens.end() if opens else 0)
        closing = _CLOSES.search(text) if place == last else None
        skips = [(passage.start, passage.start + begins)] if begins else []
        skips += [(passage.start + closing.start(), passage.end)] if closing else []
        caption = passage.kind == "heading" and head is not None and text.strip(' "\u201d')[-1:] not in ";,"
        kind = "heading" if caption else "list-item" if below is not None and below.depth else "paragraph"
        level = passage.level if caption else below.depth if below is not None else 0
        cited = f"{below.citation}{of}" if below is not None and told is not None else None
        yield replace(passage, kind=kind, level=level, cells=(), lead_in=None, citation=cited, skips=tuple(skips))


def _marks(text: str) -> tuple[list[str], int]:
    """The marks that a paragraph begins with behind its quotation mark, and where its words begin."""
    opens = _OPENS.match(text)
    at = opens.end() if opens else 0
    marks, more = marks_of(text[at:].lstrip())
    if marks:
        return marks, at + len(text[at:]) - len(text[at:].lstrip()) + more
    step = _STEP.match(text)
    return ([step["mark"]], step.end()) if step is not None else ([], 0)


def _started(told: _Target, marks: Sequence[str], new: str, words: str, flat: Sequence[str]) -> Enumerators:
    """Where in the changed section the first quoted paragraph stands, by the unit that it is, else by the words."""
    path = told.path
    if new in _DEPTH and len(path) >= _DEPTH[new] - 1:
        path = path[: _DEPTH[new] - 1]
    elif path and marks and (_is_next(path[-1], marks[0]) or _AT_END.search(words) is None):
        path = path[:-1]
    british = not path and bool(marks) and marks[0][0].isdigit() and _is_british(flat)
    return _enumerators(told.cite() + "".join(f"({one})" for one in path), british)


def _is_next(mark: str, other: str) -> bool:
    """Whether a mark is the same as another or comes right behind it in one series."""
    if mark == other or (mark.isdigit() and other.isdigit()):
        return mark == other or int(other) == int(mark) + 1
    return len(mark) == len(other) == 1 and mark.islower() == other.islower() and ord(other) == ord(mark) + 1


def _is_british(marks: Sequence[str]) -> bool:
    return "a" in marks and "A" not in marks


def _enumerators(stem: str, british: bool) -> Enumerators:
    return Enumerators(stem, kinds=BRITISH) if british else Enumerators(stem)
