"""Conditions: the tests that running prose says a provision sets ("two conditions must be met. First, …").

Lists of a law's own paragraphs are read by `extract.law.provisions`; here one sentence, or a few after it, name the
tests. Only a provision named in the passage can set them, and each test must be told by a mark of its own or by its
decider.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.passages import Passage
from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.law.condition_forms import MUST, ORDINALS, forms_of
from extract.layout.enumerators import Place
from extract.parsing.cues import Cues
from extract.patterns.proofs import words_at
from extract.patterns.terms import XSD
from extract.values.values import Value
from ontology.regulators import Ontology

MARK = re.compile(
    r"(?:(?<=[,;:\u2014])|(?<=^)|(?<=\band)|(?<=\bor))\s*(?:\((?:[1-5]|[a-e]|i{1,3}|iv|v)\)|(?:first|second|third|fourth|fifth)(?:ly)?\b,?|finally\b,?)\s*",
    re.I,
)
OPENS = re.compile(
    r"^(?:and\s+)?(?:the|a|an)?\s*(?P<nth>first|second|third|fourth|fifth|final|last|another)(?:ly)?\b"
    r"(?:\s+(?:one|test|condition|criterion|requirement|prong))?(?:,?\s*(?:is|was|says|demands|requires|asks)\b(?:\s+that)?|,|:|\s+concerns\s+\w+:)?\s*",
    re.I,
)
LEADS_IN = re.compile(
    r"\b(?:if|where|when|unless|only upon|provided(?: that)?)\b"
    r"(?:[^.;]*\bthat(?:\b[^.;,]*\b(?:to|will|would|does|has|is|can))?)?\s*$"
)
"""A condition that its list goes on with: "unless", "if the Board finds that", "that the model is expected to"."""
OF_ONE = re.compile(
    r"\b(?:if|where|when|unless|upon)\b[^.;]*\bthat\s(?:the|such|this|an?)\s(?:[a-z]+\s){0,3}[a-z]+\W*$", re.I
)
"""The same before a colon, where the list tells what is found of one thing: "if it finds that the experiment:"."""
ENDS_OPEN = re.compile(r"\bthat\b[^.;,]*\W*$")
"""A head whose own decider decides on each item: "unless the Secretary determines that the model is expected to—"."""
EXCUSED = re.compile(
    r"\b(?:shall|must)\s(?:,[^,]+,\s)?(?:submit|report|publish|deliver|notify|consult|provide|send|give|inform|furnish|post)\b"
    r".*\bunless\b",
    re.S,
)
"""What must be told unless something is decided, which sets no test: "shall report unless the Board finds that"."""
JUDGED = re.compile(r"\s*in (?:its|his|her|their)(?: own| sole)? (?:judgment|judgement|opinion|view),?\s+")
OF_NAME = re.compile(r"\s+of\s+[A-Z]")
LONGEST = 600
FEWEST = 3
"""Words that a test's own text must have."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test in a document's text: where it stands, its words, who decides it (words and their place), its number.

    Of some only the matter is told, in place of their words ("criterion 2 looks at quality").
    """

    start: int
    end: int
    text: str
    decider: tuple[str, int] | None = None
    ordinal: int | None = None
    matter: str = ""


class ConditionReader:
    """Reads the tests of one document's prose."""

    def __init__(
        self, annotated: Annotated, ontology: Ontology, cues: Cues, places: Mapping[tuple[int, int], Place]
    ) -> None:
        self.annotated = annotated
        self.places = places
        self.document = annotated.document
        self.ontology = ontology
        self.iri = ontology.namespaces.iri
        self.forms = forms_of(cues)
        self.cues = cues

    def claims(self, told: set[str]) -> Iterator[Claim]:
        """The claims of all tests; nothing for provisions in `told`, whose tests were read already."""
        sentences = [(one.start, one.end) for one in self.annotated.sentences]
        for number, sentence in enumerate(self.annotated.sentences):
            first, last = sentences[number]
            tests = self._listed(sentences, number) or self._decided(sentences, number) or self._single(first, last)
            # Names are looked for only where there are tests: that search goes through the whole document.
            setter = self._setter(sentence.passage, last) if tests else None
            if setter is not None and setter.key not in told:
                told.add(setter.key)
                yield from self._told(setter, tests, (first, last))

    def _setter(self, passage: Passage, end: int) -> Referent | None:
        """The provision that a passage speaks of up to some place, the one named last; of a law its own paragraph."""
        place = self.places.get((passage.start, passage.end))
        if place is not None and place.provision is not None:
            return place.provision
        kind = self.iri("kg:LegalProvision")
        named = [one for one in self.annotated.mentions_within(passage.start, end) if self._is(one, kind)]
        return named[-1].referent if named else None

    def _listed(self, sentences: list[tuple[int, int]], number: int) -> list[Test]:
        """The tests that a sentence announces by their number and then names, in itself or in those that follow."""
        start, end = sentences[number]
        head = self.forms.head.search(self.document.text[start:end])
        if head is None:
            return []
        begin = start + head.end()
        rest = self.document.text[begin:end]
        marks = list(MARK.finditer(rest))
        if len(marks) > 1:
            edges = [*(begin + one.end() for one in marks), end]
            stops = [*(begin + one.start() for one in marks[1:]), end]
            tests = self._whole([self.test_at(a, b, FEWEST - 1) for a, b in zip(edges, stops, strict=False)])
            decider = self.decider_before(head.start() + start, begin)
            return [replace(one, decider=one.decider or decider) for one in tests]
        colon = rest.find(":")
        if colon >= 0 and rest.count(";") > 0:
            edges = [
                begin + colon + 1,
                *(begin + one.end() for one in re.finditer(r";", rest) if one.start() > colon),
                end,
            ]
            return self._whole([self.test_at(a, b - 1 if b < end else b) for a, b in pairwise(edges)])
        found: list[Test | None] = []
        for first, last in sentences[number + 1 : number + 7]:
            opening = OPENS.match(self.document.text[first:last])
            if opening is None:
                break
            found.append(self.test_at(first + opening.end(), last))
        return self._whole(found)

    def _decided(self, sentences: list[tuple[int, int]], number: int) -> list[Test]:
        """The tests of sentences in a row, each of which says what somebody must find."""
        found: list[Test | None] = []
        for first, last in sentences[number : number + 4]:
            text = self.document.text[first:last]
            match = self.forms.finds.search(text)
            if match is None or match.start() > 12 or not re.search(rf"\b{MUST}\b", text[: match.start("text")]):
                break
            found.append(self.test_at(first, last))
        return self._whole(found)

    def _whole(self, found: list[Test | None]) -> list[Test]:
        """The tests, if each part gave one and there are several."""
        kept = [one for one in found if one is not None]
        return kept if len(kept) == len(found) > 1 else []

    def _single(self, start: int, end: int) -> list[Test]:
        """The one test that a sentence names by who must decide it before something may be done."""
        text = self.document.text[start:end]
        sole = self.forms.sole.search(text)
        if sole is not None:
            return self._joined(start + sole.end(), end)
        asked = next((found for one in self.forms.asked if (found := one.search(text)) is not None), None)
        if asked is not None:
            test = self.test_at(start + asked.start("text"), start + asked.end("text"))
            decider = asked["who"], start + asked.start("who")
            return [replace(test, decider=decider)] if test is not None else []
        nth = self.forms.nth.search(text)
        if nth is not None:
            test = self.test_at(start + nth.end(), end)
            return [replace(test, ordinal=ORDINALS.index(nth["nth"].lower()) + 1)] if test is not None else []
        about = self.forms.about.search(text)
        if about is not None and topics_in(about["text"], self.ontology, self.cues):
            number = int(about["number"] or ORDINALS.index((about["nth"] or "first").lower()) + 1)
            return [Test(start, end, "", None, number, about["text"])]
        plain = next((found for one in self.forms.plain if (found := one.search(text)) is not None), None)
        if plain is not None:
            return self._joined(start + plain.end(), end)
        if self.forms.head.search(text):
            return []
        only = self.forms.only_if.search(text)
        if only is not None and not EXCUSED.search(text[: only.end()]):
            tests = self._joined(start + only.end(), end)
            if all(one.decider is not None for one in tests):
                return tests
        return self._loosely(start, end) if not EXCUSED.search(text) else []

    def _loosely(self, start: int, end: int) -> list[Test]:
        """The test of a wording that sets others than tests as well, where it is about what a test can be about."""
        text, found = self.document.text[start:end], None
        judged = next((each for one in self.forms.judged if (each := one.search(text)) is not None), None)
        if judged is not None:
            found = self.test_at(start + judged.start("text"), start + judged.end("text"))
            found = replace(found, decider=(judged["who"], start + judged.start("who"))) if found is not None else None
        else:
            loose = next((each for one in self.forms.loose if (each := one.search(text)) is not None), None)
            found = self.test_at(start + loose.end(), end) if loose is not None else None
            if found is not None and found.decider is None and re.search(r"\bthat\b", found.text):
                return []  # somebody decides it whom no form could read
        return [found] if found is not None and topics_in(found.text, self.ontology, self.cues) else []

    def _joined(self, start: int, end: int) -> list[Test]:
        """The test at a place, or the several whose deciders "and" joins: "if the Board finds … and the Actuary …"."""
        edges = [start]
        for joiner in re.finditer(r",?\s+and\s+(?=(?:that\s+)?(?:the\s+)?[A-Za-z])", self.document.text[start:end]):
            finds = self.forms.finds.match(self.document.text, start + joiner.end(), end)
            if finds is not None and self.test_at(edges[-1], start + joiner.start()) is not None:
                edges.append(start + joiner.end())
        found = [self.test_at(first, last) for first, last in pairwise([*edges, end])]
        return [one for one in found if one is not None] if len(edges) == 1 else self._whole(found)

    def test_at(self, start: int, end: int, fewest: int = FEWEST) -> Test | None:
        """The test between two places, without who decides it and without what only joins it to the next.

        It has so many words at the `fewest`, or one less where somebody decides it.
        """
        piece = self.document.text[start:end]
        piece = re.sub(r"[\s,;.]*(?:\band\b|\bor\b)?[\s,;.]*$", "", piece)
        decider: tuple[str, int] | None = None
        match = next((found for one in self.forms.decides if (found := one.search(piece)) is not None), None)
        if match is not None and match.start() < 40:
            decider = match["who"], start + match.start("who")
            start, piece = start + match.start("text"), match["text"]
        else:
            left = self.forms.left_to.search(piece)
            if left is not None:
                decider = left["who"], start + left.start("who")
                piece = piece[: left.start()]
            opening = JUDGED.match(piece) or re.match(r"\s*(?:that\s+)?", piece)
            skipped = opening.end() if opening is not None else 0
            start, piece = start + skipped, piece[skipped:]
        piece = re.split(r"\s+before\s+(?:it|the|any|a)\b|,\s+which\b", piece)[0].rstrip(" ,;.")
        words = " ".join(piece.split())
        enough = len(words.split()) >= (fewest if decider is None else FEWEST - 1)
        if not enough or len(words) > LONGEST or words.endswith(("?", ":")):
            return None
        return Test(start, start + len(piece), words, decider)

    def decider_before(self, start: int, end: int) -> tuple[str, int] | None:
        """Who decides on each of the tests that the words between two places lead into: "if the Board finds that:"."""
        lead = self.document.text[start:end].rstrip(" :-\u2013\u2014\n")
        found = self.forms.finds.search(f"{lead} it")
        return (found["who"], start + found.start("who")) if found is not None else None

    def _told(self, setter: Referent, tests: list[Test], head: tuple[int, int]) -> Iterator[Claim]:
        kind = self.iri("kg:Criterion")
        whole = Referent(f"{kind}:{setter.label} criteria", kind, f"{setter.label} criteria")
        near = ((*head, "heading"),)
        if len(tests) > 1:
            span = head[0], min(head[1], head[0] + LONGEST)
            yield self._made(setter, "kg:setsCriterion", whole, span, ())
            between = self.document.text[tests[0].end : tests[1].start]
            joined = "any" if re.search(r"[;,]\s+or\b", between) else "all"
            yield self._made(whole, "kg:combination", Value(joined, XSD + "string"), span, ())
        for place, test in enumerate(tests, start=1):
            number = test.ordinal or place
            label = f"{setter.label} criterion {number}"
            one, span = Referent(f"{kind}:{label}", kind, label), (test.start, test.end)
            yield self._made(setter, "kg:setsCriterion", one, span, near)
            if len(tests) > 1:
                yield self._made(one, "kg:partOf", whole, span, near)
            if len(tests) > 1 or test.ordinal is not None:
                yield self._made(one, "kg:ordinal", Value(str(number), XSD + "integer"), span, near)
            if test.text:
                yield self._made(one, "kg:criterionText", Value(test.text, XSD + "string"), span, near)
            if test.decider is not None:
                words, place = test.decider
                said = min(place, test.start), max(place + len(words), test.end)
                yield self._made(one, "kg:determinedBy", self.decider(words, place), said, near)
            for topic in topics_in(test.text or test.matter, self.ontology, self.cues):
                yield self._made(one, "kg:concerns", topic, span, near)

    def decider(self, words: str, start: int) -> Referent:
        """The post or body that these words name, else the one body whose name ends so, else a post of that name."""
        kinds = self.iri("kg:Post"), self.iri("kg:Organization")
        label = " ".join(words.split())
        for one in self.annotated.mentions_within(start - 4, start + len(words) + 40):  # with its article
            # "the Superintendent of Insurance" is more than the post whose name its first word is
            part = one.end < start + len(words) and one.type == kinds[0]
            part = part and (one.referent.entity is None or OF_NAME.match(self.document.text, one.end) is not None)
            if start < one.end and one.start <= start + 4 and not part and any(self._is(one, kind) for kind in kinds):
                return one.referent
        bodies = [one for one in self.annotated.referents if self.ontology.vocabulary.is_a(one.type, kinds[1])]
        ends = [one for one in bodies if one.label.lower().endswith(f" {label.lower()}")]
        return ends[0] if len(ends) == 1 else Referent(f"{kinds[0]}:{label}", kinds[0], label)

    def _is(self, mention: Mention, kind: str) -> bool:
        return self.ontology.vocabulary.is_a(mention.type, kind)

    def _made(
        self,
        subject: Referent,
        name: str,
        target: Referent | Value,
        span: tuple[int, int],
        context: tuple[tuple[int, int, str], ...],
    ) -> Claim:
        start, end = span
        passage = next(
            (one.passage for one in self.annotated.sentences if one.start <= start < one.end),
            self.annotated.sentences[0].passage,
        )
        end = min(end, start + LONGEST)
        proof = words_at(self.document, passage, start, end, context, confidence=0.8, by="conditions")
        return Claim(subject, self.iri(name), target, proof, (), "rule")


def topics_in(text: str, ontology: Ontology, cues: Cues) -> list[Referent]:
    """The vocabulary's topics whose words stand in a text."""
    found = []
    for one in ontology.vocabulary.of_type(ontology.namespaces.iri("kg:Topic")):
        words = {one.label.lower(), *(word.lower() for word in one.words)} | cues.group("topic").get(one.label, set())
        if any(re.search(rf"\b{re.escape(word)}\b", text.lower()) for word in words):
            found.append(Referent(one.iri, one.type, one.label, entity=one.iri))
    return found
