"""Law tests: the lists of tests that a law's own paragraphs set ("may be expanded only if— (a) …; and (b) …")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.passages import Passage
from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.law.bearers import plain_posts
from extract.law.conditions import ENDS_OPEN, LEADS_IN, OF_ONE, ConditionReader, topics_in
from extract.layout.enumerators import ENUMERATOR, Place
from extract.parsing.cues import Cues
from extract.patterns.proofs import words_at
from extract.patterns.terms import XSD
from extract.values.values import Value
from ontology.regulators import Ontology

LISTED = re.compile(
    r"\b(?:if|when|unless|where|until|once|only)\b.*\b(?:following|(?:all|both|each|any|one|either) of these)\b"
    r"|\brequires? (?:that )?(?:each|all|both) of the following\b"
)
"""What leads into a list of tests in a law's own words, where a colon or dash ends it."""
TO_DO = re.compile(
    r"\b(?:shall|must|may|can|to),?\s(?:[^,;]*,\s)?(?:do|take|carry out|perform|undertake|exercise)\s"
    r"(?:[a-z]+\s){0,4}following\b[^,;]*$"
)
"""What leads into things to be done, whatever "if" stands before it."""
MET = re.compile(r"\b(?:must|shall|has to|have to|needs? to|required|unless|only (?:if|when|where|once))\b")
REPORTED = re.compile(r"\b(?:had|was|were)\b")
"""What only was so is no rule."""
CAPTION = re.compile(
    r"^[A-Z][A-Z ]+\.?\s?(?:--|[\u2013\u2014])\s*(?=[A-Z])|^[A-Z]\w+(?: \w+){0,2}\.\s+(?=[A-Z]\w+ \w+ \w+)"
)
"""A few words that only head a paragraph: "SPENDING.\u2014", "Spending test."."""


class TestLists:
    """Reads the tests that lists of paragraphs set; `law` tells whether the document is a law's own text."""

    def __init__(
        self, annotated: Annotated, ontology: Ontology, cues: Cues, places: Sequence[Place], law: bool
    ) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.cues = cues
        self.iri = ontology.namespaces.iri
        self.places = places
        self.law = law
        self.prose = ConditionReader(annotated, ontology, cues, {})

    def criteria(self, bodies: dict[tuple[int, int], Mention]) -> Iterator[Claim]:
        """The tests that lists below "if" or "must meet three criteria" set; `bodies` are topics by passage."""
        for index, place in enumerate(self.places):
            if not self.heads_tests(place):
                continue
            items = self._items(self.places[index + 1 :], place)
            setter = place.provision or self.setter(place.passage, bodies)
            if len(items) > 1 and setter is not None:
                yield from self._tests(setter, place, items, None)

    def heads_tests(self, place: Place) -> bool:
        """Whether a paragraph leads into a list of tests."""
        if place.passage.kind == "heading":
            return False
        last = self.document.text[place.passage.start : place.passage.end].rstrip(" -\u2013—:\n")
        final = re.split(r"(?<=[.;])\s+", last)[-1].lower()
        ends = place.passage.text.rstrip().endswith((":", "—", "-", "\u2013"))
        if TO_DO.search(final):
            return False
        if self.law and ((ends and (LISTED.search(final) or OF_ONE.search(final))) or LEADS_IN.search(final)):
            return True
        tests = self.cues.group("law").get("tests", frozenset())
        named = any(re.search(rf"\b{word}\b", final) for word in tests)
        return ends and named and not REPORTED.search(final) and MET.search(final) is not None

    def _items(self, after: Sequence[Place], head: Place) -> list[Place]:
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

    def setter(self, passage: Passage, bodies: dict[tuple[int, int], Mention]) -> Referent | None:
        """What sets the tests below a passage that is no law's own: the one law that it names, else its topic."""
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
        asked = re.search(
            r"\b(?:any|either|at least|one)\s+(?:one\s+)?of\s+(?:the\s+following|these)\b", head.passage.text.lower()
        )
        joined = "any" if asked or any(self._text_of(one).rstrip().endswith("or") for one in top[:-1]) else "all"
        context = ((head.passage.start, min(head.passage.end, head.passage.start + 600), "heading"),)
        top_decider = self._decider_above(head.passage) if ENDS_OPEN.search(head.passage.text) else None
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
            words = words if inner else self._undecided(words, place.passage)
            nested = tuple((each.passage.start, each.passage.end, "antecedent") for each in inner)
            yield self._made(
                one, "kg:criterionText", Value(words, XSD + "string"), place.passage, None, (*context, *nested)
            )
            if whole.label.endswith(" criteria"):
                yield self._made(setter, "kg:setsCriterion", one, place.passage, None, context)
            decider = self._decider(place.passage) or (top_decider if whole.label.endswith(" criteria") else None)
            if decider is not None:
                yield self._made(one, "kg:determinedBy", decider, place.passage, None, context)
            for topic in topics_in(words, self.ontology, self.cues):
                yield self._made(one, "kg:concerns", topic, place.passage, None, context)
            if len(inner) > 1:
                yield from self._tests(setter, place, inner, one)

    def _decider_above(self, passage: Passage) -> Referent | None:
        """Who decides on each test of a list, where the paragraph above it ends on that ("is satisfied that\u2014")."""
        found = self.prose.decider_before(passage.start, passage.end)
        return self.prose.decider(*found) if found is not None else self._decider(passage)

    def _undecided(self, words: str, passage: Passage) -> str:
        """A test's words without who decides it, where they begin or end with that ("the Board finds that …")."""
        at = self.document.text.find(words, passage.start, passage.end)
        found = self.prose.test_at(at, at + len(words)) if at >= 0 else None
        return found.text if found is not None and found.decider is not None else words

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
        """Who determines or certifies: by the words before what is decided, else before or behind such a verb."""
        mark = ENUMERATOR.match(passage.text)
        found = self.prose.test_at(passage.start + (mark.end() if mark is not None else 0), passage.end)
        if found is not None and found.decider is not None:
            return self.prose.decider(*found.decider)
        stems = [
            word.removesuffix("y").removesuffix("e")
            for word in sorted(self.cues.group("law").get("decide", frozenset()))
        ]
        verb = r"(?:" + "|".join(stems) + r")"
        by = re.search(rf"\b{verb}(?:d|ed|ied|y|e)? by the ((?:[A-Z]\w+ ?)+)", passage.text)
        if by is not None:
            return self.prose.decider(by[1].strip(), passage.start + by.start(1))
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
        named = list(re.finditer(r"\b[Tt]he ((?:[A-Z][a-z]+ ?)+)", passage.text[: match.start()]))
        if named:
            return self.prose.decider(named[-1][1].strip(), passage.start + named[-1].start(1))
        plain = plain_posts(passage.text[: match.start()], self.cues.group("law").get("bearer", frozenset()))
        return self.prose.decider(plain[-1], passage.end) if plain else None

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
