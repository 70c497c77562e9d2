"""Provisions: what a law's own words do: powers, duties, and the tests that it sets, each at its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.acts import law_named
from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim, Term
from extract.claims.mentions import Mention, Referent
from extract.law.appropriations import AppropriationReader
from extract.law.bearers import BearerReader
from extract.law.conditions import LEADS_IN, OF_ONE
from extract.law.law_links import law_links, rule_links
from extract.law.law_tests import TestLists
from extract.law.lead_ins import LIST_WORDS, LeadIns
from extract.law.obligations import ObligationReader, actions, is_none, time_clauses
from extract.law.own_words import own_law
from extract.layout.enumerators import (
    CODED,
    DOTTED,
    NUMBERED,
    STEPS,
    Place,
    depth_of,
    headed,
    is_law,
    level_of,
    section_name,
    starts_step,
    step_of,
)
from extract.parsing.cues import Cues
from extract.patterns.drafts import Drafter
from extract.patterns.proofs import Scene, prove, words_at
from extract.patterns.terms import XSD
from extract.trees.trees import Node
from extract.values.values import Value
from ontology.regulators import Ontology

OPENS_LETTERED = re.compile(r"[\s.:\u2014\u2013-]*(?:[A-Z][^.;:()]{2,80}[.:\u2014\u2013-]+\s*)?\([a-z]\)\s")
"""The first part of a section with letters, behind its number and caption: "Sec. 204. Reports. (a) The Board"."""


@dataclass(frozen=True, slots=True)
class Imposed:
    """A power or duty that a provision gives somebody, and the words that prove it beside what is to be done."""

    provision: Referent
    property: str
    bearer: Referent
    cues: tuple[Node, ...]
    confidence: float
    pattern: str
    negated: bool = False


class LawReader:
    """Reads a document's provisions; `law` tells whether it is a law's own text."""

    def __init__(self, annotated: Annotated, ontology: Ontology, cues: Cues, drafter: Drafter) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.cues = cues
        self.drafter = drafter
        self.iri = ontology.namespaces.iri
        self.law = is_law(annotated.document)
        kind = self.iri("kg:LegalProvision")
        itself = own_law(annotated.document, kind, annotated.referents) if self.law else None
        self.home = f" of the {itself.label}" if itself is not None and law_named(itself.label) else ""
        self.places = {(place.passage.start, place.passage.end): place for place in self._places()}
        self.obligations = ObligationReader(cues)
        self.bearers = BearerReader(ontology, cues, drafter)
        ordered = [self.places[key] for key in sorted(self.places)]
        self.money = AppropriationReader(annotated, ontology, drafter, ordered)
        self.tests = TestLists(annotated, ontology, cues, ordered, self.law)
        self.lists = LeadIns(cues)
        rule = self.document.metadata.type == "Rule"
        self.own = own_law(self.document, self.iri("kg:LegalProvision"), annotated.referents) if rule else None

    def _places(self) -> Iterator[Place]:
        path: tuple[str, ...] = ()
        section: str | None = None
        bare = self.law and not any(headed(one.text) or one.citation for one in self.document.passages)
        heads = [one for one in (_numbered(each.text) for each in self.document.passages) if one]
        stepped = any(not one["number"].isalnum() for one in heads)  # beside "9.1", "1." only marks a part of a list
        first: str | None = None  # how the parts of the section are marked
        for passage in self.document.passages:
            match = headed(passage.text)
            head: re.Match[str] | None = None
            if match and passage.citation is None:
                section, head = section_name(match), match
            elif (coded := CODED.match(passage.text)) is not None and passage.citation is None:
                section, head = " ".join(coded["name"].split()), coded
            elif (dotted := DOTTED.match(passage.text)) is not None and passage.citation is None and self.law:
                section, head = f"section {dotted['number']}", dotted
            elif bare and (own := _numbered(passage.text)) and stepped != own["number"].isalnum():
                section, head = f"section {own['number']}", own
            step = step_of(passage.text) if passage.kind != "heading" else None
            if head is not None:
                opens = OPENS_LETTERED.match(passage.text, head.end())
                path, first, step = (), "a" if opens else None, None
            elif step is not None and not path and first is None:
                first = "1" if step.isdigit() else "A" if step == "A" else "a"
            level = 0
            if step is not None:
                level = depth_of(passage.citation) if passage.citation else level_of(step, path, first or "a")
                path = (*(path + ("",) * 4)[: level - 1], step)
            elif passage.kind == "paragraph":  # below a list, of the section as a whole
                path = ()
            label = passage.citation
            if label is None and self.law and (section is not None or (bare and step is not None)):
                unit = section or ("subsection " if path[0].isalpha() else "paragraph ")
                label = unit + "".join(f"({one})" for one in path if one) + (self.home if bare else "")
            if head is not None and opens and opens[0].rstrip().endswith("(a)"):
                path = ("a",)  # what follows stands below the paragraph that the section's own line begins
            yield Place(passage, self._provision(label) if label else None, step, level)

    def _provision(self, label: str) -> Referent:
        kind = self.iri("kg:LegalProvision")
        for one in self.annotated.referents:
            if one.type == kind and label in (one.label, *one.aliases):
                return one
        known = next((one for one in self.ontology.lexicon.by_name(label) if one.type == kind), None)
        return Referent(f"provision:{label}", kind, label, entity=known.iri if known is not None else None)

    def provision_at(self, scene: Scene) -> Referent | None:
        """The provision that a sentence stands in."""
        place = self.places.get((scene.sentence.passage.start, scene.sentence.passage.end))
        return place.provision if place is not None else None

    def sentence_claims(self, scene: Scene) -> Iterator[Claim]:
        """The powers and duties that a sentence of a law gives, and the powers that leads into tests tell of."""
        if self.own is not None:
            yield from rule_links(self.own, scene, self.ontology, self.cues)
        provision = self.provision_at(scene) if self.law else self._explained(scene)
        if provision is None or scene.tree.words[-1] in {"?", "?\u201d"}:
            return
        if self.law:
            yield from law_links(provision, scene, self.ontology, self.cues)
            yield from self._listed(provision, scene)
        for node in scene.tree.nodes:
            told = self.obligations.read(node)
            if told is None or (node.relation == "conj" and not node.all("aux")):
                continue
            if told.modal and not node.all("nsubj") and node.relation != "conj":
                continue
            acts = any(one.all("dobj") for one in (node, *node.all("conj")))  # "must end or change a model"
            if self.cues.holds("event-verb", "dated", node.lemma) and not acts:  # "the Pilot shall end"
                continue
            if _leaves_open(node, scene) or _tells_state(node):
                continue
            bearer = self.bearer(list(told.bearers), scene)
            if bearer is None or any(is_none(one) for one in told.bearers):
                continue
            if not (self.law or (told.modal and told.cues[0].lemma == "may")):
                continue
            opening = self._opening_condition(node, scene)
            for action, last in actions(node, scene.tree, len(scene.tree.words)):
                beside = (*told.cues, *told.bearers)
                imposed = Imposed(provision, told.property, bearer, beside, 0.9, "law-voice", told.negated)
                yield from self.imposed(imposed, action, last, scene, opening)

    def _listed(self, provision: Referent, scene: Scene) -> Iterator[Claim]:
        """The power or duty of a paragraph whose list the sentence above began ("The Board shall: (a) adopt …")."""
        place = self.places[scene.sentence.passage.start, scene.sentence.passage.end]
        if (found := self.lists.begins(scene)) is not None:
            bearer = self.bearer(found[1], scene)
            self.lists.open = None
            if bearer is not None and not any(is_none(one) for one in found[1]):
                self.lists.lead(found, place, bearer, scene)
            return
        lead = self.lists.above(place, scene)
        words, condition = self.lists.action(scene, self.cues.group("law")["condition"]) if lead else ("", "")
        if lead is None or not words:
            return
        condition = condition or lead.condition
        qualifiers: list[tuple[str, Term]] = [("bearer", lead.bearer)]
        qualifiers += [("condition", condition)] if condition else []
        near = ((*lead.span, "heading"),)
        start, end = scene.sentence.start, min(scene.sentence.end, scene.sentence.start + 600)
        proof = words_at(self.document, place.passage, start, end, near, confidence=0.85, by="law-lists")
        said = Value(words, XSD + "string")
        yield Claim(provision, self.iri(lead.property), said, proof, tuple(qualifiers), "rule", lead.negated)

    def _explained(self, scene: Scene) -> Referent | None:
        """What gives the powers of which a plain text tells where it leads into a list of tests."""
        key = (scene.sentence.passage.start, scene.sentence.passage.end)
        place, body = self.places.get(key), scene.topics.get("body")
        if place is None or not self.tests.heads_tests(place):
            return None
        return self.tests.setter(place.passage, {key: body} if body is not None else {})

    def _opening_condition(self, node: Node, scene: Scene) -> str:
        """The clause with "if" before a power: "If a test succeeds, the Secretary may expand it"."""
        for clause in node.all("advcl"):
            mark = clause.the("mark")
            if mark is not None and mark.lemma in {"if", "unless"} and clause.end <= node.start:
                below = [one for one in clause.below() if one.end <= node.start]
                return self._text(scene, list(range(min(o.start for o in below), max(o.end for o in below))))
        return self._opening_time(node, scene)

    def _opening_time(self, node: Node, scene: Scene) -> str:
        """What stands before a duty and its bearer and tells when it is due: "By May 1, the Board shall"."""
        first = min((one.start for who in node.all("nsubj") for one in (who, *who.below())), default=0)
        words = [word.lower() for word in scene.tree.words[:first]]
        if not words or words[-1] != ",":
            return ""
        heading = max(
            (at + 1 for at, word in enumerate(words) if word.endswith(("\u2014", ".", ":")) or word == ")"), default=0
        )
        marks = (mark.split() for mark in self.cues.group("law").get("due", ()))
        opens = any(words[heading : heading + len(mark)] == mark for mark in marks)
        return self._text(scene, list(range(heading, first - 1))) if opens else ""

    def bearer(self, nodes: list[Node], scene: Scene) -> Referent | None:
        """Whose power or duty it is, where the subjects of its clause tell."""
        return self.bearers.read(nodes, scene, self.law, self.money.created)

    def imposed(
        self, told: Imposed, action: Node, last: int | None, scene: Scene, opening: str = ""
    ) -> Iterator[Claim]:
        """The claim of a power or duty; `opening` is the condition where the action itself has none."""
        words, end, condition = self.words_of(action, scene, last)
        if not words or LIST_WORDS.fullmatch(words):  # what is to be done, its list tells
            return
        qualifiers: dict[str, Term] = {"bearer": told.bearer}
        if condition or opening:
            qualifiers["condition"] = condition or opening
        inside = [one for one in scene.tree.nodes if action.start <= one.start < end]
        nodes = [*told.cues, action, *inside]
        proof = prove(scene, nodes, confidence=told.confidence, pattern=told.pattern)
        if proof is not None:
            ordered = tuple(sorted(qualifiers.items(), key=lambda one: one[0]))
            said = Value(words, XSD + "string")
            yield Claim(told.provision, self.iri(told.property), said, proof, ordered, "rule", told.negated)

    def words_of(self, node: Node, scene: Scene, last: int | None = None) -> tuple[str, int, str]:
        """The verb phrase in the law's own words without its parentheses, where it ends, and its condition.

        It ends with the sentence, or before token `last`.
        """
        words = scene.tree.words[:last]
        end, depth, opens = (
            len(words),
            0,
            sorted(self.cues.group("law").get("condition", frozenset()), key=len, reverse=True),
        )
        conditioned = False
        clauses = time_clauses(node)
        for token in range(node.start + 1, len(words)):
            depth += (words[token] == "(") - (words[token] == ")")
            if depth == 0 and words[token] == "." and starts_step(words[token + 1 : token + 8]):
                end = token  # the next paragraph, run into the same line
                break
            if depth == 0 and token in clauses:
                end, conditioned = token, True
                break
            if depth == 0 and any(" ".join(words[token : token + len(mark.split())]).lower() == mark for mark in opens):
                end, conditioned = token, True
                break
            other = scene.tree.node_at(token)
            if depth == 0 and other is not None and other.lemma in {"shall", "may", "must"} and other.tag == "MD":
                joiner = next(
                    (
                        back
                        for back in range(token - 1, node.start, -1)
                        if words[back].lower() in {"and", "or", ";", ","}
                    ),
                    None,
                )
                if joiner is not None and other.head is not None and other.head.relation == "conj":
                    end = joiner
                    break
        kept, depth = [], 0
        for token in range(node.start, end):
            opens_long = words[token] == "(" and not starts_step(words[token : token + 8])
            depth += opens_long or (depth > 0 and words[token] == "(")
            if depth == 0:
                kept.append(token)
            depth -= depth > 0 and words[token] == ")"
        text = self._text(scene, kept)
        condition = self._text(scene, list(range(end, len(words)))) if conditioned else ""
        left = condition.rstrip(" -\u2013—").lower()
        listed = scene.sentence.span.text.rstrip().endswith(":") and OF_ONE.search(left) is not None
        dangling = left == "only" or listed or LEADS_IN.search(left) is not None  # its list goes on with it
        return text, end, "" if dangling else condition

    def _text(self, scene: Scene, tokens: list[int]) -> str:
        parts: list[str] = []
        for token in tokens:
            start, end = scene.token_offsets(token, token + 1)
            gap = bool(parts) and self.document.text[start - 1 : start].isspace()
            parts.append((" " if gap else "") + self.document.text[start:end])
        words = " ".join("".join(parts).split()).strip(' .,;:-\u2013—"\u201d').replace(" ,", ",")
        words = re.sub(r",?\s+(?:only\s+)?(?:if|unless|where|when|once)\s*[-\u2013—]*$", "", words)
        marks = re.findall(r"[\"\u201c\u201d]", words)
        return re.sub(r"[\"\u201c\u201d]", "", words) if len(marks) == 1 else words

    def appropriations(self) -> Iterator[Claim]:
        """The money that a law gives to the body that it creates."""
        if self.law:
            yield from self.money.claims()

    def criteria(self, bodies: dict[tuple[int, int], Mention]) -> Iterator[Claim]:
        """The tests that lists set; `bodies` are topics by passage."""
        return self.tests.criteria(bodies)

    def is_kind(self, mention: Mention, kind: str) -> bool:
        """Whether a mention is of a class, by prefixed name."""
        return self.tests.is_kind(mention, kind)


def _numbered(text: str) -> re.Match[str] | None:
    """The `number` that heads a section without a word for it."""
    return STEPS.match(text) or NUMBERED.match(text)


def _tells_state(node: Node) -> bool:
    """Whether a clause tells what a body is or has, and nothing to be done: "shall be within", "shall have a head"."""
    if node.lemma == "have":
        return not any(one.lemma in {"regard", "due", "recourse"} for one in node.all("dobj"))
    return node.lemma == "be" and not any(
        one.lemma in {"responsible", "ready", "available"} for one in node.all("acomp")
    )


def _leaves_open(node: Node, scene: Scene) -> bool:
    """Whether a clause only tells which one is meant, not what is to be done: "such date as the Board may appoint"."""
    if node.relation not in {"relcl", "advcl", "pcomp"} or node.all("dobj", "ccomp", "xcomp", "prep", "dative"):
        return False
    first = min(one.start for one in node.below())
    opens = {word.lower() for word in scene.tree.words[max(0, first - 1) : first + 1]}
    return node.relation == "relcl" or bool(opens & {"as", "which", "that"})
