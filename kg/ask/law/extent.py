"""How far a power or duty goes, by its own words: how much, how long, by when; and who has to agree to it first."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.ask.answering.fullest import fullest
from kg.ask.answering.sentences import full_sentence, sentence
from kg.ask.evidence.cited import XSD, AnswerItem
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, citations, find_statements, qualifiers_of, yes_or_no
from kg.ask.evidence.quoted import passage_of
from kg.ask.law.duties import bearer_of, content_of, says, says_around
from kg.ask.law.hurdles import is_thing
from kg.ask.readings.reading import Understanding
from kg.ask.words.english import stem, stems, tables, word_set
from kg.read.facts import Quote


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(tables()["extent"][name], re.I)


def answer_alone(found: Understanding, desk: Desk) -> Outcome | None:
    """ "May A do B on its own": no, where the power says whose consent it needs; else None."""
    return answer_extent(found, desk) if _pattern("alone").fullmatch(found.frame.text.strip(" ?.!")) else None


def answer_extent(found: Understanding, desk: Desk) -> Outcome | None:
    """ "By how much may A delay B", "when must B be published", "who must agree before A may do B"; else None.

    Only one text answers, which says every word of content of the question, itself or in its own sentence, and a
    measure where one is asked for.
    """
    text = found.frame.text.strip(" ?.!")
    lower = {t.lower for t in found.frame.tokens}
    measured, agreed = _pattern("measured").match(text), _pattern("agreed").match(text)
    needs, alone = _pattern("needs").match(text), _pattern("alone").fullmatch(text)
    wanted = _pattern("wanted").fullmatch(text)
    bound = bool(needs or wanted or lower & (word_set("duties", "may") | word_set("duties", "must")))
    # "When does A report": a duty is told so, too.
    bound = bound or (measured is not None and found.frame.asks == "when" and bool(lower & {"does", "do"}))
    if not bound or (found.frame.negated and not alone):
        return None
    if not any((measured, agreed, needs, alone, wanted)):
        return None
    known = find_statements(desk.reader, desk.words, (), [desk.words.core + n for n in ("grantsPower", "imposesDuty")])
    known = [f for f in known if f.fact.rank != "deprecated"]
    asking = {stem(w) for w in word_set("extent", "asking")}
    actor, content = content_of(found, known)
    content = [s for s in content if s not in asking]
    if agreed or needs or alone or wanted:
        whole = alone or wanted
        said = whole["doing"] if whole else agreed["verb"] if agreed else ""
        doing = [s for s in stems(said) if s in content] if whole else [s for s in content if s not in stems(said)]
        return _by_consent([f for f in known if not f.fact.negated], doing, whole, desk)
    lasting = {stem(w) for w in word_set("extent", "lasting")}
    runs = bool(lasting & set(content)) and "long" in lower
    content = [s for s in content if not runs or s not in lasting]
    fitting = [f for f in known if _pattern("measure").search(f.fact.object.value)]
    # "Must not last longer than": of what is denied, only a limit tells how far it goes.
    fitting = [f for f in fitting if not f.fact.negated or _pattern("limits").search(f.fact.object.value)]
    if runs:
        fitting = [f for f in fitting if content and _verb(f) in lasting and says(f, content)]
    else:
        least = 1 if actor is not None or found.frame.asks == "when" else 2
        fitting = [f for f in fitting if len(content) >= least and says_around(f, content, denies=False)]
        fitting = [f for f in fitting if actor is None or actor == bearer_of(f)]
        said = {t.stem for t in found.frame.tokens}
        fitting = [f for f in fitting if _does(f, content) or _verb(f) in said]
    if len({f.fact.object.value for f in fitting}) != 1:
        return None
    facts = [f.fact for f in fitting]
    return Outcome("answered", full_sentence(facts[0], desk.words), fullest(facts), facts=facts)


def _does(found: Found, content: list[str]) -> bool:
    """Whether the verb of a power or duty is one of the words of content: what is to be published, of "publish"."""
    verb = found.fact.object.value.split()[0]
    return any(says(found, [one], alone=True, text=verb) for one in content)


def _verb(found: Found) -> str:
    return next(iter(stems(found.fact.object.value)), "")


def _opening(quote: Quote, desk: Desk) -> str:
    """What stands in a quote's own sentence before it, without the number of a paragraph."""
    before = passage_of(quote, desk).partition(quote.exact)[0]
    return re.sub(r"^(?:\(?\w{1,4}[.)]\s+)+", "", re.split(r"[.!?;]\s+(?=[A-Z(])", before)[-1])


def _by_consent(known: list[Found], content: list[str], whole: re.Match[str] | None, desk: Desk) -> Outcome | None:
    """Whose consent the one power asks for, in its condition or its own words, that does what the question tells.

    No where the `whole` question is whether it may be done without, and yes where it is whether that is needed.
    """
    told = []
    lead = ""
    for f in known:
        condition = f.fact.qualifier("condition")
        given = _pattern("consent").search(condition.value) if condition is not None else None
        given = given or _pattern("with").search(f"{f.fact.object.value}, {condition.value if condition else ''}")
        # "With the approval of the Minister, A may do B".
        opens = [_opening(q, desk) for q in f.fact.quotes] if given is None else []
        given = given or next((m for one in opens if (m := _pattern("with").match(one))), None)
        bearer = f.fact.qualifier("bearer")
        doing = [s for s in content if bearer is None or is_thing(s) or s not in stems(bearer.label)]
        if given is not None and len(doing) > 1 and says(f, doing):
            told.append((re.sub(r"^the ", "", given["who"], flags=re.I), f))
            lead = f" The law says so “{given.group()}”." if given.string in opens else ""
    names = {name for name, _ in told}
    if len(names) != 1:
        return None
    name, facts = names.pop(), [f.fact for _, f in told]
    if whole is not None:
        wanted = "who2" in whole.groupdict()
        named = whole["who"] or (whole["who2"] if wanted else "") or ""
        asked, given_by = set(stems(named)), set(stems(name))
        theirs = asked <= given_by or given_by <= asked
        return yes_or_no(wanted, f"{full_sentence(facts[0], desk.words)}{lead}", facts) if theirs else None
    iri = next(iter(sorted(desk.words.surfaces.get(name, ()))), None)
    iris = tuple(f.iri for f in facts)
    item = AnswerItem(
        iri or name, name, iri, None if iri else XSD + "string", (), qualifiers_of(facts[0]), iris, citations(facts)
    )
    return Outcome("answered", sentence(f"{name}: {full_sentence(facts[0], desk.words)}{lead}"), [item], facts=facts)
