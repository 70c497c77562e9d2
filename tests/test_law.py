"""A law's paragraphs are things of their own, and every citation, however it is worded, leads to the one it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.documents import Document, Metadata, read_document
from corpus.passages import Passage
from extract.claims.citations import citations, cited_in
from kg.build import build
from kg.statements.lawbook import Lawbook
from ontology.regulators import load_ontology
from web import create_app

USC = ("", "(a)", "(a)(1)", "(b)", "(b)(2)", "(b)(2)(A)", "(b)(2)(B)", "(b)(2)(B)(i)", "(b)(2)(B)(ii)", "(c)", "(c)(1)")
USC = (*USC, "(c)(1)(A)", "(c)(2)", "(d)(1)", "(f)(1)(B)")
HELD = [f"42 U.S.C. 1315a{path}" for path in USC]
HELD += ["42 CFR part 512", "42 CFR part 512 subpart E", *(f"42 CFR 512.505{p}" for p in ("", "(a)", "(b)", "(b)(1)"))]
NOTICE, RULE = "fr-2025-12195", "fr-2020-20907"
"""What the lexicon calls 90 FR 28749 and 85 FR 61114."""

WORDINGS = [
    ("under section 1115A(c) of the Social Security Act", "42-usc-1315a-c"),
    ("42 CFR 512.505(b)", "42-cfr-512-505-b"),
    ("at 90 FR 28749", NOTICE),
    ("section 3021 of the Affordable Care Act", "aca-3021"),
    ("§ 1315a(b)(2)(A)", "42-usc-1315a-b-2-a"),
    ("42 C.F.R. part 512, subpart E", "42-cfr-part-512-subpart-e"),
    ("42 USC 1315a(c)(1)", "42-usc-1315a-c-1"),
    ("42 U.S.C. §1315a(c)(1)(A)", "42-usc-1315a-c-1-a"),
    ("42 U. S. C. § 1315a(d)(1)", "42-usc-1315a-d-1"),
    ("42 U.S. Code § 1315a(c)", "42-usc-1315a-c"),
    ("Title 42, United States Code, section 1315a(c)", "42-usc-1315a-c"),
    ("section 1315a(c)(1) of title 42, United States Code", "42-usc-1315a-c-1"),
    ("section 1315a of title 42 of the United States Code", "42-usc-1315a"),
    ("42 U.S.C. 1315a (c) (1)", "42-usc-1315a-c-1"),
    ("42 U.S.C.A. § 1315a(c)", "42-usc-1315a-c"),
    ("42 U.S.C.\u00a0§\u00a01315a(c)", "42-usc-1315a-c"),
    ("42 U.S.C. § 1315a(c)(1) et seq.", "42-usc-1315a-c-1"),
    ("42 U.S.C. 1395w-4(q)", "42-usc-1395w-4-q"),
    ("42 U.S.C. §§ 1315 and 1315a", "42-usc-1315 42-usc-1315a"),
    ("Authority: 42 U.S.C. 1315, 1315a, and 1395hh.", "42-usc-1315 42-usc-1315a 42-usc-1395hh"),
    ("42 U.S.C. 1315a(c), and section 3021 of the Affordable Care Act", "42-usc-1315a-c aca-3021"),
    ("42 U.S.C. 1315 and § 1115A(c) of the Social Security Act", "42-usc-1315 42-usc-1315a-c"),
    ("42 U.S.C. 1315a, 2024 was the year", "42-usc-1315a"),
    ("42 U.S.C. 1315a(b)(2)(A) and (c)(1)", "42-usc-1315a-b-2-a 42-usc-1315a-c-1"),
    ("42 U.S.C. 1315a(b)(2)(B)(i)-(ii)", "42-usc-1315a-b-2-b-i 42-usc-1315a-b-2-b-ii"),
    ("sections 1115A(b) and (c) of the Social Security Act", "42-usc-1315a-b 42-usc-1315a-c"),
    ("SSA § 1115A(c)", "42-usc-1315a-c"),
    ("Under Social Security Act section 1115A(c)(2)", "42-usc-1315a-c-2"),
    ("Social Security Act § 1115A(c)(2)", "42-usc-1315a-c-2"),
    ("Sec. 1115A(c) of the Social Security Act", "42-usc-1315a-c"),
    ("Section 1115A(c)(2) of the Act", "42-usc-1315a-c-2"),
    ("section 1115A(c) of title XI of the Social Security Act", "42-usc-1315a-c"),
    ("Section 1115A of the Social Security Act (42 U.S.C. 1315a)", "ssa-1115a 42-usc-1315a"),
    ("section 1115A(c)(1)(A)(iv) of the SSA", "42-usc-1315a-c-1-a"),
    ("subsection (c) of section 1115A of the Social Security Act", "42-usc-1315a-c"),
    ("Section 1115A, subsection (c), of the Social Security Act", "42-usc-1315a-c"),
    ("paragraph (1) of section 1115A(c) of the SSA", "42-usc-1315a-c-1"),
    ("paragraphs (1) and (2) of section 1115A(c) of the SSA", "42-usc-1315a-c-1 42-usc-1315a-c-2"),
    ("Clause (ii) of section 1115A(b)(2)(B) of the Social Security Act", "42-usc-1315a-b-2-b-ii"),
    ("as section 1115A(c) requires", "42-usc-1315a-c"),
    ("as §1115A(c) requires", "42-usc-1315a-c"),
    ("42 CFR §§ 512.505(a) and (b)", "42-cfr-512-505-a 42-cfr-512-505-b"),
    ("42 CFR 512.505(a) through (b)", "42-cfr-512-505-a 42-cfr-512-505-b"),
    ("42 CFR § 512.505(b)(1)(ii)", "42-cfr-512-505-b-1"),
    ("42 C.F.R. §512.505", "42-cfr-512-505"),
    ("the 42 CFR Part 512 regulations", "42-cfr-part-512"),
    ("42 CFR parts 510 and 512", "42-cfr-part-510 42-cfr-part-512"),
    ("42 CFR 512, subpart E", "42-cfr-part-512-subpart-e"),
    ("subpart E of 42 CFR part 512", "42-cfr-part-512-subpart-e"),
    ("part 512 of title 42, Code of Federal Regulations", "42-cfr-part-512"),
    ("subpart E of part 512 of title 42 of the Code of Federal Regulations", "42-cfr-part-512-subpart-e"),
    ("90 Fed. Reg. 28,749", NOTICE),
    ("90 F.R. 28749", NOTICE),
    ("volume 90 of the Federal Register, page 28749", NOTICE),
    ("85 FR 61114, 61130", RULE),
    ("sections 3021 and 3022 of the Affordable Care Act", "aca-3021 aca-3022"),
    ("Pub. L. 111-148, § 3021", "aca-3021"),
    ("section 3021 of Pub. L. No. 111\u2013148", "aca-3021"),
    ("ACA § 3021", "aca-3021"),
    (
        "Section 3021 of the Patient Protection and Affordable Care Act (Pub. L. 111-148)",
        "aca-3021 affordable-care-act",
    ),
    ("124 Stat. 389", "124-stat-389"),
    ("E.O. 14087", "executive-order-14087"),
    # what is no citation of a provision that anything here tells
    ("section 3 of the report", ""),
    ("see part 2 of the evaluation", ""),
    ("in Table 512.505", ""),
    ("paragraph (1) of the letter", ""),
    ("42 FR grants", ""),
    ("Section 2 of the Act", ""),
    ("section 9 of the agreement (see 42 boats)", ""),
]


def printing(*citations: str) -> Document:
    """A document that prints one passage for each citation."""
    text, passages = "", []
    for order, citation in enumerate(citations):
        words = f"Words of {citation}"
        start = len(text)
        passages.append(
            Passage("d" * 16, start, start + len(words), "paragraph", (), words, order, citation=citation)
        )  # fmt: skip
        text += words + "\n"
    return Document("d" * 16, "law.txt", "d" * 64, Metadata(), text, tuple(passages))


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return Lawbook([printing(*HELD)], load_ontology())


@pytest.mark.parametrize(("words", "slugs"), WORDINGS, ids=[words for words, _ in WORDINGS])
def test_a_citation_in_any_wording_leads_to_the_deepest_paragraph_held(book: Lawbook, words: str, slugs: str) -> None:
    found = [book.find(citation.label) for citation in citations(words)]
    assert [provision.iri.rsplit("/", 1)[1] for provision in found if provision] == slugs.split()


@pytest.mark.parametrize(
    ("words", "own", "labels"),
    [
        ("paragraph (b)(1) of this section", "42 CFR 512.505(a)", ["42 CFR 512.505(b)(1)"]),
        ("\u00a7\u00a7 512.100 and 512.110 of this part", "42 CFR 512.505(a)", ["42 CFR 512.100", "42 CFR 512.110"]),
        ("subpart B of this part and part 425 of this chapter", "42 CFR 512.505",
         ["42 CFR part 512 subpart B", "42 CFR part 425"]),
        ("as \u00a7 512.110 says", "42 CFR 512.505(a)", ["42 CFR 512.110"]),
        ("section 12(b) of this Act", "section 14(a) of the Coastal Renewal Act", ["section 12(b) of the Coastal Renewal Act"]),
        ("as section 12 says", "section 14(a) of the Coastal Renewal Act", ["section 12 of the Coastal Renewal Act"]),
        ("this section; subsection (c)", "section 14(a) of the Coastal Renewal Act",
         ["section 14 of the Coastal Renewal Act", "section 14(c) of the Coastal Renewal Act"]),
    ],
)  # fmt: skip
def test_a_law_cites_from_where_it_stands(words: str, own: str, labels: list[str]) -> None:
    document = printing(own)
    act = next(iter(re.findall(r"of the (.*Act)", own)), None)
    assert [found.label for found in citations(words, own, act)] == labels
    assert cited_in(document) == () or cited_in(document)[0].start >= 9


def test_the_act_is_what_the_text_says_it_is() -> None:
    text = "The Harbor Renewal Act (the \u201cAct\u201d) is old. Section 4(b) of the Act still binds."
    passage = Passage("d" * 16, 0, len(text), "paragraph", (), text, 0)
    (found,) = cited_in(Document("d" * 16, "a.txt", "d" * 64, Metadata(), text, (passage,)))
    assert found.label == "section 4(b) of the Harbor Renewal Act"
    assert text[found.start : found.end] == "Section 4(b) of the Act"


def test_no_text_takes_long_to_look_through() -> None:
    hostile = (
        "Harbor Renewal " * 3000,
        "sections 1, 2, " + "3, 4a, " * 3000,
        "section 12(a), " + "(b) and (c), " * 2000,
    )
    for text in (*hostile, "The Act Act " * 2000, "42 U.S.C. " * 2000, "section" + " " * 20_000):
        assert len(list(citations(text))) < 20_000  # the suite's own time limit is the test


CODE = """# Title 42\u2014 THE PUBLIC HEALTH AND WELFARE

