"""Rosters: tables and lists of people, each with a post, a body, and the time that the post was held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.passages import Cell, Passage
from extract.annotated import Annotated
from extract.claims import Claim, Evidence, Term
from extract.cues import UnreadableCues, read_toml
from extract.drafts import Drafter
from extract.mentions import Referent
from extract.terms import XSD
from extract.values import Quantity, Value
from ontology.regulators import Ontology

PERSON = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019.-]*){1,3}(?:,? (?:Jr|Sr)\.?)?"
)
HELD = re.compile(rf"(?P<name>{PERSON.pattern})(?P<rest>(?:,| \(|:| [-\u2013\u2014]).*)?")
"""An item of a list of those who held a post: the name, then nothing but when and how it was held."""
HOW = re.compile(r"\b(?:acting|interim|permanent|present|now|current|incumbent|today|since|from|to|until|term)\b")
ONGOING = re.compile(r"\b(?:present|now|current|incumbent|today)\b|[-\u2013\u2014]\W*$")
TITLE = 10
"""Words that the title of a text may have."""
SEVERAL = re.compile(r"^(?:list of |past |former |previous |our |the )*|(?: of| at| and| since| from| to|,|\().*$")
DEGREES = re.compile(r",? \b(?:M\.?D\.?|Ph\.?D\.?|M\.?P\.?H\.?|J\.?D\.?|R\.?N\.?|MBA|MPP)(?![\w])\.?")


@dataclass(frozen=True, slots=True)
class Roster:
    """What the headings of a roster mean, and the posts that are a property of the body."""

    headings: Mapping[str, frozenset[str]]
    posts: tuple[tuple[str, re.Pattern[str]], ...]
    lesser: re.Pattern[str]


@lru_cache(maxsize=4)
def read_roster(paths: tuple[Path, ...]) -> Roster:
    """The headings and posts that several files list. Raises `UnreadableCues` naming the file."""
    headings: dict[str, set[str]] = {}
    posts: list[tuple[str, re.Pattern[str]]] = []
    lesser: list[str] = []
    for path in paths:
        table = read_toml(path)
        heads, less = table.get("headings", {}), table.get("lesser", {})
        if isinstance(heads, dict):
            for kind, words in heads.items():
                headings.setdefault(kind, set()).update(words)
        if isinstance(less, dict):
            lesser += less.get("words", [])
        listed = table.get("post", [])
        for entry in listed if isinstance(listed, list) else []:
            try:
                posts.append((entry["property"], re.compile("|".join(entry["says"]))))
            except (KeyError, TypeError, re.error) as error:
                message = f'{path}: each [[post]] needs property = "…" and says = ["pattern"]: {error}'
                raise UnreadableCues(message) from error
    known = {kind: frozenset(words) for kind, words in headings.items()}
    return Roster(known, tuple(posts), re.compile("|".join(lesser) or r"(?!)"))


class RosterReader:
    """Reads the rosters of one annotated document; `plain` writes a heading as the data do."""

    def __init__(
        self, annotated: Annotated, ontology: Ontology, roster: Roster, drafter: Drafter, plain: Callable[[str], str]
    ) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.ontology = ontology
        self.roster = roster
        self.drafter = drafter
        self.plain = plain
        self.iri = ontology.namespaces.iri

    def claims(self) -> Iterator[Claim]:
        """The posts that the rows give to people."""
        for passage in self.document.passages:
            if passage.kind == "table-row" and passage.cells:
                yield from self._row(passage)
            elif passage.kind == "list-item" and passage.headings:
                yield from self._item(passage)

    def _row(self, passage: Passage) -> Iterator[Claim]:
        cells = {kind: self._cell(passage, kind) for kind in ("name", "role", "body", "since", "until", "term", "asof")}
        who, role = cells["name"], cells["role"]
        if who is None:
            return
        title = role.text if role is not None else self._titled(who.header or "")
        timed = any(cells[kind] is not None for kind in ("since", "until", "term"))
        if not title or (role is None and not timed):
            return
        person = self._person(who)
        body = self._body(passage, cells["body"])
        if person is None or body is None:
            return
        referent, place, context = body
        place_of_role = (role.start, role.end) if role is not None else (who.header_start, who.header_end)
        spans = [place_of_role, *((one.header_start, one.header_end) for one in (who, role) if one is not None)]
        extra = {(start, end, "header") for start, end in spans if start is not None and end is not None}
        qualifiers = self._times(cells)
        label, name = self._post(title, referent)
        if not label:
            return
        qualifiers["role"] = Value(label, XSD + "string")
        told = tuple(sorted(qualifiers.items(), key=lambda one: one[0]))
        modality = "plan" if self._ahead(cells["since"]) else "fact"
        proof = Evidence(
            self.document.id,
            who.start,
            who.end,
            self.document.text[who.start : who.end],
            (passage.start, passage.end),
            tuple(sorted({*extra, (*place, context)})),
            confidence=0.95,
            extracted_by="roster",
        )
        if name is not None:
            yield Claim(referent, self.iri(name), person, proof, told, modality)
        else:
            yield Claim(person, self.iri("kg:affiliation"), referent, proof, told, modality)

    def _item(self, passage: Passage) -> Iterator[Claim]:
        """ "Ann Lee (acting), 2033-2035" in a list below the heading "Directors"."""
        place = passage.headings[-1]
        heading = SEVERAL.sub("", " ".join(self.document.text[place[0] : place[1]].lower().split()))
        title = self._titled(heading.removesuffix("s")) if heading.endswith("s") else ""
        start = passage.end - len(passage.text.lstrip(" *-\u2022\t"))
        found = HELD.fullmatch(self.document.text[start : passage.end].strip())
        if not title or found is None:
            return
        dates = [one for one in self.annotated.quantities_within(start, passage.end) if one.kind == "date"]
        left = found["rest"] or ""
        for one in dates:
            left = left.replace(self.document.text[one.start : one.end], " ")
        body = self._body(passage, None)
        person = self._person(Cell(start, start + len(found["name"]), found["name"], "name", None, None, 0))
        if len(dates) > 1 or re.search(r"\w", HOW.sub(" ", left.lower())) or body is None or person is None:
            return
        name = self._post(title, body[0])[1]
        if name is None:
            return
        role = next((f"{word} {title}" for word in ("acting", "interim") if word in left.lower()), title)
        told: dict[str, Term] = {"role": Value(role, XSD + "string")}
        told |= self.drafter.dated("period", dates[0]) if dates else {}
        if ONGOING.search(left.lower()) and (dates and dates[0].upper is None):
            told.pop("validUntil", None)
        proof = Evidence(
            self.document.id,
            start,
            passage.end,
            self.document.text[start : passage.end],
            (passage.start, passage.end),
            tuple(sorted({(*place, "heading"), (*body[1], body[2])})),
            confidence=0.95,
            extracted_by="roster",
        )
        yield Claim(body[0], self.iri(name), person, proof, tuple(sorted(told.items())), "fact")

    def _cell(self, passage: Passage, kind: str) -> Cell | None:
        wanted = self.roster.headings.get(kind, frozenset())
        found = [one for one in passage.cells if self.plain(one.header or "") in wanted and one.text.strip(" -\u2013")]
        return found[0] if found else None

    def _titled(self, header: str) -> str:
        plain = self.plain(header)
        return plain if any(pattern.search(plain) for _, pattern in self.roster.posts) else ""

    def _person(self, cell: Cell) -> Referent | None:
        kind = self.iri("kg:Person")
        named = list(self.annotated.mentions_within(cell.start, cell.end))
        people = {one.referent.key: one.referent for one in named if self.ontology.vocabulary.is_a(one.type, kind)}
        if people:
            return next(iter(people.values())) if len(people) == 1 else None
        label = DEGREES.sub("", " ".join(cell.text.split())).strip(" ,")
        if named or not PERSON.fullmatch(label):
            return None
        for one in self.annotated.referents:
            if one.type == kind and label in (one.label, *one.aliases):
                return one
        return Referent(f"{kind}:{label}", kind, label)

    def _body(self, passage: Passage, cell: Cell | None) -> tuple[Referent, tuple[int, int], str] | None:
        """The body of the row's own column, else the one that the headings above name."""
        places = [(cell.start, cell.end, "header")] if cell is not None else []
        if cell is None:
            titles = [one for one in self.document.passages[:1] if len(one.text.split()) <= TITLE]
            above = [*reversed(passage.headings), *((one.start, one.end) for one in titles)]
            places = [(start, end, "heading") for start, end in above]
        for start, end, context in places:
            found = [
                one
                for one in self.annotated.mentions_within(start, end)
                if self.ontology.vocabulary.is_a(one.type, self.iri("kg:Organization"))
            ]
            if len({one.referent.key for one in found}) == 1:
                return found[0].referent, (start, end), context
        return None

    def _post(self, title: str, body: Referent) -> tuple[str, str | None]:
        """The post in lower case without the body's name, and the property of the body that it is."""
        first = re.split(r"\s*;\s*|\s+and\s+(?=[A-Z])", title.strip())[0]
        names = sorted((body.label, *body.aliases, *self._known_names(body)), key=len, reverse=True)
        for name in names:
            first = re.sub(rf"(?:^|(?:,| of| of the)?\s+){re.escape(name)}(?:'s)?(?=\s|$|,)", " ", first)
        label = " ".join(first.lower().split()).strip(" ,")
        if self.roster.lesser.search(label):
            return label, None
        return label, next((name for name, pattern in self.roster.posts if pattern.search(label)), None)

    def _known_names(self, body: Referent) -> tuple[str, ...]:
        known = self.ontology.lexicon.entities.get(body.entity or "")
        return (known.label, *known.aliases) if known is not None else ()

    def _times(self, cells: Mapping[str, Cell | None]) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for kind, name in (("since", "validFrom"), ("until", "validUntil")):
            date = self._date(cells[kind])
            if date is not None:
                found[name] = date.value
        term = self._date(cells["term"])
        if term is not None and not found:
            found |= self.drafter.dated("period", term)
        seen = self._date(cells["asof"])
        if seen is not None and not found:
            found["asOf"] = seen.value
        return found

    def _date(self, cell: Cell | None) -> Quantity | None:
        if cell is None:
            return None
        dates = [one for one in self.annotated.quantities_within(cell.start, cell.end) if one.kind == "date"]
        return dates[0] if len(dates) == 1 else None

    def _ahead(self, cell: Cell | None) -> bool:
        date, today = self._date(cell), self.drafter.today
        if date is None or today is None:
            return False
        size = min(len(today), len(date.value.lexical))
        return date.value.lexical[:size] > today[:size]
