"""The commands that read the graph: what each prints, and its exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyoxigraph as ox

import kg
from kg.making import say, settings_of, warn
from kg.proposing import proposer_of
from kg.settings import Settings
from kg.store.evaluate import QueryResult, format_name, formats_for
from kg.store.query import check_query
from kg.store.remote import RemoteStore
from kg.store.workers import QueryPool

NARROW = 60
"""Characters of a table cell that a terminal shows."""


def ask(arguments: argparse.Namespace) -> int:
    """`kg ask`: 0 also where the sources do not say."""
    settings = settings_of(arguments)
    graph = kg.open(settings.store)
    given = graph.ask(arguments.question, as_of=arguments.as_of)
    proposer = proposer_of(settings)
    if proposer is not None and not arguments.as_of:
        with proposer.pool:
            given = proposer(given, graph)
    found = given.to_json()
    if arguments.json:
        say(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    say(found["text"])
    for answer in found["answers"]:
        _cite(answer)
    if found["known"]:
        say("What the sources do say:")
        for answer in found["known"]:
            _cite(answer)
    for reading in found["readings"]:
        say(f"  perhaps: {reading['understood']}")
    for suggestion in found["suggestions"]:
        say(f"  try: {suggestion}")
    if found["passages"]:
        say("Closest passages:")
        for passage in found["passages"]:
            say(f"  {_where(passage)}: “{_short(passage['quote'], 200)}”")
    return 0


def _cite(answer: Mapping[str, Any]) -> None:
    qualifiers = ", ".join(
        f"{name} {_shown(value)}" for name, value in answer["qualifiers"].items() if value not in (None, "", False)
    )
    row = " · ".join(
        str(cell.get("label", cell) if isinstance(cell, Mapping) else cell) for cell in answer.get("row", ())
    )
    say(f"- {row or answer['label']}" + (f" ({qualifiers})" if qualifiers else ""))
    for citation in answer["citations"]:
        say(f"    “{_short(citation['quote'], 400)}”")
        say(f"      {_where(citation)}")


def _where(citation: Mapping[str, Any]) -> str:
    at = "" if citation["start"] is None else f" {citation['start']}-{citation['end']}"
    section = f", {citation['section']}" if citation.get("section") else ""
    return f"{citation['source']}{section}{at}"


def _shown(value: Any) -> str:
    return str(value.get("label") or value.get("iri")) if isinstance(value, Mapping) else str(value)


def _short(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def query(arguments: argparse.Namespace) -> int:
    """`kg query`: the result to standard output; a table to a terminal, else JSON or Turtle unless asked otherwise."""
    settings = settings_of(arguments)
    text = query_text(arguments.query)
    form = check_query(text).form
    wanted = arguments.format
    table = wanted == "table" or (not wanted and form == "SELECT" and sys.stdout.isatty())
    try:
        name = format_name(form, "json" if table else wanted)
    except ValueError as fault:
        warn(str(fault))
        return 2
    result = run_query(text, name, settings)
    if table and form == "SELECT":
        for line in table_lines(result.body):
            say(line)
    else:
        sys.stdout.buffer.write(result.body)
        if not result.body.endswith(b"\n"):
            sys.stdout.buffer.write(b"\n")
        sys.stdout.flush()
    if result.truncated:
        warn(f"cut off after {settings.query_rows:,} rows; the setting query_rows allows more")
    return 0


def query_text(given: str) -> str:
    """The query itself, from the argument, the file it names, or standard input for `-`."""
    if given == "-":
        return sys.stdin.read()
    path = Path(given)
    if "\n" not in given and "{" not in given and len(given) < 1000:
        if path.is_file():
            return path.read_text(encoding="utf-8")
        if path.suffix in (".rq", ".sparql"):
            raise FileNotFoundError(2, "no such file", given)
    return given


def run_query(text: str, name: str, settings: Settings) -> QueryResult:
    """A visitor's query on the store of the settings, with its limits."""
    if settings.is_remote():
        return remote_query(text, name, settings)
    with QueryPool(
        settings.store, 1, seconds=settings.query_seconds, rows=settings.query_rows, megabytes=settings.query_megabytes
    ) as pool:
        return pool.run(text, format=name)


def remote_query(text: str, name: str, settings: Settings) -> QueryResult:
    """The same by an endpoint, which keeps its own limits."""
    form = check_query(text).form
    media = formats_for(form)[name]
    with closing(RemoteStore(settings.store, timeout=settings.query_seconds)) as store:
        return QueryResult(store.fetch(text, media), media, False, form)


def table_lines(body: bytes) -> list[str]:
    """SPARQL JSON results as a table for a terminal."""
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        return [body.decode()]
    rows = [[variable.value for variable in found.variables]]
    rows += [
        ["" if term is None else _short(getattr(term, "value", str(term)), NARROW) for term in row] for row in found
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def search(arguments: argparse.Namespace) -> int:
    """`kg search`."""
    hits = kg.open(settings_of(arguments).store).search(" ".join(arguments.words), limit=arguments.limit)
    for entity in hits.entities:
        say(f"{entity.label}  <{entity.iri}>")
    for passage in hits.passages:
        words = passage.snippet.replace("\x02", "*").replace("\x03", "*")
        say(f"  {passage.document.source} {passage.start}-{passage.end}: {_short(words, 300)}")
    if not hits.entities and not hits.passages:
        say("nothing found")
    return 0


def trace(arguments: argparse.Namespace) -> int:
    """`kg trace`: 1 where there is no such statement."""
    from kg.export import statement_record

    settings = settings_of(arguments)
    graph = kg.open(settings.store)
    iri = arguments.statement
    if "://" not in iri:
        iri = f"{graph.base}statement/{iri.rsplit('/', 1)[-1]}"
    record = statement_record(graph.store, iri, graph.base)
    if record is None:
        warn(f"{iri}: no such statement; `kg export --format jsonl` lists them all")
        return 1
    subject, value = record["subject"]["label"], record["object"].get("label", record["object"].get("value"))
    denied = "not " if record["negated"] else ""
    say(f"{subject} — {denied}{record['property'].rsplit('#', 1)[-1]} — {value}")
    for name in ("modality", "rank"):
        say(f"  {name}: {record[name]}")
    for name, value in record["qualifiers"].items():
        say(f"  {name}: {_shown(value)}")
    for name in ("conflictsWith", "supersedes", "refines"):
        for other in record[name]:
            say(f"  {name}: {other}")
    for proof in record["evidence"]:
        say(f"  “{_short(proof['quote'], 600)}”")
        found = f"by {proof['extractedBy']}, confidence {proof['confidence']:.2f}"
        say(f"    {proof['source']} {proof['start']}-{proof['end']}, {found}")
        for context in proof["context"]:
            say(f"    {context['role']}: “{_short(context['quote'], 200)}”")
    return 0


def export(arguments: argparse.Namespace) -> int:
    """`kg export`."""
    from kg.export import write_export

    store = kg.open(settings_of(arguments).store)
    if arguments.output is None:
        write_export(store.store, arguments.format, sys.stdout.buffer, base=store.base, prefixes=store.prefixes)
        sys.stdout.flush()
        return 0
    beside = arguments.output.with_name(arguments.output.name + ".new")
    try:
        with beside.open("wb") as out:
            write_export(store.store, arguments.format, out, base=store.base, prefixes=store.prefixes)
        beside.replace(arguments.output)
    finally:
        beside.unlink(missing_ok=True)
    return 0
