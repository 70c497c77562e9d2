"""ACME: questions over an insurance graph that nothing here was made for; scores, and failures of the working half.

`python -m benchmarks.acme [FOLDER]`: FOLDER holds ontology.ttl, data.ttl and questions.json. Questions with an even
index are the working half: their failures are printed. Of the odd ones only the score is. A question is right when
the rows are right by value on the given data and on three variants with other values (columns that are not in the
gold are permitted).
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.ask.answers import answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "acme"


def load(folder: Path, variant: int) -> EmbeddedStore:
    """The ontology with the given data (variant 0), or with data of the same pattern and other values."""
    store = EmbeddedStore()
    store.engine.load(path=str(folder / "ontology.ttl"), format=ox.RdfFormat.TURTLE)
    if not variant:
        store.engine.load(path=str(folder / "data.ttl"), format=ox.RdfFormat.TURTLE)
        return store
    source = ox.Store()
    source.load(path=str(folder / "data.ttl"), format=ox.RdfFormat.TURTLE)
    chance = random.Random(variant)
    triples = list(source)
    things = {q.subject.value for q in triples}
    for copy in range(3):
        for q in triples:
            subject = ox.NamedNode(f"{q.subject.value}x{copy}")  # type: ignore[union-attr]
            value: Any = q.object
            if isinstance(value, ox.Literal):
                value = changed(value, q.predicate.value, q.subject.value, copy, chance)
            elif value.value in things:
                value = ox.NamedNode(f"{value.value}x{copy}")
            store.engine.add(ox.Quad(subject, q.predicate, value))
    return store


def changed(value: ox.Literal, prop: str, subject: str, copy: int, chance: random.Random) -> ox.Literal:
    """Another value of the same kind; identifiers stay unique, dates move by whole days, names stay."""
    kind, text = value.datatype.value.rsplit("#", 1)[-1], value.value
    if kind == "integer":
        return ox.Literal(str(int(text) + 100 * (copy + 1)), datatype=value.datatype)
    if kind == "decimal":
        return ox.Literal(str(Decimal(text) + Decimal(chance.randint(1, 9999)) / 4), datatype=value.datatype)
    if kind == "dateTime":
        day = 1 + chance.randint(0, 27)
        return ox.Literal(
            f"{int(text[:4]) + (0 if copy < 2 else 1)}-{text[5:7]}-{day:02d}{text[10:]}", datatype=value.datatype
        )
    if text.isdigit() and "zip" not in prop.lower():
        return ox.Literal(text + str(copy + 1))
    del subject
    return value


def canon(text: Any) -> str:
    """A cell for comparison: numbers by value to six places, dates without midnight."""
    if text is None:
        return ""
    text = re.sub(r"T00:00:00(?:Z|\.0+)?$", "", str(text))
    try:
        return str(round(Decimal(text), 4).normalize())
    except InvalidOperation:
        return text


def right(gold: list[list[str]], mine: list[list[str]]) -> bool:
    """Whether some choice of my columns gives exactly the gold rows."""
    if not gold or not mine or len(gold[0]) > len(mine[0]):
        return False
    golds = [Counter(canon(r[i]) for r in gold) for i in range(len(gold[0]))]
    ours = [Counter(canon(r[i]) for r in mine) for i in range(len(mine[0]))]
    options = [[j for j, o in enumerate(ours) if set(o) == set(g)] for g in golds]
    want = Counter(tuple(canon(c) for c in r) for r in gold)

    def search(i: int, chosen: list[int]) -> bool:
        if i == len(options):
            have = Counter(tuple(canon(r[j]) for j in chosen) for r in mine)
            return have == want or set(have) == set(want)
        return any(search(i + 1, [*chosen, j]) for j in options[i] if j not in chosen)

    return search(0, [])


def rows_of(store: EmbeddedStore, sparql: str) -> list[list[str]]:
    """The rows of a query as text."""
    found = store.engine.query(sparql, use_default_graph_as_union=True)
    if isinstance(found, ox.QueryBoolean):
        return [[str(bool(found)).lower()]]
    assert isinstance(found, ox.QuerySolutions)
    return [[row[i].value if row[i] is not None else "" for i in range(len(found.variables))] for row in found]


def score(folder: Path = DEFAULT) -> tuple[list[str], dict[str, tuple[int, int]]]:
    """The failures of the working half, and (right, all) of each half."""
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    questions = questions if isinstance(questions, list) else questions["questions"]
    stores = [load(folder, v) for v in range(4)]
    words = [Words.of(s) for s in stores]
    failures, good = [], {0: 0, 1: 0}
    for index, question in enumerate(questions):
        verdict = ""
        for variant, store in enumerate(stores):
            given = answer(question["question"], words[variant], store)
            gold = rows_of(store, question["sparql"])
            mine = rows_of(store, given.sparql) if given.sparql else []
            if not gold and not mine and given.sparql:
                continue
            if not right(gold, mine):
                verdict = (
                    f"{index} (variant {variant}) {question['question']}\n   read as: {given.understood}\n"
                    f"   gold {gold[:3]}\n   mine {mine[:3]}\n   {given.sparql or given.text}"
                )
                break
        good[index % 2] += not verdict
        if verdict and index % 2 == 0:
            failures.append(verdict)
    halves = {0: len(questions[0::2]), 1: len(questions[1::2])}
    return failures, {"working": (good[0], halves[0]), "held": (good[1], halves[1])}


if __name__ == "__main__":
    missed, result = score(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
    print("\n".join(missed))
    print("  ".join(f"{half}: {a}/{b}" for half, (a, b) in result.items()))
