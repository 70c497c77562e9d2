"""Front matter: what the YAML at the head of a Markdown page says of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import yaml

from corpus.blocks import Metadata
from corpus.dates import find_date

_LONGEST = 60_000
"""Characters of front matter: what is longer is data, and YAML is read slowly."""

_FENCE = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TITLE = ("title", "name", "headline")
_ISSUED = (
    "original_published", "originalpublished", "original_date", "publication_date", "publicationdate", "date_published",
    "datepublished", "published", "published_at", "published_date", "issued", "date_issued", "issue_date", "date",
)  # fmt: skip
_MODIFIED = ("modified", "updated", "last_updated", "lastmod", "last_modified", "date_modified", "datemodified")
_CREATORS = ("creators", "creator", "authors", "author", "byline")
_PUBLISHER = ("publisher", "source_name", "site_name", "sitename", "brand", "outlet")
_URL = (
    "original_url",
    "source_url",
    "sourceurl",
    "canonical",
    "canonical_url",
    "original",
    "href",
    "url",
    "link",
    "permalink",
)
_IDENTIFIER = ("document_number", "documentnumber", "identifier", "doi", "item_id", "id")
_LANGUAGE = ("language", "lang")
_LICENSE = ("license", "licence", "rights")
_KIND = ("type", "kind", "genre", "document_type", "doctype")
_KINDS = {
    "statute": "Statute", "law": "Statute", "rule": "Rule", "final rule": "Rule", "proposed rule": "Rule",
    "regulation": "Rule", "report": "Report", "evaluation": "Report", "press release": "Release", "release": "Release",
    "news": "News", "news article": "News", "opinion": "Opinion", "op-ed": "Opinion", "editorial": "Opinion",
    "reference": "Reference", "encyclopedia": "Reference", "table": "Table", "dataset": "Table",
}  # fmt: skip
_REPOSTED = re.compile(r"original|curat|aggregat|source_?(?:name|url)")


def split(text: str) -> tuple[dict[str, Any], int]:
    """The front matter's mapping and where the text after it begins; an empty mapping and 0 where there is none."""
    found = _FENCE.match(text)
    if found is None:
        return {}, 0
    if len(found.group("yaml")) > _LONGEST:
        return {}, found.end()
    try:
        data = yaml.load(found.group("yaml"), _Plain)  # noqa: S506  # a safe loader, and narrower than that
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return {}, found.end()
    return (data if isinstance(data, dict) else {}), found.end()


class _Plain(yaml.SafeLoader):
    """YAML without aliases: no front matter needs them, and nine of nine of nine fill a machine."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """A node that is no alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def is_repost(data: dict[str, Any]) -> bool:
    """Whether a page that posts somebody else's document again says so: its own author and date are the poster's."""
    return any(_REPOSTED.search(key.lower()) for key, _ in _pairs(data))


def metadata(data: dict[str, Any], text: str, end: int) -> Metadata:
    """Metadata from front matter that ends at `end` in the text; dates of posting never count as dates of issue."""
    pairs = list(_pairs(data))
    issued, span = _dated(_first(pairs, _ISSUED), text, end)
    creators = () if is_repost(data) else _names(_first(pairs, _CREATORS))
    url = next((str(value) for name in _URL for key, value in pairs if key.lower() == name and _is_url(value)), None)
    identifier = _words(_first(pairs, _IDENTIFIER))
    return Metadata(
        title=_words(_first(pairs, _TITLE)),
        creators=creators,
        publisher=_words(_first(pairs, _PUBLISHER)) or _outlet(_first(pairs, ("source",))),
        issued=issued,
        issued_span=span,
        modified=_dated(_first(pairs, _MODIFIED), text, end)[0],
        language=_words(_first(pairs, _LANGUAGE)),
        url=url,
        format="text/markdown",
        license=_words(_first(pairs, _LICENSE)),
        identifier=identifier.rpartition(":")[2] if identifier and "://" not in identifier else identifier,
        type=_KINDS.get((_words(_first(pairs, _KIND)) or "").lower()),
    )


def _pairs(data: dict[str, Any], depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Keys and values, the outer ones first, then those of mappings inside (`link: {original: …}`)."""
    inner = []
    for key, value in data.items():
        if isinstance(value, dict):
            inner.append(value)
        elif value not in (None, "", []):
            yield str(key).replace("-", "_"), value
    if depth < 2:
        for mapping in inner:
            yield from _pairs(mapping, depth + 1)


def _first(pairs: list[tuple[str, Any]], names: tuple[str, ...]) -> Any:
    for name in names:
        for key, value in pairs:
            if key.lower() == name:
                return value
    return None


def _words(value: Any) -> str | None:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and str(value).strip() else None


def _names(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    named = [_words(entry.get("name") if isinstance(entry, dict) else entry) for entry in listed]
    return tuple(one for words in named if words for one in _apart(words))


def _apart(words: str) -> list[str]:
    """The names of several people in one line: "Ann Poe and Bo Day", and not "Department of Ports and Ferries"."""
    names = [name for name in re.split(r"\s*;\s*|,?\s+(?:and|&)\s+", words) if name]
    people = all(re.fullmatch(r"[A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*){1,2}", name) for name in names)
    return names if people else [name for name in re.split(r"\s*;\s*", words) if name]


def _outlet(value: Any) -> str | None:
    words = _words(value)
    return words if words and len(words) <= 60 and "/" not in words and "@" not in words else None


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _dated(value: Any, text: str, end: int) -> tuple[str | None, tuple[int, int] | None]:
    """An ISO date, and where its words stand in the front matter; a time of day is left off."""
    if isinstance(value, datetime):
        iso = value.date().isoformat()
    elif isinstance(value, date):
        iso = value.isoformat()
    elif isinstance(value, str) and (found := find_date(value)):
        iso = found[0]
    elif isinstance(value, int) and 1800 <= value <= 2100:
        iso = str(value)
    else:
        return None, None
    written = re.compile(r"(?:^|\n)[\w -]*(?:date|publish|issued)[\w -]*:[^\n]*?(" + re.escape(iso) + ")", re.I)
    places = [found.span(1) for found in written.finditer(text, 0, end)]
    originals = [place for place in places if "original" in text[text.rfind("\n", 0, place[0]) + 1 : place[0]].lower()]
    chosen = originals or places
    return iso, chosen[0] if chosen else None
