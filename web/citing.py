"""Citing: a fact with its source as people and reference managers write it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import current_app, g

if TYPE_CHECKING:
    from kg.graph import Fact


def cite_statement(fact: Fact, address: str) -> dict[str, str]:
    """The ways to cite a statement: as text, BibTeX and CSL-JSON."""
    title = f"{fact.subject.label}: {fact.property.label}"
    site, release = current_app.config["TITLE"], g.graph.name
    year = (g.graph.release.created if g.graph.release else "")[:4]
    quote = fact.quotes[0] if fact.quotes else None
    source = f" “{' '.join(quote.exact.split())}” ({quote.source.title})." if quote else ""
    key = f"statement-{fact.id[:12]}"
    entry: dict[str, object] = {
        "id": key,
        "type": "dataset",
        "title": title,
        "container-title": site,
        "version": release,
        "URL": address,
    }
    if year:
        entry["issued"] = {"date-parts": [[int(year)]]}
    bibtex = [
        f"@misc{{{key},",
        f"  title = {{{_braced(title)}}},",
        f"  howpublished = {{{_braced(site)}, release {release}}},",
    ]
    bibtex += [f"  year = {{{year}}},"] if year else []
    said = f"{title} \u2013 {'not ' if fact.negated else ''}{fact.words}"
    return {
        "text": f"{said}.{source} {site}, release {release}. {address}",
        "BibTeX": "\n".join([*bibtex, f"  url = {{{address}}}", "}"]),
        "CSL-JSON": json.dumps(entry, ensure_ascii=False, indent=1),
    }


def _braced(text: str) -> str:
    return "".join(f"\\{c}" if c in "&%$#_{}" else c for c in text)
