"""Families of questions that documents of strangers made visible, asked on three invented ones, read and built.

Of each family the first wordings were looked at while its rule was written; the last were put aside until it stood.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.build import build
from kg.graph import Graph

ACT = """
# Lantern Care Act of 2030

Public Law 12-7, enacted March 4, 2030

## SEC. 2. ESTABLISHMENT

There is established within the Quay Health Authority an office to be known as the Office of Lantern Care.

## SEC. 3. TRIALS

(a) CONSULTATION.—Before a trial begins, the Warden shall consult the Harbor Nurses Council.

(b) PARTICIPATION.—The Office of Lantern Care may require clinics to join a trial if the Minister of Health has agreed.

(c) RESULTS.—The Warden shall publish the results of each trial within eight months after its end.
"""
MEMO = """
BUREAU OF PUBLIC ACCOUNTS

Memorandum

From: Rufus Ingle, Senior Examiner
Date: May 9, 2036

The Paths for Sailors Model started on July 1, 2033. It is a voluntary model. Under the model, clinics receive a monthly fee.

By our count the Paths for Sailors Model produced net savings of $12 million.

We project that the Night Tide Model will reduce net spending by $40 million over five years.

The Night Tide Model is mandatory. It began on January 1, 2032 and ended on December 31, 2035. Under the model, clinics
receive a bundled payment.
"""
REPORT = """
# Second report on the trials of the Office of Lantern Care

Prepared by: Wexley Research
June 2036

The Paths for Sailors Model generated net savings of $15 million. A total of 48 clinics take part in the Paths for
Sailors Model.

Ines Harrow has been Warden of the Office of Lantern Care since March 2035. The first Warden of the Office of Lantern Care
was Bram Osei, who left in 2032.
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph of the three documents."""
    home = tmp_path_factory.mktemp("world")
    (home / "documents").mkdir()
    for name, text in (("act.md", ACT), ("memo.md", MEMO), ("report.md", REPORT)):
        Path(home / "documents" / name).write_text(text.strip() + "\n", encoding="utf-8")
    build([str(home / "documents")], str(home / "store"))
    return kg.open(str(home / "store"))


def said(world: Graph, question: str) -> list[str]:
    """The answers to a question, or the reason why there is none."""
    told = world.ask(question)
    if told.status == "unanswered":
        return [f"-{told.reason}"]
    return sorted({str(item.label) for item in told.answers})


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("How much did the Paths for Sailors Model save according to the Bureau of Public Accounts?", ["$12 million"]),
        ("According to Wexley Research, how much did the Paths for Sailors Model save?", ["$15 million"]),
        ("How much will Night Tide save according to the Bureau of Public Accounts?", ["$40 million"]),
        ("What does the Bureau of Public Accounts project for the savings of the Night Tide Model?", ["$40 million"]),
        ("How much did the Paths for Sailors Model save according to the memorandum?", ["$12 million"]),
        ("According to the second report, what were the net savings of Paths for Sailors?", ["$15 million"]),
        ("How much did Rufus Ingle find that the Paths for Sailors Model saved?", ["$12 million"]),
        # Put aside:
        ("Paths for Sailors savings, according to Wexley Research", ["$15 million"]),
        ("What is the Bureau of Public Accounts' projection for the Night Tide Model?", ["$40 million"]),
        ("As per the Bureau of Public Accounts, how much did Paths for Sailors save?", ["$12 million"]),
    ],
)
def test_by_the_word_of_who_made_a_document(world: Graph, question: str, answers: list[str]) -> None:
    assert said(world, question) == answers


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("When did Paths for Sailors start?", ["July 1, 2033"]),
        ("Is Paths for Sailors mandatory for clinics?", ["no"]),
        ("Is Night Tide compulsory for clinics?", ["yes"]),
        ("Is Paths for Sailors mandatory for hospitals?", ["no"]),
        ("Is Night Tide mandatory for hospitals?", ["-no-data"]),
        ("Did clinics have to take part in Night Tide?", ["yes"]),
        ("How many clinics are in Paths for Sailors?", ["48 clinics"]),
        ("Is the Night Tide Model still running?", ["no"]),
        # Put aside:
        ("How are clinics paid in Paths for Sailors?", ["monthly fee"]),
        ("Is Paths for Sailors voluntary for clinics?", ["yes"]),
        ("Is Night Tide obligatory for clinics?", ["yes"]),
        ("Were clinics obliged to join Night Tide?", ["yes"]),
    ],
)
def test_names_with_little_words_and_who_must_join(world: Graph, question: str, answers: list[str]) -> None:
    assert said(world, question) == answers


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Whom must the Warden consult before a trial begins?", "consult the Harbor Nurses Council"),
        ("Who has to be consulted before a trial begins?", "consult the Harbor Nurses Council"),
        ("Who must agree before clinics can be required to join a trial?", "Minister of Health"),
        ("When must the results of a trial be published?", "within eight months"),
        # Put aside:
        (
            "Who has to consent before the Office of Lantern Care can require clinics to join a trial?",
            "Minister of Health",
        ),
        ("How soon must the Warden publish the results of a trial?", "within eight months"),
        ("Within what time must the results of each trial be published?", "within eight months"),
        ("Who must be consulted before a trial?", "consult the Harbor Nurses Council"),
    ],
)
def test_how_far_a_duty_goes_and_whose_consent_it_needs(world: Graph, question: str, part: str) -> None:
    told = said(world, question)
    assert len(told) == 1
    assert part in told[0]


def test_a_limit_of_any_trial_is_no_single_ones_measure(world: Graph) -> None:
    assert said(world, "How long may a trial run?")[0].startswith("-")


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Who is the warden?", ["Ines Harrow"]),
        ("Since when has Ines Harrow been warden?", ["March 2035"]),
        ("Who was the first warden?", ["Bram Osei"]),
        ("Who was warden before Ines Harrow?", ["-no-data"]),
        ("Who came after Bram Osei?", ["-no-data"]),
        # Put aside:
        ("Who's the warden now?", ["Ines Harrow"]),
        ("Who preceded Ines Harrow as Warden of the Office of Lantern Care?", ["-no-data"]),
    ],
)
def test_a_bare_title_and_a_long_gap(world: Graph, question: str, answers: list[str]) -> None:
    assert said(world, question) == answers


def test_a_figure_that_nothing_bounds_is_asked_to_be_there(world: Graph) -> None:
    assert said(world, "Which voluntary models had net savings?") == ["Paths for Sailors Model"]
    assert said(world, "Which voluntary models have participants?") == ["Paths for Sailors Model"]
    assert said(world, "Which mandatory models have participants?") == ["-no-data"]


@pytest.mark.parametrize("asked", ["and which hospitals have to join", "and which hospitals participate"])
def test_who_joins_is_asked_of_the_thing_before(world: Graph, asked: str) -> None:
    told = world.ask(f"When did the Night Tide Model start, {asked}?").text
    assert "January 1, 2032" in told
    assert "Paths for Sailors" not in told
