"""Facts, descriptions and documents as they are read from a graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import web_graph

import kg
from kg.graph import Graph
from kg.read.documents import cut, excerpts, join_passages
from kg.read.facts import ContextQuote, Fact, Quote, SourceDocument
from kg.read.trace import mark
from kg.read.wording import value_words

ID, KG, BASE = web_graph.ID, web_graph.KG, web_graph.BASE


@pytest.fixture(scope="module")
def graph(web_store: Path) -> Graph:
    return kg.open(web_store)


@pytest.fixture(scope="module")
def harbor(graph: Graph) -> dict[str, list[Fact]]:
    page = graph.entity(ID + "harbor-model")
    assert page is not None
    return {
        (g.property.iri or "").removeprefix(KG): [*g.facts, *(f for clash in g.disagreeing for f in clash)]
        for g in page.groups
    }


@pytest.mark.parametrize(
    ("property", "words", "modality", "negated", "quote"),
    [
        ("endedOn", "December 31, 2030", "plan", False, "is planned to end on December 31, 2030"),
        ("participants", "more than 50", "fact", False, "More than 50 practices take part"),
        ("participation", "mandatory", "fact", True, "The Harbor Model is voluntary, not mandatory"),
        (
            "beneficiaries",
            "1 million",
            "projection",
            False,
            "The Tide Institute projects that the Harbor Model will serve 1 million people",
        ),
        (
            "purpose",
            "a gamble <script>alert(1)</script>",
            "opinion",
            False,
            "Tom <b>Reed & Co</b> called the model a gamble",
        ),
    ],
)
def test_a_fact_has_its_words_status_and_quote(
    harbor: dict[str, list[Fact]], property: str, words: str, modality: str, negated: bool, quote: str
) -> None:
    fact = harbor[property][0]
    assert (fact.words, fact.modality, fact.negated) == (words, modality, negated)
    assert [q.exact for q in fact.quotes] == [quote]


def test_every_quote_stands_where_it_says(graph: Graph) -> None:
    texts = {t.document: t.text for t in web_graph.build().texts}
    found = 0
    for source in graph.overview().sources:
        page = graph.document(source.iri)
        assert page is not None
        for fact in page.facts:
            for quote in fact.quotes:
                assert texts[quote.source.iri][quote.start : quote.end] == quote.exact
                found += 1
    assert found == web_graph.PIERS + 12


def test_what_conflicts_stands_together(graph: Graph) -> None:
    page = graph.entity(ID + "harbor-model")
    assert page is not None
    clashes = [[f.words for f in clash] for g in page.groups for clash in g.disagreeing]
    assert clashes == [["January 5, 2026", "March 2026"]]
    assert page.conflicts == 1


def test_groups_stand_in_a_sensible_order(graph: Graph) -> None:
    page = graph.entity(ID + "harbor-model")
    assert page is not None
    order = [(g.property.iri or "").removeprefix(KG) for g in page.groups]
    assert order == ["participation", "predecessor", "startedOn", "endedOn", "beneficiaries", "participants", "purpose"]


def test_incoming_links_are_counted_and_paged(graph: Graph) -> None:
    first = graph.entity(ID + "tide-program")
    second = graph.entity(ID + "tide-program", of=KG + "program", page=2)
    assert first is not None
    assert second is not None
    (a,), (b,) = first.incoming, second.incoming
    assert (a.total, a.pages, len(a.facts), len(b.facts)) == (30, 2, 25, 5)
    assert len({f.subject.label for f in (*a.facts, *b.facts)}) == 30


def test_the_other_direction_of_a_link_is_shown_without_a_statement(graph: Graph) -> None:
    page = graph.entity(ID + "beacon-model")
    assert page is not None
    assert [(b.property.label, [t.label for t in b.things]) for b in page.bare] == [("successor", ["Harbor Model"])]


@pytest.mark.parametrize("iri", [ID + "nobody", "no address", "https://x/> } DROP ALL #", ""])
def test_nothing_known_is_nothing(graph: Graph, iri: str) -> None:
    assert graph.entity(iri) is None
    assert graph.statement(iri) is None
    assert graph.trace(iri) is None
    assert graph.document(iri) is None


def test_a_trace_marks_the_words_and_nothing_else(graph: Graph, harbor: dict[str, list[Fact]]) -> None:
    for facts in harbor.values():
        for fact in facts:
            found = graph.trace(fact.iri)
            assert found is not None
            for place in found.words:
                assert place.state == "exact"
                assert place.marked == place.quote.exact


def test_a_trace_shows_what_says_otherwise(graph: Graph, harbor: dict[str, list[Fact]]) -> None:
    one, other = harbor["startedOn"]
    found = graph.trace(one.iri)
    assert found is not None
    assert [f.words for f in found.related.values()] == [other.words]


def test_a_text_that_may_not_be_shown_is_cut_to_its_quotes(graph: Graph) -> None:
    news = next(s for s in graph.overview().sources if not s.shown_whole)
    page, text = graph.document(news.iri), graph.document_text(news.iri)
    assert page is not None
    assert text is not None
    assert text[1] is False
    quote = page.facts[0].quotes[0]
    assert text[0] == web_graph.NEWS[quote.start - 300 : quote.end + 300]
    shown = "".join(s.text for p in page.passages for s in p.stretches if not s.left_out)
    assert len(shown) <= 600 + len(quote.exact)
    assert quote.exact in shown
    assert "rdf:value" not in graph.rdf("document", news.iri, "ttl").decode()


def test_a_text_that_may_be_shown_is_shown_to_the_letter(graph: Graph) -> None:
    report = next(s for s in graph.overview().sources if s.source == "report.txt")
    assert graph.document_text(report.iri) == (web_graph.REPORT, True)


def test_a_document_says_how_much_of_it_was_used(graph: Graph) -> None:
    table = next(s for s in graph.overview().sources if s.source == "table.txt")
    page = graph.document(table.iri)
    assert page is not None
    assert (page.statements, page.passages_used, page.passages_total) == (30, 30, 31)


def test_passages_are_cut_where_marks_begin_and_end() -> None:
    stretches = cut("It began in 2024.", 10, [(13, 26, "a"), (22, 26, "b")])
    assert [(s.start, s.text, s.statements) for s in stretches] == [
        (10, "It ", ()),
        (13, "began in ", ("a",)),
        (22, "2024", ("a", "b")),
        (26, ".", ()),
    ]


def test_a_window_leaves_the_rest_out() -> None:
    stretches = cut("0123456789", 100, [(104, 106, "a")], [(103, 107)])
    assert [(s.text, s.left_out) for s in stretches] == [
        ("[…]", True),
        ("3", False),
        ("45", False),
        ("6", False),
        ("[…]", True),
    ]
    assert cut("0123456789", 100, [], [(0, 50)]) == ()


def test_excerpts_join_where_they_touch() -> None:
    assert excerpts("x" * 2000, [(500, 520), (700, 710), (1900, 1950)]) == [(200, 1010), (1600, 2000)]


BEFORE = "Alpha pays hospitals for whole episodes. Beta pays practices by the month. Gamma ended early."


@pytest.mark.parametrize(
    ("now", "state", "marked"),
    [
        (BEFORE, "exact", "Beta pays practices by the month"),
        ("A new first line. " + BEFORE, "moved", "Beta pays practices by the month"),
        (BEFORE.replace("by the month", "by the year"), "changed", ""),
        ("Alpha pays hospitals for whole episodes. Delta pays practices by the hour, as Zeta does.", "gone", ""),
        ("\U0001f4ce\r\n" + BEFORE, "moved", "Beta pays practices by the month"),
        ("", "gone", ""),
    ],
)
def test_only_the_very_words_are_marked(now: str, state: str, marked: str) -> None:
    start = BEFORE.index("Beta")
    end = start + len("Beta pays practices by the month")
    source = SourceDocument("https://example.org/document/0", "Alpha")
    quote = Quote("https://example.org/evidence/0", source, BEFORE[start:end], start, end, BEFORE[:start], BEFORE[end:])
    found = mark(now, quote)
    assert (found.state, found.marked) == (state, marked)


def test_context_far_from_the_quote_is_shown_with_it() -> None:
    text = "The Harbor Office. " + "x " * 500 + "It pays by the month."
    start = text.index("It pays")
    context = ContextQuote(4, 17, "Harbor Office", "antecedent")
    source = SourceDocument("https://example.org/document/0", "Alpha")
    found = mark(
        text, Quote("https://example.org/evidence/0", source, text[start:], start, len(text), context=(context,))
    )
    shown = [(s.text, s.statements) for s in found.stretches]
    assert shown[0] == ("[…] ", ())
    assert shown[1] == ("Harbor Office", ("antecedent",))
    assert shown[2] == (" […] ", ())
    assert shown[-1] == ("It pays by the month.", ("quote",))


@pytest.mark.parametrize(
    ("passages", "text"),
    [
        ([(0, 5, "Title"), (7, 12, "Words")], "Title\n\nWords"),
        ([(0, 1, "\U0001f4ce"), (3, 4, "a")], "\U0001f4ce\n\na"),
        ([(2, 4, "ab"), (2, 3, "a")], "\n\nab"),
        ([], ""),
    ],
)
def test_texts_are_laid_at_their_offsets(passages: list[tuple[int, int, str]], text: str) -> None:
    assert join_passages(passages) == text


@pytest.mark.parametrize(
    ("lexical", "datatype", "unit", "comparator", "words"),
    [
        ("2026-01", "gYearMonth", None, "<=", "by January 2026"),
        ("2026", "gYear", None, ">=", "no earlier than 2026"),
        ("2100000000", "decimal", "USD", "~", "about $2.1 billion"),
        ("-9400000000", "decimal", "USD", "=", "\u2212$9.4 billion"),
        ("49", "integer", None, "<", "fewer than 49"),
        ("3.5", "decimal", "Percent", "<", "less than 3.5%"),
        ("P10Y", "duration", None, None, "10 years"),
        ("1234567", "integer", None, None, "1,234,567"),
        ("0", "integer", None, None, "0"),
        ("NaN", "double", None, None, "NaN"),
        ("false", "boolean", None, None, "no"),
        ("Director", "string", None, ">", "Director"),
        ("2026-13", "gYearMonth", None, None, "2026-13"),
    ],
)
def test_values_in_words(lexical: str, datatype: str, unit: str | None, comparator: str | None, words: str) -> None:
    assert value_words(lexical, datatype, unit, comparator) == words
