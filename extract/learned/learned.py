"""Learned: claims that a classifier finds where no pattern did, for the wordings that nobody foresaw.

A sentence's pairs (`extract.learned.pairs`) are scored by weights that were learned from labelled texts. What they say
is then drafted like a pattern's match, so that modality, negation, speaker, dates and figures are read by the same
rules; a pair whose clause is hedged, hypothetical or denied in a way that is unclear makes no claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extract.claims.claims import Claim, Term
from extract.claims.mentions import Referent
from extract.learned.count_doubts import signed
from extract.learned.doubts import ANNOUNCES, BEGINS, ENDS, RUNS, Doubts, is_spoken_of
from extract.learned.judging import Finding, Judge, kind_of
from extract.learned.learned_patterns import PERIOD, SIDES, of_range, patterns_of, told_with
from extract.learned.pairs import Pair, is_of_next, period_pairs
from extract.learned.phrase_doubts import is_anothers_phrase, is_bare, is_cut_wrongly, is_of_the_next, is_only_spoken_of
from extract.parsing.cues import Cues
from extract.patterns.drafts import Drafter
from extract.patterns.matching import Match, is_figure
from extract.patterns.moments import (
    as_of,
    date_beside,
    is_added,
    is_another_counts,
    is_another_sums,
    is_dateline,
    is_joined,
    same_clause,
    speaker_of,
    teller_of,
    with_dates,
)
from extract.patterns.proofs import Scene
from extract.patterns.several import each_of
from extract.patterns.shape_status import DENIALS, is_doubled, plain_status, status_of_shape
from extract.patterns.shapes import ShapeFit
from extract.patterns.terms import DATES, FIGURES, WHEN, counts_of
from extract.trees.clauses import are_joined, is_around, is_clause, stranger, subjects
from extract.trees.frames import Frame
from extract.trees.occasions import is_where_people_meet
from extract.trees.own_work import is_of_body
from extract.trees.roles import is_mooted, is_no_member, is_told_over, is_verbless, post_of
from extract.trees.sidelong import is_meant_for
from extract.trees.status import UNCLAIMED, Status, StatusReader
from extract.trees.trees import Node
from extract.weights.weights import Weights, read_weights
from ontology.regulators import Ontology

SURE = 0.85
"""How likely a finding must be to be believed against words that only look doubtful."""
UNDOUBTED = frozenset({"phrase", "kg:Place"})
"""What such a finding may say without any further doubt; figures have more ways to be another thing's."""

