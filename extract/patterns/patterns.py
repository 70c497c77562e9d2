"""Patterns: what the data say about which frames make which claims, in a small notation of the project's own.

A pattern is a frame and the claims that it makes:

    frame  = "LEAD subject=who:kg:Person object=org:kg:Organization time.from=since:date?"
    claims = ["org kg:director who validFrom=since", "who kg:affiliation org"]

The first word is a lemma, several (`lead|head`), or a word class in capitals from a `[words]` table; `be` stands
for whatever describes something, with or without a verb. An element is `role=test`, `role|role=test`,
with `?` behind it if it may be missing and `!` before it if it must be. A test is a word class, a lemma in quotes, or
`name:type`: a class of the vocabulary (`kg:Initiative-kg:Program`: but none of the second;
`kg:Initiative~program`: by a name that ends so, but for its maker), a kind of figure
(`date`, `money`, `total`, `count`, `percent`, `duration`; `total<SAVING>` must measure what the word class names),
`+class` (a noun phrase that names a concept; `MODEL+class` one with such a head), `text` (the words themselves) or
a word class. Square brackets after a test hold elements for what that noun carries (`owner`, `modifier`,
prepositions, `amount`). A `[short]` table gives short names to lists of roles or types that many patterns use.

A claim is `subject property object qualifier=value …` (`modality=held`: a fact unless its date lies ahead of the
document's; `coming`: a plan unless it is known to lie behind), optionally after conditions and a colon (`past:`;
`home:` asks that its subject be what the text around is about, where that is known, `all:` that its object count all
there are, and no sample that somebody looked at).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.parsing.cues import Lists, UnreadableCues, read_toml

QUANTITIES = frozenset({"date", "money", "total", "count", "percent", "duration"})
"""Kinds of figure; `total` is money that is no rate per head."""
CONDITIONS = frozenset(
    [
        "fact",
        "plan",
        "projection",
        "opinion",
        "rule",
        "past",
        "perfect",
        "present",
        "future",
        "positive",
        "negated",
        "ended",
        "current",
        "home",
        "all",
    ]
)
ELEMENT = re.compile(r"(?P<absent>!)?(?P<roles>[\w.~|]+)=(?P<test>[^\[\]?]+)(?:\[(?P<inner>.*)\])?(?P<optional>\?)?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a node must be to fill an element; `name` is what the claims call it, if they do."""

    name: str | None
    types: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    concept: str | None = None
    text: bool = False
    measures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Element:
    """One argument that a pattern asks for, in any of several roles."""

    roles: tuple[str, ...]
    test: Wanted
    inner: tuple[Element, ...] = ()
    optional: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim that a match makes, under conditions on its status."""

    subject: str
    property: str
    object: str
    qualifiers: tuple[tuple[str, str], ...] = ()
    conditions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A frame to look for and the claims that it makes; `lemmas` is empty where any predicate will do.

    `reads` maps a modality to the one that it has in this wording ("up to 30 may be selected" is a plan);
    `titled` patterns look only at titles written before names.
    """

    id: str
    lemmas: frozenset[str]
    describing: bool
    elements: tuple[Element, ...]
    claims: tuple[ClaimLine, ...]
    confidence: float = 0.9
    modality: str | None = None
    examples: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reads: Mapping[str, str] = field(default_factory=dict)
    titled: bool = False

    def can_have(self, roles: KeysView[str]) -> bool:
        """Whether each element that must be there has one of its roles among these."""
        for element in self.elements:
            if not (element.optional or element.absent or not roles.isdisjoint(element.roles)):
                return False
        return True


