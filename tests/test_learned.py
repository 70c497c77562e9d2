"""The learned reader: what it finds in wordings that no pattern foresaw, what it leaves alone, what its features see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.documents import read_document
from extract.claims.mentions import Referent
from extract.grammar import grammar_of
from extract.learned.learned import LearnedReader
from extract.reading import read_claims
from extract.weights.weights import HEADS, TABLES, read_weights
from ontology.regulators import Ontology, load_ontology

TOY = Path(__file__).resolve().parent / "toy" / "regulator"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(text: str, ontology: Ontology) -> set[str]:
    found = set()
    for claim in read_claims(read_document(text.encode(), "text.txt"), ontology).claims:
        target = claim.object.label if isinstance(claim.object, Referent) else claim.object.lexical
        found.add(f"{claim.subject.label} {claim.property.rpartition('#')[2]} {target} {claim.modality}")
    return found


def test_weights_are_small_and_speak_of_the_vocabulary(ontology: Ontology) -> None:
    known = {iri.rpartition("#")[2] for iri in ontology.vocabulary.properties}
    weights = read_weights()
    for label in (*weights.heads["pairs"].classes[1:], *weights.heads["senses"].classes, *weights.senses.classes):
        assert label == "period" or re.split(r"[=-]", label)[0] in known, label
    for name in TABLES:
        table = getattr(weights, name)
        assert table.inner.shape == (len(table.rows), len(table.scale))
        assert table.outer.shape == (len(table.scale), len(table.classes)) == (len(table.inner_bias), len(table.bias))
    for name in HEADS:
        head = weights.heads[name]
        assert head.outer.shape == (len(head.bias), len(head.classes)) == (len(head.bias), len(head.thresholds))
        assert len(head.mark_vectors) == len(head.marks)


def test_features_name_nobody(ontology: Ontology) -> None:
    """What is learned of claims must hold for other names: no feature may be a name of the labelled texts."""
    names = {"pinecrest", "marlowe", "okereke", "fairweather", "kittiwake"}
    weights = read_weights()
    rows = (*weights.senses.rows, *(mark for name in HEADS[:3] for mark in weights.heads[name].marks))
    assert not {word for row in rows for word in re.findall(r"\w+", row.lower())} & names


@pytest.mark.parametrize("sentence", [
    "Had the Quillon Stroke Model begun in 2031, hospitals would have saved money.",
    "Critics wonder whether the Quillon Stroke Model will end in 2034.",
    "The Quillon Stroke Model may have saved $30 million.",
    "Applications for the Quillon Stroke Model were printed on 40,000 sheets in 2031.",
])  # fmt: skip
def test_what_is_hedged_or_supposed_makes_no_claim(sentence: str, ontology: Ontology) -> None:
    properties = {one.split(" ")[-3] for one in told(sentence, ontology)}
    assert not properties & {"startedOn", "endedOn", "netSavings", "participants"}


def test_each_learned_claim_is_quoted_and_says_what_found_it(ontology: Ontology) -> None:
    text = (
        "The Quillon Stroke Model (QSM) got under way in May 2031 and has 212 hospitals on its rolls.\n\n"
        "Its home is the Office of Payment Trials, headed by Imre Castellan."
    )
    document = read_document(text.encode(), "text.txt")
    for claim in read_claims(document, ontology).claims:
        evidence = claim.evidence
        assert document.text[evidence.start : evidence.end] == evidence.quote
        if evidence.extracted_by.startswith("learned:"):
            assert 0.3 <= evidence.confidence <= 1


def test_a_regulator_without_the_properties_is_served_by_the_rest() -> None:
    """Classes that a vocabulary does not have are left out: the weights need no regulator's own words."""
    toy = load_ontology(TOY)
    reader = LearnedReader(toy, grammar_of(toy).cues, None)  # type: ignore[arg-type]
    assert "startedOn" in reader.patterns
    assert "netSavings" not in reader.patterns


