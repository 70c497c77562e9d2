"""Misread: readings that a question's own words speak against, though each of its words could mean what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.ask.graphs.graphs import Edge, QueryNode
from kg.ask.readings.reading import Interpretation
from kg.ask.readings.spot import Spotted
from kg.ask.words.english import stems, tables, word_set
from kg.ask.words.words import Words
from kg.read.facts import Fact

COMMON = frozenset({"participantType", "program", "focus", "paymentMechanism", "operatesIn", "testedBy", "memberOf"})
"""What every initiative has some of: that it has is no answer to anybody."""
KINDS = frozenset({"kinds", "types", "sorts", "categories"})
_PLACES = frozenset({"first", "last", "earlier", "later", "sooner", "more", "less", "fewer", "most", "least"})
SOMEBODY = frozenset({"any", "some", "there", "ever", "anyone", "anybody", "anything", "one", "somebody"})


def is_misread(reading: Interpretation, words: Words) -> bool:
    """Whether what a reading would answer is not what its question can mean.

    What rests on a relation that no word of the question says; a relation of nothing named; a yes to what everything
    has; a thing described where somebody is asked for; and a person where his own chief is.
    """
    if not words.own:
        return False
    graph, asks = reading.graph, reading.frame.asks
    known = [node for node in graph.nodes if _is_known(node)]
    if asks == "who" and not graph.edges:
        bodies = (words.core + "Person", words.core + "Organization", words.core + "Post")
        return bool(known) and not any(words.is_a(t, one) for node in known for t in node.classes for one in bodies)
    posts = [edge.p for edge in graph.edges if words.properties[edge.p].cardinality == "OneAtATime"]
    if asks == "who" and graph.during and not known and len(posts) == 1 == len(graph.edges):
        # "Who was superintendent in 2030": of no body at all, and under no name of the post.
        spoken = {token.stem for token in reading.frame.tokens}
        return graph.nodes[graph.edges[0].s].asked or not spoken & set(stems(words.label(posts[0])))
    if asks == "keywords" and not any(node.entities or node.constant or node.named for node in graph.nodes):
        return True
    if _counts_how_much(reading, words):
        return True
    if _asks_of_all(reading, words) or _by_a_stray_verb(reading, words) or _beside_a_stray_verb(reading, words):
        return True
    if asks == "who" and not known and {edge.p for edge in graph.edges} == {words.core + "affiliation"}:
        return True  # "who takes part": nobody asks for everybody who is somewhere
    if asks in ("which", "list") and reading.frame.modality == "opinion" and not graph.edges:
        return True  # "which were criticized" asks for no list of all
    if any(_is_no_limit(edge.p, reading, words) for edge in graph.edges if graph.nodes[edge.o].asked):
        return True
    literal = any(node.asked and node.kind != "thing" for node in graph.nodes)
    if literal and reading.frame.text.lower().startswith(("in which places ", "in which states ")):
        return True  # no number tells where
    if (
        asks == "truth"
        and not graph.filters
        and any(_is_number_of_others(edge.p, reading, words) for edge in graph.edges)
    ):
        return True  # "does it save money": that six of its models did is no yes
    words_said = [token.lower for token in reading.frame.tokens]
    if asks == "when" and any(w == "most" and n in word_set("unknown", "nouns") for w, n in _plural_pairs(words_said)):
        return True  # "in which year did most models start" asks for no model's own
    if asks == "truth" and "both" in words_said and any(len(node.entities) > 1 for node in graph.nodes):
        return True  # "did she lead both A and B": that she led one of them is no yes
    person = words.core + "Person"
    if (
        asks == "count"
        and not known
        and len(posts) == 1 == len(graph.edges)
        and person in words.properties[posts[0]].ranges
    ):
        return True  # "how many directors since 2010": of whatever body
    sequence = {"before", "after"} & {token.lower for token in reading.frame.tokens}
    relations = {edge.p.removeprefix(words.core) for edge in graph.edges}
    if asks == "who" and sequence and "affiliation" in relations <= {"affiliation", "predecessor", "successor"}:
        return True  # "who came before her" asks for no body that she is with
    said = [edge for edge in graph.edges if edge.said]
    ends = [(edge, graph.nodes[edge.s], graph.nodes[edge.o]) for edge in said]
    if asks == "truth" and said and not any(_is_known(one) or _is_known(other) for _, one, other in ends):
        return bool(known)
    if any(counts_the_asked(edge.p, reading, words) for edge in graph.edges if graph.nodes[edge.o].asked):
        return True
    if any(counts_fewer(edge.p, reading, words) for edge in graph.edges if graph.nodes[edge.o].asked):
        return True
    if _is_aside(reading, words) or _counts_another(reading, words) or _counts_kinds(reading, words):
        return True
    if _counts_beside(reading, words) or _asks_of_any(reading) or _asks_for_first_noun(reading):
        return True
    if counts_in_part(reading, words):
        return True
    place = reading.frame.superlative[2] if reading.frame.superlative is not None and graph.order is not None else -1
    if any(s.at == (place,) and s.sense.kind == "property" for s in reading.cover):
        return True  # "which started last": what tells a place in a series is no verb as well
    lower = {token.lower for token in reading.frame.tokens}
    if asks == "truth" and "or" in lower and lower & _PLACES and any(len(node.entities) > 1 for node in graph.nodes):
        return True  # "did A or B start first": that one of them did is no answer to which
    if asks == "truth" and not SOMEBODY & {token.lower for token in reading.frame.tokens}:
        return len(said) == 1 == len(graph.edges) and _says_nothing(said[0], graph.nodes[said[0].o], words)
    led = [one for edge, one, other in ends if _is_known(other) and person in words.properties[edge.p].ranges]
    return asks == "who" and any(node.asked and not _is_known(node) for node in led)


def is_lone_feature(facts: Sequence[Fact]) -> bool:
    """Whether all that is told is one focus, one way to pay or the like: one is no number of what it consists of."""
    ends = {str(fact.object.iri) for fact in facts if fact.object.iri}
    relations = {str(fact.property.iri).rpartition("#")[2] for fact in facts}
    return len(ends) == 1 and relations <= COMMON - {"operatesIn"}


def _counts_how_much(reading: Interpretation, words: Words) -> bool:
    """Whether a number of things would tell how much: tests launched, of "how much was it originally to save"."""
    how_much = [token.lower for token in reading.frame.tokens[:2]] == ["how", "much"]
    asked = [e.p for e in reading.graph.edges if reading.graph.nodes[e.o].asked]
    counts = {p for p in asked if any(r.endswith("integer") for r in words.properties[p].ranges)}
    return how_much and bool(counts)


def _asks_for_first_noun(reading: Interpretation) -> bool:
    """Whether the first of two nouns is taken for what is asked: states, of "which state models saved money"."""
    tokens, at = reading.frame.tokens, len(reading.frame.focus)
    if reading.frame.asks not in ("which", "list", "count") or at + 1 >= len(tokens):
        return False
    if tokens[at].lower.endswith("s") or not tokens[at + 1].lower.endswith("s"):
        return False
    noun = any(at + 1 in s.at and s.sense.kind == "class" for s in reading.cover)  # "focuses" is a verb there
    return noun and any(node.asked and node.at == at for node in reading.graph.nodes)


def _plural_pairs(lower: list[str]) -> list[tuple[str, str]]:
    """Each word with the one behind it, of a noun in more than one."""
    return [(word, noun.removesuffix("s")) for word, noun in pairwise(lower) if noun.endswith("s")]


def _is_no_limit(prop: str, reading: Interpretation, words: Words) -> bool:
    """Whether a number is of those who are there, where it is asked how many there may be at most."""
    if words.properties[prop].kind != "number" or reading.frame.asks != "count":
        return False
    limit = re.search(r"\b(?:at (?:the )?(?:very )?most|maximum|max|tops)\b(?! (?:of )?\d)", reading.frame.text.lower())
    return limit is not None and "maximum" not in words.label(prop).lower()


def _is_number_of_others(prop: str, reading: Interpretation, words: Words) -> bool:
    """Whether a relation counts things of a kind that no word of the question names: models with savings."""
    label = stems(words.label(prop))
    return (
        words.properties[prop].kind == "number"
        and len(label) > 2
        and label[0] not in {token.stem for token in reading.frame.tokens}
    )


def counts_fewer(prop: str, reading: Interpretation, words: Words) -> bool:
    """Whether a number is of those of a kind that the question does not name: mandatory ones, of "how many models"."""
    if words.properties[prop].kind != "number" or reading.frame.asks != "count":
        return False
    first = stems(words.label(prop))[:1]
    kinds = [s for s in words.index.get(first, ()) if s.kind == "entity" and s.iri in words.excludes]
    return bool(kinds) and first[0] not in {token.stem for token in reading.frame.tokens}


def _by_a_stray_verb(reading: Interpretation, words: Words) -> bool:
    """Whether a yes or no would rest on a verb of people of whom the question names none: "is money left"."""
    graph = reading.graph
    if reading.frame.asks != "truth" or len(graph.edges) < 2:
        return False
    person = words.core + "Person"
    ends = [(words.properties[e.p].domains, graph.nodes[e.s]) for e in graph.edges if e.said]
    ends += [(words.properties[e.p].ranges, graph.nodes[e.o]) for e in graph.edges if e.said]
    return any(person in kinds and not (node.entities or node.named) for kinds, node in ends)


def _beside_a_stray_verb(reading: Interpretation, words: Words) -> bool:
    """Whether a verb besides ties what is asked for to something that the question does not speak of.

    "How much money had the center obligated": no amount that was given to it, because it obliged somebody to something;
    "how many of its tests worked": not those that work with somebody.
    """
    graph = reading.graph
    literal = any(node.asked and node.kind != "thing" for node in graph.nodes)
    counted = reading.frame.asks in ("count", "list", "which", "what") and not literal
    if graph.bearers:
        return False  # "what powers does the Director have": whose they are is what ties them
    ends = [end for edge in graph.edges for end in (edge.s, edge.o)]
    for edge in graph.edges:
        common = counted and edge.p.removeprefix(words.core) in COMMON
        for end in (edge.s, edge.o) if edge.said else ():
            node = graph.nodes[end]
            person = words.core + "Person"
            doing = literal and (words.properties[edge.p].kind == "string" or person in node.classes)
            doing = doing or (counted and end == edge.s and person in words.properties[edge.p].domains)
            known = node.asked or node.entities or node.constant or node.named
            if (doing or common) and not known and ends.count(end) == 1:
                return True
    return False


def _is_aside(reading: Interpretation, words: Words) -> bool:
    """Whether all that a reading rests on is what a question says by the way.

    "Did it pay off for Seacare": that it is in Seacare; "how many services does it cover": the one thing it is about.
    """
    graph, frame = reading.graph, reading.frame
    unsaid = [edge for edge in graph.edges if not edge.said]
    if len(unsaid) != 1 or len(graph.edges) != 1:
        return False
    relation, target = unsaid[0].p.removeprefix(words.core), graph.nodes[unsaid[0].o]
    if frame.asks == "count":
        return relation in COMMON - {"operatesIn", "participantType"} and target.asked
    does = frame.tokens[0].lower in ("did", "does", "do", "has", "have") if frame.tokens else False
    return frame.asks == "truth" and does and relation == "program"


def _asks_of_all(reading: Interpretation, words: Words) -> bool:
    """Whether what is asked for only has some of what everything has: "which models run there", by what they pay."""
    graph = reading.graph
    if reading.frame.asks not in ("which", "list") or graph.filters or graph.order or graph.during or not graph.edges:
        return False
    asked = {node.id for node in graph.nodes if node.asked}
    return all(
        edge.s in asked and edge.p.removeprefix(words.core) in COMMON and not _is_met(graph.nodes[edge.o])
        for edge in graph.edges
    )


def _is_met(node: QueryNode) -> bool:
    return bool(node.entities or node.constant or node.asked)


def _counts_kinds(reading: Interpretation, words: Words) -> bool:
    """Whether kinds of those who take part are counted where they are: one kind, of "how many hospitals joined"."""
    graph, tokens = reading.graph, reading.frame.tokens
    if reading.frame.asks != "count" or KINDS & {token.lower for token in tokens}:
        return False
    return any(graph.nodes[e.o].asked for e in graph.edges if e.p == words.core + "participantType")


def _counts_beside(reading: Interpretation, words: Words) -> bool:
    """Whether other things are counted than those whom "how many" names: places, of "how many clinics can join it"."""
    graph, frame = reading.graph, reading.frame
    kind, tests = words.core + "ParticipantType", words.core + "Initiative"
    at = len(frame.focus)
    if frame.asks != "count" or not any(s.first <= at + 1 and _is_kind(s, kind, words) for s in reading.cover):
        return False
    asked = [node for node in graph.nodes if node.asked and node.kind == "thing"]
    return any(not any(words.is_a(c, tests) for c in node.classes) and not node.named for node in asked)


def _is_kind(spotted: Spotted, kind: str, words: Words) -> bool:
    known = words.entities.get(spotted.sense.iri)
    return known is not None and any(words.is_a(one, kind) for one in known.types)


def _asks_of_any(reading: Interpretation) -> bool:
    """Whether a limit of any such thing is asked for, and not one thing's own measure: "how long may a test run"."""
    frame = reading.frame
    if frame.asks not in ("duration", "count", "amount") or any(_is_known(node) for node in reading.graph.nodes):
        return False
    lower = [token.lower for token in frame.tokens]
    modal = next((i for i, word in enumerate(lower) if word in word_set("duties", "may") | {"must", "shall"}), -1)
    return 0 <= modal < len(lower) - 1 and lower[modal + 1] in ("a", "an", "any", "each", "every")


