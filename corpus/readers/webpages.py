"""Web pages (HTML, .asp and the like): the main content, without navigation, as headings, lists, pairs and rows."""

from __future__ import annotations

import re

from lxml import etree, html

from corpus.blocks import TextWriter, UnreadableDocument, Writing
from corpus.cells import says_something
from corpus.encodings import decode
from corpus.readers import pagemeta
from corpus.readers.grids import write_table
from corpus.readers.inline import BLOCKS, inline_words, tidy
from corpus.readers.pairs import as_pairs, pair_block

_GONE = frozenset(
    ("script", "style", "noscript", "template", "svg", "canvas", "nav", "form", "iframe", "object", "button", "select",
     "input", "textarea", "aside", "dialog", "video", "audio", "picture", "img", "map", "head", "menu", "math")
)  # fmt: skip
_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alert", "tablist")
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|share|sharing|social|newsletter|subscribe|signup|sidebar"
    r"|related(?:-\w+)?|pagination|pager|skip(?:-?(?:to|link|nav)\w*)?|masthead|site-?(?:header|footer)|page-?footer|promo|advert\w*|ads?|usa-banner"
    r"|comments?|popup|modal|toolbar|visually-?hidden|sr-only|screen-reader(?:-text)?|print-?only)(?:$|[\s_-])",
    re.I,
)
_LABEL_CLASS = re.compile(r"(?:^|[\s_-])(?:label|term|key|field-?name|dt)(?:$|[\s_-])", re.I)
_VALUE_CLASS = re.compile(r"(?:^|[\s_-])(?:items?|value|data|content|definition|dd)(?:$|[\s_-])", re.I)
_DEEPEST = 250


def read(data: bytes, source: str) -> Writing:
    """Read a web page: the text is what stands in its main content, in reading order.

    Navigation, banners, sidebars, forms and lists of links are left out; definition lists and boxes of labels and
    values become `key-value`, tables rows with their header cells (spans filled in). Raises `UnreadableDocument`
    for a page without words.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>|<%.*?%>", "", decode(data, source), flags=re.S)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocument(
            f"{source}: no page can be read from this HTML; save it anew from a browser"
        ) from error
    if any("depth" in fault.message.lower() for fault in parser.error_log):
        raise RecursionError  # what is nested deeper is left out of the tree
    metadata = pagemeta.metadata(page)
    _drop_chrome(page)
    writer = TextWriter()
    _Walk(writer).walk(_main(page), 0)
    text = writer.text
    if not writer.blocks:
        raise UnreadableDocument(f"{source}: a page without words (filled in by scripts?); save it from a browser")
    blocks = as_pairs(text, writer.blocks)
    blocks, metadata = pagemeta.first_lines(text, blocks, metadata)
    return Writing(text, tuple(blocks), metadata)


def _drop_chrome(page: html.HtmlElement) -> None:
    body = page.find("body") if page.tag == "html" else page
    doomed = []
    whole = len(page.text_content()) or 1
    for element in page.iter(etree.Element):
        tag = element.tag
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        style = (element.get("style") or "").replace(" ", "")
        if element is body or tag in ("html", "body", "main"):
            continue
        facts = bool(tag == "aside" or "sidebar" in marks.lower()) and _has_facts(element)
        if (
            (tag in _GONE and not facts)
            or (element.get("role") in _ROLES and not facts)
            or element.get("hidden") is not None
            or (element.get("aria-hidden") == "true" and tag not in ("span", "i", "a"))
            or "display:none" in style
            or (tag in ("header", "footer") and not _within(element, ("article", "main")))
            or (marks.strip() and _CHROME.search(marks) and len(element.text_content()) < 0.5 * whole and not facts)
            or _is_note_mark(element)
            or _is_link_list(element)
        ):
            doomed.append(element)
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _has_facts(element: html.HtmlElement) -> bool:
    """Whether a box beside the text holds labels with values, and not only links."""
    labels = [label for label in element.iter("strong", "b", "dt", "th") if label.text_content().strip()]
    labels += [box for box in element.iter("div", "span") if _LABEL_CLASS.search(box.get("class") or "")]
    named = [label for label in labels if label.tag in ("dt", "th") or label.text_content().strip().endswith(":")]
    return len(named) >= 2 or len([label for label in labels if label.tag in ("div", "span")]) >= 2


def _within(element: html.HtmlElement, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _is_note_mark(element: html.HtmlElement) -> bool:
    """A footnote's number: "1" or "[1]" raised, or a link to a note on the same page."""
    if element.tag not in ("sup", "a"):
        return False
    words = element.text_content().strip()
    return bool(re.fullmatch(r"\[?\(?(?:\d{1,3}|[a-z*\u2020\u2021])\)?\]?", words)) and (
        element.tag == "sup" or (element.get("href") or "").startswith("#")
    )


def _is_link_list(element: html.HtmlElement) -> bool:
    """A list or box whose words nearly all stand in links, none of them a sentence: a menu."""
    if element.tag not in ("ul", "ol", "div", "section", "p", "td"):
        return False
    links = element.findall(".//a")
    if len(links) < 4:
        return False
    whole = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in links)
    longest = max(len(link.text_content().split()) for link in links)
    return whole > 0 and linked > 0.85 * whole and longest < 9 and element.find(".//h1") is None


