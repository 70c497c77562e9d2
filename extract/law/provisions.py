"""Provisions: what a law's own words do: powers, duties, and the tests that it sets, each at its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.passages import Passage
from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim, Term
from extract.claims.mentions import Mention, Referent
from extract.law.appropriations import AppropriationReader
from extract.law.bearers import BearerReader, plain_posts
from extract.law.conditions import ENDS_OPEN, LEADS_IN, topics_in
from extract.law.law_links import law_links
from extract.law.obligations import ObligationReader, actions, is_none, time_clauses
from extract.layout.enumerators import (
    ENUMERATOR,
    SECTION,
    Place,
    depth_of,
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

LISTED = re.compile(
    r"\b(?:if|when|unless|where|until|once|only)\b.*\bfollowing\b"
    r"|\brequires? (?:that )?(?:each|all|both) of the following\b"
)
"""What leads into a list of tests in a law's own words, where a colon or dash ends it."""
MET = re.compile(r"\b(?:must|shall|has to|have to|needs? to|required|unless|only (?:if|when|where|once))\b")
REPORTED = re.compile(r"\b(?:had|was|were)\b")
"""What only was so is no rule."""
CAPTION = re.compile(
    r"^[A-Z][A-Z ]+\.?\s?(?:--|[\u2013\u2014])\s*(?=[A-Z])|^[A-Z]\w+(?: \w+){0,2}\.\s+(?=[A-Z]\w+ \w+ \w+)"
)
"""A few words that only head a paragraph: "SPENDING.\u2014", "Spending test."."""


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
        self.places = {(place.passage.start, place.passage.end): place for place in self._places()}
        self.obligations = ObligationReader(cues)
        self.bearers = BearerReader(ontology, cues, drafter)
        ordered = [self.places[key] for key in sorted(self.places)]
        self.money = AppropriationReader(annotated, ontology, drafter, ordered)

    def _places(self) -> Iterator[Place]:
        path: tuple[str, ...] = ()
        section: str | None = None
        for passage in self.document.passages:
            match = SECTION.match(passage.text)
            if match and passage.citation is None:
                section, path = section_name(match), ()
            step = step_of(passage.text) if passage.kind != "heading" else None
            level = 0
            if step is not None:
                level = depth_of(passage.citation) if passage.citation else level_of(step, path)
                path = (*(path + ("",) * 4)[: level - 1], step)
            label = passage.citation
            if label is None and section is not None and self.law:
                label = section + "".join(f"({one})" for one in path if one)
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
        provision = self.provision_at(scene) if self.law else self._explained(scene)
        if provision is None or scene.tree.words[-1] in {"?", "?\u201d"}:
            return
        if self.law:
            yield from law_links(provision, scene, self.ontology)
        for node in scene.tree.nodes:
            told = self.obligations.read(node)
            if told is None or (node.relation == "conj" and not node.all("aux")):
                continue
            if told.modal and not node.all("nsubj") and node.relation != "conj":
                continue
            acts = any(one.all("dobj") for one in (node, *node.all("conj")))  # "must end or change a model"
            if self.cues.holds("event-verb", "dated", node.lemma) and not acts:  # "the Pilot shall end"
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

    def _explained(self, scene: Scene) -> Referent | None:
        """What gives the powers of which a plain text tells where it leads into a list of tests."""
        key = (scene.sentence.passage.start, scene.sentence.passage.end)
        place, body = self.places.get(key), scene.topics.get("body")
        if place is None or not self._heads_tests(place):
            return None
        return self._setter(place.passage, {key: body} if body is not None else {})

    def _opening_condition(self, node: Node, scene: Scene) -> str:
        """The clause with "if" before a power: "If a test succeeds, the Secretary may expand it"."""
        for clause in node.all("advcl"):
            mark = clause.the("mark")
            if mark is not None and mark.lemma in {"if", "unless"} and clause.end <= node.start:
                below = [one for one in clause.below() if one.end <= node.start]
                return self._text(scene, list(range(min(o.start for o in below), max(o.end for o in below))))
        return ""

    def bearer(self, nodes: list[Node], scene: Scene) -> Referent | None:
        """Whose power or duty it is, where the subjects of its clause tell."""
        return self.bearers.read(nodes, scene, self.law, self.money.created)

    def imposed(
        self, told: Imposed, action: Node, last: int | None, scene: Scene, opening: str = ""
    ) -> Iterator[Claim]:
        """The claim of a power or duty; `opening` is the condition where the action itself has none."""
        words, end, condition = self.words_of(action, scene, last)
        if not words:
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
        dangling = left == "only" or LEADS_IN.search(left) is not None  # its list goes on with it
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

    # tests that a provision sets -----------------------------------------------------------------------------------

    def criteria(self, bodies: dict[tuple[int, int], Mention]) -> Iterator[Claim]:
        """The tests that lists below "if" or "must meet three criteria" set; `bodies` are topics by passage."""
        places = [self.places[key] for key in sorted(self.places)]
        for index, place in enumerate(places):
            if not self._heads_tests(place):
                continue
            items = self._items(places[index + 1 :], place)
            setter = place.provision or self._setter(place.passage, bodies)
            if len(items) > 1 and setter is not None:
                yield from self._tests(setter, place, items, None)

    def _heads_tests(self, place: Place) -> bool:
        if place.passage.kind == "heading":
            return False
        last = self.document.text[place.passage.start : place.passage.end].rstrip(" -\u2013—:\n")
        final = re.split(r"(?<=[.;])\s+", last)[-1].lower()
        ends = place.passage.text.rstrip().endswith((":", "—", "-", "\u2013"))
        if self.law and ((ends and LISTED.search(final)) or LEADS_IN.search(final)):
            return True
        tests = self.cues.group("law").get("tests", frozenset())
        named = any(re.search(rf"\b{word}\b", final) for word in tests)
        return ends and named and not REPORTED.search(final) and MET.search(final) is not None

    def _items(self, after: list[Place], head: Place) -> list[Place]:
        found: list[Place] = []
        for place in after:
            if place.step is None or place.passage.kind == "heading":
                break
            if head.level and place.level <= head.level:
                break
            if found and place.level < found[0].level:
                break
            found.append(place)
        return found

    def _setter(self, passage: Passage, bodies: dict[tuple[int, int], Mention]) -> Referent | None:
        named = [
            one
            for one in self.annotated.mentions_within(passage.start, passage.end)
            if self.ontology.vocabulary.is_a(one.type, self.iri("kg:LegalProvision"))
        ]
        if len({one.referent.key for one in named}) == 1:
            return named[0].referent
        body = bodies.get((passage.start, passage.end))
        return body.referent if body is not None else None

    def _tests(self, setter: Referent, head: Place, items: list[Place], whole: Referent | None) -> Iterator[Claim]:
        """Claims for the tests of one list, those nested in them included."""
        level = items[0].level
        top = [one for one in items if one.level == level]
        kind = self.iri("kg:Criterion")
        asked = re.search(r"\b(?:any|either|at least)\s+(?:one\s+)?of\s+the\s+following\b", head.passage.text.lower())
        joined = "any" if asked or any(self._text_of(one).rstrip().endswith("or") for one in top[:-1]) else "all"
        context = ((head.passage.start, min(head.passage.end, head.passage.start + 600), "heading"),)
        top_decider = self._decider(head.passage) if ENDS_OPEN.search(head.passage.text) else None
        if whole is None:
            label = f"{setter.label} criteria"
            whole = Referent(f"{kind}:{label}", kind, label)
            yield self._made(setter, "kg:setsCriterion", whole, head.passage, head.passage.end - head.passage.start, ())
        yield self._made(whole, "kg:combination", Value(joined, XSD + "string"), top[0].passage, None, context)
        for number, place in enumerate(top, start=1):
            label = (
                f"{whole.label.removesuffix(' criteria')} criterion {number}"
                if not whole.label.rpartition(" ")[2].isdigit()
                else f"{whole.label}.{number}"
            )
            one = Referent(f"{kind}:{label}", kind, label)
            yield self._made(one, "kg:partOf", whole, place.passage, None, context)
            yield self._made(one, "kg:ordinal", Value(str(number), XSD + "integer"), place.passage, None, context)
            inner = self._between(items, place, top[number].passage.start if number < len(top) else None)
            text = " ".join(self._flat(each) if each is not place else self._text_of(each) for each in (place, *inner))
            words = re.sub(r"[;,.]?\s*(?:and|or)?\s*$", "", text).strip(" ;,.—-\u2013")
            nested = tuple((each.passage.start, each.passage.end, "antecedent") for each in inner)
            yield self._made(
                one, "kg:criterionText", Value(words, XSD + "string"), place.passage, None, (*context, *nested)
            )
            if whole.label.endswith(" criteria"):
                yield self._made(setter, "kg:setsCriterion", one, place.passage, None, context)
            decider = self._decider(place.passage) or (top_decider if whole.label.endswith(" criteria") else None)
            if decider is not None:
                yield self._made(one, "kg:determinedBy", decider, place.passage, None, context)
            for topic in topics_in(text, self.ontology):
                yield self._made(one, "kg:concerns", topic, place.passage, None, context)
            if len(inner) > 1:
                yield from self._tests(setter, place, inner, one)

    def _between(self, items: list[Place], place: Place, stop: int | None) -> list[Place]:
        return [
            one
            for one in items
            if one.passage.start > place.passage.start
            and (stop is None or one.passage.start < stop)
            and one.level > place.level
        ]

    def _text_of(self, place: Place) -> str:
        """A paragraph's words without its enumerator, up to the end of its first sentence."""
        flat = " ".join(self.document.text[place.passage.start : place.passage.end].split())
        flat = CAPTION.sub("", ENUMERATOR.sub("", flat))
        return re.split(r"(?<=[a-z)]\.)\s+(?=[A-Z])", flat)[0]

    def _flat(self, place: Place) -> str:
        return " ".join(self.document.text[place.passage.start : place.passage.end].split())

    def _decider(self, passage: Passage) -> Referent | None:
        """Who determines or certifies: the post or body named before such a verb."""
        stems = [
            word.removesuffix("y").removesuffix("e")
            for word in sorted(self.cues.group("law").get("decide", frozenset()))
        ]
        verb = r"(?:" + "|".join(stems) + r")"
        by = re.search(rf"\b{verb}(?:d|ed|ied|y|e)? by the ((?:[A-Z]\w+ ?)+)", passage.text)
        if by is not None:
            return self._named_decider(by[1].strip(), passage, passage.start + by.start(1))
        match = re.search(rf"\b{verb}(?:s|es|d|ed|e|y|ies|ied)?\b", passage.text)
        if match is None:
            return None
        before = [
            one
            for one in self.annotated.mentions_within(passage.start, passage.start + match.start())
            if any(self.ontology.vocabulary.is_a(one.type, self.iri(kind)) for kind in ("kg:Post", "kg:Organization"))
        ]
        posts = [one for one in before if self.ontology.vocabulary.is_a(one.type, self.iri("kg:Post"))]
        if before:
            return (posts or before)[-1].referent
        named = re.findall(r"\b[Tt]he ((?:[A-Z][a-z]+ ?)+)", passage.text[: match.start()])
        named = named or plain_posts(passage.text[: match.start()], self.cues.group("law").get("bearer", frozenset()))
        kind = self.iri("kg:Post")
        return Referent(f"{kind}:{named[-1].strip()}", kind, named[-1].strip()) if named else None

    def _named_decider(self, name: str, passage: Passage, start: int) -> Referent:
        """The post or body of that name that is known there, else a post of that name."""
        kind = self.iri("kg:Post")
        for one in self.annotated.mentions_within(start, passage.end):
            if one.start == start and any(self.is_kind(one, each) for each in ("kg:Post", "kg:Organization")):
                return one.referent
        return Referent(f"{kind}:{name}", kind, name)

    def is_kind(self, mention: Mention, kind: str) -> bool:
        """Whether a mention is of a class, by prefixed name."""
        return self.ontology.vocabulary.is_a(mention.type, self.iri(kind))

    def _made(
        self,
        subject: Referent,
        name: str,
        target: Referent | Value,
        passage: Passage,
        length: int | None,
        context: tuple[tuple[int, int, str], ...],
    ) -> Claim:
        start, end = passage.start, min(passage.end, passage.start + min(length or 600, 600))
        while end > start and self.document.text[end - 1].isspace():
            end -= 1
        proof = words_at(self.document, passage, start, end, context, confidence=0.9, by="law-tests")
        return Claim(subject, self.iri(name), target, proof, (), "rule")