def counts_in_part(reading: Interpretation, words: Words) -> bool:
    """Whether the number of a whole is given for that of one of the places where it is: "how many joined in Ohio"."""
    if reading.frame.asks not in ("count", "amount"):
        return False
    graph = reading.graph
    asked = {node.id for node in graph.nodes if node.asked}
    counted = {e.s for e in graph.edges if e.o in asked and words.properties[e.p].kind == "number"}
    return any(e.s in counted and e.p == words.core + "operatesIn" and _is_known(graph.nodes[e.o]) for e in graph.edges)


def _counts_another(reading: Interpretation, words: Words) -> bool:
    """Whether the number of one thing is given for that of another, which no word of the question ties to it.

    "How many people does Harbor serve", by the number of those whom the office serves that tests Harbor.
    """
    graph = reading.graph
    loose = [graph.nodes[end] for edge in graph.edges if not edge.said for end in (edge.s, edge.o)]
    loose = [node for node in loose if not (node.entities or node.named or node.wild)]
    asked = {node.id for node in graph.nodes if node.asked}
    numbers = [e for e in graph.edges if e.o in asked and words.properties[e.p].kind == "number"]
    return any(edge.s == node.id for edge in numbers for node in loose)


def counts_the_asked(prop: str, reading: Interpretation, words: Words) -> bool:
    """Whether a relation only counts what a question asks the names of: "which models did it propose"."""
    if words.properties[prop].kind != "number" or reading.frame.asks not in ("which", "list"):
        return False
    at = len(reading.frame.focus)
    nouns = {t.stem for t in reading.frame.tokens[at : at + 4] if t.lower.endswith("s")}
    things = {noun for noun in nouns if any(s.kind == "class" for s in words.index.get((noun,), ()))}
    return bool(things & set(stems(words.label(prop))))


