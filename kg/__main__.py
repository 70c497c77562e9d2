"""The front door: `kg COMMAND …`. Arguments only; what a command does stands in the rooms.

Exit codes: 0 done (also for a question without an answer), 1 the data or the graph is at fault, 2 the command line
is, 130 interrupted. No traceback reaches a user, unless KG_DEBUG is set.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

Command = Callable[[argparse.Namespace], int]


def version() -> str:
    """The version of the installed distribution."""
    import importlib.metadata

    try:
        return importlib.metadata.version("regulatory-kg")
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def say(line: str) -> None:
    """One line to standard error."""
    print(line, file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with a command line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"kg: {message}; `{self.prog} --help` shows what there is\n")


def parser() -> argparse.ArgumentParser:
    """Every command and its arguments."""
    shared = Parser(add_help=False)
    shared.add_argument("--store", metavar="DIR_OR_URL", default=argparse.SUPPRESS, help="where the graph is kept")
    shared.add_argument("--config", metavar="FILE", type=Path, default=argparse.SUPPRESS, help="a kg.toml")
    top = Parser(
        prog="kg",
        description="A knowledge graph of what documents claim, every claim with its words.",
        parents=[shared],
    )
    top.add_argument("--version", action="version", version=f"kg {version()}")
    commands = top.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)

    def command(name: str, run: str, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about, parents=[shared])
        made.set_defaults(run=run)
        return made

    def building(made: argparse.ArgumentParser) -> None:
        made.add_argument("--regulator", metavar="NAME", help="whose data to read with: a name, or a folder")
        made.add_argument("--jobs", type=_count, metavar="N", help="processes that read documents")
        made.add_argument("--cluster", metavar="ADDRESS", help="read documents on a Dask cluster")
        made.add_argument("--strict", action="store_true", help="a skipped document is a failure")
        made.add_argument("--report", type=Path, metavar="FILE", help="write a page about the build")
        made.add_argument("--explain", metavar="NAME", help="say why mentions are or are not one thing")

    build = command("build", "kg.making:build", "read documents, make the graph, publish it")
    build.add_argument("sources", nargs="*", metavar="SOURCE", help="files or folders; none: those of the last build")
    building(build)
    add = command("add", "kg.making:add", "add documents to the list of sources, and build")
    add.add_argument("sources", nargs="+", metavar="FILE_OR_URL")
    building(add)
    remove = command("remove", "kg.making:remove", "take documents off the list of sources, and build")
    remove.add_argument("sources", nargs="+", metavar="DOCUMENT")
    building(remove)
    fetch = command("fetch", "kg.making:fetch", "get the documents listed in sources.toml")
    fetch.add_argument("names", nargs="*", metavar="NAME")
    load = command("load", "kg.making:load", "load any RDF as it stands")
    load.add_argument("files", nargs="+", type=Path, metavar="RDF_FILE")
    load.add_argument("--graph", metavar="IRI", help="named graph for triples that come without one")

    ask = command("ask", "kg.asking:ask", "answer a question, with citations")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="the whole answer as JSON")
    ask.add_argument("--as-of", type=_day, metavar="DATE", help="what held on that day (YYYY-MM-DD)")
    query = command("query", "kg.asking:query", "run a read-only SPARQL query")
    query.add_argument(
        "query", metavar="SPARQL_OR_FILE", help="a query, a file that holds one, or - for standard input"
    )
    query.add_argument(
        "--format", default="", metavar="NAME", help="json, xml, csv, tsv; turtle, ntriples, rdfxml, jsonld …"
    )
    search = command("search", "kg.asking:search", "search names and passages")
    search.add_argument("words", nargs="+")
    search.add_argument("--limit", type=_count, default=10, metavar="N")
    trace = command("trace", "kg.asking:trace", "show a statement and every quote that proves it")
    trace.add_argument("statement", metavar="STATEMENT_IRI")
    export = command("export", "kg.asking:export", "write the whole graph")
    export.add_argument("--format", default="trig", choices=["trig", "nquads", "turtle", "jsonl"])
    export.add_argument("--output", type=Path, metavar="FILE")

    command("releases", "kg.making:releases", "list what is published")
    diff = command("diff", "kg.making:diff", "what differs between two releases, and which document caused it")
    diff.add_argument("before", metavar="A")
    diff.add_argument("after", metavar="B")
    check = command("check", "kg.making:check", "find every quote again, and check all shapes")
    check.add_argument("--repair", action="store_true", help="build the graph anew where it has faults")
    serve = command("serve", "serve", "serve the web application")
    serve.add_argument("--host", metavar="ADDRESS")
    serve.add_argument("--port", type=_count, metavar="N")
    serve.add_argument(
        "--writable", action="store_true", help="accept updates, on the loopback only: for protocol tests"
    )
    command("mcp", "kg.mcp:mcp", "serve the graph to programs that speak MCP")
    command("settings", "kg.making:settings", "every setting with its value and default")
    return top


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _day(text: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-01-31") from None


def find(run: str) -> Command:
    """The function that a command names; its module is loaded only now, so that `--help` is quick."""
    if run == "serve":
        return serve
    module, _, name = run.partition(":")
    found: Command = getattr(importlib.import_module(module), name)
    return found


def serve(arguments: argparse.Namespace) -> int:
    """Serves the web application until it is told to stop."""
    from kg.making import settings_of
    from kg.store.releases import Releases
    from web.serving import run

    settings = settings_of(arguments)
    host, port = arguments.host or settings.host, arguments.port if arguments.port is not None else settings.port
    if arguments.writable and host not in ("127.0.0.1", "localhost", "::1"):
        say(f"kg: --writable serves the loopback only, not {host}")
        return 2
    if not settings.is_remote():
        Releases(settings.store).served()
    run(settings.store, host=host, port=port, writable=arguments.writable, settings=settings)
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    try:
        return find(arguments.run)(arguments)
    except KeyboardInterrupt:
        say("kg: interrupted; what was published before still stands")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except Exception as fault:
        if os.environ.get("KG_DEBUG"):
            raise
        return _told(fault)


def _told(fault: Exception) -> int:
    """Says what went wrong in lines that a user can act on, and gives the exit code."""
    if getattr(fault, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "No space left on device" in str(fault):
        say("kg: the disk is full; make room and run it again: what was published before still stands")
    elif isinstance(fault, OSError) and fault.filename:
        say(f"kg: {fault.filename}: {fault.strerror or fault}")
    elif isinstance(fault, MemoryError):
        say("kg: this machine's memory does not suffice; fewer --jobs need less")
    elif isinstance(fault, ValueError | OSError) and str(fault):
        for line in str(fault).splitlines():
            say(f"kg: {line}")
    else:
        say(f"kg: this should not have happened ({type(fault).__name__}: {' '.join(str(fault).split())[:200]}); "
            "KG_DEBUG=1 shows where")  # fmt: skip
    return 1


if __name__ == "__main__":
    sys.exit(main())
