"""Citations of law: code sections, regulations, register pages, public laws, and sections of named acts.

One citation may name several provisions ("sections 3021 and 3022 of the Harbor Act", "7 U.S.C. 12(b) and (c)"): each
is told by itself, at its own words. In: a text, the citation of the provision that it stands in, and the act that it
calls "the Act". Out: `LawCitation`s, each with the usual form of what it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_letters

from corpus.documents import Document
from corpus.flows import flow

STEP = rf"\((?:\d{{1,3}}|[A-Za-z]|{'|'.join(letter * 2 for letter in ascii_letters)}|[ivxl]{{2,6}}|[IVXL]{{2,6}})\)"
PARTS = rf"(?:\s?{STEP})*"
_RUN = rf"{STEP}(?:\s?{STEP})*"
_JOIN = r"\s*(?:,\s*(?:and\s+|or\s+)?|\b(?:and|or|through|to)\s+|[-\u2013]\s?)"
_AND_PARTS = rf"(?>(?:{_JOIN}{_RUN})*)"
_WORD = r"(?:\u00a7+\s*|\b[Ss]ec(?:tions?|s?\.)\s*)"
_SECTION = r"\d+[A-Za-z]*(?:[-\u2013.]\d+[A-Za-z]*)*"
_DOTTED = r"\d+\.\d+[A-Za-z]*(?:[-\u2013]\d+)?"
_NO_YEAR = r"(?!(?:19|20)\d\d(?![\w(.-]))"


_GO_ON = "(?:come|commence|take|enter|shall|must|may|do|apply|are|have|cease|expire)"
"""What sections do: a number before such a word is one of them."""


def _several(number: str, after: str = "") -> str:
    """One provision or more: a further number must look like one, and not like a year, a count, or another law's.

    `after` is what more may follow a further number.
    """
    ends = rf"(?=\s?\(|\s*(?:[,.;:)]|and\b|or\b|{_GO_ON}\b|$){after})"
    elsewhere = "" if after else rf"(?!{PARTS}\s+of\b)"
    more = rf"{_NO_YEAR}(?>{number})(?:(?<=[A-Za-z])|{ends}){elsewhere}"
    return rf"(?>{number}{PARTS}{_AND_PARTS}(?:{_JOIN}(?:\u00a7+\s*)?{more}{PARTS}{_AND_PARTS})*)"


_CODE_LIST, _CODE_DOTTED = _several(_SECTION), _several(_DOTTED)
_LIST, _DOTTED_LIST = _several(_SECTION, r"|\s+of\b"), _several(_DOTTED, r"|\s+of\b")
_OF_YEAR = r"(?:\s+(?:of\s+)?(?:1[6-9]|2[01])\d\d\b(?![-\u2013/]\d))"
_WORDS = r"(?:(?:[A-Z][\w\u2019'-]*|\([A-Z][\w\u2019' -]*\)|and|of|for|on|to|in|&|the)(?:,?\s+)){0,14}?"
_DATED = rf"(?:Regulations?|Rules|Law|Ordinance|Order|Decree|Directive){_OF_YEAR}"
_BY_NUMBER = (
    r"(?:Executive\s+Order\s+(?:No\.?\s*)?\d{3,6}|(?:(?:Republic|Public|Royal|Executive|Legislative|Presidential)\s+)?"
    r"(?:Act|Law|Decree|Directive|Order|Ordinance|Regulation|Statute)(?:\s\([A-Z]{2,5}\))?\s+(?:No\.?\s*)?"
    r"(?:\d{1,5}(?:\s?/\s?\d{1,5}|\s+of\s+(?:1[6-9]|2[01])\d\d)|(?<=\bNo\. )\d{1,6}|(?<=\bNo )\d{1,6}))"
)
_ABOUT = (
    r"(?:Act|Law|Code|Ordinance|Decree)\s+(?:on|concerning|respecting|for)\s+(?:the\s+)?[A-Z][\w\u2019'-]*"
    rf"(?:\s+(?:(?:and|of|for|on|to|in|the)\s+){{0,2}}[A-Z][\w\u2019'-]*){{0,7}}{_OF_YEAR}?"
)
"""A law that is called by its matter: "the Law on Health Trials of 2028"."""
_COMPILED = (
    r"(?:(?:Revised|General|Consolidated|Compiled|Annotated|Public|State)\s+(?:Statutes|Laws|Ordinances)"
    r"|(?:general|revised|compiled|consolidated)\s+(?:statutes|laws))"
)
ACT = (
    rf"(?:(?:[Tt]itle\s+[IVXLC]+\s+of\s+)?(?:(?:the|this|such|that|said)\s+)?{_WORDS}(?:(?:Act|Code){_OF_YEAR}?|{_DATED}|{_COMPILED})"
    r"|(?:the\s+)?[A-Z]{2,8}(?![a-z])|(?:the|this|that)\s+act(?![\w-]))"
)
_ACT_AHEAD = (
    r"(?:(?!(?:Under|The|In|See|Per|By|And|Of|Section|What|How|Why|When|Where|Who|Which|Whether|Does|Did|Is|Are|Was|Will|Can|Since|After|Before|With|From|For|On|At|As|If|But|Both|That|This|Your|Our|Its|About)\b)[A-Z][\w\u2019'-]*\s+(?:(?:[A-Z][\w\u2019'-]*|and|of|for|on|to|in|&|the),?\s+){0,12}?"
    rf"Act{_OF_YEAR}?)"
)
_USC = r"(?:U\.?\s?S\.?\s?C\.?(?:\s?A\.)?|U\.?\s?S\.?\s+Code)"
_USC_LONG = rf"(?:(?:the\s+)?United\s+States\s+Code|{_USC})"
_CFR = r"C\.?\s?F\.?\s?R\.?"
_CFR_LONG = rf"(?:(?:the\s+)?Code\s+of\s+Federal\s+Regulations|{_CFR})"
_NUMBERED = r"\b(?P<title>\d{1,3})\s+"
_TITLE = r"\b[Tt]itle\s+(?P<title>\d{1,2}),?\s+(?:of\s+)?"
_SUBPART = r"[Ss]ubpart\s+(?P<sub>[A-Z]+)"
_NUMBERS = rf"(?P<list>\d+(?:{_JOIN}\d+)*)"
_PAGE = r"(?P<part>\d[\d,]*\d)"
_OF_TITLE = r"\s+of\s+[Tt]itle\s+(?P<title>\d{1,2}),?\s+(?:of\s+)?"
_PUBLIC = r"(?:Public\s+Law|PUBLIC\s+LAW|Pub\.?\s*L\.?|P\.\s?L\.)\s*(?:No\.?\s*)?(?P<title>\d{2,3})"
_PUBLIC += r"\s?[-\u2013]\s?(?P<law>\d+)"
_UNIT = r"(?:[Ss]ub(?:section|paragraph|clause)|[Ss]ubsection|[Pp]aragraph|[Cc]lause)s?"


@dataclass(frozen=True, slots=True)
class LawCitation:
    """A citation at characters `start` to `end` of a text; `label` is its usual form ("42 U.S.C. 1315a(c)")."""

    start: int
    end: int
    label: str


_CODES: dict[str, tuple[str, ...]] = {
    "{title} U.S.C. {item}": (
        rf"{_NUMBERED}{_USC}\s*,?\s*(?:{_WORD})?(?P<list>{_CODE_LIST})",
        rf"{_TITLE}{_USC_LONG},?\s+{_WORD}(?P<list>{_CODE_LIST})",
        rf"{_WORD}(?P<list>{_LIST}){_OF_TITLE}{_USC_LONG}",
    ),
    "{title} CFR {item}": (
        rf"{_NUMBERED}{_CFR}\s*,?\s*(?:{_WORD})?(?P<list>{_CODE_DOTTED})",
        rf"{_TITLE}{_CFR_LONG},?\s+{_WORD}(?P<list>{_CODE_DOTTED})",
        rf"{_WORD}(?P<list>{_DOTTED_LIST}){_OF_TITLE}{_CFR_LONG}",
    ),
    "{title} CFR part {part} subpart {sub}": (
        rf"{_NUMBERED}{_CFR}\s*,?\s*(?:\u00a7+\s*)?(?:[Pp]arts?\s+)?(?P<part>\d+),?\s+{_SUBPART}",
        rf"\b{_SUBPART}\s+of\s+{_NUMBERED}{_CFR}\s*,?\s*(?:[Pp]art\s+)?(?P<part>\d+)(?!\d|\.\d)",
        rf"\b{_SUBPART}\s+of\s+[Pp]art\s+(?P<part>\d+){_OF_TITLE}{_CFR_LONG}",
        rf"\b[Pp]art\s+(?P<part>\d+),?\s+{_SUBPART},?{_OF_TITLE}{_CFR_LONG}",
    ),
    "{title} CFR part {item}": (
        rf"\b[Pp]arts?\s+{_NUMBERS}{_OF_TITLE}{_CFR_LONG}",
        rf"{_TITLE}{_CFR_LONG},?\s+[Pp]arts?\s+{_NUMBERS}",
        rf"{_NUMBERED}{_CFR}\s*,?\s*[Pp]arts\s+{_NUMBERS}(?!\d|\.\d)",
        rf"{_NUMBERED}{_CFR}\s*,?\s*(?:\u00a7+\s*)?(?:[Pp]art\s+)?(?P<list>\d+)(?!\d|\.\d)",
    ),
    "{title} FR {part}": (
        rf"{_NUMBERED}(?:FR|F\.\s?R\.|Fed\.?\s*Reg\.?|Federal\s+Register)\s+(?:at\s+)?{_PAGE}",
        rf"\b[Vv]olume\s+(?P<title>\d{{1,3}})\s+of\s+the\s+Federal\s+Register,?\s+(?:at\s+)?(?:pages?|p\.)\s*{_PAGE}",
    ),
}
_ACTS: dict[str, tuple[str, ...]] = {
    "section {item} of Public Law {title}-{law}": (
        rf"{_WORD}(?P<list>{_LIST})\s+of\s+(?:the\s+)?{_PUBLIC}",
        rf"\b{_PUBLIC},?\s+{_WORD}(?P<list>{_LIST})",
    ),
    "Public Law {title}-{law}": (rf"\b{_PUBLIC}",),
    "{title} Stat. {part}": (rf"{_NUMBERED}Stat\.\s+(?P<part>\d+)",),
    "section {item} of {act}": (
        rf"(?:{_WORD})(?P<list>{_LIST})\s+of\s+(?P<act>{_BY_NUMBER})",
        rf"(?:{_WORD}|\bss?\.?\s+(?=\d))(?P<list>{_LIST})(?:,\s*{_UNIT}\s+(?P<below>{_RUN}),?)?\s+(?:of|in)\s+(?P<act>{ACT})",
        rf"(?<![\w-])(?P<act>{_ACT_AHEAD}),?\s+{_WORD}(?P<list>{_LIST})",
        rf"(?<![\w-])(?P<act>[A-Z]{{2,8}}),?\s+\u00a7+\s*(?P<list>{_LIST})",
    ),
    "Executive Order {part}": (
        r"\b(?:Executive\s+Order|E\.\s?O\.|EO)\s+(?:No\.?\s*)?(?P<part>\d{2,4}[-\u2013]\d{1,4}(?!\d)|\d{4,6})",
    ),
    "{unit} {item} of {act}": (
        rf"\b(?P<unit>[Rr]egulation|[Aa]rticle|[Rr]ule)s?\s+(?P<list>{_LIST})\s+of\s+"
        rf"(?P<act>(?:the\s+)?(?:{_ABOUT}|{_WORDS}(?:(?:Act|Code){_OF_YEAR}?|{_DATED}))|{_BY_NUMBER})",
    ),
    "{unit} {part} of {act}": (
        r"\b(?P<unit>[Pp]art|[Cc]hapter|[Ss]chedule|[Dd]ivision)\s+(?P<part>\d+[A-Z]?(?:\.\d+)*|[IVXLC]+)\s+of\s+(?P<act>(?:the\s+)?(?:[A-Z][\w\u2019'-]*\s+){1,6}(?:Act|Code|Regulations)"
        rf"{_OF_YEAR}?)(?!\s+of\b)",
    ),
    "title {part} of {act}": (
        r"\b[Tt]itle\s+(?P<part>[IVXLC]+)\s+of\s+(?P<act>(?:the\s+)?(?:[A-Z][\w\u2019'-]*\s+){1,6}Act"
        rf"{_OF_YEAR}?)",
    ),
}
_FORMS = tuple((re.compile(text), form) for forms in (_CODES, _ACTS) for form, texts in forms.items() for text in texts)
_LEGAL = re.compile(
    r"\u00a7|(?:[Pp]art|[Cc]hapter|[Ss]chedule|[Dd]ivision)\s+[\dIVXLC]|(?:egulation|rticle|ule)s?\s+\d|\bss?\.?\s+\d|[Ss]ec|[Tt]itle|[Ss]ubpart|U\.?\s?S|F\.?\s?R|Fed|[Pp]ub|PUB|P\.\s?L|Stat\.|Executive|E\.?\s?O"
)
"""What no citation by a number can do without."""
DEPTH = {"section": 0, "subsection": 1, "paragraph": 2, "subparagraph": 3, "clause": 4, "subclause": 5}
"""How many brackets lead to each unit of a section (House Office of the Law Revision Counsel, US Code)."""

_OWN = re.compile(
    r"\b(?P<this>this\s+)?(?P<unit>(?:sub)?(?:section|paragraph|clause))(?:\s+(?P<parts>(?:\([A-Za-z0-9]{1,5}\))+))?(?![\w(])"
)
_OF_THIS = re.compile(
    rf"{_WORD}(?P<list>{_LIST})\s+of\s+this\s+(?:title|part|subpart|chapter|subchapter)\b"
    rf"|\b{_UNIT}\s+(?P<below>{_RUN})\s+of\s+this\s+section\b"
    r"|\b[Ss]ubpart\s+(?P<sub>[A-Z]+)\s+of\s+this\s+part\b|\b[Pp]art\s+(?P<part>\d+)\s+of\s+this\s+(?:chapter|title)\b"
)
_BARE = re.compile(rf"{_WORD}(?P<list>{_LIST})(?![\w(\u2013-])(?!\s+of\b)")
CHANGED = re.compile(
    r"\b(?:is|are)(?: hereby| further)? amended\b"
    r"|\b(?:[Ii]n|[Aa]fter) section [^.;]{1,80}\b(?:substitute|insert|omit)\b"
)
"""What tells that the units named are those of another law, which is changed."""
_UNIT_AHEAD = re.compile(rf"\b{_UNIT}\s+(?P<list>{_RUN}{_AND_PARTS})\s+of\s+$")
_ITEM = re.compile(rf"(?P<number>{_SECTION})(?P<path>{PARTS})|(?P<more>{_RUN})")
_STEPS = re.compile(STEP)
_NAMED_ACT = re.compile(rf"(?<![\w-])(?!(?:This|That|Such|Each|Any|No|An?|Act)\b){_ACT_AHEAD}")
_CALLED = re.compile(
    rf"\b(?P<act>{_ACT_AHEAD})\s*\([^()]{{0,60}}?(?:the\s+)?[\u201c\"'](?:the\s+)?Act[\u201d\"']\)|\b(?P<bare>{_ACT_AHEAD})\s*\((?:hereinafter\s+)?the\s+Act\)"
)


def own_act(text: str, own: str | None = None) -> str | None:
    """The act that a text calls "the Act": the one it says so of, else the one that it is part of.

    >>> own_act("Under the Harbor Renewal Act (the Act), boats pay.")
    'Harbor Renewal Act'
    >>> own_act("Section 2. Boats pay.", "section 2 of the Harbor Act")
    'Harbor Act'
    """
    if said := _CALLED.search(text):
        return " ".join((said["act"] or said["bare"]).split())
    return home_of(own)


def acts_before(texts: Iterable[str]) -> Iterator[str | None]:
    """For each text the one act that those before it name, or that it names itself where they name none.

    Where they name several, it is the one that the first of all names: a document's title.

    >>> list(acts_before(["The Harbor Act 2026 is new.", "Section 5 of the Act binds.", "The Reef Act 2027 is newer."]))
    ['Harbor Act 2026', 'Harbor Act 2026', 'Harbor Act 2026']
    """
    known: dict[str, str] = {}
    title: str | None = None
    for number, text in enumerate(texts):
        before = [*known.values()]
        for found in _NAMED_ACT.finditer(text) if "Act" in text else ():
            name = " ".join(found.group().split())
            base = re.sub(rf"{_OF_YEAR}$", "", name)
            same = next(
                (one for one in known if f" {base}".endswith(f" {one}") or f" {one}".endswith(f" {base}")), base
            )
            if name != base and known.get(same, same) not in (same, name):
                known[name] = name  # two acts of one name, of two years
            elif len(base) <= len(same) and len(name) - len(base) >= len(known.get(same, "")) - len(same):
                known.pop(same, None)
                known[base] = name
        named = before or [*known.values()]
        title = named[0] if number == 0 and len(named) == 1 else title
        yield named[0] if len(named) == 1 else title


def last_acts(texts: Iterable[str]) -> Iterator[str | None]:
    """For each text the last act that those before it name, in full: what "such Act" and "that Act" in it mean.

    >>> list(last_acts(["Section 3 of the Harbor Act 2026 binds.", "Section 5 of such Act is repealed."]))
    [None, 'Harbor Act 2026']
    """
    last: str | None = None
    for text in texts:
        yield last
        named = [" ".join(found.group().split()) for found in _NAMED_ACT.finditer(text)] if "Act" in text else []
        last = named[-1] if named else last


def home_of(own: str | None) -> str | None:
    """The act that a provision stands in, by its citation: "section 2 of the Harbor Act", "Harbor Act \u00a7 2"."""
    before, sign, _ = (own or "").partition(" \u00a7 ")
    _, of, after = (own or "").partition(" of the ")
    return before if sign and before.endswith("Act") else after if of else None


def cited_in(document: Document) -> tuple[LawCitation, ...]:
    """Every citation in a document, at its code points, in reading order."""
    flows = [(passage, flow(passage)) for passage in document.passages if passage.kind != "boilerplate"]
    own = next((passage.citation for passage, _ in flows if passage.citation), None)
    act = own_act(" ".join(text.text for _, text in flows), own)
    return tuple(
        LawCitation(*text.span(found.start, found.end), found.label)
        for passage, text in flows
        for found in citations(text.text, passage.citation, act)
    )


def citations(text: str, own: str | None = None, act: str | None = None) -> Iterator[LawCitation]:
    """Every citation in `text`, left to right, the longest form at each place.

    `own` is the citation of the provision that the text itself stands in: "subsection (c)" and "this section" in
    it are told from there. `act` is the name of what the text calls "the Act" (see `own_act`).
    """
    taken = bytearray(len(text))
    found: list[LawCitation] = []

    def take(start: int, end: int) -> bool:
        if any(taken[start:end]):
            return False
        taken[start:end] = b"\1" * (end - start)
        return True

    legal = _LEGAL.search(text) is not None
    for pattern, form in _FORMS if legal else ():
        for match in pattern.finditer(text):
            if take(*match.span()):
                found += _spelt(match, form, text, act)
    for start, end, label in _told_from(text, own) if own else ():
        if take(start, end):
            found.append(LawCitation(start, end, label))
    code, home = re.match(r"\d+ CFR ", own or ""), home_of(own)
    for match in _BARE.finditer(text) if legal else ():
        if take(*match.span()):
            dotted = code and re.match(_DOTTED, match["list"])
            form = "section {item}" + (f" of the {home}" if home else "")
            found += _spelt(match, f"{code.group()}{{item}}" if code and dotted else form, text, act)
    yield from sorted(found, key=lambda each: each.start)


def _spelt(match: re.Match[str], form: str, text: str, act: str | None) -> list[LawCitation]:
    """What one match cites: each provision of its list at its own words, the first and last with those around."""
    groups = {name: _plain(value) for name, value in match.groupdict().items() if value}
    if "act" in groups:
        groups["act"] = _act(groups["act"], act)
    if "unit" in groups:
        groups["unit"] = "Article" if groups["unit"].lower() == "article" else groups["unit"].lower()
    if "part" in groups and form.endswith("FR {part}"):
        groups["part"] = groups["part"].replace(",", "")
    if "list" not in groups:
        return [LawCitation(*match.span(), form.format(**groups))]
    start, items = match.start(), list(_items(match["list"], match.start("list")))
    below = _STEPS.findall(groups.get("below", ""))
    if below:
        items[-1] = (*items[-1][:3], (*items[-1][3], *below))
    ahead = _UNIT_AHEAD.search(text, max(0, match.start() - 60), match.start())
    if ahead and len(items) == 1:
        start, number, path = ahead.start(), items[0][2], items[0][3]
        items = [(s, e, number, (*path, *steps)) for s, e, _, steps in _items(ahead["list"], ahead.start("list"))]
    last = len(items) - 1
    return [
        LawCitation(
            start if n == 0 else begins,
            match.end() if n == last else ends,
            form.format(item=number + "".join(path), **groups),
        )
        for n, (begins, ends, number, path) in enumerate(items)
    ]


def _items(text: str, offset: int) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Start, end, number and path of each provision that a list names; "(b)(1) and (c)" gives two of one number."""
    number, path = "", ()  # type: str, tuple[str, ...]
    for item in _ITEM.finditer(text):
        steps = tuple(_STEPS.findall(item["more"] or item["path"]))
        if item["number"]:
            number, path = _plain(item["number"]), steps
        elif not path:
            path = steps
        else:
            level = next((n for n in range(len(path) - 1, -1, -1) if _kinds(path[n]) & _kinds(steps[0])), None)
            if level is None:
                continue
            path = (*path[:level], *steps)
        yield offset + item.start(), offset + item.end(), number, path


