from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.store.query import BadQuery, RefusedQuery, check_query, limit_rows

REFUSED = [
    ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE asks another server"),
    ("select * { service silent ?x { ?s ?p ?o } }", "SERVICE asks another server"),
    ("SELECT * { SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }", "SERVICE asks another server"),
    ("SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE<http://x/>{?s ?p ?o} FILTER(?a>?b) }", "SERVICE asks another server"),
    ("PREFIX s: <http://x/> SELECT * { s:a s:b s:c.SERVICE s:x { ?s ?p ?o } }", "SERVICE asks another server"),
    ("SELECT * { { SELECT * { # no\n SERVICE # yes\n <http://x/> { ?s ?p ?o } } } }", "SERVICE asks another server"),
    ("SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }", "SERVICE asks another server"),
    ("ASK { FILTER EXISTS { Service <http://x/> { ?s ?p ?o } } }", "SERVICE asks another server"),
    ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT changes the graph"),
    ("PREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }", "DELETE changes the graph"),
    ("LOAD <http://127.0.0.1/>", "LOAD changes the graph"),
    ("BASE <urn:x> drop all", "DROP changes the graph"),
    ("CLEAR DEFAULT", "CLEAR changes the graph"),
    ("COPY <urn:a> TO <urn:b>", "COPY changes the graph"),
]
"""Queries that call outside or write, however they are spelt."""

ALLOWED = [
    'SELECT * { ?s ?p "SERVICE <http://x/> {}" }',
    "SELECT * { ?s ?p '''\nSERVICE <http://x/> { \n''' }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {}",
    "PREFIX service: <http://x/> SELECT * { ?s service:of ?service }",
    "SELECT * { ?s <http://x/SERVICE> ?o }",
    "PREFIX x: <http://x/> SELECT * { ?s x:service ?o ; x:load ?insert }",
    "DESCRIBE <urn:a>",
    "construct { ?s ?p ?o } where { ?s ?p ?o }",
    "# a comment first\nASK { ?s ?p ?o }",
]
"""Queries that only speak of such things."""


@pytest.mark.parametrize(("query", "why"), REFUSED)
def test_queries_that_call_outside_or_write_are_refused(query: str, why: str) -> None:
    with pytest.raises(RefusedQuery, match=why):
        check_query(query)


@pytest.mark.parametrize("query", ALLOWED)
def test_queries_that_only_speak_of_it_run(query: str) -> None:
    checked = check_query(query)
    assert checked.form in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    ox.Store().query(query)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "empty"),
        ("  # nothing\n", "empty"),
        ("PREFIX a: <urn:a>", "ends after its prefixes"),
        ("hello", "starts with SELECT"),
    ],
)
def test_what_is_no_query_is_said(query: str, why: str) -> None:
    with pytest.raises(BadQuery, match=why):
        check_query(query)


def test_the_place_of_what_is_refused_is_told() -> None:
    with pytest.raises(RefusedQuery) as caught:
        check_query("SELECT *\n{ ?s ?p ?o .\n  SERVICE <http://x/> {} }")
    assert (caught.value.line, caught.value.column) == (3, 3)


def test_the_graphs_that_a_query_names_are_found() -> None:
    checked = check_query(
        'PREFIX g: <urn:g/> SELECT * FROM g:1 FROM <urn:2> FROM NAMED <urn:3> { ?s ?p "FROM <urn:4>" }'
    )
    assert checked.default_graphs == ("urn:g/1", "urn:2")
    assert checked.named_graphs == ("urn:3",)
    construct = check_query("CONSTRUCT { ?s ?p ?o } FROM <urn:1> WHERE { ?s ?p ?o }")
    assert construct.default_graphs == ("urn:1",)
    assert not check_query("SELECT * { ?s ?p ?o }").has_dataset


@pytest.mark.parametrize(
    ("query", "rows", "limited"),
    [
        ("SELECT * { ?s ?p ?o }", 5, "SELECT * { ?s ?p ?o }\nLIMIT 5"),
        ("SELECT * { ?s ?p ?o } LIMIT 3", 5, "SELECT * { ?s ?p ?o } LIMIT 3"),
        ("SELECT * { ?s ?p ?o } LIMIT 30 OFFSET 2", 5, "SELECT * { ?s ?p ?o } LIMIT 5 OFFSET 2"),
        (
            "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } }",
            5,
            "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 30 } }\nLIMIT 5",
        ),
        (
            "SELECT * { ?s ?p ?o } ORDER BY ?s VALUES ?s { 1 }",
            5,
            "SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 5 VALUES ?s { 1 }",
        ),
        ("SELECT * { ?s ?p ?o } # LIMIT 1", 5, "SELECT * { ?s ?p ?o } # LIMIT 1\nLIMIT 5"),
    ],
)
def test_rows_are_limited_where_the_query_ends(query: str, rows: int, limited: str) -> None:
    assert limit_rows(query, rows) == limited
    ox.Store().query(limited)
