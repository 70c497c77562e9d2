"""What stands beside a refusal is weighed before the sources are said to be silent; states, ends and losses as told."""

from __future__ import annotations

from functools import lru_cache

import pytest
from asking import ask as ask_of_harbor
from asking import proven, statements

from kg.ask.answers import Answer, Citation, answer
from kg.ask.refusing.silence import _counts_of
from kg.ask.words.english import stem
from kg.ask.words.words import Words
from kg.read.extracts import extract_of, sentence_spans
from kg.store.store import EmbeddedStore

BESIDE = [
    # question, the passage beside it, the words that may tell; empty where none do
    ("How many nurses does Harbor Model employ?", "Harbor Model has a staff of 40 nurses.", "40 nurses"),
    ("Why did Reef end early?", "Reef ended early because few had joined.", "because few had joined"),
    ("Did Harbor Model lower falls at home?", "Falls at home dropped under the Harbor Model.", "Falls at home dropped"),
    ("When was Lantern blocked?", "Lantern was set up in 2021. A court halted it in May 2022.", "halted it in May 2022"),
    ("Which four wards did Harbor Model shut?", "Harbor Model closed four wards:\n- Knee\n- Hip\n- Hand\n- Foot", "Foot"),
    ("How high is the fine in Reef?", "Reef began in 2019. Its penalty is 2 percent of turnover.", "2 percent"),
    # put aside
    ("What share of bills did Reef pay?", "About 24 percent of the bills of Reef were paid.", "24 percent"),
    ("Why was Harbor Model shut down?", "Harbor Model was closed, since nobody came.", "since nobody came"),
    ("How many waiting rooms has Lantern?", "Lantern has twelve waiting rooms.", "twelve"),
    # no number where a number is asked for, no reason where a reason is
    ("How many nurses does Harbor Model employ?", "Harbor Model has a staff of nurses.", ""),
    ("Why did Reef end early?", "Reef ended early, in 2022.", ""),
    ("When was Lantern blocked?", "Lantern was blocked by a court.", ""),
    # of another test, by its name or by what a pronoun means
    ("How many nurses does Harbor Model employ?", "Harbor Model is small. Reef employs 40 nurses.", ""),
    ("Did Lantern lower falls?", "Reef began in 2019, before Lantern. It lowered falls.", ""),
    # of what is only spelt like a name, and too few words
    ("Is Ada Moor head of Lantern?", "Ada Moor has been head of Lantern since 2020.", "Ada Moor has been head"),
    ("Is Ada Moor head of Lantern?", "Ben Moor has been head of Lantern since 2020.", ""),
    ("Did Harbor Model cure gout?", "Harbor Model was for knees and hips, all of them.", ""),
]


@pytest.mark.parametrize(("question", "passage", "told"), BESIDE)
def test_a_refusal_says_what_a_passage_beside_it_may_tell(question: str, passage: str, told: str) -> None:
    store, words = statements()
    near = Citation("https://example.org/d", "d.txt", None, None, passage, 0, len(passage))
    found = answer(question, words, store, passages=lambda _: [near])
    assert found.status == "unanswered", found.text
    assert ("assage may" in found.text) == bool(told), found.text
    assert told in found.text
    assert not told or not any(denial in found.text for denial in ("do not say", "give no", "do not speak", "No passage"))


def test_the_passage_that_may_tell_stands_first() -> None:
    store, words = statements()
    texts = ["Harbor Model has nurses.", "Harbor Model has a staff of 40 nurses."]
    near = [Citation("https://example.org/d", "d.txt", None, None, text, 100 * n, 0) for n, text in enumerate(texts)]
    found = answer("How many nurses does Harbor Model employ?", words, store, passages=lambda _: near)
    assert [one.quote for one in found.passages] == texts[::-1]


LONG = " ".join(f"Sentence number {n} tells of {n} boats and of nothing else." for n in range(40))


def test_an_extract_keeps_whole_sentences_and_a_list_to_its_end() -> None:
    start, end = extract_of(LONG, 0, len(LONG), LONG.index("number 20") + 3)
    assert LONG[start:end].startswith("Sentence number ")
    assert LONG[start:end].endswith("nothing else.")
    assert "number 20 tells of 20 boats" in LONG[start:end]
    assert end - start <= 700
    listed = "It closed two wards:\n\n- Knee, in 2021\n- Hip,\n  in 2022\n\nNothing else was closed."
    assert listed[slice(*extract_of(listed, 0, 20, 3))].endswith("in 2022")
    told = "FR Doc. 9 ended it, says Dr. J. Roe. It had lost $2."
    assert [told[a:b] for a, b in sentence_spans(told)] == ["FR Doc. 9 ended it, says Dr. J. Roe.", "It had lost $2."]


HEAD = """@prefix kg: <https://w3id.org/regulatory-kg/core#> . @prefix cmmi: <https://w3id.org/regulatory-kg/cmmi#> .
@prefix id: <https://w3id.org/regulatory-kg/id/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix doc: <https://w3id.org/regulatory-kg/document/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix prov: <http://www.w3.org/ns/prov#> .
doc:log a kg:Document ; dcterms:title "A log of the Quay Office" ; dcterms:issued "2031-05-01"^^xsd:date .
id:quay a kg:Organization ; rdfs:label "Quay Office" . id:board a kg:Organization ; rdfs:label "Assay Board" .
id:study a kg:Organization ; rdfs:label "study of" . id:lind a kg:Person ; rdfs:label "Mara Lind" .
id:frey a kg:Person ; rdfs:label "Otto Frey" . id:ruiz a kg:Person ; rdfs:label "Ana Ruiz" .
id:pilots a kg:ParticipantType ; rdfs:label "harbour pilots" .
id:gull a cmmi:Model ; rdfs:label "Gull Ferry Model" . id:tern a cmmi:Model ; rdfs:label "Tern Model" .
id:heron a cmmi:Model ; rdfs:label "Heron Bay Model" . id:plover a cmmi:Model ; rdfs:label "Plover Model" .
"""
MONEY, DAY = '"{}"^^xsd:decimal', '"{}"^^xsd:date'
SPAN = 'kg:validFrom "2025"^^xsd:gYear ; kg:validUntil "2026"^^xsd:gYear'

