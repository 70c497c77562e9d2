"""The Reconciliation Service API 0.2, held to its published schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import web_graph
from flask.testing import FlaskClient
from referencing import Registry
from referencing.jsonschema import DRAFT7

from web import create_app

SCHEMAS = Path(__file__).resolve().parent.parent.parent / "shared" / "benchmarks" / "reconciliation-0.2" / "schemas"
ID, KG = web_graph.ID, web_graph.KG


@pytest.fixture(scope="module")
def client(web_store: Path) -> Iterator[FlaskClient]:
    app = create_app({"STORE": str(web_store), "TITLE": "Lantern graph"})
    yield app.test_client()
    app.extensions["shelf"].close()


def match(client: FlaskClient, **query: Any) -> list[dict[str, Any]]:
    response = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.get_json()["q0"]["result"]
    return found


@pytest.mark.parametrize(
    ("name", "slug", "certain"),
    [
        ("Harbor Model", "harbor-model", True),
        ("harbor  MODEL", "harbor-model", True),
        ("HM", "harbor-model", True),
        ("Harbour Model", "harbor-model", False),
        ("Lantern Office", "lantern-office", True),
        ("LO", "lantern-office", True),
        ("The Lantern Office of Tides", "lantern-office", False),
        ("Pier Model 7", "pier-model-7", True),
        ("Brook, Ada", "ada-brook", False),
    ],
)
def test_names_are_matched_and_only_the_very_name_is_certain(
    client: FlaskClient, name: str, slug: str, certain: bool
) -> None:
    found = match(client, query=name)
    assert (found[0]["id"], found[0]["match"]) == (ID + slug, certain)
    assert not any(c["match"] for c in found[1:])


@pytest.mark.parametrize("name", ["zeppelin", "", "!!!", "\U0001f4ce", "the"])
def test_a_name_of_nothing_has_no_match(client: FlaskClient, name: str) -> None:
    assert not any(c["match"] for c in match(client, query=name))


def test_a_class_narrows(client: FlaskClient) -> None:
    assert match(client, query="Harbor Model", type=KG + "Initiative")[0]["match"] is True
    assert match(client, query="Harbor Model", type=KG + "Person") == []


@pytest.mark.parametrize(
    ("value", "certain"), [("Beacon Model", True), ({"id": ID + "beacon-model"}, True), ("Lantern Office", False)]
)
def test_a_property_that_differs_takes_the_certainty_away(client: FlaskClient, value: object, certain: bool) -> None:
    found = match(client, query="Harbor Model", properties=[{"pid": KG + "predecessor", "v": value}])
    assert found[0]["match"] is certain


def test_values_keep_their_kind(client: FlaskClient) -> None:
    names = [KG + n for n in ("startedOn", "participants", "predecessor", "participation")]
    asked = {"ids": [ID + "harbor-model", ID + "nobody"], "properties": [{"id": n} for n in names]}
    rows = client.post("/reconcile", data={"extend": json.dumps(asked)}).get_json()["rows"]
    harbor = rows[ID + "harbor-model"]
    assert sorted(harbor[KG + "startedOn"], key=str) == [{"date": "2026-01-05T00:00:00Z"}, {"str": "2026-03"}]
    assert harbor[KG + "participants"] == [{"int": 50}]
    assert harbor[KG + "predecessor"] == [{"id": ID + "beacon-model", "name": "Beacon Model"}]
    assert [c["name"] for c in harbor[KG + "participation"]] == ["voluntary"]
    assert rows[ID + "nobody"] == {n: [] for n in names}


@pytest.mark.parametrize(
    "data", [{"queries": "nonsense"}, {"queries": "[]"}, {"queries": '{"q": 1}'}, {"extend": '{"ids": 1}'}]
)
def test_what_is_no_request_is_a_problem(client: FlaskClient, data: dict[str, str]) -> None:
    response = client.post("/reconcile", data=data)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


def test_the_preview_may_stand_in_a_frame(client: FlaskClient) -> None:
    response = client.get(f"/reconcile/preview?id={ID}harbor-model")
    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "Harbor Model" in response.get_data(as_text=True)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the API's schemas are not beside the project (../shared/benchmarks)")
def test_every_answer_is_valid_against_the_published_schemas(client: FlaskClient) -> None:
    batch = {"a": {"query": "Harbor Model"}, "b": {"query": "zeppelin", "type": KG + "Person", "limit": 2}}
    asked = {
        "ids": [ID + "harbor-model", ID + "lantern-office"],
        "properties": [{"id": KG + "startedOn"}, {"id": KG + "appropriation"}],
    }
    answers = {
        "manifest": client.get("/reconcile"),
        "reconciliation-result-batch": client.get("/reconcile", query_string={"queries": json.dumps(batch)}),
        "data-extension-response": client.get("/reconcile", query_string={"extend": json.dumps(asked)}),
        "suggest-entities-response": client.get("/reconcile/suggest/entity?prefix=har"),
        "suggest-types-response": client.get("/reconcile/suggest/type?prefix=init"),
        "suggest-properties-response": client.get("/reconcile/suggest/property?prefix=start"),
        "data-extension-property-proposal": client.get(f"/reconcile/propose?type={KG.replace('#', '%23')}Initiative"),
    }
    read = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in SCHEMAS.glob("*.json")
        if path.stem != "openapi"
    }
    del read["manifest"]["properties"]["authentication"]  # it points to a schema of another site
    registry: Registry[Any] = Registry().with_resources(
        (schema.get("$id", f"{name}.json"), DRAFT7.create_resource(schema)) for name, schema in read.items()
    )
    for name, response in answers.items():
        body = response.get_json()
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        jsonschema.Draft7Validator(read[name], registry=registry).validate(body)
    assert answers["suggest-entities-response"].get_json()["result"][0]["name"] == "Harbor Model"
    assert answers["data-extension-property-proposal"].get_json()["properties"]
