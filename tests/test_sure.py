"""Confidence over HTTP: shown beside each quote, and a filter on pages, lists and their tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import httpx
import pytest
import web_graph
from web_graph import ID, KG
from werkzeug.serving import make_server

from web import create_app

LIST = "/things?type=" + quote(KG + "Initiative", safe="")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server over the invented graph, and four facts of a buoy that are read with different confidence."""
    store = tmp_path_factory.mktemp("sure") / "store"
    publish(store)
    app = create_app({"STORE": str(store), "TITLE": "Lantern graph"})
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", headers={"Accept": "text/html"}) as one:
        yield one
    server.shutdown()
    thread.join(10)
    server.server_close()
    app.extensions["shelf"].close()


def publish(store: Path) -> None:
    b = web_graph.build()
    buoy = b.entity("buoy-model", "Initiative", "Buoy Model")
    harbor, program = ID + "harbor-model", ID + "tide-program"
    said = "The Harbor Model began in March 2026"
    b.fact("b1", buoy, "startedOn", web_graph.dated("2031-05"), "news", said, confidence="0.60")
    b.fact("b2", buoy, "endedOn", web_graph.dated("2035"), "news", said, confidence="0.93")
    twice = b.fact("b3", buoy, "program", program, "news", said, confidence="0.55")
    b.prove(twice, "report", "it follows the Beacon Model", "0.90")
    b.fact("b4", buoy, "successor", harbor, "news", said, confidence="0.89")
    web_graph.publish(store, b)


def page(client: httpx.Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def table(client: httpx.Client, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.text)))


def test_each_quote_says_how_sure_it_is(client: httpx.Client) -> None:
    words = page(client, "/id/buoy-model")
    for number in ("0.60", "0.93", "0.55", "0.90", "0.89"):
        assert f"confidence {number}" in words
    statement = client.get("/id/buoy-model.json").json()["statements"][0]["id"].removeprefix(web_graph.BASE)
    assert "confidence 0." in page(client, f"/{statement}")
    assert "left out" not in words


def test_a_things_page_leaves_out_what_no_evidence_makes_so_sure(client: httpx.Client) -> None:
    words = page(client, "/id/buoy-model?confidence=0.9")
    assert "2 facts" in words
    assert "2 statements are less sure and left out" in words
    assert ("May 2031" in words, "2035" in words, "Tide Program" in words) == (False, True, True)
    body = client.get("/id/buoy-model.json?confidence=0.9").json()
    assert {one["property"] for one in body["statements"]} == {KG + "endedOn", KG + "program"}
    assert (body["total"], body["leftOut"], body["direct"]) == (2, 2, [])
    program = next(one for one in body["statements"] if one["property"] == KG + "program")
    assert [one["confidence"] for one in program["evidence"]] == [0.9, 0.55]
    assert "No statements are less sure" in page(client, "/id/buoy-model?confidence=0.5")


def test_what_points_here_is_left_out_too(client: httpx.Client) -> None:
    every, sure = (client.get(f"/id/harbor-model.json{ask}").json() for ask in ("", "?confidence=.9"))
    assert [group["property"] for group in every["incoming"]] == [KG + "successor"]
    assert (sure["incoming"], sure["leftOut"], every["leftOut"]) == ([], 1, 0)


def test_one_property_of_a_thing_keeps_the_filter(client: httpx.Client) -> None:
    body = client.get("/id/tide-program.json", params={"of": KG + "program", "page": 2, "confidence": "0.92"}).json()
    assert [group["total"] for group in body["incoming"]] == [web_graph.PIERS]
    assert body["leftOut"] == 1
    assert 'name="type" value="' in client.get(LIST + "&confidence=0.9").text


def test_tables_are_filtered_and_hold_the_confidence(client: httpx.Client) -> None:
    every, sure = (table(client, f"/id/buoy-model?format=csv{more}") for more in ("", "&confidence=0.9"))
    assert {row["property"]: row["confidence"] for row in every} == {
        "started on": "0.60", "ended on": "0.93", "program": "0.90", "successor": "0.89",
    }  # fmt: skip
    assert {row["property"] for row in sure} == {"ended on", "program"}


def test_a_list_leaves_out_values_and_things_that_nothing_sure_is_said_of(client: httpx.Client) -> None:
    every, sure, surer = (
        table(client, f"{LIST}&format=csv{more}") for more in ("", "&confidence=0.9", "&confidence=0.94")
    )
    one, two = (next(row for row in rows if row["name"] == "Buoy Model") for rows in (every, sure))
    assert (one["started on"], one["ended on"]) == ("2031-05", "2035")
    assert (two.get("started on"), two["ended on"], two["program"]) == ("", "2035", "Tide Program")
    assert "Buoy Model" not in {row["name"] for row in surer}
    assert len(surer) == len(every) - 1
    assert client.get(LIST + "&confidence=0.94&format=json").json()["leftOut"] == 4
    assert "4 statements are less sure and left out" in page(client, LIST + "&confidence=0.94")


def test_a_list_of_which_nothing_is_sure_enough_is_empty(client: httpx.Client) -> None:
    assert table(client, LIST + "&confidence=1&format=csv") == []
    assert page(client, LIST + "&confidence=1")


@pytest.mark.parametrize("value", ["1.5", "nan", "-0.1", "much", "1e-1", "0,9", "9", "0.9.9", "\u0660.9"])
@pytest.mark.parametrize("path", ["/id/buoy-model?", LIST + "&"])
def test_what_is_no_confidence_is_refused_in_a_line(client: httpx.Client, path: str, value: str) -> None:
    response = client.get(f"{path}confidence={quote(value)}", headers={"Accept": "application/json"})
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["detail"] == f"confidence is a number from 0 to 1, such as 0.9, not {value!r}"


@pytest.mark.parametrize("value", ["", "0", "0.0", ".9", "1", "1.0", "0.95"])
def test_what_is_a_confidence_is_taken(client: httpx.Client, value: str) -> None:
    assert client.get(f"/id/buoy-model?confidence={value}").status_code == 200
