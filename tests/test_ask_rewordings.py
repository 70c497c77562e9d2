"""The same answer to rewordings: polite and roundabout ones, nouns for verbs, the passive, keywords."""

from __future__ import annotations

import pytest
from test_ask_wordings import ask

SAME = {
    "a polite opening asks nothing": (
        "Which model was terminated four years early?",
        "I should be most grateful if you could tell me which model was terminated four years early.",
        "Would it be possible to learn which model was terminated four years early?",
        "As a matter of interest, might I ask which model was terminated four years early?",
        "Please let me know which model was terminated four years early, if you would be so kind.",
        "My editor has asked me to check which model was terminated four years early; could you help?",
    ),
    "what is wondered is asked": (
        "Is Otto Frey the head of the Pier Agency?",
        "May I ask whether Otto Frey is the head of the Pier Agency?",
        "Could you confirm that Otto Frey is the head of the Pier Agency?",
        "Would I be right in thinking that Otto Frey is the head of the Pier Agency?",
        "I believe that Otto Frey is the head of the Pier Agency; is that correct?",
    ),
    "somebody is asked for by a noun": (
        "Who is the administrator of the Pier Agency?",
        "Please name the administrator of the Pier Agency.",
        "Who holds the office of administrator of the Pier Agency?",
        "The office of administrator of the Pier Agency is held by whom?",
        "who's got the job of administrator of the pier agency these days",
    ),
    "since when, in other words": (
        "Since when has Mara Lind led the Beacon Office?",
        "From what date on has the Beacon Office been led by Mara Lind?",
        "Could you tell me since when Mara Lind has been leading the Beacon Office?",
        "mara lind director since",
        "As of when has Mara Lind been leading the Beacon Office?",
    ),
    "a day by a noun": (
        "When did Cove Plus start?",
        "What was the date of the launch of Cove Plus?",
        "Would you tell me the date on which Cove Plus was started?",
        "when'd cove plus get going",
        "On which date did Cove Plus begin?",
    ),
    "how many at first": (
        "How many clinics did Dental Care First start with?",
        "With how many clinics was Dental Care First started?",
        "What was the initial number of clinics in Dental Care First?",
        "dental care first clinics at the start",
        "Dental Care First had how many clinics at its outset?",
    ),
    "whose word it is": (
        "Who says that the Beacon Office has certified two models?",
        "By whom is it said that the Beacon Office has certified two models?",
        "On whose authority is it stated that the Beacon Office has certified two models?",
        "From whom does the claim come that the Beacon Office has certified two models?",
        "who's saying the beacon office has certified two models",
    ),
    "what was lost, by a noun": (
        "How much did Gull Ferry lose in 2026?",
        "What losses were incurred by Gull Ferry in 2026?",
        "Kindly give me the size of the loss that Gull Ferry made in 2026.",
        "What loss was made by Gull Ferry in 2026?",
    ),
    "the one with the most": (
        "Which model lost the most money in 2026?",
        "The greatest losses in 2026 were made by which model?",
        "Which model recorded the largest net losses in 2026?",
        "biggest loss 2026 model",
    ),
    "what came after": (
        "Which model replaced Gull Ferry?",
        "By which model was Gull Ferry replaced?",
        "What is coming after Gull Ferry?",
        "Which model was introduced in place of Gull Ferry?",
        "what did they swap gull ferry out for",
    ),
    "the first of all has no \u201cfirst\u201d in its name": (
        "Which model started first?",
        "Which was the first model to be started?",
        "earliest model",
        "what's the oldest model of them all",
    ),
}
KEPT = [
    "I know that Cove Plus has ended. When did Heron Bay start?",
    "Do you know when the next lighthouse will be painted?",
    "Would you tell me whether we should join Gull Ferry?",
]


@pytest.mark.parametrize(
    ("plain", "wording"), [(family[0], wording) for family in SAME.values() for wording in family[1:]]
)
def test_a_rewording_has_the_answer_of_the_plain_question(plain: str, wording: str) -> None:
    wanted, given = ask(plain), ask(wording)
    assert wanted.status != "unanswered", wanted.text
    assert {a.value for a in given.answers} == {a.value for a in wanted.answers}, given.text


@pytest.mark.parametrize("question", KEPT)
def test_courtesy_makes_no_answer_where_there_is_none(question: str) -> None:
    assert ask(question).status == "unanswered", ask(question).text
