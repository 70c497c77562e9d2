"""Frames: one predicate, the same roles, however the sentence is built."""

from __future__ import annotations

import pytest
from bracketed import annotate_marked

from corpus.documents import read_document
from extract.grammar import grammar_of
from extract.reading import read_claims
from extract.trees.frames import Frame, frames
from extract.trees.trees import Node, Tree
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
GRAMMAR = grammar_of(ONTOLOGY)
pytestmark = pytest.mark.slow


def tree_of(text: str) -> Tree:
    return GRAMMAR.tree(annotate_marked(text, ONTOLOGY).sentences[0])


def frame_of(text: str, lemma: str, kind: str = "verb") -> Frame:
    return next(one for one in frames(tree_of(text), GRAMMAR.cues) if one.lemma == lemma and one.kind == kind)


def words(nodes: list[Node]) -> list[str]:
    return [node.text for node in nodes]


@pytest.mark.parametrize(
    "text",
    [
        "[The agency|kg:Organization] launched [the Harbor Model|kg:Initiative] in 2021.",
        "[The Harbor Model|kg:Initiative] was launched by [the agency|kg:Organization] in 2021.",
        "[The Harbor Model|kg:Initiative], launched in 2021 by [the agency|kg:Organization], is small.",
        "[The Harbor Model|kg:Initiative], which [the agency|kg:Organization] launched in 2021, is small.",
        "Launched in 2021 by [the agency|kg:Organization], [the Harbor Model|kg:Initiative] is small.",
        "[The agency|kg:Organization] created a fund and launched [the Harbor Model|kg:Initiative] in 2021.",
    ],
)
def test_roles_do_not_hang_on_wording(text: str) -> None:
    frame = frame_of(text, "launch")
    assert [one.removeprefix("The ").removeprefix("the ") for one in words(frame.fillers("theme"))] == ["Harbor Model"]
    assert words(frame.fillers("subject"))[0].lower() == "the agency"
    assert words(frame.fillers("time.at")) == ["2021"]


@pytest.mark.parametrize(
    ("text", "lemma", "subject"),
    [
        ("[The Harbor Model|kg:Initiative] is scheduled to begin in May 2027.", "begin", "The Harbor Model"),
        ("[The Harbor Model|kg:Initiative] began in May and ran for a year.", "run", "The Harbor Model"),
        ("[The Harbor Model|kg:Initiative], beginning in May, pays clinics.", "begin", "The Harbor Model"),
        ("[The Harbor Model|kg:Initiative] lost money before ending early.", "end", "The Harbor Model"),
    ],
)
def test_subjects_are_inherited(text: str, lemma: str, subject: str) -> None:
    assert words(frame_of(text, lemma).fillers("subject")) == [subject]


def test_apposition_and_copula_describe_alike() -> None:
    for text in (
        "[Harbor|kg:Initiative] is a voluntary model for clinics.",
        "[Harbor|kg:Initiative], a voluntary model for clinics, began.",
    ):
        frame = frame_of(text, "be", "be")
        assert words(frame.fillers("subject")) == ["Harbor"]
        assert {"voluntary", "model"} <= set(words(frame.fillers("description")))
        assert words(frame.fillers("for")) == ["clinics"]


def test_event_noun_has_the_roles_of_its_verb() -> None:
    frame = frame_of("The launch of [the Harbor Model|kg:Initiative] in 2021 drew crowds.", "launch", "event")
    assert words(frame.fillers("theme")) == ["the Harbor Model"]
    assert words(frame.fillers("time.at")) == ["2021"]


def test_title_before_a_name_with_its_organization() -> None:
    frame = frame_of(
        "Former [Tide Office|kg:Organization] Deputy Chief and Director [Ann Lee|kg:Person] spoke.", "be", "title"
    )
    node = frame.fillers("subject")[0]
    assert node.title is not None
    assert node.title.text == "Deputy Chief and Director"
    assert node.title.posts >= {"director"}
    assert "chief" not in node.title.posts
    assert node.title.organization is not None
    assert node.title.organization.text == "Tide Office"
    assert frame.status.ended


def test_a_name_of_many_words_is_one_node() -> None:
    tree = tree_of("[The Center for Tides and Harbor Care|kg:Organization] began in 2021.")
    named = [node for node in tree.nodes if node.mention is not None]
    assert words(named) == ["The Center for Tides and Harbor Care"]
    assert named[0].relation == "nsubj"


def test_names_behind_a_colon_fill_the_role_of_the_noun_before_it() -> None:
    text = "[The agency|kg:Organization] launched two models: [the Harbor Model|kg:Initiative] and [the Coast Model|kg:Initiative]."
    themes = words(frame_of(text, "launch").fillers("theme"))
    assert {"the Harbor Model", "the Coast Model"} <= set(themes)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The pilot got under way in May.", "get under way"),
        ("Clinics take part in it.", "take part"),
        ("It went live.", "go live"),
    ],
)
def test_idioms(text: str, form: str) -> None:
    assert any(form in frame.forms for frame in frames(tree_of(text), GRAMMAR.cues))


LISTS = [
    "CMS finalized four models: the Coordinated Recovery and Episode Support for Trauma (CREST) Model, the Harbor Kidney "
    "Access (HKA) Model and the Lark Model.",
    "Four models have been certified for expansion based on the above criteria: the Brangar Holwex Care Luntam (FEL) "
    "Model, the Pelfel Quinpel Rosbran Program, and, most recently, the Tamvor Vorkes Dorquin Model.",
]


@pytest.mark.parametrize("text", LISTS)
def test_names_with_acronyms_in_a_colon_list_cost_no_document(text: str) -> None:
    assert read_claims(read_document(text.encode(), "text.txt"), ONTOLOGY).referents
