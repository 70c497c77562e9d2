"""Graph: one release, opened for reading: everything that people, pages and programs ask of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.examples import ExampleQuery, example_queries, example_questions
from kg.export import write_export
from kg.read import describe, documents, law, sure, trace, twins
from kg.read.describe import Description
from kg.read.documents import ReadDocument
from kg.read.extracts import extract_of
from kg.read.facts import Fact, NamedThing, Quote, read_facts
from kg.read.law import ProvisionPage
from kg.read.listing import Listing, list_things
from kg.read.overview import Overview, overview
from kg.read.present import PresentQuote, counted, present_quotes, worst
from kg.read.reader import CORE, STANDARD, GraphReader, Node, is_iri, text_of
from kg.read.reconciling import Candidate, candidates
from kg.read.search import CLOSE, OPEN, Hits, SearchIndex
from kg.read.service import DumpFile, describe_dataset, describe_service, make_dump
from kg.read.sources import read_sources
from kg.read.terms import VocabularyPage, vocabulary_page
from kg.read.wording import date_words, duration_words
from kg.store.faults import StoreFault
from kg.store.query import (
    BadQuery,
    QueryBusy,
    QueryCancelled,
    QueryFault,
    QueryMemory,
    QueryTimeout,
    RefusedQuery,
    check_query,
)
from kg.store.releases import NoRelease, Release, Releases
from kg.store.store import EmbeddedStore, RemoteStore, Store

if TYPE_CHECKING:
    from kg.ask.answers import Answer, Citation
    from kg.read.paths import EdgeGraph, Link, Neighbourhood, Placed
    from kg.read.paths import Path as PathBetween

DEFAULT_BASE = "https://w3id.org/regulatory-kg/"
"""The base of a graph whose release does not name one."""
NEAREST = 4
"""How many passages stand beside a refusal."""

__all__ = [
    "BadQuery",
    "Candidate",
    "Description",
    "Fact",
    "Graph",
    "Listing",
    "NamedThing",
    "Neighbourhood",
    "NoRelease",
    "PathBetween",
    "Placed",
    "PresentQuote",
    "QueryBusy",
    "QueryCancelled",
    "QueryFault",
    "QueryMemory",
    "QueryTimeout",
    "Quote",
    "RefusedQuery",
    "Release",
    "Releases",
    "StoreFault",
    "open_graph",
]


@dataclass(slots=True, eq=False)
class Graph:
    """One loaded graph. Nothing here writes, and all of it may be called from several threads.

    `base` is the IRI below which its own things stand; `release` is the published release, or `None` for an
    endpoint elsewhere.
    """

    store: Store
    base: str = DEFAULT_BASE
    release: Release | None = None
    reader: GraphReader = field(init=False, repr=False)
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)
    _locks: dict[str, threading.RLock] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        self.reader = GraphReader(self.store, self.base, self.release.search if self.release else None)

    @property
    def name(self) -> str:
        """The release's name, or `live` where there are no releases."""
        return self.release.name if self.release else "live"

    def _keep(self, name: str, make: Callable[[], Any]) -> Any:
        """What is worked out once a release: made on first use, by one thread, while others ask for other things."""
        with self._lock:
            lock = self._locks.setdefault(name, threading.RLock())
        with lock:
            if name not in self._kept:
                self._kept[name] = make()
            return self._kept[name]

    def warm(self) -> None:
        """Work out ahead of the first visitor what every visitor needs."""
        for make in (self.edges, self.index, self.example_questions):
            make()
        self.ask("What is known?")  # reads the words of the graph, which the first question would wait for

    # Things and statements

    def entity(
        self, iri: str, *, only: str | None = None, page: int = 1, of: str | None = None, least: float = 0.0
    ) -> Description | None:
        """All that is said of one thing; `None` where the graph knows nothing of it. See `kg.read.describe`."""
        return describe.describe(self.reader, iri, only, page, of, least) if is_iri(iri) else None

    def provision(self, iri: str) -> ProvisionPage | None:
        """A provision's text, parts and citations; `None` for what is no provision of the law."""
        return law.provision_page(self.reader, iri)

    def known(self, iri: str) -> bool:
        """Whether the graph says anything of a thing."""
        return bool(self.reader.rows(ANYTHING, thing=iri))

    def statement(self, iri: str) -> Fact | None:
        """One statement with its evidence, or `None`."""
        return next(iter(read_facts(self.reader, [iri])), None)

    def statements(self, iris: Iterable[str]) -> list[Fact]:
        """Several statements, in the order given; those that are missing are left out."""
        return read_facts(self.reader, iris)

    def statements_of(self, iri: str, least: float = 0.0) -> list[Fact]:
        """All statements whose subject is this thing, by IRI; of those, what is as sure as `least` (`kg.read.sure`)."""
        return sure.statements_of(self.reader, iri, least)

    def statements_from(self, document: str) -> list[Fact]:
        """All statements that a document proves, by IRI."""
        return read_facts(self.reader, sorted({iri for iri, _ in documents.taken(self.reader, document)}))

    def statement_of_evidence(self, evidence: str) -> str | None:
        """The IRI of the statement that a piece of evidence proves, or `None`."""
        rows = self.reader.rows(OF_EVIDENCE, evidence=evidence)
        return text_of(rows[0]["statement"]) if rows else None

    def trace(self, iri: str) -> trace.Trace | None:
        """A statement with each quote marked in its surroundings, or `None`."""
        return trace.trace(self.reader, iri)

    def present(self, quotes: Iterable[Quote], now: Graph) -> dict[str, PresentQuote]:
        """What became of quotes of this release in the texts that their sources have in another, by evidence."""
        return present_quotes(quotes, now.reader)

    def document(self, iri: str, *, page: int = 1, at: int | None = None) -> ReadDocument | None:
        """A document's text with what proves something marked, and every fact taken from it; or `None`."""
        return documents.read_document_page(self.reader, iri, page, at)

    def document_text(self, iri: str) -> tuple[str, bool] | None:
        """A document's plain text as far as its licence allows, and whether that is all of it; or `None`."""
        return documents.allowed_text(self.reader, iri)

    def date_words(self, lexical: str) -> str:
        """A date as a person would write it."""
        return date_words(lexical)

    def words(self, lexical: str) -> str:
        """A date or a duration as a person would write it."""
        return duration_words(lexical) if lexical.startswith("P") else date_words(lexical)

    def label(self, iri: str) -> str:
        """What to call a thing."""
        return self.reader.label(iri)

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """What to call each of several things."""
        return self.reader.labels(iris)

    def properties_of(self, kind: str) -> list[NamedThing]:
        """The properties that statements about things of a class have, the most used first; of all, for no class."""
        rows = self.reader.rows(OF_KIND, kind=kind) if kind else []
        counts = {text_of(row["property"]): int(text_of(row["n"])) for row in rows if "property" in row}
        names = self.reader.labels(counts)
        found = [NamedThing(names[iri], iri, iri) for iri in sorted(counts, key=lambda p: (-counts[p], names[p]))]
        return found if kind else [count.thing for count in self.overview().properties]

    def things(self, kind: str, least: float = 0.0) -> Listing | None:
        """All things of a class with what is plainly true of each; `None` where there are none."""
        return list_things(self.reader, kind, least)

    # Finding and walking

    def search(
        self, words: str, *, type: str | None = None, kind: str | None = None, limit: int = 20, offset: int = 0
    ) -> Hits:
        """Entities and passages that hold the words; `type` and `kind` narrow them as the facets name them."""
        return self.index().search(words, type=type, kind=kind, limit=limit, offset=offset)

    def index(self) -> SearchIndex:
        """The full-text index of this release."""
        found: SearchIndex = self._keep("search", lambda: SearchIndex(self.reader))
        return found

    def reconcile(self, name: str, kinds: Sequence[str] = (), most: int = 10) -> list[Candidate]:
        """The things that a name may mean, the likeliest first. See `kg.read.reconciling`."""
        return candidates(self.index(), name, kinds, most)

    def neighbourhood(self, iri: str, most: int = 40) -> Neighbourhood | None:
        """What stands around a thing, or `None` where nothing does."""
        return self.edges().neighbourhood(iri, most)

    def path(self, start: str, end: str) -> tuple[PathBetween, ...]:
        """The short ways between two things; empty where there is none."""
        return self.edges().paths(start, end)

    def edges(self) -> EdgeGraph:
        """The links between things, as a graph."""
        from kg.read.paths import EdgeGraph

        found: EdgeGraph = self._keep("edges", lambda: EdgeGraph(self.reader))
        return found

    # Asking

    def query(self, sparql: str) -> list[Mapping[str, Node]] | bool | list[Any]:
        """Run a read-only query: rows for SELECT, a truth for ASK, triples for the rest.

        Raises `BadQuery` or `RefusedQuery`.
        """
        checked = check_query(sparql)
        if checked.form == "SELECT":
            return list(self.store.select(sparql))
        return self.store.ask(sparql) if checked.form == "ASK" else self.store.construct(sparql)

    def ask(self, question: str, as_of: str | None = None, topics: Sequence[str] = ()) -> Answer:
        """Answer a question in plain English, with the words that prove it or the reason why there is no answer.

        `as_of` is a date: what held on that day. `topics` are the things that the question before was about ("it").
        """
        from kg.ask.answers import answer
        from kg.ask.words.words import Words

        words = self._keep("words", lambda: Words.of(self.store))
        return answer(
            question, words, self.store, as_of=as_of, passages=self.near, release=self.name, topics=tuple(topics)
        )

    def near(self, words: str) -> list[Citation]:
        """The passages that come nearest to some words, cited; never an answer by themselves."""
        from kg.ask.answers import Citation

        found = []
        for hit in self.index().nearest(words, NEAREST):
            snippet = hit.snippet.replace(OPEN, "").replace(CLOSE, "").strip("…").strip()
            start, end, quote = hit.start, hit.end, hit.snippet
            if len(quote) != end - start or snippet.endswith(":"):
                text = documents.text_of_document(self.reader, hit.document.iri)
                at = max(text.find(snippet, hit.start), hit.start)
                start, end = extract_of(text, hit.start, max(hit.end, at), at)
                quote = text[start:end]
            if quote:
                source = hit.document
                found.append(
                    Citation(
                        source.iri, source.source, source.title, hit.iri, quote, start, end, None, hit.section or None
                    )
                )
        return found

    # The graph about itself

    def overview(self) -> Overview:
        """What is in the graph, in numbers and examples."""
        found: Overview = self._keep("overview", lambda: overview(self.reader))
        return found

    def vocabulary(self, name: str | None = None) -> VocabularyPage | None:
        """The terms of one vocabulary (`core` …), or a list of the vocabularies; `None` for a name that is none."""
        found: VocabularyPage | None = self._keep(f"vocabulary/{name}", lambda: vocabulary_page(self.reader, name))
        return found

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes that every query gets."""
        return self.reader.prefixes

    def ask_json(self, question: str, as_of: str | None = None) -> dict[str, Any]:
        """The answer to a question in the published JSON form."""
        return dict(self.ask(question, as_of).to_json())

    def text2sparql(self, question: str) -> str:
        """The query that a question stands for; empty where it is not understood."""
        found = self.ask_json(question)
        return str(found.get("sparql") or "")

    def example_questions(self) -> Sequence[str]:
        """Questions that this graph answers, for the front page."""
        found: Sequence[str] = self._keep("questions", lambda: example_questions(self))
        return found

    def example_queries(self) -> Sequence[ExampleQuery]:
        """Example queries, each a question in its first line, that have rows in this graph."""
        found: Sequence[ExampleQuery] = self._keep("queries", lambda: example_queries(self))
        return found

    # The graph for programs

    def service(self, endpoint: str, format: str) -> bytes:
        """The SPARQL service description of the endpoint at that address."""
        return twins.write_rdf(self.reader, describe_service(self.reader, endpoint), format)

    def dataset(self, root: str, title: str, format: str) -> bytes:
        """The VoID and DCAT description, for a server at `root`."""
        created = self.release.created if self.release else ""
        quads = describe_dataset(self.reader, self.overview(), root, title, self.name, created, self.dump_files())
        return twins.write_rdf(self.reader, quads, format)

    def dump_files(self) -> tuple[DumpFile, ...]:
        """The downloads of this release, made on first use; none for an endpoint elsewhere."""
        if self.release is None:
            return ()
        found: tuple[DumpFile, ...] = self._keep("dump", self._dump)
        return found

    def _dump(self) -> tuple[DumpFile, ...]:
        def writer(format: str) -> Callable[[IO[bytes]], None]:
            return lambda out: write_export(self.store, format, out, base=self.base, prefixes=self.prefixes)

        created = self.release.created if self.release else ""
        files = (
            (f"{self.name}.nq", "application/n-quads", "nquads"),
            (f"{self.name}.jsonl", "application/jsonl", "jsonl"),
        )
        return make_dump(f"{self.store.location} {created}", [(n, media, writer(form)) for n, media, form in files])

    def replaced(self, iri: str) -> str | None:
        """What an address of an earlier release leads to now, or `None`."""
        moved = self.release.description.get("redirects", {}) if self.release else {}
        found = moved.get(iri) if isinstance(moved, dict) else None
        return str(found) if found else None

    def edge_facts(self, edges: Iterable[Link]) -> dict[str, Fact]:
        """The first statement of each edge, by its IRI."""
        return self.edges().facts(edges)

    # Twins

    counted = staticmethod(counted)
    worst = staticmethod(worst)
    law_json = staticmethod(law.law_json)
    description_json = staticmethod(twins.description_json)
    document_json = staticmethod(twins.document_json)
    trace_json = staticmethod(twins.trace_json)

    def rdf(self, kind: str, iri: str, format: str) -> bytes:
        """RDF of one `entity`, `statement`, `document` or `vocabulary` in a format of `kg.read.twins.RDF_FORMATS`."""
        reader = self.reader
        if kind == "document":
            page = read_sources(reader, [iri]).get(iri)
            quads = twins.document_quads(reader, iri, page is None or page.shown_whole)
        elif kind == "statement":
            quads = twins.statement_quads(reader, [iri])
        elif kind == "vocabulary":
            quads = twins.quads_about(reader, self._terms(iri))
        else:
            quads = twins.entity_quads(reader, iri)
        return twins.write_rdf(reader, quads, format)

    def _terms(self, name: str) -> Sequence[str]:
        page = self.vocabulary(name)
        return [term.thing.iri or "" for term in page.terms] if page else []


OF_KIND = """SELECT ?property (COUNT(DISTINCT ?s) AS ?n)
WHERE { ?thing a $kind . ?s rdf:subject ?thing ; rdf:predicate ?property } GROUP BY ?property"""
ANYTHING = "SELECT ?p WHERE { $thing ?p ?o } LIMIT 1"
OF_EVIDENCE = "SELECT ?statement WHERE { ?statement prov:wasDerivedFrom $evidence } LIMIT 1"


def open_graph(location: str | Path | Release) -> Graph:
    """Open a graph for reading: a store's folder, one of its releases, or the URL of a SPARQL 1.1 endpoint.

    Raises `kg.store.store.StoreFault` with one line that says what is wrong and what would be right.
    """
    if isinstance(location, str) and location.startswith(("http://", "https://")):
        return Graph(RemoteStore(location))
    release = location if isinstance(location, Release) else Releases(location).served()
    base = str(release.description.get("base") or DEFAULT_BASE)
    prefixes = {**STANDARD, "kg": base + CORE, **release.description.get("prefixes", {})}
    return Graph(EmbeddedStore(release.graph, read_only=True, prefixes=prefixes), base, release)
