"""Definitions: what a text says that a word means is a claim, with its words, and so is nothing else."""

from __future__ import annotations

import pytest

import kg
from corpus.documents import read_document
from extract.claims.claims import Claim
from extract.law.definition_forms import read_definition_forms
from extract.reading import read_claims
from kg.build import build
from kg.graph import Graph
from ontology.regulators import Ontology, load_ontology

ONTOLOGY = load_ontology()
FORMS = read_definition_forms(ONTOLOGY.regulator.files("definitions*.toml"))
EXAMPLES = [(form.id, text, wanted) for form in FORMS.forms for text, *wanted in form.examples]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return ONTOLOGY


def defined(text: str, ontology: Ontology, name: str = "text.txt") -> list[Claim]:
    """The definitions that a text gives."""
    claims = read_claims(read_document(text.encode(), name), ontology).claims
    return [one for one in claims if one.property.endswith("#definition")]


def told(text: str, ontology: Ontology) -> set[str]:
    """Each term with its meaning."""
    return {f"{one.subject.label} = {getattr(one.object, 'lexical', '')}" for one in defined(text, ontology)}


@pytest.mark.parametrize(("form", "text", "wanted"), EXAMPLES)
def test_the_examples_of_each_form_hold(form: str, text: str, wanted: list[str], ontology: Ontology) -> None:
    assert told(text + "\n", ontology) == set(wanted), form


def test_each_form_shows_what_it_finds() -> None:
    assert [form.id for form in FORMS.forms if not any(wanted for _, *wanted in form.examples)] == []