AFFILIATION = "affiliation"
LAW = frozenset({"imposesDuty", "grantsPower"})
"""What provisions themselves impose and grant."""
TELLING = frozenset({"kg:Organization", "kg:Report"})
"""Kinds of things by whose name a result is told; what a person finds is an opinion."""


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
        self.judge = Judge(weights or read_weights(), kind_of(ontology))
        self.patterns = patterns_of(ontology, self.judge.weights)
        self.takers = cues.group("noun").get("taker", frozenset())
        self.titles, self.usual = _titles(ontology)
        self.posts = frozenset(iri.rpartition("#")[2] for iri in self.titles)
        self.status = ontology.namespaces.iri("kg:status")
        self.outcome = ontology.namespaces.iri("kg:outcome")
        self.doubts = Doubts(cues)
        self.states = frozenset(iri.rpartition("#")[2] for iri in counts_of(ontology))
        self.provision = ontology.namespaces.iri("kg:LegalProvision")
        self.law = {ontology.namespaces.iri(f"kg:{name}") for name in LAW}
        self.dates = {ontology.namespaces.iri(f"kg:{name}") for name in (BEGINS, ENDS, ANNOUNCES)}
        self._found: list[tuple[tuple[int, int], Claim]] = []

    def read(self, scene: Scene) -> None:
        """Take note of what one sentence says."""
        if not scene.tree.words or scene.tree.words[-1] in {"?", "?\u201d"}:
            return
        found = [one for one in self.judge.findings(scene) if one.label in self.patterns]
        if not scene.tree.whole:  # what stands between was left out, so that no phrase can be cut from the text
            found = [one for one in found if one.pair.said != "phrase"]
        if is_of_body(scene.tree, self._is_body, self.cues):
            found = [one for one in found if one.pair.subject is not None or one.pair.topic != "initiative"]
        if not found:
            return
        rule = scene.document.metadata.type == "Rule"
        reader = StatusReader(scene.tree, self.cues, self.drafter.law, rule)
        starts = dict(self.drafter.starts)
        place = (scene.sentence.start, scene.sentence.end)
        for finding in self._chosen(found):
            for claim in self._claims(finding, reader, scene):
                self._found.append((place, claim))
        self.drafter.starts = starts

    def _is_body(self, node: Node) -> bool:
        return node.mention is not None and self.judge.kind(node.mention) == "kg:Organization"

    def claims(self, known: Iterable[Claim]) -> list[Claim]:
        """What the learned reader adds to the claims already found: nothing that a surer one tells or contradicts."""
        others = list(known)
        told: set[tuple[str, str, object]] = {(one.subject.key, one.property, one.object) for one in others}
        single = {(one.subject.key, one.property) for one in others if self.ontology.vocabulary.has_one(one.property)}
        kept: list[Claim] = []
        for (start, end), claim in sorted(self._found, key=lambda one: -one[1].evidence.confidence):
            key = (claim.subject.key, claim.property)
            beside = [one for one in others if start <= one.evidence.start < end]
            rival = any(one.property == claim.property and _is_same(one.object, claim.object) for one in beside)
            rival = rival or any(self._is_part(one, claim) for one in beside)
            if getattr(claim.object, "datatype", "").endswith("#integer"):  # a figure counts one kind of things
                rival = rival or any((one.subject, one.object) == (claim.subject, claim.object) for one in beside)
            if rival or (*key, claim.object) in told or key in single or self._follows(claim, told):
                continue
            if is_spoken_of(claim, start, end, others, self.dates):
                continue
            kept.append(claim)
            told.add((*key, claim.object))
            if self.ontology.vocabulary.has_one(claim.property):
                single.add(key)
        return sorted(kept, key=lambda one: (one.evidence.start, one.evidence.end, one.property))

    def _is_part(self, one: Claim, claim: Claim) -> bool:
        """Whether a known power or duty is the first of those that a claim tells as one."""
        same = claim.property in self.law and (one.property, one.subject) == (claim.property, claim.subject)
        whole, part = (getattr(each.object, "lexical", "") for each in (claim, one))
        return same and bool(part) and whole.startswith(part)

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
            if rivals and not are_joined(rivals[0].pair.subject, one.pair.subject):
                continue
            rivals.append(one)
            yield one

    def _claims(self, finding: Finding, reader: StatusReader, scene: Scene) -> Iterator[Claim]:
        pair, nodes = finding.pair, scene.tree.nodes
        sides = [node for node in (pair.subject, pair.object) if node is not None]
        anchor, known = self.judge.anchor(finding, scene), self.judge.sketch(scene)
        # A finding that is very likely is doubted less: the words around it have been weighed already.
        sure = finding.probability >= SURE and pair.object is not None
        undoubted = sure and pair.said in UNDOUBTED and not self._is_ragged(pair)
        undoubted = undoubted and anchor is not None and not self.doubts.is_no_joining(anchor)
        if sure and pair.said == "phrase" and anchor is not None and is_anothers_phrase(pair, anchor, nodes, self.cues):
            return
        if anchor is None or (not undoubted and self.doubts.doubts(pair, finding.label, anchor, nodes)):
            return
        if (pair.said == "money" and is_of_next(pair, nodes)) or is_of_the_next(pair, anchor, finding.label, self.cues):
            return
        if finding.label == AFFILIATION and is_no_member(pair.object, pair.subject, self.cues):
            return
        if (finding.label == AFFILIATION or finding.label in self.posts) and is_mooted((anchor, *sides), self.cues):
            return
        if stranger(anchor, sides) is not None and not is_around(anchor, pair.subject):
            return
        if pair.said == "kg:Place" and pair.object is not None and is_where_people_meet(pair.object, self.cues):
            return
        places = sorted(known.places[id(node)] for node in {id(one): one for one in (*sides, anchor)}.values())
        first, last = places[0], places[-1]
        passed = tuple(node for node in nodes[first : last + 1] if node not in sides and node is not anchor)
        slots = {name: node for name, node in (("s", pair.subject), ("o", pair.object)) if node is not None}
        shape = ShapeFit(slots, (anchor,), passed, first, last)
        status = status_of_shape(shape, reader, scene.tree, self.cues)
        if status is not None and any(one is pair.object for one in status.speakers):
            return  # by whose count a thing lost money did not run it
        doubtful = status is None or bool(status.speakers) or status.modality in {"opinion", *UNCLAIMED}
        if doubtful and finding.label in LAW:
            return  # what it is said to require it may not
        if sure and (status is None or status.modality in UNCLAIMED):
            status = plain_status(shape, scene.tree, self.cues)
        if status is None or is_doubled(shape, scene.tree):
            return
        # A phrase denied is the phrase of another clause: "640 hospitals will have no say in it".
        if status.negated and pair.object is not None and (not sure or pair.said == "phrase"):
            return
        meant = finding.label == "startedOn" and is_meant_for(pair.object, self.doubts.launches)
        if status.modality == "fact" and (status.tense == "future" or meant):  # "five counties are to join"
            status = replace(status, modality="plan")
        pattern, concept = self.patterns[signed(finding.label, pair.object)]
        if finding.label.startswith("projected") and status.modality in {"fact", "plan"}:  # "will save $9 million"
            status = replace(status, modality="projection")
        if finding.label == RUNS and status.modality == "plan":  # what is only to run does not
            return
        if pair.object is None:
            denied = finding.label.endswith("-")
            if status.negated and not denied and not self._is_denial(pattern.claims[0].object):
                return
            status = replace(status, negated=denied)
        if pair.said == PERIOD and finding.label != PERIOD:
            if finding.label not in SIDES:
                return
            pattern = of_range(pattern, finding.label, self.doubts.puts_off(anchor))
        teller = speaker_of(anchor, pair.subject, pair.object, self.cues)
        if teller is None and not status.speakers and pattern.claims[0].property == "kg:outcome":
            teller = teller_of(anchor, pair.subject, self.cues)
            if teller is not None and teller.mention is not None and self.judge.kind(teller.mention) not in TELLING:
                teller = None
        if teller is not None:
            status = replace(status, speakers=(teller,), reporters=())
        line, topic = pattern.claims[0], f"s|{pair.topic}" if pair.subject is None else "s"
        status, post = self._held(finding, status, scene)
        # "it will join in May, its chief, Ann Lee, said": what she says is no news of her post
        own = finding.label == AFFILIATION and any(one is pair.subject for one in status.speakers)
        status = Status(tense="present", ended=status.ended) if own else status
        times = [] if own else self._times(pair.object or pair.subject, finding.label, scene)
        slots |= {f"time{place}": node for place, (_, node) in enumerate(times)}
        when = tuple((name, f"time{place}") for place, (name, _) in enumerate(times))
        if post is not None:
            slots["post"], when = post, (*when, ("role", "post"))
        pattern = replace(
            pattern, claims=tuple(replace(each, subject=topic, qualifiers=when) for each in pattern.claims)
        )
        concepts = {"o": concept} if concept and pair.said == "phrase" else {}
        frame = Frame("verb", "", anchor, (), status, (anchor, *told_with(pair, anchor, nodes)))
        texts = frozenset({"o"} if pair.said == "action" else ())
        match = Match(pattern, frame, slots, concepts, tuple(sides), (), texts)
        confidence = round(finding.probability, 2)
        for claim in (one for said in each_of(match) for one in self.drafter.draft(said, scene)):
            if isinstance(claim, Claim) and self._makes_sense(claim, pair, scene, sure):
                name = f"learned:{line.property.partition(':')[2]}"
                # What a provision itself imposes or grants is the law's word, whatever tense it is put in.
                if claim.property in self.law:
                    acting = subjects(pair.object) if pair.object is not None else []
                    bearer = self.bearer(acting, scene) if self.bearer is not None else None
                    told = {**dict(claim.qualifiers), **({"bearer": bearer} if bearer is not None else {})}
                    claim = replace(claim, modality="rule", qualifiers=tuple(sorted(told.items(), key=lambda q: q[0])))
                yield replace(claim, evidence=replace(claim.evidence, extracted_by=name, confidence=confidence))

    def _held(self, finding: Finding, status: Status, scene: Scene) -> tuple[Status, Node | None]:
        """For what somebody is to a body, how it is meant where no verb ties the two, and the noun of the title."""
        pair = finding.pair
        sides = (pair.subject, pair.object) if finding.label == AFFILIATION else (pair.object, pair.subject)
        person, body = sides
        tenure = finding.label == AFFILIATION or finding.label in self.posts
        if not tenure or person is None or body is None or person.mention is None or body.mention is None:
            return status, None
        post = post_of(person, body, scene.tree, self.cues)
        if is_verbless(person, body):
            status = replace(status, tense="present")
        over = is_told_over(body, post, scene.tree, self.cues)
        return replace(status, ended=True) if over else status, post

    def _makes_sense(self, claim: Claim, pair: Pair, scene: Scene, sure: bool) -> bool:
        """Whether a claim is one that its property allows: of the right classes, with a title or a noun of its own."""
        vocabulary = self.ontology.vocabulary
        known = vocabulary.properties[claim.property]
        if claim.modality in {"rule", "plan"} and known.iri == self.outcome:  # what is to be so is no result
            return False
        if known.domains and not any(vocabulary.is_a(claim.subject.type, one) for one in known.domains):
            return False
        # Who acts in a sentence bears a duty or holds a power; a law imposes and grants it.
        if known.iri in self.law and not vocabulary.is_a(claim.subject.type, self.provision):
            return False
        if isinstance(claim.object, Referent):
            if known.ranges and not any(vocabulary.is_a(claim.object.type, one) for one in known.ranges):
                return False
            node = pair.object
            plain = node is not None and node.mention is None and pair.said == "phrase"
            told = sure and known.iri.endswith("#paymentMechanism")  # "a stipend" tells how, "surgery" of nothing what
            told = told and node is not None and not self.cues.holds("noun", "untold", node.lemma)
            if plain and node is not None and (node.lemma in self.takers or (is_bare(node) and not told)):
                return False
            if plain and is_cut_wrongly(claim.object.label, self.cues):
                return False
        quantity = pair.object.quantity if pair.object is not None else None
        if quantity is not None and pair.object is not None and not self._is_total(pair.object):
            return False
        return known.iri not in self.titles or self._is_titled(known.iri, scene)

    def _is_denial(self, name: str) -> bool:
        """Whether a result is itself that something is not so, by its name: "no significant effect"."""
        return not DENIALS.isdisjoint(self.drafter.individual(name).label.lower().split())

    def _is_ragged(self, pair: Pair) -> bool:
        """Whether a noun phrase holds a name or a verb, so that its ends were taken wrongly, or takes no part."""
        noun = pair.object
        if pair.said != "phrase" or noun is None:
            return False
        below = [one for one in noun.below(is_clause) if one is not noun]
        ragged = any(one.mention is not None or one.tag in {"VBZ", "VBP", "VBD"} for one in below)
        return ragged or is_only_spoken_of(noun, self.cues)

    def _is_total(self, node: Node) -> bool:
        """Whether a figure is a whole: no money per head, no count of what is new or comes on top."""
        if node.quantity is not None and node.quantity.kind == "money":
            return is_figure(node, "total")
        return not is_added(node, self.cues)

    def _is_titled(self, prop: str, scene: Scene) -> bool:
        """Whether a sentence does not name another post than the one that a claim is about."""
        said = {word.lower() for word in scene.tree.words}
        own = self.titles[prop] & said
        acts = any(is_clause(node) for node in scene.tree.nodes)  # a line without a verb and a title names no head
        return bool(own) or (prop == self.usual and acts and not any(words & said for words in self.titles.values()))

    def dated(self, claim: Claim, match: Match, scene: Scene) -> Claim:
        """A pattern's claim of a figure with the date of it beside, where the pattern itself asked for none."""
        node = next((one for one in match.slots.values() if one.quantity and one.quantity.value == claim.object), None)
        if node is None or node.quantity is None or node.quantity.kind not in FIGURES or WHEN & {
            name for name, _ in claim.qualifiers
        }:  # fmt: skip
            return claim
        found: dict[str, Term] = {}
        for name, date in self._times(node, claim.property.rpartition("#")[2], scene):
            if date.quantity is not None and date not in match.slots.values():
                own = (claim.evidence.start, claim.evidence.end)
                start, end = scene.offsets([date]) if date.start < date.end else own  # a label has no words
                inside = claim.evidence.start <= start and end <= claim.evidence.end
                found |= self.drafter.dated(name, date.quantity)
                told = date.quantity.context if inside else (*date.quantity.context, (start, end, "date"))
                claim = replace(claim, evidence=with_dates(claim.evidence, told, date.quantity)) if told else claim
        return replace(claim, qualifiers=tuple(sorted({**found, **dict(claim.qualifiers)}.items(), key=lambda q: q[0])))

    def _times(self, pivot: Node | None, label: str, scene: Scene) -> list[tuple[str, Node]]:
        """The dates that tell when a finding holds, each with the qualifier that it is, each qualifier once."""
        pairs = period_pairs(pivot, label, scene) if pivot is not None else []
        found = {
            probability: (name, pair.object)
            for pair, name, probability in self.judge.judged("periods", pairs, scene)
            if pair.object is not None and (scene.entry or not is_dateline(pair.object, scene.tree))
        }
        best: dict[str, Node] = {}
        for _, (name, node) in sorted(found.items(), reverse=True):
            best.setdefault(name, node)
        if pivot is not None and pivot.quantity is not None and pivot.quantity.kind == "count":
            best = self._own_date(pivot, label, scene, best)
        elif pivot is not None and pivot.quantity is not None:
            best = {name: one for name, one in best.items() if not is_another_sums(one, pivot, scene.tree)}
        if PERIOD in best:
            return [(PERIOD, best[PERIOD])]
        return list(best.items())

    def _own_date(self, figure: Node, label: str, scene: Scene, found: dict[str, Node]) -> dict[str, Node]:
        """The date right behind a count, whatever else the weights like; without one, what they like in its clause."""
        own = date_beside(figure, scene.tree, self.cues)
        if own is None:
            near = {name: one for name, one in found.items() if same_clause(figure, one) and not is_joined(one)}
            near = {name: one for name, one in near.items() if not is_another_counts(one, figure, scene.tree)}
            return near or ({"asOf": day} if (day := as_of(figure, scene.tree)) is not None else {})
        usual = "pointInTime" if label in self.states else ""
        name = next((name for name, one in found.items() if one is own), usual)
        return {name: own} if name else {}


def _is_same(one: Term, other: Term) -> bool:
    """Whether two objects are one, or one amount with either sign: a sure pattern knows whether it was won or lost."""
    first, second = (getattr(each, "lexical", "").removeprefix("-") for each in (one, other))
    return one == other or (bool(first) and first == second and getattr(one, "unit", 0) == getattr(other, "unit", 0))


def _titles(ontology: Ontology) -> tuple[dict[str, frozenset[str]], str]:
    """The words of each post's title by the property of its holder, and the property where no title is given."""
    leader = ontology.namespaces.iri("kg:leader")
    usual = ontology.namespaces.iri("kg:director")
    found = {}
    for iri, prop in ontology.vocabulary.properties.items():
        if leader in prop.parents:
            found[iri] = frozenset({prop.label.lower().split()[-1]})
    return found, usual
