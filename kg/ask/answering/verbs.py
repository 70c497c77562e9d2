"""What the verb of a question tells: gain or loss, past or future, and an end that only what began can have."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.answering.choose import Choice
from kg.ask.evidence.lookup import Found, find_statements
from kg.ask.graphs.graphs import Edge
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import stems, word_set
from kg.ask.words.words import PropertyWords, Words
from kg.read.reader import GraphReader


def by_sign(choice: Choice, reading: Interpretation, prop: PropertyWords) -> None:
    """ "How much did it lose": of a property that holds gains and losses, only those of the sign asked for."""
    said = {s for phrase in (*prop.names, *prop.subject_verbs) for s in stems(phrase)}
    if prop.kind != "number" or not {"los", "sav"} <= {s[:3] for s in said}:
        return
    # A name ("Total Cost of Care") tells no sign.
    names = {i for c in reading.cover if c.sense.kind == "entity" and "/id/" in c.sense.iri for i in c.at}
    lower = {t.lower for i, t in enumerate(reading.frame.tokens) if i not in names}
    negative, positive = lower & word_set("signs", "negative"), lower & word_set("signs", "positive")
    listed_by = reading.frame.asks in ("which", "list", "count") and not any(n.entities for n in reading.graph.nodes)
    positive |= lower & {s for n in prop.names for s in n.split() if s.startswith("saving")} if listed_by else set()
    if bool(negative) == bool(positive):
        return
    keep = [f for f in choice.chosen if f.fact.object.value.startswith("-") == bool(negative)]
    # Where one source tells a gain and another a loss, both are the answer to how much was won.
    against = {iri for f in keep for iri in f.fact.conflicts_with}
    keep += [f for f in choice.chosen if f.fact.iri in against and f not in keep]
    choice.aside += [f for f in choice.chosen if f not in keep]
    choice.chosen = keep


def speaks_of_past(reading: Interpretation, edge: Edge) -> bool:
    """Whether the relation's verb is in the past ("which started after 2020"), so that what lies ahead is not meant."""
    token = reading.frame.tokens[edge.at] if 0 <= edge.at < len(reading.frame.tokens) else None
    if token is None or reading.frame.modality or reading.frame.asks not in ("which", "count", "list", "who"):
        return False
    before = {t.lower for t in reading.frame.tokens[max(0, edge.at - 3) : edge.at]}
    past = token.lower.endswith("ed") or (
        token.lower != token.stem and token.lower in ("began", "ran", "went", "led", "took", "lost", "won")
    )
    return past and not before & {"will", "to", "be", "is", "are"}


def speaks_of_future(reading: Interpretation, edge: Edge) -> bool:
    """Whether the relation's verb is in the future ("which will start"), so that only what lies ahead is meant."""
    before = [t.lower for t in reading.frame.tokens[max(0, edge.at - 3) : edge.at]]
    return bool({"will", "to"} & set(before)) and reading.frame.asks in ("which", "count", "list", "who")


def never_began(
    reading: Interpretation, edge: Edge, found: Sequence[Found], words: Words, reader: GraphReader
) -> set[str]:
    """ "Which ended in 2017": the things found that were given up before they began, so that they did not end.

    Where the verb says that something was cancelled or cut short, what never began is meant as well: nothing then.
    """
    token = reading.frame.tokens[edge.at] if 0 <= edge.at < len(reading.frame.tokens) else None
    if edge.p != words.core + "endedOn" or token is None or token.lower not in word_set("fates", "run_out"):
        return set()
    core, subjects = words.core, sorted({str(f.fact.subject.iri) for f in found})
    told = find_statements(reader, words, subjects, (core + "status",), (core + "Withdrawn",)) if subjects else []
    gone = {str(f.fact.subject.iri) for f in told if not f.fact.negated and f.fact.rank != "deprecated"}
    begun = find_statements(reader, words, sorted(gone), (core + "startedOn",)) if gone else []
    return gone - {str(f.fact.subject.iri) for f in begun if f.fact.modality == "fact" and not f.fact.negated}
