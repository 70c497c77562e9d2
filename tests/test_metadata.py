"""Metadata: what each kind of source says of its title, authors, publisher and dates; never when it was scraped."""

from __future__ import annotations

import pytest
from office_files import paragraph, pdf, run, word_document

from corpus.documents import read_document

BODY = (
    "\n\nThe Harbor Pilot began in January 2031. It pays ports that take part in it a flat fee for each crossing.\n\n"
    "It ends in 2035, when a report is due.\n"
)
SAID = "<p>The Harbor Pilot began in January 2031. It pays ports that take part in it a flat fee.</p>"


def page(head: str = "", body: str = "", lang: str = "en") -> bytes:
    """A web page with this in its head and above its text."""
    return (
        f"<!doctype html><html lang='{lang}'><head>{head}</head><body><main>{body}{SAID}</main></body></html>".encode()
    )


def linked(data: str) -> str:
    """Linked data of schema.org."""
    return f'<script type="application/ld+json">{data}</script>'


HEADS: list[tuple[str, str | None, str | None, tuple[str, ...] | None]] = [
    ("Harbor Pilot saves money\nUpdated 12 Sep 2025", None, "2025-09-12", None),
    ("Harbor Pilot saves money\nMarch 3, 2031 | By Ann Poe", "2031-03-03", None, ("Ann Poe",)),
    ("Harbor Pilot saves money\nBy Ann Poe | March 3, 2031", "2031-03-03", None, ("Ann Poe",)),
    ("Harbor Pilot saves money\nBy ANN POE and BO DAY\nMarch 3, 2031", "2031-03-03", None, ("ANN POE", "BO DAY")),
    ("FOR IMMEDIATE RELEASE\nMarch 3, 2031\nContact: Bo Day\n\nHarbor Pilot saves money", "2031-03-03", None, None),
    ("For Immediate Release: March 3, 2031\n\nHarbor Pilot saves money", "2031-03-03", None, None),
    ("For immediate release Monday, March 3, 2031\n\nHarbor Pilot saves money", "2031-03-03", None, None),
    ("FOR RELEASE: 10:00 A.M. EST, MARCH 3, 2031\n\nHarbor Pilot saves money", "2031-03-03", None, None),
    (
        "Harbor Pilot saves money\n\nWASHINGTON, Oct. 3, 2031 \u2014 The office announced a pilot today.",
        "2031-10-03",
        None,
        None,
    ),
    ("Harbor Pilot saves money\n\nWASHINGTON, Oct. 3 \u2014 The office announced a pilot today.", None, None, None),
    (
        "Harbor Pilot saves money\n\nWASHINGTON, D.C. (Oct. 3, 2031) \u2013 The office announced a pilot today.",
        "2031-10-03",
        None,
        None,
    ),
    ("Harbor Pilot saves money\n\nWASHINGTON (AP) \u2014 The office announced a pilot today.", None, None, None),
    (
        "Harbor Pilot saves money\n\nSt. Paul, Minn., March 3, 2031 /PRNewswire/ -- The office announced a pilot.",
        "2031-03-03",
        None,
        None,
    ),
    (
        "Harbor Pilot saves money\nPublished March 3, 2031 at 5:00 a.m. ET | Updated March 5, 2031",
        "2031-03-03",
        "2031-03-05",
        None,
    ),
    (
        "Harbor Pilot saves money\nPublished: Mar 3, 2031, 9:15 AM; updated: Mar 4, 2031, 8:00 AM",
        "2031-03-03",
        "2031-03-04",
        None,
    ),
    ("Harbor Pilot saves money\nMarch 3, 2031\u20145 min read", "2031-03-03", None, None),
    ("Harbor Pilot saves money\n3/3/2031", "2031-03-03", None, None),
    ("Harbor Pilot saves money\nAnn Poe, Staff Writer\nMarch 3, 2031", "2031-03-03", None, None),
    (
        "Harbor Pilot saves money\nBy Ann Poe, Harbor Times\nMon., Mar. 3, 2031 3:14 PM EST",
        "2031-03-03",
        None,
        ("Ann Poe",),
    ),
    ("Harbor Pilot saves money\nScraped: 2032-01-01\nPublished: 2031-03-03", "2031-03-03", None, None),
    ("Harbor Pilot saves money\nRetrieved January 5, 2032", None, None, None),
    ("Harbor Pilot saves money\nAccessed on 5 January 2032", None, None, None),
    ("Harbor Pilot saves money\nCrawl date: 2032-01-01", None, None, None),
    ("Harbor Pilot saves money\nLast reviewed: March 3, 2031", None, "2031-03-03", None),
    ("Harbor Pilot saves money\nContent last updated on March 3, 2031", None, "2031-03-03", None),
    (
        "MEMORANDUM\n\nDATE: March 3, 2031\nTO: All ports\nFROM: Ann Poe\nSUBJECT: Harbor Pilot",
        "2031-03-03",
        None,
        ("Ann Poe",),
    ),
    (
        "From: Ann Poe <a@b.example>\nSent: Monday, March 3, 2031 4:05 PM\nTo: Bo Day\nSubject: Harbor Pilot",
        "2031-03-03",
        None,
        ("Ann Poe",),
    ),
    (
        'Date: Mon, 3 Mar 2031 10:00:00 -0500\nFrom: "Poe, Ann" <a@b.example>\nSubject: Harbor Pilot',
        "2031-03-03",
        None,
        ("Poe, Ann",),
    ),
    ("Harbor Office\nFact Sheet\nMarch 2031\n\nHarbor Pilot", "2031-03", None, None),
    ("Statement of Ann Poe\nbefore the\nCommittee on Harbors\nMarch 3, 2031", "2031-03-03", None, None),
    ("Harbor Pilot saves money\nEffective date: March 3, 2031", None, None, None),
    ("Harbor Pilot saves money\nComments due: March 3, 2031", None, None, None),
    ("Harbor Pilot saves money\nEvent date: March 3, 2031", None, None, None),
    ("March 3rd, 2031\n\nDear Ms. Roe:", "2031-03-03", None, None),
    ("Vol. 3, No. 2, March 2031\nHarbor Pilot saves money", "2031-03", None, None),
    ("Harbor Pilot saves money\nWritten by: Ann Poe\nDate Published: 03 March 2031", "2031-03-03", None, ("Ann Poe",)),
    ("Harbor Pilot saves money\n2031-03-03T10:00:00Z", "2031-03-03", None, None),
    (
        "Harbor Pilot saves money\nUpdated: March 5, 2031\nOriginally published: March 3, 2031",
        "2031-03-03",
        "2031-03-05",
        None,
    ),
    ("Harbor Pilot saves money\nby Ann Poe on March 3, 2031", "2031-03-03", None, ("Ann Poe",)),
    ("Harbor Pilot saves money\nAnn Poe | Harbor Times | March 3, 2031", "2031-03-03", None, None),
    ("Harbor Pilot saves money\nPosted on March 3, 2031 by Ann Poe", "2031-03-03", None, ("Ann Poe",)),
    ("Harbor Pilot saves money\nPosted: 2032-01-01\nPublished: 2031-03-03", "2031-03-03", None, None),
    ("Harbor Pilot saves money\nReleased March 3, 2031", "2031-03-03", None, None),
    ("Report No. 12\nMARCH 2031\nHarbor Pilot saves money", "2031-03", None, None),
    ("Harbor Pilot saves money\nPosted: March 3, 2031", None, None, None),
]
"""The first lines of a plain text; then when it was issued, when changed, and by whom it is (where that is asked)."""


