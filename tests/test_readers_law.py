"""Law readers on the real texts that lie beside some checkouts: every provision cited, and rightly."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from lxml import etree

from corpus.documents import Document, read_document
from corpus.flows import flow

LAW = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "law"
pytestmark = pytest.mark.skipif(not LAW.is_dir(), reason="the shared corpus does not lie beside this checkout")


@pytest.fixture(scope="module")
def act() -> Document:
    start = time.monotonic()
    document = read_document((LAW / "ssa-title-19.uslm.xml").read_bytes(), "ssa-title-19.uslm.xml")
    assert time.monotonic() - start < 10
    return document


def test_every_provision_of_the_act_has_its_citation(act: Document) -> None:
    below = [
        passage for passage in act.passages if len(passage.section) > 1 and passage.kind in ("paragraph", "list-item")
    ]
    assert len(below) > 4000
    assert [passage.text[:60] for passage in below if passage.citation is None] == []


def test_citations_picked_at_random_resolve_to_their_text(act: Document) -> None:
    """The text under a citation is what the file's own markup holds there, found without our reader."""
    root = etree.fromstring((LAW / "ssa-title-19.uslm.xml").read_bytes())
    spoken: dict[str, str] = {}
    for passage in act.passages:
        if passage.citation and passage.kind in ("paragraph", "list-item"):
            spoken.setdefault(passage.citation, flow(passage).text)
    contents = [
        element
        for element in root.iter("{*}content")
        if re.search(r"/s\d", element.getparent().get("identifier") or "")
        and not list(element.iter("{*}footnote", "{*}table"))
    ]
    for element in random.Random(19).sample(contents, 200):
        parts = element.getparent().get("identifier").split("/")
        at = next(number for number, part in enumerate(parts) if re.fullmatch(r"s\d.*", part))
        citation = f"Social Security Act \u00a7 {parts[at][1:]}" + "".join(f"({part})" for part in parts[at + 1 :])
        words = " ".join("".join(element.itertext()).split())
        if words and citation in spoken:
            assert (
                plain(spoken[citation]) in plain(words)
                or plain(words) in plain(spoken[citation])
                or elsewhere(act, citation, words)
            )
        else:
            assert not words


def plain(words: str) -> str:
    return re.sub(r"\W+", "", words)


def elsewhere(act: Document, citation: str, words: str) -> bool:
    """A provision that stands in several pieces, or twice in the file, under one citation."""
    return any(passage.citation == citation and plain(flow(passage).text) == plain(words) for passage in act.passages)


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ("42 U.S.C. 1315a(a)(5)", "elect to limit testing"),
        ("42 U.S.C. 1315a(b)(2)(B)(xv)(III)", "providing assistance"),
        ("42 U.S.C. 1315a(c)(1)(B)", "without increasing spending"),
        ("42 U.S.C. 1315a(c)(2)", "certifies"),
        ("42 U.S.C. 1315a(d)(2)(F)", "determinations about expansion"),
        ("42 U.S.C. 1315a(f)(1)(B)", "$10,000,000,000"),
        ("42 U.S.C. 1315a(g)", "report on"),
    ],
)
def test_the_code_is_cited_down_to_its_clauses(citation: str, words: str) -> None:
    document = read_document((LAW / "42-usc-1315a.md").read_bytes(), "42-usc-1315a.md")
    said = " ".join(flow(passage).text for passage in document.passages if passage.citation == citation)
    assert words in said
