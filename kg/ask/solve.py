"""Solves one part of a question: the likeliest reading that has an outcome, or the choice between two."""

from __future__ import annotations

from kg.ask.answering.borne import borne_out, is_bearable, not_then
from kg.ask.answering.headcounts import answer_headcount, counts_something_else
from kg.ask.answering.outcomes import outcome_of
from kg.ask.answering.portrait import counted_in_words
from kg.ask.answering.restricted import told_for
from kg.ask.answering.subkinds import with_subkinds
from kg.ask.answering.truth import false_premise
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.foreign.foreign import answer_foreign
from kg.ask.law.criteria import in_words as criteria_in_words
from kg.ask.law.duties import answer_duty
from kg.ask.law.extent import answer_extent
from kg.ask.parts.meeting import met_or_joined
from kg.ask.readings.before import goes_before
from kg.ask.readings.compose import Setting
from kg.ask.readings.misread import counts_fewer, counts_in_part, is_lone_feature, is_misread
from kg.ask.readings.reading import Interpretation, Understanding
from kg.ask.readings.rewording import in_words
from kg.ask.refusing.doers import bound_by_choice
from kg.ask.refusing.refusals import asks_for_source, asks_who_chooses, unsaid
from kg.ask.refusing.silence import honest, never_held, of_the_law
from kg.ask.refusing.undone import by_nobody_told
from kg.ask.spans.gains import count_gains
from kg.ask.special import answer_special
from kg.ask.words.english import stems, word_set
from kg.ask.words.words import Words


def solve(found: Understanding, setting: Setting, desk: Desk) -> tuple[Interpretation | None, Outcome]:
    """The outcome of the likeliest reading that has one; else what the words of a power or duty say."""
    reading, outcome = _likeliest(found, setting, desk)
    if reading is not None and setting.words.own:
        outcome = criteria_in_words(of_the_law(reading, outcome, desk), desk)
        outcome = bound_by_choice(reading, outcome, desk)
    outcome = told_for(outcome, desk)
    if outcome.status == "unanswered" and reading is not None and setting.words.own:
        gained = count_gains(found, desk)
        if gained is not None:
            return reading, gained
    silent = outcome.reason in ("not-understood", "no-data") and not outcome.known and not outcome.readings
    if outcome.status == "unanswered" and silent and setting.words.own and reading:
        duty = answer_extent(found, desk) or answer_duty(found, desk, loosely=True)
        if duty is not None and duty.status != "unanswered":
            return reading, duty
        never = never_held(found, desk) or by_nobody_told(reading, desk)
        if never is not None:
            return reading, never
    return reading, outcome


def _likeliest(found: Understanding, setting: Setting, desk: Desk) -> tuple[Interpretation | None, Outcome]:
    """The likeliest reading that has an outcome, with it."""
    words = setting.words
    if not words.own:
        return answer_foreign(found, setting, desk)
    if not found.readings:
        return None, Outcome("unanswered", "This was not understood.", reason="not-understood")
    special = answer_special(found, setting, desk)
    if special is not None:
        return found.readings[0], special
    best = found.readings[0]
    if asks_for_source(best, words) or asks_who_chooses(best, words):
        return best, Outcome("unanswered", "This was not understood.", reason="not-understood")
    if found.unknown:
        strange = any(best.frame.tokens[i].text.islower() for i in best.left)
        known = any(s.score > 0.7 for s in best.cover)
        reason = "out-of-scope" if strange and not known else "unknown-entity"
        return best, Outcome("unanswered", f"The sources do not speak of {found.unknown[0]}.", reason=reason)
    if best.left:
        proven = _proven(found, desk)
        if proven is not None:
            return proven
        return best, counted_in_words(best, desk) or unsaid(best, words) or _not_understood(best, words)
    counted = answer_headcount(best, desk)
    if counted is not None:
        return best, counted
    reading, outcome = _by_reading(found, desk)
    return reading, honest(reading, outcome, desk)


