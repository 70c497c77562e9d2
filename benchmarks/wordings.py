"""Score wordings: `python -m benchmarks.wordings [--wrong] [--store DIR]`.

Builds a graph of the open gold documents (or takes the one at DIR), asks for each property in every wording of
tests/gold/wordings about subjects and objects that have it, and prints how many answers are what the graph holds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import kg
from benchmarks.gold import read_gold
from kg.build import build

HOUSE = Path(__file__).resolve().parent.parent
CORE = "https://w3id.org/regulatory-kg/core#"
LOCAL = "https://w3id.org/regulatory-kg/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def open_graph(store: str | None) -> Any:
    """The graph at a folder, or a new one of the open gold documents."""
    if store:
        return kg.open(store)
    folder = Path(tempfile.mkdtemp(prefix="kg-wordings-"))
    texts = folder / "documents"
    texts.mkdir()
    for gold in read_gold(HOUSE / "tests" / "gold" / "open"):
        if gold.path.stem.startswith(LATER):
            continue
        (texts / f"{gold.path.stem}.txt").write_text(gold.text, encoding="utf-8")
    build([str(texts)], str(folder / "store"))
    return kg.open(str(folder / "store"))


LATER = "misreadings-phrases"
"""Documents that were written after the answers to composed questions had been worked out by hand."""


def pairs(graph: Any, prop: str) -> list[tuple[str, str, str]]:
    """Subject's IRI, its label, and value, of each direct triple of a property."""
    rows = graph.store.select(
        "SELECT ?s ?l ?o WHERE { ?s ?p ?o ; <http://www.w3.org/2000/01/rdf-schema#label> ?l "
        f"FILTER(STRENDS(STR(?p), '#{prop}') && STRSTARTS(STR(?p), '{LOCAL}')) }} ORDER BY ?s ?o"
    )
    return [(r["s"].value, r["l"].value, r["o"].value) for r in rows]


def main(arguments: list[str] | None = None) -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    parser.add_argument("--store")
    options = parser.parse_args(arguments)
    graph = open_graph(options.store)
    totals = {"right": 0, "wrong": 0, "missed": 0}
    print("| property | asked | right | wrong | missed |\n|---|---|---|---|---|")
    for path in sorted((HOUSE / "tests" / "gold" / "wordings").glob("*.toml")):
        for prop, sides in tomllib.loads(path.read_text(encoding="utf-8")).items():
            whole = score_composed if isinstance(sides, list) else score
            counts = whole(graph, prop, sides, options.wrong)  # type: ignore[operator]
            for kind, number in counts.items():
                totals[kind] += number
            print(f"| {prop} | {sum(counts.values())} | {counts['right']} | {counts['wrong']} | {counts['missed']} |")
    whole = max(1, sum(totals.values()))
    print("| all | " + str(whole) + " | " + " | ".join(f"{totals[k] / whole:.2f}" for k in totals) + " |")
    return 0


def score(graph: Any, prop: str, sides: dict[str, list[str]], show: bool) -> dict[str, int]:
    """How the wordings of one property fare."""
    counts = {"right": 0, "wrong": 0, "missed": 0}
    found = pairs(graph, prop)
    for side, wordings in sides.items():
        wanted: dict[str, set[str]] = {}
        names: dict[str, str] = {}
        for s, label, o in found:
            key, value = (s, o) if side == "subject" else (o, s)
            wanted.setdefault(key, set()).add(value)
            if side == "subject":
                names[key] = label
            else:
                page = graph.store.select(
                    f"SELECT ?l WHERE {{ <{o}> <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
                )
                names[key] = page[0]["l"].value if page else ""
        keys = [k for k in sorted(wanted) if names[k]]
        for turn, wording in enumerate(wordings if keys else []):
            for key in (keys[turn % len(keys)], keys[(turn + len(keys) // 2) % len(keys)]):
                question = wording.replace("{s}", names[key]).replace("{o}", names[key])
                answer = graph.ask(question).to_json()
                given = {a["value"] for a in answer["answers"]}
                kind = "missed" if answer["status"] == "unanswered" else "right" if given == wanted[key] else "wrong"
                counts[kind] += 1
                if show and kind != "right":
                    want = sorted(w.rsplit("/", 1)[-1] for w in wanted[key])
                    said = answer["reason"] or sorted(g.rsplit("/", 1)[-1] for g in given)
                    print(f"   {kind} {prop}: {question} want {want} → {said}: {answer['text'][:110]}", file=sys.stderr)
    return counts


PREFIXES = f"PREFIX kg: <{CORE}> PREFIX cmmi: <{LOCAL}cmmi#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def score_composed(graph: Any, prop: str, questions: list[dict[str, Any]], show: bool) -> dict[str, int]:
    """How questions fare that say themselves what their answer is, or why there is none."""
    counts = {"right": 0, "wrong": 0, "missed": 0}
    for question in questions:
        answer = graph.ask(question["ask"]).to_json()
        given = {a["value"] for a in answer["answers"]}
        if "values" in question:
            labels = given | {a["label"] for a in answer["answers"]}
            wanted = set(question["values"])
            full = bool(given) and (wanted == {"*"} or (wanted <= labels and len(given) <= len(wanted)))
            kind = "missed" if answer["status"] == "unanswered" else "right" if full else "wrong"
        elif "sparql" not in question:
            refused = answer["status"] == "unanswered" and question["refuse"] in ("*", answer["reason"])
            wanted = {question.get("value", "a refusal: " + question["refuse"])}
            kind = "right" if refused or given == wanted else "wrong" if given else "missed"
        else:
            found = graph.query(PREFIXES + question["sparql"])
            wanted = {str(found).lower()} if isinstance(found, bool) else {next(iter(r.values())).value for r in found}
            kind = "missed" if answer["status"] == "unanswered" else "right" if given == wanted else "wrong"
        counts[kind] += 1
        if show and kind != "right":
            more, less = sorted(given - wanted)[:5], sorted(wanted - given)[:5]
            text = f"{answer['reason']} too many {more} too few {less}: {answer['text'][:150]}"
            print(f"   {kind} {prop}: {question['ask']} → {text}", file=sys.stderr)
    return counts


if __name__ == "__main__":
    sys.exit(main())
