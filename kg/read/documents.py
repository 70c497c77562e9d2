"""Documents: a source's text with every stretch marked that proves something, and all that was taken from it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.facts import Fact, Quote, read_facts
from kg.read.reader import STANDARD, GraphReader, local_name, text_of
from kg.read.sources import SourceDocument, read_sources

AROUND = 300
"""How many characters beside a quote are shown of a text whose licence does not let it be shown whole."""

PASSAGES_A_PAGE = 150
ELLIPSIS = "[…]"
_CHARS = re.compile(r"#char=(\d+),(\d+)$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a passage, the statements (IRIs) that they prove, and the provision that they cite, if they cite one.

    `start` is a code point into the text.
    """

    start: int
    text: str
    statements: tuple[str, ...] = ()
    left_out: bool = False
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage as a page shows it; `facts` are the statements whose quote begins in it."""

    iri: str
    start: int
    end: int
    kind: str
    section: tuple[str, ...]
    citation: str
    page: str
    stretches: tuple[Stretch, ...]
    facts: tuple[Fact, ...]
    prints: str | None = None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document's page: `passages` of the page asked for, `headings` of all of it, `facts` those of the page."""

    source: SourceDocument
    passages: tuple[ReadPassage, ...]
    headings: tuple[tuple[int, str], ...]
    facts: tuple[Fact, ...]
    page: int
    pages: int
    statements: int
    passages_total: int
    passages_used: int
    details: tuple[tuple[str, str], ...]


def passage_span(iri: str) -> tuple[int, int] | None:
    """The code points that a passage's address names (RFC 5147), or `None`.

    >>> passage_span("https://example.org/document/0123456789abcdef#char=10,25")
    (10, 25)
    """
    match = _CHARS.search(iri)
    return (int(match[1]), int(match[2])) if match else None


def passages_of(reader: GraphReader, document: str) -> list[tuple[int, int, str, dict[str, list[str]]]]:
    """Start, end, IRI and properties of every passage of a document, in reading order."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in reader.rows(PASSAGES, document=document):
        found[text_of(row["passage"])][text_of(row["p"])].append(text_of(row["o"]))
    spans = ((passage_span(iri), iri, values) for iri, values in found.items())
    return sorted(((*span, iri, values) for span, iri, values in spans if span), key=lambda p: (p[0], -p[1], p[2]))


def text_of_document(reader: GraphReader, document: str) -> str:
    """The document's plain text: as the release keeps it, else put together from its passages at their own offsets.

    Between passages, where only white space and marks stand, a line break then stands here, padded to keep offsets.
    """
    kept = reader.texts([document]).get(document)
    if kept is not None:
        return kept.text
    return join_passages(
        (start, end, values[RDF_VALUE][0])
        for start, end, _, values in passages_of(reader, document)
        if values.get(RDF_VALUE)
    )


def join_passages(passages: Iterable[tuple[int, int, str]]) -> str:
    """Texts laid at their offsets.

    >>> join_passages([(0, 5, "Title"), (7, 12, "Words")])
    'Title\\n\\nWords'
    """
    text: list[str] = []
    at = 0
    for start, end, words in passages:
        if len(words) != end - start or end <= at:
            continue
        if start > at:
            text.append("\n" * min(2, start - at) + " " * (start - at - 2))
        text.append(words[max(0, at - start) :])
        at = end
    return "".join(text)


def excerpts(text: str, quotes: Iterable[tuple[int, int]], around: int = AROUND) -> list[tuple[int, int]]:
    """What may be shown of a text that may not be shown whole: each quote with what stands around it, joined.

    >>> excerpts("x" * 2000, [(500, 520), (700, 710), (1900, 1950)])
    [(200, 1010), (1600, 2000)]
    """
    shown: list[tuple[int, int]] = []
    for start, end in sorted((max(0, s - around), min(len(text), e + around)) for s, e in quotes):
        if shown and start <= shown[-1][1]:
            shown[-1] = (shown[-1][0], max(end, shown[-1][1]))
        else:
            shown.append((start, end))
    return shown


def allowed_text(reader: GraphReader, document: str) -> tuple[str, bool] | None:
    """The text as far as its licence allows, and whether that is all of it; `None` where there is no such document."""
    source = read_sources(reader, [document]).get(document)
    if source is None:
        return None
    text = text_of_document(reader, document)
    if source.shown_whole:
        return text, True
    facts = read_facts(reader, sorted({statement for statement, _ in taken(reader, document)}))
    spans = excerpts(text, [(q.start, q.end) for _, q in _proofs(document, facts)])
    return f"\n{ELLIPSIS}\n".join(text[start:end] for start, end in spans), False


def read_document_page(reader: GraphReader, document: str, page: int = 1, at: int | None = None) -> ReadDocument | None:
    """One page of a document; `at` is a code point that the page is to hold. `None` where there is no such document."""
    source = read_sources(reader, [document]).get(document)
    if source is None:
        return None
    passages = passages_of(reader, document)
    proved = taken(reader, document)
    pages = max(1, -(-len(passages) // PASSAGES_A_PAGE))
    if at is not None:
        page = 1 + next((i for i, (_, end, _, _) in enumerate(passages) if end > at), 0) // PASSAGES_A_PAGE
    page = min(max(1, page), pages)
    chosen = passages[(page - 1) * PASSAGES_A_PAGE : page * PASSAGES_A_PAGE]
    here = {iri for _, _, iri, _ in chosen}
    facts = read_facts(reader, sorted({s for s, passage in proved if passage in here or not source.shown_whole}))
    proofs = _proofs(document, facts)
    window = None
    if not source.shown_whole:
        length = passages[-1][1] if passages else 0
        window = excerpts(" " * length, [(q.start, q.end) for _, q in proofs])
    cited = provisions_cited(reader, document)
    names = [
        (start, _flat(values)) for start, _, _, values in passages if _first(values, reader.core + "kind") == "heading"
    ]
    return ReadDocument(
        source=source,
        passages=tuple(p for p in (_read_passage(reader, *c, proofs, cited, window) for c in chosen) if p.stretches),
        headings=tuple(names) if source.shown_whole else (),
        facts=tuple(facts),
        page=page,
        pages=pages,
        statements=len({s for s, _ in proved}),
        passages_total=len(passages),
        passages_used=len({passage for _, passage in proved}),
        details=_details(reader, document),
    )


def _details(reader: GraphReader, document: str) -> tuple[tuple[str, str], ...]:
    """What the graph holds on the document itself, by property IRI, for the page's head and its twins."""
    rows = reader.rows(DETAILS, document=document)
    return tuple(sorted({(text_of(row["p"]), text_of(row["o"])) for row in rows}))