def _by_reading(found: Understanding, desk: Desk) -> tuple[Interpretation, Outcome]:
    """What the readings that leave no word out come to, the likeliest that comes to anything first."""
    best = found.readings[0]
    stated = _stated_number(found, desk)
    if stated is not None:
        return stated
    premise = _premise(found, desk)
    if premise is not None:
        return best, premise
    results: list[tuple[Interpretation, Outcome]] = []
    lead: Interpretation | None = None
    for reading in found.readings[: 12 if best.frame.asks == "count" else 6]:
        if reading.score < best.score - (1.9 if best.frame.asks == "count" else 0.4):
            break
        if len(reading.left) > len(best.left) or _other_word(reading, best) or is_misread(reading, desk.words):
            continue
        if any(goes_before(other, reading, desk.words) for other in found.readings[:6]):
            continue
        if _drops_what_is_asked(reading, found):
            continue
        lead = lead or reading
        if _other_word(reading, lead):
            continue
        reading = with_subkinds(reading, desk.words)
        outcome = met_or_joined(reading, desk)
        if (
            best.frame.asks == "count"
            and not outcome.settled
            and (
                _of_several(reading, outcome, desk)
                or _counts_money(reading, outcome)
                or _counts_others(reading, outcome, desk.words)
                or _counts_what_is_named(reading, outcome)
                or _counts_only_one(reading, outcome, desk.words)
            )
        ):
            continue
        results.append((reading, outcome))
        if outcome.settled and outcome.status == "unanswered":
            # Nothing meets all that is asked: a reading that lets one condition go would answer another question.
            break
        told = outcome.known and best.frame.asks != "count"
        if told and any(not r.left and _says_how_much(reading, r, desk.words) for r in found.readings[:6]):
            # "Net savings of A": that they are no outcome of A tells nothing of how large they were.
            continue
        if outcome.status != "unanswered" or told:
            break
    if results and results[0][1].status == "unanswered" and best.frame.asks == "count":
        counted = counted_in_words(best, desk)
        if counted is not None:
            return best, counted
    good = next((r for r in results if r[1].status != "unanswered"), None) or next(
        (r for r in results if r[1].known), None
    )
    if good is not None:
        rival = _rival(good, found, desk) if good[1].status != "unanswered" else None
        return rival if rival is not None else good
    if not results and counts_in_part(best, desk.words):
        return best, Outcome("unanswered", "The sources do not say how many there.", reason="no-data")
    if any(_counts_only_one(r, outcome_of(r, desk), desk.words) for r in [lead] if r and best.frame.asks == "count"):
        return best, Outcome("unanswered", "The graph does not tell how many.", reason="no-data")
    nothing = (best, Outcome("unanswered", "This was not understood.", reason="not-understood"))
    return next((r for r in results if r[1].reason != "not-understood"), results[0] if results else nothing)


def _drops_what_is_asked(reading: Interpretation, found: Understanding) -> bool:
    """Whether a reading leaves out the noun behind "which" that another one takes for a class or a relation."""
    at = len(reading.frame.focus)
    if reading.frame.asks not in ("which", "list") or any(at in s.at for s in reading.cover):
        return False
    kinds = ("class", "property")
    return any(at in s.at and s.sense.kind in kinds for r in found.readings[:8] if not r.left for s in r.cover)


def _counts_money(reading: Interpretation, outcome: Outcome) -> bool:
    """Whether amounts of money would answer "how many", where its noun is none."""
    money = any((item.datatype or "").endswith("decimal") for item in outcome.items)
    at = len(reading.frame.focus)
    return money and not {t.lower for t in reading.frame.tokens[at : at + 2]} & word_set("money", "words")


def _counts_what_is_named(reading: Interpretation, outcome: Outcome) -> bool:
    """Whether all that would be counted is what the question names itself: "how many services need prior approval"."""
    graph = reading.graph
    named = {entity for node in graph.nodes for entity in node.entities}
    subjects = {str(f.subject.iri) for f in outcome.facts}
    things = {str(f.object.iri) for f in outcome.facts if f.object.iri}
    return outcome.status == "answered" and bool(things) and things | subjects <= named


def _counts_only_one(reading: Interpretation, outcome: Outcome, words: Words) -> bool:
    """Whether what one thing has is counted that the noun does not name, or a single focus or the like is all of it.

    One law, of "how many services does it require approval for"; one focus, of "how many services does it cover".
    """
    graph, at = reading.graph, len(reading.frame.focus)
    mine = [e for e in graph.edges if graph.nodes[e.o].asked and graph.nodes[e.s].entities and not e.negated]
    if not mine or any(words.properties[e.p].kind != "thing" for e in mine):
        return False
    classes = {c for e in mine for c in words.properties[e.p].ranges} | {e.p for e in mine}
    named = any(s.sense.iri in classes for s in reading.cover if s.first <= at + 2)
    return outcome.status == "answered" and (is_lone_feature(outcome.facts) or not named)


