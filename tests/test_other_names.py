"""Other names: a second name that a text gives a thing beside the first is a claim, with its words."""

from __future__ import annotations

import pytest

from corpus.documents import read_document
from extract.reading import read_claims
from ontology.regulators import Ontology, load_ontology


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def told(text: str, ontology: Ontology) -> set[tuple[str, str]]:
    """Each thing with the other names that a text gives it."""
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    return {
        (one.subject.label, getattr(one.object, "lexical", "")) for one in claims if one.property.endswith("#altLabel")
    }


TWO = [
    (
        "The Greenfinch Rural Emergency Model (GREM) pays hospitals a fixed sum.",
        "Greenfinch Rural Emergency Model",
        "GREM",
    ),
    ("The Castleford Health Authority, known as CHA, issued the notice.", "Castleford Health Authority", "CHA"),
    ("The Harbor Model, formerly known as the Coast Model, began in 2031.", "Harbor Model", "Coast Model"),
    (
        "ALDER (the Accountable Lakes Dialysis Emergency Relief Model) began in 2031.",
        "Accountable Lakes Dialysis Emergency Relief Model",
        "ALDER",
    ),
    (
        "SMILE, or State Medicaid Incentives for Lasting Enamel, started in 2031.",
        "State Medicaid Incentives for Lasting Enamel",
        "SMILE",
    ),
    (
        "In 2031 we announced PEARL, which stands for Payments for Elders At Residence Level. PEARL began in 2032.",
        "Payments for Elders At Residence Level",
        "PEARL",
    ),
    ("The Tern Health Agency (“THA”) was set up in 2031.", "Tern Health Agency", "THA"),
    (
        "The Harbor Model began in 2031. When CMS announced it on August 7, 2029, it was called the Coast Model.",
        "Harbor Model",
        "Coast Model",
    ),
    ("When the Harbor Model was first proposed, it was known as the Coast Model.", "Harbor Model", "Coast Model"),
]


@pytest.mark.parametrize(("text", "thing", "name"), TWO)
def test_two_names_side_by_side_are_told(text: str, thing: str, name: str, ontology: Ontology) -> None:
    assert (thing, name) in told(text + "\n", ontology)


def test_each_of_three_names_is_told_once(ontology: Ontology) -> None:
    text = (
        "The Center for Medicare and Medicaid Innovation (CMMI; also known as the CMS Innovation Center) began in 2010. "
        "The Center for Medicare and Medicaid Innovation (CMMI) tests models.\n"
    )
    body = "Center for Medicare and Medicaid Innovation"
    claims = read_claims(read_document(text.encode(), "text.txt"), ontology).claims
    names = [getattr(one.object, "lexical", "") for one in claims if one.property.endswith("#altLabel")]
    assert sorted(names) == ["CMMI", "CMS Innovation Center"]
    assert {thing for thing, _ in told(text, ontology)} == {body}


APART = [
    "The Harbor Model began in 2031. It is called Harbor by some.",
    "The Harbor Model (2031) and the Coast Model (Ohio) began.",
    "The Harbor Model replaced the Coast Model.",
    "When CMS announced the Harbor Model, it was called a gamble.",
    "When the Harbor Model replaced the Coast Model, it was called the Reef Model's twin.",
]


@pytest.mark.parametrize("text", APART)
def test_names_that_do_not_stand_together_tell_nothing(text: str, ontology: Ontology) -> None:
    assert told(text + "\n", ontology) == set()


def names_told(text: str, ontology: Ontology) -> set[tuple[str, str, str, str]]:
    """Each thing with the other names that a text gives it, since when and until when: "-2031" has ended then."""
    claims = read_claims(read_document(text.encode(), "text.md"), ontology).claims
    found = set()
    for one in claims:
        if one.property.endswith("#altLabel"):
            given = {name: getattr(term, "lexical", term) for name, term in one.qualifiers}
            when = f"{given.get('validFrom', '')}-{given.get('validUntil', '')}" if given else ""
            over = " ended" if given.get("ended") else ""
            found.add((one.subject.label, getattr(one.object, "lexical", ""), when + over, one.modality))
    return found


