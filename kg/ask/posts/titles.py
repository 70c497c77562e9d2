"""Who has a title, and where: told by the affiliations that give a person a role at a body."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.ask.answering.choose import holds_during, is_over, value_of, values_of
from kg.ask.answering.sentences import full_sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, day_item, find_statements, item_of
from kg.ask.posts.holders import asked, is_post
from kg.ask.posts.posts import person_named
from kg.ask.questions.times import Bound
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import silent_stems, stems, word_set
from kg.ask.words.words import Words

_ROLE = re.compile(
    r"^(?:(?:who|what)\s+(?:is|are|was|were)|who's|list|name|show(?:\s+me)?)\s+(?:all\s+)?(?:currently\s+|now\s+)?(?:the\s+|a\s+|an\s+)?(?:current\s+)?"
    r"(?P<role>[\w\s-]+?)s?\s+(?:of|at|in|for)\s+(?P<body>.+)$"
    r"|^who\s+(?:is|are|was|were)\s+(?:the\s+)?(?P<body2>.+?)(?:'s)?\s+(?P<role2>(?:acting|interim|deputy|vice)\s+.+)$",
    re.I,
)


def answer_role(found: Understanding, desk: Desk) -> Outcome | None:
    """ "Who is the deputy director of it": those whose affiliation with a body gives them that title.

    A title with a word that sets it apart ("deputy") is asked for by its words; None for another question.
    """
    match = _ROLE.match(found.frame.text.strip(" ?."))
    words = desk.words
    role = (match["role"] or match["role2"]) if match else ""
    plain = role.lower().split()[-1:] and role.lower().split()[-1] in word_set("posts", "vague")
    if match is None or not (plain or word_set("roles", "words") & set(role.lower().split())):
        return None
    wanted = set(stems(role))
    best = found.readings[0] if found.readings else None
    times = [b for b in found.frame.bounds if b.kind == "date"]
    if best is None or len(times) != len(found.frame.bounds) or found.frame.time == "former":
        return None
    apart = word_set("roles", "words") & {found.frame.tokens[i].lower for i in best.left}
    if best.graph.edges and not apart and not plain:
        return None
    bodies = [
        iri
        for s in (found.readings[0].cover if found.readings else ())
        for iri in _bodies(s.sense.iri, words)
        if s.sense.kind == "entity"
    ]
    bodies = bodies or [b for n in best.graph.nodes for e in n.entities for b in _bodies(e, words)]
    posts = [p for p in words.properties if is_post(p, words)]
    if plain and not apart and (not bodies or find_statements(desk.reader, words, bodies[:1], posts)):
        return None  # a body whose head the sources tell is led by nobody else
    told = find_statements(desk.reader, words, (), (words.core + "affiliation",), bodies[:1]) if bodies else []
    held = [f for f in told if wanted <= set(stems(value_of(f.fact, "role"))) and not f.fact.negated]
    held = [f for f in held if f.fact.rank != "deprecated" and all(_then(f, b) for b in times)]
    if not held:
        return None
    if not found.frame.past and not times:
        held = [f for f in held if value_of(f.fact, "ended") != "true" and not value_of(f.fact, "validUntil")] or held
    exact = [f for f in held if wanted == set(stems(value_of(f.fact, "role")))]
    groups: dict[str, list[Found]] = {}
    for f in exact or held:
        groups.setdefault(str(f.fact.subject.iri), []).append(f)
    items = [item_of([f.fact for f in fs], subject=True) for fs in groups.values()]
    facts = [f.fact for fs in groups.values() for f in fs]
    return Outcome("answered", " ".join(full_sentence(f, words) for f in facts[:4]), items, facts=facts)


def _then(found: Found, bound: Bound) -> bool:
    """Whether somebody had a title at a time: at a day that is told, or within a term that is told whole."""
    fact = found.fact
    begun, over = value_of(fact, "validFrom"), value_of(fact, "validUntil")
    seen = [d for d in (value_of(fact, "pointInTime"), *values_of(fact, "asOf"), begun, over) if d]
    return any(bound.holds(d) for d in seen) or (bool(begun and over) and holds_during(fact, bound))


def _bodies(iri: str, words: Words) -> list[str]:
    """The organization that a name means, or that the post it means belongs to by its name."""
    known = words.entities.get(iri)
    if known is None:
        return []
    if any(words.is_a(t, words.core + "Organization") for t in known.types):
        return [iri]
    named = [
        e.iri
        for e in words.entities.values()
        if any(words.is_a(t, words.core + "Organization") for t in e.types) and known.label.endswith(f" {e.label}")
    ]
    return sorted(named, key=lambda other: (-len(words.label(other)), other))[:1]


def answer_title(found: Understanding, desk: Desk) -> Outcome | None:
    """ "Who is the minister of health": who has just that title, office and all; None for another question."""
    for groups in asked("titled", found.frame.text):
        wanted = stems(groups["role"])
        rows = desk.reader.store.select(f"SELECT DISTINCT ?r WHERE {{ ?st <{desk.words.core}role> ?r }} ORDER BY ?r")
        roles = [r["r"].value for r in rows if stems(r["r"].value) == wanted]  # type: ignore[union-attr]
        if not roles:
            continue
        told = find_statements(desk.reader, desk.words, (), (desk.words.core + "affiliation",))
        held = [f for f in told if _is_good(f) and stems(value_of(f.fact, "role")) == wanted]
        still = [f for f in held if not is_over(f, desk.words, desk.day)]
        if not still or len({f.fact.subject.iri for f in still}) > 1:
            continue
        found.said = f"who: {roles[0]}"
        facts = [f.fact for f in still]
        return Outcome("answered", full_sentence(facts[0], desk.words), [item_of(facts, subject=True)], facts=facts)
    return None


def answer_title_since(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "Since when has A been minister of health": the day that is told with just that title; None for another."""
    for groups in asked("begun", found.frame.text):
        person, wanted = person_named(groups["name"], setting), set(stems(groups["post"])) - silent_stems()
        told = find_statements(desk.reader, desk.words, (person,), (desk.words.core + "affiliation",)) if person else []
        held = [f for f in told if _is_good(f) and set(stems(value_of(f.fact, "role"))) - silent_stems() == wanted]
        days = {day for f in held if (day := value_of(f.fact, "validFrom"))}
        first = max(days, key=len, default="")
        if not wanted or not first or any(not first.startswith(day) for day in days):
            continue
        found.said = f"since when: {desk.words.label(str(person))} — {groups['post']}"
        facts = [f.fact for f in held if value_of(f.fact, "validFrom")]
        item = replace(day_item(first, facts), qualifiers=())  # several statements, each with a title of its own
        return Outcome("answered", full_sentence(facts[0], desk.words), [item], facts=facts)
    return None


