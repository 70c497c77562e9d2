"""MCP: the graph for programs that speak the Model Context Protocol, over standard input and output, read only.

JSON-RPC 2.0, one message a line (https://modelcontextprotocol.io/specification, stdio transport). In: requests
`initialize`, `ping`, `tools/list` and `tools/call`. Out: answers with the words that prove them. Queries run in a
process of their own with the limits of a visitor's.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import IO, Any

from kg.graph import StoreFault
from kg.making import settings_of
from kg.readings import version_of
from kg.shelf import Shelf
from kg.store.query import QueryFault
from kg.tools import TOOLS, BadCall

VERSIONS = ("2025-06-18", "2025-03-26", "2024-11-05")
"""Protocol versions that are spoken, the newest first."""

PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS, INTERNAL = -32700, -32600, -32601, -32602, -32603


def called(shelf: Shelf, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The result of one call; what went wrong in the graph is a result too, so that the caller can mend its call."""
    tool = TOOLS.get(str(parameters.get("name")))
    if tool is None:
        raise BadCall(f"there is no tool {parameters.get('name')!r}; there are {', '.join(TOOLS)}")
    given = tool.checked(parameters.get("arguments") or {})
    try:
        made = tool.run(shelf, given)
    except (QueryFault, StoreFault, ValueError) as fault:
        return {"content": [{"type": "text", "text": str(fault)}], "isError": True}
    if isinstance(made, str):
        return {"content": [{"type": "text", "text": made}], "isError": False}
    text = json.dumps(made, ensure_ascii=False)
    return {"content": [{"type": "text", "text": text}], "structuredContent": made, "isError": False}


def answered(shelf: Shelf, message: Any, version: str) -> dict[str, Any] | None:
    """The answer to one message; `None` for a notification and for an answer of the other side."""
    if not isinstance(message, Mapping) or message.get("jsonrpc") != "2.0":
        return _error(None, INVALID_REQUEST, "each message is a JSON-RPC 2.0 object")
    if "method" not in message and not {"result", "error"} & message.keys():
        return _error(message.get("id"), INVALID_REQUEST, "a request has a method")
    if "method" not in message or "id" not in message:
        return None
    number, parameters = message["id"], message.get("params") or {}
    try:
        if not isinstance(parameters, Mapping):
            raise BadCall("params is an object")
        result = _result(shelf, message["method"], parameters, version)
    except BadCall as fault:
        return _error(number, INVALID_PARAMS, str(fault))
    except Exception as fault:  # no fault of one call ends the service of the others
        return _error(number, INTERNAL, f"{type(fault).__name__}: {' '.join(str(fault).split())[:200]}")
    if result is None:
        return _error(number, NO_METHOD, f"there is no method {message['method']!r}")
    return {"jsonrpc": "2.0", "id": number, "result": result}


def _result(shelf: Shelf, method: Any, parameters: Mapping[str, Any], version: str) -> dict[str, Any] | None:
    """What a method gives; `None` for one that there is not."""
    match method:
        case "initialize":
            asked = parameters.get("protocolVersion")
            spoken = asked if asked in VERSIONS else VERSIONS[0]
            server = {"name": "regulatory-kg", "version": version}
            return {"protocolVersion": spoken, "capabilities": {"tools": {}}, "serverInfo": server}
        case "ping":
            return {}
        case "tools/list":
            return {"tools": [tool.described() for tool in TOOLS.values()]}
        case "tools/call":
            return called(shelf, parameters)
    return None


def _error(number: Any, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}


def serve(shelf: Shelf, lines: Iterable[str], out: IO[str], version: str) -> None:
    """Answers each line until there are no more."""
    for line in filter(str.strip, lines):
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            found: Any = _error(None, PARSE_ERROR, "each line is one JSON message")
        else:
            batch = message if isinstance(message, list) and message else [message]
            answers = [made for one in batch if (made := answered(shelf, one, version))]
            found = answers if isinstance(message, list) and message else next(iter(answers), None)
        if found:
            out.write(json.dumps(found, ensure_ascii=False) + "\n")
            out.flush()


def mcp(arguments: argparse.Namespace) -> int:
    """`kg mcp`: until standard input ends."""
    settings = settings_of(arguments)
    limits = {"seconds": settings.query_seconds, "rows": settings.query_rows, "megabytes": settings.query_megabytes}
    with closing(Shelf(settings.store, workers=1, **limits)) as shelf:  # type: ignore[arg-type]
        shelf.current()
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        serve(shelf, sys.stdin, sys.stdout, version_of("regulatory-kg"))
    return 0
