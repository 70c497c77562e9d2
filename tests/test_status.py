"""Status: what is fact, plan, forecast, denial or nothing to claim, told from the words around a clause."""

from __future__ import annotations

import pytest
from bracketed import annotate_marked, read_marked, shown

from extract.grammar import grammar_of
from extract.parsing.cues import UnreadableCues, read_cues
from extract.patterns.meanings import Meaning
from extract.trees.frames import frames
from ontology.regulators import load_ontology

ONTOLOGY = load_ontology()
GRAMMAR = grammar_of(ONTOLOGY)
pytestmark = pytest.mark.slow


def status_of(text: str, lemma: str) -> tuple[str, bool]:
    """Modality and polarity of the first frame of a verb."""
    annotated = annotate_marked(text, ONTOLOGY)
    for sentence in annotated.sentences:
        for frame in frames(GRAMMAR.tree(sentence), GRAMMAR.cues):
            if frame.lemma == lemma and frame.kind == "verb":
                return frame.status.modality, frame.status.negated
    raise AssertionError(f"no frame of {lemma}")


@pytest.mark.parametrize(
    ("text", "lemma", "modality", "negated"),
    [
        ("The pilot lowered spending.", "lower", "fact", False),
        ("The pilot did not lower spending.", "lower", "fact", True),
        ("The pilot never lowered spending.", "lower", "fact", True),
        ("The pilot generated no savings.", "generate", "fact", True),
        ("No pilot lowered spending.", "lower", "fact", True),
        ("The pilot failed to lower spending.", "lower", "fact", True),
        ("The pilot did not fail to lower spending.", "lower", "fact", False),
        ("The agency denied that the pilot lowered spending.", "lower", "fact", True),
        ("The pilot has yet to lower spending.", "lower", "fact", True),
        ("The pilot lowered spending without reducing access.", "reduce", "fact", True),
        ("The pilot did not only cut spending.", "cut", "fact", False),
        ("The pilot did not start until May 2031.", "start", "fact", False),
        ("The pilot will not open until May 2031.", "open", "plan", False),
        ("The pilot is not expected to begin until May 2031.", "begin", "projection", False),
        ("The pilot did not start until the rule was final.", "start", "fact", True),
        ("The pilot did not start before May 2031.", "start", "fact", True),
        ("The pilot did not run until May 2031.", "run", "fact", True),
        ("The pilot may have lowered spending.", "lower", "hedged", False),
        ("The pilot possibly lowered spending.", "lower", "hedged", False),
        ("Early data suggest that the pilot lowered spending.", "lower", "hedged", False),
        ("If the pilot lowered spending, clinics would gain.", "gain", "hypothetical", False),
        ("The pilot will lower spending.", "lower", "plan", False),
        ("The agency plans to launch a pilot.", "launch", "plan", False),
        ("The pilot was scheduled to launch in May.", "launch", "plan", False),
        ("The pilot is expected to lower spending.", "lower", "projection", False),
        ("Analysts projected that the pilot would lower spending.", "lower", "projection", False),
        ("The pilot was designed to lower spending.", "lower", "purpose", False),
        ("The agency launched the pilot to cut spending.", "cut", "purpose", False),
        ("Critics argue that the pilot lowered spending.", "lower", "opinion", False),
        ("The report found that the pilot lowered spending.", "lower", "fact", False),
        ("Did the pilot cut spending?", "cut", "question", False),
        ("The proposed rule would establish a pilot.", "establish", "plan", False),
        ("If finalized, the pilot would begin in May.", "begin", "plan", False),
        ("The pilot should lower spending.", "lower", "hedged", False),
        ("The pilot did not lower spending and was ended in May.", "end", "fact", False),
    ],
)
def test_clause(text: str, lemma: str, modality: str, negated: bool) -> None:
    assert status_of(text, lemma) == (modality, negated)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "According to [the Audit Office|kg:Organization], [Birch|kg:Initiative] saved $4 million.",
            {
                "Birch netSavings 4000000 attributedTo=Audit Office unit=US dollars",
                "Birch outcome net savings attributedTo=Audit Office",
            },
        ),
        (
            "[Ann Lee|kg:Person] said [Birch|kg:Initiative] saved $4 million.",
            {
                "Birch netSavings 4000000 attributedTo=Ann Lee unit=US dollars",
                "Birch outcome net savings attributedTo=Ann Lee",
            },
        ),
        (
            "[The Ledger|kg:Organization] reported that officials believe [Birch|kg:Initiative] will launch in 2030.",
            {
                "Birch startedOn 2030 opinion attributedTo=officials reportedBy=Ledger",
            },
        ),
    ],
)
def test_whose_word_it_is(text: str, claims: set[str]) -> None:
    assert {shown(claim) for claim in read_marked(text, ONTOLOGY).claims} == claims


def test_hedged_and_hypothetical_clauses_are_logged_and_not_claimed() -> None:
    reading = read_marked("[Birch|kg:Initiative] may have saved $4 million.", ONTOLOGY)
    assert reading.claims == ()
    assert [one.reason for one in reading.unclaimed] == ["hedged"]


def test_cue_file_at_fault_is_named(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "status.toml"
    path.write_text("[modal]\nplan = 'will'\n", encoding="utf-8")
    with pytest.raises(UnreadableCues, match=r"modal\.plan must be a list"):
        read_cues([path])


def test_meaning_is_a_plain_record() -> None:
    assert Meaning("fact", "past", False, False).speaker is None
