"""Shapes: rows of cue words, names and values as they stand in a sentence, for sentences whose tree misleads.

A shape is a row of steps with spaces between them:

- `name:test` is a name or value, tested as in a pattern (`m:kg:Initiative-kg:Program`);
  a date may also be asked for as `date` (a single one, no end), `end` (a single one, no beginning) or `span` (a range).
- `CAPS` is one of a word class's phrases, `'a|b c'` one of these phrases, by lemma or as written.
- `..4` skips up to four words of the same clause and any aside in commas or brackets; `~8` skips up to eight, also
  helping verbs. Neither skips a rival: a name or value that could stand in one of the shape's own slots.
- `!CAPS` or `!'a|b'` must not stand here.
- `^` and `$` are where a sentence or a part of it begins and ends; a `?` behind words says that they may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache

from extract.parsing.cues import Cues, Lists, UnreadableCues
from extract.patterns.matching import IsA, fits
from extract.patterns.patterns import Wanted, read_test, split
from extract.patterns.terms import DATES
from extract.trees.clauses import is_clause
from extract.trees.phrases import phrase_tokens
from extract.trees.trees import Node, Tree

BREAKS = frozenset({";", ":", "\u2014", "\u2013", "--", "(", ")", '"', "\u201c", "\u201d", "?", "|", "\u2022"})
"""Marks that part one stretch of a sentence from the next."""
ASIDE = 24
"""Words that an aside in commas or brackets may have."""
WITHIN = frozenset({"ADJ", "NOUN", "PROPN", "DET", "ADV", "NUM"})
DATE_BOUNDS: Mapping[str, frozenset[str | None]] = {
    "date": frozenset({None, "from", "by", "during"}),
    "end": frozenset({None, "until", "by", "during"}),
    "until": frozenset({"until", "by"}),
}
"""Which relations to a period a single date may have."""
DATES_ASKED = frozenset({"date", "end", "span", "until"})
"""The tests of a slot that only a date passes."""
Openings = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases by the word that they open with."""


@dataclass(frozen=True, slots=True)
class ShapeStep:
    """One step of a shape: `kind` is `slot`, `words`, `not`, `gap`, `loose`, `start` or `stop`."""

    kind: str
    limit: int = 0
    phrases: tuple[tuple[str, ...], ...] = ()
    wanted: Wanted | None = None
    optional: bool = False
    openings: Openings = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "openings", openings(self.phrases))

    @property
    def dated(self) -> bool:
        """Whether the step asks for a date."""
        return self.wanted is not None and not DATES_ASKED.isdisjoint(self.wanted.types)


@dataclass(frozen=True, slots=True)
class ShapeFit:
    """One place where a shape fits: its slots, the cue words it went by, the words that its gaps passed, its ends."""

    slots: Mapping[str, Node]
    cues: tuple[Node, ...]
    passed: tuple[Node, ...]
    first: int
    last: int


