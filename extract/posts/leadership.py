"""Leadership pages: a name on a line of its own, the post on the next line, and the body in a heading above.

The post may stand in the name's line ("Ann Lee - Director"), or all posts before the names. So too where the
post's line names the body ("Acting Administrator, Tide Agency"), where the body stands on a third line (a list of
witnesses), and where the post comes first: "Acting Tide Agency Director: Ann Lee".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.passages import Cell, Passage
from extract.claims.annotated import Annotated
from extract.claims.claims import Claim, Evidence
from extract.claims.mentions import Mention, Referent
from extract.names.knowledge import knowledge_of
from extract.parsing.cues import Cues
from extract.parsing.pipeline import english_words
from extract.patterns.terms import XSD
from extract.posts.roster_words import Roster
from extract.posts.rosters import PERSON, RosterReader
from extract.values.values import Value
from ontology.regulators import Ontology

KINDS = frozenset({"heading", "paragraph", "list-item", "key-value"})
MARKS = " \t*_#>\u2022-"
"""What a line may have at its ends beside its words."""
DEGREES = r"(?:,?\s+\(?(?:[A-Z]\.?){2,4}\)?|,?\s+Ph\.?\s?D\.?|,\s+M[A-Z][a-z]{1,2}\.?|,?\s+(?:Jr|Sr|Esq)\.?)*"
NAME = re.compile(rf"(?P<name>{PERSON.pattern}){DEGREES}\s*")
LABELLED = re.compile(rf"(?P<title>[A-Z][^:.]{{3,70}}):\s+(?P<name>{PERSON.pattern}){DEGREES}\s*")
TITLED = re.compile(rf"(?P<name>{PERSON.pattern}{DEGREES})(?P<gap>\s+[-\u2013\u2014]\s+|,\s+)(?P<title>[A-Z].{{2,80}})")
WORDS = re.compile(r"[^\s,]+")
APART = re.compile(r"\s*,\s*|\s+(?:of|at|for|in)\s+(?:the\s+)?|\s*\(")
"""Where a title ends and what it is of begins."""
JOINED = re.compile(r"\s*(?:,|&|/|;|\band\b)\s*")
OWNERS = re.compile(r"^['\u2019]s?")
SMALL = frozenset({"of", "for", "and", "the", "to", "in", "at", "on", "&"})
LONGEST = 12
"""Words that the line of a post may have."""


@dataclass(frozen=True, slots=True)
class PostLine:
    """A line of a passage without the marks around it."""

    start: int
    end: int
    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds which post where: the line of the name, the title, the body and where that is named."""

    person: Referent
    body: Referent
    title: str
    place: tuple[int, int]
    passage: Passage
    named: tuple[int, int]
    whole: bool


