"""Wording: how the pages say what a fact's fields mean: chips, qualifiers, marks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup, escape

from web import addresses

if TYPE_CHECKING:
    from kg.graph import Fact, NamedThing, Quote, Release

MODALITIES = {
    "plan": ("plan", "It is scheduled or proposed, not yet done"),
    "projection": ("forecast", "Somebody forecasts it"),
    "opinion": ("opinion", "Somebody judges it so"),
    "rule": ("rule", "The law says so"),
}
LEADS = {
    "attributedTo": "according to",
    "reportedBy": "as reported by",
    "role": "as",
    "appliesTo": "for",
    "per": "per",
    "asOf": "as of",
    "pointInTime": "in",
    "condition": "on condition:",
    "bearer": "held by",
    "position": "position:",
    "unit": "counted in",
    "ended": "",
}
SAID_BY_VALUE = {"comparator", "lower", "upper", "fiscal", "validFrom", "validUntil"}


def chips(fact: Fact) -> list[tuple[str, str, str]]:
    """The marks that a fact wears, as (kind, word, meaning): never more than what makes it less than a plain fact."""
    found = []
    if fact.negated:
        found.append(("denied", "denied", "The source says that this is not so"))
    if fact.modality in MODALITIES:
        word, meaning = MODALITIES[fact.modality]
        found.append((fact.modality, word, meaning))
    if fact.rank == "deprecated":
        found.append(("deprecated", "withdrawn", "The source took it back, or a curator set it aside"))
    elif fact.rank == "preferred":
        found.append(("preferred", "preferred", "A curator prefers this one"))
    if fact.superseded_by:
        found.append(("superseded", "superseded", "A later word on the same matter stands in the sources"))
    if fact.quotes and all(quote.inferred for quote in fact.quotes):
        found.append(("inferred", "worked out", "Worked out from the words, not read in them"))
    return found


def qualifiers(fact: Fact) -> Iterator[tuple[str, NamedThing | None, str]]:
    """A fact's qualifiers in words: (what leads in, the thing to link or nothing, the words)."""
    start, until = fact.qualifier("validFrom"), fact.qualifier("validUntil")
    years = (
        "fiscal years " if (fiscal := fact.qualifier("fiscal")) and fiscal.value == "true" and (start or until) else ""
    )
    if start and until:
        yield (
            "",
            None,
            f"{years}{start.label} to {until.label}" if start.label != until.label else f"in {years}{start.label}",
        )
    elif start or until:
        yield "", None, f"from {years}{start.label}" if start else f"until {years}{until.label if until else ''}"
    for q in fact.qualifiers:
        if q.name in SAID_BY_VALUE or (
            q.name == "unit" and (not q.thing.label.islower() or q.thing.label in fact.words)
        ):
            continue
        if q.name == "ended":
            if q.thing.value == "true":
                yield "", None, "no longer"
            continue
        yield LEADS.get(q.name, q.label + ":"), q.thing if q.thing.iri else None, q.thing.label


def value_of(fact: Fact) -> Markup:
    """A fact's object, linked where it is a thing."""
    if fact.object.iri:
        return Markup('<a href="{}">{}</a>').format(addresses.href(fact.object.iri), fact.words)
    return escape(fact.words)


def marked(snippet: str) -> Markup:
    """A search snippet, with the words found marked."""
    return escape(snippet).replace("\x02", Markup("<mark>")).replace("\x03", Markup("</mark>"))


def exact(text: str) -> Markup:
    """A source's words so that a browser holds every sign of them: a carriage return would be read as a line break."""
    return escape(text).replace("\r", Markup("&#13;"))


def report(fact: Fact) -> str:
    """Where a reader tells of a wrong fact: a letter with the statement's address, or the address to copy."""
    address = addresses.own(f"/statement/{fact.id}")
    to = current_app.config["REPORT_TO"]
    if not to:
        return f"{addresses.href(fact.iri)}#report"
    body = f"{address}\n\n{fact.subject.label} \u2013 {fact.property.label} \u2013 {fact.words}\n\nWhat is wrong:\n"
    return f"mailto:{to}?{urlencode({'subject': f'Report: statement {fact.id}', 'body': body}).replace('+', '%20')}"


def cited(quote: Quote) -> str:
    """A quote's source in one line: title, publisher, date, place."""
    source = quote.source
    place = f"p. {quote.page}" if quote.page else ""
    date = quote_date(source.issued)
    return ", ".join(part for part in (source.title, source.publisher, date, place) if part)


def quote_date(lexical: str) -> str:
    """A source's date in words."""
    return str(g.graph.date_words(lexical)) if lexical else ""


def sentence(fact: Fact) -> str:
    """A fact in one line of words."""
    verb = "not " if fact.negated else ""
    return f"{fact.subject.label} \u2013 {fact.property.label}: {verb}{fact.words}"


def with_args(**changed: object) -> str:
    """This page's address with some of its parameters changed; `None` takes one away."""
    args = {**request.args.to_dict(), **changed}
    kept = {key: str(value) for key, value in args.items() if value not in (None, "")}
    return f"{request.script_root}{request.path}" + (f"?{urlencode(kept)}" if kept else "")


def words_for(name: str) -> str:
    """What leads in a qualifier of the JSON form: "according to", "from" …"""
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return {"validFrom": "from", "validUntil": "until", **LEADS}.get(name, f"{spaced}:")


def spoken(value: object) -> object:
    """A date or duration of the JSON form in words; anything else as it is.

    >>> spoken(7)
    7
    """
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d(-\d\d)?|P(\d+[YMWD])+", value):
        return g.graph.words(value)
    return value


def counted(release: Release, name: str) -> str:
    """A number that a release's description gives, for the table of releases."""
    found = release.description.get(name, (release.description.get("counts") or {}).get(name))
    return f"{found:,}" if isinstance(found, int) else "\u2013"


def lines(label: str, width: int = 23, most: int = 3) -> list[str]:
    """A name broken into the lines of a box in a picture; what does not fit ends in an ellipsis.

    >>> lines("Office of Harbor and Lantern Affairs", 16)
    ['Office of Harbor', 'and Lantern', 'Affairs']
    """
    found = textwrap.wrap(label, width) or [""]
    return found if len(found) <= most else [*found[: most - 1], found[most - 1][: width - 1].rstrip() + "…"]


def register(app: Flask) -> None:
    """Give the templates these words."""
    app.jinja_env.filters.update(
        marked=marked,
        exact=exact,
        chips=chips,
        qualifiers=qualifiers,
        value_of=value_of,
        cited=cited,
        report=report,
        lines=lines,
        spoken=spoken,
        dated=quote_date,
        sentence=sentence,
        sized=lambda n: f"{n:,}",
    )
    app.jinja_env.globals.update(with_args=with_args, url_for=url_for, words_for=words_for, counted=counted)