@pytest.mark.parametrize(("sentence", "wrong"), [
    ("The Quillon Stroke Model ran in Ohio. CMS announced its certification on May 4, 2031.", "announcedOn"),
    ("The Quillon Stroke Model was cut back. A rule of May 2031 moved the start from July 1, 2031, to January 1, 2032.", "endedOn"),
    ("The Quillon Stroke Model was active in August 2031.", "startedOn"),
    ("The Quillon Stroke Model is voluntary and covers seven cancer types.", "participantType"),
])  # fmt: skip
def test_what_belongs_to_something_else_makes_no_claim(sentence: str, wrong: str, ontology: Ontology) -> None:
    assert wrong not in {one.split(" ")[3] for one in told(sentence, ontology)}


@pytest.mark.parametrize(("sentence", "wrong"), [
    ("CMS reported that the Quillon Stroke Model saved a net $71.5 million in 2032, measured against benchmarks.", "outcome quality improved"),
    ("Mathematica found that the Quillon Stroke Model saved Medicare about $650 million over its first four years.", "outcome no significant effect"),
    ("For 2033 the Quillon Stroke Model had statistically significant net losses of about $30 million.", "outcome significant savings"),
    ("The Quillon Stroke Model was cut short by two years when a law changed.", "plannedDuration P2Y"),
    ("The Quillon Stroke Model tests episode-based payment for five kinds of surgery.", "focus kinds of surgery"),
    ("Over 45,000 women took part in the Quillon Stroke Model at more than 200 sites.", "participants 200"),
    ("For the Quillon Stroke Model 126 practices became 122, with five payers in both lists.", "participants 5"),
    ("The Quillon Stroke Model made four awards of up to $5 million.", "maximumAwards 4"),
    ("In March 2035 CMS said that it aimed to end the Quillon Stroke Model.", "testedBy Centers for Medicare & Medicaid Services"),
    ("CMS withdrew the Quillon Stroke Model. A magazine of April 26, 2038, names it.", "startedOn 2038-04-26"),
    ("CMS had announced on May 4, 2034, that the Quillon Stroke Model would end.", "announcedOn 2034-05-04"),
    ("The Quillon Stroke Model focuses on drugs under Part B. The Marrow Grove Model focuses on drugs under Part D.", "Marrow Grove Model program Medicare Part B"),
])  # fmt: skip
def test_what_another_word_of_the_sentence_belies_makes_no_claim(sentence: str, wrong: str, ontology: Ontology) -> None:
    assert not [one for one in told(sentence, ontology) if f" {wrong} " in f" {one} "]


def test_a_learned_result_is_quoted_with_who_found_what(ontology: Ontology) -> None:
    text = "The Quillon Stroke Model opened in 2031. Evaluators found no significant effect on spending."
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    (quote,) = {one.evidence.quote for one in claims if one.property.endswith("#outcome")}
    assert quote == "Evaluators found no significant effect"


def test_what_is_to_be_is_a_plan(ontology: Ontology) -> None:
    found = told("The Quillon Stroke Model opened in 2031 in Ohio. New York is to join it as well.", ontology)
    assert "Quillon Stroke Model operatesIn New York plan" in found


def test_a_sum_has_no_date_of_another_sum(ontology: Ontology) -> None:
    text = (
        "The Harbor Office is a center. The statute appropriates $5 million to the Harbor Office for fiscal year 2030, "
        "$10 billion for fiscal years 2031 through 2039, and as much for each later decade."
    )
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    found = [one for one in claims if getattr(one.object, "lexical", "") == "5000000"]
    assert found
    for claim in found:
        assert "2031" not in {getattr(value, "lexical", "") for _, value in claim.qualifiers}


@pytest.mark.parametrize("name", ["Total Cost of Care", "Saved Lives", "Better Quality"])
def test_the_words_of_a_name_prove_no_result(name: str, ontology: Ontology) -> None:
    text = f"The {name} Model is a test by the CMS Innovation Center. The {name} Model ended in 2031, as did two others."
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    assert [one.evidence.quote for one in claims if one.property.endswith("#outcome")] == []


def test_what_is_told_to_be_a_state_is_no_model(ontology: Ontology) -> None:
    text = (
        "# Budget for Fiscal Year 2035\n\n**Caseload.** Ardenmoor Medicaid covers 1.3 million people.\n\n"
        "- The Rare Kidney Access Model started on January 1, 2030. Ardenmoor is one of 22 states in the model.\n"
    )
    found = told(text, ontology)
    assert "Rare Kidney Access Model participants 22 fact" in found
    assert not [one for one in found if one.startswith("Ardenmoor")]
