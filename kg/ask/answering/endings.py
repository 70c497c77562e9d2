"""Whether what a question says has happened did: "when was it terminated", of what is only to end one day."""

from __future__ import annotations

from kg.ask.answering.sentences import full_sentence, lowered, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of
from kg.ask.graphs.graphs import Edge
from kg.ask.questions.frame import QuestionFrame
from kg.ask.readings.reading import Interpretation
from kg.ask.words.english import word_set
from kg.read.facts import Fact


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
    told = _upheld(found)
    if not told or any(f.modality != "plan" for f in told):
        return None
    states = _states(subjects, desk)
    ends = ("TerminatedEarly", "Ended")
    denied = [f.fact for f in states if f.fact.negated and str(f.fact.object.iri).endswith(ends)]
    if denied:
        text = f"the sources do not bear out what the question takes for granted: {full_sentence(denied[0], words)}"
        return Outcome(
            "unanswered", sentence(text), reason="false-premise", known=[item_of([f]) for f in denied], facts=denied
        )
    text = f"the sources do not say that it was stopped; {full_sentence(told[0], words)}"
    # What runs and is only to end on a day that has not come was not stopped.
    stopped = any(not _is_ahead(f, desk) for f in told) or not _is_running(states, desk)
    return _untold(text, told, "no-data" if stopped else "false-premise")


def _still_to_end(reading: Interpretation, subjects: tuple[str, ...], found: list[Found], desk: Desk) -> Outcome | None:
    """ "When did it end", of one thing that runs and whose end is planned for a day that has not come: it did not."""
    told = _upheld(found)
    if not _asks_when_it_did(reading.frame) or len(subjects) != 1:
        return None
    if not told:
        return _runs_on(subjects, desk)
    if any(f.modality != "plan" or not _is_ahead(f, desk) for f in told) or not _is_running(
        _states(subjects, desk), desk
    ):
        return None
    return _untold(f"the sources do not say that it ended: {lowered(full_sentence(told[0], desk.words))}", told)


def _runs_on(subjects: tuple[str, ...], desk: Desk) -> Outcome | None:
    """ "When did it end", of one thing that is said to run, on no day of its own, and whose end nobody tells."""
    states = _states(subjects, desk)
    active = [f.fact for f in states if f.fact.object.iri == desk.words.core + "Active" and not f.fact.negated]
    # Of what ran on some day long ago nobody knows whether it still does.
    if not _is_running(states, desk) or any(f.qualifier("asOf") or f.qualifier("pointInTime") for f in active):
        return None
    return _untold(f"the sources do not say that it ended: {lowered(full_sentence(active[0], desk.words))}", active[:1])


def _still_to_begin(
    reading: Interpretation, subjects: tuple[str, ...], found: list[Found], desk: Desk
) -> Outcome | None:
    """ "When did it start", of one thing whose planned first day has not come: what is planned is told."""
    told = _upheld(found)
    if not _asks_when_it_did(reading.frame) or len(subjects) != 1 or any(f.modality != "plan" for f in told):
        return None
    ahead = sorted((f for f in told if _is_ahead(f, desk)), key=lambda f: f.object.value)
    states = _states(subjects, desk) if ahead else []
    if not ahead or _is_running(states, desk) or any(_is_end(f.fact) for f in states if not f.fact.negated):
        return None
    return _untold(f"the sources do not say that it has begun: {lowered(full_sentence(ahead[-1], desk.words))}", ahead)


def _asks_when_it_did(frame: QuestionFrame) -> bool:
    return frame.asks == "when" and not frame.modality and any(t.lower == "did" for t in frame.tokens)


def _upheld(found: list[Found]) -> list[Fact]:
    """The statements that affirm something and are not deprecated."""
    return [f.fact for f in found if not f.fact.negated and f.fact.rank != "deprecated"]


def _is_ahead(fact: Fact, desk: Desk) -> bool:
    """Whether the day that a statement tells has not come, as far as it tells it."""
    return fact.object.value[:10] > desk.day[: len(fact.object.value)]


def _states(subjects: tuple[str, ...], desk: Desk) -> list[Found]:
    """The states and outcomes told of some things."""
    words = desk.words
    return find_statements(desk.reader, words, subjects, (words.core + "status", words.core + "outcome"))


def _untold(text: str, facts: list[Fact], reason: str = "false-premise") -> Outcome:
    """A refusal in the words given, with the first three statements as what is known instead."""
    return Outcome("unanswered", sentence(text), reason=reason, known=[item_of([f]) for f in facts[:3]], facts=facts)


def _is_running(states: list[Found], desk: Desk) -> bool:
    """Whether the states and outcomes told of something have it running, and none has it over."""
    now = [f for f in _upheld(states) if f.modality == "fact"]
    return any(f.object.iri == desk.words.core + "Active" for f in now) and not any(_is_end(f) for f in now)


def _is_end(fact: Fact) -> bool:
    return str(fact.object.iri).endswith(("Ended", "TerminatedEarly", "Withdrawn"))


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
