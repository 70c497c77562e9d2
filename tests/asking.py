"""The graphs that the tests of kg.ask read: one of statements, one of plain triples, all names invented."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

HERE = Path(__file__).resolve().parent
BASE = "https://w3id.org/regulatory-kg/"

LIBRARY = """
@prefix l: <https://library.example/schema#> .
@prefix d: <https://library.example/data/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
l:Book a owl:Class ; rdfs:label "Book" . l:Writer a owl:Class ; rdfs:label "Writer" .
l:Loan a owl:Class ; rdfs:label "Loan" . l:Reader a owl:Class ; rdfs:label "Reader" .
l:writtenBy a owl:ObjectProperty ; rdfs:label "written by" ; rdfs:domain l:Book ; rdfs:range l:Writer .
l:ofBook a owl:ObjectProperty ; rdfs:label "of book" ; rdfs:domain l:Loan ; rdfs:range l:Book .
l:takenBy a owl:ObjectProperty ; rdfs:label "taken by" ; rdfs:domain l:Loan ; rdfs:range l:Reader .
l:bookTitle a owl:DatatypeProperty ; rdfs:label "Book Title" ; rdfs:domain l:Book .
l:pageCount a owl:DatatypeProperty ; rdfs:label "Page Count" ; rdfs:domain l:Book ; rdfs:range xsd:integer .
l:writerName a owl:DatatypeProperty ; rdfs:label "Writer Name" ; rdfs:domain l:Writer .
l:readerNumber a owl:DatatypeProperty ; rdfs:label "Reader Number" ; rdfs:domain l:Reader .
l:loanStartDate a owl:DatatypeProperty ; rdfs:label "Loan Start Date" ; rdfs:domain l:Loan ; rdfs:range xsd:date .
l:loanReturnDate a owl:DatatypeProperty ; rdfs:label "Loan Return Date" ; rdfs:domain l:Loan ; rdfs:range xsd:date .
l:fineAmount a owl:DatatypeProperty ; rdfs:label "Fine Amount" ; rdfs:domain l:Loan ; rdfs:range xsd:decimal .
l:feeAmount a owl:DatatypeProperty ; rdfs:label "Fee Amount" ; rdfs:domain l:Loan ; rdfs:range xsd:decimal .
d:w1 a l:Writer ; l:writerName "Ada Brook" . d:w2 a l:Writer ; l:writerName "Ben Moor" .
d:b1 a l:Book ; l:bookTitle "Tides" ; l:pageCount 120 ; l:writtenBy d:w1 .
d:b2 a l:Book ; l:bookTitle "Dunes" ; l:pageCount 300 ; l:writtenBy d:w1 .
d:b3 a l:Book ; l:bookTitle "Rivers" ; l:pageCount 200 ; l:writtenBy d:w2 .
d:r1 a l:Reader ; l:readerNumber "R-100" . d:r2 a l:Reader ; l:readerNumber "R-200" .
d:l1 a l:Loan ; l:ofBook d:b1 ; l:takenBy d:r1 ; l:loanStartDate "2020-01-01"^^xsd:date ;
  l:loanReturnDate "2020-01-11"^^xsd:date ; l:fineAmount 2.0 ; l:feeAmount 1.0 .
d:l2 a l:Loan ; l:ofBook d:b2 ; l:takenBy d:r1 ; l:loanStartDate "2021-03-01"^^xsd:date ;
  l:loanReturnDate "2021-03-21"^^xsd:date ; l:fineAmount 4.0 ; l:feeAmount 1.5 .
d:l3 a l:Loan ; l:ofBook d:b3 ; l:takenBy d:r2 ; l:loanStartDate "2021-05-01"^^xsd:date ;
  l:loanReturnDate "2021-05-31"^^xsd:date ; l:fineAmount 6.0 ; l:feeAmount 2.0 .
"""


def with_vocabularies(turtle: str) -> tuple[EmbeddedStore, Words]:
    """A graph of statements in Turtle, with the vocabularies that ship."""
    store = EmbeddedStore()
    for name in ("core", "cmmi"):
        path = HERE.parent / "ontology" / name / "vocabulary.ttl"
        store.load(path.read_bytes(), ox.RdfFormat.TURTLE, base=BASE)
    store.load(turtle.encode(), ox.RdfFormat.TURTLE, base=BASE)
    return store, Words.of(store)


def proven(
    head: str, facts: Iterable[tuple[str, str, str, str, str, str, int]], document: str
) -> tuple[EmbeddedStore, Words]:
    """A graph of statements, each with a proof of its own in a document, behind what `head` tells of their things.

    Of each: subject, property, object, quote, qualifiers, when it was said, and whether the bare triple stands.
    """
    lines = [head]
    for n, (subject, prop, thing, quote, about, said, direct) in enumerate(facts):
        mood = "" if "kg:modality" in about else "kg:modality kg:fact ; "
        kind = {4: "gYear", 7: "gYearMonth"}.get(len(said), "date")
        stated = f'; kg:statedOn "{said}"^^xsd:{kind} ' if said else ""
        lines.append(
            f"id:s{n} a kg:Statement ; rdf:subject id:{subject} ; rdf:predicate {prop} ; rdf:object {thing} ; {mood}"
            f"{about + ' ; ' if about else ''}kg:rank kg:normal ; prov:wasDerivedFrom id:e{n} . "
            f"id:e{n} a kg:Evidence ; oa:hasSource <{BASE}document/{document}/text> ; "
            f"oa:hasSelector id:p{n} , id:q{n} {stated}. "
            f"id:p{n} a oa:TextPositionSelector ; oa:start {n * 90} ; oa:end {n * 90 + 60} . "
            f'id:q{n} a oa:TextQuoteSelector ; oa:exact "{quote}" .'
        )
        if direct:
            lines.append(f"id:{subject} {prop} {thing} .")
    return with_vocabularies("\n".join(lines))


@lru_cache(maxsize=1)
def statements() -> tuple[EmbeddedStore, Words]:
    """The graph of ask_graph.ttl with the vocabularies that ship."""
    return with_vocabularies((HERE / "ask_graph.ttl").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def library() -> tuple[EmbeddedStore, Words]:
    """A graph of books and loans that nothing in the code knows of."""
    store = EmbeddedStore()
    store.load(LIBRARY.encode(), ox.RdfFormat.TURTLE)
    return store, Words.of(store)


def ask(question: str, *, as_of: str | None = None, topics: tuple[str, ...] = ()) -> Answer:
    """The answer from the graph of statements."""
    store, words = statements()
    return answer(question, words, store, as_of=as_of, topics=topics)


def ask_library(question: str) -> Answer:
    """The answer from the graph of books."""
    store, words = library()
    return answer(question, words, store)


def labels(found: Answer) -> set[str]:
    """What the answers are called."""
    return {item.label for item in found.answers}
