"""Headed groups: the initiatives that stand below the name of their group, or beside it in a box.

"Maternity models" above items, headings or rows that each open with an initiative's name; "Heart models: the Alder
Trial, Birch Trial"; below "Our models" also "Heart disease: Alder Trial, Birch Trial".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.passages import Cell, Passage
from extract.annotation.annotate import Annotated
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.names.knowledge import Knowledge
from extract.names.name_matcher import normal
from extract.parsing.pipeline import english_words
from extract.patterns.proofs import words_at

LONGEST = 6
"""Words that a group's name has at most."""
ASKING = frozenset({"what", "how", "which", "why", "who", "when", "of", "by", "in", "on", "at", "from"})
"""Words of a title that asks or tells about a set of them, and so is not the set's name ("State of the portfolio")."""
MARKS = re.compile(r"[\s*_#\u2022\u2013-]*(?:\d{1,2}[.)]\s+)?[\s*_]*(?:The\s+)?")
"""What may stand before the name that opens a passage."""
BETWEEN = re.compile(r"[\s,;&*_]*(?:and|the|\([^()]*\))?[\s,;&*_.]*(?:and|the)?\s*")
"""What may stand between the names of a list, and behind the last."""


class HeadedGroups:
    """Reads which initiatives of one document stand below or beside the name of a group of them."""

    def __init__(self, annotated: Annotated, knowledge: Knowledge) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.words = knowledge.words
        self.labels = knowledge.facts
        self.is_a = knowledge.ontology.vocabulary.is_a
        self.member_of = knowledge.ontology.namespaces.iri("kg:memberOf")
        words = self.words.words
        self.nouns = words("initiatives", "groups") | words("initiatives", "several") | words("initiatives", "sets")
        self.idle = (
            words("initiatives", "plain") - words("initiatives", "matters")
            | words("initiatives", "loose")
            | words("initiatives", "sorts")
        )

    def claims(self) -> Iterator[Claim]:
        """What is told to be a member of a group by where it stands."""
        for passage in self.document.passages:
            if passage.kind == "key-value" and len(passage.cells) == 1:
                yield from self._beside(passage, passage.cells[0])
                yield from self._labelled(passage, passage.cells[0])
            elif passage.headings and (member := self._opening(passage)) is not None:
                place = passage.headings[-1]
                group = self._group(*place)
                if group is not None:
                    yield self._claim(passage, member.referent, member.start, member.end, group, place, "heading")

    def _opening(self, passage: Passage) -> Mention | None:
        """The initiative whose name opens an item, a heading, a row or a paragraph in bold words."""
        if passage.kind not in {"list-item", "heading", "table-row"} and not passage.text.lstrip().startswith("**"):
            return None
        end = passage.cells[0].end if passage.kind == "table-row" and passage.cells else passage.end
        start = passage.cells[0].start if passage.kind == "table-row" and passage.cells else passage.start
        first = next((one for one in self.annotated.mentions_within(start, end) if self._is_one(one)), None)
        if first is None or not MARKS.fullmatch(self.document.text[start : first.start]):
            return None
        return first if first.how != "reference" else None

    def _is_one(self, mention: Mention | Referent) -> bool:
        kind = self.words.terms
        return self.is_a(mention.type, kind["Initiative"]) and not self.is_a(mention.type, kind["Program"])

    def _group(self, start: int, end: int) -> str | None:
        """The name of the group that a title is, lower case but for what has capitals of its own."""
        named = self.annotated.mentions_within(start, end)
        whole = any(self._is_one(one) or self.is_a(one.type, self.words.terms["Organization"]) for one in named)
        return None if whole else self._named(self.document.text[start:end])

    def _named(self, title: str) -> str | None:
        said = re.sub(r"\s*\([^()]*\)$", "", title.strip(" *_#:\n")).split()
        if not 1 < len(said) <= LONGEST or said[-1].lower() not in self.nouns:
            return None
        if not all(re.fullmatch(r"[A-Za-z][\w'\u2019-]*|&", one) for one in said):
            return None
        while said and said[0].lower() in self.words.words("initiatives", "loose") | {"the"}:
            del said[0]
        telling = [one for one in said[:-1] if one.lower() not in self.idle | {"the", "&"}]
        asks = ASKING & {one.lower() for one in said}
        return " ".join(map(_plain, said)) if telling and not asks else None

    def _beside(self, passage: Passage, cell: Cell) -> Iterator[Claim]:
        """The members that a line lists behind its label, the group's name or, below "Our models", its matter."""
        if cell.header is None or cell.header_start is None or cell.header_end is None:
            return
        group, place, role = self._named(cell.header), (cell.header_start, cell.header_end), "header"
        group = group or self._matter(passage, cell.header)
        members = [one for one in self.annotated.mentions_within(cell.start, cell.end) if self._is_one(one)]
        if group is None or not members or not self._are_all(cell, members):
            return
        for one in members:
            yield self._claim(passage, one.referent, one.start, one.end, group, place, role)

    def _labelled(self, passage: Passage, cell: Cell) -> Iterator[Claim]:
        """What a line below a group's name tells of the member that is its label ("Alder Trial: starts in May")."""
        said = " ".join((cell.header or "").split()).strip(" *_").casefold()
        known = [one for one in self.annotated.referents if self._is_one(one)]
        member = next((one for one in known if said in {each.casefold() for each in (one.label, *one.aliases)}), None)
        group = self._group(*passage.headings[-1]) if member is not None and passage.headings else None
        if member is None or group is None or cell.header_start is None or cell.header_end is None:
            return
        yield self._claim(passage, member, cell.header_start, cell.header_end, group, passage.headings[-1], "heading")

    def _matter(self, passage: Passage, label: str) -> str | None:
        """The group that a label of common words makes with the noun of the title above it."""
        title = passage.section[-1].strip(" *_#:").lower().split() if passage.section else []
        said = label.lower().strip(" *_").split()
        known = english_words()
        plain = all(one in known or one in {"and", "&"} for one in said) and len(said) < LONGEST
        if not title or title[-1] not in self.nouns or not plain or " ".join(said) in self.labels:
            return None
        return self._named(" ".join((*said, title[-1])))

    def _are_all(self, cell: Cell, members: list[Mention]) -> bool:
        """Whether a cell holds nothing but the names of initiatives."""
        edges = [cell.start, *(place for one in members for place in (one.start, one.end)), cell.end]
        return all(
            BETWEEN.fullmatch(self.document.text[start:end]) for start, end in zip(edges[::2], edges[1::2], strict=True)
        )

    def _claim(
        self, passage: Passage, member: Referent, start: int, end: int, group: str, place: tuple[int, int], role: str
    ) -> Claim:
        key = f"InitiativeGroup:{normal(group)}"
        proof = words_at(self.document, passage, start, end, ((*place, role),), confidence=0.85, by="table:kg:memberOf")
        return Claim(member, self.member_of, Referent(key, self.words.group, group), proof)


def _plain(word: str) -> str:
    return word if any(letter.isupper() for letter in word[1:]) else word.lower()
