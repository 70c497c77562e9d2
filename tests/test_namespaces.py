"""Short names: closed where a vocabulary says what exists, and the same way back."""

from __future__ import annotations

import pickle

import pytest
from rdflib.plugins.sparql import prepareQuery

from ontology.namespaces import Namespaces, UnknownTerm

BASE = "https://example.org/graph/"
KG = BASE + "core#"
NAMES = Namespaces(BASE, {"kg": KG, "tide": BASE + "tide#"}, frozenset({KG + "startedOn", BASE + "tide#Trial"}))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("kg:startedOn", KG + "startedOn"),
        ("tide:Trial", BASE + "tide#Trial"),
        ("id:lantern-trial", BASE + "id/lantern-trial"),
        ("statement/".removesuffix("/") + ":00ff", BASE + "statement/00ff"),
        ("rdf:type", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ("xsd:gYearMonth", "http://www.w3.org/2001/XMLSchema#gYearMonth"),
        ("schema:domainIncludes", "https://schema.org/domainIncludes"),
        ("oa:exact", "http://www.w3.org/ns/oa#exact"),
    ],
)
def test_a_short_name_and_its_iri_lead_to_each_other(short: str, full: str) -> None:
    assert NAMES.iri(short) == full
    assert NAMES.curie(full) == short


@pytest.mark.parametrize(
    ("short", "told"),
    [
        ("kg:startdOn", "startdOn"),
        ("tide:startedOn", "startedOn"),
        ("rdf:typo", "typo"),
        ("nobody:knows", "no known prefix"),
        ("startedOn", "no known prefix"),
        ("id:", "''"),
    ],
)
def test_what_nobody_declares_is_an_error_that_names_it(short: str, told: str) -> None:
    with pytest.raises(UnknownTerm) as caught:
        NAMES.iri(short)
    assert told in str(caught.value)
    assert isinstance(caught.value, KeyError)


@pytest.mark.parametrize(
    "iri",
    [
        "https://elsewhere.example/startedOn",
        BASE + "document/00ff/text",
        BASE + "document/00ff#char=1,2",
        KG,
        "",
    ],
)
def test_an_iri_that_no_short_name_can_spell_stays_whole(iri: str) -> None:
    assert NAMES.curie(iri) == iri


def test_prefix_lines_make_a_query_readable_to_sparql() -> None:
    lines = NAMES.sparql_prefixes()
    assert f"PREFIX kg: <{KG}>\n" in lines
    assert lines.endswith("\n")
    prepareQuery(
        lines
        + "SELECT ?day WHERE { id:lantern-trial kg:startedOn ?day ; a tide:Trial . FILTER(?day > '2020'^^xsd:gYear) }"
    )


def test_two_bases_never_share_an_iri() -> None:
    other = Namespaces(
        "https://example.net/", {"kg": "https://example.net/core#"}, frozenset({"https://example.net/core#startedOn"})
    )
    assert other.iri("kg:startedOn") != NAMES.iri("kg:startedOn")
    assert other.curie(NAMES.iri("kg:startedOn")) == NAMES.iri("kg:startedOn")


def test_namespaces_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(NAMES)) == NAMES