FORMER = [
    ("The Quarry Safety Board was known as the Mines Inspection Board until 2029.", "Quarry Safety Board", "Mines Inspection Board", "-2029 ended"),
    ("The Sloe Right-Place Model, known until February 2030 as the Ride Options Model, paid suppliers.", "Sloe Right-Place Model", "Ride Options Model", "-2030-02 ended"),
    ("**Name:** Teal Block Tariff (TBT). Until October 2036 the test was called the Ember Needs Tariff.", "Teal Block Tariff", "Ember Needs Tariff", "-2036-10 ended"),
    ("The Fern Bundles Initiative covers 12 conditions. It was formerly known as the Moss Bundles Initiative.", "Fern Bundles Initiative", "Moss Bundles Initiative", "- ended"),
    ("The Teal Grid Initiative, which began life as the Ember Pilot, is mandatory.", "Teal Grid Initiative", "Ember Pilot", "- ended"),
    ("The Ivy Care Initiative was launched in 2030 under the name Moss Bundles.", "Ivy Care Initiative", "Moss Bundles", "2030- ended"),
    ("The Moss Bundles Initiative (now the Ivy Care Initiative) saved $4 million.", "Ivy Care Initiative", "Moss Bundles Initiative", "- ended"),
    ("Formerly the Coast Health Bureau, the Reef Health Agency tests the Kelp Payment Model.", "Reef Health Agency", "Coast Health Bureau", "- ended"),
    ("The commission renamed the Heron Dialysis Pilot the Otter Access Model in 2031.", "Otter Access Model", "Heron Dialysis Pilot", "-2031 ended"),
    ("The Coast Health Bureau is hereby redesignated as the Reef Health Agency.", "Reef Health Agency", "Coast Health Bureau", "- ended"),
    ("Mr. ODELL. The Ivy Care Initiative, which used to be called the Ember Pilot, pays clinics.", "Ivy Care Initiative", "Ember Pilot", "- ended"),
    ("The Harbor Lights Model was known in its early years as the Quay Lamps Pilot.", "Harbor Lights Model", "Quay Lamps Pilot", "- ended"),
    ("In this final rule we are renaming the Ember Pilot (EP) as the Ivy Care Initiative (ICI).", "Ivy Care Initiative", "Ember Pilot", "- ended"),
    ("The Mines Inspection Board changed its name to the Quarry Safety Board in May 2029.", "Quarry Safety Board", "Mines Inspection Board", "-2029-05 ended"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "thing", "name", "when"), FORMER)
def test_a_former_name_is_told_as_ended(text: str, thing: str, name: str, when: str, ontology: Ontology) -> None:
    assert (thing, name, when, "fact") in names_told(text + "\n", ontology)


NEW = [
    ("The Moss Bundles Initiative, begun in 2030, pays clinics; since March 2033 it has been called the Ivy Care Initiative.", "Ivy Care Initiative", "2033-03-", "fact"),
    ("On 1 July 2031 the Heron Dialysis Pilot was renamed the Otter Access Model.", "Otter Access Model", "2031-07-01-", "fact"),
    ("The Board agreed that the Heron Scheme will be called the Otter Scheme from 1 February 2034.", "Otter Scheme", "2034-02-01-", "plan"),
    ("**3. Moss Bundles Initiative.** The model will be renamed the Ivy Care Initiative on March 1, 2037.", "Ivy Care Initiative", "2037-03-01-", "plan"),
    ("The Heron Initiative (HI), known as the Otter Care Initiative (OCI) since 2033, saved $3 million.", "Otter Care Initiative", "2033-", "fact"),
    ("The Heron Scheme will be known from January 2036 as the Otter Scheme.", "Otter Scheme", "2036-01-", "plan"),
    ("The Board resolved to rename the Heron Scheme the Otter Scheme from 2034.", "Otter Scheme", "2034-", "plan"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "when", "modality"), NEW)
def test_a_new_name_becomes_the_label(text: str, name: str, when: str, modality: str, ontology: Ontology) -> None:
    assert (name, name, when, modality) in names_told(text + "\n", ontology)


