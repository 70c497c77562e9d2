"""Learned: claims that a classifier finds where no pattern did, for the wordings that nobody foresaw.

A sentence's pairs (`extract.pairs`) are scored by weights that were learned from labelled texts. What they say is
then drafted like a pattern's match, so that modality, negation, speaker, dates and figures are read by the same
rules; a pair whose clause is hedged, hypothetical or denied in a way that is unclear makes no claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extract.claims import Claim, Evidence, Term
from extract.clauses import is_clause, subjects
from extract.cues import Cues
from extract.doubts import ANNOUNCES, BEGINS, ENDS, Doubts, is_spoken_of
from extract.drafts import Drafter
from extract.features import Sketch, features, sketch
from extract.frames import Frame
from extract.learned_patterns import PERIOD, SIDES, patterns_of
from extract.matching import Match, is_figure
from extract.mentions import Mention, Referent
from extract.moments import date_beside, is_joined, same_clause, speaker_of
from extract.pairs import KINDS, Kind, Pair, find_pairs, period_pairs
from extract.proofs import Scene
from extract.several import each_of
from extract.shape_status import is_doubled, status_of_shape
from extract.shapes import ShapeFit
from extract.status import StatusReader
from extract.terms import DATES, FIGURES
from extract.trees import Node
from extract.weights import Classifier, Scores, Weights, read_weights
from ontology.regulators import Ontology

WHEN = frozenset({"validFrom", "validUntil", "pointInTime", "asOf"})
"""Qualifiers that tell when a claim holds."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A pair that a class was found for, with the probability of it."""

    pair: Pair
    label: str
    probability: float


def kind_of(ontology: Ontology) -> Kind:
    """Tells the kind (`extract.pairs.KINDS`) of what a mention names."""
    iri, vocabulary = ontology.namespaces.iri, ontology.vocabulary
    held: dict[str, str] = {}

    def kind(mention: Mention) -> str:
        found = held.get(mention.type)
        if found is None:
            found = held[mention.type] = next((name for name in KINDS if vocabulary.is_a(mention.type, iri(name))), "")
        return found

    return kind