def _main(page: html.HtmlElement) -> html.HtmlElement:
    """The landmark that holds the text: main, else the one article, else the body."""
    whole = len(page.text_content())
    for path in ("//main", "//*[@role='main']", "//article", "//*[@id='main-content' or @id='content' or @id='main']"):
        found = sorted(page.xpath(path), key=lambda element: len(element.text_content()), reverse=True)
        if found and len(found[0].text_content()) > 0.3 * whole and (path != "//article" or len(found) == 1):
            return found[0]
    body = page.find("body")
    return body if body is not None else page


class _Walk:
    """One pass over the main content that writes blocks."""

    def __init__(self, writer: TextWriter) -> None:
        self.writer = writer
        self.lists: list[tuple[str, int]] = []
        self.element: str | None = None

    def walk(self, element: html.HtmlElement, depth: int) -> None:
        """Write an element that holds blocks: runs of inline content become paragraphs."""
        if depth > _DEEPEST:
            raise RecursionError
        before, self.element = self.element, element.get("id") or self.element
        inline: list[str] = [element.text or ""]
        for child in element:
            if child.tag in BLOCKS or (
                isinstance(child.tag, str) and any(inner.tag in BLOCKS for inner in child.iter())
            ):
                self.flush(inline)
                self.block(child, depth + 1)
            else:
                inline.append(inline_words(child))
            inline.append(child.tail or "")
        self.flush(inline)
        self.element = before

    def flush(self, inline: list[str], kind: str = "paragraph", level: int = 0, mark: str = "") -> None:
        """Write the inline words gathered so far as one block, or as one a line where lines are labelled."""
        parts = re.split(r"\x00\s*\x00", "".join(inline))
        inline.clear()
        for part in parts:
            self.write(tidy(part), kind, level, mark)
            mark = ""

    def write(self, words: str, kind: str, level: int, mark: str) -> None:
        """Write words as one block, or as one a line where most lines are labelled."""
        lines = words.split("\n")
        if len(lines) > 1 and sum(bool(re.match(r"[A-Z][^:\n.]{0,40}:\s+\S", line)) for line in lines) > len(lines) / 2:
            for line in lines:
                self.writer.block(kind, line, level=level, element=self.element)
        else:
            self.writer.block(kind, words, level=level, mark=mark, element=self.element)

    def block(self, child: html.HtmlElement, depth: int) -> None:
        """Write one block-level element by its tag."""
        tag, writer = str(child.tag), self.writer
        element = child.get("id") or self.element
        if tag == "summary":
            writer.block("heading", tidy(inline_words(child)).replace("\n", " "), level=6, element=element)
        elif re.fullmatch(r"h[1-6]", tag):
            writer.block("heading", tidy(inline_words(child)).replace("\n", " "), level=int(tag[1]), element=element)
        elif tag in ("ul", "ol"):
            self.lists.append((tag, 0))
            self.walk(child, depth)
            self.lists.pop()
            writer.put("\n")
        elif tag == "li":
            self.item(child, depth)
        elif tag == "dl":
            self.pairs(child, depth)
        elif tag == "table":
            if not write_table(child, writer, element):
                self.walk(child, depth)
        elif tag == "pre":
            writer.block("paragraph", child.text_content().strip("\n"), element=element)
        elif self.is_field(child):
            pass
        else:
            self.walk(child, depth)

    def item(self, child: html.HtmlElement, depth: int) -> None:
        """Write a list item: its own words first, then what is nested in it."""
        kind, number = self.lists[-1] if self.lists else ("ul", 0)
        if self.lists:
            self.lists[-1] = (kind, number + 1)
        mark = f"{number + 1}." if kind == "ol" else "\u2022"
        inline = [child.text or ""]
        written = False
        for inner in child:
            nested = (
                inner.tag in ("ul", "ol", "table", "dl")
                or inner.find(".//ul") is not None
                or inner.find(".//ol") is not None
            )
            if nested or (written and inner.tag in BLOCKS):
                self.flush(inline, "list-item", max(1, len(self.lists)), "" if written else mark)
                written = True
                self.block(inner, depth + 1)
            else:
                inline.append(inline_words(inner))
                if inner.tag in BLOCKS:
                    inline.append("\n")
            inline.append(inner.tail or "")
        self.flush(inline, "list-item", max(1, len(self.lists)), "" if written else mark)

    def pairs(self, child: html.HtmlElement, depth: int) -> None:
        """Write a definition list as pairs; a long definition stays a paragraph under its term."""
        term = ""
        for inner in child.iter("dt", "dd"):
            words = tidy(inline_words(inner)).replace("\n", " ")
            if inner.tag == "dt":
                term = words.rstrip(" :")
            elif term and words and len(words) <= 200 and inner.find(".//ul") is None:
                pair_block(self.writer, term, words, inner.get("id") or self.element)
            elif term:
                self.writer.block("heading", term, level=6)
                self.walk(inner, depth + 1)
                term = ""

    def is_field(self, child: html.HtmlElement) -> bool:
        """Write a box of one label and one value, told by the classes of its two parts, as a pair."""
        parts = [inner for inner in child if isinstance(inner.tag, str) and inner.text_content().strip()]
        if child.tag not in ("div", "section", "p") or len(parts) != 2 or (child.text or "").strip():
            return False
        label, value = parts
        if not _LABEL_CLASS.search(label.get("class") or "") or not (
            _VALUE_CLASS.search(value.get("class") or "") or value.tag in ("span", "div", "p")
        ):
            return False
        words, said = tidy(inline_words(label)).rstrip(" :"), tidy(inline_words(value)).replace("\n", " ")
        if not words or len(words) > 60 or not said or len(said) > 200 or not says_something(said):
            return False
        pair_block(self.writer, words, said, child.get("id") or self.element)
        return True
