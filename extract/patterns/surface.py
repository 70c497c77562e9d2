"""Surface: what cue words, names and values say by where they stand, for clauses that no frame pattern read.

A second look that leans on no tree: `surface*.toml` says which shapes make which claims. It runs last and only adds
what nothing surer said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from extract.claims.claims import Claim
from extract.parsing.cues import Cues, UnreadableCues, read_toml
from extract.patterns.drafts import Drafter
from extract.patterns.matching import IsA, Match
from extract.patterns.moments import speaker_of, teller_of
from extract.patterns.patterns import Pattern, read_claim, read_words
from extract.patterns.proofs import Scene
from extract.patterns.several import each_of
from extract.patterns.shape_status import is_doubled, part_of, status_of_shape
from extract.patterns.shapes import ShapeFinder, ShapeFit, ShapeIndex, ShapeStep, phrases, read_shape
from extract.patterns.terms import XSD
from extract.trees.clauses import is_clause
from extract.trees.frames import Frame
from extract.trees.status import StatusReader
from extract.trees.trees import Node, Tree
from ontology.regulators import Ontology

CONFIDENCE = 0.7


@dataclass(frozen=True, slots=True)
class SurfacePattern:
    """Shapes and the claims that they make; where a word of `unless` stands in the same part, they make none."""

    pattern: Pattern
    shapes: tuple[tuple[ShapeStep, ...], ...]
    unless: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SurfaceGrammar:
    """All surface patterns, with the words that no gap skips and the verbs that a loose one may."""

    patterns: tuple[SurfacePattern, ...]
    stops: frozenset[str]
    light: frozenset[str]
    index: ShapeIndex


@lru_cache(maxsize=4)
def read_surface(files: tuple[Path, ...], pattern_files: tuple[Path, ...]) -> SurfaceGrammar:
    """The patterns of `surface*.toml`; they may name the word classes of the frame patterns (`pattern_files`).

    Raises `UnreadableCues` naming the file and the pattern.
    """
    tables = [(path, read_toml(path)) for path in files]
    words = read_words([*(read_toml(path) for path in pattern_files), *(table for _, table in tables)])
    aliases: dict[str, str] = {}
    for _, table in tables:
        short = table.get("short", {})
        aliases |= short if isinstance(short, dict) else {}
    found: list[SurfacePattern] = []
    for path, table in tables:
        listed = table.get("surface", [])
        for entry in listed if isinstance(listed, list) else []:
            try:
                claims = tuple(read_claim(str(line)) for line in entry["claims"])
                shapes = tuple(read_shape(str(one), words, aliases) for one in entry["shapes"])
                examples = tuple((str(one[0]), tuple(map(str, one[1:]))) for one in entry.get("examples", ()))
                pattern = Pattern(
                    id=str(entry["id"]),
                    lemmas=frozenset(),
                    describing=False,
                    elements=(),
                    claims=claims,
                    confidence=CONFIDENCE,
                    modality=str(entry["modality"]) if "modality" in entry else None,
                    examples=examples,
                    reads={str(key): str(value) for key, value in dict(entry.get("reads", {})).items()},
                )
                unless = phrases(frozenset(one for name in entry.get("unless", []) for one in words.get(name, {name})))
                found.append(SurfacePattern(pattern, shapes, unless))
            except (KeyError, UnreadableCues) as fault:
                raise UnreadableCues(f"{path}, surface pattern {entry.get('id', '?')}: {fault}") from fault
    index = ShapeIndex([each.shapes for each in found])
    return SurfaceGrammar(tuple(found), words.get("GAP_STOP", frozenset()), words.get("LIGHT_VERB", frozenset()), index)


def surface_grammar(ontology: Ontology) -> SurfaceGrammar:
    """The surface patterns of an ontology. Raises `UnreadableCues` naming the file that is at fault."""
    return read_surface(ontology.regulator.files("surface*.toml"), ontology.regulator.files("patterns*.toml"))


class SurfaceReader:
    """Reads the sentences of one document by their surface; `claims` gives what it adds to what others found."""

    def __init__(self, ontology: Ontology, cues: Cues, is_a: IsA, drafter: Drafter) -> None:
        self.ontology = ontology
        self.cues = cues
        self.is_a = is_a
        self.drafter = drafter
        self.grammar = surface_grammar(ontology)
        self._found: list[tuple[tuple[int, int], Claim]] = []

    def read(self, scene: Scene) -> None:
        """Take note of what one sentence says."""
        tree = scene.tree
        if not tree.words or tree.words[-1] in {"?", "?\u201d"}:
            return
        kind = scene.document.metadata.type
        reader = StatusReader(tree, self.cues, self.drafter.law, kind == "Rule")
        finder = ShapeFinder(tree, self.is_a, self.cues, self.grammar.stops, self.grammar.light)
        starts = dict(self.drafter.starts)
        drafts: list[Claim] = []
        seen: set[tuple[int, int]] = set()
        for place, number in self.grammar.index.fitting(finder.said, finder.dated):
            each = self.grammar.patterns[place]
            shape = each.shapes[number]
            for found in finder.find(shape):
                if (place, found.first) not in seen:
                    made = list(self._claims(each, shape, found, reader, finder, scene))
                    seen |= {(place, found.first)} if made else set()
                    drafts += made
        self.drafter.starts = starts
        here = (scene.sentence.start, scene.sentence.end)
        self._found += [(here, one) for one in _agreed(drafts, self.ontology.vocabulary.has_one)]

    def claims(self, known: Iterable[Claim]) -> list[Claim]:
        """What surface patterns add to the claims already found."""
        others = list(known)
        told = {(one.subject.key, one.property, one.object) for one in others}
        single = {(one.subject.key, one.property) for one in others if self.ontology.vocabulary.has_one(one.property)}
        kept: list[Claim] = []
        for (start, end), claim in self._found:
            near = [one for one in others if start <= one.evidence.start < end]
            here = any(one.property == claim.property or _same_figure(one, claim) for one in near)
            key = (claim.subject.key, claim.property)
            if not here and (*key, claim.object) not in told and key not in single:
                kept.append(claim)
                told.add((*key, claim.object))
        return kept

    def _claims(
        self,
        each: SurfacePattern,
        shape: tuple[ShapeStep, ...],
        found: ShapeFit,
        reader: StatusReader,
        finder: ShapeFinder,
        scene: Scene,
    ) -> Iterator[Claim]:
        status = status_of_shape(found, reader, scene.tree, self.cues)
        if status is None or not found.cues or _is_owner_only(found):
            return
        figure = next((one for one in found.slots.values() if one.quantity is not None), None)
        if figure is not None and figure.start == found.first and _is_where(figure):
            return  # "suppliers in 14 states took part"
        told = [found.cues[0], *(one for one in found.cues[0].ancestors() if is_clause(one))][:2]
        teller = next((one for each in told if (one := speaker_of(each, None, figure, self.cues)) is not None), None)
        teller = teller or teller_of(found.cues[0], None, self.cues)
        body = teller.mention.type if teller is not None and teller.mention is not None else ""
        if teller is not None and teller is found.slots.get("m") and self.is_a(body, "kg:Organization"):
            return  # who finds a saving has not made it
        if teller is not None and teller not in found.slots.values():
            about = scene.topics.get("body")
            if teller.mention and about is not None and about.referent.key == teller.mention.referent.key:
                return  # who tells of savings may as well have made them
            status = replace(status, speakers=(teller,), reporters=())
        if self._barred(each, found, finder, scene.tree) or is_doubled(found, scene.tree):
            return
        concepts = {
            step.wanted.name: step.wanted.concept
            for step in shape
            if step.wanted is not None and step.wanted.name and step.wanted.concept
        }
        listed = next((name for name in concepts if name in found.slots and found.slots[name].mention is None), None)
        tests = {step.wanted.name: step.wanted for step in shape if step.wanted is not None}
        heads: list[Node | None] = [None]
        if listed is not None:
            test = tests[listed]
            heads = [one for one in _list_of(found.slots[listed]) if test is not None and finder.fits(one, test)] or [
                found.slots[listed]
            ]
        for head in heads:
            slots = {**found.slots, listed: head} if listed is not None and head is not None else dict(found.slots)
            if "when" not in slots and any("when" in dict(line.qualifiers).values() for line in each.pattern.claims):
                slots |= _period(scene.tree, found, status.speakers)
            frame = Frame("verb", "", found.cues[0], (), status, found.cues)
            match = Match(each.pattern, frame, slots, concepts, tuple(slots.values()), ())
            for claim in (one for said in each_of(match) for one in self.drafter.draft(said, scene)):
                if isinstance(claim, Claim):
                    name = f"surface:{each.pattern.id}"
                    yield replace(claim, evidence=replace(claim.evidence, extracted_by=name))

    def _barred(self, each: SurfacePattern, found: ShapeFit, finder: ShapeFinder, tree: Tree) -> bool:
        """Whether a word of `unless` stands in the shape's gaps, close to its ends, or in a title."""
        start, end = part_of(tree, found)
        titles = {word for node in found.slots.values() if node.title is not None for word in node.title.words}
        after = finder.lowered[found.last + 1].split() if found.last + 1 < end else []  # "two mandatory models"
        if {*titles, *(after if len(after) > 1 else ())} & {row[0] for row in each.unless if len(row) == 1}:
            return True
        for place in range(max(start, found.first - 5), min(end, found.last + 4)):
            outside = not found.first <= place <= found.last
            if (outside or tree.nodes[place] in found.passed) and finder.phrase_at(each.unless, place):
                return True
        return False


