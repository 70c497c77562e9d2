"""Witness: the graph of one document: its metadata, its passages, and the evidence that lies in it.

In: a document and the statements that rest on it. Out: N-Triples. Every node that a document's graph describes
has an IRI below the document's or the evidence's own, so that the graph goes when the document goes. Selectors are
those of the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/, 4.2.4 and 4.2.5).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from corpus.documents import Document
from corpus.selectors import describe
from extract.claims.claims import Evidence
from kg.statements.statements import Statement
from kg.statements.terms import BOOLEAN, DCTERMS, DECIMAL, INTEGER, OA, PROV, RDF, XSD, iri, literal, triple, triples

_PRECISION = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}
TYPE, IS_PART_OF, VALUE = iri(RDF + "type"), iri(DCTERMS + "isPartOf"), iri(RDF + "value")
_DERIVED_FROM, _GENERATED_BY = iri(PROV + "wasDerivedFrom"), iri(PROV + "wasGeneratedBy")
_HAS_SOURCE, _HAS_SELECTOR = iri(OA + "hasSource"), iri(OA + "hasSelector")
_A_POSITION, _START, _END = iri(OA + "TextPositionSelector"), iri(OA + "start"), iri(OA + "end")
_A_QUOTE, _EXACT, _PREFIX, _SUFFIX = (iri(OA + name) for name in ("TextQuoteSelector", "exact", "prefix", "suffix"))
LICENSED = 300
"""Code points of a passage that a source under a restrictive licence is quoted with."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What only all documents together tell of one: the day before which it was not written, and what it repeats.

    `copy_of` is the document that it reprints; `reprints` leads from the place of a passage to the document and place
    that it repeats; `cited` are places that cite a provision, and `printed` leads from a passage's own citation to the
    provision whose text it is.
    """

    not_before: date | None = None
    copy_of: str | None = None
    reprints: Mapping[tuple[int, int], tuple[str, tuple[int, int]]] = field(default_factory=dict)
    cited: tuple[tuple[int, int, str], ...] = ()
    printed: Mapping[str, str] = field(default_factory=dict)


class Witness:
    """Writes the graphs of documents under one base IRI; `rules` is the IRI of the activity that read them."""

    def __init__(self, base: str, rules: str | None = None) -> None:
        self.base, self.core, self.rules = base, base + "core#", rules
        self._evidence, self._confidence, self._extracted_by = map(self.kg, ("Evidence", "confidence", "extractedBy"))

    def kg(self, name: str) -> str:
        """One of our own terms."""
        return f"<{self.core}{name}>"

    def graph_iri(self, document: str) -> str:
        """The IRI of a document's named graph."""
        return f"{self.base}graph/document/{document}"

    def document_iri(self, document: str) -> str:
        """The IRI of a document."""
        return f"{self.base}document/{document}"

    def passage_iri(self, document: str, start: int, end: int) -> str:
        """The IRI of a stretch of a document's plain text (RFC 5147)."""
        return f"{self.document_iri(document)}#char={start},{end}"

    def lines(
        self,
        document: Document,
        statements: Iterable[Statement],
        standing: Standing = Standing(),
    ) -> Iterator[str]:
        """The document's graph; `statements` may hold some that rest on other documents only."""
        yield from self.metadata(document, standing.not_before, standing.copy_of)
        yield from self.passages(document, standing)
        yield from self.citations(document, standing)
        for statement in statements:
            for proof in statement.evidence:
                if proof.document == document.id:
                    yield from self.evidence(document, statement, proof)

    def metadata(self, document: Document, not_before: date | None, copy_of: str | None) -> Iterator[str]:
        """What the document says of itself, and where it comes from."""
        me, about = iri(self.document_iri(document.id)), document.metadata
        is_url = document.source.startswith(("http://", "https://"))
        url = about.url or (document.source if is_url else None)
        yield triple(me, TYPE, self.kg("Document"))
        yield triple(me, self.kg("sha256"), literal(document.sha256))
        yield triple(me, self.kg("path"), literal(document.source))
        yield triple(me, iri(DCTERMS + "source"), iri(url) if url and _is_web(url) else literal(url or document.source))
        yield triple(iri(self.document_iri(document.id) + "/text"), self.kg("plainTextOf"), me)
        texts = {
            "title": about.title, "publisher": about.publisher, "language": about.language, "format": about.format,
            "identifier": about.identifier,
        }  # fmt: skip
        for name, text in (*texts.items(), *(("creator", creator) for creator in about.creators)):
            if text:
                yield triple(me, iri(DCTERMS + name), literal(text))
        for name, text in (("issued", about.issued), ("modified", about.modified)):
            if text:
                yield triple(me, iri(DCTERMS + name), dated(text))
        if about.license:
            free = about.license
            yield triple(me, iri(DCTERMS + "license"), iri(free) if _is_web(free) else literal(free))
        if about.type:
            yield triple(me, iri(DCTERMS + "type"), self.kg(about.type))
        if not about.shown_whole:
            yield triple(me, self.kg("shownWhole"), literal("false", BOOLEAN))
        if not_before and not about.issued:
            yield triple(me, self.kg("notBefore"), dated(not_before.isoformat()))
        if copy_of:
            yield triple(me, self.kg("copyOf"), iri(self.document_iri(copy_of)))

    def passages(self, document: Document, standing: Standing) -> Iterator[str]:
        """Every passage with its text and its place, and what it repeats or prints."""
        whole = iri(self.document_iri(document.id))
        a_passage, kind_of = self.kg("Passage"), self.kg("kind")
        order, section = self.kg("order"), self.kg("section")
        for passage in document.passages:
            me = iri(self.passage_iri(document.id, passage.start, passage.end))
            yield from triples(
                me,
                (TYPE, a_passage),
                (IS_PART_OF, whole),
                (VALUE, literal(_as_licensed(passage.text, document.metadata.shown_whole))),
                (order, literal(str(passage.order), INTEGER)),
                (kind_of, literal(passage.kind)),
            )
            if passage.section:
                yield triple(me, section, literal(" \u203a ".join(passage.section)))
            if passage.page is not None:
                yield triple(me, self.kg("page"), literal(str(passage.page), INTEGER))
            if passage.row is not None:
                yield triple(me, self.kg("row"), literal(str(passage.row), INTEGER))
            if passage.citation:
                yield triple(me, self.kg("citation"), literal(passage.citation))
                if provision := standing.printed.get(passage.citation):
                    yield triple(me, self.kg("prints"), iri(provision))
            if original := standing.reprints.get((passage.start, passage.end)):
                yield triple(me, self.kg("copyOf"), iri(self.passage_iri(original[0], *original[1])))

    def citations(self, document: Document, standing: Standing) -> Iterator[str]:
        """Each place that cites a provision, as a stretch of its passage that refers to it."""
        starts = [passage.start for passage in document.passages]
        for start, end, provision in standing.cited:
            passage = document.passages[max(0, bisect_right(starts, start) - 1)]
            if passage.kind == "heading" and standing.printed.get(passage.citation or "") == provision:
                continue  # the number of the section whose heading it is
            place = iri(self.passage_iri(document.id, start, end))
            me = iri(self.passage_iri(document.id, passage.start, passage.end))
            if place != me:
                yield triple(place, IS_PART_OF, me)
            yield triple(place, iri(DCTERMS + "references"), iri(provision))

    def evidence_iri(self, statement: Statement, proof: Evidence) -> str:
        """The IRI of one proof of one statement: the same words prove the same thing under the same address."""
        parts = (proof.document, proof.start, proof.end, statement.id, proof.context)
        return f"{self.base}evidence/{sha256(repr(parts).encode()).hexdigest()[:32]}"

    def evidence(self, document: Document, statement: Statement, proof: Evidence) -> list[str]:
        """One proof with its selectors and context, and the link from its statement to it."""
        name = self.evidence_iri(statement, proof)
        me = iri(name)
        said = [
            (TYPE, self._evidence),
            (IS_PART_OF, iri(self.passage_iri(document.id, *proof.passage))),
            (self._confidence, literal(format(proof.confidence, ".4f"), DECIMAL)),
        ]
        if proof.stated_on:
            said.append((self.kg("statedOn"), dated(proof.stated_on)))
        if proof.inferred:
            said.append((self.kg("inferred"), literal("true", BOOLEAN)))
        if proof.extracted_by:
            said.append((self._extracted_by, literal(proof.extracted_by)))
        if self.rules:
            said.append((_GENERATED_BY, iri(self.rules)))
        lines = [triple(iri(f"{self.base}statement/{statement.id}"), _DERIVED_FROM, me)]
        lines += self.pointing(document, name, proof.start, proof.end)
        for number, (start, end, role) in enumerate(proof.context, 1):
            other = f"{name}#context-{number}"
            said.append((self.kg("context"), iri(other)))
            lines += triples(iri(other), (TYPE, iri(OA + "SpecificResource")), (self.kg("contextRole"), literal(role)))
            lines += self.pointing(document, other, start, end)
        return lines + triples(me, *said)

    def pointing(self, document: Document, name: str, start: int, end: int) -> list[str]:
        """The source and the two selectors of a stretch of the document's plain text."""
        position, quote = describe(document.text, start, end)
        stem = name + ("-" if "#" in name else "#")
        place, words = iri(stem + "position"), iri(stem + "quote")
        source = iri(self.document_iri(document.id) + "/text")
        first, last = literal(str(position.start), INTEGER), literal(str(position.end), INTEGER)
        around = [(name, literal(text)) for name, text in ((_PREFIX, quote.prefix), (_SUFFIX, quote.suffix)) if text]
        return [
            *triples(iri(name), (_HAS_SOURCE, source), (_HAS_SELECTOR, place), (_HAS_SELECTOR, words)),
            *triples(place, (TYPE, _A_POSITION), (_START, first), (_END, last)),
            *triples(words, (TYPE, _A_QUOTE), (_EXACT, literal(quote.exact)), *around),
        ]


def dated(text: str) -> str:
    """An ISO 8601 date, month or year as a literal of its own precision; other text as a plain literal."""
    datatype = _PRECISION.get(len(text))
    return literal(text, datatype) if datatype else literal(text)


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://")) and " " not in text


def _as_licensed(text: str, whole: bool) -> str:
    """A passage's text as far as its source's licence lets it be passed on by queries and dumps."""
    return text if whole or len(text) <= LICENSED else text[:LICENSED].rstrip() + " …"
