"""An address of an older release still shows what it showed, and what became of its words in the present text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import kg
from kg.build import build
from web import create_app

TOY = Path(__file__).resolve().parent / "toy"
BASE = "https://w3id.org/regulatory-kg"
FIRST = """---
title: Notes on trials
date: 2024-05-01
---

The Heron Cove Trial began on March 3, 2021.

The Egret Trial ended on June 30, 2023.

The Dunlin Trial is voluntary.

The Tern Island Trial is voluntary.

The Plover Trial began on April 4, 2022.

The Osprey Trial is mandatory.
"""
SECOND = """---
title: Notes on trials
date: 2024-09-01
---

The Heron Cove Trial began on March 3, 2021.

The Egret Trial ended on June 30, 2024.

The Dunlin Trial is voluntary.

A word of caution comes next. It was added later.

The Tern Island Trial is voluntary.

The Gannet Trial is mandatory. The Pelican Trial is mandatory.
"""
EXPECTED = {
    "Heron Cove Trial": "exact",
    "Tern Island Trial": "moved",
    "Egret Trial": "changed",
    "Plover Trial": "gone",
    "Osprey Trial": "gone",
}
HTML, JSON = {"Accept": "text/html"}, {"Accept": "application/json"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, Path]]:
    """Two releases: in the second, the same source says some things otherwise, and another source is gone."""
    folder = tmp_path_factory.mktemp("permalinks")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "notes.md").write_text(FIRST)
    (documents / "leaving.md").write_text("---\ndate: 2023-01-01\n---\n\nThe Sandpiper Trial began on May 5, 2020.\n")
    build([documents], folder / "store", regulator=TOY / "regulator")
    (documents / "notes.md").write_text(SECOND)
    (documents / "leaving.md").unlink()
    build([documents], folder / "store", regulator=TOY / "regulator")
    app = create_app({"STORE": str(folder / "store"), "TITLE": "Lantern graph"})
    yield app.test_client(), folder / "store"
    app.extensions["shelf"].close()


def old_facts(store: Path) -> dict[str, Any]:
    """A fact of the first release for each subject."""
    from kg.graph import open_graph
    from kg.store.releases import Releases

    graph = open_graph(Releases(store).find("r0001"))
    rows = graph.query("SELECT DISTINCT ?s WHERE { ?s a kg:Statement }")
    facts = graph.statements(row["s"].value for row in rows)  # type: ignore[union-attr,call-overload,index]
    return {
        fact.subject.label: fact for fact in facts if fact.property.label in ("started on", "participation", "ended on")
    }


@pytest.mark.parametrize(("name", "state"), EXPECTED.items())
def test_a_statement_of_an_older_release_tells_what_became_of_its_words(
    world: tuple[FlaskClient, Path], name: str, state: str
) -> None:
    client, store = world
    fact = old_facts(store)[name]
    path = fact.iri.removeprefix(BASE)
    found = client.get(f"{path}.json?release=r0001").get_json()
    assert found["states"] == [{"id": fact.quotes[0].iri, "state": "exact"}], "in its own release it stands"
    assert found["present"]["release"] == "r0002"
    (present,) = found["present"]["quotes"]
    assert (present["id"], present["state"]) == (fact.quotes[0].iri, state)
    if state in ("exact", "moved"):
        text = client.get(present["document"].removeprefix(BASE) + "/text").get_data(as_text=True)
        assert text[present["start"] : present["end"]] == fact.quotes[0].exact
        assert present["document"] != fact.quotes[0].source.iri
    if state == "gone":
        assert present["start"] is None, "what looks alike is not taken for it"
    html = client.get(f"{path}?release=r0001", headers=HTML).get_data(as_text=True)
    assert f'data-present="{state}"' in html
    assert fact.quotes[0].exact in html


def test_a_source_that_left_leaves_its_quotes_gone(world: tuple[FlaskClient, Path]) -> None:
    client, store = world
    fact = old_facts(store)["Sandpiper Trial"]
    found = client.get(f"{fact.iri.removeprefix(BASE)}.json?release=r0001").get_json()
    assert found["present"]["quotes"] == [
        {"id": fact.quotes[0].iri, "state": "gone", "document": None, "start": None, "end": None}
    ]


def test_a_document_of_an_older_release_counts_its_quotes_by_their_state(world: tuple[FlaskClient, Path]) -> None:
    client, store = world
    document = old_facts(store)["Plover Trial"].quotes[0].source.iri.removeprefix(BASE)
    found = client.get(f"{document}.json?release=r0001").get_json()["present"]
    states = [quote["state"] for quote in found["quotes"]]
    assert set(states) == {"exact", "moved", "changed", "gone"}
    html = client.get(f"{document}?release=r0001", headers=HTML).get_data(as_text=True)
    for state in set(states):
        number = states.count(state)
        assert f"{number} {'quote' if number == 1 else 'quotes'} {state}" in html
    assert '<span class="chip gone"' in html
    assert "?release=r0001" in html, "its links stay in its release"


def test_evidence_keeps_its_release(world: tuple[FlaskClient, Path]) -> None:
    client, store = world
    fact = old_facts(store)["Plover Trial"]
    evidence = fact.quotes[0].iri.removeprefix(BASE)
    answer = client.get(f"{evidence}?release=r0001", headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["Location"].split("#")[0] == fact.iri.removeprefix(BASE) + "?release=r0001"
    assert client.get(answer.headers["Location"], headers=HTML).status_code == 200


def test_an_address_that_the_served_release_does_not_know_leads_to_the_last_that_did(
    world: tuple[FlaskClient, Path],
) -> None:
    client, store = world
    fact = old_facts(store)["Plover Trial"]
    for iri in (fact.iri, fact.quotes[0].iri, fact.quotes[0].source.iri):
        answer = client.get(iri.removeprefix(BASE), headers=JSON)
        assert (answer.status_code, answer.headers["Location"]) == (302, iri.removeprefix(BASE) + "?release=r0001")
    assert client.get("/statement/" + "0" * 32, headers=JSON).status_code == 404


def test_the_served_release_compares_itself_with_nothing(world: tuple[FlaskClient, Path]) -> None:
    client, store = world
    graph = kg.open(store)
    for row in graph.query("SELECT DISTINCT ?s WHERE { ?s a kg:Statement } LIMIT 3"):  # type: ignore[union-attr]
        path = row["s"].value.removeprefix(BASE)  # type: ignore[call-overload,union-attr,index]
        for address in (f"{path}.json", f"{path}.json?release=r0002"):
            assert "present" not in client.get(address).get_json()