class LeadershipReader:
    """Reads the lines of one annotated document that give names with posts; `rosters` knows people and posts."""

    def __init__(
        self, annotated: Annotated, ontology: Ontology, roster: Roster, rosters: RosterReader, cues: Cues
    ) -> None:
        self.annotated, self.roster, self.rosters = annotated, roster, rosters
        self.document = annotated.document
        self.iri = ontology.namespaces.iri
        self.is_a = ontology.vocabulary.is_a
        self.words = knowledge_of(ontology).words
        titles = cues.group("title")
        self.titles = self.words.words("people", "roles").union(titles.get("head", ()), titles.get("held", ()))
        self.parts = titles.get("part", frozenset())

    def claims(self) -> Iterator[Claim]:
        """The posts that lines give to people; who is one of several with a post has it with them."""
        found = list(self._held())
        heads: dict[tuple[str, str], set[str]] = {}
        for one in found:
            heads.setdefault((one.body.key, self._property(one)), set()).add(one.person.key)
        for one in found:
            name = self._property(one)
            alone = name if name and len(heads[one.body.key, name]) == 1 else ""
            proof = Evidence(
                self.document.id,
                *one.place,
                self.document.text[slice(*one.place)],
                (one.passage.start, max(one.passage.end, one.place[1])),
                () if one.place[0] <= one.named[0] < one.place[1] else ((*one.named, "heading"),),
                confidence=0.9,
                extracted_by="leadership",
            )
            role = (("role", Value(one.title, XSD + "string")),)
            if alone:
                yield Claim(one.body, self.iri(alone), one.person, proof, role, "fact")
            yield Claim(one.person, self.iri("kg:affiliation"), one.body, proof, role, "fact")

    def _held(self) -> Iterator[Held]:
        lines = list(self._lines())
        named = [self._name(one) is not None for one in lines]
        titled = [self._is_post(one) for one in lines]
        posts = {at for at in range(1, len(lines)) if named[at - 1] and titled[at]}
        if not posts:  # "Chair", then "Ann Lee"
            for at in [at for at in range(1, len(lines)) if titled[at - 1] and named[at]]:
                lines[at - 1], lines[at] = lines[at], lines[at - 1]
                posts.add(at)
        past = False
        section: PostLine | None = None
        for at, line in enumerate(lines):
            if at in posts:
                before = lines[at - 1]
                past = past or self._is_past(before)
                third = lines[at + 1] if at + 1 < len(lines) and at + 1 not in posts else None
                held = self._in_lines(before, line, third) or self._in_section(before, line, section, lines, posts)
                if held is not None and not past:
                    yield held
            elif at + 1 in posts or self._is_record(lines, at, posts):
                continue
            elif line.passage.kind == "heading" and (labelled := LABELLED.fullmatch(line.text)):
                yield from self._labelled(line, labelled)
            elif line.passage.kind == "heading" or (at + 2 in posts and self._is_body(line)):
                section, past = line, self._is_past(line)

    def _lines(self) -> Iterator[PostLine]:
        for passage in self.document.passages:
            if passage.kind not in KINDS:
                continue
            for one in re.finditer(r"[^\n]+", passage.text):
                text = one.group().strip(MARKS)
                start = passage.start + one.start() + one.group().index(text)
                both = TITLED.fullmatch(text)
                title = (
                    PostLine(start + both.start("title"), start + len(text), both["title"], passage) if both else None
                )
                if both is not None and title is not None and self._is_post(title):
                    yield PostLine(start, start + both.end("name"), both["name"], passage)
                    yield title
                elif text:
                    yield PostLine(start, start + len(text), text, passage)

    def _name(self, line: PostLine) -> re.Match[str] | None:
        """The name that a line is, where it can be that of a person."""
        found = NAME.fullmatch(line.text)
        if found is None or self._person(line.start + found.start("name"), found["name"]) is None:
            return None
        return found

    def _person(self, start: int, name: str) -> Referent | None:
        parts = [one.lower().strip(".,") for one in name.split()]
        polite = self.words.words("people", "dropped") | ({"the"} if parts[0] == "the" else set())
        own = [one for one in parts if one not in polite and f"{one}." not in polite]
        forms = {one: {one, one.removesuffix("s"), one.removesuffix("es")} for one in own}
        odd = [one for one in own if len(one) > 1 and english_words().isdisjoint(forms[one])]
        known = self.annotated.mentions_within(start, start + len(name))
        common = any(not self.words.common.isdisjoint(forms[one]) for one in own)
        if not known and (not odd or len(own) < 2 or common):
            return None
        label = " ".join(name.split()[len(parts) - len(own) :])
        first = start + name.index(label)
        return self.rosters.person(Cell(first, first + len(label), label, "name", None, None, 0))

    def _is_post(self, line: PostLine) -> bool:
        """Whether a line is a title, with or without what it is of, and no sentence."""
        words = WORDS.findall(line.text)
        if len(words) > LONGEST or line.text[-1] in ".:;?!" or re.search(r"\d", line.text):
            return False
        plain = SMALL | self.titles | self.parts
        capital = all(one[0].isupper() or one[0] in "&/(" or one.lower() in plain for one in words)
        return capital and line.text[0].isupper() and self._heads(line.text)

    def _heads(self, text: str) -> bool:
        """Whether what a text begins with is a title: "Deputy Director" of "Deputy Director for Policy"."""
        title = JOINED.split(APART.split(text)[0])[0].lower().split()
        return bool(title) and (title[-1] in self.titles or " ".join(title[-2:]) in self.titles)

    def _bodies(self, start: int, end: int) -> list[Mention]:
        kind = self.iri("kg:Organization")
        named = [one for one in self.annotated.mentions_within(start, end) if self.is_a(one.type, kind)]
        return [one for one in named if one.how != "reference"]

    def _in_lines(self, before: PostLine, line: PostLine, third: PostLine | None) -> Held | None:
        """A post with the body that its own line names, or that the line right below gives with no space between."""
        named = self._bodies(line.start, line.end)
        if len({one.referent.key for one in named}) == 1:
            one = named[0]
            behind = self.document.text[one.end : line.end].strip(" ).")
            ahead = line.text[: one.start - line.start].rstrip()
            title = re.sub(r"(?:\s*,|\s+(?:of|at|for|in)(?:\s+the)?|\s*\(|\s+the)*$", "", ahead)
            if behind and not APART.search(ahead):  # "Acting Tide Agency Administrator"
                title = f"{title} {behind}".strip()
            elif behind:
                return None
            return self._make(before, line, title, one, bool(APART.search(ahead) or behind)) if title else None
        if named or third is None:
            return None
        close = "\n\n" not in re.sub(r"[ \t]+", "", self.document.text[before.start : third.end])
        if not close or not self._is_body(third):
            return None
        return self._make(before, line, line.text, self._bodies(third.start, third.end)[0], True, third.end)

    def _in_section(
        self, before: PostLine, line: PostLine, section: PostLine | None, lines: Sequence[PostLine], posts: set[int]
    ) -> Held | None:
        """A post of the body that the heading above names, on a page that tells of its people."""
        above = [(one.start, one.end) for one in (section,) if one is not None]
        above += [place for place in reversed(line.passage.headings) if place not in above]
        above += [place for place in [(lines[0].start, lines[0].end)] if place not in above]
        names = {(lines[at].passage.start, lines[at].passage.end) for one in posts for at in (one - 1, one)}
        above = [one for one in above if one not in names]
        told = [self.document.text[slice(*one)] for one in above]
        if len(posts) < 2 and not any(self.roster.people.search(one.lower()) for one in told):
            return None
        if self._tells_part(line.text[len(APART.split(line.text)[0]) :]):
            return None  # "Chairman, Committee on the Budget" is one of a body that nobody knows
        for place, text in zip(above, told, strict=True):
            named = self._bodies(*place)
            if len({one.referent.key for one in named}) == 1:
                own = not APART.search(line.text) or self._purview(line.text)
                return self._make(before, line, line.text, named[0], own)
            if named or (self._tells_part(text) and not self.roster.own_office.search(text.lower())):
                return None  # the part of a body that it names nobody knows
        return None

    def _tells_part(self, text: str) -> bool:
        """Whether a heading speaks of a body or a part of one: "Office of Letters"."""
        body, words = self.iri("kg:Organization"), [one.lower() for one in WORDS.findall(text)]
        return any(self.words.heads.get(one) == body or one in self.words.words("bodies", "heads") for one in words)

    def _purview(self, text: str) -> bool:
        """Whether a title goes on with plain words: "Deputy Director for Policy"."""
        return "," not in text

    def _labelled(self, line: PostLine, found: re.Match[str]) -> Iterator[Held]:
        """ "Acting Tide Agency Director: Ann Lee": a title that names its body, before the name."""
        first = line.start + found.start("name")
        title_end = line.start + found.end("title")
        named = self._bodies(line.start, title_end)
        posts = [
            one for one in self.annotated.mentions_within(line.start, title_end) if one.type == self.iri("kg:Post")
        ]
        person = self._person(first, found["name"])
        if person is None or len({one.referent.key for one in named}) != 1 or len(posts) > 1:
            return
        one = named[0]
        ahead, behind = self.document.text[line.start : one.start], self.document.text[one.end : title_end]
        title = " ".join(f"{ahead} {OWNERS.sub('', behind)}".split())
        if self._heads(title) and not APART.search(title):
            place = (line.start, line.start + found.end("name"))
            yield Held(person, one.referent, title, place, line.passage, (one.start, one.end), True)

    def _make(
        self, before: PostLine, line: PostLine, title: str, body: Mention, whole: bool, end: int | None = None
    ) -> Held | None:
        found = self._name(before)
        person = self._person(before.start + found.start("name"), found["name"]) if found is not None else None
        if person is None or person.key == body.referent.key:
            return None
        place = min(before.start, line.start), max(end or line.end, before.end)
        return Held(person, body.referent, title, place, before.passage, (body.start, body.end), whole)

    def _is_record(self, lines: Sequence[PostLine], at: int, posts: set[int]) -> bool:
        """Whether a line is the third of a record, behind a name and a post with no space between."""
        if at - 1 not in posts:
            return False
        return "\n\n" not in re.sub(r"[ \t]+", "", self.document.text[lines[at - 2].start : lines[at].end])

    def _is_body(self, line: PostLine) -> bool:
        """Whether a line is the name of one body and nothing else."""
        named = self._bodies(line.start, line.end)
        return len(named) == 1 and named[0].end - named[0].start >= len(line.text) - len("the ")

    def _is_past(self, line: PostLine) -> bool:
        return bool(self.roster.past.search(line.text.lower()))

    def _property(self, one: Held) -> str:
        """The property of the body that a title is, by the one of several joined titles that is no lesser one."""
        if not one.whole:
            return ""
        for part in JOINED.split(one.title):
            label = " ".join(part.lower().split())
            if self.roster.lesser.search(label):
                continue
            name = next((name for name, pattern in self.roster.posts if pattern.search(label)), "")
            if name == "kg:secretary" and not {"department", "ministry"} & set(one.body.label.lower().split()):
                continue
            if name:
                return name
        return ""