class PatternIndex:
    """Patterns by the words and the kind of frame that they ask for, so that those that cannot fit are not tried."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._any: dict[bool, set[int]] = {True: set(), False: set()}
        self._by_lemma: dict[bool, dict[str, set[int]]] = {True: {}, False: {}}
        self.patterns = tuple(patterns)
        for place, pattern in enumerate(self.patterns):
            for lemma in pattern.lemmas:
                self._by_lemma[pattern.describing].setdefault(lemma, set()).add(place)
            if not pattern.lemmas:
                self._any[pattern.describing].add(place)

    def fitting(self, lemmas: Iterable[str], kind: str) -> Iterator[Pattern]:
        """The patterns for a kind of frame that ask for one of these words or for any, in the order of the data."""
        describing = kind in {"be", "title"}
        known = self._by_lemma[describing]
        places = self._any[describing].union(*(known[lemma] for lemma in lemmas if lemma in known))
        for place in sorted(places):
            if kind == "title" or not self.patterns[place].titled:
                yield self.patterns[place]


def split(text: str) -> list[str]:
    """Split at spaces that stand in no bracket and no quotes.

    >>> split("LEAD subject=who:kg:Person[owner=org:kg:Organization time.at=d:date?] manner='now'")
    ['LEAD', 'subject=who:kg:Person[owner=org:kg:Organization time.at=d:date?]', "manner='now'"]
    """
    parts, depth, quoted, part = [], 0, False, ""
    for character in text:
        if character == "'":
            quoted = not quoted
        if character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
        if character == " " and not depth and not quoted:
            if part:
                parts.append(part)
            part = ""
        else:
            part += character
    return [*parts, part] if part else parts


def read_test(text: str, words: Lists, aliases: Mapping[str, str]) -> Wanted:
    """One test of the notation. Raises `UnreadableCues` for an unknown word class."""
    quoted = text.startswith("'")
    name, _, rest = text.partition(":") if ":" in text and not quoted else ("", "", text)
    if re.fullmatch(r"[A-Z][a-z]\w*([|~-].*)?", rest) and name:
        name, rest = "", text
    if name and not re.fullmatch(r"[a-z]\w*", name):
        raise UnreadableCues(f"{text!r}: a test is name:type, a type, 'lemma' or a WORD CLASS")
    called = name or None
    rest = aliases.get(rest, rest)
    if rest.startswith("'"):
        return Wanted(called, words=frozenset(rest.strip("'").split("|")))
    if rest == "text":
        return Wanted(called, text=True)
    if rest.endswith(">"):
        kinds, _, noun = rest[:-1].partition("<")
        return Wanted(called, types=tuple(kinds.split("|")), measures=_class(noun, words))
    if rest.replace("_", "").isupper():
        return Wanted(called, words=_class(rest, words))
    types, limit, concept = [], "", None
    for part in rest.split("|"):
        if "+" in part:
            limit, _, concept = part.partition("+")
        else:
            types.append(part)
    return Wanted(called, tuple(types), _class(limit, words) if limit else frozenset(), concept)


def _class(name: str, words: Lists) -> frozenset[str]:
    if name not in words:
        raise UnreadableCues(f"no word class {name}; add it to a [words] table")
    return words[name]


def read_elements(parts: Iterable[str], words: Lists, aliases: Mapping[str, str]) -> tuple[Element, ...]:
    """The elements of a frame. Raises `UnreadableCues` for what is not in the notation."""
    found = []
    for part in parts:
        match = ELEMENT.fullmatch(part)
        if match is None:
            raise UnreadableCues(f"{part!r} is no element: write role=test, role=name:type[inner]? or !role=test")
        inner = read_elements(split(match["inner"]), words, aliases) if match["inner"] else ()
        roles = [one for role in match["roles"].split("|") for one in aliases.get(role, role).split("|")]
        found.append(
            Element(
                tuple(roles),
                read_test(match["test"], words, aliases),
                inner,
                bool(match["optional"]),
                bool(match["absent"]),
            )
        )
    return tuple(found)


def read_claim(text: str) -> ClaimLine:
    """One claim line. Raises `UnreadableCues` for what is not in the notation.

    >>> read_claim("past: m kg:status kg:Active").conditions
    frozenset({'past'})
    """
    head, colon, rest = text.partition(": ")
    conditions = frozenset(head.split(",")) if colon else frozenset()
    if conditions - CONDITIONS:
        raise UnreadableCues(f"{text!r}: unknown condition {', '.join(sorted(conditions - CONDITIONS))}")
    parts = split(rest if colon else text)
    if len(parts) < 3 or not all("=" in part for part in parts[3:]):
        raise UnreadableCues(f"{text!r} is no claim: write subject property object qualifier=value")
    qualifiers = tuple((name, value) for name, _, value in (part.partition("=") for part in parts[3:]))
    return ClaimLine(parts[0], parts[1], parts[2], qualifiers, conditions)


def read_words(tables: Iterable[Mapping[str, object]]) -> dict[str, frozenset[str]]:
    """The word classes of several files; later files add. A class may name another one in it."""
    words: dict[str, frozenset[str]] = {}
    for table in tables:
        listed = table.get("words", {})
        if not isinstance(listed, dict):
            raise UnreadableCues("[words] must be a table of lists")
        for name, members in listed.items():
            words[name] = words.get(name, frozenset()) | frozenset(members)
    for _ in range(3):
        words = {
            name: frozenset(one for member in members for one in words.get(member, frozenset({member})))
            for name, members in words.items()
        }
    return words


def read_patterns(paths: Iterable[Path]) -> tuple[Pattern, ...]:
    """The patterns of several files, the word classes of all being known to all.

    Raises `UnreadableCues` naming the file and the pattern.
    """
    tables = [(path, read_toml(path)) for path in paths]
    words = read_words(table for _, table in tables)
    aliases: dict[str, str] = {}
    for path, table in tables:
        short = table.get("short", {})
        if not isinstance(short, dict) or not all(isinstance(one, str) for one in short.values()):
            raise UnreadableCues(f"{path}: [short] must be a table of strings")
        aliases |= short
    found: list[Pattern] = []
    for path, table in tables:
        listed = table.get("pattern", [])
        for entry in listed if isinstance(listed, list) else []:
            try:
                for changed in _variants(entry):
                    found += _read_pattern(changed, words, aliases)
            except (KeyError, UnreadableCues) as fault:
                raise UnreadableCues(f"{path}, pattern {entry.get('id', '?')}: {fault}") from fault
    names = [pattern.id for pattern in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UnreadableCues(f"two patterns are called {', '.join(twice)}")
    return tuple(found)


def _variants(entry: Mapping[str, object]) -> list[Mapping[str, object]]:
    """A pattern for each of its `variants`: tables whose values replace `$KEY` wherever it stands."""
    listed = entry.get("variants")
    if not isinstance(listed, list):
        return [entry]
    found: list[Mapping[str, object]] = []
    for number, table in enumerate(listed):

        def put(value: object, table: Mapping[str, str] = table) -> object:
            if isinstance(value, str):
                for key in sorted(table, key=len, reverse=True):
                    value = value.replace(f"${key}", table[key])
                return value
            return [put(one, table) for one in value] if isinstance(value, list) else value

        changed = {key: put(value) for key, value in entry.items() if key not in {"variants", "examples"}}
        changed["id"] = f"{entry['id']}-{table.get('id', number + 1)}" if number else entry["id"]
        if not number:
            changed["examples"] = entry.get("examples", [])
        found.append(changed)
    return found


def _read_pattern(entry: Mapping[str, object], words: Lists, aliases: Mapping[str, str]) -> list[Pattern]:
    framed = entry["frame"]
    frames = [framed] if isinstance(framed, str) else [str(one) for one in framed]  # type: ignore[attr-defined]
    claims = tuple(read_claim(str(line)) for line in entry["claims"])  # type: ignore[attr-defined]
    examples = tuple((str(one[0]), tuple(str(claim) for claim in one[1:])) for one in entry.get("examples", ()))  # type: ignore[attr-defined]
    found = []
    for number, frame in enumerate(frames):
        first, *rest = split(frame)
        lemmas = _class(first, words) if first.isupper() else frozenset(first.split("|")) - {"*"}
        found.append(
            Pattern(
                id=f"{entry['id']}" if number == 0 else f"{entry['id']}.{number + 1}",
                lemmas=frozenset() if first in {"be", "title"} else lemmas,
                describing=first in {"be", "title"},
                titled=first == "title",
                reads={str(key): str(value) for key, value in dict(entry.get("reads", {})).items()},  # type: ignore[call-overload]
                elements=read_elements(rest, words, aliases),
                claims=claims,
                confidence=float(str(entry.get("confidence", 0.9))),
                modality=str(entry["modality"]) if "modality" in entry else None,
                examples=examples if number == 0 else (),
            )
        )
    return found
