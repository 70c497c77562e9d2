"""How fast the store is: `python -m benchmarks.store [--quads 1000000]`; a table in Markdown.

The graph is made up: entities with labels, classes and links in a power law, spread over documents' graphs.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.store.evaluate import Job, evaluate
from kg.store.query import check_query
from kg.store.releases import Releases
from kg.store.workers import QueryPool

THING, TERM = "https://example.org/id/", "https://example.org/core#"

QUERIES = {
    "describe one thing": f"SELECT ?p ?o {{ <{THING}7> ?p ?o }}",
    "what points at it": f"SELECT ?s ?p {{ ?s ?p <{THING}7> }} LIMIT 100",
    "two steps, 20 rows": f"SELECT ?b ?l {{ <{THING}7> <{TERM}link>/<{TERM}link> ?b . ?b <{TERM}label> ?l }} LIMIT 20",
    "1,000 rows": f"SELECT ?s ?l {{ ?s <{TERM}label> ?l }} LIMIT 1000",
    "100,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000",
    "count by class": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c",
}


def lines(quads: int, seed: int = 1) -> Iterator[bytes]:
    """N-Triples of a made-up graph: a fifth labels, a fifth classes, the rest links."""
    chance = random.Random(seed)
    things = quads // 5
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    for number in range(things):
        yield f'<{THING}{number}> <{TERM}label> "thing {number} of the made-up world" .\n'.encode()
        yield f"<{THING}{number}> <{rdf_type}> <{TERM}C{number % 17}> .\n".encode()
        for _ in range(3):
            yield f"<{THING}{number}> <{TERM}link> <{THING}{int(things * chance.random() ** 3)}> .\n".encode()


def timed(run: Callable[[], object], times: int = 7) -> float:
    """The median of several runs in milliseconds, the first one left out."""
    run()
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append(1000 * (time.perf_counter() - started))
    return statistics.median(found)


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    quads = parser.parse_args().quads
    with tempfile.TemporaryDirectory() as name:
        releases = Releases(Path(name) / "store")
        releases.check(create=True)
        data = b"".join(lines(quads))
        with releases.draft() as draft:
            started = time.perf_counter()
            draft.store.put_graph("https://example.org/graph/1", data)
            took = time.perf_counter() - started
            draft.publish({"kind": "loaded"})
        print(f"| what ({quads:,} triples) | time |\n|---|---:|")
        print(f"| put one graph whole | {took:.1f} s, {quads / took / 1000:,.0f} thousand a second |")
        started = time.perf_counter()
        with releases.draft() as draft:
            cloned = time.perf_counter() - started
            draft.store.put_graph("https://example.org/graph/2", b"<urn:a> <urn:b> <urn:c> .\n")
            draft.publish({"kind": "loaded"})
        swapped = time.perf_counter() - started
        print(
            f"| clone a release | {1000 * cloned:.0f} ms |\n| clone, add a graph, publish | {1000 * swapped:.0f} ms |"
        )
        graph = ox.Store.read_only(str(releases.served().graph))
        print("\n| query | in process, ms | by a worker, ms |\n|---|---:|---:|")
        with QueryPool(releases.folder, 1) as pool:
            for title, text in QUERIES.items():
                job = Job(check_query(text))
                bare, whole = timed(lambda job=job: evaluate(graph, job)), timed(lambda text=text: pool.run(text))
                print(f"| {title} | {bare:.2f} | {whole:.2f} |")


if __name__ == "__main__":
    main()