def answer_headed(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """ "What organization is A president of": the body where a person has a title; None for another question."""
    for groups in asked("headed", found.frame.text):
        said = groups.get("both", "").split()
        ways = [(" ".join(said[:i]), " ".join(said[i:])) for i in range(1, len(said))]
        for name, role in ways or [(groups["name"], groups["role"])]:
            person = person_named(name, setting)
            outcome = _headed(person, role, found, desk) if person is not None else None
            if outcome is not None:
                return outcome
    return None


def _headed(person: str, role: str, found: Understanding, desk: Desk) -> Outcome | None:
    """The bodies where a person has just that title, past ones only where it is asked who she was."""
    words, wanted = desk.words, set(stems(role)) - silent_stems()
    own = find_statements(desk.reader, words, (person,), (words.core + "affiliation",))
    posts = [f for f in find_statements(desk.reader, words, (), (), (person,)) if _is_held(f, words)]
    held = [f for f in (*own, *posts) if _is_good(f)]
    held = [f for f in held if wanted == set(stems(value_of(f.fact, "role") or f.fact.property.label))]
    if not found.frame.past:
        still = [f for f in held if not is_over(f, words, desk.day)]
        # "Of what is she president now": a post that is over is no answer.
        held = still if found.frame.time == "current" else still or held
    bodies: dict[str, list[Found]] = {}
    for f in held:
        bodies.setdefault(str((f.fact.subject if f in posts else f.fact.object).iri), []).append(f)
    if not bodies:
        return None
    found.said = f"which organization: {words.label(person)} — {role}"
    items = [item_of([f.fact for f in fs], subject=fs[0] in posts) for fs in bodies.values()]
    told = " ".join(full_sentence(fs[0].fact, words) for fs in bodies.values())
    return Outcome("answered", told, items, facts=[f.fact for fs in bodies.values() for f in fs])


def _is_good(found: Found) -> bool:
    return not found.fact.negated and found.fact.rank != "deprecated" and found.fact.modality in ("fact", "rule")


def _is_held(found: Found, words: Words) -> bool:
    prop = str(found.fact.property.iri)
    return not found.turned and prop in words.properties and is_post(prop, words)
