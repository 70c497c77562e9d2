"""Defined terms: what a defined word names, whether the words about it define it, and with what force."""

from __future__ import annotations

import re

from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import SKOS_CONCEPT, Mention, Referent
from extract.claims.wholes import Whole
from extract.law.definition_forms import Form, Forms, expanded
from extract.layout.enumerators import is_law
from extract.parsing.pipeline import english_words
from extract.patterns.proofs import words_at
from extract.patterns.terms import XSD
from extract.values.values import Value
from ontology.regulators import Ontology

MARKS = "\u201c\u201d\"\u2018\u2019'*_"
QUOTES = "\u201c\"\u2018'"
FEWEST = 3
"""Words that a meaning has at least."""


class TermReader:
    """Finds what the defined words of one document name, and makes the claims."""

    def __init__(self, annotated: Annotated, ontology: Ontology, forms: Forms) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.forms = forms
        self.ontology = ontology
        self.iri = ontology.namespaces.iri
        self.law = is_law(annotated.document)
        self.lawful = self.law
        self.told: set[tuple[str, str]] = set()

    def _thing(self, name: str) -> Referent | None:
        """The thing that the document knows by this very name."""
        wanted = plain_name(name)
        held = [one for one in self.annotated.referents if wanted in map(plain_name, (one.label, *one.aliases))]
        return held[0] if len(held) == 1 else None

    def _is_empty(self, meaning: str) -> bool:
        low = meaning.casefold().split()
        opening = {" ".join(low[:many]) for many in (1, 2, 3)}
        empty = self.forms.words.get("empty", frozenset())
        return len(low) < FEWEST or not empty.isdisjoint(opening) or not meaning[:1].isalnum()

    def _is_denied(self, text: str, start: int, end: int) -> bool:
        """Whether what stands before a meaning, from its sentence's beginning, takes it back."""
        return re.search(self.forms.parts["DENIED"], text[max(0, start - 40) : end], re.I) is not None

    def _subject(self, stretch: Whole, start: int, end: int, form: Form) -> Referent | None:
        """What a term names: the thing that has this name in the text, else a term of its own."""
        while end > start and stretch.text[end - 1] in MARKS + " ,.":
            end -= 1
        first, last = stretch.place(start, end)
        inside = [
            one for one in self.annotated.mentions_within(first, last) if one.how in {"name", "short", "citation"}
        ]
        whole = [
            one for one in inside if plain_name(one.text) == plain_name(stretch.text[start:end]) and self._fits(one)
        ]
        if self._is_dated(first, last) or (form.bodiless and any(self._acts(one) for one in inside)):
            return None
        if whole and not self._acts_alone(whole[0]):
            return whole[0].referent
        quoted = start > 0 and stretch.text[start - 1] in QUOTES
        return None if whole else self._subject_called(stretch.text[start:end], quoted)

    def _is_dated(self, start: int, end: int) -> bool:
        """Whether a would-be term is a day: an entry of a timeline defines nothing."""
        near = [self.annotated.sentences[number] for number in self.annotated.around(start, end)]
        dates = [one.quantity for each in near for one in each.quantities if one.quantity.kind == "date"]
        return any(one.start <= start and end <= one.end for one in dates)

    def _fits(self, mention: Mention) -> bool:
        """Whether a mention is written as names are, or is of a kind that is named in ordinary words."""
        words = [word for word in mention.text.split() if word.lower() not in self.forms.words["small"]]
        return self.ontology.vocabulary.is_a(mention.type, SKOS_CONCEPT) or not any(one[:1].islower() for one in words)

    def _acts(self, mention: Mention) -> bool:
        """Whether a mention is of somebody who can refer to something."""
        kinds = ("kg:Organization", "kg:Person", "kg:LegalProvision", "kg:Report", "kg:Post")
        return any(self.ontology.vocabulary.is_a(mention.type, self.iri(kind)) for kind in kinds)

    def _acts_alone(self, mention: Mention) -> bool:
        """Whether a mention is of a kind that no text defines."""
        return any(self.ontology.vocabulary.is_a(mention.type, self.iri(kind)) for kind in ("kg:Person", "kg:Report"))

    def _subject_called(self, term: str, quoted: bool = False) -> Referent | None:
        label = " ".join(term.strip(MARKS + " ,.").split())
        words = label.casefold().split()
        number = not words or not words[0].strip("0123456789/.-")
        if number or len(words) > 8 or label.casefold() in self.forms.words["never"]:
            return None
        if words[0] in self.forms.words["pointing"] or {words[0], words[-1]} & self.forms.words["edges"]:
            return None
        known = self._thing(label)
        if known is not None and self._is_called(label, known):
            return known
        first, *rest = label.split()
        common = first.split("-")[0].lower() in english_words()
        if not quoted and first[:1].isupper() and (first[1:] + "".join(rest)).islower() and common:
            label = " ".join((first.lower(), *rest))
        kind = self.iri("kg:DefinedTerm")
        return Referent(f"{kind}:{label.casefold()}", kind, label)

    def _is_called(self, label: str, thing: Referent) -> bool:
        """Whether a label is a thing's name letter for letter, or a kind's, which is named in ordinary words."""
        names = {re.sub(r"^[Tt]he ", "", one) for one in (thing.label, *thing.aliases)}
        concept = self.ontology.vocabulary.is_a(thing.type, SKOS_CONCEPT)
        return concept or label.isupper() or re.sub(r"^[Tt]he ", "", label) in names

    def _claim(
        self,
        subject: Referent,
        meaning: str,
        stretch: Whole,
        span: tuple[int, int],
        context: tuple[tuple[int, int, str], ...],
        form: Form,
        at: int,
    ) -> Claim | None:
        words = " ".join(meaning.split())
        if (subject.key, words.casefold()) in self.told or plain_name(words) == plain_name(subject.label):
            return None
        self.told.add((subject.key, words.casefold()))
        proof = words_at(
            self.document, stretch.passage, *span, context, confidence=form.confidence, by=f"definition:{form.id}"
        )
        modality = self._modality(stretch, at)
        return Claim(
            subject, self.ontology.namespaces.iri("skos:definition"), Value(words, XSD + "string"), proof, (), modality
        )

    def _modality(self, stretch: Whole, at: int) -> str:
        """A rule in a law or by one; a plan where it is only proposed; else a fact."""
        before = stretch.text[max(0, at - 160) : at]
        said = set(re.findall(r"[\w-]+", before.casefold()))
        if not self.forms.words.get("plans", frozenset()).isdisjoint(said):
            return "plan"
        kinds = self.document.metadata.type
        lawful = (
            self.law
            or self.lawful
            or "shall" in said
            or stretch.passage.citation is not None
            or kinds in self.forms.words.get("law_texts", ())
        )
        if lawful or self._is_own(before) or self._law_defines(stretch, at):
            return "rule"
        return "fact"

    def _is_own(self, words: str) -> bool:
        """Whether words speak of the law that they stand in ("in this section")."""
        own = expanded(r"\bOWN_TEXT PARTS_OF_LAW\b", self.forms.parts)
        return re.search(own, words, re.I) is not None

    def _law_defines(self, stretch: Whole, at: int) -> bool:
        """Whether a provision is named before the meaning, or the text is a rule's."""
        if self.document.metadata.type == "Rule":
            return True
        first = stretch.place(0, 1)[0]
        last = stretch.place(at, at + 1)[0]
        return any(
            self.ontology.vocabulary.is_a(one.type, self.iri("kg:LegalProvision"))
            for one in self.annotated.mentions_within(first, last)
        )


def plain_name(name: str) -> str:
    """A name without its article, marks and capitals."""
    return " ".join(re.sub(r"^(?:the|an?)\s+", "", name.strip(MARKS + " .,").casefold()).split())
