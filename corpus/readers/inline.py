"""Inline: the words of an HTML element as a browser shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "ol",
     "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "html")
)  # fmt: skip
"""Elements that begin a line of their own."""


def inline_words(element: html.HtmlElement) -> str:
    """The words of an element and all in it; a line break or the end of a block inside it is a line end."""
    return "".join(_pieces(element))


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    if element.tag == "br":
        yield "\x00"
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _pieces(child)
            if child.tag in BLOCKS:
                yield "\x00"
        yield child.tail or ""


def tidy(words: str) -> str:
    """Words with white space as a browser shows it: one space, and line ends only where the page breaks the line."""
    lines = (" ".join(part.split()) for part in words.split("\x00"))
    return "\n".join(line for line in lines if line)
