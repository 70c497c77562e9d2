"""Documents and readings made by hand over the invented regulator, for the tests of kg/statements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from corpus.documents import Document, Metadata
from corpus.passages import Passage
from extract.claims.claims import Claim, Evidence, Reading, Term
from extract.claims.mentions import Referent
from extract.values.values import Value
from kg.statements.assembly import Assembly, assemble
from kg.statements.statements import Statement
from ontology.regulators import Ontology, load_ontology

XSD = "http://www.w3.org/2001/XMLSchema#"


def toy() -> Ontology:
    """The invented regulator's ontology."""
    return load_ontology(Path(__file__).parent / "toy" / "regulator")


def iri(curie: str) -> str:
    """The full IRI of a short name in the invented regulator's namespaces."""
    return toy().namespaces.iri(curie)


def value(text: str) -> Value:
    """A literal from a short form: `2027-01`, `#12` (a count), `$5000` (an amount), `P5Y`, or plain words."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return Value(text, XSD + {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)])
    if re.fullmatch(r"[#$]-?[\d.]+", text):
        return Value(text[1:], XSD + ("integer" if text[0] == "#" else "decimal"))
    if re.fullmatch(r"P\d+[YMD]", text):
        return Value(text, XSD + "duration")
    return Value(text, XSD + "string")


def thing(label: str, type_: str = "harbor:Trial", *aliases: str, entity: str | None = None, key: str = "") -> Referent:
    """A referent; its key is its label unless another is given."""
    return Referent(key or label, iri(type_), label, aliases, iri(entity) if entity else None)


def individual(curie: str) -> Referent:
    """A value that the vocabulary itself names."""
    one = toy().vocabulary.individuals[iri(curie)]
    return Referent(curie, one.type, one.label, (), one.iri)


@dataclass
class Hand:
    """Documents with what a reader took from each."""

    documents: list[Document] = field(default_factory=list)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    referents: dict[str, dict[str, Referent]] = field(default_factory=dict)

    def document(self, text: str, issued: str | None = None, citation: str | None = None, **metadata: str) -> Document:
        """A document of one passage a line."""
        digest = sha256(text.encode()).hexdigest()
        passages, start = [], 0
        for order, line in enumerate(text.splitlines(keepends=True)):
            end = start + len(line.rstrip("\n"))
            kind = "paragraph"
            passages.append(Passage(digest[:16], start, end, kind, (), text[start:end], order, citation=citation))
            start += len(line)
        known = Metadata(title=text.split(".")[0], issued=issued, **metadata)
        made = Document(
            digest[:16], f"notes/{digest[:6]}.txt", digest, known, text, tuple(p for p in passages if p.text)
        )
        self.documents.append(made)
        self.claims[made.id], self.referents[made.id] = [], {}
        return made

    def says(
        self, document: Document, subject: Referent, property_: str, object_: Referent | str, quote: str = "",
        modality: str = "fact", negated: bool = False, context: tuple[tuple[int, int, str], ...] = (),
        stated_on: str | None = None, **qualifiers: Term,
    ) -> Claim:  # fmt: skip
        """Note that a document claims something; without a quote its first passage proves it."""
        quote = quote or document.passages[0].text
        start = document.text.index(quote)
        passage = next(p for p in document.passages if p.start <= start < p.end)
        proof = Evidence(
            document.id,
            start,
            start + len(quote),
            quote,
            (passage.start, passage.end),
            context,
            stated_on,
            False,
            0.9,
            "hand",
        )
        given: list[tuple[str, Term]] = []
        for name, term in qualifiers.items():
            plain = name in ("comparator", "appliesTo", "role", "unit", "position")
            given.append((name, value(term) if isinstance(term, str) and not plain else term))
        target = object_ if isinstance(object_, Referent) else value(object_)
        claim = Claim(
            subject, iri(property_), target, proof, tuple(sorted(given, key=lambda g: g[0])), modality, negated
        )
        self.claims[document.id].append(claim)
        for one in (subject, object_):
            if isinstance(one, Referent):
                self.referents[document.id][one.key] = one
        return claim

    def mentions(self, document: Document, *referents: Referent) -> None:
        """Note that a document speaks of things without claiming anything of them."""
        self.referents[document.id].update({referent.key: referent for referent in referents})

    def readings(self) -> list[Reading]:
        """What was noted, one reading a document."""
        return [Reading(d.id, tuple(self.referents[d.id].values()), tuple(self.claims[d.id])) for d in self.documents]

    def assemble(self, **settings: object) -> Assembly:
        """The model of all of it; no decisions unless they are given."""
        return assemble(self.readings(), self.documents, toy(), **{"decisions": (), **settings})  # type: ignore[arg-type]


def only(assembly: Assembly, property_: str) -> list[Statement]:
    """The statements with a property, by their object's words."""
    found = [s for s in assembly.statements.values() if s.property == iri(property_)]
    return sorted(found, key=lambda s: str(getattr(s.object, "lexical", getattr(s.object, "label", ""))))
