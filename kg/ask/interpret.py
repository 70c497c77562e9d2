"""From a question to an Answer: parts, readings, the outcome of each, and the refusals that help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from kg.ask.answering.exact import without_vaguer
from kg.ask.answering.headcounts import counts_something_else
from kg.ask.answering.joined import join_outcomes
from kg.ask.evidence.cited import Answer, Citation, Room
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import remembered
from kg.ask.law.provisions import of_kind, settle_inner, settle_kind, settle_rule
from kg.ask.law.rules import answer_rule
from kg.ask.law.statutes import answer_law, by_law, without_law
from kg.ask.naming.definite import settle_definite
from kg.ask.naming.laws import named_so
from kg.ask.naming.longer import longer_names
from kg.ask.naming.main_body import of_main_body, without_maker
from kg.ask.naming.respelt import respelled, with_names_respelled
from kg.ask.naming.shortened import with_full_names
from kg.ask.parts.apiece import answer_apiece
from kg.ask.parts.conditions import answer_conditions, answer_placed
from kg.ask.parts.differences import answer_difference
from kg.ask.parts.follow import follow_up, point_back, points_nowhere
from kg.ask.parts.reckoned import answer_change, answer_total
from kg.ask.parts.shared import answer_shared
from kg.ask.parts.told import answer_told
from kg.ask.posts.offices import settle_office
from kg.ask.posts.posts import settle_post, settle_succession, settle_title
from kg.ask.posts.tenures import settle_tenure
from kg.ask.questions.asides import told_of, without_setting
from kg.ask.questions.coarse import exact_times
from kg.ask.questions.everyday import everyday, instead, other_ways
from kg.ask.questions.frame import find_focus, normalise, plainer, split_parts
from kg.ask.readings.compose import Setting
from kg.ask.readings.forms import plain_form
from kg.ask.readings.reading import Interpretation, Understanding, understand
from kg.ask.readings.rewording import in_words
from kg.ask.refusing.doers import of_its_own
from kg.ask.refusing.hostile import hostile
from kg.ask.refusing.refusals import outside, refuse
from kg.ask.refusing.unsaid import with_reason
from kg.ask.settling.alternatives import among_offered, open_choice
from kg.ask.settling.claims import settle_claim
from kg.ask.settling.clauses import settle_clause, settle_doer, settle_kin, with_proof
from kg.ask.settling.described import described, names_another, names_in, without_original
from kg.ask.settling.descriptions import beside_name, say_which, settle_description, unclear_which
from kg.ask.settling.idle import without_idle
from kg.ask.settling.saying import only_saying, ways_with_proof
from kg.ask.settling.topics import only_among, settle_topic
from kg.ask.solve import solve
from kg.ask.spans.ongoing import of_now
from kg.ask.telling.nearest import answer_nearest
from kg.ask.words.english import tokenize
from kg.ask.words.schema import Step, steps_of
from kg.ask.words.words import RDF, Words
from kg.read.facts import Fact
from kg.read.reader import GraphReader

MOST_FACTS = 5000


@dataclass(slots=True)
class _Kept:
    """What a lexicon needs once: schema steps, speakers, the main topic, the graph's day, statements read so far."""

    steps: dict[str, list[Step]]
    speakers: frozenset[str]
    topic: tuple[str, ...]
    day: str
    reader: GraphReader
    facts: dict[str, Fact] = field(default_factory=dict)


_KEPT: dict[int, tuple[Words, Any, _Kept]] = {}


def _kept(room: Room) -> _Kept:
    held = _KEPT.get(id(room.words))
    if held is not None and held[0] is room.words and held[1] is room.store:
        return held[2]
    words, store = room.words, room.store
    base = words.core.removesuffix("core#")
    reader = GraphReader(store, base)
    speakers: frozenset[str] = frozenset()
    topic: tuple[str, ...] = ()
    day = "9999-12-31"
    if words.own:
        core = words.core
        rows = store.select(
            f"SELECT DISTINCT ?x WHERE {{ VALUES ?p {{ <{core}attributedTo> <{core}reportedBy> }} ?st ?p ?x }}"
        )
        speakers = frozenset(r["x"].value for r in rows)
        rows = store.select(
            f"SELECT ?s (COUNT(?st) AS ?n) (COUNT(DISTINCT ?p) AS ?k) WHERE {{ ?st <{RDF}subject> ?s ; "
            f"<{RDF}predicate> ?p }} GROUP BY ?s"
        )
        for r in rows:
            if r["s"].value in words.entities:
                words.entities[r["s"].value].degree = int(r["n"].value)
                words.entities[r["s"].value].breadth = int(r["k"].value)
        rows = store.select(f"SELECT DISTINCT ?o WHERE {{ ?st <{RDF}object> ?o FILTER(isIRI(?o)) }}")
        words.silent = set(words.entities) - {r["o"].value for r in rows}
        words.silent = {i for i in words.silent if not words.entities[i].degree and "/id/" in i}
        topic = _main_topic(words)
        rows = store.select("SELECT (MAX(STR(?d)) AS ?day) WHERE { ?x <http://purl.org/dc/terms/issued> ?d }")
        day = rows[0]["day"].value if rows and "day" in rows[0] else day
        words.day = day[:10] if day[:1] in "12" else ""
    kept = _Kept(steps_of(words), speakers, topic, day, reader)
    if len(_KEPT) > 8:
        _KEPT.clear()
    _KEPT[id(words)] = (words, store, kept)
    return kept


