"""Cell words: what the words of a table's cell, beside its figure, and its heading add to the figure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.claims.claims import Term
from extract.claims.mentions import Referent
from extract.patterns.terms import DATES, XSD
from extract.values.dates import DateFinder, Issued
from extract.values.values import Quantity, Value

PERIODS = frozenset({"money", "percent"})
"""Figures that are told of a period; a count is told of a moment."""
SCALES = {"thousand": 3, "thousands": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9}
SCALE = "(thousands?|millions?|billions?)"
BOUND = rf"\(in {SCALE}[^)]*\)|\(\$? ?{SCALE}\)|, in {SCALE}"
PLACE = r"[A-Z][\w'\u2019.-]*(?: (?:of |the )*[A-Z][\w'\u2019.-]*){0,3}"
IN_PLACES = re.compile(
    rf"\s+in\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?(?P<list>{PLACE}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+){PLACE})*)\s*\.?\s*$"
)

ALL_PLACES = re.compile(rf"{PLACE}(?:(?:,\s*(?:and\s+)?|;\s*|\s+and\s+){PLACE})+\.?")
FOR_WHOM = re.compile(r"(?P<how>[a-z-]+(?: [a-z-]+)?) (?:for|of) (?:all )?(?P<whom>[a-z][^;,.()]+?)\.?", re.I)
IN_BRACKETS = re.compile(r"\s*\((?:(?:about|some|over|nearly|now|currently) )*\d[^()]*\)\s*$")
SHARE = re.compile(r"(?P<some>\d[\d,]*) (?:out )?of (?:the |our |its |all )?\d")
ENDS = (("applicationsOpenOn", "applicationsCloseOn"), ("startedOn", "endedOn"))
CLOSES = ("applicationsCloseOn", "endedOn")
"""Properties that tell the two ends of one time, and which of them tell the last."""
DAY = len("2034-01-01")
Year = tuple[str, tuple[int, int, str]]
"""A year with its place in the document, and what part that plays in a proof."""
APIECE = re.compile(
    r"[\s,]*(?:each|apiece|(?:per|for each|for every|to each|an?) (?!year|month|quarter|day|week)[a-z]+)\b"
)
"""What tells behind a sum that it is of each one."""
ALONE = re.compile(r"\W*(?:20|21)\d\d\W*")
LATER = re.compile(r"\b(?:starts?|starting|cohorts?|performance|launch(?:es)?|beginning|class|entry)\b", re.I)
"""What a title may tell the year of, before which its table's days lie."""
OF_NO_KIND = frozenset(
    {"organizations", "organisations", "entities", "sites", "awardees", "grantees", "groups", "partners"}
)
"""Nouns that tell no kind of those who take part, and words that tell none beside these."""
BESIDE_NO_KIND = frozenset(
    {"participating", "selected", "different", "local", "member", "partner", "enrolled", "active"}
)


def beside(
    figure: Quantity, inside: Sequence[Quantity], header: str, kind: str | None, vague: frozenset[str]
) -> dict[str, Term]:
    """What the words beside a cell's figure add to it: when it holds, and what it counts.

    In: the figure, all quantities of its cell, the heading, the class of what is counted, if the property counts
    such things, and the nouns that tell no group from another. Out: qualifiers.
    """
    if figure.kind not in {"money", "count"}:
        return {}
    dates = [one for one in inside if one.kind == "date"]
    found = _when(figure, dates[0]) if len(dates) == 1 else {}
    counted = _unit(figure, header, kind, vague) if kind is not None else None
    return {**found, "unit": counted} if counted is not None else found


def each_year(figure: Quantity, told: Mapping[str, Term], header: str, yearly: Set[str]) -> dict[str, Term]:
    """That a sum comes again each year, where its label says so and no year is told ("Annual budget: $5 million")."""
    said = any(re.search(rf"\b{re.escape(one)}\b", header.lower()) for one in yearly)
    timed = {"per", "validFrom", "validUntil", "pointInTime", "asOf"} & told.keys()
    return {"per": Value("P1Y", XSD + "duration")} if figure.kind == "money" and said and not timed else {}


def outside(text: str) -> str:
    """What a cell says before an aside in brackets ("88 (two have left)")."""
    return text.split(" (")[0] or text


def openings(text: str) -> set[str]:
    """The first word of a cell, its first two, and its first three, in lower case."""
    words = re.findall(r"[a-z][a-z'\u2019-]*", text.lower())
    return {" ".join(words[:many]) for many in (1, 2, 3) if len(words) >= many}


def event_of(date: Cell) -> Cell:
    """What is told beside a date, whose cell has it for a heading: "the model started in Ohio and Utah"."""
    start, end = date.header_start or 0, date.header_end or 0
    return Cell(start, end, date.header or "")


