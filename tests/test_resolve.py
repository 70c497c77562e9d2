"""Which names in many documents are one thing, and why."""



from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hand_readings import Hand, iri, thing, toy, value

from extract.claims.mentions import Referent
from kg.statements.assembly import assemble
from kg.statements.names import bare, is_acronym, person_name, plain
from kg.statements.provisions import read_citation
from kg.statements.resolve import Resolution, resolve

ID = "https://w3id.org/regulatory-kg/id/"


def resolved(*spoken: list[Referent]) -> tuple[Resolution, list[list[str]]]:
    """The resolution of documents of 2010, 2011 … and for each the last part of its referents' addresses."""
    hand = Hand()
    for number, referents in enumerate(spoken):
        hand.mentions(hand.document(f"Document {number} speaks.", f"{2010 + number}-05"), *referents)
    days = {d.id: None for d in hand.documents}
    assembly = hand.assemble()
    found = [
        [assembly.resolution.resource(d.id, referent).iri.removeprefix(ID) for referent in referents]
        for d, referents in zip(hand.documents, spoken, strict=True)
    ]
    assert set(days) == {d.id for d in hand.documents}
    return assembly.resolution, found


def org(label: str, *aliases: str) -> Referent:
    return thing(label, "kg:Organization", *aliases)


def person(label: str, *aliases: str) -> Referent:
    return thing(label, "kg:Person", *aliases)


def law(label: str, entity: str | None = None) -> Referent:
    return thing(label, "kg:LegalProvision", entity=entity)


