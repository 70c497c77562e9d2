"""From a question to an Answer: parts, readings, the outcome of each, and the refusals that help."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kg.ask.answering.as_many import as_many, without_number
from kg.ask.answering.exact import without_vaguer
from kg.ask.answering.joined import join_outcomes
from kg.ask.evidence.cited import Answer, Citation, Room
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import remembered
from kg.ask.law.provisions import settle_inner
from kg.ask.law.rules import answer_rule
from kg.ask.law.statutes import answer_law, by_law, without_law
from kg.ask.naming.definite import settle_definite
from kg.ask.naming.laws import named_so
from kg.ask.naming.respelt import respelled
from kg.ask.naming.shortened import with_full_names
from kg.ask.parts.apiece import answer_apiece
from kg.ask.parts.contrasted import answer_contrast, together
from kg.ask.parts.follow import follow_up, point_back, points_nowhere
from kg.ask.parts.reckoned import answer_change, answer_total
from kg.ask.parts.shared import answer_shared
from kg.ask.posts.offices import settle_office
from kg.ask.questions.asides import tells_by_another, told_of, without_setting
from kg.ask.questions.coarse import exact_times
from kg.ask.questions.courtesy import in_fewer_words
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import find_focus, normalise, plainer, split_parts
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.refusing.doers import of_its_own
from kg.ask.refusing.hostile import hostile
from kg.ask.refusing.miscounted import not_miscounted
from kg.ask.refusing.ones_own import of_the_asker
from kg.ask.refusing.refusals import outside, refuse
from kg.ask.refusing.unsaid import with_reason
from kg.ask.settling.claims import settle_claim
from kg.ask.settling.described import names_another, names_in
from kg.ask.settling.descriptions import beside_name
from kg.ask.settling.keyed import keyed_questions
from kg.ask.solve import solve
from kg.ask.telling.bodies import settle_doing
from kg.ask.tries import as_typed, first_try, second_try, solved, tried
from kg.ask.words.english import tokenize, word_set
from kg.ask.words.schema import Step, steps_of
from kg.ask.words.words import RDF, Words
from kg.read.facts import Fact
from kg.read.reader import GraphReader

MOST_FACTS = 5000
ANEW = ("not-understood", "out-of-scope", "no-data")
"""The reasons for which a question is read anew as a whole, by the plain form of it as it was typed."""


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
    text = typed = normalise(question)
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
        first = solved(settle_inner(text, room.words), setting, desk, [*notes, *dated], alone=True)
        return _finish(question, first.understood, first.outcome, room, first.found)
    apiece = answer_apiece(text, setting, desk, solve)
    if apiece is not None:
        return _finish(question, text, apiece, room, understand(text, setting))
    text, number = without_number(text)
    text, short = with_full_names(text, desk)
    text, beside = _without_asides(text, room.words)
    text, dated = exact_times(text, kept.day)
    text = settle_inner(text, room.words)
    text, body = settle_definite(text, room.words)
    text = settle_doing(together(text, room.words), desk)
    apart = answer_contrast(text, desk)
    apart = apart or answer_total(text, setting, desk, solve)
    apart = apart or answer_change(text, setting, desk, solve)
    apart = apart or answer_shared(text, setting, desk, solve) or answer_law(text, setting, desk, solve)
    apart = apart or answer_rule(text, setting, desk)
    if apart is not None:
        return _finish(question, text, apart, room, understand(text, setting))
    keyed = _answer_keyed(text, setting, desk, [*notes, *dated])
    if keyed is not None:
        return _finish(question, keyed[0], keyed[1], room, understand(text, setting))
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
    first = tried(parts[0], setting, desk, notes, alone=len(parts) == 1)
    first.outcome = as_many(first.outcome, number)
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
    only_named = first.reading is not None and not first.reading.graph.edges
    opens = parts[0].split()[0].lower() in word_set("parts", "fronts")
    setting_only = first.outcome.status == "unanswered" or (only_named and opens)
    if asked == "keywords" and setting_only and len(parts) > 1:
        # What is said before the questions asks nothing itself: only what it names is taken over.
        outcomes, parts = outcomes[1:], parts[1:]
    understood, outcome = _merge(outcomes, parts)
    if outcome.status == "unanswered" and outcome.reason in ANEW and not outcome.settled:
        formed = as_typed(typed, first, setting, desk)
        if formed is not None:
            return _finish(question, formed.understood, formed.outcome, room, formed.found)
    outcome = of_its_own(text, by_law(outcome) if sourced else of_the_asker(text, outcome, desk), desk)
    return _finish(question, understood, outcome, room, first.found)


def _without_asides(text: str, words: Words) -> tuple[str, list[str]]:
    """A question without what is said beside it, about the one thing that this names; and a note of what was left."""
    text = text.replace('"', "") if text.count('"') % 2 == 0 else text
    bare, aside = without_setting(text, lambda said: names_in(said, words), lambda said: names_another(said, words))
    if not aside or hostile(bare) is not None:
        return (text, []) if aside else (bare, [])
    named = names_in(aside, words) if not names_in(bare, words) else []
    if len(named) == 1 and tells_by_another(aside):
        named = [aside]  # "the successor of Harbor: when does it begin" asks nothing of Harbor itself
    return in_fewer_words(told_of(bare, named[0])) if len(named) == 1 else bare, [f"leaving aside “{aside}”"]


def _answer_keyed(text: str, setting: Setting, desk: Desk, notes: list[str]) -> tuple[str, Outcome] | None:
    """What the questions that keywords ask come to, where any is answered; a single one only then, too."""
    asked = keyed_questions(text, setting.words)
    told = []
    for ways in asked:
        tries = (first_try(q, setting, desk, notes, alone=True) for q in ways)
        ends = [second_try(one.text, one, setting, desk, notes, alone=True) for one in tries]
        told.append(next((one for one in ends if one.outcome.status != "unanswered"), ends[0]))
    if all(one.outcome.status == "unanswered" for one in told):
        return None
    return _merge([(one.understood, one.outcome) for one in told], [ways[0] for ways in asked])


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
    outcome = not_miscounted(question, outcome, found, room) if room.words.own else outcome
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