class LearnedReader:
    """Reads the sentences of one document by learned weights; `claims` gives what it adds to what others found."""

    def __init__(
        self,
        ontology: Ontology,
        cues: Cues,
        drafter: Drafter,
        weights: Weights | None = None,
        bearer: Callable[[list[Node], Scene], Referent | None] | None = None,
    ) -> None:
        self.ontology = ontology
        self.bearer = bearer
        self.cues = cues
        self.drafter = drafter
        self.weights = weights or read_weights()
        self.kind = kind_of(ontology)
        self.patterns = patterns_of(ontology, self.weights)
        self.takers = cues.group("noun").get("taker", frozenset())
        self.titles, self.usual = _titles(ontology)
        self.status = ontology.namespaces.iri("kg:status")
        self.outcome = ontology.namespaces.iri("kg:outcome")
        self.doubts = Doubts(cues)
        self.states = _states(ontology)
        self.provision = ontology.namespaces.iri("kg:LegalProvision")
        self.law = {ontology.namespaces.iri(f"kg:{name}") for name in ("imposesDuty", "grantsPower")}
        self.dates = {ontology.namespaces.iri(f"kg:{name}") for name in (BEGINS, ENDS, ANNOUNCES)}
        self._found: list[tuple[tuple[int, int], Claim]] = []
        self._last: tuple[Scene, Sketch] | None = None

    def read(self, scene: Scene) -> None:
        """Take note of what one sentence says."""
        if not scene.tree.words or scene.tree.words[-1] in {"?", "?\u201d"}:
            return
        pairs = find_pairs(scene, self.kind)
        if not pairs:
            return
        known = self._sketch(scene)
        found = list(self._findings(pairs, scene, known))
        rule = scene.document.metadata.type == "Rule"
        reader = StatusReader(scene.tree, self.cues, self.drafter.law, rule)
        starts = dict(self.drafter.starts)
        place = (scene.sentence.start, scene.sentence.end)
        for finding in self._chosen(found):
            for claim in self._claims(finding, reader, scene, known):
                self._found.append((place, claim))
        self.drafter.starts = starts

    def _sketch(self, scene: Scene) -> Sketch:
        """What all pairs of a sentence share, made once for the sentence at hand."""
        if self._last is None or self._last[0] is not scene:
            self._last = scene, sketch(scene, self.kind, self.weights.groups)
        return self._last[1]

    def claims(self, known: Iterable[Claim]) -> list[Claim]:
        """What the learned reader adds to the claims already found: nothing that a surer one tells or contradicts."""
        others = list(known)
        told: set[tuple[str, str, object]] = {(one.subject.key, one.property, one.object) for one in others}
        single = {(one.subject.key, one.property) for one in others if self.ontology.vocabulary.has_one(one.property)}
        kept: list[Claim] = []
        for (start, end), claim in sorted(self._found, key=lambda one: -one[1].evidence.confidence):
            key = (claim.subject.key, claim.property)
            rival = any(
                one.property == claim.property and start <= one.evidence.start < end and one.object == claim.object
                for one in others
            )
            if rival or (*key, claim.object) in told or key in single or self._follows(claim, told):
                continue
            if is_spoken_of(claim, start, end, others, self.dates):
                continue
            kept.append(claim)
            told.add((*key, claim.object))
            if self.ontology.vocabulary.has_one(claim.property):
                single.add(key)
        return sorted(kept, key=lambda one: (one.evidence.start, one.evidence.end, one.property))

    def _follows(self, claim: Claim, told: set[tuple[str, str, object]]) -> bool:
        """Whether a claim is another's inverse, shut out by one, or a state that conventions give beside a date."""
        inverse = self.ontology.vocabulary.properties[claim.property].inverse
        if isinstance(claim.object, Referent) and (claim.object.key, inverse, claim.subject) in told:
            return True
        known = self.ontology.vocabulary.individuals.get(getattr(claim.object, "entity", None) or "")
        rivals = {getattr(thing, "entity", None) for *key, thing in told if key == [claim.subject.key, claim.property]}
        if known is not None and rivals & set(known.excludes):
            return True
        dated = any(key == claim.subject.key and getattr(thing, "datatype", None) in DATES for key, _, thing in told)
        return claim.property == self.status and dated

    def _findings(self, pairs: list[Pair], scene: Scene, known: Sketch) -> Iterator[Finding]:
        for pair in pairs:
            table = self.weights.senses if pair.object is None else self.weights.pairs
            allowed = table.allowed.get(f"{pair.about}>{pair.said}")
            if allowed is None:
                continue
            scores = table.scores(features(pair, scene, known))
            for place, probability in _believed(table, scores, allowed, several=pair.object is None):
                if table.classes[place] in self.patterns:
                    yield Finding(pair, table.classes[place], probability)

    def _chosen(self, found: list[Finding]) -> Iterator[Finding]:
        """One subject for each object and class (joined ones together), one class for each figure."""
        ranked = sorted(found, key=lambda one: -one.probability)
        subjects: dict[tuple[int, str], list[Finding]] = {}
        figures: dict[int, str] = {}
        for one in ranked:
            node = one.pair.object
            if node is None:
                yield one
                continue
            if node.quantity is not None and figures.setdefault(id(node), one.label) != one.label:
                continue
            rivals = subjects.setdefault((id(node), one.label), [])
            if rivals and not _joined(rivals[0].pair.subject, one.pair.subject):
                continue
            rivals.append(one)
            yield one

    def _claims(self, finding: Finding, reader: StatusReader, scene: Scene, known: Sketch) -> Iterator[Claim]:
        pair, nodes = finding.pair, scene.tree.nodes
        sides = [node for node in (pair.subject, pair.object) if node is not None]
        anchor = self._anchor(finding, scene, known)
        if anchor is None or self.doubts.doubts(pair, finding.label, anchor, nodes):
            return
        places = sorted(known.places[id(node)] for node in {id(one): one for one in (*sides, anchor)}.values())
        first, last = places[0], places[-1]
        passed = tuple(node for node in nodes[first : last + 1] if node not in sides and node is not anchor)
        slots = {name: node for name, node in (("s", pair.subject), ("o", pair.object)) if node is not None}
        shape = ShapeFit(slots, (anchor,), passed, first, last)
        status = status_of_shape(shape, reader, scene.tree, self.cues)
        if status is None or is_doubled(shape, scene.tree) or (status.negated and pair.object is not None):
            return
        if status.modality == "fact" and status.tense == "future":  # "five counties are to join"
            status = replace(status, modality="plan")
        pattern, concept = self.patterns[finding.label]
        if pair.object is None:
            denied = finding.label.endswith("-")
            if status.negated and not denied:
                return
            status = replace(status, negated=denied)
        if pair.said == PERIOD and finding.label != PERIOD:
            if finding.label not in SIDES:
                return
            pattern = replace(pattern, claims=(replace(pattern.claims[0], object=f"o.{SIDES[finding.label]}"),))
        teller = speaker_of(anchor, pair.subject, pair.object, self.cues)
        if teller is not None:
            status = replace(status, speakers=(teller,), reporters=())
        line = pattern.claims[0]
        topic = f"s|{pair.topic}" if pair.subject is None else "s"
        times = self._times(pair.object or pair.subject, finding.label, scene, known)
        slots |= {f"time{place}": node for place, (_, node) in enumerate(times)}
        when = tuple((name, f"time{place}") for place, (name, _) in enumerate(times))
        pattern = replace(
            pattern, claims=tuple(replace(each, subject=topic, qualifiers=when) for each in pattern.claims)
        )
        concepts = {"o": concept} if concept and pair.said == "phrase" else {}
        texts = frozenset({"o"}) if pair.said == "action" else frozenset()
        beside = _told_by(anchor, nodes) if pair.object is None else anchor.all("xcomp") if anchor.lemma == "be" else ()
        frame = Frame("verb", "", anchor, (), status, (anchor, *beside))
        match = Match(pattern, frame, slots, concepts, tuple(sides), (), texts)
        confidence = round(finding.probability, 2)
        for claim in (one for said in each_of(match) for one in self.drafter.draft(said, scene)):
            if isinstance(claim, Claim) and self._makes_sense(claim, pair, scene):
                name = f"learned:{line.property.partition(':')[2]}"
                # What a provision itself imposes or grants is the law's word, whatever tense it is put in.
                if claim.property in self.law and self.ontology.vocabulary.is_a(claim.subject.type, self.provision):
                    acting = subjects(pair.object) if pair.object is not None else []
                    bearer = self.bearer(acting, scene) if self.bearer is not None else None
                    told = {**dict(claim.qualifiers), **({"bearer": bearer} if bearer is not None else {})}
                    claim = replace(claim, modality="rule", qualifiers=tuple(sorted(told.items(), key=lambda q: q[0])))
                yield replace(claim, evidence=replace(claim.evidence, extracted_by=name, confidence=confidence))

    def _makes_sense(self, claim: Claim, pair: Pair, scene: Scene) -> bool:
        """Whether a claim is one that its property allows: of the right classes, with a title or a noun of its own."""
        vocabulary = self.ontology.vocabulary
        known = vocabulary.properties[claim.property]
        if claim.modality == "rule" and known.iri == self.outcome:  # a law says what is to be so, and no result
            return False
        if known.domains and not any(vocabulary.is_a(claim.subject.type, one) for one in known.domains):
            return False
        if isinstance(claim.object, Referent):
            if known.ranges and not any(vocabulary.is_a(claim.object.type, one) for one in known.ranges):
                return False
            node = pair.object
            plain = node is not None and node.mention is None and pair.said == "phrase"
            if plain and node is not None and (node.lemma in self.takers or is_bare(node)):
                return False
        quantity = pair.object.quantity if pair.object is not None else None
        if quantity is not None and pair.object is not None and not self._is_total(pair.object):
            return False
        return known.iri not in self.titles or self._is_titled(known.iri, scene)

    def _is_total(self, node: Node) -> bool:
        """Whether a figure is a whole: no money per head, no count of what is new or comes on top."""
        if node.quantity is not None and node.quantity.kind == "money":
            return is_figure(node, "total")
        beside = [*node.children, *(node.head.children if node.head is not None and node.relation == "nummod" else ())]
        return not any(self.cues.holds("noun", "added", one.lemma) for one in beside)

    def _is_titled(self, prop: str, scene: Scene) -> bool:
        """Whether a sentence does not name another post than the one that a claim is about."""
        said = {word.lower() for word in scene.tree.words}
        own = self.titles[prop] & said
        return bool(own) or (prop == self.usual and not any(words & said for words in self.titles.values()))

    def dated(self, claim: Claim, match: Match, scene: Scene) -> Claim:
        """A pattern's claim of a figure with the date of it beside, where the pattern itself asked for none."""
        node = next((one for one in match.slots.values() if one.quantity and one.quantity.value == claim.object), None)
        if node is None or node.quantity is None or node.quantity.kind not in FIGURES or WHEN & {
            name for name, _ in claim.qualifiers
        }:  # fmt: skip
            return claim
        known = self._sketch(scene)
        found: dict[str, Term] = {}
        for name, date in self._times(node, claim.property.rpartition("#")[2], scene, known):
            start, end = scene.offsets([date])
            inside = claim.evidence.start <= start and end <= claim.evidence.end
            if date.quantity is not None and date not in match.slots.values():
                found |= self.drafter.dated(name, date.quantity)
                claim = claim if inside else replace(claim, evidence=_with_date(claim.evidence, start, end))
        return replace(claim, qualifiers=tuple(sorted({**found, **dict(claim.qualifiers)}.items(), key=lambda q: q[0])))

    def _times(self, pivot: Node | None, label: str, scene: Scene, known: Sketch) -> list[tuple[str, Node]]:
        """The dates that tell when a finding holds, each with the qualifier that it is, each qualifier once."""
        table, found = self.weights.periods, {}
        for pair in period_pairs(pivot, label, scene) if pivot is not None else []:
            allowed = table.allowed.get(f"{pair.about}>{pair.said}")
            if allowed is None or pair.object is None:
                continue
            scores = table.scores(features(pair, scene, known))
            for place, probability in _believed(table, scores, allowed, several=False):
                found[probability] = (table.classes[place], pair.object)
        best: dict[str, Node] = {}
        for _, (name, node) in sorted(found.items(), reverse=True):
            best.setdefault(name, node)
        if pivot is not None and pivot.quantity is not None and pivot.quantity.kind == "count":
            best = self._own_date(pivot, label, scene, best)
        if PERIOD in best:
            return [(PERIOD, best[PERIOD])]
        return list(best.items())

    def _own_date(self, figure: Node, label: str, scene: Scene, found: dict[str, Node]) -> dict[str, Node]:
        """The date right behind a count, whatever else the weights like; without one, what they like in its clause."""
        own = date_beside(figure, scene.tree, self.cues)
        if own is None:
            return {name: one for name, one in found.items() if same_clause(figure, one) and not is_joined(one)}
        usual = "pointInTime" if label in self.states else ""
        name = next((name for name, one in found.items() if one is own), usual)
        return {name: own} if name else {}

    def _anchor(self, finding: Finding, scene: Scene, known: Sketch) -> Node | None:
        """The word by which a claim stands or falls: the verb above the object, or the word that told most."""
        pair, nodes = finding.pair, scene.tree.nodes
        if pair.object is not None:
            above = (pair.object, *pair.object.ancestors())
            return next((one for one in above if is_clause(one)), pair.object)
        table, told = self.weights.senses, set(features(pair, scene, known))
        shares = table.shares(told, table.classes.index(finding.label))
        best, most = None, 0.0
        for node in nodes:
            symbol = known.symbols[known.places[id(node)]]
            share = sum(shares.get(f"{mark}:{symbol}", 0.0) for mark in ("by", "near", "on", "w", "c"))
            if node is not pair.subject and symbol[:1].isalpha() and share > most:
                best, most = node, share
        return best