def taken(reader: GraphReader, document: str) -> set[tuple[str, str]]:
    """Each statement that a document proves, with the passage that holds its words."""
    return {(text_of(row["statement"]), text_of(row.get("passage"))) for row in reader.rows(TAKEN, document=document)}


def _proofs(document: str, facts: Sequence[Fact]) -> list[tuple[Fact, Quote]]:
    """The quotes of a document's facts that stand in this document, in reading order."""
    found = [(f, q) for f in facts for q in f.quotes if q.source.iri == document]
    return sorted(found, key=lambda pair: (pair[1].start, pair[1].end, pair[0].iri))


def provisions_cited(reader: GraphReader, document: str) -> list[tuple[int, int, str]]:
    """Where a document cites provisions: start and end (code points into its text), and the provision's IRI."""
    rows = reader.rows(CITES, document=document)
    found = ((passage_span(text_of(row["place"])), text_of(row["other"])) for row in rows)
    return sorted({(*span, iri) for span, iri in found if span})


def _first(values: Mapping[str, Sequence[str]], key: str) -> str:
    found = values.get(key)
    return found[0] if found else ""


def _flat(values: Mapping[str, Sequence[str]]) -> str:
    return " ".join(_first(values, RDF_VALUE).split())


def _read_passage(
    reader: GraphReader,
    start: int,
    end: int,
    iri: str,
    values: Mapping[str, Sequence[str]],
    proofs: Sequence[tuple[Fact, Quote]],
    cited: Sequence[tuple[int, int, str]],
    window: Sequence[tuple[int, int]] | None,
) -> ReadPassage:
    core, text = reader.core, _first(values, RDF_VALUE)
    marks = [(q.start, q.end, f.iri) for f, q in proofs if q.start < end and q.end > start]
    stretches = cut(text, start, marks, window, [c for c in cited if start <= c[0] < end])
    here = tuple({f.iri: f for f, q in proofs if start <= q.start < end}.values())
    return ReadPassage(
        iri=iri,
        start=start,
        end=end,
        kind=local_name(_first(values, core + "kind")) or "paragraph",
        section=tuple(values.get(core + "section", ())),
        citation=_first(values, core + "citation"),
        page=_first(values, core + "page"),
        stretches=stretches,
        facts=here,
        prints=_first(values, core + "prints") or None,
    )


def cut(
    text: str,
    offset: int,
    marks: Sequence[tuple[int, int, str]],
    window: Sequence[tuple[int, int]] | None = None,
    cited: Sequence[tuple[int, int, str]] = (),
) -> tuple[Stretch, ...]:
    """A passage's text cut where marks and citations begin and end; what lies outside the window is left out.

    `offset` is where the text begins in its document; marks and window are in the document's code points.

    >>> [(s.text, s.statements) for s in cut("It began in 2024.", 10, [(13, 26, "a"), (22, 26, "b")])]
    [('It ', ()), ('began in ', ('a',)), ('2024', ('a', 'b')), ('.', ())]
    """
    end = offset + len(text)
    ends = {
        offset,
        end,
        *(p for s, e, _ in (*marks, *cited) for p in (s, e)),
        *(p for pair in window or () for p in pair),
    }
    points = sorted(p for p in ends if offset <= p <= end)
    stretches: list[Stretch] = []
    for a, b in pairwise(points):
        if window is not None and not any(s <= a and b <= e for s, e in window):
            if not (stretches and stretches[-1].left_out):
                stretches.append(Stretch(a, ELLIPSIS, left_out=True))
            continue
        proving = tuple(dict.fromkeys(iri for s, e, iri in marks if s <= a and b <= e))
        refers = next((iri for s, e, iri in cited if s <= a and b <= e), None)
        stretches.append(Stretch(a, text[a - offset : b - offset], proving, refers=refers))
    return () if all(s.left_out for s in stretches) and stretches else tuple(stretches)


RDF_VALUE = STANDARD["rdf"] + "value"

PASSAGES = """
SELECT ?passage ?p ?o WHERE { ?passage dcterms:isPartOf $document ; a kg:Passage ; ?p ?o }"""

CITES = """
SELECT DISTINCT ?place ?other WHERE {
  ?passage dcterms:isPartOf $document . ?place dcterms:isPartOf ?passage ; dcterms:references ?other
}"""

DETAILS = "SELECT DISTINCT ?p ?o WHERE { $document ?p ?o }"

TAKEN = """
SELECT DISTINCT ?statement ?passage WHERE {
  ?text kg:plainTextOf $document . ?evidence oa:hasSource ?text . ?statement prov:wasDerivedFrom ?evidence
  OPTIONAL { ?evidence dcterms:isPartOf ?passage }
}"""