def _main_topic(words: Words) -> tuple[str, ...]:
    """What the graph is most about: the body with by far the most statements."""
    bodies = [
        e
        for e in words.entities.values()
        if e.degree and any(words.is_a(t, words.core + "Organization") for t in e.types)
    ]
    bodies.sort(key=lambda e: -e.degree)
    if not bodies or (len(bodies) > 1 and bodies[0].degree < 1.5 * bodies[1].degree):
        return ()
    return (bodies[0].iri,)


def reply(question: str, room: Room) -> Answer:
    """Answers a question; never raises for what a person typed."""
    token = remembered.set({})
    try:
        return _reply(question, room)
    finally:
        remembered.reset(token)


def _facts_of(kept: _Kept, room: Room) -> dict[str, Fact]:
    """The statements read so far: of a release, which never changes, for all its questions; else for this one."""
    if room.release in ("", "live"):
        return {}
    if len(kept.facts) > MOST_FACTS:
        kept.facts = {}
    return kept.facts


def _reply(question: str, room: Room) -> Answer:
    text = normalise(question)
    refusal = hostile(text)
    if refusal is not None:
        return _finish(question, refusal[0], refusal[1], room, None)
    kept = _kept(room)
    remembered.set(_facts_of(kept, room))
    setting = Setting(room.words, kept.steps, kept.speakers, room.topics or kept.topic)
    desk = Desk(room.words, kept.reader, kept.day, room.as_of, kept.speakers)
    text, notes = respelled(text, room.words)
    if not room.words.own:
        text, dated = exact_times(text, kept.day)
        first = _solved(settle_inner(text, room.words), setting, desk, [*notes, *dated], alone=True)
        return _finish(question, first.understood, first.outcome, room, first.found)
    apiece = answer_apiece(text, setting, desk, solve)
    if apiece is not None:
        return _finish(question, text, apiece, room, understand(text, setting))
    text, short = with_full_names(text, desk)
    text, beside = _without_asides(text, room.words)
    text, dated = exact_times(text, kept.day)
    text = settle_inner(text, room.words)
    text, body = settle_definite(text, room.words)
    apart = answer_total(text, setting, desk, solve) or answer_change(text, setting, desk, solve)
    apart = apart or answer_shared(text, setting, desk, solve) or answer_law(text, setting, desk, solve)
    apart = apart or answer_rule(text, setting, desk)
    if apart is not None:
        return _finish(question, text, apart, room, understand(text, setting))
    sourced = without_law(text)
    text, law_note = named_so(sourced or text, desk)[0]
    text, post_note = settle_office(text, desk)
    parts = split_parts(text) or [text]
    parts[:1] = split_parts(plainer(everyday(parts[0]))) or parts[:1]
    parts[0], description = beside_name(parts[0], desk)
    parts[0], claimed, unborne = settle_claim(parts[0], setting, desk, solve)
    if unborne is not None:
        return _finish(question, text, unborne, room, understand(text, setting))
    notes += [note for note in (*beside, body, short, law_note, post_note, *dated, description, claimed) if note]
    first = _first_try(parts[0], setting, desk, notes, alone=len(parts) == 1)
    first = _second_try(parts[0], first, setting, desk, notes, alone=len(parts) == 1)
    outcomes: list[tuple[str, Outcome]] = [(first.understood, first.outcome)]
    if first.done:
        return _finish(question, first.understood, first.outcome, room, first.found)
    asked = find_focus(tokenize(parts[0]))[0]
    for part in parts[1:]:
        if points_nowhere(part, asked, first.outcome):
            silent = "It is not clear what “it” means, since the first part has no answer."
            outcomes.append((part, Outcome("unanswered", silent, reason="not-understood")))
            continue
        part = point_back(part, [o for _, o in outcomes], setting.words)
        said, more = follow_up(part, first.text, first.reading, first.outcome, setting, desk, solve)
        outcomes.append((said, more))
    if asked == "keywords" and first.outcome.status == "unanswered" and len(parts) > 1:
        # What is said before the questions asks nothing itself: only what it names is taken over.
        outcomes, parts = outcomes[1:], parts[1:]
    understood, outcome = _merge(outcomes, parts)
    outcome = of_its_own(text, by_law(outcome) if sourced else outcome, desk)
    return _finish(question, understood, outcome, room, first.found)


