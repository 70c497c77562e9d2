"""What a law or a part of it says: its criteria, the powers and duties of somebody under it, what it answers at all."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.ask.answering.fullest import fullest
from kg.ask.answering.sentences import full_sentence, listed, sentence
from kg.ask.evidence.desk import Desk, Outcome
from kg.ask.evidence.lookup import Found, find_statements, item_of, values
from kg.ask.evidence.quoted import sentence_of
from kg.ask.law.deeds import answer_deed
from kg.ask.law.hurdles import sets_of
from kg.ask.naming.laws import LawNamed, cited_in, equivalents, laws_in, provisions_of, sections_in
from kg.ask.questions.everyday import everyday
from kg.ask.questions.frame import plainer, split_parts
from kg.ask.readings.compose import Setting
from kg.ask.readings.reading import understand
from kg.ask.settling.clauses import Solve
from kg.ask.words.english import fold, light_stems, root, silent_stems, stems, tables, word_set
from kg.ask.words.words import RDF
from kg.read.facts import Fact

_LAW = "§law§"


def answer_law(text: str, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """Answers what a named law sets as criteria, lets or makes somebody do, or says of a question asked "under" it.

    None where the question names no law of the graph, or asks of it something else. A law's parts count as the law.
    """
    text = text.strip(" ?.!")
    mentions = laws_in(text, desk) or sections_in(text, desk) or cited_in(text, desk)
    if not mentions:
        told = _judged(_patterns("judged"), text, None, desk) or answer_deed(text, desk)
        return told or _of_unknown_part(text, desk)
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    before = re.sub(r"\bthe\s+$", "", text[: mention.start], flags=re.I)
    put = f"{before}{_LAW}{text[mention.end :]}"
    judged = _judged(_patterns("judged"), put, mention, desk)
    if judged is not None:
        return judged
    for kind in ("criteria", "powers", "duties"):
        for pattern in _patterns(kind):
            match = pattern.fullmatch(put)
            if match is None:
                continue
            if kind == "criteria":
                # "Tests" may be what is run under a law, too.
                sure = not re.search(r"\btests?\b", put, re.I)
                return _criteria(mention, match.groupdict().get("tail") or "", desk, sure=sure)
            prop = "grantsPower" if kind == "powers" else "imposesDuty"
            tail = match.groupdict().get("tail") or ""
            return _of_somebody(mention, prop, match["actor"], desk, tail)
    bare = re.sub(rf",? ?(?:{tables()['laws']['before']}|of|from) {_LAW},? ?", " ", put, flags=re.I).strip()
    told = answer_deed(bare, desk, equivalents([p.iri for p in mention.family], desk)) if _LAW not in bare else None
    return told or _under(put, mention, setting, desk, solve)


def _of_unknown_part(text: str, desk: Desk) -> Outcome | None:
    """What a part of a section, of which the graph has nothing by its number, lets or makes somebody do.

    What the sources say beside that number; refused else, since what is told of other parts tells nothing of it.
    """
    named = re.search(rf"\b{tables()['laws']['part']}(?![\w-])", text, re.I)
    if named is None or not named["number"].endswith(")"):
        return None
    number = re.sub(r"\s+", "", named["number"]).lower()
    mention = LawNamed(
        named.start(), named.end(), number, tuple(p for p in provisions_of(desk.words) if p.number == number)
    )
    put = f"{text[: mention.start]}{_LAW}{text[mention.end :]}"
    for kind, prop in (("powers", "grantsPower"), ("duties", "imposesDuty")):
        for match in (m for pattern in _patterns(kind) if (m := pattern.fullmatch(put))):
            return _of_somebody(mention, prop, match["actor"], desk, match.groupdict().get("tail") or "")
    return None


@lru_cache(maxsize=4)
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    table = tables()["laws"][kind]
    actor = r"(?:the |an? )?(?P<actor>[\w'\u2019.-]+(?: (?!to\b)[\w'\u2019.-]+)*?)(?: to(?: do)?)?(?: do)?"
    return tuple(
        re.compile(
            p.replace("@before", tables()["laws"]["before"])
            .replace("@verbs", table.get("verbs", ""))
            .replace("@nouns", table.get("nouns", ""))
            .replace("@law", _LAW)
            .replace("@actor", actor),
            re.I,
        )
        for p in table["patterns"]
    )


def _criteria(mention: LawNamed, tail: str, desk: Desk, *, sure: bool) -> Outcome | None:
    """The texts of the criteria that a law or a part of it sets, in their order; None where it is of something else."""
    mine = set(equivalents([p.iri for p in mention.family], desk))
    sets = [s for s in sets_of(desk) if s[0] in mine]
    # A text that breaks off before its own list says nothing.
    texts = [f.fact for _, told, _ in sets for f in told if f.fact.object.value.rstrip()[-1:] not in ("—", "-", ":")]
    name = mention.family[0].label if mention.family else mention.outer[0].label
    if not sure and (not sets or not mention.number):
        return None
    if not texts:
        return Outcome("unanswered", f"The sources give no criteria that {name} sets.", reason="no-data")
    powers = find_statements(desk.reader, desk.words, sorted(mine), (desk.words.core + "grantsPower",))
    if tail and not _speaks_of(tail, [*texts, *(f.fact for f in powers)]):
        return None
    order = {text: number for _, _, order in sets for text, number in order.items()}
    texts.sort(key=lambda f: (f.subject.label.rsplit(" ", 1)[0], order.get(str(f.subject.iri), "")))
    told = "; ".join(f"({i}) {f.words}" for i, f in enumerate(texts, 1))
    setters = listed(desk.words.label(s) for s, _, _ in sets)
    said = sentence(f"the criteria of {setters} are: {told}")
    return Outcome("answered", said, [item_of([f]) for f in texts], facts=texts)


def _speaks_of(tail: str, facts: list[Fact]) -> bool:
    """Whether some statements, their quotes or the words for criteria have every telling word of a tail."""
    have = set(stems(" ".join(" ".join((f.object.value, *(q.exact for q in f.quotes))) for f in facts)))
    have |= {s for w in word_set("criteria", "speaks") for s in stems(w)}
    have |= {root(s) for s in have}
    telling = [s for s in stems(tail) if s not in silent_stems() | light_stems()]
    return all(s in have or root(s) in have for s in telling)


def _of_somebody(mention: LawNamed, prop: str, actor: str, desk: Desk, tail: str) -> Outcome | None:
    """What somebody may or must do by a law or its parts; by what it is a part of only where that alone is told.

    Of several powers, the one that the `tail` says ("to extend a model"). Of several duties, those that their words tie
    to a time or a case ("before it does B"), where the law speaks of it. No-data where that law is known and gives
    nobody any.
    """
    words = desk.words
    known: list[Found] = []
    for circle in (mention.family, mention.outer):
        mine = equivalents([p.iri for p in circle], desk)
        known = find_statements(desk.reader, words, mine, (words.core + prop,)) if mine else []
        known = [f for f in known if f.fact.rank != "deprecated" and not f.fact.negated and _bears(f.fact, actor, desk)]
        if known:
            break
    if tail and known and prop == "imposesDuty":
        every = find_statements(desk.reader, words, mine, (words.core + "grantsPower", words.core + "imposesDuty"))
        known = [f for f in known if _is_tied(f.fact)] if _speaks_of(tail, [f.fact for f in every]) else []
        if not known:
            return Outcome("unanswered", "The sources do not say what must be done then.", reason="no-data")
    if not known:
        mine = [p.iri for p in (*mention.family, *mention.outer)]
        any_of = find_statements(desk.reader, words, mine, (words.core + prop,)) if mine else []
        what = "power" if prop == "grantsPower" else "duty"
        none = Outcome("unanswered", f"The sources tell of no {what} under that law.", reason="no-data")
        if mention.number.endswith(")") and not any_of:
            # Of a part that the graph knows by name alone, what is told of the whole law tells nothing.
            known = [f for f in _naming(mention, prop, desk) if _bears(f.fact, actor, desk)]
            if not known:
                return none
        else:
            return none if mine and not any_of and not mention.number else None
    if tail and prop == "grantsPower":
        known = [f for f in known if _speaks_of(tail, [f.fact])]
    if not known:
        return None
    items = fullest([f.fact for f in known], {p.iri for p in mention.family})
    kept = {i.statements[0] for i in items}
    told = " ".join(full_sentence(f.fact, words) for f in known if f.fact.iri in kept)
    return Outcome("answered", told, items, facts=[f.fact for f in known])


def _naming(mention: LawNamed, prop: str, desk: Desk) -> list[Found]:
    """The powers or duties whose own sentence names the part of a law that a question does."""
    part = re.compile(rf"(?<![\w.]){re.escape(mention.number)}(?!\()", re.I)
    told = find_statements(desk.reader, desk.words, (), (desk.words.core + prop,))
    told = [f for f in told if not f.fact.negated and f.fact.rank != "deprecated"]
    whole = _passages([q.passage for f in told for q in f.fact.quotes if q.passage], desk)
    return [f for f in told if any(part.search(_up_to(q.exact, whole.get(q.passage or "", ""))) for q in f.fact.quotes)]


def _passages(iris: list[str], desk: Desk) -> dict[str, str]:
    """The words of some passages."""
    if not iris:
        return {}
    rows = desk.reader.store.select(f"SELECT ?p ?t WHERE {{ {values('p', sorted(set(iris)))} ?p <{RDF}value> ?t }}")
    return {r["p"].value: " ".join(r["t"].value.split()) for r in rows}  # type: ignore[union-attr]


def _up_to(quote: str, passage: str) -> str:
    """The sentence of a passage that a quote stands in, up to the end of the quote."""
    quote = " ".join(quote.split())
    at = passage.find(quote)
    return re.split(r"[.!?]\s+(?=[A-Z(])", passage[:at])[-1] + quote if at >= 0 else quote


def _is_tied(fact: Fact) -> bool:
    """Whether a duty's own sentence ties it to something that comes before or after, or to a case."""
    said = {w.lower() for q in fact.quotes for w in re.findall(r"\w+", f"{sentence_of(q)}")}
    return bool(said & word_set("laws", "ties")) or fact.qualifier("condition") is not None


