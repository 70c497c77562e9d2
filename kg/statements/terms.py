"""Terms: IRIs and literals as N-Triples, each value in one canonical spelling.

Two spellings of one value would be two statements; the store, too, keeps numbers and durations by value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"

INTEGER, DECIMAL, BOOLEAN, STRING = (XSD + name for name in ("integer", "decimal", "boolean", "string"))
DATES = frozenset(XSD + name for name in ("date", "gYearMonth", "gYear"))
NUMBERS = frozenset((INTEGER, DECIMAL))
DURATION = XSD + "duration"

MANY = 20_000
"""Terms that are kept written: most stand in many triples, and writing one costs more than looking it up."""

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@lru_cache(maxsize=MANY)
def iri(text: str) -> str:
    """An IRI as an N-Triples term; characters that no IRI may hold are percent-encoded (RFC 3987).

    >>> iri("https://example.org/a b")
    '<https://example.org/a%20b>'
    """
    safe = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
    return f"<{safe}>"


@lru_cache(maxsize=MANY)
def literal(lexical: str, datatype: str = STRING) -> str:
    """A literal as an N-Triples term in its canonical spelling; text that is no Unicode scalar is replaced.

    >>> literal("2100000000.00", DECIMAL)
    '"2100000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> literal("said")
    '"said"'
    """
    text = canonical(lexical, datatype).encode("utf-8", "replace").decode("utf-8")
    return str(Literal(text) if datatype == STRING else Literal(text, datatype=NamedNode(datatype)))


def canonical(lexical: str, datatype: str) -> str:
    """The one spelling of a value: numbers without idle zeros or signs, durations in years and months.

    >>> canonical("+007", INTEGER), canonical("-0.50", DECIMAL), canonical("P18M", DURATION), canonical("P2W", DURATION)
    ('7', '-0.5', 'P1Y6M', 'P14D')
    """
    if datatype in NUMBERS:
        try:
            number = Decimal(lexical)
        except InvalidOperation:
            return lexical
        if not number.is_finite():
            return lexical
        text = format(number, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text in ("-0", "") else text.lstrip("+")
    if datatype == DURATION and (found := _DURATION.fullmatch(lexical)) and any(found.groups()):
        years, months, weeks, days = (int(part or 0) for part in found.groups())
        total, days = 12 * years + months, 7 * weeks + days
        parts = ((total // 12, "Y"), (total % 12, "M"), (days, "D"))
        return "P" + "".join(f"{count}{unit}" for count, unit in parts if count) if total or days else "PT0S"
    return lexical


def triple(subject: str, predicate: str, object_: str) -> str:
    """One line of N-Triples from three terms, without its line break."""
    return f"{subject} {predicate} {object_} ."


def triples(subject: str, *said: tuple[str, str]) -> list[str]:
    """A line for each pair of predicate and object that is said of one subject."""
    return [f"{subject} {predicate} {object_} ." for predicate, object_ in said]


def ntriples(lines: Iterable[str]) -> bytes:
    """A graph's triples as sorted N-Triples without doubles, so that equal graphs are equal bytes."""
    return "\n".join((*sorted(set(lines)), "")).encode("utf-8")