def dates_in(
    cell: Cell, finder: DateFinder, title: Year | None = None, issued: Issued | None = None
) -> tuple[Quantity, ...]:
    """The dates of a cell that no sentence holds, as a label does: "October 1, 2029: the model started".

    A day without a year is of that of the `title`, which is told with its place ("Applications, 2034 round").
    """
    dates = finder.find(cell.text, issued)
    found = [replace(one, start=cell.start + one.start, end=cell.start + one.end) for one in dates]
    if found or title is None or not re.search(r"\d", cell.text):
        return tuple(found)
    year, place = title
    days = [one for one in finder.find(f"{cell.text} {year}") if len((one.lower or one.value).lexical) == DAY]
    ends = [min(cell.end, cell.start + one.end) for one in days]
    return tuple(
        replace(one, start=cell.start + one.start, end=end, context=(place,), inferred=True)
        for one, end in zip(days, ends, strict=True)
    )


def with_day_behind(cell: Cell, held: Sequence[Quantity], finder: DateFinder) -> Sequence[Quantity]:
    """The quantities of a cell with the date that stands alone in brackets at its end: "112 hospices (2033)"."""
    told = re.search(r"\((?P<day>[^()]*\d{4})\)\W*$", cell.text)
    found = list(finder.find(told["day"])) if told is not None else []
    if told is None or len(found) != 1 or found[0].text != told["day"]:
        return held
    start = cell.start + told.start("day")
    day = replace(found[0], start=start, end=start + len(told["day"]))
    return (*(one for one in held if one.end <= start), day) if day.lower is None else held


class YearsAbove:
    """The years that the titles of one document's tables tell, for days that are told without one."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._starts = [one.start for one in passages]
        self._rows: list[tuple[Passage, Passage | None]] = []
        last: dict[str, Passage | None] = {"table-row": None, "key-value": None}
        for one in passages:
            self._rows.append((one, last.get(one.kind)))
            last = {kind: above if kind == one.kind else one for kind, above in last.items()}

    def of(self, cell: Cell) -> Year | None:
        """The one year that the title of a table tells, where it is not that of what only follows ("for 2036 starts").

        For a line of a list of days, the year that stands alone above it.
        """
        at = bisect_right(self._starts, cell.start) - 1
        row, above = self._rows[at] if at >= 0 else (None, None)
        if row is None or above is None or cell.start >= row.end or row.kind not in {"table-row", "key-value"}:
            return None
        if row.kind == "key-value" and not ALONE.fullmatch(above.text):
            return None
        years = list(re.finditer(r"\b(?:20|21)\d\d\b", above.text))
        if len(years) != 1 or LATER.search(above.text):
            return None
        return years[0][0], (above.start + years[0].start(), above.start + years[0].end(), "date")


def _when(figure: Quantity, date: Quantity) -> dict[str, Term]:
    fiscal: dict[str, Term] = {"fiscal": True} if date.fiscal else {}
    if date.lower is not None or date.upper is not None:
        ends = {"validFrom": date.lower, "validUntil": date.upper}
        return {name: value for name, value in ends.items() if value is not None} | fiscal
    if date.value.datatype not in DATES or date.comparator not in {"=", "<="}:
        return {}
    if date.bound == "asOf":
        return {"asOf": date.value}
    if date.bound == "until" or date.comparator == "<=":
        return {"validUntil": date.value, **fiscal} if figure.kind in PERIODS else {}
    if date.bound == "from":
        return {"validFrom": date.value, **fiscal}
    if figure.kind in PERIODS:
        return {"validFrom": date.value, "validUntil": date.value, **fiscal}
    return {"pointInTime": date.value}


def _unit(figure: Quantity, header: str, kind: str, vague: frozenset[str]) -> Referent | None:
    """What a cell's count counts: the noun behind it, else a heading that is itself that noun ("Clinics: 310")."""
    said = " ".join((figure.counted or header).lower().split()).strip(" .:")
    words = said.split()
    if not words or said in vague or words[-1] in vague or not words[-1].endswith("s") or len(words) > 6:
        return None
    if figure.counted is None and len(words) > 2:
        return None
    return Referent(f"{kind}:{said}", kind, said) if all(one.replace("-", "").isalpha() for one in words) else None


def takers(told: Mapping[str, Term], behind: str) -> Referent | None:
    """Who takes part by what stands behind a count in its cell ("38 hospitals"), unless it tells no kind of them.

    Of two kinds that are counted together ("88 practices and facilities") the number's own is only the first.
    """
    unit = told.get("unit")
    if re.search(r"\b(?:and|or)\b|&", behind):
        return None
    words = unit.label.split() if isinstance(unit, Referent) else [""]
    vague = words[-1] in OF_NO_KIND and (len(words) < 2 or words[0] in BESIDE_NO_KIND)
    kind = isinstance(unit, Referent) and behind.strip() and not vague
    return unit if kind and isinstance(unit, Referent) else None


