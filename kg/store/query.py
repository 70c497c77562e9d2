"""What may be asked of the graph: queries that read it, and nothing that writes or calls outside.

The engine would follow SERVICE and LOAD over the network, so both are refused before it sees the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.store.tokens import Terminal, tokens

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
"""The four query forms of SPARQL 1.1."""

UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
"""First words of SPARQL Update."""


class QueryFault(ValueError):
    """A query that gives no result: `line` and `column` count from 1 where the place is known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class BadQuery(QueryFault):
    """A query that is not SPARQL; the message says where."""


class RefusedQuery(QueryFault):
    """Sound SPARQL that is not answered here: an update, SERVICE, a graph that does not stand in the store."""


class QueryTimeout(QueryFault):
    """A query that was stopped at its deadline."""


class QueryMemory(QueryFault):
    """A query that needed more memory, or made a larger result, than one query may have."""


class QueryCancelled(QueryFault):
    """A query that nobody waits for any more."""


class QueryBusy(QueryFault):
    """A query that found every worker taken for too long."""


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may run: its text, its form (one of `FORMS`) and the graphs it names by FROM and FROM NAMED."""

    text: str
    form: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def has_dataset(self) -> bool:
        """Whether the query chooses its own graphs."""
        return bool(self.default_graphs or self.named_graphs)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character offset.

    >>> place("ASK\\n{ SERVICE", 6)
    (2, 3)
    """
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def check_query(text: str, prefixes: Mapping[str, str] | None = None) -> CheckedQuery:
    """`text` as a query that may run; `prefixes` are those that it need not declare itself.

    Raises `BadQuery` where it holds no query form, and `RefusedQuery` for an update, for SERVICE, and for LOAD.
    Whether the rest is sound SPARQL is for the engine's own parser to say.
    """
    found = list(tokens(text))
    if not found:
        raise BadQuery("the query is empty; it should hold a SELECT, ASK, CONSTRUCT or DESCRIBE", 1, 1)
    _refuse_calls(text, found)
    unescaped = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _character, text)
    if unescaped != text:
        _refuse_calls(text, list(tokens(unescaped)))
    known = {f"{name}:": iri for name, iri in (prefixes or {}).items()}
    start = 0
    while start < len(found) and found[start].word in ("BASE", "PREFIX"):
        if found[start].word == "PREFIX" and start + 2 < len(found):
            known[found[start + 1].text] = found[start + 2].text[1:-1]
        start += 3 if found[start].word == "PREFIX" else 2
    if start >= len(found):
        raise BadQuery("the query ends after its prefixes; a SELECT, ASK, CONSTRUCT or DESCRIBE should follow")
    first = found[start]
    if first.word in UPDATES:
        raise RefusedQuery(
            f"{first.word} changes the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered here",
            *place(text, first.start),
        )
    if first.word not in FORMS:
        raise BadQuery(
            f"a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, not with {first.text!r}",
            *place(text, first.start),
        )
    default, named = _dataset(found[start:], known)
    return CheckedQuery(text, first.word, default, named)


def _character(match: re.Match[str]) -> str:
    number = int(match.group(1) or match.group(2), 16)
    return chr(number) if number <= 0x10FFFF else match.group()


def _refuse_calls(text: str, found: list[Terminal]) -> None:
    for token in found:
        if token.word == "SERVICE" or (
            token.kind == "name" and re.search(r"[.:]service$", token.text, re.I) and _calls(token, found)
        ):
            raise RefusedQuery(
                "SERVICE asks another server; only the graph in this store is queried here", *place(text, token.start)
            )


def _calls(name: Terminal, found: list[Terminal]) -> bool:
    """Whether a prefixed name that ends in "service" could be read as the keyword: a dot before it, a brace after."""
    position = found.index(name)
    return ".service" in name.text.lower() and any(token.text == "{" for token in found[position + 1 : position + 3])


