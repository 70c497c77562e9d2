"""Tries: what a part of a question comes to as it stands, or put more plainly, by its names or by what it describes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.ask.answering.headcounts import counts_something_else
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.law.provisions import of_kind, settle_kind, settle_rule
from kg.ask.naming.laws import named_so
from kg.ask.naming.longer import longer_names
from kg.ask.naming.main_body import of_main_body, without_maker
from kg.ask.naming.respelt import with_names_respelled
from kg.ask.parts.conditions import answer_conditions, answer_placed
from kg.ask.parts.differences import answer_difference
from kg.ask.parts.told import answer_told
from kg.ask.posts.called import settle_bare_title
from kg.ask.posts.in_office import settle_term
from kg.ask.posts.posts import settle_post, settle_succession, settle_title
from kg.ask.posts.tenures import settle_tenure
from kg.ask.questions.everyday import everyday, instead, other_ways
from kg.ask.questions.frame import find_focus, plainer
from kg.ask.readings.compose import Setting
from kg.ask.readings.forms import plain_form
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.readings.rewording import in_words
from kg.ask.settling.adjuncts import told_apart, without_adjunct
from kg.ask.settling.alternatives import among_offered, open_choice
from kg.ask.settling.clauses import settle_clause, settle_doer, settle_kin, with_proof
from kg.ask.settling.described import described, names_in, without_original
from kg.ask.settling.descriptions import say_which, settle_description, unclear_which
from kg.ask.settling.idle import without_idle
from kg.ask.settling.saying import only_saying, ways_with_proof
from kg.ask.settling.topics import only_among, settle_topic
from kg.ask.solve import solve
from kg.ask.spans.ongoing import of_now
from kg.ask.spans.postponed import still_ahead
from kg.ask.telling.nearest import answer_nearest
from kg.ask.words.english import tokenize, word_set

_LAWS = ("grantsPower", "imposesDuty")


@dataclass(slots=True)
class Solved:
    """What the first part of a question came to. `done` is set where no later part can add to it."""

    text: str
    understood: str
    outcome: Outcome
    found: Understanding
    reading: Interpretation | None = None
    done: bool = False


def solved(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved:
    """The first part of a question, with what has been `noted` of it; `alone` where it is the only one."""
    apart = answer_difference(part, setting, desk, solve) if alone else None
    if apart is not None:
        return Solved(part, part, apart, understand(part, setting), done=True)
    told = answer_told(part, setting, desk, solve)
    if told is not None:
        told.found.notes.extend(noted)
        said = in_words(told.reading, told.found, setting.words)
        return Solved(told.text, said, told.outcome, told.found, told.reading)
    part, about, among = settle_topic(part, setting, desk)
    part, kin = settle_kin(settle_doer(part, setting, desk), setting, desk, solve)
    if about is not None and alone:
        return Solved(part, part, about, understand(part, setting), done=True)
    part, names = settle_kind(part, setting.words)
    part, ruled = settle_rule(part, setting, desk, solve)
    kin = kin or ruled
    part, stretch, held = settle_term(part, setting, desk)
    part, called = settle_bare_title(part, desk)
    part = plainer(everyday(part)) if called else part
    part = settle_tenure(part, setting, desk)
    titled = settle_title(settle_succession(part, setting, desk), setting, desk)
    settled, notes, proof = settle_clause(settle_post(titled, setting), setting, desk, solve)
    if not settled and proof is not None:
        return Solved(part, part, proof, understand(part, setting), done=True)
    found = understand(settled, setting)
    choice = open_choice(found, setting)
    if choice is not None:
        settled = choice[0]
        found = understand(settled, setting)
    reading, outcome = solve(found, setting, desk)
    outcome = among_offered(outcome, choice[1]) if choice is not None else outcome
    outcome = of_now(of_kind(outcome, names) if names is not None else outcome, found, desk)
    outcome = still_ahead(outcome, found, desk)
    found.notes.extend([*noted, *([called] if called else []), *stretch, *notes])
    outcome = with_proof(outcome, held)
    outcome = with_proof(only_among(outcome, among, found) if among else outcome, kin)
    said = in_words(reading, found, setting.words)
    return Solved(settled, said, with_proof(outcome, proof), found, reading)


def first_try(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved:
    """What a question comes to as it stands, or without the one body that all tests in the graph are of."""
    placed = answer_placed(part, _asker(setting, desk), setting, desk, solve) if alone else None
    if placed is not None:
        said = f"{part}: among what meets the conditions"
        return Solved(part, said, placed, understand(part, setting), done=True)
    whole, note = of_main_body(part, setting, desk) if setting.words.own else (part, "")
    if note:
        found = solved(plainer(everyday(whole)), setting, desk, [*noted, note], alone=alone)
        if found.outcome.status != "unanswered":
            return found
    return solved(part, setting, desk, noted, alone=alone)


def tried(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved:
    """What a question comes to as it stands, else put more plainly."""
    first = first_try(part, setting, desk, noted, alone=alone)
    return second_try(part, first, setting, desk, noted, alone=alone)


def second_try(part: str, first: Solved, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved:
    """The first plainer way to put a question that was not answered which is, else what it came to as it stood."""
    if first.outcome.status != "unanswered":
        return _only_of_one(part, first, setting, desk, noted, alone=alone)
    if first.outcome.reason in ("not-understood", "no-data") and not first.outcome.settled and alone:
        met = answer_conditions(part, _asker(setting, desk), setting, desk, solve)
        if met is not None:
            return replace(first, understood=f"{part}: each condition by itself", outcome=met)
    if first.outcome.reason == "unknown-entity":
        return _described_try(part, setting, desk, noted, alone=alone) or first
    if first.outcome.reason not in ("not-understood", "no-data", "out-of-scope"):
        return first
    if first.outcome.known:
        ways = instead(part)
        if not first.outcome.settled:
            ways += [way for way in (without_maker(part, setting, desk),) if way[1]]
        wider = (solved(plainer(everyday(said)), setting, desk, [*noted, note], alone=alone) for said, note in ways)
        return next((one for one in wider if one.outcome.status != "unanswered"), first)
    if first.outcome.readings:
        formed = _in_plain_form(part, setting, desk, noted, alone=alone)
        return formed if formed is not None and formed.outcome.status != "unanswered" else first
    mended, mend = with_names_respelled(part, setting.words)
    if mend:
        again = solved(mended, setting, desk, [*noted, mend], alone=alone)
        if again.outcome.reason != "not-understood":
            return again
    ways = [*named_so(part, desk)[1:], *other_ways(part), *longer_names(part, desk.words)]
    ways += [way for way in (without_idle(part, first.found), without_maker(part, setting, desk)) if way[1]]
    for said, note, *proof in [*ways, *ways_with_proof(part)]:
        again = solved(plainer(everyday(said)), setting, desk, [*noted, note], alone=alone)
        again.outcome = only_saying(again.outcome, *proof)
        if again.outcome.status != "unanswered":
            return again
    named_kin, kin = settle_kin(part, setting, desk, solve, whether=False) if alone else (part, None)
    if kin is not None:
        said = plainer(everyday(named_kin))
        again = tried(said, setting, desk, noted, alone=alone)
        if again.outcome.reason in (None, "no-data", "false-premise"):
            again.outcome = with_proof(again.outcome, kin)
            return again
    depicted = _described_try(part, setting, desk, noted, alone=alone)
    if depicted is not None:
        return depicted
    bare, left_out = without_original(part, desk)
    named, as_named, several = described(bare, desk)
    anew = [("", named)] if named != part else []
    anew += [(note, plainer(everyday(said))) for said, note in other_ways(named)] if anew else []
    for note, said in anew:
        notes = [n for n in (left_out, as_named, note) if n]
        again = solved(said, setting, desk, [*noted, *notes], alone=alone)
        if again.outcome.status != "unanswered":
            return again
    if several:
        first.outcome, first.done = say_which(as_named, several), True
    if first.outcome.reason != "not-understood" or several:
        return first
    formed = _in_plain_form(part, setting, desk, noted, alone=alone)
    if formed is not None and formed.outcome.status != "unanswered":
        return formed
    nearest = answer_nearest(part, first.found, desk)
    if nearest is not None:
        return replace(first, understood=nearest[0], outcome=nearest[1])
    return _without_adjunct(part, setting, desk, noted, alone=alone) or formed or first


def _asker(setting: Setting, desk: Desk) -> Callable[[str], Outcome]:
    """What answers a question that another one is put together from; all things of a kind meet no condition."""

    def ask(said: str) -> Outcome:
        part = solved(plainer(everyday(said)), setting, desk, [], alone=True)
        unmet = part.reading is not None and not part.reading.graph.edges
        return Outcome("unanswered", "This was not understood.", reason="not-understood") if unmet else part.outcome

    return ask


def _described_try(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved | None:
    """What a question comes to with the name of the one thing that it describes; None where it describes none."""
    named, note, several = settle_description(part, desk)
    if several:
        only = _only_told(part, note, several, setting, desk, noted, alone=alone)
        return only or Solved(part, part, say_which(note, several), understand(part, setting), done=True)
    if named == part:
        return None
    again = tried(named, setting, desk, [*noted, note], alone=alone)
    return again if again.outcome.reason != "not-understood" else None


def _only_told(
    part: str, note: str, several: tuple[str, ...], setting: Setting, desk: Desk, noted: list[str], *, alone: bool
) -> Solved | None:
    """What a number or date is asked of, where one alone of the things that may be meant has any; it is named then."""
    said = note.partition("“")[2].partition("”")[0]
    if find_focus(tokenize(part))[0] not in ("amount", "when", "duration") or said not in part:
        return None
    told = []
    for label in several:
        chosen = f"taking “{said}” for {label}, the only one of which this is told"
        one = tried(part.replace(said, label), setting, desk, [*noted, chosen], alone=alone)
        told += [one] if one.outcome.status != "unanswered" else []
    return told[0] if len(told) == 1 else None


def _without_adjunct(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved | None:
    """What a question comes to without a clause beside it that leaves nothing to choose; None where none is so."""
    for said, aside in without_adjunct(part, desk.words) if alone else ():
        note = f"leaving aside “{aside}”"
        bare = first_try(plainer(everyday(said)), setting, desk, [*noted, note], alone=alone)
        if told_apart(bare.outcome, aside, desk):
            return bare
    return None


def _only_of_one(part: str, first: Solved, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved:
    """An answer, but that of the one thing that a question describes, or the choice where it may describe several."""
    if not desk.words.own or first.outcome.settled or names_in(part, desk.words):
        return first
    if first.outcome.facts and all(str(f.property.iri).endswith(_LAWS) for f in first.outcome.facts):
        return first  # "may the director test a model": the words of a power or duty are found by all of a question
    part = of_main_body(part, setting, desk)[0]
    unclear = unclear_which(part, desk)
    if unclear is not None:
        refusal, unsure, several = unclear
        only = _only_told(part, unsure, several, setting, desk, noted, alone=alone) if several else None
        return only or replace(first, outcome=refusal, done=True)
    named, note, _ = settle_description(part, desk)
    again = first_try(named, setting, desk, [*noted, note], alone=alone) if named != part else first
    return again if again.outcome.status != "unanswered" else first


def _names_tests(text: str) -> bool:
    return bool({token.lower.removesuffix("s") for token in tokenize(text)} & word_set("unknown", "nouns"))


def _in_plain_form(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> Solved | None:
    """What the plain form of a question came to, where it has one and that was understood."""
    form = plain_form(part, setting.words)
    if form is None or (form.asks_of_a_time and not _names_tests(part)):
        return None  # "where did she go" asks of no tests of her time
    if any(f"the {kin} of " in part.lower() and kin not in form.text.lower() for kin in ("successor", "predecessor")):
        return None  # what is asked of the one that follows something is not told by that
    notes = [*noted, *form.notes, f"reading the question as “{form.text}”"]
    formed = solved(form.text, setting, desk, notes, alone=alone)
    if counts_something_else(part, formed.outcome.facts, setting.words):
        return None
    return formed if formed.outcome.reason in ("", None, "no-data", "false-premise") else None


def as_typed(typed: str, first: Solved, setting: Setting, desk: Desk) -> Solved | None:
    """What the plain form of a whole question as it was typed is answered with; None where it asks another one.

    `first` is what the first part of the question came to.
    """
    formed = _in_plain_form(typed, setting, desk, [], alone=True)
    return None if formed is None or formed.outcome.status != "answered" or _has_lost(formed, first) else formed


def _has_lost(formed: Solved, first: Solved) -> bool:
    """Whether a plain form has lost what its question asks, so that it answers another one.

    It answers by a relation that the question was read as asking and had no answer by ("who is director now", where it
    is told who was years ago), only tells what a thing is ("what is it also known as"), or counts what happens to be
    named.
    """
    asked = {edge.p for edge in first.reading.graph.edges} if first.reading is not None else set()
    told = {str(fact.property.iri) for fact in formed.outcome.facts}
    portrait = formed.reading is None or not formed.reading.graph.edges
    by_law = all(iri.endswith(("grantsPower", "imposesDuty")) for iri in told)  # found by any words of a duty
    counted = formed.found.frame.asks == "count" and all(f.object.iri for f in formed.outcome.facts)
    return portrait or by_law or counted or (first.outcome.reason == "no-data" and not asked.isdisjoint(told))