def scaled(value: Value, header: str, quantity: Quantity) -> Value:
    """A money value in the unit that its heading gives ("in millions"), unless the cell says so itself."""
    match = re.search(BOUND, header.lower())
    scale = next((one for one in match.groups() if one), None) if match else None
    if scale is None or quantity.kind != "money" or re.search(r"[a-z]{4,}", quantity.text.lower()):
        return value
    whole, _, part = value.lexical.partition(".")
    digits = part.ljust(SCALES[scale], "0")
    return Value(f"{whole}{digits[: SCALES[scale]]}", value.datatype)


def places_apart(cell: Cell) -> list[tuple[int, int, int]]:
    """The names of a list at the end of a cell that tells where its noun is: "clinics in Ohio, Utah and Maine".

    Out: for each name where it starts and ends in the document, and where the words before the list end.
    """
    found = IN_PLACES.search(cell.text)
    if found is None or found.start() == 0:
        return []
    before = cell.start + found.start()
    names = re.finditer(PLACE, found["list"])
    first = cell.start + found.start("list")
    return [(first + one.start(), first + one.end(), before) for one in names]


def places_in(cell: Cell) -> list[tuple[int, int]]:
    """Where the names of a cell stand that is nothing but a list of them: "Keewa, Sturgeon Flats and Osk"."""
    if not ALL_PLACES.fullmatch(cell.text.strip()):
        return []
    return [(cell.start + one.start(), cell.start + one.end()) for one in re.finditer(PLACE, cell.text)]


def whom_in(cell: Cell) -> Cell | None:
    """Those for whom a way to take part is told in its cell: the homes of "compulsory for nursing homes"."""
    found = FOR_WHOM.fullmatch(cell.text)
    return replace(cell, start=cell.start + found.start("whom"), text=found["whom"]) if found else None


def before_whom(cell: Cell) -> Cell:
    """What a cell says before those for whom it says so."""
    found = FOR_WHOM.fullmatch(cell.text)
    return replace(cell, end=cell.start + len(found["how"]), text=found["how"]) if found else cell


def is_share(text: str, figure: Quantity) -> bool:
    """Whether a sum is what each one gets, and not what all get together ("up to $7 million each")."""
    return bool(figure.per and figure.per[:1] != "P") or APIECE.match(text, figure.end) is not None


def length_in(cell: Cell, kinds: Set[str]) -> Value | None:
    """How long something is to last, where the heading gives the unit of a bare number ("Number of years: 5")."""
    unit = re.search(r"\b(year|month)s?\b", (cell.header or "").lower())
    number = re.fullmatch(r"\d{1,3}", cell.text.strip())
    if unit is None or number is None or "duration" not in kinds:
        return None
    return Value(f"P{number[0]}{unit[1][0].upper()}", XSD + "duration")


def share_of(cell: Cell) -> Value | None:
    """How many of all it is, of which a cell tells as well how many they are: "23 of 40 practices"."""
    found = SHARE.match(cell.text)
    return Value(found["some"].replace(",", ""), XSD + "integer") if found is not None else None


MOVED = re.compile(
    r"\((?:[a-z]+ )?(?:extended|postponed|delayed|moved|pushed back|put off|brought forward|shortened|changed|revised)"
    r"(?: from [^()]*?)? (?:to|until|through) (?P<inner>[^()]+)\)\s*$",
    re.I,
)
"""To which day one was moved, behind it in brackets."""


def told_apart(cell: Cell, name: str) -> tuple[Cell, ...]:
    """The parts of a cell that tell one value each; the cell itself where it tells one.

    "$58 million (2032); $49 million (2033)" are two, and of "31 May 2034 (extended to 31 May 2035)" the later counts.
    """
    moved = MOVED.search(cell.text) if name in {"kg:startedOn", "kg:endedOn", "kg:applicationsCloseOn"} else None
    if moved is not None:
        start = cell.start + moved.start("inner")
        return (replace(cell, start=start, end=start + len(moved["inner"]), text=moved["inner"]),)
    parts = list(re.finditer(r"[^;]*\d[^;]*", cell.text)) if name.endswith("etSavings") else []
    if len(parts) < 2 or len(parts) != len(cell.text.strip(" ;.").split(";")):
        return (cell,)
    return tuple(_stripped(cell, one.start(), one.end()) for one in parts)


def _stripped(cell: Cell, first: int, last: int) -> Cell:
    text = cell.text[first:last]
    start = cell.start + first + len(text) - len(text.lstrip())
    return replace(cell, start=start, end=start + len(text.strip()), text=text.strip())