NOTHING = [
    "“Episode” has the meaning given that term in section 9.",
    "Congress refers to the Fenwick Rule as a success.",
    "This means the clinics will have to pay.",
    "The agency has not defined an eligible visit as any visit of ten minutes.",
    "The Fenwick Model means a lot to clinics.",
    "Whether “episode” means a stay or a visit is unclear.",
    "What is the status of the Fenwick Model?\n\nIt is the first of three that began.",
    "Glossary\n\nConvener: see facilitator.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_defines_nothing_gives_nothing(text: str, ontology: Ontology) -> None:
    assert told(text + "\n", ontology) == set()


OTHERS = [
    ('The word "convener" denotes a firm that brings clinics together.', "conveners", "ParticipantType", "fact"),
    ("In this subpart, “shared aim” means the sum of all amounts.", "shared aim", "DefinedTerm", "rule"),
    ("The Fenwick Rule defines an eligible visit as one of ten minutes.", "eligible visit", "DefinedTerm", "rule"),
    ("We propose to define “tandem clinic” as one owned by two firms.", "tandem clinic", "DefinedTerm", "plan"),
    ("Downside risk refers to the share of a loss that is repaid.", "downside risk", "PaymentMechanism", "fact"),
    (
        'The term "Tolliver Trial" means the test of payment set up by section 9.',
        "Tolliver Trial",
        "Initiative",
        "fact",
    ),
]


@pytest.mark.parametrize(("text", "term", "kind", "modality"), OTHERS)
def test_a_term_is_what_it_names_and_a_rule_in_law(
    text: str, term: str, kind: str, modality: str, ontology: Ontology
) -> None:
    (claim,) = defined(text + "\n", ontology)
    assert (claim.subject.label, claim.subject.type.rpartition("#")[2], claim.modality) == (term, kind, modality)


def test_a_table_of_terms_defines_them(ontology: Ontology) -> None:
    text = "# Terms\n\n| Term | Definition |\n|---|---|\n| Clean period | Ninety days without a claim. |\n"
    (claim,) = defined(text, ontology, "text.md")
    assert (claim.subject.label, getattr(claim.object, "lexical", "")) == (
        "clean period",
        "Ninety days without a claim",
    )
    assert claim.evidence.quote.startswith("Clean period")


def test_an_article_says_first_what_its_title_names(ontology: Ontology) -> None:
    text = (
        "# Harbor Dialysis Model\n\nThe Harbor Dialysis Model (HDM) is a test of paying clinics a monthly fee. It is a "
        "small one.\n"
    )
    (claim,) = defined(text, ontology, "text.md")
    assert getattr(claim.object, "lexical", "") == "a test of paying clinics a monthly fee"
    other = "# News\n\nThe Harbor Dialysis Model (HDM) is a test of paying clinics a monthly fee.\n"
    assert defined(other, ontology, "text.md") == []


def test_a_question_before_its_answer_is_part_of_the_proof(ontology: Ontology) -> None:
    text = "What is a clean period? It is the span of ninety days without a claim.\n"
    (claim,) = defined(text, ontology)
    start, end, _ = claim.evidence.context[0]
    assert text[start:end] == "What is a clean period?"
    assert claim.evidence.quote == text[claim.evidence.start : claim.evidence.end]


def test_one_definition_is_told_once(ontology: Ontology) -> None:
    text = "“Clean period” means ninety days without a claim. “Clean period” means ninety days without a claim.\n"
    assert len(defined(text, ontology)) == 1


LISTED = """SEC. 4. DEFINITIONS.

The term “eligible pier” means—

(1) a pier of two or more berths; or

(2) a pier that a state runs.
"""


def test_a_definition_goes_on_in_the_list_below_it(ontology: Ontology) -> None:
    (claim,) = defined(LISTED, ontology)
    assert getattr(claim.object, "lexical", "") == "(1) a pier of two or more berths; or (2) a pier that a state runs"
    start, end, _ = claim.evidence.context[0]
    assert LISTED[start:end].startswith("(1)")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph of two short texts."""
    folder = tmp_path_factory.mktemp("defined")
    (folder / "law.txt").write_text(LISTED, encoding="utf-8")
    (folder / "note.txt").write_text(
        "Downside hazard refers to the share of a loss that a clinic repays.\n", encoding="utf-8"
    )
    build([str(folder)], str(folder / "store"))
    return kg.open(str(folder / "store"))


ASKED = [
    "What is downside hazard?",
    "Define downside hazard.",
    "What does downside hazard mean?",
    "What is the definition of downside hazard?",
    "How is downside hazard defined?",
    "What is meant by “downside hazard”?",
    "What counts as downside hazard?",
]


@pytest.mark.parametrize("question", ASKED)
def test_a_definition_answers_what_a_word_means(question: str, graph: Graph) -> None:
    (item,) = graph.ask(question).answers
    assert item.value == "the share of a loss that a clinic repays"
    assert item.citations[0].quote.startswith("Downside hazard refers to")


def test_the_page_of_a_term_shows_its_definition(graph: Graph) -> None:
    assert graph.ask("What is an eligible pier?").status == "answered"
    page = graph.entity("https://w3id.org/regulatory-kg/id/eligible-pier")
    assert page is not None
    assert page.definition.startswith("(1) a pier of two or more berths")


def test_a_word_that_nothing_defines_has_no_definition(graph: Graph) -> None:
    assert graph.ask("What does upside hazard mean?").status == "unanswered"


def test_a_meaning_keeps_its_brackets_and_is_never_cut_off(ontology: Ontology) -> None:
    whole = "“Linked gift” means a gift that has no link (as the board finds) to what is paid.\n"
    assert told(whole, ontology) == {"Linked gift = a gift that has no link (as the board finds) to what is paid"}
    assert told("“Linked gift” means a gift that a clinic makes and that—\n", ontology) == set()
    listed = "“Linked gift” means a gift that—\n\n(1) a clinic makes; and\n\n(2) a state allows.\n"
    assert told(listed, ontology) == {"Linked gift = a gift that (1) a clinic makes; and (2) a state allows"}
    assert told("For purposes of this part, in choosing the means described above, a state pays.\n", ontology) == set()