#### \u00a7 1315a. Trials of ways to pay

##### (a) In general

The office shall try ways to pay ferries.

##### (c) Widening

The Secretary may widen a trial if\u2014

(1) the trial lowers the catch; and

(2) the economist certifies under subsection (a) that it would not raise spending.
"""
NEWS = """---
title: Trials may widen
date: 2026-02-03
---

The office may widen a trial under section 1115A(c)(1) of the Social Security Act. Critics point to
42 U.S.C. 1315a(c)(2)(B), and section 3021 of the Affordable Care Act is older than both.
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("law")
    (folder / "documents").mkdir()
    (folder / "documents" / "code.md").write_text(CODE)
    (folder / "documents" / "news.md").write_text(NEWS)
    build([folder / "documents"], folder / "store")
    app = create_app({"STORE": str(folder / "store"), "TITLE": "Law"})
    yield app.test_client()
    app.extensions["shelf"].close()


def test_a_paragraph_is_a_thing_with_its_text_its_parent_its_parts_and_what_cites_it(law: FlaskClient) -> None:
    page = law.get("/id/42-usc-1315a-c.json").get_json()["law"]
    assert [p["label"] for p in page["partOf"]] == ["42 U.S.C. 1315a"]
    assert [p["label"] for p in page["parts"]][:2] == ["42 U.S.C. 1315a(c)(1)", "42 U.S.C. 1315a(c)(2)"]
    assert any("may widen a trial if" in piece["text"] for piece in page["text"])
    first = law.get("/id/42-usc-1315a-c-1.json").get_json()["law"]
    assert [piece["text"] for piece in first["text"]] == ["(1) the trial lowers the catch; and"]
    assert [place["quote"] for place in first["citedAt"]] == ["section 1115A(c)(1) of the Social Security Act"]
    other = law.get("/id/ssa-1115a-c-1.json").get_json()["law"]
    assert (other["text"], other["citedAt"]) == (first["text"], first["citedAt"]), "one law, whoever numbers it"
    second = law.get("/id/42-usc-1315a-c-2.json").get_json()["law"]
    assert [place["quote"] for place in second["citedAt"]] == ["42 U.S.C. 1315a(c)(2)(B)"], "the deepest that is held"
    assert law.get("/id/42-usc-1315a-c-2-b.json").status_code == 404


