"""Which provision says it, and what one says: "which section lets A do B", "what does subsection (g) require"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of
from kg.ask.law.duties import content_of, says
from kg.ask.naming.laws import sections_in
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import Understanding, understand
from kg.ask.settling.clauses import Solve
from kg.ask.words.english import tables
from kg.ask.words.words import Words

_NOUN = r"(?:sub)?(?:section|paragraph|clause|provision|part|chapter|title)"
_WHICH = re.compile(
    rf"^(?:in |under )?(?:which|what) {_NOUN}(?: of (?:the )?(?:law|act|statute|code|section|rule))?,? "
    r"(?P<verb>allows?|lets?|permits?|empowers?|authori[sz]es?|enables?|gives|requires?|obliges?|obligates?|orders?|makes|demands?|mandates?"
    r"|says?|states?|provides?|covers?|deals? with|is about|concerns?)(?: that| for)? (?P<rest>.+)$"
    r"|^where (?:does|do) (?:the )?(?:law|act|statute|code) say (?:that )?(?P<said>.+)$"
    rf"|^(?:in|under) (?:which|what) {_NOUN} (?P<modal>may|can|must|shall) (?P<clause>.+)$",
    re.I,
)
_WHAT = re.compile(
    r"^what (?:does|do|did) (?P<name>.+?) "
    r"(?P<verb>say|state|require|demand|order|mandate|oblige|allow|permit|provide|do|let"
    r"|authori[sz]e|empower|ask|ask for|call for|lay down|set out|regulate)(?: (?:the )?(?P<actor>secretary|center"
    r"|agency|office|administrator|board|commission)(?: to)?(?: do)?)?$",
    re.I,
)
_POWER = ("allow", "let", "permit", "empower", "author", "enabl", "give", "may", "can")
_DUTY = ("requir", "oblig", "order", "make", "demand", "mandat", "must", "shall", "ask", "call")
_INNER = re.compile(rf"\b{_NOUN} (?P<mark>\(\w{{1,5}}\)(?:\(\w{{1,5}}\))*)", re.I)
_NEAR = 6


def settle_inner(text: str, words: Words) -> str:
    """ "Subsection (g)", where one law only has one: the name of that provision."""

    def whole(match: re.Match[str]) -> str:
        mark = match["mark"].lower()
        names = {
            e.label
            for e in words.entities.values()
            if e.degree or mark.count("(") == 1
            if e.label.lower().endswith(mark) and "(" not in e.label[: -len(mark)]
            if any(words.is_a(t, words.core + "LegalProvision") for t in e.types)
        }
        laws = {n for n in names if _told(n, words)} or names
        return next(iter(laws)) if len(laws) == 1 else match.group()

    return _INNER.sub(whole, text) if words.own else text


def _told(label: str, words: Words) -> bool:
    """Whether the sources say something of a provision or of a part of it."""
    return any(e.degree for e in words.entities.values() if e.label == label or e.label.startswith(f"{label}("))


@lru_cache(maxsize=1)
def _kinds_of_law() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(rf"(?P<open>(?:in |under |by )?(?:which|what)) (?:{said}) (?P<rest>.+)", re.I), re.compile(names))
        for said, names in tables()["provisions"]["kinds"].items()
    )


def settle_kind(text: str, words: Words) -> tuple[str, re.Pattern[str] | None]:
    """ "Which part of the Code of Federal Regulations": the question of any provision, and what the names have."""
    for pattern, names in _kinds_of_law() if words.own else ():
        found = pattern.fullmatch(text)
        if found:
            return f"{found['open']} legal provision {found['rest']}", names
    return text, None


def of_kind(outcome: Outcome, names: re.Pattern[str]) -> Outcome:
    """The provisions of an answer whose names are of a kind; refused where none is."""
    if outcome.status == "unanswered":
        return outcome
    items = [i for i in outcome.items if names.search(i.label)]
    if not items:
        return Outcome("unanswered", "The sources name none of that kind.", reason="no-data", known=outcome.items)
    if len(items) == len(outcome.items):
        return outcome
    kept = {s for i in items for s in i.statements}
    facts = [f for f in outcome.facts if f.iri in kept]
    return replace(outcome, status="answered", text=sentence(listed(i.label for i in items)), items=items, facts=facts)


_RULE = re.compile(
    r"\bthe (?P<noun>(?:interim |final |proposed )*(?:rule|regulation|notice|law|act|statute)) (?:that|which) "
    r"(?P<verb>established|created|set up|governs|governed|finalized|authorized|authorizes|implemented|implements"
    r"|set out|regulates|regulated) (?P<what>.+?)(?= (?:take|takes|come|comes|go|become|get|be|published|enacted|passed"
    r"|issued|effective|signed|in force)\b)",
    re.I,
)


def settle_rule(text: str, setting: Setting, desk: Desk, solve: Solve) -> tuple[str, Outcome | None]:
    """ "When did the rule that established X take effect": the question about the one rule that did, and its proof."""
    match = _RULE.search(text) if setting.words.own else None
    if match is None:
        return text, None
    asked = f"which {match['noun'].split()[-1]} {match['verb']} {match['what']}"
    _, outcome = solve(understand(asked, setting), setting, desk)
    named = {i.label for i in outcome.items if i.iri}
    if outcome.status != "answered" or len(named) != 1:
        return text, None
    return f"{text[: match.start()]}{named.pop()}{text[match.end() :]}", outcome


def answer_provision(found: Understanding, setting: Setting, desk: Desk) -> Outcome | None:
    """The provisions whose powers, duties or criteria say what is asked, or what a named one says; None for another."""
    text = found.frame.text.strip(" ?.")
    which, what = _WHICH.match(text), _WHAT.match(text)
    if which is not None:
        verb = (which["verb"] or which["modal"] or "").lower()
        part = re.match(r"(?:in |under )?\w+ (?:sub\w+|paragraph|clause)\b", text, re.I) is not None
        return _saying(which["rest"] or which["said"] or which["clause"], verb, setting, desk, inner_asked=part)
    return _said_by(what["name"], what["verb"].lower(), setting, desk) if what is not None else None


def _kinds(verb: str) -> tuple[str, ...]:
    power = verb.startswith(_POWER)
    duty = verb.startswith(_DUTY)
    return ("grantsPower",) if power else ("imposesDuty",) if duty else ("grantsPower", "imposesDuty")


def _saying(rest: str, verb: str, setting: Setting, desk: Desk, *, inner_asked: bool = False) -> Outcome | None:
    """The provisions that say a clause; of a law and a part of it, the part where one is asked for (`inner_asked`)."""
    inner = understand(rest, setting)
    known = find_statements(desk.reader, desk.words, (), [desk.words.core + k for k in _kinds(verb)])
    known = [f for f in known if f.fact.rank != "deprecated" and not f.fact.negated and f.fact.subject.iri]
    actor, content = content_of(inner, known, setting.topic)
    if not content:
        return None
    fitting = [f for f in known if says(f, content) and actor in (None, _bearer(f))]
    # What a provision is about stands where its own words begin.
    near = [f for f in fitting if _begins(f, content)]
    fitting = near or fitting
    if inner_asked:
        fitting = [f for f in fitting if "(" in f.fact.subject.label] or fitting
    if not fitting:
        return None
    groups: dict[str, list[Found]] = {}
    for f in fitting:
        groups.setdefault(str(f.fact.subject.iri), []).append(f)
    items = [item_of([f.fact for f in fs], subject=True) for fs in groups.values()]
    facts = [f.fact for fs in groups.values() for f in fs]
    told = " ".join(full_sentence(f, desk.words) for f in facts[:4])
    return Outcome("answered", told, items, facts=facts)


def _begins(found: Found, content: list[str]) -> bool:
    """Whether the first words of a power or duty say what is asked."""
    head = " ".join(found.fact.object.value.split()[:_NEAR])
    return says(found, content[:1], alone=True, text=head)


def _bearer(found: Found) -> str | None:
    thing = found.fact.qualifier("bearer")
    return thing.iri if thing is not None else None


def _said_by(name: str, verb: str, setting: Setting, desk: Desk) -> Outcome | None:
    """The powers, duties and criteria of a provision or of its parts."""
    words = desk.words
    inner = understand(name, setting)
    cover = inner.readings[0].cover if inner.readings and not inner.readings[0].left else ()
    numbered = sections_in(name, desk)
    if len(numbered) == 1 and numbered[0].same and (numbered[0].start, numbered[0].end) == (0, len(name)):
        entity = words.entities.get(numbered[0].same[0].iri)
    elif len(cover) != 1 or cover[0].sense.kind != "entity":
        return None
    else:
        entity = words.entities.get(cover[0].sense.iri)
    if entity is None or not any(words.is_a(t, words.core + "LegalProvision") for t in entity.types):
        return None
    mine = [entity.iri, *(e.iri for e in words.entities.values() if e.label.startswith(f"{entity.label}("))]
    mine += [p.iri for m in numbered for p in m.inner if m.same and m.same[0].iri == entity.iri]
    known = find_statements(desk.reader, words, mine, [words.core + k for k in _kinds(verb)])
    known = [f for f in known if f.fact.rank != "deprecated"]
    own = [f for f in known if f.fact.subject.iri == entity.iri] or known
    if not own:
        return None
    facts = [f.fact for f in own]
    return Outcome(
        "answered",
        " ".join(full_sentence(f, words) for f in facts[:4]),
        [item_of([f]) for f in facts],
        facts=facts,
    )