def _is_known(node: QueryNode) -> bool:
    return any("/id/" in one for one in node.entities)


def _says_nothing(edge: Edge, target: QueryNode, words: Words) -> bool:
    """Whether a relation with an open end is one that everything has."""
    return edge.p.removeprefix(words.core) in COMMON and not target.entities and not target.constant


def asks_for_none(reading: Interpretation, edge: Edge, words: Words) -> bool:
    """Whether a yes or no that a statement could give is none that is asked for.

    Nothing tells what somebody may do himself ("can we still join it"), nor is any outcome at all what is asked where
    none is named ("is it over").
    """
    target, lower = reading.graph.nodes[edge.o], [token.lower for token in reading.frame.tokens]
    leave = lower[:1] in (["can"], ["could"], ["may"]) and bool({"i", "we", "you", "one"} & set(lower[1:3]))
    if leave and words.properties[edge.p].kind in ("number", "date") and not reading.graph.filters:
        return True
    named = target.entities or {"outcome", "outcomes", "result", "results"} & set(lower)
    return edge.p == words.core + "outcome" and not named


def asks_for_duty(reading: Interpretation) -> bool:
    """Whether it is asked if somebody has to take part, where only who does was read: that he does is no answer."""
    whom = {e.p.rpartition("#")[2] for e in reading.graph.edges} == {"participantType"}
    return whom and re.search(tables()["obliged"]["words"], reading.frame.text, re.I) is not None