def test_the_numbers_of_one_law_are_told_to_be_one(law: FlaskClient) -> None:
    page = law.get("/id/aca-3021.json").get_json()["law"]
    assert {p["iri"].rsplit("/", 1)[1] for p in page["equivalent"]} == {"42-usc-1315a", "ssa-1115a"}
    assert page["text"], "the text of the section as the Code prints it"


def test_citations_are_links_where_they_stand(law: FlaskClient) -> None:
    listed = {
        one["title"]: one["iri"] for one in law.get("/documents", headers={"Accept": "application/json"}).get_json()
    }
    news = listed["Trials may widen"].rsplit("/", 1)[1]
    html = law.get(f"/document/{news}", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert 'href="/id/42-usc-1315a-c-1">section 1115A(c)(1) of the Social Security Act</a>' in html
    assert 'href="/id/aca-3021">section 3021 of the Affordable Care Act</a>' in html
    passages = law.get(f"/document/{news}.json").get_json()["passages"]
    assert {iri.rsplit("/", 1)[1] for p in passages for iri in p["cites"]} == {
        "42-usc-1315a-c-1",
        "42-usc-1315a-c-2",
        "aca-3021",
    }
    code = next(iri for title, iri in listed.items() if "Trials of ways" in title).rsplit("/", 1)[1]
    html = law.get(f"/document/{code}", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert '<a href="/id/42-usc-1315a-c-2">42 U.S.C. 1315a(c)(2)</a>' in html
    assert 'href="/id/42-usc-1315a-a">subsection (a)</a>' in html


def test_an_act_in_plain_text_knows_its_paragraphs(toy_store: Path) -> None:
    """The toy's statute is Markdown; its sections go under another code's number too."""
    app = create_app({"STORE": str(toy_store), "TITLE": "Harbor"})
    client = app.test_client()
    page = client.get("/id/coastal-renewal-act-14-a-1.json").get_json()["law"]
    assert [p["label"] for p in page["parts"]] == [
        "Section 14(a)(1)(A) of the Coastal Renewal Act",
        "Section 14(a)(1)(B) of the Coastal Renewal Act",
    ]
    assert "the widening is expected to" in page["text"][0]["text"]
    assert [p["label"] for p in page["partOf"]] == ["Section 14(a) of the Coastal Renewal Act"]
    code = client.get("/id/7-mc-410.json").get_json()["law"]
    assert any("Widening of trials" in piece["text"] for piece in code["text"]), "the same law under the code's number"
    twelve = client.get("/id/coastal-renewal-act-12.json").get_json()["law"]
    assert any(place["quote"] == "section 12" for place in twelve["citedAt"]), "a section of the act cites another bare"
    app.extensions["shelf"].close()


@pytest.mark.parametrize(
    ("title", "words", "cited"),
    [
        ("The Harbor Act of 1999", "## Section 1. Name\n\n(a) One.\n\n## SEC. 2. DUES\n\n(1) Two.", 4),
        ("Harbor news", "## Section 1. Name\n\n(a) One.\n\n## Section 2. Dues\n\n(b) Two.", 0),
        ("What the Harbor Act does", "## Section 1. Name\n\n(a) One.\n\n## Section 2. Dues\n\n(b) Two.", 0),
        ("Harbor Act", "The act was passed in 1999.\n\nSection 1 of it is famous. It is short.", 0),
    ],
)
def test_only_an_act_itself_is_cited(title: str, words: str, cited: int) -> None:
    document = read_document(f"---\ntitle: {title}\n---\n\n{words}\n".encode(), "a.md")
    assert len([passage for passage in document.passages if passage.citation]) == cited
    if cited:
        assert [p.citation for p in document.passages if p.citation][1] == "section 1(a) of the Harbor Act of 1999"