SHORT = [
    ("The Sparrow Joint Care Model lost $40 million. Tern Research said that the model, known as SJCM, had cost more.", "Sparrow Joint Care Model", "SJCM"),
    ("The Basic Care Compass Initiative (Compass) is a ten-year test.", "Basic Care Compass Initiative", "Compass"),
    ("The Home First Demonstration (hereafter Home First) began in 2031.", "Home First Demonstration", "Home First"),
    ("The Cape Fisheries Commission (the Fisheries Commission) met.", "Cape Fisheries Commission", "Fisheries Commission"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "thing", "name"), SHORT)
def test_a_name_given_by_the_way_is_told(text: str, thing: str, name: str, ontology: Ontology) -> None:
    assert (thing, name) in told(text + "\n", ontology)


NOT_RENAMED = [
    "Some members wanted to rename the Moss Bundles Initiative the Ivy Care Initiative.",
    "A senator proposed that the Moss Bundles Initiative be called the Ivy Care Initiative.",
    "The agency denied that the Moss Bundles Initiative had been renamed the Ivy Care Initiative.",
    "The Moss Bundles Initiative was never known as the Ivy Care Initiative.",
    "The Moss Bundles Initiative, not to be confused with the Ivy Care Initiative, saved $4 million.",
    "If the Moss Bundles Initiative is renamed the Ivy Care Initiative, the forms will change.",
    "The Moss Bundles Initiative gave way to the Ivy Care Initiative in 2033.",
    "The Moss Bundles Initiative was replaced by the Ivy Care Initiative in 2033.",
    "The Moss Bundles Initiative, once called the Edsel of health policy, ended in 2030.",
    "The Moss Bundles Initiative was once known as Ann Lee's pet project.",
    "The Reef Health Agency, formerly Ohio's only regulator, tests the Kelp Payment Model.",
    "The Ohio Care Initiative (Ohio) and the Kelp Fund (Fund) ended.",
    "The Moss Bundles Initiative began in 2030 as the Ivy Care Initiative ended.",
    "The Moss Bundles Initiative pays clinics. Its successor will be called the Ivy Care Initiative.",
    "The agency ended the Moss Bundles Initiative. A new model, called the Ivy Care Initiative, began in 2033.",
    "The agency ended the Moss Bundles Initiative. In 2031 it opened the model known as HIVE.",
    "Which test was known as the Ivy Care Initiative? The Moss Bundles Initiative pays clinics.",
    'The Moss Bundles Initiative (the "Initiative") began in 2031. The Ivy Care Model (Ohio) ended.',
]


@pytest.mark.parametrize("text", NOT_RENAMED)
def test_what_is_no_renaming_leaves_two_things_and_tells_nothing(text: str, ontology: Ontology) -> None:
    reading = read_claims(read_document((text + "\n").encode(), "text.md"), ontology)
    assert names_told(text + "\n", ontology) == set()
    assert not any(
        {"Moss Bundles Initiative", "Ivy Care Initiative"} <= {r.label, *r.aliases} for r in reading.referents
    )


BODIES = [
    ("The National Water Inspectorate met. The Water Inspectorate found that the Kelp Test lost $3 million.", "National Water Inspectorate"),
    ("The State Audit Bureau met. The auditors found that the Kelp Test lost $3 million.", "State Audit Bureau"),
    ("Union Audit Office\n\nReport UAO-25-118\n\nUAO found that the Kelp Test lost $3 million.", "Union Audit Office"),
    # a shorter name that two bodies bear, and people of whom none or two bodies are named
    ("The National Water Inspectorate met the Ohio Water Inspectorate. The Water Inspectorate found that the Kelp Test lost $3 million.", "Water Inspectorate"),
    ("The State Audit Bureau met the County Audit Bureau. The auditors found that the Kelp Test lost $3 million.", "auditors"),
    ("The Reef Audit Office met the Royal Actors Organization. RAO found that the Kelp Test lost $3 million.", "RAO"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_a_shorter_name_is_the_one_body_that_bears_it(text: str, body: str, ontology: Ontology) -> None:
    claims = read_claims(read_document((text + "\n").encode(), "text.md"), ontology).claims
    tellers = {getattr(dict(one.qualifiers).get("attributedTo"), "label", "") for one in claims}
    assert tellers - {""} == {body}