def _proven(found: Understanding, desk: Desk) -> tuple[Interpretation, Outcome] | None:
    """The likeliest reading whose answer's own quotes say what the reading leaves unexplained."""
    fewest = len(found.readings[0].left)
    instead = None
    seen: set[tuple[object, ...]] = set()
    for reading in found.readings[:8]:
        shape = tuple(
            (e.p, reading.graph.nodes[e.s].entities, reading.graph.nodes[e.o].entities) for e in reading.graph.edges
        )
        if not is_bearable(reading) or len(reading.left) > fewest or shape in seen:
            continue
        seen.add(shape)
        outcome = outcome_of(reading, desk)
        told = borne_out(reading, outcome, desk)
        if counts_something_else(reading.frame.text, outcome.facts, desk.words):
            told = None  # "140,000 households take part" says nothing of the three utilities beside them
        if reading.frame.asks == "count" and _counts_only_one(reading, outcome, desk.words):
            told = None
        if told is not None:
            return reading, told
        known = not_then(reading, outcome) if instead is None else None
        instead = (reading, known) if known is not None else instead
    return instead


def _other_word(reading: Interpretation, best: Interpretation) -> bool:
    """Whether a reading takes a word for a loose synonym that the best one takes for what it says."""
    sure = {s.at: s for s in best.cover if s.sense.kind == "property" and s.sense.weight >= 0.95}
    return any(
        s.at in sure
        and s.sense.iri != sure[s.at].sense.iri
        and s.sense.kind in ("property", "entity")
        and s.score < 0.9 * sure[s.at].score
        for s in reading.cover
    )


def _premise(found: Understanding, desk: Desk) -> Outcome | None:
    """A false premise in any of the likely readings."""
    if found.frame.asks in ("truth", "cite", "list", "keywords", "which", "count", "duration"):
        return None
    best = found.readings[0]
    near = [r for r in found.readings[:4] if r.score >= best.score - 1.5 and not _other_word(r, best)]
    outcomes = (false_premise(r, desk) for r in near)
    return next((o for o in outcomes if o is not None), None)


def _stated_number(found: Understanding, desk: Desk) -> tuple[Interpretation, Outcome] | None:
    """ "How many models has it launched": the number that the sources state goes before one that we count."""
    best = found.readings[0]
    if best.frame.asks != "count" or "will" in {t.lower for t in best.frame.tokens}:
        return None
    said = {s.first for s in best.cover if s.sense.kind == "entity"}
    for reading in found.readings:
        graph = reading.graph
        if reading.score < best.score - 1.7:
            break
        if said - {i for s in reading.cover for i in s.at}:
            # A number that is told without a word of the question is not the number asked for.
            continue
        if reading.left or len(graph.edges) != 1 or desk.words.properties[graph.edges[0].p].kind != "number":
            continue
        if counts_fewer(graph.edges[0].p, reading, desk.words):
            continue
        if not any(n.entities for n in graph.nodes) and not _counts_noun(reading, graph.edges[0].p, desk.words):
            continue
        if not graph.nodes[graph.edges[0].o].asked or len([n for n in graph.nodes if n.entities]) > 1:
            continue
        outcome = outcome_of(reading, desk)
        if _counts_money(reading, outcome):
            continue
        if outcome.status != "unanswered" and not _of_several(reading, outcome, desk):
            return None if _counts_others(reading, outcome, desk.words) else (reading, outcome)
    return None


def _counts_others(reading: Interpretation, outcome: Outcome, words: Words) -> bool:
    """Whether places are asked for, and the numbers found count who takes part: hospitals, of "how many states"."""
    at = len(reading.frame.focus)
    noun = {t.stem for t in reading.frame.tokens[at : at + 2]}
    wherever = {words.core + "Place", words.core + "operatesIn"}
    places = {stem for stem in noun if any(s.iri in wherever for s in words.index.get((stem,), ()))}
    units = [unit.label for f in outcome.facts if (unit := f.qualifier("unit")) is not None and unit.iri]
    return bool(places and units) and not any(noun & set(stems(unit)) for unit in units)


def _counts_noun(reading: Interpretation, prop: str, words: Words) -> bool:
    """Whether a property counts what is asked for by its name: models launched, of "how many models were launched"."""
    at = len(reading.frame.focus)
    noun = {t.stem for t in reading.frame.tokens[at : at + 2]}
    return bool(noun & set(stems(words.label(prop))))


def _of_several(reading: Interpretation, outcome: Outcome, desk: Desk) -> bool:
    """Whether a count asked of nothing named would be told by the numbers of several things, which count otherwise."""
    graph = reading.graph
    numbers = any(desk.words.properties[e.p].kind == "number" for e in graph.edges)
    named = any(n.entities for n in graph.nodes)
    if numbers and not named and "will" in {t.lower for t in reading.frame.tokens}:
        return True
    return numbers and not named and graph.order is None and len({f.subject.iri for f in outcome.facts}) > 1


