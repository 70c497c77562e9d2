"""Rosters: tables and lists of people, each with a post, a body, and the time that the post was held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.passages import Cell, Passage
from extract.annotation.own_house import own_house
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim, Evidence, Term
from extract.claims.fuller import singular
from extract.claims.mentions import Mention, Referent
from extract.layout.table_shapes import caption_above, side_by_side
from extract.names.knowledge import knowledge_of
from extract.names.people import PARTICLES
from extract.patterns.drafts import Drafter
from extract.patterns.terms import XSD
from extract.posts.roster_words import Roster
from extract.values.values import Quantity, Value
from ontology.regulators import Ontology

PERSON = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?"
    rf"(?:[A-Z][\w'\u2019-]+(?:(?: (?:{'|'.join(sorted(PARTICLES))}))* [A-Z][\w'\u2019.-]*){{1,3}}"
    r"|(?:[A-Z]\. ?){1,2}[A-Z][\w'\u2019-]+)(?:,? (?:Jr|Sr)\.?)?"
)
HELD = re.compile(rf"(?P<name>{PERSON.pattern})(?P<rest>(?:,| \(|:| again\b| [-\u2013\u2014]).*)?")
"""An item of a list of those who held a post: the name, then nothing but when and how it was held."""
HELD_SINCE = re.compile(rf"(?P<rest>since [^,]+, )(?P<name>{PERSON.pattern})")
"""The same with the time before the name: "since 2031, Ann Lee"."""
TERM = ("validFrom", "validUntil")
YEARS = re.compile(
    r"(?:since |from )?(?P<validFrom>\d{4})"
    r"(?:\s*(?:[-\u2013\u2014]|to|until)\s*(?:(?P<validUntil>\d{4})|present|now|today)?)?\s*[:\s]\s*(?=[A-Z]|vacant)"
)
"""The years of a term before the name of who held the post: "2031-2034  Ann Lee"."""
LIST = re.compile(
    r"\b(?:(?:[Ii]ts|[Tt]heir|[Tt]he|[Pp]ast|[Ff]ormer|[Pp]revious) )*(?P<title>(?:[A-Za-z]+ )?[A-Za-z]+s)"
    r"(?:,? (?:of|at) [^,.;:()]+)?(?: (?:to date|so far|since \d{4}))?"
    r"(?:,? (?:(?:have|has) (?:so far )?been|are|were|include[ds]?)\s*:?|\s*:)\s+"
    r"(?P<list>[A-Z](?:[^.]|\.(?! [A-Z])(?!\s*$)|(?<= [A-Z])\.)*)"
)
"""A sentence that lists who held a post, up to its end."""
APART = re.compile(rf"(?:,\s*(?:and\s+)?|\s+and,?\s+)(?=(?:since [^,]+, )?{PERSON.pattern})(?![^()]*\))")
"""What stands between two who are listed with commas, none of which stands in brackets."""
FEWEST = 2
HOW = re.compile(r"\b(?:again|acting|interim|permanent|present|now|current|incumbent|today|since|from|to|until|term)\b")
ONGOING = re.compile(r"\b(?:present|now|current|incumbent|today)\b|[-\u2013\u2014]\W*$")
TITLE = 10
"""Words that the title of a text may have."""
SEVERAL = re.compile(
    r"^(?:list of |past |former |previous |our |its |their |the )*"
    r"|(?: of| at| and| since| from| to| in th| so far| were| are|,|\(|:).*$"
)
STAND_INS = ("acting", "interim")
STANDING = re.compile(rf"(?:,| \()\s*(?:{'|'.join(STAND_INS)})\)?$", re.I)
"""What tells behind a name that its bearer held a post for the time being."""
OURS = re.compile(r"\bour\b", re.I)
OF_ANOTHER = re.compile(r"\b(?:of|at) (?:the )?[A-Z]")
"""What tells that a line names whose posts it lists, known or not."""
DEGREES = re.compile(r",? \b(?:M\.?D\.?|Ph\.?D\.?|M\.?P\.?H\.?|J\.?D\.?|R\.?N\.?|MBA|MPP)(?![\w])\.?")

Place = tuple[int, int]
Context = tuple[int, int, str]


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
        self.dates = knowledge_of(ontology).quantities.dates

    def claims(self) -> Iterator[Claim]:
        """The posts that the rows give to people."""
        for passage in self.document.passages:
            if passage.kind == "table-row" and passage.cells:
                for row in side_by_side(passage):
                    yield from self._row(row)
            elif passage.kind in {"list-item", "key-value", "paragraph"} and (passage.headings or passage.lead_in):
                yield from self._item(passage)
            if passage.kind == "paragraph":
                yield from self._listed(passage)

    def _row(self, passage: Passage) -> Iterator[Claim]:
        cells = {kind: self._cell(passage, kind) for kind in ("name", "role", "body", "since", "until", "term", "asof")}
        who, role = cells["name"] or self._titled_column(passage), cells["role"]
        if who is None:
            return
        timed = any(cells[kind] is not None for kind in ("since", "until", "term"))
        post = self._told_post(passage, who) if role is None and timed else None
        if role is not None:
            post = role.text, (role.start, role.end), "header"
        person = self._person(who)
        column = (
            [(who.header_start, who.header_end)] if who.header_start is not None and who.header_end is not None else []
        )
        body = self._body(passage, cells["body"], column if cells["body"] is None else ())
        if post is None or person is None or body is None:
            return
        referent, place, context = body
        title, told_at, how = post
        extra = {
            (one.header_start, one.header_end, "header")
            for one in (who, role)
            if one is not None and one.header_start is not None and one.header_end is not None
        }
        qualifiers = self._times(cells)
        label, name = self._post(title, referent)
        if not label:
            return
        said = [who.text.lower(), *(one.text.strip(" .()").lower() for one in passage.cells)]
        stand_in = next((word for word in STAND_INS if (word in said[0] or word in said) and word not in label), "")
        qualifiers["role"] = Value(f"{stand_in} {label}".strip(), XSD + "string")
        told = tuple(sorted(qualifiers.items(), key=lambda one: one[0]))
        modality = "plan" if self._ahead(cells["since"]) else "fact"
        proof = Evidence(
            self.document.id,
            who.start,
            who.end,
            self.document.text[who.start : who.end],
            (passage.start, passage.end),
            tuple(sorted({*extra, (told_at[0], told_at[1], how), (place[0], place[1], context)})),
            confidence=0.95,
            extracted_by="roster",
        )
        if name is not None:
            yield Claim(referent, self.iri(name), person, proof, told, modality)
        else:
            yield Claim(person, self.iri("kg:affiliation"), referent, proof, told, modality)

    def _told_post(self, passage: Passage, who: Cell) -> tuple[str, Place, str] | None:
        """The post that all in a column hold, by its header or by the title above, where that says so, and how."""
        if who.header_start is not None and who.header_end is not None:
            place = who.header_start, who.header_end
            title = self.titled(who.header or "") or self._plural(place)
            if title:
                return title, place, "header"
        return next(
            ((title, place, "heading") for place in self._above(passage) if (title := self._plural(place))), None
        )

    def _titled_column(self, passage: Passage) -> Cell | None:
        """The first column, where its heading names the post in the plural ("Directors of the Reef Office")."""
        first = passage.cells[0]
        if first.header_start is None or first.header_end is None or not (first.header or "").strip():
            return None
        return first if self._plural((first.header_start, first.header_end)) else None

    def _plural(self, place: Place) -> str:
        """The post whose holders a title lists: "Chief actuaries, Office of Care Experiments"."""
        heading = SEVERAL.sub("", " ".join(self.document.text[place[0] : place[1]].lower().split()))
        one = " ".join((*heading.split()[:-1], singular(heading.split()[-1]))) if heading else ""
        ends = (
            (one, one.split()[-1], " ".join(one.split()[-2:])) if one and one != heading else ()
        )  # "Tide Office heads"
        lesser = self.roster.lesser.search(one)
        return next((title for end in ends if not lesser and (title := self.titled(end))), "")

    def _above(self, passage: Passage) -> list[Place]:
        """What titles a roster: the line above a table, the headings, nearest first, and the text's first line."""
        titles = [one for one in self.document.passages[:1] if len(one.text.split()) <= TITLE]
        line = caption_above(self.document.passages, passage) if passage.kind == "table-row" else None
        lines = [(line.start, line.end)] if line is not None else []
        return [*lines, *reversed(passage.headings), *((one.start, one.end) for one in titles)]

    def _item(self, passage: Passage) -> Iterator[Claim]:
        """ "Ann Lee (acting), 2033-2035" below "Directors" or "Its directors were:"; also "2033-2035  Ann Lee"."""
        places = [*([passage.lead_in] if passage.lead_in is not None else []), *passage.headings[-1:]]
        place, title = next(((one, title) for one in places if (title := self._plural(one))), ((0, 0), ""))
        body = self._body(passage, None, [place] if place == passage.lead_in else []) if title else None
        if body is None:
            return
        context: set[Context] = {(place[0], place[1], "heading"), (body[1][0], body[1][1], body[2])}
        for start, stop in self._lines(passage):
            years = YEARS.match(self.document.text[start:stop])
            item = (start + years.end(), stop) if years else (start, stop)
            claim = self.holder(item, title, body[0], (start, stop), passage, context)
            if claim is not None:
                term = {name: Value(years[name], XSD + "gYear") for name in TERM if years[name]} if years else {}
                yield replace(claim, qualifiers=tuple(sorted((dict(claim.qualifiers) | term).items())))

    def _lines(self, passage: Passage) -> list[Place]:
        """Where the items stand that a passage is, or that its lines are if each begins with years."""
        lines = [(one.start(), one.end()) for one in re.finditer(r"[^\s*\u2022-].*\S", passage.text)]
        if passage.kind == "paragraph":
            dated = len(lines) > 1 and all(YEARS.match(passage.text[slice(*one)]) for one in lines)
            lines = lines if dated else []
        else:
            lines = [(lines[0][0], lines[-1][1])] if lines else []
        return [(passage.start + first, passage.start + last) for first, last in lines]

    def _listed(self, passage: Passage) -> Iterator[Claim]:
        """ "Its directors: Ann Lee, 2024-2029; Per Holm, acting, 2029-2030": nothing but who held a post, and when."""
        for told in LIST.finditer(passage.text):
            title = self.titled(" ".join((*told["title"].lower().split()[:-1], singular(told["title"].split()[-1]))))
            start, stop = (passage.start + place for place in told.span("list"))
            items = [(start + one, start + other) for one, other in items_of(told["list"])]
            body = self._teller(passage, passage.start + told.start("title"), start) if title else None
            if body is None or len(items) < FEWEST:
                continue
            whole = (passage.start + told.start(), stop)
            found = [self.holder(item, title, body, whole, passage, set()) for item in items]
            yield from () if None in found else (one for one in found if one is not None)

    def _teller(self, passage: Passage, title: int, start: int) -> Referent | None:
        """The body whose posts a sentence lists: the one named with the post, else the one that the passage is on."""
        kind, is_a = self.iri("kg:Organization"), self.ontology.vocabulary.is_a
        opening = next(one.end for one in self.annotated.sentences if one.start >= passage.start)
        for first, last in ((title, start), (passage.start, title), (passage.start, min(opening, title))):
            named = [one for one in self.annotated.mentions_within(first, last) if is_a(one.type, kind)]
            if len({one.referent.key for one in named}) == 1:
                return named[0].referent
        return None

    def holder(
        self,
        item: Place,
        title: str,
        body: Referent,
        quote: Place,
        passage: Passage,
        context: set[Context],
        beside: str = "",
    ) -> Claim | None:
        """Who held a post, by an item that says nothing but the name, how and when, and the post (`beside`)."""
        text = self.document.text[slice(*item)]
        found = HELD.fullmatch(text) or HELD_SINCE.fullmatch(text)
        if found is None:
            return None
        dates = self._dates(*item)
        left = (found["rest"] or "").replace(beside, " ") if beside else found["rest"] or ""
        for one in dates:
            left = left.replace(self.document.text[one.start : one.end], " ")
        start = item[0] + found.start("name")
        person = self._person(Cell(start, item[0] + found.end("name"), found["name"], "name", None, None, 0))
        name = self._post(title, body)[1]
        if len(dates) > 1 or re.search(r"\w", HOW.sub(" ", left.lower())) or person is None or name is None:
            return None
        role = next((f"{word} {title}" for word in STAND_INS if word in left.lower()), title)
        told: dict[str, Term] = {"role": Value(role, XSD + "string")}
        told |= self._term(dates[0], left) if dates else {}
        proof = Evidence(
            self.document.id,
            *quote,
            self.document.text[slice(*quote)],
            (passage.start, passage.end),
            tuple(sorted(context)),
            confidence=0.95,
            extracted_by="roster",
        )
        return Claim(body, self.iri(name), person, proof, tuple(sorted(told.items())), "fact")

    def _cell(self, passage: Passage, kind: str) -> Cell | None:
        wanted = self.roster.headings.get(kind, frozenset())
        found = [one for one in passage.cells if self.plain(one.header or "") in wanted and one.text.strip(" -\u2013")]
        return found[0] if found else None

    def titled(self, header: str) -> str:
        """The post, as the data write it, that a heading is or names."""
        plain = self.plain(header)
        return plain if any(pattern.search(plain) for _, pattern in self.roster.posts) else ""

    def _person(self, cell: Cell) -> Referent | None:
        kind = self.iri("kg:Person")
        named = list(self.annotated.mentions_within(cell.start, cell.end))
        people = {one.referent.key: one.referent for one in named if self.ontology.vocabulary.is_a(one.type, kind)}
        if people:
            return next(iter(people.values())) if len(people) == 1 else None
        label = DEGREES.sub("", STANDING.sub("", " ".join(cell.text.split()))).strip(" ,")
        whole = any(one.referent.entity or one.end - one.start >= len(label) for one in named)
        if whole or not PERSON.fullmatch(label):  # a surname alone may look like the name of something
            return None
        for one in self.annotated.referents:
            if one.type == kind and label in (one.label, *one.aliases):
                return one
        return Referent(f"{kind}:{label}", kind, label)

    def _body(
        self, passage: Passage, cell: Cell | None, lead: Sequence[Place] = ()
    ) -> tuple[Referent, Place, str] | None:
        """The body of the row's own column, else the one that the line (`lead`) or the headings above name."""
        places = [(cell.start, cell.end, "header")] if cell is not None else []
        if cell is None:
            places = [(start, end, "heading") for start, end in (*lead, *self._above(passage))]
        for start, end, context in places:
            found = [one for one in self.annotated.mentions_within(start, end) if self._is_body(one)]
            if len({one.referent.key for one in found}) == 1:
                return found[0].referent, (start, end), context
            if (start, end) in lead and (found or OF_ANOTHER.search(self.document.text[start:end])):
                return None
        above = [self.document.text[start:end] for start, end in self._above(passage)] if cell is None else []
        ours, kind = any(map(OURS.search, above)), self.document.metadata.type
        own = own_house(self.annotated.sentences, self._is_body, kind) if ours else None
        return (own.referent, (own.start, own.end), "antecedent") if own is not None else None

    def _is_body(self, mention: Mention) -> bool:
        return self.ontology.vocabulary.is_a(mention.type, self.iri("kg:Organization"))

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
            said = cells["term"].text if cells["term"] is not None else ""
            found |= self._term(term, said.replace(term.text, " "))
        seen = self._date(cells["asof"])
        if seen is not None and not found:
            found["asOf"] = seen.value
        return found

    def _date(self, cell: Cell | None) -> Quantity | None:
        if cell is None:
            return None
        dates = self._dates(cell.start, cell.end)
        return dates[0] if len(dates) == 1 else None

    def _dates(self, start: int, end: int) -> list[Quantity]:
        """The dates between two places, also where no sentence holds them, as in a cell."""
        held = [one for one in self.annotated.quantities_within(start, end) if one.kind == "date"]
        found = self.dates.find(self.document.text[start:end])
        alone = [replace(one, start=start + one.start, end=start + one.end) for one in found]
        longer = len(alone) == len(held) and sum(len(one.text) for one in alone) > sum(len(one.text) for one in held)
        return alone if longer or not held else held  # a sentence that goes on may cut "2018-21" short

    def _term(self, date: Quantity, beside: str) -> dict[str, Term]:
        """How long a post was held, by one date and the words beside it; what goes on has no end ("2031-")."""
        told = dict(self.drafter.dated("period", date))
        if ONGOING.search(beside.lower()) and date.upper is None:
            told.pop("validUntil", None)
        return told

    def _ahead(self, cell: Cell | None) -> bool:
        date, today = self._date(cell), self.drafter.today
        if date is None or today is None:
            return False
        size = min(len(today), len(date.value.lexical))
        return date.value.lexical[:size] > today[:size]


def with_rosters(claims: Iterable[Claim], rosters: Sequence[Claim]) -> list[Claim]:
    """The claims with those of rosters, which take the place of what a sentence with the same words was read to say."""
    told: dict[tuple[str, str], list[Place]] = {}
    for one in rosters:
        told.setdefault((one.subject.key, one.property), []).append((one.evidence.start, one.evidence.end))

    def is_told(one: Claim) -> bool:
        places = told.get((one.subject.key, one.property), ())
        return any(start <= one.evidence.start and one.evidence.end <= end for start, end in places)

    return [*(one for one in claims if not is_told(one)), *rosters]


def items_of(text: str) -> Iterator[Place]:
    """Where the items of a list in a sentence stand: between semicolons, else before each name."""
    start = 0
    for gap in re.finditer(r";\s*(?:and\s+)?", text) if ";" in text else APART.finditer(text):
        if not re.fullmatch(r"since [^,]+", text[start : gap.start()]):  # "since 2031, Ann Lee" is one item
            yield start, gap.start()
            start = gap.end()
    yield start, len(text)