def phrases(words: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The phrases of a word class as rows of lemmas, the longest first."""
    return tuple(sorted((tuple(one.replace("_", " ").split()) for one in words), key=lambda one: (-len(one), one)))


def openings(rows: tuple[tuple[str, ...], ...]) -> Openings:
    """Phrases by the word that they open with; those that open with any word of an ending stand under `*`."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        found.setdefault("*" if row[0][0] == "*" else row[0], []).append(row)
    return {word: tuple(held) for word, held in found.items()}


def read_shape(text: str, words: Lists, aliases: Mapping[str, str]) -> tuple[ShapeStep, ...]:
    """The steps of a shape. Raises `UnreadableCues` for an unknown word class or what is not in the notation.

    >>> [step.kind for step in read_shape("m:kg:Initiative ~8 'begin' ..2 d:date", {}, {})]
    ['slot', 'loose', 'words', 'gap', 'slot']
    """
    steps: list[ShapeStep] = []
    for part in split(text):
        barred = part.startswith("!")
        bare = part.removesuffix("?").removeprefix("!")
        gap = re.fullmatch(r"(\.\.|~)(\d+)", part)
        if gap is not None:
            steps.append(ShapeStep("gap" if gap[1] == ".." else "loose", int(gap[2])))
        elif part in {"^", "$"}:
            steps.append(ShapeStep("start" if part == "^" else "stop"))
        elif bare.startswith("'"):
            rows = phrases(frozenset(bare.strip("'").split("|")))
            steps.append(ShapeStep("not" if barred else "words", phrases=rows, optional=part.endswith("?")))
        elif ":" in bare:
            steps.append(ShapeStep("slot", wanted=_slot(bare, words, aliases)))
        elif bare in words:
            steps.append(
                ShapeStep("not" if barred else "words", phrases=phrases(words[bare]), optional=part.endswith("?"))
            )
        else:
            raise UnreadableCues(f"{part!r}: a step is name:test, a WORD CLASS, 'words', ..N, ~N, ^ or $")
    return tuple(steps)


def _slot(text: str, words: Lists, aliases: Mapping[str, str]) -> Wanted:
    name, _, kind = text.partition(":")
    return _one(Wanted(name, (kind,)) if kind in {"end", "span", "until"} else read_test(text, words, aliases))


@cache
def _one(test: Wanted) -> Wanted:
    """One object for equal tests, so that a sentence is tested once for all shapes that ask the same."""
    return test


class ShapeIndex:
    """Shapes by the words that they cannot do without, so that those that cannot fit are not tried."""

    def __init__(self, groups: Iterable[Iterable[tuple[ShapeStep, ...]]]) -> None:
        self._needs: dict[tuple[int, int], tuple[bool, list[frozenset[str]]]] = {}
        self._by_word: dict[str, set[tuple[int, int]]] = {}
        for place, shapes in enumerate(groups):
            for number, shape in enumerate(shapes):
                listed = [step.openings for step in shape if step.kind == "words" and not step.optional]
                needed = [frozenset(one) for one in listed if "*" not in one]
                rarest = min(needed, key=len, default=frozenset({"*"}))
                self._needs[place, number] = any(step.dated for step in shape), needed
                for word in rarest:
                    self._by_word.setdefault(word, set()).add((place, number))

    def fitting(self, said: Set[str], dated: bool) -> list[tuple[int, int]]:
        """The group and number of each shape that has its words among those `said`, and its date if it asks for one.

        `said` holds `*` for the words of any ending.
        """
        near = set().union(*(self._by_word[word] for word in said if word in self._by_word))
        return sorted(one for one in near if self._can_fit(*self._needs[one], said, dated))

    def _can_fit(self, asks_date: bool, needed: list[frozenset[str]], said: Set[str], dated: bool) -> bool:
        if asks_date and not dated:
            return False
        for one in needed:  # noqa: SIM110
            if one.isdisjoint(said):
                return False
        return True


class ShapeFinder:
    """Finds shapes in one sentence. `stops` are words that no gap may skip, `light` verbs that a loose one may."""

    def __init__(self, tree: Tree, is_a: IsA, cues: Cues, stops: frozenset[str], light: frozenset[str]) -> None:
        self.nodes = tree.nodes
        self.tree = tree
        self.is_a = is_a
        self.cues = cues
        self.stops = stops
        self.light = light
        self.lowered = [one.text.lower() for one in tree.nodes]
        plain = [place for place, one in enumerate(tree.nodes) if one.mention is None and one.quantity is None]
        self.told = [place for place, one in enumerate(tree.nodes) if one.mention or one.quantity or one.guess]
        self.said = {"*", *(tree.nodes[place].lemma for place in plain), *(self.lowered[place] for place in plain)}
        self._fills: dict[int, Mapping[int, Node]] = {}
        self.dated = any(one.quantity is not None and one.quantity.kind == "date" for one in tree.nodes)

    def find(self, shape: tuple[ShapeStep, ...]) -> Iterator[ShapeFit]:
        """Each way in which a shape fits, the leftmost and tightest first."""
        wanted = tuple(step.wanted for step in shape if step.wanted is not None)
        concept = bool(shape) and shape[0].wanted is not None and shape[0].wanted.concept is not None
        for first in self._openings(shape[0]) if shape else ():
            if concept and first and self._continues(self.nodes[first - 1]):
                continue
            for slots, cued, passed, last in self._walk(shape, first, {}, (), (), wanted):
                yield ShapeFit(slots, cued, passed, first, last)
                break

    def _openings(self, step: ShapeStep) -> Iterable[int]:
        """Where a shape can begin with this step."""
        places = range(len(self.nodes))
        if step.wanted is not None:
            return self._filled(step.wanted)
        if step.kind != "words" or step.optional:
            return places
        return [place for place in places if self._phrase(step.openings, place) is not None]

    def _filled(self, test: Wanted) -> Mapping[int, Node]:
        """The places where a slot can be filled and by what; asked once for all shapes with the same slot."""
        held = self._fills.get(id(test))
        if held is None:
            free = test.concept is not None or test.words or test.text
            places = range(len(self.nodes)) if free else self.told
            found = ((place, self._fill(test, place)) for place in places)
            held = self._fills[id(test)] = {place: node for place, node in found if node is not None}
        return held

    def _continues(self, before: Node) -> bool:
        """Whether the word before shows that a noun phrase does not open here or is part of another."""
        return before.quantity is not None or before.kind in {"ADP", "NOUN", "ADJ", "PROPN", "NUM"}

    def phrase_at(self, rows: tuple[tuple[str, ...], ...], place: int) -> bool:
        """Whether one of these phrases stands at a node."""
        return self._phrase(openings(rows), place) is not None

    def fits(self, node: Node, test: Wanted) -> bool:
        """Whether a node passes a slot's test."""
        return fits(node, test, self.is_a, node, self.tree)

    def _walk(
        self,
        shape: tuple[ShapeStep, ...],
        place: int,
        slots: dict[str, Node],
        cued: tuple[Node, ...],
        passed: tuple[Node, ...],
        wanted: tuple[Wanted, ...],
    ) -> Iterator[tuple[dict[str, Node], tuple[Node, ...], tuple[Node, ...], int]]:
        if not shape:
            yield slots, cued, passed, place - 1
            return
        step, rest = shape[0], shape[1:]
        if step.kind == "start":
            if (
                place == 0
                or self.nodes[place - 1].text in BREAKS
                or not any(one.text[0].isalnum() for one in self.nodes[:place])
            ):
                yield from self._walk(rest, place, slots, cued, passed, wanted)
        elif step.kind == "stop":
            if place >= len(self.nodes) or self.nodes[place].text in BREAKS | {".", ",", "!"}:
                yield from self._walk(rest, place, slots, cued, passed, wanted)
        elif step.kind == "not":
            if self._phrase(step.openings, place) is None:
                yield from self._walk(rest, place, slots, cued, passed, wanted)
        elif step.kind in {"gap", "loose"}:
            for there, crossed in self._gap(step, place, wanted):
                yield from self._walk(rest, there, slots, cued, (*passed, *crossed), wanted)
        elif step.kind == "words":
            end = self._phrase(step.openings, place)
            if end is not None:
                yield from self._walk(rest, end, slots, (*cued, *self.nodes[place:end]), passed, wanted)
            elif step.optional:
                yield from self._walk(rest, place, slots, cued, passed, wanted)
        elif step.wanted is not None:
            node = self._filled(step.wanted).get(place)
            if node is not None:
                held = {**slots, step.wanted.name: node} if step.wanted.name else slots
                yield from self._walk(rest, self.nodes.index(node, place) + 1, held, cued, passed, wanted)

    def _gap(self, step: ShapeStep, place: int, wanted: tuple[Wanted, ...]) -> Iterator[tuple[int, tuple[Node, ...]]]:
        """The places that a gap can lead to, the nearest first, with the words passed; asides are not counted."""
        waiting: list[tuple[int, tuple[Node, ...]]] = [(place, ())]
        seen = {place}
        while waiting:
            here, passed = waiting.pop(0)
            yield here, passed
            if here >= len(self.nodes) or len(passed) >= step.limit:
                continue
            ways: list[tuple[int, tuple[Node, ...]]] = []
            if self._skips(self.nodes[here], step.kind == "loose", wanted):
                ways.append((here + 1, (*passed, self.nodes[here])))
            end = self._aside(here, wanted)
            if end is not None:
                ways.append((end, passed))
            for way in ways:
                if way[0] not in seen:
                    seen.add(way[0])
                    waiting.append(way)

    def _skips(self, node: Node, loose: bool, wanted: tuple[Wanted, ...]) -> bool:
        word = node.text.lower()
        if node.text in BREAKS or word in self.stops or self._rival(node, wanted):
            return False
        if node.mention is not None or node.quantity is not None:
            return True
        if word in {",", "and", "or"}:
            return False
        if node.kind in {"VERB", "AUX"} and node.tag != "VBG":
            return loose and (node.kind == "AUX" or node.lemma in self.light)
        return True

    def _aside(self, place: int, wanted: tuple[Wanted, ...]) -> int | None:
        """The place behind an aside that opens here."""
        closing = {",": {","}, "(": {")"}, "\u2014": {"\u2014"}, "\u2013": {"\u2013"}, "--": {"--"}}.get(
            self.nodes[place].text
        )
        if closing is None:
            return None
        for there in range(place + 1, min(place + 1 + ASIDE, len(self.nodes))):
            if self.nodes[there].text in closing:
                opens = self.nodes[place + 1].text.lower()
                return None if opens in {"and", "but", "or", "while"} else there + 1
            if self.nodes[there].text == ";" or self._rival(self.nodes[there], wanted):
                return None
        return None

    def _rival(self, node: Node, wanted: tuple[Wanted, ...]) -> bool:
        """Whether a node could itself stand in one of the shape's slots for names and values."""
        if node.tag == "PRP$":
            return False
        for test in wanted:
            kinds = frozenset(test.types)
            if node.quantity is not None:
                dates = node.quantity.kind == "date" and kinds & DATES_ASKED
                if dates or node.quantity.kind in kinds or (node.quantity.kind == "money" and "total" in kinds):
                    return True
            elif (
                test.types
                and not kinds & {"end", "span", "until"}
                and (node.mention is not None or node.guess is not None)
                and fits(node, test, self.is_a, node, self.tree)
            ):
                return True
        return False

    def _phrase(self, known: Openings, place: int) -> int | None:
        """The place behind the longest phrase that stands here; an article may stand inside it."""
        if place >= len(self.nodes):
            return None
        node = self.nodes[place]
        words = {node.lemma, self.lowered[place], "*"}
        if known.keys().isdisjoint(words) or node.mention is not None or node.quantity is not None:
            return None
        for row in sorted((row for word in words for row in known.get(word, ())), key=lambda row: (-len(row), row)):
            here = place
            for number, word in enumerate(row):
                if (
                    number
                    and here < len(self.nodes)
                    and self.nodes[here].tag in {"DT", "PRP$"}
                    and self.nodes[here].text.lower() != word
                ):
                    here += 1
                if here >= len(self.nodes) or not self._is_word(self.nodes[here], word):
                    break
                here += 1
            else:
                return here
        return None

    def _is_word(self, node: Node, word: str) -> bool:
        if node.mention is not None or node.quantity is not None:
            return False
        return word in {node.lemma, node.text.lower()} or (word[0] == "*" and node.lemma.endswith(word[1:]))

    def _fill(self, test: Wanted, place: int) -> Node | None:
        """The node that fills a slot here: a name or value itself, or the head of the noun phrase that opens here."""
        if place >= len(self.nodes):
            return None
        node = self.nodes[place]
        if not DATES_ASKED.isdisjoint(test.types):
            return node if _is_date(node, test.types[0]) else None
        if test.concept is None:
            return node if fits(node, test, self.is_a, node, self.tree) else None
        if test.types and fits(node, test, self.is_a, node, self.tree) and node.mention is not None:
            return node
        head: Node | None = None
        for one in self.nodes[place : place + 6]:
            if head is not None and one.kind not in {"NOUN", "PROPN"} and one.text != "-":
                break
            qualifying = one.kind in WITHIN or one.text == "-" or (one.kind == "VERB" and one.tag in {"VBG", "VBN"})
            if (
                not qualifying
                or one.mention is not None
                or one.quantity is not None
                or (is_clause(one) and one.tag != "VBN")
            ):
                break
            if one.kind in {"NOUN", "PROPN"}:
                head = one
        if head is None or phrase_tokens(head, self.tree)[0] < node.start:
            return None
        return head if fits(head, test, self.is_a, head, self.tree) else None


def _is_date(node: Node, kind: str) -> bool:
    quantity = node.quantity
    if quantity is None or quantity.kind != "date":
        return False
    ranged = quantity.lower is not None or quantity.upper is not None
    if kind == "span":
        return ranged
    return not ranged and quantity.value.datatype in DATES and quantity.bound in DATE_BOUNDS[kind]