def _rival(
    good: tuple[Interpretation, Outcome], found: Understanding, desk: Desk
) -> tuple[Interpretation, Outcome] | None:
    """Two readings that are as likely and have different answers: neither is guessed, both are shown."""
    reading, outcome = good
    mine = {i.value for i in outcome.items}
    props = {e.p for e in reading.graph.edges}
    for other in found.readings[:6]:
        if _plainer_label(reading, other, desk.words) or _said_by_name(reading, other):
            continue
        if not other.left and _says_how_much(reading, other, desk.words):
            more = outcome_of(other, desk)
            if more.status != "unanswered":
                return other, more
        if (
            other is reading
            or abs(other.score - reading.score) > 0.02
            or other.left
            or _same_relations({e.p for e in other.graph.edges}, props)
            or not other.graph.edges
        ):
            continue
        more = outcome_of(other, desk)
        if more.status != "unanswered" and not {i.value for i in more.items} & mine:
            if _names_relation(other, reading, desk.words):
                continue
            if found.frame.asks == "who" and _people(outcome, desk.words) and not _people(more, desk.words):
                continue
            both = [(in_words(r, found, desk.words), o.sparql or "") for r, o in ((reading, outcome), (other, more))]
            names = " or ".join(f"“{said}”" for said, _ in both)
            return reading, Outcome(
                "unanswered",
                f"This can be read in two ways: {names}. Please say which is meant.",
                reason="not-understood",
                readings=both,
            )
    return None


def _same_relations(theirs: set[str], mine: set[str]) -> bool:
    """Whether one reading only adds to the relations of another."""
    return theirs <= mine or mine <= theirs


def _people(outcome: Outcome, words: Words) -> bool:
    """Whether what answers are people."""
    known = [words.entities[i.iri] for i in outcome.items if i.iri in words.entities]
    return bool(known) and all(any(words.is_a(t, words.core + "Person") for t in e.types) for e in known)


def _says_how_much(reading: Interpretation, other: Interpretation, words: Words) -> bool:
    """Whether another reading tells the amount of what this one only tells that it is, of the same known things."""
    amounts = all(words.properties[e.p].kind == "number" and other.graph.nodes[e.s].entities for e in other.graph.edges)
    known = all(reading.graph.nodes[e.s].entities for e in reading.graph.edges)
    return bool(other.graph.edges) and amounts and known and _names_relation(reading, other, words)


def _names_relation(reading: Interpretation, other: Interpretation, words: Words) -> bool:
    """Whether a value in one reading has the name of the relation of another: both mean the same, one says how much."""
    names = {tuple(stems(words.label(e.p))) for e in other.graph.edges}
    return any(
        tuple(stems(words.label(v))) in names for n in reading.graph.nodes for v in n.entities if "/id/" not in v
    )


def _plainer_label(reading: Interpretation, other: Interpretation, words: Words) -> bool:
    """Whether another reading's relation is the same with a word more, which the question does not say."""
    mine = {s for e in reading.graph.edges for s in stems(words.label(e.p))}
    theirs = {s for e in other.graph.edges for s in stems(words.label(e.p))}
    return mine < theirs


def _said_by_name(reading: Interpretation, other: Interpretation) -> bool:
    """Whether a word is the very name of this reading's relation and only another word for that of the other."""
    mine = {s.at: s.sense for s in reading.cover if s.sense.kind == "property"}
    theirs = [s for s in other.cover if s.sense.kind == "property" and s.at in mine]
    return any(mine[s.at].iri != s.sense.iri and mine[s.at].weight > s.sense.weight for s in theirs)


def _not_understood(reading: Interpretation, words: Words) -> Outcome:
    missing = ", ".join(f"“{reading.frame.tokens[i].text}”" for i in reading.left[:3])
    # A place alone ("the weather in Ohio") makes no question one about what the sources speak of.
    explained = [
        s
        for s in reading.cover
        if s.score > 0.7
        and not (s.sense.kind == "entity" and words.core + "Place" in words.entities[s.sense.iri].types)
    ]
    if reading.frame.asks not in ("keywords", "truth") and not explained:
        return Outcome(
            "unanswered",
            f"This is outside what the sources speak of: nothing in the graph matches {missing}.",
            reason="out-of-scope",
        )
    return Outcome(
        "unanswered", f"This was not understood: nothing in the graph matches {missing}.", reason="not-understood"
    )
