"""Score question answering: `python -m benchmarks.questions [--wrong]`.

Builds a store for each corpus that a question file names or holds, asks every question, and prints how many answers are
exactly right, wrong, refused, and refused for the right reason. Of files whose name begins with `held` or
`last` only scores are printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

import kg
from benchmarks.gold import same_name
from kg.build import build

HOUSE = Path(__file__).resolve().parent.parent
CORPORA = {
    "seeds": [HOUSE.parent / "shared" / "corpus" / "seeds"],
    "law": [HOUSE.parent / "shared" / "corpus" / "law" / "42-usc-1315a.md"],
    "shipped": [HOUSE / "corpus" / "cmmi" / "documents"],
}


def judge(question: dict[str, Any], answer: dict[str, Any], names: Any) -> str:
    """`right`, `wrong`, `missed` (refused, though known), `reason` (another one) or `overreach` (should refuse)."""
    wanted = question.get("status", "answered")
    if answer["status"] == "unanswered":
        if wanted != "unanswered":
            return "missed"
        return "right" if question.get("reason", "*") in ("*", answer["reason"]) else "reason"
    if wanted == "unanswered":
        return "overreach"
    if question["answers"] == ["*"]:
        return "right"
    given = [(item["value"], item["label"], *names(item["iri"])) for item in answer["answers"]]
    complete = all(any(same_name(want, got) for got in given) for want in question["answers"])
    exact = complete and all(any(same_name(want, got) for want in question["answers"]) for got in given)
    return "right" if exact and (wanted == answer["status"] or wanted == "answered") else "wrong"


def sources_of(data: dict[str, Any], folder: Path) -> list[Path]:
    """The documents that a file's questions are about: of a corpus, or its own, which are written into `folder`."""
    if "documents" not in data:
        return CORPORA[data["corpus"]]
    folder.mkdir()
    for document in data["documents"]:
        (folder / document["name"]).write_text(document["text"].strip() + "\n", encoding="utf-8")
    return [folder]


def score_file(path: Path, graphs: dict[str, Any], show: bool) -> str:
    """Ask one file's questions and return its line of the table."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    corpus = data.get("corpus", path.stem)
    if corpus not in graphs:
        home = Path(tempfile.mkdtemp(prefix="kg-questions-"))
        sources = sources_of(data, home / "documents")
        if not all(source.exists() for source in sources):
            return f"| {path.stem:<20} | skipped: {corpus} is not here |"
        build([str(source) for source in sources], str(home / "store"))
        graphs[corpus] = kg.open(str(home / "store"))
    graph = graphs[corpus]

    def names(iri: str | None) -> tuple[str, ...]:
        page = graph.entity(iri) if iri else None
        return tuple(page.aliases) if page else ()

    counts: dict[str, int] = {}
    times = []
    for question in data["questions"]:
        began = time.perf_counter()
        answer = graph.ask(question["ask"]).to_json()
        times.append(time.perf_counter() - began)
        verdict = judge(question, answer, names)
        counts[verdict] = counts.get(verdict, 0) + 1
        if show and verdict != "right" and not path.stem.startswith(("held", "last")):
            print(f"   {verdict}: {question['ask']} → {answer['text'][:150]}", file=sys.stderr)
    total = len(data["questions"])
    p95 = sorted(times)[int(0.95 * (len(times) - 1))] * 1000
    cells = " | ".join(
        f"{counts.get(kind, 0) / total:.2f}" for kind in ("right", "wrong", "missed", "overreach", "reason")
    )
    return f"| {path.stem:<20} | {total:>3} | {cells} | {p95:.0f} ms |"


def main(arguments: list[str] | None = None) -> int:
    """Print the table; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the open files' questions that went wrong")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    files = options.files or sorted((HOUSE / "tests" / "gold" / "questions").glob("*.toml"))
    graphs: dict[str, Any] = {}
    print("| questions | n | right | wrong | missed | overreach | other reason | p95 |")
    print("|---|---|---|---|---|---|---|---|")
    for path in files:
        print(score_file(path, graphs, options.wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
