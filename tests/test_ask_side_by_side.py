"""Questions as a stranger types them: two things side by side, who came after whom, clauses beside, how many things.

Over two short documents of an invented regulator, built as any others. Of each family the first half was looked at
while its rule was written, and the second half was put aside until the rule stood.
"""

from __future__ import annotations

import pytest

import kg
from kg.ask.evidence.cited import Answer
from kg.build import build
from kg.graph import Graph

PAPERS = {
    "report.txt": """Report on the Tarn Care Bureau, 12 May 2034

The Tarn Care Bureau is part of the Fell Health Office. The Tarn Care Bureau was created by section 12 of the Fell Care Act. Section 12 of the Fell Care Act was enacted on 4 April 2025. The purpose of the Tarn Care Bureau is to test new ways to pay for care.

The Kestrel Hip Model began on 1 March 2029 and ended on 31 December 2032. The Kestrel Hip Model was mandatory for hospitals. It ran in Arden, Bexley and Corrie. The Kestrel Hip Model had 212 hospitals. It saved $41 million.

The Plover Episode Model started on 1 January 2034. The Plover Episode Model is voluntary for clinics. The Plover Episode Model operates in Dunmore and Eskdale. It is planned to run for six years. The Plover Episode Model replaced the Kestrel Hip Model.

The Wren Dialysis Model will start on 1 July 2035, under the rule that the Bureau proposed in April 2034. The Dipper Wound Model started on 1 June 2031 and ended on 31 May 2033. Up to 30 awards are planned in the Wren Dialysis Model, worth $9 million in all.
""",
    "people.txt": """Who has run the Tarn Care Bureau, 2 June 2034

Oona Brill was director of the Tarn Care Bureau from March 2026 to April 2029. Piers Tolland was director of the Tarn Care Bureau from May 2029 to August 2032. Saskia Venn has been director of the Tarn Care Bureau since September 2032. As of 4 March 2019, Bram Oake was the chief actuary of the Fell Health Office.
""",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("tarn")
    papers = home / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text, encoding="utf-8")
    build([str(papers)], str(home / "store"))
    return kg.open(str(home / "store"))


def said(found: Answer) -> list[str]:
    return sorted(item.label for item in found.answers)


@pytest.mark.parametrize(
    "question",
    [
        "compare the Kestrel Hip Model and the Plover Episode Model",
        "Kestrel Hip Model vs. Plover Episode Model",
        # put aside
        "How does the Kestrel Hip Model compare with the Plover Episode Model?",
        "a comparison of the Kestrel Hip Model with the Plover Episode Model",
    ],
)
def test_two_things_stand_side_by_side(graph: Graph, question: str) -> None:
    found = graph.ask(question)
    assert found.status == "answered"
    assert found.columns == ("Relation", "Kestrel Hip Model", "Plover Episode Model")
    rows = {item.row[0]: item.row[1:] for item in found.answers}
    assert rows["Participation"] == ("mandatory", "voluntary")
    assert rows["Started on"] == ("March 1, 2029", "January 1, 2034")
    assert rows["Net savings"] == ("$41 million", "the sources do not say")
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between the Kestrel Hip Model and the Plover Episode Model?",
        # put aside
        "how is the Plover Episode Model different from the Kestrel Hip Model",
    ],
)
def test_differences_are_what_differs(graph: Graph, question: str) -> None:
    found = graph.ask(question)
    assert found.status == "answered"
    assert {"mandatory", "voluntary"} <= {cell for item in found.answers for cell in item.row}
    assert all(item.row[1] != item.row[2] for item in found.answers)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Did Piers Tolland replace Oona Brill?", "true"),
        ("did Saskia Venn succeed Oona Brill as director", "false"),
        ("Was Saskia Venn director before Piers Tolland?", "false"),
        # put aside
        ("Was Piers Tolland succeeded by Saskia Venn?", "true"),
        ("Did Oona Brill precede Piers Tolland as director?", "true"),
        ("Was Oona Brill director of the Tarn Care Bureau before Saskia Venn?", "true"),
    ],
)
def test_who_came_after_whom(graph: Graph, question: str, answer: str) -> None:
    found = graph.ask(question)
    assert [item.value for item in found.answers] == [answer], found.text
    assert found.answers[0].citations


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who did Piers Tolland replace?", ["Oona Brill"]),
        # put aside
        ("whom did Saskia Venn succeed as director", ["Piers Tolland"]),
    ],
)
def test_whom_somebody_replaced(graph: Graph, question: str, answer: list[str]) -> None:
    assert said(graph.ask(question)) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Before the Plover one took its place, in which places did the Kestrel Hip Model run?",
            ["Arden", "Bexley", "Corrie"],
        ),
        ("Under the proposed rule of April 2034, when would the Wren Dialysis Model start?", ["July 1, 2035"]),
        # put aside
        (
            "After all the talk about it, when did the Plover Episode Model start, once the older test was gone?",
            ["January 1, 2034"],
        ),
        ("when did the Kestrel Hip Model end, not the one that followed", ["December 31, 2032"]),
    ],
)
def test_a_clause_beside_a_question_leaves_nothing_to_choose(graph: Graph, question: str, answer: list[str]) -> None:
    assert said(graph.ask(question)) == answer