# subject, property, object, quote, qualifiers, whether the bare triple stands
FACTS = [
    ("quay", "kg:director", "id:lind", "Mara Lind led it", 'kg:role "director" ; kg:validFrom "2024"^^xsd:gYear', 1),
    ("quay", "kg:director", "id:frey", "Otto Frey leads it", 'kg:role "director" ; kg:asOf "2029-03-01"^^xsd:date', 1),
    ("gull", "kg:startedOn", DAY.format("2022-01-01"), "it started", "", 1),
    ("gull", "kg:status", "kg:Active", "was active in 2024", 'kg:pointInTime "2024"^^xsd:gYear', 1),
    ("gull", "kg:successor", "id:tern", "Tern follows Gull", "", 1),
    ("tern", "kg:startedOn", DAY.format("2026-01-01"), "Tern started", "", 1),
    ("tern", "kg:status", "kg:Active", "is active", 'kg:asOf "2031-04"^^xsd:gYearMonth', 1),
    ("tern", "kg:participation", "kg:Mandatory", "it is mandatory", "", 1),
    ("tern", "kg:participantType", "id:pilots", "harbour pilots join", "", 1),
    ("tern", "cmmi:netSavings", MONEY.format(-5000000), "lost $5 million", f"kg:unit kg:USD ; {SPAN}", 0),
    ("tern", "kg:outcome", "cmmi:NoSignificantEffect", "had no significant effect on the noise in the bay", "", 1),
    ("tern", "kg:outcome", "cmmi:NoSignificantEffect", "found no effect", "kg:attributedTo id:study", 1),
    ("heron", "kg:startedOn", DAY.format("2033-01-01"), "will start in 2033", "kg:modality kg:plan", 1),
    ("plover", "kg:startedOn", DAY.format("2032-07-01"), "put off from 2032 to July", "kg:modality kg:plan", 1),
]


@lru_cache(maxsize=1)
def graph() -> tuple[EmbeddedStore, Words]:
    """A graph of the facts above, with the vocabularies that ship."""
    return proven(HEAD, [(*one[:5], "", one[5]) for one in FACTS], "log")


def ask(question: str) -> Answer:
    """What the graph above answers."""
    store, words = graph()
    return answer(question, words, store)


TOLD = [
    # the one who was seen in a post last, and nobody whom he came after
    ("Who is the director of the Quay Office?", "answered", "Otto Frey is director", "Mara Lind"),
    ("Is Mara Lind director of the Quay Office?", "answered", "No: Otto Frey is director", "disagree"),
    # nothing is running now because it was years ago; what came after it is told
    ("Is the Gull Ferry Model still running?", "unanswered", "Gull Ferry Model was succeeded by Tern Model", "Yes"),
    ("Has the Gull Ferry Model ended?", "unanswered", "was active (in 2024)", "No:"),
    ("Is the Tern Model still running?", "answered", "Yes", "do not say"),
    # a plan is no yes
    ("Is the Heron Bay Model in force?", "unanswered", "planned start date of Heron Bay Model", "Yes"),
    # a loss is no saving, a finding is about what its proof names, and is told once
    ("How much did the Tern Model lose?", "answered", "Tern Model had net losses of $5 million", "\u2212"),
    ("What was the outcome of the Tern Model?", "answered", "no significant effect on the noise", "spending"),
    ("What was the outcome of the Tern Model?", "answered", "no significant effect", "study of"),
    # whoever does not take part is not made to
    ("Do harbour pilots have to join the Tern Model?", "answered", "Yes", "do not"),
    ("Must dentists join the Tern Model?", "unanswered", "does not tell whether that holds for dentists", "Yes"),
    ("Must river pilots join the Tern Model?", "unanswered", "does not tell whether that holds for river pilots", "Yes"),
    ("Do all harbour pilots have to join the Tern Model?", "answered", "Yes", "do not"),
    ("Do we have to join the Tern Model?", "answered", "Yes", "do not"),
    # only held in full, first of nobody, and a day that a plan was put off to
    ("Was Otto Frey acting director of the Quay Office?", "answered", "No: Otto Frey", "Yes"),
    ("Was Otto Frey the first director?", "unanswered", "who was the first", "Yes"),
    ("When was the Plover Model originally planned to start?", "unanswered", "July 1, 2032", "Yes"),
]


@pytest.mark.parametrize(("question", "status", "said", "unsaid"), TOLD)
def test_what_is_past_planned_lost_or_of_others_is_told_so(question: str, status: str, said: str, unsaid: str) -> None:
    found = ask(question)
    assert found.status == status, found.text
    assert said in found.text, found.text
    assert unsaid not in found.text, found.text


@pytest.mark.parametrize(
    "question", ["How many clinics left Harbor?", "Does the Tide Center have money left of its $2 billion?"]
)
def test_what_is_left_is_no_number_of_those_who_are_in_it(question: str) -> None:
    assert ask_of_harbor(question).status == "unanswered", ask_of_harbor(question).text


def test_a_year_before_a_noun_counts_nothing() -> None:
    assert _counts_of(frozenset({stem("states")}), "In 2031 states joined, 33 states in all.") == [33]