def _judged(patterns: tuple[re.Pattern[str], ...], put: str, mention: LawNamed | None, desk: Desk) -> Outcome | None:
    """ "What must A certify before B": what the criteria say that A certifies, of a law where one is named.

    Only where they speak of B, and without a law only where one set of criteria has such.
    """
    match = next((m for pattern in patterns if (m := pattern.fullmatch(put))), None)
    if match is None or (mention is not None and _LAW not in put):
        return None
    mine = set(equivalents([p.iri for p in mention.family], desk)) if mention is not None else None
    wanted, who = stems(match["verb"]), re.sub(r"^the\s+", "", fold(match["actor"].strip()))
    powers = [f.fact for f in find_statements(desk.reader, desk.words, (), (desk.words.core + "grantsPower",))]
    groups: dict[str, list[tuple[Fact, str]]] = {}
    for setter, texts, _ in sets_of(desk):
        for fact in (f.fact for f in texts if mine is None or setter in mine):
            said = re.match(r"(?:the )?(?P<who>.+?) (?P<verb>\w+) that (?P<what>.+)", fact.object.value, re.I)
            if said is None or stems(said["verb"]) != wanted:
                continue
            beside = [p for p in powers if p.subject.label.split("(")[0] == desk.words.label(setter).split("(")[0]]
            if f"{fold(said['who'])} ".startswith(f"{who} ") and _speaks_of(match["tail"] or "", [fact, *beside]):
                groups.setdefault(setter, []).append((fact, said["what"]))
    if not groups or (mine is None and len(groups) > 1):
        return None
    told = [pair for pairs in groups.values() for pair in pairs]
    items = [replace(item_of([fact]), value=what, label=what) for fact, what in told]
    facts = [fact for fact, _ in told]
    return Outcome("answered", " ".join(full_sentence(f, desk.words) for f in facts), items, facts=facts)


