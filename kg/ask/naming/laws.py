"""Laws and their parts as questions name them: with or without the year, a part with or without the law's name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.ask.evidence.desk import Desk
from kg.ask.evidence.lookup import find_statements
from kg.ask.words.english import fold, tables
from kg.ask.words.kept import once_a_lexicon
from kg.ask.words.words import Words

_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20|21)\d\d))"


@dataclass(frozen=True, slots=True)
class KnownLaw:
    """A law, or a part of one by its `number`, as the graph has it; `law` is the name without its year, folded."""

    iri: str
    label: str
    number: str
    law: str
    year: str
    degree: int


@dataclass(frozen=True, slots=True)
class LawNamed:
    """Where a question names a law or a part of one: the same provision first, then its parts, then what it is in."""

    start: int
    end: int
    number: str
    same: tuple[KnownLaw, ...]
    inner: tuple[KnownLaw, ...] = ()
    outer: tuple[KnownLaw, ...] = ()

    @property
    def family(self) -> tuple[KnownLaw, ...]:
        """The provision itself and its parts."""
        return (*self.same, *self.inner)


@lru_cache(maxsize=1)
def _shapes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of a part's name, of a law's name, and of a law's name inside a title."""
    table = tables()["laws"]
    return (
        re.compile(rf"{table['part']}(?:\s+of\s+(?:the\s+)?(?P<law>.+))?", re.I),
        re.compile(rf"(?P<law>.*\w\s+{table['ends']}){_YEAR}?", re.I),
        re.compile(rf"(?P<law>(?:[A-Z][\w'\u2019-]*,?\s+(?:(?:and|of|for|the|in|on|to|&)\s+)*){{1,9}}"
                   rf"(?i:{table['ends']}))\b(?i:{_YEAR})?"),
    )  # fmt: skip


def _split(name: str) -> tuple[str, str, str]:
    """A provision's name as the number of a part, the law without its year, and the year; empty where it has none."""
    part, law, _ = _shapes()
    found = part.fullmatch(name.strip())
    number, rest = (_number(found["number"]), found["law"] or "") if found else ("", name.strip())
    named = law.fullmatch(rest)
    return (number, fold(named["law"]), named["year"] or "") if named else (number, "", "")


