"""The words of a SPARQL text: enough of its grammar to see what a query asks for, and to bind its variables.

Strings, comments and IRIs are told from the rest as SPARQL 1.1, section 19.8, spells its terminals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol


class WrittenTerm(Protocol):
    """Any RDF term whose `str()` is its N-Triples form, as those of pyoxigraph are."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Terminal:
    """One terminal: `kind` is a group of `TERMINALS`, `start` and `end` are offsets into the text."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The keyword in upper case, or the empty string for anything but a bare word."""
        return self.text.upper() if self.kind == "word" else ""


_LETTER = r"[^\W\d_]"
_LOCAL = r"(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"

TERMINALS = re.compile(
    rf"""
      (?P<comment>\#[^\r\n]*)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<blank>_:[\w](?:[\w.\-]*[\w\-])?)
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:{_LETTER}(?:[\w.\-]*[\w\-])?)?:(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?)
    | (?P<space>\s+)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[Terminal]:
    """The terminals of `text` in order, without white space and comments.

    >>> [token.text for token in tokens('ASK { ?s <p#q> "SERVICE" } # SERVICE')]
    ['ASK', '{', '?s', '<p#q>', '"SERVICE"', '}']
    """
    for match in TERMINALS.finditer(text):
        kind = match.lastgroup or "mark"
        if kind not in ("space", "comment"):
            yield Terminal(kind, match.group(), match.start(), match.end())


def bind(text: str, bindings: Mapping[str, WrittenTerm]) -> str:
    """`text` with each variable that `bindings` names replaced by its term, wherever it stands.

    A projected variable stays a column (`SELECT ?x` becomes `SELECT (<term> AS ?x)`), and a variable that is
    grouped or sorted by is put in brackets. Strings, comments and IRIs are left alone, and terms are written in
    N-Triples, so a value can never become a part of the query. Raises `ValueError` for a variable that the query
    assigns itself (`AS ?x`, `VALUES ?x`).

    >>> bind("SELECT ?s ?p { ?s ?p ?o } ORDER BY ?s", {"s": "<urn:a>"})
    'SELECT (<urn:a> AS ?s) ?p { <urn:a> ?p ?o } ORDER BY (<urn:a>)'
    """
    if not bindings:
        return text
    pieces: list[str] = []
    last = 0
    depth = 0
    clause = ""
    before = Terminal("mark", "", 0, 0)
    for token in tokens(text):
        if token.word in ("SELECT", "GROUP", "ORDER", "HAVING", "WHERE", "FROM", "VALUES", "LIMIT", "OFFSET"):
            clause, depth = token.word, 0
        elif token.text == "{":
            if clause != "VALUES" or depth:
                clause = ""
        elif token.text == "}":
            clause = ""
        elif token.text in "()" and token.kind == "mark":
            depth += 1 if token.text == "(" else -1
        name = token.text[1:]
        if token.kind == "variable" and name in bindings:
            if before.word == "AS" or clause == "VALUES":
                raise ValueError(f"?{name} is bound from outside and assigned in the query")
            term = str(bindings[name])
            if clause == "SELECT" and depth == 0:
                term = f"({term} AS ?{name})"
            elif clause in ("GROUP", "ORDER") and depth == 0:
                term = f"({term})"
            pieces += [text[last : token.start], term]
            last = token.end
        before = token
    return "".join([*pieces, text[last:]])
