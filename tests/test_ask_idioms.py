"""Idioms of everyday talk: "or not", a thing told by what it replaced, who was made to join, what "opened its doors".

On an invented graph, and on an invented document that is read and built. Of each family the first half was looked at
while its rule was written, and the second half was put aside until the rule stood.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import ask, labels

import kg
from kg.build import build
from kg.graph import Graph

ANSWERED = {
    "or not": [
        ("Is Harbor mandatory or not?", {"mandatory"}),
        ("Is joining optional for hospitals in Harbor, or not?", {"mandatory"}),
        ("Has CREST been certified or not?", {"yes"}),
        ("harbor - compulsory or not", {"mandatory"}),
        ("Is Harbor compulsory for hospitals or can they say no?", {"mandatory"}),
        # put aside
        ("Was Reef certified or not?", {"no"}),
        ("Is CREST voluntary or not?", {"voluntary"}),
        ("was CREST optional, or did people have to join", {"voluntary"}),
        ("is Harbor for hospitals or isn't it", {"yes"}),
        ("Do hospitals have to be in Harbor? mandatory or not", {"yes"}),
        ("Tell me whether or not CREST was certified.", {"yes"}),
    ],
    "a thing told by the one that it followed": [
        ("The model that took over from Reef: when does it start?", {"2027"}),
        ("Is the model that replaces Reef mandatory?", {"yes"}),
        # put aside
        ("whatever follows Reef, is it mandatory?", {"yes"}),
        ("the test that comes after Old Reef Model: when did it end", {"December 2026"}),
    ],
    "what somebody ever did, and to which": [
        ("Was any model ever certified, and if so which?", {"Coastal Recovery Test", "Alder Model"}),
        # put aside
        ("were any models ever certified, and which ones?", {"Coastal Recovery Test", "Alder Model"}),
    ],
    "gain or loss": [
        ("So did the Tide Center make or lose money, and how much?", {"−$5.4 billion"}),
        # put aside
        ("did Alder turn a profit or a loss, and by how much?", {"$57 million"}),
        ("has CREST made money or lost it, and how much was it", {"$120 million"}),
    ],
    "what was lost, and typed short": [
        ("How much red ink did the Tide Center leave behind? (negative number is fine)", {"−$5.4 billion"}),
        ("nr of organizations that took part in Reef", {"103"}),
        # put aside
        ("how big a hole did the Tide Center leave", {"−$5.4 billion"}),
        ("no. of organizations that took part in Reef", {"103"}),
    ],
    "who was made to join": [
        ("Who will be forced into Harbor?", {"hospitals"}),
        # put aside
        ("who got dragged into Harbor", {"hospitals"}),
    ],
    "the question itself behind another": [
        ("Which boss wrote to us, i.e. who is the director of the Tide Center?", {"Lena Ortiz"}),
        # put aside
        ("what is it that ran out, in other words when did Reef end", {"December 2026"}),
    ],
}

REFUSED = [
    # Of the one that follows something nothing is told by that thing.
    ("How long is the successor of CREST meant to go on?", ("not-understood", "no-data")),
    ("when does the model that takes over from Lantern begin?", ("not-understood", "no-data")),
    # Nobody must join what is each one's choice.
    ("zebra model: which disease", ("not-understood", "unknown-entity")),
    ("When did the Sea Office open for business?", ("no-data",)),
    ("what did CREST cost in the end", ("false-premise",)),
]

DOCUMENT = """
# The Office of Quay Trials

The Office of Quay Trials was established by the Quay Trials Act of 2031. Ines Harrow has been director of the Office of
Quay Trials since March 2035.

Since it was set up, the Office of Quay Trials has launched five pilots.

The Office of Quay Trials tests the Night Ferry Pilot. The Night Ferry Pilot is a voluntary model. It started on July 1,
2033. Twelve clinics take part in the Night Ferry Pilot.

The Deep Water Pilot is mandatory. It started on May 1, 2034. Hospitals take part in the Deep Water Pilot. On June 2,
2036, the Chief Actuary, Rufus Ingle, certified the Deep Water Pilot for expansion.

The Short Tide Pilot started on January 1, 2032 and was terminated early on June 30, 2033.
"""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of one document."""
    home = tmp_path_factory.mktemp("quay")
    (home / "documents").mkdir()
    Path(home / "documents" / "trials.md").write_text(DOCUMENT.strip() + "\n", encoding="utf-8")
    build([str(home / "documents")], str(home / "store"))
    return kg.open(str(home / "store"))


@pytest.mark.parametrize(("question", "expected"), [pair for family in ANSWERED.values() for pair in family])
def test_an_idiom_means_what_everybody_means_by_it(question: str, expected: set[str]) -> None:
    found = ask(question)
    assert labels(found) == expected, found.text
    assert all(item.citations for item in found.answers)


@pytest.mark.parametrize(("question", "reasons"), REFUSED)
def test_what_an_idiom_asks_is_not_told_of_something_else(question: str, reasons: tuple[str, ...]) -> None:
    found = ask(question)
    assert found.status == "unanswered", found.text
    assert found.reason in reasons


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Who runs the quay trials office now?", ["Ines Harrow"]),
        ("Office of Quay Trials: who runs it?", ["Ines Harrow"]),
        ("Who must take part in the Night Ferry Pilot?", ["-false-premise"]),
        ("Who was forced into the Deep Water Pilot?", ["hospitals"]),
        ("How many pilots does the Office of Quay Trials run?", ["-no-data"]),
        ("Whose signature certified the Deep Water Pilot?", ["Rufus Ingle"]),
        ("Did the actuary ever certify any pilot, and which one?", ["Deep Water Pilot"]),
        ("Which pilot was pulled before its time?", ["Short Tide Pilot"]),
        ("What was the very first pilot the Office launched?", ["Short Tide Pilot"]),
        ("What day did the Deep Water Pilot really get going, after all the delays?", ["May 1, 2034"]),
        # Put aside:
        ("the quay trials office: who is its director", ["Ines Harrow"]),
        ("Who is compelled to join the Night Ferry Pilot?", ["-false-premise"]),
        ("who gets pressed into the Deep Water Pilot", ["hospitals"]),
        ("Who put their signature on the certificate for the Deep Water Pilot?", ["Rufus Ingle"]),
        ("which scheme was axed ahead of schedule", ["Short Tide Pilot"]),
        ("What's the oldest pilot the Office of Quay Trials ran?", ["Short Tide Pilot"]),
    ],
)
def test_idioms_asked_of_a_document(quay: Graph, question: str, answers: list[str]) -> None:
    told = quay.ask(question)
    found = sorted({str(item.label) for item in told.answers}) or [f"-{told.reason}"]
    assert found == answers, told.text
