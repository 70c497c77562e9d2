"""Page metadata: what a web page's head says of it, in meta tags, Dublin Core, schema.org and link elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import html

from corpus.blocks import Block, Metadata
from corpus.dates import date_line, find_date
from corpus.readers.mastheads import dateline, read_line

_TITLE = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_ISSUED = (
    "citation_publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
    "article:published_time", "datepublished", "publication_date", "publishdate", "publish-date", "pubdate", "date",
    "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_MODIFIED = ("dcterms.modified", "article:modified_time", "datemodified", "last-modified", "og:updated_time")
_CREATORS = ("citation_author", "dc.creator", "dcterms.creator", "author", "parsely-author", "byl")
_PUBLISHER = (
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "og:site_name",
    "publisher",
    "application-name",
    "citation_journal_title",
)
_LANGUAGE = ("dc.language", "dcterms.language", "citation_language", "content-language", "language", "og:locale")
_IDENTIFIER = ("citation_doi", "dc.identifier", "dcterms.identifier", "report-number")
_LICENSE = ("dc.rights.license", "dcterms.license", "license", "dc.rights")
_CHROME_TITLE = re.compile(r"\s+[|\u2013\u2014\u00bb-]\s+(?:(?!\s[|\u2013\u2014\u00bb-]\s).){2,50}$")


def metadata(page: html.HtmlElement) -> Metadata:
    """What the head says: title, authors, publisher, day of issue, language, address, licence."""
    named: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        keys = ("name", "property", "itemprop", "http-equiv")
        name = next((meta.get(key) for key in keys if meta.get(key)), "").lower()
        if name and (meta.get("content") or "").strip():
            named.setdefault(name, []).append(" ".join(str(meta.get("content")).split()))
    schema = _schema(page)

    def first(names: tuple[str, ...]) -> str | None:
        return next((named[name][0] for name in names if name in named), None)

    title = first(_TITLE) or _text(schema.get("headline")) or _page_title(page)
    issued = _date(first(_ISSUED) or _text(schema.get("datePublished")))
    issued = issued or _marked_date(page)
    links = {str(link.get("rel")).lower(): link.get("href") for link in page.iter("link") if link.get("href")}
    creators = tuple(dict.fromkeys(name for key in _CREATORS for name in named.get(key, ())))
    language = page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or first(_LANGUAGE)
    language = language or _text(schema.get("inLanguage"))
    return Metadata(
        title=title,
        creators=creators or tuple(_names(schema.get("author"))) or _marked_names(page),
        publisher=first(_PUBLISHER) or next(_names(schema.get("publisher")), None),
        issued=issued,
        modified=_date(first(_MODIFIED) or _text(schema.get("dateModified"))),
        language=language.replace("_", "-") if language else None,
        url=links.get("canonical") or first(("og:url",)),
        format="text/html",
        license=links.get("license") or first(_LICENSE),
        identifier=first(_IDENTIFIER),
        type={"NewsArticle": "News", "OpinionNewsArticle": "Opinion", "Report": "Report"}.get(
            _text(schema.get("@type")) or ""
        ),
    )


def _page_title(page: html.HtmlElement) -> str | None:
    """The page's one first-rank heading, else its title element without the site's name."""
    headings = page.findall(".//h1")
    words = " ".join(headings[0].text_content().split()) if len(headings) == 1 else ""
    element = page.find(".//title")
    if not words and element is not None:
        words = _CHROME_TITLE.sub("", " ".join(element.text_content().split()))
    return words or None


def first_lines(text: str, blocks: list[Block], found: Metadata) -> tuple[list[Block], Metadata]:
    """Date lines, bylines and datelines at both ends told apart, and the title from the first heading."""
    made = list(blocks)
    heading = next((block for block in blocks if block.kind == "heading"), None)
    if heading and found.title is None:
        found = replace(found, title=text[heading.start : heading.end])
    for index in [*range(min(8, len(made))), *range(max(8, len(made) - 4), len(made))]:
        block = made[index]
        words = text[block.start : block.end]
        asked = index > 1 and text[made[index - 1].start : made[index - 1].end].rstrip().endswith("?")
        if block.kind not in ("paragraph", "key-value", "list-item") or len(words) > 300 or asked:
            continue
        told = read_line(words, block.start, found, index < 8)
        if told is not None:
            dated = date_line(words)
            if dated and dated[0] == "issued" and found.issued == dated[1] and found.issued_span is None:
                told = replace(told, issued_span=(block.start + dated[2], block.start + dated[3]))
            found, made[index] = told, replace(block, kind="boilerplate", cells=())
    for block in made[:6]:
        if block.kind == "paragraph":
            found = dateline(text[block.start : block.end], block.start, found)
    return made, found


def _schema(page: html.HtmlElement) -> dict[str, Any]:
    """The first schema.org node of the page that is a work: an article, report or page with a date or headline."""
    for script in page.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            words = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$", "", script.text_content())
            try:
                data = json.loads(words)
            except (ValueError, RecursionError):
                continue
            named = {node["@id"]: node for node in _nodes(data) if isinstance(node.get("@id"), str) and len(node) > 1}
            for node in _nodes(data):
                if "datePublished" in node or "headline" in node:
                    return {key: _followed(value, named) for key, value in node.items()}
    return {}


def _followed(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """A value with what only points at another node replaced by that node."""
    if isinstance(value, list):
        return [_followed(entry, named) for entry in value[:50]]
    if isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str):
        return named.get(value["@id"], value)
    return value


def _marked_date(page: html.HtmlElement) -> str | None:
    """The date in a time element that says it is the day of publication, or that stands alone in its line."""
    for time in page.iter("time"):
        said = f"{time.get('itemprop') or ''} {time.get('class') or ''}".lower()
        line = time.getparent()
        alone = date_line(" ".join(line.text_content().split())) if line is not None else None
        marked = "publi" in said or "entry-date" in said or time.get("pubdate") is not None
        if marked or (alone and alone[0] == "issued"):
            return _date(time.get("datetime")) or _date(time.text_content())
    return None


def _marked_names(page: html.HtmlElement) -> tuple[str, ...]:
    """The authors that microdata marks in the text."""
    marked = (element for element in page.iter("span", "a", "div", "p") if element.get("itemprop") == "author")
    names = (" ".join(element.text_content().split()) for element in marked)
    return tuple(dict.fromkeys(name.removeprefix("By ") for name in names if 0 < len(name) <= 60))


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        if depth < 4:
            yield from _nodes(data.get("@graph"), depth + 1)
    elif isinstance(data, list):
        for entry in data:
            yield from _nodes(entry, depth + 1)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _names(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        name = _text(entry.get("name")) if isinstance(entry, dict) else _text(entry)
        if name:
            yield name


def _date(words: str | None) -> str | None:
    found = find_date(words) if words else None
    return found[0] if found else None