def _without_asides(text: str, words: Words) -> tuple[str, list[str]]:
    """A question without what is said beside it, about the one thing that this names; and a note of what was left."""
    text = text.replace('"', "") if text.count('"') % 2 == 0 else text
    bare, aside = without_setting(text, lambda said: names_in(said, words), lambda said: names_another(said, words))
    if not aside or hostile(bare) is not None:
        return (text, []) if aside else (bare, [])
    named = names_in(aside, words) if not names_in(bare, words) else []
    return told_of(bare, named[0]) if len(named) == 1 else bare, [f"leaving aside “{aside}”"]


@dataclass(slots=True)
class _Solved:
    """What the first part of a question came to. `done` is set where no later part can add to it."""

    text: str
    understood: str
    outcome: Outcome
    found: Understanding
    reading: Interpretation | None = None
    done: bool = False


def _solved(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> _Solved:
    """The first part of a question, with what has been `noted` of it; `alone` where it is the only one."""
    apart = answer_difference(part, setting, desk, solve) if alone else None
    if apart is not None:
        return _Solved(part, part, apart, understand(part, setting), done=True)
    told = answer_told(part, setting, desk, solve) if alone else None
    if told is not None:
        told.found.notes.extend(noted)
        said = in_words(told.reading, told.found, setting.words)
        return _Solved(told.text, said, told.outcome, told.found, told.reading)
    part, about, among = settle_topic(part, setting, desk)
    part, kin = settle_kin(settle_doer(part, setting, desk), setting, desk, solve)
    if about is not None and alone:
        return _Solved(part, part, about, understand(part, setting), done=True)
    part, names = settle_kind(part, setting.words)
    part, ruled = settle_rule(part, setting, desk, solve)
    kin = kin or ruled
    part = settle_tenure(part, setting, desk)
    titled = settle_title(settle_succession(part, setting, desk), setting, desk)
    settled, notes, proof = settle_clause(settle_post(titled, setting), setting, desk, solve)
    if not settled and proof is not None:
        return _Solved(part, part, proof, understand(part, setting), done=True)
    found = understand(settled, setting)
    choice = open_choice(found, setting)
    if choice is not None:
        settled = choice[0]
        found = understand(settled, setting)
    reading, outcome = solve(found, setting, desk)
    outcome = among_offered(outcome, choice[1]) if choice is not None else outcome
    outcome = of_now(of_kind(outcome, names) if names is not None else outcome, found, desk)
    found.notes.extend([*noted, *notes])
    outcome = with_proof(only_among(outcome, among, found) if among else outcome, kin)
    said = in_words(reading, found, setting.words)
    return _Solved(settled, said, with_proof(outcome, proof), found, reading)


def _first_try(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> _Solved:
    """What a question comes to as it stands, or without the one body that all tests in the graph are of."""
    placed = answer_placed(part, _asker(setting, desk), setting, desk, solve) if alone else None
    if placed is not None:
        said = f"{part}: among what meets the conditions"
        return _Solved(part, said, placed, understand(part, setting), done=True)
    whole, note = of_main_body(part, setting, desk) if setting.words.own else (part, "")
    if note:
        found = _solved(plainer(everyday(whole)), setting, desk, [*noted, note], alone=alone)
        if found.outcome.status != "unanswered":
            return found
    return _solved(part, setting, desk, noted, alone=alone)


def _second_try(part: str, first: _Solved, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> _Solved:
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
        wider = (_solved(said, setting, desk, [*noted, note], alone=alone) for said, note in instead(part))
        return next((one for one in wider if one.outcome.status != "unanswered"), first)
    if first.outcome.readings:
        formed = _in_plain_form(part, setting, desk, noted, alone=alone)
        return formed if formed is not None and formed.outcome.status != "unanswered" else first
    mended, mend = with_names_respelled(part, setting.words)
    if mend:
        again = _solved(mended, setting, desk, [*noted, mend], alone=alone)
        if again.outcome.reason != "not-understood":
            return again
    ways = [*named_so(part, desk)[1:], *other_ways(part), *longer_names(part, desk.words)]
    ways += [way for way in (without_idle(part, first.found), without_maker(part, setting, desk)) if way[1]]
    for said, note, *proof in [*ways, *ways_with_proof(part)]:
        again = _solved(plainer(everyday(said)), setting, desk, [*noted, note], alone=alone)
        again.outcome = only_saying(again.outcome, *proof)
        if again.outcome.status != "unanswered":
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
        again = _solved(said, setting, desk, [*noted, *notes], alone=alone)
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
    return formed or first


def _asker(setting: Setting, desk: Desk) -> Callable[[str], Outcome]:
    """What answers a question that another one is put together from; all things of a kind meet no condition."""

    def ask(said: str) -> Outcome:
        part = _solved(plainer(everyday(said)), setting, desk, [], alone=True)
        unmet = part.reading is not None and not part.reading.graph.edges
        return Outcome("unanswered", "This was not understood.", reason="not-understood") if unmet else part.outcome

    return ask


def _described_try(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> _Solved | None:
    """What a question comes to with the name of the one thing that it describes; None where it describes none."""
    named, note, several = settle_description(part, desk)
    if several:
        choice = say_which(note, several)
        return _Solved(part, part, choice, understand(part, setting), done=True)
    if named == part:
        return None
    noted = [*noted, note]
    again = _second_try(named, _first_try(named, setting, desk, noted, alone=alone), setting, desk, noted, alone=alone)
    return again if again.outcome.reason != "not-understood" else None


def _only_of_one(part: str, first: _Solved, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> _Solved:
    """An answer, but that of the one thing that a question describes, or the choice where it may describe several."""
    if not desk.words.own or names_in(part, desk.words):
        return first
    unclear = unclear_which(part, desk)
    if unclear is not None:
        return replace(first, outcome=unclear, done=True)
    named, note, _ = settle_description(part, desk)
    again = _first_try(named, setting, desk, [*noted, note], alone=alone) if named != part else first
    return again if again.outcome.status != "unanswered" else first


def _in_plain_form(part: str, setting: Setting, desk: Desk, noted: list[str], *, alone: bool) -> _Solved | None:
    """What the plain form of a question came to, where it has one and that was understood."""
    form = plain_form(part, setting.words)
    if form is None:
        return None
    notes = [*noted, *form.notes, f"reading the question as “{form.text}”"]
    formed = _solved(form.text, setting, desk, notes, alone=alone)
    if counts_something_else(part, formed.outcome.facts, setting.words):
        return None
    return formed if formed.outcome.reason in ("", None, "no-data", "false-premise") else None


def _merge(outcomes: list[tuple[str, Outcome]], parts: list[str]) -> tuple[str, Outcome]:
    if len(outcomes) == 1:
        return outcomes[0]
    if any(o.status != "unanswered" for _, o in outcomes):
        # Beside a part that is answered, one that is not is named, so that nobody takes the answer for both.
        silent = [o.status == "unanswered" and not o.known for _, o in outcomes]
        outcomes = [
            (said, replace(o, text=f"On “{part}”: {o.text}") if lost else o)
            for (said, o), part, lost in zip(outcomes, parts, silent, strict=True)
        ]
    return "; and ".join(said for said, _ in outcomes if said), join_outcomes([o for _, o in outcomes])


def _finish(question: str, understood: str, outcome: Outcome, room: Room, found: Understanding | None) -> Answer:
    """The Answer with what a refusal adds: suggestions, near names, passages."""
    unanswered = outcome.status == "unanswered"
    if unanswered and room.words.own:
        outcome = with_reason(outside(question, outcome, room.words), found, room)
    offers: tuple[str, ...] = ()
    near: tuple[Citation, ...] = ()
    if unanswered:
        outcome, offers, near = refuse(question, outcome, room, found)
    text = outcome.text
    read = found.readings[:1] if found else []
    topics = tuple(dict.fromkeys(e for r in read for n in r.graph.nodes for e in n.entities))
    about = Answer(question, understood, outcome.status, text, release=room.release, as_of=room.as_of, topics=topics)
    if unanswered:
        reason = outcome.reason or "not-understood"
        return replace(
            about,
            reason=reason,
            known=tuple(outcome.known),
            readings=tuple(outcome.readings),
            suggestions=offers,
            passages=near,
            sparql=outcome.sparql if reason == "no-data" else None,
        )
    return replace(
        about,
        columns=outcome.columns,
        answers=tuple(without_vaguer(outcome.items) if outcome.status == "answered" else outcome.items),
        sparql=outcome.sparql,
        truncated=outcome.truncated,
    )
