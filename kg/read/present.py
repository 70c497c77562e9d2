"""Present: what became of a quote of an older release in the text that its source has now.

In: quotes of one release, and the reader of another. Out: for each quote whether its words stand in the present text of
the same source `exact`, `moved`, `changed` or `gone`, with the place where they stand. What only looks alike is never
taken for the words, and words whose context (a heading, a name that they lean on) no longer stands are `changed`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.selectors import Refound, TextQuoteSelector, find
from kg.read.documents import text_of_document
from kg.read.facts import Quote
from kg.read.reader import GraphReader, text_of
from kg.read.sources import SourceDocument, read_sources

STATES = ("exact", "moved", "changed", "gone")


@dataclass(frozen=True, slots=True)
class PresentQuote:
    """A quote's state in the present text: `source` is the source as it is now, `None` where it is there no more.

    `start` and `end` (code points into its text) tell where the words, or what stands in their place, are now.
    """

    evidence: str
    state: str
    source: SourceDocument | None = None
    start: int | None = None
    end: int | None = None

    def to_json(self) -> dict[str, object]:
        """The state for programs."""
        document = self.source.iri if self.source else None
        return {"id": self.evidence, "state": self.state, "document": document, "start": self.start, "end": self.end}


def present_quotes(quotes: Iterable[Quote], now: GraphReader) -> dict[str, PresentQuote]:
    """The state of each quote in the graph that `now` reads, by the IRI of the evidence."""
    wanted = list(quotes)
    successors = _successors({quote.source.iri: quote.source for quote in wanted}, now)
    texts = {source.iri: text_of_document(now, source.iri) for source in successors.values()}
    found = {}
    for quote in wanted:
        source = successors.get(quote.source.iri)
        if source is None:
            found[quote.iri] = PresentQuote(quote.iri, "gone")
            continue
        place = _stands(texts[source.iri], quote)
        found[quote.iri] = PresentQuote(quote.iri, place.state, source, place.start, place.end)
    return found


def counted(found: Iterable[PresentQuote]) -> dict[str, int]:
    """How many quotes are in each state, those that there are, in the order of the worst last."""
    counts = Counter(each.state for each in found)
    return {state: counts[state] for state in STATES if counts[state]}


def worst(found: Iterable[PresentQuote]) -> PresentQuote:
    """Of several quotes the one that fares worst."""
    return max(found, key=lambda each: (STATES.index(each.state), each.evidence))


def _stands(text: str, quote: Quote) -> Refound:
    """Where the quote stands now; `changed` where it does, but what it leans on does not stand with it."""
    place = find(text, TextQuoteSelector(quote.exact, quote.prefix, quote.suffix), quote.start)
    if place.start is None or place.state not in ("exact", "moved"):
        return place
    shift = place.start - quote.start
    for context in quote.context:
        places = (context.start, context.start + shift)
        if not any(at >= 0 and text.startswith(context.quote, at) for at in places):
            return Refound("changed", place.start, place.end)
    return place


def _successors(old: dict[str, SourceDocument], now: GraphReader) -> dict[str, SourceDocument]:
    """For each document the one that is now what it was: the same bytes, else the one of the same path or address."""
    rows = now.rows(DOCUMENTS)
    by_path: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in ("path", "source"):
            if name in row:
                by_path[text_of(row[name])].add(text_of(row["document"]))
    here = {text_of(row["document"]) for row in rows}
    heirs: dict[str, str] = {}
    for iri, source in old.items():
        if iri in here:
            heirs[iri] = iri
            continue
        for name in filter(None, (source.source, source.url)):
            if len(by_path.get(name, ())) == 1:
                heirs[iri] = next(iter(by_path[name]))
                break
    sources = read_sources(now, heirs.values())
    return {iri: sources[heir] for iri, heir in heirs.items() if heir in sources}


DOCUMENTS = """
SELECT ?document ?path ?source WHERE {
  ?document a kg:Document OPTIONAL { ?document kg:path ?path } OPTIONAL { ?document dcterms:source ?source }
}"""
