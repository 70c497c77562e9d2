"""`kg mcp` as a program meets it: a real process, spoken to line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HELLO = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


class Client:
    """One running server."""

    def __init__(self, store: Path) -> None:
        command = [sys.executable, "-m", "kg", "mcp", "--store", str(store)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            cwd=Path(__file__).resolve().parent.parent,
        )  # fmt: skip
        self.number = 0

    def send(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def receive(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def request(self, method: str, **parameters: Any) -> dict[str, Any]:
        self.number += 1
        message = {"jsonrpc": "2.0", "id": self.number, "method": method, "params": parameters}
        self.send(json.dumps(message))
        found: dict[str, Any] = self.receive()
        assert (found["jsonrpc"], found["id"]) == ("2.0", self.number)
        return found

    def call(self, name: str, **arguments: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.request("tools/call", name=name, arguments=arguments)["result"]
        return found


@pytest.fixture(scope="module")
def client(toy_store: Path) -> Iterator[Client]:
    made = Client(toy_store)
    made.request("initialize", **HELLO)
    made.send(json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}))
    yield made
    with made.process:
        assert made.process.stdin
        made.process.stdin.close()
        assert made.process.wait(20) == 0, "the end of its input is the end of the server"


def test_it_agrees_on_a_version_and_says_what_it_has(client: Client) -> None:
    found = client.request("initialize", **HELLO)["result"]
    assert found["protocolVersion"] == "2025-03-26"
    assert "tools" in found["capabilities"]
    assert found["serverInfo"]["name"] == "regulatory-kg"
    unknown = client.request("initialize", **{**HELLO, "protocolVersion": "1999-01-01"})["result"]
    assert unknown["protocolVersion"] == "2025-06-18"
    assert client.request("ping")["result"] == {}


def test_every_tool_is_described_and_reads_only(client: Client) -> None:
    tools = {tool["name"]: tool for tool in client.request("tools/list")["result"]["tools"]}
    assert set(tools) == {"ask", "query", "search", "trace", "entity"}
    for tool in tools.values():
        assert tool["description"]
        assert tool["annotations"]["readOnlyHint"] is True
        assert set(tool["inputSchema"]["required"]) <= set(tool["inputSchema"]["properties"])


def test_from_a_question_to_the_words_that_prove_the_answer(client: Client) -> None:
    found = client.call("ask", question="When did the Slipway Share Trial end?")
    assert found["isError"] is False
    told = found["structuredContent"]
    assert json.loads(found["content"][0]["text"]) == told
    assert told["status"] == "answered"
    assert told["answers"][0]["value"] == "2024-12"
    statement = told["answers"][0]["statements"][0]
    traced = client.call("trace", statement=statement)["structuredContent"]
    assert traced["id"] == statement
    assert {state["state"] for state in traced["states"]} == {"exact"}
    assert traced["evidence"][0]["quote"]
    short = client.call("trace", statement=statement.rsplit("/", 1)[1])["structuredContent"]
    assert short == traced


def test_search_entity_and_query(client: Client) -> None:
    hits = client.call("search", words="Lantern Quota", limit=3)["structuredContent"]
    (trial,) = [hit["iri"] for hit in hits["entities"] if hit["label"] == "Lantern Quota Trial"]
    assert any("Lantern" in passage["words"] for passage in hits["passages"])
    by_name = client.call("entity", thing="Lantern Quota Trial")["structuredContent"]
    assert by_name["iri"] == trial
    assert by_name == client.call("entity", thing=trial)["structuredContent"]
    assert by_name == client.call("entity", thing="lantern-quota-trial")["structuredContent"]
    rows = client.call("query", sparql=f"SELECT ?p {{ <{trial}> kg:participation ?p }}")["structuredContent"]
    assert [row["p"]["value"].rsplit("#")[1] for row in rows["results"]["bindings"]] == ["Voluntary"]
    cut = client.call("query", sparql="SELECT ?s { ?s ?p ?o }", limit=5)["structuredContent"]
    assert len(cut["results"]["bindings"]) == 5
    assert cut["truncated"] is True
    graph = client.call("query", sparql=f"CONSTRUCT {{ <{trial}> ?p ?o }} {{ <{trial}> ?p ?o }}")
    assert "Lantern Quota Trial" in graph["content"][0]["text"]


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("query", {"sparql": "SELECT nonsense"}, "expected"),
        ("query", {"sparql": "DELETE WHERE { ?s ?p ?o }"}, "only SELECT"),
        ("trace", {"statement": "0" * 32}, "no such statement"),
        ("entity", {"thing": "Harbor of Nowhere At All"}, "not the name"),
        ("ask", {"question": "Who leads it?", "asOf": "yesterday"}, "yesterday"),
    ],
)
def test_what_went_wrong_is_told_to_the_caller_as_a_result(
    client: Client, name: str, arguments: dict[str, Any], why: str
) -> None:
    found = client.call(name, **arguments)
    assert found["isError"] is True
    assert why in found["content"][0]["text"]


def test_faults_of_the_protocol_have_their_codes_and_end_nothing(client: Client) -> None:
    client.send("this is no JSON")
    assert client.receive()["error"]["code"] == -32700
    client.send('{"jsonrpc": "2.0", "id": 1}')
    assert client.receive()["error"]["code"] == -32600
    client.send("17")
    assert client.receive()["error"]["code"] == -32600
    assert client.request("tools/destroy")["error"]["code"] == -32601
    assert client.request("tools/call", name="drop", arguments={})["error"]["code"] == -32602
    for arguments in ({}, {"question": 3}, {"question": "Who?", "colour": "red"}, []):
        found = client.request("tools/call", name="ask", arguments=arguments)
        assert found["error"]["code"] == -32602, arguments
    client.send(json.dumps([{"jsonrpc": "2.0", "id": "a", "method": "ping"}, {"jsonrpc": "2.0", "method": "x"}]))
    assert client.receive() == [{"jsonrpc": "2.0", "id": "a", "result": {}}]
    assert client.request("ping")["result"] == {}


def test_a_store_without_a_release_is_one_line_and_exit_1(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "mcp", "--store", str(tmp_path / "none")]
    found = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.count("\n") == 1