def in_brackets(cell: Cell) -> Cell | None:
    """What a cell adds in brackets at its end: "general practices (voluntary)"."""
    found = re.search(r"\s*\((?P<inner>[^()\d]+)\)\s*$", cell.text)
    if found is None or not found.start():
        return None
    start = cell.start + found.start("inner")
    return replace(cell, start=start, end=start + len(found["inner"]), text=found["inner"])


def before_brackets(cell: Cell) -> Cell:
    """What a cell says before its last brackets."""
    text = re.sub(r"\s*\([^()]*\)\s*$", "", cell.text)
    return replace(cell, end=cell.start + len(text), text=text)


def number_in(cell: Cell) -> Cell | None:
    """How many take part, in brackets behind who does: "speech therapists (212 so far)"."""
    found = IN_BRACKETS.search(cell.text)
    return replace(cell, start=cell.start + found.start(), text=found[0]) if found else None


def kinds_for(ranges: set[str]) -> frozenset[str] | None:
    """The kinds of figure that a property with these ranges takes."""
    if any(one.rpartition("#")[2] in {"date", "gYear", "gYearMonth"} for one in ranges):
        return frozenset({"date"})
    if XSD + "duration" in ranges:
        return frozenset({"duration"})
    if XSD + "decimal" in ranges:
        return frozenset({"money"})
    if XSD + "integer" in ranges:
        return frozenset({"count"})
    return None


GOES_ON = re.compile(
    r"\s*(?:[-\u2013\u2014]+|to|through)\s*(?:the )?(?:present|now|today|date|ongoing|open-ended|current)\b"
    r"|\s*[-\u2013\u2014]+\W*$",
    re.I,
)
"""What tells behind a first day that there is no last one ("2031 to present")."""


def both_ends(names: Sequence[str]) -> bool:
    """Whether a label stands for the two ends of one time: to apply, or to run."""
    said = {one.rpartition(":")[2] for one in names}
    return any(said.issuperset(ends) for ends in ENDS)


def end_of(figure: Quantity, name: str, behind: str = "") -> Value | None:
    """The end of a time that a property tells: of a range the first or the last day, else what "from" or "until" bound.

    A single day below a label of both ends is nobody's, unless what stands `behind` it tells that it goes on.
    """
    closes = name.endswith(CLOSES)
    if figure.lower is not None or figure.upper is not None:
        return figure.upper if closes else figure.lower
    bounds = closes, "from" if GOES_ON.match(behind) else figure.bound or figure.comparator
    return (
        figure.value
        if bounds in {(False, "from"), (False, ">="), *((True, one) for one in ("until", "by", "<="))}
        else None
    )


def is_window(figure: Quantity, name: str) -> bool:
    """Whether a range of days is a time to apply, of which a property tells one end."""
    return (figure.lower is not None or figure.upper is not None) and name.endswith(ENDS[0])


def days_of(figure: Quantity) -> tuple[str, ...]:
    """The days, as exact as they are told, that a date or a range of dates names."""
    values = (figure.value, figure.lower, figure.upper) if figure.kind == "date" else ()
    return tuple(one.lexical for one in values if one is not None and one.datatype in DATES)


def term_behind(figures: Sequence[Quantity]) -> dict[str, Term]:
    """How long somebody has or had a post, by the one date behind the name: "since March 2030", "(2018-2025)"."""
    dates = [one for one in figures if one.kind == "date" and one.comparator == "="]
    more = len(dates) > 1 and dates[0].bound == "from" and dates[0].lower is None  # "since 2033; acting until June"
    if not more and (len(figures) != 1 or len(dates) != 1):
        return {}
    one = dates[0]
    ends = {"validFrom": one.lower, "validUntil": one.upper}
    if one.lower is None and one.upper is None and one.value.datatype in DATES:
        name = {"from": "validFrom", "until": "validUntil"}.get(one.bound or "", "")
        ends = {name: one.value} if name else {}
    return {name: value for name, value in ends.items() if value is not None}


def modality_of(target: Referent | Value, name: str, planned: bool, today: str | None) -> str:
    """How a cell's value is meant: a date ahead of `today`, or one that is called planned and not past, is a plan."""
    if name.endswith("projectedNetSavings"):
        return "projection"
    if not isinstance(target, Value) or target.datatype not in DATES:
        return "fact"
    if today is None:
        return "plan" if planned else "fact"
    size = min(len(today), len(target.lexical))
    day, seen = target.lexical[:size], today[:size]
    return (
        "plan"
        if day > seen or (planned and target.lexical >= today[: len(target.lexical)]) or (planned and day == seen)
        else "fact"
    )