def _number(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


@once_a_lexicon
def provisions_of(words: Words) -> list[KnownLaw]:
    """All laws and parts of laws in the graph whose name tells which they are."""
    found = []
    for entity in words.entities.values():
        if any(words.is_a(t, words.core + "LegalProvision") for t in entity.types):
            for name in dict.fromkeys((entity.label, *entity.names)):
                number, law, year = _split(name)
                if number or law:
                    found.append(KnownLaw(entity.iri, entity.label, number, law, year, entity.degree))
    return found


def laws_in(text: str, desk: Desk) -> list[LawNamed]:
    """The laws and parts of laws that a question names, longest names first; none whose name tells only "the Act"."""
    words = desk.words
    if not re.search(rf"\b{tables()['laws']['ends']}\b", text, re.I):
        return []
    known = provisions_of(words)
    titled = {fold(m["law"]): doc for doc, title in words.documents.items() if (m := _shapes()[2].search(title))}
    laws = {p.law for p in known if " " in p.law} | set(titled)
    ends = _ends_of(laws)
    found: list[LawNamed] = []
    for law in sorted({*laws, *ends}, key=lambda name: (-len(name), name)):
        if law not in fold(text):
            continue
        part = tables()["laws"]["part"]
        after = part.replace("<number>", "<after>")
        pattern = re.compile(
            rf"(?:{part},?\s+(?:of\s+)?(?:the\s+)?)?\b{re.escape(law)}\b{_YEAR}?(?:,?\s+{after})?", re.I
        )
        for match in pattern.finditer(text):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            # "The Federal Payment Act" is no short name of the "Lake Payment Act".
            if law in ends and re.search(r"[A-Z][\w'\u2019-]*,? $", text[: match.start()]):
                continue
            mention = _meant(match, ends.get(law, law), known, titled.get(ends.get(law, law), ""), desk)
            if mention is not None:
                found.append(mention)
    return found


def _ends_of(laws: set[str]) -> dict[str, str]:
    """The ends of laws' names that end no other's, of three words or more, with the names: "payment testing act"."""
    ends: dict[str, set[str]] = {}
    for law in laws:
        words = law.split()
        for at in range(1, len(words) - 2):
            ends.setdefault(" ".join(words[at:]), set()).add(law)
    return {end: next(iter(one)) for end, one in ends.items() if len(one) == 1 and end not in laws}


def sections_in(text: str, desk: Desk) -> list[LawNamed]:
    """The parts of laws that a question names by number, where one law of the graph has such a part.

    By the number alone, or with the name of its law as the graph has it ("section 5 of the Act on Harbors").
    """
    known = [p for p in provisions_of(desk.words) if p.number]
    found: list[LawNamed] = []
    for match in re.finditer(rf"\b{tables()['laws']['part']}(?![\w-])", text, re.I):
        number, rest = _number(match["number"]), text[match.end() :]
        mine = [p for p in known if p.number == number or (p.number.startswith(f"{number}(") and p.degree)]
        whole = {w for p in mine if (w := _whole(p)) and re.match(rf"{re.escape(w)}\b", rest, re.I)}
        named = max(whole, key=len, default="")
        if not named and re.match(r"\s+of\b", rest, re.I):
            continue
        mine = [p for p in mine if not named or _whole(p).lower() == named.lower()]
        if mine and len({_whole(p).lower() or p.law for p in mine} - {""}) < 2:
            same = _ordered(p for p in mine if p.number == number)
            inner = _ordered(p for p in mine if p.number != number)
            found.append(LawNamed(match.start(), match.end() + len(named), number, same, inner))
    return found


def cited_in(text: str, desk: Desk) -> list[LawNamed]:
    """The provisions that a question names by their place in a code: "42 U.S.C. 1315a(c)"."""
    names: dict[str, KnownLaw] = {}
    found: list[LawNamed] = []
    for match in re.finditer(tables()["laws"]["cited"], text, re.I):
        if not names:
            for e in desk.words.entities.values():
                if re.match(tables()["laws"]["cited"], e.label, re.I):
                    names[_bare(e.label)] = KnownLaw(e.iri, e.label, _bare(e.label), "", "", e.degree)
        number = _bare(match.group())
        if number in names:
            inner = _ordered(p for n, p in names.items() if n.startswith(f"{number}("))
            found.append(LawNamed(match.start(), match.end(), number, (names[number],), inner))
    return found


def _bare(citation: str) -> str:
    """A citation of a code without its dots, signs and blanks, which each writer sets otherwise."""
    return re.sub(r"[.\s\u00a7]|\bsec(?:tion)?\b", "", re.sub(r"\bcode\b", "c", citation.lower()))


def equivalents(iris: list[str], desk: Desk) -> list[str]:
    """Some provisions with those that a code or an act has under another number."""
    if not iris:
        return []
    same = f"<{desk.words.core}equivalentProvision>"
    listed = " ".join(f"<{iri}>" for iri in iris)
    rows = desk.reader.store.select(f"SELECT DISTINCT ?o WHERE {{ VALUES ?s {{ {listed} }} ?s ({same}|^{same})+ ?o }}")
    return list(dict.fromkeys([*iris, *sorted(r["o"].value for r in rows)]))  # type: ignore[union-attr]


def _whole(provision: KnownLaw) -> str:
    """What the name of a part says of the law it is of: " of the Act on Harbors", empty where it does not."""
    found = re.match(tables()["laws"]["part"], provision.label, re.I)
    return provision.label[found.end() :] if found else ""


def _meant(match: re.Match[str], law: str, known: Iterable[KnownLaw], document: str, desk: Desk) -> LawNamed | None:
    """The provisions that one name in a question can mean; None where the graph has none, or those of another year."""
    number, year = _number(match["number"] or match["after"] or ""), match["year"] or ""
    mine = [p for p in known if p.law == law and (not year or p.year in ("", year))]
    if year and not _of_year(year, [p for p in mine if not p.year and not p.number], desk):
        return None
    if document:
        # A law's own text calls its parts by their number alone.
        bare = [p for p in known if p.number and not p.law and p.degree]
        mine += [p for p in bare if document in _sources(p.iri, desk)]
    same = _ordered(p for p in mine if p.number == number)
    inner = _ordered(p for p in mine if p.number.startswith(f"{number}(" if number else "") and p.number and p.degree)
    outer = _ordered(p for p in mine if p.number and number.startswith(f"{p.number}(") and p.degree)
    if not (same or inner or outer):
        return None
    return LawNamed(match.start(), match.end(), number, same, inner, outer)


def _of_year(year: str, laws: list[KnownLaw], desk: Desk) -> bool:
    """Whether a law whose name has no year may be the one of a year: no source says that it was enacted in another."""
    told = find_statements(desk.reader, desk.words, [p.iri for p in laws], (desk.words.core + "enactedOn",))
    days = [f.fact.object.value[:4] for f in told if not f.fact.negated] if laws else []
    return not days or year in days


def _sources(iri: str, desk: Desk) -> set[str]:
    about = find_statements(desk.reader, desk.words, (iri,))
    return {q.source.iri for f in about for q in f.fact.quotes}


def _ordered(provisions: Iterable[KnownLaw]) -> tuple[KnownLaw, ...]:
    """Each provision once, what most is said of first."""
    each = {p.iri: p for p in provisions}
    return tuple(sorted(each.values(), key=lambda p: (-p.degree, p.number, p.label)))


def named_so(text: str, desk: Desk) -> list[tuple[str, str]]:
    """A question with its laws and parts of laws by the names that the graph has for them, each way with a note.

    The first way comes first; the others are of what is the same provision by another name, or a part or the whole of
    the one that is named. The text as it stands where it names none otherwise.
    """
    words, ways = desk.words, [(text, "")]
    for m in sorted(laws_in(text, desk), key=lambda one: -one.start):
        said = text[m.start : m.end]
        near = m.same or m.inner[:1] * (len(m.inner) == 1 and bool(m.number)) or m.outer[:1]
        # What the graph knows by just that name is read as it stands.
        known = [fold(said) in {fold(n) for n in words.entities[p.iri].names} for p in near[:3]]
        names = [said if any(known) and not i else p.label for i, p in enumerate(near[:3])] or [said]
        ways = [
            (f"{way[: m.start]}{name}{way[m.end :]}", note or (_note(said, p, m) if name != said else ""))
            for way, note in ways
            for name, p in zip(names, near[:3] or m.family, strict=False)
        ]
    return ways


def _note(said: str, provision: KnownLaw, mention: LawNamed) -> str:
    return "" if provision in mention.same else f"of {said}, the sources speak as {provision.label}"


__all__ = ["KnownLaw", "LawNamed", "cited_in", "equivalents", "laws_in", "named_so", "provisions_of", "sections_in"]