def _bears(fact: Fact, actor: str, desk: Desk) -> bool:
    """Whether a power or duty is that of somebody by name, or by the first words of a post's name."""
    bearer = fact.qualifier("bearer")
    if bearer is None or not bearer.iri:
        return False
    known = desk.words.entities.get(bearer.iri)
    names = [bearer.label, *(known.names if known else ())]
    said = re.sub(r"^the\s+", "", fold(actor.strip()))
    plain = [re.sub(r"^the\s+", "", fold(n)) for n in names]
    return any(n == said or n.startswith(f"{said} of ") for n in plain)


def _under(put: str, mention: LawNamed, setting: Setting, desk: Desk, solve: Solve) -> Outcome | None:
    """ "Under section 7, who must certify …": what the question comes to, as far as that law or its parts say it."""
    table = tables()["laws"]
    shapes = (
        rf"{table['before']} {_LAW},? (?P<rest>.+)",
        rf"(?P<rest>(?:who|whom|what|which|when|how|must|may|can|does|is|are)\b.+?),? {table['before']} {_LAW}",
        rf"(?P<rest>(?:in |under )?(?:which|what) (?:sub)?(?:section|paragraph|clause|part) )of {_LAW} (?P<more>.+)",
    )
    found = next((m for shape in shapes if (m := re.fullmatch(shape, put, re.I))), None)
    rest = f"{found['rest']}{found.groupdict().get('more') or ''}" if found else ""
    if not rest or len(split_parts(rest)) > 1:
        return None
    _, outcome = solve(understand(plainer(everyday(rest)), setting), setting, desk)
    if outcome.status == "unanswered":
        return None
    mine = set(equivalents([p.iri for p in mention.family], desk))
    sets = find_statements(desk.reader, desk.words, sorted(mine), (desk.words.core + "setsCriterion",))
    mine |= {str(f.fact.object.iri) for f in sets}
    by_law = {f.iri for f in outcome.facts if f.subject.iri in mine}
    items = [i for i in outcome.items if by_law & set(i.statements)]
    if not items:
        return None
    if len(items) == len(outcome.items):
        return outcome
    facts = [f for f in outcome.facts if f.iri in by_law]
    told = " ".join(full_sentence(f, desk.words) for f in facts[:4])
    return replace(outcome, status="answered", text=told, items=items, facts=facts)


@lru_cache(maxsize=1)
def _sourced() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.I) for p in tables()["laws"]["source"]["patterns"])


def without_law(text: str) -> str:
    """ "What is the purpose of X by law": the question without its source; empty where it names none so."""
    found = (p.fullmatch(text.strip(" ?.!")) for p in _sourced())
    return next((m["rest"] for m in found if m), "")


def by_law(outcome: Outcome) -> Outcome:
    """What of an answer the law says: statements of a rule, or from a statute's or a rule's own text."""
    if outcome.status == "unanswered":
        return outcome
    kept = [f for f in outcome.facts if f.modality == "rule" or any(q.source.kind in _LEGAL for q in f.quotes)]
    items = [i for i in outcome.items if {f.iri for f in kept} & set(i.statements)]
    if not items:
        text = "The sources do not say that by law."
        return Outcome("unanswered", text, reason="no-data", known=outcome.items)
    if len(items) == len(outcome.items):
        return outcome
    said = sentence("by law: " + listed(i.label for i in items))
    return replace(outcome, status="answered", text=said, items=items, facts=kept)


_LEGAL = ("Statute", "Rule")
