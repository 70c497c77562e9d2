"""Law: a provision's own text, what it is part of, its parts, and every place that cites it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.read.documents import passage_span, text_of_document
from kg.read.facts import NamedThing
from kg.read.reader import GraphReader, text_of
from kg.read.sources import SourceDocument, read_sources

MOST = 200
"""Passages of its text, and places that cite it, that a page shows."""

BESIDE = 90


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """A piece of a provision's text: the passage, its words, and the document that prints it."""

    passage: str
    start: int
    words: str
    source: SourceDocument


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A place that cites a provision: the words that do, with those before and after."""

    place: str
    start: int
    before: str
    words: str
    after: str
    source: SourceDocument


@dataclass(frozen=True, slots=True)
class ProvisionPage:
    """What the graph holds of a provision of the law; `same` are the other citations of the same text."""

    parents: tuple[NamedThing, ...]
    parts: tuple[tuple[NamedThing, str], ...]
    same: tuple[NamedThing, ...]
    text: tuple[ProvisionText, ...]
    cited: tuple[CitedAt, ...]
    cited_total: int


def provision_page(reader: GraphReader, iri: str) -> ProvisionPage | None:
    """The page of a provision, or `None` for what is none."""
    if not reader.rows(IS_PROVISION, thing=iri):
        return None
    parents = [text_of(row["other"]) for row in reader.rows(PARENTS, thing=iri)]
    same = [found for row in reader.rows(SAME, thing=iri) if (found := text_of(row["other"])) != iri]
    parts: dict[str, str] = {}
    for row in reader.rows(PARTS, thing=iri):
        parts.setdefault(text_of(row["other"]), " ".join(text_of(row.get("words")).split()))
    names = reader.labels([*parents, *same, *parts])
    printed = {text_of(row["passage"]): text_of(row["words"]) for row in reader.rows(TEXT, thing=iri)}
    holding = {text_of(row["place"]): text_of(row["passage"]) for row in reader.rows(CITED, thing=iri)}
    cited = sorted(holding, key=_place)
    sources = read_sources(reader, {_document(place) for place in (*printed, *cited)})
    named = {thing: NamedThing(names[thing], thing, thing) for thing in names}
    return ProvisionPage(
        parents=tuple(named[p] for p in sorted(set(parents))),
        parts=tuple((named[p], parts[p]) for p in sorted(parts, key=lambda p: _order(names[p]))),
        same=tuple(named[p] for p in sorted(set(same))),
        text=tuple(
            ProvisionText(passage, _place(passage)[1], printed[passage], sources[_document(passage)])
            for passage in sorted(printed, key=_place)[:MOST]
            if _document(passage) in sources
        ),
        cited=tuple(_cited(reader, {place: holding[place] for place in cited[:MOST]}, sources)),
        cited_total=len(cited),
    )


def law_json(page: ProvisionPage) -> dict[str, object]:
    """A provision's own part of its page for programs."""
    return {
        "partOf": [{"iri": p.iri, "label": p.label} for p in page.parents],
        "parts": [{"iri": p.iri, "label": p.label} for p, _ in page.parts],
        "equivalent": [{"iri": p.iri, "label": p.label} for p in page.same],
        "text": [{"passage": t.passage, "document": t.source.iri, "text": t.words} for t in page.text],
        "citedAt": [{"place": c.place, "document": c.source.iri, "quote": c.words} for c in page.cited],
        "citedTotal": page.cited_total,
    }


def _cited(
    reader: GraphReader, places: Mapping[str, str], sources: Mapping[str, SourceDocument]
) -> Iterator[CitedAt]:  # fmt: skip
    """Each place with the words beside it in its own passage."""
    texts: dict[str, str] = {}
    for place, passage in places.items():
        document, span, whole = _document(place), passage_span(place), passage_span(passage)
        if span is None or whole is None or document not in sources:
            continue
        if document not in texts:
            texts[document] = text_of_document(reader, document)
        text, (start, end) = texts[document], span
        before, after = text[max(whole[0], start - BESIDE) : start], text[end : min(whole[1], end + BESIDE)]
        yield CitedAt(place, start, _flat(before), text[start:end], _flat(after), sources[document])


def _flat(words: str) -> str:
    """Words on one line, with a blank kept at either end."""
    inner = " ".join(words.split())
    return f"{' ' if words[:1].isspace() else ''}{inner}{' ' if inner and words[-1:].isspace() else ''}"


def _document(place: str) -> str:
    return place.split("#")[0]


def _place(place: str) -> tuple[str, int, int]:
    return (_document(place), *(passage_span(place) or (0, 0)))


def _order(label: str) -> tuple[tuple[int, int, str], ...]:
    """The order of a law's parts: numbers by their size, letters by the alphabet."""
    steps = label.replace(")", "").replace("(", " ").replace(".", " ").split()
    return tuple((0, int(step), "") if step.isdigit() else (1, len(step), step) for step in steps)


IS_PROVISION = "SELECT ?kind WHERE { $thing a ?kind FILTER(?kind = kg:LegalProvision) } LIMIT 1"

PARENTS = "SELECT DISTINCT ?other WHERE { $thing kg:partOf ?other }"

PARTS = """
SELECT DISTINCT ?other ?words WHERE {
  ?other kg:partOf $thing OPTIONAL { ?passage kg:prints ?other ; rdf:value ?words }
} ORDER BY ?passage"""

SAME = "SELECT DISTINCT ?other WHERE { $thing (kg:equivalentProvision|^kg:equivalentProvision)+ ?other }"

TEXT = """
SELECT DISTINCT ?passage ?words WHERE {
  $thing (kg:equivalentProvision|^kg:equivalentProvision)* ?same . ?passage kg:prints ?same ; rdf:value ?words
}"""

CITED = """
SELECT DISTINCT ?place ?passage WHERE {
  $thing (kg:equivalentProvision|^kg:equivalentProvision)* ?same .
  ?place dcterms:references ?same ; dcterms:isPartOf ?passage
}"""