def _same_figure(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same money or number, which a sentence tells once, as a fact or as a forecast."""
    figure = getattr(other.object, "datatype", "")
    return figure in {XSD + "decimal", XSD + "integer"} and one.object == other.object


def _is_owner_only(found: ShapeFit) -> bool:
    """Whether the thing in the slot `m` only owns what is spoken of: "the model's second part was to start"."""
    node = found.slots.get("m")
    return node is not None and node.relation == "poss" and node.head in found.passed


def _is_where(figure: Node) -> bool:
    """Whether a count only tells in how many places something is."""
    noun = figure.head if figure.relation == "nummod" and figure.head is not None else figure
    return noun.relation == "pobj" and noun.head is not None and noun.head.lemma in {"in", "across", "throughout"}


def _period(tree: Tree, found: ShapeFit, tellers: Sequence[Node]) -> dict[str, Node]:
    """The only date of the part in which a shape was found, as the slot `when`; none before whoever told of it."""
    start, end = part_of(tree, found)
    dates = [one for one in tree.nodes[start:end] if one.quantity is not None and one.quantity.kind == "date"]
    dates = [one for one in dates if all(one.start > each.start for each in tellers)]
    return {"when": dates[0]} if len(dates) == 1 else {}


def _list_of(node: Node) -> list[Node]:
    """All nouns of the list that a noun stands in."""
    while node.relation == "conj" and node.head is not None and node.head.nominal:
        node = node.head
    return node.conjuncts()


def _agreed(drafts: list[Claim], once: Callable[[str], bool]) -> Iterator[Claim]:
    """The claims of one sentence without those that give one thing two values of a kind that has one."""
    for claim in drafts:
        rivals = {
            one.object for one in drafts if (one.subject.key, one.property) == (claim.subject.key, claim.property)
        }
        if len(rivals) == 1 or not once(claim.property):
            yield claim
