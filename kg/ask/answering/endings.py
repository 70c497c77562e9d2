"""Whether what a question says has happened did: "when was it terminated", of what is only to end one day."""

from __future__ import annotations

from kg.ask.answering.sentences import full_sentence, lowered, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of
from kg.ask.graphs.graphs import Edge
from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import word_set


def not_cut_short(reading: Interpretation, edge: Edge, found: list[Found], desk: Desk) -> Outcome | None:
    """A refusal where a question takes for granted that something was stopped, and only a planned end is told.

    In: the reading, its relation, and the statements found. Out: false-premise where the sources deny that it was
    stopped, no-data with the planned end where they do not; None for any other question.
    """
    words, frame = desk.words, reading.frame
    subjects = reading.graph.nodes[edge.s].entities
    cut = {t.lower for t in frame.tokens} & word_set("fates", "cut")
    if edge.p == words.core + "startedOn" and subjects:
        return _still_to_begin(reading, subjects, found, desk)
    if edge.p != words.core + "endedOn" or not subjects or not frame.past:
        return None
    if not cut:
        return _still_to_end(reading, subjects, found, desk)
    told = [f for f in found if not f.fact.negated and f.fact.rank != "deprecated"]
    if not told or any(f.fact.modality != "plan" for f in told):
        return None
    facts = [f.fact for f in told]
    states = find_statements(desk.reader, words, subjects, (words.core + "status", words.core + "outcome"))
    ends = ("TerminatedEarly", "Ended")
    denied = [f.fact for f in states if f.fact.negated and str(f.fact.object.iri).endswith(ends)]
    if denied:
        text = f"the sources do not bear out what the question takes for granted: {full_sentence(denied[0], words)}"
        return Outcome(
            "unanswered", sentence(text), reason="false-premise", known=[item_of([f]) for f in denied], facts=denied
        )
    text = f"the sources do not say that it was stopped; {full_sentence(facts[0], words)}"
    # What runs and is only to end on a day that has not come was not stopped.
    ahead = all(f.object.value[:10] > desk.day[: len(f.object.value)] for f in facts)
    reason = "false-premise" if ahead and _is_running(states, desk) else "no-data"
    return Outcome("unanswered", sentence(text), reason=reason, known=[item_of([f]) for f in facts[:3]], facts=facts)


def _still_to_end(reading: Interpretation, subjects: tuple[str, ...], found: list[Found], desk: Desk) -> Outcome | None:
    """ "When did it end", of one thing that runs and whose end is planned for a day that has not come: it did not."""
    words, frame = desk.words, reading.frame
    said = [t.lower for t in frame.tokens]
    told = [f for f in found if not f.fact.negated and f.fact.rank != "deprecated"]
    if frame.asks != "when" or frame.modality or len(subjects) != 1 or "did" not in said:
        return None
    if not told:
        return _runs_on(subjects, desk)
    if any(f.fact.modality != "plan" or f.fact.object.value[:10] <= desk.day[: len(f.fact.object.value)] for f in told):
        return None
    states = find_statements(desk.reader, words, subjects, (words.core + "status", words.core + "outcome"))
    if not _is_running(states, desk):
        return None
    facts = [f.fact for f in told]
    text = f"the sources do not say that it ended: {lowered(full_sentence(facts[0], words))}"
    known = [item_of([f]) for f in facts[:3]]
    return Outcome("unanswered", sentence(text), reason="false-premise", known=known, facts=facts)


def _runs_on(subjects: tuple[str, ...], desk: Desk) -> Outcome | None:
    """ "When did it end", of one thing that is said to run, on no day of its own, and whose end nobody tells."""
    states = find_statements(
        desk.reader, desk.words, subjects, (desk.words.core + "status", desk.words.core + "outcome")
    )
    active = [f.fact for f in states if f.fact.object.iri == desk.words.core + "Active" and not f.fact.negated]
    # Of what ran on some day long ago nobody knows whether it still does.
    if not _is_running(states, desk) or any(f.qualifier("asOf") or f.qualifier("pointInTime") for f in active):
        return None
    text = f"the sources do not say that it ended: {lowered(full_sentence(active[0], desk.words))}"
    return Outcome("unanswered", sentence(text), reason="false-premise", known=[item_of(active[:1])], facts=active[:1])


def _still_to_begin(
    reading: Interpretation, subjects: tuple[str, ...], found: list[Found], desk: Desk
) -> Outcome | None:
    """ "When did it start", of one thing whose planned first day has not come: what is planned is told."""
    words, frame = desk.words, reading.frame
    told = [f for f in found if not f.fact.negated and f.fact.rank != "deprecated"]
    if frame.asks != "when" or frame.modality or len(subjects) != 1 or not told:
        return None
    if "did" not in [t.lower for t in frame.tokens] or any(f.fact.modality != "plan" for f in told):
        return None
    ahead = [f for f in told if f.fact.object.value[:10] > desk.day[: len(f.fact.object.value)]]
    states = find_statements(desk.reader, words, subjects, (words.core + "status", words.core + "outcome"))
    if not ahead or _is_running(states, desk) or any(_is_end(f) for f in states if not f.fact.negated):
        return None
    facts = sorted((f.fact for f in ahead), key=lambda f: f.object.value)
    text = f"the sources do not say that it has begun: {lowered(full_sentence(facts[-1], words))}"
    known = [item_of([f]) for f in facts[:3]]
    return Outcome("unanswered", sentence(text), reason="false-premise", known=known, facts=facts)


def _is_running(states: list[Found], desk: Desk) -> bool:
    """Whether the states and outcomes told of something have it running, and none has it over."""
    now = [f for f in states if not f.fact.negated and f.fact.rank != "deprecated" and f.fact.modality == "fact"]
    return any(f.fact.object.iri == desk.words.core + "Active" for f in now) and not any(_is_end(f) for f in now)


def _is_end(found: Found) -> bool:
    return str(found.fact.object.iri).endswith(("Ended", "TerminatedEarly", "Withdrawn"))


def only_forecast(found: list[Found], frame: QuestionFrame, desk: Desk) -> Outcome | None:
    """The refusal to tell how much something did, where all that is told is what was forecast; None where more is."""
    lower = {token.lower for token in frame.tokens}
    done = bool(lower & {"did", "has", "have", "had"}) and not lower & {"would", "will", "could", "might", "if"}
    forecast = bool(found) and all(f.fact.modality == "projection" for f in found)
    if not done or not forecast or frame.asks in ("who", "truth", "cite", "when") or frame.modality:
        return None
    ahead = " ".join(dict.fromkeys(full_sentence(f.fact, desk.words) for f in found))
    text = sentence(f"the sources do not say what came of it; what was forecast: {ahead}")
    known = [item_of([f.fact]) for f in found[:5]]
    return Outcome("unanswered", text, reason="no-data", known=known, facts=[f.fact for f in found])
