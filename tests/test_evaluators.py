"""Who evaluates a test: read from prose and key facts, and told to who asks, through a whole build."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from corpus.documents import read_document
from extract.reading import read_claims
from kg.build import build
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
# The second half was put aside until the pattern stood.
TOLD = [
    ("The Plover Model began in 2031. It was evaluated by RTI International.", {"RTI International"}),
    ("The Plover Model began in 2031. Its evaluator, Corrie Analytics, is pleased.", {"Corrie Analytics"}),
    ("CMS hired Mathematica to evaluate the Plover Model.", {"Mathematica"}),
    ("# Plover Model\n\nIndependent evaluator: Tern Institute\n\nParticipation: voluntary", {"Tern Institute"}),
    ("Each practice evaluates the Plover Model for itself.", set()),
    ("The Lewin Group cited an evaluation of the Plover Model.", set()),
    ("An evaluation of the Plover Model was carried out by the Lewin Group.", {"Lewin Group"}),
    ("The Plover Model, evaluated by Abt Associates, ended in 2033.", {"Abt Associates"}),
    ("The Urban Institute leads the evaluation of the Plover Model.", {"Urban Institute"}),
    ("The Plover Model has not been evaluated yet.", set()),
    ("Some had hoped that the Lewin Group would evaluate the Plover Model.", set()),
    ("NORC evaluated the Egret Model, which came before the Plover Model.", set()),
]
PAGES = """# Two tests

The Harbor Model is a payment model of the CMS Innovation Center. It was evaluated by RTI International, which found net savings of $4 million.

The Cove Model began in 2032. The Lewin Group is the independent evaluator of the Cove Model.

The Gull Model began in 2033.
"""
ASKED = [
    ("Who evaluated the Harbor Model?", ["RTI International"]),
    ("cove model evaluator", ["Lewin Group"]),
    ("Which models did RTI International evaluate?", ["Harbor Model"]),
    ("Who evaluates the Gull Model?", []),
    ("who did the evaluation of Cove", ["Lewin Group"]),
    ("Which tests were evaluated by the Lewin Group?", ["Cove Model"]),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "evaluators"), TOLD, ids=[text[:60] for text, _ in TOLD])
def test_who_evaluates_the_plover_model(text: str, evaluators: set[str]) -> None:
    claims = read_claims(read_document(text.encode(), "page.md"), ONTOLOGY).claims
    said = ONTOLOGY.namespaces.iri("kg:evaluatedBy")
    found = {c.object.label for c in claims if c.property == said and c.subject.label == "Plover Model"}
    assert found == evaluators


@pytest.mark.slow
def test_who_asks_is_told(tmp_path: Path) -> None:
    (tmp_path / "tests.md").write_text(PAGES, encoding="utf-8")
    build([str(tmp_path / "tests.md")], str(tmp_path / "store"))
    graph = kg.open(str(tmp_path / "store"))
    for question, answers in ASKED:
        assert [one.label for one in graph.ask(question).answers] == answers, question