CASES = [
    # one thing
    ("the same name", [[thing("Heron Cove Trial")], [thing("heron cove trial")]], [["heron-cove-trial"]] * 2),
    ("an article and an ampersand", [[thing("The Gear & Net Trial")], [thing("Gear and Net Trial")]], [["gear-and-net-trial"]] * 2),
    ("a class word at the end", [[thing("Heron Cove Trial")], [thing("Heron Cove")]], [["heron-cove-trial"]] * 2),
    ("an acronym and its expansion", [[thing("Heron Cove Trial", "harbor:Trial", "HCT")], [thing("HCT")]], [["heron-cove-trial"]] * 2),
    ("an acronym bare, with a class word, and with its expansion",
     [[thing("HCT")], [thing("HCT Trial", "harbor:Trial", "HCT")], [thing("Heron Cove Trial", "harbor:Trial", "HCT")], [thing("HCT")]], [["hct"]] * 4),
    ("an acronym with a class word that stands for two things",
     [[thing("HCT")], [thing("HCT Trial", "harbor:Trial", "HCT")], [thing("Heron Cove Trial", "harbor:Trial", "HCT")], [thing("Herring Catch Trial", "harbor:Trial", "HCT")]],
     [["hct"], ["hct-trial"], ["heron-cove-trial"], ["herring-catch-trial"]]),
    ("the acronym first", [[thing("HCT")], [thing("Heron Cove Trial", "harbor:Trial", "HCT")]], [["hct"]] * 2),
    ("a wider class", [[thing("Heron Cove Trial", "kg:Initiative")], [thing("Heron Cove Trial")]], [["heron-cove-trial"]] * 2),
    ("a former name", [[thing("Heron Cove Trial")], [thing("Egret Cove Trial", "harbor:Trial", "Heron Cove Trial")]], [["heron-cove-trial"]] * 2),
    ("a lone word that no text calls its name", [[thing("Heron Cove Trial", "harbor:Trial", "Heron")], [thing("Heron")]],
     [["heron-cove-trial"], ["heron"]]),
    ("an alias of two things", [[thing("Heron Cove Trial", "harbor:Trial", "Cove Trial")], [thing("Egret Cove Trial", "harbor:Trial", "Cove Trial")],
     [thing("Cove Trial")]], [["heron-cove-trial"], ["egret-cove-trial"], ["cove-trial"]]),
    ("a body's name but for its country", [[org("National Quay Chamber")], [org("Quay Chamber")]], [["national-quay-chamber"]] * 2),
    ("a body's shorter name that two bodies bear", [[org("National Quay Chamber")], [org("Federal Quay Chamber")], [org("Quay Chamber")]],
     [["national-quay-chamber"], ["federal-quay-chamber"], ["quay-chamber"]]),
    ("a body's name but for a town", [[org("Egret Quay Chamber")], [org("Quay Chamber")]], [["egret-quay-chamber"], ["quay-chamber"]]),
    ("an initial", [[person("Lena M. Ortiz")], [person("Lena Ortiz")]], [["lena-m-ortiz"]] * 2),
    ("a degree", [[person("Lena Ortiz")], [person("Dr. Lena Ortiz, MD")]], [["lena-ortiz"]] * 2),
    ("a plural", [[thing("seine boats", "kg:ParticipantType")], [thing("seine boat", "kg:ParticipantType")]], [["seine-boats"]] * 2),
    ("a name that the lexicon writes so too", [[org("Tern Institute")]], [["tern-institute"]]),
    ("the lexicon's thing without its class word", [[thing("Grey Seal Bycatch")]], [["grey-seal-bycatch-trial"]]),
    # two things
    ("two class words of different kinds", [[thing("Heron Cove Trial")], [org("Heron Cove Trial")]],
     [["heron-cove-trial"], ["heron-cove-trial-organization"]]),
    ("one document tells them apart", [[thing("Heron Cove Trial"), thing("Heron Cove")], [thing("Heron Cove")]],
     [["heron-cove-trial", "heron-cove"], ["heron-cove"]]),
    ("one acronym, two expansions", [[thing("Heron Cove Trial", "harbor:Trial", "HCT")], [thing("Herring Catch Trial", "harbor:Trial", "HCT")],
     [thing("HCT")]], [["heron-cove-trial"], ["herring-catch-trial"], ["hct"]]),
    ("middle names that differ", [[person("Lena M. Ortiz")], [person("Lena R. Ortiz")], [person("Lena Ortiz")]],
     [["lena-m-ortiz"], ["lena-r-ortiz"], ["lena-ortiz"]]),
    ("one surname", [[person("Lena Ortiz")], [person("Ortiz")]], [["lena-ortiz"], ["ortiz"]]),
    ("likeness", [[thing("Heron Cove Trial")], [thing("Heron Coves Trial")]], [["heron-cove-trial"], ["heron-coves-trial"]]),
    ("a phase", [[thing("Heron Cove Trial")], [thing("Heron Cove Trial 2")]], [["heron-cove-trial"], ["heron-cove-trial-2"]]),
    ("a veto of the lexicon", [[org("Marine Resources Agency scan")]], [["marine-resources-agency-scan"]]),
    ("an acronym that the lexicon knows but the text did not mean", [[thing("SST")]], [["sst"]]),
    # laws
    ("two ways to cite one section", [[law("7 M.C. 410", "id:7-mc-410")], [law("42 U.S.C. 1315a")], [law("42 USC § 1315a")]],
     [["7-mc-410"], ["42-usc-1315a"], ["42-usc-1315a"]]),
    ("a paragraph under two acts' numbers", [[law("section 14(b) of the Coastal Renewal Act")], [law("Coastal Renewal Act of 2014 section 14(b)")]],
     [["7-mc-410-b"]] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("spoken", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_which_names_are_one_thing(spoken: list[list[Referent]], expected: list[list[str]]) -> None:
    assert resolved(*spoken)[1] == expected


@pytest.mark.parametrize("case", [c for c in CASES if len(c[1]) > 1], ids=[c[0] for c in CASES if len(c[1]) > 1])
def test_the_order_of_the_documents_leaves_no_trace(case: tuple[str, list[list[Referent]], list[list[str]]]) -> None:
    hand = Hand()
    for number, referents in enumerate(case[1]):
        hand.mentions(hand.document(f"Document {number} speaks.", f"{2010 + number}-05"), *referents)
    readings = hand.readings()
    held = {d.id: d for d in hand.documents}
    found = [resolve(order, held, toy()) for order in permutations(readings)]
    assert all(one.members == found[0].members and one.entities == found[0].entities for one in found)
    assert all(one.log == found[0].log for one in found)


def test_every_joining_and_refusal_is_told() -> None:
    resolution, _ = resolved(
        [thing("Heron Cove Trial", "harbor:Trial", "HCT")], [thing("Herring Catch Trial", "harbor:Trial", "HCT")], [thing("HCT")]
    )  # fmt: skip
    told = "\n".join(resolution.why("HCT"))
    assert "it stands for 2 things" in told
    assert "heron-cove-trial" in told
    assert resolution.why("Kelp Board") == ["'Kelp Board' names nothing in these documents"]
    joined, _ = resolved([thing("Heron Cove Trial")], [thing("Heron Cove")])
    assert any(line.startswith("joined:") and "class word" in line for line in joined.why("the heron cove"))


@pytest.mark.parametrize(
    ("told", "other", "label", "names"),
    [
        ({"ended": True}, "Egret Cove Trial", "Heron Cove Trial", 1),
        ({"ended": True}, "Egret", "Heron Cove Trial", 1),
        ({"validFrom": "2034"}, "Egret Cove Trial", "Egret Cove Trial", 1),
        (None, "Egret", "Heron Cove Trial", 2),
    ],
)
def test_a_told_name_joins_documents_and_the_newest_is_the_label(
    told: dict[str, Any] | None, other: str, label: str, names: int
) -> None:
    """Even where a third document names both without telling anything between them."""
    hand = Hand()
    news, table, old = (hand.document(f"{text}.", f"20{n}") for n, text in ((35, "News"), (36, "Table"), (30, "Old")))
    hand.mentions(news, thing("Heron Cove Trial", "harbor:Trial", other))
    if told is not None:
        hand.says(news, thing("Heron Cove Trial", "harbor:Trial", other), "skos:altLabel", other, **told)
        hand.mentions(table, thing(other), thing("Heron Cove Trial"))
    hand.mentions(old, thing(other))
    resolution = hand.assemble().resolution
    entities = {resolution.members[f"{d.id} {name}"] for d, name in ((news, "Heron Cove Trial"), (old, other))}
    assert len(entities) == names
    assert label in {resolution.entities[one].label for one in entities}
    assert names == 2 or any("names both" in line for line in resolution.why(other))


def test_what_a_claim_ties_together_are_two_things_under_one_name() -> None:
    hand = Hand()
    news, law_ = hand.document("News.", "2035"), hand.document("It followed the other.", "2036")
    heron, egret = thing("Heron Cove Trial", "harbor:Trial", "Egret Cove Trial"), thing("Egret Cove Trial")
    hand.says(news, heron, "skos:altLabel", "Egret Cove Trial", ended=True)
    hand.says(law_, thing("Heron Cove Trial"), "kg:predecessor", egret)
    resolution = hand.assemble().resolution
    assert len({resolution.members[f"{law_.id} {name}"] for name in ("Heron Cove Trial", "Egret Cove Trial")}) == 2


def test_decisions_join_and_keep_apart() -> None:
    from ontology.decisions import Decision

    hand = Hand()
    first, second = hand.document("One.", "2010"), hand.document("Two.", "2011")
    hand.mentions(first, thing("Heron Cove Trial"), thing("Kelp Trial"))
    hand.mentions(second, thing("Egret Trial"), thing("Kelp"))
    told = {"who": "a curator", "when": "2027-01-15", "why": "they are", "source": "Register"}
    ruled = [
        Decision("join", things=(ID + "heron-cove-trial", ID + "egret-trial"), **told),
        Decision("keep-apart", things=(ID + "kelp-trial", ID + "kelp"), **told),
    ]
    resolution = hand.assemble(decisions=ruled).resolution
    assert resolution.members[f"{first.id} Heron Cove Trial"] == resolution.members[f"{second.id} Egret Trial"]
    assert resolution.members[f"{first.id} Kelp Trial"] == ID + "kelp-trial"
    assert resolution.members[f"{second.id} Kelp"] == ID + "kelp"
    assert any("curator keeps them apart" in line for line in resolution.why("Kelp"))


def test_two_things_of_the_lexicon_that_a_curator_joins_become_the_first() -> None:
    hand = Hand()
    dues = thing("Harbor Dues", "kg:Program", entity="id:harbor-dues-program")
    quotas = thing("coastal quotas", "kg:Program", entity="id:coastal-quota-program")
    document = hand.document("Dues and quotas.")
    hand.mentions(document, dues, quotas)
    resolution = hand.assemble(decisions=None).resolution
    assert resolution.resource(document.id, dues).iri == ID + "coastal-quota-program"
    assert resolution.resource(document.id, quotas).label == "Coastal Quota Program"


def test_a_citation_means_the_deepest_paragraph_that_a_text_holds() -> None:
    hand = Hand()
    hand.document("SEC. 14(b)(1) The office shall end a trial.", "2014", citation="7 M.C. 410")
    for path in ("(b)", "(b)(1)"):
        hand.document(f"Paragraph {path}.", "2014", citation=f"section 14{path} of the Coastal Renewal Act")
    news = hand.document("It cites the law.", "2020")
    deep, other = law("Section 14(b)(1)(C) of the Coastal Renewal Act"), law("section 14(c) of the Coastal Renewal Act")
    hand.mentions(news, deep, other)
    assembly = hand.assemble()
    assert assembly.resolution.resource(news.id, deep).iri == ID + "coastal-renewal-act-14-b-1"
    assert assembly.resolution.resource(news.id, other).iri == ID + "coastal-renewal-act-14"
    direct = assembly.graphs["https://w3id.org/regulatory-kg/graph/direct"].decode()
    part_of = "<https://w3id.org/regulatory-kg/core#partOf>"
    assert f"<{ID}coastal-renewal-act-14-b-1> {part_of} <{ID}coastal-renewal-act-14-b> ." in direct
    assert f"<{ID}coastal-renewal-act-14-b> {part_of} <{ID}coastal-renewal-act-14> ." in direct


def test_a_criterion_is_its_provision_and_its_ordinal() -> None:
    hand = Hand()
    statute, news = (
        hand.document("Law. The first test is spending.", "2014"),
        hand.document("News of the first test.", "2020"),
    )
    for document, provision, label in (
        (statute, law("Section 14 of the Coastal Renewal Act", "id:coastal-renewal-act-14"), "catch falls"),
        (news, law("7 M.C. 410", "id:7-mc-410"), "less is caught"),
    ):
        criterion = thing(label, "kg:Criterion")
        hand.says(document, provision, "kg:setsCriterion", criterion, modality="rule")
        hand.says(document, criterion, "kg:ordinal", "#1")
        hand.says(document, criterion, "kg:criterionText", label)
    resolution = hand.assemble().resolution
    found = {resolution.members[f"{statute.id} catch falls"], resolution.members[f"{news.id} less is caught"]}
    assert found == {ID + "7-mc-410-criterion-1"}


def test_addresses_of_an_older_release_lead_to_the_new_ones() -> None:
    hand = Hand()
    later = hand.document("Heron Cove has 5 boats.", "2020")
    hand.says(later, thing("Heron Cove"), "kg:participants", "#5")
    before = hand.assemble()
    old = next(iter(before.statements))
    earlier = hand.document("The Heron Cove Trial opens.", "2019")
    hand.mentions(earlier, thing("Heron Cove Trial"))
    after = assemble(hand.readings(), hand.documents, toy(), decisions=(), previous=before.memory)
    (new,) = after.statements
    base = "https://w3id.org/regulatory-kg/"
    assert after.redirects == {
        base + "id/heron-cove": base + "id/heron-cove-trial",
        f"{base}statement/{old}": f"{base}statement/{new}",
    }
    assert assemble(hand.readings(), hand.documents, toy(), decisions=(), previous=after.memory).redirects == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Lena Ortiz", "Lena M. Ortiz", True), ("Lena Ortiz", "Lina Ortiz", False), ("L. Ortiz", "Lena Ortiz", False),
     ("Lena Ortiz Jr.", "Lena Ortiz", True), ("Lena Maria Ortiz", "Lena M Ortiz", True), ("Lena Ortiz", "Lena Reed", False)],
)  # fmt: skip
def test_when_two_names_can_be_one_persons(one: str, other: str, same: bool) -> None:
    first, second = person_name(one), person_name(other)
    assert first is not None
    assert second is not None
    assert first.agrees(second) is same


@pytest.mark.parametrize(
    ("text", "section", "path"),
    [("42 U.S.C. § 1315a(c)(1)", "42 usc 1315a", ("c", "1")), ("42 USC 1315a", "42 usc 1315a", ()),
     ("42 CFR 512.505(b)", "42 cfr 512.505", ("b",)), ("42 CFR part 512 subpart E", "42 cfr part 512 subpart e", ()),
     ("90 FR 28749", "90 fr 28749", ()), ("90 Fed. Reg. 28,749", "90 fr 28749", ()), ("7 M.C. 410(a)", "7 mc 410", ("a",)), ("section 14(a)(2) of the Harbor Act", "section 14 of harbor act", ("a", "2")),
     ("Harbor Act section 14", "section 14 of harbor act", ())],
)  # fmt: skip
def test_citations(text: str, section: str, path: tuple[str, ...]) -> None:
    cited = read_citation(text)
    assert cited is not None
    assert (cited.section, cited.path) == (section, path)


def test_names() -> None:
    assert plain("The \u201cHarbor-Lights\u201d Model\u2019s") == "harbor lights model"
    assert bare("Model", frozenset({"model"})) == "model"
    assert [is_acronym(name) for name in ("HLM", "Hlm", "H", "HARBOR LIGHTS", "CPC+")] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert value("#3").lexical == "3"
    assert iri("kg:Person").endswith("#Person")
