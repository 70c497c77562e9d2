"""Conditions: the tests that prose says a provision sets, with their words, their order and who decides them."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.claims.mentions import Referent
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def conditions_of(text: str, ontology: Ontology) -> list[tuple[str, str, str]]:
    """Each test's words, its decider and its order, as they are claimed."""
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    found: dict[str, dict[str, str]] = {}
    for one in claims:
        name = one.property.rpartition("#")[2]
        if name in {"criterionText", "determinedBy", "ordinal"}:
            said = one.object.label if isinstance(one.object, Referent) else one.object.lexical
            found.setdefault(one.subject.key, {})[name] = said
    tests = [(held["criterionText"], held.get("determinedBy", ""), held.get("ordinal", "")) for held in found.values()]
    return sorted(tests, key=lambda one: one[2])


COUNTED = [
    (
        "Under section 14 of the Tern Ferries Act, two conditions must be met. First, the Harbor Comptroller must certify "
        "that fares would not rise. Second, the Port Council must determine that no pier would close.\n",
        [("fares would not rise", "Harbor Comptroller", "1"), ("no pier would close", "Port Council", "2")],
    ),
    (
        "Section 9 of the Quay Trials Act sets three conditions, each of which must be met before a trial is made "
        "permanent: first, that tolls have fallen, a matter for the Toll Examiner; second, that delays have not grown, "
        "to be found by the Tide Office; third, that no quay has shut.\n",
        [
            ("tolls have fallen", "Toll Examiner", "1"),
            ("delays have not grown", "Tide Office", "2"),
            ("no quay has shut", "", "3"),
        ],
    ),
    (
        "The Brae Clinics Act names two criteria that must be satisfied: (1) the Lead Actuary certifies that outlays "
        "would fall; and (2) the Registrar determines that waiting times would not lengthen.\n",
        [("outlays would fall", "Lead Actuary", "1"), ("waiting times would not lengthen", "Registrar", "2")],
    ),
    (
        "Under section 2 of the Moor Care Act a trial is expanded if, first, net spending falls and, second, quality of "
        "care holds.\n",
        [("net spending falls", "", "1"), ("quality of care holds", "", "2")],
    ),
    (
        "Two tests must be met under section 30 of the Moor Care Act: (1) costs fall; (2) access is not reduced.\n",
        [("costs fall", "", "1"), ("access is not reduced", "", "2")],
    ),
    (
        "Section 21 of the Moor Care Act is the gate. The Lead Actuary must certify that outlays would fall. And the "
        "Registrar must determine that coverage would not shrink.\n",
        [("outlays would fall", "Lead Actuary", "1"), ("coverage would not shrink", "Registrar", "2")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTED)
def test_tests_are_told_by_number_by_mark_or_by_decider(
    text: str, wanted: list[tuple[str, str, str]], ontology: Ontology
) -> None:
    assert conditions_of(text, ontology) == wanted


SINGLE = [
    (
        "Under section 5 of the Fen Lanes Act a trial may be made permanent only if the Inspector General determines "
        "that it will not lessen safety.\n",
        ("it will not lessen safety", "Inspector General", ""),
    ),
    (
        "Section 8 of the Fen Lanes Act sets a single standard: that crossings have not slowed, as judged by the "
        "Tide Office.\n",
        ("crossings have not slowed", "Tide Office", ""),
    ),
    (
        "Section 33 of the Fen Lanes Act permits expansion once the Lead Examiner has certified that tolls would fall.\n",
        ("tolls would fall", "Lead Examiner", ""),
    ),
    (
        "Under section 4 of the Fen Lanes Act a trial may be made permanent if the Tide Board is satisfied that safety "
        "improves.\n",
        ("safety improves", "Tide Board", ""),
    ),
    (
        "Section 62 of the Fen Lanes Act allows expansion if the quality of crossings would not be harmed.\n",
        ("the quality of crossings would not be harmed", "", ""),
    ),
    (
        "Under section 21 of the Fen Lanes Act, it is for the Harbor Comptroller to find that a trial would lower tolls "
        "before it is widened.\n",
        ("a trial would lower tolls", "Harbor Comptroller", ""),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SINGLE)
def test_the_only_test_is_told_by_its_decider(text: str, wanted: tuple[str, str, str], ontology: Ontology) -> None:
    assert conditions_of(text, ontology) == [wanted]


def test_paragraphs_below_where_are_tests_too(ontology: Ontology) -> None:
    text = (
        "Section 301. Office. There is an Office of Tides in the Department of Ports.\n\n"
        "Section 302. Powers. The Registrar may limit a trial to one pier.\n\n"
        "Section 303. Criteria. A trial may be made permanent where--\n"
        "(1) the Lead Actuary certifies that it would not raise spending; and\n"
        "(2) the Registrar determines that quality would improve.\n\n"
        "Section 304. Reports. The Office shall report each January.\n"
    )
    assert [decider for _, decider, _ in conditions_of(text, ontology)] == ["Lead Actuary", "Registrar"]


IN_LAWS = [
    (
        "Article 6. Trials.\nThe Port Commissioner may suspend a berth fee.\n\nArticle 7. No trial shall be made permanent "
        "unless (1) the Dock Auditor finds that it lowers the cost of a passage; and (2) the Pilots' Guild finds that it "
        "does not make collisions more frequent.\n",
        [
            ("it lowers the cost of a passage", "Dock Auditor", "1"),
            ("it does not make collisions more frequent", "Pilots' Guild", "2"),
        ],
    ),
    (
        "Sec. 14. Test for permanence.\n\n(1) No scheme under this Part shall be made permanent unless the Comptroller finds "
        "that the scheme has not raised fares.\n\n(2) The Comptroller shall lay the finding before the Assembly.\n",
        [("the scheme has not raised fares", "Comptroller", "")],
    ),
    (
        "Sec. 401. The Commissioner may make a trial permanent only where--\n(A) the State Actuary certifies that it will "
        "not raise outlays; and\n(B) the Board of Nursing determines that nobody has been harmed.\n\nSec. 402. The "
        "Commissioner shall hold one hearing.\n",
        [
            ("it will not raise outlays", "State Actuary", "1"),
            ("nobody has been harmed", "Board of Nursing", "2"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), IN_LAWS)
def test_a_laws_own_paragraph_sets_its_tests(text: str, wanted: list[tuple[str, str, str]], ontology: Ontology) -> None:
    assert conditions_of(text, ontology) == wanted


def test_the_matter_of_a_test_is_told_without_its_words(ontology: Ontology) -> None:
    text = "Criterion 2 of section 15 of the Fen Lanes Act looks at spending.\n"
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    told = {(one.property.rpartition("#")[2], getattr(one.object, "lexical", "")) for one in claims}
    assert {("ordinal", "2"), ("concerns", "")} <= told
    assert not any(name == "criterionText" for name, _ in told)


SILENT = [
    "The second condition of the lease is about spending.\n",
    "The second chapter of section 9 of the Fen Lanes Act is about spending.\n",
    "Section 9 of the Quay Trials Act does three things: it amends section 4, it repeals section 5 and it renames the pier.\n",
    "Two conditions must be met. First, the tide must turn. Second, the boat must float.\n",
    "Under section 5 of the Fen Lanes Act the Inspector General determined that lanes were safe.\n",
    "Section 9 of the Quay Trials Act allows a parent to apply if the child is under ten.\n",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_tests_where_no_provision_sets_any(text: str, ontology: Ontology) -> None:
    assert conditions_of(text, ontology) == []