def _dataset(found: list[Terminal], prefixes: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs of the FROM clauses, which stand before the first brace of every form but CONSTRUCT."""
    default: list[str] = []
    named: list[str] = []
    depth = 0
    for position, token in enumerate(found):
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if token.word != "FROM" or depth:
            continue
        rest = found[position + 1 : position + 3]
        into, rest = (named, rest[1:]) if rest and rest[0].word == "NAMED" else (default, rest)
        if rest and rest[0].kind == "iri":
            into.append(rest[0].text[1:-1])
        elif rest and rest[0].kind == "name":
            prefix, _, local = rest[0].text.partition(":")
            into.append(prefixes.get(prefix + ":", prefix + ":") + re.sub(r"\\(.)", r"\1", local))
    return tuple(default), tuple(named)


def limit_rows(text: str, rows: int) -> str:
    """The SELECT query `text` with at most `rows` rows: its own LIMIT is lowered, or one is added.

    >>> limit_rows("SELECT * { ?s ?p ?o } LIMIT 900 # all", 10)
    'SELECT * { ?s ?p ?o } LIMIT 10 # all'
    >>> limit_rows("SELECT * { ?s ?p ?o } VALUES ?s { <urn:a> }", 10)
    'SELECT * { ?s ?p ?o } LIMIT 10 VALUES ?s { <urn:a> }'
    """
    depth = 0
    closed = False
    values: Terminal | None = None
    before = Terminal("mark", "", 0, 0)
    for token in tokens(text):
        if token.kind == "mark":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            closed = closed or (token.text == "}" and depth == 0)
        if depth == 0 and closed and values is None:
            if before.word == "LIMIT" and token.kind == "number":
                return text if int(token.text) <= rows else f"{text[: token.start]}{rows}{text[token.end :]}"
            if token.word == "VALUES":
                values = token
        before = token
    at = len(text) if values is None else values.start
    return f"{text[:at]}LIMIT {rows} {text[at:]}" if values else f"{text}\nLIMIT {rows}"


def row_beyond(text: str, rows: int) -> str | None:
    """The query for the one row that stands after the first `rows`; `None` where its own LIMIT allows none.

    >>> row_beyond("SELECT * { ?s ?p ?o } LIMIT 900 OFFSET 5", 10)
    'SELECT * { ?s ?p ?o }  \\nLIMIT 1 OFFSET 15'
    >>> row_beyond("SELECT * { ?s ?p ?o } LIMIT 10", 10) is None
    True
    """
    depth, closed, skipped = 0, False, 0
    cuts: list[tuple[int, int]] = []
    at, before = len(text), Terminal("mark", "", 0, 0)
    for token in tokens(text):
        if token.kind == "mark":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            closed = closed or (token.text == "}" and depth == 0)
        if depth == 0 and closed:
            if before.word in ("LIMIT", "OFFSET") and token.kind == "number":
                if before.word == "LIMIT" and int(token.text) <= rows:
                    return None
                skipped = int(token.text) if before.word == "OFFSET" else skipped
                cuts.append((before.start, token.end))
            if token.word == "VALUES":
                at = min(at, token.start)
        before = token
    head, tail = text[:at], text[at:]
    for start, end in reversed(cuts):
        head = head[:start] + head[end:]
    return f"{head}\nLIMIT 1 OFFSET {skipped + rows} {tail}".rstrip()


def bad_query(message: str) -> BadQuery:
    """The engine's parse error in one readable line, with its place.

    >>> str(bad_query("error at 2:5: expected one of Prefix not found, ['%']"))
    'line 2, column 5: a prefix is used that the query does not declare'
    """
    head, _, rest = message.partition(": ")
    line = column = None
    if head.startswith("error at "):
        line, column = (int(number) for number in head.removeprefix("error at ").split(":"))
    else:
        rest = message
    if "Prefix not found" in rest:
        rest = "a prefix is used that the query does not declare"
    elif "variable that is unbound" in rest:
        rest = "SELECT names a variable that is neither grouped by nor aggregated"
    elif "IRI parsing failed" in rest:
        rest = "an IRI is not a full one (a scheme is missing)"
    else:
        rest = " ".join(rest.split())
        rest = rest if len(rest) < 160 else "this is not SPARQL from here on"
    where = f"line {line}, column {column}: " if line else ""
    return BadQuery(where + rest, line, column)