def _believed(
    table: Classifier, scores: Scores, allowed: NDArray[np.bool_], *, several: bool
) -> Iterator[tuple[int, float]]:
    """The classes that a pair's scores make likely enough; of several, or the only likeliest one."""
    if several:
        chances = 1 / (1 + np.exp(-scores))
        for place in np.flatnonzero((chances >= table.thresholds) & allowed).tolist():
            yield place, float(chances[place])
        return
    able = np.where(allowed, scores, -np.inf)
    if not able.argmax():
        return
    best, chance = table.likeliest(able)
    if best and chance >= table.thresholds[best]:
        yield best, chance


def _with_date(evidence: Evidence, start: int, end: int) -> Evidence:
    """Evidence whose context also holds where a date stands."""
    return replace(evidence, context=tuple(sorted({*evidence.context, (start, end, "date")})))


def is_bare(node: Node) -> bool:
    """Whether a noun stands alone where only words beside it would tell what it is: a singular, or a part of a word."""
    return node.tag == "NN" and not any(
        one.relation in {"amod", "compound", "nmod", "npadvmod"} for one in node.children
    )


def _titles(ontology: Ontology) -> tuple[dict[str, frozenset[str]], str]:
    """The words of each post's title by the property of its holder, and the property where no title is given."""
    leader = ontology.namespaces.iri("kg:leader")
    usual = ontology.namespaces.iri("kg:director")
    found = {}
    for iri, prop in ontology.vocabulary.properties.items():
        if leader in prop.parents:
            found[iri] = frozenset({prop.label.lower().split()[-1]})
    return found, usual


def _states(ontology: Ontology) -> frozenset[str]:
    """The local names of the counts that an initiative has at one time and not at another."""
    kind, number = ontology.namespaces.iri("kg:Initiative"), "http://www.w3.org/2001/XMLSchema#integer"
    known = ontology.vocabulary.properties.items()
    return frozenset(iri.rpartition("#")[2] for iri, one in known if kind in one.domains and number in one.ranges)


def _told_by(anchor: Node, sentence: Sequence[Node]) -> Iterator[Node]:
    """The verb above a word, with who acts, what is acted on and what is denied: the word alone proves nothing."""
    clause = next((one for one in (anchor, *anchor.ancestors()) if is_clause(one)), None)
    if clause is not None:
        yield clause
        yield from clause.all("nsubj", "nsubjpass", "dobj", "attr", "acomp", "neg")
    yield from (one for one in sentence if one.lemma == "significant")


def _joined(one: Node | None, other: Node | None) -> bool:
    """Whether two subjects are joined by "and", so that what is said of one is said of both."""
    if one is None or other is None:
        return False
    top = one
    while top.relation == "conj" and top.head is not None:
        top = top.head
    return other in top.conjuncts()
