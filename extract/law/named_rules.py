"""Named rules: a rule called by what it governs ("the X final rule"), where a text tells its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.claims.annotated import Annotated, AnnotatedSentence
from extract.claims.claims import Claim
from extract.claims.mentions import Mention, Referent
from extract.parsing.cues import read_toml
from extract.patterns.proofs import words_at
from extract.patterns.terms import DATES
from extract.values.values import Quantity, Value
from ontology.regulators import Ontology

PRINTED = frozenset({"publishedOn"})
"""What a second sentence tells better: a rule that was released on a day is published when it is printed."""


class NamedRuleReader:
    """Reads the rules of one annotated document that are named by the initiative that they govern."""

    def __init__(self, annotated: Annotated, ontology: Ontology) -> None:
        self.annotated = annotated
        self.text = annotated.document.text
        self.iri = ontology.namespaces.iri
        self.is_a = ontology.vocabulary.is_a
        data: dict[str, dict[str, str]] = {}
        for path in ontology.regulator.files("named-rules.toml"):
            for name, part in read_toml(path).items():
                data.setdefault(name, {}).update(part)  # type: ignore[call-overload]
        rule = data.get("rule", {})
        self.known = bool(rule)
        self.proposed = frozenset(rule.get("proposed", ()))
        self.alone = re.compile(rf"\W*(?P<rule>(?:The|That|Its|A) (?P<sort>{rule.get('sort', '(?!)')}) rule\b)")
        self.let_out = re.compile(rule.get("let_out", r"(?!)"))
        self.behind = re.compile(r"\s+" + rule.get("behind", r"(?!)").replace("SORT", rule.get("sort", "")))
        self.before = re.compile(rule.get("before", r"(?!)").replace("SORT", rule.get("sort", "")))
        self.opens = re.compile(rule.get("opens", r"(?!)"))
        self.after = {name: re.compile(said) for name, said in data.get("after", {}).items()}
        self.ahead = {name: re.compile(said) for name, said in data.get("ahead", {}).items()}
        self.following = {name: re.compile(said) for name, said in data.get("next", {}).items()}

    def claims(self) -> Iterator[Claim]:
        """What it governs, when it was published and when it takes effect, of each rule that has such a day."""
        sentences = [one for one in self.annotated.sentences if one.passage.kind in {"paragraph", "list-item"}]
        for place, sentence in enumerate(sentences if self.known else ()):
            bare = self._bare(place, sentences)
            for named, found in [
                *((one.mention, self._named(one.mention, sentence)) for one in sentence.mentions),
                *([bare] if bare is not None else []),
            ]:
                if found is None:
                    continue
                sort, start, end = found
                after = sentences[place + 1] if place + 1 < len(sentences) else None
                dated = dict(self._dates(sentence, start, end))
                if dated and after is not None and after.passage.start == sentence.passage.start:
                    dated |= {name: day for name, day in self._next(after) if name not in dated or name in PRINTED}
                if bare is not None and found is bare[1]:
                    # what is let out before it is printed is published on another day, which this text may not tell
                    let_out = [
                        name for name in PRINTED & set(dated) if self.let_out.search(self.text, end, dated[name].start)
                    ]
                    dated = {name: day for name, day in dated.items() if name not in let_out}
                yield from self._told(named, sort, (start, end), sentence, dated)

    def _bare(self, place: int, sentences: Sequence[AnnotatedSentence]) -> tuple[Mention, tuple[str, int, int]] | None:
        """ "The final rule" at the head of a sentence, of the one initiative that its paragraph has named before."""
        sentence = sentences[place]
        opened = self.alone.match(self.text, sentence.start, sentence.end)
        if opened is None or self.annotated.document.metadata.type in {"Rule", "Statute"}:
            return None
        things: dict[str, Mention] = {}
        while place and sentences[place - 1].passage.start == sentence.passage.start:
            place -= 1
            for one in (each.mention for each in sentences[place].mentions):
                program = self.is_a(one.type, self.iri("kg:Program"))
                if self.is_a(one.type, self.iri("kg:Initiative")) and not program and one.how != "reference":
                    things.setdefault(one.referent.key, one)
        inside = [one.mention for one in sentence.mentions if self.is_a(one.mention.type, self.iri("kg:Initiative"))]
        if len(things) != 1 or inside:
            return None
        return next(iter(things.values())), (opened["sort"].lower(), opened.start("rule"), opened.end())

    def _named(self, named: Mention, sentence: AnnotatedSentence) -> tuple[str, int, int] | None:
        """The sort of rule that a name is part of the name of, and where the whole stands."""
        programs = self.is_a(named.type, self.iri("kg:Program"))
        if programs or not self.is_a(named.type, self.iri("kg:Initiative")) or named.how == "reference":
            return None
        behind = self.behind.match(self.text, named.end)
        if behind is not None:
            return behind["sort"], named.start, behind.end()
        before = self.before.search(self.text[sentence.start : named.start])
        return (before["sort"], sentence.start + before.start(), named.end) if before is not None else None

    def _dates(self, sentence: AnnotatedSentence, start: int, end: int) -> Iterator[tuple[str, Quantity]]:
        opens = self.opens.search(self._plain(sentence.start, start)) is not None
        for date in self._days(sentence.start, sentence.end):
            for name, said in self.after.items() if opens else ():
                if date.start >= end and said.fullmatch(self._plain(end, date.start)):
                    yield name, date
            for name, said in self.ahead.items():
                if date.end <= start and said.fullmatch(self._plain(date.end, start)):
                    yield name, date

    def _next(self, sentence: AnnotatedSentence) -> Iterator[tuple[str, Quantity]]:
        for date in self._days(sentence.start, sentence.end):
            for name, said in self.following.items():
                if said.fullmatch(self._plain(sentence.start, date.start)):
                    yield name, date

    def _days(self, start: int, end: int) -> list[Quantity]:
        dates = [one for one in self.annotated.quantities_within(start, end) if one.kind == "date"]
        return [one for one in dates if one.value.datatype in DATES and one.comparator == "="]

    def _plain(self, start: int, end: int) -> str:
        return re.sub(r"\s+", " ", self.text[start:end])

    def _told(
        self,
        named: Mention,
        sort: str,
        place: tuple[int, int],
        sentence: AnnotatedSentence,
        dated: dict[str, Quantity],
    ) -> Iterator[Claim]:
        kind, governed = self.iri("kg:LegalProvision"), named.referent
        names = [f"{one} {sort} rule" for one in dict.fromkeys((governed.label, named.text, *governed.aliases))]
        rule = Referent(f"{kind}:{names[0].lower()}", kind, names[0], tuple(names[1:]))
        modality = "plan" if sort in self.proposed else "fact"
        away = () if sentence.start <= named.start else ((named.start, named.end, "antecedent"),)
        told: list[tuple[str, Referent | Value, int, int]] = [("governs", governed, *place)] if dated else []
        for name, date in dated.items():
            told.append((name, date.value, min(place[0], date.start), max(place[1], date.end)))
        for name, target, start, end in told:
            proof = words_at(
                self.annotated.document, sentence.passage, start, end, away, confidence=0.9, by="named-rule"
            )
            yield Claim(rule, self.iri(f"kg:{name}"), target, proof, (), modality)
