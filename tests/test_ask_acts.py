"""What somebody did to a thing, what is asked of each of two, of a time, and in the past tense of what is to come.

On an invented graph of its own.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from asking import proven
from test_ask_told import DAY, HEAD, MONEY

from kg.ask.answers import Answer, answer
from kg.ask.words.words import Words
from kg.store.store import EmbeddedStore

THINGS = """
doc:dated a kg:Document ; dcterms:title "News" ; dcterms:issued "2031-06-01"^^xsd:date .
id:judge a kg:Post ; rdfs:label "Chief Actuary of the Lamp Office" ; skos:altLabel "the Chief Actuary" .
id:keeper a kg:Post ; rdfs:label "Keeper of the Lamp Office" ; skos:altLabel "the Keeper" .
id:rule1 a kg:Criterion ; rdfs:label "first test" . id:rule2 a kg:Criterion ; rdfs:label "second test" .
id:orth a kg:Person ; rdfs:label "Nell Orth" . id:peck a kg:Person ; rdfs:label "Gus Peck" .
id:wick a cmmi:Model ; rdfs:label "Wick Model" . id:brand a cmmi:Model ; rdfs:label "Brand Model" .
id:ember a cmmi:Model ; rdfs:label "Ember Model" . id:torch a cmmi:Model ; rdfs:label "Torch Model" .
id:flare a cmmi:Model ; rdfs:label "Flare Model" .
id:oilact a kg:LegalProvision ; rdfs:label "Oil Act of 2019" . id:guild a kg:Organization ; rdfs:label "Candle Guild" .
id:daily a cmmi:PaymentMechanism ; rdfs:label "flat daily rate" .
id:fenmark a kg:Place ; rdfs:label "Fenmark" . id:ostrand a kg:Place ; rdfs:label "Ostrand" .
"""
YEARS = 'kg:validFrom "{}"^^xsd:gYear ; kg:validUntil "{}"^^xsd:gYear'
USD = "kg:unit kg:USD"
CERTIFIED = "cmmi:CertifiedForExpansion"

# subject, property, object, quote, qualifiers, whether the bare triple stands
FACTS = [
    ("oilact", "kg:setsCriterion", "id:rule1", "the Chief Actuary certifies that it saves", "", 1),
    ("rule1", "kg:determinedBy", "id:judge", "the Chief Actuary of the Lamp Office certifies that it saves", "", 1),
    ("rule2", "kg:determinedBy", "id:keeper", "the Keeper determines that it harms nobody", "", 1),
    ("lamp", "kg:chiefActuary", "id:orth", "Nell Orth", 'kg:validFrom "2025"^^xsd:gYear', 1),
    ("lamp", "kg:director", "id:peck", "Gus Peck", 'kg:validFrom "2024"^^xsd:gYear', 1),
    ("peck", "kg:affiliation", "id:guild", "the Guild's president", 'kg:role "president"', 1),
    ("wick", "kg:outcome", CERTIFIED, "was certified", 'kg:pointInTime "2027-04-05"^^xsd:date', 1),
    ("brand", "kg:outcome", CERTIFIED, "was certified too", "", 1),
    ("flare", "kg:outcome", CERTIFIED, "the Chief Actuary, Nell Orth, certified Flare", "", 1),
    ("ember", "kg:outcome", CERTIFIED, "Ember was not certified", "kg:negated true", 0),
    ("lamp", "kg:establishedBy", "id:act", "made by it", "", 1),
    ("lamp", "kg:appropriation", MONEY.format(9000), "$9,000", f"{USD} ; {YEARS.format(2025, 2034)}", 1),
    ("torch", "cmmi:netSavings", MONEY.format(70), "$70", f"{USD} ; {YEARS.format(2026, 2026)}", 1),
    ("wick", "cmmi:netSavings", MONEY.format(50), "$50", f"{USD} ; {YEARS.format(2026, 2026)}", 1),
    ("ember", "cmmi:netSavings", MONEY.format(-40), "-$40", f"{USD} ; {YEARS.format(2026, 2026)}", 1),
    ("brand", "cmmi:netSavings", MONEY.format(30), "$30", f"{USD} ; {YEARS.format(2026, 2028)}", 1),
    (
        "ember",
        "cmmi:projectedNetSavings",
        MONEY.format(600),
        "would save $600",
        f"kg:attributedTo id:assay ; kg:modality kg:projection ; {USD} ; {YEARS.format(2032, 2036)}",
        0,
    ),
    ("wick", "kg:startedOn", DAY.format("2025-02-01"), "it began", "", 1),
    ("torch", "kg:startedOn", DAY.format("2026-03-01"), "it began", "", 1),
    ("ember", "kg:startedOn", DAY.format("2032-01-01"), "will begin", "kg:modality kg:plan", 1),
    ("wick", "kg:endedOn", DAY.format("2034-12-31"), "is to end", "kg:modality kg:plan", 1),
    ("wick", "kg:status", "kg:Active", "is running", "", 1),
    ("torch", "kg:endedOn", DAY.format("2029-12-31"), "it ended", "", 1),
    ("torch", "kg:successor", "id:wick", "was folded into it", "", 1),
    ("wick", "cmmi:paymentMechanism", "id:daily", "a flat daily rate", "", 1),
    ("wick", "kg:operatesIn", "id:fenmark", "in Fenmark", "", 1),
    ("wick", "kg:operatesIn", "id:ostrand", "in Ostrand", "", 1),
]


@lru_cache(maxsize=1)
def graph() -> tuple[EmbeddedStore, Words]:
    """A graph of the facts above, with the vocabularies that ship."""
    return proven(HEAD + THINGS, [(*one[:5], "", one[5]) for one in FACTS], "dated")


def ask(question: str) -> Answer:
    """What the graph above answers."""
    store, words = graph()
    return answer(question, words, store)


ANSWERED = [
    # Who certified it, by law or by name, and when.
    ("Which models has the Chief Actuary certified for expansion?", {"Wick Model", "Brand Model", "Flare Model"}),
    ("how many models has the Chief Actuary certified so far", {"3"}),
    ("Which models were certified for expansion by the Chief Actuary?", {"Wick Model", "Brand Model", "Flare Model"}),
    ("Which models has Nell Orth certified?", {"Wick Model", "Flare Model"}),
    ("When exactly did Nell Orth certify the Wick Model?", {"April 5, 2027"}),
    ("On what date did the Chief Actuary sign off on expanding Wick?", {"April 5, 2027"}),
    ("Who certified Flare for expansion?", {"Nell Orth"}),
    ("Which chief actuary signed off on expanding the Flare Model?", {"Nell Orth"}),
    # What a law granted, for the very years.
    ("How much did the Lamp Act appropriate to the Lamp Office for fiscal years 2025 through 2034?", {"$9,000"}),
    ("How much money did the Lamp Act give the Lamp Office?", {"$9,000"}),
    # Whose forecast, of which years.
    ("What net savings does the Assay Board project for Ember from 2032 through 2036?", {"$600"}),
    ("assay board projection for ember, net savings 2032-2036", {"$600"}),
    ("How much does the Assay Board expect Ember to save over 2032-2036?", {"$600"}),
    # Who gained in a year.
    ("Which models had net savings in 2026?", {"Torch Model", "Wick Model"}),
    ("How many models had net savings in 2026?", {"2"}),
    ("Which models had net losses in 2026?", {"Ember Model"}),
    ("How many models lost money in 2026?", {"1"}),
    # Two at once.
    ("Compare Torch and Wick: what did each of them save in 2026?", {"$70", "$50"}),
    ("How much did Torch and Wick each save in 2026?", {"$70", "$50"}),
    ("when did each of Torch and Wick start", {"March 1, 2026", "February 1, 2025"}),
    ("start dates of torch and wick", {"March 1, 2026", "February 1, 2025"}),
    # The same in other words.
    ("how do clinics get paid under wick", {"flat daily rate"}),
    ("How are the clinics reimbursed under the Wick Model?", {"flat daily rate"}),
    ("All states that are in the Wick Model today?", {"Fenmark", "Ostrand"}),
    ("which states are in the Wick Model right now", {"Fenmark", "Ostrand"}),
    ("models starting in 2032", {"Ember Model"}),
    ("tests beginning after 2031", {"Ember Model"}),
    ("Which model did Torch get merged into?", {"Wick Model"}),
    ("What was Torch folded into?", {"Wick Model"}),
    ("Into which model was Torch absorbed?", {"Wick Model"}),
    ("What was Torch replaced by?", {"Wick Model"}),
    ("What has Wick replaced?", {"Torch Model"}),
    ("Which model was rolled into Wick?", {"Torch Model"}),
    ("Which organization is Gus Peck the president of now?", {"Candle Guild"}),
    ("since when has nell orth been chief actuary", {"2025"}),
    ("Who was director of the Lamp Office when Torch started in March 2026?", {"Gus Peck"}),
    ("In which month and year, or better on what day, was Torch started?", {"March 1, 2026"}),
    ("In what year, or ideally on which date, did Torch end?", {"December 31, 2029"}),
    ("when was Wick supposed to end", {"December 31, 2034"}),
    ("when does wick end", {"December 31, 2034"}),
]

REFUSED = [
    ("Which models has the director certified?", "no-data"),
    ("Which models did the Assay Board certify for expansion?", "no-data"),
    ("Which models has the Keeper certified for expansion?", "no-data"),
    ("When did Nell Orth certify Brand?", "no-data"),
    ("When did Nell Orth certify Flare?", "no-data"),
    ("Who certified Wick?", "no-data"),
    ("Who certified Torch?", "no-data"),
    ("When did Gus Peck certify Wick?", "no-data"),
    ("When did the Chief Actuary certify Ember?", "false-premise"),
    ("When did the Chief Actuary certify Torch?", "no-data"),
    ("How much did the Oil Act of 2019 appropriate to the Lamp Office?", "no-data"),
    ("How much did the Lamp Act appropriate to the Lamp Office in 2026?", "no-data"),
    ("What net savings does the Assay Board project for Ember from 2032 through 2041?", "no-data"),
    ("What net savings does the Candle Guild project for Ember from 2032 through 2036?", "no-data"),
    ("Which models had net losses in 2027?", "no-data"),
    ("when did wick end", "false-premise"),
    ("which states have applied for Ember so far?", "no-data"),
    ("How many applications did Wick receive?", "no-data"),
    ("Who was director of the Lamp Office when Torch started in May 2030?", "not-understood"),
    ("What did Wick get merged into?", "no-data"),
    ("clear sight eye care model participants", "unknown-entity"),
    ("lumen vision pilot net savings", "unknown-entity"),
]


@pytest.mark.parametrize(("question", "wanted"), ANSWERED)
def test_a_deed_or_a_time_is_answered(question: str, wanted: set[str]) -> None:
    found = ask(question)
    assert {i.label for i in found.answers} == wanted, (found.reason, found.understood, found.text)


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_what_the_sources_do_not_say_is_refused(question: str, reason: str) -> None:
    found = ask(question)
    assert (found.status, found.reason) == ("unanswered", reason), (found.understood, found.text)