@pytest.mark.parametrize(
    "question",
    [
        "How much did the Kestrel Hip Model save, not counting what hospitals were paid for joining?",
        # put aside
        "How much did the Kestrel Hip Model save per hospital, once all was counted?",
    ],
)
def test_a_clause_that_takes_something_away_is_not_set_aside(graph: Graph, question: str) -> None:
    assert graph.ask(question).status == "unanswered"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("In which three places did the Kestrel Hip Model run?", ["Arden", "Bexley", "Corrie"]),
        ("Which two places does the Plover Episode Model operate in?", ["Dunmore", "Eskdale"]),
        ("Which four places does the Plover Episode Model operate in?", []),
        # put aside
        ("name the two places where the Plover Episode Model operates", ["Dunmore", "Eskdale"]),
        ("Which two places did the Kestrel Hip Model run in?", []),
    ],
)
def test_as_many_things_are_told_as_are_asked_for(graph: Graph, question: str, answer: list[str]) -> None:
    assert said(graph.ask(question)) == answer


@pytest.mark.parametrize(
    "question",
    [
        "How many hospitals in Arden were in the Kestrel Hip Model?",
        "what are the Wren Dialysis Model awards worth in all",
        # put aside
        "how many hospitals did the Kestrel Hip Model have in Bexley",
        "What is the worth of the awards in the Wren Dialysis Model?",
    ],
)
def test_a_number_of_something_else_is_no_answer(graph: Graph, question: str) -> None:
    assert graph.ask(question).status == "unanswered"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("which models started while Piers Tolland was director", ["Dipper Wound Model"]),
        ("Which models began under Saskia Venn?", ["Plover Episode Model"]),
        ("did any models start during Piers Tolland's tenure", ["yes"]),
        # put aside
        ("What models were launched under Piers Tolland?", ["Dipper Wound Model"]),
        ("which models ended in the time of Saskia Venn as director", ["Dipper Wound Model", "Kestrel Hip Model"]),
        ("Did the Plover Episode Model start while Piers Tolland ran the Tarn Care Bureau?", ["no"]),
    ],
)
def test_somebodys_time_is_a_stretch_and_not_its_first_day(graph: Graph, question: str, answer: list[str]) -> None:
    found = graph.ask(question)
    told = said(found)
    assert told[: len(answer)] == answer if answer[0] in ("yes", "no") else set(answer) <= set(told), found.text
    assert "Kestrel Hip Model" not in told or "Kestrel Hip Model" in answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the Tarn Care Bureau created?", ["April 4, 2025"]),
        ("who created the Tarn Care Bureau", ["Section 12 of the Fell Care Act"]),
        # put aside
        ("when did lawmakers set up the Tarn Care Bureau", ["April 4, 2025"]),
        ("Who set up the Tarn Care Bureau?", ["Section 12 of the Fell Care Act"]),
    ],
)
def test_a_body_is_as_old_as_the_law_that_made_it(graph: Graph, question: str, answer: list[str]) -> None:
    found = graph.ask(question)
    assert said(found) == answer, found.text
    assert len(found.answers[0].citations) == 1 or found.answers[0].citations[0].document


@pytest.mark.parametrize(
    "question",
    [
        "What does the Tarn Care Bureau do?",
        "what is the Tarn Care Bureau's mission",
        "what is the Tarn Care Bureau there for",
    ],
)
def test_what_a_body_does_is_its_purpose(graph: Graph, question: str) -> None:
    assert said(graph.ask(question)) == ["test new ways to pay for care"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which model ran longest?", ["Kestrel Hip Model"]),
        ("shortest-lived model", ["Dipper Wound Model"]),
        # put aside
        ("what is the longest-running model", ["Kestrel Hip Model"]),
    ],
)
def test_what_ran_longest_has_run(graph: Graph, question: str, answer: list[str]) -> None:
    assert said(graph.ask(question)) == answer


def test_a_day_of_many_years_ago_tells_nothing_of_now(graph: Graph) -> None:
    assert graph.ask("Who is the chief actuary of the Fell Health Office?").status == "unanswered"
    assert said(graph.ask("Who was the chief actuary of the Fell Health Office?")) == ["Bram Oake"]


@pytest.mark.parametrize(
    "question",
    ["Is my hospital in the Kestrel Hip Model?", "was our hospital part of the Kestrel Hip Model"],
)
def test_a_kind_that_takes_part_is_not_the_askers_own(graph: Graph, question: str) -> None:
    found = graph.ask(question)
    assert found.status == "unanswered"
    assert found.known