def _kinds(step: str) -> set[str]:
    """What an enumerator can be: "(i)" is a letter and a Roman number, "(ii)" only the latter."""
    inner = step[1:-1]
    case = "upper" if inner.isupper() else "lower"
    if inner.isdigit():
        return {"number"}
    letter = {f"{case} letter"} if len(set(inner)) == 1 and inner not in ("ii", "II") else set()
    return letter | ({f"{case} roman"} if set(inner.lower()) <= set("ivxl") else set())


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2013", "-").split())


def _act(name: str, own: str | None) -> str:
    """An act as a citation writes it: with its article, without the title that a section stands in."""
    name = re.sub(r"^[Tt]itle\s+[IVXLC]+\s+of\s+", "", name)
    name = re.sub(r"^(?:the|this|such|that|said)\s+", "", name)
    if re.fullmatch(_BY_NUMBER, name):  # "Article 6 of Decree 14/2033"
        return name
    name = "Act" if name == "act" else name  # as prose writes it: "section 5 of the act"
    return "the " + (own if own and name == "Act" else name)


def _told_from(text: str, own: str) -> Iterator[tuple[int, int, str]]:
    """Units of the law that the text stands in, told from its own place: "this section", "paragraph (2)"."""
    root = re.sub(r"\(.*$", "", own).strip()
    _, of, act = own.partition(" of ")
    root = root.partition(" of ")[0] if of else root
    place = re.findall(r"\([A-Za-z0-9]{1,5}\)", own)
    title = re.match(r"\d+ (?:U\.S\.C\.|CFR) ", root)
    elsewhere = CHANGED.search(text) is not None
    for match in _OF_THIS.finditer(text):
        if match["below"]:
            yield *match.span(), root + re.sub(r"\s", "", match["below"]) + (f" of {act}" if of else "")
        elif title and match["list"]:
            for start, end, number, path in _items(match["list"], match.start("list")):
                first = match.start() if start == match.start("list") else start
                yield first, end, title.group() + number + "".join(path)
        elif title and "CFR" in title.group():
            part = match["part"] or re.split(r"[.\s]", root.removeprefix(title.group()).removeprefix("part "))[0]
            yield *match.span(), f"{title.group()}part {part}" + (f" subpart {match['sub']}" if match["sub"] else "")
    for match in _OWN.finditer(text):
        depth, parts = DEPTH[match.group("unit")], re.findall(r"\([^)]*\)", match.group("parts") or "")
        if match.group("this") and not parts and len(place) >= depth:
            steps = place[:depth]
        elif parts and not match.group("this") and not elsewhere and depth and len(place) >= depth - 1:
            steps = [*place[: depth - 1], *parts]
        else:
            continue
        yield *match.span(), root + "".join(steps) + (f" of {act}" if of else "")