@pytest.mark.parametrize(("lines", "issued", "modified", "creators"), HEADS)
def test_the_first_lines_of_a_plain_text(
    lines: str, issued: str | None, modified: str | None, creators: tuple[str, ...] | None
) -> None:
    document = read_document((lines + BODY).encode(), "page.txt")
    found = document.metadata
    assert (found.issued, found.modified) == (issued, modified)
    if creators is not None:
        assert found.creators == creators
    if found.issued_span:
        assert "2031" in document.text[slice(*found.issued_span)]


PAGES = [
    (
        "ld article",
        page(
            linked(
                '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Pilot saves","datePublished":"2031-03-03T05:00:00-05:00","dateModified":"2031-03-05","author":[{"@type":"Person","name":"Ann Poe"},{"name":"Bo Day"}],"publisher":{"@type":"Organization","name":"Harbor Times"},"inLanguage":"en-US"}'
            ),
            "<h1>Pilot saves</h1>",
            "",
        ),
        {
            "title": "Pilot saves",
            "issued": "2031-03-03",
            "modified": "2031-03-05",
            "creators": ("Ann Poe", "Bo Day"),
            "publisher": "Harbor Times",
            "type": "News",
            "language": "en-US",
        },
    ),
    (
        "ld graph",
        page(
            linked(
                '{"@graph":[{"@type":"WebSite","name":"Harbor Times"},{"@type":["Article","BlogPosting"],"headline":"Pilot &amp; fees","datePublished":"2031-03-03","author":{"@id":"#ann"},"publisher":{"@id":"#pub"}},{"@type":"Person","@id":"#ann","name":"Ann Poe"},{"@id":"#pub","@type":"Organization","name":"Harbor Times"}]}'
            ),
            "<h1>Pilot</h1>",
        ),
        {"issued": "2031-03-03", "creators": ("Ann Poe",), "publisher": "Harbor Times"},
    ),
    (
        "ld broken",
        page(linked('{"@type":"NewsArticle",'), "<h1>Pilot</h1><p>March 3, 2031</p>"),
        {"title": "Pilot", "issued": "2031-03-03"},
    ),
    (
        "ld cdata",
        page(
            linked('//<![CDATA[\n{"@type":"Report","name":"Pilot","datePublished":"2031-03-03"}\n//]]>'),
            "<h1>Pilot</h1>",
        ),
        {"issued": "2031-03-03", "type": "Report"},
    ),
    (
        "dc",
        page(
            '<meta name="DC.title" content="Pilot"><meta name="DC.creator" content="Poe, Ann"><meta name="DC.date.issued" content="2031-03-03"><meta name="DC.publisher" content="Harbor Office"><meta name="DC.language" content="en"><meta name="DC.identifier" content="HO-12">',
            lang="",
        ),
        {
            "title": "Pilot",
            "creators": ("Poe, Ann",),
            "issued": "2031-03-03",
            "publisher": "Harbor Office",
            "language": "en",
            "identifier": "HO-12",
        },
    ),
    (
        "dcterms",
        page(
            '<meta name="dcterms.title" content="Pilot"><meta name="dcterms.issued" content="March 3, 2031"><meta name="dcterms.modified" content="2031-04-03"><meta name="dcterms.creator" content="Harbor Office">'
        ),
        {"title": "Pilot", "issued": "2031-03-03", "modified": "2031-04-03", "creators": ("Harbor Office",)},
    ),
    (
        "og",
        page(
            '<meta property="og:title" content="Pilot"><meta property="og:site_name" content="Harbor Times"><meta property="article:published_time" content="2031-03-03T10:00:00Z"><meta property="article:author" content="https://x.example/ann"><meta name="author" content="Ann Poe"><meta property="og:locale" content="en_US">',
            lang="",
        ),
        {
            "title": "Pilot",
            "publisher": "Harbor Times",
            "issued": "2031-03-03",
            "creators": ("Ann Poe",),
            "language": "en-US",
        },
    ),
    (
        "micro",
        page(
            "",
            '<h1>Pilot</h1><div itemscope itemtype="https://schema.org/Article"><span itemprop="author">Ann Poe</span><time itemprop="datePublished" datetime="2031-03-03">Mar 3</time></div>',
        ),
        {"issued": "2031-03-03", "creators": ("Ann Poe",)},
    ),
    (
        "time mod",
        page("", '<h1>Pilot</h1><p>Updated <time datetime="2031-03-05">March 5, 2031</time></p>'),
        {"issued": None, "modified": "2031-03-05"},
    ),
    (
        "time event",
        page(
            "",
            "<h1>Pilot</h1>"
            + SAID
            + '<p>The hearing is on <time datetime="2031-09-05">September 5</time> in the hall.</p>',
        ),
        {"issued": None},
    ),
    (
        "drupal",
        page(
            '<title>Pilot | Harbor Office</title><meta name="last-modified" content="2031-04-03">',
            "<h1>Pilot</h1><p>Date: March 3, 2031</p>",
        ),
        {"title": "Pilot", "issued": "2031-03-03", "modified": "2031-04-03"},
    ),
    (
        "byline",
        page(
            "",
            '<h1>Pilot</h1><p class="byline">By <a href="/ann">Ann Poe</a></p><p class="date">Published March 3, 2031</p>',
        ),
        {"creators": ("Ann Poe",), "issued": "2031-03-03"},
    ),
    (
        "release",
        page(
            "",
            "<h1>Pilot saves</h1><p>FOR IMMEDIATE RELEASE</p><p>March 3, 2031</p><p>WASHINGTON, March 3, 2031 \u2014 The office announced it today.</p>",
        ),
        {"issued": "2031-03-03", "type": "Release"},
    ),
    (
        "crawl",
        page('<meta name="crawl-date" content="2032-01-01"><meta name="date" content="2031-03-03">', "<h1>Pilot</h1>"),
        {"issued": "2031-03-03"},
    ),
    (
        "eprint",
        page(
            '<meta name="citation_title" content="Pilot"><meta name="citation_author" content="Poe, Ann"><meta name="citation_author" content="Day, Bo"><meta name="citation_publication_date" content="2031/03/03"><meta name="citation_journal_title" content="Harbor J"><meta name="citation_doi" content="10.1/x">'
        ),
        {"creators": ("Poe, Ann", "Day, Bo"), "issued": "2031-03-03", "identifier": "10.1/x", "publisher": "Harbor J"},
    ),
]
FILES = [
    (
        "fm1",
        b"---\ntitle: Pilot\ndate: 2031-03-03T10:00:00Z\nauthor: Ann Poe\n---\n\n# Pilot\n\nIt began.\n",
        {"title": "Pilot", "issued": "2031-03-03", "creators": ("Ann Poe",)},
    ),
    (
        "fm2",
        b"---\nTitle: Pilot\nDate: March 3, 2031\nAuthors:\n  - name: Ann Poe\n    org: X\n  - Bo Day\nLang: en\n---\n\nIt began.\n",
        {"title": "Pilot", "issued": "2031-03-03", "creators": ("Ann Poe", "Bo Day"), "language": "en"},
    ),
    (
        "fm3",
        b"---\ntitle: Pilot\nscraped_at: 2032-01-01\ncrawled: 2032-01-01\ndate_scraped: 2032-01-01\n---\n\nIt began.\n",
        {"issued": None},
    ),
    (
        "fm4",
        b"---\ntitle: Pilot\npublished: 3 Mar 2031\nupdated: 2031-04-01\nsource: Harbor Times\ntype: report\n---\n\nIt began.\n",
        {"issued": "2031-03-03", "modified": "2031-04-01", "publisher": "Harbor Times", "type": "Report"},
    ),
    (
        "fm5",
        b"---\ntitle: Pilot\nauthor: Ann Poe and Bo Day\nyear: 2031\n---\n\nIt began.\n",
        {"creators": ("Ann Poe", "Bo Day")},
    ),
    (
        "fm6",
        b"# Pilot\n\n**By Ann Poe** | March 3, 2031\n\nIt began.\n",
        {"issued": "2031-03-03", "creators": ("Ann Poe",)},
    ),
    ("fm7", b"# Pilot\n\n*March 3, 2031*\n\nIt began.\n", {"issued": "2031-03-03"}),
    (
        "fm8",
        b"# Pilot\n\n**Date:** March 3, 2031\n**Author:** Ann Poe\n**Posted:** 2032-01-01\n\nIt began.\n",
        {"issued": "2031-03-03", "creators": ("Ann Poe",)},
    ),
    ("fm9", b"# Pilot\n\nUpdated 12 Sep 2025\n\nIt began.\n", {"issued": None, "modified": "2025-09-12"}),
    ("fm10", b"# Pilot\n\nWASHINGTON, Oct. 3, 2031 \xe2\x80\x94 The office announced it.\n", {"issued": "2031-10-03"}),
    (
        "pdf with properties",
        pdf(
            [[(60, 740, 18, "Harbor Pilot"), (60, 690, 10, "The Harbor Pilot began in January 2031. It pays ports.")]],
            title="untitled",
            info="/Author(user)/CreationDate(D:20310303120000+02'00')/ModDate(D:20310404)",
        ),
        {"title": "Harbor Pilot", "issued": "2031-03-03", "modified": "2031-04-04", "creators": ()},
    ),
    (
        "pdf with two authors",
        pdf(
            [[(60, 740, 18, "Harbor Pilot"), (60, 690, 10, "It pays ports.")]],
            title="Harbor Pilot",
            info="/Author(Ann Poe; Bo Day)",
        ),
        {"title": "Harbor Pilot", "creators": ("Ann Poe", "Bo Day")},
    ),
    (
        "docx",
        word_document(
            paragraph(run("Harbor Pilot"), "Title") + paragraph(run("March 3, 2031")) + paragraph(run("It began."))
        ),
        {"title": "Harbor Pilot", "issued": "2031-03-03"},
    ),
]


@pytest.mark.parametrize(("name", "data", "said"), [*PAGES, *FILES])
def test_what_a_page_or_file_says_of_itself(name: str, data: bytes, said: dict[str, object]) -> None:
    found = read_document(data, name).metadata
    assert {key: getattr(found, key) for key in said} == said


UPDATED = [
    "# Harbor Model\n\n*Last updated: March 4, 2031*\n\nThe model runs.\n",
    "# Harbor Model\n\nLast updated: March 4, 2031\n\nThe model runs.\n",
    "# Harbor Model\n\n**Updated:** 4 March 2031\n\nThe model runs.\n",
    "# Harbor Model\n\n_Page last reviewed March 4, 2031_\n\nThe model runs.\n",
]


@pytest.mark.parametrize("text", UPDATED)
def test_a_page_tells_when_it_was_changed_in_emphasis_or_plain(text: str) -> None:
    metadata = read_document(text.encode(), "page.md").metadata
    assert (metadata.issued, metadata.modified) == (None, "2031-03-04")
